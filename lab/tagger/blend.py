"""Two networks of one base as one: the mean of their weights.

    python -m lab.tagger.blend --weights RUN/epoch-7.pt --kind average --share 0.6 \\
        --with OLD.onnx --out tagger.onnx

Networks that were trained from the same base lie close enough for the mean of their weights to
read better than either, at the cost of one (model soups; Wortsman et al., ICML 2022). OLD is a
model file of this project, whose eight bits are taken back to numbers; --share is what the new one
counts.
"""  # fmt: skip

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from lab.tagger.base import base_folder
from lab.tagger.export import export, load
from lab.tagger.model import Network

Arrays = Mapping[str, np.ndarray]
_OWN = "network."
"""What the exporter puts before the names of parameters."""


def blended(one: Network, other: Network, share: float) -> Network:
    """Return a network whose every weight is `share` of one's and the rest of the other's."""
    ours, theirs = one.state_dict(), other.state_dict()
    network = Network(base_folder())
    network.load_state_dict(
        {
            name: share * value + (1 - share) * theirs[name] if value.is_floating_point() else value
            for name, value in ours.items()
        }
    )
    return network.eval()


def from_file(path: Path) -> Network:
    """Return the network of a model file. Raises KeyError if the file is of another shape."""
    model = onnx.load(path)
    stored = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    about = {one.key: one.value for one in model.metadata_props}
    chain = json.loads(about["chain"])
    found = {
        **dict(_named(stored)),
        **dict(_products(model.graph, stored)),
        "transitions": np.array(chain["steps"], np.float32),
        "start": np.array(chain["start"], np.float32),
    }
    network = Network(base_folder())
    known = network.state_dict()
    network.load_state_dict(
        {
            name: torch.tensor(found[name]) if name != "never" else value
            for name, value in known.items()
        }
    )
    return network.eval()


def _named(stored: Arrays) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the parameters that kept their names: biases, norms, embeddings."""
    for name, value in stored.items():
        if not name.startswith(_OWN) or name.endswith(("_scale", "_zero_point")):
            continue
        is_small = name.endswith("_quantized")
        yield (
            name.removeprefix(_OWN).removesuffix("_quantized"),
            _numbers(stored, name) if is_small else value,
        )


def _numbers(stored: Arrays, name: str) -> np.ndarray:
    """Return the numbers that eight bits stand for."""
    base = name.removesuffix("_quantized")
    zero = stored[f"{base}_zero_point"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero) * stored[f"{base}_scale"]


def _products(graph: onnx.GraphProto, stored: Arrays) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the matrices, which lost their names: each is named by the bias that is added to it."""
    made = {output: node for node in graph.node for output in node.output}
    for node in graph.node:
        for bias in node.input:
            if node.op_type == "Add" and bias.startswith(_OWN) and bias.endswith(".bias"):
                before = next(name for name in node.input if name != bias)
                matrix = _matrix_before(made, stored, before)
                yield bias.removeprefix(_OWN).replace(".bias", ".weight"), matrix.T


def _matrix_before(made: Mapping[str, onnx.NodeProto], stored: Arrays, name: str) -> np.ndarray:
    """Return what the product before a value multiplies with."""
    node = made[name]
    kept = [one for one in node.input if one in stored and not one.endswith("_zero_point")]
    if node.op_type in ("MatMul", "MatMulInteger") and kept:
        return _numbers(stored, kept[0]) if kept[0].endswith("_quantized") else stored[kept[0]]
    return _matrix_before(made, stored, next(one for one in node.input if one in made))


def main() -> None:
    """Blend, and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--kind", default="average")
    parser.add_argument("--share", type=float, default=0.6)
    parser.add_argument("--with", dest="other", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    said = parser.parse_args()
    new = load(said.weights, said.kind)
    export(blended(new, from_file(said.other), said.share), said.out)


if __name__ == "__main__":
    main()

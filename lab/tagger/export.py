"""Write a trained network as one ONNX file with weights of eight bits, tokenizer included.

python -m lab.tagger.export --weights FOLDER/epoch-6.pt --kind average --out tagger.onnx
"""

import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from lab.tagger.base import base_folder, base_tokenizer
from lab.tagger.evaluate import chain_of
from lab.tagger.model import Network

OPSET = 17


class _Exported(nn.Module):
    """The network as the product calls it: one window, no padding, no mask."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network
        network.encoder.set_attn_implementation("eager")  # what the exporter can follow

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.network(ids, types, None)


def load(path: Path, kind: str) -> Network:
    """Return the network of a checkpoint; `kind` is `network` (as trained) or `average`."""
    network = Network(base_folder())
    network.load_state_dict(torch.load(path, map_location="cpu")[kind])
    return network.eval()


def export(network: Network, out: Path) -> None:
    """Write `network` to `out`."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        example = torch.arange(1000, 1064)[None]
        one, two = {1: "length"}, {1: "length", 2: "length"}
        torch.onnx.export(
            _Exported(network),
            (example, torch.zeros_like(example)),
            plain,
            input_names=["ids", "types"],
            output_names=["tags", "arcs", "evidence"],
            dynamic_axes={"ids": one, "types": one, "tags": one, "arcs": two, "evidence": one},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            out,
            nodes_to_exclude=_heads(plain),
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
    _annotate(out, network)


def _heads(path: Path) -> list[str]:
    """Return the products outside the encoder: small, and right only with all their digits."""
    graph = onnx.load(path).graph
    return [n.name for n in graph.node if n.op_type == "MatMul" and "/encoder/" not in n.name]


def _annotate(out: Path, network: Network) -> None:
    """Add what else the product needs to the file."""
    model = onnx.load(out)
    chain = chain_of(network)
    about = {
        "tokenizer": base_tokenizer().to_str(),
        "chain": json.dumps({"steps": chain.steps.tolist(), "start": chain.start.tolist()}),
    }
    onnx.helper.set_model_props(model, about)
    onnx.save(model, out)

"""spaCy's small English pipeline without its weights, for lab/speed.py to run beside ours.

Layers, sizes and labels are those of `lab/spacy_small.toml`. A new network's last layers hold zeros
and would give every word the same tag and no entity; numbers drawn at random take their place, so
that every later step has something to do. What it says is noise; it says it as fast.
"""

import tomllib
from pathlib import Path
from typing import Any

import numpy
import spacy

SPEC = Path(__file__).with_name("spacy_small.toml")


def pipeline() -> spacy.Language:
    """Return the pipeline, its weights drawn from a seed."""
    spec = tomllib.loads(SPEC.read_text(encoding="utf-8"))
    labels, parts_of_speech = spec.pop("labels"), spec.pop("parts_of_speech")
    nlp = spacy.blank("en")
    for name, config in spec.items():
        nlp.add_pipe(name, config=config)
    for name, known in labels.items():
        for label in known:
            nlp.get_pipe(name).add_label(label)
    nlp.initialize()
    for part, tags in parts_of_speech.items():
        nlp.get_pipe("attribute_ruler").add([[{"TAG": tag}] for tag in tags], {"POS": part})
    random = numpy.random.default_rng(0)
    for name in labels:
        _fill(nlp.get_pipe(name).model, random)
    return nlp


def _fill(model: Any, random: numpy.random.Generator) -> None:
    """Put numbers where a layer's weights are all zero; biases may stay so."""
    for layer in model.walk():
        for name in layer.param_names:
            weights = layer.get_param(name) if layer.has_param(name) else None
            if weights is not None and weights.ndim == 2 and not weights.any():
                drawn = random.normal(0, weights.shape[1] ** -0.5, weights.shape)
                layer.set_param(name, drawn.astype(weights.dtype))

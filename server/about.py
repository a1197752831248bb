"""What a server says of itself: the answers of /healthz, /readyz and /api/v1/meta.

accuracy.json holds the figures: `python -m lab.accuracy FOLDER --write docs/method.md` measures and
writes them, and prints the document from them.
"""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from server.contract import Answer, Engine

FILE = "accuracy.json"
Percent = Annotated[float, Field(ge=0, le=100)]


class Health(Answer):
    """The server answers (`/healthz`), or can do all of its work (`/readyz`)."""

    status: Literal["ok"]


class Limits(Answer):
    """What a request may hold, how long it may wait, and how long results are kept."""

    address_chars: int
    text_chars: int
    html_chars: int
    title_chars: int
    body_bytes: int
    wait_s: int
    result_ttl_s: int
    result_fresh_s: int = Field(description="after which a page is asked whether it has changed")
    text_ttl_s: int = Field(description="of sent text and HTML")
    failure_ttl_s: int


class Ratio(Answer):
    """Precision, recall and their harmonic mean."""

    precision: Percent
    recall: Percent
    f1: Percent


class Figure(Answer):
    """One number: a ratio's F1, a share, or how far off factuality is on its scale of -3 to +3."""

    what: str
    value: float
    unit: Literal["F1", "%", "steps", "r"] = Field(description="`r` is Pearson's correlation")
    ratio: Ratio | None = Field(description="what an F1 is made of")


class ByClass(Answer):
    """How often each label was given, by the label the set has."""

    what: str
    counts: dict[str, dict[str, int]] = Field(
        description="label in the set, then label given; `missed`: the attribution was not found"
    )
    classes: dict[str, Ratio]


class MeasuredSet(Answer):
    """A set of labelled texts, and the figures on it."""

    name: str
    rows: int
    figures: tuple[Figure, ...]
    by_class: tuple[ByClass, ...]


class Accuracy(Answer):
    """How often an engine is right, on labelled sets."""

    engine: Engine = Field(description="the engine that was measured")
    sets: tuple[MeasuredSet, ...]


class Meta(Answer):
    """What runs here."""

    name: Literal["onrecord"] = "onrecord"
    version: str
    engine: Engine | None = Field(description="of the worker announced last; null without one")
    accuracy: Accuracy
    accuracy_is_of_this_engine: bool = Field(
        description="whether what was measured is what runs; if not, compare the two engines"
    )
    limits: Limits


@cache
def measured() -> Accuracy:
    """Return the figures that are shipped."""
    return Accuracy.model_validate_json(files(__package__).joinpath(FILE).read_bytes())

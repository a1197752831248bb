"""The nouns of the engine, from tags to findings, as frozen dataclasses.

The way of an article through this folder:

    Article ─ text ─► sentences, tokens ─ tagger ─► Tagging ─ attribution ─► Attribution …
        ─ sources ─► Ledger ─ hedging ─► Hedge … ─ segmentation ─► Segment … ─ score ─► Claim …
        ─ notices ─► Notice …                                  all of it: Findings

Every span is `(start, end)` in code points into `Article.text`, end exclusive, and lies within one
block.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.contract import (
    Certainty,
    Form,
    HedgeKind,
    HintCode,
    Holder,
    NoticeCode,
    SourceKind,
    Stance,
)
from workers.article.model import Span

Role = Literal["source", "cue", "content"]
Act = Literal["speech", "evidence", "attitude"]
"""What a cue does: says something, shows something, or holds an attitude or intention."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within one block, and its tokens."""

    start: int
    end: int
    block: int
    """Index into `Article.blocks`."""
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A stretch the tagger takes for (a part of) a source, cue or content."""

    role: Role
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """A source or content span belongs to a cue span: indices into `Tagging.spans`."""

    span: int
    cue: int
    score: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """All a tagger says of an article: the one thing a trained tagger has to produce."""

    spans: tuple[TaggedSpan, ...]
    links: tuple[Link, ...]
    evidence: Mapping[int, float] | None = None
    """Start of each token to the log-odds that it makes its sentence uncertain; None if unknown."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said or showed what, and by which words one can tell."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    act: Act
    via: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the ledger."""

    id: str
    kind: SourceKind
    official: bool
    name: str | None
    role: str | None
    described_as: str | None
    number: int | None
    reason: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sources in order of first mention, and which attribution rests on which."""

    sources: tuple[Source, ...]
    source_of: Mapping[str, str]
    """Attribution id to source id; every attribution has one."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge cue. `certainty` is the most that a claim in its scope can have."""

    id: str
    start: int
    end: int
    kind: HedgeKind
    holder: Holder
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of one sentence that is one claim: the content of one attribution, or own voice.

    Own voice is unsure where what cuts the sentence is.
    """

    start: int
    end: int
    attribution: str | None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Hedging:
    """How sure a claim is said to be; `factuality` from -3 (not so) to +3 (so)."""

    certainty: Certainty
    factuality: float
    cues: tuple[str, ...]
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A segment with all a reader is told of it."""

    id: str
    start: int
    end: int
    attribution: str | None
    hedging: Hedging
    traceability: float | None
    hint_code: HintCode
    hint: str
    rules: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A whole-article note and the claims it rests on."""

    code: NoticeCode
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the engine says of one article."""

    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    ledger: Ledger
    hedges: tuple[Hedge, ...]
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]

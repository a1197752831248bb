"""The wire: what a request may say and what an answer does say, as pydantic models.

Both sides import this module: the worker builds an `Analysis`, the server sends it. Every offset is
a count of code points into `Document.text`; a span is `[start, end]`, end exclusive; numbers are
rounded to three decimals. Models of answers are frozen and refuse unknown fields.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SourceKind = Literal[
    "person", "organisation", "document", "outlet", "unnamed", "vague", "author", "none"
]
BlockRole = Literal["title", "body", "heading", "quote", "list", "furniture"]
Form = Literal["direct", "indirect", "mixed"]
Stance = Literal["neutral", "doubt", "assert", "attitude"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Holder = Literal["author", "source"]
HedgeKind = Literal[
    "modal",
    "adverb",
    "adjective",
    "noun",
    "belief",
    "appearance",
    "evidential",
    "approximator",
    "weasel",
]
HintCode = Literal[
    "person",
    "organisation",
    "document",
    "outlet",
    "unnamed",
    "vague",
    "author",
    "none",
    "own-voice",
]
NoticeCode = Literal[
    "headline-stronger-than-body",
    "rests-on-one-unnamed-source",
    "circular-sourcing",
    "republished",
    "text-looks-cut-off",
    "no-byline",
    "no-date",
]
Obtained = Literal["page", "html", "text"]
Stage = Literal["queued", "fetching", "reading", "scoring"]

Offset = Annotated[int, Field(ge=0)]
Span = tuple[Offset, Offset]
Share = Annotated[float, Field(ge=0, le=1)]

MAX_ADDRESS_CHARS = 2_048  # what browsers and proxies agree on
MAX_TEXT_CHARS = 150_000  # some 25,000 words, as of a page; a long read has 10,000
MAX_HTML_CHARS = 3_000_000  # the decoded size the reader accepts
MAX_TITLE_CHARS = 1_000


class Answer(BaseModel):
    """A part of an answer: frozen, nothing beyond its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Title(Answer):
    """The headline and where it stands in the text."""

    text: str
    start: Offset
    end: Offset


class Block(Answer):
    """A paragraph, heading, list item or piece of page furniture."""

    start: Offset
    end: Offset
    role: BlockRole


class Document(Answer):
    """What was read: the text all offsets point into, and what the page says of itself."""

    url: str | None
    title: Title | None
    byline: tuple[str, ...]
    date: str | None = Field(description="ISO 8601 date of publication")
    site: str | None
    language: str = Field(description="ISO 639-1")
    text: str
    blocks: tuple[Block, ...]
    obtained: Obtained


class Source(Answer):
    """One entry of the ledger: someone or something the article leans on."""

    id: str
    kind: SourceKind
    official: bool
    name: str | None
    role: str | None
    described_as: str | None = Field(description="what an unnamed source is said to be")
    number: int | None = Field(description="how many people an unnamed source is said to be")
    reason: str | None = Field(description="the reason given for not naming it")
    mentions: tuple[Span, ...]
    claims: tuple[str, ...]


class Attribution(Answer):
    """Source, cue and content, in the terms of the PARC and PolNeAR corpora."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    source_id: str
    via: str | None = Field(description="the attribution this one is nested in")
    confidence: Share


class TextQuoteSelector(Answer):
    """W3C Web Annotation: the exact words with up to 32 characters around them."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(Answer):
    """W3C Web Annotation: code points into `Document.text`."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: Offset
    end: Offset


class Hedging(Answer):
    """How sure a claim is said to be, by which cues, and whose caution it is."""

    certainty: Certainty
    factuality: Annotated[float, Field(ge=-3, le=3)]
    cues: tuple[str, ...]
    holder: Holder | None


class Hint(Answer):
    """What the reader is told, in one line."""

    code: HintCode
    text: str


class Claim(Answer):
    """One marked piece of the article."""

    id: str
    start: Offset
    end: Offset
    selector: tuple[TextQuoteSelector, TextPositionSelector]
    attribution: str | None
    hedging: Hedging
    traceability: Share | None = Field(description="null for the publication's own voice")
    hint: Hint
    rules: tuple[str, ...]
    shown: bool


class Hedge(Answer):
    """A word or phrase that marks what is said as less than certain."""

    id: str
    start: Offset
    end: Offset
    kind: HedgeKind
    holder: Holder


class Notice(Answer):
    """Something about the whole article, and the claims it rests on."""

    code: NoticeCode
    claims: tuple[str, ...]


class Coverage(Answer):
    """How many sentences were looked at, and why others were not."""

    sentences: int
    scored: int
    skipped: dict[str, int]


class Summary(Answer):
    """A profile of the article's sourcing, not a grade."""

    claims: int
    by_kind: dict[str, int] = Field(description="claims by source kind, and `own_voice`")
    hedged: int
    resting_on_unnamed_or_vague: Share = Field(description="of the claims that have a source")
    coverage: Coverage


class Engine(Answer):
    """What made the result. A stored result of another engine is stale."""

    name: Literal["onrecord"] = "onrecord"
    version: str
    model: str = Field(description="checksum of the tagger's weights")
    lexicons: dict[str, str] = Field(
        description="checksums of the data files: of each language, of the policy, of the reader;"
        " `traceability` is `published`, or the checksum of the table in its place"
    )


class Analysis(Answer):
    """The result: every id that is referred to exists, claims are disjoint and in reading order."""

    id: str
    status: Literal["done"] = "done"
    document: Document
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    hedges: tuple[Hedge, ...]
    notices: tuple[Notice, ...]
    summary: Summary
    engine: Engine


class Progress(Answer):
    """A job that has not ended: the body of a 202."""

    id: str
    status: Literal["queued", "running"]
    stage: Stage
    submitted_at: float = Field(description="seconds since the epoch")


class Problem(Answer):
    """RFC 9457. `type` is one of the closed list in `server.errors`."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class AnalysisRequest(_Request):
    """An address, an address with the HTML the reader's browser holds, or a text."""

    url: Annotated[str, Field(min_length=1, max_length=MAX_ADDRESS_CHARS)] | None = None
    html: Annotated[str, Field(min_length=1, max_length=MAX_HTML_CHARS)] | None = None
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)] | None = None
    title: Annotated[str, Field(max_length=MAX_TITLE_CHARS)] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None

    @model_validator(mode="after")
    def _one_thing_to_read(self) -> "AnalysisRequest":
        if (self.url is None) == (self.text is None):
            raise ValueError("send either `url` (with or without `html`) or `text`")
        if self.html is not None and self.url is None:
            raise ValueError("`html` needs the `url` it was read at")
        if self.url is not None and (self.title is not None or self.language is not None):
            raise ValueError("`title` and `language` go with `text`")
        return self


class ScoreRequest(_Request):
    """A text to score, for programs."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]
    title: Annotated[str, Field(max_length=MAX_TITLE_CHARS)] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None

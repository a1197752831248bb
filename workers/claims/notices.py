"""Notes on the whole article, each with the claims it rests on: the last step of the folder.

Precision before recall: a note that is wrong costs more trust than one that is missing.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from server.contract import NoticeCode
from workers.article.model import Article, Block
from workers.claims import gazetteer
from workers.claims.chains import Link, chain_of
from workers.claims.headline import overstates
from workers.claims.model import Attribution, Claim, Ledger, Notice, Sentence, Source
from workers.claims.wording import listed

_FEWEST = 2
"""How many sentences, and attributions, a note on a common source takes: one is no pattern."""
_LEAST_SHARE = 1 / 3
"""How much of what has a source must be second-hand before it is worth a note."""
_LEAST_CHARS = 40
"""A last paragraph shorter than this may be a sign-off or a signature."""
_FEWEST_PARAGRAPHS = 3
_LABEL_WORDS = 2
"""The most words before the colon of a line like "News source: the Courier"."""
_SUFFIX = re.compile(r"\.(?:com|org|net|co\.uk)$", re.IGNORECASE)
_ADDRESS = re.compile(r"\w\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][^()\n]{1,60} \(([A-Z][^()\n]{1,40})\) ?[-–—]")
"""Where an agency's article begins: "OSLO, March 3 (Reuters) - "."""
_ENDINGS = frozenset(".!?\"'”’)]:;。！？»")
_BROKEN_OFF = re.compile(r"\s[a-zß-öø-ÿ][a-zß-öø-ÿ’'-]*(?:,|\s?(?:…|\.{3}|\[…\]|\[\.{3}\]))?$")
"""A word in small letters at the very end, bare or with the mark of something left out."""


@dataclass(frozen=True)
class _Reading:
    """An article with its claims and the chain behind each, as the notes look at it."""

    article: Article
    sentences: Sequence[Sentence]
    claims: Sequence[Claim]
    chains: Mapping[str, Sequence[Link]]

    @cached_property
    def sourced(self) -> Sequence[Claim]:
        """The claims that have a source, without wishes and plans; the doubtful ones as well."""
        return [
            claim
            for claim in self.claims
            if claim.attribution and "kept.attitude" not in claim.rules
        ]

    def is_pattern(self, claims: Sequence[Claim], sources: frozenset[str]) -> bool:
        """Whether some sources are heard more than once, in what a reader is shown."""
        starts = [sentence.start for sentence in self.sentences]
        shown = [claim for claim in claims if claim.shown]
        heard = {
            link.attribution.id
            for claim in shown
            for link in self.chains[claim.id]
            if link.source.id in sources
        }
        told = {bisect_right(starts, claim.start) for claim in shown}
        return min(len(heard), len(told)) >= _FEWEST


def notices(
    article: Article,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    ledger: Ledger,
    claims: Sequence[Claim],
) -> tuple[Notice, ...]:
    """Return the notices of an article, each code at most once."""
    sources = {source.id: source for source in ledger.sources}
    by_id = {found.id: found for found in attributions}
    chains = {
        claim.id: tuple(
            Link(step, sources[ledger.source_of[step.id]])
            for step in chain_of(claim.attribution, by_id)
        )
        for claim in claims
    }
    reading = _Reading(article, sentences, claims, chains)
    return tuple(
        Notice(code, tuple(grounds))
        for code, check in _CHECKS.items()
        if (grounds := check(reading)) is not None
    )


def _headline(reading: _Reading) -> Sequence[str] | None:
    """The headline states flatly what the body leaves to no one named, or open."""
    return overstates(reading.article, reading.sentences, reading.claims, reading.chains)


def _one_unnamed(reading: _Reading) -> Sequence[str] | None:
    """All that has a source comes from the same people, who are not named."""
    links = [link for claim in reading.sourced for link in reading.chains[claim.id]]
    found = frozenset(link.source.id for link in links)
    if len(found) != 1 or links[0].source.kind != "unnamed":
        return None
    return _ids(reading.sourced) if reading.is_pattern(reading.sourced, found) else None


def _circular(reading: _Reading) -> Sequence[str] | None:
    """All that is second-hand leads to one other outlet, and it is a good part of the article."""
    led = {
        claim.id: _outlets(reading.chains[claim.id], reading.article) for claim in reading.sourced
    }
    second_hand = [claim for claim in reading.sourced if led[claim.id]]
    outlets = frozenset[str]().union(*led.values())
    if len(outlets) != 1 or not reading.is_pattern(second_hand, outlets):
        return None
    if len(second_hand) < _LEAST_SHARE * len(reading.sourced):
        return None
    return _ids(second_hand)


def _ids(claims: Sequence[Claim]) -> list[str]:
    return [claim.id for claim in claims if claim.shown]


def _outlets(chain: Sequence[Link], article: Article) -> frozenset[str]:
    """Return the other outlets a chain leads through, but those that the article is about."""
    return frozenset(
        link.source.id
        for link in chain
        if link.source.kind == "outlet"
        and not _is_of_house(link.source, article)
        and not _is_topic(link.source, article)
    )


def _is_of_house(outlet: Source, article: Article) -> bool:
    """Whether an outlet has the name of the site: "CourierSport.com", "Courier Sport reporters"."""
    site = _letters(_SUFFIX.sub("", article.site or ""))
    return bool(site) and site in _letters(outlet.name or "")


def _letters(name: str) -> str:
    bare = name.casefold().removeprefix("the ")
    return "".join(letter for letter in bare if letter.isalnum())


def _is_topic(outlet: Source, article: Article) -> bool:
    """Whether an article is about an outlet: its headline has it, or it is named more than heard.

    What such an outlet says is no hearsay.
    """
    name = (outlet.name or "").casefold().removeprefix("the ")
    title = article.text_of(article.title).casefold() if article.title else ""
    heard = sum(name in article.text_of(span).casefold() for span in outlet.mentions)
    elsewhere = article.text.casefold().count(name) - heard
    return bool(name) and (name in title or elsewhere >= max(_FEWEST, heard))


def _republished(reading: _Reading) -> Sequence[str] | None:
    """The page says that its article is from elsewhere."""
    article = reading.article
    lines = [article.text_of(b) for b in article.blocks if b.furniture == "source-line"]
    return () if any(map(_names_article, lines)) or _is_filed_elsewhere(article) else None


def _is_filed_elsewhere(article: Article) -> bool:
    """Whether the first paragraph has the dateline of an agency that the site is not."""
    body = (block for block in article.blocks if block.role == "body")
    first = next(body, None)
    found = _DATELINE.match(article.text_of(first)) if first else None
    if found is None or not article.site or _sort_of(found[1]) != "outlet":
        return False
    agency, site = _letters(found[1]), _letters(_SUFFIX.sub("", article.site))
    initials = "".join(word[0] for word in article.site.casefold().split())
    hosts = (article.url or "//").split("/")[2].split(".")
    return agency not in (initials, *hosts) and agency not in site and site not in agency


def _sort_of(name: str) -> str:
    return (gazetteer.listed().get(name) or ("",))[0]


def _names_article(line: str) -> bool:
    """Whether a source line is the article's: "Source: NATO" is that of a table above it."""
    label, colon, name = line.partition(":")
    if not colon or len(label.split()) > _LABEL_WORDS:
        return True
    name = name.strip(" .")
    return (
        _sort_of(name) == "outlet"
        or not gazetteer.outlet_signs().isdisjoint(name.split())
        or bool(_ADDRESS.search(name))
        or not listed("articles").isdisjoint(f"{label} {name}".lower().split())
    )


def _cut_off(reading: _Reading) -> Sequence[str] | None:
    """The last paragraph stops in mid-sentence, and it is not the text's manner to do so."""
    article = reading.article
    paragraphs = [block for block in article.blocks if block.role in ("body", "quote")]
    if len(paragraphs) < _FEWEST_PARAGRAPHS or not _stops_short(article, paragraphs[-1]):
        return None
    ended = sum(article.text_of(block).rstrip()[-1:] in _ENDINGS for block in paragraphs[:-1])
    if 2 * ended <= len(paragraphs) - 1:
        return None
    last = paragraphs[-1]
    return [claim.id for claim in reading.claims if last.start <= claim.start < last.end]


def _stops_short(article: Article, block: Block) -> bool:
    """Whether a paragraph stops at a small word: not at a name, a number or an address."""
    text = article.text_of(block).rstrip()
    return len(text) >= _LEAST_CHARS and bool(_BROKEN_OFF.search(text))


def _no_byline(reading: _Reading) -> Sequence[str] | None:
    is_missing = reading.article.obtained != "text" and not reading.article.byline
    return () if is_missing else None


def _no_date(reading: _Reading) -> Sequence[str] | None:
    is_missing = reading.article.obtained != "text" and not reading.article.date
    return () if is_missing else None


_CHECKS: Mapping[NoticeCode, Callable[[_Reading], Sequence[str] | None]] = {
    "headline-stronger-than-body": _headline,
    "rests-on-one-unnamed-source": _one_unnamed,
    "circular-sourcing": _circular,
    "republished": _republished,
    "text-looks-cut-off": _cut_off,
    "no-byline": _no_byline,
    "no-date": _no_date,
}
"""Each check gives the claims a note rests on, or None where there is nothing to note."""

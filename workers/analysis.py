"""Findings to the wire: assembles the immutable `Analysis` a caller gets."""

from bisect import bisect_left
from collections import Counter
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from typing import get_args

from server import contract
from workers import checksums
from workers.article.model import Article
from workers.claims import lexicon
from workers.claims.model import Claim, Findings
from workers.claims.policy import PUBLISHED, Policy
from workers.claims.tagger.network import WEIGHTS

CONTEXT_CHARS = 32
"""Prefix and suffix of a quote selector, in code points: what the W3C examples use."""


def engine(policy: Policy = PUBLISHED) -> contract.Engine:
    """Return what makes results here: program, model and data, each with its version."""
    return contract.Engine(
        version=_version(),
        model=checksums.of_file(WEIGHTS),
        lexicons={
            "article": checksums.of_data("workers.article"),
            "policy": checksums.of_data("workers.claims"),
            "traceability": _which(policy),
            **{
                language: checksums.of_data("workers.claims.lexicon", language)
                for language in lexicon.LANGUAGES
            },
        },
    )


@cache
def _version() -> str:
    return version("onrecord")


def _which(policy: Policy) -> str:
    """Return `published`, or the checksum of the table that stands in its place."""
    return "published" if policy == PUBLISHED else checksums.of_values(asdict(policy))


def assemble(
    id: str, article: Article, findings: Findings, made_by: contract.Engine
) -> contract.Analysis:
    """Return the analysis of an article under an id."""
    return contract.Analysis(
        id=id,
        document=_document(article),
        sources=_sources(findings),
        attributions=tuple(
            contract.Attribution(
                id=found.id,
                source=found.source,
                cue=found.cue,
                content=found.content,
                form=found.form,
                stance=found.stance,
                source_id=findings.ledger.source_of[found.id],
                via=found.via,
                confidence=round(found.confidence, 3),
            )
            for found in findings.attributions
        ),
        claims=tuple(_claim(article.text, claim) for claim in findings.claims),
        hedges=tuple(
            contract.Hedge(
                id=hedge.id, start=hedge.start, end=hedge.end, kind=hedge.kind, holder=hedge.holder
            )
            for hedge in findings.hedges
        ),
        notices=tuple(
            contract.Notice(code=notice.code, claims=notice.claims) for notice in findings.notices
        ),
        summary=_summary(article, findings),
        engine=made_by,
    )


def _document(article: Article) -> contract.Document:
    return contract.Document(
        url=article.url,
        title=contract.Title(
            text=article.text_of(article.title), start=article.title[0], end=article.title[1]
        )
        if article.title
        else None,
        byline=article.byline,
        date=article.date,
        site=article.site,
        language=article.language,
        text=article.text,
        blocks=tuple(
            contract.Block(start=block.start, end=block.end, role=block.role)
            for block in article.blocks
        ),
        obtained=article.obtained,
    )


def _sources(findings: Findings) -> tuple[contract.Source, ...]:
    """Each ledger entry with the claims that rest on it, directly or through a chain of `via`."""
    resting: dict[str, list[str]] = {source.id: [] for source in findings.ledger.sources}
    via = {found.id: found.via for found in findings.attributions}
    for claim in findings.claims:
        link = claim.attribution
        while link is not None:
            claims = resting[findings.ledger.source_of[link]]
            if claims[-1:] != [claim.id]:  # a chain may pass one source twice
                claims.append(claim.id)
            link = via[link]
    return tuple(
        contract.Source(
            id=source.id,
            kind=source.kind,
            official=source.official,
            name=source.name,
            role=source.role,
            described_as=source.described_as,
            number=source.number,
            reason=source.reason,
            mentions=source.mentions,
            claims=tuple(resting[source.id]),
        )
        for source in findings.ledger.sources
    )


def _claim(text: str, claim: Claim) -> contract.Claim:
    return contract.Claim(
        id=claim.id,
        start=claim.start,
        end=claim.end,
        selector=(
            contract.TextQuoteSelector(
                exact=text[claim.start : claim.end],
                prefix=text[max(0, claim.start - CONTEXT_CHARS) : claim.start],
                suffix=text[claim.end : claim.end + CONTEXT_CHARS],
            ),
            contract.TextPositionSelector(start=claim.start, end=claim.end),
        ),
        attribution=claim.attribution,
        hedging=contract.Hedging(
            certainty=claim.hedging.certainty,
            factuality=round(claim.hedging.factuality, 3),
            cues=claim.hedging.cues,
            holder=claim.hedging.holder,
        ),
        traceability=None if claim.traceability is None else round(claim.traceability, 3),
        hint=contract.Hint(code=claim.hint_code, text=claim.hint),
        rules=claim.rules,
        shown=claim.shown,
    )


def _summary(article: Article, findings: Findings) -> contract.Summary:
    """Count the claims by the kind of the source they rest on most closely."""
    kind_of = {source.id: source.kind for source in findings.ledger.sources}
    by_kind = Counter(dict.fromkeys((*get_args(contract.SourceKind), "own_voice"), 0))
    for claim in findings.claims:
        by_kind[
            kind_of[findings.ledger.source_of[claim.attribution]]
            if claim.attribution
            else "own_voice"
        ] += 1
    sourced = len(findings.claims) - by_kind["own_voice"] - by_kind["none"]
    in_the_dark = by_kind["unnamed"] + by_kind["vague"]
    return contract.Summary(
        claims=len(findings.claims),
        by_kind=dict(by_kind),
        hedged=sum(claim.hedging.certainty != "certain" for claim in findings.claims),
        resting_on_unnamed_or_vague=round(in_the_dark / sourced, 3) if sourced else 0.0,
        coverage=_coverage(article, findings),
    )


def _coverage(article: Article, findings: Findings) -> contract.Coverage:
    """Furniture counts as one sentence a block: nobody cuts it into sentences."""
    furniture = sum(not block.is_read for block in article.blocks)
    starts = [claim.start for claim in findings.claims]
    scored = sum(
        bisect_left(starts, s.start) < bisect_left(starts, s.end) for s in findings.sentences
    )
    silent = len(findings.sentences) - scored
    skipped = {"furniture": furniture, "no-statement": silent}
    return contract.Coverage(
        sentences=len(findings.sentences) + furniture,
        scored=scored,
        skipped={reason: count for reason, count in skipped.items() if count},
    )

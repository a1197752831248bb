"""The policy applied: from who said it and how to traceability, rules and hint."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from workers.article.model import Article
from workers.claims import hint
from workers.claims.chains import Link, chain_of, tellers
from workers.claims.hedging import LEAD_CHARS, hedging
from workers.claims.model import Attribution, Claim, Hedge, Hedging, Ledger, Segment
from workers.claims.policy import NAMED, PUBLISHED, Policy
from workers.claims.question import is_question

_FULL = 1.0


def claims(
    article: Article,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    ledger: Ledger,
    hedges: Sequence[Hedge],
    policy: Policy = PUBLISHED,
) -> tuple[Claim, ...]:
    """Return one claim a segment, ids `c1`, `c2` … in reading order."""
    sources = {source.id: source for source in ledger.sources}
    by_id = {found.id: found for found in attributions}
    ordered = sorted(hedges, key=lambda hedge: hedge.start)
    found = []
    for number, segment in enumerate(segments, 1):
        chain = chain_of(segment.attribution, by_id)
        links = tuple(
            Link(step, sources[ledger.source_of[step.id]], _is_linked(article, step))
            for step in chain
        )
        near = _near(ordered, segment, chain)
        caution = hedging(article, segment, chain, near)
        found.append(_claim(article, f"c{number}", segment, links, caution, near, policy))
    return tuple(found)


def _is_linked(article: Article, attribution: Attribution) -> bool:
    """Whether a link to another site touches the source or the cue."""
    for start, end in (*attribution.source, *attribution.cue):
        at = bisect_right(article.links, start, key=lambda link: link[1])
        if at < len(article.links) and article.links[at][0] < end:
            return True
    return False


def _near(
    ordered: Sequence[Hedge], segment: Segment, chain: Sequence[Attribution]
) -> tuple[Hedge, ...]:
    """Return the hedges that can bear on a segment: in it, or by the cues of its chain."""
    windows = [(segment.start, segment.end)]
    windows += [(start - LEAD_CHARS, end) for step in chain for start, end in step.cue]
    windows += [span for step in chain for span in step.source]
    near: dict[str, Hedge] = {}
    for start, end in sorted(windows):
        first = bisect_left(ordered, start, key=lambda hedge: hedge.end)
        last = bisect_left(ordered, end, key=lambda hedge: hedge.start)
        near.update((hedge.id, hedge) for hedge in ordered[first:last])
    return tuple(sorted(near.values(), key=lambda hedge: hedge.start))


def _claim(
    article: Article,
    id: str,
    segment: Segment,
    chain: Sequence[Link],
    caution: Hedging,
    hedges: Sequence[Hedge],
    policy: Policy,
) -> Claim:
    counted = frozenset(caution.cues)
    cues = [hedge for hedge in hedges if hedge.id in counted]
    asks = is_question(article, segment)
    kept = kept_rules(segment, chain, policy)
    return Claim(
        id=id,
        start=segment.start,
        end=segment.end,
        attribution=segment.attribution,
        hedging=caution,
        traceability=traceability(chain, policy) if chain else None,
        hint_code=chain[0].source.kind if chain else "own-voice",
        hint=hint.text(article, chain, cues, asks=asks),
        rules=(
            *(source_rules(chain, policy) if chain else ("voice.own",)),
            *(dict.fromkeys(f"hedge.{cue.kind}" for cue in cues)),
            *(("hedge.question",) if asks else ()),
            *kept,
        ),
        shown=not kept,
    )


def traceability(chain: Sequence[Link], policy: Policy) -> float:
    """Return how well a reader could check who says it: 0 to 1, three decimals.

    A chain is as good as its weakest link, less a share for each link it passes through.
    """
    values = [_value(link, policy) for link in chain]
    passed = _FULL
    for outer in tellers(chain):
        passed *= policy.via[outer.source.kind]
    return round(min(values) * passed, 3)


def _value(link: Link, policy: Policy) -> float:
    """Return what one link is worth on its own."""
    source = link.source
    value = policy.source[source.kind]
    if source.official:
        value += policy.official.get(source.kind, 0.0)
    if link.is_linked:
        value += policy.linked.get(source.kind, 0.0)
    if source.kind in NAMED:
        value += policy.form[link.attribution.form]
    if source.kind == "unnamed":
        value += policy.unnamed["described"] if source.described_as else 0.0
        value += policy.unnamed["reason"] if source.reason else 0.0
    return min(value, _FULL)


def source_rules(chain: Sequence[Link], policy: Policy) -> tuple[str, ...]:
    """Return the rules that a chain's traceability came from, innermost link first."""
    inner = chain[0]
    kind = inner.source.kind
    rules = {
        f"source.{kind}": True,
        "source.official": inner.source.official and kind in policy.official,
        "source.linked": inner.is_linked and kind in policy.linked,
        "source.described": kind == "unnamed" and inner.source.described_as,
        "source.reason": kind == "unnamed" and inner.source.reason,
        **{f"via.{outer.source.kind}": True for outer in tellers(chain)},
        f"form.{inner.attribution.form}": kind in NAMED,
        "stance.doubt": inner.attribution.stance == "doubt",
    }
    return tuple(rule for rule, applies in rules.items() if applies)


def kept_rules(segment: Segment, chain: Sequence[Link], policy: Policy) -> tuple[str, ...]:
    """Return why a claim is kept for the reader who asks; none if it is shown."""
    reasons: Mapping[str, bool] = {
        "kept.attitude": any(link.attribution.act == "attitude" for link in chain),
        "kept.doubtful": not segment.is_sure
        or any(link.attribution.confidence < policy.shown["least_confidence"] for link in chain),
    }
    return tuple(rule for rule, applies in reasons.items() if applies)

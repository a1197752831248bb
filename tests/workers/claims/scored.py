"""Claims of a marked-up sentence, as the tests of scores and hints make them."""

from typing import Any

from workers.claims.chains import Link
from workers.claims.hedging import hedges
from workers.claims.model import Attribution, Claim, Source
from workers.claims.score import claims
from workers.claims.segmentation import segments

REYES = {"kind": "person", "name": "Dana Reyes", "role": "the council's chief engineer"}
SAID = "<s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>."


def scored(m: Any) -> tuple[Claim, ...]:
    pieces = segments(m.article, m.sentences, m.attributions)
    cues = hedges(m.article, m.sentences, m.attributions)
    return claims(m.article, pieces, m.attributions, m.ledger, cues)


def only(m: Any) -> Claim:
    (claim,) = scored(m)
    return claim


def link(
    kind: str,
    form: str = "indirect",
    *,
    official: bool = False,
    described: str | None = None,
    reason: str | None = None,
    is_linked: bool = False,
) -> Link:
    attribution = Attribution("a1", (), (), (), form, "neutral", "speech", None, 0.9)  # type: ignore[arg-type]
    source = Source("s1", kind, official, None, None, described, None, reason, ())  # type: ignore[arg-type]
    return Link(attribution, source, is_linked)

"""The chain behind a claim: who says that who says it. Read by `hedging`, `score` and `hint`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workers.claims.model import Attribution, Source


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain behind a claim: the attribution and who it rests on.

    `is_linked`: the words that say who it is, or that they say it, link to another site.
    """

    attribution: Attribution
    source: Source
    is_linked: bool = False


def chain_of(attribution: str | None, by_id: Mapping[str, Attribution]) -> tuple[Attribution, ...]:
    """Return an attribution and those it is nested in, innermost first; a loop ends it."""
    chain: list[Attribution] = []
    while attribution is not None and attribution in by_id and by_id[attribution] not in chain:
        chain.append(by_id[attribution])
        attribution = chain[-1].via
    return tuple(chain)


def tellers(chain: Sequence[Link]) -> tuple[Link, ...]:
    """Return the outer links of a chain that pass it on, innermost first.

    Nobody passes on what is their own: "Reyes said she thinks it leaks" is told by Reyes alone.
    """
    return tuple(outer for inner, outer in pairwise(chain) if outer.source.id != inner.source.id)

"""Whether a claim asks rather than says: what it asks for is left open. Used by `hedging`, `score`.

By its last marks alone: "Who knew?" asks, "It leaks, right?" says so and asks for consent, and
"They may wonder: ‘Why us?’" tells of a question.
"""

import re

from workers.article.model import Article
from workers.claims.model import Segment

_CLOSING = "\"'”’)] "
_OPENING_OF = {"”": "“", "’": "‘", '"': '"', "'": "'"}
_FEW = 2
"""So many words make a statement of which the end asks: "First, ‘Why us?’" has fewer."""
_TAG = re.compile(
    r",\s*(?:right|ok|okay|eh|huh|correct|you know"
    r"|(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:n['’]?t)? "
    r"(?:i|you|he|she|it|we|they|there))$",
    re.IGNORECASE,
)
"""What asks for no more than consent at the end of a statement."""


def is_question(article: Article, segment: Segment) -> bool:
    """Whether a segment asks rather than says."""
    told = article.text[segment.start : segment.end].rstrip()
    asked = told.rstrip(_CLOSING)
    if not asked.endswith("?"):
        return False
    return not _ends_in_tag(asked[:-1].rstrip()) and not _tells_of_one(told, len(asked))


def _ends_in_tag(asked: str) -> bool:
    tag = _TAG.search(asked)
    return tag is not None and len(asked[: tag.start()].split()) >= _FEW


def _tells_of_one(told: str, end: int) -> bool:
    """Whether the question that ends at `end` is quoted by a statement in front of it."""
    opening = _OPENING_OF.get(told[end : end + 1])
    begins = told.rfind(opening, 0, end) if opening else -1
    return begins > 0 and len(told[:begins].split()) >= _FEW

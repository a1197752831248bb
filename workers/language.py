"""Whether we read a text's language. Importing this loads the recogniser, once, before any fork."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from server.errors import LanguageNotRead
from workers.claims.lexicon import LANGUAGES

MIN_WORDS = 40
"""Below, names and loan words decide; every 40-word piece of 84 English articles was told right."""
MIN_CONFIDENCE = 0.9
MAX_CHARS = 10_000
"""More text makes the recogniser slower, not surer."""
_NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content, such as a table of figures

# Scripts that put no space between words (Thai to Lao, kana, ideographs) count by the letter.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")

_IDENTIFIER = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, told: str | None = None) -> str:
    """Return the ISO 639-1 code of the language to read a text in.

    What the caller says counts. Else a text is taken for English unless it is long enough to tell
    and confidently something else. Raises LanguageNotRead if there is no lexicon for it.
    """
    found = told or _recognised(text[:MAX_CHARS]) or "en"
    if found not in LANGUAGES:
        raise LanguageNotRead(f"The text is in a language that is not read yet ({found}).")
    return found


def count_words(text: str) -> int:
    """Return how many words a text has; of scripts that put no space between words, letters."""
    return len(_WORD.findall(text))


def _recognised(text: str) -> str | None:
    if count_words(text) < MIN_WORDS:
        return None
    code, confidence = _IDENTIFIER.classify(text)
    return str(code) if confidence >= MIN_CONFIDENCE and code != _NO_LANGUAGE else None

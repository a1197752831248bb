"""Who it is: the ledger of an article's sources.

After linking, before hedging and score. Every attribution's source mention is read by `kinds`,
pronouns and descriptions are tied by `references`, and mentions of one source become one entry.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from server.contract import SourceKind
from workers.article.model import Article, Span
from workers.claims.bodies import Bodies
from workers.claims.capitals import names
from workers.claims.companies import with_bodies
from workers.claims.entries import Entry, source_of
from workers.claims.epithets import contradicts, holders_of, stands_for
from workers.claims.impersonal import talk_in
from workers.claims.inherited import (
    OWNERS,
    as_agency,
    as_paper,
    counts,
    in_short,
    issued,
    of_force,
    of_owner,
    of_poll,
    of_study,
    of_voice,
    shows,
)
from workers.claims.kinds import read
from workers.claims.model import Attribution, Ledger, Sentence
from workers.claims.nouns import closed, serves
from workers.claims.people import cast
from workers.claims.phrases import quantifiers
from workers.claims.readings import Person, Reading, Scene
from workers.claims.references import Trace, pronoun, resolve
from workers.claims.stream import stream
from workers.claims.taken_up import is_described, may_be_called, taken_up

_FIRST_LINES = 4
"""Sentences in which news tells first what someone is, and then who."""
_LOOSE = frozenset({"some", "many", "most", "several", "few", "others", "no"})
"""Words for people who need not be of those told of before."""

_UNTIED: Mapping[str, SourceKind] = {
    "m": "unnamed",
    "f": "unnamed",
    "they": "vague",
    "member": "vague",
    "answers": "unnamed",
    "any": "person",
}
"""What a pronoun is that stands for no one who was told of."""


def ledger(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Ledger:
    """Return the sources, ids `s1`, `s2` … in order of first mention, and who rests on which.

    Every attribution has a source: one without a mention rests on an entry of kind `none`, or
    `vague` where its cue names talk ("There are reports that"). All `none` are one entry; `vague`
    and `unnamed` mentions are one where they say the same words.
    """
    scene = _scene(article, sentences)
    reader = _Reader(scene, attributions)
    in_title = _within(article.title)
    for attribution in sorted(attributions, key=lambda one: (in_title(one), _place(one))):
        reader.entry_of(attribution)
    order = sorted(range(len(reader.entries)), key=lambda i: (reader.entries[i].at, i))
    ids = {index: f"s{n}" for n, index in enumerate(order, start=1)}
    return Ledger(
        sources=tuple(source_of(scene, reader.entries[index], ids[index]) for index in order),
        source_of={found.id: ids[reader.rests_on[found.id]] for found in attributions},
    )


def _place(attribution: Attribution) -> tuple[int, str]:
    spans = attribution.source or attribution.cue or attribution.content
    return (spans[0][0] if spans else 0, attribution.id)


def _within(title: Span | None) -> Callable[[Attribution], bool]:
    """Whether an attribution stands in the title: it is read last, being told by the text."""
    start, end = title or (0, 0)
    return lambda one: start <= _place(one)[0] < end


def _scene(article: Article, sentences: Sequence[Sentence]) -> Scene:
    words = stream(sentences)
    found = with_bodies(words, names(sentences, words))
    at = {i: n for n, name in enumerate(found) for i in range(name.start, name.end)}
    return Scene(words, found, at, cast(words, found, article.text), article.text)


class _Reader:
    """Reads attribution after attribution and keeps the entries met so far."""

    def __init__(self, scene: Scene, attributions: Sequence[Attribution]) -> None:
        self.scene = scene
        self.entries: list[Entry] = []
        self.rests_on: dict[str, int] = {}
        self._by_id = {found.id: found for found in attributions}
        self._by_key: dict[tuple[object, ...], int] = {}
        self._bodies = Bodies(scene)
        self._traces: list[Trace] = []

    def entry_of(self, attribution: Attribution, depth: int = 0) -> int:
        """Return the index of the entry an attribution rests on; a new one where none fits."""
        if attribution.id in self.rests_on:
            return self.rests_on[attribution.id]
        start, end = self._main_range(attribution.source)
        if start >= end:
            index = self._sourceless(attribution)
        else:
            index = self._mentioned(attribution, start, end, depth)
        self.rests_on[attribution.id] = index
        self.entries[index].mentions.update(dict.fromkeys(attribution.source))
        return index

    def _main_range(self, spans: Iterable[Span]) -> tuple[int, int]:
        """The tokens of the first span that holds a word."""
        for span in spans:
            start, end = self.scene.words.range_of(span)
            if any(word[0].isalnum() for word in self.scene.words.lower[start:end]):
                return start, end
        return 0, 0

    def _sourceless(self, attribution: Attribution) -> int:
        start, end = self._main_range(attribution.cue)
        talk = talk_in(self.scene.words, start, end)
        at = _place(attribution)[0]
        if talk:
            return self._keyed(("vague", talk), Reading("vague", key=(talk,)), at)
        return self._keyed(("none",), Reading("none"), at)

    def _mentioned(self, attribution: Attribution, start: int, end: int, depth: int) -> int:
        is_name = start in self.scene.name_at
        who = None if is_name else pronoun(self.scene.words.lower[start:end])
        if who == "author" and any(i in self.scene.name_at for i in range(start, end)):
            who = None  # "our correspondent, Ann Lee"
        place = attribution.source[0][0]
        if who == "author":
            return self._first_person(attribution, place, depth)
        if who and who != "anyone":
            found = self._of_pronoun(who, attribution, start, place)
        else:
            reading = read(self.scene, start, end)
            reading = self._one_of_those(reading, start)
            if attribution.act == "evidence":
                reading = shows(self.scene, reading)
            said = [self.scene.words.range_of(span) for span in attribution.content]
            reading = self._tied(reading, start, said)
            found = self._entry(reading, place, votes=True)
            self._trace(start, found, reading)
        return found

    def _one_of_those(self, reading: Reading, at: int) -> Reading:
        """The reading of "another", "the third": of people told of before, as far as they were."""
        if reading.kind not in ("vague", "none") or not counts(self.scene, reading):
            return reading
        if self.scene.words.lower[at] in _LOOSE:
            return reading
        group = resolve(self.scene, "member", at, (), self._traces)
        told = group.reading if isinstance(group, Trace) else group
        is_told = isinstance(told, Reading) and told.kind == "unnamed"
        return replace(reading, kind="unnamed") if is_told else reading

    def _first_person(self, attribution: Attribution, place: int, depth: int) -> int:
        """Whoever says "I" in a quotation is who is quoted; elsewhere it is the author."""
        outer = self._by_id.get(attribution.via or "") or self._quoting(attribution, place)
        if outer is not None and outer is not attribution and depth < len(self._by_id):
            return self.entry_of(outer, depth + 1)
        return self._keyed(("author",), Reading("author"), place)

    def _quoting(self, attribution: Attribution, place: int) -> Attribution | None:
        """The attribution whose quoted words hold a place and whose source lies outside them."""
        for other in self._by_id.values():
            if other is attribution or other.form == "indirect" or not other.source:
                continue
            inside = any(start <= place < end for start, end in other.content)
            if inside and not any(s <= other.source[0][0] < e for s, e in other.content):
                return other
        return None

    def _of_pronoun(self, who: str, attribution: Attribution, at: int, place: int) -> int:
        said = [self.scene.words.range_of(span) for span in attribution.content]
        answer = resolve(self.scene, who, at, said, self._traces)
        if isinstance(answer, Trace):
            self._trace(at, answer.entry, answer.reading)
            return answer.entry
        if isinstance(answer, Person):
            answer = self._of_cast(answer.index)
        if answer is None:
            kind = _UNTIED.get(who, "none")
            size = 2 if who == "any" else 1  # "the 34-year-old", or a word
            key = self.scene.words.lower[at : at + size]
            answer = Reading(kind, key=key, span=(at, at + size))
        reading = self._tied(answer, at, said)
        index = self._entry(reading, place, votes=False)
        self._trace(at, index, reading)
        return index

    def _of_cast(self, person: int) -> Reading:
        known = self.scene.cast.people[person]
        return Reading("person", known.is_in_office, person=person)

    def _trace(self, at: int, entry: int, reading: Reading) -> None:
        insort(self._traces, Trace(at, entry, reading), key=lambda trace: trace.at)

    def _tied(self, reading: Reading, at: int, said: Sequence[tuple[int, int]]) -> Reading:
        """The reading with what the rest of the article adds to a description."""
        if reading.person is not None or not reading.noun:
            return reading
        poll = of_poll(self.scene, reading, at, self._traces)
        told = poll or of_force(self.scene, reading)
        told = told or of_voice(self.scene, reading, at, self._traces)
        if told is not None:
            return told
        opener = self.scene.words.lower[reading.span[0]]
        is_told = reading.is_definite or opener not in quantifiers()
        holders = self._holders(reading, at) if is_told else self._named_later(reading, at)
        is_one = reading.kind in ("person", "unnamed") or reading.is_definite
        if holders and not reading.is_plural and is_one and reading.kind != "organisation":
            return replace(reading, kind="person", person=holders[0])
        if len(holders) > 1 and reading.is_plural and reading.is_definite and reading.is_bare:
            return replace(reading, kind="person", key=("all", reading.noun))
        if self._serves_official(reading, at):
            reading = replace(reading, official=True)
        if reading.is_bare and not reading.is_plural and not reading.is_definite:
            return self._announced(reading, at)
        if reading.is_definite and reading.is_bare and reading.noun:
            reading = self._taken_up(reading, at)
        reading = in_short(reading, at, self._traces) or reading
        own = of_owner(self.scene, reading, at, self._traces)
        if own is not None:
            return own
        found = stands_for(self.scene, reading, at, said, self._traces)
        if found is not None:
            return replace(self._of_cast(found), span=reading.span)
        is_anyone = reading.kind == "person" and not self._is_known(reading)
        return replace(reading, kind="unnamed") if is_anyone else reading

    def _is_known(self, reading: Reading) -> bool:
        """Whether readers know whom a description without a name means: "the president", "the
        Vermont senator".
        """
        is_told = any(at in self.scene.name_at for at in range(*reading.span))
        return is_told or reading.noun in closed("known_offices.tsv")

    def _taken_up(self, reading: Reading, at: int) -> Reading:
        """What a bare description stands for: the study's authors, an issued note, the last one."""
        wrote = of_study(self.scene, reading, at, self._traces)
        if isinstance(wrote, Person):
            return replace(self._of_cast(wrote.index), span=reading.span)
        paper = wrote or as_paper(reading, at, self._traces)
        if paper is not None:
            return paper
        told = taken_up(self.scene, reading, at, self._traces)
        agency = as_agency(told, at, self._traces)
        return agency or issued(self.scene, told, at, self._traces)

    def _announced(self, reading: Reading, at: int) -> Reading:
        """Tie "Poll: …" of a title to the first source of that noun below it."""
        later = (trace.reading for trace in self._traces if trace.at > at)
        return next((other for other in later if is_described(reading, other)), reading)

    def _holders(self, reading: Reading, at: int) -> tuple[int, ...]:
        """Whose role a description may be: the Republican nominee is no Democrat."""
        for noun in (reading.noun or "", *sorted(may_be_called(reading.noun or ""))):
            holders = holders_of(self.scene, noun, at)
            fit = tuple(one for one in holders if not contradicts(self.scene, one, reading))
            if fit:
                return fit
        return ()

    def _named_later(self, reading: Reading, at: int) -> tuple[int, ...]:
        """Whom "a judge" of an article's first lines turns out to be: the one judge named next."""
        here = self.scene.words.sentence[at]
        if reading.is_plural or here >= _FIRST_LINES or serves(reading.noun or ""):
            return ()
        holders = self._holders(reading, at)
        firsts = [min(name.start for name in self.scene.cast.people[one].names) for one in holders]
        is_next = len(firsts) == 1 and at < firsts[0]
        near = is_next and self.scene.words.sentence[firsts[0]] - here <= _FIRST_LINES
        return holders if near else ()

    def _serves_official(self, reading: Reading, at: int) -> bool:
        """Whether "his advisers" are those of someone in office, or "its report" a council's."""
        opener = self.scene.words.lower[reading.span[0]] if reading.span[1] else ""
        serving = reading.kind in ("unnamed", "vague") and serves(reading.noun or "")
        if opener not in OWNERS or not (serving or reading.kind == "document"):
            return False
        answer = resolve(self.scene, pronoun([opener]) or "", at, (), self._traces)
        if isinstance(answer, Person):
            return self.scene.cast.people[answer.index].is_in_office
        told = answer.reading if isinstance(answer, Trace) else answer
        return told is not None and told.official

    def _entry(self, reading: Reading, place: int, votes: bool) -> int:
        index = self._keyed(self._key(reading), reading, place)
        if votes:
            self.entries[index].votes.append(reading)
        return index

    def _key(self, reading: Reading) -> tuple[object, ...]:
        if reading.kind == "none":
            return ("none",)
        if reading.person is not None:
            return ("person", reading.person)
        if reading.persons:
            return ("persons", *reading.persons)
        if reading.body and reading.kind in ("organisation", "outlet"):
            return ("body", self._bodies.known(reading.body))
        return (reading.kind, *reading.key)

    def _keyed(self, key: tuple[object, ...], reading: Reading, place: int) -> int:
        if key not in self._by_key:
            self._by_key[key] = len(self.entries)
            self.entries.append(Entry(reading, at=place))
        return self._by_key[key]

"""Whether a word that can be a hedge is one where it stands: the tests that hedges.tsv names.

Told apart from their doubles by what stands around them, after LABELS C and D: may of permission,
May the month, could of ability or of the past, "appear on stage", "suggested" as speech. Every
test takes the folded words of the sentence, its tokens, and the match; it looks a few words to
either side, so the time stays linear in the text.
"""

from collections.abc import Callable, Mapping

from workers.claims.place import CLAUSE_MARKS, NEAR, Place, groups
from workers.claims.words import classes

_FAR = 40
"""How many words a test looks that has to see past clauses: a long sentence of news prose."""


def _is_modal(at: Place) -> bool:
    """may, might: not the month, not a name, not power, not "may not ..., but" that concedes."""
    token = at.tokens[at.first].text
    if token[0].isupper() and at.words[at.first] == "may" and not _is_capital_modal(at):
        return False
    if at.words[at.first] == "might" and (
        at.before in groups()["might_before"] or at.after in groups()["might_after"]
    ):
        return False
    return bool(at.after) and at.after not in CLAUSE_MARKS and not _concedes(at)


def _is_capital_modal(at: Place) -> bool:
    """A capital "May" is a modal only in front of a word that goes with a modal."""
    return at.before not in groups()["month_before"] and at.after in groups()["after_may"]


def _concedes(at: Place) -> bool:
    """Whether "may be ..., but" grants a point rather than doubts it (LABELS D)."""
    return at.after in groups()["conceded"] and _is_outweighed(at)


def _is_outweighed(at: Place) -> bool:
    rest = at.words[at.last : at.last + _FAR]
    return any(
        word in ("but", "yet") and rest[place - 1] in (",", ";", "–", "—", "--")
        for place, word in enumerate(rest)
        if place
    )


def _is_open_could(at: Place) -> bool:
    """could: what may come, not ability, the past, a request or a wish, nor what now is so."""
    near = at.left()
    if "not" in at.words[at.first : at.last] or at.after in groups()["hardly"]:
        return False
    is_now = at.after in groups()["by_now"]
    verb = (*at.right(2), "", "")[1 if is_now else 0]
    if "how" in near or (is_now and verb not in groups()["change"]):
        return False
    if at.before in groups()["able"]:
        framed = any(word in groups()["ability_frame"] for word in near[1:3])
        return not framed and verb in groups()["change"] - groups()["ability"]
    return at.before == "what" or not any(word in groups()["ability_frame"] for word in near[:3])


def _is_appearance(at: Place) -> bool:
    """appear: followed by what someone or something is like, not by where ("on stage")."""
    if at.last >= len(at.tokens) or at.after in CLAUSE_MARKS:
        return False
    first = max(0, at.first - NEAR)
    near = classes(at.tokens[first : at.last + NEAR])
    return near[at.last - first] in ("adjective", "participle")


def _is_evidence(at: Place) -> bool:
    """suggest, indicate: a finding, not what a person says."""
    shown = groups()["evidence"] | {"this", "that", "which", "these", "it", "all"}
    near = [word for word in at.left() if word not in groups()["adverb"]]
    if at.words[at.first].endswith("ing") and at.before not in groups()["evidence"]:
        earlier = at.words[max(0, at.first - _FAR) : at.first]
        return (
            at.before == ","
            and at.after in ("that", "the", "a", "an", "it", "they", "he", "she")
            and any(word in groups()["evidence"] for word in earlier)
        )
    if at.before in groups()["object"] - {"it"} or at.after in (",", ".", ""):
        return False
    if _resumes_after_comma(at):
        return True
    return any(word in shown for word in near[:2]) or any(
        word in groups()["evidence"] for word in near[2:]
    )


def _resumes_after_comma(at: Place) -> bool:
    """Whether many things show it: "The scans, as well as old photographs, indicate that"."""
    earlier = at.words[max(0, at.first - _FAR) : at.first]
    return (
        at.words[at.first] in ("suggest", "indicate")
        and at.before == ","
        and at.after == "that"
        and any(word in groups()["evidence"] for word in earlier)
    )


def _is_seeming(at: Place) -> bool:
    return at.after not in ("", ",", ".")


def _is_first_person(at: Place) -> bool:
    """I think: always, but not asked, and not of somebody else's mind ("what I think")."""
    is_aside = at.before == "," and at.after == ","
    if _is_of_what_was_said(at):
        return False
    if at.words[at.last - 1] == "feel" and at.after not in groups()["clause_opener"]:
        return False
    return is_aside or (
        at.before not in groups()["asked"] and at.after not in ("about", "of", "?", ",")
    )


def _is_of_what_was_said(at: Place) -> bool:
    """Whether what is believed is a word alone: "We didn't believe it", not "I think it leaks"."""
    beyond = (*at.words[at.last + 1 : at.last + 2], "")[0]
    return at.after in groups()["believed_alone"] and (
        not beyond or beyond in CLAUSE_MARKS | groups()["no_clause"] | groups()["joint"]
    )


def _is_belief(at: Place) -> bool:
    """A third person believes something that could be checked (LABELS D)."""
    if at.after in groups()["no_clause"] or any(word in groups()["rule"] for word in at.right()):
        return False
    if at.before in groups()["asked"] | groups()["determiner"]:
        return False
    if any(word in ("what", "whatever") for word in at.left(3)):
        return False
    if at.words[at.first].endswith("s"):
        return True
    return _is_denied(at) or _is_said_by_experts(at)


def _is_denied(at: Place) -> bool:
    """did not believe, doesn't think: the subject is one, whatever it is."""
    near = [word for word in at.left(3) if word not in groups()["adverb"] - {"not"}]
    return bool(near) and (
        near[0] in ("doesn't", "didn't") or near[:2] in (["not", "does"], ["not", "did"])
    )


def _is_said_by_experts(at: Place) -> bool:
    near = [word for word in at.left(5) if word not in groups()["adverb"]]
    if any(word in groups()["crowd_only"] for word in near[:3]):
        return False
    return any(word in groups()["expert"] or word in ("they", "he", "she") for word in near[:2])


def _is_past_belief(at: Place) -> bool:
    """believed that: with a clause behind it and who believed in front."""
    names_follow = at.last < len(at.tokens) and at.tokens[at.last].text[0].isupper()
    clause = groups()["pronoun"] | groups()["determiner"]
    return (names_follow or at.after in clause) and _is_belief(at)


def _is_expectation(at: Place) -> bool:
    """expects as a forecast, not as a demand or as a crowd's mood."""
    if at.after in groups()["no_clause"] - {"it"} or at.before in groups()["asked"]:
        return False
    ahead = at.right(10)
    if not ("to" in ahead[1:] or "will" in ahead or ahead[:1] == ("that",)):
        return False
    return at.words[at.first] == "expects" or _is_said_by_experts(at)


def _is_forecast(at: Place) -> bool:
    """I expect the vote to pass: not "I expect to vote", "I expect you to be on time"."""
    return at.after not in ("to", "you", "nothing", "more", "better", "your", "", ".") and (
        "to" in at.right() or "will" in at.right() or at.after == "that"
    )


def _is_shallow(at: Place) -> bool:
    """expected to without "is": not of what stands in a noun's side ("changes they are ...")."""
    return at.before not in groups()["have"] | {"i", "we", "he", "she", "they", "who"}


def _is_noun_attribute(at: Place) -> bool:
    """alleged, suspected: in front of a noun, not a verb with a subject."""
    return at.before not in groups()["pronoun"] and at.after not in groups()["no_clause"] | {
        "that",
        "the",
        "he",
        "she",
        "they",
        "a",
        "to",
        "of",
    }


def _is_single(at: Place) -> bool:
    """potential: one that may come to be ("a potential rival"), not a class of its own."""
    return (
        at.before in ("a", "an") and at.first > 1 and at.words[at.first - 2] in groups()["counts"]
    )


def _is_apparent(at: Place) -> bool:
    """An apparent attempt, the apparent winner: not what "became apparent"."""
    return at.before in groups()["determiner"] and at.after not in groups()["no_clause"]


def _is_disputed(at: Place) -> bool:
    return any(word in groups()["be"] | {"remains", "remain", "remained"} for word in at.left(3))


def _is_comparison(at: Place) -> bool:
    """as if: not the turn of phrase "As if that were not enough"."""
    return at.after not in ("", ",", ".") and "enough" not in at.right()


def _is_likeness(at: Place) -> bool:
    """looks like: followed by a clause or by what it may be."""
    return at.before not in ("what", "how", "to")


def _is_bare_report(at: Place) -> bool:
    """Reports indicate: nobody's reports."""
    return at.before in ("", '"', "“", ",", "some", "media", "press", "news", "recent", "early")


def _is_report_noun(at: Place) -> bool:
    """reports that: the noun, not "the agency reports that"."""
    if at.words[at.first] != "reports":
        return True
    is_name = at.first > 1 and at.tokens[at.first - 1].text[0].isupper()
    return at.before in groups()["before_noun"] and not is_name


def _is_approximation(at: Place) -> bool:
    """kind of: blurs the claim; "a kind of", "what kind of" name a class."""
    if at.before in groups()["determiner"] | groups()["class_word"]:
        return False
    near = at.tokens[max(0, at.first - NEAR) : at.last]
    return at.last - at.first == len(near) or classes(near)[at.first - at.last - 1] != "adjective"


def _is_in_a_way(at: Place) -> bool:
    """In a way: as an aside, not "in a way that"."""
    return at.after in ("", ",", ".", ";")


def _is_unconceded(at: Place) -> bool:
    """in theory: not what the next words take back ("free in theory, but dear in practice")."""
    return not _is_outweighed(at)


def _is_vague_count(at: Place) -> bool:
    return at.after[:1].isalpha() and at.after not in groups()["number"]


def _is_short_expectation(at: Place) -> bool:
    return at.after in ("", ".", ",", "later", "soon", "this", "next", "on", "in", "by", "within")


TESTS: Mapping[str, Callable[[Place], bool]] = {
    "modal": _is_modal,
    "could": _is_open_could,
    "appear": _is_appearance,
    "evidence": _is_evidence,
    "seem": _is_seeming,
    "first-person": _is_first_person,
    "belief": _is_belief,
    "past-belief": _is_past_belief,
    "expectation": _is_expectation,
    "forecast": _is_forecast,
    "reduced": _is_shallow,
    "adjective": _is_noun_attribute,
    "potential": _is_single,
    "apparent": _is_apparent,
    "dispute": _is_disputed,
    "as-if": _is_comparison,
    "unconceded": _is_unconceded,
    "looks-like": _is_likeness,
    "bare-reports": _is_bare_report,
    "report-noun": _is_report_noun,
    "approximator": _is_approximation,
    "in-a-way": _is_in_a_way,
    "weasel": _is_vague_count,
    "short-expected": _is_short_expectation,
}
"""The tests by the name hedges.tsv gives them."""

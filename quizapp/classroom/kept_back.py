"""Why a draft was kept back, in words for whoever may mend it: what is wrong, where, and what would help.

The generator gives its reason in a few fixed words (`not unique: …`). They are stored with the draft and told to
programs as they are; people are told here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.classroom.drafted_kinds import name_of
from quizapp.core.flaws import RULES

STEM, OPTIONS, NOTHING = "stem", "options", ""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Why a draft was kept back. `part` is what to look at: stem, options, or nothing in particular."""

    part: str
    why: str
    help: str
    words: str = ""
    """The words of the stem that are meant, where the reason names them."""


_KIND = re.compile(r"questions of the kind '([^']+)' are not yet reliable enough")
_RULE = re.compile(r"(IW\d\d): (.*)", re.DOTALL)
_WORDS = re.compile(r"['‘]([^'’]+)['’]")
_FLAWS = {rule.id: rule.name for rule in RULES}
_APPROVE = "Read it beside its sentence: if question and options are good, approve it."
_ALONE = "Say who, what, when or where, so that it can be understood without the article."
_READS = "Write the question so that it reads well."

_SAID: tuple[tuple[str, str, str, str], ...] = (
    ("too few plausible wrong options", OPTIONS, "The article offers too few wrong options that might be right",
     "Write one or two of your own, of the same sort as the key."),
    ("another question on the same", NOTHING,
     "Nothing is wrong with it; another question on the same passage, fact or type is better",
     "Approve it if you want both, or instead of the other one."),
    ("not unique", STEM, "More than one answer may be right", "Add a time, a place or a name that only the key fits."),
    ("the question says too little", STEM, "The question does not stand alone", _ALONE),
    ("the question is long", STEM, "The question is long", "Leave out what is not needed to find the answer."),
    ("the question lists too much", STEM, "The question lists too much", "Ask about one of the things it lists."),
    ("a clue", STEM, "The question gives its answer away", "Take the clue out, or ask for something else."),
    ("the key stands in the question", STEM, "The key stands in the question", "Take it out of the question."),
    ("a word of the key", STEM, "A word of the key stands in the question", "Take it out of the question."),
    ("the initials of the key", STEM, "The initials of the key stand in the question", "Take them out."),
    ("not worth asking", STEM, "It may not be worth asking", "Ask for something one learns from this article."),
    ("attribution: a number of", STEM, "It asks for what may have changed since",
     "Say in the question who gives the number, and when."),
    ("attribution", STEM, "It says as a fact what only somebody says",
     "Say in the question who says so, or leave the word out."),
    ("the kind of body", STEM, "“Which organisation” may be the wrong word", "Say what it is: a company, a court."),
    ("the kind of place", STEM, "“Where” may be too vague", "Say what is asked for: in which town, in which country."),
    ("the key may be no person", OPTIONS, "The key may be no person", "Look whether “who” fits it and each option."),
    ("the name stands deep", STEM, "The key stands deep inside another phrase",
     "Look whether the question asks for the key and not for the whole phrase."),
    ("the wrong options", OPTIONS, "The wrong options are no rivals of the key",
     "Write others, to whom the same might have happened or who might hold the office."),
    ("part of a quantity", OPTIONS, "The key is only part of a quantity", "Give the whole of it."),
    ("the number may be a year", STEM, "The number may be a year", "Look whether it counts anything."),
    ("text", STEM, "The question does not read well", _READS),
    ("grammar", STEM, "The question may be ungrammatical", _READS),
    ("evidence", NOTHING, "The marked sentence may not prove the key", "If it does not, reject the draft."),
    ("shape", OPTIONS, "The options are not in order", "Look that there is one key, and two wrong options at least."),
    ("rejected before", NOTHING, "Another question on this fact was rejected here",
     "If this one is better, approve it."),
    ("approved before", NOTHING, "A question of this kind on this fact was approved before",
     "Approve it if you want both."),
    ("an instructor here", NOTHING, "", _APPROVE),
    ("instructors here", NOTHING, "", _APPROVE),
)  # fmt: skip
"""How a reason begins → the part to look at, the reason in words, and what would help."""


def explained(reason: str) -> KeptBack:
    """The reason of a draft that was kept back, for people.

    >>> explained("not unique: it is so of several").why
    'More than one answer may be right: it is so of several.'
    """
    if kind := _KIND.fullmatch(reason):
        why = f"Questions like this one (“{name_of(kind[1])}”) are good less often than others."
        return KeptBack(NOTHING, why, _APPROVE)
    if rule := _RULE.match(reason):
        return KeptBack(
            STEM,
            f"{_FLAWS.get(rule[1], rule[1]).capitalize()}: {_ended(rule[2])}",
            "What would help stands below, at the flaw.",
            _word(reason),
        )
    for begins, part, why, help in _SAID:
        if reason.startswith(begins):
            rest = reason.partition(": ")[2]
            said = f"{why}: {rest}" if why and rest else why or f"{reason[:1].upper()}{reason[1:]}"
            return KeptBack(part, _ended(said), help, _word(reason))
    return KeptBack(NOTHING, _ended(f"{reason[:1].upper()}{reason[1:]}"), _APPROVE)


def commonest(reasons: Iterable[str]) -> str:
    """The reason that most of several drafts were kept back for, in words; nothing for none."""
    counted = Counter(explained(reason).why for reason in reasons)
    return counted.most_common(1)[0][0] if counted else ""


def _word(reason: str) -> str:
    found = _WORDS.search(reason)
    return found[1].strip() if found else ""


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."

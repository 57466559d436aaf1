"""Lists of letters that are no keys: what somebody answered, common mistakes, whatever else has a heading of its own.

A list counts as the keys only below (or behind) words that are known to mean them, or with no words at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quizapp.formats.text import words
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import ANSWER, LETTERED, LIST_HEAD, PERSON, answer_alone, shaped

_PLACE = (
    r"(?:quiz|test|exam(?:ination)?|unit|chapter|lesson|section|part|worksheet|exercises?|paper|practice|homework|module"
    r"|pages?|seite|página|pagina|pp?\."
    r"|arbeitsblatt|klausur|qcm|contrôle|examen|prueba|verifica"
    r"|week|form|version|variant|mcqs?|multiple[ -]choice|questions?|above|review|reading|article|video|text)"
)
SOMEBODY = re.compile(
    rf"\b(?:{PERSON}|class(?![ ](?:\d|[IVX]))|everyone|(?:my|your|our|their|his|her)(?![ ](?:copy|key)\b)|wrong"
    r"|incorrect|falsche|mistakes?|errors?|traps?|distractors?|guess(?:es|ed)?|given|chosen|picked|submitted"
    r"|selected(?![ ](?:questions|exercises|problems))|attempts?|(?:most|common|popular)[ ]"
    r"(?:\w{1,12}[ ])?(?:answers?|choices?|responses?|picks?))\b"
    r"|\b(?:last|previous|earlier|another)[ ](?:week|month|year|time|lesson|unit|quiz|test|exam|worksheet|homework)\b"
    r"|(?<!teacher)(?<!teachers)['’]s?[ ](?:\w{1,12}[ ])?(?:answers?|responses?|choices?|picks?|list|sheet|key)\b"
    rf"|(?:answers?|responses?|choices?|key)[ ](?:(?:key|sheet|list)[ ])?"
    rf"(?:by|from|of[ ](?!(?:(?:the|this|all)[ ])?{_PLACE}(?!\w)))",
    re.I,
)
"""Words of a heading that tell of answers that somebody gave, or of those of another test."""

_KEYS = re.compile(
    rf"\W{{0,8}}(?:(?:and|here[ ]are)[ ])?(?:{words.ARTICLE}[ ])?(?:(?:teacher|instructor)(?:['’]?s)?[ ])?"
    rf"(?:{_PLACE}[ ](?:\d{{1,3}}[ ])?)?(?:{words.RIGHT}[ ])?"
    rf"(?:{words.ANSWER}|{words.KEYS})(?:[ ]{words.RIGHT_AFTER})?(?:[ ](?:keys?|list|section|sheet))?"
    rf"{words.AND_WHY}?"
    rf"(?P<of>\W{{1,3}}(?:(?:to|for|of|zum|zur|du|de|del|della|do)[ ])?(?:(?:the|this|all)[ ])?"
    rf"{_PLACE}(?:[ ]?\w{{1,4}}(?:[ ]{_PLACE})?)?)?\W{{0,4}}",
    re.I,
)
_READER = (
    r"(?:for[ ])?(?:the[ ])?(?:(?:(?:teach|train|lectur|examin|mark)er|(?:tut|instruct|educat|assess|invigilat"
    r"|facilitat|supervis|profess)or)s?|staff|faculty|office)(?:['’]s?)?(?:[ ](?:use|eyes))?[ ]only"
)
_FOR_WHOM = re.compile(rf"\A\W{{0,8}}{_READER}[ ]?[-–—:|/,][ ]?(?=\S)|[ ]?[-–—:|/,][ ]?{_READER}\W{{0,8}}\Z", re.I)
"""`Tutor only - Answers`: before or behind the heading it says who may read it.

Another word may be the name of whoever answered.
"""

_TITLE = 6
"""Lines at the top that may be the title."""
_FORM = re.compile(
    r"\b(form|version|set|variante?|gruppe|group|versión|versione|série|serie|fila|unit|chapter|lesson|week|kapitel"
    r"|lektion|chapitre|leçon|unidad|capítulo|lección|unità|capitolo)[ ](\d{1,3}|[A-Z]|[IVX]{1,4})\b",
    re.I,
)
_TELLS = re.compile(rf"\b(?:{words.ANSWER}|{words.KEYS})\b[^:]*(?::|\Z)|\b{words.ANSWER}\b[^:]*\Z", re.I)
_OF_ANOTHER = "the list of answers is of another form or unit than the title names"
_PART = re.compile(r"\W{0,4}(?:part|section|unit|exercise|teil|partie|parte|deel)[ ](\w{1,4})(?!\w)", re.I)
_LONE_LETTER = re.compile(r"\(?[A-Ja-j][).]?")
_SHORT = 60
_LONGEST_TITLE = 150
_NAME = re.compile(rf"\b(?:{PERSON}|names?|nom|nombre|nome|naam)\b[^:]{{0,20}}:", re.I)
_LONGEST = 1_000


def heading(line: str) -> re.Match[str] | None:
    """The line as the heading of a list of answers, if it is one."""
    return _heading(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=4_000)  # each line of a file is looked at by several readers
def _heading(line: str) -> re.Match[str] | None:
    if SOMEBODY.search(line):
        return None
    line = _FOR_WHOM.sub("", line, count=1) if len(line) <= _SHORT else line
    return LIST_HEAD.fullmatch(line) or (_KEYS.fullmatch(line) if len(line) <= _SHORT else None)


def names_keys(head: str) -> bool:
    """Whether the words above or before a list are known to mean the keys."""
    return len(head) <= _SHORT and bool(_KEYS.fullmatch(head)) and not SOMEBODY.search(head)


def may_head(drafts: Sequence[Draft]) -> bool:
    """Whether the last line, below questions with options, may be the heading of a list of answers."""
    if len(drafts) < 2 or drafts[-1].number or drafts[-1].options:
        return False
    return len(drafts[-1].stem) == 1 and bool(drafts[-2].options) and not drafts[-2].answer


def is_key_list(lines: Sequence[str], at: int, *, has_head: bool) -> bool:
    """Whether a list that begins at a line is the keys, by the line above it: its heading, or the end of a question."""
    above = next((one for below in range(at, 0, -1) if (one := shaped(lines[below - 1]))), "")
    if has_head or names_keys(above):
        return names_keys(above)
    if len(above) > _SHORT or above.endswith(".") or LETTERED.match(above):
        return True
    return not SOMEBODY.search(above) and not above.endswith(":")


def title_of(lines: Sequence[str]) -> list[str]:
    """What may be the title of a test: the lines at the top, without those for a name."""
    return [line for line in lines[:_TITLE] if len(line) < _LONGEST_TITLE and not _NAME.search(line)]


def of_another(lines: Sequence[str], head: int) -> bool:
    """Whether the heading names another form or unit of the test than the title does."""
    named = _forms(lines[head : head + 1])
    above = _forms(title_of(lines)) if named else set()
    known = {kind for kind, _ in above}
    return any(kind in known for kind, _ in named - above)


def _forms(lines: Sequence[str]) -> set[tuple[str, str]]:
    return {(kind.casefold(), sign.casefold()) for line in lines for kind, sign in _FORM.findall(line)}


def doubt(drafts: Sequence[Draft], lines: Sequence[str]) -> None:
    """Believe no answers that stand above their questions, and no list whose parts are in another order than those."""
    said = ""
    if drafts and not drafts[-1].answer and _is_answer(drafts[0]):
        said = "an answer stands above the first question: this one may be the next one's"
    head = max((at for at, line in enumerate(lines) if heading(line.strip())), default=0)
    asked, listed = (
        [*dict.fromkeys(part[1].casefold() for line in half if (part := _PART.match(line)))]
        for half in (lines[:head], lines[head:])
    )
    if set(listed) <= set(asked) and listed != [part for part in asked if part in listed]:
        said = "the parts of the list of answers are in another order than those of the questions"
    for draft in drafts if said else ():
        draft.broken = draft.broken or said


def is_for(drafts: Sequence[Draft], lines: Sequence[str]) -> bool:
    """Whether the lists of answers are for these questions; those that wait for another one are told so."""
    others = [at for at, line in enumerate(lines) if len(line) < _LONGEST and _TELLS.search(line)]
    if not any(of_another(lines, at) for at in others):
        return True
    for draft in drafts:
        draft.unclear = draft.unclear or _OF_ANOTHER
    return False


def _is_answer(draft: Draft) -> bool:
    answer = ANSWER.match(draft.stem[0]) if len(draft.stem) == 1 and not (draft.number or draft.options) else None
    return answer is not None and _LONE_LETTER.fullmatch(answer_alone(answer[1])) is not None

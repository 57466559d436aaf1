"""Which column of a table is what, told by its header in the words of many programs and some languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.formats.marks.letters import ALPHABETS, in_use
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet

_LATIN: Mapping[str, str] = {}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RIGHT, _OPTION = words.RIGHT, words.OPTION
_NUMBER = r"(?:[\s_.#-]*(\d{1,2}|[a-h])|[\s_.#-]+([i-z]))"
_FIELDS = (
    ("feedback", rf"(?:feedback|rationale){_NUMBER}|{_OPTION}{_NUMBER}[\s_-]+(?:feedback|rationale)"),
    ("weight", rf"(?:weight|percent){_NUMBER}|{_OPTION}{_NUMBER}[\s_-]+(?:weight|percent)"),
    ("hint", rf"hint{_NUMBER}"),
    ("wrong", rf"(?:incorrect|wrong|falsche)[\s_-]*{_OPTION}?s?{_NUMBER}|distractors?{_NUMBER}"),
    ("right", rf"(?:is[\s_-]*)?{_RIGHT}(?:[\s_-]+{_OPTION}s?)?\??{_NUMBER}|"
              rf"{_OPTION}{_NUMBER}[\s_:-]+(?:is[\s_-]*)?{_RIGHT}\??"),
    ("option", rf"{_OPTION}{_NUMBER}|([a-h])"),
    ("feedback_correct", r"(?:correct[\s_-]*feedback|feedback[\s_-]*correct)"),
    ("feedback_partly", r"(?:partly[\s_-]*feedback|feedback[\s_-]*partly)"),
    ("feedback_incorrect", r"(?:incorrect[\s_-]*feedback|feedback[\s_-]*incorrect)"),
    ("correct", rf"{_RIGHT}[\s_-]*(?:{_OPTION}(?:s|en|n)?)?(?:\(s\))?(?: \#| number| index| letter)?|"
                rf"{_OPTION}(?:s|en)?[\s_-]+{_RIGHT}|(?:answer|scoring)?[\s_-]*key|"
                rf"{words.KEY}|kunci[ ]jawaban"),
    ("number", r"question ?#|#|no\.?|nr\.?|n[°º]|number|question number|question no\.?"),
    ("choices", r"options|choices|answer[\s_-]*(?:options|choices)|antworten|opciones"),
    ("stem", rf"{words.QUESTION}(?:[\s_-]*(?:text|stem|title|content|body))?|{words.WHOLE_QUESTION}"),
    ("wrongs", r"(?:incorrect|wrong)[\s_-]*(?:answers|options|choices)|distractors"),
    ("type", r"(?:question[\s_-]*)?(?:type|kind|typ|tipo)|fragetyp"),
    ("seconds", r"time(?:[\s_-]*limit)?(?:[\s_-]*\(?(?:in )?(?:s|sec|secs|seconds)\)?)?|time in seconds|"
                r"seconds|timer|время|"
                r"(?:zeit(?:limit)?|(?:l[ií]mite de )?(?:temps|tiempo|tempo)|tempo limite|tijd(?:slimiet)?|"
                r"tid(?:sgr[aä]ns)?)(?: \((?:sec|sek|seg|segundos|secondes|secondi|seconden|sekunder)\.?\))?"),
    ("explanation", r"(?:answer[\s_-]*)?explanations?|general[\s_-]*feedback|feedback|rationale|justification|"
                    r"erklärung|explicación|explication|explicação|spiegazione|uitleg|toelichting|förklaring|пояснение|解析"),
    ("image", r"image(?:[\s_-]*(?:link|url))?|picture|media"),
    ("points", r"points?|score|marks?|punkte|puntos|pontos|punti|punten|poäng|poeng|баллы|分值"),
    ("penalty", r"penalty"),
    ("rule", r"(?:scoring[\s_-]*)?rule"),
    ("tags", r"tags?|keywords?|labels?"),
    ("bank", r"bank|category|topic|subject|thema|chapter|unit name"),
    ("id", r"id|uid|identifier|question[\s_-]*id|external[\s_-]*id"),
    ("title", r"title|name"),
    ("source", r"source|reference"),
    ("evidence", r"evidence|quote"),
    *((name, name) for name in ("level", "difficulty", "order", "as_of", "match", "unit", "language", "shuffle")),
)  # fmt: skip
_ADVICE = re.compile(
    r"\s*(?:[-–—:]\s*(?:m[aá]x|maks|choose|wähle|esco|choisi|scegli|kies|välj|vælg|velg|wybierz|\d).*|"
    r"\((?:optional|required|max.*|only.*|default.*|in seconds)\).*)$"
)
_PLURAL = re.compile(r"\((?:s|es|e?n|e|i)\)")
_NUMBERED = re.compile(r"\A\d\.[ ]+(?=\S)")
_SIGNS = "".join(alphabet for alphabet in ALPHABETS if not alphabet[0].isdigit())
_TAIL = re.compile(rf"(|.*[\s_.)-])([{_SIGNS}cс])", re.I)
_NOUGHT = re.compile(rf"{_OPTION}[\s_.-]*0", re.I)
EACH = re.compile(rf"{_OPTION}(?:[\s_-]*(?:text|option|choice))?", re.I)
"""Heads every column of options alike, or the one column of a table with an option in each row."""

_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _FIELDS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Field → column, and for options, feedback, weights and wrong answers number → column. `own` is our dialect."""

    row: int
    plain: dict[str, int] = field(default_factory=dict)
    numbered: dict[str, dict[int, int]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()  # further columns of right answers, headed alike or under the same wide cell
    own: bool = False
    counted: bool = False  # the header of the key says that it is a number

    @property
    def options(self) -> dict[int, int]:
        return self.numbered.get("option", {})


def bare(header: str) -> str:
    """A header without its advice, its marks and its plural."""
    text = " ".join(header.replace("\n", " ").split()).strip("*:：¿?؟ ").lower()
    return _PLURAL.sub("", _NUMBERED.sub("", _ADVICE.sub("", text)))


def letters_in(cells: Sequence[str]) -> set[str]:
    """The letters in which headers end: `Вариант Б`."""
    return {found[2] for cell in cells if (found := _TAIL.fullmatch(bare(cell)))}


def headed(header: str, letters: Mapping[str, str] = _LATIN) -> tuple[str, int] | None:
    """The field that a header names, with the number of an option (0 for none); None for a strange header."""
    text = bare(header)
    if (tail := _TAIL.fullmatch(text)) and tail[2] in letters:
        text = tail[1] + letters[tail[2]]
    for name, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            number = next((group for group in found.groups() if group), "")
            return name, int(number) if number.isdigit() else _LETTERS.find(number) + 1 if number else 0
    return None


def columns_of(sheet: Sheet) -> Columns | None:
    """The columns of a table of questions; None if no row among the first looks like its header."""
    rows = sheet.rows[:15]
    for at, row in enumerate(rows):
        found = _columns(at, row)
        if "stem" in found.plain and (len(found.options) >= 2 or "correct" in found.plain):
            return found
        if "stem" in found.plain and at + 1 < len(rows):  # a header over two rows, as in Socrative's template
            below = rows[at + 1]
            width = max(len(row.cells), len(below.cells))
            both = Row(
                below.number, tuple(below.cell(n) if below.cell(n).strip() else row.cell(n) for n in range(width))
            )
            found = _columns(at + 1, both)
            if len(found.options) >= 2 and "correct" in found.plain:
                return found
    return None


def _columns(at: int, row: Row) -> Columns:
    plain: dict[str, int] = {}
    numbered: dict[str, dict[int, int]] = {}
    unknown = []
    keys: list[int] = []
    letters = in_use(letters_in(row.cells))
    alike = _alike(row, letters)
    first = 0 if any(_NOUGHT.fullmatch(bare(cell)) for cell in row.cells) else 1
    if alike:
        numbered["option"] = dict(enumerate(alike, 1))
    for column, header in enumerate(row.cells):
        if not header.strip():
            if column and [*keys, plain.get("correct", -1)].count(column - 1) and not own_words(row.cells):
                keys.append(column)
            continue
        found = headed(header, letters)
        if column in alike:
            continue
        if found is None:
            unknown.append(header.strip()[:60])
        elif found[1] or (found[0] == "option" and not first):
            numbered.setdefault(found[0], {}).setdefault(found[1] + 1 - first, column)
        elif found == ("correct", 0) and row.cell(plain.get("correct")).split() == header.split():
            keys.append(column)
        elif found == ("stem", 0) and bare(row.cell(plain.get("stem"))).endswith("title"):
            plain |= {"title": plain["stem"], "stem": column}
        elif found[0] in plain:
            unknown.append(header.strip()[:60])
        else:
            plain[found[0]] = column
    if "stem" not in plain and "type" in plain and alike and "title" in plain:
        plain["stem"] = plain.pop("title")
    if "correct" not in plain and "label" in header_words(row.cells):  # as sets of data for programs call it
        plain["correct"] = [cell.strip().lower() for cell in row.cells].index("label")
    own = own_words(row.cells)
    key = row.cell(plain.get("correct")).lower() if "correct" in plain else ""
    counted = own or re.search(r"#|number|index|choose at least", key) is not None
    return Columns(at, plain, numbered, tuple(unknown), tuple(keys), own, counted)


def _alike(row: Row, letters: Mapping[str, str]) -> list[int]:
    """The columns of options that are all headed by the same word: `Choice, Choice, Choice`."""
    if any(found and found[0] == "option" for found in (headed(cell, letters) for cell in row.cells)):
        return []
    names: dict[str, list[int]] = {}
    for column, cell in enumerate(row.cells):
        if EACH.fullmatch(name := bare(cell)):
            names.setdefault(name, []).append(column)
    most = max(names.values(), key=len, default=[])
    return most if len(most) > 1 else []


def own_words(cells: Sequence[str]) -> bool:
    """Whether a header is one of our own tables."""
    return {"stem", "option_1"} <= header_words(cells)


def header_words(cells: Sequence[str]) -> set[str]:
    """The cells of a header row, folded: to tell a preset by."""
    return {" ".join(cell.split()).lower() for cell in cells if cell.strip()}

"""Which column of a table is what, told by its header in the words of many programs and some languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from quizapp.formats.marks.letters import ALPHABETS, in_use
from quizapp.formats.marks.true_false import truth_words
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.keys import parted
from quizapp.formats.sheets.wrong_ones import first_apart

_LATIN: Mapping[str, str] = {}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RIGHT, _WRONG, _OPTION = words.RIGHT, words.WRONG, words.OPTION
_NUMBER = r"(?:[\s_.#/(\[-]*(\d{1,2}|[a-h])|[\s_.#/(\[-]+([i-wyz]))[)\]]?"  # x is a mark
_EACH = rf"{_OPTION}(?:[\s_-]+(?:{_OPTION}|text))?"
_SOLUTION = re.compile(words.SOLUTION)
_HEADS_KEY = re.compile(rf"(?:[a-h] )?(?:{words.KEY})(?![^\W\d_])")
_IF = r"[\s_-]*\(?(?:(?:if|when|for|bei|wenn|si|se)[\s_-]+)?"
_TOO = rf"(?:[\s_-]*{_OPTION}(?:s|en)?)?\)?"
_SHARE = r"(?:weight|percent(?:age)?|grade|fraction|%|prozent|pourcentage|porcentaje|percentuale)"
_POINTS = r"(?:points?|score|punkte)"
_PLACE = r"(?:\#|no\.?|number|index|idx|letter|position)"
_PARTLY = r"(?:partly|partially)(?:[\s_-]*correct)?"
_FIELDS = (
    ("feedback", rf"(?:{_OPTION}[\s_-]+)?{words.FEEDBACK}{_NUMBER}|{_OPTION}{_NUMBER}[\s_:-]+{words.FEEDBACK}|"
                 rf"{words.FEEDBACK}[\s_-]+(?:(?:for|to|on|zu|à|para)[\s_-]+)?(?:{_OPTION})?{_NUMBER}|"
                 rf"([a-h])[\s_-]+{words.FEEDBACK}"),
    ("worth", rf"(?:{_POINTS}|points? for {_OPTION}){_NUMBER}|{_OPTION}{_NUMBER}[\s_-]+{_POINTS}"),
    ("weight", rf"{_SHARE}{_NUMBER}|{_OPTION}{_NUMBER}[\s_-]+{_SHARE}"),
    ("hint", rf"hint{_NUMBER}|hints?|hinweise?|tipp?s?|pistas?|indices?"),
    ("wrong", rf"(?!{_WRONG}\Z){_WRONG}[\s_-]*{_OPTION}?(?:s|en)?{_NUMBER}|{_OPTION}s?[\s_-]+{_WRONG}{_NUMBER}|"
              rf"{_OPTION}{_NUMBER}[\s_-]+{_WRONG}|(?:distra[ck]tor|distracteur|distrator)s?{_NUMBER}"),
    ("right", rf"(?!{_RIGHT}\Z)(?:is[\s_-]*)?{_RIGHT}(?:[\s_-]+{_OPTION}s?)?\??{_NUMBER}|"  # `correcta` is one word
              rf"(?:{_OPTION}{_NUMBER}|([a-h]|[1-9]))[\s_:-]+(?:is[\s_-]*)?{_RIGHT}\??"),
    ("option", rf"{_EACH}{_NUMBER}|\(?([a-h])[).]?|([a-h])[\s_.)-]+{_OPTION}"),
    ("feedback_correct", rf"{_RIGHT}{_TOO}[\s_-]*{words.FEEDBACK}|{words.FEEDBACK}{_IF}{_RIGHT}{_TOO}"),
    ("feedback_partly", rf"{_PARTLY}[\s_-]*{words.FEEDBACK}|{words.FEEDBACK}{_IF}{_PARTLY}\)?"),
    ("feedback_incorrect", rf"{_WRONG}{_TOO}[\s_-]*{words.FEEDBACK}|{words.FEEDBACK}{_IF}{_WRONG}{_TOO}"),
    ("correct", rf"{_RIGHT}[\s_-]*(?:(?:{_OPTION}|{words.SOLUTION})(?:s|en|n)?)?(?:\(s\))?"
                rf"(?:[\s_-]*(?:{_PLACE}|{_OPTION}))?|corr?\.?[\s_-]?ans(?:wers?)?|"
                rf"{_OPTION}(?:s|en)?[\s_-]+{_RIGHT}|(?:answer|scoring)?[\s_-]*key|"
                rf"answer[\s_-](?:\#|number|index|idx|letter)|{words.KEY}|"
                rf"(?:letra|lettre|lettera|letter|litera) {_RIGHT}|kunci[ ]jawaban|{words.TELLS_KEY}"),
    ("number", r"(?:(?:question|item|q|s|sr|sl|frage|lfd)\.? ?)?(?:#|no\.?|nr\.?|n[°º]|number)|"
               r"q|num|nummer|número|numéro|numero"),
    ("choices", r"options|choices|(?:possible|answer)[\s_-]*(?:options|choices|answers)|antworten|"
                r"opciones|choix|opzioni|antwortmöglichkeiten|opções|alternativas"),
    ("stem", rf"(?:(?:mcq?|quiz|test|exam|true[ ]?(?:/|or)[ ]?false|multiple[ -]choice)[ ])?"
             rf"{words.QUESTION}s?(?:[\s_-]*(?:text|stem|title|content|body|wording))?|"
             rf"{words.WHOLE_QUESTION}|{words.OF_THE_QUESTION}"),
    ("item", r"item|task|problem|exercise|text|word|term|(?:vocabulary|vocab)(?: word)?|"
             r"aufgabe(?:nstellung)?|ejercicio|exercice|esercizio|consigna|consigne"),
    ("wrongs", rf"{_WRONG}[\s_-]*{_OPTION}(?:s|en|n)?|{_OPTION}s?[\s_-]+{_WRONG}|"
               r"(?:distra[ck]tor|distracteur|distrator)(?:s|en|es)?|distraktoren"),
    ("type", r"(?:(?:question|q|choice|answer|slide|poll|activity)[\s_-]*)?(?:type|kind|typ|tipo|format)|"
             r"fragetyp|type de question|tipo d[ei] (?:pregunta|domanda)"),
    ("seconds", r"time(?:[\s_-]*limit)?(?:[\s_-]*\(?(?:in )?(?:s|sec|secs|seconds)\)?)?|time in seconds|"
                r"seconds|timer|время|"
                r"(?:zeit(?:limit)?|(?:l[ií]mite de )?(?:temps|tiempo|tempo)|tempo limite|tijd(?:slimiet)?|"
                r"tid(?:sgr[aä]ns)?)(?: \((?:sec|sek|seg|segundos|secondes|secondi|seconden|sekunder)\.?\))?"),
    ("explanation", r"(?:(?:answer|question|general|overall|solution|allgemeine[rs]?|correct[ ]answer|full)[\s_-]*)?"
                    rf"{words.WITH_REASONS}(?:[ ](?:g[ée]n[ée]rale?|generale))?|{words.TELLS_WHY}"),
    ("remark", words.FOR_LEARNERS),
    ("image", r"image(?:[\s_-]*(?:link|url))?|picture|media"),
    ("points", r"(?:default|max(?:imum)?\.?)?[\s_-]*(?:points?|pts|score|marks?)(?:[ ](?:possible|value))?|point value|"
               r"weight(?:age)?|punkt(?:e|zahl)|puntos|puntuación|puntaje|valor|pontos|pontuação|barème|punti|punteggio|"
               r"punten|poäng|poeng|баллы|分值"),
    ("penalty", r"penalty"),
    ("rule", r"(?:scoring[\s_-]*)?rule"),
    ("tags", r"tags?|keywords?|labels?"),
    ("bank", r"bank|category|(?:topic|subject)(?:[\s_-]*name)?|thema|chapter|unit name|domain|section|module|lesson|"
             r"kapitel|fach|kategorie|"
             r"tema|asignatura|unidad|categoría|thème|chapitre|matière|catégorie|argomento|materia|capitolo|onderwerp"),
    ("id", r"id|uid|identifier|question[\s_-]*id|external[\s_-]*id"),
    ("title", r"title|(?:question[\s_-]*)?name"),
    ("source", r"source|reference"),
    ("evidence", r"evidence|quote"),
    ("level", r"(?:cognitive[ ])?level|bloom(?:['’]?s)?(?:[ ](?:level|taxonomy))?"),
    ("difficulty", r"difficulty(?:[ ]level)?|schwierigkeit(?:sgrad)?|difficulté|dificultad|difficoltà|dificuldade"),
    *((name, name) for name in ("order", "as_of", "match", "unit", "language", "shuffle")),
)  # fmt: skip
_ADVICE = re.compile(
    r"\s*(?:[-–—:]\s*(?:m[aá]x|maks|choose|wähle|mindestens|esco|elige|selecciona|al menos|choisi|au moins|"
    r"scegli|almeno|kies|ten minste|välj|vælg|velg|wybierz|\d).*|"
    r"\((?:optional|required|max.*|only.*|default.*|in seconds)\).*)$"
)
_PLURAL = re.compile(r"\((?:s|es|e?n|e|i)\)")
_NUMBERED = re.compile(r"\A\d\.[ ]+(?=\S)")
_SIGNS = "".join(alphabet for alphabet in ALPHABETS if not alphabet[0].isdecimal())
_TAIL = re.compile(rf"(|.*[\s_.)-])([{_SIGNS}cс])", re.I)
_NOUGHT = re.compile(rf"{_EACH}[\s_./(\[-]*0[)\]]?", re.I)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)}) ({_OPTION}|{_WRONG}.*)")
_COUNTED = frozenset(("feedback", "weight", "worth", "hint", "wrong", "right", "option"))
_IS_WRONG = re.compile(rf"{_WRONG}(?: {_OPTION}s?)?", re.I)
_SAYS_WHO = re.compile(rf"\b{words.CHOSEN}\b", re.I)
_PRIVATE = re.compile(words.PRIVATE)
_ASKED = re.compile(rf"\b{words.QUESTION}\b")
_FEW = 3
"""Words in brackets. Longer ones are advice: `hidden from all students until the end`."""
NOWHERE = 1_000_000
"""The column of an option that a table does not have."""

_LONG = 200
"""Shorter cells are remembered: whether a row is a header is asked a dozen times for each table, of the same words."""

_ASIDE = re.compile(r"[ ]*[(\[][^()\[\]]*[)\]]\Z")
EACH = re.compile(rf"{_OPTION}s?(?:[\s_-]*(?:text|option|choice)s?)?", re.I)
"""Heads every column of options alike, or the one column of a table with an option in each row."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Made ready when the first table comes: every server and every reading of other files starts sooner."""
    return tuple((name, re.compile(pattern)) for name, pattern in _FIELDS)  # headers are in small letters here


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
    return _bare(header) if len(header) < _LONG else _bare.__wrapped__(header)


@lru_cache(maxsize=2_000)
def _bare(header: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", header).split()).strip("*:：¿?؟ ").lower().replace("i\u0307", "i")
    text = text.removesuffix(".") if len(text) > 3 else text
    return _PLURAL.sub("", _NUMBERED.sub("", _ADVICE.sub("", text)))


def letters_in(cells: Sequence[str]) -> set[str]:
    """The letters in which headers end: `Вариант Б`."""
    return {found[2] for cell in cells if (found := _TAIL.fullmatch(bare(cell)))}


def headed(header: str, letters: Mapping[str, str] = _LATIN) -> tuple[str, int] | None:
    """The field that a header names, with the number of an option (0 for none); None for a strange header."""
    text = bare(header)
    if (tail := _TAIL.fullmatch(text)) and tail[2] in letters:
        text = tail[1] + letters[tail[2]]
    return _named(text) if len(text) < _LONG else _named.__wrapped__(text)


@lru_cache(maxsize=2_000)
def _named(text: str) -> tuple[str, int] | None:
    if truth_words(text):
        return "correct", 0
    if ordinal := _ORDINAL.fullmatch(text):
        text = f"{ordinal[2]} {_ORDINALS.index(ordinal[1]) + 1}"
    for name, pattern in _patterns():
        if (found := pattern.fullmatch(text)) and not (name == "option" and EACH.fullmatch(text)):  # `Alternativa`
            number = next((group for group in found.groups() if group), "")
            return name, int(number) if number.isdecimal() else _LETTERS.find(number) + 1 if number else 0
    if aside := _ASIDE.search(text):  # `Answer (A, B, C or D)`; but a time may be in minutes
        if _IS_WRONG.fullmatch(inner := aside[0].strip(" ()[]")):
            return headed(f"{text[: aside.start()]} {inner}")
        told = headed(text[: aside.start()])
        if told and told[0] in ("explanation", "remark") and _PRIVATE.search(inner):
            return None
        if told and told[0] in ("correct", "right") and _SAYS_WHO.search(inner) and len(inner.split()) <= _FEW:
            return None
        return told if told is not None and told[0] != "seconds" else None
    return None


def columns_of(sheet: Sheet) -> Columns | None:
    """The columns of a table of questions; None if no row among the first looks like its header."""
    found = _header(sheet)
    if found is not None and min(found.options, default=1) == 2 and "correct" in found.plain:
        others = {name: columns for name, columns in found.numbered.items() if name != "option"}
        head = sheet.rows[found.row]
        once = sum(headed(cell) == ("correct", 0) for cell in head.cells) == 1
        if once and first_apart(sheet.rows[found.row :], found.plain["correct"], [*found.options.values()]):
            return replace(found, numbered=others | {"wrong": {n - 1: at for n, at in found.options.items()}})
        if "right" not in others:  # a key counts from the option that is not there
            return replace(found, numbered=others | {"option": {1: NOWHERE, **found.options}})
    if found is not None and not found.options and (wide := _unheaded(sheet, found)):
        return replace(found, numbered=found.numbered | {"option": dict(enumerate(wide, 1))})
    if found is None or "choices" not in found.plain or found.options:
        return found
    at = found.plain["choices"]
    if wide := _under(sheet, found.row, at):
        return replace(found, numbered=found.numbered | {"option": dict(enumerate(wide, 1))})
    alone = any(re.fullmatch(r"[^,;|\n:]+", row.cell(at).strip()) for row in sheet.rows[found.row + 1 :])
    if alone and headed(sheet.rows[found.row].cell(at)) == ("correct", 0):
        return replace(found, plain={name: n for name, n in found.plain.items() if n != at})  # what learners answered
    return found


def _under(sheet: Sheet, at: int, first: int) -> list[int]:
    """The columns under a wide cell over all options, headed by nothing themselves; none where it is a narrow one."""
    head, rows = sheet.rows[at], [row for row in sheet.rows[at + 1 :] if not row.empty]
    last = next((n for n in range(first + 1, len(head.cells)) if head.cell(n).strip()), first + 1)
    places = range(first, last)
    filled = rows and all(row.cell(first).strip() and row.cell(first + 1).strip() for row in rows)
    if all(len(parted(row.cell(first))) > 1 for row in rows):
        return []  # all options in one cell; what stands beside them is something else
    return list(places) if len(places) > 1 and filled else []


def _unheaded(sheet: Sheet, found: Columns) -> list[int]:
    """The columns of texts without a header between the question and the key; none where they are not all filled."""
    head, key = sheet.rows[found.row], found.plain.get("correct", 0)
    places = range(found.plain.get("stem", key) + 1, key)
    rows = [row for row in sheet.rows[found.row + 1 :] if row.cell(key).strip()]
    bare_head = len(places) > 1 and not any(head.cell(at).strip() for at in places)
    return (
        list(places) if bare_head and rows and all(row.cell(places[0]) and row.cell(places[1]) for row in rows) else []
    )


def _header(sheet: Sheet) -> Columns | None:
    rows = sheet.rows[:15]
    for at, row in enumerate(rows):
        row = _q_spelled(row.widened(rows[at + 1 :]), rows[at + 1 :])
        found = _columns(at, row)
        wide = len(found.options) >= 2 or (not found.own and {"correct", "wrongs"} <= found.plain.keys())
        if "stem" in found.plain and wide:
            return found
        if "stem" in found.plain and at + 1 < len(rows) and not rows[at + 1].cell(found.plain["stem"]).strip():
            below = rows[at + 1]  # a header over two rows: A, B, C stand below “Options”
            width = max(len(row.cells), len(below.cells))
            both = Row(
                below.number, tuple(below.cell(n) if below.cell(n).strip() else row.cell(n) for n in range(width))
            )
            lower = _columns(at + 1, both)
            if len(lower.options) >= 2 and "correct" in lower.plain:
                return lower
        if {"stem", "correct"} <= found.plain.keys():
            return found
    return None


def _q_spelled(row: Row, below: Sequence[Row]) -> Row:
    """A header with `Q` spelled out where questions stand below it and not their numbers."""
    places = [at for at, cell in enumerate(row.cells) if bare(cell) == "q"]
    asked = len(places) == 1 and any(len(one.cell(places[0]).split()) > 1 for one in below)
    if not asked or ("stem", 0) in map(headed, row.cells):
        return row
    cells = ("Question" if at in places else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _columns(at: int, row: Row) -> Columns:
    plain: dict[str, int] = {}
    numbered: dict[str, dict[int, int]] = {}
    unknown = []
    keys: list[int] = []
    letters = in_use(letters_in(row.cells))
    meant = [headed(header, letters) for header in row.cells]
    alike = _alike(row, meant) or _digits(row, meant)
    beside = _answers_beside_letters(row, meant)
    first = 0 if any(_NOUGHT.fullmatch(bare(cell)) for cell in row.cells) else 1
    if alike:
        numbered["option"] = dict(enumerate(alike, 1))
    for column, (header, found) in enumerate(zip(row.cells, meant, strict=True)):
        if not header.strip():
            if column and [*keys, plain.get("correct", -1)].count(column - 1) and not own_words(row.cells):
                keys.append(column)
            continue
        if column in alike:
            continue
        if found is None:
            unknown.append(header.strip()[:60])
        elif column in beside:
            keys.append(column)
        elif found[0] in _COUNTED:
            numbered.setdefault(found[0], {}).setdefault(found[1] + 1 - first, column)
        elif found == ("correct", 0) and row.cell(plain.get("correct")).split() == header.split():
            keys.append(column)
        elif found == ("wrongs", 0) and (found[0] in plain or "wrong" in numbered):
            several = numbered.setdefault("wrong", {1: plain.pop("wrongs", column)})  # headed alike
            several[len(several) + 1] = column
        elif found == ("stem", 0) and bare(row.cell(plain.get("stem"))).endswith("title"):
            plain |= {"title": plain["stem"], "stem": column}
        elif found == ("correct", 0) and (pair := _list_and_key(row, plain.get("correct"), column)):
            plain |= dict(zip(("choices", "correct"), pair, strict=True))
            keys.clear()  # what stands under the wide cell
        elif (
            found == ("correct", 0) and "correct" in plain and (way := _way(row, plain["correct"], column)) is not None
        ):
            plain |= {"explanation": way, "correct": column if way == plain["correct"] else plain["correct"]}
        elif found[0] in plain:
            unknown.append(header.strip()[:60])
        else:
            plain[found[0]] = column
    if "stem" not in plain and "item" in plain:
        plain["stem"] = plain.pop("item")
    if "stem" not in plain and _title_asks(row, plain, len(numbered.get("option", ())), unknown):
        plain["stem"] = plain.pop("title")
    if "correct" not in plain and "label" in header_words(row.cells):  # as sets of data for programs call it
        plain["correct"] = [cell.strip().lower() for cell in row.cells].index("label")
    plain |= {"correct": keys.pop(0)} if beside else {}
    places = sorted(numbered.get("option", {}).items())
    if len(places) > 1 and [column + 1 for _, column in places] == [plain.get("correct"), *keys]:
        # a mark beside each option, under the same word
        numbered["right"] = {n: column + 1 for n, column in places}
        del plain["correct"]
        keys = []
    own = own_words(row.cells)
    key = row.cell(plain.get("correct")).lower() if "correct" in plain else ""
    counted = own or re.search(r"#|number|index|idx|position|choose at least", key) is not None
    return Columns(at, plain, numbered, tuple(unknown), tuple(keys), own, counted)


def _title_asks(row: Row, plain: Mapping[str, int], options: int, unknown: Sequence[str]) -> bool:
    """Whether a `Title` beside options and their key is the question; a `Name` there may be a learner's."""
    sure = "type" in plain or ("correct" in plain and "title" in bare(row.cell(plain.get("title"))))
    return "title" in plain and options > 1 and sure and not any(map(_ASKED.search, map(bare, unknown)))


def _list_and_key(row: Row, one: int | None, other: int) -> tuple[int, int] | None:
    """The column `Answers` with all options beside `Correct answers`, then that one; None for any other two."""
    if one is None:
        return None
    lists = [at for at in (one, other) if EACH.fullmatch(bare(row.cells[at]))]
    wide = len(lists) == 1 and lists[0] + 1 < len(row.cells) and not row.cells[lists[0] + 1].strip()
    behind = r"\Z" if wide else rf"(?:{_OPTION}|{_PLACE})"  # `Answers` over several columns are no keys
    keys = [at for at in (one, other) if re.search(rf"\b{_RIGHT}[\s_-]*{behind}", bare(row.cells[at]))]
    return (lists[0], keys[0]) if len(lists) == len(keys) == 1 and lists != keys else None


def _way(row: Row, one: int, other: int) -> int | None:
    """Which of two columns that could be right answers is the way to them: `Answer key` beside `Solution`."""
    ways = [column for column in (one, other) if _SOLUTION.fullmatch(bare(row.cells[column]))]
    return ways[0] if len(ways) == 1 else None


def _digits(row: Row, meant: Sequence[tuple[str, int] | None]) -> list[int]:
    """The columns of options that are headed by nothing but 1, 2, 3."""
    columns = {int(text): at for at, cell in enumerate(row.cells) if re.fullmatch(r"[1-9]", text := bare(cell))}
    named = {found[0] for found in meant if found}
    if (
        len(columns) > 1
        and "correct" in named
        and {"stem", "item"} & named
        and "option" not in named
        and max(columns) == len(columns)
    ):
        return [columns[n] for n in sorted(columns)]
    return []


def _answers_beside_letters(row: Row, meant: Sequence[tuple[str, int] | None]) -> list[int]:
    """The columns `Answer 1, Answer 2` where the options are headed `A, B, C`: they can only be the right ones."""
    options = [at for at, found in enumerate(meant) if found and found[0] == "option"]
    lettered = [at for at in options if len(bare(row.cells[at])) == 1]
    others = [at for at in options if at not in lettered and not _ORDINAL.fullmatch(bare(row.cells[at]))]
    told = all(_HEADS_KEY.match(bare(row.cells[at])) for at in others)  # a response or choice may be a learner's
    if told and len(lettered) > 1 and 0 < len(others) <= len(lettered) and ("correct", 0) not in meant:
        return others
    return []


def _alike(row: Row, meant: Sequence[tuple[str, int] | None]) -> list[int]:
    """The columns of options that are all headed by the same word: `Choice, Choice, Choice`."""
    if any(found and found[0] == "option" for found in meant):
        return []
    names: dict[str, list[int]] = {}
    for column, cell in enumerate(row.cells):
        if EACH.fullmatch(name := bare(cell)):
            names.setdefault(name, []).append(column)
    most = max(names.values(), key=len, default=[])
    unnamed = [at for at in range(most[0], most[-1]) if not row.cell(at).strip()] if most else []
    return sorted([*most, *unnamed]) if len(most) > 1 else []


def own_words(cells: Sequence[str]) -> bool:
    """Whether a header is one of our own tables."""
    return {"stem", "option_1"} <= header_words(cells)


def header_words(cells: Sequence[str]) -> set[str]:
    """The cells of a header row, folded: to tell a preset by."""
    return {" ".join(cell.split()).lower() for cell in cells if cell.strip()}

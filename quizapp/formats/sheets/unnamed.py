"""Columns with headers that nobody knows, told by what stands in all their cells beside the columns that are known.

`First, Second, Third` between question and key are options; `Teacher key` is the key if its cells name one option each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizapp.formats.marks.true_false import truth_words
from quizapp.formats.report import Ledger
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet, letters
from quizapp.formats.sheets.columns import NOWHERE, Columns, bare, headed
from quizapp.formats.sheets.keys import by_place, by_words, keys_in, within
from quizapp.formats.sheets.wrong_ones import asked_elsewhere, slipped, unsure, wrong_ones

_TELLS = rf"(?:{words.RIGHT}|{words.KEY}|keys?|corr|gold|target|expected)"
_BESIDE = (
    r"(?:the|is|of|for|this|one|letter|master|official|true|verified|approved"
    r"|(?:teacher|instructor|professor|prof|lecturer|examiner|author|publisher)(?:s|['’]s)?"
    r"|der|die|das|le|la|les|el|los|las|il|de|del|della|du|do|da|het|van|von"
    r"|lehrer(?:in)?|offizielle[rs]?|profesora?|oficial|professeur|enseignante?|officielle?|docente|insegnante|ufficiale"
    r"|professora?|leraar|docent|nauczyciela|учителя|преподавателя)"
)
_HEADS_KEY = re.compile(rf"(?:{_BESIDE}[\s_'’.-]+){{0,3}}{_TELLS}(?:[\s_'’.-]+(?:{_TELLS}|{_BESIDE})){{0,3}}", re.I)
"""Speaks of right answers alone: any other word beside it may say who answered so, or that it is about answers."""

_LONGEST = 60
_SPELLED = (
    "one two three four five six seven eight".split(),
    "first second third fourth fifth sixth seventh eighth".split(),
    "i ii iii iv v vi vii viii".split(),
)
_COUNTED = re.compile(r"(?:(.*?)[ _.-]*(\d{1,2}|[a-h])|(\d)(?:st|nd|rd|th)[ ](.+))")
_ABOUT = re.compile(
    r"hint|feedback|tag|skill|standard|objective|student|attempt|score|note|comment|source|page|time|point"
    rf"|synonym|accept|spelling|translat|example|alternat\w* (?:answer|response|form)|\b{words.CHOSEN}\b"
)
"""What is no option though it counts up: words beside the right answer that are right too, or who chose what."""

_OTHERS = re.compile(
    r"(?:[acdforw]|wr)[ _.-]*(?=\d)"
    r"|(?:the )?(?:other|autre|andere|otr[ao]|altr[aeio]|outr[ao]|decoy|foil|lure|fake)",
    re.I,
)
"""Heads columns of wrong answers that are told by nothing else: other words may head what goes with the answer."""

_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEAST, _MOST = 2, 26


def completed(sheet: Sheet, found: Columns, ledger: Ledger) -> Columns:
    """The columns with those that their header does not tell; as they are where their cells do not tell either."""
    if found.own or found.row < 0:
        return found
    head, rows = sheet.rows[found.row], [row for row in sheet.rows[found.row + 1 :] if not row.empty]
    if len(found.options) >= _LEAST and truth_words(bare(head.cell(found.plain.get("correct")))):
        told = {row.cell(found.plain["correct"]).strip() for row in rows}
        if told <= {"0", "1", ""}:  # whether somebody was right
            return replace(found, plain={name: at for name, at in found.plain.items() if name != "correct"})
    unknown = [at for at, cell in enumerate(head.cells) if cell.strip() and headed(cell) is None]
    if "correct" in found.plain and set(found.numbered) <= {"option"} and "choices" not in found.plain:
        key = found.plain["correct"]
        columns = [found.options[n] for n in sorted(found.options)] or _counting_up(head, unknown)
        names = [bare(head.cell(at)) for at in columns]
        others = bool(found.options) and asked_elsewhere(rows, key, columns)
        meant = others or (all(map(_OTHERS.match, names)) and not slipped(rows, key, columns))
        meant = meant and not any(map(_ABOUT.search, names))
        if columns and not found.keys and meant and wrong_ones(rows, key, columns):
            ledger.note(f"the columns from “{head.cell(columns[0]).strip()}” on were taken for wrong answers alone")
            return _with(found, head, columns, "wrong")
        fits = columns and not found.options and not unsure(rows, key, columns)
        return _with(found, head, columns, "option") if fits and _are_options(head, rows, found, columns) else found
    keyed = {"correct", "wrongs", "choices"} & found.plain.keys() or {
        "right",
        "wrong",
        "worth",
        "weight",
    } & found.numbered.keys()
    if len(found.options) >= _LEAST and not keyed:
        options = list(found.options.values())
        keys = [at for at in unknown if names_key(head.cell(at)) and _holds_keys(rows, at, options)]
        if len(keys) != 1:
            return found
        ledger.note(f"the column “{head.cell(keys[0]).strip()}” was taken for the right answers")
        return _with(found, head, keys, "correct")
    return found


def with_remarks(sheet: Sheet, found: Columns) -> Columns:
    """The columns with remarks for the explanation where nothing else is headed so and they hold sentences.

    What is not used is named among the unknown ones, also a column of texts without a head.
    """
    if found.row < 0:
        return found
    head, rows = sheet.rows[found.row], sheet.rows[found.row + 1 :]
    plain, unknown = dict(found.plain), list(found.unknown)
    if (at := plain.pop("remark", None)) is not None:
        said = [cell for row in rows if (cell := row.cell(at).strip())]
        if "explanation" not in plain and 2 * sum(len(_WORDS.findall(cell)) > 1 for cell in said) >= len(said):
            plain["explanation"] = at
        else:
            unknown.append(head.cell(at).strip()[:60])
    more, _ = further_keys(found, sheet, rows)
    used = {*plain.values(), *more, *(at for numbers in found.numbered.values() for at in numbers.values())}
    for at in range(max((len(row.cells) for row in rows), default=0)):
        filled = sum(_WORDS.search(row.cell(at)) is not None for row in rows)
        moved = at >= len(head.cells) and not sheet.name and 2 * filled <= max(2, len(rows))  # by a comma in a text
        if filled and not (head.cell(at).strip() or at in used or moved):
            unknown.append(f"{f'row {at + 1}' if sheet.turned else f'column {letters(at)}'}, which has no head")
    return replace(found, plain=plain, unknown=tuple(unknown))


def as_headed(found: Columns) -> Columns:
    """The columns with an empty one for each option that the headers leave out, as A, C, D: a key counts it too."""
    missing = {n: NOWHERE for n in range(1, max(found.options, default=0)) if n not in found.options}
    marked = {*found.options} in [{*found.numbered.get(name, ())} for name in ("right", "worth", "weight")]
    if found.own or not missing or marked or max(found.options) > _MOST:
        return found
    return replace(found, numbered=found.numbered | {"option": found.options | missing})


def _with(found: Columns, head: Row, columns: Sequence[int], name: str) -> Columns:
    unknown = tuple(one for one in found.unknown if one not in {head.cell(at).strip()[:60] for at in columns})
    if name != "correct":
        return replace(found, numbered={name: dict(enumerate(columns, 1))}, unknown=unknown)
    return replace(found, plain=found.plain | {"correct": columns[0]}, unknown=unknown)


def names_key(header: str) -> bool:
    """Whether words speak of right answers and of nobody who gave them: `Teacher's key`."""
    text = bare(header)
    return len(text) < _LONGEST and _HEADS_KEY.fullmatch(text) is not None


def _holds_keys(rows: Sequence[Row], key: int, options: Sequence[int]) -> bool:
    """Whether every cell is a letter of an option, not always the same, or spells one."""
    told = [(row.cell(key).strip(), [row.cell(at).strip() for at in options]) for row in rows]
    lettered = all(
        re.fullmatch(r"\(?[A-Ha-h][.)]?", text) and by_place(text.strip("(.)"), len(texts)) for text, texts in told
    )
    spelled = all(text and by_words(text, texts) is not None for text, texts in told)
    return len(told) >= _LEAST and (spelled or (lettered and len({text for text, _ in told}) > 1))


def _counting_up(head: Row, unknown: Sequence[int]) -> list[int]:
    """The unknown columns whose headers count up alike, unless they say that they are about something else."""
    counted = [_counted(bare(head.cell(at))) for at in unknown]
    names = {name for name, number in counted if number}
    if len(names) != 1 or any(_ABOUT.search(name) for name in names):
        return []
    columns = [at for at, (_, number) in zip(unknown, counted, strict=True) if number]
    numbers = [number for _, number in counted if number]
    return columns if len(columns) >= _LEAST and numbers == list(range(1, len(columns) + 1)) else []


def _are_options(head: Row, rows: Sequence[Row], found: Columns, columns: Sequence[int]) -> bool:
    """Whether columns are filled as options are, and the keys name what is in them."""
    key = found.plain["correct"]
    asked = [row for row in rows if row.cell(found.plain.get("stem")).strip()]
    if any(within(row.cell(found.plain.get("stem")))[1] for row in asked):
        return False
    filled = all(row.cell(at).strip() for row in asked for at in columns[:_LEAST])
    names = {bare(head.cell(at)) for at in columns}
    return (
        bool(asked)
        and filled
        and all(
            by_words(text, texts) is not None or by_place(text, len(texts)) is not None or bare(text) in names
            for row in asked
            if (text := row.cell(key).strip()) and (texts := [cell for at in columns if (cell := row.cell(at).strip())])
        )
    )


def _counted(header: str) -> tuple[str, int]:
    """`option one` as (`option`, 1); 0 for a header that does not count."""
    for spelled in _SPELLED:
        for number, word in enumerate(spelled, 1):
            if re.search(rf"\b{word}\b", header):
                return re.sub(rf"\b{word}\b", "", header, count=1).strip(), number
    found = _COUNTED.fullmatch(header)
    if found is None:
        return "", 0
    sign = found[2] or found[3]
    return (found[1] or found[4] or "").strip(), int(sign) if sign.isdecimal() else "abcdefgh".index(sign) + 1


def further_keys(found: Columns, sheet: Sheet, rows: Sequence[Row]) -> tuple[list[int], bool]:
    """The columns of more right answers: headed alike, or by nothing where each cell names one more option.

    Points may stand there: the same number in every row, or that of an answer that is told already. Whether numbers in
    every row may be either is said beside. A column headed alike that repeats an answer holds the same ones, not more.
    """
    head = sheet.rows[found.row] if found.row >= 0 else None
    keys, unclear = [found.plain.get("correct", -1)], False
    for at in found.keys:
        told = [(row, row.cell(at).strip()) for row in rows if row.cell(at).strip()]
        if not told and not (head and head.cell(at).strip()):
            break  # what stands behind an empty column is no key
        if head and head.cell(at).split() == head.cell(keys[0]).split() and _repeats(told, keys[0], found):
            continue
        if (head and head.cell(at).strip()) or _are_further(told, keys, list(found.options.values()), len(rows)):
            keys.append(at)
            unclear |= bool(head and not head.cell(at).strip() and len(told) == len(rows) > 1 and _are_numbers(told))
    return keys[1:], unclear


def _repeats(told: Sequence[tuple[Row, str]], key: int, found: Columns) -> bool:
    """Whether some answer is there again, or named once by its letter and once by its words."""
    places = [found.options[n] for n in sorted(found.options)]
    pairs = [(text, row.cell(key).strip(), [row.cell(at).strip() for at in places]) for row, text in told]
    return any(text == other or _name_one(text, other, options) for text, other, options in pairs)


def _name_one(text: str, other: str, options: Sequence[str]) -> bool:
    places = [keys_in(one, options, places=None)[0] for one in (text, other)]
    return bool(options and places[0]) and places[0] == places[1]


def _are_numbers(told: Sequence[tuple[Row, str]]) -> bool:
    return all(text.isdecimal() for _, text in told)


def _are_further(told: Sequence[tuple[Row, str]], keys: Sequence[int], options: Sequence[int], rows: int) -> bool:
    if len(told) == rows > 1 and len({text for _, text in told}) == 1:
        return False
    for row, text in told:
        texts = [cell for at in options if (cell := row.cell(at).strip())]
        place = by_place(text, len(texts)) if texts else None
        if text in {row.cell(at).strip() for at in keys}:
            return False
        if (texts and place is None and by_words(text, texts) is None) or (not texts and len(text) > _LEAST):
            return False
    return bool(told)

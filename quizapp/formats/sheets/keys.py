"""What a cell with the right answer means: numbers, letters, or the words of the options."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from quizapp.formats.sheets.breaks import before_letters, broken, two_ways, unclear

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CALLED = ("answer", "option", "choice", "ans", "opt", "op", "antwort", "réponse", "opción", "respuesta", "letter")
_NAMED = re.compile(rf"(?:(?:{'|'.join(_CALLED)})[.:_-]?\s*)?(?:#?\s*(\d{{1,2}})(?:\.0+)?|([a-z])[.)]?)", re.I)
_LABELLED = re.compile(r"\(?([A-Za-z]|\d{1,2})(?:[).:]|[ \t]+[-–—])[ \t]+(?=\S)")
_ASIDE = re.compile(r"([A-Za-z]|\d{1,2})[ \t]*\(([^()]+)\)")
_ZERO = re.compile(r"0(?:\.0+)?")
_INDEX = re.compile(r"(?<![a-z])(?:index|idx)(?![a-z])", re.I)
_COMMA = re.compile(r",(?!(?<=\d,)\d)")
_LAST_OF_SEVERAL = re.compile(r"\b(?:and|or|und|oder|et|ou|y|e|o|en|of|og|och)\b", re.I)
_LISTED = re.compile(r"\[\s*(['\"]).*\1\s*\]", re.S)
_STRING = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_STRINGS = re.compile(rf"\[\s*{_STRING}(?:\s*(?:,\s*)?{_STRING})*\s*\]", re.S)
_NAMED_LIST = re.compile(r"\{\s*['\"](text|label)['\"]:(.*?),\s*['\"](text|label)['\"]:(.*)\}", re.S)
_LABELS = re.compile(r"['\"]label['\"]:")
_ARRAY = re.compile(r"\s*(?:array\()?(\[.*\])(?:,\s*dtype=\w+\s*\))?\s*", re.S)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What JSON can spell and no file or database holds."""

_LETTER = re.compile(r"\(?([A-Za-z])[).][ \t]+")
COUNTED = re.compile(r"\s*(?:Q(?:uestion)?[ ]?)?(\d{1,3})[.):][ \t]+(?=\S)", re.I)
_INLINE = re.compile(r"\s\(?([A-Ha-h])[).][ \t]+(?=\S)")
_ENOUGH, _ENOUGH_WORDS = 3, 2
"""Answers that can only be words, numbers or with a letter, for a column without any other to be one of words."""

_DRESSED = re.compile(r"(\*{1,3}|_{1,2}|`)(.*\w.*)\1")
"""A key in bold, as a table in Markdown has it."""

_TOGETHER = re.compile(r"[A-Z]{2,8}|[A-Za-z](?:[ ]?\+[ ]?[A-Za-z])+")
_SPLIT = re.compile(r"\s*[,;|&/\n]\s*|\s+(?:and|und|y|et)\s+|\s+")


def by_place(text: str, n: int, first: int = 1) -> frozenset[int] | None:
    """Positions named by number or letter, `1,3` or `B`; None if the cell says anything else, or both: `B) 4`.

    `first` is the number of the first option.
    """
    positions, kinds = set(), set()
    for part in _SPLIT.split(text.strip().strip("[](){}\"'")):
        if not part or part.lower().rstrip(".:") in _CALLED:
            continue
        found = _NAMED.fullmatch(part.strip("\"'"))
        if found is None:
            return None
        at = int(found[1]) - first if found[1] else _LETTERS.index(found[2].lower())
        if not 0 <= at < n:
            return None
        positions.add(at)
        kinds.add(found[1] is None)
    return frozenset(positions) if len(kinds) == 1 else None


def by_words(text: str, options: Sequence[str]) -> frozenset[int] | None:
    """Positions of the options that the cell spells out; None if it names one that is not there."""
    places = {_folded(option): at for at, option in enumerate(options)}
    if (whole := _spelled(text, places)) is not None:
        return frozenset([whole])
    for separator in (";", "|", "\n", ","):
        if separator in text:
            found = [_spelled(part, places) for part in text.split(separator) if part.strip()]
            if found and None not in found:
                return frozenset(at for at in found if at is not None)
    return None


def _spelled(text: str, places: Mapping[str, int]) -> int | None:
    """The option with these words, before which its letter or number may stand: `B) Paris`."""
    at = places.get(_folded(text))
    if at is None and (aside := _ASIDE.fullmatch(text.strip())):
        text = f"{aside[1]}) {aside[2]}"
    if at is None and (labelled := _LABELLED.match(text.strip())):
        at = places.get(_folded(text.strip()[labelled.end() :]))
        label = labelled[1].lower()
        if at is not None and label not in (_LETTERS[at : at + 1], str(at + 1)):
            return None  # the letter of one and the words of another
    return at


def _folded(text: str) -> str:
    folded = " ".join(text.split()).casefold()
    return re.sub(r"^(-?\d+)\.0+$", r"\1", folded)


_LETTERED_LINES = re.compile(r"<br[ ]?/?>\s*\(?[Aa][).].*<br[ ]?/?>\s*\(?[Bb][).]", re.I | re.S)


def parted(text: str) -> list[str]:
    """The options in one cell: on lines of their own, or between bars or semicolons, lettered or not."""
    text = text.strip()
    if (printed := _printed(text)) is not None:
        return printed
    if (listed := _LISTED.fullmatch(text)) and (inner := text[1:-1].strip()):
        quote = listed[1]  # a list as programs print it
        return [part.strip() for part in re.split(rf"{quote}\s*,\s*{quote}", inner[1:-1]) if part.strip()]
    if (lettered := unlabelled(before_letters(text).split("\n"))) is not None:
        return lettered
    inline = [] if "\n" in text else list(_INLINE.finditer(f" {text}"))
    if len(inline) > 1 and inline[0].start() == 0:
        return within(f" {text}")[1] or [text]
    if unclear(text):
        return [text]
    text = broken(text)
    separator = next((one for one in ("\n", ":::", "|", ";") if one in text), "")
    parts = [part.strip() for part in text.split(separator)] if separator else [text.strip()]
    parts = [part for part in parts if part]
    return unlabelled(parts) or parts


def parted_for(text: str, key: str) -> list[str]:
    """The options in one cell; where `<br>` and another sign may part them, those among which alone the key stands."""
    parts = parted(text)
    if not unclear(text) or parts != [text.strip()]:
        return parts
    fits = [found for found in two_ways(text) if by_words(key, found) is not None and by_place(key, len(found)) is None]
    return fits[0] if len(fits) == 1 else parts


def breaks_unclear(text: str, key: str) -> bool:
    """Whether a `<br>` in a cell with options may part them, or be part of one."""
    return unclear(text) and parted_for(text, key) == [text.strip()]


def wrongs(text: str, right: str, changes: list[str]) -> list[str]:
    """The wrong answers in one cell. Commas part them where nothing else does, the right one has none and they are
    several or without a blank: `Rome,Oslo`, `Rome, Oslo, Bonn`; not `1,000`, and not `bread, wine, oil and salt`.
    """
    parts = parted(text)
    if len(parts) != 1 or "," in right:
        return parts
    found = [part.strip() for part in _COMMA.split(parts[0])]
    close = ", " not in parts[0] and len(found) > 1
    if not all(found) or not (close or len(found) > 2) or _LAST_OF_SEVERAL.search(found[-1]):
        return parts
    changes.append("its wrong answers were parted at their commas")
    return found


def _printed(text: str) -> list[str] | None:
    """The options in a list as sets of data hold it: `['a', "b"]`, without commas too, or beside its labels."""
    if len(_LABELS.findall(text)) == 1 and (named := _NAMED_LIST.fullmatch(text)):
        lists = {named[at]: array[1] for at in (1, 3) if (array := _ARRAY.fullmatch(named[at + 1]))}
        texts, labels = (_printed(lists.get(name, "")) for name in ("text", "label"))
        usual = labels in ([*_LETTERS[: len(texts)].upper()], [str(n) for n, _ in enumerate(texts, 1)]) if texts else 0
        return texts if usual else None
    if not _STRINGS.fullmatch(text):
        return None
    try:
        said = [_UNSTORABLE.sub("\ufffd", one).strip() for one in json.loads(text)]
    except ValueError:
        said = [re.sub(r"\\(['\"\\])", r"\1", one[1:-1]).strip() for one in re.findall(_STRING, text, re.S)]
    return said if any(said) else []  # an empty one counts where the key is a number


def by_commas(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether commas part the options in one cell: as many in each row, and the right answer is one of them."""
    parts = [[part.strip() for part in cell.split(",")] for _, cell in rows if cell]
    return (
        len({len(one) for one in parts}) == 1
        and len(parts[0]) > 2
        and all(parted(cell) == [cell] for _, cell in rows if cell)
        and all(_folded(key) in map(_folded, cell.split(",")) for key, cell in rows if cell)
    )


def how_keyed(heading: str | None, *, marked: bool, line: str = "column") -> str:
    """Where the right answer of a question is to be written, in the words of the table itself."""
    write = "write the number of the right option, or several as 1;3"
    if marked:
        return f"mark the right options, and no others, in the {line}s beside them"
    if heading is None:
        return f"no {line} says which option is right; head one “Correct answer” and {write}"
    return f"{write}, in the {line} “{' '.join(heading.split())[:40]}”"


def within(text: str, least: int = 3) -> tuple[str, list[str]]:
    """A question and the lettered options that stand below it in the same cell; all of it and none otherwise."""
    text = before_letters(text) if _LETTERED_LINES.search(text) else text
    lines = text.strip().split("\n")
    heads = [_LETTER.match(line.strip()) for line in lines]
    for at in range(1, len(lines) - 1):
        below = heads[at:]
        if all(one and one[1].lower() == _LETTERS[n : n + 1] for n, one in enumerate(below)):
            texts = [line.strip()[one.end() :] for line, one in zip(lines[at:], below, strict=True) if one]
            return "\n".join(lines[:at]).strip(), texts
    marks = list(_INLINE.finditer(text))  # or behind it on its line
    if len(marks) >= least and "".join(mark[1].lower() for mark in marks) == _LETTERS[: len(marks)]:
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return text[: marks[0].start()].strip(), [
            text[mark.end() : end].strip(" \t\n;,") for mark, end in zip(marks, ends, strict=True)
        ]
    return text, []


def unlabelled(texts: Sequence[str]) -> list[str] | None:
    """Options without the letters that stand before each of them, `A) Paris`; None if they do not all have theirs."""
    labels = [_LETTER.match(text) for text in texts]
    if len(texts) > 1 and all(one and one[1].lower() == _LETTERS[at : at + 1] for at, one in enumerate(labels)):
        return [text[one.end() :] for text, one in zip(texts, labels, strict=True) if one]
    return None


def count_up(stems: Sequence[str]) -> bool:
    """Whether all questions have their number before them, `1. Which?`."""
    numbers = [int(found[1]) for stem in stems if stem and (found := COUNTED.match(stem))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + sum(map(bool, stems))))


def first_number(rows: Sequence[tuple[str, Sequence[str]]], heading: str = "") -> int | None:
    """Whether a column of right answers counts from 1, or from 0 as programs do: then somewhere it says 0.

    None where one row says the one and another the other, or the heading is of a program and no row says either.
    """
    places = [(text, len(options)) for text, options in rows if by_words(text, options) is None]
    if not any(_ZERO.fullmatch(text.strip()) for text, _ in places):
        last = any(text.strip() == str(n) for text, n in places)
        return None if _INDEX.search(heading) and not last else 1
    return None if any(by_place(text, n, 0) is None and by_place(text, n) for text, n in places) else 0


def places_meant(rows: Sequence[tuple[str, Sequence[str]]], *, counted: bool, first: int | None = 1) -> bool | None:
    """Whether the column of right answers gives places (True) or words (False), told by all its rows together.

    None where few rows say so, or not all: a cell that could be either is then nobody's guess.
    """
    if counted:
        return True
    words = [by_words(text, options) is not None for text, options in rows]
    places = [by_place(text, len(options), first or 0) is not None for text, options in rows]
    if sum(places) > sum(words):
        return True
    spelled = sum(
        not place and re.search(r"[^\W\d_]", text) is not None for place, (text, _) in zip(places, rows, strict=True)
    )
    return False if all(words) and (places.count(False) >= _ENOUGH or spelled >= _ENOUGH_WORDS) else None


def keys_in(
    text: str, options: Sequence[str], *, places: bool | None, first: int | None = 1
) -> tuple[frozenset[int], str]:
    """Positions of the keys, or why they cannot be told."""
    if not text.strip():
        return frozenset(), "no right answer is given"
    place, words = by_place(text, len(options), first or 0), by_words(text, options)
    if place is None and words is None and (dressed := _DRESSED.fullmatch(text.strip())):
        text = dressed[2]
        place, words = by_place(text, len(options), first or 0), by_words(text, options)
    if place is None and words is None and _TOGETHER.fullmatch(bare := text.strip()):
        place = by_place(" ".join(re.sub(r"[ +]", "", bare)), len(options))
    if first is None and words is None and re.search(r"\d", text):
        return frozenset(), "the column of right answers may count from 0 or from 1"
    if places:
        found = place if place is not None else words
    else:
        found = words if words is not None else place
        unsure = places is None and words is not None and place is not None and words != place
        if unsure and re.fullmatch(r"[a-zA-Z\d.]{1,4}", text.strip()):
            return frozenset(), f"“{text.strip()[:40]}” is both a place and the words of another option"
    if found is None and places and re.fullmatch(r"[1-9][.][1-9]", text.strip()):
        found = by_place(text.replace(".", ","), len(options), first or 0)  # 1,3 in a spreadsheet with decimal commas
    if found is None:
        return frozenset(), f"the right answer “{' '.join(text.split())[:60]}” is none of the {len(options)} options"
    return found, ""


def names_others(text: str, options: Sequence[str], keys: frozenset[int]) -> bool:
    """Whether a cell that is headed as that of the keys names other ones than those, or spells one of the others."""
    found, spelled = keys_in(text, options, places=None)[0], by_words(text, options)
    return (bool(found) and found != keys) or (spelled is not None and spelled != keys)


def _sort_of(text: str, options: Sequence[str]) -> str:
    """How a cell names a right answer: by its words, a number or a letter; empty for none of them."""
    if by_words(text, options) is not None:
        return "words"
    if by_place(text, len(options)) is None and by_place(text, len(options), 0) is None:
        return ""
    return "a number" if re.search(r"\d", text) else "a letter"


_MOST_STRANGE = "none of their options"


def usual_sort(rows: Sequence[tuple[str, Sequence[str]]], places: bool | None, first: int | None) -> str:
    """The sort of all right answers of a table but one; empty where there are few, or more that are of another.

    Where most are no options at all the column holds something else, whatever the others happen to name.
    """
    asked = [(text, options) for text, options in rows if options]
    named = sum(bool(keys_in(text, options, places=places, first=first)[0]) for text, options in asked)
    if len(asked) - named > max(named, _ENOUGH):
        return _MOST_STRANGE
    sorts = [sort for text, options in asked if (sort := _sort_of(text, options))]
    usual = max(sorted({*sorts}), key=sorts.count, default="")
    return usual if len(sorts) > _ENOUGH and len(sorts) - sorts.count(usual) == 1 else ""


def slipped(text: str, options: Sequence[str], usual: str) -> str:
    """What is wrong with the one right answer of a table that is named otherwise than all others; empty for them."""
    sort = _sort_of(text, options) if usual else ""
    if usual == _MOST_STRANGE:
        return f"most right answers of its table are {usual}: it may be the wrong column" if sort else ""
    odd = f"its right answer is {sort} and those of all others are {usual}: its cells may have slipped"
    return "" if sort in ("", "words", usual) else odd

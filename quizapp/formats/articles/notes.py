"""Raised and lowered figures of an article: a power stays one, the mark of a note is taken out.

Readers write a raised figure as a superscript (`10⁵`, `Sicily.⁷`); only what stands before it tells which it is.
"""

from __future__ import annotations

import re

_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789+-−–n", _HIGH + "⁺⁻⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−–aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_PLAIN = str.maketrans(_HIGH, "0123456789")
_FIGURES = re.compile(r"[+\-−–]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[+\-−–]?")

_NUMBER = r"[1-9]\d{0,2}(?:\s?[,–-]\s?[1-9]\d{0,2})*"
"""No note is number 0, which may begin an interval: [0, 1]."""
_PAGES = r"(?::\s?\d+(?:\s?[–-]\s?\d+)?)?"
_BEHIND = r"(?<=[\w.,;:!?”’\")\]])"
_LETTER = r"\[[a-wyz]\](?!\w)"
_BRACKETED = (
    rf"\[(?:(?:note |nb |n )?\^?{_NUMBER}|citation needed)\]{_PAGES}|{_BEHIND}\[edit\]|(?<=[.,;:!?”’\")\]]){_LETTER}"
)
_BRACKETS, _LETTERED = (
    re.compile(rf"[ \t]*(?:(?:{marks})[ \t]*)+") for marks in (_BRACKETED, rf"{_BRACKETED}|{_BEHIND}{_LETTER}")
)
_FIRST_LETTER = re.compile(rf"{_BEHIND}\[a\](?!\w)")
"""Notes with letters begin with it; without it a letter behind a word is an editor's: "he say[s]", "dr[i]nk"."""
_ALONE = re.compile(rf"\s*\n[ \t]*(?:(?:\[{_NUMBER}\]{_PAGES}|[{_HIGH}]+)[ \t]*)+(?:\n\s*|$)")
"""A line that has nothing but marks."""
_HIGH_FIGURES = re.compile(rf"[ \t]*([⁺⁻]?[{_HIGH}]+(?:\s?[,–⁻]\s?[{_HIGH}]+)*[⁺⁻]?)")
_FLATTENED = re.compile(r"(?<=[^\W\d_]{4}[.!?])([\"”’)]?)\d{1,3}(?=[ \t]+[\"“‘(]?[A-Z][a-z]|[ \t]*(?:\n|$))")
"""A mark that copying from a page made a plain figure: "Sicily.7 Then"."""

_BEHIND_A_YEAR = re.compile(r"(?<=\b1\d{3}\.|\b20\d{2}\.)()[1-9]\d?(?=[ \t]+[A-Z][a-z]|[ \t]*(?:\n|$))")
"""The same, "in 1349.11 In England", which alone may be a number with decimals."""

_GLUED = re.compile(r"(?<![\w.-])([^\W\d_]{3,}[^\W\d_A-Z])[1-9]\d?(?![\w-]|[.,]\d)")
"""A word with a plain figure at its end, "Sicily7"."""
_ANY_GLUED = re.compile(r"(?<![\w.-])([^\W\d_]{3,}[^\W\d_A-Z])[.,;:!?]?[”\"’)]?([1-9]\d?)(?![\w-]|[.,]\d)")
"""The same, also with a stop before the figure."""
_LEAST_IN_A_ROW = 3
_TYPED_UNIT = re.compile(r"(?<=\d)(\s?(?:[kcdmnµμ]?m|ft|yd|mi))([23])(?![\w⁰-⁹])")
"""An exponent that copying made a plain figure: 12 km2."""
_SIGN = re.compile(r"^[→×∪∩⊂⊆^]|[→×∪∩⊂⊆∈=(]\s?$")
_LEAD = re.compile(r"\b(?:in|on|of|from|by|see|to|between|over|within|at|for|with|intervals?|range|domain)$", re.I)
"""What stands before a bracket that its sentence needs."""

_UNITS = frozenset("mi in mile miles inch inches foot feet yard yards metre metres meter meters".split())
_UNIT = re.compile(
    r"(?:(?<!sq\s)(?<!square\s)(?<!cu\s)(?<!cubic\s)(?<![^\W\d_])(?:[kcdmnµμ]m|ft|yd|mi)|\d\s?in|"
    r"(?:\d\s|[/·]\s?|\bper\s)m|/\s?s)$"
)
"""A short unit that may have an exponent ("sq mi" has none); m and s alone may also be letters of a formula: 3m¹²."""
_EXPONENT = re.compile(rf"([²³])(\s?,\s?)?(?=[{_HIGH[1:]}])")
_YEAR = re.compile(r"(?:1\d|20)\d\d")


def raised(text: str) -> str:
    """A superscript as it is written in plain text: figures as ⁵, other text as it stands ("14th")."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) or text == "n" else text


def lowered(text: str) -> str:
    """A subscript as it is written in plain text: CO₂, xₙ, but Vmax."""
    return text.translate(_LOWERED) if _FIGURES.fullmatch(text) or len(text) == 1 else text


def is_no_exponent(figures: str, before: str) -> bool:
    """Whether a superscript by itself marks a note: one behind km², or a number too great for an exponent of km."""
    if not re.fullmatch(r"[1-9]\d{0,2}", figures):
        return False
    bare = before.rstrip("²³")
    return (len(figures) > 1 or bare != before) and _UNIT.search(bare) is not None


def without_marks(text: str) -> tuple[str, list[str]]:
    """The text without the marks of its notes, and those marks in their order.

    What stands around a mark stays one paragraph and keeps its space. A mark at the beginning of a line with words
    behind it is the note itself, or an entry of a list, and stays.
    """
    taken: list[tuple[int, str]] = []
    if "[0]" not in text:  # a text about code, in which people[2] is the third of the people
        text = _ALONE.sub(lambda match: _joined(match, taken), text)
        brackets = _LETTERED if _FIRST_LETTER.search(text) else _BRACKETS
        text = brackets.sub(lambda m: m[0] if _is_told_of(m) else _out(m, m[0].strip(), taken), text)
    last = 0

    def high(match: re.Match[str]) -> str:
        nonlocal last
        before, after = _around(match)
        space = match[0][: match[0].index(match[1])]
        before += space
        exponent = _exponent(before, match[1], after, last)
        if not exponent and (not before.strip() or _is_power(before, match[1], after, last)):
            return match[0]
        mark = match[1].removeprefix(exponent).lstrip(" ,")
        last = max(last, _figure(mark))
        return (space + exponent if exponent else "") + _out(match, mark, taken)

    text = _HIGH_FIGURES.sub(high, text)
    text = _TYPED_UNIT.sub(lambda match: match[1] + raised(match[2]), text)
    counted = _counted(text)
    if _FLATTENED.search(text) or counted:
        for shape in (_FLATTENED, _BEHIND_A_YEAR):
            text = shape.sub(lambda match: _flattened(match, taken), text)
        text = _GLUED.sub(lambda match: _flattened(match, taken) if match[0] in counted else match[0], text)
    marks = (mark.translate(_PLAIN).strip("[") for _, mark in sorted(taken))
    return text, [re.sub(r"(?<=.)\[", ", ", mark).replace("]", "") for mark in marks]


def _is_told_of(match: re.Match[str]) -> bool:
    """Whether a bracket is a word of its sentence: an interval, "x ∈ [1, 10]", or a work, "as is shown in [2]"."""
    before, after = _around(match)
    lead = _LEAD.search(before)
    return bool(_SIGN.search(before) or _SIGN.match(after.lstrip()) or (lead and match[0][0] in " \t"))


def _counted(text: str) -> set[str]:
    """The words with a plain figure at their end, "Sicily7", that mark notes: three in a row count them.

    So "Apollo 11" without its space is none, nor are Apollo12 and Apollo13 behind it.
    """
    found = [(match[0], match[1] or match[0], int(match[2])) for match in _ANY_GLUED.finditer(text)]
    rows: list[list[tuple[str, str, int]]] = []
    for one in found:
        if rows and one[2] == rows[-1][-1][2] + 1:
            rows[-1].append(one)
        else:
            rows.append([one])
    return {
        whole for row in rows if len({word.lower() for _, word, _ in row}) >= _LEAST_IN_A_ROW for whole, _, _ in row
    }


def _around(match: re.Match[str]) -> tuple[str, str]:
    """What stands before on its line, and behind."""
    text = match.string
    return text[text.rfind("\n", 0, match.start()) + 1 : match.start()], text[match.end() : match.end() + 3]


def _out(match: re.Match[str], mark: str, taken: list[tuple[int, str]]) -> str:
    """Nothing, or the space that a mark leaves between two words or sentences."""
    before, after = _around(match)
    if not before.strip() and after.strip():
        return match[0]
    taken.append((match.start(), mark))
    spaced = match[0] != match[0].strip() or after[:1].isalnum()
    return " " if spaced and before.strip() and after[:1].strip() and after[0] not in ".,;:!?)]”’" else ""


def _joined(match: re.Match[str], taken: list[tuple[int, str]]) -> str:
    """How two lines stand behind one another when the marks between them are gone."""
    taken.append((match.start(), " ".join(match[0].split())))
    before, after = match.string[: match.start()], match.string[match.end() : match.end() + 1]
    if not before.strip() or not after:
        return ""
    ended = re.search(r"[.!?:][\"'”’)\]]*$", before) is not None and not after.islower()
    apart = re.search(r"\n[ \t]*\n", match[0]) is not None
    if after in ".,;:!?)":
        return ""
    return "\n\n" if apart and ended else " "


def _flattened(match: re.Match[str], taken: list[tuple[int, str]]) -> str:
    taken.append((match.start(), match[0].removeprefix(match[1])))
    return match[1]


def _figure(high: str) -> int:
    """The last number of a mark."""
    found: list[str] = re.findall(rf"[{_HIGH}]+", high)
    return int(found[-1].translate(_PLAIN))


def _exponent(before: str, high: str, after: str, last: int) -> str:
    """The exponent of a unit with the mark of a note right behind it: the ² of "km²³" and "km²,⁵". Else nothing.

    Behind note 22, "km²³" has note 23.
    """
    begun = _EXPONENT.match(high)
    if not begun or high[-1] in "⁺⁻" or after[:1] == "⁄":
        return ""
    before = before.rstrip()
    word = re.search(r"\d\s*([^\W\d_]+)$", before)
    if begun[2]:  # told apart by a comma: units that are written out too
        return begun[1] if _UNIT.search(before) or (word and word[1] in _UNITS) else ""
    number = int(re.split(rf"[^{_HIGH}]", high)[0].translate(_PLAIN))
    return begun[1] if _UNIT.search(before) and number != last + 1 else ""


def _is_power(before: str, high: str, after: str, last: int) -> bool:
    """Whether a raised figure belongs to what it stands at: a power, a charge, an isotope. Else it marks a note.

    `last` is the number of the note before: the next number behind a small figure or a letter is the next note.
    """
    if high[0] in "⁺⁻" or high[-1] in "⁺⁻" or after[:1] == "⁄":
        return True
    if re.search(r"[\s(/]$", before) and re.match(r"[A-Z][a-z]?(?![a-z])", after):
        return True  # ¹⁴C
    before = before.rstrip()
    if before[-1:] in tuple(_HIGH):
        return False  # "km² ³"
    figure, following = _figure(high), _figure(high) == last + 1
    if number := re.search(r"[\d.,]*\d$", before):
        base = number[0]
        if base == "10" or re.search(r"[×·*^]\s?\d+$", before):
            return True
        long = _YEAR.fullmatch(base) or re.search(r"\d{3}$", base)
        return not long and not following
    if word := re.search(r"[^\W\d_]+$", before):
        said = word[0]
        small = 2 <= figure <= 4
        if len(said) == 1:
            return said.islower() or (small and said not in "IVX" and not following)
        if said in _UNITS:
            return small and (said != "in" or re.search(r"\d\s*in$", before) is not None)
        return small and len(said) <= 3 and said[0].islower() and re.search(r"[aeiouyAEIOUY]", said) is None
    return before[-1:] in "₀₁₂₃₄₅₆₇₈₉" or re.search(r"\([^()]*[+\-−*/=×][^()]*\)$", before) is not None

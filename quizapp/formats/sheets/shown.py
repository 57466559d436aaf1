"""Cells as a spreadsheet shows them: 0.25 in the format `0%` is 25%, and the right option may be the green one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

_NUMBER = re.compile(r"(#,##0|#?0+)(?:\.(0+))?(%?)")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].|\[[^\]]*\]')
_PARTS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|.", re.I | re.S)
_FEW = 2
_HELD = "\ue000"
"""Stands for the n-th literal text of a format while its signs are looked at."""


@lru_cache(maxsize=500)
def _taken_apart(code: str) -> tuple[str, tuple[str, ...]]:
    """The first section of a format with each literal text held by a sign, and those texts."""
    held: list[str] = []

    def keep(found: re.Match[str]) -> str:
        held.append(found[1] or found[2] or found[3] or "")
        return _HELD

    return _QUOTED.sub(keep, code).partition(";")[0], tuple(held)


def number_shown(value: float, code: str) -> str:
    """A number in the usual formats of numbers, percent and money; empty for any other format, General too."""
    if abs(value) >= 1e15:
        return ""
    plain, held = _taken_apart(code)
    found = _NUMBER.search(plain)
    around = plain[: found.start()] + plain[found.end() :] if found else ""
    if found is None or re.search(r"[0#?.,/%@A-Za-z]", around):
        return ""
    scaled = round(value * 100, 10) if found[3] else value
    digits = f"{abs(scaled):{',' if ',' in found[1] else ''}.{len(found[2] or '')}f}"
    minus = "-" if scaled < 0 and digits.strip("0.,") else ""
    texts = iter(held)
    before, after = (
        "".join(next(texts, "") if sign == _HELD else sign for sign in part)
        for part in (plain[: found.start()], plain[found.end() :])
    )
    return f"{minus}{before}{digits}{found[3]}{after}".strip()


def day_shown(value: date, code: str) -> str:
    """A day in a format that names its month; empty where each country would show another thing."""
    plain, held = _taken_apart(code)
    signs = _PARTS.findall(plain.lower())
    if "mmm" in plain.lower() and re.search(r"\[\$-(?!0?[48]09\b)", code):
        return ""  # months of another language
    if "m" not in plain.lower() or len(signs) < 2 or plain.lower() in ("mm-dd-yy", "m/d/yy h:mm", "m/d/yyyy"):
        return ""  # these three are shown as each country writes days
    if re.search(r"[hs]", plain.lower()) or re.search(r"[^\W\d_a-z]", plain.lower().replace(_HELD, "")):
        return ""
    texts = iter(held)
    words = {
        "yyyy": f"{value.year:04}", "yy": f"{value.year % 100:02}", "mmmm": _MONTHS[value.month - 1],
        "mmm": _MONTHS[value.month - 1][:3], "mm": f"{value.month:02}", "m": str(value.month),
        "dddd": _DAYS[value.weekday()], "ddd": _DAYS[value.weekday()][:3], "dd": f"{value.day:02}", "d": str(value.day),
    }  # fmt: skip
    return "".join(next(texts, "") if sign == _HELD else words.get(sign, sign) for sign in signs).strip()


def stands_out(cell: Any, known: dict[tuple[int, int], bool]) -> bool:
    """Whether a cell is bold, underlined, coloured or filled. `known` remembers it for each font and filling."""
    style = cell.style_array
    look = (style.fontId, style.fillId)
    if look not in known:
        font, color = cell.font, cell.font.color
        plain = color is None or (color.theme == 1 if color.type == "theme" else color.rgb in _BLACK)
        filled = cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb not in _WHITE
        known[look] = bool(font.b or font.u or filled or not plain)
    return known[look]


def looks_told(looks: Sequence[frozenset[int]], questions: int) -> bool:
    """Whether what stands out in so many questions tells keys: in two of three, and not always in the same places.

    Of few questions each must have one place.
    """
    told = len(looks) > _FEW or (len(looks) == _FEW and all(len(look) == 1 for look in looks))
    return told and 3 * len(looks) >= 2 * questions and len(set(looks)) > 1


_BLACK = ("FF000000", "00000000")
_WHITE = ("FFFFFFFF", "00FFFFFF")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

"""Cloze texts of Moodle that have one gap with options: they are questions with options, and become such.

A gap is `{1:MULTICHOICE:wrong#why~=right~%50%half}`. What Moodle makes of it: the text right of `=` earns all, in gaps
for several answers the right ones share the mark, and a wrong one takes away what a right one earns where no answer
says a share of its own (question/type/multianswer/questiontype.php).
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from quizapp.formats.markup import from_html, to_plain

_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^}\\])*)\}", re.S)
_ANY_GAP = re.compile(r"\{\d*:[A-Z_]+:")
_TYPE = re.compile(r"(?:MULTICHOICE|MC|(MULTIRESPONSE|MR))_?(?:[VH]?(S?))")
_PARTS = re.compile(r"(?:\\.|[^~\\])+", re.S)
_ANSWER = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,9})?)%)?((?:\\.|[^#\\])*)(?:#(.*))?", re.S)
_ESCAPED = re.compile(r"\\([}#~/\"])")
_TWICE = re.compile(r"&amp;(?=#?\w{1,30};)")
"""Moodle reads the entities of an answer once more than those around it, and writers escape them twice."""

_BLANK = "_____"


def as_choice(element: Any, text: str) -> Any | None:
    """The question with these words as Moodle's XML has a choice; None where it has more gaps, or another kind."""
    gap = _GAP.search(text) if len(_ANY_GAP.findall(text)) == 1 else None
    kind = _TYPE.fullmatch(gap[2]) if gap else None
    if gap is None or kind is None:
        return None
    found = [one for part in _PARTS.findall(gap[3]) if (one := _ANSWER.fullmatch(part)) and one[3].strip()]
    shares = [100.0 if one[1] else float(one[2] or 0) for one in found]
    if kind[1]:
        shares = _shared(shares, any(one[2] for one in found))
    after = text[gap.end() :]
    blank = _BLANK if to_plain(from_html(after)[0])[0].strip() else ""
    return _built(element, f"{text[: gap.start()]}{blank}{after}", gap[1] or "1", kind, found, shares)


def _shared(shares: list[float], told: bool) -> list[float]:
    total = sum(share for share in shares if share > 0) / 100
    if not total:
        return shares
    return [share / total if share > 0 else share if told else -100 / total for share in shares]


def _built(
    element: Any, stem: str, points: str, kind: re.Match[str], found: list[re.Match[str]], shares: list[float]
) -> Any:
    from lxml import etree

    built = deepcopy(element)
    asked = next(child for child in built if etree.QName(child).localname == "questiontext")
    form = asked.get("format", "html")
    for holder in [child for child in asked if etree.QName(child).localname == "text"]:
        asked.remove(holder)
    etree.SubElement(asked, "text").text = stem
    for grade in [child for child in built if etree.QName(child).localname == "defaultgrade"]:
        built.remove(grade)
    said = {"defaultgrade": points, "single": "false" if kind[1] else "true", "shuffleanswers": str(bool(kind[2]))}
    for name, value in said.items():
        etree.SubElement(built, name).text = value
    for one, share in zip(found, shares, strict=True):
        answer = etree.SubElement(built, "answer", fraction=f"{share:.5f}", format=form)
        etree.SubElement(answer, "text").text = _shown(one[3])
        why = etree.SubElement(answer, "feedback", format=form)
        etree.SubElement(why, "text").text = _shown(one[4] or "")
    return built


def _shown(text: str) -> str:
    return _TWICE.sub("&", _ESCAPED.sub(r"\1", text.strip()))

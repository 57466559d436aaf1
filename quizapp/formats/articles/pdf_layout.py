"""From the lines of a PDF to the paragraphs of its article, by their places, sizes and weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.articles import LeftOut
from quizapp.formats.articles.pdf_lines import Line
from quizapp.formats.hyphens import joined, known_words

_NUMBER = re.compile(r"\W*(?:page )?\d{1,4}(?: of \d{1,4})?\W*", re.I)
_LARGER, _SMALLER = 1.12, 0.93
"""Sizes beside that of the article's text from which on it is a heading, and below which it is a note or caption."""
_SPACED = 1.3
"""Distance of two lines beside the usual one from which on a paragraph ends between them."""
_NOTE = re.compile(
    r"(?:[⁰¹²³⁴-⁹]{1,3}|\d{1,2}[.)]|\[\d{1,2}\]|[*∗†‡§]+[.)]?)\s*[^\W\d]"
    r"|\d{1,2}\s*(?:[^\W\d_a-zß-ÿ]|(?:cf|see|ibid|vgl)\b)"  # not "12 men were needed"
)
_CAPTION = re.compile(r"(?:figure|fig\.|table|photo(?:graph)?s?|image|picture|map|plate)\s?(?:\d|:|by\b|\|)", re.I)
_MOST_OF_A_HEADING = 14
"""Words."""
_NUMBERED = re.compile(r"(?:figure|fig\.|table|plate|map)\s*\d+(?:\.\d+)*\s?([.:|–-])\s", re.I)
_SHORT = 0.6
"""Share of a full line up to which one is short."""
_TOLD = 2
"""Paragraphs that begin by space or indents, from which on no other sign of one is needed."""
_ALONE = 1.8
"""Distance from all other lines, in its own size, of a line that belongs to none of them."""
_NEAR, _FAR = 0.5, 6.0
"""Lines nearer or further apart than this, in sizes, are not below one another in a column."""
_CHANGED = 1.08
"""Ratio of sizes from which on two lines are of different print."""


def ended(line: str) -> bool:
    """Whether the line ends a sentence; no running head does."""
    return re.search(r"[.!?:][\"'”’)\]]*(?:[⁰¹²³⁴-⁹]{1,3}|\[\d{1,3}\])?$", line) is not None


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip().lower())


def without_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[LeftOut]]:
    """The pages without the lines that stand at the edge of many of them, and without bare page numbers.

    A page number may stand outside a running head, so the edges are looked at twice.
    """
    kept = [list(lines) for lines in pages]
    left_out: dict[str, LeftOut] = {}
    for _ in range(2):
        edges = Counter(
            shape for lines in kept for shape in {_shape(line.text) for line in _edges(lines) if not ended(line.text)}
        )
        apart = {_shape(line.text) for lines in kept for line in _edges(lines) if _stands_apart(line, lines)}
        running = {
            shape
            for shape, times in edges.items()
            if times >= (2 if shape in apart else 3) and times >= 0.3 * len(kept)
        }
        last = ""
        for lines in kept:
            for line in _edges(lines):
                if line in lines and (_shape(line.text) in running or _is_page_number(line, lines, last)):
                    lines.remove(line)
                    left_out.setdefault(_shape(line.text), LeftOut("running head or page number", line.text[:300]))
            last = lines[-1].text if lines else last
    return kept, list(left_out.values())


def _is_page_number(line: Line, lines: Sequence[Line], last: str) -> bool:
    """Whether it is a bare number and none of the text; `last` is the last line of the page before.

    "… was pulled down in" above "1971." goes on, as does "12" close above "men were lost".
    """
    if not _NUMBER.fullmatch(line.text):
        return False
    at = lines.index(line)
    before = lines[at - 1].text if at else last
    if line.text.endswith(".") and before and not ended(before):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else line
    return not (after.size == line.size and after.text[:1].islower() and 0 < _step(line, after) < _ALONE)


def _stands_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Whether there is room between a line and all others of its page, as around a running head."""
    away = (abs(line.height - other.height) for other in lines)
    return line.size > 0 and all(step < 1 or step > _ALONE * line.size for step in away)


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The first and the last lines of a page, in its file and on paper."""
    if not lines:
        return []
    return [
        lines[0],
        lines[-1],
        max(lines, key=lambda line: line.height),
        min(reversed(lines), key=lambda line: line.height),
    ]


def without_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[LeftOut]]:
    """The pages without the notes and captions that are set smaller than the text."""
    size = _usual_size(pages)
    kept, left_out = [], []
    for lines in pages:
        page: list[Line] = []
        taken: list[Line] = []
        for line in lines:
            small = 0 < line.size < _SMALLER * size
            if small and (taken or _NOTE.match(line.text) or _CAPTION.match(line.text)):
                taken.append(line)
                continue
            left_out += _told(taken)
            taken = []
            page.append(line)
        left_out += _told(taken)
        kept.append(page)
    return kept, left_out


def _told(taken: Sequence[Line]) -> list[LeftOut]:
    text = " ".join(line.text for line in taken)
    return [LeftOut("caption" if _CAPTION.match(text) else "note", text[:300])] if taken else []


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[list[str], list[LeftOut]]:
    """The lines joined to paragraphs, and the captions among them; headings begin with #."""
    lines = [line for page in pages for line in page]
    usual = _usual_size(pages)
    groups, captions = _without_captions(_groups(lines, usual), _width(lines))
    known = known_words("\n".join(line.text for line in lines))
    heavy = sum(len(line.text) for line in lines if line.bold) > 0.5 * sum(len(line.text) for line in lines)
    sizes = [group[0].size for group in groups if group[0].size >= _LARGER * usual]
    parts = []
    for group in groups:
        text = joined([line.text for line in group], known)
        large = 0 < _LARGER * usual <= group[0].size
        striking = large or (not heavy and all(line.bold for line in group))
        if striking and not re.search(r"[.:;,]$", text) and len(text.split()) <= _MOST_OF_A_HEADING:
            text = ("# " if large and group[0].size == max(sizes) else "## ") + text
        parts.append(text)
    return parts, [LeftOut("caption", joined([line.text for line in group], known)[:300]) for group in captions]


def _without_captions(groups: Sequence[list[Line]], width: int) -> tuple[list[list[Line]], list[list[Line]]]:
    """(the paragraphs, the captions between them); a paragraph that a caption or room stood in goes on behind it.

    Short lines with room between them are the items of a list.
    """
    kept, captions, between = list[list[Line]](), list[list[Line]](), False
    for group in groups:
        last = kept[-1][-1] if kept else None
        goes_on = last is not None and group[0].text[:1].islower() and not ended(last.text)
        if _NUMBERED.match(group[0].text):
            captions.append(group)
            between = True
            continue
        if last and goes_on and group[0].size == last.size and (between or len(last.text) >= _SHORT * width):
            kept[-1] += group
        else:
            kept.append(group)
        between = False
    return kept, captions


def _width(lines: Sequence[Line]) -> int:
    """Letters of a full line."""
    return sorted(len(line.text) for line in lines)[int(0.9 * (len(lines) - 1))] if lines else 0


def _groups(lines: Sequence[Line], usual: float) -> list[list[Line]]:
    """The lines of each paragraph."""
    steps = [_step(one, other) for one, other in pairwise(lines)]
    of_text = (one.size == other.size == usual for one, other in pairwise(lines))
    below = sorted(step for step, is_text in zip(steps, of_text, strict=True) if step and is_text) or [0.0]
    usual_step = below[len(below) // 4]  # a text of short paragraphs has room between half of its lines
    following = [*lines[1:], None]
    begins = [
        _is_apart(one, other) or step > _SPACED * usual_step or _is_indented(one, other, after)
        for one, other, after, step in zip(lines, lines[1:], following[1:], steps, strict=False)
    ]
    told = sum(
        begun and ended(one.text) and not _is_apart(one, other)
        for begun, (one, other) in zip(begins, pairwise(lines), strict=True)
    )
    width = _width(lines)
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        step = steps[number - 1] if number else 0.0
        # Where space or indents tell paragraphs, short lines tell them at the end of a page or column only.
        if not number or begins[number - 1] or _is_last(groups[-1], line, width, usual, told < _TOLD or not step):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _step(one: Line, other: Line) -> float:
    """How far the next line stands below, beside their size; nothing in another column or on another page."""
    size = max(one.size, other.size)
    step = (one.height - other.height) / size if size else 0.0
    return step if _NEAR < step < _FAR else 0.0


def _is_caption(one: Line, other: Line) -> bool:
    """Whether a caption begins; "as is listed in" above "Table 4. The second survey" names a table instead."""
    if (match := _NUMBERED.match(other.text)) is None:
        return False
    close = one.size == other.size and 0 < _step(one, other) < _ALONE
    return not (match[1] == "." and close and not ended(one.text))


def _is_apart(one: Line, other: Line) -> bool:
    """Whether the print changes between two lines: to or from a heading, or a box."""
    if _is_caption(one, other) or (one.size and not 1 / _CHANGED < other.size / one.size < _CHANGED):
        return True
    if one.bold == other.bold:
        return False
    return ended(one.text) if other.bold else other.text[:1].isupper()


def _is_indented(one: Line, other: Line, after: Line | None) -> bool:
    """Whether a paragraph begins with an indent: beside the line before it, or the one behind."""
    if not ended(one.text):
        return False
    beside = [line for line in (one, after) if line is not None and abs(line.height - other.height) < _FAR * other.size]
    return any(0.6 * other.size < other.left - line.left < 5 * other.size for line in beside)


def _is_last(group: Sequence[Line], following: Line, width: float, usual: float, by_length: bool) -> bool:
    """Whether a paragraph ends here: at a short line that is alone and therefore a heading, or a short last line."""
    text = group[-1].text
    if ended(text):
        return by_length and len(text) < 0.85 * width
    alone = len(group) == 1 and group[0].size <= _LARGER * usual  # a large heading may have several lines
    return alone and len(text) < _SHORT * width and text[:1].isupper() and not following.text[:1].islower()

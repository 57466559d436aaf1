"""GIFT as a list of blocks: what stands between blank lines, its comments taken off, its escapes resolved.

As Moodle's `question/format/gift/format.php` (GPL; its behaviour is described here, none of its code) reads it:
escapes are `\\\\ \\: \\# \\= \\~ \\{ \\} \\n` and nothing else, lines that begin with `//` are comments wherever
they stand, and a blank line ends a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_ESCAPES = {":": "\ufdd0", "#": "\ufdd1", "=": "\ufdd2", "{": "\ufdd3", "}": "\ufdd4", "~": "\ufdd5", "n": "\ufdd6"}
_MEANT = {sign: "\n" if char == "n" else char for char, sign in _ESCAPES.items()}
_BACKSLASH = "\ufdd7"
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_HELD = re.compile("[\ufdd0-\ufdd7]")
_INTERNAL = re.compile(r"&&(058|035|061|123|125|126|010);?")
_INTERNAL_MEANT = {"058": ":", "035": "#", "061": "=", "123": "{", "125": "}", "126": "~", "010": "\n"}
_LINE_END = re.compile(r"[ \t]*\n")
_MAX_JOINED = 20
"""Blocks that one pair of braces may span; a brace that is never closed should not swallow a file."""

_NO_BLANK = "a blank line is missing between this question and its neighbour"

_LATEX = re.compile(
    r"(?<!\\)(?:\\\\)*\\(n(?:e|eq|abla|u|ot|otin|eg|i|exists|mid|leq|geq|subseteq|parallel|earrow|warrow|cong|olimits))"
    r"(?![A-Za-z])"
)


@dataclass(slots=True)
class Block:
    """Lines between blank lines. `text` has control signs bare and escaped ones held apart until `meant`."""

    line: int
    text: str
    raw: str
    comments: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def held(text: str) -> str:
    """The text with each escape as one sign that no parser takes for control."""
    text = _HELD.sub("\ufffd", text)
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], _BACKSLASH), text)


def meant(text: str) -> str:
    """The text with what the escapes stand for. White space around it goes, as in Moodle."""
    text = _HELD.sub(lambda sign: _MEANT.get(sign[0], "\\"), text)
    if "&&0" in text or "&&1" in text:
        text = _INTERNAL.sub(lambda found: _INTERNAL_MEANT[found[1]], text)
    return text.strip(" \t\n\r\0\x0b")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file in order. A question whose braces hold a blank line is put together again, and says so."""
    waiting: Block | None = None
    named: Block | None = None
    joined = 0
    for block in _between_blanks(text.replace("\r\n", "\n").replace("\r", "\n")):
        if named is not None:
            block, before = _whole(named, block)
            named = None
            if before is not None:
                yield before
        if waiting is not None:
            close, opens = block.text.find("}"), block.text.find("{")
            if close >= 0 and not 0 <= opens < close:
                waiting.text += "\n" + block.text
                waiting.raw += "\n\n" + block.raw
                waiting.comments += block.comments
                waiting.changes += ["a blank line within its braces was left out; Moodle would end the question there"]
                yield from _parted(waiting)
                waiting = None
                continue
            joined += 1
            if close < 0 and opens < 0 and not block.text.startswith(("::", "$CATEGORY:")) and joined < _MAX_JOINED:
                waiting.text += "\n" + block.text
                waiting.raw += "\n\n" + block.raw
                continue
            yield waiting
            waiting = None
        if block.text.startswith("::") and "{" not in block.text and "}" not in block.text:
            named = block  # its answers may stand below a blank line within the stem
            continue
        if block.text.rfind("{") > block.text.rfind("}"):
            waiting, joined = block, 0
        else:
            yield from _parted(block)
    if waiting is not None:
        yield waiting
    if named is not None:
        yield named


def _whole(named: Block, block: Block) -> tuple[Block, Block | None]:
    """A named text without answers and the block below it: one question, unless the block begins one of its own."""
    opened = block.text.find("{")
    if opened < 0 or block.text.startswith(("::", "$CATEGORY:")) or block.comments:
        return block, named
    change = "a blank line within its stem; Moodle would end the question there"
    text = f"{named.text}{_ESCAPES['n']}{_ESCAPES['n']}{block.text}"
    changes = [*named.changes, *block.changes, change]
    return Block(named.line, text, f"{named.raw}\n\n{block.raw}", named.comments, changes), None


def _between_blanks(text: str) -> Iterator[Block]:
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip(" \t\r\0\x0b\ufeff")
        if bare:
            lines.append((number, bare))
        elif lines:
            yield from _between_comments(lines)
            lines = []


def _between_comments(lines: list[tuple[int, str]]) -> Iterator[Block]:
    """The blocks of these lines: a comment below the end of a question belongs to the question below it."""
    texts = ["" if line.startswith("//") else held(line) for _, line in lines]
    last_open = max((at for at, text in enumerate(texts) if "{" in text), default=-1)
    starts, ended = [0], False
    for at, text in enumerate(texts[:last_open]):
        if text:
            ended = text.endswith("}")
        elif ended:
            starts.append(at)
            ended = False
    for start, end in pairwise([*starts, len(lines)]):
        for block in _block(lines[start:end]):
            if len(starts) > 1 and not block.text.startswith("$CATEGORY:"):
                block.changes.append(_NO_BLANK)
            yield block


def _closed(lines: list[tuple[int, str]]) -> bool:
    """Whether no brace is open at the end of these lines."""
    text = held("\n".join(line for _, line in lines))
    return text.rfind("{") <= text.rfind("}")


def _block(lines: list[tuple[int, str]], above: Sequence[str] = ()) -> Iterator[Block]:
    """A block of lines; a category and the questions that follow it without a blank line are told apart."""
    comments = list(above)
    kept: list[tuple[int, str]] = []
    changes: list[str] = []
    for number, line in lines:
        if line.startswith("//"):
            comments.append(line)
            if kept:
                changes.append(f"line {number} begins with // and is a comment in GIFT; it was left out: {line[:60]}")
        else:
            kept.append((number, line))
    if not kept:
        return
    if changes and _braces_end(kept, lines):
        changes = []
    for at, (number, line) in enumerate(kept):
        if line.startswith("$CATEGORY:") and len(kept) > 1 and _closed(kept[:at]):
            yield from _block(kept[:at], comments)
            yield Block(number, held(line), line)
            yield from _block(kept[at + 1 :], () if at else comments)
            return
    raw = "\n".join(line for _, line in kept)
    if found := _LATEX.search(raw):
        changes.append(
            f"\\{found[1]} was read as a line break and “{found[1][1:]}”, as Moodle does; write \\\\{found[1]}"
        )
    yield Block(kept[0][0], held(raw), raw, comments, changes)


def _braces_end(kept: list[tuple[int, str]], lines: list[tuple[int, str]]) -> bool:
    """Whether all comments after the first line of text stand behind the end of the question."""
    last = kept[-1][0]
    between = [number for number, line in lines if line.startswith("//") and kept[0][0] < number < last]
    return not between


def _parted(block: Block) -> Iterator[Block]:
    """One block, or several where a blank line is missing between questions."""
    text, at, parts = block.text, 0, []
    last_open = text.rfind("{")
    while True:
        opened, closed = text.find("{", at), text.find("}", at)
        if closed < 0 or closed > last_open or opened > closed or not (gap := _LINE_END.match(text, closed + 1)):
            break
        parts.append((at, closed + 1))
        at = gap.end()
    if not parts:
        yield block
        return
    line = block.line
    for number, (start, end) in enumerate([*parts, (at, len(text))]):
        part = text[start:end]
        yield Block(line, part, part, block.comments if number == 0 else [], [*block.changes, _NO_BLANK])
        line += part.count("\n") + 1


def escaped(text: str) -> str:
    """Text as it stands in a GIFT file, on one line."""
    return re.sub(r"[\\:#={}~]", lambda sign: "\\" + sign[0], text).replace("\n", "\\n")


def cannot_hold(text: str) -> bool:
    """Whether a text holds what Moodle uses for itself while it reads GIFT."""
    return _INTERNAL.search(text) is not None

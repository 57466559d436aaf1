"""Numbers for questions that have none, and no letters either: blocks of bare lines between blank ones."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.formats.text.lines import ANSWER, BEHIND, BULLET, LETTERED, NUMBER
from quizapp.formats.text.printed import GONE

_LEAST = 3
"""Questions that must have keys if one of them does not ask."""


def counted(lines: Sequence[str]) -> list[str]:
    """The same lines with a number before each block that has a mark or an answer.

    Nothing is touched where a line has a number or a letter already, where bullets stand, or where a block has no key;
    only one may stand above three questions and more, as a heading, and a line below all. Fewer must all ask and have
    a star before an option. Which lines are options is told as for all questions with numbers, in `lost`.
    """
    if any(_is_shaped(line.strip()) for line in lines):
        return list(lines)
    blocks = _blocks(lines)
    texts = [[lines[at].strip() for at in block] for block in blocks]
    asked = [block for block, text in zip(blocks, texts, strict=True) if _is_marked(text) or _is_answered(text)]
    others = [block for block in blocks if block not in asked]
    closing = [block for block in others if block is blocks[-1] and len(block) == 1 and len(blocks) > 1]
    if [block for block in others if block is not blocks[0] and block not in closing] or any(map(_has_bullets, texts)):
        return list(lines)
    if len(asked) < _LEAST and not all(_asks(text[0]) and _is_starred(text) for text in texts):
        return list(lines)
    put = [GONE if [at] in closing else line for at, line in enumerate(lines)]  # "Good luck to you all"
    for number, (first, *_) in enumerate(asked, 1):
        put[first] = f"{number}. {lines[first].strip()}"
    return put


def _blocks(lines: Sequence[str]) -> list[list[int]]:
    """Places of lines that stand together; an answer apart belongs to the block above."""
    blocks: list[list[int]] = []
    blank = True
    for at, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        if not blank or (blocks and ANSWER.match(line)):
            blocks[-1].append(at)
        else:
            blocks.append([at])
        blank = False
    return blocks


def _is_answered(block: Sequence[str]) -> bool:
    return _may_ask(block) and any(map(ANSWER.match, block[1:]))


def _is_marked(block: Sequence[str]) -> bool:
    """Whether one line below the first has a mark, or some have one below a question."""
    marked = sum(map(_has_mark, block[1:]))
    return _may_ask(block) and (marked == 1 or (_asks(block[0]) and 0 < marked < len(block) - 1))


def _is_starred(block: Sequence[str]) -> bool:
    return any(line.startswith("*") for line in block)


def _may_ask(block: Sequence[str]) -> bool:
    return not (NUMBER.fullmatch(block[0]) or _has_mark(block[0]))


def _asks(line: str) -> bool:
    return line.rstrip("* ").endswith(("?", ":", "？"))


def _has_mark(line: str) -> bool:
    behind = BEHIND.fullmatch(line[-60:])  # behind what asks it is the sign of a form for what must be answered
    return line.startswith("*") or (behind is not None and not behind[1].endswith(("?", ":")))


def _has_bullets(block: Sequence[str]) -> bool:
    """Whether signs with a blank behind stand before several lines; a single `* text` is a mark."""
    return sum(BULLET.fullmatch(line) is not None for line in block) > 1


def _is_shaped(line: str) -> bool:
    """Whether a line has a letter of its own, or a number and words."""
    number = NUMBER.fullmatch(line)
    return bool(LETTERED.fullmatch(line) or (number and number[6]))

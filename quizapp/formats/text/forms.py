"""Forms with the marks that they show once they are answered: a tick on a line of its own below what was right.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.lines import EXPLANATION, NUMBER
from quizapp.formats.text.words import EXPLANATIONS

_SCORE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)[ ]?/[ ]?(\d{1,3}(?:[.,]\d+)?)")
_TICK = re.compile(r"[✓✔✅☑√]\ufe0f?")
_MARK = re.compile(r"[✓✔✅☑√✗✘❌✕✖×]\ufe0f?")
_WHY = re.compile(EXPLANATIONS, re.I)
_FOOT = re.compile(r"this (?:form was created|content is neither) .*|(?:google|microsoft) forms?", re.I)
_LEAST = 2
_MOST = 30
"""Lines of what was selected."""
_LONGEST = 500


def ticked(lines: Sequence[str]) -> list[str]:
    """`Venus`, `Mercury`, `✓` below `Which? *` and `1/1`: boxes, of which that of Mercury is full.

    The ticks are all keys only of a question that got all its points, and only where it is clear that they stand below
    their options; of the others the marks are left out.
    """
    bare = [line.strip() if len(line) < _LONGEST else "-" for line in lines]
    heads = [at for at, (line, below) in enumerate(pairwise(bare)) if _is_head(line, below)]
    marks = {at for at, line in enumerate(bare) if _MARK.fullmatch(line)}
    counted = {NUMBER.fullmatch(bare[at]) is not None for at in heads}
    if len(heads) < _LEAST or not marks or len(counted) > 1:
        return list(lines)  # where only some have a number, a question was broken over two lines
    put = ["" if _FOOT.fullmatch(line) else line for line in lines]
    blocks: list[list[int]] = []
    for head, end in pairwise([*heads, len(lines)]):
        state = next((at for at in range(head - 1, -1, -1) if bare[at]), -1)
        marks.discard(state)
        if _MARK.fullmatch(bare[state]):
            put[state] = ""
        end = next((at for at in range(head, end) if _FOOT.fullmatch(bare[at])), end)
        blocks.append([at for at in range(head + 2, end) if bare[at] and put[at]])
    for block in blocks:
        while block and not put[block[-1]]:
            block.pop()  # the state of the next question
    above = any(bool(block) and block[0] in marks for block in blocks)
    ends = (at in marks and _ends(block, place, bare) for block in blocks for place, at in enumerate(block))
    if above or not any(ends):
        return list(lines)
    for head, block in zip(heads, blocks, strict=True):
        score = _SCORE.fullmatch(bare[head + 1])
        again = any(bare[at] == bare[head + 1] for at in block)  # another question, whose head was broken
        whole = score is not None and score[1] == score[2] and not again
        stop = next((place for place, at in enumerate(block) if _is_why(bare[at])), len(block))
        options = [at for at in block[:stop] if at not in marks]
        right = {above for above, at in pairwise(block[:stop]) if at in marks}
        if whole and 0 < len(right) < len(options):
            for at in options:
                put[at] = f"[{'x' if at in right else ' '}] {bare[at]}"
        for at in block:
            put[at] = "" if at in marks else "Explanation:" if _WHY.fullmatch(bare[at]) else put[at]
        if NUMBER.fullmatch(bare[head]):
            put[head], put[head + 1] = bare[head].removesuffix("*").rstrip(), ""
    return put


_SELECTED = re.compile(r"selected answers?:", re.I)
_ANSWERS = re.compile(r"answers:", re.I)
_CORRECT = re.compile(r"[ \t]*correct[ \t]+(?=\(?[A-Za-z][.)](?:\s|\Z))", re.I)


def graded(lines: Sequence[str]) -> list[str]:
    """`Selected Answer:` down to `Answers:` left out, and `*b.` for `Correct b.` below it, as Blackboard has them."""
    put = list(lines)
    bare = [line.strip() if len(line) < _LONGEST else "-" for line in lines]
    for at in (at for at, line in enumerate(bare) if _SELECTED.fullmatch(line)):
        below = next((one for one in range(at, min(at + _MOST, len(bare))) if _ANSWERS.fullmatch(bare[one])), at)
        end = next((one for one in range(below, len(bare)) if not bare[one]), len(bare))
        marked = [one for one in range(below, end) if _CORRECT.match(lines[one])]
        if below > at and marked:
            put[at : below + 1] = [""] * (below + 1 - at)
            for one in marked:
                put[one] = _CORRECT.sub("*", lines[one], count=1)
    return put


def _is_head(line: str, below: str) -> bool:
    return line.endswith((" *", "?*")) and _SCORE.fullmatch(below) is not None


def _is_why(line: str) -> bool:
    return bool(_WHY.fullmatch(line) or EXPLANATION.match(line))


def _ends(block: Sequence[int], place: int, bare: Sequence[str]) -> bool:
    """Whether nothing but words of feedback stands below a mark."""
    return place + 1 == len(block) or _is_why(bare[block[place + 1]])

"""What test banks say around the answer of each question: `Topic: Cells`, `DOK: 2`, `Syllabus: 2.1`, with any label.

A label that most questions have below their options is no text of an option and no explanation. Each line stays in the
question where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizapp.formats.text.key_list import heads
from quizapp.formats.text.lines import (
    ABOUT,
    ANSWER,
    ANSWER_SHORT,
    ASIDE,
    BOXED,
    BULLET,
    CHOSEN,
    EXPLANATION,
    LETTERED,
    MARKS,
    NUMBER,
    RULE,
    SAID_IN_WORDS,
    SOLUTION,
    STEM,
    shaped,
    unbold,
)

_LABEL = re.compile(r"\W{0,4}([^\W\d_]['’/ \w-]{1,30}?)[ \t*]{0,4}:(?:[ \t*]+(\S.*))?")
_KNOWN = (ANSWER, EXPLANATION, SOLUTION, SAID_IN_WORDS, CHOSEN, STEM, ABOUT, LETTERED)
_LEAST = 3
"""Questions with the same label, of all at least half."""
_SHORT = 4
"""Words of a remark that stands within an explanation."""
_LONGEST = 1_000


def labelled_aside(lines: Sequence[str]) -> list[str]:
    """The same lines with the answer above such remarks, and `TAGS:` before those with a label of their own."""
    bare = [unbold(shaped(line)) if line.strip() and len(line) < _LONGEST else "" for line in lines]
    blocks = [*_below_options(bare, listed=any(heads(line) for line in bare if line))]
    found = [
        {at: label for at in block if (label := _label(bare[at], first=at == block[0] and bool(bare[at])))}
        for block in blocks
    ]
    counts = Counter(label for labels in found for label in {*labels.values()})
    usual = {label for label, count in counts.items() if count >= _LEAST and 2 * count >= len(blocks)}
    put = list(lines)
    if not usual:
        return put
    for block, labels in zip(blocks, found, strict=True):
        state = "options"
        aside: list[int] = []
        for at in block:
            line = bare[at]
            if line and heads(line):
                break
            told = ANSWER.match(line) or ANSWER_SHORT.fullmatch(line)
            if told and state == "options" and aside:
                first = aside[0]
                put[first : at + 1] = [put[at], *put[first:at]]  # the answer comes first
            if told:
                state, aside = "answer", []
            elif EXPLANATION.match(line) or SOLUTION.match(line):
                state = "why"
            elif labels.get(at) in usual and state == "options":
                aside.append(at)
            elif aside and line:
                aside = []
        if state == "options":  # the keys stand elsewhere
            for at in aside:
                put[at] = ""
        for at in block:
            said = _LABEL.fullmatch(unbold(shaped(put[at]))) if put[at].strip() and len(put[at]) < _LONGEST else None
            if said is None or said[1].casefold() not in usual or ASIDE.fullmatch(put[at].strip()):
                continue
            if state != "why" or len((said[2] or "").split()) <= _SHORT:
                put[at] = f"TAGS: {put[at].strip()}"
    return put


def _below_options(bare: Sequence[str], *, listed: bool) -> Iterator[list[int]]:
    """The lines below the last option of each question, up to the next one, if its key is told there or `listed`."""
    heads = [at for at, line in enumerate(bare) if line and (one := NUMBER.fullmatch(line)) and (one[6] or one[2])]
    for head, end in pairwise([*heads, len(bare)]):
        used = [at for at in range(head + 1, end) if bare[at]]
        options = [at for at in used if any(one.fullmatch(bare[at]) for one in (LETTERED, BOXED, BULLET))]
        told = any(ANSWER.match(bare[at]) or ANSWER_SHORT.fullmatch(bare[at]) for at in used)
        if options and options[-1] + 1 < end and (told or listed):
            yield [*range(options[-1] + 1, end)]


def _label(line: str, *, first: bool) -> str:
    """The word before the colon, if it says nothing of the answer; right below the options, the `first`, any line.

    One in small letters there goes on with the last option: `d) none of` above `the above`.
    """
    found = _LABEL.fullmatch(line) if line else None
    if first and line[0].islower():
        return ""
    if any(one.match(line) for one in _KNOWN) or RULE.fullmatch(line) or MARKS.fullmatch(line) or heads(line):
        return ""
    return found[1].casefold() if found else line.casefold() if first else ""

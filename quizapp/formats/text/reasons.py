"""Why an answer is right, said in a paragraph below it with no word before: as test banks and chat programs write it.

Only in lists whose questions have numbers, so that no paragraph may be the next question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text.lines import (
    ANSWER,
    ASIDE,
    BEHIND,
    BOXED,
    BULLET,
    CUT,
    EXPLANATION,
    GROUP,
    HEADING,
    LETTERED,
    LIST_HEAD,
    MARKS,
    NUMBER,
    RULE,
    SAID_IN_WORDS,
    SOLUTION,
    listing,
    shaped,
)
from quizapp.formats.text.sentences import named

_SHORT = re.compile(r"\(?[A-Za-z](?:[ ]?(?:,|&|and|;)?[ ]?\(?[A-Z]\)?)*[).]{0,2}(?:[ ].{1,200})?|true|false", re.I)
_ENDS = re.compile(r".*[.!。)][*_]{0,2}", re.S)
_POINTS_ON = re.compile(
    r"\W*(?:now |please )?(?:read|look|use|study|refer|choose|select|complete|for|questions?|items?)\b"
    r"|.*(?:\bquestions? \d|[:?]\Z)",
    re.I | re.S,
)
"""Words of an instruction or a text for the questions below it."""
_TAIL = 60
"""Characters in which a mark behind an option stands."""
_MOST = 30
"""Lines of a paragraph."""
_MOSTLY = 2 / 3
"""Of all answers, with a paragraph apart below them: no list has a text for nearly each of its questions there."""


def labelled(lines: Sequence[str]) -> list[str]:
    """The same lines with `Explanation:` before such paragraphs."""
    put = list(lines)
    heads = [shaped(line) if len(line) < 1_000 and line != CUT else "" for line in lines]
    answers = [
        at for at, head in enumerate(heads) if (told := ANSWER.match(head)) and _SHORT.fullmatch(told[1].strip())
    ]
    marked = {at for at in _last_of_marked(heads) if not {*range(at + 1, at + 4)} & {*answers}}
    answers = sorted({*answers, *marked})
    if not answers or not any(NUMBER.fullmatch(head) for head in heads):
        return put
    apart: list[int] = []
    for answer in answers:
        at = answer + 1
        while at < len(lines) and at < answer + 4 and not heads[at]:
            at += 1
        end = at
        while end < min(len(lines), at + _MOST) and lines[end].strip() and not is_part(heads[end]):
            end += 1
        below = next((head for head in heads[end : end + 3] if head), "")
        said = "\n".join(lines[at:end]).strip()
        if not said or named(said)[0]:
            continue
        if ASIDE.fullmatch(below) and below.partition(":")[0].isupper():
            put[at] = f"Explanation: {lines[at].strip()}"
        elif _ENDS.fullmatch(said) and not _POINTS_ON.match(said) and (not below or NUMBER.fullmatch(below)):
            if at == answer + 1 and answer in marked:
                continue  # an option that goes on
            if at == answer + 1:
                put[at] = f"Explanation: {lines[at].strip()}"
            else:
                apart.append(at)
    if len(apart) > 1 and len(apart) >= _MOSTLY * len(answers):
        for at in apart:
            put[at] = f"Explanation: {lines[at].strip()}"
    return put


def _last_of_marked(heads: Sequence[str]) -> set[int]:
    """The last option of each question with letters and a mark at one of them."""
    found: set[int] = set()
    is_marked = False
    for at, head in enumerate(heads):
        option = LETTERED.fullmatch(head)
        mark = option and (option[1] or option[4] or BEHIND.fullmatch(head[-_TAIL:]))
        is_marked = bool(mark) or (is_marked and option is not None)
        if is_marked and option and not LETTERED.fullmatch(heads[at + 1] if at + 1 < len(heads) else ""):
            found.add(at)
    return found


def is_part(head: str) -> bool:
    """Whether a line begins something else: a question, an option, an answer, a remark, a heading."""
    shapes = (NUMBER, LETTERED, BOXED, BULLET, MARKS, RULE, ASIDE, SAID_IN_WORDS, HEADING, GROUP, LIST_HEAD)
    if any(shape.fullmatch(head) for shape in shapes) or head.startswith("#"):
        return True
    return bool(ANSWER.match(head) or EXPLANATION.match(head) or SOLUTION.match(head) or listing(head))

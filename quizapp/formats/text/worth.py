"""What each question is worth, where a bare number in brackets ends all of them: `Which is a vector? [2]`.

The bracket stands apart, behind words: `f(2)` and `x = [2]` end so too. A round one ends a sentence, as it may count
something else: `Which is by Smith (4)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.report import Ledger
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import ANSWER

_NUMBERED = re.compile(
    r"(.*(?:[\w?!.:…)\]\"'”’»*](?=\s+\[)|[?!.:…_][\"'”’»*]{0,3}(?=\s+\()))\s+[(\[](\d{1,2})[)\]]", re.S
)
_LETTER = re.compile(r"\b[A-Za-z]\b")
FEWEST = 3
"""Questions that all end so; one alone may ask of x[2], or name a source."""
_MOST = 20
"""Marks; a larger number is something else."""


def take(drafts: Sequence[Draft], ledger: Ledger) -> None:
    """Take the number off each stem for its points; of some that end so and some that do not, none is."""
    asked = [draft for draft in drafts if draft.stem and (draft.options or draft.number)]
    ends = [_end(draft) for draft in asked]
    found = [_NUMBERED.fullmatch("\n".join(draft.stem[:end])) for draft, end in zip(asked, ends, strict=True)]
    rising = [int(one[2]) for one in found if one]
    if len(rising) != len(asked) or len(asked) < FEWEST or rising == list(range(rising[0], rising[0] + len(rising))):
        return  # [1], [2], [3] count them
    if not all(0 < number <= _MOST for number in rising):
        return
    if any(_may_choose(draft, number) for draft, number in zip(asked, rising, strict=True)):
        return
    for draft, end, one in zip(asked, ends, found, strict=True):
        if one is not None:
            draft.stem, draft.points = [*one[1].split("\n"), *draft.stem[end:]], draft.points or one[2]
    ledger.note("the numbers in brackets behind the questions were taken for what each is worth")


def _may_choose(draft: Draft, number: int) -> bool:
    """Whether a round bracket may say how many options are to be chosen: as many as are right."""
    right = len(draft.marked) or len(_LETTER.findall(draft.answer))
    return draft.stem[-1].endswith(")") and right == number > 1


def _end(draft: Draft) -> int:
    """How many lines of a stem ask: the answer of a question to be typed stands below it."""
    below = (at for at, line in enumerate(draft.stem) if at and ANSWER.match(line))
    return len(draft.stem) if draft.options else next(below, len(draft.stem))

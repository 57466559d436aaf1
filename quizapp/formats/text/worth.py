"""What each question is worth, where a bare number in brackets ends all of them: `Which is a vector? [2]`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text.draft import Draft

_NUMBERED = re.compile(r"(.*\S)\s*(?:\[(\d{1,2})\]|\((\d{1,2})\))", re.S)
FEWEST = 3
"""Questions that all end so; one alone may ask of x[2], or name a source."""


def take(drafts: Sequence[Draft]) -> None:
    """Take the number off each stem for its points; of some that end so and some that do not, none is."""
    asked = [draft for draft in drafts if draft.stem and (draft.options or draft.number)]
    found = [_NUMBERED.fullmatch("\n".join(draft.stem)) for draft in asked]
    rising = [int(one[2] or one[3]) for one in found if one]
    if len(rising) != len(asked) or len(asked) < FEWEST or rising == list(range(rising[0], rising[0] + len(rising))):
        return  # [1], [2], [3] count them
    for draft, one in zip(asked, found, strict=True):
        if one is not None:
            draft.stem, draft.points = one[1].split("\n"), draft.points or one[2] or one[3]

"""Lines that were broken at the margin within what is asked: `the 42-line Bible` above `were printed by 1455?`.

Code, verse and lists keep their lines: only prose is joined, and only up to the first line that was ended on purpose.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quizapp.formats.marks.true_false import names_both
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import BULLET, LETTERED, NUMBER, ROMAN, is_truth

_GOES_ON = re.compile(r"[\w,)\]”’»%]\*{0,2}\Z")
_CODE = re.compile(r"[=;{}<>#$\\`|\t\[\]~^]|\w\(|\S[ ]{2,}\S|://")
_SHAPES = (LETTERED, ROMAN, BULLET, NUMBER)
_LEAST_WORDS = 4
_LONGEST = 500


def unfolded(draft: Draft) -> Draft:
    """The same question, with prose on one line that was broken in the middle of a sentence."""
    apart = {draft.stem[at] for at in draft.breaks if at < len(draft.stem)}
    end, straight, curly = 1, 0, 0
    for above, below in pairwise(draft.stem):
        straight += above.count('"')
        curly += sum(map(above.count, "“„«")) - sum(map(above.count, "”»"))
        in_quotes = straight % 2 == 1 or curly > 0  # it may be verse
        if below in apart or in_quotes or not _is_broken(above, below):
            break
        end += 1
    draft.stem = [" ".join(draft.stem[:end]), *draft.stem[end:]] if end > 1 else draft.stem
    return draft


def _is_broken(above: str, below: str) -> bool:
    """Whether a sentence goes on below, as a small letter says where both lines are prose."""
    if not below[:1].islower() or max(len(above), len(below)) > _LONGEST:
        return False
    if len(above.split()) < _LEAST_WORDS or not _GOES_ON.search(above):
        return False
    if any(map(_CODE.search, (above, below))) or is_truth(below) or names_both(below):
        return False
    return not any(shape.fullmatch(line) for shape in _SHAPES for line in (above, below))

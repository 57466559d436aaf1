"""Explanations of all questions in a list of their own at the end: `Explanations` above `1. It is so.`, `2. …`.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text import words
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.given import heading
from quizapp.formats.text.lines import ANSWER, BOXED, CUT, LETTERED, NUMBER, RULE, listing, shaped

_HEAD = re.compile(
    r"\W{0,8}(?:(?:detailed|answer|brief|short)[ ])?(?:explanations|rationales|erklärungen|begründungen|erläuterungen"
    r"|explications|justifications|explicaciones|justificaciones|spiegazioni|motivazioni|explicações|toelichtingen)"
    r"(?:[ ](?:of|for|to|zu|des|de|delle|der)[ ].{1,30})?\W{0,4}",
    re.I,
)
"""One explanation may have steps with numbers; several are those of the questions."""
_LETTER = re.compile(rf"[*_]{{0,2}}(?:{words.ANSWER}\b|\(?[A-Ha-h]\)?(?:[.):*]|\Z|[ ][-–—]))", re.I)
_LEAST = 2
_LONGEST = 1_000


def cut_whys(lines: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """The lines without such a list, and what it says of each number; all lines where it may be something else."""
    heads = (at for at, line in enumerate(lines) if len(line) < _LONGEST and _HEAD.fullmatch(line.strip()))
    head = max(heads, default=-1)
    found: dict[int, list[str]] = {}
    at, last, blank = head, 0, False
    for at in range(head + 1, len(lines)) if head > 0 else ():
        line = shaped(lines[at])
        if not line:
            blank = True
            continue
        entry = NUMBER.fullmatch(line)
        number = int(entry[3]) if entry else 0
        if RULE.fullmatch(line) or line.startswith("#") or heading(line) or (blank and found and not entry):
            break
        if LETTERED.match(line) or BOXED.match(line) or ANSWER.match(line) or listing(line):
            return list(lines), {}
        if entry and number > last:
            text = entry[6].strip()
            if _LETTER.match(text) or text.endswith("?"):
                return list(lines), {}  # it names keys, or asks
            found[number], last = [text], number
        elif found and not entry:
            found[last].append(line)
        else:
            return list(lines), {}
        blank = False
    else:
        at += 1
    if len(found) < _LEAST:
        return list(lines), {}
    return [*lines[:head], CUT, *[""] * (at - head - 1), *lines[at:]], {
        number: "\n".join(text) for number, text in found.items()
    }


def share_whys(drafts: Sequence[Draft], whys: dict[int, str]) -> None:
    """Give each question its explanation, if only one has the number."""
    by_number: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.options or draft.answer:
            by_number.setdefault(draft.number, []).append(draft)
    for number, why in whys.items():
        asked = by_number.get(number, [])
        if len(asked) == 1 and not any(asked[0].explanation):
            asked[0].explanation = why.split("\n")

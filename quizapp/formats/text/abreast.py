"""Options side by side on one line: `☐ True ☑ False` behind a statement, `Choices: red | blue` below a question,
a row of lettered options with the key in bold.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.item import fold
from quizapp.formats.marks.letters import LATIN
from quizapp.formats.marks.true_false import pair_of, truth_pair
from quizapp.formats.text.lines import ANSWER, LETTERED, NUMBER

_EMPTY = r"(?:[☐□○◯⬜]\ufe0f?|\[[ _]?\]|\([ _]?\))"
_FULL = r"(?:[☑☒✓✔■●✅⊠◉⦿]\ufe0f?|\[[xX✓✔]\]|\([xX✓✔]\))"
_BOX = rf"({_EMPTY}|{_FULL})"
_WORD = r"([^\W\d_]{1,12})"
_BEFORE = re.compile(rf"(.*\S)\s+{_BOX}\s*{_WORD}\s+{_BOX}\s*{_WORD}\s*")
_BEHIND = re.compile(rf"(.*\S)\s+{_WORD}[ ]?{_BOX}\s+{_WORD}[ ]?{_BOX}\s*")

_LABEL = re.compile(
    r"[ \t]*(?:(?:answer[ ])?(?:options|choices)|antwortmöglichkeiten|opciones|alternativas|opções|propositions|choix"
    r"|opzioni)[ ]?:[ \t]*(?=\S)",
    re.I,
)
_SEPARATORS = ("|", " / ", ";", ",")
_MOST = len(LATIN)
_LEAST = 2
_WORDS = 3
"""Of an option among others between commas; longer ones may have commas of their own."""
_LONGEST = 500
_LEAST_ROWS = 3
"""Rows that must all have one option in bold."""

_BOLD_OPTION = re.compile(r"(?<!\S)\*\*([(\[]?([A-Ha-h])[).\]][ \t]+[^*]+?)\*\*(?!\S)")
_OPTIONS = re.compile(r"(?<!\S)[(\[]?([A-Ha-h])[).\]](?=[ \t])")


def apart(lines: Sequence[str]) -> list[str]:
    """The same lines with letters before such options, and the full box behind a statement as its answer."""
    put = list(lines)
    used = [at for at, line in enumerate(lines) if line.strip()]
    for place, at in enumerate(used):
        line = lines[at]
        if len(line) > _LONGEST:
            continue
        if told := _ticked(line):
            put[at] = told
            continue
        below = lines[used[place + 1]].strip() if place + 1 < len(used) else ""
        answer = ANSWER.match(below) if len(below) < _LONGEST else None
        label = _LABEL.match(line)
        if not place or not (label or answer) or truth_pair(line) or NUMBER.fullmatch(line.strip()):
            continue
        options = _options(line[label.end() :] if label else line, sure=label is not None)
        named = answer and fold(answer[1]).casefold().strip(" .*") in [fold(one).casefold() for one in options]
        if label and LETTERED.match(line[label.end() :]):
            put[at] = line[label.end() :]
        elif options and (label or named):
            put[at] = "   ".join(f"{letter}) {option}" for letter, option in zip(LATIN, options, strict=False))
    return put


def _ticked(line: str) -> str:
    """A statement with its verdict in brackets, where one of two boxes behind it is full."""
    for shape, places in ((_BEFORE, (2, 3, 4, 5)), (_BEHIND, (3, 2, 5, 4))):
        if found := shape.fullmatch(line):
            box, word, other_box, other = (found[place] for place in places)
            full = [re.fullmatch(_FULL, one) is not None for one in (box, other_box)]
            if (pair_of(word, other) or pair_of(other, word)) and full[0] != full[1]:
                return f"{found[1]} (Answer: {word if full[0] else other})"
    return ""


def _options(text: str, *, sure: bool) -> list[str]:
    """The options between bars, strokes or semicolons, and short ones between commas behind a label."""
    for sign in _SEPARATORS:
        parts = [part.strip() for part in text.strip(" |.").split(sign)]
        if len(parts) < _LEAST or len(parts) > _MOST or not all(parts):
            continue
        if sign == "," and not (sure and all(len(part.split()) <= _WORDS for part in parts)):
            return []
        return parts
    return []


def bold_abreast(lines: Sequence[str]) -> list[str]:
    """`a) go   **b) goes**   c) going` with a star behind the bold one, where each such line has one."""
    rows = {}
    for at, line in enumerate(lines):
        bold = _BOLD_OPTION.findall(line) if len(line) < _LONGEST else []
        letters = "".join(_OPTIONS.findall(_BOLD_OPTION.sub(r"\1", line))).lower() if bold else ""
        if len(letters) > 1 and letters == "abcdefgh"[: len(letters)]:
            rows[at] = len(bold)
    if len(rows) < _LEAST_ROWS or set(rows.values()) != {1}:
        return list(lines)
    return [_BOLD_OPTION.sub(r"\1 *", line) if at in rows else line for at, line in enumerate(lines)]

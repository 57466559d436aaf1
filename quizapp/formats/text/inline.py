"""Options that stand on one line, one behind the other."""

from __future__ import annotations

import re

from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import ANSWER, ANSWER_BEHIND, answer_alone


def split(letter: str, text: str, *, loosely: bool = True) -> list[str]:
    """`red b) green c) blue` after `a)`, as three options.

    Not `loosely`, a letter with a full stop and one blank before it is an initial, as in `Robert E. Lee`.
    A capital that a program made of the first letter of a line says nothing of the others: `A) red  b) green`.
    """
    if letter == "A" and not re.search(r"[ \t][(\[]?B[).\]][ \t]", text) and re.search(r"[ \t][(\[]?b[)\]][ \t]", text):
        letter = "a"
    parts = []
    code = ord(letter) + 1
    while chr(code).isalpha():
        own = re.escape(chr(code))
        shape = rf"[ \t]+(?:[-•][ ])?[(\[]?{own}[).\]][ \t]+"
        if not loosely:
            shape = rf"(?:[ ]{{2,}}|[ ]?\t[ \t]*)(?:[-•][ ])?[(\[]?{own}[).\]][ \t]+|[ ][(\[]?{own}[)\]][ \t]+"
        found = re.search(shape, text)
        if found is None:
            break
        parts.append(text[: found.start()])
        text = text[found.end() :]
        code += 1
    return _parted([*parts, text])


def _parted(parts: list[str]) -> list[str]:
    """The options without the sign that parts them, if it stands behind each but maybe the last."""
    ends = {part.rstrip()[-1:] for part in parts[:-1]}
    if len(ends) != 1 or not ends <= set("|;,/"):
        return parts
    return [part.rstrip().removesuffix(*ends).rstrip() for part in parts]


def take_inline(draft: Draft) -> None:
    """A stem that holds its options on the same line: `Which? a) red b) green`."""
    stem = draft.stem[0] if draft.stem else ""
    found = re.search(r"[ \t](?:[-•][ ])?[(\[]?([aA])[).\]][ \t]+", stem)
    if found is None or re.search(r"[ \t][(\[]?[bB][).\]][ \t]", stem[found.end() - 1 :]) is None:
        return
    draft.inline, draft.stem = stem, [stem[: found.start()].strip()]
    parts = split(found[1], stem[found.end() :])
    told = ANSWER_BEHIND.fullmatch(parts[-1])
    if told and not draft.answer and (answer := ANSWER.fullmatch(told[2])):
        parts[-1], draft.answer = told[1], answer_alone(answer[1])
    for at, part in enumerate(parts):
        draft.add(chr(ord("a") + at), part, part, is_marked=False)

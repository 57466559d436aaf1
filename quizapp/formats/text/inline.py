"""Options that stand on one line, one behind the other."""

from __future__ import annotations

import re

from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import ANSWER, ANSWER_BEHIND, TOLD_TWICE, answer_alone, answers_within

_FAMILIES = tuple(
    re.compile(rf"(?:(?<=\s)|\A)({signs})[ \t]+(?=\S)")
    for signs in ("[○◯●◉☐□☑☒■⬜⚪◻🔲]", r"\[[ xX✓✔]\]", r"\([ xX✓✔]\)")
)
"""Circles or boxes, of which one sort stands before each option of a line. A box with a cross may be a wrong one."""
_EMPTY = "☐□○◯⬜⚪◻🔲"
MARKED, UNCLEAR = "\ue00b", "\ue00c"
"""Before an option that had a star before its letter, or one that may belong to the option before it."""


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
        shape = rf"[ \t]+(?:[-•][ ])?(?:\*[ \t]*)?[(\[]?{own}[).\]][ \t]+"
        if not loosely:
            shape = (
                rf"(?:[ ]{{2,}}|[ ]?\t[ \t]*)(?:[-•][ ])?(?:\*[ \t]*)?[(\[]?{own}[).\]][ \t]+"
                rf"|[ ](?:\*[ \t]*)?[(\[]?{own}[)\]][ \t]+|[ ]\*[(\[]?{own}[.][ \t]+"
            )
        found = re.search(shape, text)
        if found is None:
            break
        own_star, next_star = _whose(found[0])
        parts.append(text[: found.start()] + own_star)
        text = next_star + text[found.end() :]
        code += 1
    return _parted([*parts, text])


def _whose(between: str) -> tuple[str, str]:
    """What a star between two options adds to the one before and to the one behind: it marks the nearer one."""
    before, star, behind = between.partition("*")
    if not star:
        return "", ""
    room = len(behind) - len(behind.lstrip())
    if room < len(before):
        return "", MARKED
    return ("", UNCLEAR) if room == len(before) else (" *", "")


def _parted(parts: list[str]) -> list[str]:
    """The options without the sign that parts them, if it stands behind each but maybe the last."""
    ends = {part.rstrip()[-1:] for part in parts[:-1]}
    if len(ends) != 1 or not ends <= set("|;,/"):
        return parts
    return [part.rstrip().removesuffix(*ends).rstrip() for part in parts]


def abreast(line: str) -> tuple[str, list[tuple[str, bool]]]:
    """`Which? ○ red ● blue` as the words before the first circle or box, and the options with whether it is filled.

    None are found where fewer than two stand there, all are filled, or they are filled with different signs.
    """
    for family in _FAMILIES:
        before, *rest = family.split(line)
        signs = [sign.strip("[]() ").lower() for sign in rest[::2]]
        texts = [text.strip() for text in rest[1::2]]
        filled = {sign for sign in signs if sign not in ("", *_EMPTY)}
        if "☒" in signs:
            break
        if len(signs) > 1 and len(filled) < 2 and {*signs} != filled and all(re.search(r"\w", text) for text in texts):
            return before.strip(), [(text, sign in filled) for sign, text in zip(signs, texts, strict=True)]
    return line, []


def take_inline(draft: Draft) -> None:
    """A stem that holds its options on the same line: `Which? a) red b) green`, `Which?  ○ red ○ green`."""
    stem = draft.stem[0] if draft.stem else ""
    before, boxes = abreast(stem)
    if boxes and before[-1:] in ("?", ":", "_", "…"):
        draft.inline, draft.stem = stem, [before]
        for text, is_full in boxes:
            draft.add("", text, text, is_marked=is_full)
        return
    found = re.search(r"[ \t](?:[-•][ ])?[(\[]?([aA])[).\]][ \t]+", stem)
    if found is None or re.search(r"[ \t][(\[]?[bB][).\]][ \t]", stem[found.end() - 1 :]) is None:
        return
    draft.inline, draft.stem = stem, [stem[: found.start()].strip()]
    parts = split(found[1], stem[found.end() :])
    told = ANSWER_BEHIND.fullmatch(parts[-1])
    if told and not draft.answer and (answer := ANSWER.fullmatch(told[2])):
        parts[-1], draft.answer = told[1], answer_alone(answer[1])
        draft.broken = draft.broken or TOLD_TWICE * answers_within(told[1])
    add_parts(draft, "a", parts)


def add_parts(draft: Draft, letter: str, parts: list[str], line: str = "", *, is_marked: bool = False) -> None:
    """Options of one line, the first with this letter. `is_marked` says whether it has a mark before it."""
    for at, part in enumerate(parts):
        text = part.lstrip(MARKED + UNCLEAR)
        if part.startswith(UNCLEAR):
            draft.broken = draft.broken or "a star between two options may mark either"
        marks = part.startswith(MARKED) or (is_marked and at == 0)
        draft.add(chr(ord(letter.lower()) + at), text, line or text, is_marked=marks)

"""Options that lost their letters on the way: lines below a stem that asks, one of them marked or named as the key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.item import fold
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import BEHIND, is_truth

_ASKS = re.compile(r".*(?:[?:？：]|\.\.\.|…|__)[\s*]*(?:[(\[][^)\]]{1,20}[)\]][\s*]*)?", re.S)
_FORM = re.compile(r"(?:\d{1,3} points?|mark only one oval\.?|(?:check|tick|select) all that apply\.?)", re.I)
"""What Google's forms say below a question."""

_SIGN = re.compile("[\u25a0-\u25ff\u2b00-\u2bff\U0001f534-\U0001f53f\U0001f7e0-\U0001f7eb]\ufe0f?[ \t]+")
"""Coloured shapes, as quizzes on a screen have them."""

_LONGEST, _MOST = 150, 10
"""Signs of an option and options of a question; what has more is a text."""

_LEAST = 2
"""Options of a question; fewer lines are a stem that was broken."""


def take(drafts: Sequence[Draft]) -> None:
    """Give each question without letters its options, where something tells which of its lines is the key."""
    for draft in drafts:
        written = _lines(draft)
        lines = [line for line in written if not _FORM.fullmatch(line)]
        asks = next((at for at, line in enumerate(lines) if _ASKS.fullmatch(line)), None)
        if asks is None or len(lines) - asks - 1 < _LEAST or is_truth(draft.answer):
            continue
        options = lines[asks + 1 :]
        if any(_ASKS.fullmatch(line) or len(line) > _LONGEST for line in options) or len(options) > _MOST:
            continue
        if not draft.number and not (asks == 0 and lines[0].rstrip("* ").endswith(("?", "？", ")"))):
            continue  # a text with a list in it
        starred = [line.startswith("*") or BEHIND.fullmatch(line[-60:]) is not None for line in options]
        told = fold(draft.answer).casefold().rstrip(".")
        named = bool(told) and sum(fold(line).casefold().rstrip(".") == told for line in options) == 1
        if not (named if draft.answer else any(starred) and not all(starred)):
            continue
        if all(_SIGN.match(line) for line in options):
            options = [_SIGN.sub("", line, count=1) for line in options]
        draft.stem = lines[: asks + 1]
        if len(lines) < len(written):
            draft.stem[-1] = draft.stem[-1].removesuffix("*").strip()  # a form's sign for what must be answered
        draft.letters, draft.options, draft.written, draft.signs = [], [], [], ""
        draft.marked = set()
        for line, star in zip(options, starred, strict=True):
            text = line.removeprefix("*").strip()
            draft.add("", text, line, is_marked=star and line.startswith("*"))


def _lines(draft: Draft) -> list[str]:
    """All lines of a question that has no options, or of one whose only bullet is the star of its key."""
    if not draft.options:
        return draft.stem
    if len(draft.options) == 1 and draft.signs == "*" and not draft.answer:
        first, *rest = draft.options[0].split("\n")
        return [*draft.stem, f"* {first}", *rest]
    return []

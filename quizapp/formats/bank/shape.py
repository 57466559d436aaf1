"""A question as it is read, and what can be wrong with its shape: keys, options, answers, kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.core.item import Answer, Item, Option, fold
from quizapp.core.kinds.choice import MAX_OPTIONS
from quizapp.core.kinds.numeric import accepted_range
from quizapp.core.page import Question
from quizapp.formats.bank.fields import Value, shown
from quizapp.formats.bank.text import in_fences

_WITH_ANSWERS = ("numeric", "text")
_OPTION = re.compile(r"- \[[ x]\] ")
_RANGE = re.compile(r"([-+.0-9]+)\s*\.\.\s*([-+.0-9]+)")


@dataclass(slots=True)
class Line:
    """An option or an accepted answer, and the line it stands on."""

    at: int
    text: str
    is_key: bool = False
    rationale: str = ""


@dataclass(slots=True)
class Draft:
    """A question while it is read. Lines count from 0; `end` is the line after its last."""

    start: int
    end: int
    name: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)
    stem: str = ""
    stem_at: int = 0
    options: list[Line] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)
    explanation: str = ""
    explanation_at: int = -1

    @property
    def kind(self) -> str:
        options, answers = ([line.text for line in lines] for lines in (self.options, self.answers))
        return self.text("kind") or default_kind(options, answers)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    def names(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()

    def question(self) -> Question:
        numeric = self.kind == "numeric"
        item = Item(
            self.kind,
            self.stem,
            options=tuple(Option(line.text, line.is_key, line.rationale) for line in self.options),
            answers=tuple(
                Answer(line.text.replace("+/-", "±") if numeric else line.text, line.rationale) for line in self.answers
            ),
            explanation=self.explanation,
            facts=self.names("facts"),
            level=self.text("level"),
            difficulty=self.text("difficulty"),
            order=self.text("order", "shuffle"),
            as_of=self.text("as_of"),
            match=self.text("match"),
            unit=self.text("unit"),
            language=self.text("language"),
            tags=self.names("tags"),
        )
        return Question(self.name, item, self.names("was"), self.text("status", "approved"))


def default_kind(options: list[str], answers: list[str]) -> str:
    """The kind of a question that names none."""
    if options or not answers:
        return "true-false" if sorted(options) == ["False", "True"] else "single"
    return "numeric" if all(accepted_range(answer) or _turned(answer) for answer in answers) else "text"


def _turned(answer: str) -> str:
    """A range written from high to low the right way round; nothing for any other answer."""
    match = None if accepted_range(answer) else _RANGE.fullmatch(answer)
    turned = f"{match[2]}..{match[1]}" if match else ""
    return turned if accepted_range(turned) else ""


def shape_problems(draft: Draft) -> Iterator[tuple[int, str]]:
    """What is wrong with the question as a whole, as (line, message)."""
    name, kind = shown(draft.name), draft.kind
    if len(draft.options) < 2 and not draft.answers and (swallowed := _swallowed_options(draft)) is not None:
        yield swallowed, "the code that begins here holds options; close it above them with a line of the same marks"
        return
    at = draft.fields.get("kind", draft.start)
    if not draft.stem.strip():
        yield draft.start, f"{name} has no stem; write what is asked between heading and options"
    if draft.options and draft.answers:
        second = max(draft.options[0].at, draft.answers[0].at)
        yield second, f"{name} has both options and `=` answers; keep one sort"
        return
    if not draft.options and not draft.answers:
        yield draft.start, f"{name} has neither options nor `=` answers; write them below the stem"
        return
    if draft.options and kind in _WITH_ANSWERS:
        yield at, f"{name} is of kind {kind}, which has `=` answers; change the kind or the options"
        return
    if draft.answers and kind not in _WITH_ANSWERS:
        yield at, f"{name} is of kind {kind}, which has options; change the kind or the answers"
        return
    if draft.options:
        yield from _option_problems(draft, name, kind)
    else:
        yield from _answer_problems(draft, kind)
    for field_name, only in (("unit", "numeric"), ("match", "text")):
        if field_name in draft.values and kind != only:
            at = draft.fields[field_name]
            yield at, f"`{field_name}` belongs to {only} questions and {name} is {kind}; remove it"


def _swallowed_options(draft: Draft) -> int | None:
    """The line of code in the stem that looks as if its end was forgotten before the options."""
    lines = draft.stem.split("\n")
    code = in_fences(lines) if any(_OPTION.match(line) for line in lines) else []
    for place, is_code in enumerate(code):
        if is_code and _OPTION.match(lines[place]):
            return draft.stem_at + max(at for at in range(place) if at == 0 or not code[at - 1])
    return None


def _option_problems(draft: Draft, name: str, kind: str) -> Iterator[tuple[int, str]]:
    count = len(draft.options)
    keys = [line for line in draft.options if line.is_key]
    if count > MAX_OPTIONS:
        yield draft.options[MAX_OPTIONS].at, f"{name} has {count} options; keep at most {MAX_OPTIONS}"
        return
    if count < 2:
        yield draft.start, f"{name} has one option; add at least one more"
    elif kind == "true-false" and count > 2:
        yield draft.options[2].at, f"{name} is true-false and has {count} options; keep two or change the kind"
    if not keys:
        yield draft.start, f"{name} has no key; mark one option with `[x]`"
    elif len(keys) > 1 and kind != "multiple":
        yield keys[1].at, f"{name} has {len(keys)} keys; keep one `[x]` or add `kind: multiple` under the heading"
    first: dict[str, int] = {}
    for number, line in enumerate(draft.options, 1):
        if (other := first.setdefault(fold(line.text), number)) != number:
            yield line.at, f"options {other} and {number} of {name} read the same, {shown(line.text)}; change one"


def _answer_problems(draft: Draft, kind: str) -> Iterator[tuple[int, str]]:
    if kind != "numeric":
        return
    for line in draft.answers:
        if turned := _turned(line.text):
            yield line.at, f"{shown(line.text)} runs from high to low; write `{turned}`"
        elif accepted_range(line.text) is None:
            remedy = "write `1932`, `1932 ± 1`, `3.2 ± 2 %` or `1880..1890`"
            yield line.at, f"{shown(line.text)} is not a number; {remedy}"

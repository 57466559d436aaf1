"""Reading one question of a bank page: fields, stem, options or answers, rationale.

What looks like an option, a heading or a field and stands where none may stand is a problem, never text: a reader
that took unknown lines into the stem would swallow `* 1859` in silence.
"""

from __future__ import annotations

import re

from quizapp.core.kinds.choice import MAX_OPTIONS
from quizapp.formats.bank.fields import NAME, read_field, shown
from quizapp.formats.bank.media import picture_problems
from quizapp.formats.bank.shape import Draft, Line, shape_problems
from quizapp.formats.bank.source import HEADING, Source
from quizapp.formats.bank.strays import OPTION_LIKE, loose_text, stray_in_question
from quizapp.formats.bank.text import GRAMMAR, closes, fence_mark, is_fence, tidy_option

_HEADING = re.compile(r"###\s+(.+)$")
_OPTION = re.compile(r"- \[([ xX])\](?:\s+(.*))?$")
_ANSWER = re.compile(r"=(?:\s+(.*))?$")
_OWN_RATIONALE = re.compile(r"  >(?= |$)")
_EXPLANATION = re.compile(r">(?= |$)")


def read_question(source: Source, start: int) -> tuple[Draft, int]:
    """The question whose heading is on line `start`, and the line to go on with; its problems go to the source."""
    reader = _Reader(source, start)
    reader.heading()
    reader.fields()
    reader.stem()
    reader.body()
    draft = reader.draft
    if reader.sound:
        for at, message in shape_problems(draft):
            source.problem(at, message)
        if len(draft.options) <= MAX_OPTIONS:
            for at, message in picture_problems(draft):
                source.problem(at, message)
    return draft, reader.at


class _Reader:
    """Goes down the lines of one question, part by part."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.at = start
        self.draft = Draft(start, start + 1)
        self.touching = -1  # the line of a stem that touches the heading: reported once
        self.sound = True  # no problem so far that would make counting keys and options pointless

    def problem(self, at: int, message: str) -> None:
        self.source.problem(at, message)
        self.sound = False

    def ended(self) -> bool:
        return self.at >= len(self.source) or HEADING.match(self.source.lines[self.at]) is not None

    def heading(self) -> None:
        line = self.source.line(self.at)
        match = _HEADING.match(line)
        self.draft.name = name = match[1] if match else ""
        if not match:
            self.problem(self.at, f"a question begins with `### name`; found {shown(line)}")
        elif not NAME.fullmatch(name):
            near = re.sub(r"[^a-z0-9]+", "-", name[:80].lower()).strip("-") or "first-question"
            remedy = "write at most 80 lower case letters, digits and single hyphens"
            self.source.problem(self.at, f"{shown(name)} is not a name; {remedy}, such as `{near}`")
        self.at += 1

    def fields(self) -> None:
        while not self.ended() and (line := self.source.line(self.at)):
            name, value, problem = read_field(line, head=False)
            if problem:
                self.source.problem(self.at, problem)
            if not name and "blank line" in problem:
                self.touching = self.at
                return
            if name in self.draft.values:
                self.source.problem(self.at, f"`{name}` is written twice; keep one")
            elif name:
                self.draft.values[name] = value
                self.draft.fields[name] = self.at
            if problem and name in ("kind", ""):
                self.sound = False
            self.at += 1

    def stem(self) -> None:
        while not self.ended() and not self.source.line(self.at):
            self.at += 1
        first = self.at
        lines: list[str] = []
        while not self.ended():
            line = self.source.line(self.at)
            if is_fence(line):
                end = self.source.past_fence(self.at)
                lines += self.source.lines[self.at : end]
                self.at = end
                continue
            if GRAMMAR.match(line):
                if _ANSWER.match(line) or OPTION_LIKE.match(line):
                    break
                if self.at != self.touching:
                    self.problem(self.at, stray_in_question(line, in_stem=True))
            lines.append(line)
            self.at += 1
        self.draft.stem_at = first
        before = len(self.source.problems)
        self.draft.stem = self.source.text(first, lines)
        self.sound = self.sound and len(self.source.problems) == before

    def body(self) -> None:
        touching = False  # the line above is not blank
        loose = -2  # the last line of text that belongs to nothing; the next one is the same mistake
        while not self.ended():
            line, at = self.source.line(self.at), self.at
            if not line:
                touching = False
                self.at += 1
                continue
            if match := _OPTION.match(line):
                self.option(match[1], match[2] or "")
            elif match := _ANSWER.match(line):
                self.answer(match[1] or "")
            elif _OWN_RATIONALE.match(line):
                self.rationale()
            elif _EXPLANATION.match(line):
                self.explanation(touching=touching)
            else:
                if is_fence(line):
                    self.at = self.source.past_fence(at) - 1
                    self.source.code(range(at, self.at))
                if GRAMMAR.match(line):
                    self.problem(at, stray_in_question(line, in_stem=False))
                else:
                    if loose != at - 1:
                        self.problem(at, loose_text(line, explained=bool(self.draft.explanation)))
                    loose = at
                self.at += 1
            touching = True
            self.draft.end = self.at

    def before_explanation(self, what: str) -> None:
        if self.draft.explanation:
            self.problem(self.at, f"{what} stands below the rationale of the question; move that rationale to the end")

    def option(self, box: str, text: str) -> None:
        self.before_explanation("this option")
        at = self.at
        if box == "X":
            self.source.problem(at, "write the key as `- [x]`; found `- [X]`")
        if is_fence(text):
            self.problem(at, f"code of an option begins on the next line, indented by two spaces; found {shown(text)}")
        self.at += 1
        fenced: list[str] = []
        while self.at < len(self.source) and self.source.lines[self.at].startswith("  "):
            if not is_fence(self.source.line(self.at)):
                break
            fenced += self.indented_fence()
        if fenced:
            text = "\n".join([text, *fenced] if text else fenced)
            text = tidy_option(text) if self.sound and len(self.draft.options) < MAX_OPTIONS else text
        elif not text:
            self.problem(at, "this option has no text; write it after the brackets or remove the line")
        self.draft.options.append(Line(at, text, box != " "))

    def indented_fence(self) -> list[str]:
        opened, mark = self.at, fence_mark(self.source.line(self.at))
        inner: list[str] = []
        while self.at < len(self.source):
            raw = self.source.lines[self.at]
            if not raw.startswith("  ") and raw.strip():
                break
            inner.append(raw[2:])
            self.at += 1
            if self.at > opened + 1 and closes(raw, mark):
                self.source.code(range(opened + 1, self.at - 1))
                return inner
        self.source.code(range(opened + 1, self.at))
        self.source.open_fence(opened, mark)
        self.sound = False
        return inner

    def answer(self, text: str) -> None:
        self.before_explanation("this answer")
        if not text:
            self.problem(self.at, "this answer is empty; write `= value` or remove the line")
        self.draft.answers.append(Line(self.at, text))
        self.at += 1

    def rationale(self) -> None:
        at = self.at
        self.at, inner = self.source.prefixed(at, "  > ")
        text = self.source.text(at, inner)
        above = max([*self.draft.options[-1:], *self.draft.answers[-1:]], key=lambda line: line.at, default=None)
        if not text:
            self.problem(at, "this rationale is empty; write it or remove the line")
        elif self.draft.explanation or above is None:
            self.problem(at, "this rationale stands below no option; move it to the option or answer it is about")
        elif above.rationale:
            self.problem(at, "this rationale goes on after a blank line; write `  >` in place of the blank line")
        else:
            above.rationale = text

    def explanation(self, *, touching: bool) -> None:
        at = self.at
        self.at, inner = self.source.prefixed(at, "> ")
        text = self.source.text(at, inner)
        if not text:
            self.problem(at, "this rationale is empty; write it or remove the line")
        elif self.draft.explanation:
            self.problem(at, "this rationale goes on after a blank line; write `>` in place of the blank line")
        elif touching:
            remedy = "the rationale of an option begins with two spaces and `> `"
            self.problem(at, f"leave a blank line before the rationale of the question; {remedy}")
        else:
            self.draft.explanation_at = at
        self.draft.explanation = self.draft.explanation or text

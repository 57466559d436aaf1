"""The lines of one page while it is read: numbered, normalised once, with the problems found in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quizapp.core.errors import Problem
from quizapp.formats.bank.text import (
    closes,
    closing_ahead,
    fence_mark,
    first_controls,
    is_fence,
    tidy_text,
    too_many_marks,
    unescape,
    without_controls,
)

MAX_BYTES = 1 << 20
MAX_PROBLEMS = 1_000
HEADING = re.compile(r"#{2,3}(?!#)")


class Source:
    """A page's lines. Line numbers inside the program count from 0; only problems count from 1."""

    def __init__(self, text: str, name: str) -> None:
        self.place = f"{name}.md"
        self.problems: list[Problem] = []
        self._tabs_meant: set[int] = set()  # lines of code, where a tab is text
        self.unreadable = False
        self._closing: dict[str, list[int]] = {}
        self.lines = self._normal(text).split("\n")

    def _normal(self, text: str) -> str:
        text = text.removeprefix("\ufeff")
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
            self.unreadable = True
            self.problem(0, "a page has at most 1 MiB; split it into several pages")
            return ""
        if text.isascii():
            return self._without_controls(text)
        if (place := too_many_marks(text)) is not None:
            self.unreadable = True
            self.problem(text.count("\n", 0, place), "more than 30 combining marks in a row; remove some")
            return ""
        return self._without_controls(unicodedata.normalize("NFC", text))

    def _without_controls(self, text: str) -> str:
        controls = first_controls(text)
        line = at = 0
        for place, character in controls:
            line, at = line + text.count("\n", at, place), place
            self.problem(line, f"the invisible control character U+{ord(character):04X} stands here; remove it")
        return without_controls(text) if controls else text

    @property
    def is_hopeless(self) -> bool:
        """Whether so much is wrong that reading on would only take time."""
        return len(self.problems) >= MAX_PROBLEMS

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, at: int) -> str:
        """A line outside code: trailing whitespace does not exist."""
        return self.lines[at].rstrip()

    def problem(self, at: int, message: str) -> None:
        if not self.is_hopeless:
            self.problems.append(Problem(self.place, at + 1, message))

    def past_fence(self, at: int) -> int:
        """The line after the fenced code that opens here; where it stays open, the next heading."""
        if not self._closing:
            self._closing = closing_ahead(self.lines)
        mark = fence_mark(self.line(at))
        closed = self._closing[mark[0]][at + 1] >= len(mark)
        end = at + 1
        while end < len(self.lines):
            if closed and closes(self.lines[end], mark):
                return end + 1
            if not closed and HEADING.match(self.lines[end]):
                return end
            end += 1
        return end

    def open_fence(self, at: int, mark: str) -> None:
        marks = "three backticks" if mark == "```" else f"`{mark}`" if mark[0] == "~" else f"{len(mark)} backticks"
        self.problem(at, f"the code fence opened here is never closed; add a line with {marks}")

    def code(self, lines: Iterable[int]) -> None:
        """These lines are code; tabs in them are meant."""
        self._tabs_meant.update(lines)

    def prefixed(self, at: int, prefix: str) -> tuple[int, list[str]]:
        """The lines from here on that begin with the prefix, without it, and the line after them.

        A prefix with nothing after it is an empty line.
        """
        inner: list[str] = []
        bare = prefix.rstrip()
        while at < len(self.lines):
            line = self.lines[at]
            if line.startswith(prefix):
                inner.append(line[len(prefix) :])
            elif line.rstrip() == bare:
                inner.append("")
            else:
                break
            at += 1
        return at, inner

    def text(self, first: int, lines: list[str]) -> str:
        """Lines of a stem or a rationale as Markdown: escapes undone outside code, an open fence reported."""
        out: list[str] = []
        opened, mark = -1, ""
        fences = False
        for place, raw in enumerate(lines):
            line = raw.rstrip()
            if mark:
                if closes(line, mark):
                    self.code(range(first + opened + 1, first + place))
                    mark = ""
                    out.append(line)
                else:
                    out.append(raw)
            elif is_fence(line):
                opened, mark = place, fence_mark(line)
                fences = True
                out.append(line)
            elif line:
                out.append(unescape(line))
            elif out and out[-1]:
                out.append("")
        if mark:
            self.open_fence(first + opened, mark)
        text = "\n".join(out)
        # A fence meant literally and a real one can pair up once the backslash is gone: settle it as the writer will.
        return tidy_text(text) if fences or "```" in text or "~~~" in text else text.rstrip("\n")

    def check_tabs(self) -> None:
        """Report each tab outside code that nothing else on its line has made known."""
        known = {problem.line - 1 for problem in self.problems}
        for at, line in enumerate(self.lines):
            if "\t" in line and "\t" in line.rstrip() and at not in self._tabs_meant and at not in known:
                self.problem(at, "found a tab; outside code write spaces")

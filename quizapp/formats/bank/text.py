"""The lines of a bank page: what looks like grammar, how text is told from it, and how text is tidied.

A line of text that begins like grammar carries one backslash. To make that a bijection, lines that already
begin with backslashes before something like grammar get one more, and the reader takes exactly one away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FENCE = re.compile(r"\s*(?:(`{3,})[^`]*|(~{3,}).*)$")
"""A line that opens fenced code; a backtick fence has no further backtick, or it would be code within a line."""

_GRAMMAR = (
    r"[-*+](?=[\s\[]|$)"  # an option, or a Markdown list
    r"|[•◦▪●○☐☑☒](?=\s)"  # an option pasted from a word processor
    r"|\[[ xX*]?\](?=\s|$)|[A-Za-z]\)|\([A-Za-z0-9]\)\s|[A-Za-z]\.\s|[0-9]{1,9}[.)]\s"
    r"|[#>=@]|---"
    r"|[^\W\d][\w-]{0,39}:\s"
    r"|`{3,}[^`]*$|~{3,}"
)
GRAMMAR = re.compile(rf"\s*(?:{_GRAMMAR})")
_ESCAPABLE = re.compile(rf"(\s*)\\*(?:{_GRAMMAR})")
_ESCAPED = re.compile(rf"(\s*)\\(?=\\*(?:{_GRAMMAR}))")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]{31,}")
MAX_MARKS = 30
"""Combining marks allowed in a row (Unicode's stream-safe format, UAX #15): normalising takes quadratic time."""


def is_fence(line: str) -> bool:
    return FENCE.match(line) is not None


def fence_mark(line: str) -> str:
    """The mark that opens fenced code on this line, or nothing."""
    match = FENCE.match(line)
    return (match[1] or match[2]) if match else ""


def closes(line: str, mark: str) -> bool:
    """Whether the line closes a fence opened with `mark`: the same character, at least as often, and no more."""
    bare = line.strip()
    return bare.startswith(mark) and not bare.strip(mark[0])


def escape(line: str) -> str:
    """The line as it stands on a page, where it might be taken for grammar."""
    match = _ESCAPABLE.match(line)
    return f"{match[1]}\\{line[match.end(1) :]}" if match else line


def unescape(line: str) -> str:
    """The line that `escape` was given."""
    match = _ESCAPED.match(line)
    return match[1] + line[match.end() :] if match else line


def closing_ahead(lines: Sequence[str]) -> dict[str, list[int]]:
    """Per fence character, the length of the longest closing mark from each line on.

    Asking it before looking for a fence's end keeps pages full of open fences linear.
    """
    longest = {"`": [0] * (len(lines) + 1), "~": [0] * (len(lines) + 1)}
    for place in range(len(lines) - 1, -1, -1):
        bare = lines[place].strip()
        for char, ahead in longest.items():
            ahead[place] = max(ahead[place + 1], len(bare) if bare and not bare.strip(char) else 0)
    return longest


def in_fences(lines: Sequence[str]) -> list[bool]:
    """Which lines belong to fenced code, fences included. A fence that is never closed is text."""
    longest = closing_ahead(lines)
    marks = [False] * len(lines)
    open_mark = ""
    for place, line in enumerate(lines):
        if open_mark:
            marks[place] = True
            if closes(line, open_mark):
                open_mark = ""
        elif (mark := fence_mark(line.rstrip())) and longest[mark[0]][place + 1] >= len(mark):
            marks[place] = True
            open_mark = mark
    return marks


def characters(text: str) -> str:
    """Text from anywhere as NFC with `\\n` ends and without control characters, which become spaces.

    Raises ValueError for more than MAX_MARKS combining marks in a row.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = without_controls(text)
    if not text.isascii():
        if too_many_marks(text) is not None:
            raise ValueError(f"more than {MAX_MARKS} combining marks in a row; remove some")
        text = unicodedata.normalize("NFC", text)
    return text


def without_controls(text: str) -> str:
    """Control characters other than tab and line feed become spaces."""
    return _CONTROL.sub(" ", text)


def too_many_marks(text: str) -> int | None:
    """Where more than MAX_MARKS combining marks stand in a row, if anywhere."""
    for run in _FOREIGN.finditer(text):
        marks = 0
        for place in range(run.start(), run.end()):
            marks = marks + 1 if unicodedata.combining(text[place]) else 0
            if marks > MAX_MARKS:
                return place
    return None


def first_controls(text: str) -> list[tuple[int, str]]:
    """The first control character of each line that has one, as (position, character); tabs are not among them."""
    return [(match.start(), match[1]) for match in re.finditer(rf"({_CONTROL.pattern})[^\n]*", text)]


def tidy_text(text: str) -> str:
    """Several lines of Markdown in canonical form.

    Outside fenced code: no trailing whitespace, no tabs, no blank line at either end, never two in a row.
    """
    lines = characters(text).split("\n")
    tidy: list[str] = []
    blank = True
    code = in_fences(lines) if "```" in text or "~~~" in text else [False] * len(lines)
    open_mark = ""
    for line, is_code in zip(lines, code, strict=True):
        if not is_code:
            line = line.expandtabs(4).rstrip() if "\t" in line else line.rstrip()
        elif not open_mark:
            line = line.expandtabs(4).rstrip()
            open_mark = fence_mark(line)
        elif closes(line, open_mark):
            line = line.expandtabs(4).rstrip()
            open_mark = ""
        if line or is_code:
            tidy.append(line)
        elif not blank:
            tidy.append("")
        blank = not line and not is_code
    while tidy and not tidy[-1]:
        tidy.pop()
    return "\n".join(tidy)


def tidy_line(text: str) -> str:
    """One line of text in canonical form: line breaks and tabs become spaces, none at either end."""
    return characters(text).replace("\n", " ").replace("\t", " ").strip()


def tidy_quote(text: str) -> str:
    """A quote keeps its line breaks; blank lines and space around lines mean nothing in it."""
    return "\n".join(line for line in map(tidy_line, text.split("\n")) if line)


def tidy_option(text: str) -> str:
    """An option: one line of text, then any fenced code. A fence left open is closed, as a browser shows it.

    Raises ValueError for text after code.
    """
    text = characters(text)
    if "```" not in text and "~~~" not in text:
        return " ".join(line.strip() for line in tidy_text(text).split("\n") if line)
    lines = tidy_text(_closed(text)).split("\n")
    code = in_fences(lines)
    first = code.index(True) if True in code else len(lines)
    if any(line and not is_code for line, is_code in zip(lines[first:], code[first:], strict=True)):
        raise ValueError("an option has text after its code; move the text before the code")
    prose = " ".join(line.strip() for line in lines[:first] if line)
    fenced = [line for line, is_code in zip(lines, code, strict=True) if is_code]
    return "\n".join([prose, *fenced] if prose else fenced)


def _closed(text: str) -> str:
    lines = text.split("\n")
    for line, is_code in zip(lines, in_fences(lines), strict=True):
        if not is_code and is_fence(line.rstrip()):
            return f"{text.rstrip(chr(10))}\n{fence_mark(line.rstrip())}"
    return text

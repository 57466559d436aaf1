"""What to say about a line of a bank page that stands where no such line may stand."""

from __future__ import annotations

import re

from quizapp.formats.bank.fields import shown

OPTION_LIKE = re.compile(r"\s*(?!---)(?:[-*+•◦▪●○☐☑☒\[(]|[A-Za-z][.)]|[0-9]{1,9}[.)])")
"""Tells option-like lines from the others among the lines that look like grammar."""

_OR_ESCAPE = "or put a backslash before it where it is text"


def stray_in_question(line: str, *, in_stem: bool) -> str:
    """For a line that looks like grammar and is not, or not here."""
    found, bare = shown(line), line.lstrip()
    if bare[0] == ">":
        return _stray_rationale(line, bare, in_stem=in_stem)
    if bare[0] == "=":
        return f"write an accepted answer as `= value`; found {found}"
    if bare[0] == "#":
        return f"a question begins with `### name`; write it so, {_OR_ESCAPE}; found {found}"
    if bare[0] == "@":
        return f"a place stands below a fact; move it there, {_OR_ESCAPE}; found {found}"
    if bare.startswith("---"):
        return f"`---` bounds the page head; remove it, {_OR_ESCAPE}; found {found}"
    if OPTION_LIKE.match(line):
        return (
            f"write an option as `- [ ] text`, or `- [x] text` for the key; found {found} "
            "(a stem line may begin like this after a backslash)"
        )
    if bare[0] in "`~":
        return f"code of an option stands right below it, indented by two spaces; move it there; found {found}"
    return f"a field stands directly below the heading; move it there, {_OR_ESCAPE}; found {found}"


def _stray_rationale(line: str, bare: str, *, in_stem: bool) -> str:
    if in_stem and (line == ">" or line.startswith("> ")):
        return f"a rationale follows the options; move it there, {_OR_ESCAPE}; found {shown(line)}"
    return f"a rationale begins with two spaces and `> `; found {indentation(line, bare)}"


def indentation(line: str, bare: str) -> str:
    """The wrong indentation of a line in words; the line itself where its indentation is right."""
    indent = line[: len(line) - len(bare)]
    if "\t" in indent:
        return "a tab"
    if len(indent) == 1:
        return "one space"
    return shown(line) if len(indent) in (0, 2) else f"{len(indent)} spaces"


def loose_text(line: str, *, explained: bool) -> str:
    """For text below the options that is neither option nor rationale."""
    if explained:
        return f"only lines that begin with `> ` follow the rationale of a question; found {shown(line)}"
    return f"an option is one line, and its rationale begins with two spaces and `> `; found {shown(line)}"


def stray_in_facts(line: str) -> str:
    """For any line among the facts that has none of their shapes."""
    bare = line.lstrip()
    if bare[0] == ">":
        return f"evidence begins with two spaces and `> `; found {indentation(line, bare)}"
    if bare[0] == "@":
        return f"a place begins with two spaces and `@ `; found {indentation(line, bare)}"
    return f"write a fact as `- F1: statement`, on one line; found {shown(line)}"

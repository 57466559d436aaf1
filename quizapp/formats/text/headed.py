"""Headings above a question: the signs of Markdown are no part of it, nor is the heading of the part it stands in.

Where questions are numbered the number below tells such a heading; without, `Part B: Plants` does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from quizapp.formats import heading
from quizapp.formats.report import Ledger
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import (
    ANSWER,
    ASIDE,
    BOXED,
    BULLET,
    CHOSEN,
    EXPLANATION,
    LETTERED,
    NUMBER,
    QUESTION,
    SAID_IN_WORDS,
    SOLUTION,
    about_question,
    listing,
    shaped,
)
from quizapp.formats.text.passages import INTRODUCES

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_HEAD = re.compile(rf"[#*_]{{0,6}}[ ]?{heading.PART}[ ]?[*_:]{{0,3}}", re.I)
_IN_BRACKETS = re.compile(r"[(\[].*[)\]]")
_ANNOUNCES = re.compile(r"\b(?:quiz|questions|mcqs|fragen|qcm|preguntas|domande)\b[^?]*:\Z", re.I)
_LABEL = re.compile(r"[^\W\d_][\w'’-]*(?:[ ][\w'’-]+){0,3}[ ]?:[ ]\S.*")
_SORT = re.compile(
    r"\W{0,3}(?:multiple[ -](?:choice|select|answers?|response)|single[ -](?:choice|select|answer)|check ?box(?:es)?"
    r"|true[ ]?(?:/|or)[ ]?false|mcq|choix (?:multiple|unique)|opción múltiple|(?:mehrfach|einfach)auswahl)"
    r"(?:[ ]question)?\W{0,3}",
    re.I,
)
"""The kind of a question on a line of its own, as some programs write it."""
_TAKEN = "\ue009"
"""Stands for such a label, so that the next one below it is one too."""

_LONGEST = 100
_NEAR = 6
"""Lines of a question above its first option."""


def unmarked(draft: Draft, ledger: Ledger) -> Draft:
    """The question without the signs of its heading; a heading above one of more signs is that of a part, and noted.

    One sign alone stays: it may begin a comment of code.
    """
    found = [_HEADING.fullmatch(line) for line in draft.stem]
    deep = [len(head[1]) if head else 0 for head in found]
    last = max((at for at, depth in enumerate(deep) if depth), default=0)
    parts = {at for at in range(last) if 0 < deep[at] < deep[last]}
    for at in sorted(parts):
        ledger.note(f"line {draft.line}: “{draft.stem[at][:60]}” is a heading and no question")
    if draft.options and len(draft.stem) > 1 and _SORT.fullmatch(draft.stem[-1]):
        draft.changes.append(f"“{draft.stem.pop()}” above its options was left out")
        found, deep = found[:-1], deep[:-1]
    draft.breaks = [at - sum(part < at for part in parts) for at in draft.breaks]
    draft.stem = [
        head[2] if head and depth > 1 else line
        for at, (line, head, depth) in enumerate(zip(draft.stem, found, deep, strict=True))
        if at not in parts
    ]
    return draft


def without_asides(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """The same lines, each in its place, without the headings of parts and labels below answers; each is noted."""
    put = list(lines)
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare or len(bare) > _LONGEST or bare[-1] in "?!":
            continue
        if bare[-1] not in ".,;" and _HEAD.fullmatch(bare) and _is_between(lines, at):
            ledger.note(f"line {at + 1}: “{bare.strip('#*_ ')[:60]}” is a heading and no question")
            put[at] = ""
        elif _LABEL.fullmatch(bare) and not listing(bare) and _is_below_answer(lines, put, at):
            ledger.note(f"line {at + 1}: “{bare[:60]}” is said of the question above and was left out")
            put[at] = _TAKEN
    return ["" if line == _TAKEN else line for line in put]


def _is_below_answer(lines: Sequence[str], put: Sequence[str], at: int) -> bool:
    """Whether a line stands right below an answer, or what is said of it, and apart from the question that follows."""
    above = at - 1
    while above > max(0, at - _NEAR) and (put[above] == _TAKEN or ASIDE.fullmatch(lines[above].strip())):
        above -= 1
    told = ANSWER.match(lines[above].strip()) if at else None
    shapes = (ANSWER, ASIDE, EXPLANATION, SAID_IN_WORDS, SOLUTION, CHOSEN, QUESTION)
    own = any(shape.match(lines[at].strip()) for shape in shapes) or about_question(lines[at].strip())
    own = own or INTRODUCES.fullmatch(lines[at].strip())
    if not told or EXPLANATION.match(lines[above].strip()) or own:
        return False
    below = [line.strip() for line in lines[at + 1 : at + 1 + _NEAR]]
    first = next(filter(None, below), "")
    apart = not any(below[:1]) or any(shape.fullmatch(shaped(first)) for shape in (NUMBER, _LABEL, ASIDE))
    return apart and not _is_option(first)


def _is_between(lines: Sequence[str], at: int) -> bool:
    """Whether a question ended above a line, and one begins below it: words first, then an option."""
    above = lines[at - 1].strip() if at else ""
    if above and not (_is_option(above) or ANSWER.match(above)):
        return False
    below = [one for line in lines[at + 1 : at + 1 + 2 * _NEAR] if (one := shaped(line))][: _NEAR + 1]
    if not below or any(map(listing, below[:1])) or ANSWER.match(below[0]):
        return False
    options = [_is_option(one) for one in below]
    asked = below[: options.index(True)] if any(options) else []
    return bool(asked) and not any(NUMBER.fullmatch(one) or _HEAD.fullmatch(one) for one in asked)


def _is_option(line: str) -> bool:
    return any(shape.fullmatch(line) for shape in (LETTERED, BOXED, BULLET))


def take_heading(first: Draft, ledger: Ledger) -> None:
    """A line above the first of several questions whose stems are all one paragraph is a heading, with what is in
    brackets below it; several paragraphs are, if nothing else stands in them.
    """
    head = first.stem[: first.breaks[-1]]
    noted = 1 + sum(1 for _ in takewhile(_IN_BRACKETS.fullmatch, head[1:]))
    alone = noted == len(head) or len(first.breaks) == 1
    announces = head[:1] and _ANNOUNCES.search(head[0]) and first.stem[-1].endswith("?")
    if not head or head == first.stem or (head[0].endswith(("?", ":", ".")) and not announces) or not alone:
        return
    note(first.line, head[:noted], ledger)
    first.stem = first.stem[noted:]


def note(line: int, above: Sequence[str], ledger: Ledger) -> None:
    """What stands among the questions and is none. A heading is not lost: a new page is called so."""
    why = "is a heading and no question" if heading.names(above[0]) else "asks nothing and was left out"
    ledger.note(f"line {line}: “{' '.join(above)[:60]}” {why}")

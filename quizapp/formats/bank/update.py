"""Changing a page in place: only the lines of what changed differ, even where the rest is not canonical."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.errors import BadInput
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats.bank.reader import Parsed, parse
from quizapp.formats.bank.writer import fact_lines, head_lines, question_lines, tidy_page, verified, write

Edit = tuple[int, int, list[str]]
"""First line, line after the last, and what is to stand there."""


def replace_question(text: str, name: str, question: Question, facts: tuple[Fact, ...] = ()) -> str:
    """The page text with this question in place of the one of its name, or at the end; facts alike, by number.

    Raises BadInput where the text has problems or the question does not fit the page.
    """
    parsed, page = _parsed(text, name)
    by_number = {fact.number: fact for fact in (*page.facts, *facts)}
    by_name = {other.name: other for other in page.questions} | {question.name: question}
    return _updated(text, parsed, replace(page, facts=tuple(by_number.values()), questions=tuple(by_name.values())))


def replace_fact(text: str, name: str, fact: Fact) -> str:
    """The page text with this fact in place of the one of its number, or below the last. Raises as the above."""
    parsed, page = _parsed(text, name)
    by_number = {other.number: other for other in page.facts} | {fact.number: fact}
    return _updated(text, parsed, replace(page, facts=tuple(by_number.values())))


def replace_head(text: str, name: str, head: Head) -> str:
    """The page text under another head. Raises as the above."""
    parsed, page = _parsed(text, name)
    return _updated(text, parsed, replace(page, head=head))


def update(text: str, page: Page) -> str:
    """The page text changed so that it says `page`, with the smallest difference.

    Head, facts and questions that say the same keep their lines byte for byte; changed ones are written in canonical
    spelling, new ones stand at the end of their section, missing ones go. Raises BadInput as `write` does, and where
    the text has problems.
    """
    return _updated(text, _parsed(text, page.name)[0], page)


def _parsed(text: str, name: str) -> tuple[Parsed, Page]:
    parsed = parse(text, name)
    page = parsed.page
    if page is None:
        raise BadInput(str(parsed.problems[0]))
    return parsed, page


def _updated(text: str, parsed: Parsed, page: Page) -> str:
    page = tidy_page(page)
    old = parsed.page
    if old is None or old == page:
        return text
    edits: list[Edit] = []
    if old.head != page.head:
        edits.append((_head_start(text), parsed.head_end, head_lines(page.head)))
    facts = {fact.number: fact for fact in page.facts}
    for fact_draft in parsed.facts:
        fact = facts.pop(fact_draft.number, None)
        if fact != fact_draft.fact():
            edits.append((fact_draft.start, fact_draft.end, fact_lines(fact) if fact else []))
    if facts:
        end = parsed.facts[-1].end if parsed.facts else parsed.head_end
        heading = [] if parsed.facts else ["", "## Facts", ""]
        edits.append((end, end, heading + [line for fact in facts.values() for line in fact_lines(fact)]))
    questions = {question.name: question for question in page.questions}
    for draft in parsed.questions:
        question = questions.pop(draft.name, None)
        if question != draft.question():
            edits.append((draft.start, draft.end, question_lines(question) if question else []))
    end = parsed.questions[-1].end
    edits += [(end, end, ["", *question_lines(question)]) for question in questions.values()]
    try:
        return verified(_edited(text, edits), page)
    except BadInput:
        return write(page)  # another order of questions, or no facts left: what single edits cannot say


def _head_start(text: str) -> int:
    lines = text.removeprefix("\ufeff").split("\n")
    return next(at for at, line in enumerate(lines) if line.strip())


def _edited(text: str, edits: list[Edit]) -> str:
    ending = "\r" if "\r\n" in text else ""
    lines = text.split("\n")
    out: list[str] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        out += lines[done:start]
        while not new and out and not out[-1].strip():
            out.pop()  # the blank lines above what goes
        if start == len(lines) and not out[-1].endswith(ending):
            out[-1] += ending  # the last line had no end so far
        out += [line + ending for line in new]
        done = end
    out += lines[done:]
    return "\n".join(out if not out[-1].strip() else [*out, ""])

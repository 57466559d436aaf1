"""Reading a bank page: head, facts and questions as values, and every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from quizapp.core.errors import Problem
from quizapp.core.page import Fact, Head, Page
from quizapp.formats.bank.fields import DEFAULT_LANGUAGE, FACT_NAME, NAME, Value, listed, read_field, shown
from quizapp.formats.bank.question import read_question
from quizapp.formats.bank.shape import Draft
from quizapp.formats.bank.source import HEADING, Source
from quizapp.formats.bank.strays import stray_in_facts
from quizapp.formats.bank.text import unescape

MAX_QUESTIONS = 1_000
_SECTIONS = ("## Facts", "## Questions")
_FACT = re.compile(r"- F([1-9][0-9]{0,5}):(?:\s+(.*))?$")
_PLACE = re.compile(r"  @(?:\s+(.*))?$")
_EVIDENCE = re.compile(r"  >(?: |$)")


@dataclass(slots=True)
class FactDraft:
    """A fact while it is read, with the line of each of its quotes."""

    number: int
    start: int
    end: int
    statement: str
    quotes: list[str] = field(default_factory=list)
    quote_lines: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def fact(self) -> Fact:
        return Fact(self.number, self.statement, tuple(self.quotes), tuple(self.places))


@dataclass(slots=True)
class Parsed:
    """A page as read, and where its parts stand; lines count from 0, ends are exclusive.

    With problems the parts are only good for finding more problems.
    """

    name: str
    problems: list[Problem]
    head_read: bool = False
    head: Head = field(default_factory=lambda: Head(""))
    head_end: int = 0
    facts_read: bool = True
    facts: list[FactDraft] = field(default_factory=list)
    questions: list[Draft] = field(default_factory=list)
    sections: dict[str, int] = field(default_factory=dict)

    @property
    def page(self) -> Page | None:
        if self.problems:
            return None
        facts = sorted((draft.fact() for draft in self.facts), key=lambda fact: fact.number)
        return Page(self.name, self.head, tuple(facts), tuple(draft.question() for draft in self.questions))


def parse(text: str, name: str) -> Parsed:
    """The page with the lines of its parts; all its problems in line order."""
    source = Source(text, name)
    parsed = Parsed(name, source.problems)
    if source.unreadable:
        return parsed
    if not NAME.fullmatch(name):
        remedy = "call the file by lower case letters, digits and single hyphens, such as `tidal-power.md`"
        parsed.problems.append(Problem(source.place, 0, f"{shown(name)} is not a page name; {remedy}"))
    at = _read_head(source, parsed)
    _read_sections(source, at, parsed)
    for line, message in _page_problems(parsed):
        source.problem(line, message)
    source.check_tabs()
    parsed.problems.sort()
    return parsed


def _read_head(source: Source, parsed: Parsed) -> int:
    at = _past_blank(source, 0)
    if at >= len(source) or source.line(at) != "---":
        source.problem(
            min(at, len(source) - 1), "a page begins with its head; write `---`, then `title: …`, then `---`"
        )
        if at >= len(source) or not read_field(source.line(at), head=True)[0]:
            return _past_section(source, at)
        at -= 1  # only its first line is missing
    start, values = max(at, 0), dict[str, Value]()
    at += 1
    while at < len(source) and (line := source.line(at)) != "---" and not source.is_hopeless:
        if HEADING.match(line):
            source.problem(start, "the page head opened here is never closed; add a line `---` after its last field")
            break
        if line:
            name, value, problem = read_field(line, head=True)
            if name in values:
                problem = problem or f"`{name}` is written twice; keep one"
            if problem:
                source.problem(at, problem)
            if name:
                values[name] = value
        at += 1
    else:
        if at >= len(source):
            source.problem(start, "the page head opened here is never closed; add a line `---` after its last field")
        at += 1
    if "title" not in values:
        source.problem(start, "the page has no title; write `title: …` in its head")
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    tags = values.get("tags", ())
    parsed.head_read = True
    parsed.head = Head(
        title=texts.pop("title", ""),
        language=texts.pop("language", DEFAULT_LANGUAGE),
        tags=tags if isinstance(tags, tuple) else (),
        **{name: value for name, value in texts.items() if name != "tags"},
    )
    parsed.head_end = at
    return at


def _past_blank(source: Source, at: int) -> int:
    while at < len(source) and not source.line(at):
        at += 1
    return at


def _read_sections(source: Source, at: int, parsed: Parsed) -> None:
    section = ""
    while (at := _past_blank(source, at)) < len(source) and not source.is_hopeless:
        line = source.line(at)
        near = get_close_matches(line[:40], _SECTIONS, n=1, cutoff=0.7) if line.startswith("##") else []
        if near and not line.startswith("###"):
            section = near[0][3:]
            if line != near[0]:
                source.problem(at, f"write this line as `{near[0]}`; found {shown(line)}")
            if section in parsed.sections:
                source.problem(at, f"`{near[0]}` stands twice on this page; keep one")
            elif section == "Facts" and "Questions" in parsed.sections:
                source.problem(at, "`## Facts` stands below the questions; move it above `## Questions`")
            parsed.sections.setdefault(section, at)
            at += 1
        elif line.startswith("##") and not line.startswith("###"):
            source.problem(at, f"a page has the sections `## Facts` and `## Questions`; found {shown(line)}")
            at = _past_section(source, at + 1)
        elif HEADING.match(line):
            if section != "Questions":
                source.problem(at, "a question stands below `## Questions`; add that line above the first question")
                section = "Questions"
                parsed.sections.setdefault(section, at)
            if len(parsed.questions) == MAX_QUESTIONS:
                source.problem(at, f"a page has at most {MAX_QUESTIONS} questions; move the rest to another page")
                return
            draft, at = read_question(source, at)
            parsed.questions.append(draft)
        elif section == "Facts":
            at = _read_fact(source, at, parsed)
        else:
            where = "above the first `### name`" if section else "between the head and the first section"
            source.problem(at, f"no text stands {where}; remove it; found {shown(line)}")
            at = _past_section(source, at + 1)
    if "Questions" not in parsed.sections:
        source.problem(max(len(source) - 1, 0), "the page has no questions; add `## Questions` and a `### name` below")
    elif not parsed.questions:
        source.problem(parsed.sections["Questions"], "this section is empty; add a question that begins `### name`")
    if "Facts" in parsed.sections and not parsed.facts:
        source.problem(parsed.sections["Facts"], "this section is empty; add a fact as `- F1: statement` or remove it")


def _past_section(source: Source, at: int) -> int:
    """The next heading; what stands before it belongs to the mistake just reported."""
    while at < len(source) and not HEADING.match(source.lines[at]):
        at += 1
    return at


def _read_fact(source: Source, at: int, parsed: Parsed) -> int:
    line = source.line(at)
    match = _FACT.match(line)
    if not match:
        parsed.facts_read = False
        source.problem(at, stray_in_facts(line))
        at += 1
        while at < len(source) and (below := source.line(at)) and below.startswith("  "):
            at += 1  # evidence of what could not be read
        return at
    draft = FactDraft(int(match[1]), at, at + 1, match[2] or "")
    if not draft.statement:
        source.problem(at, f"F{draft.number} has no statement; write it after the colon")
    at += 1
    while (at := _past_blank(source, at)) < len(source):
        line = source.line(at)
        if _EVIDENCE.match(line):
            at = _read_quotes(source, at, draft)
        elif place := _PLACE.match(line):
            if not place[1]:
                source.problem(at, "this place is empty; write it as `  @ paragraph 3` or remove the line")
            draft.places.append(place[1] or "")
            at += 1
        else:
            break
        draft.end = at
    parsed.facts.append(draft)
    return at


def _read_quotes(source: Source, at: int, draft: FactDraft) -> int:
    """Quotes, each one or more lines; a bare `  >` stands between two of them."""
    first = at
    at, inner = source.prefixed(at, "  > ")
    quote: list[str] = []
    for place, line in enumerate([*inner, ""], first):
        text = unescape(line.strip())
        if text:
            if not quote:
                draft.quote_lines.append(place)
            quote.append(text)
        elif quote:
            draft.quotes.append("\n".join(quote))
            quote = []
    if not any(line.strip() for line in inner):
        source.problem(first, "this evidence is empty; quote the article or remove the line")
    return at


def _page_problems(parsed: Parsed) -> Iterator[tuple[int, str]]:
    """What only the whole page can know: names and facts used twice, facts that are not there."""
    numbers: dict[int, int] = {}
    for fact in parsed.facts:
        if (line := numbers.setdefault(fact.number, fact.start)) != fact.start:
            yield fact.start, f"F{fact.number} is already used at line {line + 1}; choose another number"
        if not parsed.head_read:
            continue
        if parsed.head.article and not fact.quotes:
            yield fact.start, f"F{fact.number} has no evidence; quote {parsed.head.article} below it as `  > words`"
        if not parsed.head.article and not fact.places:
            yield fact.start, f"F{fact.number} has no place; write where the source says so, as `  @ paragraph 3`"
    names: dict[str, int] = {}
    for draft in parsed.questions:
        if draft.name and (line := names.setdefault(draft.name, draft.start)) != draft.start:
            yield draft.start, f"{shown(draft.name)} is already used at line {line + 1}; choose another name"
    if len(numbers) == len(parsed.facts) and parsed.facts_read:
        yield from _unknown_facts(parsed, numbers)
    yield from _old_names(parsed, names)


def _unknown_facts(parsed: Parsed, numbers: dict[int, int]) -> Iterator[tuple[int, str]]:
    known = {f"F{number}" for number in numbers}
    has = listed([f"F{number}" for number in sorted(numbers)]) or "no facts; write them below `## Facts`"
    if len(numbers) > 20:
        has = f"{len(numbers)} others"
    for draft in parsed.questions:
        for name in draft.names("facts"):
            if name not in known and FACT_NAME.fullmatch(name):
                yield draft.fields["facts"], f"{shown(draft.name)} uses {name}, but this page has {has}"


def _old_names(parsed: Parsed, names: dict[str, int]) -> Iterator[tuple[int, str]]:
    claimed: dict[str, str] = {}
    for draft in parsed.questions:
        for name in draft.names("was"):
            old = name.removeprefix(f"{parsed.name}/")
            if old in names:
                remedy = "a name is never used again; remove it here or choose another there"
                yield draft.fields["was"], f"{shown(old)} is a question on this page; {remedy}"
            elif claimed.setdefault(old, draft.name) != draft.name:
                remedy = "remove that name from one of the two"
                yield draft.fields["was"], f"{shown(claimed[old])} was already called {shown(old)}; {remedy}"

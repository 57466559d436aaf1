"""Writing a bank page in its canonical spelling, and the page values that spelling can hold."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats.bank.fields import field_line, head_values, question_values
from quizapp.formats.bank.reader import parse
from quizapp.formats.bank.shape import default_kind
from quizapp.formats.bank.text import escape, in_fences, tidy_line, tidy_option, tidy_quote, tidy_text


def write(page: Page) -> str:
    """The page as Markdown, in canonical spelling; reading it gives `tidy_page(page)` again, which is verified here.

    Raises BadInput, with the place in what would have been written, for a page that the grammar cannot hold: no key,
    a fact that is not on the page, a tag with a comma.
    """
    page = tidy_page(page)
    lines = head_lines(page.head)
    if page.facts:
        lines += ["", "## Facts", "", *(line for fact in page.facts for line in fact_lines(fact))]
    lines += ["", "## Questions"]
    for question in page.questions:
        lines += ["", *question_lines(question)]
    return verified("\n".join(lines) + "\n", page)


def verified(text: str, page: Page) -> str:
    """The text, once reading it has given the page."""
    parsed = parse(text, page.name)
    if parsed.problems:
        raise BadInput(str(parsed.problems[0]))
    if parsed.page != page:
        raise BadInput(f"{page.name}: a page cannot hold this as it stands; {_difference(parsed.page, page)}")
    return text


def _difference(back: Page | None, page: Page) -> str:
    if back is not None and len(back.questions) == len(page.questions):
        for one, other in zip(page.questions, back.questions, strict=True):
            if one != other:
                return f"look for commas in the lists of `{one.name}` and for text after the code of an option"
    return "look for commas within tags and for names or facts that are given twice"


def tidy_page(page: Page) -> Page:
    """The page as reading returns it: NFC, no trailing whitespace, facts in number order, tags sorted."""
    try:
        return Page(
            page.name,
            _tidy_head(page.head),
            tuple(sorted(map(tidy_fact, page.facts), key=lambda fact: fact.number)),
            tuple(map(tidy_question, page.questions)),
        )
    except ValueError as error:
        raise BadInput(f"{page.name}: {error}") from None


def _tidy_head(head: Head) -> Head:
    values = {name: value for name, value in head_values(head).items() if isinstance(value, str)}
    tidy = {name: tidy_line(value) for name, value in values.items()}
    return replace(head, **tidy, tags=_tidy_tags(head.tags))


def _tidy_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({tidy_line(tag) for tag in tags} - {""}))


def tidy_fact(fact: Fact) -> Fact:
    quotes = tuple(quote for quote in map(tidy_quote, fact.quotes) if quote)
    places = tuple(place for place in map(tidy_line, fact.places) if place)
    return Fact(fact.number, tidy_line(fact.statement), quotes, places)


def tidy_question(question: Question) -> Question:
    item = question.item
    tidy = replace(
        item,
        stem=tidy_text(item.stem),
        options=tuple(replace(o, text=tidy_option(o.text), rationale=tidy_text(o.rationale)) for o in item.options),
        answers=tuple(
            replace(answer, text=_tidy_answer(item, answer.text), rationale=tidy_text(answer.rationale))
            for answer in item.answers
        ),
        explanation=tidy_text(item.explanation),
        unit=tidy_line(item.unit),
        tags=_tidy_tags(item.tags),
    )
    return replace(question, item=tidy)


def _tidy_answer(item: Item, text: str) -> str:
    text = tidy_line(text)
    return text.replace("+/-", "±") if item.kind == "numeric" else text


def head_lines(head: Head) -> list[str]:
    return ["---", *(field_line(name, value) for name, value in head_values(head).items()), "---"]


def fact_lines(fact: Fact) -> list[str]:
    lines = [f"- {fact.name}: {fact.statement}"]
    for number, quote in enumerate(fact.quotes):
        lines += ["  >"] if number else []
        lines += [f"  > {escape(line)}" for line in quote.split("\n")]
    return lines + [f"  @ {place}" for place in fact.places]


def question_lines(question: Question) -> list[str]:
    item = question.item
    default = default_kind([option.text for option in item.options], [answer.text for answer in item.answers])
    lines = [f"### {question.name}"]
    lines += [field_line(name, value) for name, value in question_values(question, kind=default).items()]
    lines += ["", *_escaped(item.stem), ""]
    for option in item.options:
        lines += _option_lines(option) + _quoted(option.rationale, "  > ")
    for answer in item.answers:
        lines += [f"= {answer.text}", *_quoted(answer.rationale, "  > ")]
    if item.explanation:
        lines += ["", *_quoted(item.explanation, "> ")]
    return lines


def _option_lines(option: Option) -> list[str]:
    box = "- [x]" if option.is_key else "- [ ]"
    lines = option.text.split("\n")
    prose = [] if in_fences(lines)[0] else lines[:1]
    code = [f"  {line}" if line else "" for line in lines[len(prose) :]]
    return [" ".join([box, *prose]), *code]


def _escaped(text: str) -> list[str]:
    lines = text.split("\n")
    return [line if is_code else escape(line) for line, is_code in zip(lines, in_fences(lines), strict=True)]


def _quoted(text: str, prefix: str) -> list[str]:
    return [f"{prefix}{line}" if line else prefix.rstrip() for line in _escaped(text)] if text else []

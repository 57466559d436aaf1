"""The flaws of the questions on pages, and of the pages and ready-made quizzes as sets of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.flaws import Flaw, check_on_page, check_set
from quizapp.core.page import Page, Question
from quizapp.formats.bank.folder import PageFile, QuizFile, read_quizzes
from quizapp.generate.frequency import frequencies


@dataclass(frozen=True, slots=True)
class Found:
    """A flaw and where it is: `page/question`, or the name of a set. `option` counts from 1, 0 for no option."""

    place: str
    line: int
    question: str
    rule: str
    name: str
    severity: str
    field: str
    option: int
    span: str
    why: str
    fix: str

    def __str__(self) -> str:
        at = f"{self.place}:{self.line}" if self.line else self.place
        return f"{at}: {self.question}: {self.rule} {self.severity}, {self.name}: {self.why} {self.fix}"


def find_flaws(files: Sequence[PageFile]) -> list[Found]:
    """Flaws of every question on sound pages, then of every page and every ready-made quiz as a set."""
    found = [flaw for file in files if file.page for flaw in _of_page(file, file.page)]
    for file in files:
        if file.page:
            found += _of_set(f"{file.path.name} as a whole", file.page.questions)
    pages = {file.page.name: file.page for file in files if file.page}
    for folder in dict.fromkeys(file.path.parent for file in files):
        for quiz in read_quizzes(folder)[0]:
            chosen = list(_questions(quiz, pages))
            facts = [frozenset(f"{page}/{fact}" for fact in question.item.facts) for page, question in chosen]
            of = [page for page, _ in chosen]
            found += _of_set(f"quiz {quiz.name}", [question for _, question in chosen], facts, of)
    return found


def _of_page(file: PageFile, page: Page) -> Iterator[Found]:
    text = _article(file, page)
    lines = {line[4:].strip(): n for n, line in enumerate(file.text.split("\n"), 1) if line.startswith("### ")}
    for question in page.questions:
        for flaw in check_on_page(question.item, page.facts, article=text, zipf=frequencies()):
            yield _found(file.path.name, lines.get(question.name, 0), question.name, flaw)


def _article(file: PageFile, page: Page) -> str | None:
    path = file.path.parent / page.head.article if page.head.article else None
    return path.read_text("utf-8") if path is not None and path.is_file() else None


def _of_set(
    name: str,
    questions: Sequence[Question],
    facts: Sequence[frozenset[str]] | None = None,
    pages: Sequence[str] | None = None,
) -> Iterator[Found]:
    """A page may have many questions on a fact; that a fact is asked twice is said of quizzes only."""
    for flaw in check_set([question.item for question in questions], facts=facts, pages=pages):
        yield _found(name, 0, ", ".join(_named(flaw, questions)) or "the set", flaw)


def _named(flaw: Flaw, questions: Sequence[Question]) -> Iterable[str]:
    return [questions[place].name for place in flaw.items if place < len(questions)]


def _questions(quiz: QuizFile, pages: dict[str, Page]) -> Iterator[tuple[str, Question]]:
    """The questions of a ready-made quiz, each with the name of its page."""
    if quiz.page:
        page = pages.get(quiz.page)
        tagged = (q for q in (page.questions if page else ()) if not quiz.tag or quiz.tag in q.item.tags)
        yield from ((quiz.page, question) for question in tagged if question.status == "approved")
        return
    by_name = {
        f"{page.name}/{question.name}": (page.name, question) for page in pages.values() for question in page.questions
    }
    yield from (by_name[name] for name in quiz.questions if name in by_name)


def _found(place: str, line: int, question: str, flaw: Flaw) -> Found:
    return Found(
        place,
        line,
        question,
        flaw.rule,
        flaw.name,
        flaw.severity,
        flaw.field,
        0 if flaw.option is None else flaw.option + 1,
        flaw.span,
        flaw.why,
        flaw.fix,
    )

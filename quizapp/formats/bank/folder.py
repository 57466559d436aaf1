"""The questions/ folder: its pages, the articles and pictures they name, and its ready-made quizzes."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.core.errors import BadInput, Problem
from quizapp.core.page import Page
from quizapp.core.picture import MAX_BYTES, sort_of
from quizapp.core.visibility import FEEDBACK
from quizapp.formats import bank


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page as found on disk; `page` is None when it has problems."""

    path: Path
    text: str
    page: Page | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class QuizFile:
    """A ready-made quiz: named questions, or all approved questions of a page, perhaps with one tag."""

    name: str
    title: str
    description: str = ""
    feedback: str = "finish"
    questions: tuple[str, ...] = ()
    page: str = ""
    tag: str = ""


def page_paths(given: Sequence[Path]) -> list[Path]:
    """The pages of folders and files given, sorted; a README is not a page. Raises BadInput for what is not there."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += [page for page in sorted(path.glob("*.md")) if page.name.lower() != "readme.md"]
        elif path.is_file():
            found.append(path)
        else:
            raise BadInput(f"{path}: there is no such page or folder; give a page (*.md) or a folder with pages")
    return found


def read_page(path: Path) -> PageFile:
    """A page with all its problems: grammar, its own name, its quotes in the article, its pictures."""
    data = path.read_bytes()
    page, found = bank.read_bytes(data, path.stem)
    problems, text = list(found), data.decode("utf-8-sig", "replace")
    if page is not None:
        problems += _article_problems(path, page, text)
        problems += _picture_problems(path, page, text)
    return PageFile(path, text, None if problems else page, tuple(problems))


def _article_problems(path: Path, page: Page, text: str) -> list[Problem]:
    if not page.head.article:
        return []
    file = _inside(path.parent, page.head.article)
    if file is None or not file.is_file():
        return [Problem(path.name, 0, f"there is no article {page.head.article} beside the page; correct `article:`")]
    return bank.check_quotes(page, file.read_text("utf-8"), text)


def _picture_problems(path: Path, page: Page, text: str) -> list[Problem]:
    problems = []
    lines = text.split("\n")
    for name in bank.media_names(page):
        file = _inside(path.parent, name)
        line = next((number for number, written in enumerate(lines, 1) if name in written), 0)
        if file is None or not file.is_file():
            problems.append(Problem(path.name, line, f"there is no picture {name}; put it there or correct the name"))
        elif file.stat().st_size > MAX_BYTES:
            what = f"{name} has {file.stat().st_size // 1024} kB; make it smaller than {MAX_BYTES // 1024} kB"
            problems.append(Problem(path.name, line, what))
        elif sort_of(file.read_bytes()[:16]) is None:
            problems.append(Problem(path.name, line, f"{name} is not a PNG, JPEG, WebP or GIF; save it as one"))
    return problems


def _inside(root: Path, name: str) -> Path | None:
    """The file `name` under root; None when the path would lead out of it."""
    file = (root / name).resolve()
    return file if file.is_relative_to(root.resolve()) else None


def pictures_of(file: PageFile) -> dict[str, Path]:
    """`media/map.png` → its file, for all pictures of a page."""
    if file.page is None:
        return {}
    found = {name: _inside(file.path.parent, name) for name in bank.media_names(file.page)}
    return {name: path for name, path in found.items() if path is not None}


def read_quizzes(root: Path) -> tuple[list[QuizFile], list[Problem]]:
    """The quizzes/*.toml of a questions folder, and what is wrong with those that cannot be used."""
    quizzes, problems = [], []
    for path in sorted((root / "quizzes").glob("*.toml")):
        try:
            quizzes.append(_quiz(path.stem, tomllib.loads(path.read_text("utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, BadInput) as error:
            problems.append(Problem(f"quizzes/{path.name}", 0, str(error)))
    return quizzes, problems


def _quiz(name: str, values: dict[str, object]) -> QuizFile:
    known = {"title", "description", "feedback", "questions", "page", "tag"}
    if unknown := sorted(set(values) - known):
        raise BadInput(f"`{unknown[0]}` is not a field of a quiz; known are {', '.join(sorted(known))}")
    questions = values.pop("questions", [])
    if not isinstance(questions, list) or not all(isinstance(value, str) for value in [*questions, *values.values()]):
        raise BadInput(
            "`questions` is a list of names in quotation marks, every other field one text in quotation marks"
        )
    texts = {field: str(value) for field, value in values.items()}
    quiz = QuizFile(name, texts.pop("title", ""), questions=tuple(questions), **texts)
    if not quiz.title or bool(quiz.questions) == bool(quiz.page):
        raise BadInput("a quiz has a title and either `questions` or `page`")
    if quiz.feedback not in FEEDBACK:
        raise BadInput(f"`feedback` is one of {', '.join(FEEDBACK)}; found {quiz.feedback}")
    return quiz

"""quizapp bank: the questions as Markdown pages."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.classroom import demonstration, exchange
from quizapp.classroom.exchange_report import ExchangeReport
from quizapp.cli.bank_flaws import find_flaws
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import Problem
from quizapp.formats import bank as bank_format
from quizapp.formats.bank.folder import PageFile, page_paths, read_page, read_quizzes
from quizapp.generate.frequency import frequencies
from quizapp.store import BankPage

PATHS = click.argument("path", nargs=-1, type=click.Path(path_type=Path))
TAKE = click.option(
    "--take",
    type=click.Choice(["page", "database"]),
    help="Decide conflicts: take what the page says, or what the database says.",
)


@click.group()
def bank() -> None:
    """The bank of questions as Markdown pages: check, format, load into the database, save back.

    PATH is a page (*.md) or a folder of pages; without it the folder questions/ is meant.
    """


def _files(given: tuple[Path, ...]) -> list[PageFile]:
    return [read_page(path) for path in page_paths(given or (settings_free_questions(),))]


def settings_free_questions() -> Path:
    """The questions folder, without making an instance: checking pages needs no database."""
    from quizapp.config import load_config

    return load_config().questions


def _complain(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


@bank.command()
@PATHS
@click.option("--flaws", is_flag=True, help="Also look for item-writing flaws, in questions and in whole quizzes.")
@click.option("--json", "as_json", is_flag=True, help="Print problems and counts as one JSON object.")
def check(path: tuple[Path, ...], flaws: bool, as_json: bool) -> int:
    """Read pages and say everything that is wrong with them, each with its line and remedy. Changes nothing.

    Checks the grammar, names, quotes against the article, pictures, and the ready-made quizzes. Exit 1 when
    something is wrong, or with --flaws a question could not be approved as it is; a warning or a hint alone is no
    failure.
    """
    files = _files(path)
    problems = [problem for file in files for problem in file.problems]
    for folder in dict.fromkeys(file.path.parent for file in files):
        problems += read_quizzes(folder)[1]
    pages = [file.page for file in files if file.page]
    facts = [fact for page in pages for fact in page.facts]
    counts = {
        "pages": len(files),
        "questions": sum(len(page.questions) for page in pages),
        "facts": len(facts),
        "questions_without_facts": sum(not q.item.facts for page in pages for q in page.questions),
        "unchecked_quotes": sum(len(fact.quotes) for page in pages if not page.head.article for fact in page.facts),
    }
    found = find_flaws(files) if flaws else []
    if as_json:
        listed = [{"place": p.place, "line": p.line, "message": p.message} for p in problems]
        unchecked = [] if frequencies() else ["IW37"]
        told = {"flaws": [asdict(one) for one in found], "rules_not_checked": unchecked} if flaws else {}
        click.echo(json.dumps({"problems": listed, **counts, **told}, ensure_ascii=False))
    else:
        _complain(problems)
        for one in found:
            click.echo(str(one), err=True)
        counts["problems"] = len(problems)
        if flaws:
            counts |= {f"{word}s": sum(one.severity == word for one in found) for word in ("block", "warn", "hint")}
        click.echo(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()))
    return 1 if problems or any(one.severity == "block" for one in found) else 0


@bank.command("format")
@PATHS
@click.option("--check", "only_check", is_flag=True, help="Only say which pages would change; exit 1 if any.")
def format_(path: tuple[Path, ...], only_check: bool) -> int:
    """Put pages into their canonical spelling, in place: line ends, blank lines, order of fields.

    Nobody's prose is rewrapped. A page with problems is left as it is.
    """
    problems: list[Problem] = []
    changed: list[Path] = []
    for file in _files(path):
        if file.page is None:
            problems += file.problems
            continue
        canonical = bank_format.write(file.page)
        if canonical.encode() != file.path.read_bytes():
            changed.append(file.path)
            if not only_check:
                write_bytes(file.path, canonical.encode())
    for changed_path in changed:
        click.echo(f"{changed_path}: {'would change' if only_check else 'formatted'}")
    _complain(problems)
    return 1 if problems or (only_check and changed) else 0


@bank.command()
@PATHS
@TAKE
def load(path: tuple[Path, ...], take: exchange.Take | None) -> int:
    """Load pages into the database: new questions, new versions of changed ones. Twice is once.

    All or nothing: with a problem on any page, or a conflict, nothing is loaded. A question that is gone from its
    page is retired, never deleted.
    """
    files = _files(path)
    problems = [problem for file in files for problem in file.problems]
    if problems:
        _complain(problems)
        return 1
    with opened(settings()) as store, store.writing() as db:
        at = datetime.now(UTC)
        report = exchange.load(db, files, take=take, at=at)
        if report.conflicts:
            _tell_conflicts(report)
            return 1
        for folder in dict.fromkeys(file.path.parent for file in files):
            quizzes, found = read_quizzes(folder)
            problems += [*found, *demonstration.load_quizzes(db, quizzes, at=at)]
        db.commit()
    _complain(problems)
    for flawed in report.flawed:
        click.echo(f"{flawed} It was approved on its page and is a draft here until it is mended.", err=True)
    click.echo(report.counts())
    return 1 if problems else 0


def _tell_conflicts(report: ExchangeReport) -> None:
    for conflict in report.conflicts:
        click.echo(f"{conflict}; decide with --take page or --take database", err=True)


@bank.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, file_okay=True))
@TAKE
def save(path: Path | None, take: exchange.Take | None) -> int:
    """Save questions edited on the web back to their pages, with the smallest change to each file.

    PATH is the folder of pages (default questions/) or one page. What changed on the page too is a conflict: it is
    named, and nothing is written.
    """
    config = settings()
    target = path or config.questions
    folder, only = (target.parent, target.stem) if target.suffix == ".md" else (target, None)
    report = ExchangeReport()
    with opened(config) as store, store.writing() as db:
        query = select(BankPage).options(selectinload(BankPage.facts)).order_by(BankPage.name)
        rows = [row for row in db.scalars(query) if only in (None, row.name)]
        saved = []
        for row in rows:
            file = folder / f"{row.name}.md"
            page = read_page(file) if file.exists() else None
            saved.append(exchange.save(db, row, page, report=report, take=take))
        if report.conflicts:
            _tell_conflicts(report)
            return 1
        for one in saved:
            file = folder / f"{one.name}.md"
            if not one.text:
                continue
            for name, data in exchange.pictures_for(db, one.text).items():
                if not (folder / name).exists():
                    write_bytes(folder / name, data)
                    click.echo(f"{folder / name}: saved")
            if not file.exists() or file.read_text("utf-8") != one.text:
                write_bytes(file, one.text.encode())
                click.echo(f"{file}: saved")
            one.done()
        db.commit()
    for waiting in report.waiting:
        click.echo(waiting if ": " in waiting else f"{waiting}: newer on the page; load it first", err=True)
    click.echo(report.counts())
    return 0


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file in one step: a crash leaves the old content or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, path)

"""quizapp quiz: results of a quiz for scripts and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import exports, results, statistics
from quizapp.classroom.counting import ATTEMPTS
from quizapp.classroom.desk import Desk
from quizapp.classroom.statistics import Statistics
from quizapp.cli.figures import report_lines
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.statistics import Reason, known
from quizapp.core.statistics.plain import as_plain
from quizapp.store import Opening, Quiz


@click.group()
def quiz() -> None:
    """Quizzes and their results."""


@quiz.command("results")
@click.argument("name", metavar="QUIZ")
@click.option("--json", "form", flag_value="json", help="Print the statistics of each run as one JSON object.")
@click.option("--csv", "form", flag_value="csv", help="Print a row per learner and attempt of every run.")
@click.option("--names", is_flag=True, help="Put the learners' names into the CSV; without it they are numbered.")
@click.option(
    "--attempts",
    type=click.Choice(list(ATTEMPTS)),
    default="first",
    show_default=True,
    help="Which attempts enter the statistics.",
)
def results_(name: str, form: str | None, names: bool, attempts: str) -> None:
    """Print what came of QUIZ: its id as in its address, or its title if only one quiz has it.

    Statistics count finished attempts by the key in force. The CSV has times in the zone of the class; spreadsheets
    take it as it is.
    """
    at = datetime.now(UTC)
    with opened(settings()) as store, store.reading() as db:
        row = _find(db, name)
        desk = Desk()
        if form == "csv":
            sys.stdout.buffer.write(_csv(db, desk, row, names=names, at=at))
            return
        found = [statistics.of_opening(db, desk, one, at=at, attempts=attempts) for one in row.openings]
        together = statistics.of_quiz(db, desk, row, at=at, attempts=attempts)
        if form == "json":
            click.echo(json.dumps(_plain(row, found, together, at), ensure_ascii=False))
            return
        for one in found:
            click.echo(f"{row.title}, {_called(one.openings[0])}")
            for line in report_lines(one.analysis, _names(one), [question.flags for question in one.questions]):
                click.echo(f"  {line}".rstrip())
            click.echo()


def _find(db: Session, name: str) -> Quiz:
    """Raises NotFound or, for a title that several quizzes have, BadInput with their ids."""
    found = list(db.scalars(select(Quiz).where((Quiz.public_id == name) | (Quiz.title == name)).order_by(Quiz.id)))
    if not found:
        raise NotFound(f"There is no quiz “{name}”; give its title as it stands, or the id from its address.")
    if len(found) > 1:
        ids = "\n".join(f"  {row.public_id}  {row.course.name}" for row in found)
        raise BadInput(f"{len(found)} quizzes are called “{name}”; give the id of one:\n{ids}")
    if not found[0].openings:
        raise BadInput(f"“{found[0].title}” has not been given to a class yet; there are no results.")
    return found[0]


def _called(opening: Opening) -> str:
    given = f"given {opening.created_at:%Y-%m-%d %H:%M} UTC"
    return f"{opening.name}, {given}" if opening.name else given


def _names(found: Statistics) -> list[str]:
    return [f"Q{question.number}" for question in found.questions]


def _plain(row: Quiz, found: Sequence[Statistics], together: Statistics, at: datetime) -> dict[str, Any]:
    return {
        "quiz": row.public_id,
        "title": row.title,
        "class": row.course.name,
        "at": at.isoformat(),
        "attempts": together.attempts,
        "runs": [_run(one) for one in found],
        "all_runs": _run(together),
    }


def _run(found: Statistics) -> dict[str, Any]:
    plain = as_plain(found.analysis, _names(found))
    for item, question in zip(plain["items"], found.questions, strict=True):
        item |= {"question": question.item, "stem": question.place.item.stem, "weight": float(question.place.weight)}
        for figure, value in (("median_seconds", question.seconds), ("rapid_share", question.rapid)):
            item[figure] = value if known(value) else None
            if isinstance(value, Reason):
                item["reasons"][figure] = value.code
        item["timed"] = question.timed
        item["flags"] = [{"code": flag.code, "words": flag.words} for flag in question.flags]
    runs = {"openings": [one.public_id for one in found.openings], "names": [one.name for one in found.openings]}
    return {**runs, "out_of": float(found.out_of), **plain}


def _csv(db: Session, desk: Desk, row: Quiz, *, names: bool, at: datetime) -> bytes:
    """The rows of every run under one header, with a column that says which run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for number, opening in enumerate(row.openings, 1):
        rows = exports.rows(results.report(db, desk, opening, at=at), names=names)
        header = next(rows)
        if number == 1:
            writer.writerow(["Run", *header])
        for cells in rows:
            writer.writerow([number, *(exports.guarded(cell) if isinstance(cell, str) else cell for cell in cells)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()

"""quizapp bank convert, import, export: questions to and from the formats of other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from quizapp.classroom import departures, imports
from quizapp.cli.bank import bank, write_bytes
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import BadInput
from quizapp.formats import registry
from quizapp.formats.bundle.native import (
    SCHEMA,
    loss_to_json,
    reading_to_json,
    refusal_to_json,
    skipped_to_json,
    taken_to_json,
)
from quizapp.formats.limits import MAX_FILE
from quizapp.formats.report import Reading, Written, grouped

NAMES = click.Choice(list(registry.FORMATS))
JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, in the native schema.")
OUT = click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Where to write."
)


NEAREST = click.option(
    "--nearest-marks",
    "nearest",
    is_flag=True,
    help="Mark several answers there by the nearest rule it has, where it cannot mark them as here.",
)
COLUMNS = click.option(
    "--columns",
    default="",
    help="What the columns of a table hold, where no header says it: “stem=B; options=C-F; correct=G; first=2”.",
)


def _read(path: Path, format: str, columns: str) -> Reading:
    if path.stat().st_size > MAX_FILE:
        raise BadInput(f"{path}: the file has {path.stat().st_size:,} bytes; split it, the limit is {MAX_FILE:,}")
    return registry.read(path.read_bytes(), path.name, format, columns=columns)


def _tell_reading(reading: Reading) -> None:
    for note in reading.notes:
        click.echo(f"note: {note}", err=True)
    for taken in reading.taken:
        for change in taken.changes:
            where = f"{taken.place}:{taken.line}" if taken.line else taken.place
            click.echo(f"{where}: changed: {change}", err=True)
    for skipped in reading.skipped:
        click.echo(f"{skipped} (skipped)", err=True)


def _tell_written(written: Written) -> None:
    for refusal in written.refused:
        click.echo(f"{refusal}{' with --nearest-marks' if refusal.nearest else ''} (not written)", err=True)
    for field, action, names in grouped(written.losses):
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        click.echo(f"{field} is {action} ({shown})", err=True)
    for note in written.notes:
        click.echo(f"note: {note}", err=True)


def _written_to_json(written: Written, count: int) -> dict[str, Any]:
    return {
        "written": count - len(written.refused),
        "refused": [refusal_to_json(refusal) for refusal in written.refused],
        "losses": [loss_to_json(loss) for loss in written.losses],
        "notes": list(written.notes),
    }


def _print(said: dict[str, Any]) -> None:
    click.echo(json.dumps({"schema": SCHEMA} | said, ensure_ascii=False))


@bank.command("convert")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "to", required=True, type=NAMES, help="The format to write.")
@click.option("--from", "from_", type=NAMES, help="The format of the file, where its content says another.")
@COLUMNS
@NEAREST
@OUT
@JSON
def convert(path: Path, to: str, from_: str | None, columns: str, nearest: bool, out: Path, as_json: bool) -> int:
    """Turn a file of questions into another format. Needs no database.

    What was skipped, changed, lost or not written is said on stderr, or with --json on stdout. Exit 1 when something
    was skipped or not written; the rest is in the file.
    """
    reading = _read(path, from_ or "", columns)
    written = registry.write(
        to,
        [replace(taken.entry, nearest=nearest) for taken in reading.taken],
        {media.name: media.data for media in reading.media},
        reading.title or path.stem,
    )
    write_bytes(out, written.data)
    if as_json:
        _print({"to": to, "reading": reading_to_json(reading)} | _written_to_json(written, len(reading.taken)))
    else:
        _tell_reading(reading)
        _tell_written(written)
        count = len(reading.taken) - len(written.refused)
        click.echo(f"{out}: {count} questions, {len(reading.skipped)} skipped, {len(written.refused)} not written")
    return 1 if reading.skipped or written.refused else 0


@bank.command("import")
@click.argument("path", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=NAMES, help="The format of the files, where their content says another.")
@click.option("--page", help="The page of the bank for what is new; otherwise one named after the file.")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@click.option("--strict", is_flag=True, help="Take nothing where anything would be skipped or fail.")
@COLUMNS
@JSON
def import_(
    path: tuple[Path, ...],
    format_: str | None,
    page: str | None,
    dry_run: bool,
    strict: bool,
    columns: str,
    as_json: bool,
) -> int:
    """Bring files of questions into the bank, all of them in one transaction.

    New questions are drafts until somebody approves them. A question that is known by its uid gets a new version, or
    none if nothing changed; one that reads the same as another is left out and named. Exit 1 when something was
    skipped or failed.
    """
    readings = [(file, _read(file, format_ or "", columns)) for file in path]
    with opened(settings()) as store, store.writing() as db:
        at = datetime.now(UTC)
        target = departures.page_named(db, page) if page else None
        done = [(file, imports.bring(db, None, reading, file.name, page=target, at=at)) for file, reading in readings]
        problems = any(one.skipped or one.counts().get("failed") for _, one in done)
        keep = not dry_run and not (strict and problems)
        if keep:
            db.commit()
        else:
            db.rollback()
    if as_json:
        _print({"stored": keep, "files": [_import_to_json(file, one) for file, one in done]})
    else:
        for file, one in done:
            _tell_import(file, one)
        if not keep:
            click.echo("nothing was stored")
    return 1 if problems else 0


def _tell_import(file: Path, done: imports.Import) -> None:
    _tell_reading(done.reading)
    for one in done.questions:
        where = f"{one.taken.place}:{one.taken.line}" if one.taken.line else one.taken.place
        if one.action == "failed":
            click.echo(f"{where}: {one.why} (failed)", err=True)
        elif one.action == "duplicate":
            click.echo(f"{where}: reads the same as {one.known}; it was left out", err=True)
        elif one.like:
            click.echo(f"{where}: begins as {', '.join(one.like[:3])} does; look at both", err=True)
    said = ", ".join(f"{count} {action}" for action, count in done.counts().items()) or "nothing"
    click.echo(f"{file} ({done.reading.format}): {said}")


def _import_to_json(file: Path, done: imports.Import) -> dict[str, Any]:
    return {
        "file": str(file),
        "format": done.reading.format,
        "counts": done.counts(),
        "questions": [
            taken_to_json(one.taken)
            | {"action": one.action, "known": one.known, "like": list(one.like), "why": one.why}
            | {"changes": list(one.changes)}
            for one in done.questions
        ],
        "skipped": [skipped_to_json(skipped) for skipped in done.skipped],
        "notes": list(done.reading.notes),
    }


@bank.command("export")
@click.option("--quiz", help="The id of a quiz: its questions as it holds them.")
@click.option("--page", help="The name of a page of the bank.")
@click.option("--all", "everything", is_flag=True, help="The whole bank.")
@click.option("--to", "to", required=True, type=NAMES, help="The format to write.")
@NEAREST
@OUT
@JSON
def export(
    quiz: str | None, page: str | None, everything: bool, to: str, nearest: bool, out: Path, as_json: bool
) -> int:
    """Write questions of the bank in a format of another program, and say what it does not carry.

    Exit 1 when a question was not written because the other program would show or score it differently.
    """
    if sum((bool(quiz), bool(page), everything)) != 1:
        raise click.UsageError("give one of --quiz ID, --page NAME, --all")
    with opened(settings()) as store, store.reading() as db:
        rule = ""
        if quiz:
            chosen = departures.quiz_with(db, quiz)
            versions, title, rule = (
                departures.versions_of_quiz(db, chosen),
                chosen.title,
                departures.rule_of(db, chosen),
            )
        elif page:
            versions, title = departures.versions_of_page(db, departures.page_named(db, page)), page
        else:
            versions, title = departures.versions_of_all(db), "Questions"
        written = departures.send(db, versions, to, title=title, rule=rule, nearest=nearest)
    write_bytes(out, written.data)
    if as_json:
        _print({"to": to} | _written_to_json(written, len(versions)))
    else:
        _tell_written(written)
        click.echo(f"{out}: {len(versions) - len(written.refused)} questions, {len(written.refused)} not written")
    return 1 if written.refused else 0

"""quizapp db: upgrade, backup, restore."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing as closed
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.classroom import closing, erasing
from quizapp.classroom import retention as keeping
from quizapp.classroom.desk import Desk
from quizapp.cli.backups import check_database, copy_database, database_file
from quizapp.cli.erased import erase_again
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import BadInput, Conflict
from quizapp.store import migrate
from quizapp.store.engine import open_store
from quizapp.store.erased import erased_before, remember_erased
from quizapp.store.traces import remove_traces


@click.group()
def db() -> None:
    """The database: upgrade it, back it up while it serves, restore a backup."""


@db.command()
def upgrade() -> None:
    """Bring the database to the schema of this release.

    The embedded database is upgraded by “quizapp serve” itself, after a copy to instance/backups/. On a database
    server, back up first and run this once per release.
    """
    config = settings()
    store = open_store(config.database)
    try:
        migrate.upgrade(store.engine)
    finally:
        store.close()
    click.echo(f"The database has the schema of this release (revision {migrate.head()}).")


@db.command()
@click.option("--yes", is_flag=True, help="Let go of it; without this, only tell what is due.")
def retention(yes: bool) -> None:
    """Tell what has been kept for as long as was promised, and with --yes let it go for good.

    Ended sign-ins after 7 days, names in live rooms after 30, learners a year after the last thing in their class,
    the log after two years. Sums and statistics stay. Backups made before still hold what went.
    """
    config = settings()
    with opened(config) as store:
        at = datetime.now(UTC)
        if not yes:
            with store.reading() as db:
                found = tuple(keeping.due(db, at=at))
        else:
            with store.writing() as db:
                done = keeping.purge(db, Desk(), at=at)
                remember_erased(config.instance, done.ids)
                db.commit()
            found = done.due
            clean = remove_traces(store.engine, erasing.personal_tables())
    for one in found:
        click.echo(f"{one.count:6} {one.what} (kept until: {one.retention})")
    if not yes:
        click.echo("Nothing was changed; with --yes this goes for good.")
    elif not clean:
        click.echo("The write-ahead log is in use and may still hold old copies; run this again later.", err=True)


@db.command()
def recount() -> None:
    """Count the running sums behind the statistics again, from the responses, and tell where they had been wrong.

    A report believes sums only where it can; this makes the first report of a large hall quick again.
    """
    with opened(settings()) as store, store.writing() as db:
        done, wrong = closing.recount_all(db, Desk(), at=datetime.now(UTC))
        db.commit()
    click.echo(f"{done} openings counted again.")
    if wrong:
        raise Conflict(f"The sums of {wrong} had been wrong, and are right now; please report this as a defect.")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database into FILE, also while the server runs, and check the copy.

    The copy is complete and consistent, readable by its owner only. Copying instance/quizapp.db by hand is not a
    backup: what is in the write-ahead log would be missing.
    """
    if not file.resolve().parent.is_dir():
        raise BadInput(f"{file.parent}: there is no such folder; make it, or correct the path")
    responses = copy_database(settings(), file)
    click.echo(f"{file}: complete and checked, {responses} responses.")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Do not ask; needed when there is no terminal.")
def restore(file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of the database. Stop the server first.

    The present database is kept beside it under instance/backups/.
    """
    config = settings()
    responses = check_database(file)
    target = database_file(config)
    if target.exists():
        _refuse_if_serving(target)  # before anything is asked
    if not yes:
        click.confirm(f"Replace {target} by {file} with {responses} responses?", abort=True)
    if target.exists():
        _refuse_if_serving(target)  # it may have been started meanwhile
        kept = config.instance / "backups" / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
        copy_database(config, kept)
        click.echo(f"The present database is kept as {kept}.")
    part = target.with_name(f"{target.name}.restoring")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closed(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as backup, closed(sqlite3.connect(part)) as copy:
        backup.backup(copy)
    for ending in ("-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    os.replace(part, target)
    if erased_before(config.instance):
        with opened(config) as store:
            again = erase_again(config, store)
        if again:
            click.echo(f"{again} people who had been erased were in the backup and are erased again.")
    click.echo(f"Restored {responses} responses. Start the server again: quizapp serve")


def _refuse_if_serving(target: Path) -> None:
    """A server that is running would go on writing to the old file."""
    with closed(sqlite3.connect(target, timeout=0.2, isolation_level=None)) as database:
        try:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
        except sqlite3.OperationalError:
            raise Conflict("The server is still running on this database; stop it, then restore.") from None

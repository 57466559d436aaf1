"""quizapp doctor: what is wrong with an installation, and what to do."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
from sqlalchemy import text

from quizapp import __version__
from quizapp.cli import meters
from quizapp.cli.serve import serving_now
from quizapp.config import Config, check_public, load_config, with_secret
from quizapp.core.errors import QuizappError
from quizapp.formats.bank.folder import page_paths, read_page
from quizapp.store import migrate
from quizapp.store.engine import open_store, pragmas

EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
LARGE_ROOM = 1_000
"""More learners than this in one room have not been tried, and the processor is busy with them before the disk is."""
FEWEST_SYNCS = 20
"""Below this a lone answer takes 50 ms and longer, and a click of a host, which is several writes, is felt."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
@click.option("--bench", is_flag=True, help="Also measure for about 5 seconds how fast the disk keeps answers.")
def doctor(as_json: bool, bench: bool) -> int:
    """Say what is wrong with this installation and what to do about it; exit 1 if anything is.

    Says whether a server runs, and as what: its own options, such as --lan, win over the settings. Looks at these,
    the instance folder and its secret, the disk, the database with its durability settings and integrity, and the
    pages in questions/. Changes nothing.

    With --bench it measures on the disk of the instance folder, in a database of its own that is gone afterwards: a
    running server notices it. The processor's part is not in it, which the README tells how to measure.
    """
    config, problems = Config(), []
    try:
        config = load_config()
    except QuizappError as error:
        problems.append(str(error))
    problems += list(_settings(config))
    problems += list(_folder(config))
    problems += list(_database(config))
    problems += list(_questions(config))
    facts = {
        "quizapp": __version__,
        "python": sys.version.split()[0],
        "profile": config.profile,
        "serving": serving_now(config) or "no",
        "instance": str(config.instance),
        "database": config.database.partition(":")[0],
    }
    measured = _measured(config) if bench and config.instance.is_dir() else None
    if measured:
        facts |= {"disk": measured.words}
        problems += list(slow(config, measured))
    if as_json:
        figures = {"bench": asdict(measured)} if measured else {}
        click.echo(json.dumps(facts | figures | {"problems": problems}, ensure_ascii=False))
    else:
        for name, value in facts.items():
            click.echo(f"{name}: {value}")
        for problem in problems:
            click.echo(problem, err=True)
        click.echo("nothing is wrong" if not problems else f"{len(problems)} found")
    return 1 if problems else 0


@dataclass(frozen=True, slots=True)
class Measured:
    """What the disk of the instance folder does in a second."""

    syncs_per_second: int
    sqlite_commits_per_second: int
    answers_stored_per_second: int

    @property
    def words(self) -> str:
        wait, room = 1000 / max(1, self.syncs_per_second), 2 * self.answers_stored_per_second
        return (
            f"confirms {self.syncs_per_second:,} writes a second ({wait:.1f} ms each); bare sqlite3 commits "
            f"{self.sqlite_commits_per_second:,} answers a second, and {self.answers_stored_per_second:,} are stored "
            "where 64 wait for it; "
        ) + (
            "the disk is not what limits a room"
            if room > LARGE_ROOM
            else f"enough for about {max(10, round(room, -1)):,} learners who answer within the same two seconds"
        )


def _measured(config: Config) -> Measured:
    folder = config.instance
    found = (meters.syncs_per_second(folder), meters.commits_per_second(folder), meters.stored_per_second(folder))
    return Measured(*(round(one) for one in found))


def slow(config: Config, measured: Measured) -> Iterator[str]:
    """What to do about a disk that every learner feels."""
    if measured.syncs_per_second < FEWEST_SYNCS:
        yield (
            f"{config.instance}: the disk confirms only {measured.syncs_per_second} writes a second, so each answer "
            "waits; put QUIZAPP_INSTANCE on a disk of this computer, not on a network share or a memory card"
        )


def _settings(config: Config) -> Iterator[str]:
    try:
        check_public(config)
        if config.secret_key or config.profile == "tls":
            with_secret(config)
    except QuizappError as error:
        yield f"settings: {error}"


def _folder(config: Config) -> Iterator[str]:
    folder = config.instance
    if not folder.is_dir():
        yield f"{folder}: there is no instance yet; start “quizapp serve” once"
        return
    if not os.access(folder, os.W_OK):
        yield f"{folder}: not writable by this user; change its owner or set QUIZAPP_INSTANCE"
    secret, database = folder / "secret", folder / "quizapp.db"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield f"{secret}: others can read it; run: chmod 600 {secret}"
    if database.exists() and folder.stat().st_mode & 0o077 and database.stat().st_mode & 0o077:
        yield f"{folder}: others on this computer can read the database in it; run: chmod 700 {folder}"
    if shutil.disk_usage(folder).free < 200 * 1024 * 1024:
        yield f"{folder}: less than 200 MB of disk are free; answers need room, make some"


def _database(config: Config) -> Iterator[str]:
    if (
        config.database.startswith("sqlite")
        and not (config.instance / "quizapp.db").exists()
        and not config.database_url
    ):
        yield "database: there is none yet; start “quizapp serve” once"
        return
    try:
        store = open_store(config.database)
    except QuizappError as error:
        yield f"database: {error}"
        return
    try:
        with store.engine.connect() as connection:
            revision = migrate.current(connection)
            if revision != migrate.head():
                yield f"database: schema {revision}, this release needs {migrate.head()}; run: quizapp db upgrade"
            if connection.dialect.name == "sqlite":
                found = pragmas(connection)
                for name, wanted in EXPECTED.items():
                    if str(found[name]) != str(wanted):
                        yield f"database: {name} is {found[name]}, not {wanted}; report this, answers may be at risk"
                state = connection.execute(text("PRAGMA integrity_check")).scalar()
                if state != "ok":
                    yield f"database: damaged ({state}); restore a backup with: quizapp db restore FILE"
    except Exception as error:
        yield f"database: cannot be used ({error}); check QUIZAPP_DATABASE_URL"
    finally:
        store.close()


def _questions(config: Config) -> Iterator[str]:
    if not config.pages.is_dir():
        yield f"{config.pages}: there is no such folder; start where questions/ is, or set QUIZAPP_QUESTIONS"
        return
    for path in page_paths([config.pages]):
        count = len(read_page(path).problems)
        if count:
            yield f"{path}: {count} problems; see: quizapp bank check {path}"

"""quizapp person: the owner's link, a new password, and everything that is kept about one person: see it, erase it."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from quizapp.classroom import erasing, kept, people
from quizapp.classroom.desk import Desk
from quizapp.classroom.exports import guarded
from quizapp.classroom.secrets import check_password, hash_password
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import Conflict, NotFound
from quizapp.store import Person
from quizapp.store.erased import remember_erased
from quizapp.store.traces import remove_traces


@click.group()
def person() -> None:
    """People who sign in."""


@person.command()
@click.option("--address", default="http://127.0.0.1:8000", help="Where the server is reached.")
def invite(address: str) -> None:
    """Print a one-time link for the owner's account, if nobody has an account yet.

    Everybody else is invited on the page of a class.
    """
    with opened(settings()) as store, store.writing() as db:
        if not people.needs_owner(db):
            raise Conflict("This installation has its owner; they invite others on the page of a class.")
        token = people.first_invitation(db, at=datetime.now(UTC))
        db.commit()
    click.echo(f"{address.rstrip('/')}/setup/{token}")


@person.command()
@click.argument("login")
@click.option("--password", help="The new password; without it, it is asked for.")
def password(login: str, password: str | None) -> None:
    """Set a new password for the account with the sign-in name LOGIN and end its sessions on all devices.

    For somebody who has forgotten theirs: no e-mail is kept to which a link could be sent.
    """
    with opened(settings()) as store:
        with store.reading() as db:  # before anything is asked
            _account(db, login)
        if password is None:
            password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        check_password(password, people.fold_login(login))
        hashed = hash_password(password)
        with store.writing() as db:
            found = _account(db, login)
            people.change_password(db, found, hashed, keep=None, at=datetime.now(UTC))
            db.commit()
    click.echo(f"“{found.name}” has the new password and is signed out everywhere.")


def _account(db: Session, login: str) -> Person:
    found = people.person_with_login(db, login)
    if found is None:
        raise NotFound(f"There is no account with the sign-in name “{login}”; look at the spelling.")
    return found


@person.command()
@click.argument("who")
@click.option("--csv", "as_csv", is_flag=True, help="Print lines of table, row, field and value instead of JSON.")
def export(who: str, as_csv: bool) -> None:
    """Print everything that is kept about WHO: a sign-in name, or a learner's name or id.

    For answering a request to see one's own data; for a learner, their page in the class has it too. Times are UTC.
    """
    with opened(settings()) as store, store.reading() as db:
        found = kept.export(db, Desk(), erasing.find(db, who))
    if not as_csv:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(["table", "row", "field", "value"])
    for table, row, name, value in kept.flat(found):
        writer.writerow([table, row, name, guarded(value)])


@person.command()
@click.argument("who")
@click.option("--yes", is_flag=True, help="Do not ask; needed when there is no terminal.")
def erase(who: str, yes: bool) -> None:
    """Erase WHO for good: a sign-in name, or a learner's name or id. Sums and statistics stay as they are.

    Of a learner's answers the options chosen stay, without name or time; what they typed goes. Backups made before
    still hold the person: delete them, or restore them with “quizapp db restore”, which erases again.
    """
    config = settings()
    with opened(config) as store:
        with store.writing() as db:
            subject = erasing.find(db, who)
            if not yes:
                click.confirm(f"Erase {subject.name} for good? This cannot be undone.", abort=True)
            done = erasing.erase(db, Desk(), subject, at=datetime.now(UTC))
            remember_erased(config.instance, done.ids)
            db.commit()
        clean = remove_traces(store.engine, erasing.personal_tables())
    click.echo(f"Erased; {done.responses} answers in {done.attempts} attempts stay without a name.")
    if not clean:
        click.echo(
            "The write-ahead log is in use and may still hold old copies; run this again, or restart the server.",
            err=True,
        )
    backups = sorted((config.instance / "backups").glob("*.db"))
    if backups:
        folder = config.instance / "backups"
        click.echo(f"{len(backups)} backups in {folder} were made before; delete them when you can.")

"""quizapp person: the owner's link, and a new password for somebody who has forgotten theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from quizapp.classroom import people
from quizapp.classroom.secrets import check_password, hash_password
from quizapp.cli.instance import opened, settings
from quizapp.core.errors import Conflict, NotFound


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
@click.password_option(help="The new password; without it, it is asked for.")
def password(login: str, password: str) -> None:
    """Set a new password for the account with the sign-in name LOGIN and end its sessions on all devices.

    For somebody who has forgotten theirs: no e-mail is kept to which a link could be sent.
    """
    check_password(password, people.fold_login(login))
    hashed = hash_password(password)
    with opened(settings()) as store, store.writing() as db:
        found = people.person_with_login(db, login)
        if found is None:
            raise NotFound(f"There is no account with the sign-in name “{login}”.")
        people.change_password(db, found, hashed, keep=None, at=datetime.now(UTC))
        db.commit()
    click.echo(f"“{found.name}” has the new password and is signed out everywhere.")

"""quizapp serve: prepare the installation, then serve it."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import click

from quizapp.classroom import demonstration, exchange, people
from quizapp.cli.instance import prepare, settings
from quizapp.config import AUTO, Config, check_public
from quizapp.core.errors import BadInput, Conflict
from quizapp.formats.bank.folder import page_paths, read_page, read_quizzes
from quizapp.jobs.beside import worker_beside
from quizapp.store.engine import Store, open_store

ANY = ("0.0.0.0", "::")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lan", is_flag=True, help="The same as QUIZAPP_PROFILE=lan: a classroom network without HTTPS.")
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
def serve(host: str, port: int, lan: bool, no_browser: bool) -> None:
    """Start quizapp: prepare the database in instance/, load questions/, and serve.

    On the first start it prints a one-time link with which the owner's account is made. Without options only this
    computer can reach it. For a classroom: quizapp serve --lan --host 0.0.0.0
    """
    config = settings()
    if lan and config.profile == "tls":
        raise BadInput("--lan would switch off the rules of the tls profile that is set; leave one of them out.")
    if lan:
        config = replace(config, profile="lan")
    check_public(config)
    if host not in LOOPBACK and config.profile == "local":
        raise BadInput(
            f"Listening on {host} lets others reach this server. Add --lan for a classroom network without HTTPS, "
            "or set QUIZAPP_PROFILE=tls behind HTTPS."
        )
    from quizapp.web.addresses import own_addresses, root_at
    from quizapp.web.server import free_address

    free_address(host, port)  # before anything is prepared for a server that could not start
    shown = f"http://{'127.0.0.1' if host in ANY else host}:{port}"
    if not config.address and config.profile == "lan" and host not in LOOPBACK:
        config = replace(config, address=AUTO if host in ANY else root_at(host, port))
    roots = [config.address] if config.address else []
    if config.address == AUTO:
        roots = [root_at(each, port) for each in own_addresses()]
    _serve_alone(config, f"{shown} (profile {config.profile})")
    store = open_store(config.database)
    try:
        if prepare(config, store) is not None:
            click.echo(f"Database ready: {config.instance / 'quizapp.db'}")
        _load_questions(config, store)
        setup = _setup_link(store, shown)
    finally:
        store.close()
    from quizapp.web import create_app
    from quizapp.web.live_watch import close, hub_of
    from quizapp.web.server import serve as run

    app = create_app(config)
    hub_of(app)  # listens from the start to what other processes say

    def ready(_: str) -> None:
        click.echo(f"quizapp serves {shown} (profile {config.profile}); stop with Ctrl+C")
        for line in _reach(config, roots):
            click.echo(line)
        if setup:
            click.echo(f"Make the owner's account, once, here: {setup}")
        if not no_browser and host in LOOPBACK:
            webbrowser.open(setup or shown)

    try:
        with worker_beside(config):
            run(
                app,
                host=host,
                port=port,
                prompt=app.extensions["quizapp_prompt"],
                on_ready=ready,
                on_stop=lambda: close(app),
            )
    finally:
        app.extensions["quizapp_store"].close()
    click.echo("Stopped.")


def _reach(config: Config, roots: list[str]) -> Iterator[str]:
    """Where learners' devices find the server; `roots` are its addresses in networks, the likeliest first."""
    if roots:
        yield f"Learners open {roots[0]}"
        if len(roots) > 1:
            yield (
                f"This computer is in several networks; it has {', '.join(roots[1:])} too. If learners are in another "
                f"than the first, say so: QUIZAPP_ADDRESS={roots[1]}"
            )
    elif config.address == AUTO:
        yield "This computer is in no network, so no other device can open it yet; cards and codes follow once it is."
    elif config.profile == "lan":
        yield "Only this computer can open it. For a classroom: quizapp serve --lan --host 0.0.0.0"


def _serve_alone(config: Config, said: str) -> None:
    """One server on one SQLite file: two would wait for each other's writes. The system frees the lock at the end.
    What is `said` in the locked file tells `quizapp doctor` what runs.

    Raises Conflict. On PostgreSQL, and where the system has no such locks, nothing is asked.
    """
    if not config.database.startswith("sqlite"):
        return
    try:
        import fcntl
    except ImportError:  # Windows
        return
    lock = os.open(config.instance / "serving", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise Conflict(f"Another quizapp already serves {config.instance}; stop it, or set QUIZAPP_INSTANCE.") from None
    os.ftruncate(lock, 0)
    os.write(lock, said.encode())


def serving_now(config: Config) -> str:
    """What a running server said of itself: address and profile; empty when none runs, or where that cannot be told."""
    file = config.instance / "serving"
    try:
        import fcntl

        lock = os.open(file, os.O_RDWR)
    except (ImportError, OSError):
        return ""
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return ""
    except OSError:
        return os.read(lock, 400).decode()
    finally:
        os.close(lock)


def _load_questions(config: Config, store: Store) -> None:
    """Load the pages; what is wrong with one is said and does not keep the others from being served."""
    if not config.pages.is_dir():
        click.echo(f"No folder {config.pages}: starting without its questions.", err=True)
        return
    files = [read_page(path) for path in page_paths([config.pages])]
    at = datetime.now(UTC)
    with store.writing() as db:
        report = exchange.load(db, [file for file in files if file.page], at=at)
        quizzes, problems = read_quizzes(config.pages)
        problems += demonstration.load_quizzes(db, quizzes, at=at)
        db.commit()
    for problem in [problem for file in files for problem in file.problems] + problems:
        click.echo(str(problem), err=True)
    for conflict in report.conflicts:
        click.echo(f"{conflict}; both are kept, decide with: quizapp bank load --take page|database", err=True)
    for flawed in report.flawed:
        click.echo(f"{flawed} It is a draft here until it is mended.", err=True)
    click.echo(f"Questions: {report.counts()}")


def _setup_link(store: Store, address: str) -> str:
    with store.writing() as db:
        if not people.needs_owner(db):
            return ""
        token = people.first_invitation(db, at=datetime.now(UTC))
        db.commit()
    return f"{address}/setup/{token}"

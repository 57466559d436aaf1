"""WHAT DOES A PERSON TYPE? `quizapp <noun> <verb>`: thin callers of `classroom`; each commits once, at its end.

Exit codes: 0 done, 1 found problems (each on its own line on stderr), 2 wrong call, 130 ended by Ctrl+C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from quizapp import __version__
from quizapp.core.errors import QuizappError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quizapp")
def cli() -> None:
    """Turn an article into a good quiz, run it in class, and trust the result.

    Start with: quizapp serve
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what went wrong is said in one line, never as a traceback."""
    try:
        result = cli.main(args=arguments, prog_name="quizapp", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except click.Abort as abort:
        if not isinstance(abort.__cause__, KeyboardInterrupt):  # the answer to a question of ours was no
            sys.exit(1)
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except QuizappError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(
            f"{error.filename or 'file'}: {error.strerror or error}; check the path and who may use it", err=True
        )
        sys.exit(1)
    sys.exit(result if isinstance(result, int) else 0)


def _register() -> None:
    from quizapp.cli import article, bank, db, doctor, item, person, quiz, serve
    from quizapp.cli import travel as travel  # adds its commands to those of bank

    groups = (article.article, bank.bank, db.db, item.item, person.person, quiz.quiz)
    for command in (serve.serve, *groups, doctor.doctor):
        cli.add_command(command)


_register()

"""quizapp item: figures of questions, from a plain table and without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from quizapp.cli.figures import report_lines
from quizapp.core.scoring import RULES
from quizapp.core.statistics import analyse
from quizapp.core.statistics.plain import as_plain
from quizapp.formats import matrix

FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)


@click.group()
def item() -> None:
    """Questions and what their answers say about them."""


@item.command()
@click.argument("file", metavar="MATRIX.csv", type=FILE)
@click.option("--key", "key_file", metavar="KEY.csv", type=FILE, help="The right options; see above.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--header/--no-header", default=None, help="Whether the first row holds names; found out if not given.")
@click.option("--ids/--no-ids", default=None, help="Whether the first column names learners; found out if not given.")
@click.option(
    "--credit",
    type=click.Choice(list(RULES)),
    default="all_or_nothing",
    show_default=True,
    help="How questions with several right options are marked.",
)
@click.option(
    "--blank",
    type=click.Choice(["zero", "skip"]),
    default="zero",
    show_default=True,
    help="An empty cell earns 0, or the question was not seen.",
)
def statistics(
    file: Path,
    key_file: Path | None,
    as_json: bool,
    header: bool | None,
    ids: bool | None,
    credit: str,
    blank: str,
) -> None:
    """Compute facility, corrected discrimination, reliability and option use from MATRIX.csv.

    The matrix has a row per learner and a column per question; cells hold marks (1, 0, 0.5), or with a key the
    chosen option (several joined by ; or |). Empty cells are not answered. Names of questions in the first row and
    of learners in the first column are recognised. Use - to read from the standard input.

    The key has the columns item,key and if wanted maximum, or is one row in the order of the questions. Questions
    without a key hold marks; their maximum is 1 or the highest mark found.
    """
    key = (_bytes(key_file), str(key_file)) if key_file else None
    found = matrix.read(
        _bytes(file), str(file), key=key, header=header, ids=ids, rule=credit, skip_blank=blank == "skip"
    )
    analysis = analyse(found.matrix.counts(), rule=credit)
    if as_json:
        click.echo(json.dumps({"assumed": found.assumed, **as_plain(analysis, found.names)}, ensure_ascii=False))
        return
    for words in found.assumed:
        click.echo(f"Read so: {words}.")
    click.echo()
    for line in report_lines(analysis, found.names):
        click.echo(line)


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    return path.read_bytes()

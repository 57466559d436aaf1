"""quizapp article: read articles, and draft questions on them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import click

from quizapp.classroom.authoring import slug
from quizapp.cli.article_drafting import drafted, progress, write_page
from quizapp.config import load_config
from quizapp.core.errors import BadInput
from quizapp.formats import articles
from quizapp.formats.articles import ArticleText


@click.group()
def article() -> None:
    """Articles: draft questions on them, or keep them in the database for the pages on the web.

    An article is a file (.txt .md .html .pdf .docx), "-" for standard input, or an address where that is allowed.
    """


@article.command()
@click.argument("source", required=False, metavar="FILE|URL|-")
@click.option("--count", type=click.IntRange(1, 500), help="At most so many questions; without it all good ones.")
@click.option("--seed", default=0, show_default=True, help="Another number gives other wrong options.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the page (with --batch: all pages) here.")
@click.option("--batch", type=click.Path(path_type=Path, file_okay=False), help="Draft on every article in a folder.")
@click.option("--all", "everything", is_flag=True, help="Also give what needs work, each with its reason.")
@click.option("--true-false", is_flag=True, help="Also ask of statements whether they are true or false.")
@click.option("--with-article", is_flag=True, help="Also write the article's text under articles/ beside the page.")
@click.option("--json", "as_json", is_flag=True, help="Print drafts, facts and evidence as one JSON object.")
@click.option("--title", default="", help="The article's title, where the file does not tell it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--published", default="", help="The day it was published, as 2024-04-14.")
def draft(
    source: str | None,
    count: int | None,
    seed: int,
    output: Path | None,
    batch: Path | None,
    everything: bool,
    true_false: bool,
    with_article: bool,
    as_json: bool,
    **known: str,
) -> int:
    """Draft questions on an article and write them as a bank page. Needs neither server nor database.

    The same text, seed and version give the same page. Every question is a draft until somebody approves it. Exit 1
    when the text cannot be asked about (too short, not English), with the reason.
    """
    if (batch is None) == (source is None):
        raise click.UsageError("Give one article, or --batch with a folder of them.")
    if batch is not None:
        from quizapp.cli.article_batch import run

        if output is None:
            raise click.UsageError("--batch writes many pages; say where with --output FOLDER.")
        use_pipeline()
        return run(
            batch,
            output,
            count=count,
            seed=seed,
            everything=everything,
            with_article=with_article,
            true_false=true_false,
        )
    use_pipeline()
    read, name = fetched(str(source))
    beside = f"articles/{output.stem}.txt" if output and with_article else ""
    with progress() as tell:
        page, told = drafted(
            corrected(read, known),
            name,
            count=count,
            seed=seed,
            everything=everything,
            true_false=true_false,
            tell=tell,
            article_file=beside,
        )
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    for note in told["notes"]:
        click.echo(f"{name}: {note}", err=True)
    if everything and not as_json:
        for one in told["needs_work"]:
            click.echo(f"needs work: {one['item']['stem']}: {one['why']}", err=True)
    if page and output is not None:
        write_page(output, page, told["article"]["text"] if with_article else "")
        click.echo(_came(told["written"], told["kept_back"], output, everything=everything), err=True)
    elif page and not as_json:
        click.echo(page, nl=False)
    return 0 if page or (as_json and told["facts_found"]) else 1


def _came(written: int, kept_back: int, output: Path, *, everything: bool) -> str:
    """What came of it, where the page itself is not printed: "2 questions written to x.md; 9 kept back, see --all"."""
    said = f"{written} question{'' if written == 1 else 's'} written to {output}"
    if everything or not kept_back:
        return said
    return f"{said}; {kept_back} kept back, see --all"


def use_pipeline() -> None:
    """Let the settings choose the language pipeline; the engine itself asks the environment."""
    if chosen := load_config().pipeline:
        os.environ["QUIZAPP_PIPELINE"] = chosen


def fetched(source: str) -> tuple[ArticleText, str]:
    """The article behind a path, an address or "-", and a name for its page. Raises BadInput or OSError."""
    if source == "-":
        return articles.read(sys.stdin.buffer.read(articles.MAX_BYTES + 1), ""), "article"
    if source.startswith(("http://", "https://")):
        if load_config().article_addresses != "on":
            raise BadInput(
                "Reading from addresses is switched off, so that this program never asks another site for anything; "
                "set QUIZAPP_ARTICLE_ADDRESSES=on, or save the page as a file."
            )
        from quizapp.formats.articles.address import fetch

        data, name, url = fetch(source)
        read = articles.read(data, name)
        last = PurePosixPath(unquote(urlsplit(url).path)).stem
        return replace(read, url=url), slug(last or read.title or "article")
    path = Path(source)
    with path.open("rb") as file:
        data = file.read(articles.MAX_BYTES + 1)
    return articles.read(data, path.name), slug(path.stem)


def corrected(read: ArticleText, known: Mapping[str, str]) -> ArticleText:
    """The article with what somebody typed in place of what its file says of itself."""
    return replace(
        read,
        title=known.get("title") or read.title,
        publisher=known.get("publisher") or read.publisher,
        published=known.get("published") or read.published,
    )


@article.command()
@click.argument("source", metavar="FILE|URL|-")
@click.option("--course", default="", help="The class that keeps it (its join code); without it the first one.")
@click.option("--title", default="", help="The article's title, where the file does not tell it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--published", default="", help="The day it was published, as 2024-04-14.")
@click.option("--draft/--no-draft", "ask", default=False, help="Also ask the worker for drafts.")
def add(source: str, course: str, ask: bool, **known: str) -> int:
    """Keep an article in the database, where instructors can draft and review questions on it.

    The same text twice is the same article. Prints its address on the web site.
    """
    from quizapp.classroom import articles as kept
    from quizapp.classroom import drafting
    from quizapp.cli.instance import opened, settings
    from quizapp.jobs.engine import wake

    read, _ = fetched(source)
    at = datetime.now(UTC)
    config = settings()
    with opened(config) as store, store.writing() as db:
        row, new = kept.add(db, None, corrected(read, known), course=kept.course_by_code(db, course), at=at)
        if ask:
            drafting.ask(db, None, row, at=at)
        db.commit()
        click.echo(f"{'Added' if new else 'Already there'}: {row.title} (/articles/{row.public_id})")
    if ask:
        wake(config)
    return 0

"""Drafting on one article as the commands do it: a bank page, its values for programs, and a bar meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from quizapp.cli.bank import write_bytes
from quizapp.formats import bank
from quizapp.formats.articles import ArticleText

Tell = Callable[[str, int, int], None]
_STAGES = {"reading": "Reading", "asking": "Asking", "choosing": "Choosing"}


def drafted(
    read: ArticleText,
    name: str,
    *,
    count: int | None,
    seed: int,
    everything: bool,
    tell: Tell,
    true_false: bool = False,
    article_file: str = "",
) -> tuple[str, dict[str, Any]]:
    """The bank page with the drafts (empty when there is nothing to write), and all of it as JSON values."""
    from quizapp.classroom import draft_pages
    from quizapp.generate import draft as draft_questions
    from quizapp.generate import read_article
    from quizapp.generate.drafting import GENERATOR_VERSION

    text = read_article(read.text, title=read.title, published_on=read.published)
    drafts = draft_questions(text, count=count, seed=seed, tell=tell, true_false=true_false)
    head = replace(draft_pages.head_for(text, read), article=article_file)
    draft_pages.require_english(text.text, drafts.notes)
    page = draft_pages.page_of(drafts, text, head, name, everything=everything)
    told = {
        "name": name,
        "seed": seed,
        "generator": GENERATOR_VERSION,
        "facts_found": len(drafts.facts),
        "written": len(page.questions),
        "kept_back": len(drafts.needs_work),
        "left_out": [{"reason": one.reason, "text": one.text} for one in read.left_out],
        **draft_pages.to_json(drafts, text, everything=everything),
    }
    return bank.write(page) if page.questions else "", told


def write_page(path: Path, page: str, text: str = "") -> None:
    """The page, and with `text` the article it quotes, each replaced in one step."""
    if text:
        write_bytes(path.parent / "articles" / f"{path.stem}.txt", text.encode())
    write_bytes(path, page.encode())


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on standard error, drawn anew at each stage; nothing where standard error is no terminal."""
    shown = sys.stderr.isatty()
    last = [""]

    def tell(stage: str, done: int, total: int) -> None:
        if not shown:
            return
        share = done / total if total else 1.0
        bar = f"{_STAGES.get(stage, stage):<9} [{'#' * round(30 * share):<30}] {done} of {total}"
        if bar != last[0]:
            last[0] = bar
            click.echo(f"\r{bar}\033[K", err=True, nl=False)

    try:
        yield tell
    finally:
        if last[0]:
            click.echo("\r\033[K", err=True, nl=False)

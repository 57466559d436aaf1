"""Drafting in a terminal: a page that can be checked, the same for the same seed, and a batch that outlives a kill."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.article import Article
from quizapp.formats import bank
from quizapp.formats.bank.folder import read_page
from tests.begun import COMMAND, begin
from tests.cli.test_commands import ROOT, quizapp

ARTICLES = ROOT / "tests" / "generate" / "articles"
FACT_RICH = ARTICLES / "fact-rich.md"
GERMAN = (
    "Die Mühle wurde im Frühjahr 1921 von der Bürgermeisterin der Stadt eröffnet und später an eine Schule verkauft. "
) * 8


def test_a_page_of_drafts_passes_the_check_and_quotes_its_article(tmp_path: Path) -> None:
    drafted = quizapp(
        tmp_path, "article", "draft", str(FACT_RICH), "--output", "bank/lifeboat.md", "--with-article", "--count", "12"
    )
    assert drafted.returncode == 0, drafted.stderr
    file = read_page(tmp_path / "bank" / "lifeboat.md")
    assert file.problems == ()
    assert file.page is not None
    assert len(file.page.questions) == 12
    assert {question.status for question in file.page.questions} == {"draft"}
    assert all(question.item.facts for question in file.page.questions)
    article = Article.of((tmp_path / "bank" / "articles" / "lifeboat.txt").read_text("utf-8"))
    assert all(len(article.find(quote)) == 1 for fact in file.page.facts for quote in fact.quotes)
    assert bank.write(file.page) == file.text
    assert re.search(
        r"^12 questions written to bank/lifeboat\.md; [1-9]\d* kept back, see --all$", drafted.stderr, re.M
    )
    assert not (tmp_path / "instance").exists(), "drafting needs no installation"


def test_drafts_are_told_to_programs_with_exact_evidence_and_what_needs_work_with_its_reason(tmp_path: Path) -> None:
    one = quizapp(tmp_path, "article", "draft", str(FACT_RICH), "--json", "--all", "--seed", "7")
    told: dict[str, Any] = json.loads(one.stdout)
    text = told["article"]["text"]
    assert told["drafts"]
    for draft in [*told["drafts"], *told["needs_work"]]:
        assert all(text[e["start"] : e["end"]] == e["quote"] for e in draft["fact"]["evidence"])
    assert all(draft["reason"] for draft in told["needs_work"])
    assert all("reason" not in draft for draft in told["drafts"])


def test_statements_are_asked_about_where_somebody_wants_them(tmp_path: Path) -> None:
    kinds = []
    for wish in (["--true-false"], []):
        told = json.loads(quizapp(tmp_path, "article", "draft", str(FACT_RICH), "--json", *wish).stdout)
        kinds.append({draft["item"].get("kind", "single") for draft in told["drafts"]})
    assert kinds == [{"single", "true-false"}, {"single"}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GERMAN, "in German"),
        ("Rain fell on the grey roofs of the town.", "too short"),
        ("", "no text"),
        ("Rain fell on the grey roofs of the old town. " * 3_000, "split it"),
        ("\x00\x01\x02binary", "no article"),
    ],
    ids=["german", "short", "empty", "long", "binary"],
)
def test_a_text_that_cannot_be_asked_about_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "text.txt").write_text(text, "utf-8")
    refused = quizapp(tmp_path, "article", "draft", "text.txt", "--output", "page.md")
    assert refused.returncode == 1
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "page.md").exists()


def test_an_address_is_not_read_unless_the_installation_allows_it(tmp_path: Path) -> None:
    refused = quizapp(tmp_path, "article", "draft", "http://example.org/article")
    assert (refused.returncode, "switched off" in refused.stderr) == (1, True)
    inside = quizapp(tmp_path, "article", "draft", "http://127.0.0.1/article", QUIZAPP_ARTICLE_ADDRESSES="on")
    assert (inside.returncode, "not on the open internet" in inside.stderr) == (1, True)


def test_a_batch_that_was_killed_goes_on_with_nothing_lost_or_doubled(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "more").mkdir(parents=True)
    for number, article in enumerate(sorted(ARTICLES.glob("*.md"))[:9]):
        (texts / ("more" if number % 2 else "") / f"{article.stem}.txt").write_bytes(article.read_bytes())
    (texts / "german.txt").write_text(GERMAN, "utf-8")
    output = tmp_path / "pages"
    manifest = output / "manifest.jsonl"
    arguments = ("article", "draft", "--batch", str(texts), "--output", str(output))
    nowhere = Path(os.devnull)
    running = begin(COMMAND, arguments, os.environ, tmp_path, nowhere, nowhere)
    until = time.monotonic() + 50
    while time.monotonic() < until and (not manifest.exists() or manifest.read_bytes().count(b"\n") < 3):
        time.sleep(0.01)
    running.kill()
    running.wait()
    with manifest.open("ab") as torn:
        torn.write(b'{"article": "half a li')
    before = {path.name: path.read_bytes() for path in output.glob("*.md")}

    resumed = quizapp(tmp_path, *arguments)
    assert resumed.returncode == 1, "the German text could not be asked about"
    assert "German" in resumed.stderr
    assert "already done" in resumed.stdout
    entries = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    assert sorted(entry["article"] for entry in entries) == sorted(
        path.relative_to(texts).as_posix() for path in texts.rglob("*.txt")
    )
    pages = {path.name: path.read_bytes() for path in output.glob("*.md")}
    assert set(pages) == {entry["page"] for entry in entries if entry["page"]}
    assert all(pages[name] == data for name, data in before.items()), "what was done stays as it was"
    assert all(read_page(output / name).problems == () for name in pages)


def test_an_article_is_kept_for_the_web_once(tmp_path: Path) -> None:
    refused = quizapp(tmp_path, "article", "add", str(FACT_RICH))
    assert (refused.returncode, "There is no such class" in refused.stderr) == (1, True)
    with closing(sqlite3.connect(tmp_path / "instance" / "quizapp.db")) as database:
        database.execute(
            "INSERT INTO course (name, join_code, joining_open, time_zone, demonstration, created_at, public_id) "
            "VALUES ('History 9', 'ABC2345', 1, 'UTC', 0, 0, 'history')"
        )
        database.commit()
    added = quizapp(tmp_path, "article", "add", str(FACT_RICH), "--publisher", "Bay News", "--draft")
    assert (added.returncode, added.stdout.startswith("Added: ")) == (0, True), added.stderr
    again = quizapp(tmp_path, "article", "add", str(FACT_RICH), "--course", "abc2345")
    assert again.stdout.startswith("Already there: ")
    with closing(sqlite3.connect(tmp_path / "instance" / "quizapp.db")) as database:
        assert database.execute("SELECT publisher FROM article").fetchall() == [("Bay News",)]
        assert database.execute("SELECT state FROM job").fetchall() == [("waiting",)]

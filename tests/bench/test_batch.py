"""The batch bench in small, and that it sees what it looks for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.begun import COMMAND, Begun, begin
from tests.bench import batch
from tests.bench.batch import differing, faults, measure


def test_a_batch_that_is_killed_at_random_drafts_each_article_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(texts: Path, output: Path) -> Begun:
        """With the language model read, which takes longer than all the articles."""
        arguments, nowhere = ("article", "draft", "--batch", str(texts), "--output", str(output)), Path(os.devnull)
        return begin(COMMAND, arguments, os.environ, texts.parent, nowhere, nowhere)

    monkeypatch.setattr(batch, "started", started)
    found = measure(tmp_path, articles=8, apart=0.4)
    assert found.faults == []
    assert found.sound
    assert (found.articles, found.pages) == (8, 7), "one text is too short to be asked about"
    assert found.kills >= 1


def test_the_bench_sees_lost_and_doubled_articles_and_torn_pages(tmp_path: Path) -> None:
    texts, output = tmp_path / "texts", tmp_path / "pages"
    texts.mkdir()
    output.mkdir()
    for name in ("lost", "twice", "gone", "well"):
        (texts / f"{name}.md").write_text("An article.", "utf-8")
    lines = [{"article": f"{name}.md", "page": f"{name}.md"} for name in ("twice", "twice", "gone", "well")]
    (output / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for name in ("twice.md", "well.md", "stranger.md", ".well.md.part"):
        (output / name).write_text("A page.", "utf-8")
    assert faults(texts, output) == [
        "lost.md is lost",
        "twice.md was done 2 times",
        "twice.md belongs to 2 articles",
        "gone.md is not there",
        "stranger.md belongs to no article",
        ".well.md.part is left of a torn page",
    ]
    other = tmp_path / "undisturbed"
    other.mkdir()
    (other / "well.md").write_text("Another page.", "utf-8")
    assert differing(output, other) == ["well.md differs from an undisturbed run"]

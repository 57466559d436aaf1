"""A batch is killed at each of its steps in turn; the next run leaves what an undisturbed one leaves."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizapp.cli import article_batch
from quizapp.core.errors import BadInput


class Killed(BaseException):
    """The power is gone: nothing of the program runs any more."""


@pytest.fixture
def drafted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that were drafted on, by a generator that takes no time."""
    seen: list[str] = []

    def fake(read: Any, name: str, **_: Any) -> tuple[str, dict[str, Any]]:
        seen.append(name)
        if "refused" in name:
            raise BadInput("This text is in German; give an English one.")
        notes = {"notes": ["nothing found"], "facts_found": 1, "drafts": [], "article": {"text": read.text}}
        return ("", notes) if "barren" in name else (f"page of {name}\n", notes | {"drafts": [name]})

    monkeypatch.setattr(article_batch, "drafted", fake)
    monkeypatch.setattr(article_batch, "_versions", dict)
    return seen


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("barren", "mill", "refused", "bridge"):
        (folder / f"{name}.txt").write_text(f"An article about the {name}.", "utf-8")
    return folder


def run(texts: Path, output: Path) -> None:
    article_batch.run(texts, output, count=None, seed=0, everything=False, with_article=True)


def counting(monkeypatch: pytest.MonkeyPatch, dies_at: int, *, half: bool) -> Callable[[], int]:
    """Every write, flush and rename counts; the one with the number given is the last, done `half` or not at all."""
    steps = [0]

    def step(act: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any) -> Any:
            steps[0] += 1
            if steps[0] == dies_at:
                if half:
                    act(*arguments)
                raise Killed
            return act(*arguments)

        return instead

    def append(manifest: Any, entry: dict[str, Any]) -> None:
        line = json.dumps(entry).encode() + b"\n"
        steps[0] += 1
        if steps[0] == dies_at:
            manifest.write(line[: len(line) // 2 if half else 0])
            manifest.flush()
            raise Killed
        whole(manifest, entry)

    whole = article_batch._append
    monkeypatch.setattr(os, "replace", step(os.replace))
    monkeypatch.setattr(os, "fsync", step(os.fsync))
    monkeypatch.setattr(article_batch, "_append", append)
    return lambda: steps[0]


def outcome(output: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    files = {p.relative_to(output).as_posix(): p.read_text("utf-8") for p in output.rglob("*") if p.is_file()}
    lines = files.pop("manifest.jsonl").splitlines()
    return files, sorted((json.loads(line) for line in lines), key=lambda entry: str(entry["article"]))


@pytest.mark.parametrize("half", [False, True], ids=["before the step", "in the middle of it"])
def test_killed_at_any_step_it_loses_nothing_doubles_nothing_and_redoes_one_article_at_most(
    drafted: list[str], texts: Path, tmp_path: Path, half: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        steps = counting(patch, 0, half=half)
        run(texts, tmp_path / "undisturbed")
        total = steps()
    assert total >= 12
    for number in range(1, total + 1):
        output = tmp_path / f"killed-{number}"
        drafted.clear()
        with pytest.MonkeyPatch.context() as patch:
            counting(patch, number, half=half)
            with pytest.raises(Killed):
                run(texts, output)
        run(texts, output)
        assert outcome(output) == outcome(tmp_path / "undisturbed"), f"step {number} of {total}"
        assert sum(count - 1 for count in Counter(drafted).values()) <= 1, f"step {number} of {total}"


def test_an_article_that_changed_is_drafted_again_and_no_other(drafted: list[str], texts: Path, tmp_path: Path) -> None:
    run(texts, tmp_path / "pages")
    drafted.clear()
    (texts / "mill.txt").write_text("Another text about the mill.", "utf-8")
    run(texts, tmp_path / "pages")
    assert drafted == ["mill"]


def test_a_page_that_somebody_removed_is_written_again(drafted: list[str], texts: Path, tmp_path: Path) -> None:
    run(texts, tmp_path / "pages")
    (tmp_path / "pages" / "mill.md").unlink()
    drafted.clear()
    run(texts, tmp_path / "pages")
    assert drafted == ["mill"]
    assert (tmp_path / "pages" / "mill.md").exists()

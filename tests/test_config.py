"""What the settings are where nobody set them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from quizapp import config

ROOT = Path(__file__).parents[1]


def test_an_installed_copy_serves_the_demonstration_questions_that_came_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "INSTALLED", tmp_path / "share")
    assert config.load_config({}).pages == Path("questions")  # which `serve` and `doctor` then say is missing
    (tmp_path / "share").mkdir()
    assert config.load_config({}).pages == tmp_path / "share"
    assert config.load_config({"QUIZAPP_QUESTIONS": "mine"}).pages == Path("mine")
    (tmp_path / "questions").mkdir()
    assert config.load_config({}).pages == Path("questions")


def test_every_demonstration_page_is_installed_with_the_program() -> None:
    installed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    found = {
        (Path(folder).relative_to("share/quizapp"), path.name)
        for folder, patterns in installed.items()
        for pattern in patterns
        for path in ROOT.glob(pattern)
    }
    here = {(path.parent.relative_to(ROOT), path.name) for path in (ROOT / "questions").rglob("*") if path.is_file()}
    assert found == here

"""The words keep up with the code: the README names every setting, kind, room and dependency."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from quizapp.config import Config
from quizapp.core.kinds import KINDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("name", [field.name for field in fields(Config)])
def test_the_readme_names_every_setting(name: str) -> None:
    assert f"QUIZAPP_{name.upper()}" in README


@pytest.mark.parametrize("name", list(KINDS))
def test_the_readme_names_every_kind_of_question(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_dependency_has_its_line_in_the_readme(requirement: str) -> None:
    name = re.split(r"[\[<>=]", requirement)[0]
    assert re.search(rf"^\| [^|]*\b{re.escape(name)}\b[^|]*\|", README, re.MULTILINE | re.IGNORECASE)


def test_the_readme_shows_a_real_screenshot() -> None:
    picture = re.search(r"!\[[^\]]{20,}\]\(([^)]+)\)", README)
    assert picture
    assert (ROOT / picture[1]).read_bytes().startswith(b"\x89PNG")


def test_links_in_the_readme_lead_to_files_that_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_changes_begin_with_this_release_and_end_with_decisions() -> None:
    changes = (ROOT / "CHANGES.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", changes, re.MULTILINE)
    assert headings[0].startswith(PROJECT["version"])
    assert headings[-1] == "Decisions"

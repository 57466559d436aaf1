"""Articles are read here and not in a process apart, which takes longer to begin than all the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizapp.formats.articles import ArticleText, apart

_read_apart = apart.read_apart


def _read_here(data: bytes, sort: str, name: str) -> ArticleText:
    return apart.heard(apart.told_of(data, sort, name), name)


@pytest.fixture(autouse=True, scope="package")
def read_here() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "read_apart", _read_here)
        yield


@pytest.fixture
def read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process apart after all: a file of each sort, and what is refused."""
    monkeypatch.setattr(apart, "read_apart", _read_apart)

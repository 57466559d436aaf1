"""The language pipeline is the tested one, or drafting refuses to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.errors import BadInput
from quizapp.generate import pipeline


def test_a_changed_model_file_is_named_and_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadInput, match=r"meta\.json"):
        pipeline.verify(tmp_path, {"meta.json": "0" * 64})


def test_a_missing_model_file_is_named_and_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="missing"):
        pipeline.verify(tmp_path, {"vocab/vectors": "0" * 64})


def test_a_pipeline_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPP_PIPELINE", "en_no_such_pipeline")
    with pytest.raises(BadInput, match="en_no_such_pipeline"):
        pipeline.name()


def test_the_version_of_the_pipeline_is_told() -> None:
    assert pipeline.described().split()[1][0].isdigit()

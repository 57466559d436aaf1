"""Figures from a table on the command line, in a folder without an installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli import cli, main
from tests.core.statistics.tables import TEACHING_EXAMPLE, WRONG_KEY


@pytest.fixture
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "class.csv"
    path.write_text("\n".join(",".join(row) for row in TEACHING_EXAMPLE))
    return path


def run(*arguments: str, given: str | None = None) -> str:
    done = CliRunner().invoke(cli, ["item", "statistics", *arguments], input=given, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_figures_come_as_a_table_and_as_json(matrix: Path) -> None:
    text, found = run(str(matrix)), json.loads(run(str(matrix), "--json"))
    assert "Reliability, KR-20 (alpha): 0.766; SEM 1.18 marks" in text
    assert "Too few data: below 10 learners" in text
    assert found["quiz"]["alpha"] == pytest.approx(0.766460905)
    assert found["items"][3]["discrimination"] == pytest.approx(0.727607, abs=1e-6)
    assert found["items"][3]["guess"] is None
    assert found["items"][3]["reasons"] == {"guess": "of_another_kind", "upper_lower": "too_few"}
    assert list(matrix.parent.iterdir()) == [matrix]  # no database, no instance


def test_a_suspect_key_is_named_first(tmp_path: Path, matrix: Path) -> None:
    rows = [",".join(row.replace("-", " ")) for row in WRONG_KEY.split() * 3]
    matrix.write_text("\n".join(["q1,q2,q3,q4,q5", *rows]))
    key = tmp_path / "key.csv"
    key.write_text("item,key\nq1,A\n")
    text = run(str(matrix), "--key", str(key))
    assert text.partition("To look at:\n")[2].strip().startswith("q1: Many strong learners chose B")
    assert "*  A            15" in text
    found = json.loads(run("-", "--key", str(key), "--json", given=matrix.read_text()))
    assert found["items"][0]["flags"][0]["code"] == "key_suspect"


def test_bad_cells_are_listed_and_nothing_is_computed(matrix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matrix.write_text("q1,q2\n1,0\n1,x\n0,1")
    with pytest.raises(SystemExit) as caught:
        main(["item", "statistics", str(matrix)])
    assert caught.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{matrix}, row 3, column 2 (“q2”): “x” is not a mark" in said.err

"""Results on the command line, from an installation with one finished quiz."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli import cli, main
from quizapp.store import Course, Seat, Tally
from quizapp.store.engine import open_store
from tests.classroom.answers import a_finished_attempt
from tests.conftest import make_cast
from tests.databases import new_database
from tests.factories import a_quiz, an_opening


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with two runs of one quiz; returns the quiz's id."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    new_database(tmp_path / "quizapp.db")
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with store.writing() as db:
        cast = make_cast(db)
        course = db.get_one(Course, cast.course.id)
        quiz = a_quiz(db, course)
        a_finished_attempt(db, an_opening(db, quiz), db.get_one(Seat, cast.lin.id), (0,), (0, 1), (1,))
        a_finished_attempt(db, an_opening(db, quiz), db.get_one(Seat, cast.gus.id), (1,), (0, 1), (1,))
        a_quiz(db, course, title="Twice")
        a_quiz(db, course, title="Twice")
        a_quiz(db, course, title="Draft")
        name = quiz.public_id
        db.commit()
    store.close()
    return name


def run(*arguments: str) -> bytes:
    done = CliRunner().invoke(cli, ["quiz", "results", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout_bytes


def test_the_statistics_of_each_run_and_of_all_come_as_json(installation: str) -> None:
    found = json.loads(run(installation, "--json"))
    assert [one["quiz"]["n"] for one in found["runs"]] == [1, 1]
    assert found["all_runs"]["quiz"]["n"] == 2
    assert found["all_runs"]["items"][0]["facility"] == 0.5
    assert found["all_runs"]["quiz"]["alpha"] is None
    assert found["all_runs"]["quiz"]["reasons"]["alpha"] == "too_few"


def test_the_rows_leave_names_out_unless_they_are_asked_for(installation: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run(installation, "--csv").decode("utf-8-sig"), newline="")))
    assert {row["Name"] for row in rows} == {"Learner 1", "Learner 2"}
    assert [(row["Run"], row["Score"]) for row in rows if row["State"] == "finished"] == [("1", "2"), ("2", "1")]
    assert "Lin" in run(installation, "--csv", "--names").decode("utf-8-sig")


def test_the_title_is_enough_and_people_get_a_table(installation: str) -> None:
    text = run("Rivers of the north").decode()
    assert text.count("Too few data") == 2
    assert "Q1        1  0      100" in text
    assert "Lin" not in text
    assert "– (too few learners)" in text
    assert "too_few" not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [("Nothing", "There is no quiz"), ("Twice", "2 quizzes are called"), ("Draft", "has not been given")],
)
def test_what_cannot_be_shown_is_said(
    installation: str, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["quiz", "results", name])
    assert caught.value.code == 1
    assert words in capsys.readouterr().err


def test_running_sums_are_counted_again_and_a_fault_in_them_is_told(
    installation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def recount() -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["db", "recount"])
        said = capsys.readouterr()
        return int(str(ended.value.code or 0)), said.out, said.err

    assert recount() == (0, "2 openings counted again.\n", "")
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with store.writing() as db:
        row = db.query(Tally).filter(Tally.piece != "").first()
        assert row is not None
        row.n = 9
        db.commit()
    store.close()
    code, _, said = recount()
    assert code == 1
    assert "The sums of 1 had been wrong" in said
    assert recount()[0] == 0
    assert json.loads(run(installation, "--json"))["all_runs"]["quiz"]["n"] == 2

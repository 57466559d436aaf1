"""quizapp bank convert, import and export, as scripts call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import PAGE, quizapp

AIKEN = "Which river?\nA) Aller\nB) Leine\nANSWER: A\n\nNo key here\nA) x\nB) y\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "rivers.md").write_text(PAGE, "utf-8")
    (tmp_path / "unit.txt").write_text(AIKEN, "utf-8")
    return tmp_path


def test_a_file_is_converted_without_a_database_and_what_was_skipped_is_named(folder: Path) -> None:
    done = quizapp(folder, "bank", "convert", "unit.txt", "--to", "moodle-xml", "-o", "out.xml")
    assert done.returncode == 1
    assert "unit.txt:6: a question without an ANSWER line; write" in done.stderr
    assert "1 questions, 1 skipped" in done.stdout
    assert b'<question type="multichoice">' in (folder / "out.xml").read_bytes()
    assert not (folder / "instance").exists()


def test_marks_that_the_other_program_does_not_have_are_changed_only_by_an_option(folder: Path) -> None:
    options = [{"text": "Aller", "key": True}, {"text": "Isar"}, {"text": "Oker", "key": True}]
    item = {"kind": "multiple", "stem": "Which flow north?", "options": options}
    bank = {"schema": 1, "questions": [{"item": item, "defaults": {"rule": "net_correct"}}]}
    (folder / "bank.json").write_text(json.dumps(bank))
    convert = ("bank", "convert", "bank.json", "--to", "qti12", "-o", "out.zip")
    left_out = quizapp(folder, *convert)
    assert (left_out.returncode, "1 not written" in left_out.stdout) == (1, True)
    assert "All or nothing: every key chosen and nothing else” with --nearest-marks" in left_out.stderr
    done = quizapp(folder, *convert, "--nearest-marks")
    assert (done.returncode, "0 not written" in done.stdout) == (0, True)
    assert "scoring is changed from “Keys chosen less distractors" in done.stderr


def test_its_report_is_json_in_the_native_schema(folder: Path) -> None:
    done = quizapp(folder, "bank", "convert", "unit.txt", "--to", "gift", "-o", "out.gift", "--json")
    said = json.loads(done.stdout)
    question = said["reading"]["questions"][0]
    assert (said["schema"], said["reading"]["format"], said["written"]) == (1, "aiken", 1)
    assert question["item"]["options"][0] == {"text": "Aller", "key": True}
    assert [one["line"] for one in said["reading"]["skipped"]] == [6]


def test_bringing_the_same_file_twice_stores_it_once(folder: Path) -> None:
    first = json.loads(quizapp(folder, "bank", "import", "unit.txt", "--json").stdout)
    again = json.loads(quizapp(folder, "bank", "import", "unit.txt", "--json").stdout)
    assert (first["stored"], first["files"][0]["counts"]) == (True, {"new": 1, "skipped": 1})
    assert again["files"][0]["counts"] == {"duplicate": 1, "skipped": 1}
    assert again["files"][0]["questions"][0]["known"] == "unit/which-river"


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_nothing_is_stored_when_that_was_asked_for(folder: Path, option: str) -> None:
    done = quizapp(folder, "bank", "import", "unit.txt", option)
    assert "nothing was stored" in done.stdout
    again = json.loads(quizapp(folder, "bank", "import", "unit.txt", "--dry-run", "--json").stdout)
    assert again["files"][0]["counts"] == {"new": 1, "skipped": 1}


def test_a_page_goes_out_and_comes_back_unchanged(folder: Path) -> None:
    quizapp(folder, "bank", "load", "questions")
    sent = quizapp(folder, "bank", "export", "--page", "rivers", "--to", "moodle-xml", "-o", "rivers.xml")
    assert (sent.returncode, sent.stdout.strip()) == (0, "rivers.xml: 1 questions, 0 not written")
    back = quizapp(folder, "bank", "import", "rivers.xml")
    assert (back.returncode, back.stdout.strip()) == (0, "rivers.xml (moodle-xml): 1 unchanged")


def test_the_columns_of_a_table_can_be_named(folder: Path) -> None:
    (folder / "own.csv").write_text("Alpha,Sel1,Sel2,Mark\nWhich gas?,Oxygen,Nitrogen,2\n")
    columns = ("--columns", "stem=A; options=B,C; correct=D")
    assert quizapp(folder, "bank", "convert", "own.csv", *columns, "--to", "gift", "-o", "own.gift").returncode == 0
    assert "=Nitrogen" in (folder / "own.gift").read_text()
    done = quizapp(folder, "bank", "import", "own.csv", *columns, "--dry-run")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "own.csv (csv): 1 new")


def test_a_wrong_call_and_an_unreadable_file_are_told_apart(folder: Path) -> None:
    assert quizapp(folder, "bank", "export", "--to", "gift", "-o", "x").returncode == 2
    assert quizapp(folder, "bank", "convert", "unit.txt", "--to", "word", "-o", "x").returncode == 2
    (folder / "x.pdf").write_bytes(b"%PDF-1.7")
    done = quizapp(folder, "bank", "convert", "x.pdf", "--to", "gift", "-o", "x")
    assert done.returncode == 1
    assert "save it as text" in done.stderr

"""Lists as people paste them and as test banks and chat programs write them, Blackboard's lines, and Anki's notes."""

from __future__ import annotations

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.registry import read
from tests.formats.foreign import cases, told

NAME = "pasted.txt"
CASES = {**cases("lists"), **cases("blackboard"), **cases("notes")}


@pytest.mark.parametrize("case", CASES)
def test_a_list_from_elsewhere(case: str) -> None:
    text, wanted = CASES[case]
    assert told(text, NAME) == wanted


def test_a_list_in_json_is_no_question_of_some_other_format() -> None:
    with pytest.raises(BadInput, match="give it as a table"):
        told('[{"question": "Which oil?", "options": ["colza", "whale"], "answer": "whale"}]', "list.json")


def test_a_question_in_latex_is_found_on_its_line() -> None:
    head = "% one\n% two \\verb|\n\\question Which\n% three\noil?\n"
    text = f"{head}\\begin{{choices}}\n\\choice {{a}}\n\\choice {{b}}\n\\end{{choices}}\nOver.\n"
    reading = read(text.encode(), "exam.tex")
    assert [(one.line, one.what, one.excerpt) for one in reading.skipped] == [
        (3, "no option is marked as the key", "Which oil? a b")
    ]


def test_brackets_that_are_never_closed_do_not_hold_up_the_reader_of_latex() -> None:
    """Looking for the end of each through the whole file took minutes."""
    head = "\\question Which oil?\n\\begin{choices}\n\\choice colza\n\\CorrectChoice whale\n\\end{choices}\n"
    assert told(head + "\\begin{choices}[" * 60_000, "exam.tex") == ["Which oil? | colza | *whale"]


def test_settings_behind_the_start_of_a_list_in_latex_are_no_part_of_the_question() -> None:
    exam = (
        "\\question Which oil \\ldots [see below]?\n"
        "\\begin{choices}[label=A]\n\\choice colza\n\\CorrectChoice whale\n\\end{choices}\n"
    )
    assert told(exam, "exam.tex") == ["Which oil …[see below]? | colza | *whale"]

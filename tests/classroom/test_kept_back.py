"""Why a draft was kept back is told in plain words, with the part to look at and what would help."""

from __future__ import annotations

import pytest

from quizapp.classroom.drafted_kinds import NAMES, name_of
from quizapp.classroom.kept_back import commonest, explained
from quizapp.generate.precision import PRECISION


@pytest.mark.parametrize(
    ("reason", "part", "why", "words"),
    [
        ("too few plausible wrong options", "options", "too few wrong options that might be right.", ""),
        ("the question says too little: 'the ruling'", "stem", "does not stand alone: 'the ruling'.", "the ruling"),
        ("not unique: it is so of several", "stem", "More than one answer may be right: it is so of several.", ""),
        (
            "questions of the kind 'when-weekday' are not yet reliable enough",
            "",
            "(“On which day of the week …?”)",
            "",
        ),
        ("another question on the same passage, fact or type came first", "", "Nothing is wrong with it", ""),
        ("IW10: 'hurricane' is in the question and only in the key.", "stem", "only in the key.", "hurricane"),
        ("instructors here approved only 6 of the last 10 questions of this kind", "", "Instructors here approved", ""),
        ("rejected before: second key", "", "Another question on this fact was rejected here: second key.", ""),
        ("approved before", "", "A question of this kind on this fact was approved before.", ""),
        ("something a later version says", "", "Something a later version says.", ""),
    ],
)
def test_a_reason_says_what_is_wrong_and_where(reason: str, part: str, why: str, words: str) -> None:
    told = explained(reason)
    assert (told.part, told.words) == (part, words)
    assert why in told.why
    assert told.why.endswith(".")
    assert told.help.endswith(".")


def test_the_commonest_reason_is_told_once_in_words() -> None:
    few = "too few plausible wrong options"
    assert commonest([few, "not unique: it is so of several", few]) == explained(few).why
    assert commonest([]) == ""


def test_every_kind_of_question_has_a_name_for_people() -> None:
    assert [template for template in PRECISION if template not in NAMES] == []
    assert name_of("when-year") == "In which year …?"
    assert name_of("a-kind-of-another-version") == "A kind of another version"


def test_for_a_number_of_casualties_the_help_names_no_word_to_leave_out() -> None:
    found = explained("attribution: a number of casualties without source or date")
    assert found.why == "It asks for what may have changed since: a number of casualties without source or date."
    assert found.help == "Say in the question who gives the number, and when."
    assert "leave the word out" in explained("attribution: 'regime' is a judgement without a source").help

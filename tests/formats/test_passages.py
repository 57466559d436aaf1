"""What numbered questions of a list are about: a case, a passage, a table above them."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

ONE = "1. Which first?\na) red\nb) white\nAnswer: a\n"
TWO = "2. Which second?\na) oak\nb) lily\nAnswer: b\n"
THREE = "3. Which third?\na) iron\nb) gold\nAnswer: a\n"
CASE = "Case study: A girl of six has had a fever for three days."


def listed(*parts: str) -> Reading:
    reading = read("\n".join(parts).encode(), "x.txt")
    assert all(len(one.item.options) == 2 for one in reading.taken)
    return reading


def stems(reading: Reading) -> list[str]:
    return [" ".join(one.item.stem.split()) for one in reading.taken]


@pytest.mark.parametrize(
    "case", [CASE, CASE.replace("Case study:", "**Case study:**"), "Scenario\n\nBen earns ten a week."]
)
def test_a_case_is_part_of_the_next_question_and_the_others_say_so(case: str) -> None:
    reading = listed("Quiz\n", ONE, case, "", TWO, THREE)
    assert stems(reading) == ["Which first?", f"{' '.join(case.split())} Which second?", "Which third?"]
    assert [len(one.changes) for one in reading.taken] == [0, 0, 1]
    assert "may be about" in reading.taken[2].changes[0]


def test_a_case_above_the_first_question_leaves_the_title_above_it() -> None:
    reading = listed("Nursing quiz\n", CASE, "", ONE)
    assert stems(reading) == [f"{CASE} Which first?"]
    assert reading.notes == ("line 1: “Nursing quiz” is a heading and no question",)


@pytest.mark.parametrize("more", ["Fun fact: It is old.", "Background: It was so.", "A case in point: Paris."])
def test_other_words_with_a_label_go_on_with_the_explanation(more: str) -> None:
    reading = listed(f"{ONE}Explanation: It is red.\n", more, "", TWO)
    assert reading.taken[0].item.explanation.split("\n\n") == ["It is red.", more]
    assert stems(reading)[1] == "Which second?"


def test_a_case_ends_the_explanation_above_it() -> None:
    reading = listed(f"{ONE}Explanation: It is red.\n", CASE, "", TWO)
    assert reading.taken[0].item.explanation == "It is red."
    assert stems(reading)[1] == f"{CASE} Which second?"
    assert reading.taken[1].changes == (
        "“Case study: A girl of six has had a fever for three days.” was taken for a part of it, not of what is above",
    )


@pytest.mark.parametrize("label", ["Best case", "Worst-case scenario", "Case A", "Situation 1", "Text 3", "Fall 1"])
@pytest.mark.parametrize("below", ["", TWO])
def test_a_case_that_an_explanation_tells_apart_stays_in_it(label: str, below: str) -> None:
    more = f"{label}: it is red as the sun shines on it."
    reading = listed(f"{ONE}Explanation: It depends.\n", more, "", below)
    assert reading.taken[0].item.explanation.split("\n\n") == ["It depends.", more]
    assert stems(reading) == ["Which first?", "Which second?"][: len(reading.taken)]


@pytest.mark.parametrize("label", ["Best case", "**Worst case**", "_Edge case_"])
def test_the_best_case_below_an_answer_is_no_part_of_the_next_question(label: str) -> None:
    reading = listed(ONE, f"{label}: it is red as the sun shines on it.", "", TWO)
    assert stems(reading) == ["Which first?", "Which second?"]


@pytest.mark.parametrize(
    "said",
    [
        "Use the table below for questions 2-3.",
        "Read the passage and answer questions 2 and 3.",
        "Read the passage. Then answer questions 2 and 3.",
        "The next two questions are about this table.",
        "Questions 2 to 3 refer to the following data:",
    ],
)
def test_a_text_goes_to_the_questions_that_it_names(said: str) -> None:
    reading = listed(
        ONE, said, "", "Year  Sales", "2001  40", "", TWO, THREE, THREE.replace("3", "4").replace("third", "last")
    )
    assert stems(reading) == [
        "Which first?",
        "Year Sales 2001 40 Which second?",
        "Year Sales 2001 40 Which third?",
        "Which last?",
    ]
    assert not any(one.changes for one in reading.taken)


def test_a_graph_that_did_not_come_along_is_told_of_at_its_questions() -> None:
    reading = listed(ONE, "Use the graph above for questions 2-3.", "", TWO, THREE)
    assert stems(reading) == ["Which first?", "Which second?", "Which third?"]
    assert [bool(one.changes) for one in reading.taken] == [False, True, True]
    assert "“Use the graph above for questions 2-3.” stands above it" in reading.taken[1].changes[0]


def test_a_long_text_that_names_nothing_is_told_of_at_the_next_question() -> None:
    reading = listed(ONE, "The Nile floods every year. " * 6, "", TWO, THREE)
    assert stems(reading)[1] == "Which second?"
    assert [bool(one.changes) for one in reading.taken] == [False, True, False]


@pytest.mark.parametrize(
    "said",
    [
        "Part B: Plants",
        "Case study: Nike",
        "Questions 2-3: Circle the letter of the best answer.",
        "Choose the answer that fits best. Write its letter on the line beside the number of the question, and do not"
        " write anything else on this sheet of paper.",
        "Information Field: Difficulty\nHighest Answer Letter: D\nKeywords in Same Paragraph: No\n\nMultiple choice",
    ],
)
def test_headings_instructions_and_settings_are_no_part_of_a_question(said: str) -> None:
    reading = listed(ONE, said, "", TWO, THREE)
    assert stems(reading) == ["Which first?", "Which second?", "Which third?"]
    assert not any(one.changes for one in reading.taken)
    assert reading.notes


def test_points_before_the_words_of_a_question_are_known_below_a_case() -> None:
    (one,) = listed(CASE, "", ONE.replace("1. ", "1. (3 points) ")).taken
    assert one.item.stem.endswith("Which first?")
    assert one.entry.defaults.points == 3


def test_a_text_too_long_to_be_said_at_each_question_is_told_of() -> None:
    reading = listed(ONE, "Use this text for questions 2-3.", "", "It rains. " * 3_000, "", TWO, THREE)
    assert stems(reading) == ["Which first?", "Which second?", "Which third?"]
    assert all(one.changes for one in reading.taken[1:])


def test_a_long_text_for_very_many_questions_is_told_of_and_not_copied_to_all() -> None:
    asked = "".join(f"{number}. Which?\na) red\nb) white\nAnswer: a\n" for number in range(2, 42))
    reading = listed(ONE, "Use this text for questions 2-99.", "", "It rains. " * 1_000, "", asked)
    assert {*stems(reading)[1:]} == {"Which?"}
    assert all("stands above it" in one.changes[0] for one in reading.taken[1:])

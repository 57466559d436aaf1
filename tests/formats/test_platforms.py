"""Pages of learning programs pasted as text, as the reader of lists takes them."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from tests.formats.foreign import told

ROME = ["Which town? | Bonn | *Rome | Oslo"]


def found(text: str) -> list[str]:
    return told(text, "paste.txt", "text")


@pytest.mark.parametrize(
    ("state", "around", "answer"),
    [
        ("Correct\nMark 1.00 out of 1.00\nQuestion text", "Question 1Answer", "The correct answer is: Rome"),
        ("Not yet answered\nMarked out of 1.00\nFlag question", "Select one:", "The correct answer is:\nRome"),
        ("Terminé\nNote de 1,00 sur 1,00", "Veuillez choisir une réponse.", "La réponse correcte est : Rome"),
        ("Correcta\nSe puntúa 1,00 sobre 1,00", "Seleccione una:", "La respuesta correcta es: Rome"),
    ],
)
@pytest.mark.parametrize("listed", ["a. Bonn\nb. Rome\nc. Oslo", "a.\nBonn\nb.\nRome\nc.\nOslo"])
@pytest.mark.parametrize("label", ["Feedback", "Retroalimentación", "Rückmeldung"])
def test_a_question_of_moodle_keeps_its_feedback_and_its_key(
    state: str, around: str, answer: str, listed: str, label: str
) -> None:
    text = f"Question 1\n{state}\nWhich town?\n\n{around}\n{listed}\n\n{label}\nIt is old.\n{answer}\n"
    (taken,) = read(text.encode(), "paste", "text").taken
    assert found(text) == ROME
    assert taken.item.explanation == "It is old."


@pytest.mark.parametrize("told_so", ["is 'True'.", "is: “True”"])
def test_a_statement_of_moodle_has_its_verdict_below_its_feedback(told_so: str) -> None:
    head = "Question 1\nCorrect\nMark 1.00 out of 1.00\nIt is wet.\n\nSelect one:\nTrue\nFalse\n\n"
    text = f"{head}Feedback\nYes.\nThe correct answer {told_so}\n"
    assert found(text) == ["It is wet. | *True | False"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("red, white and blue, tin", "*red, white and blue | *tin | white | zinc"),
        ("tin; zinc", "red, white and blue | *tin | white | *zinc"),
        ("tin, gold", ""),
    ],
)
def test_several_answers_in_words_may_have_commas_of_their_own(said: str, expected: str) -> None:
    text = f"1. Which?\na. red, white and blue\nb. tin\nc. white\nd. zinc\nThe correct answers are: {said}\n"
    assert [one.removeprefix("Which? | ") for one in found(text)] == [
        expected or f"! the answer “{said}” is none of its options"
    ]


def test_words_that_name_options_in_two_ways_name_none() -> None:
    assert found("1. Which?\na. red\nb. red, tin\nc. tin\nd. zinc\nAnswers: red, tin, zinc\n") == [
        "! the answer “red, tin, zinc” is none of its options"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "Question 1\n1 / 1 pts\nWhich town?\nBonn\nCorrect!\nRome\nOslo\n",
        "Question 1\n0 / 1 pts\nWhich town?\nYou Answered\nBonn\nCorrect Answer\nRome\nOslo\n",
        "1. Which town? *\n1 point\nBonn\nRome\nOslo\nCorrect answer\nRome\n",
        "Oil? *\n0/1\nfat\n\ntar\nCorrect answer\ntar\nWhich town? *\n1/1\nBonn\nRome\n\nOslo\nCorrect answer\nRome",
        "1 - Quiz\nWhich town?\nBonn\n✗\nRome\n✓\nOslo\n✗\n",
        "1. Multiple Choice\n30 seconds\n1 pt\nWhich town?\nBonn\nRome\nOslo\nAnswer: Rome\n",
        "1. Multiple Choice   30 seconds   1 pt\nWhich town?\nBonn\nRome\nOslo\nAnswer: Rome\n",
        "1.\nMultiple Choice • 30 sec | 1 pt\nWhich town?\nBonn\nRome\nOslo\nAnswer: Rome\n",
        "QUESTION 1\n1. Which town?\na. Bonn\nb. Rome\nc. Oslo\nCorrect Answer: b. Rome\n",
        "Question 1\n1 out of 1 points\nWhich town?\nAnswers:\na.\nBonn\nb.\nRome\nc.\nOslo\nCorrect Answer:\nb.\nRome",
    ],
)
def test_pages_of_other_programs_have_the_same_key(page: str) -> None:
    assert found(page)[-1:] == ROME
    assert not read(page.encode(), "paste", "text").skipped


@pytest.mark.parametrize(
    "page",
    [
        # a gap that takes words, a mark below what it may mean, what somebody answered
        "Question 1\n1 / 1 pts\nThe largest planet is?\nCorrect!\nJupiter\nCorrect Answers\n42 (with margin: 0)\n",
        "Question 1\nWhich town?\nBonn\nCorrect!\nRome\nOslo\n",
        "Question 1\n0 / 1 pts\nWhich town?\nYou Answered\nBonn\nRome\nOslo\n",
        "1. Which town?\nBonn\n✗\nRome\n✗\nOslo\n✗\n",
        "1. Which town?\nBonn\nRome\nOslo\nCorrect answer\nParis\n",
    ],
)
def test_pages_that_do_not_tell_the_key_for_sure_give_none(page: str) -> None:
    assert all(one.startswith("!") for one in found(page))


def test_a_form_may_name_the_right_answer_behind_its_label() -> None:
    page = "{0}\n{1} *\n({2}/1 Points)\n\nBonn\n\nRome\n\nYour answer: Bonn\nCorrect answers: {3}\n\n"
    form = page.format(1, "Which town?", 0, "Rome") + page.format(2, "The town is", 1, "Bonn")
    assert found(form) == ["Which town? | Bonn | *Rome", "The town is | *Bonn | Rome"]
    assert all(one.startswith("!") for one in found(form.replace("Correct answers", "Selected answers")))


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("Frage 1\nFrage markieren\nFragetext", "Frage 1Wählen Sie eine Antwort:"),
        ("Question 1\nMarquer la question\nTexte de la question", "Question 1Veuillez choisir une réponse."),
        ("Pregunta 1\nMarcar pregunta\nEnunciado de la pregunta", "Pregunta 1Seleccione una:"),
    ],
)
def test_the_legend_of_the_options_is_no_part_of_the_stem(head: str, label: str) -> None:
    assert found(f"{head}\nWhich town?\n\n{label}\n\na.\nBonn\n\nb.\nRome\nCorrect answer: Rome\n") == [
        "Which town? | Bonn | *Rome"
    ]


def test_points_of_a_page_are_those_of_the_question() -> None:
    for page in (
        "Question 1\n1 / 2 pts\nWhich?\nBonn\nCorrect!\nRome\nOslo\n",
        "Question 1\n(0 of 2 points)\nWhich?\n*a. x\nb. y",
    ):
        (taken,) = read(page.encode(), "paste", "text").taken
        assert (taken.item.stem, str(taken.entry.defaults.points)) == ("Which?", "2")


def test_answers_that_go_on_behind_a_comma_are_one_list() -> None:
    listed = "a. tin\nb. gas\nc. zinc\nThe correct answers are: tin,\nzinc\n"
    assert found(f"1. Which?\n{listed}\n2. What?\n{listed}") == [
        "Which? | *tin | gas | *zinc",
        "What? | *tin | gas | *zinc",
    ]


def test_options_of_a_page_that_are_numbers_begin_no_questions() -> None:
    canvas = "Question {0}\n1 / 1 pts\nHow many?\n{0}\nCorrect!\n9.5\n10\nQuiz Score: 1 out of 1\n\n"
    form = "How many? *\n1/1\n{0}\n9.5\n10\nCorrect answer\n9.5\nFeedback\nCount.\n\n"
    for page in (canvas, form):
        assert found(page.format(1) + page.format(2)) == [f"How many? | {one} | *9.5 | 10" for one in (1, 2)]


def test_a_stem_that_does_not_ask_ends_where_all_others_of_the_page_do() -> None:
    page = "Question {}\n1 / 1 pts\n{}\nBonn\nCorrect!\nRome\nOslo\n\n"
    asking, other = page.format(1, "Which town?"), page.format(2, "It is\nnear")
    assert found(asking + page.format(2, "The town is"))[1:] == ["The town is | Bonn | *Rome | Oslo"]
    assert found(asking + other)[1:] == ["! a text without options"]


@pytest.mark.parametrize("answer", ["b, c, a", "C A B", "(b), (a), (c)"])
def test_an_answer_that_puts_all_options_in_an_order_is_no_key(answer: str) -> None:
    listed = "1. Put in order:\na) Rome falls\nb) Caesar dies\nc) Augustus rules\nAnswer: {}\n"
    assert "in an order" in found(listed.format(answer))[0]
    assert found(listed.format("a, b, c")) == ["Put in order: | *Rome falls | *Caesar dies | *Augustus rules"]


def test_points_may_stand_beside_the_number_above_a_label_for_the_right_option() -> None:
    page = "Question {} 1 pts\n{}\n \nBonn\nCorrect Answer\n \nRome\n \nOslo\n \n"
    asked = page.format(1, "Which town?") + page.format(2, "Which place?") + page.format(3, "Which port?")
    assert found(asked)[:1] == ROME
    assert len(found(asked)) == 3
    gap = "Question {} 1 pts\nThe town is\nCorrect Answers\nRome\nRoma\n"
    assert all(one.startswith("!") for one in found(gap.format(1) + gap.format(2) + gap.format(3)))


EDX = """>>Which device competed with the player?||Think of music.<<

( ) The pad {{No, it came later.}}
(x) The pod {{ selected: Yes. }}
( ) The peeler

[explanation]
It came out in 2001.

It was white.
[explanation]

---

>>Which are fruits?<<

[x] apple
[ ] potato
[x] pear
"""


def test_questions_in_the_markdown_of_edx_come_in_with_their_reasons() -> None:
    one, two = (taken.item for taken in read(EDX.encode(), "x.txt").taken)
    assert (one.stem, two.stem) == ("Which device competed with the player?", "Which are fruits?")
    assert [(o.text, o.is_key, o.rationale) for o in one.options] == [
        ("The pad", False, "No, it came later."),
        ("The pod", True, "Yes."),
        ("The peeler", False, ""),
    ]
    assert one.explanation.split("  \n") == ["It came out in 2001.", "It was white."]
    assert [(o.text, o.is_key) for o in two.options] == [("apple", True), ("potato", False), ("pear", True)]


def test_feedback_of_edx_may_be_a_word_without_an_end() -> None:
    text = b">>Which?<<\n(x) x^{{2}} {{yes}}\n( ) x^{{3}} {{ selected: no }}\n( ) {{4}}\n"
    (taken,) = read(text, "x.txt", "text").taken
    assert [(o.text, o.rationale) for o in taken.item.options] == [
        ("x^{{2}}", "yes"),
        ("x^{{3}}", "no"),
        ("{{4}}", ""),
    ]


@pytest.mark.parametrize(
    "answered",
    ["(x) a {{use {x}}}\n( ) b {{no}}", "( ) a {{use {x}}}\n( ) b {{no}}\nAnswer: a {{use {x}}}"],
)
def test_braces_of_edx_beside_others_bring_no_word_into_an_option(answered: str) -> None:
    (taken,) = read(f">>Which?<<\n{answered}\n".encode(), "x.txt", "text").taken
    assert [(o.text, o.rationale) for o in taken.item.options] == [("a {{use {x}}}", ""), ("b", "no")]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{{a}}{{b}}", r"\frac{{b}}{{a}}"),
        ("x^{{2}}", "y^{{3}}"),
        ("Hello {{ name }}", "Hello {% name %}"),
        ("print {{ x }}", "print {{ y }}"),
        ("It is {{ greeting! }}", "It is {{ name }}"),
        ("It is{{ so. }}", "It is not"),
    ],
)
def test_double_braces_of_formulas_and_templates_stay_in_their_options(right: str, wrong: str) -> None:
    (taken,) = read(f"1. Which?\n(x) {right}\n( ) {wrong}\n".encode(), "x.txt", "text").taken
    assert [(o.text, o.is_key, o.rationale) for o in taken.item.options] == [(right, True, ""), (wrong, False, "")]


def test_double_braces_in_an_option_of_a_list_with_letters_are_its_text() -> None:
    (taken,) = read(b"1. Which?\n*a) {{ name }}\nb) it is {{ name }}\n", "x.txt", "text").taken
    assert [o.text for o in taken.item.options] == ["{{ name }}", "it is {{ name }}"]


@pytest.mark.parametrize("sort", ["Multiple Choice", "Multiple select", "(True/False)", "Opción múltiple"])
def test_the_kind_of_a_question_on_its_own_line_is_no_part_of_it(sort: str) -> None:
    text = f"Question 1\nWhich organ is largest?\n{sort}\nA) Heart\nB) Skin\nCorrect Answer: B) Skin\n"
    (taken,) = read(text.encode(), "x.txt").taken
    assert (taken.item.stem, taken.item.keys) == ("Which organ is largest?", (1,))
    assert any(sort in change for change in taken.changes)

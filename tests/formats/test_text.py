"""Pasted lists as teachers have them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from quizapp.core.item import Item, Option
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry, Reading


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def keys(text: str) -> list[tuple[str, tuple[int, ...]]]:
    reading = read_text(text)
    assert [str(one) for one in reading.skipped] == []
    return [(taken.item.stem, taken.item.keys) for taken in reading.taken]


@pytest.mark.parametrize(
    "question",
    [
        "1. Which?\na) x\n*b) y\nc) z",
        "1) Which?\n(a) x\n(b) y *\n(c) z",
        "Q1: Which?\nA. x\nB. y\nC. z\nAnswer: B",
        "Question 1. Which?\nA) x\nB) y\nC) z\nCorrect answer: B) y",
        "1. Which?\n- x\n- y (correct)\n- z",
        "1. Which?\n[ ] x\n[x] y\n[ ] z",
        "1. Which?\n☐ x\n☑ y\n☐ z",
        "1. Which?\na) x\n**b) y**\nc) z",
        "1. Which?\na) x\nb) **y**\nc) z",
        "1. Which?\na. x\nb. ✓ y\nc. z".replace("✓ y", "y ✓"),
        "1. Which? a) x b) y c) z\nAns: b",
        "Which?\n\na) x\nb) y\nc) z\n\nAnswer: y",
        "1. Which?\na) x\nb) y\nc) z\n\nAnswers:\n1. b",
        "1. Which?\na) x\nb) y\nc) z\n\n1-B",
        "1. Which?\n- x\n- y [correct]\n- z",
        "1. Which?\n- x\n* y\n- z",
        "1. Which?\na) x\nb) y\nc) z\nAns. b",
        "3. **Which?**\n\na) x\nb) y\nc) z\nAnswer: b\n\n---",
    ],
)
def test_the_usual_shapes_have_the_same_key(question: str) -> None:
    assert keys(question) == [("Which?", (1,))]
    assert [option.text for option in read_text(question).taken[0].item.options] == ["x", "y", "z"]


def test_several_marks_are_several_keys() -> None:
    assert keys("1. Which?\n*a) x\n*b) y\nc) z\n\n2. What?\na) x\nb) y\nc) z\nAnswers: a, c") == [
        ("Which?", (0, 1)),
        ("What?", (0, 2)),
    ]


def test_true_and_false_need_no_options() -> None:
    reading = read_text("1. Sky is blue.\nAnswer: True\n\n2. Grass is red.\nTrue / False\nAnswer: False")
    assert [taken.item.kind for taken in reading.taken] == ["true-false", "true-false"]
    assert [taken.item.keys for taken in reading.taken] == [(0,), (1,)]


def test_a_star_among_bullets_marks_the_key_also_when_it_comes_first() -> None:
    assert keys("1. Which?\n* x\n- y\n- z") == [("Which?", (0,))]


def test_a_root_sign_is_a_tick_before_words_and_a_root_before_what_is_counted() -> None:
    assert keys("1. Who was minister?\n• Talleyrand\n• Hardenberg\n√ Metternich") == [("Who was minister?", (2,))]
    assert [str(one) for one in read_text("1. Which?\n• 2\n• 3\n√ 5").taken] == []


def test_answers_on_one_line_at_the_end_belong_to_their_questions() -> None:
    questions = "1. Which?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\n\nAnswer Key: 1-B, 2-A"
    assert keys(questions) == [("Which?", (1,)), ("What?", (0,))]


def test_feedback_as_respondus_writes_it_is_no_part_of_the_options() -> None:
    text = "Title: Speed\nPoints: 2\n1) Who?\n~ Well done.\n@ Read again.\na) Boyle\n@ He had gas.\n*b) Hooke\n... Yes."
    (taken,) = read_text(f"{text}\n\nType: E\n2) Essay.").taken
    assert taken.item.options == (Option("Boyle", False, "He had gas."), Option("Hooke", True, "Yes."))
    assert (taken.item.stem, taken.entry.title) == ("Who?", "Speed")
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("Well done.", "Read again.")


def test_a_list_with_explanations_is_no_aiken_file() -> None:
    aiken = "1. Which?\nA. x\nB. y\nANSWER: B\n"
    assert read(aiken.encode(), "paste").format == "aiken"
    reading = read(f"{aiken}\n2. What?\nA. x\nB. y\nANSWER: A\nExplanation: So it is.\n".encode(), "paste")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Which?", (1,)), ("What?", (0,))]


def test_an_explanation_comes_along() -> None:
    item = read_text("1. Which?\na) x\nb) y\nAnswer: a\nExplanation: It is so.").taken[0].item
    assert item.explanation == "It is so."
    assert read_text("1. Which?\na) x\nb) y\nAnswer: a\nExplanation: * 2 is.").taken[0].item.explanation == r"\* 2 is."


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("1. Which?\na) x\nb) y", "no option is marked"),
        ("1. Which?\n*a) x\nb) y\nAnswer: b", "name different options"),
        ("1. Which?\na) x\nb) y\nAnswer: d", "none of its options"),
        ("1. Which?", "without options"),
    ],
)
def test_without_a_clear_key_nothing_is_guessed(question: str, what: str) -> None:
    reading = read_text(f"{question}\n\n2. Fine?\n*a) x\nb) y")
    assert len(reading.taken) == 1
    assert (reading.skipped[0].line, what in reading.skipped[0].what) == (1, True)


def test_a_text_with_no_question_says_so() -> None:
    assert read_text("Dear colleagues").skipped


def test_a_stem_that_reads_as_an_answer_in_a_list_is_refused_on_the_way_out() -> None:
    entry = Entry(Item("true-false", "TRUE", (Option("True", True), Option("False"))), uid="p/q")
    assert [refusal.entry for refusal in write("text", [entry]).refused] == ["p/q"]


def test_what_looks_like_a_mark_is_refused_on_the_way_out() -> None:
    item = Item("single", "Which?", (Option("x *", True), Option("y")))
    assert "looks like a mark" in write("text", [Entry(item)]).refused[0].why


@pytest.mark.parametrize(
    "question",
    [
        "(1) Which?\n(a) x\n(b) y\n(c) z\nAns: (b)",
        "### Question 1\nWhich?\n\n- A. x\n- B. y\n- C. z\n\n**Correct answer:** B",
        "**Question 1**\n\nWhich?\n\nA) x\nB) **y** ✓\nC) z",
        "1. **Which?**\n   - a) x\n   - b) y ✅\n   - c) z",
        "1. Which?\n* A) x\n* B) y\n* C) z\nAnswer: B",
        "1. Which?\ni. x\nii. y\niii. z\nAnswer: ii",
        "Q1. Which?\n1) x\n2) y\n3) z\nAnswer: 2",
        "1. Which?\na) x\nb) y\nc) z\nRichtige Antwort: b)",
        "1. Which?\na) x\nb) y\nc) z\nAnswer:\nb",
        "1. Which?\na) x\nb) y\nc) z\n[Answer: b]",
        "1. Which?\na) x\nb) y\nc) z\nAnswer - b",
        "1. Which?\na) x\nb) y\nc) z\nThe correct answer is b) y.",
        "1. Which?\na) x\nb) y <-- correct\nc) z",
        "____ 1. Which?\na. x\nb. y\nc. z\n\nAnswer Section\n\nMULTIPLE CHOICE\n\n1. ANS: B PTS: 1 DIF: Easy",
        "1. Which?\na. x\nb. y\nc. z\nANS: B PTS: 1 REF: 1.1\nTOP: Life",
        "Question 1 (2 points)\nWhich?\nQuestion 1 options:\nA)\n\nx\nB)\n\ny\nC)\n\nz\nAnswer: B",
        "Q.1 Which?\n(A) x\n(B) y\n(C) z\nAnswer: (B)\nSolution: So it is.\n\n",
        "1. Which?\na) x\nb) y ←\nc) z",
        "Quiz title: Sums\n\n1. Which?\na) x\nb) y\nc) z\nAnswer: b",
    ],
)
def test_shapes_of_other_programs_have_the_same_key(question: str) -> None:
    assert keys(question) == [("Which?", (1,))]
    assert [option.text for option in read_text(question).taken[0].item.options] == ["x", "y", "z"]


def test_a_year_on_a_line_of_its_own_is_no_question() -> None:
    (taken,) = read_text("1. When?\na) before\n1945\nb) after\n1945\nAnswer: b").taken
    assert len(taken.item.options) == 2


def test_two_answer_lines_that_differ_give_no_key() -> None:
    reading = read_text("1. Which?\na) x\nb) y\nAnswer: a\nCorrect answer: b")
    assert (reading.taken, "two lines" in reading.skipped[0].what) == ((), True)


def test_letters_that_run_together_are_several_keys() -> None:
    assert keys("QUESTION 1\nWhich two?\n\nA. x\nB. y\nC. z\n\nCorrect Answer: BC\nSection: (none)") == [
        ("Which two?", (1, 2))
    ]


def test_a_list_within_a_stem_is_not_taken_for_the_options() -> None:
    text = "1. Consider:\n- cats\n- dogs\nWhich bark?\na) cats\nb) dogs\nc) both\nAnswer: b"
    (taken,) = read_text(text).taken
    assert [option.text for option in taken.item.options if option.is_key] == ["dogs"]
    assert taken.item.stem.endswith("Which bark?")
    romans = "1. Which are right?\nI. Ice floats.\nII. Iron floats.\nA) I only\nB) I and II\nAnswer: A"
    assert [option.text for option in read_text(romans).taken[0].item.options] == ["I only", "I and II"]


def test_words_for_right_and_wrong_in_text2qti_are_no_options() -> None:
    text = "Points: 2\n1. 2+3?\n... Sums.\n+   Yes.\n-   No.\na)  6\n... Too much.\n*b) 5"
    (taken,) = read_text(text).taken
    assert taken.item.options == (Option("6", False, "Too much."), Option("5", True))
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("Yes.", "No.")
    assert (taken.item.explanation, taken.entry.defaults.points) == ("Sums.", Decimal(2))
    for said in ("Points: 3", "[Points: 3]"):
        (below,) = read_text(f"1. Which?\n{said}\n*a) x\nb) y").taken
        assert (below.item.stem, below.entry.defaults.points) == ("Which?", Decimal(3))


TWO = "1. Which?\na. x\nb. y\n\n2. What?\na. x\nb. y\n\n"


def test_numbers_that_begin_anew_in_each_part_are_paired_in_order_or_not_at_all() -> None:
    listed = "Answer Key\nPart A\n1. a\n2. b\nPart B\n1. b\n2. a\n"
    assert [one for _, one in keys(f"{TWO}{TWO}{listed}")] == [(0,), (1,), (1,), (0,)]
    reading = read_text(f"{TWO}{TWO}Answer Key\n1. a\n2. b\n")
    assert not reading.taken
    assert {"stands twice" in one.what for one in reading.skipped} == {True}


def test_a_heading_is_no_question_and_shifts_no_key() -> None:
    listed = "Answers\n1. b\n2. a\n"
    reading = read_text("My quiz\n\n" + TWO.replace("1. ", "").replace("2. ", "") + listed)
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Which?", (1,)), ("What?", (0,))]
    assert any("My quiz" in note for note in reading.notes)


@pytest.mark.parametrize("above", ["Quiz\n(* is right.)", "Quiz\n\n[by Ann]", "Quiz\n(one)\n\n(two)", "(one)\n(two)"])
def test_what_stands_in_brackets_below_a_heading_belongs_to_it(above: str) -> None:
    reading = read_text(f"{above}\n\nWhich?\na) x\nb) y*\n\nWhat?\na) p*\nb) q\n")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Which?", (1,)), ("What?", (0,))]
    assert any(" ".join(above.split()) in note for note in reading.notes)


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("Words\nA fox ran.\n\n", "A fox ran.\n\n"),
        ("Words\n\nA fox ran.\n\n", "Words\n\nA fox ran.\n\n"),
        ("Words\n\n(Act 1)\n", "(Act 1)\n"),
        ("A fox ran.\n(Aesop)\n\n", "A fox ran.\n(Aesop)\n\n"),
        ("**\n\n", ""),
    ],
)
def test_a_text_above_the_first_question_stays_with_it(above: str, kept: str) -> None:
    reading = read_text(f"{above}Which?\na) x\nb) y*\n\nWhat?\na) p*\nb) q\n")
    assert reading.taken[0].item.stem.split() == [*kept.split(), "Which?"]


def test_a_stem_apart_from_options_without_letters_is_no_heading() -> None:
    reading = read_text("Which? (of two)\n\nx\ny\nAnswer: y\n\nWhat?\np\nq\nAnswer: p\n")
    assert reading.taken[0].item.stem == "Which? (of two)"


def test_reasons_in_the_list_of_answers_become_explanations() -> None:
    reading = read_text(f"{TWO}Answers and Explanations\n\n1. b. It is so.\n2. a. It was so.")
    assert [(taken.item.keys, taken.item.explanation) for taken in reading.taken] == [
        ((1,), "It is so."),
        ((0,), "It was so."),
    ]


def test_what_a_test_bank_says_below_the_answer_is_left_out_and_said() -> None:
    text = "1. Which?\nA. x\nB. y\nANSWER: B\nRATIONALE: So it is.\nPOINTS: 3\nDIFFICULTY: Moderate\nREFERENCES: p. 4\n"
    reading = read(text.encode(), "paste")
    (taken,) = reading.taken
    assert (taken.item.explanation, taken.item.difficulty) == ("So it is.", "medium")
    assert taken.entry.defaults.points == Decimal(3)
    assert "left out" in taken.changes[0]


def test_a_letter_that_could_mean_two_options_gives_no_key() -> None:
    reading = read_text("1. Which?\nA) B\nB) A\nAnswer: A\n\n2. What?\na. x\na. y\nb. z\nAnswer: b")
    assert ["text of another" in reading.skipped[0].what, "two options" in reading.skipped[1].what] == [True, True]


@pytest.mark.parametrize("formula", [r"$\frac{1}{2}$", r"$x^{2}$", r"$\sqrt{2}$"])
def test_the_braces_of_a_formula_make_no_gift_of_a_pasted_list(formula: str) -> None:
    text = f"1. Which of these is right?\n*a) {formula}\nb) 6\nc) 7\n"
    assert recognise(text.encode(), "paste") == "text"
    (taken,) = read(text.encode(), "paste").taken
    assert [option.is_key for option in taken.item.options] == [True, False, False]


LISTS = """1. Which?
{0} x
{1} y
{2} z
{answer}
"""


@pytest.mark.parametrize(
    ("letters", "answer"),
    [
        ("А) Б) В)", "Ответ: Б"),
        ("а) б) в)", "Правильный ответ: б"),
        ("А. В. С.", "Ответ: В"),  # Cyrillic letters that look like A, B, C
        ("Α. Β. Γ.", "Απάντηση: Β"),
        ("א. ב. ג.", "תשובה: ב"),
        ("أ) ب) ج)", "الإجابة الصحيحة: ب"),
        ("① ② ③", "정답: ②"),
        ("가. 나. 다.", "정답: 나"),
        ("Ａ． Ｂ． Ｃ．", "Answer: Ｂ"),
        ("A、 B、 C、", "答案：B"),
        ("A. B. C.", "【正确答案】B"),
        ("A. B. C.", "Odpowiedź: B"),
        ("A. B. C.", "Doğru cevap: B"),
        ("A. B. C.", "Đáp án: B"),
        ("a) b) c)", "Kunci jawaban: b"),
        ("a) b) c)", "Správná odpověď: b"),
        ("a) b) c)", "Gabarito: b"),
        ("a) b) c)", "Richtig: b"),
        ("a) b) c)", "=> b"),
        ("A.) B.) C.)", "Answer: B"),
        ("**A.** **B.** **C.**", "Answer: B"),
        ("A\N{NO-BREAK SPACE}- B\N{NO-BREAK SPACE}- C\N{NO-BREAK SPACE}-", "Answer: B"),
        ("Option\N{NO-BREAK SPACE}A: Option\N{NO-BREAK SPACE}B: Option\N{NO-BREAK SPACE}C:", "Correct Option: B"),
        ("A) B) C)", "\nAnswers\n1. B – because"),
        ("A) B) C)", "\n| Question | Answer |\n|---|---|\n| 1 | B |"),
        ("A) B) C)", "\n<details><summary>Answer</summary>\nB) y\n</details>"),
    ],
)
def test_lists_of_other_countries_and_programs_have_the_same_key(letters: str, answer: str) -> None:
    text = LISTS.format(*letters.split(" "), answer=answer).replace("\N{NO-BREAK SPACE}", " ")
    assert keys(text) == [("Which?", (1,))]
    assert [option.text for option in read_text(text).taken[0].item.options] == ["x", "y", "z"]


@pytest.mark.parametrize(
    "question",
    [
        "1. Which?\n❌ A) x\n✅ B) y\n❌ C) z",
        "1. Which?\n❌ x\n✅ y\n❌ z",
        "1. Which?\nA) x ❌\nB) y ✅\nC) z ❌",
        "1. Which?\nA) x (incorrect)\nB) y (correct)\nC) z (incorrect)",
        "1. Which?\nA) x\n👉 B) y\nC) z",
        "1. Which?\nA) x\n-> B) y\nC) z",
        "1. Which?\nA) x\nB) y\nC) z\nCorrect answer: B (y)",
        "1. Which?\nA) x\nB) y\nC) z\nCorrect answer: B – y",
        "1. Which?\nA) x\nB) y\nC) z\nAnswer is B because y is it.",
        "1.Which?\nA.x\nB.y\nC.z\nAnswer:B",
        "[1] Which?\nA. x\nB. y\nC. z\nAnswer: B",
    ],
)
def test_marks_of_chat_programs_name_the_key(question: str) -> None:
    assert keys(question) == [("Which?", (1,))]
    assert [option.text for option in read_text(question).taken[0].item.options] == ["x", "y", "z"]


@pytest.mark.parametrize("gap", [" ", "\t", " \t"])
def test_a_list_with_nothing_but_blanks_in_the_middle_is_read_at_once(gap: str) -> None:
    """Without a limit each of these lines would take minutes."""
    gaps = gap * 60_000
    text = f"1. Which?{gaps}!\nA) x\nB) y{gaps}z ✅\nC) w\nAnswer: B{gaps}PTS: 1\nExplanation: so{gaps}it is\n"
    assert len(read_text(text).taken) == 1


def test_an_answer_whose_letter_and_words_disagree_is_refused() -> None:
    (skipped,) = read_text("1. Which?\nA) x\nB) y\nC) z\nAnswer: B (z)").skipped
    assert skipped.what == "the answer “B (z)” is none of its options"


def test_a_sentence_that_begins_with_a_letter_is_no_option() -> None:
    text = "1. Read.\nA - level students know it.\nWhich?\na) x\n*b) y\n\n2. Ответ: что это?\na) x\n*b) y\n"
    assert [stem for stem, _ in keys(text)] == [
        "Read.  \nA - level students know it.  \nWhich?",
        "Ответ: что это?",
    ]


def test_points_and_answer_in_brackets_behind_the_stem_are_not_part_of_it() -> None:
    (one,) = read_text("1. Which? [2 points]\n(Answer: B)\nA. x\nB. y\n").taken
    assert (one.item.stem, one.item.keys, one.entry.defaults.points) == ("Which?", (1,), Decimal(2))


@pytest.mark.parametrize(
    ("marks", "stems", "points"),
    [
        (("[2]", "[1]", "[2]"), ["Which?", "What?", "Who?"], [Decimal(2), None, Decimal(2)]),
        (("(2)", "(2)", "(4)"), ["Which?", "What?", "Who?"], [Decimal(2), Decimal(2), Decimal(4)]),
        (("[2]", "[2]", ""), ["Which? [2]", "What? [2]", "Who?"], [None] * 3),
        (("[4]", "[5]", "[6]"), ["Which? [4]", "What? [5]", "Who? [6]"], [None] * 3),
    ],
)
def test_a_number_in_brackets_behind_all_stems_is_what_each_is_worth(
    marks: tuple[str, ...], stems: list[str], points: list[Decimal | None]
) -> None:
    asked = zip(("Which?", "What?", "Who?"), marks, strict=True)
    lines = [f"{n}. {stem} {mark}\nA. x\nB. y\nAnswer: B\n\n" for n, (stem, mark) in enumerate(asked, 1)]
    text = "Mid-unit test, Form A    Total: 6 marks\n\n" + "".join(lines)
    taken = read_text(text).taken
    assert [one.item.stem for one in taken] == stems
    assert [one.entry.defaults.points for one in taken] == points


@pytest.mark.parametrize(
    "stems",
    [
        ["Calculate f(2)", "Calculate g(3)", "Calculate h(3)"],
        ["What is the value of x[2]", "What is y[5]", "What is z[1]"],
        ["Which ion has iron(2)", "Which has iron(3)", "Which has copper(2)"],
        ["Which is by Smith (4)", "Which is by Jones (7)", "Which is by Wells (4)"],
        ["What does it give? y = [2]", "What does it give? x = [5]", "What does it give? z = [1]"],
        ["Who wrote it? (99)", "Who read it? (12)", "Who sold it? (31)"],
    ],
)
def test_a_number_that_may_be_what_is_asked_about_stays_in_the_question(stems: list[str]) -> None:
    reading = read_text("".join(f"{n}. {stem}\nA. x\nB. y\nAnswer: B\n\n" for n, stem in enumerate(stems, 1)))
    assert [one.item.stem for one in reading.taken] == stems
    assert {one.entry.defaults.points for one in reading.taken} == {None}


@pytest.mark.parametrize("right", ["A. x\nB. y\nC. z\nAnswer: A, C", "*A. x\nB. y\n*C. z"])
def test_a_number_in_round_brackets_may_say_how_many_options_are_right(right: str) -> None:
    text = "".join(f"{n}. Which ones? ({n % 2 + 2})\n{right}\n\n" for n in (1, 2, 3))
    assert [one.item.stem for one in read_text(text).taken] == ["Which ones? (3)", "Which ones? (2)", "Which ones? (3)"]
    marks = text.replace("(", "[").replace(")", "]")
    assert [one.item.stem for one in read_text(marks).taken] == ["Which ones?"] * 3


def test_marks_in_brackets_are_told_and_may_stand_above_an_answer_to_be_typed() -> None:
    text = "1. Who won? [2]\nAnswer: William\n\n2. Who lost? [1]\nAnswer: Harold\n\n3. Who came? [2]\n"
    reading = read_text(f"{text}A. x\nB. y\nAnswer: B\n")
    assert [one.item.stem for one in reading.taken] == ["Who won?", "Who lost?", "Who came?"]
    assert [answer.text for one in reading.taken for answer in one.item.answers] == ["William", "Harold"]
    assert reading.taken[0].entry.defaults.points == Decimal(2)
    assert "the numbers in brackets behind the questions were taken for what each is worth" in reading.notes


def test_true_and_false_on_lines_of_their_own_are_the_options() -> None:
    (one,) = read_text("1. Ice is cold.\nTrue\nFalse\nAnswer: False\n").taken
    assert (one.item.stem, one.item.keys, one.item.kind) == ("Ice is cold.", (1,), "true-false")


def test_a_question_after_the_word_is_no_option_of_the_one_above() -> None:
    assert keys("Q: Which?\nA: x\nB: y\nCorrect: B\n\nQ: What?\nA: x\nB: y\nCorrect: A\n") == [
        ("Which?", (1,)),
        ("What?", (0,)),
    ]


def test_emphasis_around_an_explanation_and_a_tick_before_an_option_are_marks() -> None:
    (one,) = read_text("1. Which?\nA. x\nB. ✅ y\n*Explanation: because.*\n").taken
    assert (one.item.keys, one.item.options[1].text, one.item.explanation) == ((1,), "y", "because.")


def test_what_reads_as_a_letter_of_a_list_elsewhere_is_not_written_to_one() -> None:
    item = Item("single", "Which?\n", (Option("✅ x", True), Option("y")))
    written = write("text", [Entry(item)])
    assert [refusal.why for refusal in written.refused] == ["its text looks like a mark of a list"]


PRINTED = """45 minutes
1 A sledge of mass 4 kg is pulled by a force of
12 N over smooth ice. What is its acceleration?
A 3 m/s², as long as no other
force acts
B 8 m/s²
C 48 m/s²
2
[Turn over
2 Which of these is an oil?
A tallow       C paraffin wax
B linseed      D beeswax
3 A ship sails 3 km north, then
4 km east. How far is it from home?
A 1 km
B 5 km
© Harbour School 2020
4 Which fat melts first?
A butter
B suet
"""


def test_a_printed_paper_whose_numbers_and_letters_have_a_blank_behind_them_is_read() -> None:
    reading = read_text(f"{PRINTED}\nKey\n1 A\n2 B\n3 B\n4 A\n")
    assert [(" ".join(one.item.stem.split())[:20], one.item.keys) for one in reading.taken] == [
        ("A sledge of mass 4 k", (0,)),
        ("Which of these is an", (1,)),
        ("A ship sails 3 km no", (1,)),
        ("Which fat melts firs", (0,)),
    ]
    assert [" ".join(option.text.split()) for option in reading.taken[0].item.options] == [
        "3 m/s², as long as no other force acts",
        "8 m/s²",
        "48 m/s²",
    ]
    assert [option.text for option in reading.taken[1].item.options] == ["tallow", "linseed", "paraffin wax", "beeswax"]
    assert "line 8, 9, 17" in " ".join(reading.notes)


def test_a_printed_paper_where_a_number_may_begin_two_questions_gives_none() -> None:
    """The second 2 may go on with the option above it."""
    twice = "1 Which takes longer?\nA one of an hour\nB one of\n2 Minutes\n2 Which is it?\nA one\nB two\n"
    assert not read_text(f"{twice}3 And this?\nA one\nB two\n\nKey: 1 A 2 B 3 A\n").taken


def test_the_numbers_of_pages_are_no_questions_and_no_part_of_an_option() -> None:
    page = "1. Which?\nA. x\nB. y\nPage 1 of 2\n2. What?\nA. x\nB. y\n\n{}\n\n3. Where?\nA. x\nB. y\n\nKey: 1 A 2 B 3 A"
    for number in ("- 2 -", "Please turn over", "© School 2021"):
        reading = read_text(page.format(number))
        assert [taken.item.keys for taken in reading.taken] == [(0,), (1,), (0,)]
        assert [option.text for option in reading.taken[0].item.options] == ["x", "y"]
    counted = page.replace("Page 1 of 2", "4").format("5")
    assert [(taken.item.stem, len(taken.item.options)) for taken in read_text(counted).taken] == [
        ("Which?", 2),
        ("What?", 2),
        ("Where?", 2),
    ]


def test_a_footer_of_several_lines_is_no_part_of_the_question_above() -> None:
    page = "1 Which flows\nat 3.5 m/s?\nA this\nB that\n\n© Board 2020 11/M\n[Turn over\n2\n\n2 What runs at\n4.0 m/s?"
    reading = read_text(f"{page}\nA this\nB that\n\nMARK SCHEME\nQuestion Answer\n1 B\n2 A\n")
    assert [(taken.item.stem.split(), taken.item.keys) for taken in reading.taken] == [
        (["Which", "flows", "at", "3.5", "m/s?"], (1,)),
        (["What", "runs", "at", "4.0", "m/s?"], (0,)),
    ]


def test_page_numbers_that_are_asked_about_stay() -> None:
    text = "1. Where does it stand?\nPage 4\nPage 5 *\nPage 6\n"
    assert [option.text for option in read_text(text).taken[0].item.options] == ["Page 4", "Page 5", "Page 6"]


def test_what_a_printed_question_is_worth_is_no_part_of_its_last_option() -> None:
    for worth in ("[2 marks]", "(2)", "(Total for Question 1 is 2 marks)"):
        (taken,) = read_text(f"1. Which?\nA. x\nB. y\n{worth}\nAnswer: B").taken
        assert (taken.item.options[1].text, taken.entry.defaults.points) == ("y", Decimal(2))


def test_a_letter_in_a_cell_above_its_option_is_its_letter() -> None:
    text = "Question 1\nWhich?\nA\nx\nB\ny\nC\nz\nAnswer: A\n\nQuestion 2\nWhat?\nA\nx\nB\ny\nAnswer: B\n"
    assert keys(text) == [("Which?", (0,)), ("What?", (1,))]


def test_a_paragraph_below_the_answer_of_a_numbered_question_says_why() -> None:
    bank = "1. Which?\na. x\nb. y\n\n\nANS:\tB\nIt is made of\ntwo parts.\n\nDIF:\tEasy\tREF:\tp. 3\n\n"
    reading = read_text(f"{bank}2. What?\na. x\nb. y\n\nANS:\tA\nThat it is.\n")
    assert [" ".join(taken.item.explanation.split()) for taken in reading.taken] == [
        "It is made of two parts.",
        "That it is.",
    ]
    apart = "1. Which?\na. x\nb. y\n\nAnswer: B\n\nSo it is.\n\n2. What?\na. x\nb. y\n\nAnswer: A\n\nThat it is.\n"
    assert [taken.item.explanation for taken in read_text(apart).taken] == ["So it is.", "That it is."]


def test_a_text_for_the_questions_below_it_does_not_explain_the_one_above() -> None:
    one = "1. Which?\na. x\nb. y\nAnswer: B\n{}\n2. What?\na. x\nb. y\nAnswer: A\n\n3. Why?\na. x\nb. y\nAnswer: A\n"
    for text in ("Read this for questions 2 and 3.", "\nThe harbour froze in 1709.\n"):
        reading = read_text(one.format(text))
        assert [(taken.item.keys, taken.item.explanation) for taken in reading.taken] == [
            ((1,), ""),
            ((0,), ""),
            ((0,), ""),
        ]
        assert "left out" in reading.notes[0]


def test_a_line_above_the_questions_is_said_to_be_their_heading_or_to_ask_nothing() -> None:
    one = "{}\n\n1. Which?\n*a) x\nb) y\n\n2. Who?\n*a) x\nb) y\n"
    for text in (one, one.replace("1. ", "").replace("2. ", "")):
        assert read_text(text.format("Oils and lamps")).notes == (
            "line 1: “Oils and lamps” is a heading and no question",
        )
    read = "Read this with care before you begin."
    assert read_text(one.format(read)).notes == (f"line 1: “{read}” asks nothing and was left out",)


def test_the_letters_to_circle_before_a_statement_are_no_part_of_it() -> None:
    text = "T  F  1. Whale oil burns. (T)\nT  F  2. Whale oil is dry. (F)\nT  F  3. Whales are fish. (F)\n"
    assert keys(text) == [("Whale oil burns.", (0,)), ("Whale oil is dry.", (1,)), ("Whales are fish.", (1,))]


def test_an_answer_shortened_to_its_first_letter_may_say_the_option_too() -> None:
    assert keys("1. ¿Cuál?\na) x\nb) y\nR: b) y\n\n2. ¿Qué?\na) x\nb) y\nR: a\n") == [("¿Cuál?", (1,)), ("¿Qué?", (0,))]


def test_options_that_say_whether_and_why_they_are_right_need_no_other_mark_and_may_have_one() -> None:
    told = "1. Which?\na) x - incorrect\nb) y - correct\nc) z - incorrect\n"
    assert [option.text for option in read_text(told).taken[0].item.options] == ["x", "y", "z"]
    starred = "1. Which?\n*a. x - Correct! So it is.\nb. y - No, it is not.\n\n2. What?\na. x - No.\n*b. y - Correct!\n"
    first, second = read_text(starred).taken
    assert [(option.text, option.rationale) for option in first.item.options] == [
        ("x", "Correct! So it is."),
        ("y", "No, it is not."),
    ]
    assert second.item.keys == (1,)


def test_words_for_right_and_wrong_below_the_answer_are_feedback() -> None:
    text = "1. Which?\nA. x\nB. y\nCorrect Response: B\nFeedback (correct): So it is.\nIncorrect feedback: It is y.\n"
    (taken,) = read_text(text).taken
    assert (taken.item.keys, taken.item.explanation) == ((1,), "")
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("So it is.", "It is y.")


def test_reasons_in_brackets_behind_each_option_tell_the_key() -> None:
    text = "1. Which?\na. x (Incorrect: it is not.)\nb. y (Correct: so it is.)\n"
    (taken,) = read_text(text).taken
    assert [(option.text, option.is_key, option.rationale) for option in taken.item.options] == [
        ("x", False, "Incorrect: it is not."),
        ("y", True, "Correct: so it is."),
    ]


def test_a_line_that_heads_the_options_and_a_wide_gap_before_the_answer_are_read_over() -> None:
    assert keys("1.\nStem: Which?\nOptions:\nA. x\nB. y\n\nAnswer  B\n") == [("Which?", (1,))]


def test_points_behind_the_words_of_an_answer_are_no_reason() -> None:
    (taken,) = read_text("1. Which?\na) x\nb) y\nAnswer: b) y (1)\n").taken
    assert (taken.item.keys, taken.item.explanation) == ((1,), "")
    assert keys("1. Which?\na) f (1)\nb) f\nAnswer: f (1)\n") == [("Which?", (0,))]


def test_a_letter_in_brackets_behind_the_last_option_of_every_question_is_its_key() -> None:
    line = "{}. Which?  a) x  b) y  c) z   ({})\n"
    assert [one for _, one in keys("".join(map(line.format, (1, 2, 3), "bca")))] == [(1,), (2,), (0,)]
    assert not read_text("".join(map(line.format, (1, 2, 3), "bbb"))).taken


def test_the_star_of_a_form_behind_every_question_is_no_part_of_it() -> None:
    text = "1) Which? *\n( ) x\n(x) y\n\n2) What? *\n( ) x\n(x) y\n"
    assert [stem for stem, _ in keys(text)] == ["Which?", "What?"]


@pytest.mark.parametrize("tag", ["[B]", "(b)", "( B )."])
def test_a_letter_in_brackets_below_the_options_of_every_question_is_its_key(tag: str) -> None:
    for shape in ("A. x\nB. y", "[A] x\n[B] y"):
        below = f"1. Which?\n{shape}\n{tag}\n2. What?\n{shape}\n{tag.replace('B', 'A').replace('b', 'a')}\n"
        assert keys(f"{below}3. Where?\n{shape}\n{tag}\n") == [("Which?", (1,)), ("What?", (0,)), ("Where?", (1,))]
        assert not read_text(f"{below}3. Where?\n{shape}\n").taken
    assert keys("1. Which?\n[A] x\n[B] y\nAnswer: [B]") == [("Which?", (1,))]


@pytest.mark.parametrize("word", ["Feedback:", "- Rationale:", "*Explanation:*", "> **Feedback:**"])
def test_feedback_below_an_option_is_about_that_option(word: str) -> None:
    text = f"1. Which?\nA) x\n{word} Not x.\nB) y (correct)\n{word} Yes, y.\nIt is.\nC) z\n{word} Not z.\n"
    item = read_text(text).taken[0].item
    assert [" ".join(option.rationale.split()) for option in item.options] == ["Not x.", "Yes, y. It is.", "Not z."]
    some = f"1. Which?\nA) x\nB) y (correct)\nC) z\n{word} Think again.\n"
    item = read_text(some).taken[0].item
    assert ([option.rationale for option in item.options], item.explanation) == (["", "", ""], "Think again.")


def test_general_words_below_the_feedback_of_each_option_lose_none_of_it() -> None:
    text = "1. Which?\nA) x\nFeedback: Not x.\nB) y\nFeedback: Yes, y.\nAnswer: B\nExplanation: All of it.\n"
    item = read_text(text).taken[0].item
    assert ([option.rationale for option in item.options], item.explanation) == (["Not x.", "Yes, y."], "All of it.")


def test_feedback_that_says_of_each_option_whether_it_is_right_tells_the_key_and_never_another_one() -> None:
    text = "1. Which?\nA) x\nFeedback: Incorrect. No x.\nB) y\nFeedback: Correct. So it is.\n"
    assert keys(text) == [("Which?", (1,))]
    assert keys(text.replace("Feedback: ", "")) == [("Which?", (1,))]
    assert not read_text(text.replace("Incorrect. No", "Not")).taken
    (skipped,) = read_text(text.replace("A) x", "A) x (correct)")).skipped
    assert skipped.what == "the key and what is said below the options name different ones"


@pytest.mark.parametrize(
    "line",
    [
        "✓ B",
        "✅ B) y",
        "👉 (b)",
        "Key B",
        "KEY – B",
        "Answer → B",
        "Answer ...... B",
        "Right answer - B",
        "Ans:- (B)",
        "Answer: __B__",
        "_Answer: B_",
        "Answer: option (b)",
        "The correct choice is B",
        "(B is correct)",
        "So the answer is B.",
        "Hence, option (B) is correct.",
        "Therefore the correct answer is option B.",
    ],
)
def test_a_line_below_the_options_may_name_the_key_in_a_sentence_or_behind_a_sign(line: str) -> None:
    text = f"1. Which?\nA) x\nB) y\nC) z\n{line}\n"
    assert keys(text) == [("Which?", (1,))]
    assert [option.text for option in read_text(text).taken[0].item.options] == ["x", "y", "z"]


def test_a_sentence_that_names_the_key_may_say_why_or_end_the_way_to_it() -> None:
    text = "1. Which?\nA) x\nB) y\nC) z\n{}\n"
    for said in ("B is correct because it grows.", "Solution: It grows in water.\nHence, option (B) is correct."):
        (taken,) = read_text(text.format(said)).taken
        assert (taken.item.keys, "grows" in taken.item.explanation) == ((1,), True)
    assert keys(text.format("Explanation: It grows.\nTherefore the answer is B.")) == [("Which?", (1,))]


@pytest.mark.parametrize(
    "line",
    [
        "B is not correct.",
        "Option B is never right.",
        "A and B are correct.",
        "Is B correct?",
        "D is correct.",
        "[x] B",
        "The answer is B or C.",
        "Answer: A\nB is the correct answer.",
        "Answer: A\nExplanation: So it is. The answer is B.",
        "Answer: A\n✓ B",
    ],
)
def test_a_sentence_that_may_mean_another_thing_or_another_option_gives_no_key(line: str) -> None:
    assert not read_text(f"1. Which?\nA) x\nB) y\nC) z\n{line}\n").taken


@pytest.mark.parametrize(
    "line",
    [
        "B is true but does not explain it; C is correct.",
        "A is best known for its cold.",
        "A is true of winters.",
        "C is correct only if it is cold, else A.",
        "B is correct, though C is right too.",
        "B is right, or C.",
        "A is true, R is false.",
        "B is correct for oils",
    ],
)
def test_a_sentence_that_takes_back_what_it_says_of_an_option_names_no_key_and_is_no_part_of_an_option(
    line: str,
) -> None:
    text = "1. Which?\nA) x\nB) y\n{}C) z\n{}\n"
    for where in ("", "Explanation: So. "):
        assert [one.what for one in read_text(text.format("", where + line)).skipped] == [
            "no option is marked as the key"
        ]
    (taken,) = read_text(text.format("", line).replace("C) z", "C) z *")).taken
    assert ([option.text for option in taken.item.options], taken.item.keys) == (["x", "y", "z"], (2,))


@pytest.mark.parametrize("why", ["because A is wrong.", "since it grows.", "– not A.", "(it grows)", ", as x is no y."])
def test_a_sentence_that_names_the_key_may_say_why_the_others_are_wrong(why: str) -> None:
    assert keys(f"1. Which?\nA) x\nB) y\nC) z\nB is correct {why}".replace(" ,", ",")) == [("Which?", (1,))]


def test_an_answer_without_options_is_told_where_it_can_come_from() -> None:
    listed = "1. In which year did it end?\nAnswer: 1918 or 1919\n\n2. Which river?\na) Aller\nb) Leine\nAnswer: A\n"
    reading = read(listed.encode(), "list.txt", "text")
    assert [one.what for one in reading.skipped] == ["a text without options"]
    (note,) = [note for note in reading.notes if "GIFT" in note]
    shown = re.findall(r"\{.*?\}", note)
    asked = read("\n\n".join(f"Which? {each}" for each in shown).encode(), "quiz.gift", "gift")
    assert [one.item.kind for one in asked.taken] == ["numeric", "text"], "as the note says it"
    without = read(listed.replace("Answer: 1918 or 1919\n", "").encode(), "list.txt", "text")
    assert (len(without.skipped), without.notes) == (1, ())


def test_braces_of_code_make_no_list_of_another_format() -> None:
    code = "**1. What does it do?**\n\n```css\np { margin: 0; }\n```\n\n- a) `{x}`\n- b) hides\n\n"
    assert recognise(f"{code}**Answers**\n\n1. b) hides\n".encode(), "paste") == "text"
    assert recognise(b"What does `p` do? { =hides ~shows }\n", "paste") == "gift"
    assert recognise(b"## 1\nHow long? $\\frac{\\sqrt{2}}{3}$\n* $\\pi$\n* 3\n", "paste") == "text"


def test_the_signs_of_a_heading_are_no_part_of_a_question_nor_is_the_heading_of_its_part() -> None:
    boxes = "- [x] colza\n- [ ] tar\n\n"
    parts = f"## Oil\n\nThe lamp burns.\n\n### Which oil?\n\n{boxes}## Gas\n\n### Which gas?\n\n{boxes}"
    reading = read_text(parts)
    assert [taken.item.stem for taken in reading.taken] == ["The lamp burns.  \nWhich oil?", "Which gas?"]
    assert [note for note in reading.notes if "heading" in note] == [
        "line 1: “## Oil” is a heading and no question",
        "line 10: “## Gas” is a heading and no question",
    ]
    apart = read_text(f"## Oil\n### The lamp of the\n\nbig tower burns what, and what did it burn once?\n{boxes}")
    assert apart.taken[0].item.stem.startswith("The lamp of the  \n")
    same = read_text(f"## Oil one\n## Which oil?\n{boxes}")
    assert same.taken[0].item.stem == "Oil one  \nWhich oil?"
    code = read_text(f"What does it print?\n# twice\nprint(2)\n{boxes}")
    assert "# twice" in code.taken[0].item.stem


@pytest.mark.parametrize("boxes", ["- [ ] tar\n- [x] colza\n- [ ] salt\n", "( ) tar\n(x) colza\n( ) salt\n"])
def test_an_option_is_not_the_question_where_none_stands_above_it(boxes: str) -> None:
    assert [skip.what for skip in read_text(boxes).skipped] == ["the question above the options is missing"]
    assert read_text(boxes).taken == ()
    (taken,) = read_text(f"Which oil?\n{boxes}").taken
    assert len(taken.item.options) == 3


def test_stars_before_all_options_are_named_as_what_is_doubtful() -> None:
    reading = read(b"1. Which turns?\n*a) lamp\nb) tower\n\n2. Which float?\n*a) buoy\n*b) boat\n", "x.txt", "text")
    assert [skip.what for skip in reading.skipped] == ["each option has a star, which marks the key or is a bullet"]


def test_blanks_of_word_processors_are_blanks() -> None:
    columns = "1. Which?\n{0}A. tar{0}{0}C. sand\n{0}B. oil{0}{0}D. salt{0}\nAnswer: B\n"
    plain, other = (read_text(columns.format(blank)) for blank in ("    ", "\xa0\xa0 \xa0"))
    assert [taken.item for taken in other.taken] == [taken.item for taken in plain.taken]
    assert len(plain.taken[0].item.options) == 4
    (one,) = read_text("1. Which?\na) 10\xa0km\nb) 20\xa0km\nAnswer: b\n").taken
    assert one.item.options[0].text == "10\xa0km"


def test_the_heading_of_a_list_of_answers_may_stand_far_above_it() -> None:
    asked = "1. Which?\na) x\nb) y\n\n2. What?\na) x\nb) y\n\nAnswer Key{}1. b\n2. a\n"
    assert keys(asked.format("\n" * 9)) == keys(asked.format("\n")) == [("Which?", (1,)), ("What?", (0,))]


def test_a_letter_above_a_list_in_aiken_is_no_part_of_its_first_question() -> None:
    aiken = "Which oil?\nA) tar\nB) colza\nANSWER: B\n\nWhich lamp?\nA) gas\nB) arc\nANSWER: A\n"
    assert recognise(aiken.encode(), "paste") == "aiken"
    for data in (aiken, f"Hi, here is the quiz. Best, Jo\n\n{aiken}"):
        assert [taken.item.stem for taken in read(data.encode(), "paste").taken] == ["Which oil?", "Which lamp?"]


def test_cards_may_have_words_above_and_below_them() -> None:
    cards = "Which oil?\nA. tar\nB. colza\tB. colza\nWhich lamp?\nA. gas\nB. arc\tA. gas\n"
    for text in (cards, f"My cards\n\n{cards}", f"{cards}\nLet me know!\n"):
        assert keys(text) == [("Which oil?", (1,)), ("Which lamp?", (0,))]
    assert read_text(f"{cards}\nWhich town?\nA. Rome\nB. Oslo\n").taken == ()


def test_a_message_that_was_quoted_is_read_as_it_was() -> None:
    asked = "1. Which?\n\n[ ] tar\n[x] oil\n\n2. What?\n```\nx > y\n```\na) x\nb) y\n\nAnswer: b\n"
    plain = [taken.item for taken in read_text(asked).taken]
    assert len(plain) == 2
    for sign in ("> ", ">> "):
        quoted = "\n".join(f"{sign}{line}".rstrip() for line in asked.split("\n"))
        assert [taken.item for taken in read_text(quoted).taken] == plain


APART = "**1. Which first?**\n\nA) red\nB) white ✓\n\n*{}*\n\n**2. Which second?**\n\nA) oak ✓\nB) lily\n\n*{}*\n"


def test_a_paragraph_below_options_with_a_mark_says_why_where_each_question_has_one() -> None:
    one, two = read_text(APART.format("It is white.", "It is hard.")).taken
    assert (one.item.explanation, two.item.explanation) == ("*It is white.*", "*It is hard.*")
    assert (one.item.keys, two.item.keys) == ((1,), (0,))
    alone = read_text(APART.format("It is white.", "Next page")).taken
    assert [taken.item.explanation for taken in alone] == ["", ""]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("> It is so.", "It is so."), (">It is so.", "It is so."), (">5 is more.", "\\>5 is more.")],
)
def test_the_sign_of_a_quotation_before_an_explanation_is_no_part_of_it(said: str, shown: str) -> None:
    for label in ("Explanation: ", ""):
        (taken,) = read_text(f"1. Which?\na) x\nb) y\nAnswer: a\n{label}{said}\n").taken
        assert taken.item.explanation == shown

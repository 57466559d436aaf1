"""Where the options of a pasted question begin and end."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.text.page_columns import below_each_other


def options(text: str) -> list[list[str]]:
    """The options of each question, with a star before the key."""
    reading = read(text.encode(), "paste", "text")
    assert [str(one) for one in reading.skipped] == []
    return [["*" * one.is_key + one.text for one in taken.item.options] for taken in reading.taken]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A. fever\nB. C. difficile\nC. rest\nAnswer: C", ["fever", "C. difficile", "*rest"]),
        ("A. with B. pertussis\n*B. fever\nC. rest", ["with B. pertussis", "*fever", "rest"]),
        ("*A. with B. pertussis\nB. fever\nC. rest", ["*with B. pertussis", "fever", "rest"]),
        ("A. Grant\nB. Meade\nC. Lee\nD. Robert E. Lee\nAnswer: D", ["Grant", "Meade", "Lee", "*Robert E. Lee"]),
        ("A. Polk\nB. Grant\nC. Franklin D. Roosevelt\nAnswer: C", ["Polk", "Grant", "*Franklin D. Roosevelt"]),
        ("A. x B. y\nC. z D. w\nAnswer: D", ["x", "y", "z", "*w"]),
        ("A. x\nB. y   C. z\nAnswer: C", ["x", "y", "*z"]),
        ("a) x\nb) y c) z\nAnswer: c", ["x", "y", "*z"]),
        ("A. x\nB. y C. z\nD. w\nAnswer: C", ["x", "y", "*z", "w"]),
        ("(i) x\n( ii) y\n(iii ) z\n( iv ) w\nAnswer: (iv)", ["x", "y", "z", "*w"]),
        ("i) x\nii ) y\niii) z\nAnswer: ii", ["x", "*y", "z"]),
        ("(a) x\n( b) y\n(c ) z\nAnswer: ( c)", ["x", "y", "*z"]),
        ("( ) x\n( x) y\n( ) z", ["x", "*y", "z"]),
    ],
)
def test_a_letter_with_a_full_stop_in_an_option_is_an_initial_where_the_lines_below_show_it(
    written: str, expected: list[str]
) -> None:
    assert options(f"1. Which?\n{written}\n") == [expected]


@pytest.mark.parametrize(
    "why",
    [
        "Explanation:\n127.0.0.1 is this host.",
        "Explanation:\n\n127.0.0.1 is this host.",
        "Rationale:\n1914. That year.",
        "Feedback:\n1. Look.\n2. Think.",
        "Explanation: it is\n2.5 times more.",
        "Solution:\n5.5 x 2 = 11",
    ],
)
def test_an_explanation_may_begin_with_a_number_below_its_label(why: str) -> None:
    text = f"4. Which?\nA. x\nB. y\nAnswer: B\n{why}\n\n5. What?\nA.\n127.0.0.1\nB.\n2.5 l\nAnswer: A\nExplanation:\n"
    one, other = (taken.item for taken in read(f"{text}6. Who?\n*A. x\nB. y".encode(), "paste", "text").taken[:2])
    assert one.explanation.replace("  \n", " ").replace("\\", "") == why.partition(":")[2].strip().replace("\n", " ")
    assert ([option.text for option in other.options], other.explanation) == (["127.0.0.1", "2.5 l"], "")


def test_a_label_with_nothing_below_it_ends_at_the_next_question() -> None:
    text = "1. Which?\nA. x\nB. y\nAnswer: B\nExplanation:\n2. What?\nA. x\nB. y\nAnswer: A\n"
    assert options(text) == [["x", "*y"], ["*x", "y"]]


ROMANS = "(i) Atlantic\n(ii) Indian\n(iii) Pacific\n(iv) Arctic"


@pytest.mark.parametrize(
    "told",
    [
        "MARKING SCHEME (teachers only)\n\nNo.\tAnswer\n1\tiii\n2\ti",
        "ANSWER KEY\n1. iii\n2. i",
        "Answers: 1. III  2. I",
        "Key\n1 - iii\n2 - i",
        "1 (iii), 2 (i)",
        "Answers\n1. (iii) Pacific\n2. (i) Atlantic",
    ],
)
def test_roman_numerals_name_options_in_a_list_of_answers(told: str) -> None:
    inline = ROMANS.replace("\n", "   ")
    expected = [["Atlantic", "Indian", "*Pacific", "Arctic"], ["*Atlantic", "Indian", "Pacific", "Arctic"]]
    assert options(f"1. Which is vast?\n{ROMANS}\n2. Which is calm?\n{ROMANS}\n\n{told}\n") == expected
    assert options(f"1. Which is vast?\n{inline}\n\n2. Which is calm?\n{inline}\n\n{told}\n") == expected


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        (f"{ROMANS}\nAnswer: (iii)", [2]),
        (f"{ROMANS}\nAnswer: III. Pacific", [2]),
        (f"{ROMANS}\nAnswers: i and iv", [0, 3]),
        (ROMANS.replace("(ii)", "*(ii)"), [1]),
        (ROMANS.replace("Indian", "Indian ✓"), [1]),
        (ROMANS.replace("(", "").upper().replace("IV) ARCTIC", "IV) ARCTIC *"), [3]),
    ],
)
def test_roman_numerals_name_options_at_the_question(written: str, keys: list[int]) -> None:
    (found,) = options(f"1. Which is vast?\n{written}\n")
    assert [at for at, text in enumerate(found) if text[0] == "*"] == keys
    assert len(found) == 4


@pytest.mark.parametrize("last", ["", "\nWhich is true?"])
def test_roman_numerals_above_letters_are_statements_of_the_question(last: str) -> None:
    text = f"1. Consider:\nI. Rome is old.\nII. Bonn is new.{last}\nA) I only\nB) II only\nAnswer: A\n"
    (taken,) = read(text.encode(), "paste", "text").taken
    assert "Bonn" in taken.item.stem
    assert options(text) == [["*I only", "II only"]]


@pytest.mark.parametrize("answer", ["ii. Pacific", "c", "ii only", "v"])
def test_an_answer_that_is_no_roman_numeral_of_the_options_gives_no_key(answer: str) -> None:
    assert not read(f"1. Which is vast?\n{ROMANS}\nAnswer: {answer}\n".encode(), "paste", "text").taken


def test_statements_above_the_question_are_no_options() -> None:
    text = "1. Read:\ni. Rome is old.\nii. Bonn is new.\nWhich is true?\nAnswer: ii\n"
    assert not read(text.encode(), "paste", "text").taken


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("• fox\n• wolf\n✓ whale\n• bear", ["fox", "wolf", "*whale", "bear"]),
        ("- fox\n✔ whale\n- bear\n✔ seal", ["fox", "*whale", "bear", "*seal"]),
        ("• fox\n• ✓ whale\n• bear", ["fox", "*whale", "bear"]),
    ],
)
def test_a_tick_in_the_place_of_a_bullet_marks_an_option(listed: str, expected: list[str]) -> None:
    assert options(f"1. Which swims\n{listed}\n") == [expected]


def test_bullets_above_boxes_belong_to_the_stem() -> None:
    (taken,) = read("1. Which is true?\n• red\n• blue\n☐ fox\n☑ whale\n".encode(), "paste", "text").taken
    assert [option.text for option in taken.item.options] == ["fox", "whale"]


@pytest.mark.parametrize(
    "worth", ["(2 punti)", "[2 Punkte]", "(2 puntos)", "(2 poäng)", "(2 балла)", "(2 body)", "(2 pkt.)", "(2,5 pontos)"]
)
@pytest.mark.parametrize("form", ["1. Qual è?\n{}\n", "Domanda 1 {}\nQual è?\n", "1. Qual è? {}\n", "1. {} Qual è?\n"])
def test_points_may_stand_in_the_words_of_many_languages(worth: str, form: str) -> None:
    (taken,) = read((form.format(worth) + "A) x\nB) y *\n").encode(), "paste", "text").taken
    assert (taken.item.stem, str(taken.entry.defaults.points)) == ("Qual è?", "2.5" if "," in worth else "2")


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("a) fox (F)\nb) whale (V)\nc) bear (F)", ["fox", "*whale", "bear"]),
        ("a) fox – falsch\nb) whale – richtig", ["fox", "*whale"]),
        ("a) fox (false)\nb) whale (true)\nc) seal (true)", ["fox", "*whale", "*seal"]),
        ("A. ☐ fox\nB. ☑ whale\nC. ☐ bear", ["fox", "*whale", "bear"]),
        ("A. ○ fox\nB. ● whale\nC. ○ bear", ["fox", "*whale", "bear"]),
        ("A. [ ] fox\nB. [x] whale\nC. [ ] bear", ["fox", "*whale", "bear"]),
    ],
)
def test_all_options_may_say_of_themselves_whether_they_are_right(listed: str, expected: list[str]) -> None:
    assert options(f"1. Which swims?\n{listed}\n") == [expected]


@pytest.mark.parametrize(
    "listed", ["a) volt (V)\nb) farad (F)", "a) fox (F)\nb) whale (V)\nc) bear", "a) ● fox\nb) ● cod"]
)
def test_letters_behind_some_options_are_no_verdicts(listed: str) -> None:
    assert [one.what for one in read(f"1. Which?\n{listed}\n".encode(), "paste", "text").skipped] == [
        "no option is marked as the key"
    ]


def test_the_line_above_a_new_first_letter_is_the_next_question() -> None:
    text = "Which swims?\na) fox\nb) whale *\nc) bear\nWhich flies?\na) crow *\nb) cat\nand kitten\n"
    assert options(text) == [["fox", "*whale", "bear"], ["*crow", "cat  \nand kitten"]]
    unclear = text.replace("Which flies", "Look:\nWhich flies")
    assert "two options" in str(read(unclear.encode(), "paste", "text").skipped[0])


@pytest.mark.parametrize("note", ["> It is wet.", "💡 It is wet.", "📝 Explanation: It is wet.", "Why: It is wet."])
def test_words_set_off_below_the_options_explain_the_key(note: str) -> None:
    text = f"1. Which?\n- [ ] fox\n- [x] whale\n\n{note}\n\n2. Who?\na) x\nb) y\nAnswer: a\n{note}\n"
    assert [one.item.explanation for one in read(text.encode(), "paste", "text").taken] == ["It is wet."] * 2


@pytest.mark.parametrize("initials", ["QA", "FA", "PR", "DR"])
def test_initials_may_head_the_question_and_its_answer(initials: str) -> None:
    asks, tells = initials[0], initials[1]
    bullets = f"{asks}: Which?\n- fox\n- whale\n{tells}: whale\n\n"
    letters = f"{asks}: Which?\na) fox\nb) whale\n{tells}: b\n\n"
    assert options(bullets + letters) == [["fox", "*whale"]] * 2
    assert not read((bullets.replace(f"{tells}: whale", f"{tells}: cod") * 2).encode(), "paste", "text").taken


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Choices: fox | whale | bear\nAnswer: whale", ["fox", "*whale", "bear"]),
        ("Options: fox, whale, brown bear\nAnswer: brown bear", ["fox", "whale", "*brown bear"]),
        ("fox / whale / bear\nAnswer: whale", ["fox", "*whale", "bear"]),
        ("Opciones: a) fox b) whale\nAnswer: b", ["fox", "*whale"]),
        ("True / False\nAnswer: False", ["True", "*False"]),
    ],
)
def test_options_may_stand_side_by_side(written: str, expected: list[str]) -> None:
    assert options(f"1. It swims.\n{written}\n") == [expected]


def test_a_statement_above_its_verdict_is_no_row_of_options() -> None:
    assert options("1. It is dry.   T / F\nAnswer: F\nExplanation: no.\n") == [["True", "*False"]]


@pytest.mark.parametrize("written", ["fox / whale\nAnswer: cod", "fox, whale\nAnswer: fox", "fox | whale"])
def test_words_side_by_side_are_no_options_where_nothing_tells_so(written: str) -> None:
    assert not read(f"1. It swims.\n{written}\n".encode(), "paste", "text").taken


@pytest.mark.parametrize(
    "boxes", ["☐ True ☑ False", "[ ] True  [x] False", "True [ ] False [x]", "○ True ● False", "☑ False ☐ True"]
)
def test_the_full_box_behind_a_statement_is_its_verdict(boxes: str) -> None:
    assert options(f"1. It is dry. {boxes}\n2. It is wet. (True)\n")[0] == ["True", "*False"]
    for unclear in (boxes.replace("☑", "☐").replace("x", " ").replace("●", "○"), "☐ True ☑ Whale"):
        assert not read(f"1. It is dry. {unclear}\n".encode(), "paste", "text").taken


@pytest.mark.parametrize(
    "text",
    [
        "Richtig oder falsch?\n1. Es ist trocken. (f)\n2. Es ist nass. (r)\n",
        "1. Il est sec. FAUX\n2. Il est humide. VRAI\n",
        "1. Is it so that it is dry.\nTrue\n*False\n\n2. It is wet.\nTrue *\nFalse\n",
    ],
)
def test_verdicts_behind_and_below_statements_are_keys(text: str) -> None:
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(1,), (0,)]


@pytest.mark.parametrize(
    "head", ["2ª questão: ", "2. Frage: ", "2nd question: ", "2. feladat\n", "Задание 2\n", "Question 2\t1 pts\n"]
)
def test_the_word_for_a_question_may_stand_behind_its_number(head: str) -> None:
    (taken,) = read(f"{head}Which swims?\na) fox\nb) whale *\n".encode(), "paste", "text").taken
    assert taken.item.stem == "Which swims?"


@pytest.mark.parametrize("said", ["respuesta correcta", "richtige Antwort", "bonne réponse", "risposta esatta"])
def test_words_for_the_right_answer_behind_an_option_mark_it(said: str) -> None:
    assert options(f"1. Which?\na) fox\nb) whale ({said})\nc) bear\n") == [["fox", "*whale", "bear"]]


@pytest.mark.parametrize("boxes", ["⬜✅", "□⊠", "◯⦿", "⚪⚫", "☐🗹"])
@pytest.mark.parametrize("between", ["", " "])
def test_boxes_and_rings_of_all_sorts_are_empty_or_full(boxes: str, between: str) -> None:
    empty, full = (f"{sign}{between}" for sign in boxes)
    assert options(f"1. Which\n{empty}fox\n{full}whale\n{empty}bear\n") == [["fox", "*whale", "bear"]]


def test_the_letter_in_brackets_before_each_number_is_the_key() -> None:
    text = "(B) 1. Which swims?\na) fox\nb) whale\n(A) 2. Which runs?\na) fox\nb) whale\n"
    assert options(text) == [["fox", "*whale"], ["*fox", "whale"]]
    assert not read(text.replace("(A)", "(C)").replace("(B)", "(A)").replace("(C)", "(B)").encode(), "p", "text").taken


@pytest.mark.parametrize("head", ["Task 1. Choose.", "Exercise 2: Choose.", "Aufgabe 1\nKreuze an.", "Задание 1. So."])
def test_a_numbered_heading_above_the_first_number_is_no_question(head: str) -> None:
    text = f"{head}\n1. Which swims?\nA. fox\nB. whale *\n2. Which flies?\nA. crow *\nB. cat\n"
    reading = read(text.encode(), "paste", "text")
    assert [taken.item.stem for taken in reading.taken] == ["Which swims?", "Which flies?"]
    assert not reading.skipped


@pytest.mark.parametrize("answers", ["*True\nFalse\nAnswer: False", "Answer: True\nAnswer: False"])
def test_a_statement_with_two_verdicts_is_left_out(answers: str) -> None:
    (skipped,) = read(f"1. It is dry.\n{answers}\n".encode(), "paste", "text").skipped
    assert "different" in skipped.what


def test_blanks_within_the_brackets_of_letters_do_not_matter() -> None:
    assert options("1. Which ?\n( a ) fox\n( b ) whale\nAns. ( b )\n") == [["fox", "*whale"]]


@pytest.mark.parametrize("worth", ["Points: 2", "Punkte: 2", "Puntos: 2", "Marks: 2"])
@pytest.mark.parametrize("above", ["Answer: b", "Answer: b\nExplanation: It is."])
def test_points_below_an_answer_or_its_explanation_are_those_of_the_question(worth: str, above: str) -> None:
    text = f"1. Which?\na) fox\nb) whale\n{above}\n{worth}\n2. Who?\na) x\nb) y\nAnswer: a\n"
    first, second = read(text.encode(), "paste", "text").taken
    assert (str(first.entry.defaults.points), second.entry.defaults.points) == ("2", None)
    assert "2" not in first.item.explanation


@pytest.mark.parametrize(("one", "other", "key"), [("[ ]", "[x]", ""), ("[A]", "[B]", "Answer: B\n")])
def test_a_number_with_decimals_behind_a_box_or_a_letter_begins_no_question(one: str, other: str, key: str) -> None:
    assert options(f"1. How much\n{one} 2.4\n{other} 2.5\n{key}\n2. Who?\na) x *\nb) y\n")[0] == ["2.4", "*2.5"]


@pytest.mark.parametrize("row", ["A) -6   b) 10   c) 0", "(A) -6 (b) 10 (c) 0"])
def test_a_capital_at_the_first_option_of_a_row_says_nothing_of_the_others(row: str) -> None:
    assert options(f"1. Work out -8 + 2\n{row}\nAnswer: a") == [["*-6", "10", "0"]]


@pytest.mark.parametrize("told", ["2, 4", "2 and 4", "2;4", "2 & 4."])
def test_numbers_of_several_options_are_several_keys(told: str) -> None:
    listed = "1) colza\n2) whale\n3) tallow\n4) linseed"
    assert options(f"1. Which two smoke?\n{listed}\nAnswer: {told}") == [["colza", "*whale", "tallow", "*linseed"]]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("1) 2\n2) 3\n3) 4", "2, 3"),
        ("1) colza\n2) whale\n3) tallow", "2, 4"),
        ("1) colza\n2) whale\n3) tallow", "3, 1, 2"),
        ("1) colza\n2) whale\n3) tallow", "2, 2"),
    ],
    ids=["texts too", "beyond them", "an order", "one twice"],
)
def test_numbers_that_may_mean_something_else_give_no_key(listed: str, told: str) -> None:
    assert not read(f"1. Which two?\n{listed}\nAnswer: {told}".encode(), "paste", "text").taken


def test_options_may_be_numbered_as_the_questions_are_below_a_stem_of_two_lines() -> None:
    options = "1. colza\n2. whale\n3. tallow"
    one = f"{{n}}. Which of the oils that were burnt in the\nlamps of {{n}} smokes?\n{options}\nAnswer: {{key}}"
    text = "\n\n".join(one.format(n=n, key=key) for n, key in ((1, 2), (2, 3), (3, 1)))
    reading = read(text.encode(), "paste", "text")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (2,), (0,)]
    assert [len(taken.item.options) for taken in reading.taken] == [3, 3, 3]
    assert reading.taken[0].item.stem.endswith("lamps of 1 smokes?")


BANK = (
    "Question {n}\nType: {sort}\n\nWhich of the {n} smokes?\nStandard Text: Select all that apply.\n\n"
    "1. {a}\n2. whale\n3. tallow\n4. 60 seconds\n\nCorrect Answer: {key}\nRationale: It is so.\nLearning Outcome: 2.{n}"
)


def test_a_test_bank_may_say_the_sort_of_a_question_above_it_and_what_all_of_a_sort_say_below() -> None:
    asked = ((1, "MCSA", "colza", "2"), (2, "MCMA", "Exercise", "1, 2, 4"), (3, "MCSA", "10 seconds", "4"))
    text = "\n\n".join(BANK.format(n=n, sort=sort, a=a, key=key) for n, sort, a, key in asked)
    reading = read(text.encode(), "paste", "text")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0, 1, 3), (3,)]
    assert " ".join(reading.taken[0].item.stem.split()) == "Which of the 1 smokes? Select all that apply."
    assert [taken.item.options[0].text for taken in reading.taken] == ["colza", "Exercise", "10 seconds"]


def test_an_essay_among_questions_with_roman_numbers_is_one_too() -> None:
    asked = [f"{roman}. Which {roman}?\n(a) tar (correct)\n(b) oil" for roman in ("I", "II", "III", "V")]
    asked.insert(3, "IV. How was it made? Write two paragraphs.")
    reading = read("\n\n".join(asked).encode(), "paste", "text")
    assert [taken.item.stem for taken in reading.taken] == [f"Which {roman}?" for roman in ("I", "II", "III", "V")]
    assert len(reading.skipped) == 1


def test_a_list_of_answers_may_name_the_unit_and_the_quiz_in_its_heading() -> None:
    text = "1. Which?\nA. tar\nB. oil\n\n2. What?\nA. oak\nB. ash\n\nANSWER KEY – Unit 4 Quiz\n1. B   2. A\n"
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(1,), (0,)]


def test_what_stands_behind_an_answer_of_a_publishers_bank_is_no_part_of_it() -> None:
    text = (
        "1.\tOil burns.\nAns: T, LO: 3, Bloom: K, Difficulty: Easy, Min: 1, AACSB: None\n\n"
        "2.\tWhich smokes?\n\ta.\tcolza\n\tb.\twhale\nAns: B, LO: 1, Bloom: K, Difficulty: Hard, Min: 2\n"
    )
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(0,), (1,)]


@pytest.mark.parametrize("head", ["Lösungen", "Lösungen (nur für Lehrkräfte)"])
def test_boxes_may_have_their_answers_in_words_at_the_end(head: str) -> None:
    text = f"1. Welche Teile?\n☐ weiße\n☐ rote\n☐ gelbe\n\n2. Wie viele?\n☐ 2\n☐ 3\n☐ 4\n\n{head}\n1. rote\n2. 4\n"
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(1,), (2,)]


def test_a_table_of_answers_may_have_points_beside_them_and_a_form_in_its_heading() -> None:
    rows = "| Question | Answer | Points |\n|---|---|---|\n| 1 | B | 2 |\n| 2 | A | 2 |\n"
    text = f"1. Which?\n(A) x\n(B) y\n\n2. What?\n(A) x\n(B) y\n\nTEACHER COPY – ANSWER KEY FORM A\n\n{rows}"
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(1,), (0,)]


def test_rows_of_options_may_have_numbers_in_brackets_and_the_answer_behind_them() -> None:
    text = (
        "Q.1 Which is red?\n(1) Venus   (2) Mars   (3) Jupiter   [Ans: 2]\n\n"
        "Q.2 Who wrote it?\n(1) Bankim Chandra   (2) Tagore\n(3) Naidu   (4) Iqbal   (Answer - 3)\n"
    )
    reading = read(text.encode(), "paste", "text")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (2,)]
    assert [option.text for option in reading.taken[1].item.options] == ["Bankim Chandra", "Tagore", "Naidu", "Iqbal"]
    unkeyed = text.replace("(1) Venus", "(2) Venus")
    assert len(read(unkeyed.encode(), "paste", "text").taken) < 2


def test_a_printed_form_says_points_beside_its_questions_and_how_to_answer_below() -> None:
    one = "{n}. Which {n}? *          {p} points\nMark only one oval.\n\n( ) tar\n( ) oil\n\nCorrect answer\n{key}\n"
    asked = [one.format(n=n, p=n + 1, key=key) for n, key in ((1, "oil"), (2, "tar"))]
    reading = read("\n".join(["Unit 5", "* Indicates required question", "", *asked]).encode(), "paste", "text")
    assert [taken.item.stem for taken in reading.taken] == ["Which 1?", "Which 2?"]
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]


def test_points_of_one_and_answers_of_several_are_known_in_dutch() -> None:
    text = "Vraag 1 (1 punt)\nWelke?\nA. bloed\nB. zenuw\nC. plasma\nJuiste antwoorden: A en C\n\nVraag 2 (2 punten)\n"
    reading = read(f"{text}Wie?\nA. x\nB. y\nJuiste antwoord: B\n".encode(), "paste", "text")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Welke?", (0, 2)), ("Wie?", (1,))]


def test_a_list_of_answers_may_name_what_it_is_on() -> None:
    asked = "1. Which?\nA. tar     B. oil\n\n2. What?\nA. oak     B. ash\n\n"
    text = f"Fractions and Decimals - Worksheet\n\n{asked}Answer Key – Fractions and Decimals\n1. B   2. A\n"
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(1,), (0,)]
    somebody = text.replace("Key – Fractions and Decimals", "Key – old edition, do not use")
    assert not read(somebody.encode(), "paste", "text").taken


@pytest.mark.parametrize(
    "head",
    ["### Question {n} *(Easy)*", "Aufgabe {n} (1 P.)", "QCM {n} :", "Question {n}\nSelect one:", "Question {n}"],
)
def test_remarks_beside_the_word_for_a_question_are_no_part_of_it(head: str) -> None:
    asked = "\n\n".join(f"{head.format(n=n)}\nWhich {n}?\nA. tar\nB. oil\nAnswer: B" for n in (1, 2))
    stems = [taken.item.stem for taken in read(asked.encode(), "paste", "text").taken]
    assert [stem.split("\n")[-1].strip() for stem in stems] == ["Which 1?", "Which 2?"]
    assert all("Easy" not in stem and "P." not in stem for stem in stems)


def test_keys_of_several_letters_may_stand_below_a_heading_with_the_word_of_the_questions() -> None:
    asked = "\n\n".join(f"QCM {n} : À propos {n} :\nA. coeur\nB. rein\nC. foie" for n in (1, 2, 3))
    text = f"{asked}\n\nCORRECTION\n\nQCM 1 : AC\nCommentaire : Oui.\n\nQCM 2 : B\n\nQCM 3 : BC\nCommentaire : Non.\n"
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(0, 2), (1,), (1, 2)]


def test_the_heading_of_a_chapters_questions_is_no_question() -> None:
    asked = "1) Which?\nA) tar\nB) oil\nAnswer:  B\n\n2) What?\nA) x\nB) y\nAnswer:  A\n"
    text = f"6.1   Multiple-Choice Questions\n\n{asked}"
    assert [taken.item.stem for taken in read(text.encode(), "paste", "text").taken] == ["Which?", "What?"]


def test_a_printed_test_may_have_rings_a_name_above_its_answers_and_several_in_brackets() -> None:
    text = (
        "1)\tOil burns.\n\n\t⊚\ttrue\n\t⊚\tfalse\n\n2)\tWhich burn?\n\n\tA)\ttar\n\tB)\tsand\n\tC)\toil\n\n"
        "Version 1\t1\n\nAnswer Key\n\nTest name: Oils\n\n1) TRUE\n2) [A, C]\n\nVersion 1\t2\n"
    )
    assert [taken.item.keys for taken in read(text.encode(), "paste", "text").taken] == [(0,), (0, 2)]


@pytest.mark.parametrize("signs", ["🅰🅱🅲", "🄰🄱🄲", "🅐🅑🅒"])
@pytest.mark.parametrize("behind", [" ", "\ufe0f ", "\ufe0f) ", ""])
def test_letters_in_boxes_and_discs_stand_before_options_and_name_the_key(signs: str, behind: str) -> None:
    written = "".join(f"{sign}{behind}{oil}\n" for sign, oil in zip(signs, ("colza", "whale", "palm"), strict=True))
    listed = f"1. Which smokes 🅱️ most?\n{written}"
    assert options(f"{listed}Answer: {signs[1]}\ufe0f\n") == [["colza", "*whale", "palm"]]
    assert options(f"{listed}\nKey\n1. C\n") == [["colza", "whale", "*palm"]]
    assert read(f"{listed}Answer: A\n".encode(), "paste", "text").taken[0].item.stem == "Which smokes 🅱️ most?"


def test_bold_around_an_option_with_a_mark_behind_it_is_no_part_of_its_text() -> None:
    assert options("1. Which?\nA) x\n**B) y** ✅\nC) z\n") == [["x", "*y", "z"]]
    assert options("1. Which?\nA) x\n**B) 2**3\n") == [["x", "*2**3"]]
    assert options("1. Which?\n- A) x\n- **B) y** ✅  \n") == [["x", "*y"]]
    assert options("1. Which?\na) 2**3\n*b) 3\n") == [["2**3", "*3"]]


PAGE = """Capitals

1. Of France?                 3. Of Norway?
a) Rome                       a) Bergen
b) Paris                      *b) Oslo
c) Bern

2. Of Italy?                  4. Of Spain?
*a) Rome                      a) Seville
b) Paris                      *b) Madrid
{}
"""


@pytest.mark.parametrize("last", ["c) Bern", "                              c) Bern"])
def test_questions_in_two_columns_of_a_page_come_in_one_below_the_other(last: str) -> None:
    text = PAGE.format(last).replace("b) Paris    ", "*b) Paris   ", 1)
    reading = read(text.encode(), "paste", "text")
    found = [(one.line, one.item.stem, len(one.item.options), one.item.keys) for one in reading.taken]
    more = last.startswith("c")
    assert found == [
        (3, "Of France?", 3, (1,)),
        (8, "Of Italy?", 2 + more, (0,)),
        (3, "Of Norway?", 2, (1,)),
        (8, "Of Spain?", 3 - more, (1,)),
    ]
    assert any("two columns" in note for note in reading.notes)


def test_what_is_told_of_a_page_in_two_columns_names_its_own_lines() -> None:
    page = PAGE.replace("*", " ").format("c) Bern").replace("Capitals", "Unit 1 (see line 900, and line 3)")
    reading = read(page.encode(), "paste", "text")
    assert "line 1: “Unit 1 (see line 900, and line 3)” is a heading and no question" in reading.notes
    listed = f"{page}\nAnn Smith\n1. b  2. a  3. b  4. b\n"
    (said,) = {one.what for one in read(listed.encode(), "paste", "text").skipped}
    assert listed.splitlines()[int(said.split("line ")[1].split()[0]) - 1] == "1. b  2. a  3. b  4. b"


def test_questions_in_two_columns_row_by_row_are_keyed_by_the_list_below() -> None:
    side = "1. 3 x 4 =        2. 7 x 8 =\nA. 7          A. 54\nB. 12         B. 56\n\nAnswers: 1 B, 2 B\n"
    wanted = [["7", "*12"], ["54", "*56"]]
    assert options(side) == options(side.replace("        ", "\t")) == wanted


def test_questions_side_by_side_that_are_not_clear_are_refused_and_not_mixed() -> None:
    side = "1. 3 x 4 =        2. 7 x 8 =\nA. 7          A. 54\nB. 12         B. 56\n\nAnswers: 1 B, 2 B\n"
    for text in (
        side.replace("2. 7", "3. 7"),
        side.replace("A. 7 ", "A. 7\nor more\n"),
        side.replace("A. ", "C. ").replace("B. ", "D. "),
    ):
        assert not read(text.encode(), "paste", "text").taken
    assert options("1. Who?\nA. Anna A. Berg\nB. Bo B. Dahl\nAnswer: A\n") == [["*Anna A. Berg", "Bo B. Dahl"]]
    assert below_each_other(["1. oak     2. elm", "3. ash     4. fir", "5. yew     6. box"]) is None, "words to learn"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1. Which?\n○ red ○ green ● blue", ["red", "green", "*blue"]),
        ("1. Which?\n◯ red   ◉ green   ◯ blue", ["red", "*green", "blue"]),
        ("1. Which?  ○ red  ○ green\nAnswer: green", ["red", "*green"]),
        ("1. Which?\n☐ red ☑ green\n☐ blue ☐ black", ["red", "*green", "blue", "black"]),
        ("1. Which?\n[ ] red [x] green [X] blue", ["red", "*green", "*blue"]),
        ("1. Which? ( ) red (x) green", ["red", "*green"]),
        ("1. It melts.\n☐ True ☑ False", ["True", "*False"]),
        ("1. What is f (x) where g (x) is 3?\n*a) 2\nb) 3", ["*2", "3"]),
        ("1. Which?\n○ a ○ b in one\n○ two\nAnswer: two", ["a", "b in one", "*two"]),
        ("1. Is (x) + (x) two?\n☑ yes\n☐ no", ["*yes", "no"]),
    ],
)
def test_circles_and_boxes_on_one_line_begin_an_option_each(written: str, expected: list[str]) -> None:
    assert options(written) == [expected]


@pytest.mark.parametrize("row", ["☒ red ☐ green", "☑ red ☒ green ☐ blue", "[x] red [✓] green [ ] blue", "○ red ○ it"])
def test_a_row_of_boxes_whose_signs_are_not_clear_has_no_key(row: str) -> None:
    reading = read(f"1. Which?\n{row}\n".encode(), "paste", "text")
    assert not reading.taken
    assert len(reading.skipped) == 1


def test_circles_in_a_question_and_below_it_are_not_taken_together() -> None:
    reading = read("1. What comes next: ○ a ● b ○ c?\n○ d\n● e\n".encode(), "paste", "text")
    assert not reading.taken
    assert len(reading.skipped) == 1


PYTHON = "1. What is printed?\n\nfor i in (1, 2):\n    if i:\n        print(i)\nprint(3)\na) x\n*b) y\n"


def test_code_in_a_stem_keeps_its_indentation() -> None:
    def shown(text: str) -> list[str]:
        (taken,) = read(text.encode(), "paste", "text").taken
        return [line.rstrip() for line in taken.item.stem.replace("\N{NO-BREAK SPACE}", "·").split("\n")]

    lines = ["What is printed?", "for i in (1, 2):", "····if i:", "········print(i)", "print(3)"]
    assert shown(PYTHON) == shown(PYTHON.replace("    ", "\t")) == lines
    assert shown(PYTHON.replace("\n", "\n  ")) == lines
    assert shown(PYTHON.replace("1. ", "Question 1\n")) == lines
    bare = [line.strip("·") for line in lines]
    assert shown(PYTHON.replace("    if", "Page 2 of 3\n    if")) == bare, "a line of the page was left out"
    text = "1. Which of these\n  is it,\n      among all?\n*a) x\nb) y\n"
    assert shown(text) == ["Which of these", "is it,", "among all?"]


def test_a_mark_in_bold_behind_an_arrow_is_one() -> None:
    assert options("1. Which?\n- (a) cruel\n- (b) kind ← **correct**\n- (c) rich\n") == [["cruel", "*kind", "rich"]]

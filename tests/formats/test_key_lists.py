"""Lists of answers below pasted questions, in the shapes that papers, tables and programs give them."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

OILS = ("colza", "linseed", "whale", "tallow")
PAPER = "\n".join(
    f"{number}. Which {what}?\n" + "\n".join(f"{letter}. {oil}" for letter, oil in zip("ABCD", OILS, strict=True))
    for number, what in enumerate(("smokes", "dries", "was dear", "was cheap"), 1)
)


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def letters(reading: Reading) -> str:
    return " ".join("".join("ABCD"[key] for key in taken.item.keys) for taken in reading.taken)


@pytest.mark.parametrize(
    "listed",
    [
        "1-4 CBDA",
        "1–2: CB   3–4: DA",
        "Answers: 1-4 CBDA",
        "Key: C, B, D, A",
        "Answers: C B D A",
        "Key: CBDA",
        "ANSWERS\nC\nB\nD\nA",
        "Answers:\n1. whale\n2. linseed\n3. tallow\n4. colza",
        "Answers:\n1. C (whale)\n2. B (linseed)\n3. D (tallow)\n4. A (colza)",
        "Answer key (my copy)\n1. The answer is C.\n2. The answer is B.\n3. The answer is D.\n4. The answer is A.",
        "Marking scheme\n1 C [1]\n2 B [1]\n3 D [1]\n4 A [1]",
        "Question  Answer  Marks\n1  C  1\n2  B  1\n3  D  1\n4  A  1",
        "Question Answer\n1 C\n2 B\n3 D\n4 A",
        "MEMORANDUM\nNo. Answer\n1 C\n2 B\n3 D\n4 A",
        "CBDA",
        "C B D A",
        "*C, B, D, A*",
        "c-b-d-a",
        "Key CBDA",
        "C\nB\nD\nA",
        "1C2B3D4A",
        "(1) C (2) B (3) D (4) A",
        "1→C 2→B 3→D 4→A",
        "1/C - 2/B - 3/D - 4/A",
        "#1 C\n#2 B\n#3 D\n#4 A",
        "Soluciones:\n1.- c)   2.- b)   3.- d)   4)- a",
        "Answer sheet\n1. C\n2. B\n3. D\n4. A",
        "1 2 3 4\nC B D A",
        "Question\tAnswer\tMarks\n1\tC\t1\n2\tB\t1\n3\tD\t1\n4\tA\t1",
        "Antworten\n1: C\n2: B\n3: D\n4: A",
        "**Answer Key**\n1. **C) whale**\n2. **B) linseed**\n3. **D) tallow**\n4. **A) colza**\n\nGood luck!",
    ],
)
def test_each_question_has_its_answer_from_the_list(listed: str) -> None:
    reading = read_text(f"{PAPER}\n\n{listed}\n")
    assert letters(reading) == "C B D A"
    assert {taken.item.explanation for taken in reading.taken} == {""}
    assert not reading.skipped


@pytest.mark.parametrize(
    "listed",
    [
        "|No.|Answer|Why|\n|---|---|---|\n|1|C|So it is.|\n|2|B|It is not.|\n|3|D|Once.|\n|4|A|Now.|",
        "Answers\n\n**1. C) whale**\nSo it is.\n\n**2. B) linseed**\nIt is not.\n\n**3. D)**\nOnce.\n\n**4. A**\nNow.",
        "Key\n1. C) whale – So it is.\n2. B) linseed – It is not.\n3. D) tallow – Once.\n4. A) colza: Now.",
    ],
)
def test_reasons_of_the_list_come_along(listed: str) -> None:
    reading = read_text(f"{PAPER}\n\n{listed}\n")
    assert letters(reading) == "C B D A"
    assert [taken.item.explanation for taken in reading.taken] == ["So it is.", "It is not.", "Once.", "Now."]


def test_reasons_come_along_where_one_question_is_not_on_the_list() -> None:
    listed = "Key\n1. C - is whale\n2. B - dry\n3. D - fat\n4. A - dear\n"
    reading = read_text(f"{PAPER}\n\n5. Because it was cold, they\n\n{listed}")
    assert letters(reading) == "C B D A"
    assert [taken.item.explanation for taken in reading.taken] == ["is whale", "dry", "fat", "dear"]


def test_several_letters_in_the_list_are_several_keys() -> None:
    assert letters(read_text(f"{PAPER}\n\nAntworten\n1: A und C\n2: B\n3: D\n4: A\n")) == "AC B D A"


def test_a_letter_and_the_words_of_another_option_in_the_list_give_no_key() -> None:
    reading = read_text(f"{PAPER}\n\nAnswers:\n1. C (linseed)\n2. B (linseed)\n3. D (tallow)\n4. A (colza)\n")
    assert letters(reading) == "B D A"
    assert [(one.line, one.what) for one in reading.skipped] == [(1, "the answer “C) linseed” is none of its options")]


@pytest.mark.parametrize("listed", ["CBD", "CBDAA", "ABCD", "A B C D", "cbda", "C or B", "FBDA"])
def test_letters_alone_that_are_no_plain_list_of_all_keys_are_none(listed: str) -> None:
    reading = read_text(f"{PAPER}\n\n{listed}\n")
    assert not reading.taken
    assert "no option is marked as the key" in {one.what for one in reading.skipped}


def test_letters_above_the_paper_are_its_keys_and_letters_stuck_to_it_only_where_they_are_many() -> None:
    assert letters(read_text(f"CBDA\n\n{PAPER}\n")) == "C B D A"
    assert not read_text(f"{PAPER}\nCBDA\n").taken
    more = f"{PAPER}\n5. Which again?\nA. colza\nB. whale"
    assert letters(read_text(f"{more}\nCBDAB\n")) == "C B D A B"
    assert [option.text for option in read_text(f"{more}\nCBDAB\n").taken[-1].item.options] == ["colza", "whale"]


@pytest.mark.parametrize("listed", ["Key: CBD", "1-4 CBD", "ANSWERS\nC\nB\nD", "Answers: C, B, D"])
def test_letters_that_are_too_few_for_the_questions_are_keys_of_none(listed: str) -> None:
    assert not read_text(f"{PAPER}\n\n{listed}\n").taken


def test_two_letters_below_the_second_question_may_be_the_keys_of_both_or_of_one() -> None:
    two = "1. Which?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\nC. z\n\nKey: {}\n"
    assert not read_text(two.format("BA")).taken
    assert letters(read_text(two.format("BB"))) == "B B"


def test_a_list_whose_numbers_begin_anew_is_left_to_the_parts() -> None:
    assert not read_text(f"{PAPER}\n\nAnswers\n1: C, oil\n2: B, oil\n1: D, oil\n2: A, oil\n").taken


def test_a_level_or_a_topic_behind_the_answer_is_no_part_of_it() -> None:
    text = "1. Which?\nA. x\nB. y\nKey: B    Level: Remember   Points: 2\n\n2. What?\nA. x\nB. y\nAnswer: A | {}\n"
    assert letters(read_text(text.format("Topic: Oils"))) == "B A"


def test_items_with_their_number_on_a_line_above_the_word_for_a_question() -> None:
    reading = read_text("Item 1\nStem: Which?\nA: x\nB: y\nKey: B\n\nItem 2\nStem: What?\nA: x\nB: y\nKey: A\n")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Which?", (1,)), ("What?", (0,))]


def test_letters_with_a_dash_behind_them_stay_letters_in_a_numbered_list() -> None:
    reading = read_text("1. Which?\n   A - x *\n   B - y\n\n2. What?\n   A - x\n   B - y *\n")
    assert [[option.text for option in taken.item.options] for taken in reading.taken] == [["x", "y"]] * 2


@pytest.mark.parametrize(
    "listed",
    [
        "My answers: 1. C  2. B  3. D  4. A",
        "Trap: 1. C  2. B  3. D  4. A",
        "**Your answers:** 1. C  2. B  3. D  4. A",
        "Student answers\n1. C  2. B  3. D  4. A",
        "Common mistakes\n1. C\n2. B\n3. D\n4. A",
        "Wrong answers:\n\n1 - C\n2 - B\n3 - D\n4 - A",
        "Answers of Anna\n1. C  2. B  3. D  4. A",
        "Anna's answers\n1. C  2. B  3. D  4. A",
        "Answer sheet of Anna\n1. C\n2. B\n3. D\n4. A",
        "Answers (Anna)\n1. C\n2. B\n3. D\n4. A",
    ],
)
def test_a_list_below_words_that_are_not_known_to_mean_keys_may_be_what_somebody_answered(listed: str) -> None:
    reading = read_text(f"{PAPER}\n\n{listed}\n")
    assert not reading.taken
    assert all("may be what somebody answered" in one.what for one in reading.skipped if "Which" in one.excerpt)
    assert {one.line for one in reading.skipped} >= {1, 6, 11, 16}
    assert letters(read_text(f"{PAPER}\n\n{listed}\n\nAnswers\n1. A\n2. A\n3. B\n4. C\n")) == "A A B C"


@pytest.mark.parametrize("glued", ["Student answers", "Guesses", "Trap:"])
def test_the_words_above_a_list_may_stand_right_below_the_last_option(glued: str) -> None:
    assert not read_text(f"{PAPER}\n{glued}\n\n1. C  2. B  3. D  4. A\n").taken


@pytest.mark.parametrize("head", ["Quiz key", "Answers – Quiz 3", "And the keys:", "Cevap anahtarı", "Nakijkmodel"])
def test_a_list_below_words_that_mean_keys_is_the_keys(head: str) -> None:
    assert letters(read_text(f"{PAPER}\n\n{head}\n1. C  2. B  3. D  4. A\n")) == "C B D A"


@pytest.mark.parametrize("gap", [" | ", "\t"])
@pytest.mark.parametrize(
    "head",
    [
        ("No.", "Answer", "Key"),
        ("No.", "Answer", "Correct answer"),
        ("No.", "Answer", "Remark"),
        ("No.", "Answer given", "Key"),
    ],
)
def test_a_table_with_two_letters_for_each_question_gives_no_key(gap: str, head: tuple[str, ...]) -> None:
    rows = [gap.join(row) for row in (head, ("1", "A", "B"), ("2", "B", "C"), ("3", "C", "A"), ("4", "D", "A"))]
    assert not read_text(f"{PAPER}\n\n" + "\n".join(rows) + "\n").taken


def test_a_heading_of_a_table_with_a_long_gap_is_read_at_once() -> None:
    """Without a sign at the beginning of each cell these lines would take minutes."""
    reading = read_text(f"{PAPER}\n\n" + f"no answer{' ' * 190}x??\n" * 20)
    assert {one.what for one in reading.skipped} >= {"no option is marked as the key"}


@pytest.mark.parametrize("years", ["14–15 AD", "14-15 BC", "1-3 BCE"])
def test_a_span_of_years_is_no_range_of_keys(years: str) -> None:
    for written in (f"*a) {years}\nb) later", f"* a) {years}\nb) since {years}", f"Answer: a\na)\n{years}\nb) later"):
        texts = [option.text for taken in read_text(f"1. When?\n{written}\n").taken for option in taken.item.options]
        assert all(years in text or text == "later" for text in texts), texts
    (taken,) = read_text(f"1. When?\n*a) {years}\nb) later\n").taken
    assert [option.text for option in taken.item.options] == [years, "later"]


@pytest.mark.parametrize("listed", ["Answers\n1-2 CB\n3-4 DA", "Correct answers: 1-2 CB, 3-4 DA", "Key\n\n1-4: CBDA"])
def test_ranges_below_a_heading_or_behind_a_word_for_answers_are_keys(listed: str) -> None:
    assert letters(read_text(f"{PAPER}\n\n{listed}\n")) == "C B D A"


def test_answers_in_words_below_the_name_of_somebody_are_no_keys() -> None:
    assert not read_text(
        f"{PAPER}\n\nAnswers (Anna)\n1. C (whale)\n2. B (linseed)\n3. D (tallow)\n4. A (colza)\n"
    ).taken


@pytest.mark.parametrize(
    "listed",
    ["Key:\nI. C\nII. B\nIII. D\nIV. A", "Answers: I-C, II-B, III-D, IV-A", "I) c  II) b\nIII) d  IV) a"],
)
def test_a_list_of_answers_may_count_in_roman_numerals_as_the_questions_do(listed: str) -> None:
    paper = PAPER.replace("2. Which dries", "2. In 44 BC which")
    for number, roman in ((4, "IV"), (3, "III"), (2, "II"), (1, "I")):
        paper = paper.replace(f"{number}. ", f"{roman}. ")
    assert letters(read_text(f"{paper}\n\n{listed}\n")).upper() == "C B D A"


@pytest.mark.parametrize("head", ["Key p. 1", "KEY page 2", "Answers for page 3", "Lösung Seite 1", "Key (p. 4)"])
@pytest.mark.parametrize("count", [("1", "2", "3", "4"), ("I", "II", "III", "IV")])
def test_the_key_of_each_page_may_stand_at_its_foot(head: str, count: tuple[str, ...]) -> None:
    asked = [f"{count[n]}. Which?\na. colza\nb. whale\nc. tallow" for n in range(4)]
    feet = [f"{head}:  {count[n]} c    {count[n + 1]} b" for n in (0, 2)]
    assert letters(read_text("\n\n".join([*asked[:2], feet[0], *asked[2:], feet[1]]))) == "C B C B"


def test_one_roman_numeral_above_other_questions_is_no_key() -> None:
    text = "I. Which?\na. colza\nb. whale\n\nI b\n\nII. Which dries?\na. colza\nb. whale\nAnswer: a"
    assert letters(read_text(text)) == "A"


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        ("ANSWER KEY (do not photocopy)", 4),
        ("Answer key [for the desk only]", 4),
        ("Answer Key - do not copy", 4),
        ("TUTOR ONLY - ANSWERS", 4),
        ("For teachers only: answer key", 4),
        ("Solutions – trainers’ eyes only", 4),
        ("Students only - answers", 0),
        ("Anna only - answers", 0),
        ("Answer key (Anna's guesses)", 0),
        ("Answers (as Anna sees it)", 0),
    ],
)
def test_the_heading_of_a_key_may_have_a_remark_behind(head: str, taken: int) -> None:
    listed = "1. C - it is whale.\n2. B - it dries.\n3. D - it is fat.\n4. A - it is seed."
    assert len(read_text(f"{PAPER}\n\n{head}\n{listed}\n").taken) == taken


def test_a_letter_that_is_an_option_too_is_a_letter_where_all_other_answers_are_letters_alone() -> None:
    asked = "{}. Which?\na) x\nb) y\nc) z\nAnswer: {}\n\n"
    vowel = "9. Which is a vowel?\na) d\nb) c\nc) i\nd) a\nAnswer: {}\n"
    letters_alone = "".join(asked.format(number, letter) for number, letter in enumerate("bcab", 1))
    assert letters(read_text(letters_alone + vowel.format("a"))) == "B C A B A"
    for others in (letters_alone.replace("Answer: c", "Answer: z"), letters_alone[letters_alone.index("2.") :]):
        assert "is the letter of one option" in str(read_text(others + vowel.format("a")).skipped[0])


@pytest.mark.parametrize(
    "head",
    [
        "Answer Keys",
        "Answer Key with Explanations",
        "Teacher's Answer Key",
        "Lösungen und Erklärungen",
        "Lösungen zum Test",
        "Réponses et explications",
        "Corrigé du QCM",
        "Respuestas y explicaciones",
        "Soluzioni e spiegazioni",
        "Plantilla de respuestas correctas",
        "Grille de correction",
    ],
)
def test_a_list_of_answers_is_headed_in_the_words_of_its_language(head: str) -> None:
    assert letters(read_text(f"{PAPER}\n\n{head}\n1. C\n2. B\n3. D\n4. A\n")) == "C B D A"


@pytest.mark.parametrize("head", ["Tom's answers with explanations", "Student's answer key", "Antworten von Tim"])
def test_a_list_of_answers_of_somebody_is_no_key_whatever_is_explained(head: str) -> None:
    assert letters(read_text(f"{PAPER}\n\n{head}\n1. C\n2. B\n3. D\n4. A\n")) == ""


@pytest.mark.parametrize("row", ["{}.\n{}) {}\n", "{}\n\n{}.\n\n{}\n\n", "{}.\n{}\n"])
def test_each_number_of_a_list_of_answers_may_stand_above_its_letter(row: str) -> None:
    told = [(1, "c", "whale"), (2, "b", "linseed"), (3, "d", "tallow"), (4, "a", "colza")]
    listed = "".join(row.format(*one) for one in told)
    assert letters(read_text(f"{PAPER}\n\nAnswer Keys\n{listed}")) == "C B D A"
    assert letters(read_text(f"{PAPER}\n\nMy answers\n{listed}")) == ""


def test_answers_in_words_may_be_named_as_the_questions_are() -> None:
    asked = "Aufgabe 1 (2 P.)\nDie Einheit ist\nO  Volt\nO  Ampere\n\n"
    asked += "Aufgabe 2 (2 P.)\nEin Leiter ist\nO  Glas\nO  Kupfer\n\n"
    essay = "Aufgabe 3 (4 P.)\nZeichne einen Stromkreis.\n\n"
    listed = "Lösungen (nur für die Lehrkraft)\nAufgabe 1: Ampere\nAufgabe 2: Kupfer\nAufgabe 3: siehe Skizze\n"
    expected = [["Volt", "*Ampere"], ["Glas", "*Kupfer"]]

    def taken(text: str) -> list[list[str]]:
        return [["*" * one.is_key + one.text for one in taken.item.options] for taken in read_text(text).taken]

    assert taken(asked + essay + listed) == expected
    assert taken(asked + essay + listed.replace("nur für die Lehrkraft", "von Tim")) == []
    assert taken(asked.replace("O  ", "O ")) == []  # a call, or a blood group


@pytest.mark.parametrize("head", ["Auflösung:", "Réponses :", "Key:"])
def test_a_list_of_answers_may_join_two_letters_by_a_word(head: str) -> None:
    for word in ("and", "und", "et", "y"):
        assert letters(read_text(f"{PAPER}\n\n{head}\n1. C\n2. B {word} D\n3. D\n4. A\n")) == "C BD D A"
        assert letters(read_text(f"{PAPER}\n\n{head} 1. C ; 2. B {word} D ; 3. D ; 4. A\n")) == "C BD D A"


def test_words_that_announce_the_questions_are_no_part_of_the_first() -> None:
    asked = "Which oil?\nA. tar\nB. colza\nAnswer: B. colza\n\nWhich lamp?\nA. gas\nB. arc\nAnswer: A. gas\n"
    for head, stem in (("Sure! Here are two questions about light:", "Which oil?"), ("Read:", "Read:  \nWhich oil?")):
        assert [taken.item.stem for taken in read_text(f"{head}\n\n{asked}").taken] == [stem, "Which lamp?"]


@pytest.mark.parametrize(
    "listed",
    [
        "No. | Answer | No. | Answer\n1 | b | 3 | b\n2 | a | 4 | a",
        "| # | Key | # | Key |\n|---|---|---|---|\n| 1 | B | 3 | B |\n| 2 | A | 4 | A |",
        "Answers        Answers\n1. b           3. b\n2. a           4. a",
        "Answer Key | Answer Key\n1. b | 3. b\n2. a | 4. a",
    ],
)
def test_answers_in_two_columns_headed_alike_are_the_keys(listed: str) -> None:
    asked = "".join(f"{number}. Which?\na) x\nb) y\n" for number in range(1, 5))
    assert letters(read_text(f"{asked}\n{listed}\n")) == "B A B A"


@pytest.mark.parametrize(
    "listed",
    [
        "Answers        Answers\n1. b           1. a\n2. a           2. b",
        "Form A         Form B\n1. b           1. b\n2. a           2. a",
        "Ann's answers        Ann's answers\n1. b           3. b\n2. a           4. a",
        "No. | Answer | No. | Given\n1 | b | 1 | b\n2 | a | 2 | a",
    ],
)
def test_answers_in_two_columns_that_may_not_both_be_keys_key_nothing(listed: str) -> None:
    asked = "".join(f"{number}. Which?\na) x\nb) y\n" for number in range(1, 5))
    assert not read_text(f"{asked}\n{listed}\n").taken


def test_the_number_of_a_part_before_its_answers_is_no_answer() -> None:
    asked = "I. Choice\n\n1. Which?\na) x\nb) y\n2. Which?\na) x\nb) y\n\n"
    asked += "II. True or false\n\n3. It is wet.\n4. It is dry.\n"
    reading = read_text(f"{asked}\nAnswers\nI. 1. b  2. a\nII. 3. True  4. False\n")
    assert letters(reading) == "B A A B"


@pytest.mark.parametrize("listed", ["ANSWERS:\nQ1: B\nQ2: A", "Answer key:\nQuestion 1: B\nQuestion 2: A"])
def test_answers_with_the_word_for_a_question_before_each_are_no_labels(listed: str) -> None:
    asked = "Q1. Which?\n(A) x\n(B) y\n\nQ2. Who?\n(A) Ann\n(B) Bo\n"
    assert letters(read_text(f"{asked}\n{listed}\n")) == "B A"

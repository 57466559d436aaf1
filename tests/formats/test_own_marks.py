"""Marks that a teacher invented: what one option of every question has, and no other option of the list."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading
from tests.formats.foreign import told

PAINTERS = (("Who came first?", 1), ("Who stayed?", 2), ("Who left?", 0))
NAMES = ("Monet", "Manet", "Degas", "Renoir")


def listed(marked: str, plain: str = "{l}) {t}", *, always: int | None = None) -> Reading:
    """Three questions whose key is written in another way."""
    questions = []
    for number, (stem, key) in enumerate(PAINTERS, 1):
        key = key if always is None else always
        lines = [
            (marked if at == key else plain).format(l="ABCD"[at], t=name, n=number) for at, name in enumerate(NAMES)
        ]
        questions.append("\n".join([f"{number}. {stem}", *lines]))
    return read("\n\n".join(questions).encode(), "paste", "text")


@pytest.mark.parametrize(
    "marked",
    [
        "#{l}) {t}",
        "={l}) {t}",
        ">> {l}) {t}",
        "({l})) {t}",
        "[{l}] {t}",
        "{l}*) {t}",
        "_{l}) {t}_",
        "<b>{l}) {t}</b>",
        "{l}) =={t}==",
        "{l}) *{t}",
        "{l}) _{t}_",
        "{l}) {t} <<<",
        "{l}) {t} (C)",
        "{l}) {t} (juste)",
        "{l}) {t} CORRECT",
        "{l}) {t} //right",
    ],
)
def test_what_one_option_of_every_question_has_and_no_other_is_the_mark_of_the_key(marked: str) -> None:
    reading = listed(marked)
    assert [taken.item.keys for taken in reading.taken] == [(1,), (2,), (0,)]
    assert {option.text for taken in reading.taken for option in taken.item.options} == set(NAMES)
    (note,) = reading.notes
    assert note.startswith("in each question the option with a mark of its own, as in “")


@pytest.mark.parametrize(
    "marked",
    [
        *("{l}) {t} (wrong)", "✗ {l}) {t}", "{l}) {t} (your answer)", "{l}) {t} (not {n})", "{l}) {t} ({n})"),
        *("{l}) {t} (trap)", "{l}) {t} (mistake)", "{l}) {t} (common)", "{l}) {t} (guess)", "{l}) {t} (2nd)"),
        *("{l}) {t} (Tom)", "{l}) {t} [out]", "{l}) {t} x", "{l}) {t} (x)", "{l}) {t} // trap", "{l}) {t} right"),
        *("~~{l}) {t}~~", "{l}) ~~{t}~~", "<s>{l}) {t}</s>", "{l}) <s>{t}</s>", "<del>{l}) {t}</del>"),
        *("?{l}) {t}", "!{l}) {t}", "> {l}) {t}", "- {l}) {t}", "~{l}) {t}", "{l}?) {t}", "{l}) {t} (?)"),
        *("<strike>{l}) {t}</strike>", "{l}) <del>{t}</del>", "{l}) {t} 👎", '"{l}) {t}"'),
    ],
)
def test_what_marks_a_wrong_or_a_chosen_option_or_differs_from_question_to_question_marks_no_key(marked: str) -> None:
    assert not listed(marked).taken


@pytest.mark.parametrize("plain", ["~~{l}) {t}~~", "- {l}) {t}", "✗ {l}) {t}"])
def test_the_one_option_without_the_mark_of_all_others_is_no_key(plain: str) -> None:
    assert not listed("{l}) {t}", plain).taken


def test_what_always_marks_the_same_letter_or_some_questions_only_marks_no_key() -> None:
    assert not listed("{l}) {t} (k)", always=3).taken
    text = "1. Who?\nA. x\nB. y (k)\nC. z\n\n2. Who else?\nA. x (k)\nB. y\nC. z\n\n3. Who then?\nA. x\nB. y\nC. z\n"
    assert not read(text.encode(), "paste", "text").taken


@pytest.mark.parametrize(
    "options",
    [
        (("2 KB", "2 MB", "2 GB"), ("4 MB", "4 KB", "4 GB"), ("8 GB", "8 MB", "8 KB")),
        (("-5", "5", "3"), ("5", "-3", "3"), ("7", "9", "-1")),
        (("$5", "5", "3"), ("5", "$3", "3"), ("7", "9", "$1")),
        (("3 x", "3", "2"), ("4", "3 x", "2"), ("4", "5", "6 x")),
        (("p", "*p", "&p"), ("*q", "q", "&q"), ("r", "*r", "&r")),
        (("__init__", "init"), ("new", "__new__"), ("del", "__del__")),
        (("Na +", "Cl -", "He"), ("Cl -", "Na +", "He"), ("He", "Cl -", "Na +")),
        (("old (a)", "new (b)", "none"), ("none", "old (a)", "new (b)"), ("new (b)", "none", "old (a)")),
    ],
)
def test_units_signs_and_code_within_options_are_no_marks(options: tuple[tuple[str, ...], ...]) -> None:
    questions = (
        f"{number}. Which of {number}?\n"
        + "\n".join(f"{letter}) {text}" for letter, text in zip("ABC", texts, strict=False))
        for number, texts in enumerate(options, 1)
    )
    assert not read("\n\n".join(questions).encode(), "paste", "text").taken


def test_a_mark_beside_a_list_of_answers_is_part_of_the_option() -> None:
    text = "\n\n".join(
        f"{number}. Which of {number}?\nA) x{' (k)' * (number == 1)}\nB) y{' (k)' * (number > 1)}\nC) z"
        for number in (1, 2, 3)
    )
    reading = read(f"{text}\n\nAnswers: 1. C 2. C 3. A\n".encode(), "paste", "text")
    assert [taken.item.keys for taken in reading.taken] == [(2,), (2,), (0,)]


@pytest.mark.parametrize(
    "head",
    [
        "Q.No.{n} {q}",
        "#{n} {q}",
        "{n} - {q}",
        "{n}.- {q}",
        "{n}.) {q}",
        "{n}/ {q}",
        "{n}° {q}",
        "{n}º) {q}",
        "Item {n}. {q}",
        "1.{n} {q}",
        "*{n}. {q}*",
        "Pregunta {n}.- {q}",
        "{r}. {q}",
        "• {q}",
        "❓ {q}",
    ],
)
def test_numbers_and_signs_before_all_questions_are_no_part_of_them(head: str) -> None:
    text = "\n\n".join(
        head.format(n=number, r=roman, q=f"Which {what}?") + "\nA) x\nB) y\nAnswer: B"
        for number, roman, what in ((1, "I", "first"), (2, "II", "next"), (3, "III", "last"))
    )
    reading = read(text.encode(), "paste", "text")
    assert [taken.item.stem for taken in reading.taken] == ["Which first?", "Which next?", "Which last?"]
    assert [taken.item.keys for taken in reading.taken] == [(1,)] * 3


@pytest.mark.parametrize("head", ["Part {n} - Oils", "Section {n}: Oils", "Set {n}/ Oils"])
def test_headings_that_count_up_between_questions_are_none(head: str) -> None:
    question = "{n}. Which {n}?\nA) x\nB) y\nAnswer: B"
    text = "\n\n".join(f"{head.format(n=n)}\n\n{question.format(n=n)}" for n in (1, 2))
    stems = [taken.item.stem for taken in read(text.encode(), "paste", "text").taken]
    assert stems == ["Which 1?", "Which 2?"]


def test_statements_with_roman_numbers_stay_in_the_stem() -> None:
    text = "1. Which are oils?\nI. tar\nII. colza\nA) I only\nB) II only\nAnswer: B\n\n2. Which burns?\nA) x\nB) y\n"
    reading = read(f"{text}Answer: A".encode(), "paste", "text")
    assert [taken.item.stem.split()[0] for taken in reading.taken] == ["Which", "Which"]
    assert "II. colza" in reading.taken[0].item.stem


@pytest.mark.parametrize(
    "option", ["{l} : {t}", "{l}.- {t}", "{l}/ {t}", "{l}; {t}", "{l}, {t}", "<{l}> {t}", "'{l}' {t}", "| {l} | {t}"]
)
def test_letters_with_other_signs_behind_them_are_the_letters_of_options(option: str) -> None:
    options = "\n".join(option.format(l=letter, t=name) for letter, name in zip("ABCD", NAMES, strict=True))
    (taken,) = read(f"1. Who came first?\n{options}\nAnswer: B\n".encode(), "paste", "text").taken
    assert [one.text for one in taken.item.options] == list(NAMES)
    assert taken.item.keys == (1,)


def test_equations_below_each_other_are_no_options_where_others_are() -> None:
    text = "1. What is the sum?\na, 3\nb, 4\nc, 5\nA) 11\nB) 12\nAnswer: B\n"
    (taken,) = read(text.encode(), "paste", "text").taken
    assert [one.text for one in taken.item.options] == ["11", "12"]


@pytest.mark.parametrize("sign", [";", ",", " |", " /"])
def test_what_parts_options_on_one_line_is_no_part_of_them(sign: str) -> None:
    options = f"{sign} ".join(f"{letter}) {name}" for letter, name in zip("abcd", NAMES, strict=True))
    (taken,) = read(f"1. Who came first?\n{options}\nAnswer: b\n".encode(), "paste", "text").taken
    assert [one.text for one in taken.item.options] == list(NAMES)


@pytest.mark.parametrize(
    "word", ["Student answer", "Selected", "Your answer", "The student's response", "Most common wrong answer", "Guess"]
)
def test_what_somebody_answered_is_no_key_and_no_part_of_an_option(word: str) -> None:
    text = "1. Which?\nA) x\nB) y\n{w}: {a}\n\n2. What?\nA) x\nB) y\n{w}: {b}\n"
    assert not read(text.format(w=word, a="A", b="B").encode(), "paste", "text").taken
    keyed = text.replace("{a}", "A\nAnswer: B").replace("{b}", "B\nAnswer: A")
    reading = read(keyed.format(w=word).encode(), "paste", "text")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]
    if word != "Guess":  # no answer as far as the reader knows
        assert {option.text for taken in reading.taken for option in taken.item.options} == {"x", "y"}


def test_answers_in_words_at_the_end_find_options_that_have_no_letters() -> None:
    text = "1. Which burns best? *\n1 point\ntar\ncolza\n2. Which wood is hard? *\n1 point\noak\npine\n\nAnswer key\n"
    reading = read(f"{text}1. colza\n2. oak\n".encode(), "paste", "text")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [
        ("Which burns best?", (1,)),
        ("Which wood is hard?", (0,)),
    ]
    assert not read(f"{text}1. colza\n2. ash\n".encode(), "paste", "text").taken


def test_an_answer_folded_away_may_stand_on_the_same_line_or_begin_with_its_letter() -> None:
    text = (
        "1. Which?\n- A) x\n- B) y\n\n<details><summary>Answer</summary>B</details>\n\n2. What?\n- A) x\n- B) y\n\n"
        "<details><summary>Show answer</summary>\n\n**A** because it is.\n\n</details>\n"
    )
    reading = read(text.encode(), "paste.md", "text")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]


@pytest.mark.parametrize(
    "stems",
    [
        ("World War 1 began in which year?", "World War 2 began in which year?"),
        ("Type 1 diabetes is what?", "Type 2 diabetes is what?", "Type 3 diabetes is what?"),
        ("Who was first?", "Act 1: who dies?", "Act 2: who dies?", "Act 3: who dies?"),
    ],
)
def test_a_name_with_a_number_at_the_beginning_of_questions_does_not_number_them(stems: tuple[str, ...]) -> None:
    text = "\n\n".join(f"{stem}\nA) x\nB) y *" for stem in stems)
    assert [taken.item.stem for taken in read(text.encode(), "paste", "text").taken] == list(stems)


@pytest.mark.parametrize("number", ["{}. ", ""])
@pytest.mark.parametrize(
    ("legend", "taken"),
    [
        ("(* marks the right answer)", 2),
        ("(* = correct, keep it to your selves)", 2),
        ("(* right ones, do not print!!)", 2),
        ("(* for your notes)", 0),
        ("(* marks the wrong answer)", 0),
        ("[Stars show what Tom chose]", 0),
        ("(starred: what most students picked)", 0),
        ("(the * is not the right answer)", 0),
        ("(Tick the one you have chosen.)", 2),
    ],
)
def test_marks_are_no_keys_where_the_list_says_that_they_mean_something_else(
    legend: str, taken: int, number: str
) -> None:
    asked = [f"{number.format(at)}{word}?\na) x\nb) y*\n" for at, word in enumerate(("Which", "What"), 1)]
    found = told("\n".join([f"Quiz\n{legend}\n", *asked]), "paste.txt", "text")
    assert [one for one in found if "*y" in one] == [f"{word}? | x | *y" for word in ("Which", "What")][:taken]

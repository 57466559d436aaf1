"""Answers that name several options, each by its letter and its words: all of them are keys, or nothing is."""

from __future__ import annotations

import pytest

from tests.formats.test_no_wrong_key import keys

CITIES = "Which {}?\na) Rome\nb) Athens\nc) Carthage\n\n"
ASKED = f"1. {CITIES.format('two')}{{}}2. {CITIES.format('one')}{{}}"


@pytest.mark.parametrize("where", ["below", "listed", "with reasons"])
@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("a) Rome and c) Carthage", (0, 2)),
        ("A. Rome & C. Carthage. They fought.", (0, 2)),
        ("A - Rome, B - Athens, and C - Carthage", (0, 1, 2)),
        ("a) + c) (both)", (0, 2)),
        ("a) Rome; b) Carthage", None),  # the letter of one and the words of another
        ("b) Athens, a) Rome is wrong", None),
        ("b) Athens, as a) Rome and c) Carthage fought", (1,)),
        ("b) Athens. a) Rome is another", (1,)),
        ("A - C, all of them fought", None),  # from one to the other
        ("A) - C)", None),
    ],
)
def test_letters_with_words_name_several_keys(answer: str, key: tuple[int, ...] | None, where: str) -> None:
    if where == "below":
        text = ASKED.format(f"Answer: {answer}\n\n", "Answer: b\n")
    elif where == "listed":
        text = ASKED.format("", f"Answer key\n1. {answer}\n2. b) Athens\n")
    else:
        text = ASKED.format("", f"**Answer Key**\n\n1. **{answer}** It is so.\n2. **b) Athens.** It is old.\n")
    assert keys(text) == ([key] if key else []) + [(1,)]


def test_a_letter_that_is_an_option_is_not_found_at_the_front_of_a_word() -> None:
    asked = "1. Which vitamins?\na) A\nb) B\nc) D\n\nAnswer: {}\n"
    assert keys(asked.format("A) and B) only")) == [(0, 1)]
    assert keys(asked.format("A - A")) == [(0,)]
    assert keys(asked.replace("a) A", "a) C").format("A - C")) == [(0,)]  # its words, and no range

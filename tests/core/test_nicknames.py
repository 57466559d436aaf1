from __future__ import annotations

from random import Random

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.nicknames import ADJECTIVES, ANIMALS, MAX_LENGTH, is_rude, nickname_key, suggest, tidy_nickname


@pytest.mark.parametrize(
    "same",
    ["Anna", "anna", "ANNA", "Ａｎｎａ", "An\u200bna", "A n n a", "Аnnа", "Ánna", "A-n-n-a", "𝐀𝐧𝐧𝐚", "Anna!", "αnna"],
)
def test_names_that_look_alike_are_one_name(same: str) -> None:
    assert nickname_key(same) == nickname_key("Anna")


@pytest.mark.parametrize("other", ["Hanna", "Anne", "Anna 2", "安娜"])
def test_names_that_differ_are_two(other: str) -> None:
    assert nickname_key(other) != nickname_key("Anna")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Lin   Wu ", "Lin Wu"),
        ("Li\u202en", "Li n"),
        ("Z" + "\u0335" * 30 + "oe", "Z\u0335\u0335oe"),
        ("Ｌｉｎ", "Lin"),
        ("François 🦊", "François 🦊"),
        ("محمد", "محمد"),
    ],
)
def test_a_name_is_shown_without_what_would_break_the_screen(typed: str, shown: str) -> None:
    assert tidy_nickname(typed) == shown


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "🦊🦊", "...", "x" * (MAX_LENGTH + 1)])
def test_what_is_no_name_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(BadInput):
        tidy_nickname(typed)


@pytest.mark.parametrize(
    "name",
    ["Shit", "sh1t", "Sh!t", "s h i t", "SHIIIIT", "big dick", "Arschloch", "4rschl0ch", "fuuuck you", "fück",
     "Ｓｈｉｔ", "ѕһіt", "shit!", "xXfuckXx", "f.u.c.k", "Hitler", "dicks", "Scheiße", "p u t a", "motherfucker 9"],
)  # fmt: skip
def test_a_name_that_insults_is_noticed(name: str) -> None:
    assert is_rude(name)


@pytest.mark.parametrize(
    "name",
    ["Scunthorpe", "Cassandra", "Essex", "Dickens", "Peacock", "Assam", "Minute", "Opener", "Spencer", "Analise",
     "Titus", "Penistone", "Grape", "Therapist", "Homer", "Shitake Fan", "Hancock", "Raccoon", "Fickle", "Kumquat",
     "Lin 2", "Matsui"],
)  # fmt: skip
def test_an_innocent_name_is_left_alone(name: str) -> None:
    assert not is_rude(name)


def test_no_name_that_is_offered_insults_or_is_too_long() -> None:
    for adjective in ADJECTIVES:
        for animal in ANIMALS:
            name = f"{adjective} {animal}"
            assert not is_rude(name), name
            assert tidy_nickname(name) == name


def test_offered_names_run_on_when_all_are_taken() -> None:
    chance = Random(4)
    taken: set[str] = set()
    for _ in range(len(ADJECTIVES) * len(ANIMALS) // 2):
        name = suggest(taken, chance.randrange)
        assert nickname_key(name) not in taken
        taken.add(nickname_key(name))
    everything = {nickname_key(f"{a} {b}") for a in ADJECTIVES for b in ANIMALS}
    assert suggest(everything, chance.randrange).endswith(" 2")

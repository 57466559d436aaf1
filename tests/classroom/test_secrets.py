"""Passwords, tokens and codes."""

from __future__ import annotations

import pytest

from quizapp.classroom.secrets import (
    ALPHABET,
    check_password,
    grouped,
    hash_password,
    new_join_code,
    new_token,
    password_matches,
    seat_code,
    tidy_code,
    token_hash,
)
from quizapp.core.errors import BadInput

SECRET = b"the secret of a school"


def test_it_knows_a_password_again_and_refuses_every_other() -> None:
    stored = hash_password("three quiet rivers")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert password_matches(stored, "three quiet rivers")
    assert not password_matches(stored, "three quiet river")
    assert not password_matches("not a hash", "three quiet rivers")


def test_it_salts_so_that_two_with_one_password_cannot_be_told() -> None:
    assert hash_password("three quiet rivers") != hash_password("three quiet rivers")


def test_it_refuses_any_password_of_an_account_that_does_not_exist() -> None:
    assert not password_matches(None, "three quiet rivers")


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short words", "12 to 128"),
        ("x" * 129, "12 to 128"),
        ("Amira likes rivers", "sign-in name"),
        ("abababababab", "guessed first"),
        ("qwertyuiopasdf", "guessed first"),
        ("riverriver12riverriver12", "guessed first"),
        ("my password 2026", "guessed first"),
    ],
)
def test_it_refuses_what_is_guessed_first_and_says_what_to_do(password: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        check_password(password, "amira")


@pytest.mark.parametrize(
    "password", ["three quiet rivers", "drei stille Flüsse", "x7$kQ!9zLm2p", "川が三つ静かに流れてゆく夜"]
)
def test_it_takes_a_few_unrelated_words_in_any_script(password: str) -> None:
    check_password(password, "amira")


def test_it_makes_codes_without_letters_that_look_alike() -> None:
    assert not set("01ILOU") & set(ALPHABET)
    codes = {new_join_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 7 and set(code) <= set(ALPHABET) for code in codes)


def test_it_reads_a_code_however_it_is_typed() -> None:
    assert tidy_code(" abc-d2f g ") == "ABCD2FG"
    assert tidy_code(grouped("ABCDEFGHJK")) == "ABCDEFGHJK"
    assert grouped("ABCDEFG") == "ABC-DEFG"
    assert len(tidy_code("a" * 10_000)) == 40


def test_it_derives_the_same_personal_code_each_time_and_another_for_each_seat_number_and_school() -> None:
    code = seat_code(SECRET, "seatone", 1)
    assert code == seat_code(SECRET, "seatone", 1)
    others = {seat_code(SECRET, "seattwo", 1), seat_code(SECRET, "seatone", 2), seat_code(b"another", "seatone", 1)}
    assert len({code} | others) == 4
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)


def test_it_never_stores_a_token_itself() -> None:
    token = new_token()
    assert len(token) >= 22
    assert token != new_token()
    assert token not in token_hash(token)
    assert token_hash(token) == token_hash(token)

from __future__ import annotations

from dataclasses import replace

from quizapp.core.item import Item, Option
from quizapp.core.order import option_digest, order_secret, question_order, tokens

ITEM = Item("single", "Which river?", tuple(Option(f"River {n}", n == 0) for n in range(6)))


def test_each_attempt_and_each_question_has_an_order_of_its_own() -> None:
    secrets = {order_secret(attempt, question) for attempt in (b"lin", b"gus") for question in ("q1", "q2")}
    assert len(secrets) == 4
    assert len({tuple(tokens(ITEM, secret).values()) for secret in secrets}) > 1
    assert len({token for secret in secrets for token in tokens(ITEM, secret)}) == 4 * 6


def test_the_same_attempt_shows_the_same_order_after_a_reload() -> None:
    secret = order_secret(b"lin", "q1")
    assert list(tokens(ITEM, secret).items()) == list(tokens(ITEM, secret).items())


def test_a_token_has_80_bits_and_is_the_beginning_of_the_digest() -> None:
    secret = order_secret(b"lin", "q1")
    for token, position in tokens(ITEM, secret).items():
        assert len(bytes.fromhex(token)) == 10
        assert option_digest(secret, ITEM.options[position].text).hex().startswith(token)


def test_options_stay_as_written_where_the_author_says_so() -> None:
    secrets = [order_secret(b"lin", f"q{n}") for n in range(8)]
    fixed = replace(ITEM, order="fixed")
    assert all(list(tokens(fixed, secret).values()) == list(range(6)) for secret in secrets)
    assert any(list(tokens(ITEM, secret).values()) != list(range(6)) for secret in secrets)


def test_true_comes_before_false() -> None:
    item = Item("true-false", "It rains.", (Option("True"), Option("False", True)))
    assert all(list(tokens(item, order_secret(b"lin", f"q{n}")).values()) == [0, 1] for n in range(8))


def test_an_accent_typed_in_two_ways_is_one_option() -> None:
    secret = order_secret(b"lin", "q1")
    assert option_digest(secret, "Orl\u00e9ans") == option_digest(secret, "Orle\u0301ans")
    assert option_digest(secret, "Orléans") != option_digest(secret, "Orleans")


def test_questions_are_mixed_per_attempt_whatever_their_order_in_the_quiz() -> None:
    names = [f"q{n}" for n in range(12)]
    mixed = question_order(b"lin", names)
    assert sorted(mixed) == sorted(names)
    assert mixed == question_order(b"lin", reversed(names))
    assert mixed != question_order(b"gus", names)
    assert mixed != names

"""Guessing is slowed down; a class behind one address is not."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.core.errors import TooMany
from quizapp.web.limits import Limit
from tests.conftest import Cast


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_lets_a_burst_through_and_then_names_the_seconds_to_wait() -> None:
    seconds = Seconds()
    limit = Limit(3, 0.5, clock=seconds)
    for _ in range(3):
        limit.spend("anna")
    with pytest.raises(TooMany) as refused:
        limit.spend("anna")
    assert refused.value.wait == pytest.approx(2.0)
    limit.spend("ben")
    seconds.now = 2.0
    limit.spend("anna")


def test_what_succeeded_is_not_charged() -> None:
    limit = Limit(2, 0.001, clock=Seconds())
    for _ in range(50):
        limit.spend("anna")
        limit.refund("anna")


def test_it_forgets_the_keys_least_recently_used() -> None:
    limit = Limit(1, 0.001, keys=10, clock=Seconds())
    for number in range(1000):
        limit.charge(f"guess {number}")
    assert len(limit._buckets) == 10


def test_sixty_learners_from_one_address_all_get_in(app: Flask, cast: Cast) -> None:
    code = cast.course.join_code
    for number in range(60):
        client = app.test_client()
        assert client.post("/join", data={"code": code}).status_code == 303
        assert client.post(f"/join/{code}", data={"name": f"Learner {number}"}).status_code == 303


def test_a_thousand_guesses_at_a_password_are_cut_short_and_the_owner_still_signs_in(app: Flask, cast: Cast) -> None:
    from tests.conftest import PASSWORD

    own = app.test_client()
    assert own.post("/sign-in", data={"login": "amira", "password": PASSWORD}).status_code == 303
    statuses = [
        app.test_client().post("/sign-in", data={"login": "amira", "password": "a wrong guess"}).status_code
        for _ in range(40)
    ]
    assert statuses.count(422) <= 5
    assert statuses.count(429) >= 35
    own.post("/sign-out")
    assert own.post("/sign-in", data={"login": "amira", "password": PASSWORD}).status_code == 303


def test_guessing_class_codes_ends_in_a_wait(app: Flask) -> None:
    client = app.test_client()
    statuses = [client.post("/join", data={"code": f"GUESS{number}"}).status_code for number in range(140)]
    assert statuses[0] == 422
    assert 429 in statuses

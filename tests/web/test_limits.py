"""Guessing is slowed down; a class behind one address is not."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.classroom import courses, people
from quizapp.core.errors import TooMany
from quizapp.store.engine import Store
from quizapp.web.limits import Limit, Limits
from tests.conftest import SECRET, Cast
from tests.factories import NOON


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
    limit.spend("anna")
    limit.spend("anna")
    with pytest.raises(TooMany):
        limit.spend("anna")


def test_it_forgets_the_keys_least_recently_used() -> None:
    limit = Limit(1, 0.001, keys=10, clock=Seconds())
    for number in range(1000):
        limit.spend(f"guess {number}")
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


def test_one_learners_wrong_codes_do_not_keep_the_class_out(app: Flask, cast: Cast) -> None:
    guesser = app.test_client()
    statuses = [guesser.get(f"/join/GUESS{number}").status_code for number in range(400)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    right = app.test_client()
    assert right.post("/join", data={"code": cast.course.join_code}).status_code == 303
    assert right.get(f"/join/{cast.course.join_code}").status_code == 200
    assert right.post(f"/join/{cast.course.join_code}", data={"name": "Dara"}).status_code == 303
    code = courses.personal_code(cast.lin, SECRET.encode())
    assert right.post("/claim", data={"code": code}).status_code == 303


def test_wrong_links_do_not_keep_an_invited_colleague_out(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        token = people.invite(db, cast.amira, cast.course, "instructor", at=NOON)
        db.commit()
    app.extensions["quizapp_limits"] = limits = Limits()
    limits.link_address.burst, limits.link_address.clock = 3, Seconds()  # a busy machine would be given some back
    client = app.test_client()
    assert [client.get(f"/invitation/wrong{n}").status_code for n in range(4)] == [404, 404, 404, 429]
    assert client.get("/seat/WRONGCODE2").status_code == 429
    assert client.get(f"/invitation/{token}").status_code == 200
    assert client.get(f"/seat/{courses.personal_code(cast.lin, SECRET.encode())}").status_code == 200


def test_a_script_that_fills_a_class_is_stopped_and_others_still_get_in(app: Flask, cast: Cast) -> None:
    app.extensions["quizapp_limits"] = limits = Limits()
    for budget, burst in ((limits.joins_address, 5), (limits.joins, 6)):
        budget.burst, budget.clock = burst, Seconds()
    path, script = f"/join/{cast.course.join_code}", {"REMOTE_ADDR": "203.0.113.9"}
    statuses = [
        app.test_client().post(path, data={"name": f"Flood {n}"}, environ_overrides=script).status_code
        for n in range(30)
    ]
    assert statuses.count(303) == 5
    assert statuses.count(429) == 25
    assert app.test_client().post(path, data={"name": "Dara"}).status_code == 303


def test_a_school_of_four_hundred_behind_one_address_may_join_at_once() -> None:
    limits = Limits()
    for budget in (limits.joins, limits.joins_address):
        budget.clock = Seconds()  # all of them in one instant
        assert budget.burst >= 400
        for _ in range(budget.burst):
            budget.spend("the school")
        with pytest.raises(TooMany):
            budget.spend("the school")

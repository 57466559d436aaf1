"""Drafting rests while a class answers, and not for ever."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import update

from quizapp.jobs.courtesy import CALM_SECONDS, LOOKS_EVERY, PATIENCE_SECONDS, Courtesy
from quizapp.store import LiveRoom
from quizapp.store.engine import Store
from tests.classroom.live_rooms import a_live_class
from tests.conftest import ON_BOTH, Cast, Clock


class Hour:
    """A clock, and answers that come by it."""

    def __init__(self, come: Callable[[float], float]) -> None:
        self.now, self.rested, self.opened = 100.0, 0.0, 0
        self._come = come

    def look(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return [(int(self._come(self.now - 100.0)), self.opened)]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.rested += seconds

    def courtesy(self) -> Courtesy:
        return Courtesy(self.look, clock=lambda: self.now, wait=self.wait)

    def work(self, courtesy: Courtesy, seconds: float) -> None:
        """Pieces of work of a fiftieth of a second, with a look after each."""
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            courtesy.give_way()


def test_it_works_on_while_nobody_answers() -> None:
    hour = Hour(lambda passed: 0)
    hour.work(hour.courtesy(), 5)
    assert hour.rested == 0


def test_it_works_on_while_a_class_at_its_own_pace_answers_now_and_then() -> None:
    hour = Hour(lambda passed: passed * 5)
    hour.work(hour.courtesy(), 20)
    assert hour.rested == 0


def test_it_rests_while_a_room_answers_and_a_moment_longer() -> None:
    hour = Hour(lambda passed: 150 * min(max(passed - 1, 0), 2))  # 300 answers, one second after it began
    hour.work(hour.courtesy(), 1.5)
    assert 2 + CALM_SECONDS - 4 * LOOKS_EVERY <= hour.rested <= 2 + CALM_SECONDS + 2 * LOOKS_EVERY


def test_an_article_comes_to_its_end_in_a_house_that_answers_all_day() -> None:
    hour = Hour(lambda passed: passed * 150)
    hour.work(hour.courtesy(), 30)
    assert hour.rested < PATIENCE_SECONDS + 1


def test_it_rests_as_soon_as_a_live_room_opens_a_question() -> None:
    hour = Hour(lambda passed: 0)
    courtesy = hour.courtesy()
    hour.opened = 1
    hour.work(courtesy, 0.06)
    assert hour.rested > 0


@ON_BOTH
def test_it_knows_a_question_that_was_just_opened_from_one_that_is_long_open(
    store: Store, clock: Clock, cast: Cast
) -> None:
    room = a_live_class(store, clock, cast.course, read_s=0)
    room.join("Lin")
    room.say("next")
    rested: list[float] = []

    def rest() -> list[float]:
        rested.clear()
        Courtesy(store.look, clock=count().__next__, wait=rested.append).give_way()
        return rested

    assert not rest(), "it was opened long ago by the clock of the test"
    with store.writing() as db:
        db.execute(update(LiveRoom).values(opened_at=datetime.now(UTC)))
        db.commit()
    assert rest()

"""Drafting rests while a class answers, and not for ever."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quizapp.jobs.courtesy import CALM_SECONDS, LOOKS_EVERY, PATIENCE_SECONDS, Courtesy
from quizapp.store.engine import Store
from tests.conftest import ON_BOTH


class Hour:
    """A clock, and answers that come by it."""

    def __init__(self, come: Callable[[float], float]) -> None:
        self.now, self.rested = 100.0, 0.0
        self._come = come

    def look(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return [(int(self._come(self.now - 100.0)),)]

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


@ON_BOTH
def test_it_finds_no_answers_in_an_empty_database(store: Store) -> None:
    rested: list[float] = []
    courtesy = Courtesy(store.look, clock=iter(range(1000)).__next__, wait=rested.append)
    courtesy.give_way()
    assert not rested

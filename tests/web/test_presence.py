"""Who counts as here in a live room without a stream, and for how long."""

from __future__ import annotations

import pytest

from quizapp.core.live import FORGOTTEN
from quizapp.web import presence
from quizapp.web.presence import Marks


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(presence, "monotonic", made)
    return made


def test_who_has_asked_is_here_for_so_long_and_the_newest_word_counts(watch: Watch) -> None:
    marks = Marks()
    marks.mark("one", 7, 120)
    watch.now += 100
    assert marks.here("one") == {7}
    marks.mark("one", 7, 20)  # it has a script after all, which asks by itself
    watch.now += 20
    assert marks.here("one") == {7}
    watch.now += 1
    assert marks.here("one") == set()
    assert marks.here("other") == set()


def test_coming_is_news_once_and_again_after_having_been_away(watch: Watch) -> None:
    marks = Marks()
    assert [marks.mark("one", 7, 20) for _ in range(2)] == [True, False]
    watch.now += 21
    assert marks.mark("one", 7, 20)


def test_a_room_that_somebody_has_stayed_away_from_is_named_once(watch: Watch) -> None:
    marks = Marks()
    marks.mark("one", 7, 20)
    marks.mark("one", 8, 120)
    marks.mark("other", 9, 120)
    assert marks.sweep() == []
    watch.now += 30
    assert marks.sweep() == ["one"]
    assert marks.sweep() == []
    watch.now += 100
    assert sorted(marks.sweep()) == ["one", "other"]
    assert marks.rooms() == []


def test_who_thinks_about_an_open_question_is_here_until_it_is_closed_and_then_as_after_a_page(watch: Watch) -> None:
    marks = Marks()
    marks.mark("one", 7, None)
    watch.now += 40 * 60
    assert marks.here("one") == {7}
    marks.thought("one")
    watch.now += 120
    assert marks.here("one") == {7}
    watch.now += 1
    assert marks.here("one") == set()


def test_a_question_that_is_never_closed_keeps_nobody_here_for_ever(watch: Watch) -> None:
    marks = Marks()
    marks.mark("one", 7, None)
    watch.now += FORGOTTEN.total_seconds() + 1
    assert marks.here("one") == set()


def test_what_is_heard_of_a_thinker_later_counts(watch: Watch) -> None:
    marks = Marks()
    marks.mark("one", 7, None)
    marks.mark("one", 7, 20)  # it has a script after all
    marks.mark("one", 8, None)
    marks.drop("one", 8)
    marks.thought("one")
    assert marks.here("one") == {7}
    watch.now += 21
    assert marks.here("one") == set()
    marks.mark("one", 7, 3600)
    marks.thought("one")
    watch.now += 3000
    assert marks.here("one") == {7}, "only who thinks is shortened"

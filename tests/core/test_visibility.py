from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.visibility import FEEDBACK, SEES, Moment, moment_for_learner, sees

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
KEY_IN_DISGUISE = ["key", "rationale", "explanation", "evidence"]


@pytest.mark.parametrize("datum", KEY_IN_DISGUISE)
@pytest.mark.parametrize("moment", Moment)
def test_the_key_and_what_betrays_it_come_at_the_keys_moment(datum: str, moment: Moment) -> None:
    assert sees(datum, "learner", moment) == (moment == Moment.KEYS)
    assert sees(datum, "staff", moment)
    for role in ("observer", "classmate", "outsider"):
        assert not sees(datum, role, moment)


def test_a_learner_never_learns_how_others_answered() -> None:
    for datum in ("answer counts", "facility", "another learner's response", "another learner's name", "join code"):
        assert not any(sees(datum, "learner", moment) for moment in Moment)
        assert all(sees(datum, "staff", moment) for moment in Moment)


def test_marks_wait_for_the_keys_and_questions_for_the_start() -> None:
    assert not sees("own mark", "learner", Moment.FINISHED)
    assert not sees("own score", "learner", Moment.FINISHED)
    assert not sees("stem and options", "learner", Moment.OPEN)
    assert sees("stem and options", "learner", Moment.IN_PROGRESS)
    assert sees("receipt", "learner", Moment.IN_PROGRESS)


def test_what_is_seen_once_is_seen_from_then_on() -> None:
    for datum, roles in SEES.items():
        for role in roles:
            seen = [sees(datum, role, moment) for moment in sorted(Moment)]
            assert seen == sorted(seen)


def test_an_unknown_datum_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        sees("shoe size", "staff", Moment.KEYS)


def moment(
    feedback: str, *, finished: bool, locked: bool = False, closed: bool = False, released: bool = False
) -> Moment:
    return moment_for_learner(
        feedback,
        finished=finished,
        locked=locked,
        at=LATER,
        closed_for_all_at=NOON if closed else LATER + timedelta(seconds=1),
        released_at=NOON if released else None,
    )  # fmt: skip


@pytest.mark.parametrize("feedback", FEEDBACK)
def test_while_answering_only_a_checked_question_shows_its_key(feedback: str) -> None:
    assert moment(feedback, finished=False, closed=True, released=True) == Moment.IN_PROGRESS
    locked = moment(feedback, finished=False, locked=True, closed=True, released=True)
    assert locked == (Moment.KEYS if feedback == "question" else Moment.IN_PROGRESS)


@pytest.mark.parametrize(
    ("feedback", "closed", "released", "expected"),
    [
        ("question", False, False, Moment.KEYS),
        ("finish", False, False, Moment.KEYS),
        ("close", False, True, Moment.FINISHED),
        ("close", True, False, Moment.KEYS),
        ("release", True, False, Moment.FINISHED),
        ("release", False, True, Moment.KEYS),
    ],
)
def test_after_finishing_each_rule_has_its_moment(
    feedback: str, closed: bool, released: bool, expected: Moment
) -> None:
    assert moment(feedback, finished=True, closed=closed, released=released) == expected


def test_keys_held_back_until_closing_wait_for_a_quiz_that_never_closes() -> None:
    never = moment_for_learner(
        "close", finished=True, locked=True, at=LATER, closed_for_all_at=None, released_at=None
    )  # fmt: skip
    assert never == Moment.FINISHED


def test_keys_come_in_the_very_second_of_closing_and_of_release() -> None:
    for feedback in ("close", "release"):
        at = moment_for_learner(
            feedback, finished=True, locked=True, at=NOON, closed_for_all_at=NOON, released_at=NOON
        )  # fmt: skip
        assert at == Moment.KEYS

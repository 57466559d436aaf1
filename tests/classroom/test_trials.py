"""A newer version of a question beside the one a quiz holds: assigned for good, measured apart, decided by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import (
    authoring,
    courses,
    disputes,
    erasing,
    exports,
    mending,
    results,
    statistics,
    taking,
    trials,
)
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.core.item import Option
from quizapp.core.trial import gets_new
from quizapp.store import Article, Attempt, Course, Dispute, Draft, Item, Opening, Person, Seat, Trial
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening

LATER = NOON + timedelta(hours=1)
NEW = "The Ilme"


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    return an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(3)]), attempts=2)


def mended(db: Session, amira: Person, opening: Opening) -> Item:
    """The first question with another fourth option, as its newest version."""
    row = opening.quiz.items[0].version.item
    item = item_of(authoring.newest(db, row))
    options = (*item.options[:3], Option(NEW, False, "The Ilme ends before the town."))
    authoring.edit_item(db, amira, row, replace(item, options=options), at=NOON)
    return row


def started(db: Session, amira: Person, opening: Opening) -> Trial:
    row = mended(db, amira, opening)
    return trials.start(db, amira, opening.quiz, row, secret=b"t" * 32, at=NOON)


def class_of(db: Session, cast: Cast, opening: Opening, size: int, *choices: tuple[int, ...]) -> list[tuple[bool, str]]:
    """(whether they have the new version, attempt) of so many learners who answered, one choice after the other."""
    course = db.get_one(Course, cast.course.id)
    [trial] = trials.of_item(db, db.get_one(Person, cast.amira.id), opening.quiz.items[0].version.item)
    found = []
    for n in range(size):
        seat, _ = courses.join(db, course, f"Learner {n}", secret=SECRET.encode(), at=NOON)
        attempt = an_attempt(db, opening, seat, at=LATER, secret=f"{n:032}".encode())
        found.append((gets_new(trial.secret, attempt.secret), attempt.public_id))
        row = choices[n % len(choices)]
        a_finished_attempt(db, opening, seat, *((one,) for one in row), at=LATER)
    return found


def texts(db: Session, desk: Desk, attempt_id: str) -> list[str]:
    """The options of the first question as the answer path reads them."""
    _, sheet = desk.attempt(lambda: db, attempt_id)
    return [option.text for option in sheet.places[0].item.options]


def test_each_attempt_has_one_version_on_every_path_and_keeps_it_after_the_decision(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    desk, trial = Desk(), started(db, amira, opening)
    drawn = class_of(db, cast, opening, 24, (0, 0, 0))
    assert {new for new, _ in drawn} == {True, False}
    trials.decide(db, desk, amira, trial, "old", at=LATER + timedelta(hours=1))
    db.flush()
    for fresh in (desk, Desk()):
        for new, attempt_id in drawn:
            assert (NEW in texts(db, fresh, attempt_id)) is new
    for new, attempt_id in drawn:
        attempt = db.query(Attempt).filter_by(public_id=attempt_id).one()
        place = taking.sitting(db, desk, attempt, at=LATER).places[0]
        assert (place.item.options[3].text == NEW) is new
        assert place.item.keys == (0,)


def test_an_attempt_that_began_before_keeps_the_old_version(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    seat, _ = courses.join(db, db.get_one(Course, cast.course.id), "Early", secret=SECRET.encode(), at=NOON)
    attempt = an_attempt(db, opening, seat, at=NOON - timedelta(minutes=1))
    started(db, amira, opening)
    assert NEW not in texts(db, Desk(), attempt.public_id)


@pytest.mark.parametrize("keep", ["old", "new"])
def test_what_was_kept_is_what_everybody_gets_from_then_on(
    db: Session, cast: Cast, amira: Person, opening: Opening, keep: str
) -> None:
    trial = started(db, amira, opening)
    trials.decide(db, Desk(), amira, trial, keep, at=LATER)
    row = trial.new_version.item
    assert (NEW in authoring.newest(db, row).body["options"][3]["text"]) is (keep == "new"), "and the bank too"
    for n in range(6):
        seat, _ = courses.join(db, db.get_one(Course, cast.course.id), f"New {n}", secret=SECRET.encode(), at=NOON)
        attempt = an_attempt(db, opening, seat, at=LATER + timedelta(minutes=n))
        assert (NEW in texts(db, Desk(), attempt.public_id)) is (keep == "new")
    assert trial.outcome["words"]
    with pytest.raises(Conflict, match="already"):
        trials.decide(db, Desk(), amira, trial, "new", at=LATER)


def test_a_later_trial_builds_on_what_an_earlier_one_kept(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    trials.decide(db, Desk(), amira, trial, "new", at=LATER)
    row = trial.new_version.item
    item = item_of(authoring.newest(db, row))
    options = (*item.options[:2], Option("The Fuhse", False, "It ends before."), item.options[3])
    authoring.edit_item(db, amira, row, replace(item, options=options), at=LATER)
    second = trials.start(db, amira, opening.quiz, row, secret=b"u" * 32, at=LATER + timedelta(hours=1))
    assert second.option == 2
    trials.decide(db, Desk(), amira, second, "old", at=LATER + timedelta(hours=2))
    assert [option["text"] for option in authoring.newest(db, row).body["options"]][2:] == ["The Oker", NEW]


def test_keeping_the_old_option_puts_it_back_also_when_the_question_was_edited_meanwhile(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    row = trial.new_version.item
    tagged = replace(item_of(authoring.newest(db, row)), tags=("rivers",))
    authoring.edit_item(db, amira, row, tagged, at=NOON)
    assert trials.decide(db, Desk(), amira, trial, "old", at=LATER) == ""
    kept = item_of(authoring.newest(db, row))
    assert kept.tags == ("rivers",)
    assert kept.options == item_of(trial.place.version).options


@pytest.mark.parametrize("other", [Option("The Fuhse"), Option("The Weser")])
def test_an_option_that_was_written_anew_during_the_trial_is_left_alone(
    db: Session, cast: Cast, amira: Person, opening: Opening, other: Option
) -> None:
    trial = started(db, amira, opening)
    row = trial.new_version.item
    item = item_of(authoring.newest(db, row))
    place = 2 if other.text == "The Weser" else 3
    changed = (*item.options[:place], other, *item.options[place + 1 :])
    authoring.edit_item(db, amira, row, replace(item, options=changed), at=NOON)
    trials.decide(db, Desk(), amira, trial, "old", at=LATER)
    assert item_of(authoring.newest(db, row)).options == changed


def test_an_old_option_with_a_blocking_flaw_is_kept_and_makes_the_question_a_draft(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    row = opening.quiz.items[0].version.item
    sound = item_of(authoring.newest(db, row))
    flawed = replace(sound, options=(*sound.options[:3], Option("None of the above")))
    authoring.edit_item(db, None, row, flawed, at=NOON)
    opening.quiz.items[0].version = authoring.newest(db, row)  # approved before there was the rule
    trial = started(db, amira, opening)
    assert "above" in trials.decide(db, Desk(), amira, trial, "old", at=LATER)
    assert (trial.kept, row.status) == ("old", "draft")
    assert item_of(authoring.newest(db, row)).options == flawed.options


def test_both_versions_are_measured_apart_and_a_look_that_is_reached_is_judged(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    drawn = class_of(db, cast, opening, 70, (0, 0, 0), (0, 0, 1), (1, 1, 1))
    found = trials.measure(db, Desk(), trial, at=LATER + timedelta(hours=1))
    assert (found.old.n, found.new.n) == (sum(not new for new, _ in drawn), sum(new for new, _ in drawn))
    assert found.old.n + found.new.n == 70
    assert (
        "Open: the next look is at 60" in found.verdict.words or "Open: the next look is at 30" in found.verdict.words
    )


def test_scores_and_figures_of_the_quiz_are_what_they_would_be_without_a_trial(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    started(db, amira, opening)
    class_of(db, cast, opening, 40, (0, 3, 0), (3, 0, 0))
    found = statistics.of_opening(db, Desk(), opening, at=LATER + timedelta(hours=1))
    assert found.analysis.quiz.n == 40
    assert found.questions[0].figures.facility == found.questions[1].figures.facility == 0.5
    report = results.report(db, Desk(), opening, at=LATER + timedelta(hours=1))
    told = {
        answered.words for row in report.learners for sat in row.sat for answered in results.answers_in(report, sat)
    }
    assert NEW in told
    assert "The Weser" in told, "each learner's page shows what they had before their eyes"
    assert NEW in exports.to_csv(report).decode("utf-8-sig")


def test_the_statistics_of_a_quiz_never_count_two_texts_as_one_option(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    started(db, amira, opening)
    drawn = class_of(db, cast, opening, 90, (0, 0, 0), (3, 3, 1), (1, 0, 0))
    had_new = sum(new for new, _ in drawn)
    took_new = sum(new for n, (new, _) in enumerate(drawn) if n % 3 == 1)
    at = LATER + timedelta(hours=1)
    for found in (
        statistics.of_opening(db, Desk(), opening, at=at),
        statistics.of_quiz(db, Desk(), opening.quiz, at=at),
    ):
        question = found.questions[0]
        options = {one.name: one for one in question.figures.options}
        assert list(options) == ["A", "B", "C", "D", "D2", ""]
        assert (question.wordings.texts["D"], question.wordings.texts["D2"]) == ("The Weser", NEW)
        assert (options["D2"].n, sum(options["D2"].seen)) == (took_new, had_new)
        assert (options["D"].n, sum(options["D"].seen)) == (30 - took_new, 90 - had_new)
        assert options["D2"].share == took_new / had_new, "among those who had it before their eyes"
        assert question.figures.guess == 0.25, "everybody chose among four"
        words = " ".join(flag.words for flag in question.flags)
        assert "Nobody chose C" in words
        assert "D" not in words, "a third of those who saw it chose each"
        assert list(one.name for one in found.questions[1].figures.options) == ["A", "B", "C", "D", ""]


def test_a_question_in_the_bank_has_the_figures_of_each_version_apart(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    drawn = class_of(db, cast, opening, 80, (0, 0, 0), (3, 3, 1))
    at = LATER + timedelta(hours=1)
    row = trial.new_version.item
    newer, older = statistics.of_item(db, Desk(), amira, row, at=at)
    assert (newer.numbers, older.numbers) == ((2,), (1,))
    assert (newer.n, older.n) == (sum(new for new, _ in drawn), sum(not new for new, _ in drawn))
    assert newer.runs[0].place.item.options[3].text == NEW
    measured = trials.measure(db, Desk(), trial, at=at)
    assert newer.runs[0].figures == measured.new
    assert older.runs[0].figures == measured.old
    weak = mending.weak_options(db, Desk(), amira, row, item_of(authoring.newest(db, row)), at=at)
    assert [(one.text, one.words) for one in weak] == [
        ("The Leine", f"none of {newer.n} chose it"),
        ("The Oker", f"none of {newer.n} chose it"),
    ]


def test_who_argues_for_an_option_is_shown_with_the_text_they_had(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    had = set()
    for n in range(8):
        seat, _ = courses.join(db, db.get_one(Course, cast.course.id), f"Learner {n}", secret=SECRET.encode(), at=NOON)
        attempt = an_attempt(db, opening, seat, at=LATER, secret=f"{n:032}".encode())
        place = Desk().sheet(db, opening.quiz_id, opening.public_id).places[0]
        row = Dispute(seat_id=seat.id, opening_id=opening.id, quiz_item_id=place.id, words="It is.", option=3, at=LATER)
        db.add(row)
        db.flush()
        new = gets_new(trial.secret, attempt.secret)
        assert disputes.argued_for(db, row, place) == (NEW if new else "The Weser")
        had.add(new)
    assert had == {True, False}


def test_a_late_answer_is_told_in_the_words_of_the_version_its_learner_had(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    opening.limit_seconds = 600
    had = set()
    for n in range(8):
        seat, _ = courses.join(db, db.get_one(Course, cast.course.id), f"Learner {n}", secret=SECRET.encode(), at=NOON)
        attempt = an_attempt(db, opening, seat, at=LATER, secret=f"{n:032}".encode())
        answer(db, attempt, (3,), at=LATER + timedelta(minutes=11))
        report = results.report(db, Desk(), opening, at=LATER + timedelta(hours=1))
        row = report.learner(seat.public_id)
        assert row is not None
        [late] = results.late_answers(db, report, row)[attempt.id]
        new = gets_new(trial.secret, attempt.secret)
        assert late.words == (NEW if new else "The Weser")
        had.add(new)
    assert had == {True, False}


def test_only_one_wrong_option_may_differ_and_one_trial_runs_at_a_time(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    row = opening.quiz.items[0].version.item
    with pytest.raises(BadInput, match="differ in one wrong option"):
        trials.start(db, amira, opening.quiz, row, secret=b"t" * 32, at=NOON)
    started(db, amira, opening)
    with pytest.raises(Conflict, match="running"):
        trials.start(db, amira, opening.quiz, row, secret=b"t" * 32, at=NOON)


def test_a_quiz_that_nobody_was_given_is_changed_instead(db: Session, cast: Cast, amira: Person) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    with pytest.raises(BadInput, match="not given to a class"):
        trials.start(db, amira, quiz, quiz.items[0].version.item, secret=b"t" * 32, at=NOON)


def test_strangers_and_observers_have_no_part_in_it(db: Session, cast: Cast, amira: Person, opening: Opening) -> None:
    trial = started(db, amira, opening)
    for person, refusal in ((cast.ina, NotAllowed), (cast.noor, NotFound)):
        with pytest.raises(refusal):
            trials.get(db, db.get_one(Person, person.id), trial.public_id)
    assert trials.of_item(db, db.get_one(Person, cast.noor.id), trial.new_version.item) == []


# --- from a weak option to a better one --------------------------------------------------------------------------


def test_a_weak_option_is_named_with_its_numbers(db: Session, cast: Cast, amira: Person, opening: Opening) -> None:
    row = opening.quiz.items[0].version.item
    item = item_of(authoring.newest(db, row))
    assert mending.weak_options(db, Desk(), amira, row, item, at=LATER) == [], "nobody has answered yet"
    course = db.get_one(Course, cast.course.id)
    for n in range(32):
        seat, _ = courses.join(db, course, f"Learner {n}", secret=SECRET.encode(), at=NOON)
        choices = [(0, 0, 0), (1, 1, 1), (2, 1, 0)][n % 3]
        a_finished_attempt(db, opening, seat, *((one,) for one in choices))
    [weak] = mending.weak_options(db, Desk(), amira, row, item, at=LATER)
    assert (weak.position, weak.text, weak.words) == (3, "The Weser", "none of 32 chose it")


def test_proposals_come_from_the_article_the_question_was_drafted_on(db: Session, cast: Cast, opening: Opening) -> None:
    row = opening.quiz.items[0].version.item
    item = item_of(authoring.newest(db, row))
    assert mending.proposals(db, row, item) is None, "it was written by hand"
    article = Article(
        course_id=cast.course.id, title="Rivers", publisher="", published="", url="", license="", language="en",
        text="The Aller.", sha256="0" * 64, words=2, left_out=[], sentences=[], created_at=NOON,
    )  # fmt: skip
    body = authoring.newest(db, row).body
    db.add(Draft(
        article=article, item_id=row.id, mark="m", fact_key="f", template="who", position=0, made=body, body=body,
        statement="", evidence=[], labels=[], spares=[{"text": NEW, "rationale": "Named in paragraph 2."}],
        state="approved", reason="", generator=1, pipeline="md", created_at=NOON,
    ))  # fmt: skip
    db.flush()
    offered = mending.proposals(db, row, item)
    assert offered == [Option(NEW, False, "Named in paragraph 2.")]
    changed = replace(item, options=(*item.options[:3], offered[0], *item.options[4:]))
    assert [option.text for option in changed.options][3] == NEW
    assert mending.proposals(db, row, changed) == [item.options[3]], "the old one can be had back"


def test_erasing_a_learner_changes_neither_their_version_nor_the_figures(
    db: Session, cast: Cast, amira: Person, opening: Opening
) -> None:
    trial = started(db, amira, opening)
    class_of(db, cast, opening, 12, (0, 0, 0), (3, 1, 1))
    before = trials.measure(db, Desk(), trial, at=LATER + timedelta(hours=1))
    seats = db.scalars(select(Seat).where(Seat.name == "Learner 1")).all()
    erasing.erase(db, Desk(), seats[0], at=LATER + timedelta(hours=1))
    after = trials.measure(db, Desk(), trial, at=LATER + timedelta(hours=1))
    assert (after.old, after.new) == (before.old, before.new)

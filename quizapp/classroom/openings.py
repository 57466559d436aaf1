"""Giving a quiz to a class: when, how long, how often, and when the answers are shown; closing and releasing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import audit, handouts
from quizapp.classroom.live_asked import refuse_live
from quizapp.classroom.permissions import require
from quizapp.classroom.quizzes import hold
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.scoring import RULES
from quizapp.core.times import closed_for_all, deadline, in_time
from quizapp.core.visibility import ARTICLE, FEEDBACK, moment_for_learner, sees
from quizapp.store import Attempt, Opening, Person, Quiz, Seat

COUNTS = {"highest": "Highest", "first": "First", "last": "Last", "average": "Average"}
LONGEST_NAME = 60
LAYOUTS = {"page": "All questions on one page", "question": "One question at a time"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything an instructor decides when giving a quiz to a class. `attempts` 0 is unlimited."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    limit_minutes: int | None = None
    attempts: int = 1
    counts: str = "highest"
    feedback: str = "finish"
    layout: str = "page"
    credit: str = "all_or_nothing"
    shuffle_questions: bool = False
    article: str = "none"


def check_rules(rules: Rules) -> None:
    """Raises BadInput naming the first rule that cannot hold."""
    if rules.opens_at and rules.closes_at and rules.closes_at <= rules.opens_at:
        raise BadInput("The quiz closes before it opens; choose a later closing time.")
    if rules.limit_minutes is not None and not 1 <= rules.limit_minutes <= 24 * 60:
        raise BadInput("A time limit is 1 to 1,440 minutes; leave it empty for none.")
    if not 0 <= rules.attempts <= 100:
        raise BadInput("Allow 1 to 100 attempts, or 0 for any number.")
    if rules.feedback == "close" and rules.closes_at is None:
        raise BadInput("Answers are to be shown after closing, so give a closing time.")
    given = (rules.feedback, rules.counts, rules.layout, rules.credit, rules.article)
    tables = (FEEDBACK, COUNTS, LAYOUTS, RULES, ARTICLE)
    if any(value not in table for value, table in zip(given, tables, strict=True)):
        raise BadInput("Choose one of the rules offered.")


def open_quiz(
    db: Session, person: Person | None, quiz: Quiz, rules: Rules, *, name: str = "", at: datetime
) -> Opening:
    """Give a quiz to its class, as a run that may have a name. From now on its questions are fixed.

    Where it was off the list it is on it again, as every quiz that is open.
    """
    if person is not None:
        require(db, person, "quiz.write", quiz.course)
    check_rules(rules)
    hold(db, quiz)
    if not quiz.items:
        raise BadInput(f"“{quiz.title}” has no questions yet; add some first.")
    if rules.closes_at is not None and rules.closes_at <= at:
        raise BadInput("The closing time has passed; choose a later one.")
    if rules.article != "none":
        handouts.require_articles(db, person, quiz)
    opening = Opening(quiz_id=quiz.id, course_id=quiz.course_id, name=_name(name), created_at=at)
    _apply(opening, rules)
    db.add(opening)
    quiz.archived_at = None
    audit.write(db, "quiz.open", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()
    return opening


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if len(name) > LONGEST_NAME:
        raise BadInput(f"Shorten the name to {LONGEST_NAME} letters.")
    return name


def rename_run(db: Session, person: Person, opening: Opening, name: str, *, at: datetime) -> None:
    """Call a run otherwise, also one that was played live or is closed; empty takes its name away."""
    require(db, person, "quiz.write", opening.course)
    opening.name = _name(name)
    audit.write(db, "opening.rename", person, opening.course, at=at, opening=opening.public_id)
    db.flush()


def _apply(opening: Opening, rules: Rules) -> None:
    opening.opens_at, opening.closes_at = rules.opens_at, rules.closes_at
    opening.limit_seconds = rules.limit_minutes * 60 if rules.limit_minutes else None
    opening.attempts, opening.counts = rules.attempts, rules.counts
    opening.feedback, opening.layout = rules.feedback, rules.layout
    opening.credit, opening.shuffle_questions = rules.credit, rules.shuffle_questions
    opening.article = rules.article


def rules_of(opening: Opening) -> Rules:
    return Rules(
        opens_at=opening.opens_at,
        closes_at=opening.closes_at,
        limit_minutes=opening.limit_seconds // 60 if opening.limit_seconds else None,
        attempts=opening.attempts,
        counts=opening.counts,
        feedback=opening.feedback,
        layout=opening.layout,
        credit=opening.credit,
        shuffle_questions=opening.shuffle_questions,
        article=opening.article,
    )


def last_run(quiz: Quiz) -> Opening | None:
    """The newest run of a quiz that was not played live."""
    return next((opening for opening in reversed(quiz.openings) if not opening.live), None)


def rules_again(quiz: Quiz) -> Rules:
    """What a new run begins with: the rules of the last one, without its times; the usual ones where there is none."""
    last = last_run(quiz)
    return replace(rules_of(last), opens_at=None, closes_at=None) if last else Rules()


def get_opening(db: Session, person: Person, public_id: str, capability: str) -> Opening:
    opening = db.scalar(select(Opening).where(Opening.public_id == public_id))
    if opening is None:
        raise NotFound("There is no such quiz here, or it is not one of yours.")
    require(db, person, capability, opening.course)
    return opening


def change_opening(db: Session, person: Person, opening: Opening, rules: Rules, *, at: datetime) -> None:
    """Change the rules. Once somebody has started, the order of questions and the credit rule are fixed.

    Deadlines of attempts that are running are computed anew. Later times bring back an attempt that the deadline
    has ended, except where its learner could already see the keys: that one stays ended.
    """
    require(db, person, "quiz.write", opening.course)
    refuse_live(opening)
    check_rules(rules)
    attempts = db.scalars(select(Attempt).where(Attempt.opening_id == opening.id)).all()
    before, shown = rules_of(opening), keys_shown(db, opening, at=at)
    if attempts and (rules.credit, rules.shuffle_questions) != (before.credit, before.shuffle_questions):
        raise Conflict("Learners have started, so the order of questions and the credit rule stay as they are.")
    if attempts and rules.feedback not in feedback_left(before.feedback, shown=shown):
        raise Conflict("Learners may have seen the keys already, so they cannot be withheld now.")
    if rules.article not in ("none", before.article):
        handouts.require_articles(db, person, opening.quiz)
    _apply(opening, rules)
    if rules.closes_at is None or rules.closes_at > at:
        opening.quiz.archived_at = None  # as when it is given anew
    for attempt in attempts:
        if attempt.state == "open" and shown and not in_time(at, attempt.deadline_at):
            attempt.state, attempt.finished_by, attempt.finished_at = "finished", "deadline", attempt.deadline_at
        elif attempt.state == "open":
            attempt.deadline_at = deadline_for(opening, attempt.seat, attempt.started_at)
    audit.write(db, "opening.change", person, opening.course, at=at, opening=opening.public_id)
    db.flush()


def keys_shown(db: Session, opening: Opening, *, at: datetime) -> bool:
    """Whether somebody who has finished may see the keys now."""
    moment = moment_for_learner(
        opening.feedback,
        finished=True,
        locked=True,
        at=at,
        closed_for_all_at=closed_for_all_at(db, opening),
        released_at=opening.released_at,
    )
    return sees("key", "learner", moment)


def feedback_left(feedback: str, *, shown: bool) -> tuple[str, ...]:
    """The moments for feedback that may still be chosen once learners have started: what was shown stays shown."""
    if feedback in ("question", "finish"):
        return "question", "finish"
    return ("question", "finish", feedback) if shown else tuple(FEEDBACK)


def warnings(rules: Rules) -> list[str]:
    """What an instructor should know before giving a quiz under these rules."""
    found = []
    early = rules.feedback in ("question", "finish")
    if early and rules.attempts == 1 and rules.closes_at is None:
        found.append("A learner who has finished can tell the answers to one who has not started.")
    if early and rules.attempts != 1:
        found.append("A learner sees the keys after one attempt and can use them in the next.")
    return found


def close_now(db: Session, person: Person | None, opening: Opening, *, at: datetime) -> None:
    """Close a quiz at once; running attempts end with what has been received. A closed one stays as it is."""
    if person is not None:
        require(db, person, "quiz.write", opening.course)
    refuse_live(opening)
    if opening.closes_at is not None and opening.closes_at <= at:
        return
    if opening.opens_at and opening.opens_at >= at:
        opening.opens_at = at
    opening.closes_at = at
    for attempt in db.scalars(select(Attempt).where(Attempt.opening_id == opening.id, Attempt.state == "open")):
        attempt.deadline_at = min(attempt.deadline_at or at, at)
    audit.write(db, "opening.close", person, opening.course, at=at, opening=opening.public_id)
    db.flush()


def release(db: Session, person: Person, opening: Opening, *, at: datetime) -> None:
    """Show keys, reasons and scores to everyone who has finished."""
    require(db, person, "quiz.write", opening.course)
    refuse_live(opening)
    if opening.feedback != "release":
        raise Conflict("The rules of this quiz say when the answers are shown; change them to release by hand.")
    if opening.released_at is None:
        opening.released_at = at
        audit.write(db, "opening.release", person, opening.course, at=at, opening=opening.public_id)
        db.flush()


def limit_of(opening: Opening) -> timedelta | None:
    return timedelta(seconds=opening.limit_seconds) if opening.limit_seconds else None


def deadline_for(opening: Opening, seat: Seat, started_at: datetime) -> datetime | None:
    return deadline(started_at, limit=limit_of(opening), closes_at=opening.closes_at, factor=Fraction(seat.time_factor))


def closed_for_all_at(db: Session, opening: Opening) -> datetime | None:
    """When the last learner of the class must have finished, extra time included."""
    largest = largest_factor(db, opening.course_id) if opening.closes_at and opening.limit_seconds else Fraction(1)
    return closed_for_all(opening.closes_at, limit=limit_of(opening), largest_factor=largest)


def largest_factor(db: Session, course_id: int) -> Fraction:
    """The time factor of the learner of a class who has the most time."""
    factors = db.scalars(select(Seat.time_factor).where(Seat.course_id == course_id).distinct())
    return max([Fraction(1), *(Fraction(factor) for factor in factors)])

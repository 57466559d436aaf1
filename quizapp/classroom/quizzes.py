"""Making quizzes, giving them to a class, and the rules they are taken under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import audit
from quizapp.classroom.authoring import newest
from quizapp.classroom.live_asked import refuse_live
from quizapp.classroom.permissions import courses_with, require, require_bank, require_page
from quizapp.core import assembly
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.scoring import RULES
from quizapp.core.times import closed_for_all, deadline, in_time
from quizapp.core.visibility import FEEDBACK, moment_for_learner, sees
from quizapp.store import Attempt, BankPage, Course, Item, ItemTag, ItemVersion, Opening, Person, Quiz, QuizItem, Seat

COUNTS = {"highest": "Highest", "first": "First", "last": "Last", "average": "Average"}
LAYOUTS = {"page": "All questions on one page", "question": "One question at a time"}
MAX_QUESTIONS = 200


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


def create_quiz(
    db: Session, person: Person | None, course: Course, title: str, description: str = "", *, at: datetime
) -> Quiz:
    if person is not None:
        require(db, person, "quiz.write", course)
    title = " ".join(title.split())
    if not 1 <= len(title) <= 200:
        raise BadInput("Write a title of at most 200 characters for the quiz.")
    quiz = Quiz(course_id=course.id, title=title, description=description.strip(), created_at=at)
    db.add(quiz)
    db.flush()
    return quiz


def get_quiz(db: Session, person: Person, public_id: str, capability: str = "quiz.write") -> Quiz:
    quiz = db.scalar(select(Quiz).where(Quiz.public_id == public_id))
    if quiz is None:
        raise NotFound("There is no such quiz here, or it is not one of yours.")
    require(db, person, capability, quiz.course)
    return quiz


def quizzes_for(db: Session, person: Person) -> list[tuple[Quiz, int]]:
    """The quizzes of a person's classes with their number of questions, newest first."""
    courses = [course.id for course in courses_with(db, person, "quiz.read")]
    questions = select(func.count()).select_from(QuizItem).where(QuizItem.quiz_id == Quiz.id).scalar_subquery()
    rows = db.execute(
        select(Quiz, questions)
        .where(Quiz.course_id.in_(courses), Quiz.archived_at.is_(None))
        .options(selectinload(Quiz.course), selectinload(Quiz.openings))
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )
    return [(quiz, count) for quiz, count in rows]


def has_started(db: Session, quiz: Quiz) -> bool:
    return bool(db.scalar(select(Opening.id).where(Opening.quiz_id == quiz.id).limit(1)))


def require_draft(db: Session, quiz: Quiz) -> None:
    """Raises Conflict once the quiz has been given to a class."""
    if has_started(db, quiz):
        raise Conflict(
            f"“{quiz.title}” has been given to a class, so its questions are fixed: everyone gets the same. "
            "Make a copy to change them."
        )


def _hold_draft(db: Session, quiz: Quiz) -> None:
    """Keep a draft a draft until this transaction ends: who opens it waits on its row. Raises Conflict as above."""
    _hold(db, quiz)
    require_draft(db, quiz)


def _hold(db: Session, quiz: Quiz) -> None:
    """One at a time changes what is in a quiz or opens it; the questions are read again when it is our turn."""
    db.flush()
    db.execute(select(Quiz.id).where(Quiz.id == quiz.id).with_for_update())
    db.expire(quiz, ["items"])


def items_inside(db: Session, quiz: Quiz) -> set[int]:
    """Ids of the items that the quiz has a version of."""
    query = select(ItemVersion.item_id).join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
    return set(db.scalars(query.where(QuizItem.quiz_id == quiz.id)))


def add_questions(db: Session, person: Person | None, quiz: Quiz, items: Sequence[Item]) -> int:
    """Append the newest versions of questions; those already in the quiz are left. Returns how many were added."""
    if person is not None:
        require(db, person, "quiz.write", quiz.course)
        require_page(db, person, *(item.page for item in items))
    _hold_draft(db, quiz)
    inside = items_inside(db, quiz)
    fresh = [item for item in dict.fromkeys(items) if item.id not in inside]
    if unready := [item for item in fresh if item.status != "approved"]:
        raise BadInput(f"“{unready[0].stem_start}” is {unready[0].status}; approve it before it enters a quiz.")
    if len(inside) + len(fresh) > MAX_QUESTIONS:
        raise BadInput(f"A quiz has at most {MAX_QUESTIONS} questions; make two.")
    start = max((place.position for place in quiz.items), default=0)
    for offset, item in enumerate(fresh, 1):
        quiz.items.append(QuizItem(item_version_id=newest(db, item).id, position=start + offset))
    db.flush()
    return len(fresh)


def assemble(db: Session, person: Person, quiz: Quiz, plan: Sequence[tuple[str, int]], *, seed: int) -> int:
    """Fill a quiz from a quota per tag; the same seed chooses the same questions of the same bank."""
    if sum(count for _, count in plan) > MAX_QUESTIONS:
        raise BadInput(f"A quiz has at most {MAX_QUESTIONS} questions; lower the numbers.")
    mine = [course.id for course in require_bank(db, person)]
    rows = db.execute(
        select(Item.id, ItemTag.tag)
        .join(ItemTag, ItemTag.item_id == Item.id)
        .join(BankPage, BankPage.id == Item.page_id)
        .where(Item.status == "approved", (BankPage.course_id.is_(None)) | (BankPage.course_id.in_(mine)))
    )
    tags: dict[str, set[str]] = {}
    for item_id, tag in rows:
        tags.setdefault(f"{item_id:012d}", set()).add(tag)
    for item_id in items_inside(db, quiz):
        tags.pop(f"{item_id:012d}", None)
    chosen = assembly.draw(plan, {name: frozenset(all_tags) for name, all_tags in tags.items()}, seed=seed)
    items = {item.id: item for item in db.scalars(select(Item).where(Item.id.in_([int(name) for name in chosen])))}
    return add_questions(db, person, quiz, [items[int(name)] for name in chosen])


def remove_question(db: Session, person: Person, quiz: Quiz, public_id: str) -> None:
    require(db, person, "quiz.write", quiz.course)
    _hold_draft(db, quiz)
    quiz.items.remove(_place(quiz, public_id))
    db.flush()


def move_question(db: Session, person: Person, quiz: Quiz, public_id: str, *, up: bool) -> None:
    """Swap a question with its neighbour."""
    require(db, person, "quiz.write", quiz.course)
    _hold_draft(db, quiz)
    places = list(quiz.items)
    at = places.index(_place(quiz, public_id))
    other = at - 1 if up else at + 1
    if 0 <= other < len(places):
        places[at].position, places[other].position = places[other].position, places[at].position
        db.flush()
        db.expire(quiz, ["items"])


def _place(quiz: Quiz, public_id: str) -> QuizItem:
    for place in quiz.items:
        if place.public_id == public_id:
            return place
    raise NotFound("That question is not in this quiz any more; reload the page.")


def outdated(db: Session, quiz: Quiz) -> dict[int, int]:
    """Quiz item id → number of the newest version, where the quiz holds an older one."""
    rows = db.execute(
        select(QuizItem.id, Item.version_number)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(QuizItem.quiz_id == quiz.id, Item.version_number > ItemVersion.number)
    )
    return {place: number for place, number in rows}


def take_newest(db: Session, person: Person, quiz: Quiz) -> int:
    """Pin the newest version of every question of a draft quiz; returns how many moved."""
    require(db, person, "quiz.write", quiz.course)
    _hold_draft(db, quiz)
    old = outdated(db, quiz)
    for place in quiz.items:
        if place.id in old:
            place.item_version_id = newest(db, place.version.item).id
    db.flush()
    return len(old)


def copy_quiz(db: Session, person: Person, quiz: Quiz, course: Course, *, at: datetime) -> Quiz:
    """A draft with the same questions in their newest versions, in this class or another."""
    require(db, person, "quiz.write", quiz.course)
    copy = create_quiz(db, person, course, f"{quiz.title} (copy)"[:200], quiz.description, at=at)
    for place in quiz.items:
        if place.version.item.status == "approved":
            copy.items.append(QuizItem(item_version_id=newest(db, place.version.item).id, position=place.position))
    db.flush()
    return copy


def rename_quiz(db: Session, person: Person, quiz: Quiz, title: str, description: str) -> None:
    require(db, person, "quiz.write", quiz.course)
    if not title.strip():
        raise BadInput("Write a title for the quiz.")
    quiz.title, quiz.description = " ".join(title.split())[:200], description.strip()
    db.flush()


def archive_quiz(db: Session, person: Person, quiz: Quiz, *, at: datetime) -> None:
    """Take a quiz off the lists. Openings still running must be closed first; results stay."""
    require(db, person, "quiz.write", quiz.course)
    if any(opening.closes_at is None or opening.closes_at > at for opening in quiz.openings):
        raise Conflict(f"“{quiz.title}” is still open for a class; close it first.")
    quiz.archived_at = at
    audit.write(db, "quiz.archive", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()


# --- openings --------------------------------------------------------------------------------------------------


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
    given = (rules.feedback, rules.counts, rules.layout, rules.credit)
    if any(value not in table for value, table in zip(given, (FEEDBACK, COUNTS, LAYOUTS, RULES), strict=True)):
        raise BadInput("Choose one of the rules offered.")


def open_quiz(db: Session, person: Person | None, quiz: Quiz, rules: Rules, *, at: datetime) -> Opening:
    """Give a quiz to its class. From now on its questions are fixed."""
    if person is not None:
        require(db, person, "quiz.write", quiz.course)
    check_rules(rules)
    _hold(db, quiz)
    if not quiz.items:
        raise BadInput(f"“{quiz.title}” has no questions yet; add some first.")
    if rules.closes_at is not None and rules.closes_at <= at:
        raise BadInput("The closing time has passed; choose a later one.")
    opening = Opening(quiz_id=quiz.id, course_id=quiz.course_id, created_at=at)
    _apply(opening, rules)
    db.add(opening)
    audit.write(db, "quiz.open", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()
    return opening


def _apply(opening: Opening, rules: Rules) -> None:
    opening.opens_at, opening.closes_at = rules.opens_at, rules.closes_at
    opening.limit_seconds = rules.limit_minutes * 60 if rules.limit_minutes else None
    opening.attempts, opening.counts = rules.attempts, rules.counts
    opening.feedback, opening.layout = rules.feedback, rules.layout
    opening.credit, opening.shuffle_questions = rules.credit, rules.shuffle_questions


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
    )


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
    _apply(opening, rules)
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

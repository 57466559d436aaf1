"""Making quizzes, giving them to a class, and the rules they are taken under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import audit
from quizapp.classroom.authoring import newest
from quizapp.classroom.copies import family
from quizapp.classroom.permissions import courses_with, require, require_bank, require_page
from quizapp.core import assembly
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.store import BankPage, Course, Item, ItemTag, ItemVersion, Opening, Person, Quiz, QuizItem

MAX_QUESTIONS = 200


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
    hold(db, quiz)
    require_draft(db, quiz)


def hold(db: Session, quiz: Quiz) -> None:
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


def outdated_in_draft(db: Session, quiz: Quiz) -> int:
    """How many questions could still be taken in a newer version before the quiz is given; 0 once it was given."""
    return 0 if quiz.openings else len(outdated(db, quiz))


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
    """With it go its corrected copies, and what it is one of, unless they are called otherwise: they are one quiz."""
    require(db, person, "quiz.write", quiz.course)
    if not title.strip():
        raise BadInput("Write a title for the quiz.")
    named, described = quiz.title, quiz.description
    for one in family(db, quiz):
        if one.title == named:
            one.title = " ".join(title.split())[:200]
        if one.description == described:
            one.description = description.strip()
    db.flush()


def archive_quiz(db: Session, person: Person, quiz: Quiz, *, at: datetime) -> None:
    """Take a quiz off the lists. Openings still running must be closed first; results stay."""
    require(db, person, "quiz.write", quiz.course)
    if any(opening.closes_at is None or opening.closes_at > at for opening in quiz.openings):
        raise Conflict(f"“{quiz.title}” is still open for a class; close it first.")
    quiz.archived_at = at
    audit.write(db, "quiz.archive", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()


def relist_quiz(db: Session, person: Person, quiz: Quiz, *, at: datetime) -> None:
    """Put a quiz back among those of its class."""
    require(db, person, "quiz.write", quiz.course)
    quiz.archived_at = None
    audit.write(db, "quiz.relist", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()

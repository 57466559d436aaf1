"""May this person do this here? One table, asked by every verb.

A course that somebody does not belong to does not exist for them (NotFound); one they belong to without the right
is refused by name (NotAllowed).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.core.errors import NotAllowed, NotFound
from quizapp.store import BankPage, Course, Membership, Person

_OWNER = frozenset({"owner"})
_TEACHING = frozenset({"owner", "instructor"})
_STAFF = frozenset({"owner", "instructor", "observer"})

CAPABILITIES: Mapping[str, frozenset[str]] = {
    "course.create": _TEACHING,
    "course.read": _STAFF,
    "course.settings": _OWNER,
    "member.invite": _TEACHING,
    "member.change": _OWNER,
    "roster.read": _STAFF,
    "roster.write": _TEACHING,
    "learner.erase": _OWNER,
    "item.write": _TEACHING,
    "kind.show": _OWNER,
    "quiz.read": _STAFF,
    "quiz.write": _TEACHING,
    "live.host": _TEACHING,
    "result.read": _TEACHING,
}
"""Capability → roles that hold it. Observers see who is in the class and which quizzes it has; no keys, no results.

Who may make a further class is asked of all of one's classes: see `require_teaching`.
"""

NO_QUESTION = "There is no such question here, or it is not one of yours."
_WORDS = {
    "course.create": "make a class",
    "course.settings": "change the settings of this class",
    "member.change": "change who teaches this class",
    "item.write": "see or change its questions",
    "kind.show": "have a kind of questions shown again",
    "quiz.write": "change its quizzes",
    "live.host": "host a live room in it",
    "result.read": "see its results",
    "roster.write": "change its list of learners",
    "learner.erase": "erase its learners",
    "member.invite": "invite people",
}

# Put together once: each page asks these, and putting them together took longer than asking.
_ROLE = select(Membership.role).where(
    Membership.course_id == bindparam("course"), Membership.person_id == bindparam("person")
)
_IDS = select(Membership.course_id).where(
    Membership.person_id == bindparam("person"), Membership.role.in_(bindparam("roles", expanding=True))
)
_COURSES = (
    select(Course)
    .join(Membership, Membership.course_id == Course.id)
    .where(Membership.person_id == bindparam("person"), Membership.role.in_(bindparam("roles", expanding=True)))
    .order_by(Course.demonstration, Course.name, Course.id)
)


def role_in(db: Session, person: Person, course: Course) -> str | None:
    """owner, instructor or observer; None for a stranger."""
    return db.scalar(_ROLE, {"course": course.id, "person": person.id})


def require(db: Session, person: Person, capability: str, course: Course) -> str:
    """The person's role, if it holds the capability.

    Raises NotFound for strangers to the course and NotAllowed for members without the right.
    """
    role = role_in(db, person, course)
    if role is None:
        raise NotFound("There is no such class here, or it is not one of yours.")
    if role not in CAPABILITIES[capability]:
        raise NotAllowed(f"You may not {_WORDS[capability]}; ask the owner of “{course.name}”.")
    return role


def capabilities_of(role: str) -> frozenset[str]:
    """What a role may do; pages use it to offer only what will be accepted."""
    return frozenset(name for name, roles in CAPABILITIES.items() if role in roles)


def courses_with(db: Session, person: Person, capability: str) -> list[Course]:
    """The person's courses in which they hold the capability, by name."""
    return list(db.scalars(_COURSES, {"person": person.id, "roles": sorted(CAPABILITIES[capability])}))


def ids_of_courses_with(db: Session, person_id: int, capability: str) -> frozenset[int]:
    """The same courses by their ids alone."""
    return frozenset(db.scalars(_IDS, {"person": person_id, "roles": sorted(CAPABILITIES[capability])}))


def require_teaching(db: Session, person: Person) -> None:
    """Whether the person may make a class: only who teaches one already, because its owner may write questions.

    Otherwise an observer would come to the keys by way of an empty class of their own. Raises NotAllowed.
    """
    if not courses_with(db, person, "course.create"):
        raise NotAllowed("You may not make a class; ask the owner of your class to make you instructor there.")


def require_bank(db: Session, person: Person) -> list[Course]:
    """The courses whose questions the person may write; without any, the bank is not theirs to see."""
    courses = courses_with(db, person, "item.write")
    if not courses:
        raise NotAllowed(
            "You may not see questions with their keys; ask the owner of your class to make you instructor."
        )
    return courses


def require_page(db: Session, person: Person, *pages: BankPage) -> None:
    """Shared pages are open to everyone who teaches here; a course's pages to those who teach in it."""
    mine = {None, *(course.id for course in require_bank(db, person))}
    if any(page.course_id not in mine for page in pages):
        raise NotFound(NO_QUESTION)

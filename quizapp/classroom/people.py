"""Accounts: the first one by a one-time link, others by invitation; signing in and out; own sessions."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom import audit
from quizapp.classroom.permissions import require
from quizapp.classroom.secrets import new_token, token_hash
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.store import Course, Invitation, Membership, Person, SignIn

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=14)
INVITATION_LASTS = timedelta(days=7)
ROLES = {
    "instructor": "Instructor: makes questions and quizzes, sees results",
    "observer": "Observer: sees who is in the class and which quizzes it has, no keys and no results",
}
"""What somebody can be invited to do. Only an owner makes others owners, one by one."""

_SIGNED_IN = select(SignIn).where(SignIn.token_hash == bindparam("token"))

OWNER = {"owner": "Owner: everything an instructor does, and settings and staff of the class"}


def fold_login(login: str) -> str:
    return unicodedata.normalize("NFKC", login).casefold().strip()


def needs_owner(db: Session) -> bool:
    """Whether nobody has an account yet."""
    return db.scalar(select(func.count()).select_from(Person)) == 0


def first_invitation(db: Session, *, at: datetime) -> str:
    """A fresh token for the first account; earlier ones stop working."""
    db.execute(
        update(Invitation).where(Invitation.course_id.is_(None), Invitation.used_at.is_(None)).values(used_at=at)
    )
    return _invite(db, None, "owner", at=at)


def invite(db: Session, person: Person, course: Course, role: str, *, at: datetime) -> str:
    """A one-time token with which somebody joins the staff of a course."""
    require(db, person, "member.invite", course)
    if role not in ROLES:
        raise BadInput("Choose what the person will do: instructor or observer.")
    audit.write(db, "member.invite", person, course, at=at, role=role)
    return _invite(db, course, role, at=at)


def _invite(db: Session, course: Course | None, role: str, *, at: datetime) -> str:
    token = new_token()
    db.add(
        Invitation(
            token_hash=token_hash(token),
            course_id=course.id if course else None,
            role=role,
            created_at=at,
            expires_at=at + INVITATION_LASTS,
        )
    )
    db.flush()
    return token


def find_invitation(db: Session, token: str, *, at: datetime) -> Invitation:
    """The invitation behind a token. Raises NotFound when it is used, expired or unknown: no telling which."""
    found = db.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))
    if found is None or found.used_at is not None or found.expires_at <= at:
        raise NotFound(
            "This link has been used or has expired. Ask for a new one; "
            "for the first account, start “quizapp serve” again."
        )
    return found


def create_account(
    db: Session, invitation: Invitation, *, name: str, login: str, password_hash: str, at: datetime
) -> Person:
    """Make the account of whoever holds the link, and use the link up. Check and hash the password before."""
    login = fold_login(login)
    if db.scalar(select(Person.id).where(Person.login == login)):
        raise BadInput(
            f"The sign-in name “{login}” is taken; choose another, or sign in first and open the link again."
        )
    if invitation.course_id is None and not needs_owner(db):
        raise Conflict("This installation already has its owner; ask them for an invitation.")
    person = Person(name=" ".join(name.split()), login=login, password_hash=password_hash, created_at=at)
    db.add(person)
    db.flush()
    accept_invitation(db, invitation, person, at=at)
    return person


def accept_invitation(db: Session, invitation: Invitation, person: Person, *, at: datetime) -> None:
    """Join the staff the invitation is for; the first owner also gets the demonstration class.

    Raises Conflict for somebody who belongs there already, and leaves the link for the one it was meant for.
    """
    if invitation.course_id is not None and _belongs(db, invitation.course_id, person):
        raise Conflict("You belong to this class already; pass the link on to the person it is meant for.")
    taken = db.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=at)
        .returning(Invitation.id)
    )
    if taken.first() is None:
        raise Conflict("This link has just been used; ask for a new one.")
    if invitation.course_id is not None:
        courses = [invitation.course_id]
    else:
        courses = list(db.scalars(select(Course.id).where(Course.demonstration)))
    for course_id in courses:
        if not _belongs(db, course_id, person):
            db.add(Membership(course_id=course_id, person_id=person.id, role=invitation.role))
            course = db.get_one(Course, course_id)
            audit.write(db, "member.join", person, course, at=at, role=invitation.role)
    db.flush()


def _belongs(db: Session, course_id: int, person: Person) -> bool:
    query = select(Membership.id).where(Membership.course_id == course_id, Membership.person_id == person.id)
    return db.scalar(query) is not None


# --- the staff of a class --------------------------------------------------------------------------------------


def staff_of(db: Session, course: Course) -> list[Membership]:
    """Who teaches or observes here, by name."""
    query = select(Membership).join(Person, Person.id == Membership.person_id)
    query = query.where(Membership.course_id == course.id).options(joinedload(Membership.person))
    return list(db.scalars(query.order_by(Person.name, Person.id)))


def get_member(db: Session, person: Person, course: Course, public_id: str) -> Membership:
    """A member of the staff, for the owner. Raises NotFound or NotAllowed."""
    require(db, person, "member.change", course)
    query = select(Membership).join(Person, Person.id == Membership.person_id)
    member = db.scalar(query.where(Membership.course_id == course.id, Person.public_id == public_id))
    if member is None:
        raise NotFound("There is no such person in this class, or they were removed.")
    return member


def change_role(db: Session, person: Person, member: Membership, role: str, *, at: datetime) -> None:
    """Give a member another role. Raises Conflict for the last owner."""
    require(db, person, "member.change", member.course)
    if role not in ROLES | OWNER:
        raise BadInput("Choose what the person does: owner, instructor or observer.")
    if role == member.role:
        return
    _keep_an_owner(db, member)
    member.role = role
    _end_invitations(db, member.course, at=at)
    audit.write(db, "member.change", person, member.course, at=at, member=member.person.public_id, role=role)
    db.flush()


def remove_member(db: Session, person: Person, member: Membership, *, at: datetime) -> None:
    """Take somebody off the staff; their account stays. Raises Conflict for the last owner."""
    require(db, person, "member.change", member.course)
    _keep_an_owner(db, member)
    _end_invitations(db, member.course, at=at)
    audit.write(db, "member.remove", person, member.course, at=at, member=member.person.public_id)
    db.delete(member)
    db.flush()


def _keep_an_owner(db: Session, member: Membership) -> None:
    """Locks the owners' rows: on PostgreSQL two owners could otherwise remove each other at once."""
    query = select(Membership.id).where(Membership.course_id == member.course_id, Membership.role == "owner")
    if list(db.scalars(query.with_for_update())) == [member.id]:
        raise Conflict(
            f"{member.person.name} is the only owner of “{member.course.name}”; make somebody else owner first."
        )


def _end_invitations(db: Session, course: Course, *, at: datetime) -> None:
    """Whoever leaves may know a link that nobody has used, and would come back with it."""
    open_links = update(Invitation).where(Invitation.course_id == course.id, Invitation.used_at.is_(None))
    db.execute(open_links.values(used_at=at))


# --- signing in ------------------------------------------------------------------------------------------------


def person_with_login(db: Session, login: str) -> Person | None:
    return db.scalar(select(Person).where(Person.login == fold_login(login)))


def sign_in(db: Session, person: Person, *, device: str, at: datetime) -> str:
    """A new session row; returns the token for the cookie, which is stored only as a hash."""
    token = new_token()
    db.add(
        SignIn(
            token_hash=token_hash(token),
            person_id=person.id,
            device=device[:80],
            created_at=at,
            last_seen_at=at,
            expires_at=at + ABSOLUTE,
        )
    )
    db.flush()
    return token


def signed_in(db: Session, token: str, *, at: datetime) -> SignIn | None:
    """The live session behind a cookie's token; None when revoked, idle too long or expired."""
    row = db.scalar(_SIGNED_IN, {"token": token_hash(token)})
    if row is None or row.revoked_at is not None or row.expires_at <= at or row.last_seen_at + IDLE <= at:
        return None
    return row


def touch(db: Session, sign_in_id: int, *, at: datetime) -> None:
    """Note that a session is in use; callers do so at most once a minute."""
    db.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=at))


def open_sign_ins(db: Session, person: Person, *, at: datetime) -> list[SignIn]:
    rows = db.scalars(
        select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.last_seen_at.desc())
    )
    return [row for row in rows if row.last_seen_at + IDLE > at]


def sign_out(db: Session, person: Person, public_id: str, *, at: datetime) -> None:
    """End one of the person's own sessions, on this device or another."""
    row = db.scalar(select(SignIn).where(SignIn.public_id == public_id, SignIn.person_id == person.id))
    if row is None:
        raise NotFound("That device is not signed in any more.")
    row.revoked_at = at
    db.flush()


def sign_out_others(db: Session, person: Person, here: str, *, at: datetime) -> None:
    """End all sessions of the person but this one, given by its public id."""
    others = update(SignIn).where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None), SignIn.public_id != here)
    db.execute(others.values(revoked_at=at))


def change_password(db: Session, person: Person, new_hash: str, *, keep: SignIn | None, at: datetime) -> None:
    """Set a new password and end all other sessions of the person."""
    person.password_hash = new_hash
    ended = update(SignIn).where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None)).values(revoked_at=at)
    db.execute(ended.where(SignIn.id != keep.id) if keep else ended)
    db.flush()


def check_login(login: str) -> None:
    """Raises BadInput for a sign-in name that would be mistyped."""
    folded = fold_login(login)
    if not 2 <= len(folded) <= 80 or not folded.isprintable() or " " in folded:
        raise BadInput("A sign-in name has 2 to 80 characters and no spaces.")

"""Accounts, invitations, sessions and the staff of a class."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, people
from quizapp.classroom.permissions import role_in
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.store import AuditEntry, Invitation, Membership, Person
from quizapp.store.engine import Store
from tests.conftest import Cast
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)


def an_account(db: Session, token: str, login: str = "dara") -> Person:
    invitation = people.find_invitation(db, token, at=NOON)
    return people.create_account(db, invitation, name="Dara", login=login, password_hash="hash", at=NOON)


def what(db: Session) -> list[str]:
    return list(db.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


# --- the first account -----------------------------------------------------------------------------------------


def test_it_gives_the_first_account_the_demonstration_class(db: Session) -> None:
    demonstration = courses.create_course(db, None, "Demonstration", time_zone="UTC", at=NOON, demonstration=True)
    assert people.needs_owner(db)
    owner = an_account(db, people.first_invitation(db, at=NOON))
    assert not people.needs_owner(db)
    assert role_in(db, owner, demonstration) == "owner"


def test_it_makes_one_owner_from_one_link(db: Session) -> None:
    token = people.first_invitation(db, at=NOON)
    an_account(db, token)
    with pytest.raises(NotFound, match="used or has expired"):
        people.find_invitation(db, token, at=NOON)


def test_it_ends_an_earlier_first_link_when_a_new_one_is_printed(db: Session) -> None:
    old, new = people.first_invitation(db, at=NOON), people.first_invitation(db, at=NOON)
    with pytest.raises(NotFound):
        people.find_invitation(db, old, at=NOON)
    assert people.find_invitation(db, new, at=NOON).role == "owner"


def test_it_makes_no_second_owner_of_the_installation(db: Session, cast: Cast) -> None:
    with pytest.raises(Conflict, match="already has its owner"):
        an_account(db, people.first_invitation(db, at=NOON))


# --- invitations -----------------------------------------------------------------------------------------------


def test_it_takes_a_colleague_in_by_a_link_that_works_once(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.ben, cast.course, "observer", at=NOON)
    dara = an_account(db, token)
    assert role_in(db, dara, cast.course) == "observer"
    assert role_in(db, dara, cast.other_course) is None
    assert "member.join" in what(db)
    with pytest.raises(NotFound):
        people.find_invitation(db, token, at=NOON)


def test_it_keeps_only_the_hash_of_a_link(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.amira, cast.course, "instructor", at=NOON)
    assert all(token not in row.token_hash for row in db.scalars(select(Invitation)))


def test_it_lets_a_link_expire_after_a_week(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.amira, cast.course, "instructor", at=NOON)
    people.find_invitation(db, token, at=NOON + timedelta(days=6))
    with pytest.raises(NotFound):
        people.find_invitation(db, token, at=NOON + timedelta(days=7))


def test_it_refuses_a_second_use_that_began_before_the_first_was_done(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.amira, cast.course, "instructor", at=NOON)
    invitation = people.find_invitation(db, token, at=NOON)
    people.accept_invitation(db, invitation, cast.noor, at=NOON)
    stranger = Person(name="Eve", login="eve", password_hash="x", created_at=NOON)
    db.add(stranger)
    db.flush()
    with pytest.raises(Conflict, match="just been used"):
        people.accept_invitation(db, invitation, stranger, at=NOON)


def test_it_leaves_the_link_for_its_addressee_when_a_member_opens_it(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.amira, cast.course, "observer", at=NOON)
    with pytest.raises(Conflict, match="already"):
        people.accept_invitation(db, people.find_invitation(db, token, at=NOON), cast.ben, at=NOON)
    assert role_in(db, cast.ben, cast.course) == "instructor"
    assert people.find_invitation(db, token, at=NOON)


def test_it_lets_only_those_who_teach_invite_and_nobody_to_owner(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        people.invite(db, cast.ina, cast.course, "observer", at=NOON)
    with pytest.raises(NotFound):
        people.invite(db, cast.noor, cast.course, "observer", at=NOON)
    with pytest.raises(BadInput):
        people.invite(db, cast.amira, cast.course, "owner", at=NOON)


def test_it_refuses_a_sign_in_name_that_is_taken_in_other_capitals(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.amira, cast.course, "observer", at=NOON)
    with pytest.raises(BadInput, match="taken"):
        an_account(db, token, login="  AMIRA ")
    assert people.find_invitation(db, token, at=NOON)


@pytest.mark.parametrize("login", ["d", "da ra", "da\u200bra", "d" * 81])
def test_it_refuses_a_sign_in_name_that_would_be_mistyped(login: str) -> None:
    with pytest.raises(BadInput, match="no spaces"):
        people.check_login(login)


# --- sessions --------------------------------------------------------------------------------------------------


def test_it_knows_a_browser_by_its_token_until_it_signs_out(db: Session, cast: Cast) -> None:
    token = people.sign_in(db, cast.amira, device="Firefox on Linux", at=NOON)
    row = people.signed_in(db, token, at=LATER)
    assert row is not None
    assert row.person.name == "Amira"
    assert people.signed_in(db, "another token", at=LATER) is None
    people.sign_out(db, cast.amira, row.public_id, at=LATER)
    assert people.signed_in(db, token, at=LATER) is None


def test_it_ends_a_session_that_idles_and_one_that_is_old(db: Session, cast: Cast) -> None:
    token = people.sign_in(db, cast.amira, device="", at=NOON)
    row = people.signed_in(db, token, at=NOON)
    assert row is not None
    assert people.signed_in(db, token, at=NOON + people.IDLE) is None
    for days in range(14):
        people.touch(db, row.id, at=NOON + timedelta(days=days, hours=12))
    db.expire_all()
    assert people.signed_in(db, token, at=NOON + timedelta(days=13, hours=23))
    assert people.signed_in(db, token, at=NOON + people.ABSOLUTE) is None


def test_it_does_not_let_ben_end_a_session_of_amira(db: Session, cast: Cast) -> None:
    token = people.sign_in(db, cast.amira, device="", at=NOON)
    row = people.signed_in(db, token, at=NOON)
    assert row is not None
    with pytest.raises(NotFound):
        people.sign_out(db, cast.ben, row.public_id, at=NOON)
    assert people.signed_in(db, token, at=NOON)


def test_it_ends_all_other_sessions_when_the_password_changes(db: Session, cast: Cast) -> None:
    here, there = (people.sign_in(db, cast.amira, device=name, at=NOON) for name in ("here", "there"))
    bens = people.sign_in(db, cast.ben, device="", at=NOON)
    keep = people.signed_in(db, here, at=NOON)
    amira = db.get_one(Person, cast.amira.id)
    people.change_password(db, amira, "new hash", keep=keep, at=LATER)
    db.expire_all()
    assert [row.device for row in people.open_sign_ins(db, amira, at=LATER)] == ["here"]
    assert people.signed_in(db, there, at=LATER) is None
    assert people.signed_in(db, bens, at=LATER)
    people.change_password(db, amira, "newer hash", keep=None, at=LATER)
    db.expire_all()
    assert people.open_sign_ins(db, amira, at=LATER) == []


# --- the staff of a class --------------------------------------------------------------------------------------


def member(db: Session, cast: Cast, person: Person) -> Membership:
    return people.get_member(db, cast.amira, cast.course, person.public_id)


def test_it_lists_the_staff_of_this_class_only(db: Session, cast: Cast) -> None:
    assert [(m.person.name, m.role) for m in people.staff_of(db, cast.course)] == [
        ("Amira", "owner"),
        ("Ben", "instructor"),
        ("Ina", "observer"),
    ]


def test_it_takes_ben_off_and_writes_it_down(db: Session, cast: Cast) -> None:
    people.remove_member(db, cast.amira, member(db, cast, cast.ben), at=NOON)
    assert role_in(db, cast.ben, cast.course) is None
    assert what(db)[-1] == "member.remove"


def test_it_ends_unused_links_when_somebody_is_taken_off_who_may_know_them(db: Session, cast: Cast) -> None:
    token = people.invite(db, cast.ben, cast.course, "instructor", at=NOON)
    elsewhere = people.invite(db, cast.noor, cast.other_course, "instructor", at=NOON)
    people.remove_member(db, cast.amira, member(db, cast, cast.ben), at=NOON)
    db.expire_all()
    with pytest.raises(NotFound):
        people.find_invitation(db, token, at=NOON)
    assert people.find_invitation(db, elsewhere, at=NOON)


def test_it_keeps_the_last_owner(db: Session, cast: Cast) -> None:
    amira = member(db, cast, cast.amira)
    with pytest.raises(Conflict, match="only owner"):
        people.remove_member(db, cast.amira, amira, at=NOON)
    with pytest.raises(Conflict, match="only owner"):
        people.change_role(db, cast.amira, amira, "observer", at=NOON)
    people.change_role(db, cast.amira, member(db, cast, cast.ben), "owner", at=NOON)
    people.remove_member(db, cast.amira, amira, at=NOON)
    assert [m.person.name for m in people.staff_of(db, cast.course)] == ["Ben", "Ina"]


def test_it_lets_only_the_owner_change_the_staff(db: Session, cast: Cast) -> None:
    ben = member(db, cast, cast.ben)
    for person in (cast.ben, cast.ina):
        with pytest.raises(NotAllowed):
            people.change_role(db, person, ben, "owner", at=NOON)
        with pytest.raises(NotAllowed):
            people.remove_member(db, person, ben, at=NOON)
    with pytest.raises(NotFound):
        people.get_member(db, cast.noor, cast.course, cast.ben.public_id)
    with pytest.raises(NotFound):
        people.get_member(db, cast.amira, cast.course, cast.noor.public_id)
    with pytest.raises(BadInput):
        people.change_role(db, cast.amira, ben, "king", at=NOON)


def test_it_stores_who_was_changed_for_good(store: Store, cast: Cast) -> None:
    with store.writing() as db:
        people.change_role(db, cast.amira, member(db, cast, cast.ina), "instructor", at=NOON)
        db.commit()
    with store.reading() as db:
        assert role_in(db, cast.ina, cast.course) == "instructor"

"""Who may do what in a class: every capability for every role, and strangers who learn nothing."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import courses
from quizapp.classroom.permissions import (
    CAPABILITIES,
    capabilities_of,
    courses_with,
    require,
    require_bank,
    require_page,
    role_in,
)
from quizapp.core.errors import NotAllowed, NotFound
from tests.conftest import Cast
from tests.factories import NOON, a_page

OBSERVER_READS = {"course.read", "roster.read", "quiz.read"}
ONLY_THE_OWNER = {"course.settings", "member.change", "learner.erase", "kind.show"}


@pytest.mark.parametrize("capability", sorted(CAPABILITIES))
def test_it_lets_the_owner_do_everything(db: Session, cast: Cast, capability: str) -> None:
    assert require(db, cast.amira, capability, cast.course) == "owner"


@pytest.mark.parametrize("capability", sorted(CAPABILITIES))
def test_it_lets_ben_teach_but_not_change_the_class_itself(db: Session, cast: Cast, capability: str) -> None:
    if capability in ONLY_THE_OWNER:
        with pytest.raises(NotAllowed, match="ask the owner"):
            require(db, cast.ben, capability, cast.course)
    else:
        assert require(db, cast.ben, capability, cast.course) == "instructor"


@pytest.mark.parametrize("capability", sorted(CAPABILITIES))
def test_it_lets_ina_look_at_people_and_quizzes_only(db: Session, cast: Cast, capability: str) -> None:
    if capability in OBSERVER_READS:
        assert require(db, cast.ina, capability, cast.course) == "observer"
    else:
        with pytest.raises(NotAllowed, match="History 9"):
            require(db, cast.ina, capability, cast.course)


@pytest.mark.parametrize("capability", sorted(CAPABILITIES))
def test_it_does_not_tell_noor_that_the_class_exists(db: Session, cast: Cast, capability: str) -> None:
    assert role_in(db, cast.noor, cast.course) is None
    with pytest.raises(NotFound) as refused:
        require(db, cast.noor, capability, cast.course)
    assert "History 9" not in str(refused.value)


def test_it_offers_a_role_what_the_table_gives_it() -> None:
    assert capabilities_of("observer") == OBSERVER_READS
    assert capabilities_of("owner") - capabilities_of("instructor") == ONLY_THE_OWNER
    assert capabilities_of("passer-by") == frozenset()


def test_it_lists_ones_own_classes_only_and_the_demonstration_last(db: Session, cast: Cast) -> None:
    courses.create_course(db, cast.amira, "A first look", time_zone="UTC", at=NOON, demonstration=True)
    assert [course.name for course in courses_with(db, cast.amira, "course.read")] == ["History 9", "A first look"]
    assert courses_with(db, cast.ina, "item.write") == []
    assert [course.name for course in courses_with(db, cast.noor, "item.write")] == ["History 10"]


def test_it_keeps_the_questions_from_somebody_who_only_observes(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="keys"):
        require_bank(db, cast.ina)
    assert [course.name for course in require_bank(db, cast.ben)] == ["History 9"]


def test_it_opens_a_class_page_to_its_teachers_and_a_shared_page_to_all_who_teach(db: Session, cast: Cast) -> None:
    own, shared = a_page(db, course=cast.course), a_page(db)
    require_page(db, cast.ben, own)
    require_page(db, cast.noor, shared)
    with pytest.raises(NotFound):
        require_page(db, cast.noor, own)
    with pytest.raises(NotAllowed):
        require_page(db, cast.ina, shared)

"""Classes, the seats in them, and the codes that open them."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from quizapp.classroom import bank_pages, courses, taking
from quizapp.classroom.permissions import require_bank
from quizapp.classroom.secrets import grouped
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.store import AuditEntry, Course, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import answer
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_quiz, an_attempt, an_opening

KEY = SECRET.encode()
LATER = NOON + timedelta(hours=1)


def join(db: Session, course: Course, name: str) -> Seat:
    return courses.join(db, course, name, secret=KEY, at=NOON)[0]


def own(db: Session, seat: Seat) -> Seat:
    return db.get_one(Seat, seat.id)


def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


# --- classes ---------------------------------------------------------------------------------------------------


def test_it_makes_whoever_makes_a_class_its_owner(db: Session, cast: Cast) -> None:
    made = courses.create_course(db, cast.ina, "  Art   7 ", time_zone="Asia/Tokyo", at=NOON)
    assert (made.name, made.joining_open, str(courses.zone_of(made))) == ("Art 7", True, "Asia/Tokyo")
    courses.change_settings(db, cast.ina, made, name="Art 8", time_zone="UTC", joining_open=False, at=NOON)
    assert (made.name, made.joining_open) == ("Art 8", False)


def test_times_of_the_bank_are_in_the_zone_of_the_classes_beside_the_demonstration(db: Session, cast: Cast) -> None:
    def zone(*zones: str, demonstration: bool = False) -> str:
        made = [courses.create_course(db, None, "Art 7", time_zone=one, at=NOON) for one in zones]
        shown = [courses.create_course(db, None, "D", time_zone="UTC", at=NOON, demonstration=True)] * demonstration
        return bank_pages.own_zone([*made, *shown])

    assert zone("Europe/Prague", "Europe/Prague", demonstration=True) == "Europe/Prague"
    assert zone("Europe/Prague", "Asia/Tokyo") == "UTC"
    assert zone(demonstration=True) == "UTC"


def test_it_lets_only_who_teaches_somewhere_make_a_further_class(db: Session, cast: Cast) -> None:
    for person in (cast.amira, cast.ben):
        assert courses.add_course(db, person, "Art 7", time_zone="UTC", at=NOON).name == "Art 7"
    with pytest.raises(NotAllowed, match="may not make a class"):
        courses.add_course(db, cast.ina, "Art 7", time_zone="UTC", at=NOON)
    with pytest.raises(NotAllowed):
        require_bank(db, cast.ina)


@pytest.mark.parametrize(("name", "zone"), [("", "UTC"), ("n" * 121, "UTC"), ("Art", "Berlin"), ("Art", "../etc")])
def test_it_refuses_a_class_without_a_name_or_in_no_known_zone(db: Session, cast: Cast, name: str, zone: str) -> None:
    with pytest.raises(BadInput):
        courses.create_course(db, cast.ina, name, time_zone=zone, at=NOON)


def test_it_lets_only_the_owner_change_settings(db: Session, cast: Cast) -> None:
    for person, error in ((cast.ben, NotAllowed), (cast.ina, NotAllowed), (cast.noor, NotFound)):
        with pytest.raises(error):
            courses.change_settings(
                db, person, course(db, cast), name="Ours", time_zone="UTC", joining_open=True, at=NOON
            )


def test_it_finds_a_class_for_those_who_belong_to_it(db: Session, cast: Cast) -> None:
    assert courses.get_course(db, cast.ina, cast.course.public_id).name == "History 9"
    for person, wanted in ((cast.noor, cast.course.public_id), (cast.amira, "nowhere")):
        with pytest.raises(NotFound):
            courses.get_course(db, person, wanted)


def test_it_finds_the_class_of_a_code_however_it_is_typed_until_there_is_a_new_one(db: Session, cast: Cast) -> None:
    old = cast.course.join_code
    assert courses.course_with_code(db, f" {grouped(old).lower()} ").id == cast.course.id
    courses.renew_join_code(db, cast.ben, course(db, cast), at=NOON)
    with pytest.raises(NotFound, match="No class has this code"):
        courses.course_with_code(db, old)
    with pytest.raises(NotAllowed):
        courses.renew_join_code(db, cast.ina, course(db, cast), at=NOON)


# --- seats -----------------------------------------------------------------------------------------------------


def test_it_refuses_a_second_learner_of_the_same_name_in_one_class_only(db: Session, cast: Cast) -> None:
    for taken in ("Lin", "lin", "Lín", " L\u200bin".replace("\u200b", "")):
        with pytest.raises(BadInput, match="in this class already"):
            join(db, course(db, cast), taken)
    assert join(db, course(db, cast), "Omar").name == "Omar"


def test_it_takes_nobody_in_while_joining_is_closed_but_lets_codes_in(db: Session, cast: Cast) -> None:
    closed = course(db, cast)
    courses.change_settings(db, cast.amira, closed, name="History 9", time_zone="UTC", joining_open=False, at=NOON)
    with pytest.raises(Conflict, match="takes no new learners now"):
        join(db, closed, "Dara")
    assert courses.claim(db, courses.personal_code(cast.lin, KEY), at=NOON).name == "Lin"


def test_it_is_full_at_some_point_and_says_so(db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "MAX_SEATS", 3)
    join(db, course(db, cast), "Third")
    with pytest.raises(BadInput, match="3 of 3 seats"):
        join(db, course(db, cast), "Fourth")
    lines = courses.read_roster(db, cast.course, "Fourth")
    with pytest.raises(BadInput, match="3 of 3 seats"):
        courses.add_roster(db, cast.amira, course(db, cast), lines, secret=KEY, at=NOON)
    courses.remove_seat(db, cast.ben, own(db, cast.gus), at=NOON)
    assert join(db, course(db, cast), "Fourth").name == "Fourth"


def test_it_notes_the_first_use_of_a_personal_code_and_only_that(db: Session, cast: Cast) -> None:
    code = courses.personal_code(cast.lin, KEY)
    assert courses.seat_with_code(db, code).first_used_at is None
    assert courses.claim(db, grouped(code).lower(), at=LATER).first_used_at == LATER
    assert courses.claim(db, code, at=LATER + timedelta(days=1)).first_used_at == LATER
    with pytest.raises(NotFound, match="personal code"):
        courses.claim(db, "ABCDEFGHJK", at=NOON)


def test_it_ends_the_old_code_and_every_device_when_a_code_is_renewed(db: Session, cast: Cast) -> None:
    lin, carried = own(db, cast.lin), [(cast.lin.public_id, cast.lin.generation)]
    old = courses.personal_code(lin, KEY)
    courses.renew_seat_code(db, cast.ben, lin, secret=KEY, at=NOON)
    assert courses.live_seats(db, carried) == []
    with pytest.raises(NotFound):
        courses.claim(db, old, at=NOON)
    assert courses.claim(db, courses.personal_code(lin, KEY), at=NOON).id == lin.id


def test_it_ends_a_removed_seat_and_frees_its_name(db: Session, cast: Cast) -> None:
    gus = own(db, cast.gus)
    courses.remove_seat(db, cast.ben, gus, at=NOON)
    assert [seat.name for seat in courses.seats_of(db, cast.course)] == ["Lin"]
    assert courses.live_seats(db, [(gus.public_id, gus.generation), (gus.public_id, gus.generation - 1)]) == []
    with pytest.raises(NotFound):
        courses.claim(db, courses.personal_code(gus, KEY), at=NOON)
    with pytest.raises(NotFound, match="removed"):
        courses.get_seat(db, cast.ben, cast.course, gus.public_id)
    assert join(db, course(db, cast), "Gus").id != gus.id


def test_it_does_not_reach_learners_of_another_class(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        courses.get_seat(db, cast.amira, cast.course, cast.omar.public_id)
    with pytest.raises(NotFound):
        courses.get_seat(db, cast.noor, cast.course, cast.lin.public_id)
    with pytest.raises(NotAllowed):
        courses.get_seat(db, cast.ina, cast.course, cast.lin.public_id)
    for verb in (courses.remove_seat, lambda *a, at: courses.renew_seat_code(*a, secret=KEY, at=at)):
        with pytest.raises(NotAllowed):
            verb(db, cast.ina, own(db, cast.lin), at=NOON)


def test_it_renames_a_learner_to_a_free_name_only(db: Session, cast: Cast) -> None:
    lin = own(db, cast.lin)
    courses.change_seat(db, cast.ben, lin, name="lin", school_id="12", time_factor="1.5", at=NOON)
    assert (lin.name, lin.school_id, courses.factor_of(lin)) == ("lin", "12", Fraction(3, 2))
    with pytest.raises(BadInput, match="add an initial"):
        courses.change_seat(db, cast.ben, lin, name="GUS", school_id="", time_factor="1", at=NOON)
    with pytest.raises(BadInput, match="time factors"):
        courses.change_seat(db, cast.ben, lin, name="Lin", school_id="", time_factor="99", at=NOON)


def test_it_extends_a_running_attempt_when_extra_time_is_given_during_it(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, cast.course), limit_minutes=20)
    attempt = an_attempt(db, opening, cast.lin)
    assert attempt.deadline_at == NOON + timedelta(minutes=20)
    at = NOON + timedelta(minutes=10)
    courses.change_seat(db, cast.ben, own(db, cast.lin), name="Lin", school_id="", time_factor="1.5", at=at)
    assert attempt.deadline_at == NOON + timedelta(minutes=30)


def test_it_does_not_revive_an_attempt_whose_time_is_over(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, cast.course), limit_minutes=20)
    attempt = an_attempt(db, opening, cast.lin)
    courses.change_seat(db, cast.ben, own(db, cast.lin), name="Lin", school_id="", time_factor="10", at=LATER)
    assert taking.has_ended(attempt, at=LATER)


def test_it_clears_out_only_who_joined_with_the_code_and_has_answered_nothing(db: Session, cast: Cast) -> None:
    here, opening = course(db, cast), an_opening(db, a_quiz(db, course(db, cast)))
    started, stranger = join(db, here, "Started"), join(db, here, "Stranger")
    an_attempt(db, opening, started)
    answer(db, an_attempt(db, opening, own(db, cast.gus)), (0,))
    with pytest.raises(NotAllowed):
        courses.remove_unanswered(db, cast.ina, here, at=NOON)
    assert [seat.name for seat in courses.unanswered_seats(db, cast.ben, here)] == ["Started", "Stranger"]
    assert courses.remove_unanswered(db, cast.ben, here, at=NOON) == 2
    assert [seat.name for seat in courses.seats_of(db, here)] == ["Gus", "Lin"]
    assert courses.live_seats(db, [(stranger.public_id, 1), (stranger.public_id, 2)]) == []
    assert [seat.name for seat in courses.seats_of(db, cast.other_course)] == ["Omar"]


def test_it_counts_attempts_for_each_learner_in_one_query(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, cast.course), attempts=0)
    for hour in range(2):
        attempt = an_attempt(db, opening, cast.lin, at=NOON + timedelta(hours=hour))
        taking.finish(db, attempt, at=NOON + timedelta(hours=hour, minutes=5))
    assert courses.activity_in(db, cast.course) == {cast.lin.id: (2, LATER)}
    assert courses.activity_in(db, cast.other_course) == {}


def test_it_adds_a_whole_roster_with_a_code_for_each(db: Session, cast: Cast) -> None:
    lines = courses.read_roster(db, cast.course, "Lin\nAnna, 4711\nBo")
    assert courses.add_roster(db, cast.ben, course(db, cast), lines, secret=KEY, at=NOON) == 2
    anna = courses.seats_of(db, cast.course)[0]
    assert (anna.name, anna.school_id, anna.first_used_at) == ("Anna", "4711", None)
    assert courses.claim(db, courses.personal_code(anna, KEY), at=NOON).id == anna.id
    entry = db.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.what, entry.detail) == ("roster.add", {"seats": 2})


def test_it_lets_an_observer_add_nobody(db: Session, cast: Cast) -> None:
    lines = courses.read_roster(db, cast.course, "Anna")
    with pytest.raises(NotAllowed):
        courses.add_roster(db, cast.ina, course(db, cast), lines, secret=KEY, at=NOON)


def test_it_adds_a_large_roster_in_as_many_statements_as_a_small_one(store: Store, cast: Cast) -> None:
    """Others wait while it writes."""
    counts = []
    for prefix, size in (("A", 2), ("B", 200)):
        statements: list[str] = []
        with store.writing() as db:
            lines = courses.read_roster(db, cast.course, "\n".join(f"{prefix} {n}" for n in range(size)))
            event.listen(db.get_bind(), "before_cursor_execute", lambda *a, s=statements: s.append(a[2]))
            courses.add_roster(db, cast.amira, course(db, cast), lines, secret=KEY, at=NOON)
            db.commit()
        counts.append(len(statements))
    assert counts[1] == counts[0]

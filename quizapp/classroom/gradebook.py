"""The gradebook of a class: every learner, every quiz, and one figure out of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom import audit
from quizapp.classroom.courses import zone_of
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.exports import Cell, number_cell
from quizapp.classroom.grading import corrections_in, out_of, with_corrections
from quizapp.classroom.live_asked import Asked, asked_in
from quizapp.classroom.openings import COUNTS
from quizapp.classroom.overview import state_of_opening
from quizapp.classroom.permissions import require
from quizapp.classroom.results import Marking, held_in
from quizapp.classroom.taking import Held, has_ended
from quizapp.core.errors import BadInput
from quizapp.core.grades import live_weight, overall
from quizapp.core.scoring import counted, shown
from quizapp.store import Attempt, Course, GradeWeight, Opening, Person, Seat

MAX_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One opening: what tells it from others of its title, full marks, its weight, and whether it is over."""

    opening: Opening
    told_apart: str
    out_of: Fraction
    weight: Fraction
    closed: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """One learner in one opening. Without a score, `state` tells missing (closed), answering, not started, and not in
    the room: who was not there when a quiz was played live has missed no work.

    `out_of` is what the score is out of: in a live run, the questions that were asked while the learner was there.
    """

    score: Fraction | None
    out_of: Fraction
    share: Fraction | None
    attempts: int
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """One learner; `overall` is the weighted mean of shares of full marks."""

    seat: Seat
    grades: tuple[Grade, ...]
    overall: Fraction | None


@dataclass(frozen=True, slots=True)
class Gradebook:
    course: Course
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    counts: str
    missing_is_zero: bool


def gradebook(
    db: Session, desk: Desk, course: Course, *, at: datetime, counts: str = "", missing_is_zero: bool = False
) -> Gradebook:
    """The gradebook, from nine queries however many learners and quizzes there are.

    `counts` decides for all quizzes which attempt counts, a name in `openings.COUNTS`; empty leaves it to each.
    With `missing_is_zero`, a quiz that is closed and was not taken counts 0; one that is still open never does.

    Raises BadInput for an unknown choice.
    """
    if counts and counts not in COUNTS:
        raise BadInput(f"“{counts}” is no choice; choose one of: {', '.join(COUNTS)}.")
    openings = db.scalars(
        select(Opening).where(Opening.course_id == course.id).options(joinedload(Opening.quiz)).order_by(Opening.id)
    ).all()
    ids = [opening.id for opening in openings]
    corrections = corrections_in(db, ids)
    asked_of = asked_in(db, openings)
    weights = _weights(db, openings, asked_of)
    held = held_in(db, Attempt.opening_id.in_(ids))
    attempts: dict[tuple[int, int], list[Attempt]] = {}
    for attempt in db.scalars(select(Attempt).where(Attempt.opening_id.in_(ids)).order_by(Attempt.number)):
        attempts.setdefault((attempt.opening_id, attempt.seat_id), []).append(attempt)
    seats = db.scalars(
        select(Seat)
        .where(
            Seat.course_id == course.id, Seat.removed_at.is_(None), Seat.origin != "live"
        )  # guests are not on the list
        .order_by(Seat.name_key, Seat.id)
    ).all()
    columns, marking = [], {}
    shown_here = [opening for opening in openings if not opening.live or _answered(opening, attempts, held)]
    told_apart = _told_apart(shown_here, course)
    for opening in shown_here:
        places = with_corrections(
            desk.sheet(db, opening.quiz_id, opening.public_id).places, corrections.get(opening.id, {})
        )
        if opening.live:
            places = asked_of[opening.id].of(places)
        closed = state_of_opening(opening, at=at).name == "closed"
        columns.append(Column(opening, told_apart[opening.id], out_of(places), weights[opening.id], closed))
        marking[opening.id] = places, Marking(places, opening.credit)
    rows = []
    for seat in seats:
        grades = []
        for column in columns:
            opening = column.opening
            tries = attempts.get((opening.id, seat.id), [])
            places, marks = marking[opening.id]
            ended = [
                _earned(places, marks.of(held.get(one.id, {})), asked_of.get(opening.id), one)
                for one in tries
                if has_ended(one, at=at)
            ]
            score = counted([earned for earned, _ in ended], counts or opening.counts)
            grades.append(_grade(score, ended[0][1] if ended else column.out_of, column, len(tries)))
        shares = [
            (grade.share, column.weight)
            for grade, column in zip(grades, columns, strict=True)
            if grade.share is not None or (column.closed and not column.opening.live)
        ]
        rows.append(Row(seat, tuple(grades), overall(shares, missing_is_zero=missing_is_zero)))
    return Gradebook(course, tuple(columns), tuple(rows), counts, missing_is_zero)


def _earned(
    places: tuple[Place, ...], marks: tuple[Fraction, ...], asked: Asked | None, attempt: Attempt
) -> tuple[Fraction, Fraction]:
    """Score, and what it is out of: what was not asked of this learner in a live run counts neither way."""
    saw = [asked is None or asked.saw(attempt.id, place.id) for place in places]
    score = sum((mark for mark, there in zip(marks, saw, strict=True) if there), Fraction(0))
    return score, sum((place.weight for place, there in zip(places, saw, strict=True) if there), Fraction(0))


def _answered(
    opening: Opening, attempts: Mapping[tuple[int, int], list[Attempt]], held: Mapping[int, Mapping[int, Held]]
) -> bool:
    """Whether anybody has answered anything: a live room that nobody used is no column."""
    return any(held.get(one.id) for (of, _), tries in attempts.items() if of == opening.id for one in tries)


def _told_apart(openings: Sequence[Opening], course: Course) -> dict[int, str]:
    """Opening id → `before the lesson` or `live, 3 March 2026`, with the time of day if need be, where the title alone
    does not say which run it is; else empty."""
    began = {opening.id: opening.created_at.astimezone(zone_of(course)) for opening in openings}
    titles = Counter((opening.quiz.title, opening.name) for opening in openings)
    days = Counter((opening.quiz.title, opening.name, opening.live, began[opening.id].date()) for opening in openings)
    found = {}
    for opening in openings:
        at, title = began[opening.id], (opening.quiz.title, opening.name)
        date = f"{at.day} {at:%B %Y}" + (f", {at:%H:%M}" if days[*title, opening.live, at.date()] > 1 else "")
        dated = titles[title] > 1 or (opening.live and not opening.name)
        parts = "live" if opening.live else "", opening.name, date if dated else ""
        found[opening.id] = ", ".join(filter(None, parts))
    return found


def _grade(score: Fraction | None, full: Fraction, column: Column, attempts: int) -> Grade:
    if score is None:
        absent = "not in the room" if column.opening.live else "missing" if column.closed else "not started"
        state = "answering" if attempts else absent
        return Grade(None, full, None, attempts, state)
    return Grade(score, full, score / full if full else None, attempts, "finished")


def _weights(db: Session, openings: Sequence[Opening], asked_of: Mapping[int, Asked]) -> dict[int, Fraction]:
    """How much each opening counts: as somebody wrote, else a quiz 1 and a live run by what was asked in it."""
    rows = db.scalars(select(GradeWeight).where(GradeWeight.opening_id.in_([opening.id for opening in openings])))
    written = {row.opening_id: Fraction(row.weight) for row in rows}
    usual = {one.id: live_weight(len(asked_of[one.id].numbers)) if one.live else Fraction(1) for one in openings}
    return usual | written


def weigh(db: Session, person: Person, course: Course, typed: Mapping[str, str], *, at: datetime) -> int:
    """Set how much openings count, by their public ids; returns how many changed. 0 leaves one out.

    Raises BadInput naming the quiz whose weight cannot be read, NotFound or NotAllowed for others.
    """
    require(db, person, "quiz.write", course)
    openings = db.scalars(select(Opening).where(Opening.course_id == course.id).options(joinedload(Opening.quiz))).all()
    before = _weights(db, openings, asked_in(db, openings))
    changed = 0
    for opening in openings:
        if opening.public_id not in typed:
            continue
        weight = _weight(typed[opening.public_id], opening)
        if weight == before[opening.id]:
            continue
        row = db.get(GradeWeight, opening.id)
        if row is None:
            db.add(GradeWeight(opening_id=opening.id, weight=str(weight)))
        else:
            row.weight = str(weight)
        changed += 1
    if changed:
        audit.write(db, "gradebook.weights", person, course, at=at, changed=changed)
    db.flush()
    return changed


def _weight(typed: str, opening: Opening) -> Fraction:
    text = typed.strip().replace(",", ".")
    try:
        weight = Fraction(text) if len(text) <= 8 and "e" not in text.casefold() else None
    except (ValueError, ZeroDivisionError):
        weight = None
    if weight is None or not 0 <= weight <= MAX_WEIGHT:
        raise BadInput(f"“{opening.quiz.title}”: write a weight from 0 to {MAX_WEIGHT}, such as 2 or 0.5.")
    return weight


def rows_of(book: Gradebook, *, names: bool = True) -> Iterator[list[Cell]]:
    """For CSV and XLSX: a header, the weights, what scores are out of, then a row per learner.

    An empty cell is a quiz that was not taken; its state stands in words beside it, and what a score is out of where
    that is less than for the others.
    """
    header: list[Cell] = ["Name", "School id", "Extra time", "Overall percent"]
    weights: list[Cell] = ["Weight", "", "", ""]
    whole: list[Cell] = ["Out of", "", "", ""]
    for number, column in enumerate(book.columns, 1):
        told_apart = f" ({column.told_apart})" if column.told_apart else ""
        header += [f"{number}. {column.opening.quiz.title}{told_apart}", f"{number}. state"]
        weights += [number_cell(shown(column.weight)), ""]
        whole += [number_cell(shown(column.out_of)), ""]
    yield from (header, weights, whole)
    rows = sorted(book.rows, key=lambda row: row.seat.id) if not names else book.rows
    for number, row in enumerate(rows, 1):
        who: list[Cell] = [row.seat.name, row.seat.school_id] if names else [f"Learner {number}", ""]
        percent = None if row.overall is None else number_cell(shown(row.overall * 100))
        cells: list[Cell] = [*who, row.seat.time_factor if row.seat.time_factor != "1" else "", percent]
        for grade, column in zip(row.grades, book.columns, strict=True):
            score = None if grade.score is None else number_cell(shown(grade.score))
            less = "" if grade.out_of == column.out_of else f", out of {shown(grade.out_of)}"
            cells += [score, grade.state + less]
        yield cells

"""Changing how a question is marked after it was answered: propose, see whose scores move, confirm.

A preview is the scoring itself, run with and without the correction, so it cannot differ from the outcome. Applying
adds a row; responses, versions and earlier corrections stay. To undo is another correction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from quizapp.classroom import audit, closing
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import correction_of, corrections_in, out_of, with_corrections
from quizapp.classroom.live_asked import Asked, asked_in, seen_by
from quizapp.classroom.permissions import courses_with, require
from quizapp.classroom.results import Marking, Sat, held_in, mark, only_seen, own_score, sat_of
from quizapp.classroom.taking import Sitting
from quizapp.classroom.wordings import lettered
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.grading import CORRECTIONS, Correction, grading, in_force
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS
from quizapp.core.scoring import counted
from quizapp.core.statistics import ItemFigures, analyse
from quizapp.store import Attempt, Opening, Person, QuizItem, Regrade, RegradePlace

MAX_REASON = 500
MAX_WEIGHT = 100
_NEXT = 2**62
"""Id of a correction that has none yet: it comes after all that have."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be changed, and why. `all_runs`: wherever the person gave this version of the question."""

    kind: str
    values: tuple[str, ...] = ()
    keep: bool = False
    reason: str = ""
    all_runs: bool = False
    undoes: int | None = None

    def correction(self) -> Correction:
        return Correction(_NEXT, self.kind, self.values, self.keep, self.undoes)


@dataclass(frozen=True, slots=True)
class Moved:
    """A learner whose score changes, as (marks, out of): before and after. `name` is theirs."""

    name: str
    old: tuple[Fraction, Fraction]
    new: tuple[Fraction, Fraction]

    @property
    def change(self) -> Fraction:
        """Of the share of full marks, which is what a grade goes by when a question is dropped."""
        return _share(self.new) - _share(self.old)


@dataclass(frozen=True, slots=True)
class RunPreview:
    """One opening: its learners whose score changes, how many stay, and the question's figures before and after."""

    opening: Opening
    moved: tuple[Moved, ...]
    unchanged: int
    before: ItemFigures
    after: ItemFigures


@dataclass(frozen=True, slots=True)
class Preview:
    """`token` stands for exactly this outcome: confirming with it does this or nothing. `alike`: how many runs are left
    out of `runs` because they are marked that way already."""

    proposal: Proposal
    runs: tuple[RunPreview, ...]
    alike: int
    changes_marking: bool
    token: str

    @property
    def moved(self) -> list[Moved]:
        return [moved for run in self.runs for moved in run.moved]

    @property
    def risers(self) -> int:
        return sum(moved.change > 0 for moved in self.moved)

    @property
    def fallers(self) -> int:
        return sum(moved.change < 0 for moved in self.moved)


def _share(score: tuple[Fraction, Fraction]) -> Fraction:
    return score[0] / score[1] if score[1] else Fraction(0)


def question_in(db: Session, desk: Desk, opening: Opening, public_id: str) -> Place:
    """A question of an opening by the key in force. Raises NotFound."""
    found = desk.sheet(db, opening.quiz_id, opening.public_id).by_public_id.get(public_id)
    if found is None:
        raise NotFound("There is no such question in this quiz.")
    corrections = corrections_in(db, [opening.id]).get(opening.id, {})
    return with_corrections(lettered(db, opening, [found]), corrections)[0]


def check(proposal: Proposal, place: Place) -> None:
    """Raises BadInput naming what is missing or cannot be."""
    item = place.item
    if proposal.kind not in CORRECTIONS:
        raise BadInput("Choose one of the changes offered.")
    if not proposal.reason.strip():
        raise BadInput("Say why in a sentence; learners read it.")
    if len(proposal.reason) > MAX_REASON:
        raise BadInput(f"The reason has {len(proposal.reason)} characters; shorten it to {MAX_REASON}.")
    if proposal.kind == "weight":
        _check_weight(proposal.values)
    if proposal.kind in ("key", "accept"):
        if not proposal.values:
            raise BadInput("Say what is right: choose at least one option, or write an answer.")
        if item.options:
            chosen = set(proposal.values)
            if not chosen <= {str(place) for place in range(len(item.options))}:
                raise BadInput("Choose among the options of the question.")
            if proposal.kind == "key" and len(chosen) == len(item.options):
                raise BadInput("Every option would be right; choose “Full marks for everybody” instead.")
        elif problems := KINDS[item.kind].check(_with_answers(place, proposal)):
            raise BadInput(problems[0].capitalize() + ".")


def _with_answers(place: Place, proposal: Proposal) -> Item:
    return grading(place.item, [proposal.correction()]).item


def _check_weight(values: Sequence[str]) -> None:
    try:
        weight = Fraction(values[0]) if len(values) == 1 and len(values[0]) <= 12 and "e" not in values[0] else None
    except (ValueError, ZeroDivisionError):
        weight = None
    if weight is None or not 0 < weight <= MAX_WEIGHT:
        raise BadInput(f"Write a weight above 0 and up to {MAX_WEIGHT}, such as 2 or 0.5; to count nothing, drop it.")


def runs_of(db: Session, person: Person, opening: Opening, place: Place) -> list[Opening]:
    """Every opening of the person's classes with this version of the question, this one first."""
    mine = [course.id for course in courses_with(db, person, "quiz.write")]
    query = (
        select(Opening)
        .join(QuizItem, QuizItem.quiz_id == Opening.quiz_id)
        .where(QuizItem.item_version_id == place.version_id, Opening.course_id.in_(mine))
        .options(joinedload(Opening.quiz), joinedload(Opening.course))
        .order_by(Opening.id)
    )
    return sorted(db.scalars(query), key=lambda one: (one.id != opening.id, one.id))


def to_carry_over(db: Session, desk: Desk, runs: Sequence[Opening], place: Place) -> tuple[Regrade, Opening] | None:
    """The newest correction that one of these runs is marked by and another is not, with that run; `place` is of the
    first. None where all are marked alike, or no one correction says how they differ."""
    rows = db.execute(
        select(RegradePlace.opening_id, Regrade)
        .join(Regrade, Regrade.id == RegradePlace.regrade_id)
        .join(QuizItem, QuizItem.id == RegradePlace.quiz_item_id)
        .where(QuizItem.item_version_id == place.version_id, RegradePlace.opening_id.in_([run.id for run in runs]))
        .order_by(Regrade.id)
    ).all()
    item = desk.sheet(db, runs[0].quiz_id, runs[0].public_id).by_public_id[place.public_id].item
    held = {run: [correction_of(row) for where, row in rows if where == run.id] for run in runs}
    for where, row in reversed(rows):
        again = replace(correction_of(row), id=_NEXT)
        moved = [run.id for run, made in held.items() if grading(item, made) != grading(item, [*made, again])]
        if row.undoes_id is None and moved and where not in moved:
            return row, next(run for run in runs if run.id == where)
    return None


def preview(
    db: Session, desk: Desk, person: Person, opening: Opening, place: Place, proposal: Proposal, *, at: datetime
) -> Preview:
    """What would change, computed as it would be afterwards. Writes nothing.

    Raises NotFound or NotAllowed for who may not change quizzes here, BadInput for a proposal that cannot be.
    """
    require(db, person, "quiz.write", opening.course)
    check(proposal, place)
    openings = runs_of(db, person, opening, place) if proposal.all_runs else [opening]
    corrections = corrections_in(db, [one.id for one in openings])
    asked = asked_in(db, openings)
    runs, marking, alike = [], False, 0
    facts: list[object] = [proposal.kind, proposal.values, proposal.keep, proposal.undoes]
    for one in openings:
        sheet = desk.sheet(db, one.quiz_id, one.public_id).places
        of_room = asked.get(one.id)
        if of_room and any(other.version_id == place.version_id for other in of_room.of(sheet)):
            sheet = of_room.of(sheet)  # what the results of a live run count
        here = corrections.get(one.id, {})
        number = next(n for n, other in enumerate(sheet) if other.version_id == place.version_id)
        own = [*here.get(sheet[number].id, ()), proposal.correction()]
        before = with_corrections(sheet, here)
        after = with_corrections(sheet, {**here, sheet[number].id: own})
        if proposal.undoes is not None and all(c.id != proposal.undoes for c in own[:-1]):
            continue
        if before[number].grading != after[number].grading:
            marking = True
        elif proposal.undoes is None:  # its learners would be told once more of what they know
            alike += 1
            continue
        runs.append(_run(db, one, before, after, number, of_room, at))
        facts.append([one.public_id, [c.id for c in own[:-1]], _facts(runs[-1])])
    token = sha256(json.dumps(facts).encode()).hexdigest()
    return Preview(proposal, tuple(runs), alike, marking, token)


def _facts(run: RunPreview) -> list[object]:
    scores = [[moved.name, *map(str, (*moved.old, *moved.new))] for moved in run.moved]
    return [run.unchanged, scores]


def _run(
    db: Session,
    opening: Opening,
    before: tuple[Place, ...],
    after: tuple[Place, ...],
    number: int,
    asked: Asked | None,
    at: datetime,
) -> RunPreview:
    attempts = db.scalars(
        select(Attempt)
        .where(Attempt.opening_id == opening.id)
        .options(selectinload(Attempt.seat))
        .order_by(Attempt.number)
    ).all()
    held = held_in(db, Attempt.opening_id == opening.id)
    sat: dict[int, list[Sat]] = {}
    marking = Marking(before, opening.credit)
    for attempt in attempts:
        one = sat_of(attempt, marking, held.get(attempt.id, {}), at=at)
        if asked is not None:
            one = only_seen(one, before, asked)
        if one.ended:
            sat.setdefault(attempt.seat_id, []).append(one)
    moved, unchanged = [], 0
    for tries in sat.values():
        old = counted([one.score for one in tries], opening.counts)
        again = [_rescored(one, after[number], number, opening) for one in tries]
        if asked is not None:
            again = [only_seen(one, after, asked) for one in again]
        new = counted([one.score for one in again], opening.counts)
        whole = [out_of(seen_by(asked, tries[0].attempt.id, places)) for places in (before, after)]
        assert old is not None
        assert new is not None
        if (old, whole[0]) == (new, whole[1]):
            unchanged += 1
        else:
            moved.append(Moved(tries[0].attempt.seat.name, (old, whole[0]), (new, whole[1])))
    moved.sort(key=lambda one: (-one.change, one.name))
    figures = [
        analyse(counts_of(db, opening, places, at=at), rule=opening.credit).items[number] for places in (before, after)
    ]
    return RunPreview(opening, tuple(moved), unchanged, figures[0], figures[1])


def _rescored(sat: Sat, place: Place, number: int, opening: Opening) -> Sat:
    marks = list(sat.marks)
    marks[number] = mark(place, sat.held.get(place.id), opening.credit)
    return replace(sat, marks=tuple(marks))


def apply(
    db: Session,
    desk: Desk,
    person: Person,
    opening: Opening,
    place: Place,
    proposal: Proposal,
    token: str,
    *,
    at: datetime,
) -> Regrade | None:
    """Do what the preview with this token said. None when the marking is that already, so nothing is added.

    Raises Conflict when anything has moved since the preview.
    """
    db.execute(select(Opening.id).where(Opening.id == opening.id).with_for_update())
    found = preview(db, desk, person, opening, place, proposal, at=at)
    if not found.changes_marking:
        return None
    if found.token != token:
        raise Conflict("Something has changed since the preview, so nothing was done. Look at the new preview.")
    row = Regrade(
        kind=proposal.kind,
        given=list(proposal.values),
        keep=proposal.keep,
        reason=" ".join(proposal.reason.split()),
        undoes_id=proposal.undoes,
        person_id=person.id,
        at=at,
    )
    for run in found.runs:
        sheet = desk.sheet(db, run.opening.quiz_id, run.opening.public_id).places
        quiz_item = next(one for one in sheet if one.version_id == place.version_id)
        row.places.append(RegradePlace(opening_id=run.opening.id, quiz_item_id=quiz_item.id))
    db.add(row)
    db.flush()
    for course_id in dict.fromkeys(run.opening.course_id for run in found.runs):
        course = next(run.opening.course for run in found.runs if run.opening.course_id == course_id)
        detail = {"regrade": row.public_id, "kind": row.kind, "question": place.public_id}
        audit.write(db, "question.regrade", person, course, at=at, **detail)
    db.flush()
    for run in found.runs:
        closing.recount(db, desk, run.opening)
    return row


def made_here(db: Session, opening: Opening, place: Place) -> list[tuple[Regrade, str, bool]]:
    """The corrections of a question in an opening with who decided them, newest first, and whether each holds."""
    rows = db.execute(
        select(Regrade, Person.name)
        .join(RegradePlace, RegradePlace.regrade_id == Regrade.id)
        .outerjoin(Person, Person.id == Regrade.person_id)
        .where(RegradePlace.opening_id == opening.id, RegradePlace.quiz_item_id == place.id)
        .order_by(Regrade.id.desc())
    ).all()
    hold = {one.id for one in in_force([correction_of(row) for row, _ in rows])}
    return [(row, name or "somebody who has left", row.id in hold) for row, name in rows]


def undoing(db: Session, opening: Opening, place: Place, public_id: str) -> Regrade:
    """The correction to undo. Raises NotFound."""
    for row, _, holds in made_here(db, opening, place):
        if row.public_id == public_id and holds:
            return row
    raise NotFound("There is no such change here, or it was undone already.")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a learner is told: their score before all changes, if it was another, and the changes by quiz item id."""

    old: tuple[Fraction, Fraction] | None
    of_question: dict[int, list[Regrade]]


def notice(db: Session, desk: Desk, sitting: Sitting) -> Notice:
    """What has changed about a finished attempt since it was answered, for the changes that hold."""
    rows = db.execute(
        select(RegradePlace.quiz_item_id, Regrade)
        .join(Regrade, Regrade.id == RegradePlace.regrade_id)
        .where(RegradePlace.opening_id == sitting.opening.id)
        .order_by(Regrade.id)
    ).all()
    by_question: dict[int, list[Regrade]] = {}
    for quiz_item, row in rows:
        by_question.setdefault(quiz_item, []).append(row)
    for quiz_item, made in by_question.items():
        hold = {one.id for one in in_force([correction_of(row) for row in made])}
        by_question[quiz_item] = [row for row in made if row.id in hold]
    asked = asked_in(db, [sitting.opening]).get(sitting.opening.id)  # what a room never came to has changed nothing
    places = seen_by(
        asked, sitting.attempt.id, desk.sheet(db, sitting.opening.quiz_id, sitting.opening.public_id).places
    )
    rest = {row.id for _, row in rows if row.at <= sitting.opening.created_at}  # the run began with these
    corrections = corrections_in(db, [sitting.opening.id]).get(sitting.opening.id, {})
    first = {place: [one for one in made if one.id in rest] for place, made in corrections.items()}
    places = with_corrections(places, first)
    now, before = own_score(sitting), own_score(replace(sitting, places=places))
    return Notice(before if before != now else None, by_question)

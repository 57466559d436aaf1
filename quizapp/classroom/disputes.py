"""“This question is wrong”: a learner objects, an instructor answers, and an upheld objection leads to a regrade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom import audit
from quizapp.classroom.arms import arms_in, given
from quizapp.classroom.desk import Place, as_given
from quizapp.classroom.grading import corrections_in
from quizapp.classroom.permissions import courses_with, require
from quizapp.classroom.results import held_in
from quizapp.classroom.taking import Sitting
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.grading import Correction, in_force
from quizapp.core.kinds import KINDS
from quizapp.core.visibility import sees
from quizapp.store import Attempt, Dispute, Opening, Person

MAX_WORDS = 1_000
STATES = {
    "open": "Waiting",
    "upheld": "Upheld; the mark will be changed",
    "regraded": "Upheld; the question is marked differently now",
    "kept": "Upheld; the marks stay as they are",
    "rejected": "Not upheld",
    "withdrawn": "Withdrawn",
}
"""What has become of an objection, in words. “regraded” is stored nowhere: it is upheld, and a correction holds."""


def of_sitting(db: Session, sitting: Sitting) -> dict[int, Dispute]:
    """Quiz item id → the learner's objection to it in this quiz."""
    query = select(Dispute).where(Dispute.seat_id == sitting.seat.id, Dispute.opening_id == sitting.opening.id)
    return {row.quiz_item_id: row for row in db.scalars(query)}


def state_of(row: Dispute, corrections: Sequence[Correction]) -> str:
    """A name in `STATES`; `corrections` are those of the question in this run. Upheld is done with the regrade only:
    with full marks for all, without the question, or with the option argued for as a key. Marks that were to stay may
    change later, for somebody else's objection."""
    done = row.state in ("upheld", "kept") and any(_settles(one, row.option) for one in in_force(corrections))
    return "regraded" if done else row.state


def _settles(correction: Correction, option: int | None) -> bool:
    if correction.kind in ("key", "accept"):
        return option is None or str(option) in correction.values
    return correction.kind in ("full", "drop")


def state_now(db: Session, row: Dispute) -> str:
    return state_of(row, corrections_in(db, [row.opening_id]).get(row.opening_id, {}).get(row.quiz_item_id, ()))


def states_in(db: Session, sitting: Sitting) -> dict[int, str]:
    """Quiz item id → what has become of the learner's objection to it."""
    corrections = corrections_in(db, [sitting.opening.id]).get(sitting.opening.id, {})
    return {item: state_of(row, corrections.get(item, ())) for item, row in of_sitting(db, sitting).items()}


def disputable(sitting: Sitting, public_id: str) -> Place:
    """A question of the attempt whose key the learner may see. Raises NotFound: before that, nobody can object."""
    for place in sitting.places:
        if place.public_id == public_id and sees("key", "learner", sitting.moment(place)):
            return place
    raise NotFound("There is no such question here, or its answer is not shown yet.")


def _had(db: Session, row: Dispute, place: Place) -> tuple[Place, Attempt | None]:
    """The question as the learner had it before their eyes, and their last attempt."""
    sat = select(Attempt).where(Attempt.seat_id == row.seat_id, Attempt.opening_id == row.opening_id)
    attempt = db.scalars(sat.order_by(Attempt.number.desc()).limit(1)).first()
    arms = () if row.opening.live else arms_in(db, row.opening.quiz_id)
    [had] = as_given([place], given(arms, attempt.id, attempt.secret) if attempt else {})
    return had, attempt


def argued_for(db: Session, row: Dispute, place: Place) -> str:
    """The text of the option a learner argues for; empty without one."""
    if row.option is None or not place.item.options:
        return ""
    return _had(db, row, place)[0].item.options[row.option].text


def answered(db: Session, row: Dispute, place: Place) -> str:
    """What the learner who objects answered, in words; empty for a blank."""
    had, attempt = _had(db, row, place)
    held = held_in(db, Attempt.id == attempt.id).get(attempt.id, {}).get(place.id) if attempt else None
    return KINDS[had.item.kind].describe(had.item, held.choice) if held else ""


def object_to(db: Session, sitting: Sitting, place: Place, words: str, option: int | None, *, at: datetime) -> Dispute:
    """Write down an objection; while nobody has answered it, the same learner may put it differently.

    Raises BadInput without a reason, Conflict once it is answered.
    """
    words = words.strip()
    if not words:
        raise BadInput("Say in a sentence or two what is wrong.")
    if len(words) > MAX_WORDS:
        raise BadInput(f"That is {len(words)} letters; shorten it to {MAX_WORDS}.")
    if option is not None and not 0 <= option < len(place.item.options):
        raise BadInput("Choose among the options of the question.")
    row = of_sitting(db, sitting).get(place.id)
    if row is None:
        row = Dispute(seat_id=sitting.seat.id, opening_id=sitting.opening.id, quiz_item_id=place.id)
        row.words, row.option, row.at = words, option, at
        try:
            with db.begin_nested():
                db.add(row)
        except IntegrityError:
            raise Conflict("You have objected to this question already, on another device.") from None
        return row
    _still_open(row, withdrawn=True)
    row.words, row.option, row.at, row.state = words, option, at, "open"
    db.flush()
    return row


def withdraw(db: Session, sitting: Sitting, place: Place) -> None:
    """Take an objection back. Raises NotFound when there is none, Conflict once it is answered."""
    row = of_sitting(db, sitting).get(place.id)
    if row is None:
        raise NotFound("You have not objected to this question.")
    _still_open(row, withdrawn=True)
    row.state = "withdrawn"
    db.flush()


def _still_open(row: Dispute, *, withdrawn: bool = False) -> None:
    if row.state != "open" and not (withdrawn and row.state == "withdrawn"):
        raise Conflict("This objection has been answered already; the answer stands at the question.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The objections to one question of one opening, the oldest first: to be answered, or upheld and to be regraded."""

    opening: Opening
    question: str
    stem_start: str
    disputes: tuple[Dispute, ...]


def queue(db: Session, person: Person) -> list[Waiting]:
    """What learners of the person's classes object to and nobody has answered, and what was upheld and is not marked
    anew yet, by question; most objections first."""
    query = _to_do(db, person).options(
        joinedload(Dispute.seat),
        joinedload(Dispute.opening).joinedload(Opening.quiz),
        joinedload(Dispute.opening).joinedload(Opening.course),
        joinedload(Dispute.quiz_item),
    )
    found: dict[tuple[int, int], list[Dispute]] = {}
    for row in _not_done(db, query):
        found.setdefault((row.opening_id, row.quiz_item_id), []).append(row)
    waiting = [
        Waiting(rows[0].opening, rows[0].quiz_item.public_id, rows[0].quiz_item.version.body["stem"][:200], tuple(rows))
        for rows in found.values()
    ]
    return sorted(waiting, key=lambda one: -len(one.disputes))


def how_many_wait(db: Session, person: Person) -> tuple[int, int]:
    """How many objections are to be answered, and how many upheld ones wait for their question to be marked anew."""
    states = [row.state for row in _not_done(db, _to_do(db, person))]
    return states.count("open"), states.count("upheld")


def _to_do(db: Session, person: Person) -> Select[Dispute]:
    mine = [course.id for course in courses_with(db, person, "quiz.write")]
    query = select(Dispute).join(Opening, Opening.id == Dispute.opening_id)
    query = query.where(Dispute.state.in_(("open", "upheld")), Opening.course_id.in_(mine))
    return query.order_by(Dispute.at, Dispute.id)


def _not_done(db: Session, query: Select[Dispute]) -> list[Dispute]:
    """Without those whose question has been marked anew."""
    rows = db.scalars(query).all()
    upheld = {row.opening_id for row in rows if row.state == "upheld"}
    made = corrections_in(db, upheld) if upheld else {}
    return [row for row in rows if state_of(row, made.get(row.opening_id, {}).get(row.quiz_item_id, ())) == row.state]


def to_regrade(db: Session, opening: Opening, place: Place) -> list[Dispute]:
    """The upheld objections to a question for which it has not been marked anew, the oldest first."""
    query = select(Dispute).where(Dispute.opening_id == opening.id, Dispute.quiz_item_id == place.id)
    return _not_done(db, query.where(Dispute.state == "upheld").order_by(Dispute.id))


def options_argued_for(db: Session, opening: Opening, place: Place) -> list[int]:
    """Positions of the options that learners were right about, as the question stands in the quiz, without its keys."""
    argued = {argued_for(db, row, place) for row in to_regrade(db, opening, place)}
    return [n for n, option in enumerate(place.item.options) if option.text in argued and not option.is_key]


def get_dispute(db: Session, person: Person, public_id: str) -> Dispute:
    """Raises NotFound or NotAllowed for who does not teach there."""
    row = db.scalar(select(Dispute).where(Dispute.public_id == public_id))
    if row is None:
        raise NotFound("There is no such objection here, or it is not of one of your classes.")
    require(db, person, "quiz.write", row.opening.course)
    return row


def decide(db: Session, person: Person, row: Dispute, *, upheld: bool, answer: str, at: datetime) -> None:
    """Answer an objection. Deciding the same again changes nothing; Conflict when it was decided otherwise.

    Raises BadInput without an answer: the learner reads it.
    """
    require(db, person, "quiz.write", row.opening.course)
    answer, state = " ".join(answer.split()), "upheld" if upheld else "rejected"
    if not answer:
        raise BadInput("Write an answer in a sentence; the learner reads it.")
    if len(answer) > MAX_WORDS:
        raise BadInput(f"That is {len(answer)} letters; shorten it to {MAX_WORDS}.")
    if row.state == state and row.answer == answer:
        return
    _still_open(row)
    row.state, row.answer, row.person_id, row.answered_at = state, answer, person.id, at
    audit.write(db, f"dispute.{state}", person, row.opening.course, at=at, dispute=row.public_id)
    db.flush()


def keep_marks(db: Session, person: Person, row: Dispute, *, at: datetime) -> None:
    """No regrade after all: the objection stays upheld, and the marks stay. Raises Conflict for one not upheld, and
    where the question is marked differently already, perhaps by somebody else while this page was open."""
    require(db, person, "quiz.write", row.opening.course)
    if state_now(db, row) == "regraded":
        raise Conflict("The question is marked differently already; undo that first if the marks are to stay.")
    if row.state == "kept":
        return
    if row.state != "upheld":
        raise Conflict("Only an objection that was upheld waits for a regrade.")
    row.state = "kept"
    audit.write(db, "dispute.kept", person, row.opening.course, at=at, dispute=row.public_id)
    db.flush()

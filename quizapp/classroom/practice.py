"""Practising what was missed: other questions on the same facts, at growing intervals.

A fact comes into a learner's practice when a question on it was answered wrong and its key has been shown; a question
that names no fact comes as itself. When it is due again is worked out by FSRS from everything the learner answered on
it, in quizzes and here; nothing of that is stored but the answers. No time, no score: what happens here enters no
statistic and no grade.

Which questions may be shown is the author's to say: those with the tag `practice`, and those whose key the learner
has seen already. A question in a quiz whose answers are not shown to this learner yet is never among them, but for
one whose key they have seen that is asked again in a quiz which stands open without an end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from hashlib import sha256

from fsrs import Card, Rating, Scheduler
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom.authoring import newest
from quizapp.classroom.bodies import item_of, with_picture_addresses
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import corrections_in, with_corrections
from quizapp.classroom.live_asked import asked_in, seen_by
from quizapp.classroom.openings import closed_for_all_at
from quizapp.classroom.own import finished_sitting
from quizapp.classroom.results import held_in
from quizapp.classroom.taking import has_ended
from quizapp.classroom.taking_answers import to_stored
from quizapp.core.delivered import Choice
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.item import PRACTICE, is_flag
from quizapp.core.item import Item as Question
from quizapp.core.kinds import KINDS
from quizapp.core.visibility import sees
from quizapp.store import Attempt, Item, ItemTag, ItemVersion, Opening, PageFact, PracticeReview, Seat

KNOWN_AFTER = timedelta(days=60)
"""A fact whose next visit is further off than this counts as known."""

_STEPS = (timedelta(minutes=10),)
_SCHEDULER = Scheduler(learning_steps=_STEPS, relearning_steps=_STEPS, enable_fuzzing=False)


Subject = tuple[str, int]
"""What is practised: a fact, or a question that names none, and its id."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One visit to a fact: when, whether all was right, and on which questions. A quiz is one visit."""

    at: datetime
    right: bool
    items: frozenset[int]


@dataclass(frozen=True, slots=True)
class Missed:
    """A fact to practise: when it is due, and everything answered on it. `known`: not to be asked for a long time.

    Without a fact it is a question, which is then the only one in the history. `item` is the question to ask; None
    while every question on the fact belongs to a quiz that is not over.
    """

    fact: PageFact | None
    due_at: datetime
    history: tuple[Answered, ...]
    known: bool
    item: Item | None = None

    @property
    def subject(self) -> Subject:
        """What its visits are counted by."""
        return ("fact", self.fact.id) if self.fact else ("item", min(self.history[0].items))


@dataclass(frozen=True, slots=True)
class Topic:
    """How a learner did on the questions with one tag: marks, out of how many."""

    tag: str
    earned: Fraction
    out_of: Fraction


@dataclass(frozen=True, slots=True)
class Practice:
    """A learner's practice: facts due now, facts that come later, facts known, and the topics of all their quizzes.

    `held` are facts that nothing may be asked about yet.
    """

    due: tuple[Missed, ...]
    later: tuple[Missed, ...]
    held: tuple[Missed, ...]
    known: tuple[Missed, ...]
    topics: tuple[Topic, ...]


def next_due(history: Sequence[Answered]) -> datetime:
    """When a fact is due again, by FSRS 6 with its default parameters and a retention of 90 %.

    J. Ye, J. Su, Y. Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling", KDD 2022.
    A wrong answer is “again”, a right one “good”. Raises ValueError without any answer.
    """
    if not history:
        raise ValueError("a fact that was never answered is never due")
    card = Card(card_id=1)
    for one in sorted(history, key=lambda one: one.at):
        card, _ = _SCHEDULER.review_card(card, Rating.Good if one.right else Rating.Again, one.at)
    return card.due


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a learner's quizzes say: (attempt, question, when, share of its mark) where they have seen the key.

    `hidden` are the questions whose key they have not seen.
    """

    answered: tuple[tuple[int, Place, datetime, Fraction], ...]
    hidden: frozenset[int]


def _seen(db: Session, desk: Desk, seat: Seat, *, at: datetime) -> _Seen:
    openings = db.scalars(select(Opening).where(Opening.course_id == seat.course_id).order_by(Opening.id)).all()
    corrections = corrections_in(db, [opening.id for opening in openings])
    held = held_in(db, Attempt.seat_id == seat.id)
    attempts: dict[int, list[Attempt]] = {}
    for attempt in db.scalars(select(Attempt).where(Attempt.seat_id == seat.id).order_by(Attempt.number)):
        attempts.setdefault(attempt.opening_id, []).append(attempt)
    of_rooms = asked_in(db, [opening for opening in openings if opening.id in attempts])
    answered: list[tuple[int, Place, datetime, Fraction]] = []
    hidden: set[int] = set()
    seen: set[int] = set()
    spared: set[int] = set()
    for opening in openings:
        sheet = desk.sheet(db, opening.quiz_id, opening.public_id)
        places = with_corrections(sheet.places, corrections.get(opening.id, {}))
        shown: set[int] = set()
        running = False
        closed_at = closed_for_all_at(db, opening)
        for attempt in attempts.get(opening.id, []):
            if not has_ended(attempt, at=at):
                running = True
                continue
            asked = seen_by(of_rooms.get(opening.id), attempt.id, places)
            sitting = finished_sitting(opening, seat, sheet, asked, attempt, held.get(attempt.id, {}), closed_at, at)
            for place in asked:
                if not sees("key", "learner", sitting.moment(place)):
                    continue
                shown.add(place.item_id)
                one = sitting.held.get(place.id)
                share = place.grading.share(one.choice if one else None, opening.credit)
                when = one.received_at if one else attempt.started_at
                answered.append((attempt.id, place, when, share))
        seen |= shown
        if not running and _open_ended(opening, at=at):
            spared |= {place.item_id for place in places}
            continue
        over = closed_at is not None and closed_at <= at and (opening.feedback != "release" or opening.released_at)
        if running or not over:  # nobody who was away from a room that has ended waits for its answers
            hidden |= {place.item_id for place in places if running or place.item_id not in shown}
    return _Seen(tuple(answered), frozenset(hidden | (spared - seen)))


def _open_ended(opening: Opening, *, at: datetime) -> bool:
    """Whether a quiz stands open without an end and shows its answers to whoever finishes: nothing to wait for.

    What the learner has met elsewhere may be practised beside it; what they have not met is left for the quiz.
    """
    begun = opening.opens_at is None or opening.opens_at <= at
    return begun and opening.closes_at is None and not opening.live and opening.feedback in ("question", "finish")


def practice_of(db: Session, desk: Desk, seat: Seat, *, at: datetime) -> Practice:
    """Everything the practice page shows, computed from what was answered."""
    seen = _seen(db, desk, seat, at=at)
    found = sorted(_missed(db, seat, seen, at=at), key=lambda one: (one.due_at, one.subject))
    asked = [replace(one, item=_pick(db, one, seen)) for one in found if not one.known]
    return Practice(
        due=tuple(one for one in asked if one.item and one.due_at <= at),
        later=tuple(one for one in asked if one.item and one.due_at > at),
        held=tuple(one for one in asked if not one.item and (one.fact or one.subject[1] in seen.hidden)),
        known=tuple(one for one in found if one.known),
        topics=_topics(db, seen),
    )


def _missed(db: Session, seat: Seat, seen: _Seen, *, at: datetime) -> list[Missed]:
    facts = _facts_of(db, {place.item_id for _, place, _, _ in seen.answered})
    visits: dict[Subject, dict[int, Answered]] = {}
    named: dict[Subject, PageFact] = {}
    for attempt, place, when, share in seen.answered:
        one = Answered(when, share == 1, frozenset({place.item_id}))
        about = {("fact", fact.id): fact for name in place.item.facts if (fact := facts.get((place.item_id, name)))}
        named |= about
        for subject in about or [("item", place.item_id)]:
            visit = visits.setdefault(subject, {})
            visit[attempt] = _together(visit[attempt], one) if attempt in visit else one
    reviews = db.scalars(
        select(PracticeReview)
        .where(PracticeReview.seat_id == seat.id)
        .options(joinedload(PracticeReview.version))
        .order_by(PracticeReview.id)
    )
    practised: dict[Subject, list[Answered]] = {}
    for row in reviews:
        practised.setdefault(subject_of(row), []).append(Answered(row.at, row.right, frozenset({row.version.item_id})))
    found = []
    for subject, visit in visits.items():
        history = list(visit.values())
        if all(one.right for one in history):
            continue
        whole = tuple(sorted([*history, *practised.get(subject, [])], key=lambda one: one.at))
        due_at = next_due(whole)
        if not whole[-1].right and whole[-1] in history:
            due_at = whole[-1].at  # missed in a quiz and not practised since: whoever wants to may begin at once
        known = whole[-1].right and due_at - whole[-1].at > KNOWN_AFTER
        found.append(Missed(named.get(subject), due_at, whole, known and due_at > at))
    return found


def subject_of(row: PracticeReview) -> Subject:
    return ("fact", row.page_fact_id) if row.page_fact_id else ("item", row.version.item_id)


def _together(one: Answered, other: Answered) -> Answered:
    """Two answers on a fact in one quiz: an easy question after a missed one does not make the fact known."""
    return Answered(max(one.at, other.at), one.right and other.right, one.items | other.items)


def _facts_of(db: Session, items: set[int]) -> dict[tuple[int, str], PageFact]:
    """(item id, "F1") → the fact."""
    rows = db.execute(
        select(Item.id, PageFact).join(PageFact, PageFact.page_id == Item.page_id).where(Item.id.in_(items))
    )
    return {(item_id, f"F{fact.number}"): fact for item_id, fact in rows}


def _topics(db: Session, seen: _Seen) -> tuple[Topic, ...]:
    items = {place.item_id for _, place, _, _ in seen.answered}
    tags: dict[int, list[str]] = {}
    for item_id, tag in db.execute(select(ItemTag.item_id, ItemTag.tag).where(ItemTag.item_id.in_(items))):
        tags.setdefault(item_id, []).append(tag)
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    for _, place, _, share in seen.answered:
        for tag in tags.get(place.item_id, ()):
            earned, out_of = sums.get(tag, (Fraction(0), Fraction(0)))
            sums[tag] = earned + share * place.weight, out_of + place.weight
    rows = (Topic(tag, *both) for tag, both in sums.items() if not is_flag(tag) and both[1])
    return tuple(sorted(rows, key=lambda topic: (topic.earned / topic.out_of, topic.tag)))


def shown_item(version: ItemVersion) -> Question:
    """The question of a version, its pictures under the addresses they are served at."""
    return with_picture_addresses(item_of(version), version.media)


# --- asking ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to practise a fact with, and the secret by which its options are ordered.

    `earlier`: how often the learner has answered it here before; with the version it names this one visit.
    """

    fact: PageFact | None
    version: ItemVersion
    secret: bytes
    earlier: int


def ask(db: Session, desk: Desk, seat: Seat, *, at: datetime, early: bool = False) -> Asked | None:
    """A question on the fact that has been due longest; None when nothing is due.

    `early`: when nothing is due, on the fact practised longest ago. Of the questions on a fact, one the learner has
    never met comes first, then the one met longest ago.
    """
    found = practice_of(db, desk, seat, at=at)
    due = [*found.due, *(sorted(found.later, key=lambda one: one.history[-1].at) if early else ())]
    return _asked(db, seat, due[0].fact, newest(db, due[0].item)) if due and due[0].item else None


def _asked(db: Session, seat: Seat, fact: PageFact | None, version: ItemVersion, before: int | None = None) -> Asked:
    """Each visit has an order of options of its own, which the page with the key shows again."""
    reviews = select(func.count()).where(
        PracticeReview.seat_id == seat.id, PracticeReview.item_version_id == version.id
    )
    if before is not None:
        reviews = reviews.where(PracticeReview.id < before)
    earlier = db.scalar(reviews) or 0
    name = f"{seat.public_id}|{version.public_id}|{earlier}"
    return Asked(fact, version, sha256(name.encode()).digest()[:16], earlier)


def _pick(db: Session, missed: Missed, seen: _Seen) -> Item | None:
    met: Mapping[int, datetime] = {item_id: one.at for one in missed.history for item_id in one.items}
    query = select(Item).where(Item.status == "approved").order_by(Item.position, Item.id)
    if missed.fact is None:
        usable = [row for row in db.scalars(query.where(Item.id.in_(met))) if row.id not in seen.hidden]
    else:
        tagged = select(ItemTag.item_id).where(ItemTag.tag == PRACTICE)
        rows = db.scalars(
            query.where(Item.page_id == missed.fact.page_id).where(Item.id.in_(tagged) | Item.id.in_(met))
        )
        name = f"F{missed.fact.number}"
        usable = [row for row in rows if row.id not in seen.hidden and name in newest(db, row).body.get("facts", ())]
    fresh = [row for row in usable if row.id not in met]
    return fresh[0] if fresh else min(usable, key=lambda row: met[row.id], default=None)


def answer(db: Session, seat: Seat, asked: Asked, item: Question, choice: Choice, *, at: datetime) -> PracticeReview:
    """Keep an answer to the question that `ask` gives now; it decides when the fact is due again.

    Raises BadInput for an empty one.
    """
    if not choice:
        raise BadInput("Choose or write an answer; there is no time limit.")
    right = KINDS[item.kind].mark(item, choice, "all_or_nothing") == 1
    row = PracticeReview(
        seat_id=seat.id,
        page_fact_id=asked.fact.id if asked.fact else None,
        item_version_id=asked.version.id,
        choice=to_stored(choice),
        right=right,
        at=at,
    )
    db.add(row)
    db.flush()
    return row


def review_of(db: Session, seat: Seat, public_id: str) -> tuple[PracticeReview, Asked]:
    """An answer of this learner, to be shown with key and source. Raises NotFound."""
    row = db.scalar(
        select(PracticeReview).where(PracticeReview.public_id == public_id, PracticeReview.seat_id == seat.id)
    )
    if row is None:
        raise NotFound("There is no such answer here.")
    return row, _asked(db, seat, row.fact, row.version, row.id)

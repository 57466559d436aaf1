"""What was answered and what it scores. Everything here is computed from the responses each time it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom.arms import Arm, arms_in, given
from quizapp.classroom.desk import Desk, Place, as_given
from quizapp.classroom.grading import out_of, places_of
from quizapp.classroom.live_asked import Asked, asked_in, seen_by
from quizapp.classroom.roster import name_key
from quizapp.classroom.taking import HELD, Held, Sitting, ended_at, has_ended, held_of
from quizapp.classroom.taking_answers import from_stored
from quizapp.core.delivered import Choice
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS, spellings
from quizapp.core.revealed import RevealedItem, accepted_answers, reveal
from quizapp.core.scoring import counted, score
from quizapp.core.statistics import Mark, facility, histogram, known, partly, right, wilson
from quizapp.core.visibility import sees
from quizapp.store import Attempt, Opening, Response, ResponseEvent, Seat


def mark(place: Place, held: Held | None, rule: str) -> Fraction:
    """The mark of one question, by the key in force; nothing answered is 0."""
    return place.grading.mark(held.choice if held else None, rule)


# --- the learner's own -----------------------------------------------------------------------------------------


def own_score(sitting: Sitting) -> tuple[Fraction, Fraction] | None:
    """Score and what it is out of, once the learner may see them for every question; None before."""
    if not sitting.ended or not all(sees("own score", "learner", sitting.moment(place)) for place in sitting.places):
        return None
    marks = (mark(place, sitting.held.get(place.id), sitting.opening.credit) for place in sitting.places)
    return score(marks)[0], out_of(sitting.places)


def missed(sitting: Sitting) -> list[int]:
    """The numbers of the questions that did not earn their full mark, of those whose key the learner may see."""
    seen = [(n, place) for n, place in enumerate(sitting.places, 1) if sees("key", "learner", sitting.moment(place))]
    return [n for n, place in seen if place.grading.share(sitting.choice(place), sitting.opening.credit) < 1]


def beyond_the_key(sitting: Sitting) -> dict[int, Fraction]:
    """Quiz item id → mark, where a regrade gives more than the key that is shown beside the answer."""
    rule, found = sitting.opening.credit, {}
    for place in sitting.places:
        if place.weight and place.grading.beyond(choice := sitting.choice(place), rule):
            found[place.id] = place.grading.mark(choice, rule)
    return found


def revealed(sitting: Sitting, place: Place) -> RevealedItem | None:
    """The question with key, reasons and evidence, if its moment has come for this learner; else None.

    What was said for a key that a regrade has replaced is left out where it does not say the new one.
    """
    if not sees("key", "learner", sitting.moment(place)):
        return None
    held = sitting.held.get(place.id)
    return reveal(
        place.item if place.proven else replace(place.item, explanation=""),
        held.choice if held else None,
        quiz_item=place.public_id,
        secret=sitting.secret(place),
        rule=sitting.opening.credit,
        evidence=place.evidence if place.proven else replace(place.evidence, facts=()),
    )


# --- the instructor's view -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sat:
    """One attempt with its marks, in the order of the quiz. `score` counts what has been received so far."""

    attempt: Attempt
    ended: bool
    ended_at: datetime | None
    held: Mapping[int, Held]
    marks: tuple[Fraction, ...]

    @property
    def answered(self) -> int:
        return sum(not held.blank for held in self.held.values())

    @property
    def score(self) -> Fraction:
        return score(self.marks)[0]


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A learner of the class and what they have done in one opening. `counts` is the score that counts."""

    seat: Seat
    sat: tuple[Sat, ...]
    counts: Fraction | None

    @property
    def state(self) -> str:
        if not self.sat:
            return "not started"
        return "finished" if self.sat[-1].ended else "answering"


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often an option (or a given text) was the response; blanks have an empty text."""

    text: str
    is_key: bool
    count: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question over the first finished attempts of an opening: n, how many had it right, all of it or partly,
    facility with its interval, answer counts.

    `again`: how many of the answers were given only when a live room was asked the question again.
    """

    number: int
    place: Place
    n: int
    right: int
    partly: int
    facility: float | None
    interval: tuple[float, float]
    counts: tuple[AnswerCount, ...]
    blank: int
    again: int


@dataclass(frozen=True)
class Report:
    """Everything an instructor sees of one opening. `out_of` are the marks that could be earned.

    `asked` says, of a live run, who was there for which question. What pages ask for again and again is kept.
    """

    opening: Opening
    places: tuple[Place, ...]
    learners: tuple[LearnerRow, ...]
    questions: tuple[QuestionRow, ...]
    arms: tuple[Arm, ...] = ()
    asked: Asked | None = None

    def given_to(self, sat: Sat) -> tuple[Place, ...]:
        """The questions with the texts that one attempt was given."""
        return as_given(self.places, given(self.arms, sat.attempt.id, sat.attempt.secret))

    @cached_property
    def out_of(self) -> Fraction:
        return out_of(self.places)

    def out_of_for(self, sat: Sat) -> Fraction:
        """The marks one attempt could earn: in a live run those of the questions its learner was there for."""
        return self.out_of if self.asked is None else out_of(seen_by(self.asked, sat.attempt.id, self.places))

    def share(self, row: LearnerRow) -> Fraction | None:
        """The score that counts as a share of what it is out of; in a live run there is one attempt."""
        full = self.out_of_for(row.sat[0]) if row.sat else self.out_of
        return None if row.counts is None or not full else row.counts / full

    def learner(self, public_id: str) -> LearnerRow | None:
        return next((row for row in self.learners if row.seat.public_id == public_id), None)

    @cached_property
    def came_late(self) -> int:
        """How many learners of a live run were there for a part of its questions only, or for none."""
        return sum(self.out_of_for(row.sat[0]) != self.out_of for row in self.learners if row.sat)

    @property
    def finished(self) -> int:
        return sum(row.state == "finished" for row in self.learners)

    @property
    def mean(self) -> Fraction | None:
        """Mean counted score of those who have finished, as if all had been asked every question."""
        shares = self._shares
        return self.out_of * sum(shares, Fraction(0)) / len(shares) if shares else None

    @cached_property
    def _shares(self) -> list[Fraction]:
        return [share for share in map(self.share, self.learners) if share is not None]

    @property
    def scored(self) -> int:
        """How many learners have a score that counts."""
        return len(self._shares)

    def question(self, public_id: str) -> QuestionRow | None:
        return next((row for row in self.questions if row.place.public_id == public_id), None)

    def histogram(self) -> list[tuple[int, int, int]]:
        """How many counted scores lie in each tenth of full marks: (lowest percent, highest percent, number)."""
        return histogram(self._shares)


def report(db: Session, desk: Desk, opening: Opening, *, at: datetime) -> Report:
    """The report of an opening, from seven queries at most, however many learners there are."""
    places = places_of(db, desk, opening)
    asked = asked_in(db, [opening]).get(opening.id)
    if asked is not None:
        places = asked.of(places)
    attempts = list(
        db.scalars(
            select(Attempt)
            .where(Attempt.opening_id == opening.id)
            .options(selectinload(Attempt.seat))
            .order_by(Attempt.number)
        )
    )
    held = held_in(db, Attempt.opening_id == opening.id)
    sat: dict[int, list[Sat]] = {}
    marking = Marking(places, opening.credit)
    seats = {attempt.seat_id: attempt.seat for attempt in attempts}
    for attempt in attempts:
        one = sat_of(attempt, marking, held.get(attempt.id, {}), at=at)
        sat.setdefault(attempt.seat_id, []).append(one if asked is None else only_seen(one, places, asked))
    if not opening.live:  # who was not in the room has nothing to start
        on_list = (Seat.course_id == opening.course_id, Seat.removed_at.is_(None), Seat.origin != "live")
        seats |= {seat.id: seat for seat in db.scalars(select(Seat).where(*on_list))}
    learners = tuple(
        _learner(seat, tuple(sat.get(seat.id, ())), opening)
        for seat in sorted(seats.values(), key=lambda seat: (name_key(seat.name), seat.id))  # a guest's key is no name
    )
    firsts = [row.sat[0] for row in learners if row.sat and row.sat[0].ended]
    questions = tuple(
        _question(number, place, [one for one in firsts if asked is None or asked.saw(one.attempt.id, place.id)])
        for number, place in enumerate(places, 1)
    )
    arms = () if opening.live else arms_in(db, opening.quiz_id)
    return Report(opening, places, learners, questions, arms, asked)


class Marking:
    """The marks of many attempts: each different response to a question is marked once."""

    def __init__(self, places: Sequence[Place], rule: str) -> None:
        self._places, self._rule = places, rule
        self._known: dict[tuple[int, Choice | None], Fraction] = {}

    def of(self, held: Mapping[int, Held]) -> tuple[Fraction, ...]:
        """One mark per question, in the order of the quiz."""
        found = []
        for place in self._places:
            one = held.get(place.id)
            known = place.id, one.choice if one else None
            if known not in self._known:
                self._known[known] = mark(place, one, self._rule)
            found.append(self._known[known])
        return tuple(found)


def sat_of(attempt: Attempt, marking: Marking, held: Mapping[int, Held], *, at: datetime) -> Sat:
    return Sat(attempt, has_ended(attempt, at=at), ended_at(attempt, at=at), held, marking.of(held))


def only_seen(sat: Sat, places: Sequence[Place], asked: Asked) -> Sat:
    """Nothing is earned with a question that was not asked of this learner, also if all get full marks for it."""
    saw = [asked.saw(sat.attempt.id, place.id) for place in places]
    marks = tuple(earned if there else Fraction(0) for earned, there in zip(sat.marks, saw, strict=True))
    return replace(sat, marks=marks)


def held_in(db: Session, which: ColumnElement[bool]) -> dict[int, dict[int, Held]]:
    """Attempt id → quiz item id → the response held, for the attempts that fulfil a condition. One query."""
    query = select(Response.attempt_id, *HELD).join(Attempt, Attempt.id == Response.attempt_id).where(which)
    rows: dict[int, list[Any]] = {}
    for attempt_id, *row in db.execute(query):
        rows.setdefault(attempt_id, []).append(row)
    return {attempt_id: held_of(of_attempt) for attempt_id, of_attempt in rows.items()}


def _learner(seat: Seat, sat: tuple[Sat, ...], opening: Opening) -> LearnerRow:
    return LearnerRow(seat, sat, counted([one.score for one in sat if one.ended], opening.counts))


def _question(number: int, place: Place, firsts: Sequence[Sat]) -> QuestionRow:
    """Statistics use each learner's first attempt: later ones have seen the question."""
    marks = Counter[Mark](one.marks[number - 1] for one in firsts)
    choices = [one.held[place.id].choice for one in firsts if place.id in one.held and not one.held[place.id].blank]
    share, n = facility(marks, place.weight), len(firsts)
    return QuestionRow(
        number=number,
        place=place,
        n=n,
        right=right(marks, place.weight),
        partly=partly(marks, place.weight),
        facility=share if known(share) else None,
        interval=wilson(share if known(share) else 0.0, n),
        counts=tuple(answer_counts(place, choices)),
        blank=n - len(choices),
        again=sum(place.id in one.held and one.held[place.id].again for one in firsts),
    )


def answer_counts(place: Place, choices: Iterable[Choice]) -> list[AnswerCount]:
    """How often each option was chosen, in the author's order; for given texts, the most frequent first.

    Texts that mean the same, such as 1815 and 1815.0, count as one.
    """
    item = place.item
    if item.options:
        chosen = Counter(position for choice in choices for position in choice)
        return [AnswerCount(o.text, o.is_key, chosen[position]) for position, o in enumerate(item.options)]
    kind = KINDS[item.kind]
    written = Counter(choice for choice in choices if isinstance(choice, str))
    shown, texts = spellings(item, written), Counter[str]()
    for text, count in written.items():
        texts[shown[text]] += count
    return [
        AnswerCount(text, kind.mark(item, text, "all_or_nothing") == 1, count) for text, count in texts.most_common(20)
    ]


def key_in_words(item: Item) -> str:
    """What is right, as a report says it: texts of the keys, or the accepted answers."""
    if item.options:
        return KINDS[item.kind].describe(item, item.keys)
    return " or ".join(f"{text} {item.unit}".strip() for text in accepted_answers(item))


@dataclass(frozen=True, slots=True)
class Answered:
    """One question in one attempt, in words. `mark` is None when nothing was answered.

    `there` is false for a question of a live run that was asked before its learner had come; `again` says that it was
    answered only when it was asked again.
    """

    number: int
    place: Place
    words: str
    key: str
    mark: Fraction | None
    received_at: datetime | None
    there: bool = True
    again: bool = False


def answers_in(report: Report, sat: Sat) -> list[Answered]:
    """Every question of the quiz with what this attempt holds for it."""
    found = []
    places = report.given_to(sat)
    for number, (place, earned) in enumerate(zip(places, sat.marks, strict=True), 1):
        held = sat.held.get(place.id)
        blank = held is None or held.blank
        words = KINDS[place.item.kind].describe(place.item, held.choice) if held else ""
        received_at = held.received_at if held else None
        key = key_in_words(place.item)
        there = report.asked is None or report.asked.saw(sat.attempt.id, place.id)
        again = held is not None and held.again
        found.append(Answered(number, place, words, key, None if blank else earned, received_at, there, again))
    return found


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that came after the time was over: kept, and not counted."""

    number: int
    words: str
    received_at: datetime


def late_answers(db: Session, report: Report, row: LearnerRow) -> dict[int, list[Late]]:
    """Attempt id → what arrived too late in it, in the order of arrival."""
    numbered = {
        (sat.attempt.id, place.id): (number, place.item)
        for sat in row.sat
        for number, place in enumerate(report.given_to(sat), 1)
    }
    events = db.scalars(
        select(ResponseEvent)
        .where(ResponseEvent.attempt_id.in_([sat.attempt.id for sat in row.sat]), ResponseEvent.late)
        .order_by(ResponseEvent.id)
    )
    late: dict[int, list[Late]] = {}
    for event in events:
        number, item = numbered[event.attempt_id, event.quiz_item_id]
        words = KINDS[item.kind].describe(item, from_stored(event.choice))
        late.setdefault(event.attempt_id, []).append(Late(number, words, event.received_at))
    return late

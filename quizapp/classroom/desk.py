"""What the answer path knows without asking the database: published questions and attempts never change.

Both tables here hold rows that are written once, so nothing is ever invalidated; the oldest entries are dropped. The
questions of a quiz are kept under the opening they are asked in: a quiz whose only opening was a live room that nobody
joined is a draft again when that is deleted, and other processes need not hear of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from threading import Lock
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom.arms import arms_in, given
from quizapp.classroom.bodies import evidence_from_json, item_of, with_picture_addresses
from quizapp.core.errors import NotFound
from quizapp.core.grading import Grading
from quizapp.core.item import Item
from quizapp.core.revealed import Evidence
from quizapp.store import Attempt, Course, ItemVersion, Opening, QuizItem, Seat

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Place:
    """A quiz item, parsed; its pictures stand under the addresses they are served at.

    After a correction, `item` has the keys in force in the opening it was read for; `proven` says whether evidence and
    explanation, which were written for the first, may stand beside them. `letters` are those under which a
    live room showed its options, in the author's order; see `wordings.lettered`.
    """

    id: int
    public_id: str
    item: Item
    evidence: Evidence
    version_id: int
    item_id: int
    corrected: Grading | None = None
    proven: bool = True
    letters: tuple[str, ...] = ()

    @property
    def grading(self) -> Grading:
        """How it is marked: by its own key unless it was corrected for this opening."""
        return self.corrected or Grading(self.item)

    @property
    def weight(self) -> Fraction:
        return self.grading.weight


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of a published quiz, in the author's order."""

    places: tuple[Place, ...]
    by_public_id: dict[str, Place]


@dataclass(frozen=True, slots=True)
class AttemptKey:
    """What never changes about an attempt, under its public id; `zone`, for receipts, as it was when first asked.

    `opening` is a public id.
    """

    id: int
    secret: bytes
    seat: str
    quiz_id: int
    opening: str
    zone: ZoneInfo
    versions: Mapping[int, Item] = field(default_factory=dict)
    """Quiz item → the newer version, where a trial gave it to this attempt."""


class _Newest(Generic[V]):
    """At most `limit` values; the least recently used goes first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: OrderedDict[str, V] = OrderedDict()
        self._lock = Lock()

    def known(self, name: str) -> V | None:
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
            return self._values.get(name)

    def get(self, name: str, load: Callable[[], V]) -> V:
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
                return self._values[name]
        value = load()
        with self._lock:
            self._values[name] = value
            if len(self._values) > self.limit:
                self._values.popitem(last=False)
        return value


class Desk:
    """One per application."""

    def __init__(self) -> None:
        self._sheets: _Newest[Sheet] = _Newest(500)
        self._attempts: _Newest[AttemptKey] = _Newest(20_000)

    def sheet(self, db: Session, quiz_id: int, opening: str) -> Sheet:
        """The questions of a quiz in one of its openings, by the opening's public id."""
        return self._sheets.get(opening, lambda: read_sheet(db, quiz_id))

    def known_sheet(self, opening: str) -> Sheet | None:
        """The same, if it has been asked for lately."""
        return self._sheets.known(opening)

    def attempt(self, open_session: Callable[[], Session], public_id: str) -> tuple[AttemptKey, Sheet]:
        """An attempt's fixed facts and its questions; the session is opened only when they are not known yet.

        Raises NotFound.
        """
        key = self._attempts.get(public_id, lambda: _read_attempt(open_session(), public_id))
        sheet = self._sheets.get(key.opening, lambda: read_sheet(open_session(), key.quiz_id))
        return key, _sheet_given(sheet, key)

    def note(self, attempt: Attempt, versions: Mapping[int, Item]) -> None:
        """Keep what a page has just read about an attempt: its first answer is then as cheap as the others."""
        if attempt.state == "open":
            opening, seat = attempt.opening, attempt.seat.public_id
            zone = ZoneInfo(opening.course.time_zone)
            key = AttemptKey(attempt.id, attempt.secret, seat, opening.quiz_id, opening.public_id, zone, versions)
            self._attempts.get(attempt.public_id, lambda: key)

    def known_attempt(self, public_id: str) -> tuple[AttemptKey, Sheet] | None:
        """The same, if both have been asked for lately."""
        key = self._attempts.known(public_id)
        sheet = self.known_sheet(key.opening) if key else None
        return (key, _sheet_given(sheet, key)) if key and sheet else None


def _sheet_given(sheet: Sheet, key: AttemptKey) -> Sheet:
    """The questions with the texts of a trial, where one gave them to this attempt."""
    if not key.versions:
        return sheet
    places = as_given(sheet.places, key.versions)
    return Sheet(places, {place.public_id: place for place in places})


def read_sheet(db: Session, quiz_id: int) -> Sheet:
    rows = db.execute(
        select(QuizItem, ItemVersion)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .where(QuizItem.quiz_id == quiz_id)
        .order_by(QuizItem.position)
    )
    places = tuple(place_of(place, version) for place, version in rows)
    return Sheet(places, {place.public_id: place for place in places})


def place_of(place: QuizItem, version: ItemVersion) -> Place:
    evidence = evidence_from_json(version.evidence)
    item = item_of(version)
    item = with_picture_addresses(item, version.media)
    item = replace(item, language=item.language or evidence.source.language)
    return Place(place.id, place.public_id, item, evidence, version.id, version.item_id)


def as_given(places: Sequence[Place], versions: Mapping[int, Item]) -> tuple[Place, ...]:
    """The questions with the texts that an attempt was given; keys stay those in force."""
    return tuple(_with_texts(place, versions[place.id]) if place.id in versions else place for place in places)


def _with_texts(place: Place, new: Item) -> Place:
    options = tuple(
        replace(option, text=other.text, rationale=other.rationale)
        for option, other in zip(place.item.options, new.options, strict=True)
    )
    return replace(place, item=replace(place.item, options=options, explanation=new.explanation))


def _read_attempt(db: Session, public_id: str) -> AttemptKey:
    row = db.execute(
        select(Attempt.id, Attempt.secret, Seat.public_id, Opening.quiz_id, Opening.public_id, Course.time_zone)
        .join(Seat, Seat.id == Attempt.seat_id)
        .join(Opening, Opening.id == Attempt.opening_id)
        .join(Course, Course.id == Opening.course_id)
        .where(Attempt.public_id == public_id, ~Opening.live)  # answers of a live room come through the room
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such quiz here, or it belongs to somebody else.")
    attempt_id, secret, seat, quiz_id, opening, zone = row
    versions = given(arms_in(db, quiz_id), attempt_id, secret)
    return AttemptKey(attempt_id, secret, seat, quiz_id, opening, ZoneInfo(zone), versions)

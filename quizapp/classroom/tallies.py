"""Whether the running sums of an opening may be believed, and what they say.

A report never depends on somebody having remembered to throw sums away: how the attempts were marked is part of what
is kept, so another key, weight or rule finds no sums, and sums in which an attempt is gone or runs again are not used.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Place
from quizapp.core.item import Item
from quizapp.store import Attempt, Opening, OpeningTally, TalliedAttempt, Tally


@dataclass(slots=True)
class Same:
    """How many saw the same questions and have the same total, and what they answered."""

    learners: int = 0
    pieces: Counter[str] = field(default_factory=Counter)


def usable(opening: Opening, places: Sequence[Place]) -> bool:
    """Sums are kept where all see the same questions and choose among options: no typed word is stored twice."""
    return not opening.live and bool(places) and all(place.item.options for place in places)


def marking_of(opening: Opening, places: Sequence[Place]) -> str:
    """A hash of everything that a mark depends on besides the response."""
    graded = [
        [place.id, str(place.weight), place.grading.full, *map(_keys, (place.grading.item, *place.grading.kept))]
        for place in places
    ]
    return sha256(json.dumps([opening.credit, graded]).encode()).hexdigest()


def _keys(item: Item) -> list[object]:
    return [item.kind, len(item.options), sorted(item.keys)]


def believable(db: Session, opening: Opening, places: Sequence[Place]) -> bool:
    """Whether the sums of an opening are of these markings, and every attempt in them is still a finished first one."""
    head = db.execute(
        select(OpeningTally.marking, OpeningTally.attempts).where(OpeningTally.opening_id == opening.id)
    ).one_or_none()
    if head is None or head.marking != marking_of(opening, places):
        return False
    holds = case(((Attempt.state != "open") & (Attempt.number == 1), 1), else_=0)
    inside, still = db.execute(
        select(func.count(), func.sum(holds))
        .select_from(TalliedAttempt)
        .join(Attempt, Attempt.id == TalliedAttempt.attempt_id)
        .where(TalliedAttempt.opening_id == opening.id)
    ).one()
    return bool(inside == (still or 0) == head.attempts)


def kept(db: Session, opening: Opening, places: Sequence[Place]) -> Mapping[Fraction, Same] | None:
    """Total → who has it and what they answered, of the attempts that are in the sums; None without usable sums."""
    if not usable(opening, places) or not believable(db, opening, places):
        return None
    found: dict[Fraction, Same] = {}
    rows = select(Tally.total, Tally.piece, Tally.n).where(Tally.opening_id == opening.id)
    for total, piece, n in db.execute(rows):
        same = found.setdefault(Fraction(total), Same())
        if piece:
            same.pieces[piece] = n
        else:
            same.learners = n
    return found

"""The key in force in an opening: its questions with the corrections that were decided since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Desk, Place
from quizapp.core.flaws import supports
from quizapp.core.grading import Correction, grading
from quizapp.store import Opening, Regrade, RegradePlace

Corrections = Mapping[int, Sequence[Correction]]
"""Quiz item id → its corrections in one opening, in the order they were decided."""


_CORRECTIONS = (
    select(RegradePlace.opening_id, RegradePlace.quiz_item_id, Regrade)
    .join(Regrade, Regrade.id == RegradePlace.regrade_id)
    .where(RegradePlace.opening_id.in_(bindparam("openings", expanding=True)))
    .order_by(Regrade.id)
)


def corrections_in(db: Session, openings: Collection[int]) -> dict[int, dict[int, list[Correction]]]:
    """Opening id → its corrections. One query, however many openings."""
    rows = db.execute(_CORRECTIONS, {"openings": list(openings)})
    found: dict[int, dict[int, list[Correction]]] = {}
    for opening_id, quiz_item_id, row in rows:
        found.setdefault(opening_id, {}).setdefault(quiz_item_id, []).append(correction_of(row))
    return found


def correction_of(row: Regrade) -> Correction:
    return Correction(row.id, row.kind, tuple(row.given), row.keep, row.undoes_id)


def with_corrections(places: Sequence[Place], corrections: Corrections) -> tuple[Place, ...]:
    """The questions as they are marked after the corrections."""
    return tuple(corrected(place, corrections.get(place.id, ())) for place in places)


def corrected(place: Place, corrections: Sequence[Correction]) -> Place:
    """`place` as it stands in the quiz, marked after these corrections."""
    if not corrections:
        return place
    found = grading(place.item, corrections)
    told = " ".join([*place.evidence.sentences, place.item.explanation])
    proven = found.item == place.item or supports(found.item, told)
    return replace(place, item=found.item, corrected=found, proven=proven)


def places_of(db: Session, desk: Desk, opening: Opening) -> tuple[Place, ...]:
    """The questions of an opening in the author's order, with the keys in force."""
    places = desk.sheet(db, opening.quiz_id, opening.public_id).places
    return with_corrections(places, corrections_in(db, [opening.id]).get(opening.id, {}))


def out_of(places: Sequence[Place]) -> Fraction:
    """The marks that can be earned: one for each question, unless weights were changed or questions dropped."""
    return sum((place.weight for place in places), Fraction(0))

"""Every learner and every question of one opening in a table: who may need help with what."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.classroom.results import LearnerRow, Report, Sat
from quizapp.core.revealed import verdict


@dataclass(frozen=True, slots=True)
class GridRow:
    """A learner's first attempt, as the table of questions counts it, with one verdict per question.

    A verdict is right, partly right, not right, or not answered; while the attempt runs, answered or not answered.
    It is “not there” where a live run asked before the learner had come. Without an attempt there are none.
    """

    learner: LearnerRow
    verdicts: tuple[str, ...]


def grid(report: Report) -> list[GridRow]:
    """A row per learner, from the report alone: no further query."""
    return [GridRow(row, _verdicts(report, row.sat[0]) if row.sat else ()) for row in report.learners]


def _verdicts(report: Report, sat: Sat) -> tuple[str, ...]:
    found = []
    for place, mark in zip(report.places, sat.marks, strict=True):
        held = sat.held.get(place.id)
        if report.asked is not None and not report.asked.saw(sat.attempt.id, place.id):
            found.append("not there")
        elif held is None or held.blank:
            found.append("not answered")
        elif not sat.ended:
            found.append("answered")
        else:
            # a question that was dropped has no mark to tell by
            share = mark / place.weight if place.weight else place.grading.share(held.choice, report.opening.credit)
            found.append(verdict(share))
    return tuple(found)

"""Trying a newer version of a question beside the one a quiz holds, and keeping the better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import approving, audit, authoring
from quizapp.classroom.bodies import item_of
from quizapp.classroom.counting import counts_of_texts, statement
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import places_of
from quizapp.classroom.history import Use
from quizapp.classroom.permissions import courses_with, require, require_page
from quizapp.classroom.wordings import letters
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.item import Item as Body
from quizapp.core.item import fold
from quizapp.core.statistics import ItemFigures, analyse
from quizapp.core.trial import LOOKS, Verdict, gets_new, replaced_option, verdict
from quizapp.store import Attempt, Item, ItemVersion, Opening, Person, Quiz, QuizItem, Trial, last_attempt


@dataclass(frozen=True, slots=True)
class Measured:
    """Both versions as they did so far, (old, new): all of their first attempts, and what the looks say."""

    old: ItemFigures
    new: ItemFigures
    names: tuple[str, ...]
    verdict: Verdict


def get(db: Session, person: Person, public_id: str) -> Trial:
    trial = db.scalar(select(Trial).where(Trial.public_id == public_id))
    if trial is None:
        raise NotFound("There is no such trial here, or it is not one of yours.")
    require(db, person, "quiz.write", quiz_of(db, trial).course)
    return trial


def quiz_of(db: Session, trial: Trial) -> Quiz:
    return db.get_one(Quiz, trial.place.quiz_id)


def of_item(db: Session, person: Person, row: Item) -> list[Trial]:
    """The trials of a question in the person's own classes, the newest first: part of its history."""
    mine = [course.id for course in courses_with(db, person, "quiz.write")]
    query = (
        select(Trial)
        .join(ItemVersion, ItemVersion.id == Trial.new_version_id)
        .join(QuizItem, QuizItem.id == Trial.quiz_item_id)
        .join(Quiz, Quiz.id == QuizItem.quiz_id)
        .where(ItemVersion.item_id == row.id, Quiz.course_id.in_(mine))
    )
    return list(db.scalars(query.order_by(Trial.id.desc())))


def shown_before(db: Session, place: QuizItem, before: int | None = None) -> Body:
    """The question as a quiz shows it: its own version, or what the last trial (before that of this id) kept."""
    kept = select(Trial).where(Trial.quiz_item_id == place.id, Trial.kept == "new")
    if before is not None:
        kept = kept.where(Trial.id < before)
    last = db.scalars(kept.order_by(Trial.id.desc()).limit(1)).first()
    return item_of(last.new_version if last else place.version)


def why_not(db: Session, place: QuizItem) -> str:
    """Why the newest version of a question cannot be tried in a quiz; empty when it can."""
    running = select(Trial.id).where(Trial.quiz_item_id == place.id, Trial.kept == "").limit(1)
    if db.scalar(running) is not None:
        return "A trial of this question is running in this quiz; decide about it first."
    if replaced_option(shown_before(db, place), item_of(authoring.newest(db, place.version.item))) is None:
        return "A trial compares two versions that differ in one wrong option, and in nothing else that learners see."
    return ""


def testable(db: Session, person: Person, row: Item, uses: Sequence[Use]) -> list[Quiz]:
    """The person's quizzes, given to a class, in which the newest version of a question can be tried."""
    mine = {course.id for course in courses_with(db, person, "quiz.write")}
    found = []
    for use in uses:
        quiz = use.quiz
        if use.number == row.version_number or quiz.course_id not in mine or row.status != "approved":
            continue
        place = next((one for one in quiz.items if one.version.item_id == row.id), None)
        if place is not None and any(not one.live for one in quiz.openings) and not why_not(db, place):
            found.append(quiz)
    return found


def start(db: Session, person: Person, quiz: Quiz, row: Item, *, secret: bytes, at: datetime) -> Trial:
    """Give the newest version of a question to half of the attempts that start from now on.

    Raises BadInput when more than one wrong option is different, Conflict while another trial of it runs.
    """
    require(db, person, "quiz.write", quiz.course)
    require_page(db, person, row.page)
    place = next((one for one in quiz.items if one.version.item_id == row.id), None)
    if place is None:
        raise NotFound("This question is not in that quiz.")
    if not [opening for opening in quiz.openings if not opening.live]:
        raise BadInput("This quiz is not given to a class yet: change the question in it instead.")
    if row.status != "approved":
        raise BadInput("Approve the question first; only approved versions are shown to learners.")
    after = last_attempt(db)  # whoever else starts a trial waits here, and then finds this one running
    if reason := why_not(db, place):
        raise (Conflict if "running" in reason else BadInput)(reason)
    new = authoring.newest(db, row)
    option = replaced_option(shown_before(db, place), item_of(new))
    assert option is not None
    trial = Trial(place=place, new_version=new, option=option, secret=secret, started_at=at, person_id=person.id)
    trial.after_attempt = after
    db.add(trial)
    audit.write(db, "trial.start", person, quiz.course, at=at, question=row.public_id, quiz=quiz.public_id)
    db.flush()
    return trial


def decide(db: Session, desk: Desk, person: Person, trial: Trial, keep: str, *, at: datetime) -> str:
    """Keep one version for every attempt from now on, and in the bank. Scores of both stand.

    Returns why the question is a draft now, when a blocking flaw stands against the option put back; else nothing.
    """
    quiz = quiz_of(db, trial)
    require(db, person, "quiz.write", quiz.course)
    until = last_attempt(db)
    db.refresh(trial, ["kept"])  # the other host may have decided while this one waited
    if trial.kept:
        raise Conflict("Somebody has decided about this trial already.")
    if keep not in ("old", "new"):
        raise BadInput("Choose which version to keep.")
    found = measure(db, desk, trial, at=at)
    said = {"words": found.verdict.words, "better": found.verdict.better}
    trial.outcome = said | {"old": _plain(found.old), "new": _plain(found.new)}
    trial.kept, trial.decided_at, trial.person_id = keep, at, person.id
    trial.until_attempt = until
    row = trial.new_version.item
    why = _put_back(db, person, trial, row, at=at) if keep == "old" else ""
    audit.write(db, "trial.decide", person, quiz.course, at=at, question=row.public_id, kept=keep)
    db.flush()
    return why


def _put_back(db: Session, person: Person, trial: Trial, row: Item, *, at: datetime) -> str:
    """The newest version with the old option again, unless somebody has written that option anew meanwhile."""
    newest, n = item_of(authoring.newest(db, row)), trial.option
    old, tried = shown_before(db, trial.place, trial.id).options[n], item_of(trial.new_version).options[n]
    now = newest.options[n] if n < len(newest.options) else None
    elsewhere = any(fold(one.text) == fold(old.text) for one in newest.options)
    if now is None or now.is_key or fold(now.text) != fold(tried.text) or elsewhere:
        return ""
    item = replace(newest, options=(*newest.options[:n], old, *newest.options[n + 1 :]))
    found = approving.blocking(db, row.page, item) if row.status == "approved" else []
    if found:
        authoring.set_status(db, person, row, "draft", at=at)
    authoring.edit_item(db, person, row, item, origin="trial", at=at)
    return approving.said(found)


def _plain(figures: ItemFigures) -> dict[str, Any]:
    """What is kept of a version's figures: numbers, and words where a figure does not exist."""
    told = asdict(figures)
    return {
        "n": told["n"],
        "facility": told["facility"],
        "discrimination": told["discrimination"],
        "options": [{name: one[name] for name in ("name", "is_key", "n", "share", "r")} for one in told["options"]],
    }


def measure(db: Session, desk: Desk, trial: Trial, *, at: datetime) -> Measured:
    """Both versions over all self-paced runs of the quiz: first attempts that started while the trial ran.

    Looks take the first so many of each version in the order in which they began, of those that have ended. Those who
    begin later change no look that is reached; one who began early and ends late still can.
    """
    runs = _runs(db, desk, trial, at)
    place = next(one for one in runs[0][1] if one.id == trial.quiz_item_id)
    looks = []
    least = min(len(_of(runs, new)) for new in (False, True))
    for look in (one for one in LOOKS if one <= least):
        looks.append((_figures(trial, runs, False, look), _figures(trial, runs, True, look)))
    return Measured(
        _figures(trial, runs, False), _figures(trial, runs, True), letters(place), verdict(looks, trial.option)
    )


@dataclass(frozen=True, slots=True)
class _Sat:
    new: bool
    attempt: int
    text: str | None


_Runs = list[tuple[Opening, tuple[Place, ...], list[_Sat]]]


def _runs(db: Session, desk: Desk, trial: Trial, at: datetime) -> _Runs:
    quiz, found = quiz_of(db, trial), []
    for opening in (one for one in quiz.openings if not one.live):
        query = statement(opening, at, "first").add_columns(Attempt.secret, Attempt.id)
        query = query.where(Attempt.id > trial.after_attempt)
        if trial.until_attempt is not None:
            query = query.where(Attempt.id <= trial.until_attempt)
        sat = [
            _Sat(gets_new(trial.secret, secret), attempt_id, text) for _, text, secret, attempt_id in db.execute(query)
        ]
        found.append((opening, places_of(db, desk, opening), sat))
    return found


def _of(runs: _Runs, new: bool) -> list[_Sat]:
    return sorted((sat for _, _, of_run in runs for sat in of_run if sat.new is new), key=lambda sat: sat.attempt)


def _figures(trial: Trial, runs: _Runs, new: bool, first: int | None = None) -> ItemFigures:
    """A version's figures over its `first` so many attempts, or all."""
    wanted = {sat.attempt for sat in _of(runs, new)[:first]}
    picked = [
        (opening, places, [sat.text for sat in of_run if sat.new is new and sat.attempt in wanted])
        for opening, places, of_run in runs
    ]
    at = [place.id for place in picked[0][1]].index(trial.quiz_item_id)
    return analyse(counts_of_texts(picked), rule=picked[0][0].credit).items[at]


def texts_of(db: Session, trial: Trial) -> Sequence[tuple[str, str]]:
    """Each option's text, (old, new), in the author's order."""
    old, new = shown_before(db, trial.place, trial.id), item_of(trial.new_version)
    return [(a.text, b.text) for a, b in zip(old.options, new.options, strict=True)]

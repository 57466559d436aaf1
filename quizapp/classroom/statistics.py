"""What the statistics of a quiz or of a question are, and where the question was used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom.arms import arms_in
from quizapp.classroom.copies import alike, openings_of
from quizapp.classroom.counting import ATTEMPTS, counts_of, counts_of_runs, counts_of_texts, texts_by_version
from quizapp.classroom.desk import Desk, Place, as_given
from quizapp.classroom.flagging import aside_in
from quizapp.classroom.grading import corrections_in, out_of, places_of, with_corrections
from quizapp.classroom.live_asked import asked_in
from quizapp.classroom.permissions import courses_with
from quizapp.classroom.results import key_in_words
from quizapp.classroom.timing import seconds_in
from quizapp.classroom.wordings import Wordings, lettered, wordings
from quizapp.core.errors import BadInput
from quizapp.core.scoring import shown
from quizapp.core.statistics import Analysis, Counts, Figure, Flag, Interval, ItemFigures, Mark, analyse, flags, known
from quizapp.core.statistics.flags import drift
from quizapp.core.statistics.items import median_seconds, rapid_share
from quizapp.core.statistics.runs import pooled_discrimination, pooled_facility, predicted_facility
from quizapp.core.statistics.words import PREDICTED
from quizapp.core.words import plain, unstopped
from quizapp.store import Item, ItemVersion, Opening, Person, Quiz, QuizItem, SetAside


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a quiz with its figures and what they suggest to look at. `item` names it in the bank.

    `seconds` is the median answer time, `rapid` the share of answers that were too quick, both of `timed` answers.
    `wordings` has the texts behind the names of options in the figures. `aside` is what an instructor wrote who has
    looked at these flags.
    """

    number: int
    place: Place
    item: str
    figures: ItemFigures
    seconds: Figure
    rapid: Figure
    timed: int
    flags: tuple[Flag, ...]
    wordings: Wordings
    aside: SetAside | None

    @property
    def calls(self) -> bool:
        """Whether a flag asks to be looked at: one of a kind that nobody has set aside here."""
        return not {flag.code for flag in self.flags} <= set(self.aside.codes if self.aside else ())

    @property
    def urgent(self) -> bool:
        return any(flag.urgent for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A quiz over one opening or several. `attempts` is a name in `counting.ATTEMPTS`."""

    questions: tuple[Question, ...]
    analysis: Analysis
    totals: Mapping[Mark, int]
    out_of: Fraction
    attempts: str
    openings: tuple[Opening, ...]

    def question(self, public_id: str) -> Question | None:
        return next((one for one in self.questions if one.place.public_id == public_id), None)

    @property
    def to_look_at(self) -> list[Question]:
        """The questions with a flag that calls, those with an urgent one first."""
        found = [question for question in self.questions if question.calls]
        return sorted(found, key=lambda question: (not question.urgent, question.number))

    @property
    def set_aside(self) -> list[Question]:
        return [question for question in self.questions if question.flags and not question.calls]


def of_opening(db: Session, desk: Desk, opening: Opening, *, at: datetime, attempts: str = "first") -> Statistics:
    """One opening, by the key in force there. As many queries for a large class as for a small one."""
    _check(attempts)
    places = places_of(db, desk, opening)
    places = lettered(db, opening, [places[number] for number in _asked_somewhere(db, [(opening, places)])])
    counts = counts_of(db, opening, places, at=at, attempts=attempts)
    return _statistics(db, counts, analyse(counts, rule=opening.credit), [(opening, places)], attempts, at)


def of_quiz(db: Session, desk: Desk, quiz: Quiz, *, at: datetime, attempts: str = "first") -> Statistics:
    """All openings of a quiz together, and of its corrected copies, of each learner one attempt in them all.

    Raises BadInput before there is one.
    """
    _check(attempts)
    runs = _runs_of_quiz(db, desk, quiz)
    if not runs:
        raise BadInput(f"“{quiz.title}” has not been given to a class yet; there is nothing to count.")
    counts = counts_of_runs(db, runs, at=at, attempts=attempts)
    analysis = analyse(counts, rule=runs[-1][0].credit)
    return _statistics(db, counts, analysis, runs, attempts, at)


Runs = Sequence[tuple[Opening, tuple[Place, ...]]]


def _runs_of_quiz(db: Session, desk: Desk, quiz: Quiz) -> list[tuple[Opening, tuple[Place, ...]]]:
    """Each opening with the questions by the key in force there, the same question in the same place in all of them."""
    openings = openings_of(alike(db, quiz))
    if not openings:
        return []
    corrections = corrections_in(db, [opening.id for opening in openings])
    sheets = [(opening, desk.sheet(db, opening.quiz_id, opening.public_id).places) for opening in openings]
    there = _asked_somewhere(db, sheets)
    newest, places = sheets[-1]  # the pages to which one comes from here, and their letters, are of this one
    letters = [place.letters for place in lettered(db, newest, places)]
    runs = []
    for opening, places in sheets:
        named = [replace(place, letters=of) for place, of in zip(places, letters, strict=True)]
        asked = tuple(named[number] for number in there)
        runs.append((opening, with_corrections(asked, corrections.get(opening.id, {}))))
    return runs


@dataclass(frozen=True, slots=True)
class MarkedApart:
    """A question that was not marked alike in all runs: in words how, and in which of them."""

    number: int
    place: Place
    ways: Mapping[str, Sequence[Opening]]


def marked_apart(db: Session, desk: Desk, quiz: Quiz, finished: Mapping[int, int]) -> list[MarkedApart]:
    """The questions whose figures mix several keys, weights or full marks. `finished`: see `once.how_many`."""
    runs = [(opening, places) for opening, places in _runs_of_quiz(db, desk, quiz) if opening.id in finished]
    found = []
    for number, places in enumerate(zip(*(places for _, places in runs), strict=True), 1):
        ways: dict[str, list[Opening]] = {}
        for (opening, _), place in zip(runs, places, strict=True):
            ways.setdefault(_marking_in_words(place), []).append(opening)
        if len(ways) > 1:
            found.append(MarkedApart(number, places[-1], ways))
    return found


def _marking_in_words(place: Place) -> str:
    if not place.weight:
        return "not at all"
    key = f"by the key “{unstopped(plain(key_in_words(place.item)))}”"
    way = "with full marks for everybody" if place.grading.full else key
    return way if place.weight == 1 else f"{way}, weight {shown(place.weight)}"


def _asked_somewhere(db: Session, runs: Runs) -> list[int]:
    """By their places, the questions that were asked of anybody: all of them, unless there were live runs alone."""
    asked = asked_in(db, [opening for opening, _ in runs])
    every = range(len(runs[-1][1]))
    if len(asked) < len(runs):
        return list(every)
    return [n for n in every if any(places[n].id in asked[opening.id].numbers for opening, places in runs)]


def _check(attempts: str) -> None:
    if attempts not in ATTEMPTS:
        raise BadInput(f"“{attempts}” is no choice of attempts; choose one of: {', '.join(ATTEMPTS)}.")


def _statistics(db: Session, counts: Counts, analysis: Analysis, runs: Runs, attempts: str, at: datetime) -> Statistics:
    openings, places = tuple(opening for opening, _ in runs), runs[-1][1]
    query = select(Item.id, Item.public_id).where(Item.id.in_([place.item_id for place in places]))
    names = {item_id: public_id for item_id, public_id in db.execute(query)}
    arms = arms_in(db, openings[0].quiz_id)
    seconds = seconds_in(db, openings, at=at)
    aside = aside_in(db, openings[-1].quiz)
    questions = []
    for number, (place, figures) in enumerate(zip(places, analysis.items, strict=True), 1):
        times = [time for one in dict.fromkeys(run[number - 1].id for _, run in runs) for time in seconds.get(one, [])]
        rapid = rapid_share(times)
        found = flags(figures, rapid=rapid, two_by_nature=place.item.kind == "true-false")
        questions.append(
            Question(
                number,
                place,
                names[place.item_id],
                figures,
                median_seconds(times),
                rapid,
                len(times),
                tuple(found),
                wordings(place, arms),
                aside.get(place.id),
            )
        )
    return Statistics(tuple(questions), analysis, counts.totals, out_of(places), attempts, openings)


# --- one question over all its runs ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """One question in one opening."""

    opening: Opening
    version: ItemVersion
    place: Place
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class VersionHistory:
    """The runs of versions that look the same to a learner, put together. `numbers` are those versions'.

    `drift` says whether the newest run stands apart from the earlier ones. `difficulty` is its author's guess, and
    `expected` the facility to expect next time, guess and observation together; None without a guess.
    """

    numbers: tuple[int, ...]
    runs: tuple[Run, ...]
    n: int
    right: int
    partly: int
    facility: Figure
    facility_interval: Interval
    discrimination: Figure
    discrimination_interval: Interval
    drift: Flag | None
    difficulty: str
    expected: Figure | None


def of_item(db: Session, desk: Desk, person: Person, item: Item, *, at: datetime) -> list[VersionHistory]:
    """How a question did wherever it was used in the person's classes, newest version first.

    Versions with the same fingerprint share their figures; a changed stem or option starts anew.
    """
    mine = [course.id for course in courses_with(db, person, "result.read")]
    rows = db.execute(
        select(Opening, ItemVersion, QuizItem.public_id)
        .join(QuizItem, QuizItem.quiz_id == Opening.quiz_id)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .where(ItemVersion.item_id == item.id, Opening.course_id.in_(mine))
        .options(joinedload(Opening.quiz), joinedload(Opening.course))
        .order_by(ItemVersion.number.desc(), Opening.created_at, Opening.id)
    ).all()
    by_look: dict[str, list[Run]] = {}
    for opening, version, public_id in rows:
        for run in _runs(db, desk, opening, version, public_id, at):
            by_look.setdefault(run.version.fingerprint, []).append(run)
    found = [_history(runs) for runs in by_look.values()]
    return sorted(found, key=lambda one: one.numbers[-1], reverse=True)


def _runs(
    db: Session, desk: Desk, opening: Opening, version: ItemVersion, public_id: str, at: datetime
) -> Iterator[Run]:
    """An opening as one run of the version its quiz holds, and one of each version that a trial put beside it."""
    places, arms = places_of(db, desk, opening), arms_in(db, opening.quiz_id)
    number = next(n for n, place in enumerate(places) if place.public_id == public_id)
    if opening.live or not any(arm.quiz_item == places[number].id for arm in arms):
        found = of_opening(db, desk, opening, at=at).question(public_id)
        if found is not None:  # a live run may have ended before it
            yield Run(opening, version, found.place, found.figures)
        return
    for has, texts in texts_by_version(db, opening, arms, places[number], at=at).items():
        arm = arms[has - 1] if has else None
        counts = counts_of_texts([(opening, places, texts)])
        figures = analyse(counts, rule=opening.credit).items[number]
        [place] = as_given([places[number]], {arm.quiz_item: arm.new} if arm else {})
        yield Run(opening, db.get_one(ItemVersion, arm.version_id) if arm else version, place, figures)


def _history(runs: list[Run]) -> VersionHistory:
    runs.sort(key=lambda run: (run.opening.created_at, run.opening.id))
    share, interval, n = pooled_facility([(run.figures.facility, run.figures.n) for run in runs])
    r, r_interval = pooled_discrimination([(run.figures.discrimination, run.figures.n) for run in runs])
    answered = [run for run in runs if known(run.figures.facility)]
    apart = None
    if len(answered) > 1:
        _, earlier, _ = pooled_facility([(run.figures.facility, run.figures.n) for run in answered[:-1]])
        apart = drift(answered[-1].figures.facility_interval, earlier)
    numbers = tuple(sorted({run.version.number for run in runs}))
    difficulty = max(runs, key=lambda run: run.version.number).place.item.difficulty
    expected = predicted_facility(share, n, sum(PREDICTED[difficulty]) / 2) if difficulty in PREDICTED else None
    return VersionHistory(
        numbers,
        tuple(runs),
        n,
        sum(run.figures.right for run in runs),
        sum(run.figures.partly for run in runs),
        share,
        interval,
        r,
        r_interval,
        apart,
        difficulty,
        expected,
    )

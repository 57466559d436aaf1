"""Files that take longer to read than a page may: kept for a while, read and stored by the worker.

First a file is read, and what would become of each question is remembered, without a change to the bank. Then the
questions that somebody chose are stored, in one transaction. Either can be stopped, and begins anew after a kill.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.classroom import bank_pages, imports, jobs
from quizapp.classroom.bodies import digest
from quizapp.classroom.imports import Import, Imported
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import Conflict, NotFound
from quizapp.core.item import from_body, to_body
from quizapp.formats import registry
from quizapp.formats.heading import heading
from quizapp.formats.report import Entry, Reading, Skipped, Taken, listening
from quizapp.formats.sheets.reader import NoHeader
from quizapp.store import Arrival, BankPage, Job, Person
from quizapp.store.base import new_public_id

KEPT = timedelta(days=1)
PART = 100
"""Questions that a preview shows at once."""

PASTED = "pasted questions"
"""The name of what was pasted and is no file."""
LEAST_LETTERS = 3
"""Letters of a file's name that may say what its questions are about."""
MOST_NAMED = 3
READ, STORE = "read", "store"
"""The kinds of jobs."""

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it arrived."""

    name: str
    data: bytes
    format: str = ""
    page: str = ""
    columns: str = ""
    title: str = ""
    """What a new page for its questions shall be called, where somebody said so."""

    def read(self, tell: Tell = lambda stage, done, total: None) -> Reading:
        """Raises BadInput, or NoHeader for a table whose columns nobody has explained."""
        found = 0

        def heard() -> None:
            nonlocal found
            found += 1
            tell("reading", found, 0)

        with listening(heard):
            return registry.read(self.data, self.name, self.format, columns=self.columns)

    def read_apart(self, tell: Tell) -> Reading:
        """As `read`, in a process of its own with a limit to its memory."""
        from quizapp.formats.apart import read_apart

        def heard(found: int) -> None:
            tell("reading", found, 0)

        return read_apart(self.data, self.name, self.format, columns=self.columns, heard=heard)


def accept(db: Session, person: Person, file: File, *, at: datetime) -> Arrival:
    """Keep a file and ask the worker to read it. What this person brought before and did not store goes."""
    require_bank(db, person)
    forget(db, person)
    db.execute(delete(Arrival).where(Arrival.created_at < at - KEPT))
    public_id = new_public_id()
    arrival = Arrival(
        public_id=public_id,
        job=jobs.ask(db, person, READ, digest([public_id, READ]), at=at),
        name=file.name[-120:],
        format=file.format,
        page=file.page,
        columns=file.columns,
        title=file.title,
        data=file.data,
        found={},
        left_out=[],
        created_at=at,
    )
    db.add(arrival)
    db.flush()
    return arrival


def forget(db: Session, person: Person) -> None:
    """Let go of the files that somebody brought and did not store."""
    own = select(Job.id).where(Job.person_id == person.id, Job.kind.in_((READ, STORE)))
    db.execute(delete(Arrival).where(Arrival.job_id.in_(own)))


def get(db: Session, person: Person, public_id: str) -> Arrival:
    """Somebody's own file. Raises NotFound for another's, or one that is gone."""
    query = select(Arrival).join(Job).where(Arrival.public_id == public_id, Job.person_id == person.id)
    if (arrival := db.scalar(query)) is None:
        raise NotFound("This file is not here any more; bring it again.")
    return arrival


def of_job(db: Session, job_id: int) -> Arrival:
    """The file that a job is about. Raises Conflict where another one has taken its place."""
    if (arrival := db.scalar(select(Arrival).where(Arrival.job_id == job_id))) is None:
        raise Conflict("The file is not here any more; bring it again.")
    return arrival


def file_of(arrival: Arrival) -> File:
    return File(arrival.name, arrival.data, arrival.format, arrival.page, arrival.columns, arrival.title)


def judged(
    db: Session, person: Person, file: File, tell: Tell, read: Callable[[File, Tell], Reading], *, at: datetime
) -> dict[str, Any]:
    """What would become of each question of a file, as plain values. Nothing is written."""
    try:
        reading = read(file, tell)
    except NoHeader:
        return {"asks": "columns"}
    page = page_of(db, person, file.page)

    def compared(done: int, total: int) -> None:
        tell("comparing", done, total)

    title = title_for(db, person, file, reading, at=at)
    done = imports.bring(db, person, reading, file.name, page=page, title=title, dry=True, tell=compared, at=at)
    questions = [_to_json(one) for one in done.questions]
    return {
        "format": reading.format,
        "notes": list(reading.notes),
        "count": len(questions),
        "counts": done.counts(),
        "onto": done.onto,
        "parts": [json.dumps(questions[start : start + PART]) for start in range(0, len(questions), PART)],
        "skipped": [[one.place, one.line, one.what, one.remedy, one.excerpt] for one in reading.skipped],
    }


def _to_json(one: Imported) -> dict[str, Any]:
    return {
        "place": one.taken.place,
        "line": one.taken.line,
        "item": to_body(one.taken.item),
        "action": one.action,
        "known": one.known,
        "like": list(one.like[:1]),
        "why": one.why,
        "changes": list(one.changes),
    }


def remembered(found: Mapping[str, Any], part: int = 0) -> Import:
    """What `judged` said about the questions of one part, as the import that it would be.

    The parts are texts within, so that a page of a preview costs no more memory than its own questions.
    """
    questions = [
        Imported(
            Taken(Entry(from_body(one["item"])), one["place"], one["line"]),
            one["action"],
            one["known"],
            tuple(one["like"]),
            one["why"],
            tuple(one["changes"]),
        )
        for one in (json.loads(found["parts"][part]) if found["parts"] else ())
    ]
    skipped = tuple(Skipped(*one) for one in found["skipped"])
    onto = [(title, public_id) for title, public_id in found.get("onto", ())]
    reading = Reading(found["format"], skipped=skipped, notes=tuple(found["notes"]))
    return Import(reading, questions=questions, onto=onto)


def leave_out(db: Session, arrival: Arrival, shown: range, ticked: Collection[int]) -> None:
    """Remember which of the questions shown on one page are not wanted."""
    _still_there(arrival)
    arrival.left_out = sorted(set(arrival.left_out) - set(shown) | set(shown) - set(ticked))
    db.flush()


def ask_to_store(db: Session, person: Person, arrival: Arrival, *, at: datetime) -> None:
    """Ask the worker to store all but what is left out; asking twice is asking once."""
    require_bank(db, person)
    _still_there(arrival)
    arrival.job = jobs.ask(db, person, STORE, digest([arrival.public_id, STORE]), at=at)
    db.flush()


def _still_there(arrival: Arrival) -> None:
    busy = arrival.job.state in ("waiting", "running")
    if busy or not arrival.found.get("count"):
        raise Conflict("The questions of this file are not known yet, or are on their way into the bank already.")


def store(db: Session, arrival: Arrival, reading: Reading, *, at: datetime) -> tuple[int, str]:
    """Store what is not left out; returns how many questions that were, and a receipt. The file goes."""
    person = db.get_one(Person, arrival.job.person_id)
    page = page_of(db, person, arrival.page)
    only = frozenset(range(len(reading.taken))).difference(arrival.left_out)
    title = title_for(db, person, file_of(arrival), reading, at=at)
    done = imports.bring(db, person, reading, arrival.name, page=page, title=title, only=only, at=at)
    arrival.data, arrival.found, arrival.page = b"", {}, only_page(done)
    counts = done.counts()
    return counts.get("new", 0) + counts.get("version", 0), receipt(done)


def only_page(done: Import) -> str:
    """The page that new questions went to, by its public id; nothing where there are several or none."""
    return done.onto[0][1] if len(done.onto) == 1 else ""


def receipt(done: Import) -> str:
    """What was stored and where, in a sentence or two."""
    counts = done.counts()
    new, versions = counts.get("new", 0), counts.get("version", 0)
    said = [f"{new:,} new draft{'s' * (new != 1)}"] * bool(new)
    said += [f"{versions:,} new version{'s' * (versions != 1)}"] * bool(versions)
    if not said:
        return "Nothing was stored: no question was ticked that is new or changed."
    stored = f"Stored: {' and '.join(said)}."
    if not new:
        return stored
    titles = [f"“{title[:80]}”" for title, _ in done.onto[:MOST_NAMED]] + ["others"] * (len(done.onto) > MOST_NAMED)
    where = f"{'It is' if new == 1 else 'They are'} on the page{'s' * (len(titles) > 1)} {', '.join(titles)}."
    return f"{stored} {where} Drafts enter no quiz before somebody approves them."


def title_for(db: Session, person: Person, file: File, reading: Reading, *, at: datetime) -> str:
    """What a new page for the questions of a file is called, so that no page here is called like it already."""
    day = at.astimezone(ZoneInfo(bank_pages.own_zone(require_bank(db, person))))
    named = PurePosixPath(file.name).stem
    if file.name == PASTED or sum(map(str.isalpha, named)) < LEAST_LETTERS:  # `q.csv` says nothing of its questions
        named = f"{'Pasted' if file.name == PASTED else 'Imported'} questions, {day.day} {day:%B %Y}"
    wished = file.title or reading.title or heading(file.data, reading) or named
    return bank_pages.fresh_title(db, person, wished)


def page_of(db: Session, person: Person, public_id: str) -> BankPage | None:
    """The page that new questions go to, where one was named."""
    return bank_pages.get_page(db, person, public_id) if public_id else None

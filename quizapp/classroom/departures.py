"""Sending questions away: a quiz, a page or the whole bank as entries that a format can write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import carrying
from quizapp.classroom.authoring import newest_of
from quizapp.classroom.bodies import evidence_from_json, facts_of, head_from_json, item_of
from quizapp.classroom.called import called
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import NotFound
from quizapp.core.page import Fact, Head
from quizapp.formats import registry
from quizapp.formats.files.media import names_in
from quizapp.formats.report import Defaults, Entry, Loss, Written
from quizapp.store import BankPage, Item, ItemVersion, Media, Opening, Person, Quiz, QuizItem

WHOLE = ("bundle", "bank")
"""Formats that carry retired questions too; other programs know no such state."""


_UNWEIGHED = "left open: its file once said how its options count, which this format cannot say"


def send(
    db: Session, versions: Sequence[ItemVersion], format: str, *, title: str, rule: str = "", nearest: bool = False
) -> Written:
    """A file with these versions of questions. `rule` is how their quiz scores several keys, if it is decided.

    `nearest`: somebody chose that what the format cannot score so goes out under the nearest rule it has.
    Raises BadInput for a format that is not written.
    """
    entries = [replace(entry_of(version, rule=rule), nearest=nearest) for version in versions]
    if format not in WHOLE:
        entries = [entry for entry in entries if entry.status != "retired"]
    media = media_of(db, versions, entries)
    written = registry.write(format, entries, media, title)
    refused = {refusal.entry for refusal in written.refused}
    plain = [
        entry.name
        for entry in entries
        if entry.name in refused and not rule and (entry.defaults.weights or entry.defaults.rule)
    ]
    if not plain:
        return written
    # How options count came with a file and means nothing here: a format that cannot say it gets the question without.
    entries = [carrying.unweighed(entry) if entry.name in plain else entry for entry in entries]
    written = registry.write(format, entries, media, title)
    still = {refusal.entry for refusal in written.refused}
    left = tuple(Loss("scoring", name, _UNWEIGHED) for name in plain if name not in still)
    return replace(written, losses=(*written.losses, *left))


def entry_of(version: ItemVersion, *, rule: str = "") -> Entry:
    """A version as it travels: under its uid, with the source and facts it had, and nothing about people."""
    row, item = version.item, item_of(version)
    page = row.page
    if version.number == row.version_number:
        head: Head = head_from_json(page.head)
        facts: tuple[Fact, ...] = tuple(fact for fact in facts_of(page) if fact.name in item.facts)
    else:
        evidence = evidence_from_json(version.evidence)
        head, facts = evidence.source, evidence.facts
    entry = Entry(
        item,
        uid=f"{page.name}/{row.name}",
        title=called(version),
        category=page.name,
        status=row.status,
        was=tuple(row.was),
        head=head,
        facts=facts,
        defaults=Defaults(rule=rule if item.kind == "multiple" else ""),
    )
    return carrying.restored(entry, row.carried, scored_here=bool(rule))


def media_of(db: Session, versions: Iterable[ItemVersion], entries: Iterable[Entry]) -> dict[str, bytes]:
    """`media/map.png` → its bytes, for every picture that these use."""
    pinned = {name: digest for version in versions for name, digest in version.media.items()}
    found: dict[str, bytes] = {}
    for name in sorted({name for entry in entries for name in names_in(entry)}):
        query = select(Media.data).order_by(Media.id.desc()).limit(1)
        chosen = Media.sha256 == pinned[name] if name in pinned else Media.name == name.removeprefix("media/")
        data = db.scalar(query.where(chosen))
        if data is not None:
            found[name] = data
    return found


def versions_of_page(db: Session, page: BankPage) -> list[ItemVersion]:
    """The newest version of each question of a page, in its order."""
    return _newest(db, Item.page_id == page.id)


def versions_of_chosen(db: Session, person: Person, public_ids: Sequence[str]) -> list[ItemVersion]:
    """The newest version of each of these questions that the person may see, page by page."""
    mine = [course.id for course in require_bank(db, person)]
    seen = or_(BankPage.course_id.is_(None), BankPage.course_id.in_(mine))
    return _newest(db, Item.public_id.in_(public_ids), seen)


def versions_of_all(db: Session) -> list[ItemVersion]:
    """The newest version of each question of the bank, page by page."""
    return _newest(db)


def _newest(db: Session, *of: ColumnElement[bool]) -> list[ItemVersion]:
    rows = db.scalars(
        select(Item)
        .join(BankPage)
        .where(*of)
        .options(selectinload(Item.page).selectinload(BankPage.facts))
        .order_by(BankPage.name, Item.position, Item.id)
    ).all()
    found: dict[int, ItemVersion] = {}
    for at in range(0, len(rows), 500):
        found |= newest_of(db, rows[at : at + 500])
    return [found[row.id] for row in rows]


def versions_of_quiz(db: Session, quiz: Quiz) -> list[ItemVersion]:
    """The versions that a quiz pins, in its order."""
    return list(
        db.scalars(
            select(ItemVersion)
            .join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
            .where(QuizItem.quiz_id == quiz.id)
            .options(selectinload(ItemVersion.item).selectinload(Item.page).selectinload(BankPage.facts))
            .order_by(QuizItem.position)
        )
    )


def rule_of(db: Session, quiz: Quiz) -> str:
    """How the latest opening of a quiz scores several keys; empty for one that was never opened."""
    query = select(Opening.credit).where(Opening.quiz_id == quiz.id).order_by(Opening.id.desc()).limit(1)
    return db.scalar(query) or ""


def page_named(db: Session, name: str) -> BankPage:
    page = db.scalar(select(BankPage).where(BankPage.name == name).options(selectinload(BankPage.facts)))
    if page is None:
        raise NotFound(f"There is no page “{name}” in the bank; look at the names with: quizapp bank save --help")
    return page


def quiz_with(db: Session, public_id: str) -> Quiz:
    quiz = db.scalar(select(Quiz).where(Quiz.public_id == public_id))
    if quiz is None:
        raise NotFound(f"There is no quiz “{public_id}”; its id stands in the address of its page.")
    return quiz

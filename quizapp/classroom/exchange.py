"""The bank between pages and database: load, save, and what changed in both places.

For each question, fact and page head three states are compared: as last exchanged (`file_hash`), as the page says it
now, as the database says it now. Only what changed on one side moves; what changed on both is reported and left
alone until somebody decides with `take`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import approving, authoring, bank_pages, pictures
from quizapp.classroom.bodies import (
    digest,
    fact_from_row,
    fact_to_json,
    head_from_json,
    head_to_json,
    item_of,
)
from quizapp.classroom.exchange_report import ExchangeReport, difference
from quizapp.core.errors import BadInput
from quizapp.core.item import MEDIA, fingerprint, to_body
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats import bank
from quizapp.formats.bank.folder import PageFile, pictures_of
from quizapp.store import BankPage, Item, ItemVersion, PageFact

Take = Literal["page", "database"]
Moves = Literal["nothing", "page", "database", "conflict"]


def moves(last: str, page: str, database: str, take: Take | None) -> Moves:
    """Which side's state the other should take."""
    if page == database:
        return "nothing"
    if page == last:
        return "database"
    if database == last:
        return "page"
    return take or "conflict"


def question_hash(question: Question) -> str:
    return digest({"body": to_body(question.item), "status": question.status})


def _row_hash(row: Item, version: ItemVersion) -> str:
    return digest({"body": version.body, "status": row.status})


def _fact_hash(fact: Fact) -> str:
    return digest(fact_to_json(fact))


def _head_hash(head: Head) -> str:
    return digest(head_to_json(head) | {"was": ""})


# --- pages → database ------------------------------------------------------------------------------------------


def load(db: Session, files: list[PageFile], *, take: Take | None = None, at: datetime) -> ExchangeReport:
    """Bring the database to what the pages say. Twice is once. Nothing is deleted: a question gone is retired.

    Raises BadInput for what a single page cannot see, such as two pages claiming one old name.
    """
    report = ExchangeReport()
    _check_claims([file.page for file in files if file.page is not None])
    for file in files:
        if file.page is not None:
            _load_pictures(db, file, at=at)
            _load_page(db, file.page, report, take, at=at)
    db.flush()
    return report


def _check_claims(pages: list[Page]) -> None:
    """One old name has one heir; otherwise the order of the pages would decide which question it becomes."""
    claims = [(page.head.was, page.name) for page in pages if page.head.was]
    for page in pages:
        for question in page.questions:
            claims += [
                (old if "/" in old else f"{page.name}/{old}", f"{page.name}/{question.name}") for old in question.was
            ]
    heirs: dict[str, str] = {}
    for old, heir in claims:
        if heirs.setdefault(old, heir) != heir:
            raise BadInput(f"{heirs[old]} and {heir} both say that they were {old}; leave `was` with one of them")


def _load_pictures(db: Session, file: PageFile, *, at: datetime) -> None:
    for name, path in pictures_of(file).items():
        pictures.load_picture(db, path.read_bytes(), name.removeprefix("media/"), at=at)


def _load_page(db: Session, page: Page, report: ExchangeReport, take: Take | None, *, at: datetime) -> None:
    row = _page_row(db, page, report, at=at)
    way = moves(row.file_hash, _head_hash(page.head), _head_hash(head_from_json(row.head)), take)
    if way == "page":
        row.head = head_to_json(page.head)
    if way in ("nothing", "page"):
        row.file_hash = _head_hash(page.head)
    if way != "nothing":  # "unchanged" counts questions
        _note(report, way, page.name, direction="page")
    _load_facts(row, page, report, take)
    db.flush()
    named = _rows_by_name(db, row)
    newest = authoring.newest_of(db, named.values())
    present = set()
    for question in page.questions:
        item = named.get(question.name) or _renamed(db, row, question, named, report)
        if item is None:
            held, why = _held(db, row, question)
            item = authoring.create_item(
                db, None, row, question.item, name=question.name, status=held.status,
                was=question.was, origin="load", at=at,
            )  # fmt: skip
            item.file_hash = question_hash(held)
            report.flawed += [f"{page.name}/{question.name}: {why}"] if why else []
            report.new.append(f"{page.name}/{question.name}")
        else:
            old = newest.get(item.id) or authoring.newest(db, item)  # one that moved here from another page
            _load_question(db, page, item, old, question, report, take, at=at)
        present.add(item.id)
    for item in named.values():
        if item.id not in present and item.file_hash:
            _retire(page, item, newest[item.id], report, take)
    _follow_evidence(db, row, at=at)


def _page_row(db: Session, page: Page, report: ExchangeReport, *, at: datetime) -> BankPage:
    query = select(BankPage).options(selectinload(BankPage.facts))
    row = db.scalar(query.where(BankPage.name == page.name))
    if row is None and page.head.was:
        row = db.scalar(query.where(BankPage.name == page.head.was))
        if row is not None:
            row.name = page.name
            report.renamed.append(f"{page.head.was} → {page.name}")
    if row is None:
        row = bank_pages.create_page(db, None, page.head, course=None, name=page.name, at=at)
        row.file_hash = _head_hash(page.head)
    return row


def _load_facts(row: BankPage, page: Page, report: ExchangeReport, take: Take | None) -> None:
    known = {fact.number: fact for fact in row.facts}
    for fact in page.facts:
        old = known.get(fact.number)
        if old is None:
            row.facts.append(
                PageFact(
                    number=fact.number,
                    statement=fact.statement,
                    quotes=list(fact.quotes),
                    places=list(fact.places),
                    file_hash=_fact_hash(fact),
                )
            )
            continue
        way = moves(old.file_hash, _fact_hash(fact), _fact_hash(fact_from_row(old)), take)
        if way == "page":
            old.statement, old.quotes, old.places = fact.statement, list(fact.quotes), list(fact.places)
        if way in ("nothing", "page"):
            old.file_hash = _fact_hash(fact)
        _note(report, way, f"{page.name}/{fact.name}", direction="page")


def _rows_by_name(db: Session, page: BankPage) -> dict[str, Item]:
    rows = db.scalars(select(Item).where(Item.page_id == page.id).options(selectinload(Item.tags)))
    return {row.name: row for row in rows}


def _renamed(
    db: Session, page: BankPage, question: Question, named: dict[str, Item], report: ExchangeReport
) -> Item | None:
    """The row that carried one of the question's old names, moved to the new one."""
    for old in question.was:
        other, _, name = old.rpartition("/")
        row = named.pop(name, None) if not other else db.scalar(
            select(Item).join(BankPage).where(BankPage.name == other, Item.name == name)
        )  # fmt: skip
        if row is not None:
            row.page, row.name, row.was = page, question.name, list(question.was)
            named[question.name] = row
            report.renamed.append(f"{old} → {page.name}/{question.name}")
            return row
    return None


def _load_question(
    db: Session,
    page: Page,
    row: Item,
    old: ItemVersion,
    question: Question,
    report: ExchangeReport,
    take: Take | None,
    *,
    at: datetime,
) -> None:
    name = f"{page.name}/{question.name}"
    held, why = _held(db, row.page, question, row.file_hash, _row_hash(row, old))
    way = moves(row.file_hash, question_hash(held), _row_hash(row, old), take)
    if way == "page":
        before = item_of(old)
        authoring.edit_item(db, None, row, question.item, origin="load", at=at)
        row.status = held.status
        seen = fingerprint(before, old.media), fingerprint(question.item, pictures.hashes_of(db, question.item.media))
        if seen[0] == seen[1] and before.keys != question.item.keys:
            report.rekeyed.append(name)
    if way in ("nothing", "page"):
        row.file_hash = question_hash(held)
        row.was = list(question.was)
        report.flawed += [f"{name}: {why}"] if why else []
    _note(report, way, name, direction="page", differs=lambda: difference(question.item, item_of(old)))


def _held(db: Session, page: BankPage, question: Question, last: str = "", here: str = "") -> tuple[Question, str]:
    """A page's question as it is held here, and why that is a draft when a blocking flaw stands against its approval.

    All states are compared in this form, so the page's own word is left to its author. Where the page says what is
    here, or what it said last, nothing is approved by it and nothing is looked for.
    """
    draft = replace(question, status="draft")
    settled = question_hash(question) in (last, here) and question_hash(draft) != here
    if question.status != "approved" or settled or not (found := approving.blocking(db, page, question.item)):
        return question, ""
    return draft, approving.said(found)


def _retire(page: Page, row: Item, newest: ItemVersion, report: ExchangeReport, take: Take | None) -> None:
    """A question that is gone from its page is retired, unless somebody changed it here meanwhile."""
    state = _row_hash(row, newest)
    if row.status == "retired":
        return
    if state != row.file_hash and take != "page":
        if take is None:
            report.conflicts.append(f"{page.name}/{row.name}: removed from the page, changed in the database")
        return
    row.status = "retired"
    row.file_hash = _row_hash(row, newest)
    report.retired.append(f"{page.name}/{row.name}")


def _follow_evidence(db: Session, page: BankPage, *, at: datetime) -> None:
    """Facts or source changed: questions resting on them get a version with the new evidence."""
    rows = db.scalars(select(Item).where(Item.page_id == page.id, Item.status != "retired")).all()
    newest = authoring.newest_of(db, rows)
    bodies = [(row, item_of(newest[row.id])) for row in rows]
    authoring.edit_items(db, None, bodies, origin="load", at=at)


def _note(report: ExchangeReport, way: Moves, name: str, *, direction: Take, differs: Callable[[], str] = str) -> None:
    if way == "conflict":
        report.conflicts.append(f"{name}: changed on the page and in the database{differs()}")
    elif way == "nothing":
        report.unchanged.append(name)
    elif way == direction:
        report.changed.append(name)
    else:
        report.waiting.append(name)


# --- database → pages ------------------------------------------------------------------------------------------


@dataclass
class Saved:
    """A page's new text, and what to remember once it is on disk."""

    name: str
    text: str
    remember: list[tuple[BankPage | PageFact | Item, str]] = field(default_factory=list)

    def done(self) -> None:
        """Note that page and database now agree. Call it after the file is written."""
        for row, state in self.remember:
            row.file_hash = state


def save(
    db: Session, row: BankPage, file: PageFile | None, *, report: ExchangeReport, take: Take | None = None
) -> Saved:
    """The text of a page with what changed in the database, and nothing else, changed in it.

    Raises BadInput when the page on disk has problems: it is mended before anything is written over it.
    """
    if file is not None and file.page is None:
        raise BadInput(f"{file.path.name} has problems; run “quizapp bank check”, mend them, and save again")
    page = file.page if file is not None else None
    saved = Saved(row.name, "")
    head = _saved_head(row, page, saved, report, take)
    facts = _saved_facts(row, page, saved, report, take)
    questions = _saved_questions(db, row, page, saved, report, take)
    wanted = Page(row.name, head, tuple(facts.values()), tuple(questions.values()))
    if not wanted.questions:
        report.waiting.append(f"{row.name}: no questions yet, so no page")
    elif file is None or page is None:
        saved.text = bank.write(wanted)
    else:
        saved.text = bank.update(file.text, wanted)
    return saved


def _saved_head(row: BankPage, page: Page | None, saved: Saved, report: ExchangeReport, take: Take | None) -> Head:
    head = head_from_json(row.head)
    way = moves(row.file_hash, _head_hash(page.head), _head_hash(head), take) if page else "database"
    if way in ("nothing", "database"):
        saved.remember.append((row, _head_hash(head)))
    if page is None:
        return head
    _note(report, way, row.name, direction="database")
    return replace(head, was=page.head.was) if way == "database" else page.head


def _saved_facts(
    row: BankPage, page: Page | None, saved: Saved, report: ExchangeReport, take: Take | None
) -> dict[int, Fact]:
    facts = {fact.number: fact for fact in page.facts} if page else {}
    for kept in row.facts:
        fact = fact_from_row(kept)
        old = facts.get(fact.number)
        if old is None and kept.file_hash and page is not None:
            report.waiting.append(f"{row.name}/{fact.name}: removed from the page; load it first")
            continue
        way: Moves = "database" if old is None else moves(kept.file_hash, _fact_hash(old), _fact_hash(fact), take)
        if way == "database":
            facts[fact.number] = fact
        if way in ("nothing", "database"):
            saved.remember.append((kept, _fact_hash(fact)))
        if old is None:
            report.new.append(f"{row.name}/{fact.name}")
        else:
            _note(report, way, f"{row.name}/{fact.name}", direction="database")
    return facts


def _saved_questions(
    db: Session, page_row: BankPage, page: Page | None, saved: Saved, report: ExchangeReport, take: Take | None
) -> dict[str, Question]:
    questions = {question.name: question for question in page.questions} if page else {}
    for row in db.scalars(select(Item).where(Item.page_id == page_row.id).order_by(Item.position, Item.id)):
        name, question, old = f"{page_row.name}/{row.name}", _question(db, row), questions.get(row.name)
        if old is None:
            if row.status == "retired":
                continue
            if row.file_hash and page is not None and take != "database":
                report.waiting.append(f"{name}: removed from the page; load it first")
                continue
            report.new.append(name)
            way: Moves = "database"
        else:
            held, _ = _held(db, page_row, old, row.file_hash, question_hash(question))
            way = moves(row.file_hash, question_hash(held), question_hash(question), take)
            _note(report, way, name, direction="database", differs=partial(difference, old.item, question.item))
        if way == "database":
            questions[row.name] = question
        if way in ("nothing", "database"):
            saved.remember.append((row, question_hash(question)))
    return questions


def _question(db: Session, row: Item) -> Question:
    return Question(row.name, item_of(authoring.newest(db, row)), tuple(row.was), row.status)


def pictures_for(db: Session, text: str) -> dict[str, bytes]:
    """`media/map.png` → its bytes, for every picture that a page's text names and the database has."""
    names = {name for _, name in MEDIA.findall(text)}
    found = {name: pictures.named(db, name.removeprefix("media/")) for name in sorted(names)}
    return {name: media.data for name, media in found.items() if media is not None}

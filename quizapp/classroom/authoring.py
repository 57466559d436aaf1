"""Writing questions: items, versions, states, tags and facts. Their pages are `bank_pages`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom import approving, audit
from quizapp.classroom.bodies import (
    body_hash,
    evidence_to_json,
    fact_from_row,
    facts_of,
    head_from_json,
    item_of,
    item_on_page,
)
from quizapp.classroom.permissions import NO_QUESTION, require_page
from quizapp.classroom.pictures import hashes_of
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.item import DIFFICULTIES, LEVELS, MEDIA, STATUSES, Item, fingerprint, fold, to_body
from quizapp.core.kinds import check
from quizapp.core.page import Fact, Head
from quizapp.core.words import brief, plain
from quizapp.store import BankPage, ItemTag, ItemVersion, PageFact, Person
from quizapp.store import Item as ItemRow

MAX_TAG = 40
MAX_STEM = 5_000
FOREIGN_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\((?!media/)")

# Put together once: whoever writes many questions asks them for each.
_NAMES = select(ItemRow.name).where(ItemRow.page_id == bindparam("page"))
_LAST_PLACE = select(func.max(ItemRow.position)).where(ItemRow.page_id == bindparam("page"))
_LAST_FACT = select(func.max(PageFact.number)).where(PageFact.page_id == bindparam("page"))
_VERSION = select(ItemVersion).where(
    ItemVersion.item_id == bindparam("item"), ItemVersion.number == bindparam("number")
)


def slug(text: str, *, taken: frozenset[str] = frozenset(), limit: int = 60) -> str:
    """A name for files and addresses out of any text: lower-case ASCII words with hyphens, not yet taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[:limit].strip("-") or "question"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def tidy_tags(typed: str) -> tuple[str, ...]:
    """Tags as typed, separated by commas: lower case, sorted, each once."""
    tags = {" ".join(tag.lower().split()) for tag in typed.split(",")} - {""}
    for tag in tags:
        if len(tag) > MAX_TAG:
            raise BadInput(f"The tag “{tag[:20]}…” has {len(tag)} characters; shorten it to {MAX_TAG}.")
    return tuple(sorted(tags))


@contextmanager
def first_come(db: Session, otherwise: str) -> Iterator[None]:
    """Rows that somebody else may be adding too: a UNIQUE constraint decides who was first.

    Raises Conflict with these words for the second.
    """
    try:
        with db.begin_nested():
            yield
    except IntegrityError:
        raise Conflict(otherwise) from None


def check_date(written: str, what: str) -> None:
    """Raises BadInput for what is no date; `what` names it."""
    if not written:
        return
    try:
        date.fromisoformat(written)
    except ValueError:
        raise BadInput(f"“{written}” is not a date; write the {what} as 2024-04-14.") from None


def check_fact(statement: str, ground: object) -> None:
    """A fact has words of its own and something that it rests on. Raises BadInput."""
    if not statement.strip():
        raise BadInput("Write the fact that proves the key, in your own words.")
    if not ground:
        raise BadInput("Give the source sentence, or where it stands, for example “paragraph 3”.")


def add_fact(db: Session, page: BankPage, statement: str, quote: str, place: str) -> Fact:
    """A new fact at the end of the page; numbers are never used again."""
    check_fact(statement, quote.strip() or place.strip())
    number = (db.scalar(_LAST_FACT, {"page": page.id}) or 0) + 1
    quotes, places = [*filter(None, [quote.strip()])], [*filter(None, [one_line(place)])]
    with first_come(db, f"Somebody added the fact F{number} to this page at the same moment; save again."):
        page.facts.append(row := PageFact(number=number, statement=one_line(statement), quotes=quotes, places=places))
    return fact_from_row(row)


def one_line(text: str) -> str:
    return " ".join(text.split())


# --- items -----------------------------------------------------------------------------------------------------


def check_item(item: Item) -> None:
    """Raises BadInput with everything wrong with an item that somebody typed."""
    problems = check(item)
    if item.level and item.level not in LEVELS:
        problems.append(f"the level is one of {', '.join(LEVELS)}")
    if item.difficulty and item.difficulty not in DIFFICULTIES:
        problems.append(f"the difficulty is one of {', '.join(DIFFICULTIES)}")
    if len(item.stem) > MAX_STEM:
        problems.append(f"the stem has {len(item.stem):,} characters; shorten it to {MAX_STEM:,}")
    if any(FOREIGN_PICTURE.search(text) for text in (item.stem, *(o.text for o in item.options), item.explanation)):
        problems.append("a picture from another place would tell its owner who takes the quiz; upload it instead")
    texts = [item.stem, *(option.text for option in item.options)]
    keys = [fold(option.text).casefold() for option in item.options if option.is_key and item.kind != "true-false"]
    for alternative, name in (found for text in texts for found in MEDIA.findall(text)):
        if not alternative.strip():
            problems.append(f"the picture {name} has no alternative text; describe it for those who cannot see it")
        elif any(len(key) > 2 and key in fold(alternative).casefold() for key in keys):
            problems.append("the alternative text of the picture contains the key; describe without naming it")
    if problems:
        raise BadInput("; ".join(problem[:1].upper() + problem[1:] for problem in problems) + ".")
    check_date(item.as_of, "as-of date")


def create_item(
    db: Session,
    person: Person | None,
    page: BankPage,
    item: Item,
    *,
    name: str = "",
    status: str = "approved",
    was: Sequence[str] = (),
    origin: str = "web",
    at: datetime,
) -> ItemRow:
    """A new question with its first version. Raises BadInput for one that somebody approves with a blocking flaw."""
    if person is not None:
        require_page(db, person, page)
    check_item(item)
    if person is not None and status == "approved":
        approving.require_sound(db, page, item)
    names = frozenset(db.scalars(_NAMES, {"page": page.id}))
    if name in names:
        raise BadInput(f"“{name}” is already the name of a question on this page; choose another.")
    row = ItemRow(
        page=page,
        name=name or slug(" ".join(brief(plain(item.stem)).split()[:8]), taken=names, limit=48),
        was=list(was),
        position=(db.scalar(_LAST_PLACE, {"page": page.id}) or 0) + 1,
        status=status,
        version_number=1,
        created_at=at,
    )
    fill_listing(row, item, head_from_json(page.head))
    version = make_version(db, row, item, number=1, person=person, origin=origin, at=at)
    with first_come(db, f"Another question named “{row.name}” was saved on this page at the same moment; save again."):
        db.add(version)  # and with it the row
    return row


def edit_item(
    db: Session,
    person: Person | None,
    row: ItemRow,
    item: Item,
    *,
    based_on: int | None = None,
    origin: str = "web",
    at: datetime,
) -> bool:
    """A new version of a question; False when nothing changed. Quizzes keep the version they pinned.

    `based_on` is the number of the version the author began with: raises Conflict if there is a newer one.
    """
    if person is not None:
        require_page(db, person, row.page)
    if based_on not in (None, row.version_number):
        raise Conflict(f"Version {row.version_number} was saved while you were writing; look at it before you save.")
    if person is not None and row.status == "approved":
        check_item(item)
        approving.require_sound(db, row.page, item)
    return _edit(db, [(row, item)], person=person, origin=origin, at=at) == 1


def edit_items(
    db: Session, person: Person | None, edits: Sequence[tuple[ItemRow, Item]], *, origin: str = "web", at: datetime
) -> int:
    """New versions of many questions, in a number of queries that does not grow; returns how many changed."""
    if person is not None:
        require_page(db, person, *(row.page for row, _ in edits))
    return _edit(db, edits, person=person, origin=origin, at=at)


def _edit(
    db: Session, edits: Sequence[tuple[ItemRow, Item]], *, person: Person | None, origin: str, at: datetime
) -> int:
    before = newest_of(db, [row for row, _ in edits])
    changed = []
    for row, item in edits:
        check_item(item)
        evidence = evidence_to_json(item, facts_of(row.page), head_from_json(row.page.head))
        if body_hash(item, evidence) != before[row.id].body_hash:
            changed.append((row, item))
    _add_versions(db, changed, person=person, origin=origin, at=at)
    return len(changed)


def _add_versions(
    db: Session, changed: Sequence[tuple[ItemRow, Item]], *, person: Person | None, origin: str, at: datetime
) -> None:
    made = [
        make_version(db, row, item, number=row.version_number + 1, person=person, origin=origin, at=at)
        for row, item in changed
    ]
    # Before the rows of the questions are touched: of two editors the second stops here, with nothing to undo.
    with first_come(db, "Somebody else saved this question at the same moment; look at it before you save."):
        db.add_all(made)
    for row, item in changed:
        row.version_number += 1
        fill_listing(row, item, head_from_json(row.page.head))
    db.flush()


def make_version(
    db: Session, row: ItemRow, item: Item, *, number: int, person: Person | None, origin: str, at: datetime
) -> ItemVersion:
    """A version of a question as a row that is not added yet. Raises BadInput for facts that its page has not."""
    facts = facts_of(row.page)
    known = {fact.name for fact in facts}
    if unknown := [name for name in item.facts if name not in known]:
        raise BadInput(f"The page has no fact {', '.join(unknown)}; choose from its list or write a new one.")
    evidence = evidence_to_json(item, facts, head_from_json(row.page.head))
    media = hashes_of(db, item.media)
    return ItemVersion(
        item=row,
        number=number,
        body=to_body(item),
        evidence=evidence,
        media=media,
        body_hash=body_hash(item, evidence),
        fingerprint=fingerprint(item, media),
        origin=origin,
        person_id=person.id if person else None,
        created_at=at,
    )


def fill_listing(row: ItemRow, item: Item, head: Head) -> None:
    """Repeat on the item's row what lists and filters read."""
    whole = item_on_page(item, head)
    row.kind, row.level, row.difficulty = item.kind, item.level, item.difficulty
    row.stem_start = plain(item.stem)[:200]
    words = [item.stem, *(o.text for o in item.options), *(a.text for a in item.answers), item.explanation, *whole.tags]
    row.search_text = " ".join(" ".join(words).casefold().split())
    kept = {tag.tag: tag for tag in row.tags}
    row.tags = [kept.get(tag) or ItemTag(tag=tag) for tag in whole.tags]


def newest(db: Session, row: ItemRow) -> ItemVersion:
    return db.scalars(_VERSION, {"item": row.id, "number": row.version_number}).one()


def newest_of(db: Session, rows: Iterable[ItemRow]) -> dict[int, ItemVersion]:
    """Item id → newest version, for many questions in one query."""
    found = db.scalars(
        select(ItemVersion)
        .join(ItemRow, and_(ItemRow.id == ItemVersion.item_id, ItemRow.version_number == ItemVersion.number))
        .where(ItemRow.id.in_([row.id for row in rows]))
    )
    return {version.item_id: version for version in found}


def versions(db: Session, row: ItemRow) -> list[ItemVersion]:
    return list(
        db.scalars(select(ItemVersion).where(ItemVersion.item_id == row.id).order_by(ItemVersion.number.desc()))
    )


def get_item(db: Session, person: Person, public_id: str) -> ItemRow:
    row = db.scalar(select(ItemRow).where(ItemRow.public_id == public_id))
    if row is None:
        raise NotFound(NO_QUESTION)
    require_page(db, person, row.page)
    return row


def duplicate_item(db: Session, person: Person, row: ItemRow, *, at: datetime) -> ItemRow:
    """A copy on the same page, as a draft to be changed into a question of its own."""
    return create_item(db, person, row.page, item_of(newest(db, row)), status="draft", at=at)


def set_status(db: Session, person: Person, row: ItemRow, status: str, *, at: datetime) -> None:
    """Approve a draft, retire a question, or bring it back. Nothing is deleted.

    Raises BadInput for approving one with a blocking flaw.
    """
    require_page(db, person, row.page)
    if status not in STATUSES:
        raise BadInput(f"The state is one of {', '.join(STATUSES)}.")
    if status == "approved":
        approving.require_sound(db, row.page, item_of(newest(db, row)))
    row.status = status
    audit.write(db, f"item.{status}", person, None, at=at, item=row.public_id)
    db.flush()

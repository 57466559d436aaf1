"""Bringing questions in: what a file holds becomes questions here, known ones new versions, and nothing comes twice.

A question is known by its uid `page/name`, also under an earlier name; else by its fingerprint, which is what a
learner sees of it. Questions that are new are drafts: nobody here has read them yet. What a file says about points,
time and weights stays with the question for other programs; no quiz here uses it, and each question says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import approving, authoring, bank_pages, carrying, pictures
from quizapp.classroom.bodies import head_from_json, item_of
from quizapp.classroom.merging import merged, stored
from quizapp.classroom.permissions import require_bank, require_page
from quizapp.core.errors import BadInput, Conflict
from quizapp.core.item import MEDIA, Item, fingerprint, fold
from quizapp.core.page import Fact, Head
from quizapp.core.plain import as_markdown
from quizapp.formats.bank import NAME
from quizapp.formats.fields.identity import short_uid
from quizapp.formats.files.media import names_in
from quizapp.formats.registry import FORMATS
from quizapp.formats.report import Entry, Reading, Skipped, Taken
from quizapp.store import BankPage, Course, ItemVersion, Media, PageFact, Person
from quizapp.store import Item as ItemRow

Action = Literal["new", "version", "unchanged", "duplicate", "failed"]
CHUNK = 500


@dataclass
class Imported:
    """One question of a file and what became, or would become, of it.

    `known` names the question it is, or repeats: `page/name`. `like` names questions whose stem begins the same.
    `why` says what is wrong where it failed.
    """

    taken: Taken
    action: Action
    known: str = ""
    like: tuple[str, ...] = ()
    why: str = ""
    changes: tuple[str, ...] = ()


@dataclass
class Import:
    """What bringing in a file did, or would do."""

    reading: Reading
    page: str = ""
    questions: list[Imported] = field(default_factory=list)
    onto: list[tuple[str, str]] = field(default_factory=list)
    """Where new questions went, or would go: title and public id of each page; no id where it is not there yet."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return self.reading.skipped

    def counts(self) -> dict[str, int]:
        """Action → how many, with `skipped` for what the reader could not take."""
        counts: dict[str, int] = {}
        for one in self.questions:
            counts[one.action] = counts.get(one.action, 0) + 1
        return counts | ({"skipped": len(self.skipped)} if self.skipped else {})


def bring(
    db: Session,
    person: Person | None,
    reading: Reading,
    filename: str,
    *,
    course: Course | None = None,
    page: BankPage | None = None,
    title: str = "",
    only: frozenset[int] | None = None,
    dry: bool = False,
    tell: Callable[[int, int], None] = lambda done, total: None,
    at: datetime,
) -> Import:
    """Bring in what a file holds. `person` None is a command.

    New questions go to `page`, or to the page their uid names, or to one named after the file; with a `title`, to a
    new page that is called so instead of the last. `only` limits it to these positions in `reading.taken`. A question
    that cannot be stored fails alone, with the reason. `dry` says what would become of each and writes nothing, so
    that it holds up nobody; roll back after it all the same. `tell` hears how many are done of how many. Raises
    NotAllowed for somebody who may not write questions.
    """
    if person is not None:
        require_bank(db, person)
    if page is not None and person is not None:
        require_page(db, person, page)
    done = Import(reading)
    bringer = _Bringer(db, person, reading, filename, course, page, title, at, dry=dry)
    chosen = [taken for at_, taken in enumerate(reading.taken) if only is None or at_ in only]
    bringer.look_up(chosen)
    with db.no_autoflush:
        for number, taken in enumerate(chosen):
            tell(number, len(chosen))
            done.questions.append(bringer.one(taken))
    done.page = ", ".join(sorted({row.name for row in bringer.pages.values()}))
    if not dry:
        bringer.finish()
        db.flush()
    done.onto = [
        (str(row.head["title"]), row.public_id if row.id else "")
        for row in sorted(bringer.pages.values(), key=lambda row: row.name)
    ]
    return done


class _Bringer:
    """The state of one import: pages, names in use, what is known, pictures already brought in."""

    def __init__(
        self, db: Session, person: Person | None, reading: Reading, filename: str, course: Course | None,
        page: BankPage | None, title: str, at: datetime, *, dry: bool,
    ) -> None:  # fmt: skip
        self.db, self.person, self.reading, self.course, self.at, self.dry = db, person, reading, course, at, dry
        self.keeps = FORMATS[reading.format].keeps
        self.media = {media.name: media.data for media in reading.media}
        self.names: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        self.default = page
        self.mine = None if person is None else {one.id for one in require_bank(db, person)}
        self.given = title
        self.title = title or reading.title or PurePosixPath(filename).stem or "Questions"
        self.pages: dict[str, BankPage] = {}
        self.taken_names: dict[str, set[str]] = {}
        self.positions: dict[str, int] = {}
        self.rows: dict[str, ItemRow] = {}
        self.versions: dict[int, ItemVersion] = {}
        self.by_fingerprint: dict[str, str] = {}
        self.by_stem: dict[str, list[str]] = {}
        self.source = ""  # of all questions that name one without a page of its own
        self.made: list[ItemVersion] = []
        self.edits: dict[int, tuple[ItemRow, Item]] = {}

    # --- what is known

    def look_up(self, chosen: Sequence[Taken]) -> None:
        """Find, in a few queries, the questions that these are or resemble; and the source that they share."""
        sources = {_own_source(taken.entry) for taken in chosen}
        self.source = sources.pop() if len(sources) == 1 else ""
        pages = {taken.entry.uid.rpartition("/")[0] for taken in chosen} - {""}
        for names in _chunks(sorted(pages)):
            query = select(ItemRow).join(BankPage).where(BankPage.name.in_(names))
            options = (selectinload(ItemRow.page).selectinload(BankPage.facts), selectinload(ItemRow.tags))
            for row in self.db.scalars(query.options(*options)):
                self.rows[f"{row.page.name}/{row.name}"] = row
                for old in row.was:
                    self.rows.setdefault(old if "/" in old else f"{row.page.name}/{old}", row)
        self.rows = {short_uid(uid): row for uid, row in self.rows.items()} | self.rows
        self.versions = authoring.newest_of(self.db, {row.id: row for row in self.rows.values()}.values())
        stems = {fold(_unbroken(taken.item.stem))[:200] for taken in chosen}
        for starts in _chunks(sorted(stems)):
            found = self.db.execute(
                select(ItemRow.stem_start, ItemRow.name, BankPage.name, ItemVersion.fingerprint)
                .join(BankPage, BankPage.id == ItemRow.page_id)
                .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
                .where(ItemVersion.number == ItemRow.version_number, ItemRow.stem_start.in_(starts))
                .where(ItemRow.status != "retired", *self._visible())
            )
            for start, name, page, print_ in found:
                self.by_stem.setdefault(start, []).append(f"{page}/{name}")
                self.by_fingerprint.setdefault(print_, f"{page}/{name}")

    def _visible(self) -> list[ColumnElement[bool]]:
        """Whose questions may be named as duplicates: shared ones and those of the person's classes."""
        return [] if self.mine is None else [or_(BankPage.course_id.is_(None), BankPage.course_id.in_(self.mine))]

    # --- one question

    def one(self, taken: Taken) -> Imported:
        changes = [*taken.changes, *carrying.remark(taken.entry)]
        try:
            item = self._with_pictures(stored(taken.item), taken.entry)
            authoring.check_item(item)
            row = self.rows.get(taken.entry.uid)
            if row is not None and self._may_write(row.page):
                return self._known(taken, row, item, changes)
            return self._new(taken, item, changes)
        except (BadInput, Conflict) as error:
            return Imported(taken, "failed", why=str(error), changes=tuple(changes))

    def _may_write(self, page: BankPage) -> bool:
        return self.mine is None or page.course_id is None or page.course_id in self.mine

    def _known(self, taken: Taken, row: ItemRow, item: Item, changes: list[str]) -> Imported:
        name = f"{row.page.name}/{row.name}"
        old = self.edits[row.id][1] if row.id in self.edits else item_of(self.versions[row.id])
        whole = merged(old, item, self.keeps)
        known = {f"F{fact.number}" for fact in row.page.facts}
        whole = replace(whole, facts=tuple(fact for fact in whole.facts if fact in known))
        carried = carrying.renewed(row.carried, self._renamed(taken.entry), whole, self.keeps)
        if carried != row.carried and not self.dry:
            row.carried = carried
        if whole == old:
            return Imported(taken, "unchanged", name, changes=tuple(changes))
        authoring.check_item(whole)
        self.edits[row.id] = (row, whole)
        return Imported(taken, "version", name, changes=tuple(changes))

    def _new(self, taken: Taken, item: Item, changes: list[str]) -> Imported:
        hashes = self.hashes | pictures.hashes_of(self.db, [one for one in item.media if one not in self.hashes])
        print_ = fingerprint(item, hashes)
        prints = [print_]
        if "order" not in self.keeps:  # it may have been fixed before the file forgot it
            prints.append(fingerprint(replace(item, order="fixed"), hashes))
        if known := next((self.by_fingerprint[one] for one in prints if one in self.by_fingerprint), ""):
            return Imported(taken, "duplicate", known, changes=tuple(changes))
        start = fold(item.stem)[:200]
        like = tuple(self.by_stem.get(start, ()))
        page = self._page_for(taken.entry)
        item = self._with_facts(page, taken.entry, item, changes)
        item = _with_source(page, taken.entry, item, changes)
        own = self._name_on(page, taken.entry, item)
        if not self.dry:
            self._add(page, own, taken.entry, item)
        name = f"{page.name}/{own}"
        self.by_fingerprint[print_] = name
        self.by_stem.setdefault(start, []).append(name)
        return Imported(taken, "new", name, like, changes=tuple(changes))

    def _name_on(self, page: BankPage, entry: Entry, item: Item) -> str:
        used = self.taken_names.setdefault(page.name, set())
        own = entry.uid.rpartition("/")[2]
        if not NAME.fullmatch(own) or own in used:
            words = entry.title if entry.title and not entry.uid else " ".join(item.stem.split()[:8])
            own = authoring.slug(words, taken=frozenset(used), limit=48)
        used.add(own)
        return own

    def _add(self, page: BankPage, own: str, entry: Entry, item: Item) -> None:
        self.positions[page.name] += 1
        row = ItemRow(
            page=page, name=own, was=[], position=self.positions[page.name], status="draft", version_number=1,
            created_at=self.at,
        )  # fmt: skip
        authoring.fill_listing(row, item, head_from_json(page.head))
        row.carried = carrying.carried_of(self._renamed(entry), item)
        version = authoring.make_version(self.db, row, item, number=1, person=self.person, origin="import", at=self.at)
        self.made.append(version)

    # --- pages, facts, pictures

    def _page_for(self, entry: Entry) -> BankPage:
        named = entry.uid.rpartition("/")[0] if "/" in entry.uid else ""
        own = self.default is None and NAME.fullmatch(named) is not None
        if not own:  # the empty name stands for the one new page
            named = self.default.name if self.default else "" if self.given else authoring.slug(self.title)
        page = self.pages.get(named) or self.db.scalar(
            select(BankPage).where(BankPage.name == named).options(selectinload(BankPage.facts))
        )
        if page is None or not self._may_write(page):
            head = entry.head if entry.head is not None and entry.head.title else Head(self.title, source=self.source)
            head = head if own or not self.given else replace(head, title=self.given)
            make = bank_pages.would_be_page if self.dry else bank_pages.create_page
            page = make(
                self.db,
                self.person,
                replace(head, article=""),
                course=self.course,
                name="" if page else named,
                at=self.at,
            )
        if named not in self.pages:
            self.pages[named] = page
            here = self.db.execute(select(ItemRow.name, ItemRow.position).where(ItemRow.page_id == page.id)).all()
            self.taken_names[page.name] = {name for name, _ in here}
            self.positions[page.name] = max((position for _, position in here), default=0)
        return page

    def _with_facts(self, page: BankPage, entry: Entry, item: Item, changes: list[str]) -> Item:
        known = {fact.number: fact for fact in page.facts}
        names = {f"F{fact.number}" for fact in page.facts}
        for fact in entry.facts:
            if fact.number not in known:
                page.facts.append(_fact_row(fact))
                names.add(fact.name)
            elif known[fact.number].statement != fact.statement:
                names.discard(fact.name)  # another fact has that number here
        kept = tuple(fact for fact in item.facts if fact in names)
        if kept != item.facts:
            changes.append("facts that its page does not have were left out")
        return replace(item, facts=kept)

    def _with_pictures(self, item: Item, entry: Entry) -> Item:
        for name in names_in(replace(entry, item=item)):
            if name in self.names:
                continue
            data = self.media.get(name)
            if data is None:
                self.names[name] = name if self._has_picture(name) else ""
            else:
                known = self.db.scalar(select(Media.name).where(Media.sha256 == sha256(data).hexdigest()).limit(1))
                if known is None and self.dry:
                    digest, (_, ending), _ = pictures.checked(data)
                    known = f"{digest}{ending}"
                    self.hashes[f"media/{known}"] = digest
                elif known is None:
                    known = pictures.add_picture(self.db, data, name.removeprefix("media/"), at=self.at).name
                self.names[name] = f"media/{known}"
        return _renamed(item, self.names)

    def _renamed(self, entry: Entry) -> Entry:
        """The entry with the pictures of its general words and hints under their names here."""
        return carrying.with_texts(entry, [_text_renamed(text, self.names) for text in carrying.texts_of(entry)])

    def _has_picture(self, name: str) -> bool:
        return pictures.named(self.db, name.removeprefix("media/")) is not None

    def finish(self) -> None:
        """Write what was gathered: new questions in one flush, new versions of known ones in another."""
        self.db.add_all(self.made)
        self.db.flush()
        authoring.edit_items(self.db, self.person, list(self.edits.values()), origin="import", at=self.at)
        for row, item in self.edits.values():
            if row.status == "approved" and approving.blocking(self.db, row.page, item):
                row.status = "draft"  # nobody would have been let approve it like this


def _own_source(entry: Entry) -> str:
    """Where a question is from that says nothing else of a page."""
    return entry.head.source if entry.head is not None and not entry.head.title else ""


def _with_source(page: BankPage, entry: Entry, item: Item, changes: list[str]) -> Item:
    """A source that its page does not name is kept where learners read it, after they have answered."""
    source = _own_source(entry)
    if not source or source == head_from_json(page.head).source:
        return item
    changes.append("its source was put at the end of the explanation")
    return replace(item, explanation="\n\n".join(filter(None, (item.explanation, f"Source: {as_markdown(source)}"))))


def _fact_row(fact: Fact) -> PageFact:
    return PageFact(
        number=fact.number, statement=fact.statement, quotes=list(fact.quotes), places=list(fact.places), file_hash=""
    )


def _unbroken(text: str) -> str:
    return text.replace("  \n", "\\\n")


def _chunks(values: list[str]) -> list[list[str]]:
    return [values[at : at + CHUNK] for at in range(0, len(values), CHUNK)]


def _text_renamed(text: str, names: dict[str, str]) -> str:
    """A text with its pictures under their names here; one that did not come along leaves its words."""
    if "](media/" not in text:
        return text
    return MEDIA.sub(
        lambda found: f"![{found[1]}]({names[found[2]]})" if names.get(found[2], found[2]) else f"({found[1]})", text
    )


def _renamed(item: Item, names: dict[str, str]) -> Item:
    if not names:
        return item

    def renamed(text: str) -> str:
        return _text_renamed(text, names)

    return replace(
        item,
        stem=renamed(item.stem),
        explanation=renamed(item.explanation),
        options=tuple(replace(o, text=renamed(o.text), rationale=renamed(o.rationale)) for o in item.options),
        answers=tuple(replace(a, rationale=renamed(a.rationale)) for a in item.answers),
    )

"""Deciding about drafts: approve as it is or edited, reject with a reason, take a decision back.

Nothing a generator made enters a quiz before a person has approved it, and a blocking flaw refuses that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, drafting, facts, reasons
from quizapp.classroom.articles import head_of
from quizapp.classroom.permissions import require
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.flaws import Flaw, check, in_order
from quizapp.core.item import Item, Option, fold, from_body, to_body
from quizapp.store import Article, BankPage, Draft, DraftReview, Person
from quizapp.store import Item as ItemRow

REASONS = (
    "wrong key",
    "two keys",
    "unclear",
    "trivial",
    "weak options",
    "biased",
    "duplicate",
    "other",
)
MAX_NOTE = 500
SITTING = timedelta(hours=12)
"""How long one's decisions are offered to be taken back one after the other."""
SENSITIVE = ("sensitive:", "disputed")
"""Labels that ask for a sign-off before approval."""


def get(db: Session, person: Person, public_id: str) -> Draft:
    """Raises NotFound for a draft that is not there or not one's own to see."""
    draft = db.scalar(select(Draft).where(Draft.public_id == public_id))
    if draft is None:
        raise NotFound("There is no such draft here, or it is not one of yours.")
    require(db, person, "item.write", draft.article.course)
    return draft


def item_of(draft: Draft) -> Item:
    return from_body(draft.body)


def flaws_of(draft: Draft, item: Item) -> list[Flaw]:
    """The flaws of the draft as edited, judged with its evidence and the whole article."""
    quotes = [str(place["quote"]) for place in draft.evidence]
    whole = draft.article.text if len(quotes) == 1 else None
    return check(_in_order(item), evidence=" ".join(quotes), article=whole)


def sensitive(draft: Draft) -> tuple[str, ...]:
    """Labels that ask the reviewer to have looked twice."""
    return tuple(label for label in draft.labels if label.startswith(SENSITIVE))


def approve(db: Session, person: Person, draft: Draft, item: Item, *, looked: bool = False, at: datetime) -> ItemRow:
    """Make the draft, as edited, a question of the bank on the article's page, with its fact and evidence.

    Raises BadInput for a blocking flaw; also for warnings and sensitive subjects, unless the reviewer has `looked`.
    Raises Conflict for a draft that is decided already.
    """
    article = draft.article
    require(db, person, "item.write", article.course)
    if draft.state not in ("waiting", "held"):
        raise Conflict(f"This draft is {draft.state} already; look at the next one.")
    item = _in_order(reasons.in_step(draft, item))
    authoring.check_item(item)
    found = flaws_of(draft, item)
    if blocking := [flaw for flaw in found if flaw.severity == "block"]:
        words = " ".join(f"{flaw.why} {flaw.fix}" for flaw in blocking)
        raise BadInput(f"It cannot be approved as it is. {words}")
    asked = [flaw.why for flaw in found if flaw.severity == "warn"]
    asked += [f"This touches on {label.removeprefix('sensitive: ')}." for label in sensitive(draft)]
    if asked and not looked:
        raise BadInput(f"{' '.join(asked)} Mend it, or tick that you have looked at it, and approve again.")
    page = page_of(db, person, article, at=at)
    fact = _fact(db, person, page, draft)
    item = replace(item, facts=(fact,))
    row = db.get(ItemRow, draft.item_id) if draft.item_id else None
    if row is None:
        row = authoring.create_item(db, person, page, item, origin="draft", at=at)
    else:  # approved before, and taken back
        authoring.edit_item(db, person, row, item, origin="draft", at=at)
        row.status = "approved"
    edited = to_body(replace(item, facts=())) != draft.made
    draft.body, draft.state, draft.item_id = to_body(replace(item, facts=())), "approved", row.id
    _decided(db, person, draft, "approved", edited=edited, at=at)
    return row


def reject(db: Session, person: Person, draft: Draft, reason: str, note: str = "", *, at: datetime) -> None:
    """Put a draft aside, with the reason from which the generator's kinds are judged."""
    require(db, person, "item.write", draft.article.course)
    if draft.state not in ("waiting", "held"):
        raise Conflict(f"This draft is {draft.state} already; look at the next one.")
    if reason not in REASONS:
        raise BadInput("Choose why you reject it; the generator is judged by it.")
    draft.state = "rejected"
    _decided(db, person, draft, "rejected", reason=reason, note=note[:MAX_NOTE], at=at)


def take_back(db: Session, person: Person, draft: Draft, *, at: datetime) -> None:
    """Undo a decision: the draft is where it was, and a question made of it is retired."""
    require(db, person, "item.write", draft.article.course)
    if draft.state not in ("approved", "rejected"):
        raise Conflict("There is no decision about this draft to take back.")
    row = db.get(ItemRow, draft.item_id) if draft.item_id else None
    if row is not None:
        authoring.set_status(db, person, row, "retired", at=at)
    draft.state = "held" if draft.reason else "waiting"
    _decided(db, person, draft, "undone", at=at)


def last_decision(db: Session, person: Person, article: Article, *, at: datetime) -> Draft | None:
    """The draft of an article that somebody decided about last, in this sitting, where that decision still holds."""
    newest = select(func.max(DraftReview.id)).join(Draft).where(Draft.article_id == article.id)
    return db.scalar(
        select(Draft)
        .join(DraftReview)
        .where(
            DraftReview.id.in_(newest.group_by(DraftReview.draft_id)),
            DraftReview.person_id == person.id,
            DraftReview.at > at - SITTING,
            Draft.state.in_(("approved", "rejected")),
        )
        .order_by(DraftReview.id.desc())
        .limit(1)
    )


def keep_edit(db: Session, person: Person, draft: Draft, item: Item) -> None:
    """Keep what was typed without deciding."""
    require(db, person, "item.write", draft.article.course)
    if draft.state not in ("waiting", "held"):
        raise Conflict(f"This draft is {draft.state} already; edit the question instead.")
    draft.body = to_body(_in_order(reasons.in_step(draft, item)))
    db.flush()


def another_option(draft: Draft, item: Item, position: int) -> Item:
    """The question with the next wrong option of the draft's own in the place of one, nothing stored.

    The options it was drafted with and the further ones found in its article come round in a fixed order; one that
    would be a flaw where it stands is passed over. Raises BadInput when there is none, or for the key.
    """
    if not 0 <= position < len(item.options):
        raise BadInput("There is no such option; choose one of the list.")
    if item.options[position].is_key:
        raise BadInput("This is the key; another one would be another question.")
    made = [option for option in from_body(draft.made).options if not option.is_key]
    ring = [*made, *(Option(one["text"], False, one["rationale"]) for one in draft.spares)]
    texts = [fold(option.text) for option in item.options]
    at = next((n for n, option in enumerate(ring) if fold(option.text) == texts[position]), -1)
    before = {flaw.rule for flaw in flaws_of(draft, item)}
    against = ""
    for step in range(1, len(ring) + 1):
        option = ring[(at + step) % len(ring)]
        if fold(option.text) in texts:
            continue
        changed = replace(item, options=(*item.options[:position], option, *item.options[position + 1 :]))
        new = [f for f in flaws_of(draft, changed) if f.severity != "hint" and f.rule not in before]
        if not new:
            return changed
        against = against or f" “{option.text}” is left out: {new[0].why}"
    raise BadInput(f"No other wrong option was drafted that fits here.{against} Write one of your own.")


def _in_order(item: Item) -> Item:
    """As it is stored: whoever edits finds each option where it was, learners find numbers and dates in order."""
    return in_order(item) if item.order == "fixed" else item


def beside(db: Session, draft: Draft) -> list[Draft]:
    """Other drafts on the same fact or sentence that are not decided about: those to review first, then those held."""
    sentences = {int(place["sentence"]) for place in draft.evidence}
    others = db.scalars(
        select(Draft)
        .where(Draft.article_id == draft.article_id, Draft.id != draft.id, Draft.state.in_(("waiting", "held")))
        .order_by(Draft.state.desc(), Draft.position, Draft.id)
    )
    return [
        one
        for one in others
        if one.fact_key == draft.fact_key or sentences & {int(place["sentence"]) for place in one.evidence}
    ]


def queue_of(db: Session, draft: Draft) -> list[Draft]:
    """The drafts among which one is gone through: those that were kept back, or those that wait."""
    return (drafting.kept_back if draft.state == "held" else drafting.waiting)(db, draft.article)


def run_of(db: Session, draft: Draft) -> list[Draft]:
    """All that were shown, or all that were kept back, decided about or not: among them a draft keeps its number."""
    return [one for one in drafting.all_drafts(db, draft.article) if bool(one.reason) == bool(draft.reason)]


def neighbours(queue: Sequence[Draft], draft: Draft) -> tuple[Draft | None, Draft | None, int]:
    """The draft before, the one after, and the place (from 1) in the queue; 0 for one that is not in it."""
    ids = [one.id for one in queue]
    if draft.id not in ids:
        return None, (queue[0] if queue else None), 0
    at = ids.index(draft.id)
    return (queue[at - 1] if at else None), (queue[at + 1] if at + 1 < len(queue) else None), at + 1


def _decided(
    db: Session,
    person: Person,
    draft: Draft,
    verdict: str,
    *,
    reason: str = "",
    note: str = "",
    edited: bool = False,
    at: datetime,
) -> None:
    db.add(
        DraftReview(
            draft_id=draft.id,
            person_id=person.id,
            template=draft.template,
            verdict=verdict,
            reason=reason,
            note=note,
            edited=edited,
            at=at,
        )
    )
    db.flush()


def page_of(db: Session, person: Person, article: Article, *, at: datetime) -> BankPage:
    """The page of the article's questions, made when it is first needed."""
    require(db, person, "item.write", article.course)
    if article.page is None:
        article.page = bank_pages.create_page(db, person, head_of(article), course=article.course, at=at)
        db.flush()
    return article.page


def _fact(db: Session, person: Person, page: BankPage, draft: Draft) -> str:
    """The name of the draft's fact on the page: the one that is there, or a new one with all its quotes."""
    quotes = [str(place["cited"]) for place in draft.evidence]
    places = list(dict.fromkeys(f"paragraph {place['paragraph']}" for place in draft.evidence))
    for row in page.facts:
        if row.statement == draft.statement and row.quotes == quotes:
            return f"F{row.number}"
    return facts.add(db, person, page, draft.statement, quotes, places).name

"""Asking for drafts, storing what the generator made, and seeing which sentences of an article are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from quizapp.classroom import jobs, quality
from quizapp.classroom.articles import head_of
from quizapp.classroom.bodies import digest
from quizapp.classroom.permissions import require
from quizapp.core.errors import BadInput
from quizapp.core.item import to_body
from quizapp.core.kinds import check
from quizapp.core.language import named
from quizapp.store import Article, Draft, DraftReview, Item, ItemVersion, Job, Person

MOST_HELD = 80
"""Drafts kept back per article: enough to choose from, few enough to read."""
FEWEST_WORDS, MOST_WORDS = 80, 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """A draft as the worker hands it over: plain values, so that storing needs no generator."""

    mark: str
    fact_key: str
    template: str
    body: dict[str, Any]
    statement: str
    evidence: list[dict[str, Any]]
    labels: list[str]
    reason: str
    pipeline: str
    spares: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article's text with the drafts that rest on it, and the questions somebody wrote on it."""

    number: int
    text: str
    paragraph: int
    drafts: tuple[Draft, ...]
    written: tuple[Item, ...] = ()
    """Questions of the article's page that no draft became, retired ones left out."""
    rejected: tuple[Draft, ...] = ()
    """Drafts on it that somebody decided against: nothing is asked by them, and none of them is drafted anew."""

    @property
    def asked(self) -> int:
        """How many questions and drafts rest on it."""
        return len(self.drafts) + len(self.written)

    @property
    def states(self) -> list[str]:
        """approved, waiting or held: the state of each of its drafts and questions."""
        written = ["approved" if item.status == "approved" else "waiting" for item in self.written]
        return [draft.state for draft in self.drafts] + written

    @property
    def state(self) -> str:
        """The best of its states, or nothing."""
        states = self.states
        return next((state for state in ("approved", "waiting", "held") if state in states), "")

    @property
    def so_far(self) -> int:
        """How many of its drafts and questions are as far as its state says."""
        return self.states.count(self.state)


def why_not(article: Article) -> str:
    """Why no questions can be drafted on a text; empty when they can."""
    if not article.language.startswith("en"):
        return (
            f"This text is in {named(article.language)}; questions are drafted for English texts only, so far. "
            "If it is English, correct its language."
        )
    if FEWEST_WORDS <= article.words <= MOST_WORDS:
        return ""
    short = article.words < FEWEST_WORDS
    what = f"too short to ask about (at least {FEWEST_WORDS})" if short else f"too long (at most {MOST_WORDS:,})"
    return f"This text has {article.words:,} words, which is {what}."


def ask(
    db: Session,
    person: Person | None,
    article: Article,
    *,
    wanted: int | None = None,
    seed: int = 0,
    sentence: int | None = None,
    true_false: bool = False,
    at: datetime,
) -> Job:
    """Ask the worker for drafts on an article, or on one sentence of it; asking twice is asking once.

    With `true_false` statements are asked about, too.

    Raises BadInput for a text the generator cannot read, or a sentence that is not there.
    """
    if person is not None:
        require(db, person, "item.write", article.course)
    if reason := why_not(article):
        raise BadInput(reason)
    if sentence is not None and not 0 <= sentence < len(article.sentences):
        raise BadInput("There is no such sentence in this text; choose one of it.")
    return jobs.ask(
        db,
        person,
        "draft",
        _key(article, wanted, seed, sentence, true_false),
        article=article,
        wanted=wanted,
        seed=seed,
        sentence=sentence,
        true_false=true_false,
        at=at,
    )


def _key(article: Article, wanted: int | None, seed: int, sentence: int | None, true_false: bool) -> str:
    """Of all that drafts depend on, so that asking for the same again is the same job."""
    from quizapp.generate.drafting import GENERATOR_VERSION

    given = [article.public_id, article.sha256, article.title, article.published, GENERATOR_VERSION, wanted, seed]
    given += [] if sentence is None else [sentence]
    return digest(given + (["true-false"] if true_false else []))


def outdated(db: Session, article: Article, job: Job | None) -> bool:
    """Whether drafting on the whole text, which is done, would give something else now: its title or date of
    publication was corrected, or the generator is a newer one. Not if the same was asked for before."""
    if job is None or job.state != "done" or job.key == _key(article, job.wanted, job.seed, None, job.true_false):
        return False
    return db.scalar(select(Job.id).where(Job.key == _key(article, None, 0, None, job.true_false))) is None


def store(db: Session, article: Article, made: Sequence[Made], *, generator: int, at: datetime) -> int:
    """Keep drafts, each once; returns how many of the shown ones are there now.

    Held back are kinds that are demoted, and what is asked in other words on a fact of which somebody rejected a draft,
    or approved one of the same kind. A draft that nobody has touched or decided about gives way to its newer wording.
    """
    here = all_drafts(db, article)
    known, made_now = {draft.mark for draft in here}, {one.mark for one in made}
    approved = {(draft.fact_key, draft.template) for draft in here if draft.state == "approved"}
    untouched: dict[tuple[str, str], list[Draft]] = {}
    reviewed = set(db.scalars(select(DraftReview.draft_id).join(Draft).where(Draft.article_id == article.id)))
    for draft in here:
        open_still = draft.state in ("waiting", "held") and draft.id not in reviewed
        if open_still and draft.body == draft.made and draft.mark not in made_now:
            untouched.setdefault((draft.fact_key, draft.template), []).append(draft)
    demoted, rejected = quality.demoted(db), quality.rejected_facts(db, article)
    rows: dict[str, dict[str, Any]] = {}
    for position, one in enumerate(made):
        asks = one.fact_key, one.template
        reason = one.reason or rejected.get(one.fact_key, "") or ("approved before" if asks in approved else "")
        reason = reason or demoted.get(one.template, "")
        if one.mark in known or one.mark in rows:
            continue
        values = {
            "article_id": article.id,
            "mark": one.mark,
            "fact_key": one.fact_key,
            "template": one.template,
            "position": position,
            "made": one.body,
            "body": one.body,
            "statement": one.statement,
            "evidence": one.evidence,
            "labels": one.labels,
            "spares": [{"text": text, "rationale": why} for text, why in one.spares],
            "state": "held" if reason else "waiting",
            "reason": reason,
            "generator": generator,
            "pipeline": one.pipeline,
            "created_at": at,
        }
        if before := untouched.get(asks):
            _replace(before.pop(0), values)
        else:
            rows[one.mark] = values
    if rows:  # in one statement: a class that answers meanwhile waits for the end of this transaction
        db.execute(insert(Draft), [*rows.values()])
    query = select(func.count()).select_from(Draft)
    return db.scalar(query.where(Draft.article_id == article.id, Draft.state == "waiting")) or 0


def _replace(draft: Draft, values: dict[str, Any]) -> None:
    """In its own row, so that whoever has it open to decide about does not lose what they typed."""
    for name, value in values.items():
        setattr(draft, name, value)


def make(
    article: Article,
    *,
    wanted: int | None,
    seed: int,
    sentence: int | None = None,
    true_false: bool = False,
    tell: Any,
) -> tuple[list[Made], list[str]]:
    """Run the generator on an article: (drafts, the shown ones first; notes). For the worker: loads the model."""
    from quizapp.classroom import draft_pages
    from quizapp.core.article import Article as Quotable
    from quizapp.generate import draft, read_article

    text = read_article(article.text, title=article.title, published_on=article.published)
    drafts = draft(text, count=wanted, seed=seed, tell=tell, spares=True, sentence=sentence, true_false=true_false)
    quotable, head = Quotable.of(text.text), head_of(article)
    found = []
    for one in (*drafts.shown, *drafts.needs_work[: 2 * MOST_HELD]):
        item = draft_pages.item_for(one, head, plain_explanation=True)
        quotes = draft_pages.quotes_of(one, text, quotable)
        if check(item) or len(quotes) != len(one.fact.evidence):
            continue
        evidence = draft_pages.evidence_to_json(one)
        for place, quote in zip(evidence, quotes, strict=True):
            place["cited"] = quote
        mark = sha256(f"{one.fact.id}|{one.template}|{one.item.stem}".encode()).hexdigest()[:16]
        labels = [*one.labels]
        found.append(
            Made(
                mark,
                one.fact.id[:16],
                one.template[:40],
                to_body(item),
                " ".join(one.fact.statement.split()),
                evidence,
                labels,
                one.reason,
                one.pipeline[:80],
                one.spares,
            )
        )
    shown = [one for one in found if not one.reason]
    return [*shown, *[one for one in found if one.reason][:MOST_HELD]], list(drafts.notes)


def waiting(db: Session, article: Article) -> list[Draft]:
    """Drafts to be decided about, best first."""
    return _in_state(db, article, "waiting")


def kept_back(db: Session, article: Article) -> list[Draft]:
    """Drafts that are not shown by default, each with its reason, best first."""
    return _in_state(db, article, "held")


def _in_state(db: Session, article: Article, state: str) -> list[Draft]:
    chosen = select(Draft).where(Draft.article_id == article.id, Draft.state == state)
    return list(db.scalars(chosen.order_by(Draft.position, Draft.id)))


def all_drafts(db: Session, article: Article) -> list[Draft]:
    return list(db.scalars(select(Draft).where(Draft.article_id == article.id).order_by(Draft.position, Draft.id)))


def counted(drafts: Sequence[Draft]) -> dict[str, int]:
    """How many of the drafts wait, are approved, rejected, or held back."""
    return {s: sum(draft.state == s for draft in drafts) for s in ("waiting", "approved", "rejected", "held")}


def without_statements(job: Job | None, drafts: Sequence[Draft]) -> bool:
    """Whether statements were asked for and none of them was good enough to be shown."""
    if job is None or job.state != "done" or job.sentence is not None or not job.true_false:
        return False
    return not any(draft.body.get("kind") == "true-false" and draft.state != "held" for draft in drafts)


def coverage(db: Session, article: Article, drafts: Sequence[Draft]) -> list[Sentence]:
    """The article's sentences in order, each with the drafts and questions that rest on it."""
    on: dict[int, list[Draft]] = {}
    rejected: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.evidence:
            among = rejected if draft.state == "rejected" else on
            among.setdefault(int(draft.evidence[0]["sentence"]), []).append(draft)
    written = _written(db, article, {draft.item_id for draft in drafts})
    return [
        Sentence(
            number,
            article.text[s["start"] : s["end"]],
            s["paragraph"],
            tuple(on.get(number, ())),
            tuple(
                item
                for item, quotes in written
                if any(_stands_in(q, article.text[s["start"] : s["end"]]) for q in quotes)
            ),
            tuple(rejected.get(number, ())),
        )
        for number, s in enumerate(article.sentences)
    ]


def _written(db: Session, article: Article, drafted: set[int | None]) -> list[tuple[Item, list[str]]]:
    """The questions of the article's page that were not drafted, each with what it quotes of the article."""
    if article.page_id is None:
        return []
    rows = db.execute(
        select(Item, ItemVersion.evidence)
        .join(ItemVersion, (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number))
        .where(Item.page_id == article.page_id, Item.status != "retired")
        .order_by(Item.position, Item.id)
    )
    return [
        (item, [quote for fact in evidence.get("facts", ()) for quote in fact["quotes"]])
        for item, evidence in rows
        if item.id not in drafted
    ]


def _stands_in(quote: str, sentence: str) -> bool:
    """Whether a quotation is of a sentence: a part of it, or more that begins or ends in it."""
    one, other = (" ".join(text.split()) for text in (quote, sentence))
    return bool(one) and (one in other or other in one)

"""What may be approved: no question with a blocking flaw, however it came in."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom.bodies import facts_of
from quizapp.core.errors import BadInput
from quizapp.core.flaws import RULES, Flaw, check_on_page, supports
from quizapp.core.item import Item
from quizapp.store import Article, BankPage

NOTE = "Needs work: "
"""How the explanation of a draft begins that says to whoever reviews it why it is not good enough as it is."""


def texts_of(db: Session, pages: Iterable[BankPage]) -> dict[int, str]:
    """Page id → the text of its article, where it has one. One query, however many pages."""
    query = select(Article.page_id, Article.text).where(Article.page_id.in_({page.id for page in pages}))
    return {page_id: text for page_id, text in db.execute(query.order_by(Article.id.desc())) if page_id is not None}


def flaws(page: BankPage, item: Item, text: str | None) -> list[Flaw]:
    """What is to be looked at, or mended, before a question of this page is approved. `text` is the page's article.

    All that an import marks, so that its "look at this" is no less where many are approved at once.
    """
    found = check_on_page(item, facts_of(page), article=text)
    found = [flaw for flaw in found if flaw.severity != "hint" or flaw.rule not in _ONLY_HINTS]
    return found + ([_LEFT] if item.explanation.startswith(NOTE) else [])


def doubt(page: BankPage, item: Item) -> str:
    """What is to be said at once where the facts of a question tell another key; nothing else can be so wrong."""
    found = flaws(page, item, None) if item.facts else []
    return said([flaw for flaw in found if flaw.rule == "IW33" and flaw.severity == "warn"])


def proven(db: Session, page: BankPage, item: Item) -> bool:
    """Whether the facts of a question may stand as the proof of its key: they say it, or no rule objects to them."""
    cited = [fact for fact in facts_of(page) if fact.name in item.facts]
    if not supports(item, " ".join(sentence for fact in cited for sentence in fact.sentences)):
        return False
    found = flaws(page, item, texts_of(db, [page]).get(page.id))
    return not any(flaw.rule in _ABOUT_PROOF for flaw in found)


_ONLY_HINTS = {rule.id for rule in RULES if rule.severity == "hint"}
_ABOUT_PROOF = {rule.id for rule in RULES if rule.needs == "evidence"}


def blocking(db: Session, page: BankPage, item: Item) -> list[Flaw]:
    """The flaws with which a question of this page cannot be approved."""
    return grave(flaws(page, item, texts_of(db, [page]).get(page.id)))


def grave(found: list[Flaw]) -> list[Flaw]:
    """Those that must be mended."""
    return [flaw for flaw in found if flaw.severity == "block"]


_LEFT = Flaw(
    "",
    "block",
    "item",
    f"The explanation begins with a note that is not for learners (“{NOTE}…”).",
    "Take it out when the question is good.",
    span=NOTE.strip(),
)


def require_sound(db: Session, page: BankPage, item: Item) -> None:
    """Raises BadInput with each blocking flaw and how to mend it."""
    if found := blocking(db, page, item):
        raise BadInput(f"It cannot be approved as it is. {said(found)} Mend it, or keep it as a draft.")


def said(flaws: list[Flaw]) -> str:
    return " ".join(f"{flaw.why} {flaw.fix}" for flaw in flaws)

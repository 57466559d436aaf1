"""A question as it will look, before it is saved: to the learner, and once its key may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from quizapp.classroom import authoring, pictures
from quizapp.classroom.bodies import facts_of, head_from_json, with_picture_addresses
from quizapp.core.delivered import DeliveredItem
from quizapp.core.errors import BadInput
from quizapp.core.flaws import Flaw, check_on_page
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS
from quizapp.core.page import Head
from quizapp.core.revealed import Evidence, RevealedItem, reveal
from quizapp.store import BankPage
from quizapp.web.authoring_forms import QuestionForm

_SECRET = b"the order of a preview is the author's"


@dataclass(frozen=True, slots=True)
class Preview:
    """`missing` lists what is to be mended first. Without a stem there is nothing to show yet."""

    missing: tuple[str, ...]
    delivered: DeliveredItem | None
    revealed: RevealedItem | None
    shuffled: bool
    picture_waits: bool
    flaws: tuple[Flaw, ...] = ()


def key_shown(item: Item, evidence: Evidence) -> RevealedItem:
    """The question with its key, in the author's order: letters on the page are then those of the form."""
    item = replace(item, order="fixed")
    shown = reveal(item, None, quiz_item="key", secret=_SECRET, rule="all_or_nothing", evidence=evidence)
    return replace(shown, verdict="with its key")


def preview_of(db: Session, form: QuestionForm, chosen: BankPage | None) -> Preview:
    """What a validated form would look like; its errors become the list of what is missing."""
    item, missing = form.item(), list(_words(form.errors))
    if not item.stem or item.kind not in KINDS:
        return Preview(tuple(missing), None, None, False, False)
    if not missing:
        try:
            authoring.check_item(item)
        except BadInput as problem:
            missing.append(str(problem))
    try:
        item = with_picture_addresses(item, pictures.hashes_of(db, item.media))
    except BadInput as problem:
        missing.append(str(problem))
    head = head_from_json(chosen.head) if chosen else Head(form.page_title.data or "")
    shuffled = bool(item.options) and item.order != "fixed" and item.kind != "true-false"
    written = item
    item = replace(item, language=item.language or head.language, order="fixed")
    delivered = KINDS[item.kind].present(item, "preview", _SECRET)
    known = facts_of(chosen) if chosen else ()
    facts = (*(fact for fact in known if fact.name in item.facts), *filter(None, [form.new_fact]))
    revealed = None if missing else key_shown(item, Evidence(facts, head))
    written = replace(written, facts=tuple(fact.name for fact in facts))
    flaws = tuple(check_on_page(written, facts))  # in the order that learners will get
    return Preview(tuple(missing), delivered, revealed, shuffled, form.upload is not None, flaws)


def _words(errors: Mapping[Any, Any] | Iterable[Any]) -> Iterable[str]:
    """All messages of a form, however deep its rows nest."""
    for one in errors.values() if isinstance(errors, Mapping) else errors:
        if isinstance(one, str):
            yield one
        else:
            yield from _words(one)

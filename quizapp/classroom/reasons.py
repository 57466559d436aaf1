"""The reasons of drafted options after an edit: none goes on speaking of a text that is no longer there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.item import Item, Option, fold, from_body
from quizapp.store import Draft
from quizapp.store import Item as ItemRow


def in_step_with_draft(db: Session, row: ItemRow, item: Item, *, was: Item) -> Item:
    """The same for a question of the bank, where a draft became it; any other is as somebody wrote it."""
    draft = db.scalar(select(Draft).where(Draft.item_id == row.id).order_by(Draft.id.desc()).limit(1))
    return item if draft is None else in_step(draft, item, was=was)


def in_step(draft: Draft, item: Item, *, was: Item | None = None) -> Item:
    """The draft as edited, without drafted reasons that name the text an option or the key had before.

    An option of the draft's own has its own reason wherever it was put; a value is given one anew. What somebody
    wrote stays as it is. `was` is how it stood before the edit, if not as the draft is kept.
    """
    kept = (was or from_body(draft.body)).options
    before = _drafted(draft, kept)
    keys = {fold(option.text) for option in (*before, *kept) if option.is_key}
    now = [option.text for option in item.options if option.is_key]
    gone = [key for key in keys if not any(_same(key, text) for text in now)]

    def mended(option: Option) -> Option:
        of = [one for one in before if one.rationale and one.rationale == option.rationale]
        own = any(fold(one.text) == fold(option.text) for one in of)
        others = [] if own else [one.text for one in of if not _same(one.text, option.text)]
        if not of or not _names_any(option.rationale, [*others, *gone]):
            return option
        return replace(option, rationale=_anew(draft, option, now, before if not gone else []))

    return replace(item, options=tuple(mended(option) for option in item.options))


def told(before: Item, after: Item) -> str:
    """What somebody is to know about reasons that were left out; nothing if none was. Only they can write others."""
    pairs = zip(before.options, after.options, strict=True)
    which = " and ".join(f"“{new.text}”" for old, new in pairs if old.rationale and not new.rationale)
    if not which:
        return ""
    return f"The reason given for {which} was about another text and is left out: write one that fits."


def outlived(draft: Draft, item: Item) -> list[int]:
    """The positions of options whose reason was drafted for another text: it may fit, which only a person can tell."""
    drafted = _drafted(draft, from_body(draft.body).options)
    about = [(option.rationale, fold(option.text)) for option in drafted]
    return [
        position
        for position, option in enumerate(item.options)
        if any(reason == option.rationale for reason, _ in about if reason)
        and (option.rationale, fold(option.text)) not in about
    ]


def _drafted(draft: Draft, kept: Sequence[Option]) -> list[Option]:
    """The options with reasons that were drafted, among them those of the `kept` ones that an earlier edit gave."""
    own = [*from_body(draft.made).options]
    own += [Option(one["text"], False, one["rationale"]) for one in draft.spares]
    keys = [option.text for option in kept if option.is_key]
    return [*own, *(o for o in kept if not o.is_key and o.rationale and o.rationale == _value_reason(draft, o, keys))]


def _anew(draft: Draft, option: Option, keys: list[str], drafted: list[Option]) -> str:
    own = next((one for one in drafted if not one.is_key and fold(one.text) == fold(option.text)), None)
    if own is not None and not option.is_key:
        return own.rationale
    is_value = option.rationale.startswith("The article gives ")
    return _value_reason(draft, option, keys) if is_value and not option.is_key else ""


def _value_reason(draft: Draft, option: Option, keys: list[str]) -> str:
    """Why a value is wrong, in the generator's words; nothing for what is none."""
    from quizapp.generate.told import numbers_in, why_other

    if len(keys) != 1 or not numbers_in(keys[0]) or not numbers_in(option.text):
        return ""
    return why_other(draft.article.text, keys[0], option.text)


def _names_any(reason: str, texts: list[str]) -> bool:
    return any(_stands_in(text, reason) for text in texts)


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(text), re.I) is not None


def _same(one: str, other: str) -> bool:
    """Whether two texts are one option, worded a little otherwise: "three" and "3", "Holt" and "Maren Holt"."""
    from quizapp.generate.values import read_value

    a, b = read_value(one), read_value(other)
    if a is not None and b is not None:
        return (a.number, a.before, a.after) == (b.number, b.before, b.after)
    return _stands_in(one, other) or _stands_in(other, one)

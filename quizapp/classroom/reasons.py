"""The reasons of drafted options after an edit: none goes on speaking of a text that is no longer there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.item import Item, Option, fold, from_body
from quizapp.store import Draft
from quizapp.store import Item as ItemRow

NEARLY = 0.8
"""How much of two texts is the same where one is the other with a slip mended."""


def in_step_with_draft(db: Session, row: ItemRow, item: Item, *, was: Item) -> Item:
    """The same for a question of the bank, where a draft became it; any other is as somebody wrote it."""
    draft = db.scalar(select(Draft).where(Draft.item_id == row.id).order_by(Draft.id.desc()).limit(1))
    return item if draft is None else in_step(draft, item, was=was)


def in_step(draft: Draft, item: Item, *, was: Item | None = None) -> Item:
    """The draft as edited, without reasons that were written for another option, or that name a key that is gone.

    An option of the draft's own has its own reason wherever it was put; a value is given one anew. What somebody
    wrote with this edit stays as it is. `was` is how it stood before the edit, if not as the draft is kept.
    """
    known = _known(draft, was or from_body(draft.body))
    keys = [option.text for option in item.options if option.is_key]

    def mended(option: Option) -> Option:
        of = [one for one in known if one.option.rationale == option.rationale]
        if not of or any(_fits(one, option, keys) for one in of):
            return option
        same = (one for one in known if one.option.is_key == option.is_key and _fits(one, option, keys))
        own = next((one.option.rationale for one in same), None)
        return replace(option, rationale=_value_again(draft, option, keys) if own is None else own)

    return replace(item, options=tuple(mended(option) for option in item.options))


def told(before: Item, after: Item) -> str:
    """What somebody is to know about reasons that were left out; nothing if none was. Only they can write others."""
    pairs = zip(before.options, after.options, strict=True)
    which = " and ".join(f"“{new.text}”" for old, new in pairs if old.rationale and not new.rationale)
    if not which:
        return ""
    return f"The reason given for {which} was about another text and is left out: write one that fits."


def outlived(draft: Draft, item: Item) -> list[int]:
    """The positions of options whose reason is for another text, so that keeping the edit leaves it out."""
    pairs = zip(item.options, in_step(draft, item).options, strict=True)
    return [position for position, (old, new) in enumerate(pairs) if old.rationale != new.rationale]


@dataclass(frozen=True, slots=True)
class _Known:
    """A reason with the option it was given for, and the keys there were then."""

    option: Option
    keys: tuple[str, ...]
    drafted: bool


def _known(draft: Draft, kept: Item) -> list[_Known]:
    """The reasons there were before an edit: of earlier edits, as drafted, and of the options to put in."""
    made = from_body(draft.made).options
    drafted = [*made, *(Option(one["text"], False, one["rationale"]) for one in draft.spares)]
    reasons = {one.rationale for one in drafted}  # an earlier edit may have kept one with another option
    given = [one for one in kept.options if one.rationale not in reasons]
    now, then = (tuple(one.text for one in options if one.is_key) for options in (kept.options, made))
    found = [*(_Known(one, now, False) for one in given), *(_Known(one, then, True) for one in drafted)]
    return [one for one in found if one.option.rationale]


def _fits(known: _Known, option: Option, keys: list[str]) -> bool:
    """Whether a reason may stand at an option, where these are the keys.

    That of a key is the sentence that proves it, which a word more or less leaves true. What somebody wrote outlives
    a slip of the pen that was mended, and a key that was ticked later.
    """
    old = known.option
    if known.drafted and old.is_key != option.is_key:
        return False
    is_same = _same if option.is_key else _equal if known.drafted else _nearly
    if not is_same(old.text, option.text):
        return False
    return not _names_any(old.rationale, [key for key in known.keys if not any(_same(key, one) for one in keys)])


def _value_again(draft: Draft, option: Option, keys: list[str]) -> str:
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


def _equal(one: str, other: str) -> bool:
    """Whether two texts are one but for capitals and blanks, or one value: "three" and "3"."""
    from quizapp.generate.values import read_value

    a, b = read_value(one), read_value(other)
    if a is not None and b is not None:
        return (a.number, a.before, a.after) == (b.number, b.before, b.after)
    return fold(one).casefold() == fold(other).casefold()


def _nearly(one: str, other: str) -> bool:
    from quizapp.generate.values import read_value

    if read_value(one) is not None or read_value(other) is not None:
        return _equal(one, other)
    return _same(one, other) or SequenceMatcher(None, fold(one), fold(other)).ratio() > NEARLY


def _same(one: str, other: str) -> bool:
    """Whether two texts are one option, worded a little otherwise: "Holt" and "Maren Holt"."""
    from quizapp.generate.values import read_value

    if read_value(one) is not None and read_value(other) is not None:
        return _equal(one, other)
    return _stands_in(one, other) or _stands_in(other, one)

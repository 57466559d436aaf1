"""What comes back from another program laid over what is here: only what that program could carry can have changed.

A text that looks the same keeps our spelling, so that sending a question away and back makes no new version of it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.core.kinds.numeric import accepted_range
from quizapp.core.page import Question
from quizapp.formats.bank.pages import page_item
from quizapp.formats.bank.writer import tidy_question
from quizapp.formats.markup import same

_PLAIN = ("level", "difficulty", "order", "as_of", "match", "unit", "language")


def stored(item: Item) -> Item:
    """The item as a bank page holds it. Raises BadInput for one that no page can hold."""
    try:
        return tidy_question(Question("question", page_item(item))).item
    except ValueError as error:
        raise BadInput(str(error)) from None


def merged(old: Item, new: Item, keeps: Set[str]) -> Item:
    """`old` with what `new` says of the fields in `keeps`, which a format carries."""
    kind = new.kind
    if {old.kind, new.kind} == {"single", "true-false"} and len(new.options) == 2:
        kind = old.kind  # many programs have no true-false in other languages
    changes: dict[str, Any] = {name: getattr(new, name) for name in _PLAIN if name in keeps}
    return replace(
        old,
        kind=kind,
        stem=_text(old.stem, new.stem),
        options=_options(old.options, new.options, keeps),
        answers=_answers(old, new, keeps),
        explanation=_text(old.explanation, new.explanation) if "explanation" in keeps else old.explanation,
        tags=new.tags if "tags" in keeps else old.tags,
        **changes,
    )


def _text(old: str, new: str) -> str:
    return old if same(old, new) else new


def _options(old: tuple[Option, ...], new: tuple[Option, ...], keeps: Set[str]) -> tuple[Option, ...]:
    found = []
    for at, option in enumerate(new):
        before = old[at] if at < len(old) and same(old[at].text, option.text) else None
        before = before or next((one for one in old if same(one.text, option.text)), None)
        if before is None:
            found.append(option)
            continue
        rationale = _text(before.rationale, option.rationale) if "rationale" in keeps else before.rationale
        found.append(Option(before.text, option.is_key, rationale))
    return tuple(found)


def _answers(old: Item, new: Item, keeps: Set[str]) -> tuple[Answer, ...]:
    known = {_meaning(old, answer): answer for answer in old.answers}
    found = []
    for answer in new.answers:
        before = known.get(_meaning(new, answer))
        if before is None:
            found.append(answer)
            continue
        rationale = _text(before.rationale, answer.rationale) if "rationale" in keeps else before.rationale
        found.append(Answer(before.text, rationale))
    return tuple(found)


def _meaning(item: Item, answer: Answer) -> object:
    return (accepted_range(answer.text) or answer.text) if item.kind == "numeric" else answer.text

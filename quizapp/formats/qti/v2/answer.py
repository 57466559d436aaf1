"""Text-entry items: which answers they accept, found by trying, and taken only where ours can say exactly that.

Each text or number that the item names is answered, and a few that it does not name: another letter case, a longer
text, nonsense, the numbers between and beyond. What earns full marks is accepted; anything less is not taken.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from quizapp.core.item import Answer, Item
from quizapp.core.kinds.numeric import accepted_range
from quizapp.formats.marks.numbers import number
from quizapp.formats.qti.shared.common import Unreadable
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.v2.processing import Declaration, NotUnderstood

_HAND = "enter it by hand, with the answers that count"
_MAX_TRIED = 60
_NONSENSE = "qzx 90817 xzq"

Mark = Callable[[str], Fraction]


def typed_answer(root: Node, declared: Declaration, stem: str, mark: Mark) -> Item:
    """The item of a text entry. `mark` executes the item for one typed answer. Raises Unreadable."""
    if declared.cardinality != "single":
        raise Unreadable("several texts are typed into one field", _HAND)
    try:
        tried = _literals(root, declared)
        if declared.base_type in ("float", "integer"):
            return Item("numeric", stem, answers=number_answers(tried, _tolerances(root), mark))
        if declared.base_type != "string":
            raise Unreadable(f"what is typed counts as {declared.base_type[:30]}", _HAND)
        strict = declared.mapping is not None and not declared.mapping.folded
        answers, exact = text_answers(tried, mark, strict=strict)
        return Item("text", stem, answers=answers, match=exact)
    except NotUnderstood as error:
        raise Unreadable(f"its scoring uses {error}", _HAND) from None


def _literals(root: Node, declared: Declaration) -> list[str]:
    processing = root.child("responseProcessing")
    named = [node.text.strip() for node in processing.all("baseValue")] if processing is not None else []
    keys = list(declared.mapping.entries) if declared.mapping is not None else []
    return list(dict.fromkeys(text for text in (*declared.correct, *keys, *named) if text))


def _tolerances(root: Node) -> list[Fraction]:
    said = [text for equal in root.all("equal") for text in equal.get("tolerance").split()]
    return [abs(off) for text in said if (off := number(text)) is not None]


def text_answers(tried: list[str], mark: Mark, *, strict: bool = False) -> tuple[tuple[Answer, ...], str]:
    """The accepted texts among those tried, and "exact" where letter case counts. Raises Unreadable.

    `strict` says what to take texts for in which no letter has a case.
    """
    marks = {text: mark(text) for text in tried[:_MAX_TRIED]}
    top = max(marks.values(), default=Fraction(0))
    if top <= 0 or len(tried) > _MAX_TRIED:
        raise Unreadable("no accepted answer is named that earns a mark", _HAND)
    if any(0 < value < top for value in marks.values()):
        raise Unreadable("its answers earn different marks", _HAND)
    accepted = [text for text in tried if marks[text] == top]
    if mark(_NONSENSE) > 0 or any(mark(f"{text} qzx") > 0 or mark(f"qzx{text}") > 0 for text in accepted):
        raise Unreadable("it accepts more than the texts that it names", _HAND)
    cased = [text for text in accepted if text.swapcase() != text]
    folds = [mark(text.swapcase()) > 0 for text in cased if text.swapcase() not in accepted]
    if any(folds) and not all(folds):
        raise Unreadable("some of its answers mind upper and lower case and some do not", _HAND)
    if any(folds):
        folded = {text.casefold(): text for text in reversed(accepted)}
        accepted = [text for text in accepted if folded[text.casefold()] == text]
    exact = "exact" if (cased or strict) and not any(folds) else ""
    return tuple(Answer(text) for text in accepted), exact


def number_answers(tried: list[str], tolerances: list[Fraction], mark: Mark) -> tuple[Answer, ...]:
    """The accepted numbers and ranges, told from those tried and how far off may be. Raises Unreadable."""
    values = [value for text in tried if (value := number(text)) is not None]
    points = set(values)
    for value in values:
        for off in tolerances:
            part = abs(value) * off / 100
            points |= {value - off, value + off, value - part, value + part}
    steps = sorted(points)
    if not steps or len(steps) > _MAX_TRIED:
        raise Unreadable("no accepted number is named", _HAND)
    # at, between and beyond the numbers it names: its verdict cannot change anywhere else
    asked: list[Fraction] = [steps[0] - 1]
    for one, following in zip(steps, [*steps[1:], None], strict=True):
        asked += [one, (one + following) / 2 if following is not None else one + 1]
    marks = [mark(_written(value)) for value in asked]
    top = max(marks)
    if top <= 0:
        raise Unreadable("no number earns a mark", _HAND)
    if any(0 < value < top for value in marks):
        raise Unreadable("its numbers earn different marks", _HAND)
    right = [value == top for value in marks]
    if right[0] or right[-1]:
        raise Unreadable("it accepts numbers without end", _HAND)
    answers: list[Answer] = []
    at = 1
    while at < len(asked):
        if not right[at]:
            at += 1
            continue
        start = at
        while right[at + 1]:
            at += 1
        if start % 2 == 0 or at % 2 == 0:
            raise Unreadable("it accepts numbers near a bound and not the bound itself", _HAND)
        low, high = _written(asked[start]), _written(asked[at])
        answers.append(Answer(low if low == high else f"{low}..{high}"))
        at += 1
    return tuple(answers)


def wrong_answer(item: Item) -> str:
    """An answer that the item does not accept."""
    if item.kind != "numeric":
        return _NONSENSE
    highest = max(bounds[1] for answer in item.answers if (bounds := accepted_range(answer.text)))
    return f"{highest + 1000:f}"


def _written(value: Fraction) -> str:
    """The number as a decimal numeral, exactly. Raises Unreadable where it has none."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if rest != 1 or Fraction(exact) != value:
        raise Unreadable("its numbers cannot be written exactly", _HAND)
    return f"{exact.normalize():f}"

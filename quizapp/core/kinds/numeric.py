"""Questions answered with a number. Numbers are decimals, never binary floats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from quizapp.core.delivered import Choice, DeliveredItem
from quizapp.core.errors import BadInput
from quizapp.core.item import Item

_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
_ACCEPTED = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*\.\.\s*(?P<high>{_NUMBER})|\s*(?:±|\+/-)\s*(?P<off>\d+(?:\.\d+)?)(?P<percent>\s*%)?)?"
)


def accepted_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest accepted number of `1887`, `1887 ± 1`, `3.2 ± 2 %` or `1880..1890`; None if it is neither."""
    match = _ACCEPTED.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
    if not match:
        return None
    low = Decimal(match["low"])
    if match["high"]:
        high = Decimal(match["high"])
        return (low, high) if low <= high else None
    if match["off"]:
        off = Decimal(match["off"])
        if match["percent"]:
            off = abs(low) * off / 100
        return low - off, low + off
    return low, low


_WIDE = str.maketrans("０１２３４５６７８９．，＋－", "0123456789.,+-")
MOST_DIGITS = 300
"""Digits of a key before or behind the point; programs that read our files count with binary floats."""


def narrow(text: str) -> str:
    """A number with usual signs for those that East Asian keyboards write: 1815 for １８１５."""
    return text.translate(_WIDE)


def _unusable(text: str) -> str:
    """What is wrong with an accepted answer that reads as a number."""
    if narrow(text) != text:
        return f"“{text}” has wide digits; write {narrow(text)}"
    if any(abs(number.adjusted()) > MOST_DIGITS for number in accepted_range(text) or ()):
        return f"“{text}” has more than {MOST_DIGITS} digits; ask for a number with fewer"
    return ""


def number_given(text: str, language: str = "") -> Decimal | None:
    """The number a person typed: `1 887,5`, `1,887.5` and `1887.5` alike.

    A lone comma before exactly three digits groups thousands in English and is a decimal comma elsewhere.
    """
    plain = re.sub(r"[\s'’_]", "", text).replace("\N{MINUS SIGN}", "-")
    if "," in plain and "." in plain:
        decimal = max(",.", key=plain.rfind)
        plain = plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif "," in plain:
        grouped = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", plain) and language.partition("-")[0] in ("", "en")
        plain = plain.replace(",", "" if grouped else ".")
    if not re.fullmatch(rf"(?:{_NUMBER}|[+-]?\.\d+)", plain) or len(plain) > 60:
        return None
    return Decimal(plain)


def _with(unit: str, text: str) -> str:
    """What else is said of an answer that is refused: which unit is asked for, if another may stand there."""
    if unit:
        return f" in {unit}"
    return " without a unit" if re.match(r"[+-]?[.,]?\d", text) else ""


class Numeric:
    label = "a number"

    def check(self, item: Item) -> list[str]:
        problems = [
            f"“{answer.text}” is not a number; write 1887, 1887 ± 1, 3.2 ± 2 % or 1880..1890"
            for answer in item.answers
            if accepted_range(answer.text) is None
        ]
        problems += filter(None, (_unusable(answer.text) for answer in item.answers))
        if not item.answers:
            problems.append("no accepted answer is given; write at least one number")
        if item.options:
            problems.append("a number question has no options; remove them or change the kind")
        return problems

    def present(self, item: Item, quiz_item: str, secret: bytes) -> DeliveredItem:
        return DeliveredItem(quiz_item, item.kind, item.stem, unit=item.unit, language=item.language)

    def parse(self, item: Item, given: Sequence[str], secret: bytes) -> Choice:
        """The number as typed. The question's own unit may stand beside it; what counts is the number alone."""
        text = bare = "".join(given[:1]).strip()
        if item.unit and number_given(text, item.language) is None:
            bare = text.removesuffix(item.unit).removeprefix(item.unit).strip()
        if text and number_given(bare, item.language) is None:
            raise BadInput(f"“{text[:40]}” is not a number{_with(item.unit, text)}; write digits, for example 12.5")
        return bare

    def mark(self, item: Item, choice: Choice, rule: str) -> Fraction:
        given = number_given(choice, item.language) if isinstance(choice, str) else None
        if given is None:
            return Fraction(0)
        ranges = [accepted_range(answer.text) for answer in item.answers]
        return Fraction(int(any(r is not None and r[0] <= given <= r[1] for r in ranges)))

    def describe(self, item: Item, choice: Choice) -> str:
        return f"{choice} {item.unit}".strip() if isinstance(choice, str) and choice else ""

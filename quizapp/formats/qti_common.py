"""What the readers and writers of all QTI versions share: refusals, true-false words, identities, points."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from quizapp.formats.report import Entry

MARKER = "quizapp"
"""Class of what we write for authors, so that our reader knows it again."""

TRUE_FALSE = "true-false"
_WORDS = (
    *("true/false", "wahr/falsch", "richtig/falsch", "vrai/faux", "verdadero/falso", "verdadeiro/falso", "t/f"),
    *("vero/falso", "waar/onwaar", "juist/onjuist", "sant/falskt", "sant/usant", "sandt/falsk", "prawda/fałsz"),
    *("ano/ne", "правда/ложь", "верно/неверно", "正确/错误", "对/错", "正しい/誤り", "صح/خطأ"),
)
_PAIRS = {frozenset(pair.split("/")) for pair in _WORDS}
_FALSE = {pair.partition("/")[2] for pair in _WORDS}


class Unreadable(Exception):
    """A question that is not taken: what is wrong, what to do, and what could be read of it."""

    def __init__(self, what: str, remedy: str, entry: Entry | None = None) -> None:
        super().__init__(what)
        self.what, self.remedy, self.entry = what, remedy, entry


def looks_true_false(options: Sequence[str]) -> bool:
    """Whether two options are the words for true and false of one language."""
    return len(options) == 2 and frozenset(text.strip(" .*_\n").casefold() for text in options) in _PAIRS


def true_first(options: Sequence[str]) -> bool:
    """Whether true stands before false; words of no known language are taken in this order, as in Moodle."""
    return options[0].strip(" .*_\n").casefold() not in _FALSE


def known_uid(label: str, identifier: str) -> str:
    """The plain uid where the identifier was made from it; what the file calls the question otherwise."""
    made = "q_" + hashlib.sha256(label.encode("utf-8", "replace")).hexdigest()[:16]
    return label if label and identifier.startswith(made) else identifier.strip()


def decimal_of(value: Fraction) -> Decimal | None:
    """Points as a decimal, to four places; None for none."""
    if value <= 0:
        return None
    exact = round(Decimal(value.numerator) / Decimal(value.denominator), 4).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact

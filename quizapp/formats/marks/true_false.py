"""The words for true and false, by which two options are known as a statement to judge."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = (
    *("true/false", "wahr/falsch", "richtig/falsch", "vrai/faux", "verdadero/falso", "verdadeiro/falso", "t/f"),
    *("vero/falso", "waar/onwaar", "juist/onjuist", "sant/falskt", "sant/usant", "sandt/falsk", "prawda/fałsz"),
    *("ano/ne", "правда/ложь", "верно/неверно", "正确/错误", "对/错", "正しい/誤り", "صح/خطأ"),
)
_PAIRS = {frozenset(pair.split("/")) for pair in _WORDS}
_TRUE = {pair.partition("/")[0] for pair in _WORDS}
_FALSE = {pair.partition("/")[2] for pair in _WORDS}


def looks_true_false(options: Sequence[str]) -> bool:
    """Whether two options are the words for true and false of one language."""
    return len(options) == 2 and frozenset(text.strip(" .*_\n").casefold() for text in options) in _PAIRS


def truth(text: str) -> bool | None:
    """Whether a text is a word for true or for false of some language; None for any other."""
    word = text.strip(" .*_\n").casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def true_first(options: Sequence[str]) -> bool:
    """Whether true stands before false; words of no known language are taken in this order, as in Moodle."""
    return options[0].strip(" .*_\n").casefold() not in _FALSE

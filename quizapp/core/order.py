"""The order of options and questions in one attempt, and the tokens that name options on the wire.

Both come from HMACs over what a learner sees anyway. Row ids, the author's order and insertion order do not
enter: authors and generators tend to write the key first, so any of them would be the key in disguise.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from quizapp.core.item import Item

REMEMBERED = 16_384  # a hall of 1,000 with 16 questions each; full, they take 20 MB


@lru_cache(maxsize=REMEMBERED)
def order_secret(attempt_secret: bytes, quiz_item: str) -> bytes:
    """128 bits for one quiz item in one attempt."""
    return hmac.digest(attempt_secret, f"o|{quiz_item}".encode(), sha256)[:16]


def option_digest(secret: bytes, text: str) -> bytes:
    return hmac.digest(secret, unicodedata.normalize("NFC", text).encode(), sha256)


def tokens(item: Item, secret: bytes) -> Mapping[str, int]:
    """Token → position in the author's order; the order of the mapping is the order of display."""
    fixed = item.order == "fixed" or item.kind == "true-false"
    return _tokens(tuple(option.text for option in item.options), secret, fixed)


@lru_cache(maxsize=REMEMBERED)  # in a live room, everybody's answers to a question have the same tokens
def _tokens(texts: tuple[str, ...], secret: bytes, fixed: bool) -> Mapping[str, int]:
    digests = [(option_digest(secret, text), position) for position, text in enumerate(texts)]
    if not fixed:
        digests.sort()
    return MappingProxyType({digest[:10].hex(): position for digest, position in digests})


def question_order(attempt_secret: bytes, quiz_items: Iterable[str]) -> list[str]:
    """The quiz items in this attempt's own order."""
    return sorted(quiz_items, key=lambda name: hmac.digest(attempt_secret, f"q|{name}".encode(), sha256))

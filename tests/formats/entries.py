"""Entries for the tests of formats: one of every sort, and every way of marking several keys."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal
from fractions import Fraction as F

from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Fact, Head
from quizapp.core.scoring import RULES
from quizapp.formats.report import Defaults, Entry, Feedback


def png(shade: int = 0) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes([0, shade])))
        + chunk(b"IEND", b"")
    )


MEDIA = {"media/map.png": png()}

SINGLE = Entry(
    Item(
        "single",
        "Which of these is smaller than *y* when $a<b$?\n\n```python\nif a  < b:\n    print('x & y')\n```",
        (
            Option("A & B", True, "Yes, see **line** 1."),
            Option("x<y", rationale="No."),
            Option("![the map](media/map.png)"),
            Option("`</p>` & “quotes”"),
        ),
        explanation="Because the lens turned.",
        facts=("F1",),
        tags=("harbour lights", "lenses"),
        difficulty="hard",
        level="apply",
        language="en",
    ),
    uid="lighthouse/first-lit",
    title="First lit",
    category="Top/Harbour lights",
    head=Head("The light of Harvane", publisher="Coast Weekly", published="2024-03-01"),
    facts=(Fact(1, "It was lit in 1887.", ("lit on 3 May 1887",), ("paragraph 2",)),),
    defaults=Defaults(points=Decimal("2"), seconds=30),
    feedback=Feedback("Well read!", "", "Read paragraph 2 again."),
)
TRUE_FALSE = Entry(
    Item("true-false", "The lens turned on mercury.", (Option("True", True, "It did."), Option("False"))),
    uid="harvane/mercury",
)
FIXED = Entry(
    Item("single", "How many keepers?", (Option("1"), Option("2", True), Option("All of the above")), order="fixed"),
    uid="harvane/keepers",
)
NUMERIC = Entry(
    Item("numeric", "In which year?", answers=(Answer("1887"), Answer("3.2 ± 0.1"), Answer("-5..-4.5"))),
    uid="harvane/year",
)
TEXT = Entry(Item("text", "Which town?", answers=(Answer("Harvane"), Answer("Ærøskøbing"))), uid="harvane/town")
EXACT = Entry(Item("text", "Which code?", answers=(Answer("New York"),), match="exact"), uid="harvane/code")


def several(uid: str, keys: str, rule: str = "", weights: tuple[F, ...] = ()) -> Entry:
    """A question with several keys: `keys` has a 1 for each key and a 0 for each distractor."""
    options = tuple(Option(f"option {number}", key == "1") for number, key in enumerate(keys, 1))
    return Entry(
        Item("multiple", f"Which ones? ({uid})", options), uid=uid, defaults=Defaults(rule=rule, weights=weights)
    )


BY_RULE = tuple(
    several(f"harvane/{rule}-{keys}", keys, rule) for rule in RULES for keys in ("10", "1101", "01010", "111000")
)
WEIGHTED = (
    several("harvane/weights", "1100", weights=(F(1, 3), F(2, 3), F(-1, 2), F(0))),
    several("harvane/harsh", "1010", weights=(F(1, 2), F(-1), F(1, 2), F(-1))),
)
PARTLY = Entry(
    Item("single", "Which is nearest?", (Option("near", True), Option("nearer"), Option("far"))),
    uid="harvane/nearest",
    defaults=Defaults(weights=(F(1), F(1, 3), F(0))),
)
CHOICES = (SINGLE, TRUE_FALSE, FIXED, *BY_RULE, *WEIGHTED, PARTLY)
ALL = (*CHOICES, NUMERIC, TEXT, EXACT)

"""Prose that a scanner or a careless copy has broken gives fewer questions, never a failure.

`QUIZAPP_LONG_PROSE=20` in the environment breaks each article that many times.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from quizapp.generate import draft

ARTICLES = sorted(Path(__file__).with_name("articles").glob("*.md"))
ROUNDS = int(os.environ.get("QUIZAPP_LONG_PROSE", "1"))
STRAYS = ("the", "and", "The", "(", ")", ",", "“", "in 1955", "\n\n", "his", "who", "[12]", "—")


def broken(text: str, rng: Random) -> str:
    words = text.split(" ")
    for _ in range(len(words) // 7):
        at = rng.randrange(len(words) - 1)
        chance = rng.random()
        if chance < 0.4:
            words[at], words[at + 1] = words[at + 1], words[at]
        elif chance < 0.7:
            del words[at]
        else:
            words.insert(at, rng.choice(STRAYS))
    return " ".join(words)


def test_words_lost_doubled_and_moved_break_no_drafting() -> None:
    rng = Random(11)
    for path in ARTICLES:
        for _ in range(ROUNDS):
            found = draft(broken(path.read_text(encoding="utf-8"), rng))
            assert all(d.item.keys and d.fact.evidence for d in (*found.shown, *found.needs_work))

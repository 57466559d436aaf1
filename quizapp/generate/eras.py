"""When events happened that everybody can date: no learner takes 1913 for a year of the First World War."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ALWAYS = ((0, 1), (9999, 12))
_NAMED = (
    (re.compile(r"\b(?:First World War|World War (?:I|One)\b|Great War)"), (1914, 7), (1918, 11)),
    (re.compile(r"\b(?:Second World War|World War (?:II|Two)\b)"), (1939, 9), (1945, 9)),
    (re.compile(r"\bGerman occupation\b"), (1940, 4), (1945, 5)),
    (re.compile(r"\b(?:first|early) post-?war\b"), (1945, 5), (1950, 12)),
    (re.compile(r"\bbefore (?:the )?(?:First World|Great) War\b"), _ALWAYS[0], (1914, 7)),
    (re.compile(r"\bafter (?:the )?(?:First World|Great) War\b"), (1918, 11), _ALWAYS[1]),
    (re.compile(r"\bbefore (?:the )?Second World War\b"), _ALWAYS[0], (1939, 9)),
    (re.compile(r"\bafter (?:the )?Second World War\b"), (1945, 5), _ALWAYS[1]),
    (re.compile(r"\bKorean War\b"), (1950, 6), (1953, 7)),
    (re.compile(r"\bVietnam War\b|\btroops in Vietnam\b"), (1964, 1), (1975, 4)),
    (re.compile(r"\bNapoleonic Wars?\b"), (1803, 1), (1815, 12)),
    (re.compile(r"\bSoviet\b"), (1917, 1), (1991, 12)),
    (re.compile(r"\b(?:National Socialists?|Nazis?)\b"), (1919, 1), (1945, 12)),
    (re.compile(r"\bWorld Heritage\b"), (1978, 1), _ALWAYS[1]),
    (re.compile(r"\b(?:European Union|EU)\b"), (1993, 1), _ALWAYS[1]),
    (re.compile(r"\b(?:United Nations|UN|UNESCO|UNICEF)\b"), (1945, 1), _ALWAYS[1]),
)
"""Names of wars, states and bodies, with the first and the last year and month in which they could act."""
_GAMES = re.compile(r"\bOlympi(?:cs?|ad)\b")
_CYCLE = 4
"""Years between two Games."""
_NO_GAMES = frozenset({1916, 1940, 1944})


@dataclass(frozen=True, slots=True)
class Era:
    """The first and the last (year, month) that what is named leaves open, and the years between two occasions."""

    first: tuple[int, int]
    last: tuple[int, int]
    key: int
    cycle: int

    def has(self, year: int, month: int = 0) -> bool:
        """Whether a year, or a month (1 to 12) of it, is as possible as the year of the key."""
        held = self.cycle == 1 or year not in _NO_GAMES
        within = self.first[0] <= year <= self.last[0] and (year - self.key) % self.cycle == 0 and held
        return within and (not month or self.first <= (year, month) <= self.last)


def era(text: str, key: int) -> Era:
    """What the names in a text say of the year that is asked for; one that the key lies outside of tells nothing."""
    named = [(first, last) for name, first, last in _NAMED if first[0] <= key <= last[0] and name.search(text)]
    first, last = max((one for one, _ in named), default=_ALWAYS[0]), min((one for _, one in named), default=_ALWAYS[1])
    return Era(first, last, key, _CYCLE if _GAMES.search(text) else 1)

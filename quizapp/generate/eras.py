"""When events happened that everybody can date: no learner takes 1913 for a year of the First World War, and none needs
an article to know in which year the bomb fell on Hiroshima."""

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


_WAR = re.compile(
    r"\b(?:wars?|wartime|armistice|atomic|Hiroshima|Nazis?|National Socialists?|Germans|Germany|Japan|Allie[ds]|"
    r"(?:German|Japanese) (?:aircraft|planes|bombers|troops|forces|army|navy|submarines?)|Red Army|Soviets?|"
    r"occup(?:ied|iers|ation)|invaded|invasion|liberated|liberation|capitulat\w+|surrender\w*)\b"
)
_WAR_YEARS = frozenset({*range(1914, 1920), *range(1939, 1946)})
_KNOWN = (
    (1066, r"Hastings|Norman Conquest"),
    (1492, r"Columbus"),
    (1776, r"Declaration of Independence"),
    (1666, r"^(?=.*\bLondon\b).*\b(?:[Ff]ire|burnt|burned)\b"),
    (1789, r"French Revolution|Bastille"),
    (1815, r"Waterloo"),
    (1912, r"Titanic"),
    (1917, r"Lenin|October Revolution|Russian Revolution|Bolsheviks?"),
    (1929, r"[Cc]rash"),
    (1933, r"Hitler|Nazis?|National Socialists?"),
    (1963, r"Kennedy"),
    (1969, r"[Mm]oon landing|Apollo 11"),
    (1986, r"Chernobyl"),
    (1989, r"Berlin Wall|Wall (?:came|fell)"),
    (1991, r"Soviet Union (?:broke|dissol|collaps|fell|ended|ceased)"),
    (2001, r"[Tt]win [Tt]owers|World Trade Center"),
    (2007, r"iPhone"),
    (2008, r"[Ff]inancial crisis"),
    (2020, r"[Pp]andemic|[Cc]oronavirus|Covid\w*|COVID\w*|lockdown"),
)
"""Years that many know by what happened in them."""


def everybodys(text: str, year: int) -> bool:
    """Whether a text tells of a war or another event by which many know its year, so that nobody need read it."""
    at_war = year in _WAR_YEARS and _WAR.search(text) is not None
    return at_war or any(year == known and re.search(rf"\b(?:{event})\b", text) for known, event in _KNOWN)

"""Which happened first: three or four events the article dates to different years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from quizapp.generate.by_event import events
from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import printed_name
from quizapp.generate.doings import Doing
from quizapp.generate.facts import Reading
from quizapp.generate.reading import CONTENT
from quizapp.generate.wording import capital

Event = tuple[int, str, Doing]
"""The year, and what happened as a sentence without it."""
TELLING, LONGEST = 6, 16
"""Words of what was done that tell it without a name, and of an event that stands among others."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """Which of some events happened first, and which of them in a year: short sentences as options."""
    told: dict[str, Doing] = {}
    for d in events(reading):
        text = capital(f"{_full_name(reading, d)} {d.words}")
        telling = len(d.words.split()) >= TELLING or re.search(r"\b[A-Z]", d.words)
        plain = not _ENDS.search(text) and not re.search(r"\d", text)
        if telling and plain and len(text.split()) <= LONGEST and _once(reading, d):
            told.setdefault(text, d)
    dated = sorted(((d.year, text, d) for text, d in told.items()), key=lambda e: e[:2])
    yield from _in_year(reading, dated)
    if picked := next(filter(_alike, _choices(dated)), ()):
        yield _asked(reading, picked)


def _full_name(reading: Reading, d: Doing) -> str:
    """Who did it, by one name in all options: under two, they would seem to speak of two people."""
    entity = reading.entity(d.p.index, d.subject)
    return printed_name(reading, entity) if entity is not None and d.name in entity.forms else d.name


def _once(reading: Reading, d: Doing) -> bool:
    """Whether no other sentence tells the like, which may have been in another year."""
    own = {d.p.tokens[i].lemma for i in d.tokens if d.p.tokens[i].pos in CONTENT}
    return not any(own <= p.lemmas for p in reading.parsed if p is not d.p)


def _choices(dated: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    """Four events of four years, or three, the wider apart the earlier."""
    for size in (4, 3):
        found = [c for c in combinations(dated[:MOST], size) if all(a[0] < b[0] for a, b in pairwise(c))]
        yield from sorted(found, key=lambda c: (-min(b[0] - a[0] for a, b in pairwise(c)), [e[1] for e in c]))


def _alike(chosen: Sequence[Event]) -> bool:
    """Whether no event stands out by its length, and the first is not what comes first in every life."""
    lengths = [len(text) for _, text, _ in chosen]
    return max(lengths) <= 1.5 * min(lengths) and not _YOUTH.search(chosen[0][1])


MOST = 10
"""Events of which some are chosen."""
_A_LIFETIME = 60
"""Years between events that may be taken for each other: no church of 1890 is voted on in 2001."""
_YOUTH = re.compile(
    r"\b(?:graduat\w+|degree|Ph\.?D|doctora\w+|bachelor\w*|master's|school|college|student|stud(?:y|ied|ies)|attended|"
    r"enroll?\w*|baptized|childhood|parents)\b",
    re.I,
)
"""What comes early in every life: as the first event it would be guessed."""
_ENDS = re.compile(r"\b(?:was|were) (?:born|buried)\b|\bdied\b|\bown life\b|\bremains\b")
"""Birth and death, which are first and last without any article."""


def _in_year(reading: Reading, events: list[Event]) -> Iterator[Candidate]:
    """ "According to the article, what happened in 1954?": the events of other years are the wrong options."""
    years = [year for year, _, _ in events]
    for year, text, d in events:
        if years.count(year) > 1:
            continue
        others = sorted(
            (
                (y, t)
                for y, t, other in events
                if y != year and years.count(y) == 1 and abs(y - year) <= _A_LIFETIME and other.p.index != d.p.index
            ),
            key=lambda e: (abs(len(e[1]) - len(text)) > 0.5 * len(text), abs(e[0] - year), e[1]),
        )
        if len(others) < 3 or all(len(t) > 1.2 * len(text) for _, t in others[:3]):
            continue  # the shortest by far would stand out
        wrong = tuple((t, f"The article dates this to {y}, not to {year}.") for y, t in others)
        yield Candidate(
            "what-happened",
            f"According to {reading.source}, what happened in {year}?",
            text,
            "given",
            d.p.index,
            f"{text} in {year}.",
            "event in year",
            head=d.at,
            within=reading.about,
            offered=wrong,
        )


def _asked(reading: Reading, picked: Sequence[Event]) -> Candidate:
    year, text, d = picked[0]
    wrong = tuple((t, f"The article dates this to {y}, later than {year}.") for y, t, _ in picked[1:])
    statement = (
        f"{text} in {year}, before "
        + "; ".join(f"{t[0].lower() + t[1:] if t[:4] == 'The ' else t} ({y})" for y, t, _ in picked[1:])
        + "."
    )
    return Candidate(
        "which-first",
        f"According to {reading.source}, which of these events happened first?",
        text,
        "given",
        d.p.index,
        statement,
        "first",
        head=d.at,
        offered=wrong,
        also=tuple(other.p.index for _, _, other in picked[1:]),
        within=reading.about,
    )

"""Which happened first: three or four events the article dates to different years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.by_date import YEAR, told_plainly
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, tidy
from quizapp.generate.verify_joints import torn
from quizapp.generate.wording import capital, predicate, subject_phrase
from quizapp.generate.words import REPORTING


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, which of these events happened first?" with short clauses as options."""
    events: list[tuple[int, str, Clause]] = []
    for clause in map(told_plainly, clauses_of(reading)):
        if clause.token.tag != "VBD" and not any(clause.parsed.tokens[a].tag == "VBD" for a in clause.auxiliaries):
            continue
        if clause.token.lemma in REPORTING or clause.token.lemma in ("be", "have"):
            continue
        found = _year(clause)
        if found is None:
            continue
        year, part = found
        try:
            text = _event(reading, clause, part)
        except Unclear:
            continue
        told = [clause.subject, *(x for x in clause.parts if x is not part)]
        lost = any(n not in text for x in told for n in _numbers(clause, x, part))
        whole = not torn(clause.parsed, text, str(year))
        if 3 <= len(text.split()) <= 13 and whole and not lost and not _NO_EVENT.search(text):
            events.append((year, text, clause))
    events = _one_name(reading, events)
    events.sort(key=lambda e: (e[0], e[1]))
    events = [e for e in events if not _ENDS.search(e[1])]
    yield from _in_year(events)
    groups = [events[i::2] for i in (0, 1)] if len(events) >= 8 else [events]
    for group in groups:
        chosen: list[tuple[int, str, Clause]] = []
        for event in group:
            if all(abs(event[0] - other[0]) >= 1 for other in chosen):
                chosen.append(event)
        while len(chosen) > 3 and _YOUTH.search(chosen[0][1]):
            chosen = chosen[1:]
        if len(chosen) < 3 or _YOUTH.search(chosen[0][1]):
            continue
        step = max(1, len(chosen) // 4)
        picked = chosen[::step][:4] if len(chosen) >= 4 else chosen
        yield _asked(picked)


def _numbers(clause: Clause, said: Part, date: Part) -> list[str]:
    """The numbers of a part, also those its printing leaves out: "fell to (-50.4) C"."""
    p = clause.parsed
    inside = p.subtree(said.head) if said is not clause.subject else list(said.tokens)
    return [p.tokens[i].text for i in inside if re.search(r"\d", p.tokens[i].text) and i not in date.tokens]


def _one_name(reading: Reading, events: list[tuple[int, str, Clause]]) -> list[tuple[int, str, Clause]]:
    """The events with the hero under one name: under two, the options would seem to speak of two people."""
    hero = reading.hero
    if hero is None:
        return events
    forms = sorted({hero.name, *hero.forms}, key=lambda f: (-len(f), f))
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})(?=['’]| (?![A-Z]))")
    named = [(year, found.sub(hero.name, text, count=1), clause) for year, text, clause in events]
    return [e for e in named if hero.type != "PERSON" or hero.name in e[1]]  # a by-name would pass for somebody else


_A_LIFETIME = 60
"""Years between events that may be taken for each other: no church of 1890 is voted on in 2001."""
_NO_EVENT = re.compile(r"\d{4}|\b(?:was|were) (?:\w+ly )?\w+ing\b|\b(?:further|again|also|finally|still|then)\b")
"""A state that went on, or an event that needs the one before it."""


_YOUTH = re.compile(
    r"\b(?:graduat\w+|degree|Ph\.?D|doctora\w+|bachelor\w*|master's|school|college|student|stud(?:y|ied|ies)|attended|"
    r"enroll?\w*|baptized|childhood|parents)\b",
    re.I,
)
"""What comes early in every life: as the first event it would be guessed."""
_ENDS = re.compile(r"\b(?:was|were) born\b|\bdied\b")
"""Birth and death, which are first and last without any article."""


def _in_year(events: list[tuple[int, str, Clause]]) -> Iterator[Candidate]:
    """ "According to the article, what happened in 1954?": the events of other years are the wrong options."""
    years = [year for year, _, _ in events]
    for year, text, clause in events:
        if years.count(year) > 1:
            continue
        others = sorted(
            (
                (y, t)
                for y, t, c in events
                if not re.search(r"\bborn\b", t)
                and y != year
                and years.count(y) == 1
                and abs(y - year) <= _A_LIFETIME
                and c.parsed.index != clause.parsed.index
            ),
            key=lambda e: (abs(len(e[1]) - len(text)) > 0.5 * len(text), abs(e[0] - year), e[1]),
        )
        if len(others) < 3 or all(len(t) > 1.2 * len(text) for _, t in others[:3]):
            continue  # the shortest by far would stand out
        wrong = tuple((t, f"The article dates this to {y}, not to {year}.") for y, t in others)
        yield Candidate(
            "what-happened",
            f"According to the article, what happened in {year}?",
            text,
            "given",
            clause.parsed.index,
            f"{text} in {year}.",
            f"{clause.token.lemma} in year",
            head=clause.verb,
            offered=wrong,
        )


def _asked(picked: list[tuple[int, str, Clause]]) -> Candidate:
    year, text, clause = picked[0]
    wrong = tuple((t, f"The article dates this to {y}, later than {year}.") for y, t, _ in picked[1:])
    statement = (
        f"{text} in {year}, before "
        + "; ".join(f"{t[0].lower() + t[1:] if t[:4] == 'The ' else t} ({y})" for y, t, _ in picked[1:])
        + "."
    )
    return Candidate(
        "which-first",
        "According to the article, which of these events happened first?",
        text,
        "given",
        clause.parsed.index,
        statement,
        "first",
        head=clause.verb,
        offered=wrong,
        also=tuple(c.parsed.index for _, _, c in picked[1:]),
    )


def _year(clause: Clause) -> tuple[int, Part] | None:
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted):
        if part.dep == "prep" and p.tokens[part.head].text.lower() in ("in", "on") and len(part.tokens) <= 5:
            years = [p.tokens[i].text for i in part.tokens if YEAR.fullmatch(p.tokens[i].text)]
            if len(years) == 1 and p.tokens[part.tokens[-1]].text == years[0]:
                return int(years[0]), part
    return None


def _event(reading: Reading, clause: Clause, part: Part) -> str:
    subject, person = subject_phrase(reading, clause)
    first, group, rest = predicate(reading, clause, without=[part], subject=person, subject_given=True)
    return capital(tidy(f"{subject} {first} {group} {rest}"))

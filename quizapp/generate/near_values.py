"""Wrong options for years, dates and numbers: the article's own values first, then near ones in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading
from quizapp.generate.sentences import MONTHS
from quizapp.generate.support import Wrong, frame, supported
from quizapp.generate.values import neighbours, read_value, years


def year(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = int(candidate.key)
    wanted = frame(reading, candidate)
    seen: dict[int, list[int]] = {}
    for p in reading.parsed:
        for t in p.tokens:
            if re.fullmatch(r"(1[0-9]|20)\d\d", t.text):
                seen.setdefault(int(t.text), []).append(p.index)
    banned = {y for y, where in seen.items() if supported(reading, candidate, where, wanted)} - {key}
    published = int(reading.article.published_on[:4]) if reading.article.published_on else 0
    latest = max([published or 0, *seen]) if published or seen else key
    latest = max(latest, key)
    chosen = years(key, rng, seen=sorted(seen), banned=banned, latest=latest)
    return [(str(y), _why_value(reading, str(y), candidate.key, seen.get(y, []))) for y in chosen]


def _why_value(reading: Reading, text: str, key: str, where: Sequence[int]) -> str:
    if where:
        paragraph = reading.parsed[where[0]].sentence.paragraph
        return f"The article gives {key}; {text} stands in paragraph {paragraph} for something else."
    return f"The article gives {key}; {text} does not appear in it."


def month(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    month, year = candidate.key.split()
    at = MONTHS.index(month)
    shifts = [-7, -5, -3, -2, 2, 3, 5, 7]
    rng.shuffle(shifts)
    made = []
    for s in shifts:
        total = int(year) * 12 + at + s
        made.append(f"{MONTHS[total % 12]} {total // 12}")
    made = [m for m in made if m not in reading.article.text]
    return [(m, f"The article gives {candidate.key}; {m} does not appear in it.") for m in made]


def month_only(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    at = MONTHS.index(candidate.key)
    near = [MONTHS[(at + s) % 12] for s in (-4, -3, -2, -1, 1, 2, 3, 4)]
    rng.shuffle(near)
    evidence = reading.article.sentences[candidate.sentence].text
    return [(m, f"The article gives {candidate.key}, not {m}.") for m in near if m not in evidence]


_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other days of the week: those the article names for something else are drawn like all others."""
    others = [d for d in _WEEK if d != candidate.key]
    rng.shuffle(others)
    return [(d, f"The article says {candidate.key}, not {d}.") for d in others]


def decade(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = int(re.sub(r"\D", "", candidate.key))
    years_named = [int(y) for y in re.findall(r"\b(?:1[0-9]|20)\d\d\b", reading.article.text)]
    latest = int(reading.article.published_on[:4] or max(years_named, default=2020))
    near = [key + s * 10 for s in (-3, -2, -1, 1, 2, 3) if key + s * 10 <= latest]
    rng.shuffle(near)
    evidence = reading.article.sentences[candidate.sentence].text
    return [(f"the {d}s", f"The article gives {candidate.key}, not the {d}s.") for d in near if f"{d}s" not in evidence]


ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def century(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    match = re.search(r"(\d\d?)(?:st|nd|rd|th)|\b(\w+th|first|second|third)\b(?= century)", candidate.key)
    if match is None or (match[2] and match[2] not in ORDINALS):
        return []
    key = int(match[1]) if match[1] else ORDINALS.index(match[2]) + 1
    near = [n for n in (key - 3, key - 2, key - 1, key + 1, key + 2, key + 3) if 1 <= n <= 20]
    rng.shuffle(near)
    made = []
    for n in near:
        if match[1]:
            word = f"{n}{'th' if 10 <= n <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
        else:
            word = ORDINALS[n - 1]
        made.append(candidate.key.replace(match[0], word))
    evidence = reading.article.sentences[candidate.sentence].text
    return [(text, f"The article gives {candidate.key}, not {text}.") for text in made if text not in evidence]


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    match = re.search(r"\b(\d{1,2})\b(?!\d)", candidate.key)
    month = next(n for n, m in enumerate(MONTHS) if m in candidate.key)
    assert match is not None
    day = int(match[1])
    steps = [-9, -7, -6, -4, -3, -2, 2, 3, 4, 6, 7, 9]
    rng.shuffle(steps)
    made: list[Wrong] = []
    used = {day}
    for s in steps:
        other = day + s
        if 1 <= other <= _LENGTHS[month] and all(abs(other - u) >= 2 for u in used):
            text = candidate.key[: match.start(1)] + str(other) + candidate.key[match.end(1) :]
            if text not in reading.article.text:
                used.add(other)
                made.append((text, f"The article gives {candidate.key}, not {text}."))
    return made


def number(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    value = read_value(candidate.key)
    if value is None:
        return []
    seen: list[float] = []
    banned: set[float] = set()
    head = reading.parsed[candidate.sentence].tokens[candidate.head].lemma if candidate.head >= 0 else ""
    for p in reading.parsed:
        for t in p.tokens:
            if t.tag != "CD":
                continue
            other = read_value(t.text.lower())
            if other is None:
                continue
            if p.index == candidate.sentence or head in p.lemmas:
                banned.add(other.number)
    if candidate.template == "at-what-age" or (candidate.template == "how-long" and "old" in candidate.stem.split()):
        ages = [value.number + d for d in (-9, -7, -5, -3, -2, 2, 3, 5, 7, 9) if 3 <= value.number + d <= 100]
        rng.shuffle(ages)
        kept = [n for i, n in enumerate(ages) if all(abs(n - m) >= 2 for m in ages[:i])]
        return [(value.printed(n), f"The article gives {candidate.key}.") for n in kept if not value.spelled or n <= 20]
    chosen = neighbours(value, rng, seen=seen, banned=banned, percent=candidate.pool == "percent")
    texts = dict.fromkeys(value.printed(n) for n in chosen)
    return [(t, f"The article gives {candidate.key}; {t} does not appear there.") for t in texts if t != candidate.key]

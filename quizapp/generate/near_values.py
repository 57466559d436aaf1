"""Wrong options for dates and numbers: the article's own values first, then near ones in the same form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.eras import era
from quizapp.generate.facts import Reading
from quizapp.generate.sentences import MONTH, MONTHS, month_in
from quizapp.generate.support import Wrong, frame, supported
from quizapp.generate.told import why_other
from quizapp.generate.values import ANY, MEASURES, SCALES, WORDS, Value, neighbours, read_value


def between(candidate: Candidate, key: float) -> tuple[float, float]:
    """(above, below): the other years or numbers of what is shown between which its key lies.

    Who reads "fled in March ____" behind "resigned in September 1974" needs no article to leave 1972 out.
    """
    low, high = float("-inf"), float("inf")
    for text in re.findall(r"(?<![\w,.])\d[\w,.]*\w|\b\w+\b", candidate.stem.partition("“")[2]):
        other = read_value(text.lower().removesuffix("s"))
        a_year = re.fullmatch(r"(?:1\d|20)\d\ds?", text) is not None
        if other is None or other.number == key or a_year != (candidate.pool == "year"):
            continue
        if other.number < key and 10 * other.number > key:
            low = max(low, other.number)
        elif key < other.number < 10 * key:
            high = min(high, other.number)
    return low, high


def why_value(reading: Reading, text: str, key: str, where: Sequence[int]) -> str:
    if where:
        paragraph = reading.parsed[where[0]].sentence.paragraph
        return f"The article gives {key}; {text} stands in paragraph {paragraph} for something else."
    return why_other(reading.article.text, key, text)


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
    return [(m, why_other(reading.article.text, candidate.key, m)) for m in made]


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
    runs = [[key + 10 * (first + n) for n in range(4)] for first in (-2, -1)]
    runs = [run for run in runs if run[-1] <= latest] or [[key + 10 * n for n in range(-3, 1)]]
    near = [d for d in rng.choice(runs) if d != key]
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
        word = _nth(n) if match[1] else ORDINALS[n - 1]
        made.append(candidate.key.replace(match[0], word))
    evidence = reading.article.sentences[candidate.sentence].text
    return [(text, f"The article gives {candidate.key}, not {text}.") for text in made if text not in evidence]


def ordinal(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """ "the 28th": other places the article numbers in the same way, then near ones."""
    word = candidate.key.removeprefix("the ")
    spelled = word in ORDINALS
    if not spelled and not word[0].isdecimal():
        return []
    key = ORDINALS.index(word) + 1 if spelled else int(re.sub(r"\D", "", word))
    unit = reading.parsed[candidate.sentence].tokens[candidate.head].text
    named = {
        int(n): p.index
        for p in reading.parsed
        for n in re.findall(rf"\b(\d+)(?:st|nd|rd|th) {unit}\b", p.sentence.text)
        if p.index != candidate.sentence
    }
    spread = (-3, -2, -1, 1, 2, 3) if key < 20 else (-21, -14, -9, -6, 5, 8, 13, 19)
    near = [key + s for s in spread if 1 <= key + s <= (len(ORDINALS) if spelled else 10 * key)]
    near = [n for n in near if not (unit == "minute" and n > 90) and not (unit in ("quarter", "inning") and n > 9)]
    near = [n for n in near if not (unit == "quarter" and n > 4)]
    others = [n for n in named if not spelled and n != key and abs(n - key) > (1 if key < 20 else 2)]
    rng.shuffle(others)
    rng.shuffle(near)
    chosen: list[int] = []
    for n in [*others[:2], *near]:
        if n not in chosen and all(abs(n - m) >= (1 if key < 20 else 3) for m in (key, *chosen)):
            chosen.append(n)
    return [
        (
            f"the {ORDINALS[n - 1] if spelled else _nth(n)}",
            why_value(reading, _nth(n), word, [named[n]] if n in named else []),
        )
        for n in chosen
    ]


def _nth(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def hour(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other hours of the same half of the day, and other minutes of the same hour, printed alike."""
    match = re.match(r"(\d{1,2})(?:([:.])(\d\d))?", candidate.key)
    assert match is not None
    key, minute, half = int(match[1]), match[3], re.search(r"[ap]\.?m", candidate.key)
    top = 12 if half else 24
    near = [key + s for s in (-3, -2, -1, 1, 2, 3) if (1 if half else 0) <= key + s < top]
    if half and key == 12:
        near = [1, 2, 3]
    rng.shuffle(near)
    rest = candidate.key[match.end() :]

    def printed(h: int, m: str | None) -> str:
        digits = 2 if match[1][0] == "0" or not half else 1
        return f"{h:0{digits}d}" + (f"{match[2]}{m}" if m is not None else "") + rest

    made = [printed(n, minute) for n in near]
    if minute is not None:
        step = 15 if int(minute) % 15 == 0 else 10 if int(minute) % 10 == 0 else 13
        other = f"{(int(minute) + rng.choice((step, 60 - step, 2 * step))) % 60:02d}"
        if other != minute:
            made = [made[0], printed(key, other), printed(near[0], other), *made[1:]] if made else []
    return [(t, f"The article gives {candidate.key}, not {t}.") for t in made if t not in reading.article.text]


def score(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other scores of the same outcome: a draw stays a draw, and the winner keeps more."""
    left, dash, right = re.split(r"(\s?[-–—]\s?)", candidate.key)
    a, b = int(left), int(right)
    step = 1 if max(a, b) < 12 else 3
    pairs = [(a + x * step, b + y * step) for x in (-2, -1, 0, 1, 2) for y in (-2, -1, 0, 1, 2)]
    pairs = [(x, y) for x, y in pairs if min(x, y) >= 0 and (x > y, x < y) == (a > b, a < b) and (x, y) != (a, b)]
    rng.shuffle(pairs)
    evidence = reading.article.sentences[candidate.sentence].text
    made = [f"{x}{dash}{y}" for x, y in pairs]
    return [(t, f"The article gives {candidate.key}, not {t}.") for t in made if t not in evidence]



def day(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Days of the same weeks, so that none lies before what it belongs to or after its season; how many of them come
    before the key is drawn."""
    match = re.search(r"\b(\d{1,2})\b(?!\d)", candidate.key)
    month = month_in(candidate.key)
    assert match is not None
    assert month is not None
    in_year = re.search(r"\d{4}", candidate.key)
    try:
        key = date(int(in_year[0]) if in_year else _LEAP, month + 1, int(match[1]))
    except ValueError:
        return []  # 31 June
    possible = era(candidate.stem, key.year)
    low, high = _days_around(reading, candidate, (month, key.day))

    def printed(other: date) -> str:
        text = candidate.key[: match.start(1)] + str(other.day) + candidate.key[match.end(1) :]
        return text.replace(MONTHS[month], MONTHS[other.month - 1])

    def fits(other: date) -> bool:
        same = other.year == key.year and (other.month == key.month or MONTHS[month] in candidate.key)
        same = same and (in_year is None or possible.has(key.year, other.month))
        told = printed(other) in reading.article.text
        return same and not told and low <= (other.month - 1, other.day) <= high

    steps = [*_STEPS]
    rng.shuffle(steps)
    before, after = ([d for n in steps if fits(d := key + timedelta(sign * n))] for sign in (-1, 1))
    ranks = [0, 1, 2, 3]
    rng.shuffle(ranks)
    rank = next((n for n in ranks if len(before) >= n and len(after) >= 3 - n), 0)
    farther = filter(fits, (key + timedelta(n) for n in _MONTHS_AWAY))
    chosen = [*before[:rank], *after[: 3 - rank], *before[rank:], *after[3 - rank :], *farther]
    return [(t, f"The article gives {candidate.key}, not {t}.") for t in dict.fromkeys(map(printed, chosen))]


_LEAP = 2004
"""A year that has every day."""
_STEPS = (2, 3, 4, 6, 7, 9, 12)
"""How many days another day is from the key."""
_MONTHS_AWAY = (-62, -35, 33, 64)
"""Days for whoever wants another one, or one that is no slip of the pen."""
def _days_around(
    reading: Reading, candidate: Candidate, key: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The other days, as (month, day), of what is shown and of the story before it, between which the day of the key
    lies.

    Who reads "He fought on 22 July, then turned south and on ____ entered Cádiz" leaves June out.
    """
    low, high = (0, 0), (12, 0)
    above = [s.text for s in reading.article.sentences[max(0, candidate.sentence - JUST_BEFORE) : candidate.sentence]]
    for found in list(re.finditer(_A_DAY, " ".join(above)))[-1:]:
        low = (MONTHS.index(found["m"] or found["n"]), int(found["d"] or found["e"]))
    low = low if low < key else (0, 0)
    for found in re.finditer(_A_DAY, candidate.stem.partition("“")[2]):
        told = (MONTHS.index(found["m"] or found["n"]), int(found["d"] or found["e"]))
        if told < key:
            low = max(low, told)
        elif told > key:
            high = min(high, told)
    return low, high


JUST_BEFORE = 10
"""Sentences above one in which the day told last began its story."""
_A_DAY = re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<m>{MONTH})\b|\b(?P<n>{MONTH}) (?P<e>\d{{1,2}})\b")


A_LONG_TIME = 40
"""Years of a life or a reign that cannot be twice as many."""
_CREDIBLE = 1.4
"""How many times so many degrees or years are still believed."""


def number(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    value = read_value(candidate.key)
    if value is None:
        return []
    shown_too = map(read_value, re.findall(r"\d[\d,.]*\d|\d", candidate.stem))  # for something else: nobody's guess
    banned = {other.number for other in shown_too if other is not None}
    head = reading.parsed[candidate.sentence].tokens[candidate.head].lemma if candidate.head >= 0 else ""
    for p in reading.parsed:
        if p.index != candidate.sentence and head not in p.lemmas:
            continue
        for t in p.tokens:
            if t.tag == "CD" and (other := read_value(t.text.lower())) is not None:
                banned.add(other.number)
    if candidate.template == "at-what-age" or (candidate.template == "how-long" and "old" in candidate.stem.split()):
        near = (value.number + d for d in (-9, -7, -5, -4, -3, -2, 2, 3, 4, 5, 7, 9))
        ages = [n for n in near if _an_age(n, value.number)]
        rng.shuffle(ages)
        kept = [n for i, n in enumerate(ages) if all(abs(n - m) >= 2 for m in ages[:i])]
        spelled = len(WORDS) if value.spelled else 101
        return [(value.printed(n), f"The article gives {candidate.key}.") for n in kept if n < spelled]
    seen = _elsewhere(reading, candidate, value)
    about = re.search(
        r"\b(?:about|around|approximately|roughly|nearly|almost|some)\b (?:how|what|____)", candidate.stem, re.I
    )
    shown = candidate.template.startswith("gap-")
    low, high = between(candidate, value.number) if shown else ANY
    if head == "degree" or (head == "year" and value.number >= A_LONG_TIME):
        high = min(high, _CREDIBLE * value.number)  # neither 62 degrees in the shade nor a reign of 110 years
    chosen = neighbours(
        value,
        rng,
        seen=sorted(seen),
        banned=banned,
        percent=candidate.pool == "percent",
        about=bool(about),
        close=head in MEASURES,
        between=(low, high),
    )
    texts = dict.fromkeys(value.printed(n) for n in chosen)
    return [(t, why_value(reading, t, candidate.key, where)) for t, where in _placed(texts, value, seen, candidate)]


def _an_age(age: float, key: float) -> bool:
    """Whether an age may be taken for another: no child of ten for somebody of nineteen."""
    return 0.78 * key <= age <= min(100, 1.25 * key)


def _elsewhere(reading: Reading, candidate: Candidate, value: Value) -> dict[float, list[int]]:
    """Numbers of the same form and unit in sentences which do not share what is asked: true elsewhere, wrong here."""
    wanted = frame(reading, candidate)
    seen: dict[float, list[int]] = {}
    if value.number <= 12:
        return seen
    for p in reading.parsed:
        for t in p.tokens:
            if t.tag != "CD" or t.ent in ("DATE", "TIME", "CARDINAL" if value.before or value.after else "DATE"):
                continue
            before = p.tokens[t.i - 1].text if t.i else ""
            after = p.tokens[t.i + 1].text if t.i + 1 < len(p.tokens) else ""
            if "-" in (before, after) or bool(value.before) != (before in ("$", "£", "€")):
                continue
            if value.after.split()[:1] not in ([], [after]) or (not value.after and after in ("%", "percent", *SCALES)):
                continue
            other = read_value(t.text.lower())
            alike = other is not None and (other.decimals, other.spelled) == (value.decimals, value.spelled)
            if other is None or not alike or supported(reading, candidate, [p.index], wanted):
                continue
            if not 0.25 <= other.number / value.number <= 4 or (value.number >= 1000) != (other.number >= 1000):
                continue
            if abs(_zeros(other.number) - _zeros(value.number)) >= 2:
                continue  # 1,412 among 1,000 and 2,600 would be picked out
            seen.setdefault(other.number, []).append(p.index)
    return seen


def _zeros(number: float) -> int:
    """How round a number is: 3 for 41,000."""
    printed = f"{number:g}" if number < 1e6 else str(int(number))
    return len(printed) - len(printed.rstrip("0")) if "." not in printed else 0


def _placed(
    texts: Iterable[str], value: Value, seen: dict[float, list[int]], candidate: Candidate
) -> Iterator[tuple[str, list[int]]]:
    """Each text that is not the key with the sentences that hold its number."""
    printed = {value.printed(n): where for n, where in seen.items()}
    for text in texts:
        if text != candidate.key:
            yield text, printed.get(text, [])

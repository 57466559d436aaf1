"""Values as printed: reading a number, year, sum or share, and printing a neighbour in the very same form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = [*_SMALL, *(f"{ten}-{one}" if one != "zero" else ten for ten in _TENS for one in _SMALL[:10])]
"""The numbers from 0 to 99 as they are spelled."""
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_VALUE = re.compile(
    r"(?P<before>(?:(?:US|A|C|N|NZ)? ?[$£€¥₹]|Rs)\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<after>\s?%|\s?percent|\s?per cent)?"
    r"(?:\s(?P<scale>hundred|thousand|million|billion|trillion))?(?P<unit>(?:\s[A-Za-z²³°]+){0,3})"
)
NEARER = (0.6, 0.7, 0.82, 1.16, 1.33, 1.52)
"""For bare decimals such as "3.07", rates and means that stay in range, and for small counts."""
FURTHER = (0.4, 0.3, 2.5, 3.0)
FACTORS = (0.5, 0.6, 0.75, 0.8, 1.25, 1.5, 1.75, 2.0)


MOST_DIGITS = 15
"""Longer numbers are none that anybody counts, and no float holds them."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number and the form it was printed in; `number` is in the printed scale (3.5 for "3.5 million")."""

    number: float
    decimals: int
    grouped: bool
    spelled: bool
    before: str = ""
    after: str = ""
    small: bool = False
    """Whether the printed number is below 1,000, so that it does not show how thousands are grouped."""

    def printed(self, number: float) -> str:
        if self.spelled and number == int(number) and 0 <= number < len(WORDS):
            text = WORDS[int(number)]
        elif self.decimals:
            text = f"{number:,.{self.decimals}f}" if self.grouped else f"{number:.{self.decimals}f}"
        else:
            text = (
                f"{round(number):,}" if self.grouped or (self.small and round(number) >= 1000) else str(round(number))
            )
        return f"{self.before}{text}{self.after}"


def read_value(text: str) -> Value | None:
    """The value of a phrase such as "48,000", "$3.5 million", "twelve" or "45 percent"; None for anything else."""
    first, _, rest = text.partition(" ")
    if first.lower() in WORDS:
        after = f" {rest}" if rest else ""
        if re.search(r"\d", rest):
            return None
        return Value(float(WORDS.index(first.lower())), 0, False, True, "", after)
    match = _VALUE.fullmatch(text.strip())
    if not match:
        return None
    digits = match["number"].replace(",", "")
    if len(digits) > MOST_DIGITS:
        return None
    decimals = len(digits.partition(".")[2])
    after = "".join((match["after"] or "", f" {match['scale']}" if match["scale"] else "", match["unit"] or ""))
    return Value(
        float(digits), decimals, "," in match["number"], False, match["before"] or "", after, float(digits) < 1000
    )


MEASURES = frozenset(
    "mm cm m km millimetre millimeter centimetre centimeter metre meter kilometre kilometer inch foot mile yard "
    "degree decibel knot".split()
)
"""Units of what everybody knows the range of: lengths, temperatures, loudness."""

ANY = (float("-inf"), float("inf"))


def _figures(n: float) -> int:
    """Significant figures as printed: 3 for 2,750."""
    return len(f"{n:g}".replace(".", "").strip("0"))


def neighbours(
    value: Value,
    rng: Random,
    *,
    seen: list[float],
    banned: set[float],
    count: int = 3,
    percent: bool = False,
    about: bool = False,
    close: bool = False,
    between: tuple[float, float] = ANY,
) -> list[float]:
    """Other numbers for the options, so that the key takes each rank equally often.

    Numbers of the article with the same form (`seen`) come first, then multiples rounded as the key is rounded.
    `about`: the key is an approximation, which a number close to it would meet as well. `close`: it is a measure, of
    which everybody knows what it may be. `between`: the numbers
    that the question itself leaves open.
    """
    key = value.number
    below_wanted = rng.randint(0, count)
    low, high = between
    pool = [n for n in seen if n != key and 0.5 * key <= n <= 2 * key and n not in banned and low < n < high][:2]
    if percent and not value.decimals and key % 5 == 0:
        steps = [key + d for d in (-20, -15, -10, -5, 5, 10, 15, 20)]  # 11 and 13 are nobody's guess beside 10
    elif value.decimals == 0 and key <= 12:
        steps = [key + d for d in ((-6, -5, -4, -3, 3, 4, 5, 6, 8) if about else (-3, -2, -1, 1, 2, 3, 4))]
    else:
        near = value.decimals or (key <= 40 and not value.grouped)
        bounded = low > 0.5 * key or high < 2 * key
        factors = NEARER if close or bounded or percent or (near and not value.after and not value.before) else FACTORS
        steps = [rounded(key * f, key, value.decimals) for f in factors]
    if about:  # "some 1,666" would stand out beside "some 2,750"
        pool = [n for n in pool if _figures(n) <= _figures(key)]
    low_bound = 2 if value.spelled or key == int(key) else 0  # "one" in a question for many is nobody's guess

    def possible(n: float) -> bool:
        within = low < n < high and n >= min(low_bound, key) and n > 0
        beyond = (percent and n >= 100) or (value.spelled and (n >= len(WORDS) or n < 1))
        near_enough = about and abs(n - key) < 0.25 * key
        return n != key and n not in banned and within and not beyond and not near_enough

    usable = [n for n in dict.fromkeys(steps) if possible(n)]
    if key > 12:  # a round number has few neighbours as round as it is
        further = [rounded(key * f, key, value.decimals) for f in FURTHER]
        sides = [sum(n < key for n in usable), sum(n > key for n in usable)]
        usable += [n for n in further if sides[n > key] < count and possible(n) and n not in usable]
    if about:
        pool = [n for n in pool if abs(n - key) >= 0.25 * key]
    rng.shuffle(usable)
    chosen: list[float] = []
    below, above = below_wanted, count - below_wanted
    for n in [*pool, *usable]:
        if n in chosen or any(abs(n - c) < 0.12 * max(n, c) for c in [key, *chosen] if key > 12 or value.decimals):
            continue
        if percent and n >= 100:
            continue
        if n < key and below:
            chosen.append(n)
            below -= 1
        elif n > key and above:
            chosen.append(n)
            above -= 1
    for n in usable:  # a small key has too few numbers below it
        if len(chosen) >= count:
            break
        if n not in chosen and not any(
            abs(n - c) < 0.12 * max(n, c) for c in [key, *chosen] if key > 12 or value.decimals
        ):
            chosen.append(n)
    return _drawn_near(value, _less_round(key, chosen[:count], banned), banned)


def _less_round(key: float, chosen: list[float], banned: set[float]) -> list[float]:
    """The numbers, one of them no multiple of five, where the key alone is none: 41 among 25, 30 and 35."""
    if not key < 100 or not chosen or key % 5 == 0 or any(n % 5 for n in chosen):
        return chosen
    other = next((n for n in (chosen[0] - 1, chosen[0] + 1) if n not in banned and n not in chosen and n != key), None)
    return [other, *chosen[1:]] if other else chosen


def _drawn_near(value: Value, chosen: list[float], banned: set[float]) -> list[float]:
    """The numbers with one nearer to the key when the key stands alone at the top or the bottom of close ones."""
    key = value.number
    if key <= 12 or len(chosen) < 2 or not (max(chosen) < key or min(chosen) > key):
        return chosen
    nearest = max(chosen) if max(chosen) < key else min(chosen)
    spread = max(chosen) / min(chosen)
    if max(nearest / key, key / nearest) < 1.45 or spread > 1.6:
        return chosen
    nearer = rounded(key * (0.8 if nearest < key else 1.25), key, value.decimals)
    return [nearer if n == nearest and nearer not in {key, *banned} else n for n in chosen]


def rounded(number: float, key: float, decimals: int) -> float:
    """`number` with as many significant digits as the key shows."""
    if decimals:
        return round(number, decimals)
    whole = int(key)
    zeros = 0
    while whole and whole % 10 == 0:
        whole //= 10
        zeros += 1
    if zeros and len(str(whole)) == 1 and zeros >= 1:
        zeros -= 1  # "400" may stand beside "250"
    step = 10**zeros
    if key % 5 == 0 and key >= 20 and zeros == 0:
        step = 5
    return float(round(number / step) * step)


LONG_AGO = 2005
"""A story that ends before may well have gone on for some years, for all that a reader knows."""


def years(
    key: int,
    rng: Random,
    *,
    seen: list[int],
    banned: set[int],
    latest: int,
    count: int = 3,
    of_a_life: bool = False,
) -> list[int]:
    """Other years: the article's own first, then near ones, the key at any rank; lately none after `latest`."""
    latest = latest if latest > LONG_AGO else latest + 12  # the year after may not have come yet, or is no secret
    span = 8 if key < latest - 60 and not of_a_life else 5  # a life has its own pace: nobody is a pupil ten years on
    pool = [y for y in seen if y != key and abs(y - key) <= span]
    rng.shuffle(pool)
    distance = 1 if latest - key <= 3 else 2 if latest - key <= 25 or of_a_life else 4
    steps = range(1, 6)
    lower = [y for y in dict.fromkeys([*pool, *(key - distance * n for n in range(1, 12))]) if y < key]
    upper = [y for y in dict.fromkeys([*pool, *(key + distance * n for n in steps)]) if key < y <= latest]
    lower, upper = ([y for y in side if y not in banned] for side in (lower, upper))
    fewest, most = min(max(0, count - len(upper)), len(lower)), min(count, len(lower))
    possible = [n for n in range(fewest, most + 1) if key < latest or n == most]
    (below,) = rng.choices(possible, [3 if 0 < n < count else 4 for n in possible])  # an end is often not possible
    chosen = [*lower[:below], *upper[: count - below]]
    if pool and chosen and min(abs(y - key) for y in chosen) > 2 * max(2, max(chosen) - min(chosen)):
        return years(
            key, rng, seen=[], banned=banned, latest=latest, count=count, of_a_life=of_a_life
        )  # the key stands alone
    return chosen

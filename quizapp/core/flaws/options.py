"""Rules on the options as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from quizapp.core.flaws.reading import MONTHS, Flaw, Rule, View, flaw, folded, tokens, unit_of, unquoted
from quizapp.core.item import Item

_NONE = re.compile(
    r"(?:none|neither|none of (?:these|the above|them|the other(?: option)?s)|neither of (?:these|them)|"
    r"no one listed|nothing mentioned here|not (?:given|mentioned|listed))",
    re.I,
)
_ALL = re.compile(
    r"(?:all(?: of)? (?:the above|these|them|the others)|both (?:of (?:these|the above)|[a-d] and [a-d])|"
    r"any of (?:these|the above)|each of (?:these|the above))",
    re.I,
)
_COMBINED = re.compile(r"(?:(?:[ivx]+|[a-e]|\d)(?:,| and| &|,? or)\s*)+(?:[ivx]+|[a-e]|\d)(?: only)?", re.I)
_TRUE_FALSE = frozenset({"true", "false", "yes", "no", "right", "wrong", "correct", "incorrect"})
_OPPOSITE = (
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("before", "after"),
    ("more", "less"),
    ("more", "fewer"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("higher", "lower"),
    ("faster", "slower"),
    ("always", "never"),
    ("accept", "reject"),
    ("accepted", "rejected"),
    ("win", "lose"),
    ("won", "lost"),
    ("gain", "loss"),
    ("for", "against"),
    ("legal", "illegal"),
    ("hot", "cold"),
    ("up", "down"),
    ("north", "south"),
)


_REVERSING = ("un", "in", "il", "im", "ir", "dis", "non", "mis")


def _none_of_the_above(view: View) -> Iterator[Flaw]:
    """IWF 3, HDR 25."""
    for n, option in enumerate(view.options):
        if _NONE.fullmatch(option.strip(" .")):
            yield flaw(
                "option",
                f"'{option}' tests what is wrong, not what is right, and breaks when shuffled.",
                "Write a real distractor or drop it.",
                option=n,
                span=option,
                severity="warn" if view.item.order == "fixed" else "block",
            )


def _all_of_the_above(view: View) -> Iterator[Flaw]:
    """IWF 4, HDR 26."""
    for n, option in enumerate(view.options):
        if _ALL.fullmatch(option.strip(" .")):
            why, fix = "Knowing two options gives the key away.", "Ask for one fact, or make it multiple response."
            severity = "warn" if view.item.order == "fixed" else "block"
            yield flaw("option", why, fix, option=n, span=option, severity=severity)


def _true_false(view: View) -> Iterator[Flaw]:
    """IWF 6, R16: a true-false question in disguise."""
    if view.item.kind == "true-false":
        return
    said = {folded(o) for o in view.options} - {"don t know", "dont know", "not given", "i don t know", "don't know"}
    plainly = bool(said) and said <= _TRUE_FALSE
    if plainly or (len(view.options) == 2 and view.item.kind == "single"):
        yield flaw(
            "item",
            "Guessing gives half.",
            "Ask who, what or when; or use the true-false kind.",
            span="; ".join(view.options),
            severity="" if plainly else "warn",  # two real options are weak, not wrong
        )


def _complex(view: View) -> Iterator[Flaw]:
    """IWF 12, HDR 9, HD 2: options that combine numbered statements."""
    if len(view.options) < 3:
        return
    for n, option in enumerate(view.options):
        if _COMBINED.fullmatch(option.strip(" .")) and not re.search(r"\d\d", option):
            fix = "Make it multiple response, or one statement per question."
            yield flaw("option", "This tests the logic of combinations.", fix, option=n, span=option)
            return


def _order(view: View) -> Iterator[Flaw]:
    """IWF 14, HDR 21: numbers and dates belong in order, and must then not be shuffled."""
    known = _sequence(view)
    if not known:
        return
    if known != sorted(known) and known != sorted(known, reverse=True):
        yield flaw("item", "The options are not in order.", "Sort them.", span="; ".join(view.options))
    elif view.item.order != "fixed" and len({unit_of(o) for o in view.options}) == 1:
        yield flaw("item", "Options in order would be shuffled.", "Set the order to fixed.", severity="hint")


def in_order(item: Item) -> Item:
    """The question with its numbers or dates sorted, where its options are all such and stand in no order."""
    known = _sequence(View.of(item))
    if not known or known == sorted(known, reverse=True):
        return item
    places = sorted(range(len(known)), key=known.__getitem__)
    return replace(item, options=tuple(item.options[place] for place in places))


def _sequence(view: View) -> list[float]:
    """The options as numbers or days; nothing unless each of at least three is one."""
    values = [_ordinal(o) if v is None else v for o, v in zip(view.options, view.values, strict=True)]
    known = [v for v in values if v is not None]
    return known if 3 <= len(known) == len(values) else []


def _ordinal(option: str) -> float | None:
    words = tokens(option)
    month = next((n for n, m in enumerate(MONTHS, 1) if m in words), 0)
    if not month or len(words) > 4:
        return None
    numbers = [int(w) for w in words if w.isdecimal()]
    return sum(n for n in numbers if n > 31) * 400.0 + month * 31 + sum(n for n in numbers if n <= 31)


def _duplicates(view: View) -> Iterator[Flaw]:
    """HDR 22: two options that say the same."""
    fixed = "Replace one of them."
    for n, one in enumerate(view.options):
        for m in range(n):
            other = view.options[m]
            same_value = (
                view.values[n] is not None and view.values[n] == view.values[m] and unit_of(one) == unit_of(other)
            )
            if (folded(one) == folded(other) and folded(one)) or same_value:
                yield flaw("option", f"Options {m + 1} and {n + 1} are the same.", fixed, option=n, span=one)
                return
            if _near(one, other):
                yield flaw(
                    "option",
                    f"Options {m + 1} and {n + 1} are nearly the same.",
                    fixed,
                    option=n,
                    span=one,
                    severity="warn",
                )
                return


def _near(one: str, other: str) -> bool:
    a, b = folded(one), folded(other)
    if min(len(a), len(b)) < 8 or re.search(r"\d", a + b):
        return False
    wa, wb = a.split(), b.split()
    if abs(len(wa) - len(wb)) > 0 or sum(x != y for x, y in zip(wa, wb, strict=False)) != 1:
        return False
    x, y = next((x, y) for x, y in zip(wa, wb, strict=True) if x != y)
    if x[:1].isdecimal() or {x, y} & {"not", "no", "never"} or _opposite(x, y):
        return False
    capital = any(w.lower() == x and w[0].isupper() for w in one.split()[1:])
    return not capital and SequenceMatcher(None, x, y).ratio() >= 0.8 and SequenceMatcher(None, a, b).ratio() >= 0.9


_RANGE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:-|–|to)\s*(\d[\d,]*(?:\.\d+)?)")


def _overlap(view: View) -> Iterator[Flaw]:
    """HDR 22: one option includes another."""
    spans = [_range(o) for o in view.options]
    for n, a in enumerate(spans):
        for m in range(n):
            b = spans[m]
            one, other = view.options[n], view.options[m]
            if a and b and (a[0] != a[1] or b[0] != b[1]):
                overlapping = a[0] <= b[1] and b[0] <= a[1]
            elif a or b:
                continue
            else:
                wa, wb = set(folded(one).split()), set(folded(other).split())
                overlapping = (
                    bool(wa and wb) and wa != wb and (wa < wb or wb < wa) and not re.search(r"\d", one + other)
                )
                if overlapping and min(len(wa), len(wb)) == 1:
                    # One word inside a longer phrase: only a name inside a name includes it.
                    overlapping = one[:1].isupper() and other[:1].isupper()
            if overlapping:
                severity = "block" if view.key in (n, m) else "warn"
                yield flaw(
                    "option",
                    f"'{one}' and '{other}' overlap.",
                    "Make them exclude each other.",
                    option=n,
                    span=one,
                    severity=severity,
                )
                return


def _range(option: str) -> tuple[float, float] | None:
    if found := _RANGE.search(option):
        low, high = (float(x.replace(",", "")) for x in found.groups())
        return (low, high) if low < high else None
    if re.fullmatch(r"\D{0,3}\d[\d,]*(?:\.\d+)?\D{0,12}", option):
        value = float(re.sub(r"[^\d.]", "", option).strip(".") or 0)
        return value, value
    return None


def _exhaustive(view: View) -> Iterator[Flaw]:
    """HDR 28: among four options one pair of opposites, one of which must be right."""
    if len(view.options) < 4:
        return
    pairs = []
    words = [tokens(option) for option in view.options]
    for n, one in enumerate(view.options):
        for m in range(n):
            a, b = words[m], words[n]
            only_a, only_b = [w for w in a if w not in b], [w for w in b if w not in a]
            if (
                (len(only_a) == 1 and len(only_b) == 1 and _opposite(only_a[0], only_b[0]))
                or ({*only_a, *only_b} in ({"not"}, {"no"}, {"did", "not"}))
                or (
                    unit_of(one).startswith("percent")
                    and view.key in (n, m)
                    and (view.values[n] or 0) + (view.values[m] or 0) == 100
                )
            ):
                pairs.append((m, n))
    if len(pairs) == 1:
        m, n = pairs[0]
        yield flaw(
            "item",
            "The answer must be one of this pair.",
            "Use two pairs of opposites or none.",
            span=f"{view.options[m]} / {view.options[n]}",
        )


def _opposite(one: str, other: str) -> bool:
    return (
        (one, other) in _OPPOSITE
        or (other, one) in _OPPOSITE
        or any(one == prefix + other or other == prefix + one for prefix in _REVERSING)
    )


def _uneven(view: View) -> Iterator[Flaw]:
    """HDR 23, 24: options of different form."""
    lengths = [len(o) for o in view.options]
    if lengths and max(lengths) >= 20 and max(lengths) > 2.5 * min(lengths):
        n = lengths.index(max(lengths))
        yield flaw("option", "The options differ much in length.", "Make them alike.", option=n, span=view.options[n])
        return
    if (
        all(v is not None for v in view.values)
        and len({len(o.partition(".")[2]) if "." in o else 0 for o in view.options}) > 1
    ):
        yield flaw("item", "The numbers have different decimals.", "Write all with the same precision.")


def _repeated(view: View) -> Iterator[Flaw]:
    """HDR 13: words that all options begin or end with."""
    if len(view.options) < 3:
        return
    cut = [tokens(o) for o in view.options]
    for side in (1, -1):
        common = []
        for column in zip(*(c[::side] for c in cut), strict=False):
            if len(set(column)) > 1:
                break
            common.append(column[0])
        if len(common) >= 2 and all(len(c) > len(common) for c in cut):
            words = " ".join(common[::side])
            yield flaw("item", f"All options repeat '{words}'.", "Move these words into the question.", span=words)
            return


def _count(view: View) -> Iterator[Flaw]:
    """HDR 18, T09: three to five options, and among them a distractor."""
    k = len(view.options)
    if k and not view.wrong:
        yield flaw("item", "Every option is right: ticking them all needs no knowledge.", "Add a distractor.")
    if view.item.kind != "true-false" and not 3 <= k <= (7 if view.item.kind == "multiple" else 5):
        fix = "Add a plausible one." if k < 3 else "Drop the weakest."
        yield flaw("item", f"There are {k} options.", fix)


def _vague(view: View) -> Iterator[Flaw]:
    """IWF 15, HDR 28: words that mean different things to different readers."""
    pattern = re.compile(
        r"\b(often|usually|several|recent(?:ly)?|many|some|frequently|sometimes|a lot|a few|rarely|quite)\b", re.I
    )
    hits = [(n, found[0]) for n, o in enumerate(view.options) if (found := pattern.search(unquoted(o)))]
    if hits and len(hits) < len(view.options):
        n, word = hits[0]
        yield flaw(
            "option", f"'{word}' means different things to readers.", "Give the number or date.", option=n, span=word
        )


RULES = (
    Rule("IW03", "none of the above", "block", "text", "IWF 3, HDR 25", _none_of_the_above),
    Rule("IW04", "all of the above", "block", "text", "IWF 4, HDR 26", _all_of_the_above),
    Rule("IW06", "true/false in disguise", "block", "text", "IWF 6, R16", _true_false),
    Rule("IW12", "complex options", "block", "text", "IWF 12, HDR 9, HD 2", _complex),
    Rule("IW14", "lost sequence", "warn", "text", "IWF 14, HDR 21", _order),
    Rule("IW15", "vague terms", "hint", "text", "IWF 15, HDR 28", _vague),
    Rule("IW20", "duplicate options", "block", "text", "HDR 22", _duplicates),
    Rule("IW21", "overlapping options", "warn", "text", "HDR 22", _overlap),
    Rule("IW22", "exhaustive pair", "warn", "text", "HDR 28", _exhaustive),
    Rule("IW23", "uneven form", "hint", "text", "HDR 23, 24", _uneven),
    Rule("IW31", "repeated words", "hint", "text", "HDR 13", _repeated),
    Rule("IW38", "number of options", "warn", "text", "HDR 18, T09", _count),
)

"""Rules on a whole quiz: where the keys stand, how long they are, and questions that answer or repeat each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import erfc, exp, pi, sqrt

from quizapp.core.flaws.reading import Flaw, content, folded, unquoted
from quizapp.core.item import Item, fingerprint

FEWEST = 8
"""Sets smaller than this are not judged by shares."""

LONG = 4
"""Words from which an option is no mere name or number, of which questions may well share some."""

MOST_OF_ONE = 0.4
"""Share of questions that may ask for the same sort of thing."""


def check_set(
    items: Sequence[Item], facts: Sequence[frozenset[str]] | None = None, pages: Sequence[object] | None = None
) -> list[Flaw]:
    """Set-level flaws in a fixed order: IW24 (key position), IW19 (longest keys), IW25 (hinge, one fact asked twice,
    and long options that are right here and wrong there), IW20 (duplicates), IW01 (an article that is not named), and
    "balance" (too many of one sort).
    """
    repeated = _duplicates(items)
    told = {flaw.items for flaw in repeated}
    same = [flaw for flaw in _same_fact(facts or ()) if flaw.items not in told]
    answered = [*_hinges(items), *same, *_shared(items), *repeated]
    return [*_positions(items), *_lengths(items), *answered, *_unnamed(items, pages or ()), *_balance(items)]


def uniform(counts: Sequence[int]) -> float:
    """Probability of counts at least as uneven as these under equal shares: chi-square in closed form.

    df 2, 3 and 4 only, which is three to five options.

    >>> round(uniform([1, 9, 2]), 3)
    0.009
    """
    n, k = sum(counts), len(counts)
    x = sum((c - n / k) ** 2 / (n / k) for c in counts)
    if k == 3:
        return exp(-x / 2)
    if k == 4:
        return erfc(sqrt(x / 2)) + sqrt(2 * x / pi) * exp(-x / 2)
    return exp(-x / 2) * (1 + x / 2)


def _single(items: Sequence[Item]) -> list[tuple[int, Item]]:
    return [(n, item) for n, item in enumerate(items) if item.kind == "single" and len(item.keys) == 1]


def _positions(items: Sequence[Item]) -> list[Flaw]:
    """HDR 20, HD 36: only questions in fixed order can have it; numbers in order count by the key's rank."""
    found = []
    by_size: dict[int, list[int]] = defaultdict(list)
    for _, item in _single(items):
        if item.order == "fixed":
            by_size[len(item.options)].append(item.keys[0])
    for k, keys in sorted(by_size.items()):
        counts = [keys.count(n) for n in range(k)]
        if 3 <= k <= 5 and len(keys) >= 5 * k and uniform(counts) < 0.05:
            at = counts.index(max(counts))
            why = f"The key is option {at + 1} in {counts[at]} of {len(keys)} questions with {k} options."
            found.append(Flaw("IW24", "warn", "set", why, "Rebalance the positions.", name="key position"))
    return found


def _lengths(items: Sequence[Item]) -> list[Flaw]:
    """IWF 19, HDR 24: the key is the longest option more often than chance allows."""
    n = longest = 0
    expected = variance = 0.0
    for _, item in _single(items):
        sizes = [len(option.text) for option in item.options]
        key = sizes.pop(item.keys[0])
        n += 1
        longest += bool(sizes) and key > max(sizes)
        expected += 1 / len(item.options)
        variance += (1 / len(item.options)) * (1 - 1 / len(item.options))
    if n >= 8 and longest > expected + 2 * sqrt(variance):
        why = f"The key is the longest option in {longest} of {n} questions; chance gives {expected:.0f}."
        return [Flaw("IW19", "warn", "set", why, "Trim keys or fill in distractors.", name="longest key")]
    return []


def _hinges(items: Sequence[Item]) -> list[Flaw]:
    """HDR 4, HD 11: one question gives away the key of another."""
    found = []
    told = [(folded(item.stem), content(item.stem), _in_all_options(item)) for item in items]
    for j, item in _single(items):
        key = folded(item.options[item.keys[0]].text)
        frame = content(item.stem)
        if len(key) < 3:
            continue
        for i, (stem, words, sure) in enumerate(told):
            shown = f" {key} " in f" {stem} " or (content(key) and sure.issuperset(key.split()))
            if i != j and shown and len(frame & words) >= 2:
                why = f"Question {i + 1} answers question {j + 1}: it names '{item.options[item.keys[0]].text}'."
                found.append(
                    Flaw("IW25", "warn", "set", why, "Do not use both in one quiz.", name="hinge", items=(i, j))
                )
                break
    return found


def _in_all_options(item: Item) -> frozenset[str]:
    """What is so whichever option is right: 1889 of four days in 1889."""
    options = [frozenset(folded(option.text).split()) for option in item.options]
    return frozenset.intersection(*options) if options else frozenset()


_AN_ARTICLE = re.compile(r"\b(?:the|this) (?:article|text|passage)\b(?!,? [“\"‘'«„])", re.I)


def _unnamed(items: Sequence[Item], pages: Sequence[object]) -> list[Flaw]:
    """HD 20: among questions on several articles, one that speaks of "the article" does not say of which."""
    if len(set(pages)) < 2:
        return []
    stems = [(n, item.stem.strip()) for n, item in enumerate(items)]
    places = tuple(n for n, stem in stems if "\n" not in stem and _AN_ARTICLE.search(stem))  # others may show the text
    if not places:
        return []
    numbers = [str(n + 1) for n in places]
    one = len(numbers) == 1
    named = numbers[0] if one else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    why = f"Question{'' if one else 's'} {named} speak{'s' if one else ''} of an article without its title; "
    why += "the questions are on several."
    return [Flaw("IW01", "warn", "set", why, "Give the title.", name="unnamed article", items=places)]


def _same_fact(facts: Sequence[frozenset[str]]) -> list[Flaw]:
    """HD 11: several questions on one and the same fact."""
    by_fact: dict[frozenset[str], list[int]] = defaultdict(list)
    for n, names in enumerate(facts):
        if names:
            by_fact[names].append(n)
    found = []
    for places in by_fact.values():
        if len(places) > 1:
            numbers = [str(n + 1) for n in places]
            why = f"Questions {', '.join(numbers[:-1])} and {numbers[-1]} ask about the same fact."
            fix = "Keep one, unless it is to be asked twice."
            found.append(Flaw("IW25", "hint", "set", why, fix, name="same fact", items=tuple(places)))
    return found


def _shared(items: Sequence[Item]) -> list[Flaw]:
    """HD 11: who knows a quotation that is right in one question strikes it out where it is offered in another."""
    right: dict[str, int] = {}
    for n, item in _single(items):
        key = folded(item.options[item.keys[0]].text)
        if len(key.split()) >= LONG:
            right.setdefault(key, n)
    offered = {(n, folded(option.text)) for n, item in _single(items) for option in item.options if not option.is_key}
    pairs = sorted((right[text], n) for n, text in offered if right.get(text, n) != n)
    if not pairs:
        return []
    places = tuple(sorted({n for pair in pairs for n in pair}))
    numbers = [str(n + 1) for n in places]
    named = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    why = f"In questions {named} what is right in one is a wrong option in another; who knows it can strike it out."
    fix = "Give one of them other wrong options."
    return [Flaw("IW25", "hint", "set", why, fix, name="shared options", items=places)]


_SORTS = (
    ("how many or how much", re.compile(r"\bhow (?:many|much|long|far|often|old)\b", re.I)),
    ("when", re.compile(r"\bwhen\b|\b(?:which|what) (?:year|month|date|day|century|decade)\b", re.I)),
    ("where", re.compile(r"\bwhere\b|\b(?:which|what) (?:country|city|town|place)\b", re.I)),
    ("who", re.compile(r"\bwho(?:m|se)?\b", re.I)),
    ("why", re.compile(r"\bwhy\b", re.I)),
)


def _sort(item: Item) -> str:
    """What a question asks for, in a word; empty for "what" and "which", which ask for anything."""
    if item.kind == "true-false":
        return "true or false"
    return next((name for name, pattern in _SORTS if pattern.search(unquoted(item.stem))), "")


def _balance(items: Sequence[Item]) -> list[Flaw]:
    """HDR 1: a test covers more than one sort of knowledge."""
    if len(items) < FEWEST:
        return []
    sorts = [_sort(item) for item in items]
    found = []
    for name, count in sorted(Counter(filter(None, sorts)).items()):
        if count > MOST_OF_ONE * len(items):
            why = f"{count} of {len(items)} questions ask “{name}”."
            places = tuple(n for n, one in enumerate(sorts) if one == name)
            found.append(
                Flaw("balance", "hint", "set", why, "Mix what is asked for.", name="too many of one sort", items=places)
            )
    return found


def _duplicates(items: Sequence[Item]) -> list[Flaw]:
    """HDR 22 for sets: the same question twice."""
    found = []
    seen = Counter(fingerprint(item) for item in items)
    first: dict[str, int] = {}
    by_key: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for n, item in enumerate(items):
        mark = fingerprint(item)
        if seen[mark] > 1 and mark in first:
            why = f"Questions {first[mark] + 1} and {n + 1} are the same."
            places = (first[mark], n)
            found.append(Flaw("IW20", "warn", "set", why, "Drop one.", name="duplicate questions", items=places))
            continue
        first.setdefault(mark, n)
        if len(item.keys) == 1:
            key, words = folded(item.options[item.keys[0]].text), content(item.stem)
            for m, other in by_key[key]:
                if words and len(words & other) >= 0.8 * len(words | other):
                    why = f"Questions {m + 1} and {n + 1} ask nearly the same."
                    found.append(
                        Flaw("IW20", "warn", "set", why, "Drop one.", name="duplicate questions", items=(m, n))
                    )
                    break
            by_key[key].append((n, words))
    return found

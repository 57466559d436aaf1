"""Which drafts come first: important facts and proven templates, spread over paragraphs, types and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from quizapp.generate.candidates import Draft

LAMBDA = 0.7
"""Weight of the score against likeness to what is already chosen (maximal marginal relevance)."""
MOST_OF_ONE_TYPE = 0.4
_FEWER = {"what-happened": 2}
"""Kinds whose questions share their options, so that a third is answered by what the others leave over."""
PER_SENTENCE = 2
PER_NAME = 2
"""Questions with one and the same name as their key: a third would be guessed."""


def choose(drafts: Sequence[Draft], count: int | None) -> tuple[list[Draft], list[Draft]]:
    """(chosen, left over): greedy, best first, under the quotas. None chooses as many as the quotas allow."""
    waiting = sorted(drafts, key=lambda d: (-d.score, d.fact.id, d.template))
    chosen: list[Draft] = []
    families: Counter[str] = Counter()
    sentences: Counter[int] = Counter()
    paragraphs: Counter[int] = Counter()
    limit = len(waiting) if count is None else count
    per_type = max(3, round(MOST_OF_ONE_TYPE * min(limit, max(10, len(waiting)))))
    words = {id(d): _words(d) for d in waiting}
    likest = dict.fromkeys(words, 0.0)  # how like each is to the chosen one it is likest to
    left: list[Draft] = []
    spare: list[Draft] = []
    while (waiting or spare) and len(chosen) < limit:
        if not waiting:  # rather too many of one kind than too few questions
            left += [d for d in spare if d.template in _FEWER]
            waiting, spare, per_type = [d for d in spare if d.template not in _FEWER], [], limit
            continue

        def value(d: Draft) -> tuple[float, str, str]:
            alike = likest[id(d)]
            crowded = 0.12 * paragraphs[d.fact.evidence[0].paragraph] + 0.06 * families[d.template]
            return (-(LAMBDA * d.score - (1 - LAMBDA) * alike - crowded), d.fact.id, d.template)

        best = min(waiting, key=value)
        waiting.remove(best)
        sentence = best.fact.evidence[0].sentence
        if families[best.template] >= min(per_type, _FEWER.get(best.template, per_type)):
            spare.append(best)
            continue
        if (
            sentences[sentence] >= PER_SENTENCE
            or _worn(best, chosen)
            or any(_gives_away(best, other) or _same_fact(best, other) for other in chosen)
        ):
            left.append(best)
            continue
        chosen.append(best)
        for d in (*waiting, *spare):
            likest[id(d)] = max(likest[id(d)], _jaccard(words[id(d)], words[id(best)]))
        families[best.template] += 1
        sentences[sentence] += 1
        paragraphs[best.fact.evidence[0].paragraph] += 1
    return chosen, left + spare + waiting


def _worn(draft: Draft, chosen: Sequence[Draft]) -> bool:
    """Whether the key is a name that enough questions have for their key; who spoke in a story may be anybody."""
    key = _key(draft)
    if draft.template == "who-spoke" or not key[:1].isupper() or not key.replace(" ", "").isalpha():
        return False
    return sum(_key(other) == key for other in chosen) >= PER_NAME


def _words(draft: Draft) -> frozenset[str]:
    return _long_words(draft.item.stem) | _long_words(_key(draft))


@lru_cache(maxsize=1024)
def _long_words(text: str) -> frozenset[str]:
    return frozenset([w.lower() for w in re.findall(r"[\w-]{4,}", text)])


def _key(draft: Draft) -> str:
    return next(option.text for option in draft.item.options if option.is_key)


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _same_fact(one: Draft, other: Draft) -> bool:
    """Two questions from one clause: what one asks, the other tells; or one thing told twice."""
    shared = _words(one) & _words(other)
    if _of_one_life(one, other):
        return True
    if one.fact.evidence[0].sentence != other.fact.evidence[0].sentence:
        told = [_words(d) - _ASKING - frozenset(_key(d).lower().split()) for d in (one, other)]
        alike = len(told[0] & told[1])
        return _key(one) == _key(other) and alike >= 3 and alike >= 0.6 * min(map(len, told))
    return len(shared) >= 0.4 * min(len(_words(one)), len(_words(other)))


_LIFE = re.compile(r"^(?:In which year|On what date) (?:was|did) (.+) (born|die)\b")


def _of_one_life(one: Draft, other: Draft) -> bool:
    """Whether both ask when somebody was born, or died: the year and the day."""
    a, b = _LIFE.search(one.item.stem), _LIFE.search(other.item.stem)
    return a is not None and b is not None and a.groups() == b.groups()


_ASKING = frozenset(
    "article according which what when where whom country city state year month date many much does have been "
    "with from into this that were text said person place".split()
)
"""Words that two questions of a kind share whatever they ask about."""


def _gives_away(one: Draft, other: Draft) -> bool:
    """Whether the stem of one holds the key of the other and shares two more content words with its stem."""
    for a, b in ((one, other), (other, one)):
        key = _key(b).lower()
        stem = a.item.stem.lower()
        if key in stem:
            shared = _long_words(a.item.stem) & _long_words(b.item.stem)
            if len(shared - _ASKING) >= 2:
                return True
    return False

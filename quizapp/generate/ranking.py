"""Which drafts come first: important facts and proven templates, spread over paragraphs, types and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import NamedTuple

from quizapp.generate.candidates import Candidate, Draft
from quizapp.generate.whole_words import count as times

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
    return _long_words(_said(draft.item.stem)) | _long_words(_key(draft))


@lru_cache(maxsize=1024)
def _said(stem: str) -> str:
    """What a question says of its own: the sentence it shows, or all of it but "According to the article on ..., "."""
    quoted = re.search(r"(?:sentence|passage|false\?) “(.+)”", stem)
    return quoted[1] if quoted else re.sub(r"^According to (?:paragraph \d+ of )?the article[^,]*, ", "", stem)


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
    """Whether one tells the key of the other."""
    return _tells(one.item.stem, _key(other), other.item.stem) or _tells(other.item.stem, _key(one), one.item.stem)


def _tells(stem: str, key: str, asked: str) -> bool:
    """Whether one stem holds the key to another, and says two more content words that the other says too."""
    shared = (_long_words(_said(stem)) & _long_words(_said(asked))) - _ASKING - _long_words(key)
    return len(shared) >= 2 and times(key.lower(), stem.lower()) > 0


FEW_STATEMENTS = 4
"""How many may be true or false where little else is shown; else they are a third of what is shown at most."""
ENOUGH = "as many statements as may be are among what is shown"


class _Pair(NamedTuple):
    """A statement as it is and made wrong, and what the article has in the place where they differ."""

    true: Draft
    false: Draft
    value: str

    @property
    def stems(self) -> tuple[str, str]:
        return self.true.item.stem, self.false.item.stem


def with_statements(
    chosen: Sequence[Draft],
    statements: Sequence[Candidate],
    count: int | None,
    lot: str,
    make: Callable[[Candidate], Draft],
) -> tuple[list[Draft], list[Draft]]:
    """(statements to be shown behind what is chosen, those left over): of one sentence one, half of them false.

    They come from sentences that nothing else asks about, spread over the paragraphs. What is asked of each is drawn
    with the `lot` of the seed. So is, over all of them at once, which are told as they are: who knows some of the
    answers knows none of the others by them.
    """
    limit = max(FEW_STATEMENTS, len(chosen) // 2)
    limit = limit if count is None else min(limit, count - len(chosen))
    if limit <= 0:
        return [], []
    taken = {e.sentence for d in chosen for e in d.fact.evidence}
    by_sentence: dict[int, list[Candidate]] = {}
    for c in statements:
        if c.sentence not in taken:
            by_sentence.setdefault(c.sentence, []).append(c)
    drawn = [pair for versions in by_sentence.values() if (pair := _drawn(versions, lot)) is not None]
    waiting = [_Pair(make(true), make(false), true.value) for true, false in drawn]
    shown: list[_Pair] = []
    left: list[Draft] = []
    paragraphs = Counter(d.fact.evidence[0].paragraph for d in chosen)

    def value(pair: _Pair) -> tuple[float, int]:
        evidence = pair.true.fact.evidence[0]
        return 0.12 * paragraphs[evidence.paragraph] - pair.true.score, evidence.sentence

    while waiting:
        best = min(waiting, key=value)
        waiting.remove(best)
        one = best.true if best.true.reason or (not best.false.reason and _heads(lot, best)) else best.false
        if one.reason or _spoilt(best, chosen, shown):
            left.append(one)
        elif len(shown) == limit:
            left.append(replace(one, reason=ENOUGH))
        else:
            shown.append(best)
            paragraphs[best.true.fact.evidence[0].paragraph] += 1
    return _told(shown, lot), left


def _heads(lot: str, *pairs: _Pair) -> bool:
    return Random(f"{lot}:{[pair.stems for pair in pairs]}").random() < 0.5


def _spoilt(pair: _Pair, chosen: Sequence[Draft], shown: Sequence[_Pair]) -> bool:
    """Whether a statement, told either way, tells the answer to something else that is shown, or is told by it."""
    beside = [((d.item.stem,), _key(d)) for d in chosen] + [(other.stems, other.value) for other in shown]
    return any(
        _tells(stem, pair.value, own) or _tells(own, key, stem)
        for stems, key in beside
        for stem in stems
        for own in pair.stems
    )


def _told(pairs: Sequence[_Pair], lot: str) -> list[Draft]:
    """Half of the statements as they are and half made wrong, in an order that tells nothing."""
    truths = [n % 2 == 0 for n in range(len(pairs) // 2 * 2)]
    if len(pairs) % 2:
        truths.append(_heads(lot, *pairs))
    Random(f"{lot}:{[pair.stems for pair in pairs]}").shuffle(truths)
    return [pair.true if true else pair.false for pair, true in zip(pairs, truths, strict=True)]


def _drawn(versions: Sequence[Candidate], lot: str) -> tuple[Candidate, Candidate] | None:
    """(as it is, made wrong) of one sentence: each place of it is as likely, and each other value in that place.

    None where it was not made both ways, or is told in the same words by a sentence before.
    """
    true, wrong = ([c for c in versions if c.key == key] for key in ("True", "False"))
    if not true or not wrong:
        return None
    draw = Random(f"{lot}:{versions[0].stem}")
    place = draw.choice(sorted({c.verb for c in wrong}))
    false = draw.choice([c for c in wrong if c.verb == place])
    return next((c for c in true if c.verb == place), true[0]), false

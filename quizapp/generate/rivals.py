"""Wrong options for a term: terms of its kind, from the article before all, for which the article says something else.

Only what is known to be of a kind and different is offered: things told apart by a word ("contour feathers", "down
feathers"), names beside names, and terms that are taught beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.generate.concepts import Concept
from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed, likeness
from quizapp.generate.sisters import sisters_of


def rivals(
    reading: Reading, concepts: Sequence[Concept], key: Concept, told: set[str], stem: str
) -> Iterator[tuple[str, str]]:
    """Terms with the reason why each is wrong, best first. `told` are lemmas of what is said of the key."""
    kin = sisters_of(key.text, plural=key.plural)
    if kin and not _same_sense(kin, told):
        kin = ()
    asked = {w.lower() for w in re.findall(r"\w{3,}", stem)}
    for c in _near(reading, concepts, key, kin, told, asked):
        paragraph = reading.parsed[c.sentence].sentence.paragraph
        yield c.text, f"Paragraph {paragraph} speaks of {c.printed()}, but does not use the term for this."
    text = reading.article.text.lower()
    for name in kin:
        if name not in text and not set(name.split()) & asked:
            yield name, f"The article does not mention {name}."


def _same_sense(kin: Sequence[str], told: set[str]) -> bool:
    """Whether the sisters belong to what is said: a stroke among illnesses is not the stroke of a piston."""
    near = [max((likeness(name.split()[-1], word) for word in sorted(told)), default=0.0) for name in kin]
    return sum(near) / len(near) >= LEAST_LIKE


LEAST_LIKE = 0.3
"""Mean cosine of the sisters to the words of the definition nearest to each."""


def _near(
    reading: Reading, concepts: Sequence[Concept], key: Concept, kin: Sequence[str], told: set[str], asked: set[str]
) -> list[Concept]:
    """The article's own terms of the kind: those taught beside the key first, then those that are spoken of most."""
    mentions: dict[str, list[Concept]] = {}
    for c in concepts:
        mentions.setdefault(c.text.lower(), []).append(c)
    here = {t.lemma for t in reading.parsed[key.sentence].tokens}
    own = set(key.text.lower().split())
    found: list[tuple[bool, bool, int, int, Concept]] = []
    for name, all_of_it in mentions.items():
        c = all_of_it[0]
        places = {m.sentence for m in all_of_it}
        if c.plural != key.plural or c.proper != key.proper or key.sentence in places:
            continue
        taught = name in kin
        if not (taught or c.proper or _sisters(c, key)):
            continue
        if not taught and not any(m.subject for m in all_of_it) and len(all_of_it) < 2:
            continue  # spoken of in passing
        if (c.words - key.words) & (told | here) or (set(name.split()) - own) & asked:
            continue
        if abs(len(name.split()) - len(own)) > 1 or any(_tells(reading, s, told) for s in places):
            continue
        if _alike(reading, key, c):
            continue
        found.append((not taught, not any(m.subject for m in all_of_it), -len(all_of_it), c.sentence, c))
    return [c for *_, c in sorted(found, key=lambda f: (*f[:4], f[4].token))]


def _sisters(one: Concept, key: Concept) -> bool:
    """Whether two terms have the same noun and each a word of its own before it."""
    return one.head == key.head and bool(one.words - key.words) and bool(key.words - one.words)


def _tells(reading: Reading, sentence: int, told: set[str]) -> bool:
    """Whether a sentence says much of what is asked."""
    return len(told & reading.parsed[sentence].lemmas) >= max(2, 0.4 * len(told))


_SAME = frozenset("or ( call name term know i.e. alias synonym mean be of 's".split())


def _alike(reading: Reading, one: Concept, other: Concept) -> bool:
    """Whether a sentence may make one of them a name, a kind or a part of the other."""
    if one.head == other.head:
        return False
    for p in reading.parsed:
        for i in _places(p, one):
            for j in _places(p, other):
                between = [t.lemma for t in p.tokens[min(i, j) + 1 : max(i, j)]]
                if len(between) <= 6 and _SAME & set(between):
                    return True
    return False


def _places(p: Parsed, concept: Concept) -> list[int]:
    return [t.i for t in p.tokens if t.lemma == concept.head and t.pos in ("NOUN", "PROPN")]

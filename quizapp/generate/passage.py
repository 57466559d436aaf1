"""Sentences shown together, where one leans on those before it: “The mill burnt down. It was rebuilt in ____.”"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quizapp.generate.coreference import GENDER
from quizapp.generate.emphasis import paired
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.leaning import JUDGING, SPANS, doubted, leans, named, unknown
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.pointed import with_paragraph
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.verbatim import is_pronoun, plain, whole, word_for_word

MOST_OF_TWO, MOST_OF_ALL = 45, 60
"""Words of two sentences, and of a paragraph down to its gap: more are a page to be read and no question."""


def passage(reading: Reading, p: Parsed, gap: range) -> str:
    """A sentence with a gap behind the one before it; "" when that does not say what it leans on."""
    before = list(_above(reading, p))[-1:]
    if not before or _words((*before, p)) > MOST_OF_TWO or not _goes_on(p):
        return ""
    return _together(whole(reading, before[0]), [], _last(reading, before, p, gap))


def excerpt(reading: Reading, p: Parsed, gap: range) -> str:
    """A paragraph down to its sentence with a gap, for whoever has its title at hand; "" where it is too long.

    It begins as late as it can: where what is shown says what its last sentence leans on, or else at the beginning,
    since all that the paragraph has told so far is shown then.
    """
    above = list(_above(reading, p))
    if not _goes_on(p):
        return ""
    for start in range(len(above) - 1, -1, -1):
        before = above[start:]
        if _words((*before, p)) > MOST_OF_ALL:
            return ""
        loose = not all(_linked(reading, one, other) for one, other in pairwise((*before, p)))
        if loose and (len(before) > 1 or _nouns(before[0]).isdisjoint(_nouns(p))):
            continue
        last = _last(reading, before, p, gap, all_told=start == 0)
        opening = last and (whole(reading, before[0]) or _opening(reading, before[0]))
        if opening and all(_known(reading, before[:n], q) for n, q in enumerate(before) if n):
            return _together(opening, before[1:], last)
    return ""


def _above(reading: Reading, p: Parsed) -> Iterator[Parsed]:
    """The sentences of a paragraph above one of them."""
    return (q for q in reading.parsed[: p.index] if q.sentence.paragraph == p.sentence.paragraph)


def _words(sentences: Iterable[Parsed]) -> int:
    return sum(len(q.sentence.text.split()) for q in sentences)


def _goes_on(p: Parsed) -> bool:
    """Whether a sentence may stand behind others: not as the "First, ..." of what was announced."""
    return plain(p, linked=True) and not any(t.text.lower() in ORDINALS for t in p.tokens[:2])


def _opening(reading: Reading, p: Parsed) -> str:
    """A sentence from end to end, for whoever has its title and paragraph at hand."""
    end = len(p.tokens)
    return with_paragraph(reading, p, range(end, end), range(end)).text if plain(p) else ""


def _nouns(p: Parsed) -> frozenset[str]:
    return frozenset(t.lemma for t in p.tokens if t.pos in ("NOUN", "PROPN"))


def _linked(reading: Reading, before: Parsed, p: Parsed) -> bool:
    """Whether a sentence takes up the one before it: by a pronoun for what that names, or by "the" and its noun."""
    for t in p.tokens:
        pronoun = is_pronoun(t) and _told(reading, [before], p, t) and not _told(reading, [], p, t)
        the = {p.tokens[c].text.lower() for c in p.children[t.i]} & {"the", "this", "these", "that", "those", "such"}
        if pronoun or (the and any(x.lemma == t.lemma for x in before.tokens)) or t.text.lower() in ("this", "these"):
            return True
    return False


def _known(reading: Reading, before: Sequence[Parsed], p: Parsed) -> bool:
    """Whether nobody in a sentence between is left open, and nobody speaks in it."""
    people = (t for t in p.tokens if t.text.lower() in GENDER and is_pronoun(t))
    return not _SPOKEN.search(p.sentence.text) and all(_told(reading, before, p, t) for t in people)


_SPOKEN = re.compile(r"[\[\]_!?“”\"]")


def _last(reading: Reading, before: Sequence[Parsed], p: Parsed, gap: range, *, all_told: bool = False) -> str:
    """The sentence with its gap, "" where the ones before it do not tell what it means."""
    part = range(len(p.tokens))

    def leaves_open(t: Token) -> bool:
        if all_told:
            return doubted(p, t, part, gap) or (t.lemma in JUDGING and not named(p, t))
        if t.text.lower() not in _TOLD_ABOVE and leans(p, t, part, gap):
            return True
        return unknown(reading, p, t, part, gap) and all(x.lemma != t.lemma for q in before for x in q.tokens)

    def in_place_of(t: Token) -> str:
        word, things = t.text.lower(), (x for q in before for x in q.tokens if x.tag in ("NN", "NNP"))
        told = all_told and word not in GENDER and (word not in ("it", "its") or any(x.ent != "PERSON" for x in things))
        return t.text if told or _told(reading, before, p, t) else ""

    return word_for_word(reading, p, gap, part, leaves_open, in_place_of).text


def _together(opening: str, between: Sequence[Parsed], last: str) -> str:
    if not opening or not last or opening.startswith(("Other", "Another")):
        return ""
    told = (paired(" ".join(q.sentence.text.split())) for q in between)
    return " ".join((f"{opening.removesuffix('.')}.", *told, last))


_TOLD_ABOVE = frozenset("this these there then".split())
"""Words for what the sentence above has told."""


def _told(reading: Reading, before: Sequence[Parsed], p: Parsed, t: Token) -> bool:
    """Whether a sentence and those before it tell whom or what a pronoun means."""
    word = t.text.lower()
    seen = [*(x for q in before for x in q.tokens), *p.tokens[: t.i]]
    entity = reading.resolved.get((p.index, t.i))
    if entity is not None:
        here = [(q.index, x.i) for q in before for x in q.tokens] + [(p.index, i) for i in range(t.i)]
        return any(reading.entity(*at) is entity for at in here)
    if word in ("they", "them", "their", "theirs", "themselves"):
        return any(x.tag in ("NNS", "NNPS") and x.lemma not in SPANS for x in seen)
    if word in ("it", "its", "itself"):
        return any(x.tag in ("NN", "NNP") and x.dep in SUBJECTS and x.ent != "PERSON" for x in seen)
    people = [reading.entity(q.index, x.i) for q in (*before, p) for x in q.tokens if x.ent == "PERSON" and x in seen]
    return any(e is not None and e.gender in ("", GENDER.get(word, "")) for e in people)  # "a small woman" is nobody

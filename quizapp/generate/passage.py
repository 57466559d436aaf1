"""Two sentences shown together, where the second leans on the first: “The mill burnt down. It was rebuilt in ____.”"""

from __future__ import annotations

from quizapp.generate.coreference import GENDER
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.leaning import SPANS, leans, unknown
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.verbatim import plain, whole, word_for_word

MOST_OF_TWO = 45
"""Words of both sentences: more are a page to be read and no question."""


def passage(reading: Reading, p: Parsed, gap: range) -> str:
    """A sentence with a gap behind the one before it; "" when that does not say what it leans on."""
    before = reading.parsed[p.index - 1] if p.index else p
    if before is p or before.sentence.paragraph != p.sentence.paragraph or not plain(p, linked=True):
        return ""
    if len(before.sentence.text.split()) + len(p.sentence.text.split()) > MOST_OF_TWO:
        return ""
    if p.tokens[0].text.lower() in ORDINALS or (len(p.tokens) > 1 and p.tokens[1].text.lower() in ORDINALS):
        return ""  # "There were three reasons. First, ...": for what?
    part = range(len(p.tokens))

    def leaves_open(t: Token) -> bool:
        if t.text.lower() not in _TOLD_ABOVE and leans(p, t, part, gap):
            return True
        return unknown(reading, p, t, part, gap) and all(x.lemma != t.lemma for x in before.tokens)

    def in_place_of(t: Token) -> str:
        return t.text if _told(reading, before, p, t) else ""

    first = whole(reading, before)
    second = word_for_word(reading, p, gap, part, leaves_open, in_place_of) if first else ""
    return f"{first.removesuffix('.')}. {second}" if second else ""


_TOLD_ABOVE = frozenset("this these there then".split())
"""Words for what the sentence above has told."""


def _told(reading: Reading, before: Parsed, p: Parsed, t: Token) -> bool:
    """Whether these two sentences tell whom or what a pronoun means."""
    word = t.text.lower()
    seen = [*before.tokens, *p.tokens[: t.i]]
    entity = reading.resolved.get((p.index, t.i))
    if entity is not None:
        here = [(before.index, x.i) for x in before.tokens] + [(p.index, i) for i in range(t.i)]
        return any(reading.entity(*at) is entity for at in here)
    if word in ("they", "them", "their", "theirs", "themselves"):
        return any(x.tag in ("NNS", "NNPS") and x.lemma not in SPANS for x in seen)
    if word in ("it", "its", "itself"):
        return any(x.tag in ("NN", "NNP") and x.dep in SUBJECTS and x.ent != "PERSON" for x in seen)
    people = [reading.entity(q.index, x.i) for q in (before, p) for x in q.tokens if x.ent == "PERSON" and x in seen]
    return any(e is not None and e.gender in ("", GENDER.get(word, "")) for e in people)  # "a small woman" is nobody

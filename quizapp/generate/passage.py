"""Two sentences shown together, where the second leans on the first: “The mill burnt down. It was rebuilt in ____.”"""

from __future__ import annotations

from quizapp.generate.facts import Reading
from quizapp.generate.leaning import JUDGING, SPANS, SUBJECTS, doubted, named, unknown
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.verbatim import above, alone, is_pronoun, own_words, plain, printed

MOST = 45
"""Words of both sentences: more are a page to be read and no question."""


def passage(reading: Reading, p: Parsed, gap: range) -> str:
    """A sentence with a gap behind the one before it; "" when that does not say what it leans on."""
    before = reading.parsed[p.index - 1] if p.index else p
    if before is p or before.sentence.paragraph != p.sentence.paragraph or not plain(p, linked=True):
        return ""
    if len(before.sentence.text.split()) + len(p.sentence.text.split()) > MOST:
        return ""
    if p.tokens[0].text.lower() in ORDINALS or (len(p.tokens) > 1 and p.tokens[1].text.lower() in ORDINALS):
        return ""  # "There were three reasons. First, ...": for what?
    first = alone(reading, before)
    part, over = range(len(p.tokens)), above(p, gap[0])

    def stands(t: Token) -> str:
        if t.text.lower() in _OF_THE_DAY or (t.lemma in JUDGING and not named(p, t)) or doubted(p, t, part, over):
            return ""
        if unknown(reading, p, t, part, gap) and all(x.lemma != t.lemma for x in before.tokens):
            return ""
        return "" if is_pronoun(t) and not _told(reading, before, p, t) else own_words(reading, t)

    second = printed(p, gap, part, stands) if first else ""
    return f"{first}. {second}" if second else ""


_OF_THE_DAY = frozenset("today yesterday tomorrow ago currently recently nowadays here now".split())
"""Words for the day of writing, or the place of it."""


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
    return any(x.ent == "PERSON" for x in seen)  # "a small woman" says of nobody who she is

"""A sentence that leans on its paragraph, shown with the paragraph named: "According to paragraph 4 of ...".

Who reads that paragraph knows which bridge is meant, so "the bridge" may stand as it is where the article has spoken of
one. A pronoun may where it means what the title names: all that its paragraph has spoken of so far is that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.biography import OF_A_LIFE
from quizapp.generate.coreference import GENDER, commonest_gender
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.leaning import leans, unknown
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.verbatim import in_place, is_pronoun, parts, word_for_word
from quizapp.generate.words import MEN, ORGANISATION_NOUNS, PERSON_NOUNS, WOMEN

MOST_UNKNOWN = 2
"""Things in a sentence that its paragraph must tell of; none beside "he" or "it"."""


def pointed(reading: Reading, p: Parsed, gap: range) -> str:
    """The part of a sentence around some tokens, which are left out; "" where its paragraph would not tell what it
    means."""
    return next(filter(None, (with_paragraph(reading, p, gap, part) for part in parts(p, gap))), "")


def with_paragraph(reading: Reading, p: Parsed, gap: range, part: range) -> str:
    """A part of a sentence that says enough to whoever has its paragraph at hand; "" where it does not."""
    tokens = [p.tokens[i] for i in part]
    open_words = sum(unknown(reading, p, t, part, gap) for t in tokens)
    somebody = any(is_pronoun(t) and not in_place(reading, p, t, part) for t in tokens)
    if open_words > (0 if somebody else MOST_UNKNOWN):
        return ""  # "the island's keeper", "the ships", "the master": too much to look up

    def leaves_open(t: Token) -> bool:
        return leans(p, t, part, gap) or unknown(reading, p, t, part, gap, pointed=True)

    def in_place_of(t: Token) -> str:
        return in_place(reading, p, t, part) or (_titled(reading, t) if _means_the_title(reading, p, t) else "")

    return word_for_word(reading, p, gap, part, leaves_open, in_place_of)


def _titled(reading: Reading, t: Token) -> str:
    """What is shown for a pronoun that means what the title names: its name in brackets for "it"; "she" stays, since
    the sentence would be false were somebody else meant."""
    if t.text.lower() in GENDER:
        return t.text
    name = reading.about[0].upper() + reading.about[1:] if t.text[0].isupper() else reading.about
    return f"[{name}{'’s' if t.text.lower() == 'its' else ''}]"


def _means_the_title(reading: Reading, p: Parsed, t: Token) -> bool:
    """Whether a pronoun can mean nothing but what the article's title names, which the question shows."""
    word, person = t.text.lower(), _titled_person(reading)
    a_life = person is not None and not reading.called & ORGANISATION_NOUNS.keys()
    if word in GENDER:
        gender = "" if person is None else person.gender or commonest_gender(reading.parsed, least=6, share=OF_A_LIFE)
        if person is None or gender != GENDER[word]:
            return False
        return not any(_others(reading, p, t, person))
    if word not in ("it", "its") or not reading.about or a_life:
        return False
    return all(_is_the_thing(reading, q, s) for q, s in _subjects(reading, p, t))


def _titled_person(reading: Reading) -> Entity | None:
    """The person whose name is the title, or begins it: "Alfred Wegener: the man who moved continents"."""
    title = re.split(r"\s*[:(,–—]", reading.article.title, maxsplit=1)[0].split()
    found = [
        e
        for e in reading.entities.all
        if e.type == "PERSON" and len(title) > 1 and any(set(title) <= set(form.split()) for form in e.forms)
    ]
    return found[0] if len(found) == 1 else None


def _others(reading: Reading, p: Parsed, t: Token, person: Entity) -> Iterator[Token]:
    """People who do or suffer something before a pronoun in its paragraph, but for one; whoever acts on "him" is no
    "him"."""
    if reading.resolved.get((p.index, t.i)) is person:
        return
    acting = p.child(t.head, *SUBJECTS) if t.dep in ("dobj", "dative") else None
    for q in _paragraph(reading, p):
        for x in q.tokens[: t.i] if q is p else q.tokens:
            a_person = x.ent == "PERSON" or x.lemma in PERSON_NOUNS
            acts = q is p and acting is not None and x.i in p.subtree(acting)
            if a_person and x.dep in _ACTING and not acts and _may_be(reading, q, x, person, GENDER[t.text.lower()]):
                yield x


def _may_be(reading: Reading, q: Parsed, x: Token, person: Entity, gender: str) -> bool:
    """Whether somebody else than a person may be the one "he" or "she" of that gender."""
    entity = reading.entity(q.index, x.i)
    told = entity.gender if entity is not None else _BY_NOUN.get(x.lemma, "")
    return entity is not person and x.tag not in ("NNS", "NNPS") and told in ("", gender)


_BY_NOUN = {w: "female" for w in WOMEN} | {m: "male" for m in MEN}
_ACTING = frozenset({*SUBJECTS, "dobj", "dative", "conj", "poss", "appos"})


def _subjects(reading: Reading, p: Parsed, t: Token) -> Iterator[tuple[Parsed, Token]]:
    """What the sentences of a paragraph are about, down to a pronoun: things, nobody and no place or body."""
    for q in _paragraph(reading, p):
        root = next((x.i for x in q.tokens if x.dep == "ROOT"), 0)
        for i in q.children[root]:
            x = q.tokens[i]
            if x.dep not in SUBJECTS or (q is p and i >= t.i) or not x.text[0].isalpha():
                continue
            acts_on_it = q is p and x.ent in ("ORG", "GPE", "NORP", "PERSON") and t.dep not in SUBJECTS
            if not acts_on_it:  # "UNESCO inscribed it"
                yield q, x


def _is_the_thing(reading: Reading, q: Parsed, x: Token) -> bool:
    if x.pos == "PRON":
        return x.text.lower() in ("it", "they")
    about = reading.about.lower().split()
    own = (q.tokens[i] for i in (x.i, *q.children[x.i]) if i <= x.i)
    return x.lemma.lower() in reading.called or any(o.text.lower() in about for o in own if o.text.lower() != "the")


def _paragraph(reading: Reading, p: Parsed) -> Iterator[Parsed]:
    """The sentences of a paragraph down to one."""
    first = p.index
    while first and reading.parsed[first - 1].sentence.paragraph == p.sentence.paragraph:
        first -= 1
    yield from reading.parsed[first : p.index + 1]

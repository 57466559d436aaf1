"""A sentence that leans on its paragraph, shown with the paragraph named: "According to paragraph 4 of ...".

Who reads that paragraph knows which bridge is meant, so "the bridge" may stand as it is where the article has spoken of
one. A pronoun may where it means what the title names: all that its paragraph has spoken of so far is that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.generate.biography import OF_A_LIFE
from quizapp.generate.brackets import bracketed
from quizapp.generate.coreference import GENDER, commonest_gender
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.leaning import leans, unknown
from quizapp.generate.meant import others, paragraph
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.verbatim import NOTHING, Part, in_place, parts, word_for_word
from quizapp.generate.words import ORGANISATION_NOUNS

MOST_UNKNOWN = 2
"""Things in a sentence that its paragraph must tell of."""


def pointed(reading: Reading, p: Parsed, gap: range) -> Part:
    """The part of a sentence around some tokens, which are left out; `NOTHING` where its paragraph would not tell what
    it means."""
    return next((one for part in parts(p, gap) if (one := with_paragraph(reading, p, gap, part)).text), NOTHING)


def with_paragraph(reading: Reading, p: Parsed, gap: range, part: range) -> Part:
    """A part of a sentence that says enough to whoever has its paragraph at hand; `NOTHING` where it does not."""
    tokens = [p.tokens[i] for i in part]
    open_words = sum(unknown(reading, p, t, part, gap) for t in tokens)
    if open_words > MOST_UNKNOWN:
        return NOTHING  # "the island's keeper", "the ships", "the master": too much to look up

    def leaves_open(t: Token) -> bool:
        return leans(p, t, part, gap) or unknown(reading, p, t, part, gap, pointed=True)

    def in_place_of(t: Token) -> str:
        return in_place(reading, p, t, part) or (titled(reading, p, t) if means_the_title(reading, p, t) else "")

    return word_for_word(reading, p, gap, part, leaves_open, in_place_of)


def titled(reading: Reading, p: Parsed, t: Token) -> str:
    """What is shown for a pronoun that means what the title names: its name in brackets."""
    if t.text.lower() in GENDER:
        person = _titled_person(reading)
        return "" if person is None else bracketed(reading, p, t, person)
    if t.dep == "dobj" and p.tokens[t.head].lemma == "have":
        return ""  # "as the usual account has it"
    name = reading.about[0].upper() + reading.about[1:] if t.text[0].isupper() else reading.about
    return f"[{name}{'’s' if t.text.lower() == 'its' else ''}]"


def means_the_title(reading: Reading, p: Parsed, t: Token) -> bool:
    """Whether a pronoun can mean nothing but what the article's title names, which the question shows."""
    word, person = t.text.lower(), _titled_person(reading)
    a_life = person is not None and not reading.called & ORGANISATION_NOUNS.keys()
    if word in GENDER:
        gender = "" if person is None else person.gender or commonest_gender(reading.parsed, least=6, share=OF_A_LIFE)
        if person is None or gender != GENDER[word]:
            return False
        return not any(others(reading, p, t, person))
    if word not in ("it", "its") or not reading.about or a_life:
        return False
    subjects = list(_subjects(reading, p, t))
    known = {q.index for q, _ in subjects} | {p.index}  # a sentence of unknown subject may be on anything
    return all(q.index in known for q in _told(reading, p)) and all(_is_the_thing(reading, q, s) for q, s in subjects)


def _titled_person(reading: Reading) -> Entity | None:
    """The person whose name is the title, or begins it: "Alfred Wegener: the man who moved continents"."""
    title = re.split(r"\s*[:(,–—]", reading.article.title, maxsplit=1)[0].split()
    found = [
        e
        for e in reading.entities.all
        if e.type == "PERSON" and len(title) > 1 and any(set(title) <= set(form.split()) for form in e.forms)
    ]
    return found[0] if len(found) == 1 else None


def _subjects(reading: Reading, p: Parsed, t: Token) -> Iterator[tuple[Parsed, Token]]:
    """What the sentences of a paragraph are about, down to a pronoun: things, nobody and no place or body.

    With the sentence above the paragraph where a pronoun opens it: "It lasted seven months."
    """
    for q in _told(reading, p):
        root = next((x.i for x in q.tokens if x.dep == "ROOT"), 0)
        told_first = [c for c in q.children[root] if q.tokens[c].dep == "ccomp" and c < root]  # "It rose: ..."
        for i in (c for verb in (root, *told_first) for c in q.children[verb]):
            x = q.tokens[i]
            if x.dep not in SUBJECTS or (q is p and i >= t.i) or not x.text[0].isalpha():
                continue
            acts_on_it = q is p and x.ent in ("ORG", "GPE", "NORP", "PERSON") and t.dep not in SUBJECTS
            if not acts_on_it:  # "UNESCO inscribed it"
                yield q, x


def _told(reading: Reading, p: Parsed) -> Sequence[Parsed]:
    """The sentences of a paragraph down to one, and behind the one above where it opens the paragraph."""
    told = list(paragraph(reading, p))
    return [reading.parsed[p.index - 1], *told] if len(told) == 1 and p.index else told


def _is_the_thing(reading: Reading, q: Parsed, x: Token) -> bool:
    if x.pos == "PRON":
        return x.text.lower() in ("it", "they")
    about = reading.about.lower().split()
    own = [q.tokens[i].text.lower() for i in (*q.children[x.i], x.i) if i <= x.i]
    bare = x.lemma.lower() in reading.called and own == ["the", x.text.lower()]  # not "the first settlement"
    return bare or any(word in about for word in own if word != "the")

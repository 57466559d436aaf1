"""The things an explanatory text speaks of: its noun phrases in a form that can stand as options beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.generate.clauses import noun_phrase
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import CONTENT, Parsed, likeness
from quizapp.generate.sisters import sisters_of
from quizapp.generate.wording import lowered
from quizapp.generate.words import ANAPHORIC, EVALUATIVE, GROUPS, PERSON_NOUNS, POINTING, PRONOUNS


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing as one place of the text names it: "the drive shaft", "contour feathers", "insulation"."""

    text: str
    """Without its article."""
    article: str
    """ "the", "a" or nothing."""
    head: str
    plural: bool
    words: frozenset[str]
    """Lemmas of its words."""
    sentence: int
    token: int
    subject: bool
    proper: bool = False

    def printed(self) -> str:
        if self.article == "a":
            return f"{'an' if _opens_with_vowel(self.text) else 'a'} {self.text}"
        return f"{self.article} {self.text}".strip()


def _opens_with_vowel(text: str) -> bool:
    return re.match(r"[aeioAEIO]|[uU](?!ni|s[aeiu]|ti)|h(?:our|on)|[FLMNSX][A-Z]", text) is not None


_COLOURLESS = frozenset(
    "other different various certain new typical many few several most some more main major minor own same such "
    "particular specific common usual general good bad large small big high low great long short first second third "
    "last next single similar additional further early late likely possible necessary important key whole entire "
    "overall full complete available modern old recent original numerous individual separate only unique".split()
)
"""Adjectives which do not name a kind of thing; a phrase with one of them is no option of its own."""
VAGUE = frozenset(
    "kind type sort form variety range lot bit piece aspect feature factor element part portion example case "
    "instance use purpose role function ability tendency need lack presence absence increase decrease amount number "
    "quantity degree extent purposes majority addition basis term name word concept notion idea fact sense view "
    "advantage disadvantage benefit difference similarity relationship connection combination series set group class "
    "category member thing something nature being existence appearance result effect cause reason source consequence "
    "outcome origin object item substance material matter thousand million hundred dozen percent area place space "
    "world country people person today development study field subject topic today history work time life "
    "article text figure table chapter section author reader student teacher importance knowledge understanding "
    "examples types kinds forms".split()
)


_PEOPLE = ("worker", "people", "man", "professional", "artist")
_THINGS = ("machine", "material", "device", "animal", "object", "plant")


@lru_cache(maxsize=2048)
def names_people(lemma: str) -> bool:
    """Whether a noun names people: "settler" and "actor" do, "feather" and "rotor" do not."""
    if (
        lemma in PERSON_NOUNS
        or lemma in GROUPS
        or lemma + "s" in GROUPS
        or lemma.endswith(("ist", "man", "woman", "ian"))
    ):
        return True
    if not lemma.endswith(("er", "or", "ee", "ant", "ent")):
        return False
    return max(likeness(lemma, p) for p in _PEOPLE) > max(0.3, *(likeness(lemma, t) for t in _THINGS))


_NO_THINGS = frozenset(
    "day year month week century decade time country city town village people century everyone someone anyone nothing "
    "everything something anything end beginning middle side today way".split()
)


def is_place_or_time(lemma: str) -> bool:
    return lemma in _NO_THINGS


def known_small(reading: Reading, word: str) -> bool:
    """Whether a word is no name though it opens a sentence with a capital."""
    return word[1:].islower() and (word.lower() in reading.small or bool(sisters_of(word)))


def concept_at(reading: Reading, parsed: Parsed, head: int) -> Concept | None:
    """The concept a noun heads, or None when the phrase would not stand alone or names a person, place or time."""
    t = parsed.tokens[head]
    taken = t.i == 0 and known_small(reading, t.text)  # for a name, since it opens the sentence
    if not (taken or (t.tag in ("NN", "NNS") and t.pos == "NOUN")) or not t.text.isascii() or len(t.text) < 3:
        return None
    if names_people(t.lemma) or is_place_or_time(t.lemma):
        return None
    if t.lemma in PRONOUNS or (t.ent and not taken and t.ent not in ("PRODUCT", "ORG")):
        return None
    joined = [c for c in parsed.children[head] if c > head and parsed.tokens[c].dep in ("conj", "cc", "punct", "appos")]
    left_out = {i for c in joined for i in parsed.subtree(c)}
    tokens = tuple(i for i in noun_phrase(parsed, head) if i not in left_out)
    if not 1 <= len(tokens) <= 4 or tokens[-1] != head or tokens != tuple(range(tokens[0], head + 1)):
        return None
    article = ""
    words = list(tokens)
    first = parsed.tokens[tokens[0]]
    if first.pos == "DET" or first.tag in ("DT", "PDT", "WDT"):
        if first.text.lower() not in ("the", "a", "an"):
            return None
        article = "the" if first.text.lower() == "the" else "a"
        words = words[1:]
    if not words:
        return None  # an article that stands alone: "the" of a broken line
    for i in words:
        w = parsed.tokens[i]
        if w.tag not in ("NN", "NNS", "JJ", "VBG", "NNP", "HYPH") and w.pos not in ("NOUN", "ADJ"):
            return None
        if w.ent in ("PERSON", "DATE", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "TIME", "MONEY", "GPE"):
            return None
        if w.lemma in _COLOURLESS or w.lemma in EVALUATIVE or w.lemma in POINTING or w.tag in ("JJR", "JJS", "CD"):
            return None
    try:
        text = t.text.lower() if taken else lowered(parsed, phrase(reading, parsed, words))
        if words[0] == 0 and known_small(reading, parsed.tokens[0].text):
            text = text[0].lower() + text[1:]
    except Unclear:
        return None
    if article and text.lower().startswith(("the ", "a ", "an ")):
        return None
    if t.lemma in VAGUE | ANAPHORIC and len(words) == 1:
        return None
    plural = t.tag == "NNS"
    if plural and article == "the":
        article = ""
    if article == "a" and plural:
        return None
    lemmas = frozenset(parsed.tokens[i].lemma for i in words if parsed.tokens[i].pos in CONTENT)
    subject = t.dep in ("nsubj", "nsubjpass")
    lemma = t.text.lower() if taken else t.lemma
    return Concept(text, article, lemma, plural, lemmas | {lemma}, parsed.index, head, subject)


def concepts_of(reading: Reading) -> Sequence[Concept]:
    """Every mention of a concept in the article, in order."""
    found = []
    for parsed in reading.parsed:
        for t in parsed.tokens:
            if (t.pos == "NOUN" or t.i == 0) and t.dep in (
                "nsubj",
                "nsubjpass",
                "dobj",
                "pobj",
                "attr",
                "conj",
                "oprd",
                "appos",
            ):
                concept = concept_at(reading, parsed, t.i)
                if concept is None and t.i == 0:
                    concept = name_at(reading, parsed, t.i)
            elif t.pos == "PROPN" and t.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "oprd", "appos"):
                concept = name_at(reading, parsed, t.i)
            else:
                continue
            if concept is not None:
                found.append(concept)
    return found


def name_at(reading: Reading, parsed: Parsed, head: int) -> Concept | None:
    """A thing with a name of its own: a program, a protocol, a company; no person, place or people."""
    t = parsed.tokens[head]
    if (
        t.pos != "PROPN"
        or t.tag != "NNP"
        or (t.i == 0 and known_small(reading, t.text))
        or t.ent in _NOT_THINGS
        or not t.text[:1].isupper()
    ):
        return None
    first = head
    while first and parsed.tokens[first - 1].pos == "PROPN" and parsed.tokens[first - 1].head in range(first, head + 1):
        first -= 1
    words = list(range(first, head + 1))
    if len(words) > 3 or any(parsed.tokens[i].ent in _NOT_THINGS for i in words):
        return None
    text = " ".join(parsed.tokens[i].text for i in words)
    if not re.fullmatch(r"[A-Za-z][\w.+# -]*", text) or text.endswith((".", "Inc", "Ltd")):
        return None
    before = parsed.tokens[first - 1].text.lower() if first else ""
    lemmas = frozenset(parsed.tokens[i].text.lower() for i in words)
    subject = t.dep in ("nsubj", "nsubjpass")
    return Concept(
        text, "the" if before == "the" else "", t.text.lower(), False, lemmas, parsed.index, head, subject, proper=True
    )


_NOT_THINGS = frozenset(
    "PERSON GPE LOC NORP DATE TIME EVENT LANGUAGE FAC LAW WORK_OF_ART CARDINAL ORDINAL MONEY".split()
)


def term_at(reading: Reading, parsed: Parsed, head: int, tokens: Sequence[int]) -> Concept | None:
    """A term the article introduces, whatever kind of word the parser takes it for. Raises Unclear."""
    words = [i for i in tokens if parsed.tokens[i].pos != "DET" and parsed.tokens[i].text not in ("“", "”", '"')]
    if not words or words != list(range(words[0], words[-1] + 1)):
        return None
    text = lowered(parsed, phrase(reading, parsed, words))
    lemmas = frozenset(parsed.tokens[i].lemma for i in words)
    t = parsed.tokens[head]
    return Concept(text, "", t.lemma.lower(), t.tag in ("NNS", "NNPS"), lemmas, parsed.index, head, subject=False)

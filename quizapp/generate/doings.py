"""What was done in a year, in the article's own words: somebody or something, and the phrase of the verb.

Both are told without the date and without what is set off by commas, so that they stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizapp.generate.brackets import bracketed, of_gender
from quizapp.generate.coreference import GENDER
from quizapp.generate.distractors import printed_name
from quizapp.generate.emphasis import paired, with_signs
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS, upwards
from quizapp.generate.inflected import inflected
from quizapp.generate.leaning import LINKS, leans, open_thing
from quizapp.generate.meant import others
from quizapp.generate.phrases import possessive
from quizapp.generate.pointed import means_the_title, titled
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import MONTH
from quizapp.generate.verbatim import LONGEST, front, in_place, is_pronoun, plain
from quizapp.generate.words import REPORTING


class Doing(NamedTuple):
    """A verb of a sentence with its subject and what follows it, and the year it is dated to."""

    p: Parsed
    verb: int
    name: str
    """The subject as it may be told alone."""
    words: str
    """The phrase of the verb."""
    at: int
    """The token of the year when it was done; -1 where its date, if any, is told among its words."""
    subject: int
    tokens: tuple[int, ...] = ()
    """Those of its words, in the article's order; behind them what stood before the subject."""

    @property
    def passive(self) -> bool:
        return self.words.startswith(("was ", "were ")) and self.p.tokens[self.verb].tag == "VBN"

    @property
    def year(self) -> int:
        return int(self.p.tokens[self.at].text)


def doings(reading: Reading, *, dated: bool = True) -> Iterator[Doing]:
    """All that was done in the article's own voice, and is whole and clear without its sentence.

    `dated`: only what was done in a year, told without it; else all, with its time and what still holds.
    """
    tags = ("VBD", "VBN") if dated else ("VBD", "VBN", "VBZ", "VBP")
    for p in reading.parsed:
        if len(p.tokens) > 2 * LONGEST or not plain(p, linked=True) or any(t.lemma == "accord" for t in p.tokens):
            continue
        for t in p.tokens:
            if t.tag in tags and t.pos in ("VERB", "AUX") and not _told_by_somebody(p, t.i):
                found = (_set_beside if t.dep == "acl" else _doing)(reading, p, t.i, dated)
                if found is not None:
                    yield found


def _told_by_somebody(p: Parsed, i: int) -> bool:
    return any(t.lemma in REPORTING and t.i != i for t in upwards(p, i))


def _doing(reading: Reading, p: Parsed, i: int, dated: bool) -> Doing | None:
    t, kids = p.tokens[i], [p.tokens[c] for c in p.children[i]]
    state = t.lemma in _STATES and (dated or t.lemma != "have")
    if state or any(k.dep in ("neg", "expl") or (k.dep == "ccomp" and k.i > i) for k in kids):
        return None
    aux = [k for k in kids if k.dep in ("aux", "auxpass")]
    said = [k.text.lower() for k in aux]
    past = ""
    if said == ["had"] and t.tag == "VBN":
        past = next(iter(inflected(t.lemma, "VBD")), "")
    passive = t.tag == "VBN" and not past
    above = p.tokens[t.head]
    was = t.dep == "conj" and p.child(t.head, "auxpass") is not None
    # "was founded in 1923 and sold in 1931", "Founded in 1923, the trust was sold"
    left_out = passive and not said and p.child(i, *SUBJECTS) is None
    fronted = left_out and t.dep == "advcl" and above.dep == "ROOT" and i == front(p)
    if not past and not (left_out and (was or fronted)) and [k in ("was", "were") for k in said] != [True] * passive:
        return None
    if any(k.dep == "advmod" and k.i < i and k.i + 1 == (aux[0].i if aux else i) for k in kids):
        return None  # "briefly held Damascus"
    if any(k.dep in ("advmod", "npadvmod") and aux[0].i < k.i < i and k.text not in _OF_FORM for k in kids if aux):
        return None  # "was nearly hanged", "had almost sold", "was no longer used"
    subject = p.child(t.head, *SUBJECTS) if fronted else _subject(p, i, passive=passive)
    if subject is None or (subject > i) is not fronted or _turned(p, subject):
        return None  # with a verb before its subject: "Under no condition was she sent"
    start = aux[0].i if aux and not past else i
    commas = sum(x.text == "," for x in p.tokens[subject:start]) if p.child(i, *SUBJECTS) == subject else 0
    if not left_out and commas == 1:
        return None  # "The shed, bought back in 1988, houses a museum"
    found = _made(reading, p, i, subject, start, dated, past=past, passive=passive)
    if found is None or not left_out:
        return found
    return found._replace(words=f"{_was(p, subject)} {found.words}")


def _turned(p: Parsed, subject: int) -> bool:
    first = min(p.subtree(subject))
    before = p.tokens[max(0, first - 1)]
    return first > 0 and before.lemma in ("be", "have", "do") and before.pos in ("AUX", "VERB")


def _made(
    reading: Reading, p: Parsed, i: int, subject: int, start: int, dated: bool, *, past: str = "", passive: bool
) -> Doing | None:
    """What is told of a subject by a verb and what follows it from `start` on; `past`: in place of "had lent"."""
    date = _date(p, i) if dated else range(0)
    tokens = None if date is None else _verb_phrase(p, start, i, date)
    if date is None or tokens is None:
        return None
    words, name = _words(reading, p, tokens, subject), _name(reading, p, subject, counted=not dated)
    front = [] if dated else _fronted(reading, p, i, subject)
    between = (p.tokens[c].dep for c in p.children[i] if subject < c < start)
    if not dated and not {"prep", "npadvmod", "advcl"}.isdisjoint(between):
        return None  # "Talon, which at one time employed 5,000 people"
    if not words or not name or front is None:
        return None
    if front:
        told = _words(reading, p, front, subject)
        if not told:
            return None
        words = f"{words} {told[0].lower()}{told[1:]}"
    if past:
        words = " ".join([past, *words.split()[1:]])
    if not passive or start == i:
        words = words[0].lower() + words[1:]  # "Founded in 1923, the trust ..."
    return Doing(p, i, name, words, date[-1] if date else -1, subject, (*tokens, *front))


def _fronted(reading: Reading, p: Parsed, i: int, subject: int) -> list[int] | None:
    """What stands before a subject and belongs to its verb: "In 1806 Frederic Tudor shipped ...".

    None where that is more than one phrase, a clause, or long.
    """
    while p.tokens[i].dep == "conj" and p.child(i, *SUBJECTS) is None:
        i = p.tokens[i].head
    before = [c for c in p.children[i] if c < subject and p.tokens[c].dep not in ("punct", "cc")]
    before = [c for c in before if p.tokens[c].text.lower() not in LINKS and not p.tokens[c].dep.startswith("aux")]
    if not before:
        return []
    told = p.subtree(before[0])
    cut = next((k for k in told if p.tokens[k].text == ","), told[-1] + 1)
    told = [k for k in told if k < cut]  # "In La Serena, the coastal city below the mountain, ..."
    whole = bool(told) and told == list(range(told[0], told[-1] + 1))
    whole &= not any(p.tokens[k].dep in ("conj", "cc", "appos") for k in told)
    return told if len(before) == 1 and p.tokens[before[0]].dep == "prep" and whole and len(told) < 9 else None


def _set_beside(reading: Reading, p: Parsed, i: int, dated: bool) -> Doing | None:
    """ "The trust, founded in 1975, ...": the trust was founded in 1975."""
    t = p.tokens[i]
    of = p.tokens[t.head]
    if t.tag != "VBN" or of.dep not in SUBJECTS or of.i > i or p.tokens[i - 1].text != ",":
        return None
    found = _made(reading, p, i, t.head, i, dated, passive=True)
    if found is None:
        return None
    return found._replace(words=f"{_was(p, t.head)} {found.words}")


def _was(p: Parsed, subject: int) -> str:
    t = p.tokens[subject]
    many = t.tag in ("NNS", "NNPS") or t.text.lower() == "they" or p.child(subject, "conj") is not None
    return "were" if many else "was"


_OF_FORM = frozenset("officially formally solemnly".split())
"""Adverbs without which the same was done."""
_STATES = frozenset("be have do seem remain appear know mean want need live stay come go get happen".split())


def _subject(p: Parsed, i: int, *, passive: bool) -> int | None:
    """Who or what did it: the subject of the verb, or of the verb it is joined to."""
    while True:
        subject = p.child(i, *SUBJECTS)
        t = p.tokens[i]
        if subject is not None:
            of_it = p.tokens[subject]
            if of_it.tag in ("WDT", "WP"):
                return t.head if t.dep == "relcl" and t.head < i and not _at_an_end(p, t.head) else None
            same = (of_it.dep == "nsubjpass") == passive
            return subject if same and t.dep in ("ROOT", "conj", "advcl", "ccomp") else None
        if t.dep != "conj":
            return None
        i = t.head


def _at_an_end(p: Parsed, i: int) -> bool:
    """Whether a noun only closes what is told of: "the house of Susan Wells, which burned"; not "by Orm, who died"."""
    return p.tokens[i].dep == "pobj" and p.tokens[p.tokens[i].head].dep != "agent"


def _date(p: Parsed, verb: int) -> range | None:
    """The one phrase that dates a verb to a year: "in 1931", "on 4 March 1931", "in the summer of 1931"."""
    found = []
    for c in p.children[verb]:
        ends = range(c + 2, min(c + LONGEST_DATE, len(p.tokens) + 1)) if p.tokens[c].dep == "prep" else ()
        found += [range(c, end) for end in ends if _IN_A_YEAR.fullmatch(text_of(p.tokens[c:end]).strip())][:1]
    if len(found) != 1 or _MORE.match(text_of(p.tokens[found[0].stop :]).strip()):
        return None
    return found[0]


_MORE = re.compile(
    r"(?:,? ?(?:and|or|then)|,|to|–|-)? ?(?:again )?(?:in |on )?"
    rf"(?:\d{{1,2}} {MONTH} |{MONTH} (?:\d{{1,2}}, )?)?(?:1\d|20)\d\d\b"
    r"|,? ?or (?:thereabouts|so)\b"
)
""" "in 1931 and 1938", "in 1678 and again in 1679": more than once."""
LONGEST_DATE = 9
_IN_A_YEAR = re.compile(
    rf"(?:in|on)(?: (?:the|early|late|spring|summer|autumn|winter|morning|evening|night|of|year|{MONTH}|\d{{1,2}},?|"
    r"[A-Z][a-z]+day,?))*,? (?:1\d|20)\d\d",
    re.IGNORECASE,
)


def _around(p: Parsed, date: range, i: int) -> bool:
    """Whether a comma is one of the two around a date, or the one behind a date that opens its sentence."""
    before = p.tokens[date[0] - 1].text if date and date[0] else ","
    behind = p.tokens[min(date.stop, len(p.tokens) - 1)].text if date else ""
    return before == behind == "," and i in (date[0] - 1, date.stop)


_CUT_OFF = frozenset("only just even not early late as".split())
"""What belongs to the date: "was abolished only in 1812"."""
_ENDING = frozenset(", ; : – — ( ) .".split())
_WANTED = frozenset("ccomp xcomp dobj attr acomp oprd pobj pcomp prt agent dative".split())


def _verb_phrase(p: Parsed, start: int, verb: int, date: range) -> list[int] | None:
    """The tokens of a verb and what follows it up to a comma or another verb; None where it would be torn."""
    inside = set(p.subtree(verb))
    for c in p.children[verb]:
        if c > verb and p.tokens[c].dep in ("conj", "cc"):
            inside -= set(p.subtree(c)) if p.tokens[c].dep == "conj" else {c}
            inside = {k for k in inside if k < c}
    out: list[int] = []
    for i in range(start, len(p.tokens)):
        if i in date or (p.tokens[i].text == "," and _around(p, date, i)):
            continue
        if i not in inside or p.tokens[i].text in _ENDING:
            break
        out.append(i)
    if not out or verb not in out:
        return None
    kept = set(out)
    if any(k != verb and p.tokens[k].head not in kept for k in out):
        return None  # "won when Ding, of China, blundered"
    lost = [p.tokens[k] for k in inside if k > out[-1] and p.tokens[k].head in kept and k not in date]
    if any(k.dep in _WANTED or (k.dep in ("conj", "advcl") and k.head != verb) for k in lost):
        return None
    if any(p.tokens[k].tag == "VBD" and p.tokens[k].dep == "conj" and k != verb for k in out):
        return None  # "finished reading the book and cried"
    return out


def _words(reading: Reading, p: Parsed, tokens: list[int], subject: int) -> str:
    part = range(tokens[0], tokens[-1] + 1)
    for i in tokens:
        t = p.tokens[i]
        if t.tag == "PRP$" and _own(reading, p, t, subject):
            continue
        if t.tag in ("PRP", "PRP$") or is_pronoun(t) or leans(p, t, part, range(0)) or t.text.isspace():
            return ""
        if open_thing(reading, p, t, part):
            return ""
    return as_written(reading, p, tokens)


def as_written(reading: Reading, p: Parsed, tokens: Sequence[int]) -> str:
    """Tokens in the article's own words, without what stood between them and without their full stop."""
    text = ""
    for i in tokens:
        t = p.tokens[i]
        text += with_signs(reading.article.text, t.start, t.end) + " " * (t.space or i + 1 not in tokens)
    told = paired(" ".join(text.split()))
    return told[:-1] if tokens and _REGNAL.fullmatch(p.tokens[tokens[-1]].text) else told


_REGNAL = re.compile(r"[IVX]+\.")
"""The name of a king at the end of a sentence, which is one token with its full stop."""


def _own(reading: Reading, p: Parsed, t: Token, subject: int) -> bool:
    """Whether "his" or "its" is that of the subject."""
    word, of = t.text.lower(), p.tokens[subject]
    entity = reading.entity(p.index, subject) or reading.resolved.get((p.index, subject))
    if word in GENDER:
        others_named = any(x.ent == "PERSON" and subject < x.i < t.i for x in p.tokens)
        whose = reading.resolved.get((p.index, t.i))
        if entity is None or entity.type != "PERSON" or others_named:
            return False
        return whose is entity if whose is not None else of_gender(reading, entity, t)
    if word == "its" and reading.about and entity is not None and entity is not reading.hero:
        return False  # "UNESCO placed its parks on the list"
    if word == "its":
        return of.tag in ("NN", "NNP") and (entity is None or entity.type != "PERSON")
    return word == "their" and (of.tag in ("NNS", "NNPS") or p.child(subject, "conj") is not None)


def _stands_for(reading: Reading, p: Parsed, t: Token) -> str:
    """Whom or what a pronoun means, whose it is where it is "her" or "its"; "" where somebody else may be meant."""
    entity = reading.resolved.get((p.index, t.i))
    text = in_place(reading, p, t, range(t.i, t.i + 1)) if entity is None else bracketed(reading, p, t, entity)
    if not text.startswith("["):
        text = titled(reading, p, t) if means_the_title(reading, p, t) else ""
    if text.startswith("["):
        return text.strip("[]")
    hero = reading.hero
    if hero is None or not reading.about or hero.type != "PERSON" or not of_gender(reading, hero, t):
        return ""
    name = printed_name(reading, hero)
    known = entity in (None, hero) and not any(others(reading, p, t, hero))
    return "" if not known else possessive(name) if t.tag == "PRP$" else name


def _name(reading: Reading, p: Parsed, i: int, *, counted: bool = False) -> str:
    """A subject as it may be told alone; `counted`: also "two small ships"."""
    t = p.tokens[i]
    if is_pronoun(t):
        return _stands_for(reading, p, t)
    inside = p.subtree(i)
    loose = [c for c in p.children[i] if p.tokens[c].dep in ("relcl", "acl", "appos") and c > i]
    for c in loose:
        if p.tokens[min(p.subtree(c)) - 1].text in (",", "("):
            inside = [k for k in inside if k not in p.subtree(c)]
    while inside and p.tokens[inside[-1]].text in (",", "(", ")", "–", "—"):
        inside.pop()
    if inside != list(range(inside[0], inside[-1] + 1)) or len(inside) > 10:
        return ""
    part, whose = range(inside[0], inside[-1] + 1), ""
    for k in inside:
        x = p.tokens[k]
        if k == inside[0] != i and x.text.lower() in GENDER and (whose := _stands_for(reading, p, x)):
            continue
        if is_pronoun(x) or x.tag in ("PRP$", "PRP", "WDT", "WP") or x.dep == "punct":
            return ""
        if leans(p, x, part, range(0)) or open_thing(reading, p, x, part):
            return ""
    first = p.tokens[inside[0]].text.lower()
    if p.tokens[inside[0]].pos == "ADV" or first in _NOBODY:
        return ""  # "Only three ships", "Hardly any", "Nobody"
    known = any(p.tokens[k].ent for k in inside) and not any(p.tokens[c].dep == "appos" for c in loose)
    some_one = first in ("a", "an") and _ACTOR.search(t.lemma) and not known
    named = any(p.tokens[k].pos == "PROPN" for k in inside)
    some_one = some_one or (first == "the" and _ACTOR.search(t.lemma) is not None and not named)
    counted = first == "the" and any(p.tokens[k].tag == "CD" for k in inside)  # "The two countries"
    if some_one or counted:  # "A rider", "the Irish physician"
        return ""
    entity = reading.entity(p.index, i)
    if entity is not None and entity is reading.hero and entity.name == reading.about and entity.type == "PERSON":
        return printed_name(reading, entity)
    told = inside[1:] if whose else inside
    text = paired(with_signs(reading.article.text, p.tokens[told[0]].start, p.tokens[told[-1]].end))
    text = " ".join(text.split())
    if whose:
        return "" if any(p.tokens[k].tag == "POS" for k in inside) else f"{whose} {text}"
    opens = inside[0] == 0 and p.tokens[0].ent in ("", "CARDINAL", "QUANTITY")
    plain = not p.opens_with_name and p.tokens[0].pos in ("DET", "NOUN", "ADJ", "NUM", "VERB")
    if text.startswith("The ") or (opens and (plain or p.tokens[0].text.lower() in reading.small)):
        text = text[0].lower() + text[1:]
    bare = text.islower() and len(text.split()) == 1
    number = p.tokens[told[0]].tag == "CD" and not counted
    return "" if bare or number else text  # "work began", "two small ships left"


_NOBODY = frozenset("no none nobody neither few little hardly nearly almost only even not".split())
_ACTOR = re.compile(r"(?:er|or|ist|ian|man|woman|eer|ant)$")

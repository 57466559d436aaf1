"""Parts of sentences that can be shown word for word, without their neighbours, and lose nothing.

Where a pronoun leans on the sentence before, the name stands in its place in square brackets, as editors do:
"[Maren Holt] sold the pier in 1931." A part that leans otherwise is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizapp.generate.brackets import bracketed, of_gender
from quizapp.generate.coreference import GENDER
from quizapp.generate.emphasis import paired, with_signs
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import GAP
from quizapp.generate.grammar import FINITE, SUBJECTS, following, upwards, verb_over
from quizapp.generate.leaning import LINKS, SPANS, leans, unknown
from quizapp.generate.meant import others
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import shadow
from quizapp.generate.words import BINDING, DISCOURSE, PERSON_NOUNS

LONGEST = 60
"""Words of a sentence of which a part may be shown; longer ones are parsed too badly to be cut."""


ENOUGH, MOST_WHOLE = 10, 42
"""Words of a clause that say enough without the rest of their sentence, and of a sentence that may be shown whole."""


class Part(NamedTuple):
    """What is shown of a sentence, and by its tokens: the words for each, with the blank behind them."""

    text: str
    words: Mapping[int, str]


NOTHING = Part("", {})


def shown(reading: Reading, p: Parsed, gap: range) -> Part:
    """The part of a sentence around some tokens, which are left out; `NOTHING` when it cannot be shown alone."""
    return next((one for part in parts(p, gap) if (one := _by_itself(reading, p, gap, part)).text), NOTHING)


def whole(reading: Reading, p: Parsed) -> str:
    """A sentence from end to end, without its full stop; "" when it cannot be shown alone."""
    end = len(p.tokens)
    return _by_itself(reading, p, range(end, end), range(front(p), end)).text if plain(p) else ""


def parts(p: Parsed, gap: range) -> Iterator[range]:
    """What of a statement could be shown, the best first: the clause where it says enough, and the whole sentence."""
    if not plain(p):
        return
    clause, whole = _clause(p, gap), range(front(p), len(p.tokens))
    short = clause is not None and sum(p.tokens[i].pos not in ("PUNCT", "SPACE") for i in clause) < ENOUGH
    if clause is not None and not short:
        yield clause
    if len(p.sentence.text.split()) <= MOST_WHOLE and (clause != whole or short):
        yield whole


def front(p: Parsed) -> int:
    """How many tokens at the front are a heading, or only join the sentence to the one before: "But", "However,"."""
    if heading := _heading(p):
        return heading
    first, behind = p.tokens[0], p.tokens[min(1, len(p.tokens) - 1)]
    if first.text.lower() in LINKS and behind.text == ",":
        return 2
    joins = first.text.lower() in ("but", "and", "yet") and first.dep == "cc"
    return (2 if behind.text == "," else 1) if joins else 0


def _heading(p: Parsed) -> int:
    found = _RUN_IN.match(p.sentence.text)
    return sum(t.start < p.sentence.start + found.end() for t in p.tokens) if found is not None else 0


def _by_itself(reading: Reading, p: Parsed, gap: range, part: range) -> Part:
    def leaves_open(t: Token) -> bool:
        return leans(p, t, part, gap) or unknown(reading, p, t, part, gap)

    return word_for_word(reading, p, gap, part, leaves_open, lambda t: in_place(reading, p, t, part))


def is_pronoun(t: Token) -> bool:
    """Whether a token stands for a name; within a title it does not: "Korea and Her Neighbours"."""
    titled = t.i and t.text[0].isupper()
    return not titled and (t.tag in ("PRP", "PRP$") or t.text.lower() in _POINTERS)


def word_for_word(
    reading: Reading,
    p: Parsed,
    gap: range,
    part: range,
    leaves_open: Callable[[Token], bool],
    in_place_of: Callable[[Token], str],
) -> Part:
    """A part of a sentence with a gap, in the article's own words; `NOTHING` where it cannot be shown.

    That is where a token `leaves_open` what it means, or where nothing can stand `in_place_of` a pronoun.
    """
    end = max((t.i for t in p.tokens if not t.text.isspace()), default=0)
    told: set[str] = set()
    words: dict[int, str] = {}
    for i in part:
        t = p.tokens[i]
        if t.text.isspace():
            if words:  # the marks of a note, which are read as blanks
                last = max(words)
                words[last] = words[last].rstrip() + " " * (i + 1 < len(p.tokens) and p.tokens[i + 1].text[0].isalnum())
            continue
        gender = GENDER.get(t.text.lower(), "")
        if is_pronoun(t):
            # A name once told is a pronoun again.
            text = t.text if gender and gender in told else in_place_of(t)
            text = t.text if text.startswith("[") and any(word.startswith("[") for word in words.values()) else text
            told |= {gender} if text.startswith("[") else set()
        else:
            text = with_signs(reading.article.text, t.start, t.end)
        if not text or leaves_open(t):
            return NOTHING
        if i == end and (t.text == "." or _REGNAL.fullmatch(t.text)):
            words[i] = t.text[:-1]  # "King George I." is one token
            break
        if i in gap:
            words[i] = GAP * (i == gap[0]) + " " * (t.space and i == gap[-1])
            continue
        words[i] = text + " " * t.space
    cut = any(any(c.isalnum() for c in p.tokens[i].text) for i in range(front(p), part.start))
    text = f"{'… ' * cut}{''.join(words.values())}{' …' * (part.stop < len(p.tokens))}"
    text = _QUOTED.sub(r"‘\1’", paired(" ".join(text.split())))
    return Part(text if cut else text[:1].upper() + text[1:], words)  # where only "However," has gone


_REGNAL = re.compile(r"[IVX]+\.")
_RUN_IN = re.compile(
    r"\s*(?:(\*{1,3}|_{1,3})[^*_]+[.:]\1\s+(?=[*_\"“]*[A-Z0-9])"
    r"|(\*\*)?[^\W\d_a-zà-ÿ][^a-zà-ÿ\d,—–*]{2,},?[^—–*]{0,25}(?:\*\*)?\s[—–]\s+"
    r"(?=[\"“]?[A-Z0-9])(?!.*\s[—–]\s))"
)
"""A heading in bold or italics at the front of its paragraph: "*Aftermath.* News of the defeat ...", or a dateline."""
_UNFIT = re.compile(r"[\"\[\]?!_]|:$|(?<=\W)\*[^*]+[.:]\*\s|\b(?:[Ff]igure|[Tt]able|[Cc]hapter) \d")
"""Quotations, editors' brackets, questions, headings within a line: "(b) *Trade.* ...", and pointers to a figure."""
_QUOTED = re.compile(r"[\"“](?=[^\W_])([^\"“”.,;!?]{1,40})[\"”]")
"""A few words in quotation marks, which are a term or a title and nobody's speech."""


def plain(p: Parsed, *, linked: bool = False) -> bool:
    """Whether the sentence is a statement: a finite verb, a full stop, no link at its front unless it may be linked."""
    text = _QUOTED.sub("a term", shadow(p.sentence.text).strip())
    root = next((t for t in p.tokens if t.dep == "ROOT"), None)
    if root is None or root.pos not in ("VERB", "AUX") or len(text.split()) > LONGEST:
        return False
    first = p.tokens[min(front(p), len(p.tokens) - 1)]
    heading = _RUN_IN.match(text)
    if re.match(r"[A-Z]{3,},|\W*\d{4}\W+[A-Z]", text[heading.end() if heading else 0 :]):
        return False  # the headword of a dictionary, the year before a line of a chronicle
    if not linked and re.match(r"As a (?:result|consequence)\b|In (?:addition|contrast|turn|consequence)\b", text):
        return False
    opens = first.pos in ("CCONJ", "INTJ") or first.lemma in DISCOURSE | BINDING | _LINKING
    if p.tokens[0].lemma.lower() in _IMAGINED or _UNFIT.search(text):
        return False
    return _finite(p, root.i) and (linked or not opens) and text.endswith(".")


_IMAGINED = frozenset("imagine suppose assume consider say picture".split())
_LINKING = frozenset("so for such thus yet and but or nor instead".split())


def _clause(p: Parsed, gap: range) -> range | None:
    """The clause that some tokens belong to, without the asides behind it; None when it is torn out of something."""
    verb = next(t.i for t in upwards(p, gap[0]) if t.dep == "ROOT" or _own_clause(p, t.i))
    start = max(min(p.subtree(verb)) if p.tokens[verb].dep != "ROOT" else 0, front(p))
    stop = len(p.tokens)
    for t in p.tokens[gap[-1] + 1 :]:
        if t.dep == "conj" and t.head == verb and _own_clause(p, t.i):
            stop = min(p.subtree(t.i))
            break
    closing = gap[-1] + 1 if gap[0] > 1 and p.tokens[gap[0] - 2].text == "," else -1  # "and, in 1877, with a medal"
    for i in range(gap[-1] + 1, stop - 1):
        aside = p.tokens[i].text in (";", ":") or (p.tokens[i].text == "," and _aside(p, i + 1))
        if aside and i != closing:
            stop = i
            break
    while stop and (p.tokens[stop - 1].text in _LOOSE or p.tokens[stop - 1].dep == "cc"):
        stop -= 1
    while start < stop and (p.tokens[start].text in _LOOSE or p.tokens[start].dep == "cc"):
        start += 1
    nearest = verb_over(p, gap[0])
    subject = p.child(verb, *SUBJECTS, "expl", "csubj", "csubjpass")
    if start < len(p.tokens) and p.tokens[start].dep == "aux":
        return None  # "had not a subscription raised £4,000"
    inside = {i for i in range(start, stop) if p.tokens[i].pos not in ("PUNCT", "CCONJ", "SPACE")}
    if any(p.tokens[i].head >= stop for i in inside):
        return None  # what it belongs to has been cut
    if any(t.i >= stop and t.dep in _WANTED and start <= t.head < stop for t in p.tokens):
        return None  # what the verb wants has been cut: "she remarked that among a few ..."
    if stop == gap[-1] + 1 < len(p.tokens) - 1 and any(t.text == "and" for t in p.tokens[max(0, gap[0] - 3) : gap[0]]):
        return None  # "and in February 1885 ...": what?
    if any(_one_of_a_list(p, t, stop) for t in p.tokens[start:stop]):
        return None  # "joins the villages, was opened in 1890 ...": the "and" has been cut
    told = any(t.pos in ("NOUN", "PROPN") for t in p.tokens[start:verb]) if subject is None else subject >= start
    return range(start, stop) if told and start <= verb < stop and start <= nearest < stop else None


_WANTED = frozenset("ccomp xcomp dobj attr acomp oprd".split())
_LOOSE = frozenset(", ; : — –".split())


def _one_of_a_list(p: Parsed, t: Token, stop: int) -> bool:
    """Whether a verb stands behind a comma in a list of verbs whose last is cut."""
    joined = t.dep == "conj" and t.pos in ("VERB", "AUX") and p.tokens[min(p.subtree(t.i)) - 1].text == ","
    return joined and any(p.tokens[c].dep == "conj" and c >= stop for c in (*p.children[t.i], *p.children[t.head]))


def _own_clause(p: Parsed, i: int) -> bool:
    """Whether a verb joined to another has a subject of its own, which is named."""
    subject = p.child(i, *SUBJECTS) if p.tokens[i].dep == "conj" and _finite(p, i) else None
    if subject is not None and p.tokens[i].tag in ("VBD", "VBN") and subject == i - 2 and p.tokens[i - 1].text == ",":
        return False  # "the abutment, finished in 1871, to 136 feet": its verb has been left out
    return subject is not None and p.tokens[subject].pos != "PRON"


def _finite(p: Parsed, i: int) -> bool:
    return any(p.tokens[k].tag in FINITE for k in (i, *p.children[i]))


def _aside(p: Parsed, i: int) -> bool:
    """Whether what follows a comma says more about something, and can be left out."""
    t = p.tokens[i]
    if any(x.dep in SUBJECTS for x in p.tokens[i : i + 6]):
        return True  # another clause, joined or not
    opens = t.tag in ("WDT", "WP", "WP$", "WRB", "VBG", "VBN") or t.dep in ("mark", "advmod", "cc")
    return (
        opens
        or t.text.lower() in ("but", "with", "including", "so")
        or any(x.tag == "WDT" for x in p.tokens[i + 1 : i + 2])
    )


_POINTERS = GENDER.keys() | {"they", "them", "their", "theirs", "it", "its"}


_SHIPS = frozenset("ship vessel boat tanker steamer steamship ferry liner trawler schooner frigate tug yacht".split())
"""What "she" may be."""


def in_place(reading: Reading, p: Parsed, t: Token, part: range) -> str:
    """What is shown for a pronoun: itself where the part tells whom it means, else the name; "" when unknown."""
    word = t.text.lower()
    if word not in _POINTERS:
        near = p.tokens[t.head].lemma if t.dep not in ("appos", "npadvmod") else ""  # "Vassa himself followed"
        own = p.child(t.head, *SUBJECTS) if near else None
        mine = own is not None and own in part and (word not in ("himself", "herself") or _a_person(reading, p, own))
        return t.text if mine and word.endswith(("self", "selves")) else ""
    before = p.tokens[part.start : t.i]
    a_ship = any(x.lemma in _SHIPS for x in before) and not any(x.ent == "PERSON" for x in p.tokens)
    if word in ("she", "her") and a_ship:
        return t.text
    entity = reading.resolved.get((p.index, t.i))
    behind = following(p, t)
    if behind.text == "own" and any(x.dep in SUBJECTS and x.pos != "PRON" for x in before):
        return t.text  # "Siemens presented his own discovery": his who did it
    if entity is not None:
        told = any(reading.entity(p.index, x.i) is entity for x in before)
        if told and t.tag == "PRP" and t.dep not in SUBJECTS:
            return ""  # "Picasso made a portrait of him": not of himself
        hero = reading.hero if reading.about else None
        if told and hero is not None and hero is not entity and of_gender(reading, hero, t):
            return ""  # in a life "Klein declined to renew his post": whose?
        return t.text if told else bracketed(reading, p, t, entity)
    if word in ("they", "them", "their", "theirs"):
        many = [x for x in before if x.tag in ("NNS", "NNPS") and x.lemma not in SPANS]
        inside = p.tokens[t.head].text.lower() != "of"  # "mailbags fitted with them", not "warships, two of them new"
        many = [x for x in many if not (inside and t.i in p.subtree(x.i))]
        if word == "them":  # "commissioners came to look for them": for whom?
            many = [x for x in many if x.dep not in SUBJECTS]
        return t.text if many else ""
    if word == "its" and _of_the_place(reading, p, before):
        return bracketed(reading, p, t, reading.hero) if reading.hero is not None else ""
    if word in ("it", "its"):
        things = any(x.tag in ("NN", "NNP") and x.dep in SUBJECTS and x.ent != "PERSON" for x in before)
        return t.text if things and (word == "its" or (p.index, t.i) in reading.within) else ""
    told = any((x.dep in SUBJECTS and x.ent == "PERSON") or x.text.lower() == "who" for x in before)
    told = told and (t.tag == "PRP$" or t.dep in SUBJECTS)
    if told and reading.about and reading.hero is not None and of_gender(reading, reading.hero, t):
        told = any(reading.entity(p.index, x.i) is reading.hero for x in before)
    if told or not _of_the_life(reading, p, t, before) or reading.hero is None:
        return t.text if told else ""
    return "" if any(others(reading, p, t, reading.hero)) else bracketed(reading, p, t, reading.hero)


def _of_the_place(reading: Reading, p: Parsed, before: Sequence[Token]) -> bool:
    """Whether "its" would read as that of a body or another place: "UNESCO put its parks on the list"."""
    hero = reading.hero
    if hero is None or hero.type not in ("GPE", "LOC") or reading.about != hero.name:
        return False
    acting = [x for x in before if x.dep in SUBJECTS]
    return bool(acting) and all(
        x.ent in ("ORG", "GPE") and reading.entity(p.index, x.i) is not hero and x.tag == "NNP" for x in acting
    )


def _a_person(reading: Reading, p: Parsed, i: int) -> bool:
    entity = reading.entity(p.index, i)
    return (entity is not None and entity.type == "PERSON") or p.tokens[i].lemma in PERSON_NOUNS


def _of_the_life(reading: Reading, p: Parsed, t: Token, before: Sequence[Token]) -> bool:
    """Whether "she" may be shown, since the question names the article on her and nobody else is meant."""
    hero = reading.hero
    named = hero is not None and any(w in reading.source for f in hero.forms for w in f.split() if w[0].isupper())
    if hero is None or hero.type != "PERSON" or not named:
        return False
    others = any(
        x.lemma in PERSON_NOUNS or (x.ent == "PERSON" and reading.entity(p.index, x.i) is not hero) for x in before
    )
    return not others and of_gender(reading, hero, t)

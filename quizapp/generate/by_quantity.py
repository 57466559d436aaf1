"""How many, how much, what share: a full quantity inside the subject or object of a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part, noun_phrase
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.trimming import easiest
from quizapp.generate.values import read_value
from quizapp.generate.wording import absolute, ask_other, ask_subject, lowered, on_clause, question, set_off
from quizapp.generate.words import PERSON_NOUNS, REPORTING

HEDGES = {
    "about": "About",
    "around": "About",
    "approximately": "Approximately",
    "roughly": "Roughly",
    "nearly": "Nearly",
    "almost": "Almost",
    "some": "About",
    "over": "",
    "than": "",
}
_UNITS = frozenset(
    "percent cent year month week day hour minute second time kilometer kilometre mile meter metre foot".split()
)


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "About how many vehicles cross the bridge?", "How much did the mill cost?"."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING:
            continue
        for part in (clause.subject, *clause.parts, *clause.fronted):
            if clause.token.lemma == "be" and part is not clause.subject:
                continue
            if clause.kind == "relative" and part is clause.subject:
                continue  # "planted 1,500 trees, which are native to Peru": not 1,500 are native
            rule = _rule(clause, part)
            if rule is not None:
                yield from easiest(clause, part.tokens, partial(rule, reading, part=part))
    for clause in clauses_of(reading):
        held = clause.part("dobj", "attr", "acomp")
        if held is not None:
            yield from easiest(clause, held.tokens, partial(_figure, reading))
    for p in reading.parsed:
        try:
            yield from _existing(reading, p)
        except Unclear:
            continue


def _rule(clause: Clause, part: Part) -> Callable[..., Iterator[Candidate]] | None:
    """How to look for a number in a part of a clause."""
    if part is clause.subject or part.dep == "dobj":
        return _counted
    if part.dep == "xcomp":
        return _counted_within
    if part.dep in ("prep", "agent") and not (part in clause.parts and set_off(clause.parsed, part)):
        return _counted_after
    return None


_PREPOSITIONS = frozenset("in by with for after at on into over from through to within across of against".split())
_MEASURES = frozenset(
    "ton tonne gigaton gram kilogram pound mile meter metre kilometer kilometre foot inch acre hectare "
    "litre liter gallon degree dollar euro watt megawatt percent point cent".split()
)
_MEASURING = frozenset(
    "weigh measure travel walk run cover span stretch extend cost pay score rise fall drop earn".split()
)
_FIGURES = frozenset(
    "magnitude population area length height depth width speed capacity diameter weight mass value "
    "budget average score "
    "temperature size median ratio density frequency wavelength altitude elevation distance charge price cost "
    "wind circulation enrollment membership radius volume age rate majority salary prize fine".split()
)


def _counted_after(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """ "In how many games did Holt play?": the counted noun after a preposition on the verb."""
    p = clause.parsed
    preposition = p.tokens[part.head].text.lower()
    obj = p.child(part.head, "pobj")
    if obj is None or preposition not in _PREPOSITIONS or p.tokens[obj].lemma in ("year", "century", "decade"):
        return
    inner = Part(obj, "pobj", tuple(i for i in part.tokens if i > part.head))
    if not inner.tokens:
        return
    found = _number_of(reading, clause, inner)
    if found is None:
        return
    asked, digits = found
    asked = asked[0].lower() + asked[1:]
    if p.child(obj, "acl", "relcl") is not None or sum(t.lemma == p.tokens[obj].lemma for t in p.tokens) > 1:
        return
    template = "for-how-long" if preposition == "for" and p.tokens[obj].lemma in _UNITS else "prep-how-many"
    stem = ask_other(reading, clause, f"{preposition} {asked}", without=[part])
    yield on_clause(reading, clause, template, stem, digits, "number", obj)


def _figure(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "What magnitude did the quake have?", "What is the population of Orsund?": a measured noun with its number."""
    p = clause.parsed
    part = clause.part("dobj")
    if part is not None and clause.token.lemma in ("have", "reach", "record", "register", "measure"):
        head = p.tokens[part.head]
        of = p.child(part.head, "prep")
        if head.lemma not in _FIGURES or of is None or p.tokens[of].text != "of":
            return
        if [c for c in p.children[part.head] if p.tokens[c].dep in ("conj", "nummod", "relcl", "poss")]:
            return
        said = [i for i in part.tokens if i < part.head and p.tokens[i].dep in ("amod", "compound")]
        noun = phrase(reading, p, [*said, part.head])
        text, hedge = _bare(p, [i for i in part.tokens if i > of])
        if text:
            wh = f"{hedge} what {noun}" if hedge else f"What {noun}"
            stem = _grounded(ask_other(reading, clause, wh, without=[part]))
            yield on_clause(reading, clause, "what-figure", stem, text, "number", part.head)
    attr = clause.part("attr", "acomp")
    if clause.token.lemma == "be" and attr is not None and _measured(reading, clause):
        text, hedge = _bare(p, list(attr.tokens))
        if text:
            wh = f"{hedge} what" if hedge else "What"
            stem = _grounded(ask_other(reading, clause, wh, without=[attr]))
            yield on_clause(reading, clause, "what-figure", stem, text, "number", attr.head)


def _grounded(stem: str) -> str:
    """A question that names nothing says where it is answered: "According to the article, what was ...?"."""
    return stem if re.search(r" [A-Z\d]", stem) else _pointed(stem)


def _pointed(stem: str) -> str:
    return f"According to the article, {stem[0].lower()}{stem[1:]}"


def _measured(reading: Reading, clause: Clause) -> bool:
    """Whether the subject is a figure of something named: "the average household size", "the population of Orsund"."""
    p = clause.parsed
    head = p.tokens[clause.subject.head]
    if (
        head.pos != "NOUN"
        or head.tag != "NN"
        or head.lemma in PERSON_NOUNS
        or reading.entity(p.index, head.i) is not None
    ):
        return False
    made_specific = p.child(head.i, "prep", "poss", "compound", "amod") is not None
    return made_specific and (head.lemma in _FIGURES or p.tokens[clause.subject.tokens[0]].text.lower() == "the")


def _bare(p: Parsed, tokens: list[int]) -> tuple[str, str]:
    """A number with its unit, and its hedge as asked; empty when it is more than that."""
    hedge = ""
    while tokens and p.tokens[tokens[0]].lemma in HEDGES and p.tokens[tokens[0]].tag != "CD":
        hedge = HEDGES[p.tokens[tokens[0]].lemma]
        tokens = tokens[1:]
    text = text_of(p.tokens[i] for i in tokens).strip()
    text = re.sub(r"([$£€])\s+", r"\1", text)
    value = read_value(text)
    return (text, hedge) if value is not None and not value.spelled and len(text.split()) <= 4 else ("", "")


def _existing(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """ "How many islands are there in the bay?": there is or are, with a counted noun."""
    for be in p.tokens:
        if be.lemma != "be" or be.tag not in ("VBP", "VBD") or p.child(be.i, "expl") is None:
            continue
        attr = p.child(be.i, "attr", "nsubj")
        if attr is None or attr < be.i or p.child(be.i, "neg", "aux", "mark") is not None:
            continue
        span = noun_phrase(p, attr)
        end = next((i for i in range(attr + 1, len(p.tokens)) if p.tokens[i].text in (",", ";", "(", ".")), 0)
        span = tuple(i for i in span if i < end)
        clause = Clause(p, be.i, Part(attr, "nsubj", span), (), False, (), (), (), "main")
        found = _number_of(reading, clause, clause.subject) if span else None
        inside = p.child(attr, "prep")
        rest = [c for c in p.children[be.i] if p.tokens[c].dep == "prep" and attr < c < end]
        if found is None or (inside is not None and p.tokens[inside].text in ("in", "at", "on")):
            if found is None or rest or inside is None:
                continue
            tokens = tuple(i for i in span if i < inside)
            found = _number_of(reading, clause, Part(attr, "nsubj", tokens))
            rest = [inside]
            if found is None:
                continue
            span = tokens
        asked, digits = found
        dated = [c for c in p.children[be.i] if p.tokens[c].dep == "prep" and c < be.i and absolute(p, p.subtree(c))]
        if len(dated) > 1:
            continue
        tail = " ".join(lowered(p, phrase(reading, p, noun_phrase(p, c))) for c in [*rest, *dated])
        told = f"There {be.text} {phrase(reading, p, span)} {tail}".strip() + "."
        yield Candidate(
            "how-many-exist",
            _grounded(question(f"{asked} {be.text} there {tail}")),
            digits,
            "number",
            p.index,
            told,
            "be",
            head=attr,
        )


def _counted(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """The counted noun as subject or object; of "235 Democrats and 199 Republicans" each for itself."""
    p = clause.parsed
    yield from _counted_one(reading, clause, part, part)
    second = p.child(part.head, "conj") if part is not clause.subject else None
    first = p.child(part.head, "nummod")
    bare = first is not None and not any(p.tokens[i].lemma in HEDGES for i in p.subtree(first))
    if second is not None and bare and p.child(second, "nummod") is not None and p.child(second, "conj") is None:
        span = tuple(i for i in noun_phrase(p, second) if i in set(part.tokens))
        if span:
            yield from _counted_one(reading, clause, part, Part(second, part.dep, span))


def _counted_one(reading: Reading, clause: Clause, part: Part, counted: Part) -> Iterator[Candidate]:
    found = _number_of(reading, clause, counted)
    if found is None:
        return
    asked, digits = found
    if part is clause.subject:
        stem = ask_subject(reading, clause, asked)
    else:
        stem = ask_other(reading, clause, asked, without=[part])
    stem = _pointed(stem) if len(stem.split()) < 6 else stem
    yield on_clause(reading, clause, "how-many", stem, digits, "number", counted.head)


def _counted_within(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """ "How many bodies did Hotak describe seeing in one hospital?": the object of a verb below the clause's verb."""
    p = clause.parsed
    inner = p.child(part.head, "dobj")
    if inner is None or p.child(part.head, "conj", "nsubj", "mark") is not None:
        return
    span = noun_phrase(p, inner)
    found = _number_of(reading, clause, Part(inner, "dobj", span))
    if found is None:
        return
    asked, digits = found
    left = tuple(i for i in part.tokens if i not in set(p.subtree(inner)))
    if not left or len(left) < len(part.tokens) - len(p.subtree(inner)):
        return
    rest = phrase(reading, p, left)
    stem = ask_other(reading, clause, asked, without=[part]).rstrip("?")
    yield on_clause(reading, clause, "how-many", question(f"{stem} {rest}"), digits, "number", inner)


_FRACTIONS = frozenset("half third quarter fifth tenth".split())


def _dates(p: Parsed, number: int) -> bool:
    """ "In January 1895 supporters of the queen rose": the year stands beside the noun and does not count it."""
    token = p.tokens[number]
    return token.ent == "DATE" and re.fullmatch(r"(?:1[0-9]|20)\d\d", token.text) is not None


def _number_of(reading: Reading, clause: Clause, part: Part) -> tuple[str, str] | None:
    """("How many vehicles", "48,000") for a noun phrase that begins with its number; None for any other."""
    p = clause.parsed
    head = p.tokens[part.head]
    if head.tag not in ("NNS", "NNPS") or head.lemma in _FRACTIONS:
        return None
    joined = {i for c in p.children[head.i] if p.tokens[c].dep in ("conj", "cc") for i in p.subtree(c)}
    if joined and (
        part is clause.subject
        or any(
            p.tokens[i].tag != "CD" and p.tokens[i].dep == "conj" and p.child(i, "nummod") is None
            for i in joined
            if p.tokens[i].head == head.i
        )
    ):
        return None  # "20 houses and barns" is one number of both
    part = Part(
        part.head,
        part.dep,
        tuple(i for i in part.tokens if i not in joined and not (i + 1 in joined and p.tokens[i].text == ",")),
    )
    number = p.child(head.i, "nummod")
    if number is None or p.tokens[number].tag != "CD" or _dates(p, number):
        return None
    counted = p.subtree(number)
    left = [p.tokens[i] for i in part.tokens if i < counted[0]]
    if left and (len(left) > 1 or left[0].text.lower() != "the"):
        return None
    words = [p.tokens[i] for i in counted]
    words = words[1:] if words and words[0].lemma in ("only", "just") else words
    hedge = ""
    while words and words[0].lemma in HEDGES and words[0].tag != "CD":
        hedge = HEDGES[words[0].lemma]
        words = words[1:]
        if not hedge:
            return None
    if words and words[0].lemma in ("more", "less", "few", "at", "up", "least", "most", "between"):
        return None  # when "over 500" is so, "over 300" is so too
    digits = text_of(words).strip()
    value = read_value(digits.lower())
    if value is None or value.number < 2 or value.after not in ("", " hundred", " thousand", " million", " billion"):
        return None
    if re.search(r"[a-z]", digits) and not value.spelled and not value.after:
        return None
    if any(p.tokens[i].dep == "cc" or p.tokens[i].text in (",", ";", ":", "(") for i in part.tokens):
        return None
    if (
        head.lemma in _MEASURES
        and clause.token.lemma not in _MEASURING
        and not any(p.tokens[i].text == "of" for i in part.tokens)
    ):
        return None
    named = [i for i in part.tokens if i > counted[-1]]
    try:
        noun = phrase(reading, p, named)
    except Unclear:  # "93 statues on the side of the island": the statues will do
        at = next((c for c in p.children[head.i] if c > head.i and p.tokens[c].dep == "prep"), None)
        if at is None or p.tokens[at].text == "of":
            raise
        noun = phrase(reading, p, [i for i in named if i < at])
    asked = f"{hedge} how many {noun}".strip() if hedge else f"How many {noun}"
    return asked, lowered(p, digits) if not value.spelled else digits.lower()

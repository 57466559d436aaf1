"""How much money, what share, how long or high: sums, percentages and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from quizapp.generate.by_life import how_old
from quizapp.generate.by_quantity import HEDGES
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import phrase
from quizapp.generate.reading import text_of
from quizapp.generate.trimming import easiest
from quizapp.generate.values import read_value
from quizapp.generate.wording import ask_other, ask_subject, capital, on_clause, set_off, statement
from quizapp.generate.words import REPORTING

_MEASURED = {
    "long": "long",
    "high": "high",
    "tall": "tall",
    "wide": "wide",
    "deep": "deep",
    "old": "old",
    "thick": "thick",
}


def draft(reading: Reading) -> Iterator[Candidate]:
    """Sums of money as object, "N percent of the ..." as subject or object, and "is N units long"."""
    for clause in clauses_of(reading):
        p = clause.parsed
        if clause.token.lemma in REPORTING:
            continue
        for rule in (_aged, _far, _money, _share, _measure, _duration, _age):
            valued = [i for part in (*clause.parts, *clause.fronted) for i in part.tokens if p.tokens[i].tag == "CD"]
            yield from easiest(clause, valued, partial(rule, reading))


def _money(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    for part in clause.parts:
        if part.dep != "dobj" or p.tokens[part.head].ent != "MONEY":
            continue
        text = text_of(p.tokens[i] for i in part.tokens).strip()
        text = re.sub(r"([$£€])\s+", r"\1", text)
        hedge = ""
        for word, asked in (
            ("more than", "more than"),
            ("about", "about"),
            ("nearly", "nearly"),
            ("over", "over"),
            ("around", "about"),
            ("approximately", "about"),
            ("almost", "nearly"),
        ):
            if text.lower().startswith(word + " "):
                hedge, text = asked + " ", text[len(word) + 1 :]
        value = read_value(text)
        if (
            value is None
            or not value.before
            or value.after not in ("", " million", " billion", " trillion", " thousand")
        ):
            continue
        much = "how much" if clause.token.lemma == "cost" else "how much money"
        wh = f"{hedge}{much}" if hedge else capital(much)
        stem = ask_other(reading, clause, wh, without=[part])
        yield on_clause(reading, clause, "how-much", stem, text, "number", part.head)


def _share(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    for part in (clause.subject, clause.part("dobj", "attr")):
        if part is None:
            continue
        head = p.tokens[part.head]
        if head.text.lower() not in ("%", "percent"):
            continue
        number = p.child(head.i, "nummod")
        of = p.child(head.i, "prep")
        if number is None or of is None or p.tokens[of].text != "of" or p.child(number, "conj") is not None:
            continue
        counted = p.subtree(number)
        hedge = ""
        if len(counted) > 1:
            first = p.tokens[counted[0]]
            if first.lemma not in HEDGES or len(counted) > 2:
                continue
            hedge = HEDGES[first.lemma] + " "
        if part.tokens[0] != counted[0]:
            continue
        text = p.tokens[number].text + ("%" if head.text == "%" else " percent")
        if read_value(text) is None:
            continue
        rest = phrase(reading, p, [i for i in part.tokens if i > head.i])
        wh = f"{hedge}what percentage {rest}"
        if part is clause.subject:
            stem = ask_subject(reading, clause, wh)
        else:
            stem = ask_other(reading, clause, wh, without=[part])
        yield on_clause(reading, clause, "what-share", stem, text, "percent", head.i)


def _duration(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "For how many years did Byron ...?": "for three years" on the verb."""
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted):
        obj = p.child(part.head, "pobj")
        if part.dep != "prep" or p.tokens[part.head].text.lower() != "for" or obj is None:
            continue
        if part in clause.parts and set_off(p, part):
            continue
        unit = p.tokens[obj]
        number = p.child(obj, "nummod")
        if (
            unit.lemma not in ("year", "month", "week", "day", "hour", "minute", "decade", "century", "season")
            or unit.tag != "NNS"
            or number is None
        ):
            continue
        counted = p.subtree(number)
        words = [p.tokens[i].text.lower() for i in counted]
        hedge = ""
        if len(words) == 2 and words[0] in HEDGES and words[0] != "than":
            hedge, words = HEDGES[words[0]].lower() + " ", words[1:]
        if len(words) != 1 or read_value(words[0]) is None or len(part.tokens) != len(counted) + 2:
            continue
        stem = ask_other(reading, clause, f"For {hedge}how many {unit.text}", without=[part])
        yield on_clause(reading, clause, "for-how-long", stem, words[0], "number", obj)


def _age(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "At what age did Holt ...?": "at the age of fourteen", "aged 14" on the verb."""
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted):
        words = [p.tokens[i].text.lower() for i in part.tokens]
        text = " ".join(words)
        text = re.sub(r"\s?-\s?", "-", text)
        for start in ("at the age of ", "at age ", "aged ", "at " if clause.token.lemma == "die" else "at age "):
            key = text.removeprefix(start)
            if key != text and re.fullmatch(r"[\w-]+", key) and read_value(key) is not None:
                told = statement(reading, clause)
                told = told if re.search(rf"\b{key}\b", told) else f"{told.rstrip('.')} at the age of {key}."
                idle = [x for x in clause.parts if x.dep == "prep"] if clause.token.lemma == "die" else []
                stem = ask_other(reading, clause, "At what age", without=[part, *idle])
                yield on_clause(reading, clause, "at-what-age", stem, key, "number", part.head, told=told)


def _aged(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "How old was Holt?": a person "was 62" or "was 62 years old"."""
    p = clause.parsed
    part = clause.part("attr", "acomp")
    person = reading.entity(p.index, clause.subject.head)
    if clause.token.lemma != "be" or part is None or person is None or person.type != "PERSON" or clause.auxiliaries:
        return
    text = " ".join(p.tokens[i].text for i in part.tokens)
    match = re.fullmatch(r"(\d\d)(?: years old)?", text) if clause.kind == "main" and not clause.quoted else None
    if match is None or not person.certain or [x for x in clause.parts if x is not part and x.dep != "punct"]:
        return
    yield Candidate(
        "at-what-age",
        how_old(reading, person),
        match[1],
        "number",
        p.index,
        f"{person.name} is given as {match[1]} years old.",
        "age",
        head=-1,
    )


def _far(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "How many miles off the coast is Orsund located?": a distance before a preposition of place."""
    p = clause.parsed
    for part in clause.parts:
        if part.dep != "prep":
            continue
        amount = p.child(part.head, "npadvmod")
        unit = p.tokens[amount] if amount is not None else None
        if unit is None or unit.lemma not in ("mile", "kilometer", "kilometre", "km", "mi", "meter", "metre", "foot"):
            continue
        number = p.child(unit.i, "nummod")
        if number is None or part.tokens[0] != number or part.tokens[1] != unit.i or part.tokens[2] != part.head:
            continue
        key = p.tokens[number].text
        if read_value(key.lower()) is None:
            continue
        rest = phrase(reading, p, part.tokens[2:])
        stem = ask_other(reading, clause, f"How many {unit.text} {rest}", without=[part])
        yield on_clause(reading, clause, "how-far", stem, key.lower() if not key.isdecimal() else key, "number", unit.i)


def _measure(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    if clause.token.lemma != "be":
        return
    part = clause.part("acomp")
    if part is None or p.tokens[part.head].lemma not in _MEASURED or p.tokens[part.head].tag != "JJ":
        return
    amount = p.child(part.head, "npadvmod")
    if amount is None or p.child(amount, "nummod") is None or p.child(amount, "conj") is not None:
        return
    span = [i for i in part.tokens if i < part.head]
    text = text_of(p.tokens[i] for i in span).strip()
    hedge = ""
    for word in ("about", "nearly", "around", "approximately", "roughly", "almost", "over"):
        if text.lower().startswith(word + " "):
            hedge, text = f"{HEDGES[word]} ", text[len(word) + 1 :]
    if read_value(text) is None or [i for i in part.tokens if i > part.head]:
        return
    wh = f"{hedge}how {_MEASURED[p.tokens[part.head].lemma]}"
    stem = ask_other(reading, clause, wh, without=[part])
    yield on_clause(reading, clause, "how-long", stem, text, "number", part.head)

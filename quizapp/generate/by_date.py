"""When: a year, or a day with its year, that hangs on the clause's verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import MONTHS
from quizapp.generate.trimming import easiest
from quizapp.generate.wording import ask_other, set_off, statement
from quizapp.generate.words import REPORTING, WEEKDAYS

YEAR = re.compile(r"(1[0-9]|20)\d\d")
_MONTH = "|".join(MONTHS)
_SEASONS = "spring|summer|autumn|fall|winter"


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which year did Tarnvik open its tidal mill?" and "On what date ...?"."""
    for clause in clauses_of(reading):
        named = clause.part("dobj") is not None and clause.part("ccomp", "xcomp") is None
        if clause.token.lemma in REPORTING and not clause.passive and not named:
            continue
        found = _date(clause)
        if found is None:
            continue
        part = found[0]
        asked = clause if part in (*clause.parts, *clause.fronted) else _cut(clause, part)
        yield from easiest(asked, part.tokens, partial(_ask, reading, found=found))
    for p in reading.parsed:
        yield from _made(reading, p)


def _ask(reading: Reading, clause: Clause, found: tuple[Part, str, str, str]) -> Iterator[Candidate]:
    part, key, wh, pool = found
    told = statement(reading, clause)
    if not set(re.findall(r"\w+", key)) <= set(re.findall(r"\w+", told)):  # what stands in front is left out
        preposition = clause.parsed.tokens[part.head].text.lower() if part.dep == "prep" else "on"
        told = f"{told.rstrip('.')} {preposition} {key}."
    yield Candidate(
        "when-" + pool,
        ask_other(reading, clause, wh, without=[part]),
        key,
        pool,
        clause.parsed.index,
        told,
        clause.token.lemma,
        head=part.head,
    )


_MADE = frozenset(
    "release publish create found establish form build write compose paint name bear complete introduce invent open "
    "design launch produce record film sign".split()
)


def _made(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """ "In which year was DECnet released?": what a named thing is followed by, "released in 1975"."""
    for token in p.tokens:
        if token.tag != "VBN" or token.dep != "acl" or token.lemma not in _MADE:
            continue
        above = token.head
        root = p.tokens[p.tokens[above].head]
        if p.tokens[above].dep == "attr" and root.lemma == "be":  # "DECnet is a suite released in 1975"
            above = p.child(root.i, "nsubj") or above
        entity = reading.entity(p.index, above)
        when = next((c for c in p.children[token.i] if p.tokens[c].text == "in"), None)
        if entity is None or not entity.certain or when is None or p.tokens[above].dep == "pobj":
            continue
        rest = [i for i in p.subtree(when) if i > when and p.tokens[i].pos not in ("PUNCT", "SPACE")]
        if len(rest) != 1 or not YEAR.fullmatch(p.tokens[rest[0]].text) or len(p.children[above]) > 6:
            continue
        key = p.tokens[rest[0]].text
        yield Candidate(
            "when-year",
            f"In which year was {printed_name(reading, entity)} {token.text}?",
            key,
            "year",
            p.index,
            f"{entity.name} was {token.text} in {key}.",
            token.lemma,
            head=token.i,
        )


def _date(clause: Clause) -> tuple[Part, str, str, str] | None:
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted, *_hanging(clause)):
        if weekday := _weekday(p, part):
            return part, weekday, "On which day of the week", "weekday"
        if part.dep == "npadvmod":
            text = _printed(p, list(part.tokens))
            if re.fullmatch(rf"(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?", text):
                return part, text, "On what date", "day"
        if part.dep != "prep" or (part in clause.parts and set_off(p, part)) or _after_another_verb(clause, part):
            continue
        preposition = p.tokens[part.head].text.lower()
        if p.tokens[part.head].text.lower() == "during" and part in clause.fronted:
            continue
        whole = [i for i in part.tokens if i > part.head]
        span = [i for i in p.subtree(part.head) if i > part.head and p.tokens[i].ent == "DATE"]
        if not span or any(p.tokens[i].ent != "DATE" for i in part.tokens[1:]):
            if not re.fullmatch(rf"the (?:{_SEASONS}) of (?:1|20)\d+", _printed(p, whole)):
                continue
            span = whole
        text = _printed(p, span)
        found = _read(clause, p, preposition, text)
        if found is not None:
            return part, *found
    return None


def _printed(p: Parsed, tokens: list[int]) -> str:
    words = "".join(p.tokens[i].text + (" " if p.tokens[i].space else "") for i in tokens if p.tokens[i].pos != "SPACE")
    return " ".join(words.split()).replace(" ,", ",")


def _read(clause: Clause, p: Parsed, preposition: str, text: str) -> tuple[str, str, str] | None:
    """(key, question words, pool) for a date behind its preposition."""
    if preposition == "in" and YEAR.fullmatch(text):
        return text, "In which year", "year"
    if match := re.fullmatch(rf"(?:(?:early|late|mid)[- ])?((?:{_MONTH})),? (\d{{4}})", text):
        if preposition == "in" and YEAR.fullmatch(match[2]):
            return f"{match[1]} {match[2]}", "In which month and year", "month"
        return None
    if match := re.fullmatch(rf"the ({_SEASONS}) of (\d{{4}})", text):
        return (match[2], f"In the {match[1]} of which year", "year") if preposition in ("in", "during") else None
    said = {i for x in (*clause.parts, *clause.fronted) for i in x.tokens}
    years = [t.text for t in p.tokens if t.i in said and YEAR.fullmatch(t.text)]
    if preposition == "since" and not any(p.tokens[a].lemma == "have" for a in clause.auxiliaries):
        return None
    if preposition in ("since", "until") and YEAR.fullmatch(text) and len(years) == 1:
        return text, f"{preposition.capitalize()} which year", "year"
    if preposition == "from" and (match := re.fullmatch(r"(\d{4}) (?:to|until) (\d{4})", text)):
        wanted = YEAR.fullmatch(match[1]) and YEAR.fullmatch(match[2]) and match[1] < match[2]
        return (match[2], f"From {match[1]} until which year", "year") if wanted else None
    if preposition in ("in", "during") and (match := re.fullmatch(r"the (?:(?:early|late|mid)[- ])?(\d{4}s)", text)):
        return f"the {match[1]}", "In which decade", "decade"
    if preposition in ("in", "during") and re.fullmatch(
        r"the (?:early |late )?(\d\d?(?:st|nd|rd|th)|[a-z]+th) century", text
    ):
        return text, "In which century" if "early" not in text and "late" not in text else "When", "century"
    if preposition == "in" and text in MONTHS:
        return text, "In which month", "month-only"
    if preposition == "on" and re.fullmatch(rf"(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?", text):
        return text, "On what date", "day"
    if preposition == "on" and re.fullmatch(rf"\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?", text):
        return text, "On what date", "day"
    return None


def _weekday(p: Parsed, part: Part) -> str:
    """The day when a part says "on Wednesday" or "Wednesday" and no other day is named in the sentence."""
    words = [p.tokens[i].text for i in part.tokens]
    days = [t.text for t in p.tokens if t.text.lower() in WEEKDAYS]
    times = ("morning", "afternoon", "evening", "night")
    plain = (part.dep == "prep" and len(words) == 2 and words[0].lower() == "on") or (
        part.dep == "npadvmod" and len(words) == 1
    )
    if len(words) == 3 and words[0].lower() == "on" and words[2] in times:
        return words[1] if len(days) == 1 and words[1] == days[0] else ""
    return words[-1] if plain and len(days) == 1 and words[-1] == days[0] else ""


_OTHER_TIME = frozenset("until till since before after following from by prior upon for during towards toward".split())


def _hanging(clause: Clause) -> list[Part]:
    """ "in 1943" or "on May 4, 1943" at the very end of the clause that the parser has hung on a noun."""
    p = clause.parsed
    found = []
    for part in clause.parts[-1:]:
        for i in part.tokens:
            token = p.tokens[i]
            if token.dep != "prep" or i == part.head or token.text.lower() not in ("in", "on"):
                continue
            above = p.tokens[token.head]
            if p.tokens[part.head].text.lower() in _OTHER_TIME:
                continue  # "until his death in 1955"
            near = above.i == part.head or above.head == part.head
            span = tuple(p.subtree(i))
            obj = p.child(i, "pobj")
            if (
                near
                and obj is not None
                and p.tokens[obj].ent == "DATE"
                and span[-1] == part.tokens[-1]
                and i == span[0]
            ):
                found.append(Part(i, "prep", span))
    return found


def _cut(clause: Clause, part: Part) -> Clause:
    """The clause without the date that hangs on one of its nouns."""
    gone = set(part.tokens)
    kept = tuple(Part(x.head, x.dep, tuple(i for i in x.tokens if i not in gone)) for x in clause.parts)
    return replace(clause, parts=tuple(x for x in kept if x.tokens))


def _after_another_verb(clause: Clause, part: Part) -> bool:
    """Whether a verb outside what is asked stands between the clause's verb and the date: it may be that verb's."""
    said = {i for x in clause.parts if x.dep in ("xcomp", "dobj", "attr") for i in x.tokens}
    between = clause.parsed.tokens[clause.verb + 1 : part.head]
    return any(t.pos == "VERB" and t.i not in said for t in between)

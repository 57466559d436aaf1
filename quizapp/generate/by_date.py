"""When: a year, or a day with its year, that hangs on the clause's verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part, noun_phrase
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.inflected import inflected
from quizapp.generate.phrases import Unclear, lower_the, phrase
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.sentences import MONTH, MONTHS, SHORT_MONTHS
from quizapp.generate.trimming import easiest
from quizapp.generate.wording import ask_other, capital, on_clause, question, set_off, statement
from quizapp.generate.words import PERSON_NOUNS, REPORTING, WEEKDAYS

YEAR = re.compile(r"(1[0-9]|20)\d\d")
_MONTH = f"(?:{MONTH}|{SHORT_MONTHS})"
_SEASONS = "spring|summer|autumn|fall|winter"


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which year did Tarnvik open its tidal mill?" and "On what date ...?"."""
    for clause in map(told_plainly, clauses_of(reading, kinds=("main", "joined", "relative"))):
        named = clause.part("dobj") is not None and clause.part("ccomp", "xcomp") is None
        if clause.token.lemma in REPORTING and not clause.passive and not named:
            continue
        found = _date(clause)
        lasting = clause.token.lemma == "be" and clause.part("attr") is not None  # "In 1850 Japan was a country of ..."
        if found is None or lasting:
            continue
        part = found[0]
        asked = clause if part in (*clause.parts, *clause.fronted) else _cut(clause, part)
        yield from easiest(asked, part.tokens, partial(_ask, reading, found=found))
    for clause in clauses_of(reading, kinds=("main", "joined", "relative")):
        for before in _before_or_after(clause):
            found = _date(before)
            if found is not None and found[0] in before.parts:
                yield from easiest(before, found[0].tokens, partial(_ask, reading, found=found))
    somebodys = {clause.parsed.index for clause in reading.clauses if not clause.plain}
    for p in reading.parsed:
        if p.index not in somebodys:  # what is set beside a noun in somebody's words is a claim of his
            yield from _made(reading, p)
            yield from _set_beside(reading, p)


def told_plainly(clause: Clause) -> Clause:
    """ "had beaten" as "beat", "had been awarded" as "was awarded": with its date an event needs no second time."""
    p = clause.parsed
    had = clause.auxiliaries[0] if clause.auxiliaries else -1
    if had < 0 or (p.tokens[had].lemma, p.tokens[had].tag) != ("have", "VBD") or clause.token.tag != "VBN":
        return clause
    many = p.tokens[clause.subject.head].tag in ("NNS", "NNPS") or p.child(clause.subject.head, "conj") is not None
    if len(clause.auxiliaries) == 1 and clause.token.lemma == "be":
        form, at = ("were" if many else "was"), clause.verb
    elif len(clause.auxiliaries) == 1:
        form, at = next(iter(inflected(clause.token.lemma, "VBD")), ""), clause.verb
    elif len(clause.auxiliaries) == 2 and clause.passive:
        form, at = ("were" if many else "was"), clause.auxiliaries[1]
    else:
        return clause
    tokens = tuple(t._replace(text=form, tag="VBD") if t.i == at else t for t in p.tokens)
    return replace(clause, parsed=replace(p, tokens=tokens), auxiliaries=clause.auxiliaries[1:]) if form else clause


def _ask(reading: Reading, clause: Clause, found: tuple[Part, str, str, str]) -> Iterator[Candidate]:
    part, key, wh, pool = found
    told = statement(reading, clause)
    stem = ask_other(reading, clause, wh, without=[part])
    if there := _there(reading, clause, stem):
        stem, told = f"{stem.rstrip('?')} {there}?", f"{told.rstrip('.')} {there}."
    if not set(re.findall(r"\w+", key)) <= set(re.findall(r"\w+", told)):  # what stands in front is left out
        preposition = clause.parsed.tokens[part.head].text.lower() if part.dep == "prep" else "on"
        told = f"{told.rstrip('.')} {preposition} {key}."
    yield on_clause(reading, clause, f"when-{pool}", stem, key, pool, part.head, told=told)


_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _there(reading: Reading, clause: Clause, stem: str) -> str:
    """ "in Ostermere": what an article on a town tells without a name or a place happened in the town."""
    unnamed = not re.search(r"[A-Z]", stem[1:])
    placed = any(t.ent in _PLACES for t in clause.parsed.tokens) or stem.split()[-1].rstrip("?").isdecimal()
    return f"in {reading.place}" if reading.place and unnamed and not placed else ""


def _before_or_after(clause: Clause) -> Iterator[Clause]:
    """ "X taught there before joining the university in 1971": that X joined the university in 1971."""
    p = clause.parsed
    if clause.passive:
        return  # "was rebuilt after burning down in 1971": by whom the second was done is not said
    for verb in p.tokens:
        above = p.tokens[verb.head]
        if verb.tag != "VBG" or above.head != clause.verb or verb.dep != "pcomp":
            continue
        if above.text.lower() not in ("before", "after") or any(
            p.tokens[c].dep.startswith(("nsubj", "aux", "neg", "conj")) for c in p.children[verb.i]
        ):
            continue
        past = next(iter(inflected(verb.lemma, "VBD")), "")
        if not past:
            continue
        tokens = tuple(t._replace(text=past, tag="VBD") if t.i == verb.i else t for t in p.tokens)
        parts = tuple(
            Part(c, p.tokens[c].dep, noun_phrase(p, c)) for c in p.children[verb.i] if p.tokens[c].dep != "punct"
        )
        yield replace(
            clause,
            parsed=replace(p, tokens=tokens),
            verb=verb.i,
            auxiliaries=(),
            middle=(),
            fronted=(),
            parts=tuple(x for x in parts if x.tokens),
        )


_IN_A_YEAR = re.compile(rf"in (?:{_MONTH} )?(?P<year>{YEAR.pattern})")
_MADE = frozenset(
    "release publish create found establish form build write compose paint name bear complete introduce invent open "
    "design launch produce record film sign".split()
)


def _made(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """ "In which year was DECnet released?": what is set beside a named thing, "released in 1975"."""
    for token in p.tokens:
        if token.tag != "VBN" or token.dep not in ("acl", "advcl") or token.lemma not in _MADE:
            continue
        above = _of_what(reading, p, token.i)
        entity = reading.entity(p.index, above) if above is not None else None
        if above is None or entity is None or p.tokens[above].dep in ("pobj", "conj"):
            continue
        if (token.lemma == "bear") != (entity.type == "PERSON" and entity.certain):
            continue
        times = (_spelled(p, p.subtree(c)) for c in p.children[token.i] if p.tokens[c].dep == "prep")
        year = next((m for time in times if (m := _IN_A_YEAR.fullmatch(time))), None)
        if year is None:
            continue
        yield Candidate(
            "when-year",
            f"In which year was {printed_name(reading, entity)} {token.text.lower()}?",
            year["year"],
            "year",
            p.index,
            f"{entity.name} was {token.text.lower()} in {year['year']}.",
            token.lemma,
            head=token.i,
        )


def _set_beside(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """ "In which year was the rubber overshoe introduced by the Orsund Company?": a noun with its participle."""
    for token in p.tokens:
        head = p.tokens[token.head]
        if token.tag != "VBN" or token.dep != "acl" or head.tag not in ("NN", "NNS") or head.i > token.i:
            continue
        if (
            head.dep == "appos"
            or reading.entity(p.index, head.i) is not None
            or p.child(token.i, "conj", "cc", "advcl", "xcomp", "oprd")
        ):
            continue
        kids = [c for c in p.children[token.i] if p.tokens[c].dep != "punct"]
        dated = next((c for c in kids if _IN_A_YEAR.fullmatch(_spelled(p, p.subtree(c)))), None)
        if dated is None or kids[0] < token.i or token.lemma in REPORTING | {"bear"} or head.lemma in PERSON_NOUNS:
            continue
        if p.tokens[noun_phrase(p, head.i, skip=token.i)[0]].text.lower() in ("a", "an"):
            continue  # "a survey published by the society": there may be many
        if p.child(head.i, "conj", "cc") is not None:
            continue
        year = _IN_A_YEAR.fullmatch(_spelled(p, p.subtree(dated)))
        with suppress(Unclear):
            noun = lower_the(phrase(reading, p, noun_phrase(p, head.i, skip=token.i)))
            rest = " ".join(phrase(reading, p, noun_phrase(p, c)) for c in kids if c != dated)
            if year is None or not re.search(r"[A-Z]", f"{noun} {rest}"):
                continue
            was = "were" if head.tag == "NNS" else "was"
            yield Candidate(
                "when-year",
                question(f"In which year {was} {noun} {token.text} {rest}"),
                year["year"],
                "year",
                p.index,
                f"{capital(noun)} {was} {token.text} {rest}".rstrip() + f" in {year['year']}.",
                token.lemma,
                head=token.i,
            )


def _of_what(reading: Reading, p: Parsed, participle: int) -> int | None:
    """The head of what a participle tells of: "DECnet, released in 1975," or "Released in 1975, DECnet ..."."""
    token = p.tokens[participle]
    above = p.tokens[token.head]
    if token.dep == "advcl":
        span = p.subtree(participle)
        opens = span[0] == 0 and span[-1] + 1 < len(p.tokens) and p.tokens[span[-1] + 1].text == ","
        return p.child(above.i, "nsubj", "nsubjpass") if opens else None
    if above.dep == "attr" and reading.entity(p.index, above.i) is None and p.tokens[above.head].lemma == "be":
        return p.child(above.head, "nsubj")  # "DECnet is a suite released in 1975"
    return above.i


def _date(clause: Clause) -> tuple[Part, str, str, str] | None:
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted, *clause.middle, *_hanging(clause)):
        if weekday := _weekday(p, part):
            return part, weekday, "On which day of the week", "weekday"
        if part.dep == "npadvmod":
            text = _spelled(p, part.tokens)
            if re.fullmatch(rf"{_MONTH} \d{{1,2}}(?:, \d{{4}})?", text):
                return part, text, "On what date", "day"
        aside = part in clause.parts and set_off(p, part) and not _behind_an_insertion(clause, part)
        if part.dep != "prep" or aside or _after_another_verb(clause, part):
            continue
        preposition = p.tokens[part.head].text.lower()
        if p.tokens[part.head].text.lower() == "during" and part in clause.fronted:
            continue
        whole = [i for i in part.tokens if i > part.head]
        span = [i for i in p.subtree(part.head) if i > part.head and p.tokens[i].ent == "DATE"]
        if not span or any(p.tokens[i].ent != "DATE" for i in part.tokens[1:]):
            if not re.fullmatch(rf"the (?:{_SEASONS}) of (?:1|20)\d+", _spelled(p, whole)):
                continue
            span = whole
        text = _spelled(p, span)
        found = _read(clause, p, preposition, text)
        if found is not None:
            return part, *found
    return None


def _behind_an_insertion(clause: Clause, part: Part) -> bool:
    """Whether the comma before a part closes something set off: "built a network, called Abilene, in 1998"."""
    p = clause.parsed
    first, before = part.tokens[0], _end_before(clause, part)
    return first - before > 2 and p.tokens[first - 1].text == "," and p.tokens[before + 1].text == ","


def _end_before(clause: Clause, part: Part) -> int:
    """The last token of what the clause says before a part, without what is set off."""
    said = (x for x in clause.parts if x.tokens[-1] < part.tokens[0] and not set_off(clause.parsed, x))
    return max((x.tokens[-1] for x in said), default=part.tokens[0])


def _spelled(p: Parsed, tokens: Iterable[int]) -> str:
    words = text_of(p.tokens[i] for i in tokens if p.tokens[i].pos != "SPACE")
    return " ".join(words.split()).replace(" ,", ",")


def _read(clause: Clause, p: Parsed, preposition: str, text: str) -> tuple[str, str, str] | None:
    """(key, question words, pool) for a date behind its preposition."""
    if preposition == "in" and YEAR.fullmatch(text):
        return text, "In which year", "year"
    if match := re.fullmatch(rf"(?:(?:early|late|mid)[- ])?({_MONTH}),? (\d{{4}})", text):
        if preposition == "in" and YEAR.fullmatch(match[2]):
            return match[2], "In which year", "year"
        return None
    if match := re.fullmatch(rf"the ({_SEASONS}) of (\d{{4}})", text):
        return (match[2], f"In the {match[1]} of which year", "year") if preposition in ("in", "during") else None
    if preposition == "in" and re.fullmatch(rf"the year {YEAR.pattern}", text):
        return text.split()[-1], "In which year", "year"
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
    if preposition == "on" and re.fullmatch(rf"{_MONTH} \d{{1,2}}(?:, \d{{4}})?", text):
        return text, "On what date", "day"
    if preposition == "on" and re.fullmatch(rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?", text):
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
    end = _end_before(clause, part) + 1 if _behind_an_insertion(clause, part) else part.head
    between = clause.parsed.tokens[clause.verb + 1 : end]
    if any(t.dep == "relcl" and t.tag in ("VBD", "VBZ", "VBP") for t in between):
        return True  # "led the movement that won the vote in 1932": when was which?
    return any(t.pos == "VERB" and t.i not in said for t in between)

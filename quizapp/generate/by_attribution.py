"""Who said, warned or denied that ...: a claim is asked about together with its source, never as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generate.candidates import Candidate
from quizapp.generate.clauses import Clause, noun_phrase
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import capital, lowered, predicate, question, subject_phrase
from quizapp.generate.words import SAYING

LONGEST = 20
"""Words of a reported clause that still make a readable question."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, who warned that the Kestrel Dam could fail?"."""
    claims: list[Candidate] = []
    for candidate in (*_who(reading), *_sources(reading)):
        claims.append(candidate)
        yield candidate
    yield from _what(reading, claims)
    yield from _quoted(reading)


def _what(reading: Reading, claims: list[Candidate]) -> Iterator[Candidate]:
    """ "Which of these statements does the article attribute to Holt?": what others said are the wrong options."""
    for claim in claims:
        text = _said(claim)
        speakers = [c.key for c in claims]
        others = [c for c in claims if c.key != claim.key and 0.5 * len(text) <= len(_said(c)) <= 1.8 * len(text)]
        if speakers.count(claim.key) > 2 or len(others) < 2:
            continue
        wrong = tuple((_said(c), f"The article attributes this to {c.key}.") for c in others)
        yield Candidate(
            "said-what",
            f"Which of these statements does the article attribute to {claim.key}?",
            text,
            "given",
            claim.sentence,
            claim.statement,
            f"attributed {claim.verb}",
            entity=claim.entity,
            head=claim.head,
            attributed=True,
            offered=wrong,
        )


def _said(claim: Candidate) -> str:
    content = claim.statement.split(" that ", 1)[1].rstrip(".")
    return capital(content)


def _who(reading: Reading) -> Iterator[Candidate]:
    for clause in reading.clauses:
        if clause.kind != "reported" or clause.quoted or clause.attributed or clause.reported_by is None:
            continue
        p = clause.parsed
        reporting = p.tokens[clause.reported_by]
        if (
            reporting.lemma not in SAYING
            or reporting.dep not in ("ROOT", "conj")
            or reporting.tag not in ("VBD", "VBZ", "VBP")
        ):
            continue
        if p.child(reporting.i, "neg") is not None or p.child(reporting.i, "aux", "auxpass") is not None:
            continue
        speaker = p.child(reporting.i, "nsubj")
        if speaker is None:
            continue
        entity = reading.entity(p.index, speaker)
        if entity is None or not entity.certain or entity.type not in ("PERSON", "ORG"):
            continue
        if any(p.tokens[c].dep in ("conj", "cc", "poss") for c in p.children[speaker]):
            continue
        if entity.type == "ORG" and any(
            reading.entity(p.index, i) is not entity and p.tokens[i].pos in ("NOUN", "PROPN")
            for i in p.subtree(speaker)
        ):
            continue
        try:
            content = _content(reading, clause)
        except Unclear:
            continue
        if not 4 <= len(content.split()) <= LONGEST:
            continue
        verb = SAYING[reporting.lemma]
        who = "who" if entity.type == "PERSON" else "which organisation"
        yield Candidate(
            "who-said",
            question(f"According to the article, {who} {verb} that {content}"),
            printed_name(reading, entity),
            "person" if entity.type == "PERSON" else "organisation",
            p.index,
            f"{printed_name(reading, entity)} {verb} that {content}.",
            f"{reporting.lemma} {clause.token.lemma}",
            entity=entity,
            head=speaker,
            attributed=True,
        )


def _quoted(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, who said, '...'?": a short direct quotation, word for word."""
    for p in reading.parsed:
        text = p.sentence.text
        found = [m for m in re.finditer(r"[\"“]([^\"“”]+)[\"”]", text)]
        if len(found) != 1 or text.count('"') + text.count("“") + text.count("”") != 2:
            continue
        quote = " ".join(found[0][1].split()).strip(" ,.;")
        if not 6 <= len(quote.split()) <= 22 or re.search(r"\[|\(|\.\.\.|…|[.!?] ", quote):
            continue
        for token in p.tokens:
            if token.lemma not in ("say", "state", "write", "tell", "comment", "tweet", "add") or token.dep not in (
                "ROOT",
                "ccomp",
                "parataxis",
                "conj",
            ):
                continue
            begin, end = p.sentence.start + found[0].start(), p.sentence.start + found[0].end()
            speaker = p.child(token.i, "nsubj")
            if speaker is None or begin <= token.start < end or begin <= p.tokens[speaker].start < end:
                continue
            entity = reading.entity(p.index, speaker)
            if entity is None or not entity.certain or entity.type != "PERSON" or entity is reading.hero:
                continue
            if p.child(speaker, "conj", "poss") is not None or not _adjoins(p, token.i, begin, end):
                continue
            if entity.name.split()[-1].lower() in quote.lower():
                continue
            yield Candidate(
                "who-quoted",
                f"According to the article, who said, “{quote}”?",
                entity.name,
                "person",
                p.index,
                f"{entity.name} said, “{quote}”.",
                "say quoted",
                entity=entity,
                head=speaker,
                attributed=True,
            )
            break


def _adjoins(p: Parsed, verb: int, begin: int, end: int) -> bool:
    """Whether the quotation hangs on the verb and makes a clause of its own (no scare quotes)."""
    inside = [t for t in p.tokens if begin <= t.start < end]
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside)
    whole = any(t.head == verb and t.dep in ("ccomp", "dobj", "parataxis") for t in inside)
    after = any(t.i == verb and t.dep in ("parataxis",) for t in p.tokens)
    lead = p.tokens[inside[0].i - 1].text if inside and inside[0].i > 0 else ","
    return finite and (whole or after) and (inside[0].i <= 1 or lead in (",", ":", '"'))


def _sources(reading: Reading) -> Iterator[Candidate]:
    """ "According to the ministry, ...": the source is asked for."""
    for clause in reading.clauses:
        if (
            not clause.attributed
            or clause.kind != "main"
            or clause.quoted
            or clause.negated
            or clause.token.lemma in SAYING
        ):
            continue
        p = clause.parsed
        for part in (*clause.fronted, *clause.parts):
            if p.tokens[part.head].lemma != "accord":
                continue
            to = p.child(part.head, "prep")
            obj = p.child(to, "pobj") if to is not None else p.child(part.head, "pobj")
            entity = reading.entities.at.get((p.index, obj)) if obj is not None else None
            if obj is None or entity is None or not entity.certain or entity.type not in ("PERSON", "ORG"):
                continue
            if p.child(obj, "conj", "poss", "prep", "relcl") is not None or entity is reading.hero:
                continue
            rest = replace(
                clause,
                parts=tuple(x for x in clause.parts if x is not part),
                fronted=tuple(x for x in clause.fronted if x is not part),
            )
            try:
                content = _content(reading, rest)
            except Unclear:
                continue
            if not 4 <= len(content.split()) <= LONGEST:
                continue
            who = "who" if entity.type == "PERSON" else "which organisation"
            yield Candidate(
                "who-said",
                question(f"According to the article, {who} said that {content}"),
                printed_name(reading, entity),
                "person" if entity.type == "PERSON" else "organisation",
                p.index,
                f"{printed_name(reading, entity)} said that {content}.",
                f"accord {clause.token.lemma}",
                entity=entity,
                head=obj,
                attributed=True,
            )


def reported(reading: Reading) -> tuple[Reading, dict[tuple[int, str], str]]:
    """A view of the article in which reported clauses are the clauses, and (sentence, verb) → who said so."""
    clauses: list[Clause] = []
    speakers: dict[tuple[int, str], str] = {}
    for clause in reading.clauses:
        if (
            clause.kind != "reported"
            or clause.quoted
            or clause.negated
            or clause.attributed
            or clause.reported_by is None
        ):
            continue
        p = clause.parsed
        saying = p.tokens[clause.reported_by]
        speaker = p.child(saying.i, "nsubj")
        if saying.lemma not in SAYING or saying.tag not in ("VBD", "VBZ", "VBP") or speaker is None:
            continue
        if p.child(saying.i, "neg", "aux") is not None or p.child(speaker, "conj", "cc", "poss") is not None:
            continue
        try:
            name = phrase(reading, p, noun_phrase(p, speaker))
        except Unclear:
            continue
        if len(name.split()) > 6 or not (reading.entity(p.index, speaker) or p.tokens[speaker].tag == "NNS"):
            continue
        name = lowered(p, name)
        speakers[(p.index, clause.token.lemma)] = name
        clauses.append(replace(clause, kind="main", reported_by=None, hedged=False))
    return replace(reading, clauses=tuple(clauses), parsed=reading.parsed), speakers


def _content(reading: Reading, clause: Clause) -> str:
    """The reported clause printed whole, its own hedge and negation included."""
    subject, person = subject_phrase(reading, clause)
    first, group, rest = predicate(reading, clause, subject=person, subject_given=True)
    if clause.negated:
        raise Unclear("negation")
    words = tidy(f"{subject} {first} {group} {rest}")
    if re.search(r"\b(?:today|yesterday|tomorrow|now)\b", words):
        raise Unclear("relative time")
    return words

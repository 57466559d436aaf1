"""Who said, warned or denied that ...: a claim is asked about together with its source, never as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.generate.candidates import Candidate
from quizapp.generate.clauses import Clause, noun_phrase
from quizapp.generate.distractors import printed_name
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.sayings import mistaken_for, person_at, quotations, speaking
from quizapp.generate.sentences import shadow
from quizapp.generate.support import frame, same, supported
from quizapp.generate.verify_joints import clipped, torn
from quizapp.generate.wording import capital, lowered, predicate, question, subject_phrase
from quizapp.generate.words import HEDGED, SAYING

LONGEST = 20
"""Words of a reported clause that still make a readable question."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, who warned that the Kestrel Dam could fail?"."""
    claims = [c for c in (*_who(reading), *_sources(reading)) if not _goes_on(reading, c)]
    taken = {c.sentence for c in claims}
    claims += [c for p in reading.parsed if p.index not in taken for c in _said_in(reading, p)]
    others = speaking(reading)
    for claim in claims:
        yield replace(claim, pool="given", offered=_others(reading, claim, others))
    yield from _what(reading, claims)


def _what(reading: Reading, claims: list[Candidate]) -> Iterator[Candidate]:
    """ "Which of these statements does the article attribute to Holt?": what others said are the wrong options."""
    claims = [c for c in claims if not c.verb.startswith("deny ") and not _cut_short(reading, c)]
    speakers = [c.key for c in claims]
    for claim in claims:
        text = _said(claim)
        others = [
            c
            for c in claims
            if c.key != claim.key
            and 0.5 * len(text) <= len(_said(c)) <= 1.8 * len(text)
            and claim.key.split()[-1] not in _said(c)  # nobody speaks of himself by name
        ]
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


def _cut_short(reading: Reading, claim: Candidate) -> bool:
    p = reading.parsed[claim.sentence]
    return bool(clipped(p, _said(claim), claim.key) or torn(p, _said(claim), claim.key))


def _goes_on(reading: Reading, claim: Candidate) -> bool:
    """Whether the sentence says on: "the money would come" of "the money would come too late" is another claim."""
    words = re.findall(r"\w+", _said(claim).lower())
    tokens = reading.parsed[claim.sentence].tokens
    for n, t in enumerate(tokens[:-1]):
        after = tokens[n + 1]
        if n and t.text.lower() == words[-1] and tokens[n - 1].text.lower() == words[-2]:
            return after.pos not in ("PUNCT", "CCONJ", "SPACE") and after.dep in _COMPLETING
    return False


_COMPLETING = ("advmod", "acomp", "npadvmod", "xcomp")


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
        if not 4 <= len(content.split()) <= LONGEST or entity.name in content:
            continue
        pool = "person" if entity.type == "PERSON" else "organisation"
        said = (SAYING[reporting.lemma], content, f"{reporting.lemma} {clause.token.lemma}")
        yield _by_whom(reading, p, "who-said", pool, entity, speaker, *said)


def _by_whom(
    reading: Reading, p: Parsed, template: str, pool: str, who: Entity, head: int, said: str, content: str, verb: str
) -> Candidate:
    """ "Who said that ...?"."""
    name, wh = printed_name(reading, who), "who" if who.type == "PERSON" else "which organisation"
    stem, told = question(f"According to the article, {wh} {said} that {content}"), f"{name} {said} that {content}."
    return Candidate(template, stem, name, pool, p.index, told, verb, entity=who, head=head, attributed=True)


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
            pool = "person" if entity.type == "PERSON" else "organisation"
            said = ("said", content, f"accord {clause.token.lemma}")
            yield _by_whom(reading, p, "who-said", pool, entity, obj, *said)


def _others(reading: Reading, claim: Candidate, others: list[Entity]) -> tuple[tuple[str, str], ...]:
    """Who else might have said it: people for a person, bodies for a body, nobody who may have said the same."""
    if claim.entity is None or claim.entity.type != "PERSON":
        return _bodies(reading, claim)
    body = claim.stem.removeprefix("According to the article, ")
    wanted = frame(reading, claim)
    wrong = mistaken_for(reading, claim.entity, [claim.sentence], body, others)
    return tuple(w for w in wrong if not _agrees(reading, claim, w[0], wanted))


def _agrees(reading: Reading, claim: Candidate, name: str, wanted: set[str]) -> bool:
    """Whether the article may have somebody else say the same."""
    sentences = [m.sentence for e in reading.entities.all if e.name == name for m in e.mentions]
    return supported(reading, claim, [s for s in sentences if s != claim.sentence], wanted)


def _bodies(reading: Reading, claim: Candidate) -> tuple[tuple[str, str], ...]:
    """Organisations of the article that may be taken for the one that said it."""
    wanted = frame(reading, claim)
    found = []
    for e in reading.entities.all:
        if e is claim.entity or e.type != "ORG" or not e.certain or len(e.name.split()) > 6:
            continue
        name = printed_name(reading, e)
        if same(name, claim.key) or any(form.lower() in claim.stem.lower() for form in e.forms):
            continue
        if _initials(e.name) == _initials(claim.key) or not _acts(reading, e):
            continue
        if supported(reading, claim, [m.sentence for m in e.mentions], wanted):
            continue
        where = reading.parsed[e.mentions[0].sentence].sentence.paragraph
        found.append((name, f"The article names {name} in paragraph {where}, in another connection."))
    return tuple(found)


def _initials(name: str) -> str:
    """ "NHC" of the National Hurricane Center, and of itself."""
    return name if name.isupper() else "".join(w[0] for w in name.split() if w[0].isupper())


def _acts(reading: Reading, entity: Entity) -> bool:
    """Whether a body says something in the article: a hall, a region or a set of rules is no source."""
    for m in entity.mentions:
        token = reading.parsed[m.sentence].tokens[m.end - 1]
        if token.dep == "nsubj" and reading.parsed[m.sentence].tokens[token.head].lemma in SAYING:
            return True
        if token.dep == "pobj" and reading.parsed[m.sentence].tokens[token.head].text.lower() == "to":
            above = reading.parsed[m.sentence].tokens[reading.parsed[m.sentence].tokens[token.head].head]
            if above.lemma in ("accord", "according"):
                return True
    return False


def _said_in(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """The claim of a sentence: who said it, and the words from the clause that was said to where it ends."""
    if quotations(p) or '"' in shadow(p.sentence.text) or p.tokens[-1].text not in (".", '"'):
        return
    for verb in p.tokens:
        if verb.lemma not in SAYING or verb.tag not in ("VBD", "VBZ", "VBN") or verb.dep not in ("ROOT", "conj"):
            continue
        perfect = any(p.tokens[c].lemma == "have" for c in p.children[verb.i] if p.tokens[c].dep == "aux")
        if p.child(verb.i, "neg", "auxpass") is not None or perfect != (verb.tag == "VBN"):
            continue
        subject = p.child(verb.i, "nsubj")
        if subject is None and verb.dep == "conj":
            subject = p.child(verb.head, "nsubj")
        speaker = person_at(reading, p, subject) or _body_at(reading, p, subject)
        said = p.child(verb.i, "ccomp")
        if speaker is None or subject is None or said is None or said < verb.i:
            continue
        inner = [t.i for t in p.tokens if t.i >= min(p.subtree(said)) and t.i > verb.i]
        if p.tokens[inner[0]].text.lower() == "that":
            inner.pop(0)
        content = _in_order(reading, p, inner, speaker)
        if (
            content is None
            or p.tokens[inner[0]].tag in ("VBZ", "VBP", "VBD", "MD")
            or (speaker.type == "ORG" and re.search(r"\b(?:it|its|their)\b", content))
        ):
            return
        told = (SAYING[verb.lemma], content, f"{verb.lemma} {p.tokens[said].lemma}")
        yield _by_whom(reading, p, "who-told", "given", speaker, subject, *told)
        return


def _body_at(reading: Reading, p: Parsed, subject: int | None) -> Entity | None:
    """The organisation a subject names, and nothing besides."""
    entity = reading.entities.at.get((p.index, subject)) if subject is not None else None
    if subject is None or entity is None or not entity.certain or entity.type != "ORG" or entity is reading.hero:
        return None
    return None if p.child(subject, "conj", "poss", "prep", "amod") is not None else entity


def _in_order(reading: Reading, p: Parsed, tokens: list[int], speaker: Entity) -> str | None:
    """What was said, as it stands: cut at an aside when it is long; None when it would not be understood alone."""
    stops = [n for n, i in enumerate(tokens) if p.tokens[i].text in (",", ";", "-", "–", "—", ".")]
    for stop in (len(tokens), *reversed(stops)):
        part = [i for i in tokens[:stop] if p.tokens[i].text not in (".", ";")]
        if stop < len(tokens) and p.tokens[tokens[stop]].text == "," and not _aside(p, tokens[stop:]):
            continue
        if any(p.tokens[i].text == ";" for i in tokens[:stop]):
            continue
        try:
            text = tidy(phrase(reading, p, part, subject=speaker if speaker.type == "PERSON" else None, whole=True))
        except Unclear:
            continue
        text = lowered(p, text).rstrip(" ,")
        if not 5 <= len(text.split()) <= LONGEST or _SPOILT.search(text) or text.count(",") == 1:
            continue
        return text
    return None


def _aside(p: Parsed, rest: list[int]) -> bool:
    """Whether a comma opens something that may be left out: a clause with a subject of its own, or "after ..."."""
    following = p.tokens[rest[1]] if len(rest) > 1 else p.tokens[rest[0]]
    return following.tag in ("WDT", "WP", "WRB", "IN", "VBG", "CC") and following.text.lower() not in ("if", "unless")


_SPOILT = re.compile(r"[()\[\]:?!]|\b(?:not|n't|never|no|none|I|we|you|our|my|they|them|this|these|those)\b|n['’]t\b")


def reported(reading: Reading) -> tuple[Reading, dict[tuple[int, str], str]]:
    """A view of the article in which reported clauses are the clauses, and (sentence, verb) → who said so."""
    clauses: list[Clause] = []
    speakers: dict[tuple[int, str], str] = {}
    for clause in reading.clauses:
        if clause.kind == "main" and clause.attributed and (found := _by_source(reading, clause)) is not None:
            source, told = found
            speakers[(clause.parsed.index, clause.token.lemma)] = source
            clauses.append(told)
            continue
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


def _by_source(reading: Reading, clause: Clause) -> tuple[str, Clause] | None:
    """(source, clause) of "according to the agency, ..." without these words."""
    p = clause.parsed
    parts = [
        x
        for x in (*clause.fronted, *clause.parts)
        if p.tokens[x.head].lemma in ("accord", "according") and x.dep == "prep"
    ]
    if len(parts) != 1 or clause.quoted or clause.negated or clause.hedged or any(t.lemma in HEDGED for t in p.tokens):
        return None
    to = p.child(parts[0].head, "prep")
    source = p.child(to, "pobj") if to is not None else None
    if source is None or p.child(source, "conj", "cc", "poss") is not None:
        return None
    try:
        name = phrase(reading, p, noun_phrase(p, source))
    except Unclear:
        return None
    if len(name.split()) > 7 or not (reading.entity(p.index, source) or p.tokens[source].tag == "NNS"):
        return None
    fronted = tuple(x for x in clause.fronted if x is not parts[0])
    rest = tuple(x for x in clause.parts if x is not parts[0])
    return lowered(p, name), replace(clause, attributed=False, fronted=fronted, parts=rest)


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

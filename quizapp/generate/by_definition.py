"""Which term: "X is called T" and "T is a N that ...", asked from the definition to the term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, noun_phrase
from quizapp.generate.concepts import Concept, concept_at, concepts_of, known_small, name_at, term_at
from quizapp.generate.defining import akin, defining
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import CONTENT, Parsed, likeness
from quizapp.generate.rivals import rivals
from quizapp.generate.sisters import sisters_of
from quizapp.generate.wording import capital, kept, lowered, on_clause, question, statement, subject_phrase
from quizapp.generate.words import ANAPHORIC

_NAMING = frozenset({"call", "term", "name", "know", "refer", "label"})


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Which term does the article define as a loom driven by the tide?"."""
    concepts = concepts_of(reading)
    for clause in clauses_of(reading, kinds=("main", "joined", "relative")):
        for rule in (_called, _defined, _meant):
            with suppress(Unclear):
                yield from rule(reading, clause, concepts)
    for parsed in reading.parsed:
        yield from _named(reading, parsed, concepts)
        yield from _apposed(reading, parsed, concepts)
    yield from _what_is(reading)


def _what_is(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, what is umami?": definitions of other things are the wrong options."""
    told: dict[str, tuple[str, str, Clause, int]] = {}
    for clause in clauses_of(reading, kinds=("main", "joined")):
        with suppress(Unclear):
            if (found := _definition(reading, clause)) is not None:
                text, head = found
                subject, _ = subject_phrase(reading, clause)
                if clause.subject.tokens[0] == 0 and known_small(reading, clause.parsed.tokens[0].text):
                    subject = subject[0].lower() + subject[1:]
                if len(subject.split()) <= 4:
                    told.setdefault(subject, (text, statement(reading, clause), clause, head))
    for subject, (text, whole, clause, head) in told.items():
        p = clause.parsed
        mine = p.tokens[head].lemma
        others = []
        for name, (other, _, its, at) in told.items():
            if its.parsed.index == p.index or not 0.4 * len(text) <= len(other) <= 2.2 * len(text):
                continue
            if _shares(other, subject) or _shares(text, name) or _shares(name, subject):
                continue
            if not _of_a_kind(subject, name):
                continue
            if its.parsed.tokens[at].lemma == mine and len(_long(text) & _long(other)) > 2:
                continue  # "a drink made from grapes" and "a drink made from grain"
            others.append((abs(len(other) - len(text)), capital(other), f"This is what the article says of {name}."))
        if len(others) < 2 or _shares(text, subject):
            continue
        yield Candidate(
            "what-is",
            question(f"According to the article, what is {subject}"),
            capital(text),
            "given",
            p.index,
            whole,
            f"be {p.tokens[clause.subject.head].lemma}",
            head=head,
            offered=tuple((o, why) for _, o, why in sorted(others)),
        )


def _of_a_kind(one: str, other: str) -> bool:
    """Whether two terms are near enough in meaning that one may be taken for the other."""
    a, b = (re.sub(r"^(?:the|an?) ", "", term) for term in (one, other))
    return b in sisters_of(a) or likeness(a.split()[-1], b.split()[-1]) >= 0.4


def _definition(reading: Reading, clause: Clause) -> tuple[str, int] | None:
    """(the definition, its head) of a clause "X is a N that ..."."""
    p = clause.parsed
    part = clause.part("attr")
    if clause.token.lemma != "be" or part is None or clause.auxiliaries or clause.subject.head > clause.verb:
        return None
    if clause.token.tag not in ("VBZ", "VBP", "VBD") or not _nameable(reading, p, clause.subject.head):
        return None
    if [x for x in kept(clause, without=[part]) if x.dep != "advmod"]:
        return None
    text = defining(reading, p, part.head, part.tokens, {p.tokens[i].lemma for i in clause.subject.tokens})
    return (text, part.head) if text else None


def _nameable(reading: Reading, p: Parsed, at: int) -> bool:
    """Whether a noun may be a term: no person or place, and nothing that belongs to it behind it."""
    token, entity = p.tokens[at], reading.entity(p.index, at)
    if entity is not None and entity.type in ("PERSON", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART"):
        return False
    if token.pos not in ("NOUN", "PROPN") or (token.lemma in ANAPHORIC and not p.children[at]):
        return False
    return p.child(at, "conj", "prep", "acl", "cc", "nummod", "poss") is None


def _long(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 3}


def _shares(one: str, other: str) -> bool:
    return bool(_long(one) & _long(other))


def _called(reading: Reading, clause: Clause, concepts: Sequence[Concept]) -> Iterator[Candidate]:
    p = clause.parsed
    if clause.token.lemma not in _NAMING or not clause.passive or len(clause.auxiliaries) != 1:
        return
    part = clause.part("oprd", "attr")
    term: tuple[int, ...] = part.tokens if part is not None else ()
    head = part.head if part is not None else -1
    if part is None:
        for prep in clause.parts:
            obj = p.child(prep.head, "pobj") if prep.dep == "prep" and p.tokens[prep.head].text == "as" else None
            if obj is not None:
                term, head, part = tuple(i for i in prep.tokens if i > prep.head), obj, prep
    if part is None or not 1 <= len(term) <= 4 or p.child(head, "conj", "cc", "relcl", "prep") is not None:
        return
    subject, _ = subject_phrase(reading, clause)
    if len(subject.split()) < 4 or [x for x in kept(clause, without=[part]) if x.dep not in ("prt", "advmod")]:
        return
    if p.tokens[head].pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return
    key = term_at(reading, p, head, term)
    if key is None or akin((p.tokens[i].lemma for i in clause.subject.tokens), key.words):
        return
    stem = question(f"What term does the article use for {subject}")
    told = {p.tokens[i].lemma for i in clause.subject.tokens if p.tokens[i].pos in CONTENT}
    wrong = tuple(rivals(reading, concepts, key, told, stem))
    yield on_clause(reading, clause, "which-term", stem, key.text, "given", head, offered=wrong)


def _named(reading: Reading, parsed: Parsed, concepts: Sequence[Concept]) -> Iterator[Candidate]:
    """ "fine threads of the mussel called byssus": the name is asked for when the rest says enough."""
    for token in parsed.tokens:
        if token.dep != "acl" or token.tag != "VBN" or token.lemma not in ("call", "term", "name", "know"):
            continue
        term = parsed.child(token.i, "oprd", "attr", "dobj")
        if (prep := parsed.child(token.i, "prep")) is not None and token.lemma == "know":
            term = parsed.child(prep, "pobj") if parsed.tokens[prep].text == "as" else None
        if (
            term is None
            or parsed.child(term, "conj", "cc", "prep") is not None
            or parsed.tokens[token.head].pos != "NOUN"
        ):
            continue
        inner = noun_phrase(parsed, token.head, skip=token.i)
        told = {parsed.tokens[i].lemma for i in inner if parsed.tokens[i].pos in CONTENT}
        if len(told) < 4 or inner[-1] > token.i or tuple(range(inner[0], inner[-1] + 1)) != inner:
            continue
        with suppress(Unclear):
            text = lowered(parsed, phrase(reading, parsed, inner))
            key = term_at(reading, parsed, term, noun_phrase(parsed, term))
            if key is None or akin(told, key.words) or re.search(r"[\"“”()\[\]:;–—,]", text):
                continue
            stem = question(f"What term does the article use for {text}")
            yield Candidate(
                "which-term",
                stem,
                key.text,
                "given",
                parsed.index,
                f"{capital(text)} {'are' if parsed.tokens[token.head].tag == 'NNS' else 'is'} called {key.text}.",
                "call",
                head=term,
                offered=tuple(rivals(reading, concepts, key, told, stem)),
            )


def _defined(reading: Reading, clause: Clause, concepts: Sequence[Concept]) -> Iterator[Candidate]:
    """ "Which term does the article define as a loom driven by the tide?"."""
    found = _definition(reading, clause)
    if found is not None:
        yield from _term(reading, clause.parsed, clause.subject.head, *found, concepts)


def _apposed(reading: Reading, parsed: Parsed, concepts: Sequence[Concept]) -> Iterator[Candidate]:
    """ "The alcalde, an officer who ...": a thing with its definition beside it."""
    for token in parsed.tokens:
        if (
            token.dep != "appos"
            or token.pos != "NOUN"
            or token.i < token.head
            or not _nameable(reading, parsed, token.head)
        ):
            continue
        first = min(parsed.subtree(token.i))
        if parsed.tokens[first - 1].text != "," or first - 2 != token.head:
            continue
        own = {parsed.tokens[i].lemma for i in noun_phrase(parsed, token.head, skip=token.i)}
        with suppress(Unclear):
            if text := defining(reading, parsed, token.i, noun_phrase(parsed, token.i), own):
                yield from _term(reading, parsed, token.head, text, token.i, concepts)


def _meant(reading: Reading, clause: Clause, concepts: Sequence[Concept]) -> Iterator[Candidate]:
    """ "X refers to ...", "X is defined as ...": the words of the article for it."""
    p = clause.parsed
    if clause.token.lemma not in ("refer", "define") or clause.passive != (clause.token.lemma == "define"):
        return
    for part in clause.parts:
        obj = p.child(part.head, "pobj") if part.dep == "prep" else None
        if obj is None or p.tokens[part.head].text not in ("to", "as") or p.tokens[obj].pos != "NOUN":
            continue
        if not _nameable(reading, p, clause.subject.head) or (
            p.child(obj, "conj") is not None and len(part.tokens) > 18
        ):
            continue
        own = {p.tokens[i].lemma for i in clause.subject.tokens}
        tokens = tuple(i for i in part.tokens if i > part.head)
        if text := defining(reading, p, obj, tokens, own, bare=True):
            yield from _term(reading, p, clause.subject.head, text, obj, concepts)
        return


def _term(
    reading: Reading, p: Parsed, at: int, text: str, head: int, concepts: Sequence[Concept]
) -> Iterator[Candidate]:
    key = concept_at(reading, p, at) or name_at(reading, p, at)
    if key is None:
        return
    named = key.proper
    stem = question(f"{'What does the article describe' if named else 'Which term does the article define'} as {text}")
    told = {p.tokens[i].lemma for i in p.subtree(head) if p.tokens[i].pos in CONTENT}
    yield Candidate(
        "which-name" if named else "which-definition",
        stem,
        key.text,
        "given",
        p.index,
        f"{capital(key.printed())} {'are' if key.plural else 'is'} {text}.",
        "be",
        head=at,
        offered=tuple(rivals(reading, concepts, key, told, stem)),
    )

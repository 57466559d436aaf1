"""Who holds a role: a title or description set beside a person's name, and copular "X was the first ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import noun_phrase
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import WITH_THE
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import ask_subject, capital, question, statement
from quizapp.generate.words import ROLES

_ARTICLES = frozenset({"the", "a", "an"})
_EXACT = frozenset(
    "first last only largest smallest highest tallest oldest youngest longest biggest deepest main".split()
)


_HEADS_OF_STATE = re.compile(
    r"\b(?:president|king|queen|pope|prime minister|emperor|chancellor)\b(?! of the (?:board|club|society|company))",
    re.I,
)
"""Whom the world knows by the office: such a question is answered without the article."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Who is named in the article as mayor of Tarnvik?" and "Which is the largest town on the island?"."""
    roles: list[Candidate] = []
    for p in reading.parsed:
        if 4 <= len(p.tokens) <= 60:
            for candidate in (*_appositives(reading, p), *_titles(reading, p)):
                if candidate.entity is not reading.hero and not _HEADS_OF_STATE.search(candidate.stem):
                    yield candidate
                roles.append(candidate)
    yield from _descriptions(reading, roles)
    yield from _things(reading)
    yield from _superlatives(reading)


def _titles(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    """ "Tarnvik mayor Maren Holt": a role with a name in it, right before the person."""
    for entity in reading.entities.of_type("PERSON"):
        for m in entity.mentions:
            if m.sentence != p.index or m.start < 2 or m.end - m.start < 2:
                continue
            before = m.start - 1
            while (
                before >= 0
                and p.tokens[before].dep in ("compound", "amod", "nmod")
                and p.tokens[before].head >= before + 1
            ):
                before -= 1
            tokens = p.tokens[before + 1 : m.start]
            while tokens and tokens[0].ent not in ("GPE", "ORG", "NORP"):
                tokens = tokens[1:]
            if not 2 <= len(tokens) <= 7 or tokens[-1].lemma not in ROLES or any(t.pos == "PUNCT" for t in tokens):
                continue
            if not any(t.ent in ("GPE", "ORG", "NORP") for t in tokens[:-1]) or tokens[0].lemma in (
                "then",
                "former",
                "late",
            ):
                continue
            if tokens[0].tag in ("DT", "PRP$", "POS") or (before >= 0 and p.tokens[before].tag in ("POS", "HYPH")):
                continue
            text = "".join(t.text + (" " if t.space else "") for t in tokens).strip()
            yield Candidate(
                "who-role",
                f"Who is referred to in the article as “{text}”?",
                entity.name,
                "person",
                p.index,
                f"{entity.name} is described as {text}.",
                "title",
                entity=entity,
                head=m.end - 1,
            )


def _side_by_side(p: Parsed, role: tuple[int, ...], name: int) -> bool:
    """Whether only a comma stands between the role and the name, and the role is printed without a break."""
    if list(role) != list(range(role[0], role[-1] + 1)):
        return False
    first = min([name, *(c for c in p.children[name] if p.tokens[c].dep in ("compound", "flat") and c < name)])
    if role[-1] < first:
        between = [t.text for t in p.tokens[role[-1] + 1 : first]]
    else:
        last = max([name, *(c for c in p.children[name] if p.tokens[c].dep == "flat")])
        between = [t.text for t in p.tokens[last + 1 : role[0]]]
    return between in ([","], [])


def _things(reading: Reading) -> Iterator[Candidate]:
    """A named thing and its apposition: "What is described in the article as the busiest airport of Orsund?"."""
    for p in reading.parsed:
        for token in p.tokens:
            if token.dep != "appos" or token.pos != "NOUN" or token.tag != "NN" or not 4 <= len(p.tokens) <= 60:
                continue
            name = p.tokens[token.head]
            entity = reading.entities.at.get((p.index, name.i))
            if (
                entity is None
                or not entity.certain
                or entity.type not in ("ORG", "FAC", "GPE", "LOC")
                or entity is reading.hero
            ):
                continue
            inner = noun_phrase(p, token.i)
            first = p.tokens[inner[0]].text.lower() if inner else ""
            if not 4 <= len(inner) <= 14 or first not in _ARTICLES or p.child(token.i, "conj", "cc") is not None:
                continue
            if p.tokens[inner[0] - 1].text != "," or p.child(name.i, "conj", "cc") is not None:
                continue
            try:
                text = phrase(reading, p, inner)
            except Unclear:
                continue
            text = text[0].lower() + text[1:]
            wh = "What" if entity.type in ("ORG", "FAC") else "Which place"
            pool = "organisation" if entity.type == "ORG" else "place"
            yield Candidate(
                "what-described",
                question(f"{wh} is described in the article as {text}"),
                printed_name(reading, entity),
                pool,
                p.index,
                f"{capital(printed_name(reading, entity))} is described as {text}.",
                "appos",
                entity=entity,
                head=name.i,
            )


def _descriptions(reading: Reading, roles: list[Candidate]) -> Iterator[Candidate]:
    """ "How does the article describe Maren Holt?" with the roles of other people as wrong options."""
    texts = {c.key: c.statement.split(" is described as ", 1)[1].rstrip(".") for c in reversed(roles)}
    for c in roles:
        if c.entity is reading.hero or _HEADS_OF_STATE.search(c.statement):
            continue
        own = texts[c.key]
        others = [(name, text) for name, text in texts.items() if name != c.key and _comparable(own, text)]
        if len(others) < 2 or c.statement != f"{c.key} is described as {own}.":
            continue
        wrong = tuple((capital(text), f"This is how the article describes {name}.") for name, text in sorted(others))
        yield Candidate(
            "what-role",
            question(f"According to the article, what is the role of {c.key}"),
            capital(own),
            "given",
            c.sentence,
            c.statement,
            f"role {c.verb}",
            entity=c.entity,
            head=c.head,
            offered=wrong,
        )


def _comparable(one: str, other: str) -> bool:
    return 0.4 * len(one) <= len(other) <= 2.5 * len(one) and (one.split()[0] in _ARTICLES) == (
        other.split()[0] in _ARTICLES
    )


def _appositives(reading: Reading, p: Parsed) -> Iterator[Candidate]:
    tokens = p.tokens
    for token in tokens:
        if token.dep != "appos":
            continue
        head = tokens[token.head]
        name, role = (head, token) if head.pos == "PROPN" else (token, head)
        if role.pos != "NOUN" or role.lemma not in ROLES or role.tag == "NNS":
            continue
        entity = reading.entities.at.get((p.index, name.i))
        if entity is None or entity.type != "PERSON" or not entity.certain:
            continue
        if any(tokens[c].dep in ("conj", "cc") for c in (*p.children[name.i], *p.children[role.i])):
            continue
        inner = noun_phrase(p, role.i, skip=name.i)
        if name is token:
            inner = tuple(i for i in inner if i < name.i)
        if not inner or not _side_by_side(p, inner, name.i):
            continue
        if p.tokens[inner[0]].pos == "ADV" or p.tokens[inner[0]].lemma in ("then", "late"):
            continue
        if len(inner) < 3 or len(inner) > 14:
            continue
        if not any(tokens[i].pos == "PROPN" for i in inner):
            continue  # "a researcher" fits many
        try:
            text = phrase(reading, p, inner)
        except Unclear:
            continue
        if text.split(" ", 1)[0].lower() in ("the", "a", "an") or (inner[0] == 0 and tokens[0].pos == "NOUN"):
            text = text[0].lower() + text[1:]
        if entity.name in text:
            continue
        yield Candidate(
            "who-role",
            question(f"Who is described in the article as {text}"),
            entity.name,
            "person",
            p.index,
            f"{entity.name} is described as {text}.",
            "appos",
            entity=entity,
            head=name.i,
        )


def _superlatives(reading: Reading) -> Iterator[Candidate]:
    for clause in clauses_of(reading, kinds=("main", "joined")):
        p = clause.parsed
        part = clause.part("attr")
        if clause.token.lemma != "be" or part is None or p.child(clause.subject.head, "conj", "cc") is not None:
            continue
        head = p.tokens[part.head]
        exact = [
            p.tokens[c]
            for c in p.children[part.head]
            if p.tokens[c].lemma in _EXACT or p.tokens[c].tag in ("JJS", "RBS")
        ]
        if head.tag not in ("NN", "NNP") or not exact or p.child(part.head, "conj") is not None:
            continue
        entity = reading.entity(p.index, clause.subject.head)
        if entity is None or not entity.certain or entity.type not in ("PERSON", "GPE", "ORG", "LOC", "FAC"):
            continue
        if any(reading.entity(p.index, i) is not entity and p.tokens[i].pos != "DET" for i in clause.subject.tokens):
            continue
        if entity.type == "PERSON":
            wh, pool = "Who", "person"
        elif entity.type == "ORG":
            wh, pool = f"Which {entity.kind or 'organisation'}", "organisation"
        else:
            wh, pool = (f"Which {entity.subtype}" if entity.subtype else "Which place"), "place"
        try:
            yield Candidate(
                "which-superlative",
                ask_subject(reading, clause, wh),
                f"the {entity.name}" if entity.name in WITH_THE and not entity.subtype else entity.name,
                pool,
                p.index,
                statement(reading, clause),
                "be",
                entity=entity,
                head=clause.subject.head,
            )
        except Unclear:
            continue

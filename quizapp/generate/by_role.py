"""Who holds a role: a title or description set beside a person's name, and copular "X was the first ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import noun_phrase
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import WITH_THE
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.roles import Role, exchanged, find_roles
from quizapp.generate.wording import ask_subject, capital, on_clause, question

_ARTICLES = frozenset({"the", "a", "an"})
_EXACT = frozenset(
    "first last only largest smallest highest tallest oldest youngest longest biggest deepest main".split()
)


_HEADS_OF_STATE = re.compile(
    r"\b(?:president|king|queen|pope|prime minister|emperor|chancellor)\b(?! of the (?:board|club|society|company))",
    re.I,
)
"""Whom the world knows by the office: such a question is answered without the article."""


_OF_WOMEN = re.compile(
    r"\b(?:\w*woman|actress|wife|widow|mother|daughter|sister|queen|princess|\w*man|actor|husband|father|son|brother)\b"
)
_HELD_BY_MANY = re.compile(r"an? .*\bmember\b.*|an? [A-Z]\w+(?:an|ish|ese|ch|sh|ic|man|i) \w+")
"""What many are, and what the article need not say of each: "a council member", "a Norwegian author"."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Who is described in the article as the mayor of Tarnvik?", "According to the article, who is Maren Holt?"."""
    roles = find_roles(reading)
    for role in roles:
        if role.named and role.entity is not reading.hero and not _HEADS_OF_STATE.search(role.text):
            if _HELD_BY_MANY.fullmatch(role.text):
                continue
            yield Candidate(
                "who-role",
                question(f"Who is described in the article as {role.text}"),
                role.entity.name,
                "person",
                role.sentence,
                f"{role.entity.name} is described as {role.text}.",
                "appos",
                entity=role.entity,
                head=role.head,
            )
    yield from _descriptions(roles)
    yield from _things(reading)
    yield from _superlatives(reading)


def _descriptions(roles: list[Role]) -> Iterator[Candidate]:
    """ "According to the article, who is Maren Holt?" with what others are and other offices as wrong options."""
    for role in roles:
        if _HEADS_OF_STATE.search(role.text):
            continue
        own = [r for r in roles if r.entity is role.entity]
        taken = {r.noun for r in own}
        others = {
            r.text: f"This is what the article calls {r.entity.name}."
            for r in roles
            if r.entity is not role.entity and r.noun not in taken and _comparable(role.text, r.text)
            if not (_OF_WOMEN.search(r.text) and r.entity.gender != role.entity.gender)
            if len(r.text.split()) >= 3 and not _HEADS_OF_STATE.search(r.text)
        }
        swapped = exchanged(role)
        Random(f"{role.entity.name}:{role.text}").shuffle(swapped)
        made = {text: f"The article calls {role.entity.name} {role.text}." for text in swapped}
        wrong = [*sorted(others.items()), *((t, w) for t, w in made.items() if t not in others)][:3]
        if len(role.text.split()) < 3 or not others:
            continue  # offices that nobody in the article holds are soon seen through
        yield Candidate(
            "what-role",
            question(f"According to the article, who is {role.entity.name}"),
            capital(role.text),
            "given",
            role.sentence,
            f"{role.entity.name} is described as {role.text}.",
            "role appos",
            entity=role.entity,
            head=role.head,
            offered=tuple((capital(text), why) for text, why in wrong),
        )


def _comparable(one: str, other: str) -> bool:
    """Whether two roles are of like length and both have, or both lack, the definite article."""
    return 0.4 * len(one) <= len(other) <= 2.5 * len(one) and (one.startswith("the ") == other.startswith("the "))


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
            stem = ask_subject(reading, clause, wh)
            key = f"the {entity.name}" if entity.name in WITH_THE and not entity.subtype else entity.name
            yield on_clause(reading, clause, "which-superlative", stem, key, pool, clause.subject.head, entity=entity)
        except Unclear:
            continue

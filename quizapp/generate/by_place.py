"""Where, with whom, from which university: a name after a preposition that hangs on the clause's verb."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part, noun_phrase
from quizapp.generate.distractors import bare
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.naming import BODIES
from quizapp.generate.near_phrases import PLACING
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.wording import ask_other, capital, on_clause, set_off
from quizapp.generate.words import REPORTING

_PLACED = frozenset({"in", "at", "near"})
_WHOM = frozenset({"by", "with", "to", "from", "against", "for"})
_WHICH = frozenset(
    {
        "at",
        "from",
        "with",
        "by",
        "to",
        "for",
        "in",
        "against",
        "on",
        "into",
        "through",
        "under",
        "during",
        "after",
        "near",
        "over",
        "across",
        "along",
    }
)


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which country was the treaty signed?", "By whom was the mill built?", "At which university did ...?"."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING and not clause.passive:
            continue
        for part in (*clause.parts, *clause.fronted):
            try:
                yield from _ask(reading, clause, part)
                yield from _described(reading, clause, part)
            except Unclear:
                continue


_LOCATING = frozenset(
    "locate find place live hide build grow occur store sit lie stand land bury keep settle hang rest "
    "situate meet hold "
    "discover sleep stay spend arrive install plant carve house display gather tuck park put".split()
)


def _described(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """ "Where are the receptor cells located?": a place in common words, after a verb of being somewhere."""
    p = clause.parsed
    if part.dep != "prep" or part in clause.fronted or set_off(p, part) or clause.token.lemma not in _LOCATING:
        return
    obj = p.child(part.head, "pobj")
    if obj is None or p.tokens[part.head].text.lower() not in PLACING or p.tokens[obj].pos != "NOUN":
        return
    if p.tokens[obj].ent in ("DATE", "TIME", "CARDINAL") or p.child(obj, "conj") is not None or len(part.tokens) < 3:
        return
    if reading.article.text and p.tokens[obj].lemma in _NOWHERE:
        return
    key = phrase(reading, p, part.tokens)
    if any(q.dep == "prep" and q is not part and p.tokens[q.head].text.lower() in PLACING for q in clause.parts):
        return
    stem = ask_other(reading, clause, "Where", without=[part])
    yield on_clause(reading, clause, "where-described", stem, capital(key), "place-said", obj)


_NOWHERE = frozenset(
    "way case fact form part order addition time age charge place favor favour public response result role "
    "terms turn general particular power example number".split()
)


def _ask(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    p = clause.parsed
    if part.dep not in ("prep", "agent") or (part in clause.parts and set_off(p, part)):
        return
    obj = p.child(part.head, "pobj")
    entity = reading.entities.at.get((p.index, obj)) if obj is not None else None
    if obj is None or entity is None or not entity.certain or entity is reading.hero:
        return
    if any(p.tokens[c].dep in ("conj", "cc", "prep", "relcl", "amod", "acl", "poss") for c in p.children[obj]):
        return
    if any(
        reading.entities.at.get((p.index, i)) is not entity and p.tokens[i].pos not in ("DET", "PUNCT", "PROPN")
        for i in noun_phrase(p, obj)
    ):
        return
    found = _wh(p.tokens[part.head].text.lower(), entity)
    if found is None:
        return
    wh, template, pool = found
    stem = ask_other(reading, clause, wh, without=[part])
    key = entity.name if pool == "person" else bare(entity.name)
    yield on_clause(reading, clause, template, stem, key, pool, obj, entity=entity)


def _wh(preposition: str, entity: Entity) -> tuple[str, str, str] | None:
    """(question words, template, pool) for a name after a preposition."""
    if entity.type in ("GPE", "LOC", "FAC") and preposition in _PLACED:
        if entity.subtype and preposition == "in":
            return f"In which {entity.subtype}", "where-country", "place"
        noun = entity.kind if entity.type != "GPE" else ""
        return (
            ("Where", "where", "place")
            if not noun
            else (f"{preposition.capitalize()} which {noun}", "at-which", "organisation")
        )
    if entity.type == "GPE" and entity.subtype and preposition in ("to", "from", "against"):
        return f"{preposition.capitalize()} which {entity.subtype}", "where-country", "place"
    if entity.type == "PERSON" and preposition in _WHOM:
        return f"{preposition.capitalize()} whom", "by-whom", "person"
    noun = entity.kind if entity.type in BODIES else ""
    if noun and preposition in _WHICH:
        return f"{preposition.capitalize()} which {noun}", "at-which", "organisation"
    return None

"""Where somebody works or comes from: "Jonas Eide of Halden University" is a fact of its own."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import bare
from quizapp.generate.facts import Reading
from quizapp.generate.naming import BODIES
from quizapp.generate.wording import question

_LEADING = frozenset({"of", "from", "at"})


_OFFICES = frozenset(
    "senator representative congressman congresswoman governor minister president king queen mp ambassador "
    "delegate".split()
)


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "With which university is Jonas Eide connected in the article?", "From which US state does ... come?"."""
    for p in reading.parsed:
        for token in p.tokens:
            if token.text.lower() not in _LEADING or token.dep != "prep":
                continue
            person = reading.entities.at.get((p.index, token.head))
            obj = p.child(token.i, "pobj")
            body = reading.entities.at.get((p.index, obj)) if obj is not None else None
            if person is None or person.type != "PERSON" or not person.certain or body is None or obj is None:
                continue
            if not body.certain or not body.kind or p.child(obj, "conj", "cc") is not None:
                continue
            if len(person.name.split()) < 2 or p.child(token.head, "conj", "cc") is not None:
                continue
            mention = next(m for m in person.mentions if m.sentence == p.index and m.start <= token.head < m.end)
            other = next(m for m in body.mentions if m.sentence == p.index and m.start <= obj < m.end)
            led = {t.lemma.lower() for t in p.tokens[max(0, mention.start - 3) : mention.end]}
            if led & _OFFICES and body.subtype:
                continue  # a senator sits for a state, and may come from another
            if mention.end != token.i or not token.i + 1 <= other.start <= token.i + 2 or other.end - 1 != obj:
                continue
            if any(p.tokens[c].dep in ("prep", "poss") for c in p.children[obj]):
                continue
            if p.tokens[other.end].tag == "POS" if other.end < len(p.tokens) else False:
                continue
            if body.type in BODIES and not body.subtype:
                wh, pool = f"with which {body.kind} is {person.name} connected", "organisation"
            elif body.subtype and token.text.lower() != "at":
                wh, pool = f"from which {body.subtype} does {person.name} come", "place"
            else:
                continue
            yield Candidate(
                "connection",
                question(f"According to the article, {wh}"),
                bare(body.name),
                pool,
                p.index,
                f"{person.name} is connected with {body.name}.",
                "connection",
                entity=body,
                head=obj,
            )

"""Which of these is one: parallel lists ("Tidal pools include ... Sandy pools include ...") asked member by member."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.concepts import Concept, concept_at
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import CONTENT
from quizapp.generate.support import same
from quizapp.generate.wording import capital, lowered, question, statement

_LISTING = frozenset({"include", "contain", "comprise", "produce", "use", "cause", "eat", "need"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in the text: what has the members, and those named, in order."""

    clause: Clause
    whole: str
    """What the list is of, as it is printed: "tidal pools"."""
    head: str
    plural: bool
    words: frozenset[str]
    members: tuple[Concept, ...]

    @property
    def sentence(self) -> int:
        return self.clause.parsed.index


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, which of these do tidal pools include?"; what sandy pools include is wrong."""
    lists: list[Listed] = []
    for clause in clauses_of(reading, kinds=("main", "joined")):
        with suppress(Unclear):
            if (listed := _read(reading, clause)) is not None:
                lists.append(listed)
    for listed in lists:
        sisters = [x for x in lists if _sisters(x, listed)]
        with suppress(Unclear):
            yield from _ask(reading, listed, sisters)


def _ask(reading: Reading, listed: Listed, sisters: Sequence[Listed]) -> Iterator[Candidate]:
    told = statement(reading, listed.clause)
    if listed.plural and all(m.head == listed.head for m in listed.members):
        asked = f"which of these is one of the {listed.whole.removeprefix('the ')}"
    else:
        asked = f"which of these {'do' if listed.plural else 'does'} {listed.whole} {listed.clause.token.lemma}"
    for key in listed.members:
        wrong = _wrong(reading, listed, sisters, key)
        if len(wrong) >= 2:
            yield Candidate(
                "which-member",
                question(f"According to the article, {asked}"),
                capital(key.text),
                "given",
                key.sentence,
                told,
                listed.clause.token.lemma,
                head=key.token,
                offered=tuple(wrong),
            )
            return


def _sisters(one: Listed, other: Listed) -> bool:
    """Whether two lists are of sister kinds: the same verb, the same noun, told apart by another word."""
    return (
        one.sentence != other.sentence
        and one.head == other.head
        and one.plural == other.plural
        and one.clause.token.lemma == other.clause.token.lemma
        and not (one.words <= other.words or other.words <= one.words)
    )


def _wrong(reading: Reading, listed: Listed, sisters: Sequence[Listed], key: Concept) -> list[tuple[str, str]]:
    """One member of each sister list after the other, if the article names it nowhere together with this kind."""
    found: list[tuple[str, str]] = []
    rest = [list(x.members) for x in sisters]
    while any(rest):
        for sister, members in zip(sisters, rest, strict=True):
            if not members:
                continue
            m = members.pop(0)
            if m.plural != key.plural or any(same(m.text, t) for t, _ in found):
                continue
            if any(same(m.text, k.text) for k in listed.members) or _together(reading, listed, sister, m):
                continue
            found.append((capital(m.text), f"The article names {m.text} with {sister.whole}."))
    return found


def _together(reading: Reading, listed: Listed, sister: Listed, member: Concept) -> bool:
    """Whether any sentence but the sister's brings the thing together with the kind asked for."""
    own = listed.words - sister.words
    for p in reading.parsed:
        lemmas = {t.lemma for t in p.tokens}
        if p.index != sister.sentence and member.words <= lemmas and (own <= lemmas or p.index == listed.sentence):
            return True
    return False


def _read(reading: Reading, clause: Clause) -> Listed | None:
    p = clause.parsed
    part = clause.part("dobj")
    if clause.token.lemma not in _LISTING or part is None or clause.passive or clause.auxiliaries:
        return None
    places = [part.head]
    while (following := p.child(places[-1], "conj")) is not None:
        places.append(following)
    members = [m for i in places if (m := concept_at(reading, p, i)) is not None and m.article != "the"]
    head = p.tokens[clause.subject.head]
    if len(places) < 2 or not members or head.tag not in ("NN", "NNS") or len(clause.subject.tokens) > 6:
        return None
    if p.child(clause.subject.head, "conj", "relcl", "acl", "appos") is not None:
        return None
    words = frozenset(t.text.lower() for i in clause.subject.tokens if (t := p.tokens[i]).pos not in ("DET", "PUNCT"))
    if len(words) < 2 or not any(p.tokens[i].pos in CONTENT for i in clause.subject.tokens):
        return None
    text = phrase(reading, p, clause.subject.tokens)
    if not any(w[:1].isupper() for w in text.split()[1:]):
        text = lowered(p, text)
    if re.search(r"[\"“”()\[\]:;,]", text) or re.match(r"(?:some|many|most|other|several)\b", text, re.I):
        return None
    return Listed(clause, text, head.lemma, head.tag == "NNS", words, tuple(members))

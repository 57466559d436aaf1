"""Which term: "X is called T" and "T is a N that ...", asked from the definition to the term."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, noun_phrase
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import capital, kept, lowered, question, statement, subject_phrase
from quizapp.generate.words import ANAPHORIC

_NAMING = frozenset({"call", "term", "name", "know", "refer", "label"})


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Which term does the article define as a loom driven by the tide?"."""
    for clause in clauses_of(reading, kinds=("main", "joined")):
        try:
            yield from _called(reading, clause)
            yield from _defined(reading, clause)
        except Unclear:
            continue
    for parsed in reading.parsed:
        yield from _named(reading, parsed)
    yield from _what_is(reading)


def _what_is(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, what is umami?": descriptions of other things are the wrong options."""
    told: dict[str, tuple[str, str, int, int, str]] = {}
    for clause in clauses_of(reading, kinds=("main", "joined")):
        p = clause.parsed
        part = clause.part("attr")
        if clause.token.lemma != "be" or clause.token.tag != "VBZ" or part is None or clause.subject.head > clause.verb:
            continue
        entity = reading.entity(p.index, clause.subject.head)
        head = p.tokens[clause.subject.head]
        if (entity is not None and entity.type == "PERSON") or head.tag not in ("NN", "NNP") or head.lemma in ANAPHORIC:
            continue
        if p.child(part.head, "conj") is not None or p.tokens[part.head].tag not in ("NN", "NNP"):
            continue
        try:
            subject, _ = subject_phrase(reading, clause)
            text = phrase(reading, p, part.tokens, subject_given=True)
            rest = [x for x in kept(clause, without=[part]) if x.dep != "advmod"]
            whole = statement(reading, clause)
        except Unclear:
            continue
        if (
            rest
            or len(subject.split()) > 4
            or not 4 <= len(text.split()) <= 16
            or text.split()[0] not in ("a", "an", "the")
        ):
            continue
        told.setdefault(subject, (text, whole, p.index, part.head, head.lemma))
    for subject, (text, whole, sentence, head_at, lemma) in told.items():
        others = [
            (other, name)
            for name, (other, _, index, _, _) in told.items()
            if name != subject
            and index != sentence
            and 0.4 * len(text) <= len(other) <= 2.2 * len(text)
            and not _shares(other, subject)
            and not _shares(text, name)
        ]
        if len(others) < 2 or _shares(text, subject):
            continue
        wrong = tuple((capital(o), f"This is what the article says of {name}.") for o, name in others)
        yield Candidate(
            "what-is",
            question(f"According to the article, what is {subject}"),
            capital(text),
            "given",
            sentence,
            whole,
            f"be {lemma}",
            head=head_at,
            offered=wrong,
        )


def _shares(one: str, other: str) -> bool:
    return bool({w for w in one.lower().split() if len(w) > 3} & {w for w in other.lower().split() if len(w) > 3})


def _called(reading: Reading, clause: Clause) -> Iterator[Candidate]:
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
    key = phrase(reading, p, term).removeprefix("the ").removeprefix("a ").removeprefix("an ")
    yield Candidate(
        "which-term",
        question(f"What term does the article use for {subject}"),
        key,
        "term",
        p.index,
        statement(reading, clause),
        clause.token.lemma,
        head=head,
    )


def _named(reading: Reading, parsed: Parsed) -> Iterator[Candidate]:
    """ "a structure at the tip of the lobe called the olfactory bulb": the name is asked for."""
    for token in parsed.tokens:
        if token.dep != "acl" or token.tag != "VBN" or token.lemma not in ("call", "term", "name"):
            continue
        term = parsed.child(token.i, "oprd", "attr", "dobj")
        head = parsed.tokens[token.head]
        if (
            term is None
            or head.pos != "NOUN"
            or head.tag != "NN"
            or parsed.child(term, "conj", "cc", "relcl") is not None
        ):
            continue
        inner = noun_phrase(parsed, token.head, skip=token.i)
        if len(inner) < 5 or parsed.tokens[inner[0]].text.lower() not in ("a", "an", "the") or inner[-1] > token.i:
            continue
        name = noun_phrase(parsed, term)
        if not 1 <= len(name) <= 4:
            continue
        try:
            text, key = lowered(parsed, phrase(reading, parsed, inner)), phrase(reading, parsed, name)
        except Unclear:
            continue
        key = key.removeprefix("the ").removeprefix("a ").removeprefix("an ")
        yield Candidate(
            "which-name",
            question(f"According to the article, what is {text} called"),
            key,
            "term",
            parsed.index,
            f"{text[0].upper()}{text[1:]} is called {key}.",
            "call",
            head=term,
        )


def _defined(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    part = clause.part("attr")
    if clause.token.lemma != "be" or clause.token.tag not in ("VBZ", "VBP") or part is None or clause.auxiliaries:
        return
    head, noun = p.tokens[clause.subject.head], p.tokens[part.head]
    first = p.tokens[clause.subject.tokens[0]]
    if head.pos not in ("NOUN",) or head.lemma in ANAPHORIC or first.text.lower() in ("the", "this", "his", "its"):
        return
    if len(clause.subject.tokens) > 4 or p.child(clause.subject.head, "conj", "prep", "relcl", "acl", "cc") is not None:
        return
    if (
        noun.pos != "NOUN"
        or p.child(part.head, "relcl", "acl", "prep") is None
        or p.child(part.head, "conj") is not None
    ):
        return
    article = p.child(part.head, "det")
    if article is None or p.tokens[article].text.lower() not in ("a", "an", "the"):
        return
    if not 5 <= len(part.tokens) <= 20 or [x for x in kept(clause, without=[part]) if x.dep != "advmod"]:
        return
    own = {p.tokens[i].lemma for i in clause.subject.tokens}
    if own & {p.tokens[i].lemma for i in part.tokens if p.tokens[i].pos in ("NOUN", "ADJ", "VERB")}:
        return
    definition = phrase(reading, p, part.tokens)
    key = lowered(p, phrase(reading, p, clause.subject.tokens))
    key = key.removeprefix("a ").removeprefix("an ").removeprefix("A ").removeprefix("An ")
    yield Candidate(
        "which-definition",
        question(f"Which term does the article define as {definition}"),
        key,
        "term",
        p.index,
        statement(reading, clause),
        "be",
        head=head.i,
    )

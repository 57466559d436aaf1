"""Who said it, who did it, in a story: the key is a character, the wrong options are other characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.characters import Character, a_story, find_characters, key_of, noun_phrase_of, others, speakers
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import shadow
from quizapp.generate.support import frame, supported
from quizapp.generate.wording import ask_subject, statement
from quizapp.generate.words import REPORTING

_VERB = (
    r"(?:said|says|asked|cried|replied|answered|exclaimed|shouted|whispered|called out|remarked|begged|growled|barked|"
    r"inquired|enquired|screamed|sighed|grumbled|murmured|observed|returned|continued|added|thought|declared|chirped|"
    r"squeaked|croaked|roared|laughed|repeated|demanded|announced|stammered|sobbed|wailed)"
)


def _tags(speaking: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """A quotation before its speaker ("…" said the fox; "…" the fox said) or after."""
    who = rf"(?P<who>{noun_phrase_of(speaking).pattern})"
    return (
        re.compile(rf'"(?P<quote>[^"]+)"\s*{_VERB}\s+{who}(?P<rest>[^"]*)'),
        re.compile(rf'"(?P<quote>[^"]+)"\s*{who}\s+{_VERB}\b(?P<rest>[^"]*)'),
        re.compile(rf'{who}\s+{_VERB}(?P<rest> to [^,:"]{{1,40}})?\s*[,:]\s*"(?P<quote>[^"]+)"'),
    )


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In the text, who said, “I am not thirsty”?" and "Who opened the cellar door?"."""
    if not a_story(reading):
        return
    places = {n for e in reading.entities.all if e.type in ("GPE", "LOC", "FAC", "NORP") for n in (e.name, *e.forms)}
    characters = find_characters(reading.parsed, places)
    speaking = speakers(reading.parsed)
    for p in reading.parsed:
        candidate = _spoken(p, characters, speaking)
        if candidate is not None and _said_once(reading, candidate.stem):
            yield candidate
    yield from _acted(reading, characters, speaking)


_NOBODY = Character("", "")


def _offered(found: list[Character]) -> tuple[tuple[str, str], ...]:
    return tuple((c.name, f"{c.name[0].upper()}{c.name[1:]} appears in the text, but not here.") for c in found)


def _spoken(p: Parsed, characters: dict[str, Character], speaking: frozenset[str]) -> Candidate | None:
    text = " ".join(shadow(p.sentence.text).split())
    *_, before = patterns = _tags(speaking)
    for pattern in patterns:
        match = pattern.search(text)
        if match is None:
            continue
        named = key_of(match, speaking)
        if named is None or characters.get(named[0], _NOBODY).acts < 2:
            continue
        quote = _one_sentence(match["quote"], ended=pattern is before or match["rest"].strip(" .").count(",") == 0)
        if not quote or (pattern is not before and re.search(rf"\b(?:and|but) {_VERB}", match["rest"])):
            continue
        key = named[0]
        if any(w in quote.lower() for w in key.split() if len(w) > 3):
            return None
        wrong = others(characters, key, quote)
        return Candidate(
            "who-spoke",
            f"In the text, who said, “{quote}”?",
            characters[key].name,
            "given",
            p.index,
            f"{characters[key].name[0].upper()}{characters[key].name[1:]} said, “{quote}”.",
            "say quoted",
            offered=_offered(wrong),
            attributed=True,
        )
    return None


def _said_once(reading: Reading, stem: str) -> bool:
    """Whether nobody else uses these words: "the liver of a live monkey" may be said by two."""
    quote = re.sub(r"\W+", " ", stem.partition("“")[2].lower()).strip()
    text = re.sub(r"\W+", " ", shadow(reading.article.text).lower())
    return text.count(quote) == 1


def _one_sentence(quote: str, *, ended: bool) -> str:
    """The first whole sentence of what was said, if it says enough to be recognised."""
    parts = re.findall(r"[^.!?]+[.!?]+(?=\s|$)|[^.!?]+$", quote.strip())
    for part in parts:
        said = str(part).strip()
        whole = said[-1:] in ".!?" or (ended and part is parts[-1])
        words = said.split()
        if whole and 6 <= len(words) <= 22 and not re.search(r"[\[\]();:“”]|--|\.\.", said):
            return said.rstrip(" .,")
    return ""


def _acted(reading: Reading, characters: dict[str, Character], speaking: frozenset[str]) -> Iterator[Candidate]:
    for clause in clauses_of(reading, kinds=("main", "joined")):
        p = clause.parsed
        head = p.tokens[clause.subject.head]
        if (
            clause.token.tag != "VBD"
            or clause.auxiliaries
            or clause.token.lemma in REPORTING | {"be", "have", "seem", "become"}
        ):
            continue
        if any(p.tokens[c].dep in ("conj", "cc", "appos") for c in p.children[head.i]) or any(
            t.lemma in ("also", "too") for t in p.tokens if t.head == clause.verb
        ):
            continue
        printed = "".join(p.tokens[i].text + (" " if p.tokens[i].space else "") for i in clause.subject.tokens).strip()
        match = noun_phrase_of(speaking).fullmatch(printed)
        named = key_of(match, speaking) if match is not None else None
        if (
            named is None
            or characters.get(named[0], _NOBODY).acts < 2
            or (clause.part("dobj") is None and clause.part("prep") is None)
        ):
            continue
        key = named[0]
        try:
            stem = ask_subject(reading, clause, "Who")
            told = statement(reading, clause)
        except Unclear:
            continue
        if any(w in stem.lower() for w in key.split() if len(w) > 3):
            continue
        candidate = Candidate(
            "who-character", stem, characters[key].name, "given", p.index, told, clause.token.lemma, head=head.i
        )
        wanted = frame(reading, candidate)
        wrong = [
            c
            for c in others(characters, key, stem)
            if not supported(reading, candidate, sorted(c.sentences - {p.index}), wanted)
        ]
        yield Candidate(
            "who-character",
            stem,
            characters[key].name,
            "given",
            p.index,
            told,
            clause.token.lemma,
            head=head.i,
            offered=_offered(wrong),
        )

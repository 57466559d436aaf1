"""Who is what in an article: titles and descriptions set beside a person's name.

"Tarnvik mayor Maren Holt", "Jonas Eide, the editor of the Herald", "actor Peter Strand". Every role is printed with
an article of its own, so that roles can stand beside one another as options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.generate.clauses import noun_phrase
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.words import ORGANISATION_NOUNS, ROLES


@dataclass(frozen=True, slots=True)
class Role:
    """A person with a role as the article prints it, its noun, and where it stands."""

    entity: Entity
    text: str
    noun: str
    sentence: int
    head: int
    named: bool
    """Whether the role holds a name of its own, so that it fits one person only."""


CALLINGS = frozenset(
    "actor actress singer musician drummer guitarist painter sculptor writer poet novelist journalist reporter "
    "correspondent prosecutor detective sheriff speaker delegate envoy adviser advisor aide activist producer engineer "
    "chemist linguist mathematician philosopher psychologist sociologist surgeon physician nurse pilot astronaut "
    "goalkeeper defender midfielder striker archaeologist geologist seismologist entrepreneur businessman "
    "businesswoman inspector superintendent commandant treasurer negotiator translator priest missionary expert "
    "anthropologist commentator minister spokesperson publisher librarian umpire referee trainer soldier "
    "attache".split()
)
"""Nouns for what a person does, beside the offices."""
_ONE = frozenset(
    "minister president mayor governor captain coach chairman chairwoman chair director commandant secretary speaker "
    "leader head chief ceo manager commissioner chancellor superintendent founder goalkeeper principal dean".split()
)
"""Offices that one person holds at a time."""
_PASSING = frozenset("then former late fellow current incumbent new newly famed famous longtime ex".split())


def find_roles(reading: Reading) -> list[Role]:
    """The roles of an article, each person and text once."""
    found: dict[tuple[str, str], Role] = {}
    for p in reading.parsed:
        if 4 <= len(p.tokens) <= 60:
            for role in (*_beside(reading, p), *_before(reading, p)):
                found.setdefault((role.entity.name, role.text), role)
    return list(found.values())


def is_role(lemma: str) -> bool:
    return lemma in ROLES or lemma in CALLINGS


def _before(reading: Reading, p: Parsed) -> Iterator[Role]:
    """A role right before the name: "Tarnvik mayor Maren Holt", "Health Minister Jonas Eide"."""
    for entity in reading.entities.of_type("PERSON"):
        for m in entity.mentions:
            if m.sentence != p.index or not m.start or m.end - m.start < 2:
                continue
            first = m.start
            while first and p.tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ") and p.tokens[first - 1].head >= first:
                first -= 1
            tokens = list(p.tokens[first : m.start])
            while tokens and tokens[0].text.lower() in _PASSING and tokens[0].text != "New":
                tokens = tokens[1:]
            if not 1 <= len(tokens) <= 6 or not is_role(tokens[-1].lemma.lower()) or tokens[-1].tag == "NNS":
                continue
            led = p.tokens[tokens[0].i - 1] if tokens[0].i else None
            if led is not None and (
                led.tag in ("PRP$", "POS", "HYPH", "CC", "CD") or led.text in ("-", "–", "/", "'s")
            ):
                continue
            if any(reading.entities.at.get((p.index, t.i)) is entity for t in tokens):
                continue
            if any(t.ent == "PERSON" and reading.entities.at.get((p.index, t.i)) is not None for t in tokens):
                continue
            text = text_of(tokens).strip()
            if (
                not text[0].isalnum()
                or re.search(r"[^\w\s.'’&-]", text)
                or text.split()[0].lower() in ("mr.", "mrs.", "dr.")
            ):
                continue
            if tokens[0].i == 0 and (len(tokens) == 1 or tokens[1].text[0].islower()):
                text = text if tokens[0].ent in ("GPE", "ORG", "NORP") else text[0].lower() + text[1:]
            noun = tokens[-1].lemma.lower()
            named = any(t.ent in ("GPE", "ORG", "NORP") for t in tokens[:-1])
            one = noun in _ONE and len(tokens) > 1
            yield Role(entity, _determined(text, one=one), noun, p.index, m.end - 1, named or one)


def _determined(text: str, *, one: bool) -> str:
    if one:
        return f"the {text}"
    return f"{'an' if re.match(r'[aeiouAEIO]|U[^nsk.]', text) else 'a'} {text}"


def _beside(reading: Reading, p: Parsed) -> Iterator[Role]:
    """A description set off by a comma, behind the name or before it."""
    tokens = p.tokens
    for token in tokens:
        if token.dep != "appos":
            continue
        head = tokens[token.head]
        name, role = (head, token) if head.pos == "PROPN" else (token, head)
        if role.pos != "NOUN" or not is_role(role.lemma) or role.tag == "NNS":
            continue
        entity = reading.entities.at.get((p.index, name.i))
        if entity is None or entity.type != "PERSON" or not entity.certain:
            continue
        if any(tokens[c].dep in ("conj", "cc") for c in (*p.children[name.i], *p.children[role.i])):
            continue
        inner = noun_phrase(p, role.i, skip=name.i)
        if name is token:
            inner = tuple(i for i in inner if i < name.i)
        if not 3 <= len(inner) <= 14 or not _side_by_side(p, inner, name.i):
            continue
        if tokens[inner[0]].pos == "ADV" or tokens[inner[0]].lemma in ("then", "late"):
            continue
        try:
            text = phrase(reading, p, inner)
        except Unclear:
            continue
        if entity.name in text:
            continue
        if text.split(" ", 1)[0].lower() in ("the", "a", "an") or (inner[0] == 0 and tokens[0].pos == "NOUN"):
            text = text[0].lower() + text[1:]
        named = any(tokens[i].pos == "PROPN" for i in inner)
        if not re.match(r"(?:the|a|an) ", text):
            if text[0].isupper() or tokens[inner[0]].tag in ("PRP$", "CD"):
                continue
            text = _determined(text, one=role.lemma in _ONE)
        yield Role(entity, text, role.lemma, p.index, name.i, named)


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
        closed = role[-1] + 1 >= len(p.tokens) or p.tokens[role[-1] + 1].text in (",", ".", ";", ")", "–", "—", "-")
        if not closed:
            return False  # "According to Holt, a detective was sent"
    return between in ([","], [])


_SETS = (
    "mayor|governor|treasurer|police chief|chief prosecutor|ombudsman",
    "director|treasurer|chief accountant|legal adviser|press officer",
    "chairman|treasurer|legal adviser|press officer|secretary",
    "leader|treasurer|secretary|press officer",
    "editor|publisher|owner|printer|cartoonist",
    "spokesman|treasurer|lawyer|chief accountant|director",
    "spokeswoman|treasurer|lawyer|chief accountant|director",
    "spokesperson|treasurer|lawyer|chief accountant|director",
    "representative|treasurer|chief accountant|lawyer|press officer",
    "professor|librarian|student|chaplain|caretaker",
    "coach|captain|physiotherapist|club president|team doctor",
    "captain|coach|physiotherapist|club president|team doctor",
    "minister|ambassador|chief of police|chief judge|treasurer",
    "attorney|accountant|press officer|nurse",
    "author|illustrator|publisher|translator|printer",
)
"""A role and others nobody holds along with it, as a rule: the first is exchanged for the rest."""


_OFFICES = "finance|education|justice|transport|defence|agriculture|health|interior|foreign|environment|labour".split(
    "|"
)
_CALLED = "composer|painter|philosopher|engineer|lawyer|botanist|actor|physician|architect|historian".split("|")
_LIKE = {"author": "historian", "scientist": "botanist", "biologist": "botanist", "doctor": "physician"}
"""Callings near to one another: none stands beside the other as a wrong option."""


_NATIONAL = re.compile(r"an? [A-Z]\w+(?:an|ish|ese|ch|sh|ic|man|i) \w+")


_OF_A_BODY = re.compile(r"(?:of|for|at) (?:the )?[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|of|the|for|and))*")


def exchanged(role: Role) -> list[str]:
    """The role with another office in its place: "the treasurer of Orsund" for "the mayor of Orsund"."""
    minister = re.fullmatch(r"(the (?:deputy )?)([A-Za-z]+)( [Mm]inister)", role.text)
    if minister and minister[2].lower() in _OFFICES:
        capital = minister[2][0].isupper()
        names = [o.capitalize() if capital else o for o in _OFFICES if o != minister[2].lower()]
        return [f"{minister[1]}{name}{minister[3]}" for name in names]
    if role.noun in _CALLED and role.text.endswith(f" {role.noun}") and _NATIONAL.fullmatch(role.text):
        return [role.text.replace(role.noun, c) for c in _CALLED if c not in (role.noun, _LIKE.get(role.noun))]
    others = next((s.split("|")[1:] for s in _SETS if s.startswith(f"{role.noun}|")), [])
    # Only names stand between article and office: "the deputy health minister" is no frame for another office.
    words = role.text.split()
    at = words.index(role.noun) if role.noun in words else 0
    if not at or len(words) < 3 or not all(w[0].isupper() for w in words[1:at]):
        return []
    tail = " ".join(words[at + 1 :])
    of_a_body = _OF_A_BODY.fullmatch(tail) or (re.fullmatch(r"of the [a-z]+", tail) and words[-1] in ORGANISATION_NOUNS)
    if tail and not of_a_body:
        return []  # nobody is "the treasurer of global news"
    texts = []
    for other in others:
        text = " ".join([*words[:at], other, *words[at + 1 :]])
        if re.match(r"an? ", text):
            text = _determined(re.sub(r"^an? ", "", text), one=False)
        texts.append(text)
    return texts

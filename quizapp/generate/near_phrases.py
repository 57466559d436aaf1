"""Wrong options in common words: noun phrases and where-phrases of other sentences."""

from __future__ import annotations

import re
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.clauses import noun_phrase
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import likeness
from quizapp.generate.support import Wrong, frame, supported
from quizapp.generate.wording import capital, lowered
from quizapp.generate.words import ANAPHORIC, GROUPS, PERSON_NOUNS


def near_group(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other groups of people in the article: plural nouns for those who do something."""
    return [w for w in _phrases(reading, candidate) if is_group(w[0].split()[-1])]


def is_group(noun: str) -> bool:
    """Whether a plural noun names people by what they do or are."""
    return noun in GROUPS or re.search(r"(?:ers|ors|ists|ians|men|women|grants|ees)$", noun) is not None


def near_places(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Where-phrases of other sentences that begin with a preposition of place."""
    p = reading.parsed[candidate.sentence]
    wanted = frame(reading, candidate)
    size = len(candidate.key)
    stem = {w.lower() for w in re.findall(r"\w{4,}", candidate.stem)}
    found: list[tuple[float, str, int]] = []
    head = p.tokens[candidate.head].lemma
    for other in reading.parsed:
        if other.index == candidate.sentence or supported(reading, candidate, [other.index], wanted):
            continue
        for t in other.tokens:
            if t.dep != "prep" or t.text.lower() not in PLACING:
                continue
            obj = other.child(t.i, "pobj")
            if obj is None or other.tokens[obj].ent in ("DATE", "TIME", "CARDINAL") or other.tokens[obj].pos != "NOUN":
                continue
            if (
                other.tokens[obj].lemma == head
                or other.tokens[obj].lemma in stem
                or other.tokens[obj].lemma in ANAPHORIC
            ):
                continue
            try:
                text = phrase(reading, other, noun_phrase(other, t.i))
            except Unclear:
                continue
            like = likeness(other.tokens[obj].lemma, head)
            if 0.4 * size <= len(text) <= 1.8 * size and like >= 0.2:
                found.append((-round(like, 3), text, other.index))
    return [
        (capital(text), f"Paragraph {reading.parsed[s].sentence.paragraph} uses this phrase in another connection.")
        for _, text, s in sorted(found)
    ]


PLACING = frozenset(
    "in on at under between near inside along beneath above behind within underneath around outside".split()
)


_ALIKE = 0.85
"""What is more alike than this may be the same."""


def _phrases(reading: Reading, candidate: Candidate) -> list[Wrong]:
    p = reading.parsed[candidate.sentence]
    head = p.tokens[candidate.head]
    wanted = frame(reading, candidate)
    words = len(candidate.key.split())
    stem = {w.lower() for w in re.findall(r"\w+", candidate.stem)}
    determined = candidate.key.split()[0].lower() if candidate.key.split()[0].lower() in ("the", "a", "an") else ""
    where: dict[str, list[int]] = {}
    for np in reading.phrases:
        where.setdefault(np.lemma, []).append(np.sentence)
    found: list[tuple[float, str, int]] = []
    for np in reading.phrases:
        if np.tag != head.tag and head.tag in ("NN", "NNS"):
            continue
        if np.lemma == head.lemma or np.lemma in ANAPHORIC or np.lemma in stem or np.lemma in PERSON_NOUNS:
            continue
        other = reading.parsed[np.sentence]
        if any(
            other.tokens[i].tag in ("CD", "PRP$", "CC", "POS", "NNP", "NNPS") or other.tokens[i].ent for i in np.tokens
        ):
            continue
        if supported(reading, candidate, where[np.lemma], wanted):
            continue
        try:
            text = lowered(other, phrase(reading, other, np.tokens))
        except Unclear:
            continue
        bare = re.sub(r"^(?:the|a|an)\s+", "", text)
        text = f"{_article(bare) if determined in ('a', 'an') else determined} {bare}".strip()
        if abs(len(text.split()) - words) > 1 or len(text) < 4:
            continue
        like = likeness(np.lemma, head.lemma)
        if like <= _ALIKE:
            found.append((round(like, 3), text, np.sentence))
    best: dict[str, tuple[float, int]] = {}
    for like, text, sentence in found:
        best.setdefault(text, (like, sentence))
    ranked = sorted(best.items(), key=lambda kv: (-kv[1][0], kv[0]))
    return [
        (text, f"Paragraph {reading.parsed[s].sentence.paragraph} speaks of {text}, but not in this connection.")
        for text, (_, s) in ranked
    ]


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"

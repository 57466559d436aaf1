"""Which statement agrees with the article: one as the article has it, the others changed in one place each.

Statements are whole sentences that stand alone, so their grammar and their sources are the article's own. Each wrong
option is a sentence of the article with another number, date, place or the opposite word, so its own sentence proves
it wrong and is its rationale. No sentence serves in two questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from quizapp.generate.altered import Alteration, Told, alterations
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed
from quizapp.generate.words import BINDING, CHARGED, DISCOURSE, EVALUATIVE

_SHORTEST, _LONGEST = 7, 26
_SPOILT = re.compile(
    r"[\"“”()\[\];:?!]|\.\s[A-Z]|\s[-–—]\s|--|\b(?:I|we|you|our|your|us|my)\b|^[A-Z]{2,3} [A-Z]|"
    r"\b(?:[Ff]igure|[Tt]able)\b"
)
"""What makes a sentence unfit to be an option: quotations, asides, an address to the reader, a pointer to a figure."""
_WRONG = 3
MOST = 4


def draft(reading: Reading, taken: frozenset[int] = frozenset()) -> Iterator[Candidate]:
    """ "Which of these statements matches the article?"; `taken` are sentences that serve elsewhere."""
    rng = Random(reading.article.hash)
    told = [(t, alterations(reading, t, rng)) for t in statements(reading) if t.parsed.index not in taken]
    unused = [(t, ways[0]) for t, ways in told if ways]
    plain = [t for t, ways in told if not ways]
    made = 0
    while len(unused) >= _WRONG and made < MOST:
        key, wrong = _group(unused, plain)
        if key is None:
            return
        unused = [(t, w) for t, w in unused if t is not key and all(t is not o for o, _ in wrong)]
        plain = [t for t in plain if t is not key]
        made += 1
        yield Candidate(
            "agrees",
            "Which of these statements matches the article?",
            key.text,
            "given",
            key.parsed.index,
            key.text,
            f"agrees {key.verb}",
            head=key.tokens[0],
            also=tuple(other.parsed.index for other, _ in wrong),
            offered=tuple((way.text, f"The article says: {other.text}") for other, way in wrong),
        )


def _group(
    unused: list[tuple[Told, Alteration]], plain: list[Told]
) -> tuple[Told | None, list[tuple[Told, Alteration]]]:
    """A key and three altered statements of like length; the key has numbers when the others have."""
    keys = [*(t for t, _ in unused), *plain] if len(unused) > _WRONG else plain
    best: tuple[float, Told | None, list[tuple[Told, Alteration]]] = (9.0, None, [])
    for key in keys:
        size = len(key.text)
        near = sorted(
            ((t, w) for t, w in unused if t is not key and 0.6 * size <= len(w.text) <= 1.6 * size),
            key=lambda tw: (abs(len(tw[1].text) - size), tw[0].parsed.index),
        )[:_WRONG]
        if len(near) < _WRONG:
            continue
        numbers = [bool(re.search(r"\d", w.text)) for _, w in near]
        odd = bool(re.search(r"\d", key.text)) not in numbers
        spread = sum(abs(len(w.text) - size) for _, w in near) / size + (1.5 if odd else 0)
        if spread < best[0] and not odd:
            best = spread, key, near
    return best[1], best[2]


def statements(reading: Reading) -> list[Told]:
    """The sentences of the article that stand alone, as they are printed in an option."""
    found: list[Told] = []
    for p in reading.parsed:
        tokens = _whole(reading, p)
        if not tokens:
            continue
        try:
            text = phrase(reading, p, tokens, whole=True)
        except Unclear:
            continue
        text = text.rstrip(" .;,")
        words = text.split()
        low = {w.lower().strip(".,") for w in words}
        if not _SHORTEST <= len(words) <= _LONGEST or low & (CHARGED | EVALUATIVE):
            continue
        if _SPOILT.search(text):
            continue
        root = next((t for t in p.tokens if t.dep == "ROOT"), None)
        if root is None:
            continue
        found.append(Told(p, text[0].upper() + text[1:] + ".", tuple(tokens), root.lemma))
    return found


def _whole(reading: Reading, p: Parsed) -> list[int]:
    """The tokens of a sentence that can be told by itself, without what stands in brackets; none for any other."""
    if not 7 <= len(p.tokens) <= 45 or not p.sentence.text.rstrip(" ]0123456789[").endswith("."):
        return []
    root = next((t for t in p.tokens if t.dep == "ROOT"), None)
    if root is None or root.pos not in ("VERB", "AUX") or p.child(root.i, "nsubj", "nsubjpass") is None:
        return []
    finite = root.tag in ("VBD", "VBZ", "VBP") or any(
        p.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD") for c in p.children[root.i]
    )
    subject = p.tokens[p.child(root.i, "nsubj", "nsubjpass") or 0]
    if not finite or (subject.pos == "PRON" and (p.index, subject.i) not in reading.resolved):
        return []
    first = p.tokens[0]
    if first.pos in ("CCONJ", "SCONJ", "INTJ") or first.lemma in DISCOURSE | BINDING | {
        "as",
        "so",
        "for",
        "such",
        "thus",
    }:
        return []
    tokens: list[int] = []
    depth = 0
    for t in p.tokens:
        if t.text in ("(", "["):
            depth += 1
        elif t.text in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth and t.pos != "SPACE":
            tokens.append(t.i)
    return tokens

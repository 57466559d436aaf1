"""From sentences to plain tokens: what the pipeline saw, as frozen values. No other module touches spaCy's objects.

Readings are plain on purpose: they can be cached by article hash, and tests can be run from a stored reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from quizapp.generate.pipeline import load
from quizapp.generate.sentences import Article, Sentence, shadow

BATCH = 16
"""Texts parsed at once: 64 would need three times the memory for a tenth more speed."""

KEPT = 4
"""Articles whose reading is kept: who asks for more about a sentence, or with another seed, waits for no parsing."""


class Token(NamedTuple):
    """One token; `head` is the index of its head in the same sentence (itself for the root)."""

    i: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    ent: str
    ent_start: bool
    start: int
    end: int
    space: bool


def text_of(tokens: Iterable[Token]) -> str:
    """Tokens as they stand side by side, with the blank behind the last one."""
    return "".join(t.text + " " * t.space for t in tokens)


@dataclass(frozen=True)
class Parsed:
    """A sentence with its tokens; `children[i]` are the dependents of token i from left to right."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    lemmas: frozenset[str]
    """Lemmas of the content words, lower case."""
    opens_with_name: bool = False
    """Whether the first word is written with a capital elsewhere too, inside a sentence."""

    @cached_property
    def index(self) -> int:
        return self.sentence.index

    def subtree(self, i: int) -> list[int]:
        """The token and all that depends on it, in order."""
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent with one of these labels."""
        for c in self.children[i]:
            if self.tokens[c].dep in deps:
                return c
        return None

    def entities(self) -> Iterator[tuple[int, int, str]]:
        """Named entities as (first token, one past the last, type)."""
        start = None
        for token in (*self.tokens, None):
            if start is not None and (token is None or not token.ent or token.ent_start):
                yield start, token.i if token else len(self.tokens), self.tokens[start].ent
                start = None
            if token is not None and token.ent and token.ent_start:
                start = token.i


CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM"})
STOP = frozenset(
    "be have do say make get go take come other such more most many much very also then there so just "
    "only even well "
    "not one two three first new own same still however while during between since after before".split()
)


Tell = Callable[[str, int, int], None]
"""Hears of progress: the stage ("reading", "asking", "choosing"), how much of it is done, and of how many."""


def silent(stage: str, done: int, total: int) -> None:
    """Nobody wants to hear of progress."""


_kept: dict[Article, tuple[Parsed, ...]] = {}


def parse(article: Article, tell: Tell = silent) -> tuple[Parsed, ...]:
    """Parse every sentence of the article. Sentence borders are ours, not the parser's."""
    if (found := _kept.get(article)) is None:
        found = _parsed(article, tell)
        while len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[article] = found
    elif found:
        tell("reading", len(found), len(found))
    return found


def _parsed(article: Article, tell: Tell) -> tuple[Parsed, ...]:
    nlp = load()
    groups: list[list[Sentence]] = []
    for sentence in article.sentences:
        if groups and groups[-1][0].paragraph == sentence.paragraph and len(groups[-1]) < 12:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    docs = []
    for group in groups:
        doc = nlp.make_doc(shadow(article.text[group[0].start : group[-1].end]))
        starts = {sentence.start - group[0].start for sentence in group}
        for token in doc:
            token.is_sent_start = token.idx in starts
        docs.append(doc)
    parsed: list[Parsed] = []
    for group, doc in zip(groups, nlp.pipe(docs, batch_size=BATCH), strict=True):
        parsed.extend(_plain(group, doc))
        tell("reading", len(parsed), len(article.sentences))
    names = {t.text for p in parsed for t in p.tokens[1:] if t.text[:1].isupper() and t.pos in ("PROPN", "NOUN")}
    return tuple(replace(p, opens_with_name=bool(p.tokens) and p.tokens[0].text in names) for p in parsed)


def _plain(group: list[Sentence], doc: Any) -> Iterator[Parsed]:
    base = group[0].start
    spans = list(doc.sents)
    for sentence, span in zip(group, _matched(group, spans, base), strict=True):
        tokens = []
        offset = span.start if span is not None else 0
        for t in span if span is not None else ():
            if t.is_space:
                lemma, pos = "", "SPACE"
            else:
                lemma, pos = t.lemma_.lower() if t.pos_ != "PROPN" else t.text.lower(), t.pos_
            start = base + t.idx
            tokens.append(
                Token(
                    t.i - offset,
                    t.text,
                    lemma,
                    t.tag_,
                    pos,
                    t.dep_,
                    t.head.i - offset,
                    t.ent_type_,
                    t.ent_iob_ == "B",
                    start,
                    start + len(t.text),
                    bool(t.whitespace_),
                )
            )
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        lemmas = frozenset(
            t.lemma for t in tokens if t.pos in CONTENT and t.lemma not in STOP and any(c.isalnum() for c in t.lemma)
        )
        yield Parsed(sentence, tuple(tokens), tuple(map(tuple, children)), lemmas)


def _matched(group: list[Sentence], spans: list[Any], base: int) -> Iterator[Any]:
    """For each of our sentences the parser's; None if the parser was not allowed our border."""
    by_start = {base + span.start_char: span for span in spans}
    for sentence in group:
        yield by_start.get(sentence.start)


def likeness(one: str, other: str) -> float:
    """Cosine of two words' vectors, 0 when either has none (the small pipeline has no vectors at all)."""
    a, b = _vector(one), _vector(other)
    return 0.0 if a is None or b is None else float(a @ b)


@lru_cache(maxsize=4096)
def _vector(word: str) -> Any:
    """A word's vector, of length 1: the same few words of an article are compared again and again."""
    vector = load().vocab.get_vector(word)
    size = float(vector @ vector) ** 0.5
    return vector / size if size else None

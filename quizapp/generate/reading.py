"""From sentences to plain tokens: what the pipeline saw, as frozen values. No other module touches spaCy's objects.

Readings are plain on purpose: they can be cached by article hash, and tests can be run from a stored reading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from quizapp.generate.emphasis import unmarked
from quizapp.generate.pipeline import load
from quizapp.generate.sentences import Article, Sentence, shadow

BATCH = 16
"""Texts parsed at once: 64 would need three times the memory for a tenth more speed."""

KEPT = 200
"""Paragraphs whose reading is kept: who asks again, with another seed or after a correction, waits for what is new."""


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


Text = tuple[str, tuple[int, ...]]
"""What is parsed at once, wherever it stands: a paragraph or a part of a long one, and where its sentences start."""

Seen = tuple[tuple[Token, ...], tuple[tuple[int, ...], ...], frozenset[str]]
"""What was seen of a sentence: its tokens, counted from the start of the text, their dependents, and the lemmas."""

_kept: dict[Text, tuple[Seen, ...]] = {}


def parse(article: Article, tell: Tell = silent) -> tuple[Parsed, ...]:
    """Parse every sentence of the article. Sentence borders are ours, not the parser's.

    What the parser sees of a paragraph depends on it alone, so a corrected article is parsed only where it is new.
    """
    groups: list[list[Sentence]] = []
    for sentence in article.sentences:
        if groups and groups[-1][0].paragraph == sentence.paragraph and len(groups[-1]) < 12:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    texts = [_text(article, group) for group in groups]
    seen = {text: _kept[text] for text in texts if text in _kept}
    new = _look(list(dict.fromkeys(text for text in texts if text not in seen)))
    parsed: list[Parsed] = []
    for group, text in zip(groups, texts, strict=True):
        if text not in seen:
            seen[text] = next(new)
        parsed.extend(_placed(group, seen[text]))
        tell("reading", len(parsed), len(article.sentences))
    _keep(seen)
    names = {t.text for p in parsed for t in p.tokens[1:] if t.text[:1].isupper() and t.pos in ("PROPN", "NOUN")}
    return tuple(replace(p, opens_with_name=bool(p.tokens) and p.tokens[0].text in names) for p in parsed)


def _text(article: Article, group: list[Sentence]) -> Text:
    base = group[0].start
    return shadow(article.text[base : group[-1].end]), tuple(sentence.start - base for sentence in group)


def _keep(seen: dict[Text, tuple[Seen, ...]]) -> None:
    for text in seen:
        _kept.pop(text, None)  # what was asked for last is forgotten last
    _kept.update(seen)
    while len(_kept) > KEPT:
        del _kept[next(iter(_kept))]


def _look(texts: Sequence[Text]) -> Iterator[tuple[Seen, ...]]:
    """What the pipeline sees of each text, sentence by sentence."""
    if not texts:
        return
    nlp = load()
    docs, places = [], []
    for text, starts in texts:
        bare, at = unmarked(text)
        doc = nlp.make_doc(bare)
        begin = tuple(bisect_left(at, start) for start in starts)
        for token in doc:
            token.is_sent_start = token.idx in begin
        docs.append(doc)
        places.append((begin, at))
    for (begin, at), doc in zip(places, nlp.pipe(docs, batch_size=BATCH), strict=True):
        yield tuple(_seen(span, at) for span in _matched(begin, doc))


def _seen(span: Any, at: Sequence[int]) -> Seen:
    """`at`: where each character of what was parsed stands in the text."""
    tokens = []
    offset = span.start if span is not None else 0
    for t in span if span is not None else ():
        if t.is_space:
            lemma, pos = "", "SPACE"
        else:
            lemma, pos = t.lemma_.lower() if t.pos_ != "PROPN" else t.text.lower(), t.pos_
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
                at[t.idx],
                at[t.idx + len(t.text) - 1] + 1,
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
    return tuple(tokens), tuple(map(tuple, children)), lemmas


def _placed(group: list[Sentence], seen: tuple[Seen, ...]) -> Iterator[Parsed]:
    """What was seen, where it stands in this article."""
    base = group[0].start
    for sentence, (tokens, children, lemmas) in zip(group, seen, strict=True):
        here = tuple(t._replace(start=t.start + base, end=t.end + base) for t in tokens)
        yield Parsed(sentence, here, children, lemmas)


def _matched(starts: tuple[int, ...], doc: Any) -> Iterator[Any]:
    """For each of our sentences the parser's; None if the parser was not allowed our border."""
    by_start = {span.start_char: span for span in doc.sents}
    for start in starts:
        yield by_start.get(start)


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

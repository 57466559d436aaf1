"""An article's text: finding a quote in it word for word, and the nearest passage where a quote is not there.

Evidence is a quote and not an offset: it survives edits of the article and can be read in a review.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

_TIES = 20
_LEAST_SHARED = 1 / 3
"""Share of a quote's words that a passage must have to be worth showing."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of an article: positions in its `text`, the end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A text in NFC with its words, made by `Article.of`. `folded` has one space for each run of whitespace."""

    text: str
    folded: str
    words: tuple[str, ...]
    word_starts: tuple[int, ...]
    """Where each word begins in `text`."""
    folded_starts: tuple[int, ...]
    """Where each word begins in `folded`."""

    @classmethod
    def of(cls, text: str) -> Article:
        text = unicodedata.normalize("NFC", text)
        found = list(re.finditer(r"\S+", text))
        words = tuple(match[0] for match in found)
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        return cls(text, " ".join(words), words, tuple(match.start() for match in found), tuple(starts))

    def find(self, quote: str) -> tuple[Span, ...]:
        """Every place where the quote stands verbatim, whitespace folded; none for an empty quote."""
        wanted = _folded(quote)
        spans: list[Span] = []
        at = self.folded.find(wanted) if wanted else -1
        while at >= 0:
            spans.append(Span(self._origin(at), self._origin(at + len(wanted) - 1) + 1))
            at = self.folded.find(wanted, at + 1)
        return tuple(spans)

    def line(self, position: int) -> int:
        """The line of a position in `text`, from 1."""
        return self.text.count("\n", 0, position) + 1

    def nearest(self, quote: str) -> Span | None:
        """The passage of as many words that shares most words with the quote; None where nothing comes near.

        Among equals the most similar letter by letter (Ratcliff and Obershelp's ratio), then the first.
        """
        quoted = _folded(quote).split(" ")
        size = min(len(quoted), len(self.words))
        wanted = Counter(map(_plain, quoted))
        words = [_plain(word) for word in self.words]
        left = Counter(wanted)
        shared = best = 0
        starts: list[int] = []
        for end, word in enumerate(words):
            if word in wanted:
                shared += left[word] > 0
                left[word] -= 1
            if end >= size and (gone := words[end - size]) in wanted:
                left[gone] += 1
                shared -= left[gone] > 0
            if end >= size - 1 and shared >= max(best, 1):
                starts = [*starts, end - size + 1] if shared == best else [end - size + 1]
                starts, best = starts[:_TIES], shared
        if not starts or best < _LEAST_SHARED * len(quoted):
            return None
        likeness = SequenceMatcher(autojunk=False)
        likeness.set_seq2(" ".join(quoted)[:400])

        def ratio(start: int) -> float:
            likeness.set_seq1(" ".join(self.words[start : start + size])[:400])
            return likeness.ratio()

        start = max(starts, key=ratio)
        last = start + size - 1
        return Span(self.word_starts[start], self.word_starts[last] + len(self.words[last]))

    def _origin(self, at: int) -> int:
        """The position in `text` of a position in `folded`."""
        word = bisect_right(self.folded_starts, at) - 1
        return self.word_starts[word] + at - self.folded_starts[word]


QUOTED = re.compile(r"[ \t]*(?!>>>)(?:>[ \t]?)+(?=[^\s>\d])")
"""The sign of a quotation at the beginning of a line. Before a figure it means more than that, and ">>>" is of code."""


def is_quoted(text: str, at: int) -> bool:
    """Whether a place of a text is in a line that begins with the sign of a quotation, ">"."""
    return QUOTED.match(text, text.rfind("\n", 0, at) + 1) is not None


def _folded(quote: str) -> str:
    return " ".join(unicodedata.normalize("NFC", quote).split())


def _plain(word: str) -> str:
    return word.casefold().strip(".,;:!?()[]\"'“”‘’«»„") or word

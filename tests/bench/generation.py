"""How fast drafting is beside the bare parse of the same texts in the same run, what it yields, and whether its
questions can be guessed without the article.

python tests/bench/generation.py [--json] [--pairs N] [FILE ...]   (default: the test articles)
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import resource
import statistics
import time

from quizapp.core.item import Item
from quizapp.generate import draft, read_article, reading
from quizapp.generate.pipeline import load
from quizapp.generate.sentences import Article, shadow
from tests.bench.command import options, tell
from tests.bench.guessing import guess

ARTICLES = Path(__file__).parents[1] / "generate" / "articles"


def parse_only(articles: list[Article]) -> float:
    """Seconds of processor time of the bare pipeline over the paragraphs."""
    nlp = load()
    started = time.process_time()
    for article in articles:
        paragraphs: dict[int, list[int]] = {}
        for s in article.sentences:
            paragraphs.setdefault(s.paragraph, []).extend((s.start, s.end))
        texts = [shadow(article.text[min(ends) : max(ends)]) for ends in paragraphs.values()]
        for _ in nlp.pipe(texts, batch_size=16):
            pass
    return time.process_time() - started


def drafting(articles: list[Article]) -> tuple[float, int]:
    """Seconds of processor time end to end, and drafts shown; what was parsed before is forgotten first."""
    reading._kept.clear()
    started = time.process_time()
    shown = sum(len(draft(read_article(article.text), seed=1).shown) for article in articles)
    return time.process_time() - started, shown


LEAST_GUESSED = 400
"""Questions the guessing rules are tried on; more seeds are drawn until there are as many."""


def questions(articles: list[Article]) -> list[Item]:
    """Shown questions of all articles, seed after seed: the options and their order differ with the seed."""
    found: list[Item] = []
    seed = 1
    while len(found) < LEAST_GUESSED and seed <= 12:
        found += [d.item for article in articles for d in draft(article, seed=seed, true_false=True).shown]
        seed += 1
    return found


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pairs", type=int, default=5)
    given = parser.parse_args()
    files = given.files or sorted(ARTICLES.glob("*.md"))
    articles = [read_article(file.read_text(encoding="utf-8")) for file in files]
    words = sum(article.words for article in articles)
    drafting(articles[:1])  # warm
    ratios, speeds, shown = [], [], 0
    for _ in range(given.pairs):
        bare = parse_only(articles)
        whole, shown = drafting(articles)
        ratios.append(bare / whole)
        speeds.append(words / whole)
    figures = {
        "articles": len(articles),
        "words": words,
        "drafts": shown,
        "words_per_second": round(statistics.median(speeds)),
        "share_of_bare_parse_speed": round(statistics.median(ratios), 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    figures |= guess(questions(articles))
    tell(figures, as_json=given.json)


if __name__ == "__main__":
    main()

"""How fast drafting is beside the bare parse of the same texts in the same run, and what it yields.

python tests/bench/generation.py [--json] [--pairs N] [FILE ...]   (default: the test articles)
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from quizapp.generate import draft, read_article
from quizapp.generate.pipeline import load
from quizapp.generate.sentences import Article, shadow

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
    """Seconds of processor time end to end, and drafts shown."""
    started = time.process_time()
    shown = sum(len(draft(read_article(article.text), seed=1).shown) for article in articles)
    return time.process_time() - started, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
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
    if given.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")


if __name__ == "__main__":
    main()

"""The test articles, each written for one phenomenon, with the facts and drafts expected of them beside it.

After a change of rules read the new drafts as an exam board would, then write the expectations anew with
`python -m tests.generate.test_articles`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.generate import Drafts, draft

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.md"))
SEED = 1


def described(drafts: Drafts) -> str:
    """Facts behind the shown drafts, and the drafts with the key first."""
    lines = [f"FACT {statement}" for statement in sorted({d.fact.statement for d in drafts.shown})]
    for d in sorted(drafts.shown, key=lambda d: (d.fact.evidence[0].start, d.item.stem)):
        keys = " + ".join(d.item.options[n].text for n in d.item.keys)
        wrong = " / ".join(o.text for o in d.item.options if not o.is_key)
        lines.append(f"ASK {d.item.stem} = {keys} | {wrong}")
    return "\n".join(lines) + "\n"


def test_there_is_an_article_for_each_of_sixteen_phenomena() -> None:
    assert len(ARTICLES) >= 16


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_gives_the_facts_and_drafts_expected_of_it(path: Path) -> None:
    drafts = draft(path.read_text(encoding="utf-8"), seed=SEED)
    assert described(drafts) == path.with_suffix(".expected").read_text(encoding="utf-8")


if __name__ == "__main__":
    for article in ARTICLES:
        article.with_suffix(".expected").write_text(
            described(draft(article.read_text(encoding="utf-8"), seed=SEED)), encoding="utf-8"
        )

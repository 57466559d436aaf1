"""Unfriendly pages of the largest size: reading ends, since no step looks back over what it has seen.

Each of these once took minutes, or would with the obvious regular expression; a hanging run is the failure.
"""

from __future__ import annotations

import pytest

from quizapp.formats import bank

HEAD = "---\ntitle: T\n---\n\n## Questions\n\n### q\n\nstem\n"
OPTIONS = "\n- [x] a\n- [ ] b\n"
SIZE = 400_000
UNFRIENDLY = {
    "pictures that tell many keys": "- [x] ![a](media/a.png)\n",
    "beginnings of pictures": "![",
    "combining marks out of order": "\u0301\u0323",
    "headings": "### q\n",
    "sections": "## Facts\n",
    "fields": "dificulty: easy\n",
    "fences that never close": "```a\n",
    "backslashes": "\\",
}


@pytest.mark.parametrize("name", UNFRIENDLY)
def test_it_ends_with_long_and_unfriendly_pages(name: str) -> None:
    body = UNFRIENDLY[name] * (SIZE // len(UNFRIENDLY[name].encode()))
    page, problems = bank.read(HEAD + body + OPTIONS, "p")
    assert (page is None) == bool(problems)
    assert len(problems) <= 1_000


def test_it_ends_with_shorter_and_shorter_fences() -> None:
    fences = "\n".join("`" * length + "a" for length in range(800, 2, -1))
    page, problems = bank.read(f"{HEAD}{fences}\n" + "x\n" * 100_000 + OPTIONS, "p")
    assert page is None
    assert "is never closed" in problems[0].message


def test_it_tells_of_more_questions_than_a_page_holds() -> None:
    body = "".join(f"### q{number}\n\nstem\n{OPTIONS}\n" for number in range(1_001))
    page, problems = bank.read(HEAD.partition("### q")[0] + body, "p")
    assert page is None
    assert [problem.message for problem in problems] == [
        "a page has at most 1000 questions; move the rest to another page"
    ]

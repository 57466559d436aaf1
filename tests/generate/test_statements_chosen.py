"""Which statements are shown, and in which order: always of pairs, one told as it is and one made wrong."""

from __future__ import annotations

import pytest

from quizapp.generate import draft, read_article
from quizapp.generate.by_truth import MOST
from quizapp.generate.by_truth import draft as propose
from quizapp.generate.candidates import Candidate, Draft
from quizapp.generate.drafting import _make
from quizapp.generate.facts import read
from quizapp.generate.ranking import with_statements
from tests.generate.test_news_pages import VALLEY

LAMPS = "New Zealand has lamps. South Korea has lamps."
SHIPS = (
    "Greece bought all ships of the Orsund yard from the guild with a load of bells and lamps and posts and nails and "
    "ropes and chains{}."
)


@pytest.mark.parametrize(("more", "made"), [("", True), (" and doors and masts", False)])
def test_a_statement_is_made_both_ways_or_not_at_all(more: str, made: bool) -> None:
    text = f"{VALLEY}\n\n{LAMPS} The river ran high.\n\n{SHIPS.format(more)}"
    found = [c for c in propose(read(read_article(text))) if c.value == "Greece"]
    assert {c.key for c in found} == ({"True", "False"} if made else set())
    assert all(len(c.stem.split()) <= MOST for c in found)
    if not made:
        asked = f"According to the article, is this statement true or false? {SHIPS.format(more)}"
        assert len(asked.split()) == MOST, "as it is it has room, with two words for one it has not"
    for seed in range(3):
        draft(text, seed=seed)


def test_nothing_is_false_that_another_sentence_of_the_article_says() -> None:
    share = "In {} {} of the boats of Orsund belong to the guild of Halden."
    first, second = share.format("spring", "a quarter"), share.format("spring", "three-quarters")
    text = f"{VALLEY}\n\n{first} The river ran high.\n\n{second} The lamps were lit."
    found = list(propose(read(read_article(text))))
    told = {c.stem.partition("“")[2].rstrip("”"): c.key for c in found}
    assert told.get(first, "True") == "True"
    assert told.get(second, "True") == "True"
    assert {c.key for c in found if c.value == "a quarter"} == {"True", "False"}
    assert not [c for c in found if c.value == "three-quarters"]
    for seed in range(3):
        draft(text, seed=seed)


@pytest.mark.parametrize("key", ["True", "False"])
def test_a_sentence_of_which_one_version_is_missing_is_left_out(key: str) -> None:
    reading = read(read_article(f"{VALLEY}\n\nThe guild of Orsund named 40 ships after saints of the coast."))
    both = list(propose(reading))

    def make(candidate: Candidate) -> Draft:
        return _make(reading, candidate, 1, everything=False)

    assert with_statements([], both, None, "3", make)[0]
    assert with_statements([], [c for c in both if c.key == key], None, "3", make) == ([], [])

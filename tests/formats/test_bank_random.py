"""Random pages come back: the proof that the grammar loses nothing and invents nothing."""

from __future__ import annotations

import os

from quizapp.formats import bank
from tests.formats import bank_pages

EXAMPLES = int(os.environ.get("QUIZAPP_LONG_FORMATS", "0")) or 200


def test_it_brings_back_every_random_page_and_spells_it_the_same_way_twice() -> None:
    for seed in range(EXAMPLES):
        page = bank_pages.page(seed)
        text = bank.write(page)
        back, problems = bank.read(text, page.name)
        assert problems == [], (seed, problems)
        assert back == page, seed
        assert bank.write(back) == text, seed

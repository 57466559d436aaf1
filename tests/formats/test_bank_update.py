"""Saving from the web editor: the review shows the touched question and nothing else."""

from __future__ import annotations

import difflib
from dataclasses import replace
from random import Random

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.core.page import Fact, Page, Question
from quizapp.formats import bank
from tests.formats import bank_pages
from tests.formats.bank_pages import SAMPLE

NAME = "tolbrook-bridge"
UNTIDY = SAMPLE.replace("begin?\n\n", "begin?   \n\n\n").replace(
    "level: remember\ndifficulty: easy", "difficulty: easy\nlevel: remember"
)
NEW = Question(
    "storm", Item("single", "Which part fell?", (Option("The east", True), Option("The west")), facts=("F5",))
)


def read(text: str) -> Page:
    page, problems = bank.read(text, NAME)
    assert problems == []
    assert page is not None
    return page


def changes(old: str, new: str) -> list[str]:
    diff = difflib.unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm="")
    return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


def span_with(explanation: str) -> Question:
    span = read(SAMPLE).questions[3]
    return replace(span, item=replace(span.item, explanation=explanation))


def test_it_changes_only_the_lines_of_the_touched_question() -> None:
    after = bank.replace_question(UNTIDY, NAME, span_with("Measured in 1931."))
    assert changes(UNTIDY, after) == ["+> Measured in 1931.", "+"]
    assert read(after).questions[3] == span_with("Measured in 1931.")


def test_it_leaves_an_untidy_page_alone_when_nothing_changed() -> None:
    page = read(UNTIDY)
    assert bank.update(UNTIDY, page) == UNTIDY
    assert bank.replace_question(UNTIDY, NAME, page.questions[0]) == UNTIDY


def test_it_adds_new_questions_and_facts_at_the_end() -> None:
    fact = Fact(5, "A storm took the eastern approach in 1987.", ("a storm took the eastern approach in 1987",))
    after = bank.replace_question(UNTIDY, NAME, NEW, (fact,))
    assert changes(UNTIDY, after) == [
        "+- F5: A storm took the eastern approach in 1987.",
        "+  > a storm took the eastern approach in 1987",
        *("+### storm", "+facts: F5", "+", "+Which part fell?", "+", "+- [x] The east", "+- [ ] The west", "+"),
    ]


def test_it_keeps_windows_line_ends_and_adds_the_missing_last_one() -> None:
    before = UNTIDY.rstrip("\n").replace("\n", "\r\n")
    after = bank.replace_question(before, NAME, replace(NEW, item=replace(NEW.item, facts=())))
    assert after.startswith(before)
    assert after.endswith("- [ ] The west\r\n")
    assert after.count("\n") == after.count("\r\n")


def test_it_changes_a_fact_or_the_head_alone() -> None:
    head = replace(read(UNTIDY).head, license="CC0 1.0")
    assert changes(UNTIDY, bank.replace_head(UNTIDY, NAME, head)) == ["-license: CC BY 4.0", "+license: CC0 1.0"]
    fact = replace(read(UNTIDY).facts[0], statement="Work began in 1928.")
    assert changes(UNTIDY, bank.replace_fact(UNTIDY, NAME, fact)) == [
        "-- F1: Work on the bridge began in 1928.",
        "+- F1: Work began in 1928.",
    ]


def test_it_takes_a_missing_question_off_the_page() -> None:
    page = read(UNTIDY)
    after = bank.update(UNTIDY, replace(page, questions=(*page.questions[:2], *page.questions[3:])))
    assert all(line.startswith("-") for line in changes(UNTIDY, after))
    assert "### tide" not in after


def test_it_writes_questions_in_another_order() -> None:
    page = read(UNTIDY)
    turned = replace(page, questions=page.questions[::-1])
    assert read(bank.update(UNTIDY, turned)) == turned


def test_it_changes_any_page_into_any_other() -> None:
    rng = Random(3)
    for _ in range(80):
        old, new = bank_pages.page(rng.randrange(5_000)), bank_pages.page(rng.randrange(5_000))
        assert read(bank.update(bank.write(old), new)) == new
        one = new.questions[0]
        one = replace(one, item=replace(one.item, facts=()), name="added", was=())
        text = bank.write(old)
        after = bank.replace_question(text, NAME, one)
        assert after.startswith(text)
        assert read(after).questions == (*old.questions, one)


def test_it_does_not_touch_a_page_with_problems() -> None:
    with pytest.raises(BadInput, match=r"tolbrook-bridge.md:35: .*found a tab"):
        bank.replace_question(SAMPLE.replace("  > The year", "\t> The year"), NAME, NEW)


def test_it_does_not_save_a_question_that_uses_a_fact_the_page_has_not() -> None:
    with pytest.raises(BadInput, match="`storm` uses F5, but this page has F1 and F2"):
        bank.replace_question(SAMPLE, NAME, NEW)

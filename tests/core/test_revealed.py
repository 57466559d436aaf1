from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from quizapp.core.delivered import Choice
from quizapp.core.item import Answer, Item, Option
from quizapp.core.kinds import KINDS
from quizapp.core.page import Fact, Head
from quizapp.core.revealed import Evidence, RevealedItem, reveal, verdict

SECRET = b"s" * 16
EVIDENCE = Evidence((Fact(1, "The town lies on the Aller.", ("on the Aller",), ("paragraph 2",)),), Head("Rivers"))
RIVERS = Item(
    "multiple",
    "Which rivers?",
    (
        Option("The Aller", True, "It passes."),
        Option("The Leine", True, "It joins."),
        Option("The Elbe", False, "Far."),
    ),
    explanation="Both meet here.",
)
LENGTH = Item("numeric", "How long?", answers=(Answer("211"), Answer("210..212")), unit="km")


def shown(item: Item, choice: Choice | None, rule: str = "net_correct") -> RevealedItem:
    return reveal(item, choice, quiz_item="q1", secret=SECRET, rule=rule, evidence=EVIDENCE)


@pytest.mark.parametrize(
    ("choice", "mark", "words"),
    [
        (None, None, "not answered"),
        ((), None, "not answered"),
        ((0, 1), Fraction(1), "right"),
        ((0,), Fraction(1, 2), "partly right"),
        ((2,), Fraction(0), "not right"),
    ],
)
def test_the_verdict_follows_the_mark(choice: Choice | None, mark: Fraction | None, words: str) -> None:
    item = shown(RIVERS, choice)
    assert (item.mark, item.verdict) == (mark, words)


def test_the_key_and_every_reason_stand_beside_the_learners_choice() -> None:
    item = shown(RIVERS, (0, 2))
    told = {option.text: (option.is_key, option.chosen, option.rationale) for option in item.options}
    assert told == {
        "The Aller": (True, True, "It passes."),
        "The Leine": (True, False, "It joins."),
        "The Elbe": (False, True, "Far."),
    }
    assert item.explanation == "Both meet here."
    assert item.evidence is EVIDENCE


def test_what_the_source_says_is_not_said_twice_more() -> None:
    sentence = "In 1921, the mill opened beside the harbour."
    evidence = Evidence((Fact(1, "The mill opened in 1921.", (sentence,), ("paragraph 1",)),), Head("Mills"))
    key = Option("1921", True, "Paragraph 1: The mill opened beside the harbour in 1921.")
    other = Option("1947", False, "The article gives 1921; 1947 stands in paragraph 2 for something else.")
    item = Item("single", "When?", (key, other), explanation="The mill opened beside the harbour in 1921.")

    def told(item: Item, evidence: Evidence = evidence) -> tuple[str, str, str]:
        found = reveal(item, None, quiz_item="q1", secret=SECRET, rule="all_or_nothing", evidence=evidence)
        why = {option.text: option.rationale for option in found.options}
        return why["1921"], why["1947"], found.remark

    assert told(item) == ("", other.rationale, "")
    assert told(item, Evidence((), Head("Mills"))) == ("", other.rationale, item.explanation), "once it is said"
    own = replace(item, explanation="Opened beside the harbour, it never closed.")
    assert told(own) == ("", other.rationale, own.explanation), "an explanation that says more stays"
    reason = replace(item, options=(replace(key, rationale="Only this year is named."), other))
    assert told(reason)[0] == "Only this year is named."
    short = replace(item, options=(replace(key, rationale="The mill opened."), other))
    assert told(short)[0] == "The mill opened."


def test_options_stand_where_they_stood_while_answering() -> None:
    item = shown(RIVERS, (0,))
    before = KINDS["multiple"].present(RIVERS, "q1", SECRET)
    assert item.delivered == before
    assert [(option.token, option.text) for option in item.options] == [(o.token, o.text) for o in before.options]
    assert item.chosen == tuple(option.token for option in before.options if option.text == "The Aller")


def test_the_order_of_writing_does_not_show() -> None:
    turned = replace(RIVERS, options=RIVERS.options[::-1])
    assert shown(turned, (2,)) == shown(RIVERS, (0,))


def test_a_number_is_shown_with_what_would_have_counted() -> None:
    item = shown(LENGTH, "200")
    assert (item.answer_text, item.accepted, item.verdict) == ("200 km", ("211", "210..212"), "not right")
    assert shown(LENGTH, "").verdict == "not answered"
    assert shown(LENGTH, None).answer_text == ""


def test_spellings_that_are_marked_alike_are_shown_once() -> None:
    city = Item("text", "Which city?", answers=(Answer("Lima"), Answer("Ciudad  de los Reyes"), Answer("lima")))
    assert shown(city, "lima").accepted == ("Lima", "Ciudad  de los Reyes")
    assert shown(replace(city, match="exact"), "lima").accepted == ("Lima", "Ciudad  de los Reyes", "lima")


@pytest.mark.parametrize(
    ("mark", "words"),
    [(None, "not answered"), (Fraction(1), "right"), (Fraction(99, 100), "partly right"), (Fraction(0), "not right")],
)
def test_only_full_marks_are_right(mark: Fraction | None, words: str) -> None:
    assert verdict(mark) == words

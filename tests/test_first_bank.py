"""The first bank, read as its learners and reviewers meet it: the real files, no samples."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.item import Item, Option
from quizapp.core.kinds import check
from quizapp.core.page import Page, Question
from quizapp.formats.bank import read, write

QUESTIONS = Path(__file__).parent.parent / "questions"
NAME = "iran-attack-on-israel-2024"
QUIZZES = sorted((QUESTIONS / "quizzes").glob("*.toml"))
CITATION = re.compile(r"\(NBC News, 14 April 2024, paragraphs? (\d+)(?: and (\d+))?\)")
LETTER = re.compile(r"\b(?:options?|answers?|choices?) \(?[A-H1-8]\b|\([A-H]\)|(?<![\w.])[B-H](?![\w.])")
"""A reference to an option by letter or number, which shuffling would make wrong."""


@cache
def page() -> Page:
    found, problems = read((QUESTIONS / f"{NAME}.md").read_text("utf-8"), NAME)
    assert not problems, "\n".join(map(str, problems))
    assert found is not None
    return found


def folded(text: str) -> str:
    return " ".join(text.split())


@cache
def sheet() -> str:
    return (QUESTIONS / page().head.article).read_text("utf-8")


def four_options() -> list[Item]:
    items = [question.item for question in page().questions]
    return [item for item in items if item.kind == "single" and len(item.options) == 4]


def texts(item: Item) -> list[str]:
    return [item.stem, item.explanation, *(text for o in item.options for text in (o.text, o.rationale))]


def key(item: Item) -> Option:
    return item.options[item.keys[0]]


def quiz(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def chosen(path: Path) -> list[Question]:
    """The questions that a quiz file asks for; a name that the page lacks is a KeyError."""
    settings = quiz(path)
    approved = {q.name: q for q in page().questions if q.status == "approved"}
    if "questions" in settings:
        pairs = [name.split("/") for name in settings["questions"]]
        assert {page_name for page_name, _ in pairs} == {NAME}
        return [approved[name] for _, name in pairs]
    assert settings["page"] == NAME
    tag = settings.get("tag")
    return [q for q in approved.values() if tag is None or tag in q.item.tags]


def test_the_page_is_already_in_canonical_spelling() -> None:
    assert write(page()) == (QUESTIONS / f"{NAME}.md").read_text("utf-8")


def test_the_readme_shows_a_page_that_can_be_read_as_it_stands() -> None:
    readme = (QUESTIONS / "README.md").read_text("utf-8")
    example = readme.split("```markdown\n")[1].split("```")[0]
    found, problems = read(example, "example")
    assert not problems
    assert found is not None
    assert write(found) == example
    assert [question.name for question in found.questions] == ["clear-sky"]


def test_there_is_enough_for_a_term_of_lessons_in_several_kinds_and_levels() -> None:
    items = [question.item for question in page().questions]
    kinds, levels = Counter(item.kind for item in items), Counter(item.level for item in items)
    assert len(items) >= 48
    assert kinds["multiple"] >= 6
    assert kinds["true-false"] >= 5
    assert len(levels) >= 4
    assert max(levels.values()) <= len(items) / 2


@pytest.mark.parametrize("question", page().questions, ids=lambda question: question.name)
def test_every_question_is_complete(question: Question) -> None:
    item = question.item
    assert check(item) == []
    assert item.facts
    assert item.level
    assert item.difficulty
    assert item.tags
    assert item.explanation
    assert all(option.rationale for option in item.options)


def test_every_fact_is_used_and_carries_a_quote_and_a_place() -> None:
    used = {name for question in page().questions for name in question.item.facts}
    assert used == {fact.name for fact in page().facts}
    assert all(fact.quotes and fact.places for fact in page().facts)


def test_every_quote_stands_once_and_word_for_word_in_the_fact_sheet() -> None:
    text = folded(sheet())
    counts = {quote: text.count(folded(quote)) for fact in page().facts for quote in fact.quotes}
    assert {quote for quote, count in counts.items() if count != 1} == set()


def test_every_quote_comes_from_the_paragraph_that_its_fact_names() -> None:
    paragraphs = [folded(part) for part in re.split(r"\n\n(?=\d+\. )", sheet())[1:]]
    for fact in page().facts:
        (part,) = [part for part in paragraphs if folded(fact.quotes[0]) in part]
        cited = CITATION.search(part)
        assert cited is not None
        assert fact.places[0] in {f"paragraph {number}" for number in cited.groups() if number}


def test_every_paragraph_of_the_fact_sheet_names_its_source() -> None:
    numbered = re.split(r"\n\n(?=\d+\. )", sheet())[1:]
    assert [int(part.split(".")[0]) for part in numbered] == list(range(1, len(numbered) + 1))
    assert all(len(CITATION.findall(folded(part))) == 1 for part in numbered)


def test_the_fact_sheet_can_be_read_in_five_minutes() -> None:
    prose = CITATION.sub("", folded(re.sub(r"(?m)^\d+\. ", "", sheet())))
    assert 700 <= len(prose.split()) <= 1000


def test_no_position_is_the_key_more_often_than_chance_explains() -> None:
    positions = Counter(item.keys[0] for item in four_options())
    expected = len(four_options()) / 4
    chi_square = sum((positions[place] - expected) ** 2 / expected for place in range(4))
    assert chi_square < 7.81  # 5 % of a chi-square with 3 degrees of freedom
    assert max(positions.values()) <= 0.35 * len(four_options())


def test_the_longest_or_shortest_option_is_no_good_guess() -> None:
    longest = shortest = 0
    for item in four_options():
        others = [len(option.text) for option in item.options if not option.is_key]
        longest += len(key(item).text) > max(others)
        shortest += len(key(item).text) < min(others)
    assert longest <= 0.35 * len(four_options())
    assert shortest <= 0.35 * len(four_options())


def test_true_and_false_are_both_worth_considering() -> None:
    keys = Counter(key(q.item).text for q in page().questions if q.item.kind == "true-false")
    assert min(keys["True"], keys["False"]) >= 3


def test_no_text_points_at_an_option_by_its_letter() -> None:
    assert LETTER.search("As in option B, the date is wrong.")
    assert not LETTER.search("A U.S. officer spoke of F. D. Roosevelt.")
    found = [text for q in page().questions for text in texts(q.item) if LETTER.search(text)]
    assert found == []


def test_no_option_is_all_or_none_of_the_others() -> None:
    pattern = re.compile(r"\b(?:all|none|both|neither) of (?:the above|these|them)\b", re.IGNORECASE)
    options = [option.text for question in page().questions for option in question.item.options]
    assert [text for text in options if pattern.search(text)] == []


def test_plain_numbers_go_up_and_stay_in_order() -> None:
    for question in page().questions:
        values = [option.text.replace(",", "") for option in question.item.options]
        if all(value.isdigit() for value in values):
            assert [int(value) for value in values] == sorted(int(value) for value in values)
            assert question.item.order == "fixed"


def test_no_sentence_of_a_speaker_is_quoted_at_length() -> None:
    everything = [sheet(), *(text for question in page().questions for text in texts(question.item))]
    quoted = [words for text in everything for words in re.findall(r"“([^”]*)”", folded(text))]
    assert quoted
    assert [words for words in quoted if len(words.split()) > 6] == []


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_every_quiz_says_what_it_is_and_asks_what_exists(path: Path) -> None:
    settings = quiz(path)
    assert set(settings) <= {"title", "description", "feedback", "questions", "page", "tag"}
    assert settings["title"]
    assert settings["description"]
    assert settings["feedback"] in {"finish", "question"}
    assert ("questions" in settings) != ("page" in settings)
    assert len(chosen(path)) >= 10
    assert len({question.name for question in chosen(path)}) == len(chosen(path))


def test_the_short_quiz_is_balanced_and_repeats_no_fact() -> None:
    items = [question.item for question in chosen(QUESTIONS / "quizzes" / "iran-attack-short.toml")]
    assert len(items) == 10
    assert {item.kind for item in items} == {"single", "multiple", "true-false"}
    assert len({item.level for item in items}) >= 4
    facts = Counter(name for item in items for name in item.facts)
    assert max(facts.values()) == 1


def test_the_full_quiz_asks_every_approved_question() -> None:
    everything = [question for question in page().questions if question.status == "approved"]
    assert chosen(QUESTIONS / "quizzes" / "iran-attack-full.toml") == everything

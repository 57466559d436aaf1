"""Statements made wrong in one place, and values asked where they stand."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from quizapp.generate import draft, read_article
from quizapp.generate.altered import alterations
from quizapp.generate.by_truth import draft as questions
from quizapp.generate.by_truth import statements
from quizapp.generate.facts import read
from quizapp.generate.values import read_value

QUIET = (
    "The town lies between two rivers and has a long market street. Boats bring timber from the north in spring. "
    "The mills stand close to the water, and their wheels turn slowly. Bakers light the ovens before the sun is up. "
    "Carts roll over the stones of the square. Children carry baskets to the school. Old men mend nets by the wall. "
)


def made_of(sentence: str) -> list[str]:
    reading = read(read_article(f"{QUIET}\n\n{sentence}"))
    [told] = [t for t in statements(reading) if t.parsed.sentence.text == sentence]
    return [a.text for seed in range(8) for a in alterations(reading, told, Random(seed))]


def test_a_changed_number_contradicts_the_sentence() -> None:
    made = made_of("The harbour board employs 48 pilots in summer.")
    assert made
    assert all("48" not in text and text.endswith("pilots in summer.") for text in made)


def test_after_a_lower_bound_only_greater_numbers_are_wrong() -> None:
    for text in made_of("The harbour board employs over 400 pilots in summer."):
        value = read_value(text.split("over ")[1].split()[0])
        assert value is not None
        assert value.number > 400


def test_a_superlative_is_turned_round() -> None:
    assert "Tarnvik is the smallest town on the island." in made_of("Tarnvik is the largest town on the island.")


def test_no_sentence_serves_in_two_questions() -> None:
    facts = " ".join(
        f"The {name} harbour opened in {1900 + n * 7} with {20 + n * 11} berths for fishing boats."
        for n, name in enumerate("Orsund Halden Velmora Kestrel Skerry Lund Brandt Vik Moen Dahl Eide Falk".split())
    )
    reading = read(read_article(f"{QUIET}\n\n{facts}"))
    used = [s for c in questions(reading) for s in (c.sentence, *c.also)]
    assert used
    assert len(used) == len(set(used))
    taken = frozenset(used)
    assert all(taken.isdisjoint({c.sentence, *c.also}) for c in questions(reading, taken))


@pytest.mark.parametrize(
    "sentence",
    [
        "Maren Holt sold over 400 boats to the navy of the island.",
        "The ferry carried at least 90 sheep to the northern islands.",
        "The council may open 12 new schools in the northern district.",
        "They sold 40 boats to the navy of the northern island.",
    ],
)
def test_a_bound_a_maybe_and_an_unknown_they_are_not_asked_for(sentence: str) -> None:
    stems = [d.item.stem for d in draft(f"{QUIET}\n\n{sentence}", seed=1).shown]
    assert not [stem for stem in stems if "how many" in stem.lower()]


def test_a_life_is_told_of_its_hero_by_pronouns() -> None:
    text = (
        "Maren Holt (born 1950) was a painter from Orsund. Holt studied in Bergen with Jonas Eide. "
        f"She sold her first pictures on the quay. Holt opened a school for girls in Halden. {QUIET}\n\n"
        "Holt travelled to Iceland by boat. The old school of Tarnvik closed. "
        "She painted the altar of the church at Halden in 1981."
    )
    stems = [d.item.stem for d in draft(text, seed=1).shown]
    assert any("Maren Holt paint the altar" in stem or "Maren Holt painted the altar" in stem for stem in stems)


def test_a_prize_that_two_have_won_is_not_asked_for_by_its_winner() -> None:
    text = (
        f"{QUIET}\n\nMaren Holt won the silver cup of the rowing club. Jonas Eide carried the oars to the boat. "
        "Peter Strand won the silver cup of the rowing club in autumn. Ingrid Falk wrote the letters of the harbour."
    )
    stems = [d.item.stem for d in draft(text, seed=1).shown]
    assert "Who won the silver cup of the rowing club?" not in stems
    assert "According to the article, who won the silver cup of the rowing club?" not in stems


def test_heads_of_state_are_not_asked_for_by_their_office() -> None:
    text = (
        f"{QUIET}\n\nOrsund President Maren Holt opened the bridge. The owner of the Tarnvik mill, Jonas Eide, cut the "
        "ribbon. Peter Strand played the horn. Ingrid Falk read a poem. Nora Lund sold bread."
    )
    stems = [d.item.stem for d in draft(text, seed=1).shown]
    assert not [stem for stem in stems if "President" in stem and stem.startswith("Who is")]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Barges do not pass the old bridge of Halden.", "Barges pass the old bridge of Halden."),
        ("Most boats of the canal carry timber to Halden.", "Few boats of the canal carry timber to Halden."),
        (
            "Locks are necessary on the steep part of the canal.",
            "Locks are unnecessary on the steep part of the canal.",
        ),
        ("The keepers shut the gate before the bell rings.", "The keepers shut the gate after the bell rings."),
    ],
)
def test_a_statement_is_turned_into_its_contrary(sentence: str, wrong: str) -> None:
    assert wrong in made_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Heavy barges of the canal carry timber to Halden.",
        "Some boats of Halden travel north to the lake of Tarnvik.",
        "The school of Halden was named after the old keeper of the lock.",
    ],
)
def test_what_may_be_so_of_others_too_is_not_turned_round(sentence: str) -> None:
    assert made_of(sentence) == []


def test_nobody_is_put_into_the_crime_of_another() -> None:
    people = "Jonas Eide painted the boats. Ingrid Falk wrote the letters. Peter Strand sold bread on the quay."
    reading = read(read_article(f"{QUIET}\n\n{people} The old judge of Halden blamed Maren Holt for the theft."))
    [told] = [t for t in statements(reading) if "theft" in t.text]
    assert not [a for seed in range(8) for a in alterations(reading, told, Random(seed)) if a.kind == "name"]


def test_a_statement_all_are_about_is_named_in_the_question() -> None:
    facts = " ".join(
        f"Tarnvik sold {20 + n * 11} boats to the navy of {place} in {1900 + n * 7}."
        for n, place in enumerate("Orsund Halden Velmora Kestrel".split())
    )
    reading = read(read_article(f"# Tarnvik\n\n{QUIET}\n\n{facts}"))
    assert "According to the article, which statement about Tarnvik is correct?" in [c.stem for c in questions(reading)]


def test_a_sentence_asked_elsewhere_is_made_wrong_only_in_what_is_asked_there() -> None:
    facts = " ".join(
        f"The {name} harbour opened in {1900 + n * 7} with {20 + n * 11} berths for fishing boats."
        for n, name in enumerate("Orsund Halden Velmora Kestrel Skerry Lund".split())
    )
    reading = read(read_article(f"{QUIET}\n\n{facts}"))
    told = {t.parsed.index: t for t in statements(reading) if "berths" in t.text}
    asked = {index: t.text.split(" in ")[1][:4] for index, t in list(told.items())[:3]}
    made = list(questions(reading, frozenset(asked), asked))
    assert made
    for candidate in made:
        assert candidate.sentence not in asked
        for index, (text, _) in zip(candidate.also, candidate.offered, strict=True):
            if index in asked:
                assert asked[index] not in text


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (
            "The loose feathers reduce the loss of heat in winter.",
            "The loose feathers increase the loss of heat in winter.",
        ),
        ("The lower chamber of the lock has a wooden floor.", "The lower chamber of the lock lacks a wooden floor."),
        (
            "Rowing boats pass the lock without the help of horses.",
            "Rowing boats pass the lock with the help of horses.",
        ),
        ("Maren Holt became the first keeper of the lock.", "Maren Holt became the second keeper of the lock."),
    ],
)
def test_verbs_prepositions_and_ranks_have_contraries_too(sentence: str, wrong: str) -> None:
    assert wrong in made_of(sentence)


def test_what_one_thing_includes_is_said_of_another() -> None:
    text = (Path(__file__).parent / "articles" / "terms.md").read_text(encoding="utf-8")
    wrong = [text for candidate in questions(read(read_article(text))) for text, _ in candidate.offered]
    assert "Sandy pools include crabs, snails and young fish." in wrong


def test_statements_of_a_refused_question_are_tried_with_another_key() -> None:
    facts = " ".join(
        f"The {name} harbour opened in {1900 + n * 7} with {20 + n * 11} berths for fishing boats."
        for n, name in enumerate("Orsund Halden Velmora Kestrel Skerry Lund".split())
    )
    reading = read(read_article(f"{QUIET}\n\n{facts}"))
    [first, *_] = questions(reading)
    again = list(questions(reading, fails=lambda candidate: candidate.key == first.key))
    assert again
    assert first.key not in [candidate.key for candidate in again]


def test_a_name_and_its_longer_form_are_not_told_apart() -> None:
    text = (
        f"{QUIET}\n\nHalden University lies by the lake. Orsund University opened in 1902. Maren Holt taught "
        "mathematics at Orsund for two years. Jonas Eide studied law at Halden University."
    )
    reading = read(read_article(text))
    for told in statements(reading):
        for seed in range(4):
            for way in alterations(reading, told, Random(seed)):
                if way.kind == "name":
                    assert not set(way.old.split()) & set(way.text.rstrip(".").split())

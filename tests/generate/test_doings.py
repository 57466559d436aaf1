"""Who did something, how many, where and on which date: asked in plain words where it is clear without its sentence."""

from __future__ import annotations

import re
from random import Random

import pytest

from quizapp.generate.by_doing import draft as propose
from quizapp.generate.by_sequence import draft as in_order
from quizapp.generate.distractors import find_distractors
from quizapp.generate.drafting import draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article
from quizapp.generate.somebody import surely_somebody
from quizapp.generate.topic import about
from tests.generate.test_news_pages import VALLEY

BRIDGE = "The **Orsund Bridge** is a railway bridge on the coast of Lindvik. It has two spans of iron."
PEOPLE = (
    "Peter Brandt painted the lighthouse of Halden. Susan Wells wrote a history of Skerry. "
    "Henry Moss bought the mill of Orm. Maria Stone taught at Lindvik."
)


def asked(more: str) -> list[str]:
    """What is asked on a sentence, without the name of its article."""
    text = f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{PEOPLE}\n\nThe river froze. {more}"
    found = propose(read(read_article(text)))
    return [re.sub(r"^According to [^“]*“Orsund Bridge”, ", "", c.stem) for c in found if "Orm" not in c.statement[:40]]


def on(more: str) -> list[str]:
    return [stem for stem in asked(more) if stem not in asked("It thawed.")]


@pytest.mark.parametrize(
    ("told", "question"),
    [
        (
            "Susan Wells sold 300 old bells to the guild of Skerry.",
            "how many old bells did Susan Wells sell to the guild of Skerry?",
        ),
        (
            "In 1921 Henry Moss took about 900 bells to Halden.",
            "about how many bells did Henry Moss take to Halden in 1921?",
        ),
        ("Some 57 towns formed a guild at Skerry.", "about how many towns formed a guild at Skerry?"),
        ("Peter Brandt marched to Skerry with 400 men.", "with how many men did Peter Brandt march to Skerry?"),
        (
            "Henry Moss led 400 men against the guild of Halden.",
            "how many men did Henry Moss lead against the guild of Halden?",
        ),
        ("Skerry Hall was given to Halden on 4 May 1931.", "on which date was Skerry Hall given to Halden?"),
        (
            "The *Nerine* left Skerry for Halden on 4 May 1931.",
            "on which date did the *Nerine* leave Skerry for Halden?",
        ),
        ("Susan Wells opened a school at Skerry Hall.", "who opened a school at Skerry Hall?"),
        ("Susan Wells opened Skerry Hall at 6 a.m.", "who opened Skerry Hall at 6 a.m.?"),
    ],
)
def test_what_was_done_is_asked_for_in_plain_words(told: str, question: str) -> None:
    assert question in on(told)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("Henry Moss was buried in Recife in 1931.", "in which city or town was Henry Moss buried in 1931?"),
        ("Henry Moss was appointed keeper in Recife.", "in which city or town was Henry Moss appointed keeper?"),
        ("Henry Moss was appointed in Recife in 1931.", ""),
    ],
)
def test_where_something_was_done_is_asked_where_it_is_told_what(told: str, question: str) -> None:
    assert [stem for stem in on(told) if "city" in stem] == [question] * bool(question)


@pytest.mark.parametrize(
    "told",
    [
        "Susan Wells left with 300 men on 4 May 1931.",
        "Henry Moss sailed on 4 May 1931.",
        "Susan Wells sold four bells in ten.",
        "Susan Wells sold 300 bells and ropes.",
        "Susan Wells counted 300 visits by nuns.",
        "Susan Wells had sold 300 bells by 1931.",
        "Susan Wells and Henry Moss tried to save Skerry Hall.",
        "Susan Wells placed 300 Halden divers aboard.",
        "Susan Wells opened a school.",
        "Susan Wells is known as the Pearl of Skerry.",
        "A shop in Skerry has 300 bells.",
        "Maria Stone was nearly hanged at Skerry on 4 March 1931.",
        "Skerry Hall was allegedly sold to Henry Moss on 4 March 1931.",
        "Skerry Hall was no longer used by Henry Moss on 4 March 1931.",
        "Henry Moss had nearly lost 300 bells to Skerry.",
        "The house of Susan Wells, which burned down on 4 March 1931, was old.",
        "The guild of Halden kept letters of Henry Moss, which were sold to Halden on 4 March 1931.",
        "The father of Susan Wells, who died on 4 March 1931, was a pilot.",
        "Skerry Hall was sold to Halden on 4 March 1931 and on 6 May 1935.",
        "Under no condition was Susan Wells sent to Skerry on 4 March 1931.",
        "Susan Wells sold 300 rather than 400 bells.",
        "Only three ships reached Skerry Hall on 4 March 1931.",
        "Nobody reached Skerry Hall on 4 March 1931.",
        "Susan Wells opened a school at Skerry Hall too.",
        "Susan Wells sold more bells than Henry Moss to the guild of Skerry.",
        "Susan Wells sold 300 bells to it.",
        "The railway from Halden to Skerry, which was opened on 4 May 1931, is long.",
        "Skerry Hall was shut at midnight on 4 May 1931.",
        "The tower of Skerry measures 300 metres.",
        "Henry Moss, who at one time employed 300 men at Skerry, died.",
        "Maria Stone married a merchant of Halden.",
        "Maria Stone won Skerry Hall when Susan Wells, of Halden, blundered.",
        "In stone with about 1,600 seats, which was finished at Skerry, it stood.",
        "Lan Xang opened a school at Skerry Hall.",
        "A hall with 300 seats was opened at Skerry.",
    ],
)
def test_what_says_too_little_or_is_torn_is_not_asked(told: str) -> None:
    assert on(told) == []


def test_only_whoever_is_surely_somebody_is_asked_for() -> None:
    text = (
        f"{VALLEY}\n\nLan Xang broke up under Skerry Hall. The engineer Oun Kham built a mill at Skerry Hall. "
        "Vytautas Orm said that he had sold it. Deo Van Tri was a chief of the hills."
    )
    reading = read(read_article(text, title="Halden"))
    people = {e.name: surely_somebody(reading, e) for e in reading.entities.of_type("PERSON")}
    assert not people.get("Lan Xang", False)
    assert [people.get(name, True) for name in ("Oun Kham", "Vytautas Orm", "Deo Van Tri")] == [True] * 3


def test_who_only_speaks_of_it_today_or_did_the_same_is_not_offered_for_whoever_did_it() -> None:
    told = "Anne Curry thinks that it was late. Susan Wells opened a school at Skerry Hall in 1931."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{PEOPLE} {told}"))
    (one,) = (c for c in propose(reading) if c.key == "Susan Wells" and "school" in c.stem)
    offered = {text for seed in range(9) for text, _ in find_distractors(reading, one, Random(seed))}
    assert {"Peter Brandt", "Henry Moss", "Maria Stone"} <= offered
    assert "Anne Curry" not in offered
    more = "Henry Moss did the same. The river froze. Maria Stone opened one as well."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{PEOPLE} {told} {more}"))
    (one,) = (c for c in propose(reading) if c.key == "Susan Wells" and "school" in c.stem)
    offered = {text for seed in range(9) for text, _ in find_distractors(reading, one, Random(seed))}
    assert "Peter Brandt" in offered
    assert offered.isdisjoint({"Henry Moss", "Maria Stone"})
    assert surely_somebody(reading, next(e for e in reading.entities.all if e.name == "Anne Curry"))


def test_a_plain_question_takes_the_place_of_the_sentence_with_a_gap() -> None:
    told = "Susan Wells sold 3,400 bells of bronze to the guild of Skerry Hall on 4 May 1931."
    found = draft(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{PEOPLE} {told}"))
    stems = [d.item.stem for d in found.shown if told in d.fact.evidence[0].quote]
    assert any("how many bells of bronze did Susan Wells sell" in stem for stem in stems)
    assert not any("which number completes" in stem for stem in stems)


def test_events_in_an_order_are_told_with_a_name_each_and_alike_in_length() -> None:
    told = (
        "In 1905 the guild of Halden sold Skerry Hall. In 1921 a storm of Orm destroyed Lindvik Pier. "
        "In 1931 Peter Brandt painted the tower of Skerry. In 1944 the masons of Halden mended a wall of the "
        "old harbour below the mills of Orm. In 1950 the guild of Skerry took over."
    )
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{told}"))
    first = next(c for c in in_order(reading) if c.template == "which-first")
    options = [first.key, *(text for text, _ in first.offered)]
    assert first.key == "The guild of Halden sold Skerry Hall"
    assert sorted(options) == sorted(
        [
            "The guild of Halden sold Skerry Hall",
            "A storm of Orm destroyed Lindvik Pier",
            "Peter Brandt painted the tower of Skerry",
        ]
    )
    assert all("later than 1905" in why for _, why in first.offered)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("its galoshes carried the Lindvik brand", "Lindvik"),
        ("it sold the Lindvik, and the Lindvik was bought back", "the Lindvik"),
    ],
)
def test_a_name_before_a_noun_does_not_give_a_firm_an_article(more: str, what: str) -> None:
    assert about(read_article(f"# Lindvik\n\nLindvik is a maker of boots. In 1931 {more}.\n\n{VALLEY}")) == what


def test_what_happened_more_than_once_is_no_wrong_option_for_a_year() -> None:
    told = (
        "In 1910 the guild of Halden opened Skerry Hall. In 1921 a storm of Orm destroyed Lindvik Pier. "
        "In 1931 Peter Brandt painted the tower of Skerry. In 1944 the masons of Orm mended Lindvik Chapel. {}"
    )
    for more, offered in (("", True), ("Again in 1931 the guild of Halden opened Skerry Hall.", False)):
        reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{told.format(more)}"))
        texts = {text for c in in_order(reading) if "what happened in 1931" in c.stem for text, _ in c.offered}
        assert ("The guild of Halden opened Skerry Hall" in texts) is offered


def test_somebody_has_one_name_in_all_options_of_a_question() -> None:
    told = (
        "In 1910 Peter Brandt opened the guild of Skerry. In 1921 Brandt sold Lindvik Pier to Halden. "
        "In 1931 Brandt painted the tower of Tarnvik. In 1944 the masons of Orm mended Lindvik Chapel."
    )
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{told}"))
    texts = {text for c in in_order(reading) for text in (c.key, *(other for other, _ in c.offered))}
    assert {"Peter Brandt opened the guild of Skerry", "Peter Brandt sold Lindvik Pier to Halden"} <= texts
    assert not any(text.startswith("Brandt") for text in texts)

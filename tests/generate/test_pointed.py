"""A sentence that leans on its paragraph is shown with paragraph and title named, where they tell what it means."""

from __future__ import annotations

import re
from random import Random

import pytest

from quizapp.generate.by_gap import draft as propose
from quizapp.generate.distractors import find_distractors
from quizapp.generate.eras import era
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article
from quizapp.generate.values import Value, neighbours
from tests.generate.test_news_pages import VALLEY

BRIDGE = "The **Orsund Bridge** is a railway bridge on the coast of Lindvik. It has two spans of iron."
HOLT = "Maren Holt drew maps of the coast, and her atlas of Lindvik is in every school. She rowed."


def asked(title: str, opening: str, paragraph: str, key: str = "1931", what: str = "sentence") -> list[str]:
    """The questions proposed for a value of the last paragraph that show a sentence, each as (where, what is shown)."""
    reading = read(read_article(f"# {title}\n\n{opening}\n\n{VALLEY}\n\n{paragraph}"))
    return [
        re.sub(r"^According to (.*?), which .*? completes the (?:sentence|passage) “(.*)”\?$", r"\1: \2", c.stem)
        for c in propose(reading)
        if c.key == key and f"completes the {what} “" in c.stem
    ]


def bridge(paragraph: str, what: str = "sentence") -> list[str]:
    return asked("Orsund Bridge", BRIDGE, paragraph, what=what)


def test_what_the_article_has_spoken_of_is_shown_with_its_paragraph() -> None:
    told = "The guild of Halden kept a tannery. The river froze. Nora Lund of Skerry sold the tannery in 1931."
    assert bridge(told) == ["paragraph 3 of the article “Orsund Bridge”: Nora Lund of Skerry sold the tannery in ____"]


def test_the_company_is_open_where_the_article_has_several() -> None:
    told = "The Orm Company and the {} Company made boots. The river froze. The company took the name Talon in 1931."
    assert bridge(told.format("Lund Company and the Skerry")) == []
    assert bridge("The Orm Company made boots. The river froze. The company took the name Talon of Orm in 1931.")


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("The keepers of Halden left the tannery to Nora Lund in 1931.", True),
        ("The soldiers sold the tannery to Nora Lund of Skerry in 1931.", True),
        ("The aunt sold the tannery to Nora Lund of Skerry in 1931.", False),
        ("The nephew sold the tannery to Nora Lund of Skerry in 1931.", False),
        ("The decision on the tannery angered Nora Lund of Skerry in 1931.", True),
        ("The decision angered Nora Lund and the tannery of Skerry in 1931.", False),
        ("The fence was sold to Nora Lund of Skerry in 1931.", False),
        ("Nora Lund of Skerry sold the fence to Halden in 1931.", True),
    ],
)
def test_the_paragraph_tells_who_acts_and_which_thing_is_meant_but_not_whose_aunt(last: str, shown: bool) -> None:
    assert bool(bridge(f"The guild kept a tannery and a nephew. The river froze. {last}")) is shown


def test_whoever_is_told_by_a_people_alone_is_shown_with_the_paragraph() -> None:
    (one,) = bridge("The Norwegian baker sold Nora Lund and Orsund a dam in 1931.")
    assert one.startswith("paragraph 3 of")


@pytest.mark.parametrize(
    ("before", "last", "shown"),
    [
        ("", "It was sold to the guild of Halden in 1931.", False),
        ("It has been painted since. ", "It was sold to the guild of Halden in 1931.", True),
        ("The bridge has been painted since. ", "Halden bought it for the guild in 1931.", True),
        ("He saw it. ", "It was sold to the guild of Halden in 1931.", False),
        ("The guild paid for the ice since. ", "Halden bought it for the guild in 1931.", False),
    ],
)
def test_it_may_stand_for_the_title_where_the_paragraph_speaks_of_nothing_else(
    before: str, last: str, shown: bool
) -> None:
    assert bool([one for one in bridge(before + last) if one.startswith("paragraph 3 of")]) is shown


@pytest.mark.parametrize(
    ("title", "before", "last", "shown"),
    [
        ("Maren Holt: a life in maps", "The winter was long.", "She moved to Halden in 1931.", True),
        ("Maren Holt", "The winter was long.", "She moved to Halden in 1931.", True),
        ("Maren Holt", "Nora Lund of Skerry came.", "She moved to Halden in 1931.", False),
        ("Maren Holt", "The winter was long.", "He moved to Halden in 1931.", False),
        ("A life in maps", "The winter was long.", "She moved to Halden in 1931.", False),
    ],
)
def test_she_may_stand_for_whoever_the_title_names_where_nobody_else_is_spoken_of(
    title: str, before: str, last: str, shown: bool
) -> None:
    life = "Maren Holt was a surveyor. She rowed. She kept bees. She sang. She mended nets. She wrote letters."
    found = asked(title, life, f"{before} {last}")
    assert bool([one for one in found if "[Maren Holt] moved" in one]) is shown
    assert not [one for one in found if "she moved" in one.lower()]


@pytest.mark.parametrize(
    ("last", "place"),
    [
        ("Orsund was sold to Halden and Skerry in 1931.", "the article"),
        ("Orsund was sold to the guild of Halden in 1931.", "paragraph 3 of the article"),
    ],
)
def test_a_sentence_of_names_alone_needs_no_paragraph(last: str, place: str) -> None:
    assert bridge(last) == [f"{place} “Orsund Bridge”: {last.replace('1931', '____').rstrip('.')}"]


def test_no_title_is_shown_that_has_the_key_in_it() -> None:
    assert asked("The flood of 1931", BRIDGE, "Orsund was flooded by Halden and Skerry in 1931.") == [
        "the article: Orsund was flooded by Halden and Skerry in ____"
    ]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Orsund and Halden were both sold in 1931.", "Orsund and Halden sold both in 1931."),
        ("In 1931 Nora Lund bought 27,000 ropes in Orsund.", "In 1931 Nora Lund bought roughly 27,000 in Orsund."),
        ("Nora Lund replied to Halden in May 1931.", "Nora Lund of Halden replied in May 1931."),
        ("A woman named Nora Lund bought Orsund in 1931.", "A small woman bought Orsund from Halden in 1931."),
        ("Orsund and Halden sold the ice of Skerry in 1931.", "Orsund and Halden sold that of Skerry in 1931."),
        ("Prices in Orsund and Halden fell in 1931.", "Prices in Orsund and Halden fell accordingly in 1931."),
        ("Orsund and Halden were sold in 1931.", "A few months afterwards Orsund and Halden were sold, in 1931."),
        ("Orsund granted Nora Lund a pension in 1931.", "Orsund granted the family a pension in 1931."),
        (
            "Nora Lund, who was ill for eight years, left Orsund in 1931.",
            "Nora Lund, who was eight at the time, left Orsund in 1931.",
        ),
        ("In 1931 Orsund was the richest of the towns.", "In 1931 Orsund was the richest in the north of Halden."),
        ("Orsund followed Halden into the union in 1931.", "A chapel of Orsund and Halden followed in 1931."),
        (
            "Halden lent Orsund its silver in 1931 for the first stage of the dam.",
            "Halden lent Orsund silver in 1931 for the first stage, which nobody who had ever seen the coast of "
            "Lindvik in winter or had spoken with the pilots of Skerry about its ice and with the divers about the "
            "rocks would have begun, of the dam.",
        ),
        ("Nora Lund left Orsund for Halden in 1931.", "Orsund is expected to leave Halden in 1931."),
        ("Orsund was sold to Halden in 1931.", "Oil of Orsund fell from 9 crowns in 1900 to 4 s in 1931."),
    ],
)
def test_a_sentence_that_leaves_something_open_is_not_shown(good: str, bad: str) -> None:
    assert bridge(good)
    assert not bridge(bad)


@pytest.mark.parametrize("front", ["Too many ships", "Even numbers", "Yet untaxed ships", "However many ships"])
def test_a_word_that_joins_nothing_is_not_cut_from_the_front_of_its_sentence(front: str) -> None:
    assert all(front in one for one in bridge(f"{front} of Orsund were sold to Halden in 1931."))
    assert [one for one in bridge("However, ships of Orsund were sold to Halden in 1931.") if ": Ships" in one]


def test_the_number_of_a_king_at_the_end_has_no_full_stop() -> None:
    (one,) = bridge("Work on Orsund began in 1931 in the presence of George I.")
    assert one.endswith("George I")


def test_pages_of_a_book_are_not_asked_for() -> None:
    assert not asked("Orsund Bridge", BRIDGE, "Nora Lund wrote a book of 94 pages on Orsund.", "94")
    assert asked("Orsund Bridge", BRIDGE, "Nora Lund built a house of 94 rooms in Orsund.", "94")


def test_who_acts_before_a_dash_is_no_dateline() -> None:
    last = "BBC Radio Lindvik – the station of the coast – opened a studio in Orsund for Peter Strand in 1931."
    assert not [one for one in bridge(last) if "BBC" not in one]


def test_a_dateline_falls_away() -> None:
    for dateline in ("ORSUND, 19 March — ", "**ORSUND, Co. Halden** — "):
        (one,) = bridge(f"{dateline}Nora Lund of Skerry bought Orsund from Halden in 1931.")
        assert one.endswith(": Nora Lund of Skerry bought Orsund from Halden in ____")


@pytest.mark.parametrize(
    ("said", "key", "possible"),
    [
        ("in the Second World War", "1943", range(1939, 1946)),
        ("in the First World War", "1915", range(1914, 1919)),
        ("by the Soviet fleet", "1988", range(1917, 1992)),
        ("on the World Heritage List", "1980", range(1978, 2101)),
        ("at the Olympic Games", "1952", range(1900, 2101, 4)),
    ],
)
def test_no_year_is_offered_in_which_what_is_named_did_not_exist(said: str, key: str, possible: range) -> None:
    reading = read(read_article(f"{VALLEY}\n\nNora Lund and Orsund were named {said} in {key}."))
    (found,) = [c for c in propose(reading) if c.key == key]
    offered = {int(text) for seed in range(20) for text, _ in find_distractors(reading, found, Random(seed))}
    assert offered
    assert all(year in possible for year in offered)


def test_a_war_rules_no_year_out_where_the_key_lies_behind_it() -> None:
    assert era("after the First World War", 1921).has(1925)
    assert not era("during World War I", 1915).has(1913)
    assert era("World War II", 1943).has(1940)
    assert not era("during World War II", 1939).has(1939, 7)
    assert era("during World War II", 1939).has(1939, 9)


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("Nora Lund ran the mill of Orsund.", "The other mill was sold to the guild of Halden in 1931."),
        ("Two mills stood in Orsund.", "The former was sold to the guild of Halden in 1931."),
        ("Nora Lund ran the mill of Orsund for long.", "We bought the ropes of Halden in 1931."),
        ("Peter Strand ran the mill of Orsund.", "She sold the ropes to the guild of Halden in 1931."),
    ],
)
def test_two_sentences_are_not_shown_where_the_second_leans_further_back(before: str, last: str) -> None:
    assert not bridge(f"The river froze. {before} {last}", "passage")


def test_no_full_stop_is_doubled_between_two_sentences() -> None:
    last = "The river froze. The mill of Orsund was sold to Lund Inc. It was rebuilt by Halden in 1931."
    told = bridge(last, "passage")
    assert not [one for one in told if ".." in one]
    assert [one for one in told if "Lund Inc. It was" in one]


def test_no_title_with_a_year_is_shown_where_a_year_is_asked_for() -> None:
    last = "Nora Lund lost 4,300 ropes of Orsund and Halden in 1931."
    for key, place in (("4,300", "the article “The flood of 1929”: "), ("1931", "the article: ")):
        (one,) = asked("The flood of 1929", BRIDGE, last, key)
        assert one.startswith(place)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "In 1931 a plague reached Orsund and Halden.",
            "Orsund and Halden were built in 1931, the year in which Skerry burned.",
        ),
        ("Nevertheless, Nora Lund left Orsund in 1931.", "Nora Lund left Orsund in 1931 nevertheless."),
        ("Nora Lund left Orsund and Halden in 1931.", "Imagine that Nora Lund left Orsund and Halden in 1931."),
        (
            "The tannery was sold to Nora Lund of Skerry in 1931.",
            "The two men were sold to Nora Lund of Skerry in 1931.",
        ),
        (
            "The tannery and the ferry were sold to Nora Lund in 1931.",
            "The tannery, the ferry and the barn were sold to Nora Lund in 1931.",
        ),
    ],
)
def test_what_everybody_can_date_what_is_made_up_and_what_needs_much_looking_up_is_left_alone(
    good: str, bad: str
) -> None:
    told = "The guild kept a tannery, a ferry and a barn, and two men. The river froze. "
    assert bridge(told + good)
    assert not bridge(told + bad)


def test_lengths_are_offered_that_such_a_thing_may_have() -> None:
    last = "Orsund Bridge is 163 metres long and was built by Nora Lund of Skerry."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{last}"))
    (found,) = [c for c in propose(reading) if c.key == "163"]
    offered = {int(text) for seed in range(20) for text, _ in find_distractors(reading, found, Random(seed))}
    assert 90 < min(offered) < max(offered) < 250


@pytest.mark.parametrize(
    ("good", "bad", "key"),
    [
        (
            "Nora Lund ploughed 86 per cent of Orsund in May.",
            "Nora Lund ploughed 86 per cent of Orsund, and only half of Halden.",
            "86 per cent",
        ),
        (
            "Nora Lund stayed in Orsund for thirteen years.",
            "Nora Lund of Orsund stayed for thirteen years.",
            "thirteen",
        ),
        ("Orsund joined Halden on 4 January 1931.", "Orsund joined Halden on 1 January 1931.", "January 1931"),
    ],
)
def test_shares_beside_a_half_stays_without_a_place_and_new_years_days_are_not_asked_for(
    good: str, bad: str, key: str
) -> None:
    def keys(last: str) -> list[str]:
        reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{last}"))
        return [c.key for c in propose(reading) if key in c.key]

    assert keys(good)
    assert not keys(bad)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("By noon on 4 May Orsund had sold 140 ropes to Halden.", "By noon Orsund had sold 140 ropes to Halden."),
        (
            "Orsund sold 140 ropes before the end of May.",
            "Orsund and Halden sold 140 ropes before the end of the year.",
        ),
        ("On the way to Skerry Nora Lund bought 140 ropes.", "On the way home Nora Lund of Orsund bought 140 ropes."),
        ("The ferry brought 140 ropes to Nora Lund.", "The nephew brought 140 ropes to Nora Lund."),
        ("Orsund and Halden bought 140 ropes for Skerry.", "Orsund bought 140 ropes, twice the number of Halden."),
    ],
)
def test_hours_ways_and_years_without_a_name_and_what_is_told_by_doubling_are_left_alone(good: str, bad: str) -> None:
    def said(last: str) -> list[str]:
        return asked("Orsund Bridge", BRIDGE, f"The guild kept a nephew and a ferry. The river froze. {last}", "140")

    assert said(good)
    assert not said(bad)


def test_a_name_in_bold_that_ends_in_a_full_stop_is_no_heading_and_a_year_in_bold_begins_a_chronicle() -> None:
    (one,) = bridge("**Orsund Lifts S.A.** was sold to Halden in 1931.")
    assert "Orsund Lifts S.A." in one
    assert not bridge("**1853** Nora Lund of Skerry sold Orsund to Halden in 1931.")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The toll of Orsund and Halden was lifted in 1931.",
            "The toll of Orsund and Halden stood at 200 crowns in 1931.",
        ),
        ("In 1931 Orsund employed Nora Lund of Halden.", "In 1931 Orsund employed 86 divers of Halden."),
    ],
)
def test_a_year_that_only_dates_a_price_or_a_figure_is_not_asked_for(good: str, bad: str) -> None:
    assert bridge(good)
    assert not bridge(bad)


def test_no_number_is_offered_that_the_question_shows_for_something_else() -> None:
    last = "The 22 members of the guild of Halden owed silver to 16 bankers and 13 brokers of Orsund."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{last}"))
    (found,) = [c for c in propose(reading) if c.key == "22"]
    offered = {text for seed in range(30) for text, _ in find_distractors(reading, found, Random(seed))}
    assert offered
    assert not offered & {"13", "16"}


def test_the_words_that_announce_a_list_count_as_a_paragraph() -> None:
    text = f"# Orsund\n\n{VALLEY}\n\nThree things are needed for it:\n\n- a mill\n- a dam\n\nNora Lund left in 1931."
    numbers = [s.paragraph for s in read_article(text).sentences]
    assert numbers[-1] == numbers[0] + 2


def test_a_place_stands_in_brackets_where_it_means_the_title() -> None:
    opening = "Velmora is a town in the north of Lindvik. It is old."
    (one,) = asked("Velmora", opening, "UNESCO placed its shores on the list of parks in 1998.", "1998")
    assert "UNESCO placed [Velmora’s] shores on the list of parks in ____" in one


def test_it_stands_for_nobody_in_a_life() -> None:
    opening = "Maren Holt was a surveyor of the coast. She rowed."
    assert not asked("Maren Holt", opening, "It was sold to the guild of Halden in 1931.")


def test_no_month_is_offered_in_which_the_war_had_not_begun() -> None:
    last = "On 3 October 1939, in the first days of the Second World War, Nora Lund sold Orsund to Halden."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{last}"))
    (found,) = [c for c in propose(reading) if c.pool == "day"]
    offered = {text.split()[1] for seed in range(20) for text, _ in find_distractors(reading, found, Random(seed))}
    assert offered
    assert not offered & {"July", "August"}


def test_a_long_title_is_named_too() -> None:
    (one,) = asked("How the old stone bridge of the coast came to be sold", BRIDGE, "Orsund joined Halden in 1931.")
    assert one.startswith("the article “How the old stone bridge")


def test_what_leans_is_not_shown_where_no_title_says_what_the_article_is_on() -> None:
    told = "The guild of Halden kept a tannery. The river froze. Nora Lund of Skerry sold the tannery in 1931."
    assert asked("The tanneries of the coast", VALLEY, told)
    assert not asked("The tanneries of 1931", VALLEY, told)


def test_what_is_somebodys_own_is_not_given_to_whoever_the_article_is_on() -> None:
    told = "Maren Holt built a dynamo. Peter Strand of Orsund showed his own machine in Halden in 1931."
    (one,) = asked("Maren Holt", "Maren Holt was a surveyor of the coast.", told)
    assert "showed his own machine" in one


def test_no_clause_is_shown_that_begins_with_its_auxiliary() -> None:
    last = (
        "The mill of Orsund would have been lost in the flood, had not the guild of Halden lent it $4,300 in May 1931."
    )
    assert not [one for one in asked("Orsund Bridge", BRIDGE, last, "$4,300") if ": … had" in one]


def test_the_key_is_not_the_only_number_that_is_not_round() -> None:
    for seed in range(60):
        offered = neighbours(
            Value(41.0, 0, False, False, "", "", True), Random(seed), seen=[], banned=set(), close=True
        )
        assert any(n % 5 for n in offered)


def test_it_is_not_what_the_title_names_behind_a_sentence_of_unknown_subject() -> None:
    told = (
        "The church, a white-plastered octagon finished in 1784 and known as *Bergstadens Ziir* (“the ornament of the "
        "mining town”), is the only stone building of any size. It holds about 1,600 people."
    )
    shown = asked("Orsund", "Orsund is a town on the coast of Lindvik.", told, "1,600")
    assert not [one for one in shown if "[Orsund]" in one]


def test_it_is_not_what_the_title_names_behind_its_successor() -> None:
    told = (
        "The Orsund Bridge was lost on 21 December 1903, when the pier was hit. Its successor, the Orm, escaped: in "
        "the last weeks of war it was carried by train to Skerry, where it spent some time in a barn covered with hay. "
        "In 1931 it was rented to the guild of Halden."
    )
    assert not [one for one in bridge(told) if "[" in one]

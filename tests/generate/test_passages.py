"""Paragraphs are shown down to a gap where a sentence leans on them, and the lives of people are known as such."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.core.flaws import check
from quizapp.core.item import Item, Option
from quizapp.generate.by_gap import draft as propose
from quizapp.generate.distractors import find_distractors
from quizapp.generate.drafting import draft
from quizapp.generate.eras import era
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article
from quizapp.generate.values import neighbours, read_value
from quizapp.generate.verify_alone import _half_named
from tests.generate.test_news_pages import VALLEY
from tests.generate.test_pointed import BRIDGE, asked


def passages(paragraph: str, key: str = "1931", opening: str = BRIDGE) -> list[str]:
    """What is shown of a paragraph in an article on a bridge, each as (where, what)."""
    return asked("Orsund Bridge", opening, paragraph, key, what="passage")


def test_a_paragraph_is_shown_from_the_sentence_on_that_says_what_its_last_one_means() -> None:
    told = "Nora Lund of Skerry kept a mill. The guild of Halden bought the mill. It paid her in silver, in May 1931."
    (one,) = passages(told)
    assert one == (
        "paragraph 3 of the article “Orsund Bridge”: Nora Lund of Skerry kept a mill. The guild of Halden bought the "
        "mill. It paid her in silver, in May ____"
    )


@pytest.mark.parametrize(
    "told",
    [
        "Nora Lund of Skerry kept a mill. Coal was dear in Halden. It paid her in silver, in May 1931.",
        "She of Skerry kept a mill. The guild of Halden bought the mill. It paid her in silver, in May 1931.",
        "Nora Lund kept a mill. “The guild bought the mill,” said she. It paid her in silver, in May 1931.",
        "Nora Lund of Skerry kept a mill. The guild of Halden bought the mill. It may have paid her in May 1931.",
        "Nora Lund of Skerry kept a mill. The guild of Halden bought the mill. It paid her a brutal price in May 1931.",
        "Nora Lund of Skerry kept a mill. The guild of Halden bought the mill. No guild paid her in May 1931.",
        "Others of Skerry kept a mill. The guild of Halden bought the mill. It paid them in silver, in May 1931.",
        f"Nora Lund of Skerry kept a mill{' of stone' * 26}. The guild of Halden bought it. It paid her in May 1931.",
    ],
    ids="loose opening speech doubt judgement nobody others long".split(),
)
def test_no_paragraph_is_shown_that_is_loose_open_spoken_doubted_or_long(told: str) -> None:
    assert passages(told) == []


def test_what_says_too_little_alone_is_shown_behind_the_sentence_before() -> None:
    (one,) = passages("Nora Lund asked the guild for silver. The guild paid Lund $4,300.", "$4,300")
    assert one.endswith("Nora Lund asked the guild for silver. The guild paid Lund ____")


def test_a_long_passage_to_be_completed_is_no_flaw_and_a_long_question_is_one() -> None:
    options = tuple(Option(text, text == "1931", "so") for text in ("1931", "1935", "1939"))
    told = "The mill of the guild burned in the night and was built again of stone. " * 4
    stems = (f"Which year completes the passage “{told}It was sold in ____”?", f"Which year is it? {told}")
    found = [{f.rule for f in check(Item("single", stem, options))} for stem in stems]
    assert ["IW05" in rules for rules in found] == [False, True]


@pytest.mark.parametrize(
    ("title", "named", "pronoun"),
    [
        ("Zhan Tianyou: the man who built the line", "Zhan", "He"),
        ("C. V. Raman", "Raman", "He"),
        ("Tomasa Iribarren, who mapped the wells", "Iribarren", "She"),
    ],
)
def test_the_life_of_whoever_the_title_names_is_told_of_nobody_else(title: str, named: str, pronoun: str) -> None:
    full = {"Raman": "Chandrasekhara Venkata Raman", "Zhan": "Zhan Tianyou"}.get(named, "Tomasa Iribarren Godoy")
    others = "Her mother wrote to him. " if pronoun == "He" else "His father wrote to her. "
    life = (
        f"On a night of frost a boat left Tarnvik. In it sat {full}, a surveyor. {named} drew maps. {pronoun} rowed. "
        f"{pronoun} sang. {others}{named} wrote letters. {pronoun} kept bees. {pronoun} mended nets. {named} slept."
    )
    reading = read(read_article(f"# {title}\n\n{life}\n\n{VALLEY}\n\n{pronoun} moved to Halden in 1931."))
    assert reading.about == title.split(":")[0].split(", who")[0]
    (one,) = [c.stem for c in propose(reading) if c.key == "1931"]
    assert f"“[{reading.about}] moved to Halden in ____”" in one


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("Her pupil Nora Lund built the pier of Skerry. ", "She used 1,840 ropes from Halden."),
        ("Her sister disliked the nets. ", "She burned 1,840 nets at Halden."),
        ("The pastor of Skerry praised Holt. ", "She paid her for 1,840 nets at Halden."),
    ],
)
def test_in_a_life_a_pronoun_below_somebody_else_has_no_name_in_brackets(before: str, last: str) -> None:
    life = "Maren Holt was a surveyor. She rowed. She kept bees. She sang. She mended nets. She wrote letters."
    assert not [one for one in asked("Maren Holt", life, before + last, "1,840") if "[Maren Holt] " in one]
    own = [asked("Maren Holt", life, told + last, "1,840") for told in ("Holt left. ", "Her father left. ")]
    assert all("[Maren Holt] " in one[0] for one in own if " her " not in last)


def test_one_pronoun_does_nothing_to_another_of_the_same_person() -> None:
    told = "King Albert sent Brandt to Skerry. He promised him silver. He received 1,840 thalers at Halden."
    assert not [one for one in asked("Orsund Bridge", BRIDGE, told, "1,840") if "[Albert]" in one]


def test_a_successor_is_that_of_somebody_told_of_before() -> None:
    life = "Maren Holt was a surveyor. She rowed. She kept bees. She sang. She mended nets. She wrote letters."
    told = "Her {} moved to Halden in 1931."
    shown = {who: asked("Maren Holt", life, told.format(who)) for who in ("sister", "successor")}
    assert "[Maren Holt’s] sister" in shown["sister"][0]
    assert not shown["successor"]


def test_in_an_article_on_a_battle_he_is_not_the_one_named_most() -> None:
    opening = "The Battle of Orsund was a battle at sea. Jonas Eide led the ships. Eide had twelve. Eide waited."
    told = "Eide was dismissed. Peter Strand followed. At Halden, in May 1931, he lost the ships of Skerry."
    assert not [one for one in asked("Battle of Orsund", opening, told) if "[Jonas Eide]" in one]


def test_a_name_is_put_in_brackets_for_nobody_else_in_the_sentence() -> None:
    opening = "The Battle of Orsund was a battle at sea. Jonas Eide led the ships of the guild."
    told = "Jonas Eide {} in Skerry. The guild gave Peter Strand a medal, and Halden gave him 1,000 ropes in May."
    for deed in ("waited", "slept"):
        assert not [one for one in asked("Battle of Orsund", opening, told.format(deed), "1,000") if "[Jonas" in one]


@pytest.mark.parametrize(
    "told",
    [
        "John Carver accused Peter Strand of theft. He had taken 4,500 furs from Halden.",
        "John Carver quarrelled with Peter Strand. He wanted silver. He had taken 4,500 furs from Halden.",
        "John Carver visited him in Skerry. He had taken 4,500 furs from Halden.",
    ],
)
def test_no_name_is_told_for_a_pronoun_where_two_people_were_spoken_of(told: str) -> None:
    for shown in (*asked("The furs of Halden", VALLEY, told, "4,500"), *passages(told, "4,500")):
        assert "[" not in shown


def test_it_is_no_name_in_a_turn_of_speech() -> None:
    opening = "The Orsund Bridge is a railway bridge on the coast of Lindvik. It has two spans of iron."
    assert not [
        one for one in asked("Orsund Bridge", opening, "As Halden has it, Nora Lund left in 1931.") if "[" in one
    ]


def test_no_dots_stand_in_front_of_a_sentence_shown_from_its_beginning() -> None:
    (whole,) = asked("Orsund Bridge", BRIDGE, "**Orsund Hall** was sold to Nora Lund of Halden in 1931.")
    assert "…" not in whole
    last = "Trade grew in Skerry, and in 1931 the guild of Halden lent Orsund silver"
    (joined,) = asked("Orsund Bridge", BRIDGE, f"{last}.")
    assert joined.endswith(f": {last.replace('1931', '____')}")


@pytest.mark.parametrize("mark", ["[6]", "[citation needed]"])
def test_the_marks_of_notes_are_not_shown(mark: str) -> None:
    within = f"Nora Lund of Halden moved to Skerry{mark}, and sold the ropes of the guild in 1931."
    behind = f"Nora Lund of Halden moved to Skerry in 1931.{mark}"
    for last in (within, behind):
        (one,) = asked("Orsund Bridge", BRIDGE, last)
        assert one.endswith(last.replace(mark, "").replace("1931", "____").removesuffix("."))


def test_nothing_is_shown_that_breaks_off_behind_a_second_verb() -> None:
    last = "Nora Lund left Orsund at midnight on 4 May 1931 in rain and pursued, it is told, the ferry of Halden."
    assert not [one for one in asked("Orsund Bridge", BRIDGE, last, "4 May 1931") if one.endswith("pursued …")]


def test_a_title_in_bold_has_the_article_that_stands_before_it() -> None:
    opening = "The **Orsund Bridge** is a railway bridge on the coast of Lindvik. It has two spans."
    (one,) = asked("Orsund Bridge", opening, "The bridge was built by Halden.\n\nIt runs for 8,400 metres.", "8,400")
    assert "[The Orsund Bridge] runs for ____ metres" in one


def test_a_year_with_a_clause_behind_it_is_asked_for_and_one_with_another_year_is_not() -> None:
    assert asked("Orsund Bridge", BRIDGE, "Nora Lund of Halden left in 1931 to run a mill in Skerry.")
    assert asked("Orsund Bridge", BRIDGE, "Nora Lund of Halden left in 1931 and ran a mill in Skerry.")
    assert not asked("Orsund Bridge", BRIDGE, "Nora Lund of Halden ran a mill in 1931 and 1935 in Skerry.")


def test_a_first_name_in_the_title_is_no_half_of_a_name_in_the_question() -> None:
    text = f"# Daniel's goal wins the cup for Orsund\n\n{VALLEY}\n\nPeter Strand and Nora Lund led Orsund in 1931."
    reading = read(read_article(text))
    assert _half_named(reading, reading.source) == "Daniel"
    assert "1931" in [c.key for c in propose(reading)]
    (shown,) = [d for d in draft(text).shown if d.template == "event-when"]
    assert "Daniel's goal" in shown.item.stem


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "Orsund and Halden had 140 ships in Skerry.",
            "Of the 140 ships of Orsund 84, or 60 per cent, lay in Halden.",
        ),
        (
            "Nora Lund took nine measurements in Halden and Skerry.",
            "Nora Lund took nine measurements, namely of salt and ice.",
        ),
        (
            "Orsund and Halden had nine nurses in Skerry.",
            "The 24 people of Orsund, fourteen divers, nine nurses and a cook, left Halden.",
        ),
        (
            "Orsund and Halden paid 84 crowns in Skerry.",
            "On the remaining 420 crowns Orsund pays 20 per cent, that is 84 crowns, to Halden.",
        ),
        ("Orsund and Halden had nine boats in Skerry.", "All nine boats of the guild of Halden were sold to Orsund."),
        ("The guild of Halden built 84 boats in Skerry.", "The boats of Halden tripled from 28 boats to 84 boats."),
    ],
)
def test_a_number_that_can_be_worked_out_of_what_is_shown_is_not_asked_for(good: str, bad: str) -> None:
    keys = ("84", "140", "nine")
    assert [one for key in keys for one in asked("Orsund Bridge", BRIDGE, good, key)]
    assert not [one for key in keys for one in asked("Orsund Bridge", BRIDGE, bad, key)]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "Nora Lund rowed to Halden in May 1931.",
            "Nora Lund rowed to Halden in May 1931 for the centenary of Orsund.",
        ),
        (
            "Nora Lund died on 4 May 1931 in Halden.",
            "Nora Lund died on 4 May 1931, one day before the peace of Halden.",
        ),
        (
            "Orsund has sold ropes to Halden since 1931.",
            "Orsund has lost 80 per cent of its ropes to Halden since 1931.",
        ),
    ],
)
def test_a_year_that_something_well_known_tells_or_that_a_share_is_reckoned_from_is_not_asked_for(
    good: str, bad: str
) -> None:
    keys = ("1931", "4 May 1931")
    assert [one for key in keys for one in asked("Orsund Bridge", BRIDGE, good, key)]
    assert not [one for key in keys for one in asked("Orsund Bridge", BRIDGE, bad, key)]


def test_no_year_without_games_is_offered_for_the_games_and_none_after_a_war_for_what_came_before_it() -> None:
    assert not era("the Olympic Games in Berlin", 1936).has(1940)
    assert era("the Olympic Games in Berlin", 1936).has(1932)
    assert not era("the last ball before the First World War", 1913).has(1917)
    assert era("the last ball before the First World War", 1913).has(1909)
    assert not era("after the Second World War", 1948).has(1944)


@pytest.mark.parametrize(("title", "named"), [("Treasurer took £400,000", False), ("Treasurer took 14 boats", True)])
def test_a_title_is_named_only_where_no_number_of_it_lies_near_the_key(title: str, named: bool) -> None:
    (one,) = asked(title, BRIDGE, "Nora Lund took £412,600 from Orsund and Halden.", "£412,600")
    assert (title in one) is named


def test_round_shares_stand_beside_round_shares() -> None:
    value = read_value("10 per cent")
    assert value is not None
    for seed in range(20):
        assert all(n % 5 == 0 for n in neighbours(value, Random(seed), seen=[], banned=set(), percent=True))


def test_nothing_much_greater_is_offered_than_what_is_shown_to_have_been_less() -> None:
    value = read_value("£5.60")
    assert value is not None
    for seed in range(20):
        found = neighbours(value, Random(seed), seen=[], banned=set(), between=(4.1, float("inf")))
        assert found
        assert all(4.1 < n <= 8.6 for n in found)


def test_a_year_is_offered_neither_before_nor_behind_the_years_of_the_passage() -> None:
    told = (
        "Nora Lund of Skerry bought a mill in 1929. The mill burned in 1931. The guild sold the mill of Lund in 1935."
    )
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{told}"))
    found = [c for c in propose(reading) if c.key == "1931" and "1929" in c.stem]
    assert found
    for candidate in found:
        assert all(int(t) >= 1929 for seed in range(10) for t, _ in find_distractors(reading, candidate, Random(seed)))


# --- each of these rules was once away without a test that missed it ----------------------------------------------


@pytest.mark.parametrize(
    ("last", "key", "end"),
    [
        (
            "Nora Lund put bright ropes on the boats of Orsund, and in 1931 *Halden Week* praised them for it.",
            "1931",
            "and in ____ …",
        ),
        (
            "With six divers Nora Lund left Orsund at midnight on 4 May 1931, in heavy rain and pursued, so the story "
            "goes, by the guild of Halden.",
            "4 May 1931",
            "and pursued …",
        ),
    ],
)
def test_nothing_shown_ends_in_the_air(last: str, key: str, end: str) -> None:
    assert not [one for one in asked("Orsund Bridge", BRIDGE, last, key) if one.endswith(end)]


def test_words_that_only_place_a_gap_say_nothing() -> None:
    from quizapp.generate.showing import telling

    assert telling("In ____ there was none") == 0
    assert telling("In ____ Nora Lund ran the mill") == 2


def test_who_has_been_named_in_brackets_is_she_in_the_rest_of_the_sentence() -> None:
    life = "Maren Holt was a surveyor. She rowed. She kept bees. She sang. She mended nets. She wrote letters."
    last = "She rowed to Halden, a town of her friend Nora Lund, where in May 1931 she was fined for smuggling."
    (one,) = asked("Maren Holt", life, last)
    assert "[Maren Holt] rowed to Halden" in one
    assert "____ she was fined" in one


def test_whoever_acts_on_her_is_not_she() -> None:
    life = "Maren Holt was a surveyor. She rowed. She kept bees. She sang. She mended nets. She wrote letters."
    (one,) = asked("Maren Holt", life, "The winter was long. In 1931 Nora Lund of Halden paid her for the maps.")
    assert "Nora Lund of Halden paid [Maren Holt] for the maps" in one

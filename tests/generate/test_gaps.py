"""A value left out of its sentence: the sentence stands alone, and no other value fits it by its own words."""

from __future__ import annotations

import re
from random import Random

import pytest

from quizapp.core.flaws import check
from quizapp.core.item import Item, Option
from quizapp.generate.by_gap import draft as propose
from quizapp.generate.distractors import find_distractors
from quizapp.generate.drafting import draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import month_in, read_article
from quizapp.generate.values import read_value
from tests.generate.test_news_pages import VALLEY

TOLD = "Maren Holt was a surveyor. Maren Holt lived in Tarnvik. "


def gaps(last: str, before: str = TOLD) -> dict[str, str]:
    """Sentence with its gap → key, of every one proposed on the last sentence."""
    reading = read(read_article(f"{VALLEY}\n\n{before}{last}"))
    return {
        re.sub(r"^.*?completes the sentence “(.*)”\?$", r"\1", c.stem): c.key
        for c in propose(reading)
        if reading.article.sentences[c.sentence].text.strip() in last and "completes the sentence" in c.stem
    }


def years(last: str, before: str = TOLD) -> list[int]:
    """The wrong years offered for the last gap, over twenty seeds."""
    reading = read(read_article(f"{VALLEY}\n\n{before}{last}"))
    asked = [c for c in propose(reading) if c.pool == "year"][-1]
    return [int(text) for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))]


@pytest.mark.parametrize(
    ("last", "shown", "key"),
    [
        (
            "The clock of Orsund Castle, a gift of Orsund, was mended by the ringers of Halden until 1931.",
            "The clock of Orsund Castle, a gift of Orsund, was mended by the ringers of Halden until ____",
            "1931",
        ),
        (
            "The Orsund ferry, built in Halden in 1931, has two decks.",
            "The Orsund ferry, built in Halden in ____, has two decks",
            "1931",
        ),
        (
            "The guild of Halden lent its silver to Orsund in 1931, which nobody had expected of it.",
            "The guild of Halden lent its silver to Orsund in ____ …",
            "1931",
        ),
        ("The widow of the ferryman gave $4,000 to Orsund for bells.", None, "$4,000"),
        ("The new constitution of Orsund, long debated, came into force on 25 April 1976.", None, "25 April 1976"),
    ],
)
def test_a_value_is_asked_for_in_the_sentences_own_words(last: str, shown: str | None, key: str) -> None:
    asked = gaps(last)
    assert key in asked.values()
    assert shown is None or shown in asked


def test_a_name_stands_in_brackets_for_a_pronoun_that_leans_on_the_sentence_before() -> None:
    asked = gaps("She had in 1931 become the first woman on the board of the Orsund Company, a firm of divers.")
    assert [s for s in asked if s.startswith("[Maren Holt] had in ____ become the first woman")]


def test_a_pronoun_within_a_title_is_no_pronoun() -> None:
    asked = gaps("Orsund and Her Harbours appeared in print at Halden in 1931.")
    assert "Orsund and Her Harbours appeared in print at Halden in ____" in asked


@pytest.mark.parametrize(
    "last",
    [
        "The law was passed by the council of Orsund in 1931.",
        "Later the mill of Orsund was sold to the guild in 1931.",
        "These mills were sold by Orsund to the guild of Halden in 1931.",
        "A second tour of the choir of Orsund began in 1931.",
        "Each was heated in the ovens of Orsund in 1931.",
        "The fourth reached the harbour of Orsund in 1931.",
        "Nora Lund taught there with the sisters of Orsund in 1931.",
        "The mill of Orsund may have been sold to the guild in 1931.",
        "The mill of Orsund was not sold to the guild of Halden in 1931.",
        "The mill of Orsund was sold to the guild by the end of 1931.",
        "In 1931 the coast of Orsund was ruled by the guild of Halden.",
        "A study of the mills of Orsund was published in 1931.",
        "Orsund opened 1931.",
        "In 1931 Nora Lund remarked that among the few lamps of Orsund, the bright ones took longer to fade.",
        "Peter Strand of Orsund made a portrait of him in 1931 for a book.",
        "A quartet in B minor, printed by Orsund in 1931, shows a more serious ambition.",
        "The strikers of Orsund had gone back by the summer of 1931.",
        "After May 1931 the mill of Orsund stood idle.",
        "Nora Lund was back in the town of Orsund in 1931.",
        "The guild of Orsund gave up the seat in 1931.",
        "Missionaries of a new order arrived in 1931, and went round by canoe.",
        "Lost for years, as Figure 3 shows, the mill of Orsund burned in 1931.",
    ],
)
def test_a_sentence_that_leans_or_hedges_is_left_alone(last: str) -> None:
    assert not [s for s, key in gaps(last).items() if key == "1931"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The guild of Orsund named 40 ships after saints.",
            "The guild of Orsund named as few as 40 ships after saints.",
        ),
        ("Peter Strand gave Orsund 40 trees.", "Peter Strand gave Orsund 40 trees or more."),
        ("The guild of Orsund led the league by 40 goals.", "The guild of Orsund led the league by 40 points."),
        ("The guild of Orsund sold its bells for $40.", "Shares in the guild of Orsund fell to $40."),
        (
            "The guild of Orsund paved 140 lanes with gravel and sand.",
            "The guild of Orsund paved 140 lanes (87 miles) with gravel and sand.",
        ),
    ],
)
def test_a_bound_a_score_or_a_share_price_is_not_left_out(good: str, bad: str) -> None:
    assert gaps(good)
    assert not gaps(bad)


@pytest.mark.parametrize("bound", ["more than", "over", "at least", "almost", "fewer than"])
def test_a_bound_in_the_articles_own_words_is_left_out_like_any_number(bound: str) -> None:
    (shown,) = gaps(f"The guild of Orsund sold {bound} 480 lamps to the harbour of Halden.")
    assert shown.startswith(f"The guild of Orsund sold {bound} ____ lamps")


@pytest.mark.parametrize("sum_", ["$4,000", "US$4,000", "Rs 4,000", "₹4,000"])
def test_a_sum_is_left_out_with_the_sign_of_its_money(sum_: str) -> None:
    assert gaps(f"The widow of the ferryman gave {sum_} to Orsund for the bells of Halden.").get(
        "The widow of the ferryman gave ____ to Orsund for the bells of Halden"
    )


@pytest.mark.parametrize(
    ("hour", "others"),
    [
        ("4:52 p.m.", r"\d{1,2}:\d\d p\.m\."),
        ("14:30", r"\d\d:\d\d"),
        ("9.40am", r"\d{1,2}\.\d\dam"),
        ("10 p.m.", r"\d{1,2} p\.m\."),
        ("11 p.m.", r"(?!12)\d{1,2} p\.m\."),
        ("04:52 a.m.", r"\d\d:\d\d a\.m\."),
    ],
)
def test_the_time_of_an_event_is_asked_for_among_others_printed_alike(hour: str, others: str) -> None:
    told = f"The ferry of Orsund struck the pier of Halden at {hour} on Monday with forty pilots on board."
    reading = read(read_article(f"{VALLEY}\n\n{TOLD}{told}"))
    (asked,) = (c for c in propose(reading) if c.pool == "hour")
    assert asked.key == hour
    assert "at ____ on Monday" in asked.stem
    for seed in range(20):
        wrong = [text for text, _ in find_distractors(reading, asked, Random(seed))]
        assert len(wrong) >= 3
        assert hour not in wrong
        assert all(re.fullmatch(others, text) for text in wrong)
        assert all(text.startswith("0") == hour.startswith("0") for text in wrong if hour != "14:30")


@pytest.mark.parametrize(
    "told",
    [
        "The ferry of Orsund struck the pier of Halden at 4:52 p.m. local time (2152 UTC) on Monday.",
        "The ferry of Orsund struck the pier of Halden at 4:52 a.m., before the end of the night shift.",
        "Nora Lund of Orsund came third in the race of Halden at 4:52.",
        "Pilots of Orsund put the loss of the ferry of Halden at 1.27 million.",
    ],
)
def test_a_time_that_something_else_tells_is_not_asked_for(told: str) -> None:
    assert not [key for key in gaps(told).values() if key.startswith(("4:52", "1.27"))]


def test_a_sentence_without_a_name_is_shown_with_its_paragraph_though_the_article_has_no_title() -> None:
    (stem,) = gaps("Keepers of large wooden lighthouses burned forty barrels of herring oil every winter.", "")
    assert "burned ____ barrels" in stem
    assert not gaps("Keepers burned forty barrels every winter.", "")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The guild of Orsund asked twelve schools of Halden, Skerry and Tarnvik.",
            "The guild of Orsund asked three schools, in Halden, Skerry and Tarnvik.",
        ),
        (
            "Founded in 1566 by Peter Strand, the mill of Orsund served Halden until 1993.",
            "Founded in 1566 by Peter Strand, the mill of Orsund served Halden for 427 years until 1993.",
        ),
        (
            "Maren Holt defended the castle of Halden until 19 September.",
            "Maren Holt defended the castle of Halden from the end of July until 19 September.",
        ),
        (
            "Repairs to the roof of the Orsund mill cost $210,000 in the end.",
            "Repairs to the roof of the Orsund mill cost 31.4 million crowns, or about $210,000, in the end.",
        ),
        (
            "In Skerry, the day before the fair, the guild of Halden sold 180 lamps to Orsund.",
            "In Skerry, the day before, the guild of Halden sold 180 lamps to Orsund.",
        ),
        (
            "In 1931 the guild of Orsund sold a mill between Halden and Skerry, which nobody had expected of it.",
            "In 1931 the guild of Orsund sold a mill between Halden, which nobody had expected of it.",
        ),
        (
            "In two months of frost, the guild of Halden sold 180 lamps to Orsund.",
            "In two months, the guild of Halden sold 180 lamps to Orsund.",
        ),
        (
            "When the Soviet Union sold its ropes in 1991, the guild of Orsund was closed.",
            "When the Soviet Union broke up in 1991, the guild of Orsund was closed.",
        ),
        (
            "The guild of Orsund was slow to answer Apple's lamp, launched in 2007 by Halden.",
            "The guild of Orsund was slow to answer Apple's iPhone, launched in 2007 by Halden.",
        ),
        (
            "In 1666 over 13,000 lamps were sold in London by the guild of Orsund.",
            "In 1666 over 13,000 lamps were burnt in London with the guild of Orsund.",
        ),
    ],
)
def test_what_stands_beside_a_gap_does_not_tell_what_is_left_out(good: str, bad: str) -> None:
    keys = {"three", "2007", "$210,000", "1931", "1566", "1993", "19 September", "180", "1991", "1666"}
    assert gaps(good)
    assert not keys & set(gaps(bad).values())


@pytest.mark.parametrize(
    ("last", "most"),
    [
        ("The mill of Orsund reached 41.3 degrees at Halden on Sunday in spite of the wind.", 58),
        ("Jonas Eide of Orsund reigned for 55 years, first over Halden and from 1931 over Skerry.", 77),
    ],
)
def test_nobody_rules_for_a_century_and_no_summer_boils(last: str, most: float) -> None:
    reading = read(read_article(f"{VALLEY}\n\n{TOLD}{last}"))
    asked = [c for c in propose(reading) if c.pool == "number"][-1]
    found = [float(text) for seed in range(30) for text, _ in find_distractors(reading, asked, Random(seed))]
    assert max(found) > read_value(asked.key).number  # type: ignore[union-attr]
    assert max(found) < most


def test_a_year_is_left_out_though_the_pipeline_takes_it_for_no_date() -> None:
    told = "In 1346 Görlitz joined with Bautzen, Zittau, Löbau, Kamenz and Lauban in a league of Orsund."
    reading = read(read_article(f"{VALLEY}\n\n{TOLD}{told}"))
    assert "DATE" not in [t.ent for t in reading.parsed[-1].tokens if t.text == "1346"]
    assert "1346" in gaps(told).values()


def test_no_year_is_offered_that_the_sentence_itself_rules_out() -> None:
    offered = years("Strand, who gave up the chair of the Orsund Company in 1974, fled to the hills in March 1978.")
    assert min(offered) >= 1974


def test_no_year_is_offered_before_what_the_article_tells_just_before() -> None:
    before = "Maren Holt was a surveyor. The bridge of Orsund fell in December 1879. "
    offered = years("A court, which called ninety divers of Orsund to speak, sat in Halden from January 1880.", before)
    assert min(offered) >= 1879


def test_a_day_is_asked_for_once_and_in_plain_words() -> None:
    drafted = draft(f"{VALLEY}\n\n{TOLD}The mill of Orsund burned on 4 March 1931.", seed=1, everything=True)
    drafts = [*drafted.shown, *drafted.needs_work]
    shown = [d for d in drafts if not d.reason and d.fact.evidence[0].quote.startswith("The mill of Orsund")]
    assert [d.template for d in shown] == ["event-day"]
    assert "when-day" in [d.template for d in drafts if d.reason.startswith("another question on the same passage")]


def test_a_short_title_tells_where_the_sentence_belongs() -> None:
    last = "Salt, long taxed by Orsund, was carried by sledge until 1931."
    text = f"The Salt Roads of the Coast\n\n{VALLEY}\n\n{TOLD}{last}"
    asked = [c.stem for c in propose(read(read_article(text)))]
    assert [s for s in asked if s.startswith("According to the article “The Salt Roads of the Coast”, which year")]


def test_an_announced_gap_is_no_flaw_and_one_that_must_be_held_in_mind_a_warning() -> None:
    options = (Option("1931", True, "so"), Option("1935", False, "no"), Option("1939", False, "no"))
    told = "the sentence “The mill burned in ____ and was sold to the guild”?"
    severities = {
        stem: [f.severity for f in check(Item("single", stem, options)) if f.rule == "IW18"]
        for stem in (f"According to the article, which year completes {told}", "The mill burned in ____ and was sold.")
    }
    assert list(severities.values()) == [[], ["warn"]]


@pytest.mark.parametrize(
    "last",
    [
        "The study of Orsund was published on 3 June 2014.",
    ],
)
def test_a_day_is_left_out_of_no_sentence_whose_year_is_not(last: str) -> None:
    assert not gaps(last)


def test_a_sentence_may_end_in_an_abbreviation() -> None:
    assert gaps("In 1931 the guild of Orsund moved to Washington, D.C.")
    assert gaps("In 1931 the works of Orsund were sold to Brandt Oil, Inc.")


def test_a_number_of_hundreds_of_digits_is_no_value() -> None:
    assert read_value("$" + "9" * 330) is None
    assert read_value("$900,000,000") is not None


def test_the_year_of_a_death_is_not_always_the_latest_option() -> None:
    life = "Maren Holt (4 May 1858 – 3 March 1917) was a botanist and explorer of the north. Holt drew maps. "
    reading = read(
        read_article(f"Maren Holt\n\n{life}{VALLEY}\n\nHolt died in the harbour hospital of Orsund in 1917.")
    )
    asked = [c for c in propose(reading) if c.key == "1917"][-1]
    offered = [int(text) for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))]
    assert max(offered) > 1917


@pytest.mark.parametrize(
    ("last", "whole"),
    [
        ("Built by Orsund, it was lit in 1931, and its lamp, which Halden paid for, was seen at Skerry.", False),
        (
            "When the guild of Orsund bought the ferry, the council of Halden closed its bridge in 1931.",
            "When the guild of Orsund bought the ferry, the council of Halden closed its bridge in ____",
        ),
        (
            "Some boats of Orsund were sold in 1931, at the quay of Skerry.",
            "Some boats of Orsund were sold in ____, at the quay of Skerry",
        ),
    ],
)
def test_a_short_sentence_is_shown_whole_where_a_part_of_it_would_say_too_little(last: str, whole: str | bool) -> None:
    asked = [s for s, key in gaps(last).items() if key == "1931"]
    assert asked == ([whole] if whole else [])


def town(last: str) -> list[str]:
    told = "Orsund is a harbour town on the coast of Lindvik. It lies on the Aller. "
    text = f"# Orsund\n\n{told}{VALLEY}\n\nThe river froze. {last}"
    return [c.stem for c in propose(read(read_article(text))) if c.key == "1931" and "the sentence “" in c.stem]


def test_what_the_article_is_about_may_be_called_by_its_kind() -> None:
    assert len(town("A railway from Halden reached the town in 1931.")) == 1
    assert town("The dam of stone was sold to Halden and then to the town in 1931.") == []


def life(last: str) -> list[str]:
    told = "Maren Holt (1901–1980) was a surveyor. She lived in Tarnvik. She wrote letters. She kept bees. She rowed. "
    text = f"# Maren Holt\n\n{told}{VALLEY}\n\nThe river froze. {last}"
    return [c.stem for c in propose(read(read_article(text))) if c.key == "1931" and "the sentence “" in c.stem]


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("The council of Orsund put her portrait into its hall in 1931.", True),
        ("The daughter of Ingrid Falk put her portrait into the hall of Orsund in 1931.", False),
        ("The council of Orsund put his portrait into its hall in 1931.", False),
    ],
)
def test_in_a_life_she_is_left_as_it_stands_unless_somebody_else_may_be_meant(last: str, shown: bool) -> None:
    assert bool(life(last)) is shown


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ('The boats of Orsund were called "quiet harbours" by the press of Halden until 1931.', "‘quiet harbours’"),
        ("Skerry was one of the islands that the guild of Orsund bought in 1931.", "one of the islands"),
        ("Peter Strand of Orsund gave three pearls back to Skerry in 1931.", "back to Skerry"),
        ("The guild of Orsund bought Skerry in 1931 from what was then the council of Halden.", "was then"),
        ("Great Skerry was bought by the guild of Orsund in 1931.", "Great Skerry"),
        ("Fever, probably malaria, drove Nora Lund home to Orsund from Skerry in 1931.", "probably malaria"),
        ("Ships have not been admitted to the harbour of Orsund since 1931.", "not been admitted"),
        ("Two of the mills of Orsund were sold to the guild of Skerry in 1931.", "Two of the mills"),
        ("The guild of Halden gave a hall of Orsund to a man of 26 in 1931.", "to a man of 26 in ____"),
        ("A law, influenced by that of Prussia, came to Orsund in 1931.", "by that of Prussia, came to Orsund in ____"),
        ("The back wall of Orsund Castle fell on Halden in 1931.", "The back wall of Orsund Castle"),
        ("Orsund, which is the larger of two towns, was sold to Halden in 1931.", "the larger of two towns"),
        ("A converted tanker of Orsund left Halden with ropes on her deck in 1931.", "ropes on her deck in ____"),
    ],
)
def test_a_word_that_says_what_it_means_in_its_sentence_does_not_lean(last: str, shown: str) -> None:
    assert [s for s, key in gaps(last).items() if key == "1931" and shown in s]


@pytest.mark.parametrize(
    "last",
    [
        'The press of Halden called the boats of Orsund "a danger, and a shame" in 1931.',
        "The harbour master of Orsund has kept one loom, a Picanol of 1931, in Halden.",
        "A tin of 1931 was sold by the guild of Orsund in Halden for a song.",
        "The pilots of Orsund got, according to a plaque put up by Halden in 1931, no thanks.",
        "The mill of Orsund was probably sold to the guild of Halden in 1931.",
        "The first calf there was born in Orsund in 1931.",
        "The guild of Orsund has ____ boats and sold its mill to Halden in 1931.",
        "The guild of Orsund sold its mills to Halden in 1931, 1932 and 1933.",
        "1931 The mill of Orsund was given up, and sold to the guild of Halden for $4,000.",
        "Steel was then a novelty on the coast, and Orsund had been without it until 1931.",
        "When pilots of Orsund came to Halden in 1931 to look for them, the people of Skerry fled.",
        "STRAND, Peter (1901-1980), a pilot of Halden, was born in Orsund in 1931.",
        "The total cost was told to the council of Orsund in 1931.",
        "The owner, Nora Lund, sold the mill of Orsund to Halden in 1931.",
        "The transfer, made behind the backs of the people, angered Orsund and Halden in 1931.",
        "The third edition was sold by the thousand in 1931.",
        "Nora Lund of Orsund was born in Halden, and Peter Strand himself followed in 1931.",
        "In May 1931 the town of Orsund was founded in Halden with himself as its master.",
        "An inscription of Orsund names a year that ran from July 1930 to July 1931.",
        "The year that the guild of Orsund names lay between July 1930 and July 1931.",
        "As a result the mill of Orsund was sold to the guild of Halden in 1931.",
        "Charles of Orsund reached Halden on the morning of the 30th in 1931.",
        "At the peak the yard of Orsund built 40 ferries, in 1931.",
        "Repairs to Orsund have been made by Halden since, and the storm of May 1931 broke the roof.",
        "Eleven years later the mill of Orsund fell, and in 1931 the guild of Halden built it up.",
        "The Orsund ferry sailed to Halden with 180 tons in 1931.",
        "Orsund, whose people were estimated at 9,000 in 1931, has two mills.",
    ],
)
def test_speech_and_years_told_in_passing_are_no_gaps(last: str) -> None:
    assert not [s for s, key in gaps(last).items() if key in ("1931", "$4,000")]


def test_the_years_of_a_life_do_not_stand_in_the_name_of_its_article() -> None:
    for title in ("The Salt Roads (1901–1980)", "The Salt Roads, 1901–1980"):
        text = f"# {title}\n\n{VALLEY}\n\n{TOLD}Salt was carried to Orsund by sledge until 1931."
        (one,) = propose(read(read_article(text)))
        assert "“The Salt Roads”" in one.stem


def test_how_warm_it_felt_is_no_number_to_ask_for() -> None:
    told = "The {}water of Orsund rose by 24 degrees at the mill of Halden."
    assert [bool(gaps(told.format(felt))) for felt in ("", "warm ", "cold ")] == [True, False, False]


@pytest.mark.parametrize(
    ("before", "last", "named"),
    [
        ("Peter Strand sold nets. ", "He opened the mill of Orsund in 1931.", True),
        ("Peter Strand sold nets. The master was kinder. ", "He opened the mill of Orsund in 1931.", False),
        ("Halden owned the castle of Orsund. ", "It was put on the list of Skerry in 1931.", False),
    ],
)
def test_a_name_is_put_in_brackets_only_for_whoever_the_sentence_before_is_about(
    before: str, last: str, named: bool
) -> None:
    assert bool([s for s, key in gaps(last, before).items() if key == "1931"]) is named


def test_in_a_life_nobody_else_is_put_in_brackets() -> None:
    assert life("Jonas Eide refused her. He left Orsund for Halden in 1931.") == []
    assert life("Nora Lund of Halden declined to prolong her post in 1931.") == []
    assert len(life("Jonas Eide of Halden declined to prolong his post in 1931.")) == 1


def test_a_clause_whose_verb_has_been_left_out_is_not_cut_from_its_sentence() -> None:
    last = "The mill of Orsund stands on rock, and the mill of Halden, finished in 1931, on sand."
    assert all(s.startswith("The mill of Orsund") for s in gaps(last))


def test_a_number_that_opens_its_sentence_is_no_gap_for_its_capital_would_tell_it() -> None:
    assert "seventy" in gaps("The guild of Orsund built seventy ferries for the coast of Halden.").values()
    assert gaps("Seventy ferries of Orsund were sold to the guild of Halden.") == {}


def test_the_source_of_a_claim_stays_in_what_is_shown() -> None:
    claim = "The mill of Orsund, a small one of brick, was sold to the guild of Halden in 1931"
    long = "a town that had until then bought its flour from the mills of Skerry and from nobody else in the valley"
    assert len(gaps(f"{claim}.")) == 1
    assert gaps(f"{claim}, according to Nora Lund, who kept the books of the harbour for the council of {long}.") == {}


def test_an_article_that_says_what_its_subject_is_is_no_tale() -> None:
    told = "The orsund is a small bird of the coast. The man and the woman watched it. The farmer and the boy fed it. "
    text = f"# Orsund\n\n{told}{VALLEY}\n\n{{}}The boats of Halden carried 48 pilots to the bird."
    assert [c for c in propose(read(read_article(text.format("")))) if c.key == "48"]


def test_a_share_whose_verb_has_been_left_out_is_no_gap() -> None:
    assert gaps("The guild of Orsund paid half of the pier, the council of Halden 30 percent.") == {}
    assert gaps("The guild of Orsund paid 30 percent of the pier of Halden.") != {}


def test_a_number_called_rough_is_not_told_by_finer_ones() -> None:
    exact = "The mill of Halden had 2,417 looms. The mill of Skerry had 1,666 looms. "
    text = f"{VALLEY}\n\n{TOLD}{exact}The council of Orsund gave some 2,000 families a house in Lindvik."
    reading = read(read_article(text))
    asked = next(c for c in propose(reading) if c.key == "2,000")
    offered = {text for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))}
    assert offered
    assert not offered & {"2,417", "1,666"}


def test_a_life_of_long_ago_is_no_tale() -> None:
    told = "The man and the woman watched the siege. The farmer and the boy fled. The king and the queen came home. "
    text = f"{VALLEY}\n\n{told}{TOLD}The castle of Orsund was taken by the guild of Halden in 1219."
    assert [c for c in propose(read(read_article(text))) if c.key == "1219"]


def test_what_is_said_in_passing_of_the_subject_is_not_what_it_is() -> None:
    opening = "Orsund, which was the seat of a bishop, is a town on the coast of Lindvik. "
    text = f"# Orsund\n\n{opening}{VALLEY}\n\nA railway from Halden reached the seat in 1931."
    reading = read(read_article(text))
    assert "seat" not in reading.called


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "Nora Lund of Orsund moved ten miles away from Halden in 1931.",
            "Nora Lund of Orsund moved away to Halden in 1931.",
        ),
        (
            "Nora Lund of Orsund built a larger mill than Halden in 1931.",
            "Nora Lund of Orsund built a larger mill in Halden in 1931.",
        ),
        (
            "The choir of Orsund, which had first sung in Halden in 1931, has come home.",
            "The choir of Orsund, which had last sung in Halden in 1931, has come home.",
        ),
        (
            "The guild of Orsund sold a mill to Halden in 1931.",
            "The guild of Orsund sold the same mill to Halden in 1931.",
        ),
        ("The keeper of Orsund sold 40 ropes to Halden.", "The keeper of Orsund sold 40 to 50 ropes to Halden."),
        (
            "The quotation of Halden for the mill of Orsund was for $45,000.",
            "The lowest quotation of Halden for the mill of Orsund was for $45,000.",
        ),
        ("The keeper of Orsund sold 140 ropes to Halden.", "The keeper of Orsund sold 140m of rope to Halden."),
        (
            "The keeper of Orsund sold some ropes and kept 140 others in Halden.",
            "The keeper of Orsund sold a rope and kept 140 others in Halden.",
        ),
        (
            "The guild of Halden sold ropes to whoever paid for them in Orsund in 1931.",
            "The guild of Halden sold ropes fitted with them to Orsund in 1931.",
        ),
        (
            "The guild of Halden sold its mill to Orsund in 1931 by lot.",
            "The guild of Halden sold its mill to Orsund in 1931 or thereabouts.",
        ),
        (
            "Nora Lund of Orsund told the story of the storm of 1931 to Halden.",
            "Nora Lund of Orsund told the story of the heroes of 1931 to Halden.",
        ),
    ],
)
def test_a_sentence_is_shown_only_where_nothing_in_it_points_elsewhere(good: str, bad: str) -> None:
    assert gaps(good) != {}
    assert gaps(bad) == {}


@pytest.mark.parametrize("link", ["However, the", "But the", "Meanwhile, the", "And the"])
def test_a_word_that_joins_a_sentence_to_the_one_before_falls_away(link: str) -> None:
    assert gaps(f"{link} mill of Orsund was sold to the guild in 1931.") == {
        "The mill of Orsund was sold to the guild in ____": "1931"
    }
    assert gaps("Then the mill of Orsund was sold to the guild in 1931.") == {}


def test_two_years_told_in_one_breath_are_not_asked_for() -> None:
    assert gaps("In 1931 and in 1938 the ferry of Orsund was sold to the guild of Halden.") == {}
    assert gaps("In 1931 the ferry of Orsund was sold to the guild of Halden.") != {}


def passages(last: str, before: str) -> dict[str, str]:
    """Passage of two sentences with its gap → key."""
    reading = read(read_article(f"{VALLEY}\n\n{before} {last}"))
    return {
        re.sub(r"^.*?completes the passage “(.*)”\?$", r"\1", c.stem): c.key
        for c in propose(reading)
        if "completes the passage" in c.stem
    }


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("The mill of Orsund burnt down.", "It was rebuilt by the guild of Halden in 1931."),
        ("Two mills stood in Orsund.", "They were sold to the guild of Halden in 1931."),
        ("A law on mills was long debated in Orsund.", "The law was passed in Halden in 1931."),
    ],
)
def test_a_sentence_that_leans_is_shown_behind_the_one_that_says_what_it_means(before: str, last: str) -> None:
    shown = last.replace("1931", "____").rstrip(".")
    assert passages(last, before) == {f"{before} {shown}": "1931"}
    assert passages(last, "Nora Lund sang in Skerry.") == {}


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("He sold the mill of Orsund.", "It was rebuilt by the guild of Halden in 1931."),
        ("The mill of Orsund burnt down.", "It may have been rebuilt by the guild of Halden in 1931."),
        ("The mill of Orsund burnt down.", "It was rebuilt by the wonderful guild of Halden in 1931."),
        (
            "There were three main reasons.",
            "First, the gold of Orsund was handed back by the guild of Halden in 1931.",
        ),
        ("A small woman of Orsund kept the mill.", "She sold it to the guild of Halden in 1931."),
    ],
)
def test_two_sentences_are_not_shown_where_both_lean_or_one_judges(before: str, last: str) -> None:
    assert passages(last, before) == {}


@pytest.mark.parametrize("heading", ["**The mill.** ", "**The mill:** "])
def test_a_heading_at_the_front_of_a_paragraph_is_no_part_of_its_sentence(heading: str) -> None:
    last = "The mill of Orsund was sold to the guild in 1931."
    reading = read(read_article(f"{VALLEY}\n\n{heading}{last}"))
    assert [c.stem for c in propose(reading) if "sentence “The mill of Orsund was sold to the guild in ____”" in c.stem]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "Nora Lund broke seven records in Halden in 1931 for Orsund.",
            "Nora Lund broke seven in Halden in 1931 for Orsund.",
        ),
        (
            "Anglers of Orsund paid for a quarter of the ropes of Halden in 1931.",
            "Anglers of Orsund accounted for a quarter of the ropes of Halden in 1931.",
        ),
        (
            "Orsund is a town of 2,400 people between Halden and Skerry.",
            "Nora Lund lived in Orsund, a town of 2,400 people, between two seasons in Halden.",
        ),
        (
            "The guild of Orsund had 2,400 members from Halden in 1931.",
            "The town of Orsund had a population of 2,400 in 1931 with Halden.",
        ),
        (
            "A replacement of the bridge of Orsund was lifted in Halden in 1931.",
            "A replacement was lifted at Orsund by the guild of Halden in 1931.",
        ),
        (
            "A stone of the mill of Orsund was laid in 1931.",
            "A foundation stone was laid in 1931.",
        ),
        (
            "A copy of the book of Orsund cost 45 guilders in Halden.",
            "A copy cost 45 guilders in Halden and Orsund in a shop.",
        ),
    ],
)
def test_a_sentence_says_of_what_it_counts_and_copies(good: str, bad: str) -> None:
    assert gaps(good) != {}
    assert gaps(bad) == {}


def test_a_date_is_not_asked_for_beside_its_season() -> None:
    last = "Nora Lund of Orsund married Peter Strand on 4 May 1931 in Halden."
    assert "4 May 1931" in gaps(last).values()
    assert "4 May 1931" not in gaps(last.replace("in Halden", "in a late spring in Halden")).values()


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The guild of Halden closed the mill of Orsund in October 1914.",
            "The Germans of Halden closed the mill of Orsund in October 1914.",
        ),
        (
            "The guild of Halden closed the mill of Orsund in October 1929.",
            "The crash in Halden closed the mill of Orsund in October 1929.",
        ),
        (
            "The mill of Orsund was opened to guests in September 1904 and to the guild in October 1907.",
            "The mill of Orsund was opened to guests in September 1904 and to the guild in October 1905.",
        ),
        (
            "The guild of Orsund met in 1931 in Halden to find out the price of coal.",
            "The guild of Orsund met in 1931 in Halden in order to find out, which nobody had expected, who led it.",
        ),
        (
            "The mill of Orsund stood still for seven weeks in Halden.",
            "The mill of Orsund stood still for seven weeks in February.",
        ),
    ],
)
def test_what_everybody_can_date_and_what_breaks_off_is_not_asked_for(good: str, bad: str) -> None:
    assert gaps(good) != {}
    assert gaps(bad) == {}


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "In lectures Nora Lund gave pieces of wire of Orsund, about 14 inches long, to Halden.",
            "In lectures Nora Lund gave pieces of wire just under a foot long, about 14 inches, to Halden.",
        ),
        (
            "Nora Lund of Halden raised the tower of Orsund in 1931.",
            "Nora Lund of Halden raised the rest in Orsund in 1931.",
        ),
        (
            "The guild of Orsund told Halden of the success of Nora Lund in 1931.",
            "The guild of Orsund told Halden and Skerry of the success in 1931.",
        ),
        (
            "Nora Lund of Orsund found about 3 per cent of salt in Halden.",
            "Nora Lund of Orsund found as little as 3 per cent of salt in Halden.",
        ),
        (
            "Nora Lund of Orsund sold 40 ropes of either guild to Halden.",
            "Nora Lund of Orsund sold 40 ropes of either to Halden.",
        ),
        (
            "The most energetic smith of Orsund was Isaac Singer, who had been asked in 1850 to mend a machine.",
            "The most energetic was Isaac Singer of Orsund, who had been asked in 1850 to mend a machine.",
        ),
    ],
)
def test_what_is_told_in_other_units_or_of_a_rest_is_not_asked_for(good: str, bad: str) -> None:
    assert gaps(good) != {}
    assert gaps(bad) == {}


@pytest.mark.parametrize(
    ("last", "first", "last_day"),
    [
        ("Nora Lund fought off Orsund on 22 July, turned south and on 20 August entered Halden.", (7, 22), (12, 31)),
        ("Nora Lund entered Halden on 20 August, and left Orsund for Skerry on 22 September.", (1, 1), (9, 22)),
        ("Nora Lund entered Halden on July 20, and left Orsund for Skerry on July 22.", (1, 1), (7, 22)),
    ],
)
def test_no_day_is_offered_beyond_another_one_that_is_shown(
    last: str, first: tuple[int, int], last_day: tuple[int, int]
) -> None:
    reading = read(read_article(f"{VALLEY}\n\n{TOLD}{last}"))
    asked = next(c for c in propose(reading) if "20" in c.key)
    offered = [text for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))]
    days = [(month_in(text), int(re.findall(r"\d+", text)[0])) for text in offered]
    assert days
    assert all(month is not None and first <= (month + 1, day) <= last_day for month, day in days)


def test_what_is_still_to_come_does_not_tell_how_late_a_year_may_be() -> None:
    before = "Maren Holt was a surveyor. Maren Holt led Orsund for two years. "
    last = "John Strand, a diver of Halden, took over the Orsund Company in 2016."
    assert max(years(last, f"{before}A regatta of Halden was held in 2022. ")) > 2016
    assert max(years(last, f"{before}A regatta of Halden will be held in 2022. ")) < 2016



def test_no_name_is_put_in_brackets_behind_one_that_may_be_a_town_or_somebody() -> None:
    before = "George Prévost was recalled to face a court in London. "
    for last in ("{} gave medals, and {} gave him 100 acres.", "Congress gave {} a medal, and he got 100 acres of {}."):
        assert not [s for s in gaps(last.format("Macdonough", "Orsund"), before) if "[George Prévost]" in s]
    assert [s for s in gaps("Congress gave Texas a medal, and he got 100 acres of Orsund.", before) if "[George" in s]


def test_a_part_of_a_sentence_whose_front_was_cut_is_not_shown() -> None:
    long = "Trade with Orsund grew, as the council had hoped in the years of the great frost and of the long peace "
    long += "which followed on it, when even the poorest of the town had coal and bread on all days of the winter, and "
    last = "in 1931 the guild of Halden lent silver to the masons of Skerry who were roofing its hall."
    assert gaps(long + last) == {}
    assert gaps(f"I{last[1:]}") != {}


def test_a_name_in_brackets_at_the_front_has_a_capital() -> None:
    last = "It has belonged to Halden since 1931."
    text = f"# Orsund Bridge\n\nThe Orsund Bridge is a bridge of Lindvik.\n\n{last}\n\n{VALLEY}"
    stems = [c.stem for c in propose(read(read_article(text))) if c.key == "1931"]
    assert any("“[The Orsund Bridge] has belonged to Halden" in stem for stem in stems)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The guild of Orsund sent a shipment of 34 ropes to Halden in 1931.",
            "The guild of Orsund sent a shipment of 34 to Halden in 1931.",
        ),
    ],
)
def test_nothing_is_counted_without_its_noun(good: str, bad: str) -> None:
    assert gaps(good) != {}
    assert gaps(bad) == {}


def test_a_list_of_verbs_is_not_cut_before_its_last() -> None:
    last = "The bridge of Orsund joins Halden and Skerry, was opened in 1931, and for many years had the longest span."
    assert set(gaps(last)) == {last.replace("1931", "____").removesuffix(".")}


def test_no_year_is_offered_after_what_the_article_tells_next() -> None:
    told = "Maren Holt was a surveyor. "
    last = "Jonas Eide, a diver of Halden, called the guild of Orsund to arms in September 1895."
    reading = read(read_article(f"{VALLEY}\n\n{told}{last}\n\nThe guild was beaten in 1897, and its hall was sold."))
    asked = next(c for c in propose(reading) if c.key == "1895")
    offered = [int(text) for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))]
    assert max(offered) <= 1897


def test_a_life_may_begin_with_the_first_name_and_a_father_of_the_same_surname() -> None:
    told = (
        "In 1809 Simon Holt was a harness-maker of Orsund, and it was in his house that the youngest of his children, "
        "Louis, was born. He fell ill at three. He went to school with the others. He learned the organ. "
        f"Holt worked alone at night. {VALLEY}\n\nHolt loved music. He taught his friends. He kept his plates by him."
    )
    reading = read(read_article(f"# Louis Holt\n\n{told}\n\nHolt was tired. He moved to Halden in 1831."))
    assert reading.hero is not None
    assert reading.hero.name == "Louis Holt"
    assert any("[Louis Holt] moved to Halden" in c.stem for c in propose(reading))


def test_no_day_is_offered_before_the_one_that_began_the_story() -> None:
    told = "Maren Holt was a surveyor. Maren Holt left Tarnvik on 12 March with 78 others. The road was long. "
    last = "Nora Lund was arrested on 5 May at Orsund and held in Halden."
    reading = read(read_article(f"{VALLEY}\n\n{told}{last}"))
    asked = next(c for c in propose(reading) if c.key == "5 May")
    offered = {text for seed in range(20) for text, _ in find_distractors(reading, asked, Random(seed))}
    assert offered
    assert not [text for text in offered if month_in(text) in (1, 2)]


def test_no_clause_is_shown_that_says_when_and_not_what() -> None:
    last = (
        "Twelve months after Waimatua District Council scrapped overdue charges at its 14 libraries, more than 3,100 "
        "items which had been written off as lost have come home, and the number of people borrowing has risen for the "
        "first time in a decade."
    )
    assert "14" not in gaps(last).values()

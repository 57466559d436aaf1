"""What strict readers of real drafts taught: what they would not print as it stood is kept back, with the reason."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from quizapp.generate import draft, near_values
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import read
from quizapp.generate.sentences import MONTHS, read_article
from tests.generate.test_names_asked_for import PEOPLE
from tests.generate.test_news_pages import SPOKEN, VALLEY, found, offered

LIFE = "Maren Holt was born in Skerry in 1901. Maren Holt wrote letters. Maren Holt kept bees. "


OTHERS = "another question on the same passage"
"""A reason that is none against the question itself."""


def kept_back(before: str, last: str, template: str) -> bool:
    """Whether every draft of this kind on the last sentence is kept back for more than the record of its kind."""
    drafts = draft(f"{VALLEY}\n\n{before}{last}", seed=1, everything=True)
    made = [
        d
        for d in (*drafts.shown, *drafts.needs_work)
        if d.template == template and d.fact.evidence[0].quote.strip() in last
    ]
    assert made
    return all(d.reason and not d.reason.startswith(OTHERS) for d in made)


@pytest.mark.parametrize(
    ("template", "good", "bad"),
    [
        ("how-many", "The council of Orsund bought 48 lamps.", "The council of Orsund has bought 48 lamps."),
        ("how-many", "Maren Holt had 48 brothers in Orsund.", "Maren Holt had 48 delegates."),
        (
            "when-year",
            "Maren Holt opened the mill of Orsund in 1931.",
            "Maren Holt was selling herring in Orsund in 1931.",
        ),
        ("when-year", "Orsund was elevated to a town in 1931.", "Orsund was further elevated to a town in 1931."),
        ("when-year", "Maren Holt died in Orsund in 1931.", "Nora Lund died in Orsund in 1931."),
        (
            "when-day",
            "Maren Holt died on May 14, 1931.",
            "Maren Holt was born in Skerry on May 14, 1931.",
        ),
        ("when-day", "The Orsund ferry reached Skerry on May 14, 1931.", "The Orsund ferry reached Skerry on May 14."),
        (
            "when-year",
            "The mill of Orsund burned in 1931.",
            "The council of the northern harbour of Orsund sold the old mill of Skerry to the miners of Halden for the "
            "price of two ferries in 1931.",
        ),
    ],
)
def test_a_question_that_lacks_something_is_kept_back(template: str, good: str, bad: str) -> None:
    assert not kept_back(PEOPLE + LIFE, good, template)
    assert kept_back(PEOPLE + LIFE, bad, template)


@pytest.mark.parametrize(
    ("quote", "asked"),
    [
        ("The gates of the dam have rusted badly since the winter", True),
        ("I have painted the gates of the dam since the winter", False),
        ("The dam is as big as it was", False),
        ("Or the gates of the dam have rusted badly since the winter", False),
    ],
)
def test_a_quotation_says_something_and_not_of_the_speaker_himself(quote: str, asked: bool) -> None:
    shown = [d for d in found(f'{SPOKEN}"{quote}," said Ingrid Falk.') if quote in d.item.stem and not d.reason]
    assert bool(shown) is asked


def test_decades_among_the_options_stand_in_a_row() -> None:
    text = f"{VALLEY}\n\nThe mill of Orsund burned in the 1930s. The mill of Skerry closed in 1999."
    decades = sorted(int(o.strip("the s")) for o in offered(text, "In which decade did the mill of Orsund burn"))
    assert decades == list(range(decades[0], decades[0] + 40, 10))


def test_who_only_thinks_or_is_thanked_is_no_rival_of_a_speaker() -> None:
    text = f"{SPOKEN}Peter Strand believed that the dam was safe. Maren Holt thanked Nora Lund for the plans."
    assert offered(text, "rusted badly") == {"Maren Holt", "Jonas Eide", "Ingrid Falk"}


def test_a_journey_made_twice_is_dated_neither_time() -> None:
    left = "Maren Holt left for the US in 1938."
    assert kept_back(f"{LIFE}Maren Holt went to the United States in 1920. ", left, "when-year")
    assert not kept_back(f"{LIFE}Maren Holt built a school in Orsund in 1920. ", left, "when-year")


def test_a_year_of_travel_is_no_year_of_birth() -> None:
    text = (
        f"{VALLEY}\n\nBorn in Skerry, Maren Holt went to Halden in 1910. Maren Holt founded a school in Orsund in 1918."
    )
    years = offered(text, "found a school")
    assert years
    assert all(int(year) > 1900 for year in years)


def test_nobody_is_named_twice_in_a_question() -> None:
    text = f"{PEOPLE}{LIFE}Holt drove the ferry of Orsund through Maren Holt's garden in 1931."
    assert all(
        d.reason for d in found(text) if "Holt" in d.item.stem.partition("Maren Holt's")[0] and "ferry" in d.item.stem
    )


def test_among_many_things_one_is_no_option() -> None:
    assert "one" not in offered(f"{PEOPLE}Maren Holt built three lamps for the harbour of Orsund.", "How many lamps")


def test_the_silent_are_not_offered_beside_those_who_speak_in_a_tale() -> None:
    tale = (
        "“Let us light a fire under the old oak before dark,” said the hare. “The snow on the northern road is gone,” "
        "said the wolf. “A heavy lantern is no burden for three friends,” said the fox. The old woman closed the door "
        "of the mill. The fox and the wolf and the hare went home, and the woman slept."
    )
    assert "the woman" not in offered(tale, "light a fire")


@pytest.mark.parametrize(
    ("template", "good", "bad"),
    [
        (
            "when-year",
            "A forerunner of the Orsund clasp was patented by Elias Howe in 1851.",
            "A distant forerunner was patented by Elias Howe in 1851.",
        ),
        ("how-many", "The group Quiet Harbour gathered 480 names.", "Since spring Keep Us Afloat gathered 480 names."),
        ("how-many", "The council of Orsund elected 48 members.", "In Orsund 48 members of the council voted against."),
    ],
)
def test_a_question_of_something_cut_off_is_kept_back(template: str, good: str, bad: str) -> None:
    assert not kept_back(PEOPLE + LIFE, good, template)
    assert kept_back(PEOPLE + LIFE, bad, template)


def test_an_exact_number_does_not_stand_out_among_round_ones() -> None:
    told = "The mill of Orsund sold 1,000 lamps. The mill of Halden sold 2,600 ropes. "
    options = offered(f"{VALLEY}\n\n{told}The college of Skerry taught 1,412 students.", "students")
    assert "1,412" in options
    assert not {o for o in options if o.endswith("00")}


def test_what_was_counted_is_told_by_two_names_at_least() -> None:
    long = (
        PEOPLE + LIFE + VALLEY + "The lamps were lit at six. The wind came from the sea. Carts rolled over the bridge. "
    )
    assert kept_back(long, "The harbour bought 48 lamps in Orsund.", "how-many")
    assert not kept_back(long, "The harbour bought 48 lamps from Halden in Orsund.", "how-many")


def test_only_who_speaks_in_a_tale_is_offered_as_a_speaker() -> None:
    tale = (
        "A fox, a miller and a lazy cat lived beside the pond. The cat slept all day and dreamed of the moon. “I have "
        "never seen a barge,” said the miller. “The geese have left the northern meadow,” said the fox. “Nobody has "
        "mended the roof since spring,” said the owl. Rain fell on the roof of the mill, and the wheel turned slowly "
        "through the night, and nobody came up the lane, for the road was deep in mud after the long winter rain. "
    )
    assert offered(tale, "northern meadow") == {"the fox", "the miller", "the owl"}


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("at-what-age", "Maren Holt, 62, walked home to Orsund."),
        ("when-year", "Maren Holt was welcomed in Skerry in 1931 by an acquaintance."),
        ("how-many", "Maren Holt bought 14 larger mills from Orsund."),
        ("how-many", "By then the Orsund Company had sold 48 lamps to Halden."),
    ],
)
def test_what_no_board_would_set_is_kept_back(template: str, told: str) -> None:
    assert kept_back(PEOPLE + LIFE, told, template)


@pytest.mark.parametrize("day", ["14 May", "1 June", "30 April"])
def test_a_date_stands_beside_days_of_the_same_weeks(day: str) -> None:
    drafts = found(f"{VALLEY}\n\n{PEOPLE}{LIFE}The ferry reached Orsund on {day} 1931.")
    options = next([o.text for o in d.item.options] for d in drafts if d.template == "when-day")
    asked = [date(1931, MONTHS.index(month) + 1, int(n)) for n, month, _ in map(str.split, options)]
    assert len(set(asked)) == 4
    assert max(asked) - min(asked) <= timedelta(24)


def test_the_day_of_a_date_is_any_of_its_options() -> None:
    ranks: Counter[int] = Counter()
    for n in range(60):
        day = Candidate("gap-date", "On ____ the ferry sank", "14 May 1931", "day", 0, "", "sink")
        wrong = [text for text, _ in near_values.day(read(read_article(VALLEY)), day, Random(n))[:3]]
        ranks[sum(int(text.split()[0]) < 14 for text in wrong if "May" in text)] += 1
    assert min(ranks[n] for n in range(4)) >= 8


def test_a_verb_that_loses_its_last_letter_in_the_past_gets_it_back() -> None:
    drafts = found(f"{VALLEY}\n\n{PEOPLE}{LIFE}The council of Skerry fined Maren Holt in 1931.")
    assert any("fine Maren Holt" in d.item.stem for d in drafts)

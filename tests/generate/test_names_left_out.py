"""Countries, towns and peoples left out of a sentence: nothing else in it tells them, and they are worth asking."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.generate.by_gap import draft as propose
from quizapp.generate.distractors import find_distractors, printed_name
from quizapp.generate.facts import Reading, read
from quizapp.generate.gap_names import other_end
from quizapp.generate.nations import countries_in, country_of
from quizapp.generate.sentences import read_article
from tests.generate.test_news_pages import VALLEY

TOLD = "Maren Holt was a surveyor. Maren Holt lived in Tarnvik. "


def reading_of(last: str, before: str = TOLD, title: str = "") -> Reading:
    return read(read_article(f"{title}\n\n{VALLEY}\n\n{before}{last}"))


def asked(last: str, kind: str, before: str = TOLD, title: str = "") -> dict[str, str]:
    """Key → question, of each gap of a kind proposed on the last sentence."""
    reading = reading_of(last, before, title)
    found = [c for c in propose(reading) if c.template == f"gap-{kind}"]
    return {c.key: c.stem for c in found if reading.article.sentences[c.sentence].text.strip() in last}


def offered(last: str, kind: str, before: str = TOLD) -> set[str]:
    """All that is offered beside the key of the last gap of a kind, over twenty seeds."""
    reading = reading_of(last, before)
    last_one = len(reading.parsed) - 1
    (one,) = (c for c in propose(reading) if c.template == f"gap-{kind}" and c.sentence == last_one)
    return {text for seed in range(20) for text, _ in find_distractors(reading, one, Random(seed))}


def test_a_country_is_asked_for_in_the_sentences_own_words() -> None:
    (stem,) = asked("The guild of Orsund sold forty of its ferries to Brazil in 1931.", "country").values()
    assert stem.endswith(
        "which country completes the sentence “The guild of Orsund sold forty of its ferries to ____ in 1931”?"
    )


def test_who_moved_may_have_moved_twice() -> None:
    assert asked("The guild of Orsund moved to Chile in 1921.", "country")
    assert asked("The guild of Orsund moved to Chile.", "country") == {}


def test_what_a_place_is_joined_to_is_what_counts() -> None:
    told = "The {} of the guild of Orsund {} in Brazil."
    assert asked(told.format("forty ferries", "sank"), "country")
    assert not asked(told.format("forty ferries", "fell"), "country")
    told = "The guild of Orsund was founded in Lublin{} in 1931."
    before = f"{TOLD}The yard of Orsund lies in Poland. "
    assert asked(told.format(""), "city", before)
    assert not asked(told.format(" for the Games"), "city", before)
    told = "The mill of Orsund was drawn by Peter Strand, {} Lublin."
    assert asked(told.format("a pilot from"), "city", before)
    assert not asked(told.format("a pilot at"), "city", before)


@pytest.mark.parametrize(
    "last",
    [
        "The guild of Orsund sold forty of its ferries to the Netherlands in 1931.",  # its "the" would tell it
        "The guild of Orsund sold forty of its ferries to Brazil and Chile in 1931.",
        "The guild of Orsund sold forty ferries to a Brazilian yard and nets to Brazil in 1931.",
        "A spokesman of the guild of Orsund said in Brazil that forty ferries had been sold.",
        "The cost of the forty ferries of the guild of Orsund fell in Brazil.",
        "The guild of Orsund sold forty of its ferries to Manaus, in Brazil.",
        "The army of the guild of Orsund sold forty of its ferries to Brazil.",
        "Forty ferries of Orsund were sold in Brazil by Paulo Teixeira in 1931.",
        "The guild of Orsund met Paulo Teixeira in Brazil in 1931.",  # a name tells where one is at home
        "The guild of Orsund sold more of its forty ferries here than in Brazil.",
    ],
)
def test_a_country_is_left_alone_where_it_is_told_or_does_not_matter(last: str) -> None:
    assert asked(last, "country") == {}


def test_what_came_from_somewhere_is_not_cut_behind_the_place() -> None:
    last = "The guild of Orsund paid the owners of two wagons from Brazil, carrying forty tonnes of nets."
    (stem,) = asked(last, "country").values()
    assert stem.endswith("two wagons from ____, carrying forty tonnes of nets”?")


def test_the_other_end_of_a_road_is_known_whatever_the_parser_takes_it_for() -> None:
    last = "The firm goes back to a blacksmith, Niels Peter Overgaard (1851–1919), who had a forge on the road from {}."
    for road, told in (("Aarhus to Grenaa", True), ("Aarhus", False)):
        p = reading_of(last.format(road)).parsed[-1]
        (over,) = (t for t in p.tokens if t.text == "from")
        assert other_end(p, over) is told


def test_a_place_in_which_something_came_from_another_is_asked_for() -> None:
    last = "Nets from Orsund were sold by the guild in Lublin in 1931 for forty crowns."
    assert asked(last, "city", f"{TOLD}The yard of Orsund lies in Poland. ")


def test_what_was_traced_to_something_from_a_country_is_no_journey() -> None:
    assert asked("The fever of Orsund was traced by the guild to a tin from Brazil in 1931.", "country")


def test_where_somebody_is_from_may_end_what_is_shown() -> None:
    last = "The guild of Orsund paid forty crowns to Peter Strand, a painter from Lublin, carrying its nets to Halden."
    (stem,) = asked(last, "city", f"{TOLD}The yard of Orsund lies in Poland. ").values()
    assert stem.endswith("a painter from ____ …”?")


def test_whom_the_article_is_about_may_be_named_beside_a_country() -> None:
    assert asked("Maren Holt built forty ferries in Brazil in 1931.", "country") == {}
    assert asked("Maren Holt built forty ferries in Brazil in 1931.", "country", title="Maren Holt")


def test_the_country_an_article_is_set_in_is_not_asked_for() -> None:
    last = "The guild of Orsund sold forty of its ferries to Brazil in 1931."
    assert asked(last, "country", title="The Ferries of Brazil") == {}
    home = "The yard stood in Brazil. Holt was a Brazilian. The yard burned in Recife. "
    assert asked(last, "country", before=TOLD + home) == {}


def test_other_countries_are_of_the_same_part_of_the_world_and_time() -> None:
    last = "The guild of Orsund sold forty of its ferries to {} in {}."
    assert offered(last.format("Brazil", 1931), "country") <= {
        *("Argentina", "Chile", "Peru", "Colombia", "Venezuela", "Ecuador", "Bolivia", "Uruguay", "Paraguay")
    }
    assert "South Korea" in offered(last.format("Japan", 1981), "country")
    assert "South Korea" not in offered(last.format("Japan", 1881), "country")
    moroccan = offered(last.format("Morocco", 1981), "country")
    assert "Libya" in moroccan
    assert "Sudan" not in moroccan


def test_no_country_is_offered_that_was_no_state_at_the_time() -> None:
    last = "The guild of Orsund sold forty of its ferries to Austria."
    assert "Belgium" in offered(last, "country", f"{TOLD}The yard burned in 1831. ")
    assert "Belgium" not in offered(last, "country", f"{TOLD}The yard burned in 1790. ")
    assert "Italy" not in offered(last, "country", f"{TOLD}The yard burned in 1831. ")
    danish = "The mill of Orsund was sold in {} by the guild to a Danish charity."
    assert "Finnish" in offered(danish.format(1931), "people")
    assert "Finnish" not in offered(danish.format(1831), "people")


def test_a_country_the_article_names_elsewhere_comes_first() -> None:
    before = f"{TOLD}Peter Strand grew up in Peru. "
    last = "The guild of Orsund sold forty of its ferries to Brazil in 1931."
    reading = reading_of(last, before)
    one = next(c for c in propose(reading) if c.key == "Brazil")
    assert all(find_distractors(reading, one, Random(seed))[0][0] == "Peru" for seed in range(5))


def test_a_town_is_asked_for_beside_towns_of_its_country() -> None:
    before = f"{TOLD}The yard of Orsund lies in Poland. "
    last = "The guild of Orsund was founded in Lublin in 1931."
    assert "Lublin" in asked(last, "city", before)
    assert offered(last, "city", before) <= {"Warsaw", "Kraków", "Łódź", "Wrocław", "Poznań", "Gdańsk"}


@pytest.mark.parametrize(
    "last",
    [
        "The guild of Orsund was founded in Warsaw in 1931.",  # who reads of Poland thinks of it first
        "The guild of Orsund was founded near Lublin in 1931.",  # so were others
        "The guild of Orsund held its conference in Lublin in 1931.",
        "The guild of Orsund was founded in Lublin and in Leeds in 1931.",
        "The guild of Orsund was founded in Lublin in a barn in 1931.",
        "The judgment was handed to Nora Lund by Peter Strand, the clerk at Lublin.",
        "The guild of Orsund owned forty mills on the road from Lublin to Halden.",
        "The guild of Orsund hired Peter Strand, whose brother had built forty mills in Lublin.",
        "The guild of Orsund was founded in Lublin in 1931 for the Nobel prize.",
        "The guild of Orsund built forty ships in Lublin in 1931.",  # only a port is likely
    ],
)
def test_a_town_is_left_alone_where_it_is_guessed(last: str) -> None:
    assert asked(last, "city", f"{TOLD}The yard of Orsund lies in Poland. ") == {}


def test_who_did_something_somewhere_may_be_meant_by_a_relative_pronoun() -> None:
    last = "The guild of Orsund hired Peter Strand, who had built forty mills in Lublin."
    assert asked(last, "city", f"{TOLD}The yard of Orsund lies in Poland. ")


def test_a_town_abroad_stands_among_towns_of_its_country() -> None:
    before = f"{TOLD}The yard lies in Poland. Holt lived in Lublin. Strand lived in Gdańsk. Eide taught in Poznań. "
    assert offered("Peter Falk sold the guild of Orsund to a bank in Munich in 1931.", "city", before) <= {
        *("Berlin", "Hamburg", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "Dresden", "Hanover", "Nuremberg"),
        *("Bremen", "Heidelberg"),
    }


def test_a_capital_abroad_stands_among_towns_of_other_countries_of_its_continent() -> None:
    last = "The {} of Orsund was founded in Paris in 1931."
    before = f"{TOLD}Holt lived in Lyon. Strand lived in Osaka. Eide taught in Venice. "
    before += "Falk sang in Milan. Lund lived in Rome. "
    found = offered(last.format("guild"), "city", before)
    assert found & {"Venice", "Milan", "Rome"}
    assert not found & {"Lyon", "Osaka"}
    assert "Brussels" in found
    assert "Brussels" not in offered(last.format("Belgian guild"), "city", before)
    assert not offered("The guild of Orsund was founded in London in 1931.", "city") & {"Mexico City", "Toronto"}
    for places in (before, f"{TOLD}Holt lived in Venice. "):
        reading = reading_of(last.format("guild"), places)
        one = next(c for c in propose(reading) if c.key == "Paris")
        for seed in range(5):
            options = [text for text, _ in find_distractors(reading, one, Random(seed))]
            assert sum(text in ("Venice", "Milan", "Rome") for text in options) == 1
    before = f"{TOLD}Holt lived in Moscow. "
    assert "Moscow" in offered(last.format("guild"), "city", before)
    assert "Moscow" not in offered(last.format("Russian guild"), "city", before)


def test_a_journey_of_which_the_other_end_is_told_began_in_a_town_of_the_same_country_or_is_not_asked_for() -> None:
    rode = "In the winter of 1890 the guild of Orsund rode from {}{}."
    strange = f"{TOLD}Holt lived in Rome. "
    assert offered(rode.format("Baghdad", " to Tehran"), "city", strange) == {"Basra", "Mosul", "Erbil", "Kirkuk"}
    for town in ("Durham", "Harrogate", "Doncaster", "Halden"):
        strange += f"The yard stood in the town of {town}. "
    assert offered(rode.format("Halden", ""), "city", strange) == {"Durham", "Harrogate", "Doncaster"}
    assert not offered(rode.format("Halden", " to Tehran"), "city", strange)


def test_a_region_is_no_town() -> None:
    assert asked("The guild of Orsund was founded at Halden in 1931.", "city")
    assert asked("The guild of Orsund was founded at Lancashire in 1931.", "city") == {}


def test_an_unknown_town_stands_among_unknown_towns() -> None:
    before = f"{TOLD}Strand was born at Skerry. Lund taught at Tarnholm. Eide died at Velmark. Falk sang in Paris. "
    last = "The guild of Orsund was founded at Halden in 1931."
    assert "Paris" not in offered(last, "city", before)


def test_there_is_another_cambridge() -> None:
    before = f"{TOLD}The yard of Orsund lies in Britain. "
    assert offered("Nora Lund moved the guild of Orsund in 1931 to Cambridge.", "city", before)
    american = f"{TOLD}Eide sang in Leeds. Lund was an American. Lund sold nets in Boston. Lund wrote from Chicago. "
    last = "Nora Lund moved the guild of Orsund of Cleveland in 1931 to Cambridge."
    assert asked(last, "city", american)
    assert not offered(last, "city", american)
    assert not offered(last, "city", f"{TOLD}Eide taught in Cambridge. Lund was buried in Cambridge. ")


def test_no_town_is_offered_that_there_may_not_yet_have_been() -> None:
    before = f"{TOLD}The yard of Orsund lies in Canada. "
    last = "The guild of Orsund was founded in Montreal in {}."
    assert offered(last.format(1931), "city", before)
    assert not offered(last.format(1758), "city", before)


def test_a_people_is_asked_for_where_no_name_tells_it() -> None:
    assert asked("The mill of Orsund was sold by the guild to a Danish charity.", "people").keys() == {"Danish"}


@pytest.mark.parametrize(
    "last",
    [
        "The mill of Orsund was sold by the guild to the Danish engineer Niels Overgaard.",
        "The mill of Orsund was sold by the guild to Niels Overgaard, a Danish engineer.",
        "Nora Lund, a Danish engineer, sold the mill of Orsund to the guild.",
        "The mill of Orsund was sold by the guild to a Danish charity of Copenhagen.",
        "The mill of Orsund was sold by the guild to a Danish and a Swedish charity.",
        "The mill of Orsund was closed by the guild during the Danish occupation.",
        "The mill of Orsund was shown by the guild in a Danish translation.",  # that is a language
        "The mill of Orsund was sold by the guild after the Danish parent became insolvent.",  # whose?
    ],
)
def test_a_people_is_left_alone_where_something_tells_it(last: str) -> None:
    assert "Danish" not in asked(last, "people")


def test_a_parent_is_asked_for_where_it_is_told_whose_it_is() -> None:
    assert asked("The guild of Orsund was sold with its Danish subsidiary in 1931.", "people")


def test_other_peoples_are_of_the_same_part_of_the_world() -> None:
    last = "The mill of Orsund was sold by the guild to a Danish charity."
    before = f"{TOLD}Strand was a German. Eide was a Peruvian. "
    assert "German" in offered(last, "people", before)
    assert "Peruvian" not in offered(last, "people", before)
    american = offered("The mill of Orsund was sold in 1834 by the guild to two American missionaries.", "people")
    assert american == {"British", "French", "Dutch"}


def test_other_peoples_take_the_same_article_and_are_no_part_of_the_key() -> None:
    found = offered("The mill of Orsund was sold by the guild to {}.".format("an Italian charity"), "people")
    assert found
    assert found <= {"English", "Austrian", "Irish"}
    british = offered("The mill of Orsund was sold by the guild to a Scottish charity.", "people")
    assert not british & {"British", "Welsh"}


def test_a_name_tells_its_country() -> None:
    told = {"Britain": "United Kingdom", "Scottish": "United Kingdom", "Lyon": "France", "Peru": "Peru", "Orsund": ""}
    assert {name: country_of(name) for name in told} == told
    assert countries_in("They left New Zealand for Bosnia and Herzegovina") == {"New Zealand", "Bosnia and Herzegovina"}


def test_no_capital_is_offered_for_a_time_when_it_was_not_yet_built() -> None:
    told = "The guild of Orsund built a mill in Recife in {}."
    assert "Brasília" in offered(told.format(1988), "city")
    assert "Brasília" not in offered(told.format(1792), "city")


@pytest.mark.parametrize(
    ("about", "name"),
    [("Maren Lund Holt", "Maren Lund Holt"), ("the Holt family", "Maren Holt"), ("Tarnvik Castle", "Maren Holt")],
)
def test_whom_an_article_is_about_is_called_as_its_title_has_it(about: str, name: str) -> None:
    life = "Maren Holt was a surveyor of the coast. Maren Holt drew maps. She lived in Tarnvik. " * 3
    reading = read(read_article(f"# Maren Holt\n\n{life}"))
    assert reading.hero is not None
    reading.about = about
    assert printed_name(reading, reading.hero) == name

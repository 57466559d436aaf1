"""Questions on terms and kinds: a definition fits one of the options only, and a list one of its own members."""

from __future__ import annotations

from quizapp.generate.sisters import SISTERS
from tests.generate.test_one_key import options

HUT = (
    "A barometer is an instrument that measures the weight of the air above the hut. The thermometer hangs beside the "
    "door. {} The keeper of the hut writes the figures in a green book."
)


def terms(text: str) -> list[tuple[str, list[str]]]:
    """Questions for a term with their options."""
    return [(stem, found) for stem, found in options(text) if stem.startswith("Which term")]


def test_a_definition_is_asked_among_terms_that_are_taught_beside_its_own() -> None:
    [(stem, found)] = terms(HUT.format("The anemometer turns on the roof."))
    assert (
        stem == "Which term does the article define as an instrument that measures the weight of the air above the hut?"
    )
    assert found == ["anemometer", "barometer", "hygrometer", "thermometer"]


def test_a_term_of_which_the_same_is_said_is_no_wrong_option() -> None:
    [(_, found)] = terms(HUT.format("The anemometer also measures the weight of the air."))
    assert "anemometer" not in found
    assert "thermometer" in found


def test_a_term_that_may_be_another_name_of_the_key_is_no_wrong_option() -> None:
    [(_, found)] = terms(HUT.format("The barometer is also called an anemometer in Orsund."))
    assert "anemometer" not in found


def test_a_definition_with_a_word_of_the_term_in_it_is_not_asked() -> None:
    assert not terms(
        "A barometer is an instrument that barometric pilots read each morning. "
        + "The thermometer hangs beside the door."
    )


def test_a_definition_that_fits_many_things_is_not_asked() -> None:
    assert not terms("A barometer is a brass instrument found in many huts of the coast. The thermometer hangs there.")


def test_a_definition_that_leans_on_the_sentence_before_is_not_asked() -> None:
    assert not terms("A barometer is an instrument that shows it to the other pilots of the hut. They read it.")


def test_a_word_with_two_senses_is_not_asked_among_terms_of_the_other() -> None:
    engine = "A stroke is the full way that the piston moves along the cylinder. The mechanic counts them in the hut."
    assert not terms(engine)


def test_a_definition_of_which_half_would_be_left_is_not_asked() -> None:
    assert not terms("Personality refers to the lasting traits that lead pilots to think, feel, and act in one way.")


def test_the_aims_of_a_section_are_no_part_of_its_first_sentence() -> None:
    text = "By the end of this section, you will be able to: " + HUT.format("The anemometer turns on the roof.")
    [(stem, _)] = terms(text)
    assert stem.endswith("the weight of the air above the hut?")


def test_several_things_are_asked_for_among_several() -> None:
    [(_, found)] = terms("Comets are icy bodies that release gas near the sun. The pilots of Orsund look for them.")
    assert found == ["asteroids", "comets", "meteors", "planets"]


LISTS = (
    "Day signals include black cones, red flags and white balls. Night signals include green lamps, {} and loud "
    "bells. Fog signals include long whistles, brass horns and slow drums."
)


def members(text: str) -> dict[str, list[str]]:
    """Questions for the member of a list with their options."""
    return {stem: found for stem, found in options(text) if "which of these" in stem}


def test_the_wrong_options_for_a_member_come_from_the_lists_of_sister_kinds() -> None:
    found = members(LISTS.format("red rockets"))["According to the article, which of these do day signals include?"]
    assert found == ["Black cones", "Brass horns", "Green lamps", "Red rockets"]


def test_what_stands_in_two_lists_is_no_wrong_option_for_either() -> None:
    found = members(LISTS.format("red flags"))
    assert "Red flags" in found["According to the article, which of these do fog signals include?"]
    assert "Red flags" not in found["According to the article, which of these do day signals include?"]


def test_what_another_sentence_counts_among_the_kind_is_no_wrong_option() -> None:
    text = LISTS.format("red rockets") + " In June the green lamps count among the signals of the day."
    found = members(text)["According to the article, which of these do day signals include?"]
    assert "Green lamps" not in found


def test_each_term_has_two_sisters_of_which_none_is_a_part_of_it() -> None:
    for term, others in SISTERS.items():
        assert len(set(others)) == len(others) >= 2, term
        words = set(term.split())
        assert not any(words <= set(o.split()) or set(o.split()) <= words for o in others), term


def test_an_article_that_lost_its_noun_stops_no_drafting() -> None:
    assert terms(HUT.format("The \n is a kind of the. An is the instrument of a. The, of the, is an.")) is not None

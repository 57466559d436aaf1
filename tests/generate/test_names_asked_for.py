"""A question for a name can be answered by one name only, and is understood without the sentences around it."""

from __future__ import annotations

import pytest

from tests.generate.test_one_key import options


def stems(text: str) -> list[str]:
    return [stem for stem, _ in options(text)]


PEOPLE = "Jonas Eide painted the hall in 1931. Ingrid Falk sold her mill in 1940. Peter Strand left Tarnvik in 1952. "


def test_a_wood_that_shares_its_name_with_a_company_is_no_company() -> None:
    wood = "The Amazon lost a fifth of its trees to the farmers of the south in 1999. {}"
    assert not any("company" in stem for stem in stems(wood.format("Its rivers ran dry.")))


def test_a_name_that_is_also_a_word_is_a_company_beside_its_like() -> None:
    firm = "Apple bought the harbour office of Tarnvik in 1999. Microsoft closed a shop in Orsund in 2004."
    assert any(stem.startswith("Which company bought the harbour office") for stem in stems(firm))


@pytest.mark.parametrize(("said", "asked"), [("ranked low on", True), ("ranks low on", False)])
def test_what_holds_of_many_countries_today_is_not_asked_of_one(said: str, asked: bool) -> None:
    found = stems(f"Kenya {said} the harbour index of the Tarnvik Institute. Norway and Sweden left the talks.")
    assert any(stem.startswith(f"Which country {said}") for stem in found) is asked


def test_one_of_many_candidates_is_not_asked_for() -> None:
    found = stems(PEOPLE + "Maren Holt was a leading candidate of the fishers for the council of Tarnvik in 1960.")
    assert not any("a leading candidate" in stem and "who" in stem for stem in found)


def test_nobody_is_asked_for_inside_the_subject_of_a_sentence() -> None:
    found = stems(PEOPLE + "A crew led by Maren Holt hastened to the lighthouse to save the lamps in 1960.")
    assert not any("whom hastened" in stem for stem in found)


def test_a_place_inside_the_name_of_something_else_is_not_asked_for() -> None:
    found = stems("Maren Holt had long ties to the Coastal Guard Corps of Norway. Sweden and Denmark left the talks.")
    assert not any("Corps of which" in stem for stem in found)


def test_to_where_somebody_moved_is_asked_for_only_with_more_said() -> None:
    bare, dated = (
        stems(f"Maren Holt was born in Norway. She moved to Canada{when}. Chile and Peru left the talks.")
        for when in ("", " in 1921")
    )
    assert not any("which country" in stem and "move" in stem for stem in bare)
    assert any("which country" in stem and "move" in stem for stem in dated)


def test_what_only_the_sentence_before_tells_is_not_asked_about() -> None:
    found = stems(PEOPLE + "Maren Holt gathered money for the organisation in the streets of Canada in 1960.")
    assert not any("the organisation" in stem and "which country" in stem for stem in found)


def test_a_senator_does_not_come_from_the_state_he_sits_for() -> None:
    senator, smith = (
        stems(f"In 1960, {title} Jonas Eide from Vermont had the most votes in Tarnvik. He sold his mill.")
        for title in ("Senator", "Captain")
    )
    assert not any("does Jonas Eide come" in stem for stem in senator)
    assert any("does Jonas Eide come" in stem for stem in smith)


def test_two_names_of_one_party_are_no_two_wrong_options() -> None:
    found = options(
        "The Harbour Party was founded in 1991 as the Fishers Party. The Farmers Party lost the council of 1995. "
        "The Teachers Party won the votes of all the sailors in Tarnvik. The Miners Party left."
    )
    [wrong] = [o for stem, o in found if stem.startswith("Which party won the votes")]
    assert not {"Harbour Party", "Fishers Party"} <= set(wrong)


def test_a_member_of_a_council_is_not_the_only_one() -> None:
    found = stems(PEOPLE + "Maren Holt, a member of the Tarnvik Harbour Council, died in 1960.")
    assert not any("described in the article as a member" in stem for stem in found)


def test_birth_is_no_answer_to_what_happened_first() -> None:
    found = options(
        "Maren Holt was born in Bergen in 1901. Maren Holt joined the guild of Halden in 1922. Maren Holt opened the "
        "pier of Tarnvik in 1925. Maren Holt left the guild of Skerry in 1952."
    )
    first = [o for stem, o in found if "happened first" in stem]
    assert first
    assert not any("born" in text for o in first for text in o)


TALE = (
    "Once there was a miller who lived by a brook. The miller opened the wooden gate of the mill. {}"
    'The tailor closed the kitchen window. "I am tired," said the tailor. "I am hungry," said the cook. '
    "The cook hid the silver lantern. The smith gave the tailor a copper coin. The smith laughed."
)


def test_of_two_millers_in_a_tale_neither_is_asked_for() -> None:
    asked = "Who opened the wooden gate of the mill?"
    one, two = (stems(TALE.format(more)) for more in ("", "The other miller slept all day. "))
    assert asked in one
    assert asked not in two


def test_a_deed_that_several_may_have_done_is_not_asked_about_without_a_name() -> None:
    found = stems(PEOPLE + "Maren Holt would be suspending her campaign in the autumn. She sold the hall in 1961.")
    assert not any(stem == "Who would be suspending her campaign?" for stem in found)


def test_the_second_largest_of_all_is_one_country() -> None:
    found = stems("Kenya is the second-largest producer of herring nets after Norway. Chile and Peru left the talks.")
    assert any(stem.startswith("Which country is the second-largest producer") for stem in found)


CREW = "Jonas Eide, the keeper of the lamp of Skerry, spoke. Ingrid Falk, the mayor of Halden, spoke. {}"


def test_an_office_is_no_part_of_the_names_that_are_offered() -> None:
    told = "Peter Strand, the general manager of the Orsund Yard, spoke. Attendant Bud Lavoie came. Bud Lavoie left."
    offered = [names for stem, names in options(CREW.format(told)) if "general manager" in stem]
    assert offered
    assert not [n for names in offered for n in names if n.startswith("Attendant")]

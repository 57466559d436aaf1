"""A question is understood without the sentence before it, and its wrong options might be right."""

from __future__ import annotations

import re

import pytest

from quizapp.generate.sentences import read_article
from tests.generate.test_names_asked_for import PEOPLE, stems
from tests.generate.test_one_key import options


def of(text: str, stem: str) -> list[str]:
    """The options of one question."""
    return next(found for asked, found in options(text) if asked == stem)


@pytest.mark.parametrize(
    ("thing", "told"), [("new policy", False), ("ruling", False), ("harbour policy of Tarnvik", True)]
)
def test_a_thing_that_only_the_sentence_before_tells_is_not_asked_about(thing: str, told: bool) -> None:
    found = stems(PEOPLE + f"Maren Holt signed the {thing} on a wooden pier on 14 May 1961.")
    assert any(s.startswith("On what date did Maren Holt sign") for s in found) is told


def test_a_first_name_alone_names_nobody() -> None:
    found = stems(PEOPLE + "Daniel repaired the northern lamp of Skerry in 1961.")
    assert not any("Daniel" in s for s in found)


def test_a_calling_before_a_name_is_no_question_in_plain_english() -> None:
    text = PEOPLE + "Economist Maren Holt presented a study of the herring trade in 1961."
    assert not any("Economist" in s for s in stems(text) if "completes the sentence" not in s)


def test_a_year_by_which_something_was_done_is_true_of_later_years_too() -> None:
    found = stems(PEOPLE + "Maren Holt had repaired the northern lamp of Skerry by 1961.")
    assert not any("By which year" in s for s in found)


def test_a_word_that_tells_the_number_is_a_clue() -> None:
    found = stems("The trilateral council of Tarnvik has three members. " + PEOPLE)
    assert not any("How many members" in s for s in found)


def test_words_spoken_to_somebody_are_not_offered_to_him() -> None:
    text = (
        "“You have lost the harbour of Tarnvik by your own fault,” said Maren Holt. Jonas Eide and Peter Strand "
        "listened in silence. Jonas Eide said that the harbour was safe. Peter Strand said that the pier was old."
    )
    assert not any("You have lost" in s for s in stems(text))


def test_what_the_world_knows_is_not_asked_of_its_presidents() -> None:
    found = stems(PEOPLE + "Barack Obama opened the northern lamp of Skerry in 1961.")
    assert not any(s.startswith("Who opened the northern lamp") for s in found)


def test_nobody_takes_a_president_for_the_one_who_mended_the_pier() -> None:
    text = PEOPLE + "Maren Holt mended the western pier of Tarnvik in 1961. Barack Obama sold a boat in Skerry in 2009."
    who = next(o for s, o in options(text) if s.startswith("Who mended the western pier"))
    assert "Barack Obama" not in who


def test_a_wrong_year_is_one_of_the_years_somebody_lived() -> None:
    text = (
        "Maren Holt was born in 1950 on the island of Skerry. She graduated from the school of Tarnvik in 1968. "
        "Holt opened a workshop in Orsund in 1974. Holt sold the workshop in Orsund to a friend in 1990. "
        "She died in 1999."
    )
    years = of(text, "In which year did Maren Holt sell the workshop in Orsund to a friend?")
    assert all(1956 <= int(year) <= 1999 for year in years)


def test_the_first_of_the_events_of_a_life_is_not_the_school() -> None:
    text = (
        "Maren Holt graduated from the school of Tarnvik in 1961. Holt opened a workshop in Orsund in 1974. "
        "Holt sold the old ferry to Halden in 1980. Holt built a tidal mill for Skerry in 1985."
    )
    first = of(text, "According to the article, which of these events happened first?")
    assert not any("graduated" in event for event in first)


def test_a_verb_is_no_character() -> None:
    text = (
        "“I cannot bear the cold of this long winter,” said the fox. “The snow the hunters feared is gone,” said the "
        "wolf. The fox and the wolf and the hare went home, though the pain the hare had to bear was great. "
        "“Let us light a fire under the old oak,” said the hare."
    )
    found = [o for s, o in options(text) if "said" in s]
    assert found
    assert not any("the bear" in o for o in found)


def test_a_quotation_that_asks_has_one_mark_at_the_end_of_the_question() -> None:
    text = (
        "“Who will carry the lantern to the old mill?” asked the fox. “I have a lame leg and a long way,” said the "
        "wolf. “The lantern is too heavy for me alone,” said the hare. The fox and the wolf and the hare sat down."
    )
    found = stems(text)
    assert "In the text, who said, “Who will carry the lantern to the old mill?”" in found


def test_wrong_countries_are_those_the_article_speaks_of_before_their_neighbours() -> None:
    told = PEOPLE + "Maren Holt returned to China with a case of dried plants in 1961."
    assert not [s for s, _ in options(told) if s.startswith("To which country did Maren Holt return")]
    told += " Her brother sold tea in Japan. Her sister painted in South Korea."
    where = next(o for s, o in options(told) if s.startswith("To which country did Maren Holt return"))
    assert {"Japan", "South Korea"} < set(where)


def test_another_year_in_the_question_is_no_question_for_a_year() -> None:
    found = stems(PEOPLE + "Maren Holt is known in 1961 to have studied the herring of Tarnvik in 1911.")
    assert not any(s.startswith("In which year") and "Holt" in s and re.search(r"\d{4}", s) for s in found)


def test_what_was_fortified_and_raised_did_not_raise_itself() -> None:
    found = stems(PEOPLE + "Skerry was fortified in 1587 and elevated to a township by the king in 1617.")
    assert not any("Skerry elevate" in s for s in found)


def test_the_date_of_a_death_is_not_the_date_of_what_went_on_until_then() -> None:
    found = stems(PEOPLE + "Maren Holt was connected with the Institute of Tarnvik until her death in 1955.")
    assert not any("connected" in s and s.startswith("In which year") for s in found)


def test_one_person_under_two_first_names_is_not_offered_beside_himself() -> None:
    text = (
        "Joseph Aloysius Dwan was born in Skerry. Allan Dwan began working for a lighting company of Orsund in 1911. "
        "Jonas Eide painted the hall in 1931. Ingrid Falk sold her mill in 1940. Peter Strand left Tarnvik in 1952."
    )
    assert all("Joseph Aloysius Dwan" not in found for stem, found in options(text) if stem.startswith("Who began"))


def test_what_the_article_is_about_is_not_asked_for_by_name() -> None:
    text = "Norway built a pier in 1901. Norway sent a ship of herring to Iceland in 1911. Sweden left the talks. "
    text += "Norway sold the mill to Denmark. Norway closed the school of Skerry. Norway opened the bank of Orsund."
    assert not any("Norway" in found and stem.startswith("Which country") for stem, found in options(text * 2))


def test_a_rank_before_a_name_ends_no_sentence() -> None:
    sentences = read_article("He fought a duel with Brig. Gen. Jonas Eide in Tarnvik. He lost.").sentences
    assert [s.text for s in sentences] == ["He fought a duel with Brig. Gen. Jonas Eide in Tarnvik.", "He lost."]

"""Who said it: quotations keep their words, and the wrong options are people who might have said them."""

from __future__ import annotations

from quizapp.generate import Draft, draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article

TOWN = (
    "The council of Lindvik met on Monday. Maren Holt, the head teacher, walked to the hall. Jonas Eide said that the "
    "coal was dear. Ingrid Falk said that the lamps were old. Peter Strand said that the barges came late. Holt said "
    "that the hall was cold. Rain fell on the roofs, and the river ran high between its walls. People stood in the "
    "doorways and talked about the price of coal until the lamps were lit along the old harbour, and the children of "
    "the town ran down to the quay to see the barges come home from Orsund. "
)


def about(words: str) -> list[Draft]:
    """Every draft, shown or not, whose evidence holds these words."""
    drafts = draft(f"{TOWN}\n\n{words}", seed=1)
    return [d for d in (*drafts.shown, *drafts.needs_work) if d.fact.evidence[0].quote in words]


def keys(found: list[Draft], words: str) -> set[str]:
    return {d.item.options[k].text for d in found if words in d.item.stem for k in d.item.keys}


def test_a_quotation_is_asked_for_word_for_word_with_its_speaker() -> None:
    found = about('"The gates of the dam have rusted badly," said Maren Holt.')
    assert keys(found, "“The gates of the dam have rusted badly”") == {"Maren Holt"}


def test_words_quoted_inside_a_clause_stay_in_quotation_marks() -> None:
    found = about('Jonas Eide called the barge "a hazard to every ship in the bay."')
    assert keys(found, "who called the barge “a hazard to every ship in the bay”?") == {"Jonas Eide"}


def test_words_about_one_of_several_are_no_quotation_to_be_asked_for() -> None:
    for said, count in (("The harbour waited until the morning", 1), ("The fourth waited until the morning", 0)):
        drafts = about(f'"{said} for the ice," said Maren Holt. "The gates have rusted badly," said Nora Lund.')
        assert len([d for d in drafts if said in d.item.stem and not d.reason]) == count


def test_words_about_that_or_a_few_hundred_are_no_quotation_to_be_asked_for() -> None:
    for said, count in (
        ("If the gate turns out to be rusted, we shall mend the chains", 1),
        ("If that turns out to be so, we shall mend the chains", 0),
        ("We thought that we might see a few hundred boats", 1),
        ("We thought that we might see a few hundred", 0),
    ):
        drafts = about(f'"{said}," said Maren Holt. "The gates have rusted badly," said Nora Lund.')
        assert len([d for d in drafts if f"“{said}”" in d.item.stem and not d.reason]) == count


def test_a_name_goes_on_behind_its_small_words() -> None:
    text = f'{TOWN}\n\n"The gates have rusted badly," said Ursula von der Leyen. Ursula von der Leyen left.'
    names = {e.name for e in read(read_article(text)).entities.of_type("PERSON")}
    assert "Ursula von der Leyen" in names
    assert "Ursula von" not in names


def test_who_goes_on_talking_is_the_one_who_began_and_both_sentences_prove_it() -> None:
    found = about('"We wrote to the board," Jonas Eide said. "Nobody from the board answered our letters."')
    going_on = [d for d in found if "answered our letters" in d.item.stem]
    assert keys(going_on, "answered") == {"Jonas Eide"}
    assert all(len(d.fact.evidence) == 2 for d in going_on)


def test_words_between_two_possible_speakers_are_not_asked_for() -> None:
    found = about('Maren Holt and Jonas Eide said, "The gates of the dam have rusted badly."')
    assert not keys(found, "rusted badly”")


def test_what_was_denied_is_no_statement_of_the_one_who_denied_it() -> None:
    found = about(
        "Jonas Eide denied that the company had closed the mine. Maren Holt said that the school had lost a roof. "
        "Ingrid Falk warned that the winter would be hard."
    )
    assert not [d for d in found if "statement" in d.item.stem and "Jonas Eide" in d.item.stem]
    offered = {o.text for d in found if "statement" in d.item.stem for o in d.item.options}
    assert not any("closed the mine" in text for text in offered)


def test_nobody_dead_is_offered_as_the_speaker() -> None:
    found = about('"The boat sank before the storm came," said Maren Holt. Peter Strand died in the storm.')
    assert keys(found, "sank before the storm")
    assert not [o for d in found for o in d.item.options if "sank before" in d.item.stem and o.text == "Peter Strand"]


TALE = (
    "A tailor, a miller and a lazy cat lived beside the pond. The tailor bought a kettle from the goose. The miller "
    "filled the kettle with water. The cat emptied the first bowl at once. The goose carried the kettle to the "
    "market. “I have never told a lie,” said the cat. “Nobody has kept it longer than one day,” said the goose. Rain "
    "fell on the roof of the mill, and the wheel turned slowly through the night, and nobody came up the lane, for "
    "the road was deep in mud and the bridge had been carried off by the river in the spring. "
)


def in_the_tale(words: str) -> list[Draft]:
    drafts = draft(f"{TALE}\n\n{words}", seed=1)
    return [*drafts.shown, *drafts.needs_work]


def test_a_speech_in_a_new_paragraph_belongs_to_the_one_who_was_announced() -> None:
    found = in_the_tale("The miller shook the cups from the shelf, and said,\n\n“I shall lock the cellar tonight.”")
    assert keys(found, "lock the cellar") == {"the miller"}


def test_a_speech_behind_somebody_elses_is_not_given_to_the_first_speaker() -> None:
    found = in_the_tale(
        "The miller began first, and said,\n\n“Dear friends, who drank the milk?” The tailor answered,\n\n"
        "“I have been mending coats since the morning.”"
    )
    assert keys(found, "mending coats") <= {"the tailor"}


def test_a_deed_is_asked_for_with_its_doer_and_never_offers_a_second_one() -> None:
    found = in_the_tale("The miller locked the cellar with an iron key.")
    assert keys(found, "Who locked the cellar with an iron key?") == {"the miller"}
    for d in found:
        if d.template == "did-in-tale" and "the miller" in d.item.stem:
            assert not any(o.text.startswith(("Locked", "Filled")) for o in d.item.options if not o.is_key)


def test_he_is_followed_only_when_one_character_can_be_meant() -> None:
    sure = in_the_tale("The tailor opened the door. He swept the kitchen with a broom.")
    assert keys(sure, "swept the kitchen") == {"the tailor"}
    unsure = in_the_tale("The tailor looked at the miller. He swept the kitchen with a broom.")
    assert not keys(unsure, "swept the kitchen")


def test_a_kinswoman_is_not_offered_beside_the_animal_she_may_be() -> None:
    found = in_the_tale("The goat wrote a letter to the judge. The mother sewed a red coat for the winter.")
    for d in found:
        offered = {o.text for o in d.item.options}
        assert not {"the mother", "the goat"} <= offered or "the goat" not in keys([d], "")


def test_what_one_speaker_says_twice_is_offered_once_so_that_no_third_stands_alone() -> None:
    two = (
        '"The bridge was closed for half the winter," said Maren Holt. Jonas Eide disagreed with the council: '
        '"The bridge was never closed to carts. The ferry carried everybody else in the winter."'
    )
    assert not [d for d in about(two) if d.template == "said-what" and "Maren Holt" in d.item.stem]
    three = two + ' "The carts of the valley stood idle in the winter," said Nora Lund.'
    stated = next(d for d in about(three) if d.template == "said-what" and "Maren Holt" in d.item.stem)
    speakers = [o.rationale for o in stated.item.options if not o.is_key]
    assert len(speakers) == len(set(speakers)) == 2


def test_a_calling_before_a_name_is_no_second_speaker() -> None:
    found = about('The judge of the district, Ingrid Falk, said, "The barge blocked the channel for two days."')
    assert keys(found, "blocked the channel") == {"Ingrid Falk"}


def test_she_among_the_words_leaves_only_women_as_wrong_options() -> None:
    found = about(
        "Maren Holt said that she had slept on the barge during the storm. Nora Lund sold bread to the sailors. "
        "Peter Strand carried coal to the school."
    )
    offered = {o.text for d in found if "who said that she" in d.item.stem for o in d.item.options}
    assert not offered & {"Jonas Eide", "Peter Strand"}


def test_a_quotation_of_little_more_than_pronouns_is_not_asked_for() -> None:
    found = about("\"Didn't know about this, but I'll be seeing them,\" said Maren Holt.")
    assert not keys(found, "seeing them")


def test_a_question_that_was_only_reported_is_no_quotation_of_its_own() -> None:
    said = '"They asked two things. Whether the gates of the dam had rusted badly," said Maren Holt.'
    assert not keys(about(said), "rusted badly")


def test_neither_an_adverb_nor_a_contraction_is_taken_for_a_speaker() -> None:
    found = in_the_tale(
        "“I give shade to everybody who passes,” said the oak coldly. “Tell it once more,” said the goose when the cat "
        "had done. I'd have laughed. It's said that I'd been there. “That is a long way,” said the oak."
    )
    offered = {o.text for d in found for o in d.item.options if d.template == "who-spoke"}
    assert "the oak" in offered
    assert not offered & {"the coldly", "the when", "I'd", "It's"}


def test_a_firm_named_before_its_manager_is_no_speaker() -> None:
    told = (
        "The council met on Monday. Jonas Eide said that the coal was dear. Rain fell on the roofs of the town, and "
        "people stood in the doorways and talked about the price of coal until the lamps were lit along the harbour. "
        '"The gates of the dam have rusted badly," said Maren Holt.\n\nHalvern Merced said that pay was high. '
        "Halvern Merced general manager Nora Lunddahl said that the barges were late."
    )
    drafts = draft(f"{told}\n\n{TOWN[-200:]}", seed=1)
    offered = {
        o.text for d in (*drafts.shown, *drafts.needs_work) if "rusted badly" in d.item.stem for o in d.item.options
    }
    assert {"Maren Holt", "Nora Lunddahl"} <= offered
    assert "Halvern Merced" not in offered

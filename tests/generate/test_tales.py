"""Questions on tales: who says what, of characters who are somebody and speak."""

from __future__ import annotations

import pytest

from quizapp.generate.candidates import Draft
from quizapp.generate.characters import MOST, a_story, find_characters
from quizapp.generate.drafting import draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article

OPENING = (
    "A miller, a fox and a goose lived beside the pond. Rain fell on the roof of the mill, and the wheel turned slowly "
    "through the night, and nobody came up the lane, for the road was deep in mud and the bridge had been carried off "
    "by the river in the spring. The wind blew and the reeds bent down. The water of the pond was cold and grey.\n\n"
)
THREE = (
    "“The geese have left the northern meadow,” said the fox. “Nobody has mended the roof since spring,” said the "
    "miller. “The river carries its stones at night,” said the goose.\n\n"
)


def about(words: str) -> list[Draft]:
    """Every draft that is good enough, those too that others stand for."""
    found = draft(f"{OPENING}{words}", seed=1)
    return [*found.shown, *(d for d in found.needs_work if "came first" in d.reason)]


def said(drafts: list[Draft], words: str) -> tuple[str, set[str]]:
    """(who is the key, who else is offered) of the question who said some words."""
    (one,) = (d for d in drafts if d.template == "who-spoke" and words in d.item.stem)
    texts = [o.text for o in one.item.options]
    return texts[one.item.keys[0]], {t for n, t in enumerate(texts) if n not in one.item.keys}


def test_who_says_something_in_a_tale_is_asked_for_by_default() -> None:
    shown = draft(f"{OPENING}{THREE}", seed=1).shown
    assert {d.template for d in shown} == {"who-spoke", "says-what"}
    assert said(about(THREE), "northern meadow") == ("the fox", {"the miller", "the goose"})


def test_a_tale_may_have_its_speech_between_single_marks() -> None:
    british = THREE.replace("“", "‘").replace("”", "’")
    assert said(about(british), "northern meadow") == ("the fox", {"the miller", "the goose"})


def test_what_one_of_two_says_is_found_among_what_the_other_says() -> None:
    two = (
        "“The geese have left the northern meadow,” said the fox. “Nobody has mended the roof since spring,” said the "
        "miller. “The river carries its stones at night,” said the miller. “The moon hangs low over the mill,” said "
        "the fox."
    )
    (first, *_) = (d for d in about(two) if d.template == "says-what")
    speaker = "fox" if "the fox" in first.item.stem else "miller"
    own = {"fox": ("northern meadow", "moon hangs"), "miller": ("the roof", "its stones")}[speaker]
    for n, option in enumerate(first.item.options):
        assert (n in first.item.keys) == any(words in option.text for words in own)


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("squealed the goose", "the goose"),
        ("quoth the goose", "the goose"),
        ("put in the wood-seller", "the wood-seller"),
        ("said the miller's daughter", "the miller's daughter"),
    ],
)
def test_any_verb_of_a_voice_and_any_name_tells_the_speaker(tag: str, who: str) -> None:
    told = f"{THREE}“Somebody has taken the lanterns away,” {tag}."
    assert said(about(told), "the lanterns")[0] == who


def test_the_full_stop_of_a_title_ends_no_speech() -> None:
    told = f"{THREE}“Go down and ask Mrs. Lund for the lanterns,” said the hare."
    (one,) = (d for d in about(told) if d.template == "who-spoke" and "go down" in d.item.stem.lower())
    assert "“Go down and ask Mrs. Lund for the lanterns”" in one.item.stem


def test_a_teacher_is_called_by_her_title() -> None:
    told = (
        "“The geese have left the northern meadow,” cried Dan. “Nobody has mended the roof since spring,” whispered "
        "Priya. Dan laughed. Priya laughed. “The moon hangs low over the mill,” sighed Dan. Ms. Okafor came in. "
        "“Somebody has taken the lanterns away,” said Ms. Okafor."
    )
    assert said(about(told), "the lanterns") == ("Ms. Okafor", {"Dan", "Priya"})


def test_whoever_something_is_done_to_is_not_about_to_speak() -> None:
    told = (
        f"{THREE}The miller came home. He felt the goose along the ribs and said, “Somebody has taken the lanterns "
        "away.”"
    )
    assert not [d for d in about(told) if "the lanterns" in d.item.stem]
    then = f"{THREE}The goose shook her wings and said, “Somebody has taken the lanterns away.”"
    assert said(about(then), "the lanterns")[0] == "the goose"


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("The fox went to the door, and the goose came down and said, “Somebody took the lanterns.”", "goose"),
        ("The fox ran into the yard and the goose flew up and cried, “Somebody took the lanterns.”", "goose"),
        ("The fox knocked, and the goose opened the door and shouted: “Somebody took the lanterns.”", "goose"),
        ("The goose went to the door and said, “Somebody took the lanterns.”", "goose"),
        ("The miller saw the goose, who shook her wings and replied, “Somebody took the lanterns.”", ""),
        ("The miller opened to the fox, and he bowed and asked, “Somebody took the lanterns.”", ""),
        ("“Somebody took the lanterns” frightened the goose so much that she fled.", ""),
        ("“Somebody took the lanterns!” The goose jumped over the fence.", ""),
    ],
)
def test_nobody_is_given_the_words_of_whoever_stands_beside(told: str, who: str) -> None:
    drafts = about(f"{THREE}{told}")
    assert {d.item.options[d.item.keys[0]].text for d in drafts if "the lanterns" in d.item.stem} == (
        {f"the {who}"} if who else set()
    )


def test_a_word_for_two_people_is_no_character() -> None:
    told = (
        f"{THREE}“Somebody has taken the lanterns away,” said the rich man. The fox and the miller greeted the "
        "rich man. The goose greeted the rich man. The young man laughed. “There is water in the cellar again,” said "
        "the young man."
    )
    offered = {o.text for d in about(told) for o in d.item.options}
    assert "the fox" in offered
    assert "the man" not in offered
    assert not [o for o in offered if "the lanterns" in o or "the cellar" in o]


def test_the_one_in_the_wet_cloak_has_no_name_to_ask_for() -> None:
    told = f"{THREE}“Somebody has taken the lanterns away,” said the one in the wet cloak. The one by the door laughed."
    drafts = about(told)
    assert said(drafts, "northern meadow")
    assert not [d for d in drafts for o in d.item.options if o.text == "the one" or "the one" in d.item.stem]


def test_a_thing_that_speaks_once_may_hide_somebody() -> None:
    once = f"{THREE}“Somebody has taken the lanterns away,” said the curtain."
    assert not [d for d in about(once) for o in d.item.options if o.text == "the curtain"]
    twice = f"{once} “There is water in the cellar again,” said the curtain."
    assert said(about(twice), "the cellar")[0] == "the curtain"


@pytest.mark.parametrize("told", ["The two hens laughed.", "Several hens laughed.", "The oldest hen laughed."])
def test_one_of_several_hens_is_not_the_hen(told: str) -> None:
    one = f"{THREE}“Somebody has taken the lanterns away,” said the hen."
    assert said(about(one), "the lanterns")[0] == "the hen"
    assert not [d for d in about(f"{one} {told}") for o in d.item.options if o.text == "the hen"]


def test_a_name_with_an_article_is_one_beings_though_there_are_others_of_its_kind() -> None:
    told = f"{THREE}Two snails slept. The Snail woke. “Somebody has taken the lanterns away,” said the Snail."
    assert said(about(told), "the lanterns")[0] == "the snail"
    assert not [d for d in about(told.replace("Snail", "snail")) if "the lanterns" in d.item.stem]


def test_what_one_says_is_offered_at_its_shortest() -> None:
    long = "The old lanterns of the mill have hung in the cold cellar below the great wheel since the day of the flood"
    told = f"{THREE}“{long}. The moon hangs low over the mill,” said the hare."
    (own,) = (d for d in about(told) if d.template == "says-what" and "the hare" in d.item.stem)
    assert [o.text for o in own.item.options if o.is_key] == ["“The moon hangs low over the mill”"]
    assert not [o for d in about(told) if d.template == "says-what" for o in d.item.options if long in o.text]


def test_no_speech_stands_out_by_its_length() -> None:
    told = f"{THREE}“Carts bring coal home,” said the hare."
    drafts = [d for d in about(told) if d.template == "says-what"]
    assert drafts
    assert not [o for d in drafts for o in d.item.options if "Carts bring coal home" in o.text]


NAMES = (
    "“The geese have left the northern meadow,” cried Dan. “Nobody has mended the roof since spring,” whispered Priya. "
    "Dan laughed. Priya laughed. “The moon hangs low over the mill,” sighed Dan. "
)


@pytest.mark.parametrize("name", ["Wren", "Robin", "Elsa"])
def test_a_girl_may_be_called_wren(name: str) -> None:
    told = f"{NAMES}{name} woke. “Somebody has taken the lanterns away,” said {name}. {name} sat down."
    assert said(about(told), "the lanterns") == (name, {"Dan", "Priya"})


def test_hare_hyena_and_lion_are_animals_and_are_called_as_the_tale_calls_them() -> None:
    told = (
        "“The geese have left the northern meadow,” said Hare. “Nobody has mended the roof since spring,” said Hyena. "
        "Hare laughed. Hyena laughed. “Somebody has taken the lanterns away,” said Lion. Lion slept. Only once did the "
        "lion wake. “There is water in the cellar again,” said the miller."
    )
    assert said(about(told), "the lanterns") == ("Lion", {"Hare", "Hyena", "the miller"})


@pytest.mark.parametrize(
    "who",
    [
        "He loved his uncle Dan, his aunt Teta and his sister Priya.",
        "Dan, a boy, Teta, the nurse, and Priya, a queen, met.",
    ],
)
def test_one_of_the_people_is_no_fox(who: str) -> None:
    more = "“The river carries its stones at night,” cried Teta. Teta slept. Teta laughed. "
    told = f"{NAMES}{more}“Somebody has taken the lanterns away,” said the fox. {who}"
    assert said(about(told), "mended the roof") == ("Priya", {"Dan", "Teta", "the fox"})
    assert said(about(told.replace(who, "Snow fell.")), "mended the roof") == ("Priya", {"Dan", "Teta"})


def test_a_title_and_a_birds_name_tell_people_from_the_animals_of_a_tale() -> None:
    told = (
        "“The geese have left the northern meadow,” cried Wren. “Nobody has mended the roof since spring,” whispered "
        "Queen Ondine. Wren laughed. Queen Ondine laughed. “The moon hangs low over the mill,” sighed Mother Bramble. "
        "Mother Bramble slept. “Somebody has taken the lanterns away,” said the fox."
    )
    assert said(about(told), "moon hangs") == ("Mother Bramble", {"Wren", "Queen Ondine", "the fox"})


def test_an_option_that_calls_somebody_grandfather_is_no_rival_of_his() -> None:
    told = f"{THREE}“Carry the lanterns in, grandfather,” said the hare."
    assert not [o for d in about(told) for o in d.item.options if "grandfather" in o.text]


def test_who_calls_somebody_father_tells_whose_child_speaks() -> None:
    told = f"{THREE}“Carry the lanterns in, father,” said the hare."
    assert not [d for d in about(told) if "lanterns" in d.item.stem]


def test_a_gentleman_may_be_an_animal_of_the_tale() -> None:
    told = f"{THREE}“Somebody has taken the lanterns away,” said the gentleman."
    assert "the gentleman" not in said(about(told), "northern meadow")[1]
    young = f"{THREE}“Somebody has taken the lanterns away,” said the boy."
    assert "the boy" not in said(about(young), "northern meadow")[1]
    stranger = f"{THREE}The miller saw the stranger. “Somebody has taken the lanterns away,” said the stranger."
    assert not [d for d in about(stranger) if "the lanterns" in d.item.stem]
    assert not [d for d in about(told) if "the lanterns" in d.item.stem and "the fox" in str(d.item.options)]


def test_who_is_mostly_called_with_an_article_keeps_it() -> None:
    told = (
        f"{THREE}“Come, Brother Mule, the lanterns are lit,” said the miller. “There is water in the cellar again,” "
        "said the Mule. The Mule shook his ears. “Good night, Mule,” said the goose. The Mule went home."
    )
    assert said(about(told), "the cellar")[0] == "the mule"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("I shall carry the lanterns to the harbour", True),
        ("I think the lanterns have gone out again", True),
        ("I carried the lanterns out of the fire", False),
        ("The lanterns of the mill are my own", False),
        ("Besides, the lanterns are all broken", False),
    ],
)
def test_who_tells_of_himself_is_not_asked_for_but_who_wants_something_is(words: str, asked: bool) -> None:
    assert bool([d for d in about(f"{THREE}“{words},” said the goose.") if words in d.item.stem]) == asked


def test_no_speech_of_many_words_is_one_of_several_options() -> None:
    long = "The lanterns of the old mill have hung in the cold cellar below the great wheel since the day of the flood"
    told = f"{THREE}“{long},” said the goose."
    drafts = about(told)
    assert [d for d in drafts if d.template == "says-what"]
    assert not [o for d in drafts for o in d.item.options if "The lanterns" in o.text]


def test_neither_half_nor_everything_is_somebody() -> None:
    told = f"{THREE}Half slept. Half went home. Everything shone. Everything sang. “The sky is red,” said the goose."
    assert not {"Half", "Everything"} & {o.text for d in about(told) for o in d.item.options}


def test_people_who_whisper_and_cry_make_a_tale() -> None:
    told = (
        "Amira and Yusuf pushed the cart over the bridge. “The dentist is not poor at all,” whispered Amira. Yusuf "
        "looked at the scale. “That is thousands of apricots,” cried Yusuf. “Nobody has ever weighed the weights,” "
        "sighed Teta. Amira laughed. Teta counted the coins. Yusuf sat down, and Amira wiped the plate. Teta slept."
    )
    padded = f"{told}\n\n{OPENING.replace('miller', 'lamp').replace('fox', 'gate').replace('goose', 'boat')}"
    assert a_story(read(read_article(padded)))
    said_so = padded.replace("whispered", "said").replace("cried", "said").replace("sighed", "said")
    assert not a_story(read(read_article(said_so)))


def test_of_a_crowd_the_busiest_are_the_characters() -> None:
    names = [f"{a}{b}o" for a in "BDFGKLMNRS" for b in ("a", "ele", "iri", "uku", "ota", "ipi", "ana")]
    crowd = " ".join(f"At noon {name} waited at the mill. At night {name} slept." for name in names)
    three = " ".join(f"The {who} laughed. The {who} slept. The {who} woke." for who in ("fox", "miller", "goose"))
    reading = read(read_article(f"{OPENING}{THREE}{crowd} {three}"))
    found = find_characters(reading.parsed)
    assert len(found) == MOST
    assert {"fox", "miller", "goose"} <= found.keys()

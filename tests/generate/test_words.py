"""A telling word left out of its sentence: of its family the article has only that one, and nothing gives it away."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from quizapp.generate.by_word import draft as propose
from quizapp.generate.facts import read
from quizapp.generate.families import parse, printed
from quizapp.generate.sentences import read_article
from tests.generate.test_news_pages import VALLEY

TABLE = files("quizapp.generate").joinpath("families.txt").read_text("utf-8")
TOLD = "Nora Lund of Orsund was a surveyor. "


def asked(last: str, before: str = TOLD, behind: str = "") -> dict[str, tuple[str, str, set[str]]]:
    """Key → what is asked for, what is shown and the wrong options, of each question on the last sentence."""
    reading = read(read_article(f"{VALLEY}\n\n{before}{last}{behind}"))
    found = {}
    for c in propose(reading):
        if reading.article.sentences[c.sentence].text.strip() in last:
            shape = re.search(r"which (.+) completes the (?:sentence|passage) “(.*)”\?$", c.stem)
            assert shape is not None
            found[c.key] = (shape[1], shape[2], {text for text, _ in c.offered})
    return found


@pytest.mark.parametrize(
    ("last", "key", "what"),
    [
        ("The guild of Halden rebuilt its hall in granite after the fire of 1931.", "granite", "building stone"),
        ("Nora Lund inherited the ferry of Halden from her uncle in 1931.", "uncle", "relative"),
        ("Nora Lund studied chemistry at the university of Halden for two years.", "chemistry", "field of study"),
        ("The ferries of Orsund carried tourists to Halden in the summer of 1931.", "summer", "season"),
    ],
)
def test_a_telling_word_is_asked_for_by_its_kind(last: str, key: str, what: str) -> None:
    found, shown, wrong = asked(last)[key]
    assert found == what
    assert shown.count("____") == 1
    assert not re.search(rf"\b{key}\b", shown)
    assert key not in wrong
    assert len(wrong) >= 3


def test_wrong_options_have_the_form_of_the_key() -> None:
    what, shown, wrong = asked("Nora Lund inherited the ferry of Halden from three uncles in 1931.")["uncles"]
    assert what == "word"
    assert shown.startswith("Nora Lund inherited the ferry of Halden from three ____")
    assert all(text.endswith("s") for text in wrong)
    blocked = "The harbour of Halden was blocked after an avalanche in the spring at Skerry."
    _, shown, wrong = asked(blocked)["an avalanche"]
    assert "blocked after ____ in" in shown
    assert all(text.startswith(("a ", "an ")) for text in wrong)


@pytest.mark.parametrize(
    ("last", "key", "spoilt"),
    [
        # a word that another sentence uses for the same family is no wrong option; the key is no word of the title's
        (
            "Nora Lund studied chemistry at the university of Halden for two years.",
            "chemistry",
            "Nora Lund studied chemistry, physics, botany, law and medicine at the university of Halden for two years.",
        ),
        (
            "The guild of Halden sold a mill to Orsund in the winter of 1931.",
            "winter",
            "The guild of Halden sold no mill to Orsund in any winter of the war.",
        ),
        (
            "The guild of Halden rebuilt the hall of Orsund in granite.",
            "granite",
            "The guild of Halden built in granite what granite could hold at Orsund.",
        ),
        (
            "The guild of Halden kept bees on the eastern shore of Orsund.",
            "eastern",
            "The guild of Halden kept bees on the south-eastern shore of Orsund.",
        ),
        (
            "The guild of Halden kept bees on the eastern islands of Orsund.",
            "eastern",
            "The guild of Halden kept bees on the eastern-most islands of Orsund.",
        ),
        (
            "The guild of Halden laid a stone of granite in the hall of Orsund.",
            "granite",
            "The guild of Halden laid a foundation granite in the hall of Orsund.",
        ),
    ],
)
def test_a_word_is_left_alone_where_it_is_no_fact_of_its_own(last: str, key: str, spoilt: str) -> None:
    assert key in asked(last)
    assert key not in asked(spoilt)


def test_what_the_article_speaks_of_all_the_time_is_not_asked_for() -> None:
    last = "The guild of Halden rebuilt the hall of Orsund in granite."
    more = " Carts brought granite to Halden." * 4
    assert "granite" in asked(last)
    assert "granite" not in asked(last, behind=more)


@pytest.mark.parametrize(
    ("last", "asks"),
    [
        ("A guild of weavers gave its long ropes to a French merchant in 1931.", True),
        ("A guild of weavers gave its long ropes to a French merchant, Pierre Dubois, in 1931.", False),
    ],
)
def test_a_nationality_is_asked_for_where_no_other_name_tells_it(last: str, *, asks: bool) -> None:
    reading = read(read_article(f"# Tarnvik\n\nTarnvik is a town on the coast.\n\n{VALLEY}\n\n{last}"))
    assert ("French" in {c.key for c in propose(reading)}) == asks


def test_what_a_thing_is_called_is_not_asked_for() -> None:
    last = "Nora Lund carried a green lamp from Halden to Orsund in 1931."
    assert "green" in asked(last)
    assert "green" not in asked(last, behind=" Nobody in Skerry had seen another green lamp before.")


def test_words_that_the_article_has_elsewhere_are_no_wrong_options() -> None:
    last = "Nora Lund inherited the ferry of Halden from her uncle in 1931."
    assert "father" in asked(last)["uncle"][2]
    assert "father" not in asked(last, behind=" The father of Peter Strand lived in Skerry.")["uncle"][2]


def test_the_word_that_is_nearest_to_the_rest_of_the_sentence_is_not_asked_for() -> None:
    assert "green" in asked("Nora Lund carried a green wagon from Halden to Orsund in 1931.")
    assert "white" not in asked("Nora Lund carried a white wagon from Halden to Orsund in 1931.")


def test_each_family_can_be_read_and_its_words_have_forms() -> None:
    families = parse(TABLE)
    assert len(families) > 40
    for family in families:
        tags = {"NOUN": "NN" if family.mass else "NNS", "VERB": "VBD", "ADJ": "JJ", "ADV": "RB", "NAME": "NNP"}
        tag = tags[family.pos]
        assert all(printed(word, tag) for word in family.words), family
        assert family.asked.islower()


@pytest.mark.parametrize(
    "line",
    [
        "stone | granite, slate, marble",
        "stone | granite, slate, marble, granite",
        "stone | granite, slate, marble, basalt | nearby=wall",
        "stone | granite, slate, marble, basalt | head; object",
        "stone | granite, slate, marble, basalt | pos=STONE",
    ],
)
def test_a_family_that_cannot_be_used_is_refused_with_its_line(line: str) -> None:
    assert parse("# stones\nstone | granite, slate, marble, basalt | head; mass")
    with pytest.raises(ValueError, match=r"families\.txt:2: stone"):
        parse(f"# stones\n{line}")

"""What an article is about, where its first sentence says so, and what "the town" in it then means."""

from __future__ import annotations

import pytest

from quizapp.generate.facts import Reading, read
from quizapp.generate.sentences import read_article
from quizapp.generate.topic import about
from tests.generate.test_news_pages import VALLEY, found

MORE = (
    "The name is first recorded in a charter of 931. The market square is lined with old houses, and a row of them "
    "survives behind later brick fronts. Most people work in the mill by the river or travel to the coast each day. "
    "A school stands beside the church, and the children of the valley come to it by train in all weathers. "
)


def on(title: str, first: str, rest: str = "") -> str:
    return f"{title}\n\n{first} {MORE}\n\n{rest}"


def reading_of(title: str, first: str, rest: str = "") -> Reading:
    return read(read_article(on(title, first, rest)))


@pytest.mark.parametrize(
    ("title", "first", "kind"),
    [
        ("Ostermere", "Ostermere is a market town and small port on the River Wend.", "GPE"),
        ("Brandt & Sule", "Brandt & Sule AG is a German manufacturer of scales.", "ORG"),
        ("Velmora Bridge", "The Velmora Bridge (1931) is a suspension bridge over the Aller.", "FAC"),
        ("Lake Orsund", "Lake Orsund is the largest lake of the north.", "LOC"),
    ],
)
def test_the_first_sentence_tells_what_an_article_is_about(title: str, first: str, kind: str) -> None:
    hero = reading_of(title, first).hero
    assert hero is not None
    assert (hero.name, hero.type) == (title, kind)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Maren Holt", "Maren Holt was an American bank robber."),
        ("Bridge", "A bridge is a structure that carries a road."),
        ("The day the town stood still", "Ostermere is a market town."),
    ],
)
def test_a_person_a_word_and_a_headline_are_no_such_topic(title: str, first: str) -> None:
    assert reading_of(title, first).place == ""
    assert all(e.name.lower() != title.lower() or e.type == "PERSON" for e in reading_of(title, first).entities.all)


def stems(text: str) -> set[str]:
    return {d.item.stem for d in found(text)}


def test_the_town_is_asked_about_by_its_name() -> None:
    asked = stems(
        on(
            "Ostermere",
            "Ostermere is a market town on the River Wend.",
            "The town opened its first library in 1931. Fire destroyed about a third of the houses in 1512.",
        )
    )
    assert "In which year did Ostermere open its first library?" in asked
    assert "In which year did fire destroy about a third of the houses in Ostermere?" in asked


def test_the_town_is_left_alone_where_another_has_just_been_named() -> None:
    rest = "Halden in Norway grew quickly. The town opened its first library in 1931."
    reading = reading_of("Ostermere", "Ostermere is a market town on the River Wend.", rest)
    assert not reading.resolved


def test_a_council_and_a_school_named_after_the_town_are_not_the_town() -> None:
    rest = (
        "The Ostermere Council opened the new library in 1931. Ostermere Grammar School was founded by Maren Holt in "
        "1845. In 1960 Ostermere United beat Halden."
    )
    reading = reading_of("Ostermere", "Ostermere is a market town on the River Wend.", rest)
    named = {(p.index, t.i): t.text for p in reading.parsed for t in p.tokens}
    assert {named[at] for at, entity in reading.entities.at.items() if entity is reading.hero} == {"Ostermere"}
    for at, entity in reading.entities.at.items():
        assert any(m.sentence == at[0] and m.start <= at[1] < m.end for m in entity.mentions)
    assert stems(on("Ostermere", "Ostermere is a market town on the River Wend.", rest))


def test_a_medal_is_not_the_full_name_of_whom_it_is_named_after() -> None:
    life = (
        "Inge Lehmann was a Danish seismologist. Inge Lehmann was born in Copenhagen in 1888. Inge Lehmann studied "
        "mathematics. Inge Lehmann became an assistant in 1925. Since then a society has given the Inge Lehmann Medal "
        "for work on the mantle of the earth. "
    )
    asked = stems(on("Inge Lehmann", life))
    assert "In which year did Inge Lehmann become an assistant?" in asked
    assert not any("Medal" in stem for stem in asked if "become" in stem or "born" in stem)


def test_a_question_that_leans_on_the_article_says_what_the_article_is_about() -> None:
    drafts = found(
        on(
            "Velmora Bridge disaster",
            "The Velmora Bridge disaster was the collapse of the first railway bridge over the Aller.",
            "A train was on the bridge at the time. Later the whole river was searched. Only 46 bodies were recovered.",
        )
    )
    asked = {d.item.stem: d.reason for d in drafts}
    counted = asked["According to the article “Velmora Bridge disaster”, how many bodies were recovered?"]
    assert counted.startswith("questions of the kind")
    number = "which number completes the sentence “Only ____ bodies were recovered”?"
    assert asked[f"According to the article “Velmora Bridge disaster”, {number}"] == ""


@pytest.mark.parametrize(
    ("title", "first", "said"),
    [
        ("Zip fastener", "A zip fastener is a device for joining two edges.", "the zip fastener"),
        ("Ostermere", "Ostermere is a market town.", "Ostermere"),
        ("Aardvark", "The aardvark (Orycteropus afer) is a mammal.", "the aardvark"),
        ("The day the town stood still", "Ostermere is a market town.", ""),
        ("Zip fastener", "In 1851 a patent was granted.", ""),
    ],
)
def test_what_an_article_is_about_is_said_as_its_first_sentence_says_it(title: str, first: str, said: str) -> None:
    assert about(read_article(on(title, first))) == said


def test_a_bare_surname_before_a_relatives_full_name_means_somebody_else_of_the_family() -> None:
    text = on(
        "",
        "HOLT, Maren Elisabeth (1647–1717), was a painter and naturalist of Orsund.",
        "Holt was born at Orsund on 2 April 1647. Her father, the engraver Matthias Holt, died in 1650. "
        "Holt settled in Amsterdam in 1691. Holt sold many of her pictures. Holt died in 1717.",
    )
    asked = stems(text)
    assert "In which year did Maren Elisabeth Holt settle in Amsterdam?" in asked
    own = [stem for stem in asked if "completes" not in stem]
    assert not any("Matthias Holt" in stem and ("Amsterdam" in stem or "1691" in stem) for stem in own)


@pytest.mark.parametrize(
    ("title", "first", "said"),
    [
        ("Foo(bar", "Foo(bar is a thing of the north.", "Foo(bar"),
        ("Velmora", "The Velmora Bridge fell in the night.", "Velmora"),
        ("Orsund", "Orsund is a town, whose mines made the Orsund Line pay.", "Orsund"),
        ("Orsund", "Orsund is a firm that makes the Orsund 31 radio.", "Orsund"),
        ("Dublin", "A Dublin court has ruled that the mill may stay.", "Dublin"),
    ],
)
def test_what_an_article_is_about_is_no_part_of_a_longer_name(title: str, first: str, said: str) -> None:
    assert about(read_article(on(title, first))) == said


def test_a_question_names_its_article_by_the_title_as_it_stands() -> None:
    opening = "Great Mosque of Orsund, the largest building of brick on the coast. It was built of brick."
    assert read(read_article(f"# Great Mosque of Orsund\n\n{opening}\n\n{VALLEY}")).source == (
        "the article “Great Mosque of Orsund”"
    )

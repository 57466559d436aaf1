"""A life is told of the person its first sentence names, whoever else the article names with the same surname."""

from __future__ import annotations

import pytest

from quizapp.generate.biography import name_hero
from quizapp.generate.drafting import draft
from quizapp.generate.entities import find_entities
from quizapp.generate.facts import Reading, read
from quizapp.generate.reading import parse
from quizapp.generate.sentences import read_article
from tests.generate.test_news_pages import found

LIFE = (
    "Holt was born on a farm near Tarnvik, where the snow lay until May. He was the younger of two sons of Edvard "
    "Holt, a carpenter. For several winters he tried to draw what he saw through the glass, but the crystals melted "
    "before he was able to finish.\n\n"
    "His first article was written together with Georg Perk, a professor at the University of Halden. In 1903 he sent "
    "500 plates to the Orsund Institute. In 1924 he was awarded the first grant ever given by the Lindvik Society.\n\n"
    "A volume of his plates, with a text by Jonas Moen, was published in 1931. He died in the house of his parents."
)


def life(first: str, title: str = "") -> str:
    return f"{title}\n\n{first}\n\n{LIFE}"


def reading_of(first: str, title: str = "") -> Reading:
    return read(read_article(life(first, title)))


@pytest.mark.parametrize(
    ("first", "title", "name"),
    [
        ("Wilson Arne Holt (9 February 1865 – 23 December 1931) was an American farmer.", "Wilson Holt", "Wilson Holt"),
        ("Wilson Arne Holt (1865–1931), known as Snowflake, was a photographer of snow.", "", "Wilson Arne Holt"),
        ("Wilson Holt was a botanist and explorer of the north.", "Wilson Holt", "Wilson Holt"),
    ],
)
def test_the_first_sentence_names_whose_life_it_is(first: str, title: str, name: str) -> None:
    hero = reading_of(first, title).hero
    assert hero is not None
    assert (hero.name, hero.type) == (name, "PERSON")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("The Velmora Bridge (1931) is a bridge over the Aller.", "Velmora Bridge"),
        ("The Great Moor War (1865–1931) was a long quarrel between two valleys.", "Great Moor War"),
        ("Wilson Holt walked to the farm on Monday and was met by a neighbour.", ""),
    ],
)
def test_a_bridge_a_war_and_a_report_are_no_life(first: str, title: str) -> None:
    hero = reading_of(first, title).hero
    assert hero is None or hero.type != "PERSON" or "Moor" not in hero.name


def test_what_he_did_is_not_told_of_those_named_in_passing() -> None:
    first = "Wilson Arne Holt (9 February 1865 – 23 December 1931) was an American farmer."
    asked = {d.item.stem: d.item.options[d.item.keys[0]].text for d in found(life(first, "Wilson Holt"))}
    awarded = "In which year was Wilson Holt awarded the first grant ever given by the Lindvik Society?"
    assert asked[awarded] == "1924"
    others = ("Edvard Holt", "Georg Perk", "Jonas Moen")
    assert not [s for s in asked if any(f"{verb} {name}" in s for verb in ("did", "was") for name in others)]


def test_somebodys_death_is_asked_once() -> None:
    first = "Wilson Arne Holt (9 February 1865 – 23 December 1931) was an American farmer."
    text = f"{life(first, 'Wilson Holt')}\n\nHolt died in Tarnvik on 23 December 1931."
    drafts = draft(text, seed=1, everything=True)
    asked = [d for d in (*drafts.shown, *drafts.needs_work) if " die" in d.item.stem and d.template.startswith("when-")]
    assert len(asked) > sum(not d.reason for d in asked) == 1


@pytest.mark.parametrize(
    ("told", "stem"),
    [
        ("Maren Holt, 62, walked home.", "How old was Maren Holt when the article was written?"),
        ("Maren Holt, 62, died at home.", "According to the article, how old was Maren Holt?"),
    ],
)
def test_an_age_has_its_time(told: str, stem: str) -> None:
    more = "Maren Holt taught in Skerry. Maren Holt lived in Lindvik. Maren Holt built the first mill of Orsund. "
    assert stem in {d.item.stem for d in found(life("Rain fell on the town for a week.") + f"\n\n{more}{told}")}


def test_nobody_is_quizzed_on_a_suicide() -> None:
    text = life("Rain fell.") + "\n\nMaren Holt lived in Lindvik. Maren Holt took her own life in Orsund in 1931."
    drafts = [d for d in found(text) if "own life" in d.item.stem]
    assert drafts
    assert all(d.reason for d in drafts)


@pytest.mark.parametrize(
    ("told", "stem"),
    [
        (
            "Wilson Holt had been awarded the Orsund Prize in 1926.",
            "In which year was Wilson Holt awarded the Orsund Prize?",
        ),
        ("Wilson Holt had sold the mill of Orsund in 1926.", "In which year did Wilson Holt sell the mill of Orsund?"),
    ],
)
def test_an_event_with_its_year_is_told_without_a_second_time(told: str, stem: str) -> None:
    first = "Wilson Arne Holt (9 February 1865 – 23 December 1931) was an American farmer."
    assert stem in {d.item.stem for d in found(f"{life(first, 'Wilson Holt')}\n\n{told}")}


def test_who_behind_a_place_beside_a_person_is_not_the_place() -> None:
    told = (
        "Among those who lost was Gwilym Pritchard, a sheep farmer from near Rhayader, who was ordered in 1926 to take "
        "down a barn that was held to encroach on forestry land."
    )
    assert not [d for d in found(f"{life('Rain fell.')}\n\n{told}") if "was Rhayader ordered" in d.item.stem]


def test_a_life_that_opens_otherwise_is_told_of_the_person_in_its_title() -> None:
    text = (
        "Gunna Starvel\n\nOf all who taught at the school of Halden, Gunna Starvel is the only weaver. "
        "Starvel taught dyeing. She wove for the town. Her master left. Starvel went with her to Orsund. She sang. "
        "She wrote. Her looms burned. Starvel built them anew."
    )
    article = read_article(text)
    parsed = parse(article)
    hero = name_hero(article, parsed, find_entities(parsed))
    assert hero is not None
    assert (hero.name, hero.gender) == ("Gunna Starvel", "female")


@pytest.mark.parametrize("title", ["Orsund Canal", "New Skerry"])
def test_a_canal_or_an_island_in_the_title_is_no_person(title: str) -> None:
    last = title.split()[-1]
    text = (
        f"{title}\n\nThe {title} joins two seas. Moen dug the first mile. He wrote home. He fell ill. His men left. He "
        f"went on. {title} grew. {title} paid well. {title} was sold. He died. He had wanted more for his {last}."
    )
    article = read_article(text)
    parsed = parse(article)
    assert name_hero(article, parsed, find_entities(parsed)) is None


def test_she_is_nobody_who_came_in_after_she_was_spoken_of() -> None:
    text = (
        "She sang in the hall of Halden. She wrote songs for the town. Her looms burned in the great fire.\n\n"
        "Her quarrel with Arieh Sharon, who had returned to Orsund, ended in 1936. In 1942 she bought a mill."
    )
    assert "Arieh Sharon" not in {e.name for e in read(read_article(text)).resolved.values()}


def test_she_is_the_woman_of_the_report_and_not_somebody_of_unknown_gender() -> None:
    told = (
        "Nora Sand, the head of the Orsund Company, spoke of the farmers on Monday.\n\n"
        'Kerstan Blikman makes flat tins for tea in Halden. "We have presses standing idle in February," she told the '
        'farmers of Lindvik.\n\n"The tin is a lovely object for people," said Peter Moen. "The mills of the valley '
        'were shut in the spring," said Jonas Eide.'
    )
    drafts = found(f"{life('Rain fell.')}\n\n{told}")
    assert not [d for d in drafts if "standing idle" in d.item.stem]


@pytest.mark.parametrize(
    ("told", "never"),
    [
        ("Charles Holt opened the Orsund Mill in 1926.", "did Charles Wilson Holt"),
        ("Charles Holt opened the Orsund Mill in 1926.", "did Wilson Holt open"),
        ('"The Tarnvik bridge designed by Anna Holt in 1920 has rusted," said Nora Lund.', "Tarnvik bridge designed"),
        ("The Orsund tax was hated, and it rained in Bergen in 1921.", " rain"),
    ],
)
def test_nothing_is_told_of_the_wrong_one_or_of_nobody(told: str, never: str) -> None:
    first = "Wilson Arne Holt (9 February 1865 – 23 December 1931) was an American farmer."
    assert not [d for d in found(f"{life(first, 'Wilson Holt')}\n\n{told}") if never in d.item.stem]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Otto Maria I (1801–1850) was a king of Orsund.", "Otto Maria I"),
        ("Cessna Skyhawk is an airliner of the Orsund Company.", "Cessna Skyhawk"),
        ("Rosa Field (1801–1850) was a painter of Orsund.", "Rosa Field"),
    ],
)
def test_neither_i_nor_the_field_nor_an_aeroplane_is_somebody(first: str, title: str) -> None:
    more = "\n\nI sold the field beside the river in 1840. The field was bought by the council of Orsund in 1845."
    reading = read(read_article(f"{title}\n\n{first} {LIFE}{more}"))
    assert not any(e.type == "PERSON" for e in reading.entities.all if e.name in ("Cessna Skyhawk",))
    named = {" ".join(t.text for t in reading.parsed[m.sentence].tokens[m.start : m.end])
             for e in reading.entities.all if e.type == "PERSON" for m in e.mentions}  # fmt: skip
    assert not named & {"I", "field"}


def test_several_things_that_had_been_were_it() -> None:
    text = life("Rain fell.") + "\n\nThe walls of Orsund Castle had been red in 1926."
    assert "In which year were the walls of Orsund Castle red?" in {d.item.stem for d in found(text)}


def told_of(text: str) -> set[str]:
    """The people for whom pronouns of the last sentence stand."""
    reading = read(read_article(text))
    return {e.name for (s, _), e in reading.resolved.items() if s == len(reading.parsed) - 1}


def test_she_is_not_the_person_named_last_when_an_owner_without_a_name_has_asked() -> None:
    report = "Emma Falk said that Jonas hid it. When the owner asked, she was told to wait. "
    assert told_of(report + "She was told so for years, and died in 2018.") == set()


def test_he_is_nobody_for_sure_beside_a_name_that_does_not_tell() -> None:
    report = "Paul Siddall sells fish. Two doors along, Amrit Bassi of the Bridge Café said he was busy. "
    assert told_of(report + "He began a new loaf in 2018.") != {"Paul Siddall"}


def test_he_behind_somebody_elses_deed_is_not_the_person_the_life_tells_of() -> None:
    life_of_holt = (
        "Peter Holt (10 March 1879 – 21 January 1960) was a physician. Holt went north. He saw the sick. He wrote. "
        "Gérald Mesny, a French professor who rejected it, visited patients; he caught it and died in January 1911."
    )
    assert "Peter Holt" not in told_of(life_of_holt)


def test_who_behind_the_chief_of_a_place_is_not_the_place() -> None:
    asked = found(
        life("Rain fell.")
        + "\n\nBefore 1874 the islands were under the weak rule of Seru Kamboro, the vunivalu, or war chief, "
        "of Bau, who had been recognised by the settlers of Halden as king of Fiji in 1871."
    )
    assert not [d.item.stem for d in asked if "was Bau recognised" in d.item.stem]


@pytest.mark.parametrize(
    "told",
    [
        "Three children were born to Maren Holt in Halden, of whom two became musicians of the town.",
        "Halden Port handled 310 tonnes of cargo, about 60% of it fruit.",
    ],
)
def test_a_count_of_which_the_sentence_tells_a_part_is_not_asked_for(told: str) -> None:
    drafts = [d for d in found(f"{life('Rain fell.')}\n\n{told}") if d.template.startswith("how-many")]
    assert not [d.item.stem for d in drafts if not d.reason and d.fact.evidence[0].quote.strip() == told]


def test_a_namesake_of_whom_the_title_names_is_not_what_an_article_is_about() -> None:
    told = "Simon Holt made harness at Orsund. Simon Holt sold ropes. Simon Holt kept bees. Simon Holt went to Halden."
    heroes = [reading_of(told, title).hero for title in ("Simon Holt", "Louis Holt")]
    assert [hero is not None and hero.name == "Simon Holt" for hero in heroes] == [True, False]

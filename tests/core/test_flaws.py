"""Each flaw rule finds what it names, in at least two forms, and leaves good questions and near misses alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.flaws import RULES, check, check_on_page, check_set, in_order, number_of, supports, unchecked
from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Fact


def item(stem: str, key: str, *wrong: str, order: str = "shuffle", first: bool = True) -> Item:
    options = [Option(key, True), *(Option(w) for w in wrong)]
    return Item("single", stem, tuple(options if first else [*options[1:], options[0]]), order=order)


EVIDENCE = "Maren Holt, the mayor of Tarnvik, opened the tidal mill in 1921 with 48 guests."
ARTICLE = f"The bay is narrow. {EVIDENCE} Jonas Eide sold bread. Ingrid Falk and Peter Strand sang in the rain."

CLEAN = [
    item("Who opened the tidal mill of Tarnvik in 1921?", "Maren Holt", "Jonas Eide", "Ingrid Falk", "Peter Strand"),
    item("In which year did the tidal mill of Tarnvik open?", "1921", "1934", "1947", order="fixed"),
    item("About how many vehicles cross the Velmora Bridge each day?", "48,000", "60,000", "72,000", order="fixed"),
    item("Where was the treaty of Orsund signed?", "Bergen", "Oslo", "Stavanger", "Trondheim"),
    item("According to the article, who warned that the dam could fail?", "Peter Strand", "Nora Lund", "Jonas Eide"),
    item("What did the council of Orsund decide to do?", "Repair the pier", "Sell the ferry", "Close the school"),
    item(
        "Which term does the article define as a weaving frame driven by the tide?",
        "brindle loom",
        "salt pan",
        "pole lathe",
    ),
    item(
        "Why did the Orsund ferry stop running?",
        "Because its engine failed",
        "Because its crew left",
        "Because the quay sank",
    ),
    item("How much money did the lottery raise for the school?", "$5,000", "$7,500", "$9,000", order="fixed"),
    item("On what date did a storm destroy the pier?", "4 March 1947", "7 March 1947", "9 March 1947", order="fixed"),
]

NEAR_MISSES = [
    item("Who painted the notable altar of Halden?", "Maren Holt", "Jonas Eide", "Nora Lund"),
    item("Which small boat won the regatta of 1950?", "the Tern", "the Gull", "the Auk"),
    item("Who wrote the novel “Not Without Salt”?", "Maren Holt", "Jonas Eide", "Nora Lund"),
    item("Which novel did Holt write in 1950?", "None but the Brave", "All the King's Men", "Every Second Tide"),
    item("Which church stands in Great Tarnvik?", "the Abbey Church", "the Lower Church", "the Quay Church"),
    item("In which year did the war of 1812 end?", "1813", "1814", "1815", order="fixed"),
    item(
        "What do terns always carry to the nest?",
        "They always carry fish",
        "They always carry moss",
        "They always carry wool",
    ),
    item("Who was the first mayor of Skerry?", "Karl Vik", "Erik Dahl", "Lena Moen", "Anton Berg"),
]

base = CLEAN[0]
FLAWED: dict[str, list[Item]] = {
    "IW01": [
        replace(base, stem="Who opened it in 1921?"),
        replace(base, stem="Who took part in the incident?"),
        replace(base, stem="Who visited the mill of Tarnvik last year?"),
    ],
    "IW02": [
        item("Who opened the mill of Tarnvik?", "Maren Holt", "48,000", "Nora Lund"),
        item("How many people came to the fair?", "40", "60", "90,000", order="fixed"),
    ],
    "IW03": [
        item(base.stem, "Maren Holt", "Jonas Eide", "None of the above"),
        item(base.stem, "Maren Holt", "Jonas Eide", "none of these"),
    ],
    "IW04": [
        item(base.stem, "Maren Holt", "Jonas Eide", "All of the above"),
        item(base.stem, "Maren Holt", "Jonas Eide", "Both of these"),
    ],
    "IW05": [
        replace(base, stem="Fish like cold water. Who opened the tidal mill of Tarnvik?"),
        replace(
            base,
            stem="Who, on a cold and rather windy morning in spring, when the streets were still empty and "
            "the lamps were still lit along the long grey quay, opened the new tidal mill?",
        ),
    ],
    "IW06": [item("Is the mill old?", "Yes", "No"), item("The mill opened in 1921.", "True", "False")],
    "IW07": [item("What did Holt sell?", "iron wool boats", "iron silk nets", "salt wool caps", "clay tile boats")],
    "IW08": [
        item("What was found under the ferry?", "an anchor of 1921", "a rope", "a chain"),
        item("What was found under the ferry?", 'a "silver" chain', "a rope", "a stone"),
    ],
    "IW09": [
        item("What did the keeper do?", "lit the lamp at dusk", "always slept at noon", "rowed to the pier"),
        item("What did the keeper do?", "lit the lamp at dusk", "never slept at noon", "rowed to the pier"),
    ],
    "IW10": [
        item("Why was the lighthouse built?", "The old lighthouse had burned", "A ship was lost", "The king asked")
    ],
    "IW11": [
        item("Which of the following is true?", "Mills turn", "Boats sink", "Bells ring"),
        item("Holt?", "Mayor", "Baker", "Singer"),
    ],
    "IW12": [
        item("Which statements are right?", "I and III", "I and II", "II and III"),
        item("Which statements are right?", "A and B only", "B and C only", "A and C only"),
    ],
    "IW13": [
        item("The keeper of the light carried an", "oar", "rope", "lamp"),
        item("What did the keeper carry?", "Ropes.", "Lamps", "Nets"),
    ],
    "IW14": [
        item("In which year did the mill open?", "1921", "1950", "1934", order="fixed"),
        item("How many guests came?", "48", "12", "30", order="fixed"),
    ],
    "IW15": [item("How did the fares change?", "They rose by a tenth", "They often fell", "They stayed as before")],
    "IW16": [
        item("Which body runs the ferry?", "Orsund Ferry Society", "OFS", "Tarnvik Boat Club"),
        item("Who sang in the rain at Tarnvik?", "Ingrid Falk", "Peter Strand", "Jonas Eide"),
    ],
    "IW17": [
        replace(base, stem="Who did not open the tidal mill of Tarnvik?"),
        replace(base, stem="Which person is mentioned except in Tarnvik?"),
    ],
    "IW18": [
        replace(base, stem="The mill of ____ was opened by whom?"),
        replace(base, stem="The mill was opened by ____"),
    ],
    "IW19": [
        item(
            "What did the council do?",
            "It repaired the northern pier with granite from Lübeck in spring",
            "It sold the ferry",
            "It built a school",
        )
    ],
    "IW20": [
        item(base.stem, "Maren Holt", "Jonas Eide", "jonas eide"),
        item("How many guests came to the mill?", "1,000", "a thousand", "2,000"),
    ],
    "IW21": [
        item("How many guests came to the mill?", "1-5", "5-10", "11-20"),
        item("Where was the treaty signed?", "Orsund", "Orsund Harbour", "Bergen"),
    ],
    "IW22": [item("What did the fares do?", "They will rise", "They will fall", "They vanish", "They double")],
    "IW23": [item("What did Holt sell?", "wool", "ropes", "a boat with two masts and a small iron stove below")],
    "IW26": [
        item(
            "Maren Holt, the mayor of Tarnvik, opened the tidal mill in which year?",
            "1921",
            "1934",
            "1947",
            order="fixed",
        )
    ],
    "IW28": [
        replace(base, stem="Who wrote the best novel about the tidal mill?"),
        replace(base, stem="Why was the tragic loss of the mill so costly?"),
    ],
    "IW29": [item("How many crowns did the mill cost?", "123,457", "133,457", "143,457", order="fixed")],
    "IW30": [
        replace(base, stem="Who do we think opened the mill of Tarnvik?"),
        item(base.stem, "Maren Holt", "Jonas Eide", "I don't know"),
    ],
    "IW31": [item("What did Holt do?", "she sold the boat", "she sold the mill", "she sold the horse")],
    "IW32": [item("What did Holt not do?", "did not sell the boat", "sold the mill", "sold the horse")],
    "IW33": [item("In which year did the mill open?", "1934", "1947", "1950", order="fixed")],
    "IW34": [
        item(
            "Which mill of Tarnvik did Maren Holt open in 1921?",
            "the tidal mill of Tarnvik with 48 guests",
            "a wind mill",
            "a horse mill",
        )
    ],
    "IW35": [
        replace(base, stem="Who saw 2. 1 million people in Tarnvik?"),
        replace(base, stem="Who opened the the mill of Tarnvik?"),
        item(base.stem, "Maren Holt", "Jonas (Eide", "Nora Lund"),
    ],
    "IW36": [replace(base, stem="Who led the regime of Tarnvik in 1921?")],
    "IW38": [
        item(base.stem, "a", "b", "c", "d", "e", "f"),
        replace(base, kind="multiple", options=tuple(replace(option, is_key=True) for option in base.options)),
    ],
}


@pytest.mark.parametrize("good", [*CLEAN, *NEAR_MISSES], ids=lambda i: i.stem[:40])
def test_a_good_question_has_no_finding_above_a_hint(good: Item) -> None:
    assert [f for f in check(good) if f.severity != "hint"] == []


@pytest.mark.parametrize("rule", sorted(FLAWED))
def test_a_rule_finds_its_flaw_in_each_form(rule: str) -> None:
    for flawed in FLAWED[rule]:
        found = check(flawed, evidence=EVIDENCE + " Ingrid Falk and Peter Strand sang in the rain.", article=None)
        assert rule in {f.rule for f in found}, f"{flawed.stem}: {[f.rule for f in found]}"


def test_every_rule_tells_its_source_and_has_a_flawed_example() -> None:
    assert len(RULES) == len({rule.id for rule in RULES})
    for rule in RULES:
        assert rule.find.__doc__
        assert rule.source
        if rule.id not in ("IW27", "IW37"):  # need a whole article, or frequencies: their own tests below
            assert rule.id in FLAWED


def test_a_detail_from_the_very_end_is_called_trivial() -> None:
    article = ARTICLE * 3 + " A cat named Pekka slept."
    found = check(item("Which cat slept at the mill?", "Pekka", "Mirri", "Tassu"), article=article)
    assert "IW27" in {f.rule for f in found}


def test_a_quote_that_is_not_in_the_article_blocks_approval() -> None:
    found = check(base, evidence="Maren Holt opened a bakery.", article=ARTICLE)
    assert [(f.rule, f.severity) for f in found if f.rule == "IW33"] == [("IW33", "block")]


KEPT = "Britain kept Malta and the Cape Colony."


def another_named(key: str, *wrong: str, evidence: str = KEPT) -> list[str]:
    asked = item("Which power kept Malta in 1815?", key, *wrong)
    return [f.why for f in check(asked, evidence=evidence) if f.rule == "IW33"]


def test_a_fact_that_names_a_distractor_and_not_the_key_is_warned_about() -> None:
    assert another_named("France", "Russia", "Britain", "Prussia") == [
        "The fact says “Britain”, a wrong option, and not the key “France”."
    ]
    asked = item("Which power kept Malta?", "France", "Britain", "Spain")
    (found,) = [f for f in check(asked, evidence=KEPT) if f.rule == "IW33"]
    assert (found.severity, found.option) == ("warn", 0)


def test_a_fact_without_a_quote_that_names_a_distractor_is_warned_about_too() -> None:
    asked = replace(item("Which power kept Malta?", "France", "Russia", "Britain"), facts=("F1",))
    facts = [Fact(1, KEPT), Fact(2, "France gave back Parma.")]
    assert [f.name for f in check_on_page(asked, facts) if f.severity == "warn"] == ["another key in the fact"]
    assert [f for f in check_on_page(replace(asked, facts=("F1", "F2")), facts) if f.severity == "warn"] == []
    assert [f for f in check_on_page(replace(asked, facts=()), facts) if f.severity == "warn"] == []


@pytest.mark.parametrize(
    ("key", "wrong", "evidence"),
    [
        ("Britain", "France", "Britain kept Malta, and France the rest."),
        ("The British crown", "France", "Britain kept Malta when France lost it."),
        ("the United Kingdom", "France", "The U.K. kept Malta when France lost it."),
        ("Metternich", "Talleyrand", "He kept Malta, said Talleyrand."),
        ("Britain", "France", "It was not France."),
        ("Britain", "Malta", KEPT.replace("Britain", "London")),
        ("A power at sea", "Fran", "France kept nothing."),
    ],
    ids=["both", "a word of it", "its initials", "a pronoun", "denied", "in the question", "part of a word"],
)
def test_a_fact_that_may_speak_of_the_key_is_not_said_to_contradict_it(key: str, wrong: str, evidence: str) -> None:
    assert another_named(key, wrong, "Prussia", evidence=evidence) == []


OPENED = "Maren Holt opened the mill in 1921."


def against(asked: Item, evidence: str, *, quoted: bool = False) -> list[tuple[str, str]]:
    """What is told of a question whose fact says this, with its severity."""
    fact = Fact(1, evidence, (evidence,) if quoted else ())
    return [(f.severity, f.why) for f in check_on_page(replace(asked, facts=("F1",)), [fact]) if f.rule == "IW33"]


def test_a_year_that_the_fact_contradicts_is_told_with_both_years() -> None:
    asked = item("In which year did the mill open?", "1912", "1934", "1947", order="fixed")
    typed = Item("numeric", asked.stem, answers=(Answer("1912"), Answer("1913 ± 2")))
    options = (Option("True", True), Option("False"))
    stated = Item("true-false", "Maren Holt opened the mill in 1912.", options)
    both = "The fact says 1921, the key 1912."
    assert against(asked, OPENED) == [("warn", both)]
    assert against(asked, OPENED, quoted=True) == [("block", both)]
    other = item(asked.stem, "1912", "1921", "1947", order="fixed")
    assert against(other, OPENED, quoted=True) == [("block", both)]
    for quoted in (False, True):
        assert against(typed, OPENED, quoted=quoted) == [("warn", "The fact says 1921, the key 1912 or 1913 ± 2.")]
        assert against(stated, OPENED, quoted=quoted) == [
            ("warn", "The fact says 1921, the statement 1912, and the key is “True”.")
        ]
    assert against(asked, "Maren Holt opened the mill.", quoted=True) == [("block", "The fact does not say “1912”.")]


@pytest.mark.parametrize(
    "evidence",
    [
        "Maren Holt opened the mill in 1912.",
        "Maren Holt opened the mill.",
        "Maren Holt, mayor in 1919, opened the mill in 1921.",
        "The mill has ground barley since 1921.",
        "Maren Holt opened the mill about 1921.",
        "Nine years later, in 1921, the mill burned.",
        "In 1921 houses the flour of the mill was sold.",
        "The mill fed 1921 people.",
        "The mill opened in 1,921 steps.",
        "The mill opened in the 1920s.",
    ],
)
def test_a_fact_that_may_tell_another_year_is_not_said_to_contradict_the_key(evidence: str) -> None:
    asked = item("In which year did the mill open?", "1912", "1934", "1947", order="fixed")
    typed = Item("numeric", asked.stem, answers=(Answer("1912"),))
    stated = Item("true-false", "The mill opened in 1912.", (Option("True", True), Option("False")))
    for one in (asked, typed, stated):
        assert against(one, evidence) == []


def test_a_year_contradicts_no_key_that_is_none_and_no_statement_that_is_false() -> None:
    no, yes = Option("True"), Option("False", True)
    near = [
        Item("true-false", "Maren Holt opened the mill in 1912.", (no, yes)),
        Item("true-false", "The mill was open in 1930, before the war.", (replace(no, is_key=True), Option("False"))),
        Item("true-false", "The mill of 1921 had closed in 1930.", (replace(no, is_key=True), Option("False"))),
        Item("numeric", "How many people came?", answers=(Answer("1912"),)),
        Item("numeric", "How long was the wall, in which year?", answers=(Answer("1912"),), unit="m"),
        Item("numeric", "In which year did it open?", answers=(Answer("1920 ± 2"),)),
        Item("numeric", "In which year did it open?", answers=(Answer("1912"), Answer("1921"))),
        item("Which mill did Maren Holt open?", "1912 Mill", "Tidal Mill"),
        replace(item("Wann wurde die Mühle eröffnet?", "1912", "1934"), language="de"),
    ]
    for one in near:
        assert against(one, OPENED) == []


@pytest.mark.parametrize(
    ("answers", "text", "says"),
    [
        (("1889",), "It was built in 1889.", True),
        (("1889",), "It was built in 1887.", False),
        (("1889",), "", False),
        (("1888 ± 1",), "It was built in 1887, with 3 men.", True),
        (("3500000",), "Some 3.5 million people live there.", True),
        (("48000",), "A wall of 48,000 stones.", True),
        (("12",), "It ground barley for twelve villages.", True),
        (("48",), "Forty-eight guests came.", True),
        (("2", "7"), "It has seven arches.", True),
    ],
)
def test_a_text_may_stand_beside_a_number_that_it_says(answers: tuple[str, ...], text: str, says: bool) -> None:
    assert supports(Item("numeric", "Which?", answers=tuple(map(Answer, answers))), text) is says


def test_a_text_may_stand_beside_a_word_that_it_says_and_an_option_that_it_does_not_contradict() -> None:
    town = Item("text", "Which town?", answers=(Answer("Verden"), Answer("Celle")))
    assert [supports(town, text) for text in ("It is CELLE, on the Aller.", "It is Cellerhof.")] == [True, False]
    asked = item("Which power kept Malta in 1815?", "France", "Britain", "Prussia")
    assert [supports(asked, text) for text in (KEPT, "A power at sea kept Malta.")] == [False, True]


def test_a_rule_without_its_input_is_reported_as_not_checked() -> None:
    assert unchecked() == ["IW16", "IW26", "IW27", "IW33", "IW37"]
    assert unchecked(evidence=EVIDENCE, article=ARTICLE) == ["IW37"]
    assert unchecked(evidence=EVIDENCE, article=ARTICLE, zipf=lambda word: 5.0) == []


def rarely(word: str) -> float:
    return {"tenebrous": 1.4, "tidal": 2.9}.get(word, 5.0)


def test_a_rare_word_is_named_unless_the_article_uses_it_or_it_is_what_is_asked_for() -> None:
    stem = "Who opened the tidal mill on a tenebrous evening?"
    named = [f.span for f in check(item(stem, "Maren Holt", "Jonas Eide", "Karl Vik"), zipf=rarely)]
    assert "tidal" in named, "without the article nobody knows that it is its word"
    hints = check(item(stem, "Maren Holt", "Jonas Eide", "Karl Vik"), evidence=EVIDENCE, zipf=rarely)
    assert [(f.rule, f.severity, f.span) for f in hints if f.rule == "IW37"] == [("IW37", "hint", "tenebrous")]
    term = item("Which word does the article use for a dark evening?", "tenebrous", "crepuscular", "vespertine")
    assert "IW37" not in {f.rule for f in check(term, zipf=rarely)}


def test_the_gravest_finding_comes_first_and_has_a_way_to_mend_it() -> None:
    found = check(item("Who did not open it?", "Maren Holt", "Jonas Eide", "None of the above"))
    ranks = {"block": 0, "warn": 1, "hint": 2}
    assert [ranks[f.severity] for f in found] == sorted(ranks[f.severity] for f in found)
    assert found[0].rule == "IW03"
    assert all(f.fix and f.why and f.name for f in found)


def test_one_cause_gives_one_finding() -> None:
    found = check(item(base.stem, "Maren Holt", "Jonas Eide", "jonas eide"))
    assert {f.rule for f in found if f.option == 2} == {"IW20"}


def test_the_key_in_the_same_place_too_often_is_found_in_a_quiz_of_fixed_order() -> None:
    def with_key(at: int, n: int) -> Item:
        options = tuple(Option(f"{1900 + n + 10 * k}", k == at) for k in range(4))
        return Item("single", f"In which year did ship number {n} sink?", options, order="fixed")

    crooked = [with_key(2, n) for n in range(20)]
    fair = [with_key(n % 4, n) for n in range(20)]
    assert "IW24" in {f.rule for f in check_set(crooked)}
    assert "IW24" not in {f.rule for f in check_set(fair)}


def test_a_question_that_answers_another_is_found() -> None:
    teller = item("In which year did Maren Holt open the tidal mill of Tarnvik?", "1921", "1934", "1947", order="fixed")
    assert {f.rule for f in check_set([base, teller])} == {"IW25"}


def test_a_question_whose_every_option_tells_the_key_of_another_is_found() -> None:
    shown = "According to paragraph 1 of the article “The mill”, which {} completes the sentence “{}”?"
    founded = item(shown.format("year", "It was founded in Kyoto in ____."), "1889", "1879", "1902", order="fixed")
    stem = shown.format("date", "He opened his shop on ____.")
    opened = item(stem, "23 September 1889", "23 May 1889", "14 September 1889", order="fixed")
    [flaw] = check_set([founded, opened])
    assert (flaw.rule, flaw.name, flaw.items) == ("IW25", "hinge", (1, 0))
    open_still = item(stem, "23 September 1889", "23 May 1879", "14 September 1889", order="fixed")
    assert check_set([founded, open_still]) == []


def said_by(name: str, key: str, *wrong: str) -> Item:
    return item(f"Which of these does {name} say?", key, *wrong)


def test_a_quotation_that_is_right_here_and_wrong_there_is_a_hint() -> None:
    one, two, three = "Where is the thief hiding?", "You pay better than kings.", "Nobody crosses for nothing."
    a = said_by("Aldous", one, two, "It is a cold night.")
    b = said_by("Rusk", two, one, "The wood is dark tonight.")
    c = said_by("Bramble", three, "My name is not known.", "I have seen a clock.")
    [flaw] = check_set([c, a, b])
    assert (flaw.name, flaw.severity, flaw.items) == ("shared options", "hint", (1, 2))
    assert flaw.why.startswith("In questions 2 and 3 what is right in one")
    assert check_set([c, a]) == []
    who = item("Who opened the mill?", "Maren Holt", "Jonas Eide", "Karl Vik")
    other = item("Who sold the building to a school?", "Jonas Eide", "Maren Holt", "Karl Vik")
    assert check_set([who, other]) == [], "names are options of many questions"


def test_an_option_with_a_word_before_its_year_does_not_differ_in_its_capital_letter() -> None:
    years = item("When was the press built?", "About 1455", "1492", "1517", order="fixed")
    assert not [f for f in check(years) if "capital letter" in f.why]
    words = item("What did the ship carry?", "Salt", "barley", "peat")
    assert [f for f in check(words) if "capital letter" in f.why]


def test_an_article_without_its_title_is_unclear_among_questions_on_several() -> None:
    unnamed = item("According to the article, who said that the mill is old?", "Maren Holt", "Jonas Eide", "Karl Vik")
    named = replace(unnamed, stem="According to paragraph 2 of the article “The mill”, who said that it was sold?")
    other = item("Where does the river Orse rise?", "in Halden", "in Skerry", "in Tarnvik")
    [flaw] = check_set([named, unnamed, other], pages=[1, 1, 2])
    assert (flaw.name, flaw.severity, flaw.items) == ("unnamed article", "warn", (1,))
    assert check_set([named, unnamed, other], pages=[1, 1, 1]) == []
    assert check_set([named, other], pages=[1, 2]) == []
    shown = replace(unnamed, stem=f"The mill is old, said Maren Holt.\n\n{unnamed.stem}")
    assert check_set([shown, other], pages=[1, 2]) == [], "the text stands above it"


def test_the_longest_key_too_often_is_found() -> None:
    items = [item(f"What did ship number {n} carry?", "a load of fine sand", "rope", "tar") for n in range(12)]
    assert "IW19" in {f.rule for f in check_set(items)}


def test_the_same_question_twice_is_found() -> None:
    assert "IW20" in {f.rule for f in check_set([base, base])}


def test_numbers_are_read_as_they_are_printed() -> None:
    assert [number_of(t) for t in ("48,000", "3.5 million", "twelve", "$5,000", "45%")] == [48000, 3.5e6, 12, 5000, 45]
    assert [number_of(t) for t in ("Maren Holt", "4 March 1947", "from 5 to 9")] == [None, None, None]


def test_a_very_long_option_is_judged_like_any_other() -> None:
    """A regular expression that explodes would not come back from it."""
    long = item(base.stem, "Maren Holt", "a(b" * 30_000, "x " * 50_000)
    assert "IW23" in {f.rule for f in check(long, evidence=EVIDENCE)}


def test_a_set_tells_which_questions_ask_about_one_fact() -> None:
    other = CLEAN[3]
    [flaw] = check_set([base, other, CLEAN[7]], facts=[frozenset({"p/F1"}), frozenset({"p/F2"}), frozenset({"p/F1"})])
    assert (flaw.rule, flaw.items) == ("IW25", (0, 2))
    assert "Questions 1 and 3" in flaw.why
    assert check_set([base, other], facts=[frozenset(), frozenset()]) == []


def test_the_same_question_twice_is_told_once_also_when_its_fact_is_the_same() -> None:
    assert [f.rule for f in check_set([base, base], facts=[frozenset({"F1"})] * 2)] == ["IW20"]


def test_a_set_that_mostly_asks_who_is_one_sided() -> None:
    who = [item(f"Who built mill {name}?", "Maren Holt", "Jonas Eide", "Karl Vik") for name in "ABCDE"]
    rest = [CLEAN[1], CLEAN[2], CLEAN[5], CLEAN[7]]
    [flaw] = [f for f in check_set([*who, *rest]) if f.rule == "balance"]
    assert (flaw.severity, flaw.items, "5 of 9" in flaw.why) == ("hint", (0, 1, 2, 3, 4), True)
    assert not [f for f in check_set(who) if f.rule == "balance"], "too few to judge"


def test_without_hints_the_grave_findings_are_the_same() -> None:
    flawed = item("Who did not open it?", "Maren Holt", "Jonas Eide", "None of the above")
    grave = [f for f in check(flawed) if f.severity != "hint"]
    assert grave
    assert [f for f in check(flawed, hints=False) if f.severity != "hint"] == grave


def test_a_passage_that_is_shown_may_be_longer_than_a_stem() -> None:
    told = " ".join(["The guild of weavers sold its long ropes to a harbour on the coast."] * 3)
    shown = f"According to the article, which year completes the passage “{told} It closed in ____”?"
    options = tuple(Option(str(year), year == 1931) for year in (1925, 1931, 1937))

    def long(stem: str) -> bool:
        return "IW05" in [f.rule for f in check(Item("single", stem, options))]

    assert 45 < len(shown.split()) < 60
    assert not long(shown)
    assert long(shown.replace("“", "").replace("”", ""))
    assert long(shown.replace(told, f"{told} {told}"))
    assert long(shown.replace("____", "1931"))


def test_a_sentence_beside_a_quotation_is_pointed_out_by_words_of_the_stem() -> None:
    stem = "Holt read “the book” on the pier. Which metal did the guild of weavers melt?"
    (flaw,) = [f for f in check(item(stem, "copper", "lead", "tin")) if f.rule == "IW05"]
    assert flaw.span
    assert flaw.span in stem


@pytest.mark.parametrize(
    ("stem", "unclear"),
    [
        ("“God's highest and extremest act of grace” – who said this about printing?", False),
        ("\"The tide is a servant.\" Who wrote this in a letter of 1921?", False),
        ("Who said this about printing?", True),
        ("“The tide” was a song; who sang it in this town of millers?", True),
    ],
)
def test_this_may_point_to_a_quotation_before_it(stem: str, unclear: bool) -> None:
    assert ("IW01" in {flaw.rule for flaw in check(replace(base, stem=stem))}) == unclear


@pytest.mark.parametrize(
    ("texts", "sorted_"),
    [
        (("1990", "1921", "1934"), ("1921", "1934", "1990")),
        (("9 June 1888", "3 May 1880", "1 July 1888"), ("3 May 1880", "9 June 1888", "1 July 1888")),
        (("30", "20", "10"), ("30", "20", "10")),
        (("30", "ten", "a few"), ("30", "ten", "a few")),
    ],
)
def test_numbers_and_dates_are_sorted_unless_they_fall(texts: tuple[str, ...], sorted_: tuple[str, ...]) -> None:
    asked = Item("single", "How many?", tuple(Option(text, not n) for n, text in enumerate(texts)))
    found = in_order(asked)
    assert tuple(option.text for option in found.options) == sorted_
    assert [option.text for option in found.options if option.is_key] == [texts[0]], "the key goes along"

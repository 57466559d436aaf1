"""Statements of the article's own words, true as they are or false in one place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from quizapp.classroom.draft_pages import head_for, page_of
from quizapp.core.flaws import check
from quizapp.core.item import Item, Option
from quizapp.formats import bank
from quizapp.formats.articles import ArticleText
from quizapp.generate import Drafts, draft, read_article
from quizapp.generate.by_truth import draft as propose
from quizapp.generate.candidates import Candidate
from quizapp.generate.drafting import _make
from quizapp.generate.facts import read
from quizapp.generate.ranking import with_statements
from quizapp.generate.sentences import MONTHS
from quizapp.generate.values import read_value
from quizapp.generate.whole_words import opens_with_vowel, same_article
from tests.bench.guessing import guess
from tests.generate.test_news_pages import VALLEY

TOLD = "Maren Holt was a surveyor. Maren Holt lived in Tarnvik. "


def statements(last: str, before: str = TOLD) -> list[Candidate]:
    """What is proposed on the last sentence."""
    reading = read(read_article(f"{VALLEY}\n\n{before}{last}"))
    return [c for c in propose(reading) if reading.article.sentences[c.sentence].text.strip() in last]


def told(candidate: Candidate) -> str:
    return candidate.stem.partition("“")[2].rstrip("”")


def values(last: str, before: str = TOLD) -> set[str]:
    return {c.value for c in statements(last, before)}


@pytest.mark.parametrize(
    ("last", "value"),
    [
        ("The guild of Orsund named 40 ships after saints of the coast.", "40"),
        ("The guild of Orsund sent seven masons to the castle of Halden.", "seven"),
        ("The guild of Orsund sold its bells to Halden in 1931.", "1931"),
        ("The mill of the Orsund Company burned on 14 March 1931.", "14 March 1931"),
        ("The guild of Orsund mended its bells on 9 March.", "9 March"),
        ("The guild of Orsund mended the bells of Halden in March.", "March"),
        ("In the 1870s the guild of Orsund built its ferries for the coast of Halden.", "1870s"),
        ("In the twelfth century the guild of Orsund built a hall of oak.", "twelfth"),
        ("The boats of Orsund were moored on the northern shore of Lake Vik.", "northern"),
        ("Jonas Eide built the northern pier of Orsund from blocks of granite.", "Jonas Eide"),
        ("The guild of Orsund lies about 40 kilometres up the coast from Halden.", "40"),
        ("The guild of Orsund owns 40 per cent of the boats of the coast.", "40 per cent"),
        ("The guild of Orsund owns a quarter of the boats of the coast.", "a quarter"),
    ],
)
def test_a_statement_is_told_as_it_is_and_with_something_else_in_one_place(last: str, value: str) -> None:
    made = [c for c in statements(last) if c.value == value]
    assert {c.key for c in made} == {"True", "False"}
    for c in made:
        assert (told(c) == last) == (c.key == "True")
        behind = last.partition(value)[2]
        assert told(c).startswith(last.partition(value)[0])
        assert told(c).endswith(behind)
        assert c.statement == last
        if c.key == "False":
            assert value in c.why


def test_where_somebody_came_from_and_which_country_it_was_are_exchanged_within_the_article() -> None:
    others = "Jonas Eide was a German painter of signs. "
    wrong = {told(c) for c in statements("The Orsund Company was a British maker of bells and lamps.", others)}
    assert "The Orsund Company was a German maker of bells and lamps." in wrong
    wrong = {
        told(c) for c in statements("Greece bought 40 ships of the Orsund yard from the guild.", "Sweden has lamps. ")
    }
    assert "Sweden bought 40 ships of the Orsund yard from the guild." in wrong


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The guild of Orsund paid 40 farmers in the valley of Halden.",
            "The guild of Orsund killed 40 farmers in the valley of Halden.",
        ),
        (
            "The guild of Orsund sold its bells in the spring of 1931.",
            "The guild of Orsund sold its bells at the Fair of 1931.",
        ),
        ("The guild of Orsund sold 40 barges to Halden.", "The guild of Orsund sold barges to 12 of 40 guilds."),
        ("The guild of Orsund lost boats on 40 voyages to Halden.", "The guild of Orsund lost boats per 40 voyages."),
        (
            "The guild of Orsund sold 40 old barges to Halden.",
            "The guild of Orsund sold 40 ships, 60 boats and 80 barges to Halden.",
        ),
        (
            "The guild of Orsund mended the bells of Halden in March.",
            "The guild of Orsund, founded in 1921 and 1931 and 1941, mended the bells of Halden in March.",
        ),
        (
            "The guild of Orsund, which in 1921 had sold its ferries, mended the old bells.",
            "The guild of Orsund, which in 1921, 1931 and 1941 had sold its ferries, mended the old bells.",
        ),
        (
            "The guild of Orsund owns about a quarter of the boats of the coast.",
            "The guild of Orsund owns more than a quarter of the boats of the coast.",
        ),
        (
            "The storm of Orsund cost 40 boats on the coast of Halden.",
            "The storm of Orsund cost 40 lives on the coast of Halden.",
        ),
        (
            "The guilds of Orsund sold 40 boats to the towns of the coast.",
            "The two guilds of Orsund sold 40 boats to the towns of the coast.",
        ),
        (
            "Timber of the guild came to Orsund from the north.",
            "Timber of the guild came to Orsund from the north and the south.",
        ),
        (
            "The council of Halden said that the guild of Orsund named 40 ships after saints.",
            "The guild of Orsund named 40 ships after saints, although the council of Halden denied it.",
        ),
        (
            "The guild of Orsund named 40 ships after saints of the coast.",
            "The guild of Orsund named 40 ships after saints of the coast, according to Nora Lund.",
        ),
        (
            "The guild of Orsund sent 40 masons by sea on old boats to the towns with tall towers.",
            "The guild of Orsund sent 40 masons by sea on 18 old boats to 15 towns with 16 tall towers.",
        ),
        (
            "In the 1870s the guild of Orsund built its ferries for the coast of Halden.",
            "In the 1870s and 1890s the guild of Orsund built its ferries for the coast of Halden.",
        ),
        (
            "In March 1931, in the year of the flood, the guild of Orsund sold boats to Halden.",
            "March 1931, in the year of the flood, the guild of Orsund sold boats to Halden.",
        ),
        (
            "The Vik rises in Orsund at 40 metres and reaches the sea of Halden.",
            "The Vik rises in Orsund at 40 metres and after some time, as it grows wider, reaches the sea of Halden.",
        ),
        ("The guild of Orsund sold 40 boats.", "Orsund sold 40 boats."),
        (
            "The guild of Orsund is one of the 40 guilds of the coast.",
            "The guild of Orsund is one of the top 40 guilds of the coast.",
        ),
        (
            "The guild of Orsund sold 40 large boats to large towns.",
            "The guild of Orsund sold 40 large boats to 40 large towns.",
        ),
        (
            "The guild of Orsund opened the pier of Halden on 14 March 1931.",
            "The guild of Orsund has kept the pier of Halden since 14 March.",
        ),
        (
            "Jonas Eide opened the pier of Orsund to the barges of the coast.",
            "Jonas Eide opened the pier of Orsund to the minister of the coast.",
        ),
        (
            "The guild of Orsund named 40 ships after saints of the coast.",
            "The guild of the town named 40 ships after saints of the coast.",
        ),
        (
            "The guild of Orsund named 40 ships after saints of the coast.",
            "A year later the guild of Orsund named 40 ships after saints of the coast.",
        ),
        (
            "The guild of Orsund named 40 ships after saints of the coast.",
            "Of Orsund the guild named 40 ships.",
        ),
    ],
)
def test_no_statement_is_made_that_is_grave_or_tied_or_says_too_little(good: str, bad: str) -> None:
    assert values(good)
    assert not values(bad)


@pytest.mark.parametrize(
    "denied",
    [
        "No ship of the guild of Orsund carried 40 men to Halden.",
        "The council of Orsund sold no boats to Halden in March.",
        "Hardly anyone in the town of Orsund owned 40 boats.",
        "Nobody in Orsund sold 40 boats to the town of Halden.",
        "Few ships of the guild of Orsund carried 40 men to Halden.",
        "The guild of Orsund failed to sell 40 boats to Halden.",
        "The guild of Orsund refused 40 boats of the yard of Halden.",
        "The guild of Orsund planned to sell 40 boats to Halden.",
        "The guild of Orsund sailed to Halden without 40 masons.",
        "Orsund had neither bells nor lamps for Halden in March.",
    ],
)
def test_of_what_was_not_done_nothing_is_exchanged(denied: str) -> None:
    assert not values(denied)


def test_a_few_and_without_leave_alone_what_does_not_belong_to_them() -> None:
    assert values("A few ships of the guild of Orsund carried 40 men to Halden.") == {"40"}
    assert values("The guild of Orsund sold 40 boats without masts to Halden.") == {"40"}


def test_a_nationality_that_a_name_or_the_country_tells_is_not_exchanged() -> None:
    others = "Jonas Eide was a French painter of signs. Peter Strand was a Norwegian painter of lamps. "
    assert "German" not in values(
        "The bells of the Orsund Company were cast by the German founder Karl Brandt.", others
    )
    made = [told(c) for c in statements("The Orsund Company was a German maker of bells in Norway.", others)]
    assert "The Orsund Company was a French maker of bells in Norway." in made
    assert not [text for text in made if "Norwegian" in text]


def test_a_decade_beside_a_year_is_not_exchanged() -> None:
    before = f"{TOLD}The bells of Halden rang in 1821 and in 1931. "
    last = "In the 1870s the guild of Orsund, founded in 1861, built its ferries for the coast."
    assert values(last, before) == {"1861"}
    assert values(last.replace(", founded in 1861,", ""), before) == {"1870s"}


def test_people_are_exchanged_within_the_passage() -> None:
    far = "Ingrid Falk painted the boats of the coast in May. The river ran high.\n\nThe lamps were lit.\n\n"
    near = "Maren Holt wrote the letters of the guild. "
    wrong = {
        told(c).partition(" built")[0]
        for c in statements("Peter Strand built the pier of Orsund from blocks of granite.", f"{far}{near}")
        if c.value == "Peter Strand"
    }
    assert "Maren Holt" in wrong
    assert "Ingrid Falk" not in wrong


def test_a_statement_with_its_question_has_forty_words_at_most() -> None:
    last = f"The guild of Orsund sold 40 boats to Halden with {' and '.join(['much oak of the coast'] * 7)}."
    assert not values(last)
    assert values(last.replace(" and much oak of the coast", ""))


def test_a_tale_makes_no_statements() -> None:
    tale = "The fox saw the bear. The king met the miller. The boy met the king. The girl ran to the fox. "
    last = "The guild of Orsund sold 40 boats to the town of Halden."
    assert "40" in values(last)
    assert not values(last, tale)


def test_a_title_names_what_a_statement_is_about() -> None:
    last = "The pier, long debated, is carried by 40 posts of oak."
    made = {}
    for title in ("# The Orsund pier\n\nThe Orsund pier is a pier of wood. ", "# Salt and rain\n\n"):
        reading = read(read_article(f"{title}{VALLEY}\n\n{last}"))
        made[title[2:12]] = [c.value for c in propose(reading) if "oak" in c.stem]
    assert made == {"The Orsund": ["40", "40", "40"], "Salt and r": []}


def test_nobody_british_is_taken_for_a_scot() -> None:
    others = "Jonas Eide was a Scottish painter of signs. "
    assert "British" not in values("The Orsund Company was a British maker of bells and lamps.", others)


def test_another_value_is_more_than_a_slip_away() -> None:
    years = [told(c) for c in statements("The guild of Orsund sold its bells to Halden in 2009.") if c.key == "False"]
    assert years
    assert all(abs(int(text[-5:-1]) - 2009) >= 2 for text in years)
    days = [told(c) for c in statements("The guild of Orsund mended its bells on 9 March.") if c.key == "False"]
    assert days
    assert all(text.rstrip(".").split()[-1] in MONTHS and "March" not in text for text in days)
    for last in (
        "The guild of Orsund named 40 ships after saints.",
        "The guild of Orsund sent seven masons to Halden.",
    ):
        for c in statements(last):
            new, old = (
                re.findall(r"\b\d+\b|\b(?:two|three|four|five|seven|nine|ten|eleven)\b", t)[0] for t in (told(c), last)
            )
            one, other = read_value(new), read_value(old)
            assert one is not None
            assert other is not None
            far = abs(one.number - other.number)
            assert c.key == "True" or (far >= 2 and far >= 0.15 * other.number)


def test_what_has_been_so_since_a_year_is_told_of_an_earlier_one_and_until_a_year_of_a_later_one() -> None:
    for last, later in (
        ("The guild of Orsund has kept the light of Halden since {}.", False),
        ("The guild of Orsund kept the light of Halden until {}.", True),
        ("The guild of Orsund has kept the light of Halden since the summer of {}.", False),
        ("The guild of Orsund kept the light of Halden from the summer of {}.", False),
        ("The guild of Orsund kept the light of Halden until the summer of {}.", True),
    ):
        made = {
            (year, int(told(c)[-5:-1]))
            for year in range(1701, 1765, 9)
            for c in statements(last.format(year))
            if c.key == "False"
        }
        assert made
        assert all((other > year) == later for year, other in made)


@pytest.mark.parametrize("word", ["Since", "Before", "Until", "By", "After", "From"])
def test_a_century_is_exchanged_only_where_something_happened_within_it(word: str) -> None:
    last = "{} the sixteenth century the guild of Orsund built ships for the coast of Halden."
    assert values(last.format("In")) == {"sixteenth"}
    assert not values(last.format(word))


def test_a_nearer_year_goes_before_a_farther_one() -> None:
    others = [told(c) for c in statements("The guild of Orsund sold its bells to Halden in 1831.") if c.key == "False"]
    apart = [abs(int(text[-5:-1]) - 1831) for text in others]
    assert apart == sorted(apart)
    assert min(apart) > 2


def test_no_century_or_decade_is_told_that_the_article_does_not_speak_of() -> None:
    before = f"{TOLD}The pier of Orsund burned in 1785. The bells of Halden rang in 1899. "
    for sentence, old in (
        ("In the eighteenth century the guild of Orsund built a hall of oak.", {"nineteenth"}),
        ("In the 1880s the guild of Orsund built its ferries for the coast of Halden.", {"1850s", "1860s"}),
        ("In the 1790s the guild of Orsund built its ferries for the coast of Halden.", {"1810s", "1820s"}),
    ):
        made = [told(c) for c in statements(sentence, before) if c.key == "False"]
        assert {text.split()[2] for text in made} == old


def test_a_year_is_not_exchanged_when_another_sentence_gives_another() -> None:
    again = "The guild of Orsund sold its bells to Halden in 1925. "
    last = "The guild of Orsund sold its bells to Halden in 1931."
    assert "1931" in values(last)
    assert "1931" not in values(last, again)


@pytest.mark.parametrize(
    ("maker", "others"),
    [("a Ukrainian", {"German"}), ("an Italian", {"Irish"}), ("the Italian", {"Irish", "German"})],
)
def test_the_a_or_an_of_the_article_is_kept_and_fits_what_is_put_in(maker: str, others: set[str]) -> None:
    before = "Jonas Eide was a German painter of signs. Karl Brandt was an Irish painter of lamps. "
    last = f"The Orsund Company was led by {maker} maker of bells from the coast."
    made = [c for c in statements(last, before) if c.value == maker.split()[1]]
    assert {told(c) for c in made if c.key == "True"} == {last}
    assert {told(c) for c in made if c.key == "False"} == {last.replace(maker.split()[1], o) for o in others}


@pytest.mark.parametrize(
    ("an", "a"),
    [
        ("hour", "house"),
        ("80", "70"),
        ("11-year", "110"),
        ("18,000", "1,800"),
        ("Estonian", "European"),
        ("umpire", "union"),
        ("Uzbek", "Ukrainian"),
        ("onion", "one-way street"),
        ("eighteen", "Yemeni"),
    ],
)
def test_an_is_said_before_a_vowel_that_is_heard(an: str, a: str) -> None:
    assert opens_with_vowel(an)
    assert not opens_with_vowel(a)
    assert not same_article("It was an ____ there.", "____", an, a)
    assert same_article("It was the ____ there.", "____", an, a)


# --- what is shown -----------------------------------------------------------------------------------------------

GUILDS = "Orsund Halden Skerry Velmora Kestrel Lund Brandt Moen Dahl Eide Falk Strand Berg Vik".split()
DEEDS = (
    "named its ships after saints in {month}",
    "planted oaks beside the harbour road in {month}",
    "sold its horses to a stable of stone in {month}",
    "printed maps of the outer reefs in {month}",
    "opened a school for the harbour in {month}",
    "hung lanterns over the market street in {month}",
    "bought anchors from a foundry of bells in {month}",
)
FULL = "\n\n".join(
    f"The guild of {name} {DEEDS[at % 7].format(month=MONTHS[at % 9])}. The river ran high. People stood in doorways."
    for at, name in enumerate(GUILDS)
)


@cache
def drafts(seed: int, count: int | None = None, *, true_false: bool = True) -> Drafts:
    return draft(f"{VALLEY}\n\n{FULL}", seed=seed, count=count, true_false=true_false)


def test_where_little_else_is_shown_there_are_up_to_four_half_of_them_false() -> None:
    shown = [d for d in drafts(1).shown if d.item.kind == "true-false"]
    assert len(shown) == max(4, len(drafts(1).shown) // 3)
    keys = [d.item.options[d.item.keys[0]].text for d in shown]
    assert keys.count("True") == keys.count("False")
    assert [o.text for o in shown[0].item.options] == ["True", "False"]
    sentences = [d.fact.evidence[0].sentence for d in drafts(1).shown]
    assert len(set(sentences)) == len(sentences)


def test_true_and_false_are_drawn_anew_with_each_seed_and_never_with_the_same() -> None:
    first = [next(d for d in drafts(seed).shown if d.item.kind == "true-false") for seed in range(12)]
    assert {d.item.options[d.item.keys[0]].text for d in first} == {"True", "False"}
    again = draft(f"{VALLEY}\n\n{FULL}", seed=1, true_false=True)
    assert again.shown == drafts(1).shown


def test_statements_come_last_count_among_those_asked_for_and_can_be_left_out() -> None:
    kinds = [d.item.kind for d in drafts(1).shown]
    assert kinds == sorted(kinds)
    assert len(drafts(1, 2).shown) == 2
    without = drafts(1, true_false=False)
    assert not [d for d in (*without.shown, *without.needs_work) if d.item.kind == "true-false"]


@pytest.mark.parametrize(
    ("stem", "key", "beside"),
    [
        ("Who painted the lamps of Velmora?", "Nora Lund", True),
        ("Who painted the 40 ships that the guild of Orsund named?", "Nora Lund", False),
        ("How many ships of the coast did the guild of Orsund name?", "40", False),
    ],
)
def test_no_statement_tells_the_answer_to_another_question_nor_is_it_told_by_one(
    stem: str, key: str, beside: bool
) -> None:
    reading = read(read_article(f"{VALLEY}\n\nThe guild of Orsund named 40 ships after saints of the coast."))
    [one, *_] = drafts(1).shown
    options = (Option(key, True, "so"), Option("18", False, "no"), Option("25", False, "no"))
    elsewhere = replace(one.fact, evidence=(replace(one.fact.evidence[0], sentence=999),))
    other = replace(one, item=Item("single", stem, options), fact=elsewhere)
    shown, _ = with_statements(
        [other], list(propose(reading)), None, "3", lambda c: _make(reading, c, 1, everything=False)
    )
    assert bool(shown) == beside


def test_a_set_that_is_mostly_true_is_guessed_and_what_is_drafted_is_not() -> None:
    made = [d.item for seed in range(8) for d in drafts(seed).shown if d.item.kind == "true-false"]
    assert guess(made)["stated_fair"]
    assert not guess([item for item in made if item.options[0].is_key])["stated_fair"]


def test_no_sentence_is_asked_about_that_another_question_rests_on() -> None:
    reading = read(read_article(f"{VALLEY}\n\nThe guild of Orsund named 40 ships after saints of the coast."))
    made = list(propose(reading))
    [one, *_] = drafts(1).shown
    for sentence, free in ((999, True), (made[0].sentence, False)):
        fact = replace(one.fact, evidence=(replace(one.fact.evidence[0], sentence=sentence),))
        other = replace(one, item=replace(one.item, stem="Who painted the lamps of Velmora?"), fact=fact)
        shown, _ = with_statements([other], made, None, "3", lambda c: _make(reading, c, 1, everything=False))
        assert bool(shown) == free


def test_statements_are_spread_over_the_paragraphs() -> None:
    same = "\n\n".join(
        [f"{VALLEY}", FULL.replace("\n\n", " "), "In March the guild of Eik sold its barges to the town of Halden."]
    )
    shown = [d for d in draft(same, seed=1, true_false=True).shown if d.item.kind == "true-false"]
    assert shown[-1].fact.evidence[0].paragraph == 3 or shown[1].fact.evidence[0].paragraph == 3


def test_a_statement_goes_to_a_page_of_the_bank_and_comes_back() -> None:
    article = read_article(f"{VALLEY}\n\n{FULL}")
    page = page_of(drafts(1), article, head_for(article, ArticleText("", "Guilds")), "guilds")
    again, problems = bank.read(bank.write(page), "guilds")
    assert again is not None
    assert not problems
    shown = [q.item for q in again.questions if q.item.kind == "true-false"]
    assert len(shown) >= 4
    assert [q.item for q in page.questions if q.item.kind == "true-false"] == shown
    assert len({q.name[:20] for q in page.questions}) > 1


def test_a_statement_that_stands_behind_is_no_unclear_word_and_no_window_dressing() -> None:
    options = (Option("True", True, "so"), Option("False", False, "no"))
    stem = "According to the article, is this statement true or false? {}The mill burned twice.{}"
    found = {marks: check(Item("true-false", stem.format(*marks), options)) for marks in ("“”", "  ")}
    assert not [f for f in found["“”"] if f.rule in ("IW01", "IW05")]
    assert [f for f in found["  "] if f.rule == "IW01"]

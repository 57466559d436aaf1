from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.core.kinds import KINDS, check, spellings
from quizapp.core.kinds.numeric import accepted_range, number_given
from quizapp.core.scoring import RULES

SECRET = b"s" * 16


def choice(kind: str, *texts: str, keys: tuple[int, ...] = (0,)) -> Item:
    return Item(kind, "Which?", tuple(Option(text, n in keys) for n, text in enumerate(texts)))


# --- checking --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (choice("riddle", "A", "B"), "there is no kind “riddle”"),
        (Item("single", "  "), "has no stem"),
        (choice("single", "A"), "has 2 to 26 options; this one has 1"),
        (choice("single", *(str(n) for n in range(27))), "this one has 27"),
        (choice("single", "A", " "), "option 2 is empty"),
        (choice("single", "A b", "A\n  b"), "options 1 and 2 read the same"),
        (choice("single", "A", "B", keys=()), "no option is marked as the key"),
        (choice("single", "A", "B", keys=(0, 1)), "2 options are marked as keys"),
        (choice("multiple", "A", "B", keys=()), "mark at least one"),
        (choice("true-false", "True", "False", "Perhaps"), "exactly two options"),
        (replace(choice("single", "A", "B"), answers=(Answer("C"),)), "cannot also list accepted answers"),
        (Item("numeric", "How many?"), "write at least one number"),
        (Item("numeric", "How many?", answers=(Answer("many"),)), "“many” is not a number"),
        (Item("numeric", "How many?", answers=(Answer("１８１５"),)), "“１８１５” has wide digits; write 1815"),
        (Item("numeric", "How many?", answers=(Answer("1e400"),)), "300 digits; ask for a number with fewer"),
        (Item("numeric", "How many?", answers=(Answer("1..1e-301"),)), "is not a number"),
        (Item("numeric", "How many?", answers=(Answer("1e-301..1"),)), "“1e-301..1” has more than 300 digits"),
        (Item("numeric", "How many?", (Option("1", True),), (Answer("1"),)), "has no options"),
        (Item("text", "Who?"), "write at least one spelling"),
        (Item("text", "Who?", answers=(Answer(" "),)), "write at least one spelling"),
        (Item("text", "Who?", (Option("Ann", True),), (Answer("Ann"),)), "has no options"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_what_to_mend(item: Item, words: str) -> None:
    assert any(words in problem for problem in check(item)), check(item)


def test_letters_and_accents_tell_options_apart() -> None:
    assert check(choice("single", "Orleans", "Orléans")) == []
    assert check(choice("single", "US", "us")) == []


# --- choices ---------------------------------------------------------------------------------------------------


def test_one_answer_is_one_answer() -> None:
    item = choice("single", "A", "B")
    both = [option.token for option in KINDS["single"].present(item, "q", SECRET).options]
    with pytest.raises(BadInput, match="takes one answer"):
        KINDS["single"].parse(item, both, SECRET)


def test_several_answers_are_kept_once_each_in_the_order_of_writing() -> None:
    item = choice("multiple", "A", "B", "C", keys=(0, 2))
    names = {option.text: option.token for option in KINDS["multiple"].present(item, "q", SECRET).options}
    assert KINDS["multiple"].parse(item, [names["C"], names["A"], names["C"]], SECRET) == (0, 2)


def test_half_of_several_answers_earns_by_the_rule() -> None:
    item = choice("multiple", "A", "B", "C", "D", keys=(0, 1))
    assert KINDS["multiple"].mark(item, (0,), "all_or_nothing") == 0
    assert KINDS["multiple"].mark(item, (0,), "net_correct") == Fraction(1, 2)
    assert KINDS["multiple"].mark(item, (0, 2), "net_correct") == 0
    assert KINDS["multiple"].mark(item, (0,), "each_option") == Fraction(3, 4)


def test_where_every_option_is_right_those_that_are_ticked_earn_and_none_costs() -> None:
    item = choice("multiple", "A", "B", "C", "D", keys=(0, 1, 2, 3))
    assert check(item) == []
    for rule in RULES:
        assert KINDS["multiple"].mark(item, (0, 1, 2, 3), rule) == 1, rule
        assert KINDS["multiple"].mark(item, (), rule) == 0, rule
    assert KINDS["multiple"].mark(item, (0,), "net_correct") == Fraction(1, 4)


def test_usual_numbers_large_and_small_are_keys() -> None:
    for written in ("6.022e23", "1.6e-35", "0", "0 ± 0", "٣", "-1e100..1e100"):
        assert check(Item("numeric", "How many?", answers=(Answer(written),))) == [], written


# --- numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1887", ("1887", "1887")),
        ("1887 ± 1", ("1886", "1888")),
        ("1887 +/- 1", ("1886", "1888")),
        ("3.2 ± 2 %", ("3.136", "3.264")),
        ("-50 ± 10%", ("-55", "-45")),
        ("−3", ("-3", "-3")),
        ("1880..1890", ("1880", "1890")),
        ("1.5e3", ("1500", "1500")),
        ("1890..1880", None),
        ("1,887", None),
        ("about 5", None),
        ("± 5", None),
        ("", None),
    ],
)
def test_accepted_numbers_are_a_number_a_tolerance_or_a_range(text: str, expected: tuple[str, str] | None) -> None:
    assert accepted_range(text) == (expected and tuple(map(Decimal, expected)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1887.5", "", "1887.5"),
        ("1,887.5", "", "1887.5"),
        ("1.887,5", "de", "1887.5"),
        ("1 887,5", "fr", "1887.5"),
        ("1'887.5", "de-CH", "1887.5"),
        ("1,887", "en-GB", "1887"),
        ("1,887", "de", "1.887"),
        ("1,5", "en", "1.5"),
        ("−4", "", "-4"),
        ("+4", "", "4"),
        (".5", "", "0.5"),
        ("2e3", "", "2000"),
        ("12 km", "", None),
        ("1,2,3", "de", None),
        ("NaN", "", None),
        ("Infinity", "", None),
        ("9" * 70, "", None),
        ("", "", None),
    ],
)
def test_people_write_numbers_as_at_home(text: str, language: str, expected: str | None) -> None:
    assert number_given(text, language) == (None if expected is None else Decimal(expected))


def test_answers_that_mean_the_same_have_the_commonest_spelling() -> None:
    number = Item("numeric", "When?", answers=(Answer("1815"),), language="en")
    written = {"1815.0": 1, "1 815": 2, "1,815": 1, "18.15e2": 1, "1816": 1, "about": 1}
    assert spellings(number, written) == {text: "1 815" for text in written} | {"1816": "1816", "about": "about"}
    word = Item("text", "Who?", answers=(Answer("Francis I"),))
    assert spellings(word, {"fRANCIS  i": 1, "Francis I": 1, "Francis II": 1}) == {
        "fRANCIS  i": "Francis I",
        "Francis I": "Francis I",
        "Francis II": "Francis II",
    }
    exact = replace(word, match="exact")
    assert spellings(exact, {"fRANCIS i": 1, "Francis I": 1}) == {"fRANCIS i": "fRANCIS i", "Francis I": "Francis I"}


def test_the_edges_of_a_tolerance_count_exactly() -> None:
    """Binary floats would put 0.1 + 0.2 outside 0.3."""
    item = Item("numeric", "How much?", answers=(Answer("0.3 ± 0.1"),))
    marks = {text: KINDS["numeric"].mark(item, text, "all_or_nothing") for text in ("0.2", "0.4", "0.1999", "0.4001")}
    assert marks == {"0.2": 1, "0.4": 1, "0.1999": 0, "0.4001": 0}


@pytest.mark.parametrize(
    ("unit", "typed", "taken"),
    [
        ("km", "40 km", "40"),
        ("km", "40km", "40"),
        ("km", "40", "40"),
        ("€", "€ 1,200", "1,200"),
        ("%", "7,5 %", "7,5"),
        ("million people", "3 million people", "3"),
    ],
)
def test_a_number_may_be_given_with_the_unit_of_the_question(unit: str, typed: str, taken: str) -> None:
    item = Item("numeric", "How much?", answers=(Answer("40 ± 2"),), unit=unit)
    assert KINDS["numeric"].parse(item, [typed], SECRET) == taken
    assert KINDS["numeric"].describe(item, taken) == f"{taken} {unit}"


@pytest.mark.parametrize(
    ("unit", "typed", "words"),
    [
        ("km", "40 m", "“40 m” is not a number in km; write digits"),
        ("mW", "40 MW", "“40 MW” is not a number in mW; write digits"),
        ("km", "km", "“km” is not a number in km; write digits"),
        ("", "40 km", "“40 km” is not a number without a unit; write digits"),
    ],
)
def test_a_number_with_any_other_unit_is_refused_and_told_the_right_one(unit: str, typed: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        KINDS["numeric"].parse(Item("numeric", "How far?", answers=(Answer("40"),), unit=unit), [typed], SECRET)


def test_a_word_instead_of_a_number_is_refused_with_an_example() -> None:
    with pytest.raises(BadInput, match=r"“many” is not a number; write digits, for example 12\.5"):
        KINDS["numeric"].parse(Item("numeric", "How many?", answers=(Answer("3"),)), ["many"], SECRET)


ARTICLES = [
    ("World Bank", "the world bank", 1),
    ("World Bank", "The World  Bank", 1),
    ("Nile", "the Nile", 1),
    ("strike", "a strike", 1),
    ("eagle", "An eagle", 1),
    ("EU", "the EU", 1),
    ("WHO", "the WHO", 1),
    ("US", "The US", 1),
    ("World Bank", "a the World Bank", 0),
    ("World Bank", "their World Bank", 0),
    ("World Bank", "theWorld Bank", 0),
    ("The Who", "Who", 0),
    ("The Who", "The Who", 1),
    ("Who", "The Who", 0),
    ("The The", "the", 0),
    ("the", "The The", 0),
    ("The Hague", "Hague", 0),
    ("a strike", "the strike", 0),
    ("positive", "A positive", 0),  # a blood group
    ("minor", "A minor", 0),  # a key
    ("flat", "a flat", 0),
    ("few", "a few", 0),  # nearly the contrary
    ("little", "A little", 0),
    ("few people", "a few people", 0),
    ("river", "A river", 1),  # as telephones begin an answer
    ("apple", "An apple", 1),
    ("B", "a B", 0),  # two letters, to be safe
    ("", "the", 0),
    ("World Bank", "the", 0),
]


@pytest.mark.parametrize(("accepted", "typed", "mark"), ARTICLES)
def test_an_article_before_an_accepted_answer_says_nothing_unless_it_is_part_of_a_name(
    accepted: str, typed: str, mark: int
) -> None:
    item = Item("text", "Who?", answers=(Answer(accepted),))
    assert KINDS["text"].mark(item, typed, "all_or_nothing") == mark


def test_an_article_counts_where_spelling_does_and_in_other_languages() -> None:
    bank = Item("text", "Who?", answers=(Answer("World Bank"),))
    for other in (replace(bank, match="exact"), replace(bank, language="nl")):
        assert KINDS["text"].mark(other, "the World Bank", "all_or_nothing") == 0
    assert KINDS["text"].mark(replace(bank, language="en-GB"), "the World Bank", "all_or_nothing") == 1


def test_an_answer_with_and_without_its_article_is_counted_as_one() -> None:
    bank = Item("text", "Who?", answers=(Answer("World Bank"),))
    written = {"World Bank": 3, "the world bank": 1, "the Fund": 2, "Fund": 1}
    assert spellings(bank, written) == {text: text for text in written} | {"the world bank": "World Bank"}


# --- texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "loose", "exact"),
    [
        ("Café Müller", 1, 1),
        ("  café   MÜLLER ", 1, 0),
        ("Cafe\u0301 Mu\u0308ller", 1, 0),
        ("Cafe Müller", 0, 0),
        ("", 0, 0),
    ],
)
def test_spelling_is_compared_loosely_unless_it_is_what_is_asked(typed: str, loose: int, exact: int) -> None:
    for match, mark in (("", loose), ("exact", exact)):
        item = Item("text", "Where?", answers=(Answer("Café Müller"),), match=match)
        assert KINDS["text"].mark(item, KINDS["text"].parse(item, [typed], SECRET), "all_or_nothing") == mark

"""Pasted questions whose options have no letters: what makes it certain which lines they are."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

ASKING = (
    "1. Who?\nAnna\nBert\nCarl\nAnswer: {}\n\n2. Where?\nBonn\nRome\nOslo\nAnswer: {}\n\n"
    "3. When?\n8\n9\n10\nAnswer: {}\n\n"
)


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def found(reading: Reading) -> list[tuple[str, list[str]]]:
    return [
        (taken.item.stem.replace("  \n", "/"), ["*" * one.is_key + one.text for one in taken.item.options])
        for taken in reading.taken
    ]


@pytest.mark.parametrize(
    ("last", "stem"),
    [
        ("A comparison is a\nsimile\nsymbol\nrhyme\nAnswer: {}", "A comparison is a"),
        (
            "A comparison with words as “like”,\n“as” or “than” is a\nsimile\nsymbol\nrhyme\nAnswer: {}",
            "A comparison with words as “like”,/“as” or “than” is a",
        ),
        ("Read:\n“Soft!”\nWhich is it?\nsimile\nsymbol\nrhyme\nAnswer: {}", "Read:/“Soft!”/Which is it?"),
        ("Which is it?\nSelect one:\nsimile\nsymbol\nrhyme\nAnswer: {}", "Which is it?/Select one:"),
        ("It is a\nsimile\nsymbol\nrhyme\n(1 mark)\nAnswer: {}", "It is a"),
    ],
)
@pytest.mark.parametrize("keys", [("Bert", "Oslo", "8", "symbol"), ("B", "C", "A", "B"), ("b", "(c)", "a)", "b.")])
def test_a_question_has_as_many_options_as_the_others(last: str, stem: str, keys: tuple[str, ...]) -> None:
    reading = read_text((ASKING + "4. " + last + "\n").format(*keys))
    assert found(reading) == [
        ("Who?", ["Anna", "*Bert", "Carl"]),
        ("Where?", ["Bonn", "Rome", "*Oslo"]),
        ("When?", ["*8", "9", "10"]),
        (stem, ["simile", "*symbol", "rhyme"]),
    ]


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: Rome\n", 3),
        ("{n}. The town is\nBonn\nRome (correct)\nOslo\n", 3),
        ("{n}. The town is\nBonn\n*Rome\nOslo\n", 3),
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: Rome\n", 2),
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: B\n", 3),
    ],
)
def test_stems_that_do_not_ask_are_one_line_each_if_three_name_an_option_below(form: str, count: int) -> None:
    reading = read_text("\n".join(form.format(n=number) for number in range(1, count + 1)))
    sure = count == 3 and "Answer: B" not in form
    assert found(reading) == [("The town is", ["Bonn", "*Rome", "Oslo"])] * (count if sure else 0)


def test_a_letter_names_no_option_where_the_questions_have_different_counts() -> None:
    more = "4. Why?\nsun\nrain\nsnow\nand ice\nAnswer: C\n"
    assert not read_text(ASKING.format("A", "B", "C") + more).taken
    assert len(read_text(ASKING.format("Anna", "Bonn", "9") + more).taken) == 3


@pytest.mark.parametrize(
    ("last", "by_letter"),
    [
        ("A comparison is a\nrhyme\nsimile\nsymbol\npoem\nAnswer: {}", False),  # four options, or a broken stem
        ("What is said?\nWho is it?\nsimile\nsymbol\npoem\nAnswer: {}", False),
        ("A comparison which has one of the words as\nsimile\nsymbol\npoem\nAnswer: {}", False),  # two options
        ("Look at this.\nWhich is it?\nsimile\nsymbol\npoem\nAnswer: {}", True),
    ],
)
def test_a_letter_counts_no_options_where_the_stem_may_end_elsewhere(last: str, by_letter: bool) -> None:
    told = ASKING + f"4. {last}\n"
    assert len(read_text(told.format("A", "B", "C", "B")).taken) == 3 + by_letter
    assert read_text(told.format("A", "B", "C", "symbol")).taken[-1].item.options[-2].is_key


def test_a_stem_with_a_number_that_is_broken_gives_no_half_of_it_as_an_option() -> None:
    long = "{}. The oil which was burnt in all the lamps of\nOrsund was\ncolza\nwhale\nAnswer: whale\n"
    assert not read_text("\n".join(map(long.format, (1, 2, 3)))).taken


def test_an_instruction_ends_a_stem() -> None:
    assert found(read_text("1. Which smokes?\nChoose one answer.\ncolza\nwhale *\n\n2. Why?\nsun\nrain *")) == [
        ("Which smokes?/Choose one answer.", ["colza", "*whale"]),
        ("Why?", ["sun", "*rain"]),
    ]


def test_a_letter_beyond_the_options_names_none() -> None:
    reading = read_text(ASKING.format("A", "B", "C") + "4. Why?\nsun\nrain\nsnow\nAnswer: D\n")
    assert (len(reading.taken), [one.line for one in reading.skipped]) == (3, [19])


def test_an_answer_in_words_that_is_none_of_the_last_lines_gives_no_options() -> None:
    reading = read_text(ASKING.format("Anna", "Bonn", "9") + "4. Explain\nthe tides\nof the sea.\n\nAnswer: moon\n")
    assert len(reading.taken) == 3


def test_letters_of_a_list_at_the_end_count_the_options_too() -> None:
    paper = ASKING.replace("Answer: {}\n", "")
    assert [options for _, options in found(read_text(f"{paper}Answers: 1. B 2. C 3. A\n"))] == [
        ["Anna", "*Bert", "Carl"],
        ["Bonn", "Rome", "*Oslo"],
        ["*8", "9", "10"],
    ]


SURE = "1. Who was the very first of all the kings?\nAnna\nBert *\nCarl\n\n2. Where?\nBonn\nOslo *\n\n"


def options_of_last(last: str, sure: str = SURE) -> list[str]:
    taken = {taken.item.stem: taken for taken in read_text(f"{sure}3. {last}\n").taken}
    return [
        "*" * one.is_key + one.text
        for stem, taken in taken.items()
        if stem == last.split("\n")[0]
        for one in taken.item.options
    ]


@pytest.mark.parametrize("stem", ["It is a", "Which one of all these would be a question?", "She asks him. You"])
@pytest.mark.parametrize("options", [["simile", "*symbol"], ["*rhyme", "simile", "poem"]])
def test_where_questions_have_different_counts_of_options_the_stem_is_the_line_with_the_number(
    stem: str, options: list[str]
) -> None:
    asked = [option + "?" * stem.endswith("?") for option in options]
    written = (f"{one[1:]} *" if one.startswith("*") else one for one in asked)
    assert options_of_last("\n".join([stem, *written])) == asked


@pytest.mark.parametrize(
    ("last", "sure"),
    [
        ("Here is\na comparison. It is\nsimile\npoem\nsymbol *", SURE),  # more lines than the others have options
        ("Here is a comparison, and this one too is\ncalled\nsymbol *", SURE),  # may have been broken
        ("Here it is:\nhow\nWhich is it?\nsymbol *", SURE),
        ("Look, a fox.\nThis\nsymbol *", SURE),
        ("It is a\nsimile\nsymbol", SURE),
        ("It is a\nsymbol *", SURE),
        ("It is a\nsimile\nsymbol *", SURE.replace("first of all the kings?", "first of all the kings")),
        ("It is a\nsimile\nsymbol *", SURE.replace("Where?", "Look:\nthere is a map. Where?")),
        ("It is a\nsimile\nsymbol *", SURE + "3. Look:\nA map.\nWhere?\nBonn\nOslo *\n\n"),
        ("It is a\n\nsimile\nsymbol *", SURE),
        ("It\nis\na rhyme\nAnswer: B", ASKING.format("Bert", "Oslo", "8")),
    ],
)
def test_lines_that_may_belong_to_the_stem_are_no_options(last: str, sure: str) -> None:
    assert options_of_last(last, sure) == []


def test_lines_with_a_mark_above_the_first_number_are_no_question() -> None:
    assert len(read_text(f"Signs\ndot\nstar *\n\n{SURE}").taken) == 2
    named = ASKING.format("Bert", "Oslo", "8")
    assert len(read_text(f"Here are\nsigns\ndot\nstar *\nmoon\n\n{named}").taken) == 3


@pytest.mark.parametrize("told", ["whale oil", "WHALE OIL", "Whale oil."])
def test_the_answer_in_words_need_not_have_the_capitals_of_the_option(told: str) -> None:
    assert found(read_text(f"1. Which was dear?\nColza\nWhale oil\nAnswer: {told}")) == [
        ("Which was dear?", ["Colza", "*Whale oil"])
    ]


def test_an_answer_that_two_lines_read_but_for_capitals_names_none() -> None:
    assert not read_text("1. Which is the metal?\nCO\nCo\nAnswer: co").taken


BARE = (
    "Which smokes?\ncolza\nwhale\ntallow{}",
    "The dear one was\ncolza\nwhale\ntallow{}",
    "What is 3 - 8?\n-5\n5\n11{}",
)


def bare(first: str, second: str, third: str) -> list[tuple[str, list[str]]]:
    """What is read of three questions without numbers and letters, each with this below."""
    asked = [question.format(told) for question, told in zip(BARE, (first, second, third), strict=True)]
    return found(read_text("\n\n".join(["Oils", *asked])))


@pytest.mark.parametrize("label", ["\nAnswer: ", "\n\nAnswer: "])
def test_questions_without_numbers_and_letters_may_name_their_keys_below(label: str) -> None:
    assert bare(f"{label}Whale", f"{label}colza\nWhy: it was rare", f"{label}-5") == [
        ("Which smokes?", ["colza", "*whale", "tallow"]),
        ("The dear one was", ["*colza", "whale", "tallow"]),
        ("What is 3 - 8?", ["*-5", "5", "11"]),
    ]


@pytest.mark.parametrize("mark", ["*", " (correct)", " ✓"])
def test_questions_without_numbers_and_letters_may_have_a_mark_behind_their_keys(mark: str) -> None:
    assert [options for _, options in bare(mark, mark, mark)] == [
        ["colza", "whale", "*tallow"],
        ["colza", "whale", "*tallow"],
        ["-5", "5", "*11"],
    ]
    asks = BARE[0].replace("?", "? *").replace("whale", "whale*").format("")
    assert len(read_text("\n\n".join([asks] * 3)).taken) == 3  # a form's sign for what must be answered


def test_a_letter_counts_bare_options_only_where_all_stems_ask_and_all_have_as_many() -> None:
    asking = [BARE[0], BARE[2], BARE[0]]
    sure = "\n\n".join(one.format("\nAnswer: B") for one in asking)
    assert [options for _, options in found(read_text(sure))] == [
        ["colza", "*whale", "tallow"],
        ["-5", "*5", "11"],
        ["colza", "*whale", "tallow"],
    ]
    assert not read_text(sure.replace("Which smokes?", "The one that smokes is")).taken
    assert not read_text(sure.replace("\n11", "\n11\n12")).taken


def test_a_stem_that_does_not_ask_must_leave_as_many_bare_options_as_the_others_have() -> None:
    told = [one.format("\nAnswer: whale" if "whale" in one else "\nAnswer: 5") for one in BARE]
    broken = "\n\n".join(told).replace("The dear one was", "The dear one, as was\nsaid, is")
    assert "The dear one, as was" not in str(found(read_text(broken)))


def test_bare_options_whose_mark_and_answer_differ_give_no_key() -> None:
    told = "\n\n".join(one.replace("\ncolza", "\n*colza").format("\nAnswer: whale") for one in [BARE[0]] * 3)
    assert not read_text(told).taken
    assert len(read_text(told.replace("Answer: whale", "Answer: colza")).taken) == 3


def test_a_star_before_a_stem_marks_nothing() -> None:
    assert not read_text("\n\n".join(f"*{one.format('')}" for one in BARE)).taken


@pytest.mark.parametrize("number", ["", "1. "])
def test_what_somebody_answered_is_no_bare_option_and_no_key(number: str) -> None:
    chosen = "\n\n".join([number + BARE[0].format("\nYour answer: whale\nAnswer: colza")] * 3)
    reading = read_text(chosen)
    assert found(reading) == [("Which smokes?", ["*colza", "whale", "tallow"])] * 3
    assert {taken.changes for taken in reading.taken} == {("what somebody answered was left out",)}
    assert not read_text(chosen.replace("\nAnswer: colza", "")).taken


def test_two_marks_among_bare_options_may_mean_anything() -> None:
    told = "\n\n".join(one.replace("\ncolza", "\n*colza").replace("\n-5", "\n-5*").format("*") for one in BARE)
    assert not read_text(told).taken


def test_a_number_alone_above_a_stem_is_its_number() -> None:
    told = "\n\n".join(f"{n}\n{one}".format("\nAnswer: whale") for n, one in enumerate([BARE[0]] * 3, 1))
    assert found(read_text(told)) == [("Which smokes?", ["colza", "*whale", "tallow"])] * 3


ASKED = "Which smokes?\ncolza\n*whale\ntallow"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_questions_without_numbers_are_as_many_as_there_are_stars_below_what_asks(count: int) -> None:
    assert found(read_text("\n\n".join([ASKED] * count))) == [("Which smokes?", ["colza", "*whale", "tallow"])] * count


@pytest.mark.parametrize(
    ("among", "count"),
    [
        (["Oils", ASKED, ASKED, ASKED], 3),
        (["Oils", ASKED, ASKED], 0),  # the text above may belong to the question
        (["Oils", "Lamps", ASKED, ASKED, ASKED], 0),
        ([ASKED, "Here is an oil\ncolza\n*whale"], 0),
        ([ASKED, ASKED.replace("*whale", "whale (right)")], 0),
        ([ASKED, ASKED.replace("colza", "*colza")], 2),
        ([ASKED, ASKED.replace("colza", "*colza").replace("tallow", "*tallow")], 0),
        ([ASKED, ASKED, ASKED.replace("colza\n*whale", "* colza\n* whale")], 0),  # bullets of a list
        ([ASKED, "*Which dries?\ncolza\n*linseed"], 0),
    ],
)
def test_a_block_without_a_key_leaves_all_of_a_list_without_numbers_as_it_is(among: list[str], count: int) -> None:
    asked = [stem for stem, _ in found(read_text("\n\n".join(among)))]
    assert asked == ["Which smokes?"] * count


def test_an_instruction_above_questions_with_numbers_gets_none() -> None:
    told = "Choose the right one:\n1. Who?\nAnna\n*Bert\n\n2. Where?\nBonn\n*Oslo"
    reading = read_text(told)
    assert [stem for stem, _ in found(reading)] == ["Who?", "Where?"]
    assert not reading.skipped


@pytest.mark.parametrize("bullet", ["-", "•", "*"])
def test_bullets_without_blank_lines_between_questions_get_no_numbers(bullet: str) -> None:
    one = f"Which smokes?\n{bullet} colza\n{bullet} whale ✓\nWhich dries?\n{bullet} tallow\n{bullet} linseed ✓"
    two = [("Which smokes?", ["colza", "*whale"]), ("Which dries?", ["tallow", "*linseed"])]
    assert found(read_text("\n\n".join([one] * 3))) == two * 3


def test_lines_apart_are_no_options_of_a_question_without_a_number() -> None:
    parted = "Which smokes?\ncolza (right)\nwhale\n\nThe gas\nof Orsund was\nmarsh gas\ncoal gas (right)"
    assert found(read_text(parted)) == []
    assert found(read_text("Which smokes?\n\ncolza (right)\n\nwhale")) == [("Which smokes?", ["*colza", "whale"])]


@pytest.mark.parametrize("bullet", ["", "- "])
def test_a_letter_that_is_an_option_too_is_believed_as_the_other_answers_are(bullet: str) -> None:
    vitamin = f"4. Which vitamin?\n{bullet}C\n{bullet}A\n{bullet}B\nAnswer: B\n\n"
    words, mixed, by_letters = (ASKING.format(*keys) for keys in (("Anna", "Rome", "9"), ("A", "B", "9"), "ABC"))
    assert found(read_text(words + vitamin))[-1] == ("Which vitamin?", ["C", "A", "*B"])
    assert len(read_text(mixed + vitamin).taken) == 3
    more = "5. Why?\nsun\nrain\nsnow\nAnswer: C\n"
    assert found(read_text(by_letters + vitamin + more))[-2] == ("Which vitamin?", ["C", "*A", "B"])


@pytest.mark.parametrize("break_above", ["", "\n"])
def test_what_stands_apart_below_the_last_of_such_options_is_none_of_them(break_above: str) -> None:
    mail = "".join(f"{number}. Who?\n{break_above}Anna\nBert <--\nCarl\n\n" for number in (1, 2, 3))
    one = ("Who?", ["Anna", "*Bert", "Carl"])
    reading = read_text(f"{mail}See you tomorrow,\nPriya\n")
    assert found(reading) == [one] * 3
    assert reading.taken[-1].changes == ("“See you tomorrow, Priya” below it was left out",)
    assert found(read_text(f"{mail}Dora <--\n"))[-1] == ("Who?", ["Anna", "*Bert", "Carl", "*Dora"])
    shorter = mail.removesuffix("Carl\n\n")
    assert found(read_text(f"{shorter}\nCarl\n"))[-1] == one  # a blank line that slipped in


H5P = """Which is the capital of France?
*Paris:It is on the Seine:Right, well done:
Rome::No, that is Italy:
Oslo

Which are rivers?
*Seine::Yes
*Rhine::Yes
Etna:It is hot:No, a volcano:A volcano is no river.
"""


def test_what_h5p_says_behind_an_option_is_its_reason_and_no_part_of_it() -> None:
    one, two = read(H5P.encode(), "x.txt").taken
    assert [(o.text, o.is_key, o.rationale) for o in one.item.options] == [
        ("Paris", True, "Right, well done"),
        ("Rome", False, "No, that is Italy"),
        ("Oslo", False, ""),
    ]
    assert [(o.text, o.is_key, o.rationale) for o in two.item.options] == [
        ("Seine", True, "Yes"),
        ("Rhine", True, "Yes"),
        ("Etna", False, "No, a volcano"),
    ]
    assert all("left out" in taken.changes[0] for taken in (one, two))


@pytest.mark.parametrize(
    "options", ["*std::cout\nstd::cin\nprintf", "*12:30\n12:45:10\n13:00", "*ab::c\nbc::d\nd", "*C::D is\nE::F+1\nG"]
)
def test_colons_within_options_stay(options: str) -> None:
    (taken,) = read(f"Which is it?\n{options}\n".encode(), "x.txt", "text").taken
    assert [option.text for option in taken.item.options] == options.removeprefix("*").split("\n")


MESSAGE = "1. Which burns best?\ntar\ncolza ✓\nwhale\n\n2. Which wood is hard?\noak ✓\npine\nfir\n\n3. Which glows?\n"


@pytest.mark.parametrize("last", ["moss\nfoxfire ✓\noil", "moss\nfoxfire ✓"])
@pytest.mark.parametrize(
    "leave",
    ["Thanks again for all!\n\nTeresa", "Best wishes\n\nAnn Lee\nScience", "Viele Grüße\n\nDora", "Merci !\n\nLuc"],
)
def test_where_the_writer_of_a_message_takes_leave_the_last_question_ends(last: str, leave: str) -> None:
    taken = read(f"{MESSAGE}{last}\n\n{leave}\n".encode(), "paste", "text").taken[-1]
    assert [option.text for option in taken.item.options] == last.replace(" ✓", "").split("\n")
    assert taken.changes == (f"“{' '.join(leave.split())[:60]}” below it was left out",)


def test_several_lines_apart_below_as_many_as_all_questions_have_are_no_options() -> None:
    text = f"{MESSAGE}moss\nfoxfire ✓\noil\n\nCopied from my old folder\n\nT. L.\n"
    taken = read(text.encode(), "paste", "text").taken[-1]
    assert [option.text for option in taken.item.options] == ["moss", "foxfire", "oil"]


def test_a_marked_line_where_the_writer_takes_leave_is_an_option() -> None:
    taken = read(f"{MESSAGE}moss\nfoxfire\n\nThanks ✓\nPlease\n".encode(), "paste", "text").taken
    assert not any(change for one in taken for change in one.changes if "left out" in change)

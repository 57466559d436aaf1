"""Prose that was broken at the margin within a stem is one line again; code, verse and lists keep theirs."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text


def stem(asked: str, below: str = "a) 18\n*b) 180\n") -> str:
    return read_text(f"1. Who?\na) Ann\n*b) Bob\n\n2. {asked}\n{below}").taken[1].item.stem


@pytest.mark.parametrize(
    "asked",
    [
        "About how many copies of the 42-line Bible\nwere printed by 1455?",
        "When the resident is weak on the left, and only there, the\nassistant who helps her should\nbegin with",
        'What does the Italian word "piano" tell the\nplayer to do?',
        "Wie schnell dürfen Sie innerorts\nhöchstens fahren?",
        "What happens to the cell (or to all its\nneighbours)\nin distilled water?",
    ],
)
def test_a_sentence_that_goes_on_with_a_small_letter_is_one_line(asked: str) -> None:
    end = asked.replace("neighbours)\nin", "neighbours)  \nin")  # a short line was ended on purpose
    assert stem(asked) == "  \n".join(part.replace("\n", " ") for part in end.split("  \n"))


def test_only_the_lines_up_to_the_end_of_the_sentence_are_joined() -> None:
    asked = "Maria learned Spanish first. When she tries to\nremember a word, another comes.\nthis is an example of"
    assert stem(asked).split("  \n") == [
        "Maria learned Spanish first. When she tries to remember a word, another comes.",
        "this is an example of",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "What does this program print here?\nx\nprint(x)",
        "Say what is returned by all of\nselect name from staff where x = 1",
        "Consider of these statements on the oil\ni. it burns\nii. it dries",
        "«Nel mezzo del cammin di nostra vita\nmi ritrovai per una selva oscura»",
        'Who wrote "in the middle of the way\nmy road was lost"?',
        "Read all of these lines:\nso much depends upon\nit all",
        "The power of the courts is in the\nConstitution",
        "so much depends\nupon",
        "What do you read in this old poem?\n```\nso much depends upon it\nand so on\n```",
    ],
)
def test_code_lists_verse_and_lines_that_were_ended_stay(asked: str) -> None:
    assert stem(asked).count("\n") == asked.count("\n") + 1 * ("```" in asked)


def test_lines_with_a_blank_one_between_stay() -> None:
    assert "\n" in stem("About how many copies of the Bible\n\nwere printed by 1455?")


def test_a_verdict_below_a_statement_is_no_part_of_it() -> None:
    assert stem("The sea is wet in all its parts\ntrue\nfalse\nAnswer: true", "") == "The sea is wet in all its parts"

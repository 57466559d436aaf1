"""GIFT as Moodle writes it, as its documentation shows it, and as people and programs type it."""

from __future__ import annotations

import pytest

from tests.formats.foreign import cases, told

AS_MOODLE_EXPORTS = """\
// question: 0  name: Switch category to $course$/top/Default for Coast
$CATEGORY: $course$/top/Default for Coast


// question: 11  name: Lamp
// [id:lamp-1] [tag:coast] [tag:hard: yes]
::Lamp::[html]<p dir\\="ltr" style\\="text-align\\: left;">Which oil burned?<br></p>{
\t=<p>Colza</p>#<p>Yes\\: until 1921</p>
\t~<p>Whale</p>
\t~%50%<p>Palm \\~ or so</p>#<p>Nearly</p>
\t####<p>See \\{1\\}</p>
}


// question: 12  name: Two
::Two \\: lamps::[html]<p>Which two?</p>{
\t~%50%<p>a1</p>
\t~%50%<p>b1</p>
\t~%-50%<p>c1</p>
\t~%-50%<p>d1</p>
}


// question: 13  name: Wet
::Wet::[moodle]The sea is wet.{TRUE#Look again!#Right.####All seas.}


// question: 14  name: Dry
::Dry::[html]<p>The sea is dry.</p>{FALSE}


// question: 15  name: Town
::Town::[html]<p>Which town?</p>{
\t=%100%Harvane#Yes
\t=%100%Havane#
}


// question: 16  name: Year
::Year::[html]<p>Which year?</p>{#
\t=%100%1887:1#Yes
}


// question: 17  name: Pairs
::Pairs::[html]<p>Match.</p>{
\t=<p>oil</p> -> lamp
\t=<p>coal</p> -> stove
}


// question: 18  name: Say
::Say::[html]<p>Write about it.</p>{}


// question: 19  name: Read
::Read::[html]<p>Read this first.</p>


"""


def test_a_bank_that_moodle_exports() -> None:
    assert told(AS_MOODLE_EXPORTS, "bank.gift") == [
        "Which oil burned? | *Colza # Yes: until 1921 | Whale | 1/2 Palm ~ or so # Nearly",
        "Which two? | *a1 | *b1 | c1 | d1; net_correct",
        "The sea is wet. | *True # Right. | False # Look again!",
        "The sea is dry. | True | *False",
        "Which town? | = Harvane | = Havane",
        "Which year? | = 1887 ± 1",
        "! a matching question",
        "! an essay question",
        "! a text without an answer in braces",
    ]


CASES = cases("gift")


@pytest.mark.parametrize("case", CASES)
def test_a_question_typed_as_gift(case: str) -> None:
    text, wanted = CASES[case]
    after = ["After? | *yes | no"]
    found = told(f"{text}\n::Next::After? {{=yes ~no}}\n", "x.gift", "gift")
    assert found == (after + wanted if wanted[0].startswith("!") else wanted + after)


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert told("Which? {\r=a1\r~b1\r}\r\rWho? {=a2~b2}\r", "x.gift") == ["Which? | *a1 | b1", "Who? | *a2 | b2"]

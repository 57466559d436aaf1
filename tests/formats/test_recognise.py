"""A list stays a list, whatever its code and its formulas look like; GIFT stays GIFT, whatever its questions list."""

from __future__ import annotations

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import read

OPTIONS = "A) red\nB) blue\nC) green\n"
JAVA = "int[] a = {{1, 2}};\nif (a[0] == 1) {{ a[1] = 3; }}\n{}".format
IN_BULLETS = "What is selected?\nfor (x of a) { b = x; }\n- red *\n- blue\n\nWhich?\n{ c }\n- red *\n- blue\n"


def told(text: str) -> list[str]:
    reading = read(text.encode(), "paste")
    return [
        f"{' '.join(one.item.stem.split())} | "
        + " | ".join("*" * option.is_key + option.text for option in one.item.options)
        for one in reading.taken
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Look:\n\nages = {"Ann": 12}\n\nWhich gives 12?\n' + OPTIONS + "Answer: B\n",
        "1. " + JAVA(OPTIONS) + "Answer: B\n",
        "What is {1, 2} ∩ {2, 3}?\nA) {}\nB) {2}\nC) {1, 2, 3}\nAnswer: B\n",
        "1. Which of {a}, {b} and {c} is small? a) {a} b) {b} c) {c}\nAnswer: c\n",
        "Which set is {T, F}?\n[ ] {F, G}\n[x] {T, F}\n",
        "Qual é o conjunto {x}?\n( ) {1}\n(x) {x}\n",
        "**1. Which?**\n\n`a`\n{x}\n\n- **A)** {x}\n- **B)** {}\n\n**Answer:** B\n",
        "Was ist {=} hier? A red B blue\nLösung: B\n\nWas ist {}? A red B blue\nLösung: A\n",
        "1. Is {=1} so?\n[x] yes\n[ ] no\n\n2. Which?\n[ ] x\n[x] y\n",
        "1. Is {=1} so?\na) yes b) no\n\n2. Which?\na) x b) y\n\nAnswers: 1 a, 2 b\n",
        IN_BULLETS,
    ],
)
def test_braces_make_no_gift_of_a_list(text: str) -> None:
    assert recognise(text.encode(), "paste.txt") == "text"


def test_aiken_with_braces_in_its_code_is_aiken() -> None:
    text = "Which?\nA. {x}\nB. x\nANSWER: A\n\nWhat is printed?\nA. {}\nB. {1}\nANSWER: B\n"
    assert recognise(f"{text}\nWhat is {{=}}?\nA. a\nB. b\nANSWER: A\n".encode()) == "aiken"


@pytest.mark.parametrize(
    "text",
    [
        "Which?\nA) red\nB) blue\n{=A ~B}\n",
        "Which?\n{\n=A) red\n~B) blue\n}\n",
        "::Q:: Which ([ ] or [x])? {~%50%a ~%50%b ~c}\n",
        "Is it so? {TRUE}\n\nIs it {=so ~no}?\n",
        "How many? {#4:1}\n",
        "The capital of France is {Paris}.\n\nThat of Spain is {Madrid}.\n",
        "Write about it. {}\n",
    ],
)
def test_gift_is_known_by_what_stands_in_its_braces(text: str) -> None:
    assert recognise(text.encode(), "paste") == "gift"


def test_a_list_may_begin_with_the_tag_it_asks_about() -> None:
    text = "<table> is for\na) rows\nb) links\nAnswer: a\n\n<a> is for\na) rows\nb) links\nAnswer: b\n"
    assert told(text) == ["<table> is for | *rows | links", "<a> is for | rows | *links"]
    assert len(told(f"<!-- Tags -->\n1. {text}")) == 2
    for other in (f"<lesson>{text}</lesson>", "<lesson>a) rows b) links", '<?xml version="1.0"?>\n<html>'):
        with pytest.raises(BadInput):
            recognise(other.encode(), "x.xml")
    assert recognise(f"<quiz><question>\n{text}".encode()) == "moodle-xml"


def test_a_page_with_settings_above_and_a_heading_questions_may_hold_a_list() -> None:
    page = "---\ntitle: Sky\n---\n\n## Questions\n\n{}"
    listed = page.format("### Question 1\n\nWhich?\n\n- A) red\n- B) blue\n\n**Answer:** B\n")
    assert told(listed) == ["Which? | red | *blue"]
    for held in ("### sky\n\nWhich?\nA) x\nB) y\n\n- [x] A\n- [ ] B\n", "### sky\n\nHow many?\n\n= 3\n", "### sky\n"):
        assert recognise(page.format(held).encode()) == "bank"

"""Backslashes: a line that looks like grammar and is text comes back as it was, whatever stands before it."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.formats.bank.text import GRAMMAR, escape, in_fences, tidy_option, tidy_text, unescape
from tests.formats.bank_pages import line


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- a",
            "* a",
            "+ a",
            "A) a",
            "a. b",
            "1. a",
            "#a",
            ">a",
            "=a",
            "@a",
            "---",
            "Note: a",
            "```",
            "~~~py",
            "- [ ] a",
        ),
        *("[x] a", "• a", "(b) a", "12) a", "-", "\u00a0- a", "  > a"),
    ],
)
def test_a_line_that_looks_like_grammar_gets_one_backslash(text: str) -> None:
    indent = text[: len(text) - len(text.lstrip())]
    assert GRAMMAR.match(text)
    assert escape(text) == f"{indent}\\{text.lstrip()}"
    assert escape(escape(text)) == f"{indent}\\\\{text.lstrip()}"


@pytest.mark.parametrize(
    "text", ["a - b", "-5 degrees", "*stress*", "1.5 km", "e.g. this", "\\alpha", "Why? x: y", "``a``"]
)
def test_an_ordinary_line_stays_as_it_is(text: str) -> None:
    assert not GRAMMAR.match(text)
    assert escape(text) == text


def test_escaping_is_undone_exactly() -> None:
    rng = Random(11)
    for _ in range(20_000):
        text = rng.choice(("", " ", "  ")) + "\\" * rng.choice((0, 0, 1, 2)) + line(rng)
        assert not GRAMMAR.match(escape(text))
        assert unescape(escape(text)) == text


def test_a_fence_that_is_never_closed_is_text() -> None:
    assert in_fences(["```", "a", "```", "````", "```"]) == [True, True, True, False, False]
    assert in_fences(["```a`", "~~~ `", "x", "~~~~"]) == [False, True, True, True]


def test_tidying_twice_is_tidying_once() -> None:
    rng = Random(13)
    for _ in range(3_000):
        text = "\n".join(line(rng) + "  " * rng.randint(0, 1) for _ in range(rng.randint(1, 6)))
        assert tidy_text(tidy_text(text)) == tidy_text(text)


def test_an_option_keeps_one_line_and_its_code() -> None:
    assert tidy_option("a\n\nb\n~~~\n\n x \n~~~\n") == "a b\n~~~\n\n x \n~~~"
    assert tidy_option("~~~ open") == "~~~ open\n~~~"
    with pytest.raises(ValueError, match="text after its code"):
        tidy_option("~~~\n~~~\nmore")

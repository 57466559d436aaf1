"""Formulas in questions: shown as such in every browser, money stays money, and nothing else comes in with them."""

from __future__ import annotations

import re

import pytest

from quizapp.formats.markup import from_html, from_plain
from quizapp.web.formulas import FORMULA_TAGS, LONGEST
from quizapp.web.presenting import markdown, markdown_inline


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("What is $x^2$?", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("$$\\frac{a}{b}$$", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
        ("the angle $\\alpha$, then", "<mi>α</mi>"),
        ("Let $n = 3$.", "<mi>n</mi><mo>=</mo><mn>3</mn>"),
        ("$a_1 b_2 c_3$", "<msub><mi>a</mi><mn>1</mn></msub><msub><mi>b</mi><mn>2</mn></msub>"),
        ("$a<b$ and $b>c$", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        ("as Moodle says it: \\\\(\\sqrt{x}\\\\)", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
        ("and escaped as on import: \\\\(\\sum\\_{i} x\\\\)", "<msub><mo>∑</mo>"),
    ],
)
def test_a_formula_is_shown_as_one(typed: str, shown: str) -> None:
    assert shown in markdown(typed)
    assert shown in markdown_inline(typed)


def test_a_formula_between_two_dollars_stands_on_its_own_line() -> None:
    assert '<math display="block">' in markdown("$$x^2$$")
    assert '<math display="inline">' in markdown("$x^2$")
    assert '<math display="block"><mrow><mi>β</mi></mrow></math>' in markdown(from_html("<p>\\[\\beta\\]</p>")[0])


def test_a_formula_of_another_program_is_shown_as_it_was_there() -> None:
    """What the importer escapes for Markdown is TeX again."""
    text, _ = from_html("<p>Find \\(\\int_0^1 x^2\\,dx + \\sum_{i} a_{i}*b\\) and $$\\frac{a}{b}$$</p>")
    html = markdown(text)
    assert "<mspace" in html
    assert "<msub><mo>∑</mo>" in html
    assert "<mo>*</mo>" in html
    assert "<mfrac>" in html


@pytest.mark.parametrize(
    ("tex", "shown"),
    [("$2\\%$", "<mi>%</mi>"), ("$\\{1, 2\\}$", ">{</mo>"), ("$5\\,\\mathrm{m}$", 'width="0.167em"')],
)
def test_signs_of_tex_in_a_plain_list_are_shown_as_they_were_there(tex: str, shown: str) -> None:
    assert shown in markdown(tex)
    assert markdown(from_plain(tex)) == markdown(from_html(f"<p>{tex}</p>")[0]) == markdown(tex)


def test_tex_that_is_not_understood_is_shown_as_it_was_typed() -> None:
    """Not as what Markdown makes of its signs."""
    assert markdown("Say $\\unheardof *a* \\%$ now") == "<p>Say $\\unheardof *a* \\%$ now</p>\n"


@pytest.mark.parametrize(
    "typed",
    [
        "It costs $5 or $10.",
        "from $5 to $10 million",
        "$5-$10",
        "$5 = 5 dollars, so 10$",
        "US$5 and US$6",
        "The price, in $, rose to 3$ a piece",
        "$HOME and $PATH",
        "between A$ and C$",
        "$1,200$",
        "a \\$x^2\\$ that is meant so",
        "`$x^2$` is how to write it",
    ],
)
def test_money_and_code_stay_text(typed: str) -> None:
    assert "<math" not in markdown(typed)
    assert "$" in markdown(typed)


@pytest.mark.parametrize(
    "tex",
    [
        "\\frac{",
        "^",
        "\\left(x",
        "\\unheardof x^2",
        "{" * 900 + "^",
        "x^2" * LONGEST,
        "a & b^2",
        "\\href{//evil.example}{x}^",
    ],
    ids=range(8),
)
def test_what_is_no_formula_stays_as_it_was_typed(tex: str) -> None:
    html = markdown(f"Say $${tex}$$ now")
    assert "<math" not in html
    assert "$$" in html


@pytest.mark.parametrize(
    "tex",
    [
        "\\text{<script>alert(1)</script>}^2",
        "\\text{<img src=x onerror=alert(1)>}^2",
        "\\href{javascript:alert(1)}{x^2}",
        "\\style{background:url(//evil.example)}{x^2}",
        "\\class{primary}{x^2}",
        "\\color{red}{x^2}",
        "\\text{</mtext></math><style><a title='</style><img src onerror=alert(1)>'>}^2",
        "\\unicode{x3c}script\\unicode{x3e}alert(1)^2",
        "x\\htmlId{a}{y}^2",
        "\\includegraphics{//evil.example/a.png}^2",
        "<annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml>^2",
        "\\begin{matrix}<mglyph src=//evil.example>\\end{matrix}^2",
    ],
)
@pytest.mark.parametrize("frame", ["${}$", "$${}$$", "\\\\({}\\\\)"])
def test_nothing_but_a_formula_comes_in_with_one(tex: str, frame: str) -> None:
    html = str(markdown(frame.replace("{}", tex)))
    known = FORMULA_TAGS.keys() | {"p", "em", "strong", "code", "br"}
    for tag, attributes in re.findall(r"<([a-z0-9-]+)([^>]*)>", html):
        assert tag in known, html
        for name, value in re.findall(r'([\w-]+)="([^"]*)"', attributes):
            assert name in FORMULA_TAGS[tag], html
            assert "evil" not in value

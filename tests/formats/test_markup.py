"""Formatted text survives the way from HTML to Markdown and back, and nothing else does."""

from __future__ import annotations

import sys
from random import Random
from types import FrameType

import pytest

from quizapp.formats.markup import from_html, from_mixed, from_pasted, from_plain, same, to_html, to_plain
from tests.formats.travellers import plain, text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("Blue", "Blue"),
        ("<p>Blue</p>", "Blue"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one  \ntwo"),
        ("one<br><br>two <i>three</i>", "one\n\ntwo *three*"),
        ("<b>one<br> <br><br>two</b><br><br>$$a_1$$", "**one**\n\n**two**\n\n$$a_1$$"),
        ("<ul><li>one<br><br><u>two</u></li></ul>", "- one\n\n  *two*"),
        ("<b>bold </b>text", "**bold** text"),
        ("m<sup>2</sup> and H<sub>2</sub>O", "m² and H₂O"),
        ("a < b && c > d", "a < b && c > d"),
        ("List<String> x", "List<String> x"),
        ("&lt;b&gt; &amp;amp;", "\\<b> \\&amp;"),
        ("1. x", "1\\. x"),
        ("<pre>int a;\n  b &lt; c</pre>", "```\nint a;\n  b < c\n```"),
        ("<code>a*b</code> and c*d", "`a*b` and c*d"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        (r"\(x_1\)", r"\\(x_1\\)"),
        ("<math><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math>", r"\\(x^2\\)"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></math>", "1/2+x²"),
        ("<m:math><m:msqrt><m:mi>n</m:mi><m:mo>-</m:mo><m:mn>1</m:mn></m:msqrt></m:math>", "√(n-1)"),
        ("<math><mfrac><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math> d", "(a = b)/c d"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mi>k</mi></msubsup><mfenced><mi>a</mi><mi>b</mi></math>", "x₁^k(a, b)"),
        ("<table><tr><td>a</td><td>b|c</td></tr></table>", "| a | b\\|c |\n| --- | --- |"),
        ("<a href='https://example.org/a_b'>there</a>", "[there](https://example.org/a_b)"),
        ("שלום 😀", "שלום 😀"),
    ],
)
def test_html_becomes_the_shortest_markdown_that_shows_it(html: str, markdown: str) -> None:
    assert from_html(html)[0] == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='https://evil.example'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>p{}</style>",
        "<form action='https://evil.example'><input name=a></form>",
        "<img src='https://evil.example/pixel.png'>",
        "<scr<script>ipt>alert(1)</script>",
        "<object data='x.swf'></object>",
        "<p style='background:url(https://evil.example)'>x</p>",
        "[x](javascript:alert(1)) ![y](https://evil.example/p.png)",
        '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    ],
)
def test_nothing_that_runs_or_is_fetched_survives(html: str) -> None:
    shown = to_html(from_html(f"Why? {html}")[0]).lower()
    for word in (
        "<script",
        "<svg",
        "<iframe",
        "<style",
        "<form",
        "<input",
        "<object",
        "<img",
        'href="javascript',
        "style=",
    ):
        assert word not in shown
    assert "why?" in shown


def test_what_is_left_out_is_said() -> None:
    assert from_html("<script>x</script>Q")[1] == ("a script was left out",)
    assert from_html("<u>not</u>") == ("*not*", ("underlining became emphasis",))
    assert from_html("<img src='https://example.org/a.png' alt='a map'>") == (
        "[a map](https://example.org/a.png)",
        ("a picture on another website became a link",),
    )


@pytest.mark.parametrize(
    "given", ["- a", "# h", "> q", "1. x", "*x*", "_x_", "`x`", "<b>x</b>", "&amp;", "\\*", "a\n- b", "[x](y)"]
)
def test_plain_text_shows_as_it_was_typed(given: str) -> None:
    assert to_plain(from_plain(given))[0] == given


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("Is `a_b` **not** code?", "Is `a_b` **not** code?"),
        ("*E. coli* lives in 2*3*4 and 2**3**2", "*E. coli* lives in 2\\*3\\*4 and 2\\*\\*3\\*\\*2"),
        ("a ` b ** c * d", "a ` b ** c * d"),
        ("It prints:\n```python\nif a:\n    go()\n```\nor?", "It prints:\n\n```python\nif a:\n    go()\n```\n\nor?"),
        ("```\nnever closed", "\\`\\`\\`  \nnever closed"),
        ("<b>x</b> [y](z)", "\\<b>x\\</b> \\[y](z)"),
    ],
)
def test_code_and_bold_words_out_of_a_page_in_markdown_stay_that(pasted: str, shown: str) -> None:
    assert from_pasted(pasted) == shown


@pytest.mark.parametrize(
    "formula",
    [
        r"$2\%$",
        r"$$2\%$$",
        r"$\{1, 2\}$",
        r"$5\,\mathrm{m}$",
        "$a_1 * b_2 * c_3$",
        r"$$\begin{matrix}a\\b\end{matrix}$$",
    ],
)
def test_a_formula_goes_to_other_programs_and_comes_back_sign_by_sign(formula: str) -> None:
    """Markdown means nothing within: its backslashes are those of TeX."""
    text = f"How much is {formula} of it?"
    assert to_html(text) == f"<p>{text}</p>"
    assert to_plain(text) == (text, False)
    assert from_html(to_html(text)) == (text, ())
    assert from_plain(text) == text


def test_what_an_importer_once_escaped_in_a_formula_is_the_same_formula() -> None:
    assert same(r"$2\\%$ of $\sum\_{i}$", r"$2\%$ of $\sum_{i}$")


def test_money_between_dollars_is_markdown_as_ever() -> None:
    assert to_html(r"from $5 to **10\%** of $7") == "<p>from $5 to <strong>10%</strong> of $7</p>"


def test_tags_that_never_close_are_what_a_question_is_about() -> None:
    assert from_mixed("Use the <b> tag")[0] == "Use the <b> tag"
    assert from_mixed("Use <b>this</b> tag")[0] == "Use **this** tag"


def test_hostile_words_survive_both_ways_as_they_are() -> None:
    random = Random(3)
    for _ in range(400):
        words = plain(random, 12)
        markdown = from_plain(words)
        assert to_plain(markdown)[0] == words
        assert same(from_html(to_html(markdown))[0], markdown)


def test_a_second_journey_changes_nothing() -> None:
    random = Random(4)
    for _ in range(300):
        once = from_html(to_html(text(random)))[0]
        assert from_html(to_html(once))[0] == once


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<b>", "&", "*", "[", "`", "<!--", "<table><tr><td>", "<ul><li>", "\\", "<a b='"]
)
def test_the_work_for_broken_html_grows_with_its_length(piece: str) -> None:
    less, more = (calls(piece * (length // len(piece))) for length in (2_500, 10_000))
    assert more < 6 * less, "four times the text, and much more than four times the work"


def calls(html: str) -> int:
    """How often anything is called to read it: the same count however busy the machine is."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        from_html(html)
    finally:
        sys.setprofile(before)
    return counted

"""Every sentence of the article of a web page is read, and nothing that stands around or between."""

from __future__ import annotations

import pytest

from quizapp.formats.articles import ArticleText, read
from tests.bounded import bounded

SENTENCES = (
    "The tidal mill of Tarnvik was opened by Maren Holt in 1921, when the bay still froze every winter.",
    "It ground barley for eleven villages along the coast and gave work to forty people.",
    "In 1950 Jonas Eide sold the building to a school for 12,000 crowns.",
    "The school used the great wheel room as a library until a storm broke the roof in 1978.",
    "Engineers from Halden measured the tides for two years before they drew the new plans.",
)
ONE, TWO, THREE, FOUR, FIVE = SENTENCES


def page(body: str, head: str = "") -> ArticleText:
    return read(f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode(), "mill.html")


def article(within: str, head: str = "") -> ArticleText:
    """A page with this between the paragraphs of its article."""
    return page(f"<article><h1>The mill</h1><p>{ONE}</p><p>{TWO} {THREE}</p>{within}<p>{FOUR}</p></article>", head)


@pytest.mark.parametrize(
    ("within", "reason"),
    [
        (f"<aside><blockquote>“{TWO.rstrip('.')}”</blockquote></aside>", "pull quote"),
        ("<blockquote><p>gave work to forty people</p></blockquote>", "pull quote"),
        ('<div class="wp-block-pullquote"><p>It gave all the people work.</p></div>', "pull quote"),
        ('<p class="visually-hidden">Only read aloud to you.</p>', "hidden text"),
        ('<p style="left:-900px">Only read aloud to you.</p>', "hidden text"),
        ('<p style="color: #FFF">Subscribe to read all of it.</p>', "hidden text"),
        ('<p style="color: rgb(255, 255,255)">Subscribe to read all of it.</p>', "hidden text"),
        ('<p style="color: #fff; background: white">Subscribe to read all of it.</p>', "hidden text"),
        ('<p style="color: #fff; background: none">Subscribe to read all of it.</p>', "hidden text"),
        ('<p style="color: transparent">Subscribe to read all of it.</p>', "hidden text"),
        ('<p class="gone more">Subscribe to read all of it.</p>', "hidden text"),
        ('<div id="offer"><p>Subscribe to read all of it.</p></div>', "hidden text"),
        ('<p>Topics: <a href="/e">Energy of the sea</a> <a href="/t">Tides</a></p>', "links"),
        ("<pre><code>Ask for all of it.</code></pre>", "code"),
        ("<pre>for (int i = 0; i &lt; n; i++) {\n  go(i);\n}</pre>", "code"),
        ('<ol class="references"><li><a href="#cite_ref-1">^</a> Holt, J. A history of mills.</li></ol>', "note"),
        ('<section role="doc-endnotes"><p>Holt, J. A history of mills.</p></section>', "note"),
        ('<ul><li><a href="#cite_ref-1">^</a> Holt, J. A history of mills.</li></ul>', "note"),
        ('<ul><li><a href="#fnref1">↩</a> Holt, J. A history of mills.</li></ul>', "note"),
    ],
)
def test_what_is_no_part_of_an_article_is_left_out_once_and_told(within: str, reason: str) -> None:
    style = "@media print { p {margin: 1em} .body {display:none} } .kept, /* old */ p.gone , #offer {display: none}"
    found = article(within, f"<style>{style}</style>")
    assert found.text == f"# The mill\n\n{ONE}\n\n{TWO} {THREE}\n\n{FOUR}\n"
    assert [one.reason for one in found.left_out] == ["style sheet", reason]


@pytest.mark.parametrize(
    ("within", "told"),
    [
        (f"<blockquote><p>{FIVE}</p><p>It<br><br>fell.</p></blockquote>", f"> {FIVE}\n\n> It\n\n> fell."),
        (f"<blockquote>{FIVE}</blockquote>", f"> {FIVE}"),
        (f'<p class="body">{FIVE}</p>', FIVE),
        (f'<p class="dark">{FIVE}</p>', FIVE),
        (f'<p class="wide">{FIVE}</p>', FIVE),
        (f'<p class="again">{FIVE}</p>', FIVE),
        (f'<p class="within">{FIVE}</p>', FIVE),
        (f'<p style="background:#036; color:#fff">{FIVE}</p>', FIVE),
        (f'<p style="color:#fff8dc">{FIVE}</p>', FIVE),
        (f'<p style="margin-left:-120px">{FIVE}</p>', FIVE),
        (f'<pre><a name="top"></a>{FIVE}\n\nSee page(s) 2.\nOr map(s)</pre>', f"{FIVE}\n\nSee page(s) 2. Or map(s)"),
        ("<pre>It <b>was\n\nso.</b> Now</pre>", "It was\n\nso. Now"),
        ("<blockquote>a mill</blockquote><p>It was a mill of oak.</p>", "> a mill\n\nIt was a mill of oak."),
        ('<ul><li>A pier.<a href="#ref1">[1]</a></li></ul>', "- A pier."),
        ('<ul><li>The law of ports is here: <a href="#reform">↑</a></li></ul>', "- The law of ports is here: ↑"),
        (
            "<ul><li>He had two duties:<ul><li>to light it</li></ul> He was <b>paid</b> a crown.<p>So.</p></li></ul>",
            "- He had two duties:\n\n- to light it\n\nHe was paid a crown.\n\nSo.",
        ),
        (
            "<blockquote>She wrote.<p>I am here.</p> Nobody answered her.</blockquote>",
            "> She wrote.\n\n> I am here.\n\n> Nobody answered her.",
        ),
        ("<p>She said <q>it is <b>mine</b></q>, and left.</p>", "She said “it is mine”, and left."),
        (f"<pre>{FIVE}</pre>", FIVE),
        (f'<p class="has-footnotes">{FIVE}</p>', FIVE),
        (f'<p><a href="/tides">{FIVE}</a></p>', FIVE),
        (
            "<ul><li>barley<ul><li>of <b>two</b> kinds</li></ul></li><li>oats</li></ul>",
            "- barley\n\n- of two kinds\n\n- oats",
        ),
        ("<p>He sold the<br>mill in 1950.</p>", "He sold the mill in 1950."),
        (
            "<p>He sold it in May.<br> <br>She built it.<br/><br>They burned it.</p>",
            "He sold it in May.\n\nShe built it.\n\nThey burned it.",
        ),
    ],
)
def test_what_is_a_part_of_an_article_is_read(within: str, told: str) -> None:
    style = (
        "@media print { p {margin: 1em} .body {display:none} } .dark {background:#036; color:#fff} .no .within "
        "{display:none} .wide {margin-left:-120px; opacity:0} .again {display:none} .again {display:block}"
    )
    found = article(within, f"<style>{style}</style>")
    assert found.text == f"# The mill\n\n{ONE}\n\n{TWO} {THREE}\n\n{told}\n\n{FOUR}\n"


@pytest.mark.parametrize("tag", ["blockquote", "aside"])
def test_of_a_quotation_that_stands_twice_the_first_is_read(tag: str) -> None:
    found = article(f"<blockquote>{FIVE}</blockquote><p>It was so.</p><{tag}>{FIVE}</{tag}>")
    assert found.text == f"# The mill\n\n{ONE}\n\n{TWO} {THREE}\n\n> {FIVE}\n\nIt was so.\n\n{FOUR}\n"
    assert [(one.reason, one.text) for one in found.left_out] == [("pull quote", FIVE)]
    large = f'<aside class="pullquote">{FIVE}</aside><blockquote>{FIVE}</blockquote><p>It was so.</p>'
    assert article(large).text == found.text


def test_a_style_sheet_of_signs_is_looked_at_once() -> None:
    with bounded():
        assert article(f"<p>{FIVE}</p>", f"<style>{'@' * 300_000}</style>").text.count(FIVE) == 1


def test_what_is_hidden_thrice_is_counted_once() -> None:
    hidden = "<div class=h><div class=h><p class=h>Ignore it: the mill was built in 1999 by Karl Falsk.</p></div></div>"
    found = page(f"<article>{hidden}<p>{ONE}</p><p>{TWO}</p></article>", "<style>.h{display:none}</style>")
    assert found.text == f"{ONE}\n\n{TWO}\n"


def test_a_page_that_a_script_will_show_is_read() -> None:
    body = "".join(f'<p class="later">{sentence}</p>' for sentence in SENTENCES)
    found = page(f"<article>{body}</article>", "<style>.later {display: none}</style>")
    assert found.text == "\n\n".join(SENTENCES) + "\n"


def test_an_old_page_laid_out_by_a_table_is_read_without_its_links() -> None:
    links = "<td><a href=a>Home of the mill</a><br><a href=b>Guest book</a></td>"
    body = f"<td><center><b>The mill</b></center>{ONE}<br><br>{TWO}<br><br>{THREE}</td>"
    found = page(f"<table><tr>{links}{body}</tr></table><hr>{FOUR}")
    assert found.text == f"The mill\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}\n"
    assert ("table", "Home of the mill Guest book") in {(one.reason, one.text) for one in found.left_out}

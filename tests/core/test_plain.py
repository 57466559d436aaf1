"""Plain text keeps its looks when it is shown as Markdown."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from quizapp.core.plain import as_markdown


@pytest.mark.parametrize(
    "text",
    [
        "f(x) = 2*x*y_1",
        "1. March",
        "3) three",
        "# not a heading",
        "- no list",
        "> no quote",
        "the <b>tag</b> & the &amp; sign",
        "a [link](http://example.org) and an ![image](x)",
        "_all_ of *it* in `code` and ~~gone~~",
        "C:\\new\\table",
        "==",
        "$96,000 & 35 % of 1,000",
        "the sentence “In ____ [Maren Holt] sold the pier, and [Holt’s] sister …”?",
        "the first ____ and the second ____, [Holt](here) and [Holt]: there",
        "____ [Holt]",
    ],
)
def test_it_looks_in_markdown_as_it_did_before(text: str) -> None:
    html = MarkdownIt("commonmark").enable("strikethrough").render(as_markdown(text))
    assert re.fullmatch(r"<p>.*</p>\n", html), html
    plain = re.sub(r"&(lt|gt|amp|quot);", lambda m: {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[m[1]], html[3:-5])
    assert plain == text


def test_a_gap_and_a_name_in_brackets_stay_readable_where_the_draft_is_edited() -> None:
    stem = "which year completes the sentence “In ____ [Maren Holt] sold the pier …”?"
    assert as_markdown(stem) == stem
    assert as_markdown("see [Holt](here)") == "see \\[Holt\\](here)"

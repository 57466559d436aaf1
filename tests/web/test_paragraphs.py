"""The words "paragraph 5" as links, in what a page has rendered already."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from quizapp.web.paragraphs import paragraphs_linked


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>See paragraph 3 and Paragraphs 4 to 6</p>", ["3", "4"]),
        ('<p title="paragraph 3">subparagraph 3, paragraph B</p>', []),
        ("<label>paragraph 3</label><code>paragraph 4</code><mark>paragraph 5</mark><b>paragraph 6</b>", ["6"]),
        ('<a href="/x">paragraph 3 <b>paragraph 4</b></a>', []),
    ],
)
def test_only_words_that_are_no_quotation_and_no_option_to_choose_become_links(html: str, links: list[str]) -> None:
    made = paragraphs_linked(Markup(html), "/q/x/article?n=2&text=1")
    assert re.findall(r'<a href="/q/x/article\?n=2&amp;text=1#paragraph-(\d+)">', made) == links
    assert re.sub(r'<a href="/q[^>]*>([^<]*)</a>', r"\1", made) == html
    assert paragraphs_linked(Markup(html), "") == html

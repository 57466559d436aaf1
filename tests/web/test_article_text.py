"""The signs of an article's text are shown as what they mean, and the places of its sentences stay what they are."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, handouts
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Draft
from quizapp.web import article_text
from quizapp.web.article_text import emphasis, table
from quizapp.web.reviewing import context
from tests.bounded import bounded
from tests.conftest import Cast
from tests.factories import NOON

TYPED = """Maren Holt **opened** the mill in *1921* with <b>us</b>, **and ground barley. It ground oats
for 11 villages,** too.

Old | rooms

> The mill was *never* mine to sell or to burn. It fed eleven villages of the bay.

> — Maren *Holt*

| Year | Sacks of *oats* |
|------|----------------:|
| 1921 | > 400 |
| 1922 | a \\| b |

## Later *years*
- **one** sack
- two sacks

Three things are needed for a mill:
* a gate

The mill took 2*3 and 4*5 sacks, and \\*nothing\\* else in 1950. Then it fell.
"""


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, None, ArticleText(TYPED, title="The *old* mill"), course=course, at=NOON)
    db.commit()
    return row


def said(article: Article) -> list[str]:
    return [str(words) for words in article_text.shown(article)]


def test_each_sentence_has_the_emphasis_that_is_over_it(article: Article) -> None:
    assert said(article) == [
        "Maren Holt <strong>opened</strong> the mill in <em>1921</em> with &lt;b&gt;us&lt;/b&gt;, <strong>and ground "
        "barley.</strong>",
        "<strong>It ground oats\nfor 11 villages,</strong> too.",
        "The mill was <em>never</em> mine to sell or to burn.",
        "It fed eleven villages of the bay.",
        "The mill took 2*3 and 4*5 sacks, and *nothing* else in 1950.",
        "Then it fell.",
    ]


def test_a_text_whose_sentences_began_with_the_sign_of_a_quotation_is_shown_the_same(article: Article) -> None:
    before = said(article)
    places = [place | {"paragraph": 12} if place["paragraph"] == 2 else place for place in article.sentences]
    first = next(place for place in places if place["paragraph"] == 12)
    first["start"] -= len("> ")
    article.sentences = [place for place in places if place is first or place["paragraph"] != 12]
    assert said(article) == [words for words in before if words != "It fed eleven villages of the bay."]
    (shown,) = (part for part in handouts.handout(article).parts if part.number == 12)
    assert shown.lines[0].startswith("The mill was *never*")


MORE = """The mill was built in 1921, as they say, by Maren Holt.

> Three *things* are needed for a good mill:
- a gate

And two more are
needed for a tidal one:
- a dam

#Harbour history

> 90 % of patients recovered within a week.

>>> print(1)

Old table
| Year | Sacks |
| 1921 | 400 |
"""


def test_the_page_and_the_handout_take_the_same_signs_for_the_same(db: Session, cast: Cast) -> None:
    article = added(db, cast, MORE)
    parts = handouts.handout(article).parts
    counted = {part.lines[0]: part.number for part in parts if part.number}
    covered = drafting.coverage(db, article, [])
    blocks = article_text.blocks(article, covered, article_text.shown(article), counted)
    assert [(block.kind, block.quoted, block.number) for block in blocks] == [
        ("paragraph", False, 1),
        ("quotation", False, 2),
        ("list", False, 0),
        ("other", False, 3),
        ("list", False, 0),
        ("heading", False, 0),
        ("paragraph", False, 4),
        ("other", False, 0),
        ("other", False, 0),
        ("table", False, 0),
    ]
    assert [part.kind for part in parts] == [
        "paragraph", "quotation", "list", "paragraph", "list", "heading", "paragraph", "other", "heading", "other",
    ]  # fmt: skip
    assert [part.number for part in parts if part.number] == [1, 2, 3, 4]
    (said,) = (words for _, words in blocks[6].sentences)
    assert said == "&gt; 90 % of patients recovered within a week."
    assert article_text.quoted("> 90 % of patients") == "&gt; 90 % of patients"
    assert blocks[7].lines == (">>> print(1)",)


def test_a_block_is_a_paragraph_a_list_or_what_stands_between(db: Session, cast: Cast) -> None:
    mill, sea = "The mill was built in 1921. It fell in 1950. It stood.", "The sea took it in 1960, as they say."
    article = added(db, cast, f"{mill}\n\n{sea}\n\n- a gate\n\n- a dam\n")
    article.sentences = [place for n, place in enumerate(article.sentences) if n != 1]
    found = article_text.blocks(article, drafting.coverage(db, article, []), article_text.shown(article), {})
    assert [(block.kind, block.number, *(said for _, said in block.sentences), *block.lines) for block in found] == [
        ("paragraph", 1, "The mill was built in 1921."),
        ("other", 0, "It fell in 1950."),
        ("paragraph", 1, "It stood."),
        ("paragraph", 2, sea),
        ("list", 0, "a gate", "a dam"),
    ]


def test_an_ordinary_line_with_a_bar_is_no_table() -> None:
    assert table(["Old | rooms", "and new"]) is None
    assert table(["| alone |"]) is None


def test_a_row_keeps_bars_of_its_own_and_signs_in_its_cells() -> None:
    found = table(["| Year | *Sacks* |", "|---|:-:|", "| 1922 | a \\| b |", "1923 | > 2 | 3", "| - | - |"])
    assert found is not None
    assert found.head == ("Year", "<em>Sacks</em>")
    assert found.rows == (("1922", "a | b"), ("1923", "&gt; 2", "3"), ("-", "-"))
    assert found.name == "Table: Year, Sacks"
    bare = table(["a | b | c", "d | e | f"])
    assert bare is not None
    assert (bare.head, len(bare.rows)) == ((), 2)


def test_emphasis_brings_nothing_but_itself() -> None:
    assert emphasis("**a <i>** [b](http://c.example) `d` _e_") == (
        "<strong>a &lt;i&gt;</strong> [b](http://c.example) `d` <em>e</em>"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("The method __init__ is *called*", "The method __init__ is <em>called</em>"),
        ("The set \\{1, 2\\} and 100\\% of C:\\* and \\*", "The set \\{1, 2\\} and 100\\% of C:* and *"),
    ],
)
def test_what_was_typed_as_plain_text_is_shown_so(typed: str, told: str) -> None:
    assert emphasis(typed) == told


def added(db: Session, cast: Cast, text: str) -> Article:
    course = db.get_one(Course, cast.course.id)
    return articles.add(db, None, ArticleText(text, title="The mill"), course=course, at=NOON)[0]


def test_a_backslash_at_the_end_of_a_line_shifts_nothing(db: Session, cast: Cast) -> None:
    road = "The road to the harbour\\\nwas long and steep. It *ended* at the grey sea. Nobody came there in winter.\n"
    assert said(added(db, cast, road)) == [
        "The road to the harbour\\\nwas long and steep.",
        "It <em>ended</em> at the grey sea.",
        "Nobody came there in winter.",
    ]


def test_a_paragraph_of_many_emphasised_sentences_is_walked_once(
    db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled, steps = article_text._styled, list[str]()

    def counted(words: str, before: str, behind: str) -> Markup:
        steps.append(words)
        return styled(words, before, behind)

    monkeypatch.setattr(article_text, "_styled", counted)
    article = added(db, cast, " ".join(["The *old* mill ground barley."] * 200) + "\n")
    assert said(article) == ["The <em>old</em> mill ground barley."] * 200
    assert "" not in steps
    assert len(steps) == len(["The ", "old", " mill ground barley."]) * 200


def test_long_rows_of_signs_are_shown(db: Session, cast: Cast) -> None:
    long = "-" * 200_000
    with bounded():
        found = table([f"| {long} x |", f"| {long} x |"])
        assert found is not None
        assert len(found.rows) == 2
        signs = added(db, cast, f"{TYPED}\n{'>' * 100_000} x\n\nThe mill fell in 1960, they say.\n")
        covered = drafting.coverage(db, signs, [])
        parts = article_text.blocks(signs, covered, article_text.shown(signs), {})
    assert parts[-1].sentences[0][1] == "The mill fell in 1960, they say."


def test_the_instructors_page_shows_what_the_signs_mean(amira: FlaskClient, article: Article) -> None:
    page = amira.get(f"/articles/{article.public_id}?sentence=3").text
    text = page[page.index("<h1") :]
    for html in (
        '<h1 dir="auto">The <em>old</em> mill</h1>',
        '<h3 class="heading">Later <em>years</em></h3>',
        '<ul dir="auto"><li><strong>one</strong> sack</li><li>two sacks</li></ul>',
        '<th scope="col" dir="auto">Sacks of <em>oats</em></th>',
        '<td dir="auto">&gt; 400</td>',
        'aria-label="Table: Year, Sacks of oats"',
        '<blockquote dir="auto"><p>— Maren <em>Holt</em></p></blockquote>',
        "<strong>and ground barley.</strong>",
    ):
        assert html in text, html
    assert text.count("<blockquote") == len(["the quotation", "who said it", "the sentence chosen"])
    assert re.search(r"Paragraph </span>3</span> <span[^>]*>Three things are needed for a mill:", text)
    assert re.search(r"<blockquote>\s*<p>.*Paragraph </span>2</span> The mill was <em>never", text)
    assert not re.search(r"\*\*|\| Year|<b>|# Later|&gt; The", text)


def test_the_handout_shows_a_table_with_its_heads(amira: FlaskClient, article: Article) -> None:
    (typed,) = (part for part in handouts.handout(article).parts if part.kind == "other" and len(part.lines) > 1)
    assert len(typed.lines) == 4
    page = amira.get(f"/articles/{article.public_id}/paper").text
    assert '<th scope="col" dir="auto">Year</th>' in page
    assert page.count("<tr>") == 3
    assert "|---" not in page


def test_the_coverage_table_names_sentences_without_signs(amira: FlaskClient, article: Article) -> None:
    page = amira.get(f"/articles/{article.public_id}/coverage").text
    assert "<bdi>The mill was never mine to sell or to burn.</bdi>" in page
    assert "with &lt;b&gt;us&lt;/b&gt;, and ground barley.</bdi>" in page


def test_the_reviewer_sees_emphasis_and_the_evidence_marked(article: Article) -> None:
    draft = Draft(evidence=[{"sentence": 1, "paragraph": 1}])
    (paragraph,) = context(article, draft)
    assert paragraph.pieces[1] == ("<strong>It ground oats\nfor 11 villages,</strong> too.", True)
    assert not paragraph.pieces[0][1]


def test_a_quoted_sentence_is_shown_as_in_its_article(app: Flask) -> None:
    card = app.jinja_env.from_string('{% from "_macros.html" import evidence_card %}{{ evidence_card(evidence) }}')
    fact = {"quotes": ["> It was **never** <b>mine</b>."], "places": [""], "statement": ""}
    shown = card.render(evidence={"facts": [fact], "source": {}})
    assert "<mark>It was <strong>never</strong> &lt;b&gt;mine&lt;/b&gt;.</mark>" in shown

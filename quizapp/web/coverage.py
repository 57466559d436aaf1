"""An article as a picture: a bar per sentence, marked by what is asked about it and by what its class knew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.classroom import articles, coverage, drafting
from quizapp.classroom.coverage import Known
from quizapp.web import article_text
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.signing_in import current_person

bp = Blueprint("coverage", __name__)

LINE, GAP, LEFT, WIDTH = 22.0, 4.0, 34.0, 600.0
"""Height of a line, space under it, and where lines begin and how long they are, in units of the drawing."""

NARROWEST = 26.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A sentence in the picture. `mark` is its band when it was answered, else the state of its drafts, or empty."""

    sentence: drafting.Sentence
    known: Known | None
    x: float
    y: float
    width: float

    @property
    def mark(self) -> str:
        return self.known.band if self.known else self.sentence.state

    @property
    def label(self) -> str:
        """What stands in the bar, where there is room."""
        return f"{self.known.facility * 100:.0f}" if self.known else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph: its number and the height at which it begins."""

    number: int
    y: float


def picture(
    sentences: Sequence[drafting.Sentence], known: Mapping[int, Known]
) -> tuple[tuple[Row, ...], tuple[Bar, ...], float]:
    """(paragraphs, bars, height): each paragraph on lines of its own, each bar as long as its sentence has letters."""
    longest = max((len(sentence.text) for sentence in sentences), default=1)
    scale = WIDTH / max(longest, 240)
    rows, bars, y = [], [], 0.0
    for number, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        rows.append(Row(number, y))
        x = LEFT
        for sentence in group:
            width = round(max(NARROWEST, len(sentence.text) * scale), 1)
            if x > LEFT and x + width > LEFT + WIDTH:
                x, y = LEFT, y + LINE + GAP
            bars.append(Bar(sentence, known.get(sentence.number), round(x, 1), y, width - 2))
            x += width
        y += LINE + 2 * GAP
    return tuple(rows), tuple(bars), y


@bp.get("/articles/<article_id>/coverage")
def show(article_id: str) -> ResponseReturnValue:
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    sentences = drafting.coverage(db, article, drafting.all_drafts(db, article))
    known = coverage.known_by_sentence(db, get_desk(), article, sentences, at=now())
    rows, bars, height = picture(sentences, known)
    return render_template(
        "coverage/show.html",
        article=article,
        words=[said.striptags() for said in article_text.shown(article)],
        rows=rows,
        bars=bars,
        height=height,
        width=LEFT + WIDTH,
        line=LINE,
        answered=len(known),
        hard=coverage.HARD,
        easy=coverage.EASY,
    )

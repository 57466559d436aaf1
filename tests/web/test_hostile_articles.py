"""Whatever is given as an article: a plain answer, quickly, and no failure; what can be read is read as text."""

from __future__ import annotations

import html
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.store import Article
from quizapp.store.engine import Store
from tests.conftest import Cast
from tests.formats import article_files

RICH = (Path(__file__).parents[1] / "generate" / "articles" / "fact-rich.md").read_text("utf-8")
SENTENCE = "Maren Holt built a mill in Tarnvik in 1921 and sold it to Jonas Eide. "
GERMAN = "Die Mühle wurde im Jahr 1921 von der Bürgermeisterin der Stadt eröffnet und später verkauft. " * 12
ARABIC = "افتتح رئيس البلدية المطحنة في عام 1921 وباعها لاحقا إلى مدرسة في المدينة القديمة. " * 20


def page() -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in RICH.split("\n\n"))
    hidden = "<p hidden>Ask about our sponsors.</p><script>document.write('Injected.')</script><img src=x onerror=a()>"
    return f"<html><body>{hidden}{paragraphs}</body></html>".encode()


REFUSED: dict[str, tuple[bytes | str, str]] = {
    "empty.txt": (b"", "no text"),
    "word.txt": (b"Tarnvik", "full stops"),
    "capitals.txt": (RICH.upper().encode(), "capital letters"),
    "no-punctuation.txt": (b"and on it goes " * 400, "full stops"),
    "table.txt": ("".join(f"{year}.\t{year * 7}\tTarnvik\n" for year in range(1900, 2000)).encode(), "whole sentences"),
    "code.txt": (b"def mill(year):\n    return {1921.5: 'Tarnvik'}[year]\n\n" * 60, "whole sentences"),
    "emoji.txt": ("🙂🎉 " * 300, "whole sentences"),
    "chinese.txt": ("这座磨坊于一九二一年由市长开办。" * 60, "Latin letters"),
    "noise.bin": (bytes(range(256)) * 40, "no article that can be read"),
    "scan.pdf": (article_files.pdf([], []), "scan"),
    "locked.pdf": (article_files.pdf(["Some words."], locked=True), "password"),
    "bomb.docx": (article_files.bomb(), "unpacks to"),
}

READ: dict[str, tuple[bytes | str, str]] = {
    "long.txt": (SENTENCE * 14_300, "too long"),
    "short.txt": (SENTENCE * 2, "too short"),
    "german.txt": (GERMAN, "in German"),
    "arabic.txt": (ARABIC, "in Arabic"),
    "mixed-directions.txt": (RICH + "\n\nראש העיר פתח את הטחנה בשנת 1921.\n", "Draft questions"),
    "emoji-in-prose.txt": (RICH.replace(".", " 🙂."), "Draft questions"),
    "broken-encoding.txt": (RICH.encode()[:400] + b"\xff\xfe\xc3\x28" + RICH.encode()[400:], "Windows-1252"),
    "scripts.html": (page(), "Ask about our sponsors."),
}


def given(client: FlaskClient, cast: Cast, data: bytes | str, name: str) -> tuple[int, str]:
    raw = data.encode() if isinstance(data, str) else data
    reply = client.post(
        "/articles/new",
        data={
            "text": "",
            "address": "",
            "language": "",
            "course": cast.course.public_id,
            "file": (io.BytesIO(raw), name),
        },
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    return reply.status_code, html.unescape(reply.text)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_with_the_reason_and_nothing_is_kept(
    amira: FlaskClient, cast: Cast, store: Store, name: str
) -> None:
    data, words = REFUSED[name]
    status, shown = given(amira, cast, data, name)
    assert (status, words in shown) == (422, True), shown[shown.find("error") :][:300]
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(Article)) == 0


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_kept_as_text_and_says_what_stands_against_drafting(
    amira: FlaskClient, cast: Cast, store: Store, name: str
) -> None:
    data, words = READ[name]
    status, shown = given(amira, cast, data, name)
    assert (status, words in shown) == (200, True)
    assert "<script>document.write" not in shown
    with store.reading() as db:
        text = db.scalars(select(Article.text)).one()
    assert "Injected." not in text
    assert "sponsors" not in text

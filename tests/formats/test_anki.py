"""Anki packages that a second import updates instead of doubling, and decks of other people read as far as they go."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.formats.anki_model import FIELDS, MODEL_ID
from quizapp.formats.archive import pack, unpack
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry
from tests.formats.entries import FIXED, MEDIA, SINGLE, TRUE_FALSE, several


def collection(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(unpack(data, "x")["collection.anki2"])
    return connection


def a_deck(fields: list[str], *notes: str, type: str = "Basic", tags: str = "") -> bytes:
    """A package as Anki 2.1 writes it, with one note type."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE col (models TEXT, decks TEXT);"
        "CREATE TABLE notes (id INTEGER, guid TEXT, mid INTEGER, tags TEXT, flds TEXT);"
        "CREATE TABLE cards (nid INTEGER, did INTEGER, ord INTEGER);"
    )
    models = {"7": {"name": type, "flds": [{"name": name, "ord": at} for at, name in enumerate(fields)]}}
    connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps({"1": {"name": "A::B"}})))
    for number, note in enumerate(notes, 1):
        connection.execute(
            "INSERT INTO notes VALUES (?, ?, 7, ?, ?)", (number, f"g{number}", tags, note.replace("|", "\x1f"))
        )
        connection.execute("INSERT INTO cards VALUES (?, 1, 0)", (number,))
    connection.commit()
    return pack({"collection.anki2": connection.serialize(), "media": b"{}"})


def test_a_note_is_the_same_note_after_the_question_was_edited() -> None:
    edited = replace(SINGLE, item=replace(SINGLE.item, stem="Another stem"))
    guids = [
        collection(write("anki", [entry, FIXED], MEDIA).data).execute("SELECT guid FROM notes ORDER BY id").fetchall()
        for entry in (SINGLE, edited)
    ]
    assert guids[0] == guids[1]
    assert len(set(guids[0])) == 2


def test_note_type_and_decks_are_the_same_ones_every_time() -> None:
    first, second = (
        collection(write("anki", [one], MEDIA, "Week 3").data)
        for one in (SINGLE, replace(TRUE_FALSE, category=SINGLE.category))
    )
    for column in ("models", "decks"):
        one, other = (json.loads(db.execute(f"SELECT {column} FROM col").fetchone()[0]) for db in (first, second))
        assert set(one) == set(other)
    models = json.loads(first.execute("SELECT models FROM col").fetchone()[0])
    assert str(MODEL_ID) in models
    names = [deck["name"] for deck in json.loads(first.execute("SELECT decks FROM col").fetchone()[0]).values()]
    assert "Week 3::Top::Harbour lights" in names


def test_fields_are_html_with_the_text_escaped_and_tags_without_spaces() -> None:
    db = collection(write("anki", [SINGLE], MEDIA).data)
    fields, tags = db.execute("SELECT flds, tags FROM notes").fetchone()
    said = dict(zip(FIELDS, fields.split("\x1f"), strict=True))
    assert said["A"] == "A &amp; B"
    assert said["B"] == "x&lt;y"
    assert said["Key"] == "A"
    assert said["Uid"] == "lighthouse/first-lit"
    assert tags.split() == ["harbour_lights", "lenses", "level:apply", "difficulty:hard"]


def test_pictures_travel_under_a_name_that_no_other_deck_has() -> None:
    files = unpack(write("anki", [SINGLE], MEDIA).data, "x")
    (name,) = json.loads(files["media"]).values()
    assert files["0"] == MEDIA["media/map.png"]
    assert name.startswith("map-")
    (taken,) = read(write("anki", [SINGLE], MEDIA).data, "x.apkg").taken
    assert taken.item.options[2].text == f"![the map](media/{name})"


def test_every_file_in_the_package_is_plain_and_dated_alike() -> None:
    with zipfile.ZipFile(io.BytesIO(write("anki", [SINGLE], MEDIA).data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nine_options_are_refused_because_the_note_type_has_eight() -> None:
    written = write("anki", [several("a/b", "110000000"), FIXED])
    assert [refusal.entry for refusal in written.refused] == ["a/b"]
    assert len(read(written.data, "x.apkg").taken) == 1


def test_whoever_exports_again_is_told_how_cards_are_updated() -> None:
    assert any("Update notes" in note for note in write("anki", [FIXED]).notes)


# --- decks of others


def test_a_note_type_named_like_a_table_of_questions_is_read() -> None:
    deck = a_deck(
        ["Question", "Option A", "Option B", "Option C", "Answer", "Explanation"],
        "Which <b>lens</b>?|Fresnel|Argand||A|So.",
    )
    (taken,) = read(deck, "x.apkg").taken
    assert taken.item == Item(
        "single", "Which **lens**?", (Option("Fresnel", True), Option("Argand")), explanation="So."
    )
    assert taken.entry.category == "A/B"


def test_the_all_in_one_note_type_is_read_with_its_noughts_and_ones() -> None:
    fields = ["Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Q_4", "Q_5", "Answers", "Sources"]
    deck = a_deck(fields, "Which?|T|1|a|b|c|||1 0 1 0 0|", type="AllInOne (kprim, mc, sc)++++")
    (taken,) = read(deck, "x.apkg").taken
    assert (taken.item.kind, taken.item.keys) == ("multiple", (0, 2))


def test_a_short_back_becomes_an_answer_to_type_and_a_long_one_is_skipped() -> None:
    deck = a_deck(["Front", "Back"], "Who?|Fresnel", "Why?|" + "because " * 20, "{{c1::x}} is|")
    reading = read(deck, "x.apkg")
    assert [(taken.item.kind, taken.item.answers[0].text) for taken in reading.taken] == [("text", "Fresnel")]
    assert any("accepted answer" in change for change in reading.taken[0].changes)
    assert [skipped.what.split(":")[0] for skipped in reading.skipped] == [
        "its back is not a short answer that could be typed", "it is a cloze note",
    ]  # fmt: skip


def test_the_newer_form_of_packages_is_refused_with_what_to_tick() -> None:
    files = {"collection.anki21b": b"\x28\xb5\x2f\xfd", "collection.anki2": b"x", "meta": b""}
    with pytest.raises(BadInput, match="Support older Anki versions"):
        read(pack(files), "x.apkg")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 400, b"nothing"])
def test_a_damaged_collection_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read(pack({"collection.anki2": content, "media": b"{}"}), "x.apkg")


def test_a_collection_that_would_count_for_ever_is_stopped() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE col (models TEXT, decks TEXT); INSERT INTO col VALUES ('{}', '{}');"
        "CREATE TABLE cards (nid INTEGER, did INTEGER, ord INTEGER);"
        "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, '' AS guid, 0 AS mid, '' AS tags, '' AS flds FROM n WHERE id < 0;"
    )
    with pytest.raises(BadInput, match="interrupted"):
        read(pack({"collection.anki2": connection.serialize(), "media": b"{}"}), "x.apkg")


def test_a_text_export_of_our_own_notes_is_read_by_its_note_type() -> None:
    entry = Entry(Item("single", "Which?", (Option("a", True, "yes"), Option("b"))), uid="p/q", title="T")
    fields = collection(write("anki", [entry]).data).execute("SELECT flds FROM notes").fetchone()[0].split("\x1f")
    text = "#separator:tab\n#html:true\n#notetype column:1\n" + "\t".join(["quizapp question", *fields])
    (taken,) = read(text.encode(), "notes.txt").taken
    assert taken.entry == entry


def test_options_on_the_front_of_a_card_are_options() -> None:
    text = "#separator:tab\n#html:true\nWhich?<br>A. x<br>B. y\tB<br>So it is.\nWhat?<br>A) x<br>B) y\tThe first\n"
    reading = read(text.encode(), "x.txt")
    (taken,) = reading.taken
    assert [(option.text, option.is_key) for option in taken.item.options] == [("x", False), ("y", True)]
    assert (taken.item.explanation, reading.skipped[0].line) == ("So it is.", 4)


def test_a_text_export_of_a_known_note_type_is_read_though_it_names_no_fields() -> None:
    head = "#separator:tab\n#html:true\n#notetype column:1\n"
    row = "AllInOne (kprim, mc, sc)\tWhich?\tT\t2\tx\ty\tz\t\t\t0 1 0\tsource\te\n"
    reading = read((head + row + row.replace("AllInOne", "Another")).encode(), "x.txt")
    assert [one.item.keys for one in reading.taken] == [(1,)]
    assert "no names" in reading.skipped[0].what

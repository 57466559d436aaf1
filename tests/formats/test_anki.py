"""Anki packages that a second import updates instead of doubling, and decks of other people read as far as they go."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest
import zstandard

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.formats.anki.model import FIELDS, MODEL_ID
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.limits import MAX_UNPACKED
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry, Loss
from tests.formats.entries import FIXED, MEDIA, SINGLE, TRUE_FALSE, several
from tests.formats.travellers import PNG


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


def test_cards_are_for_learners_and_carry_no_note_among_teachers() -> None:
    item = replace(SINGLE.item, tags=("lenses", "sensitive: politics"))
    flagged = replace(SINGLE, uid="lighthouse/flagged", item=item)
    made = write("anki", [flagged, SINGLE], MEDIA)
    first, second = [tags.split() for (tags,) in collection(made.data).execute("SELECT tags FROM notes")]
    assert first == ["lenses", "level:apply", "difficulty:hard"]
    assert "harbour_lights" in second
    assert [loss for loss in made.losses if "among teachers" in loss.action] == [
        Loss("tags", flagged.name, "left out where they are notes among teachers")
    ]


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


def newer(*notes: str, pictures: dict[str, bytes] | None = None, far: bool = False) -> dict[str, bytes]:
    """The files of a package as Anki writes it since 2.1.50, schema 18, with a note type of four fields."""
    connection = sqlite3.connect(":memory:")
    connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    connection.executescript(
        "CREATE TABLE col (ver INTEGER, models TEXT, decks TEXT); INSERT INTO col VALUES (18, '', '');"
        "CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase, config BLOB);"
        "CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT COLLATE unicase, PRIMARY KEY (ntid, ord))"
        " WITHOUT ROWID;"
        "CREATE TABLE decks (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase);"
        "CREATE TABLE notes (id INTEGER, guid TEXT, mid INTEGER, tags TEXT, flds TEXT);"
        "CREATE TABLE cards (nid INTEGER, did INTEGER, ord INTEGER);"
        "INSERT INTO notetypes VALUES (7, 'Quiz', x''); INSERT INTO decks VALUES (1, 'Bio' || char(31) || 'Cells');"
    )
    names = ("Question", "Option A", "Option B", "Answer")
    connection.executemany("INSERT INTO fields VALUES (7, ?, ?)", enumerate(names))
    for number, note in enumerate(notes, 1):
        fields = note.replace("|", "\x1f")
        connection.execute("INSERT INTO notes VALUES (?, ?, 7, ' x ', ?)", (number, f"g{number}", fields))
        connection.execute("INSERT INTO cards VALUES (?, 1, 0)", (number,))
    connection.commit()
    database = bytearray(connection.serialize())
    database[18:20] = b"\2\2"  # as of a database with a log beside it
    squeeze = zstandard.ZstdCompressor().compress
    files = {
        "collection.anki21b": squeeze(bytes(database)),
        "collection.anki2": b"for older programs",
        "meta": b"\x08\3",
    }
    media = b""
    for at, (name, data) in enumerate((pictures or {}).items()):
        number = 200 + at if far else at
        said = b"\x0a" + bytes([len(name.encode())]) + name.encode() + b"\x10" + bytes([len(data) & 0x7F])
        said += b"\xf8\x0f" + bytes([number & 0x7F | 0x80, number >> 7]) if far else b""
        media += b"\x0a" + bytes([len(said)]) + said
        files[str(number)] = squeeze(data)
    return files | {"media": squeeze(media)}


@pytest.mark.parametrize("far", [False, True])
def test_packages_as_anki_writes_them_today_come_in_with_deck_tags_and_pictures(far: bool) -> None:
    files = newer('Which? <img src="map é.png">|x|y|B', pictures={"map é.png": PNG}, far=far)
    reading = read(pack(files), "x.apkg")
    (taken,) = reading.taken
    assert (taken.item.keys, [option.text for option in taken.item.options]) == ((1,), ["x", "y"])
    assert (taken.entry.category, taken.item.tags, taken.entry.uid) == ("Bio/Cells", ("x",), "g1")
    assert [media.data for media in reading.media] == [PNG]


@pytest.mark.parametrize("name", ["collection.anki21b", "media"])
@pytest.mark.parametrize("content", [b"nothing packed", b"\x28\xb5\x2f\xfd" + b"\xff" * 50])
def test_a_damaged_package_of_today_is_refused_with_what_to_do(name: str, content: bytes) -> None:
    with pytest.raises(BadInput, match="export it again"):
        read(pack(newer("Which?|x|y|B") | {name: content}), "x.apkg")


def test_a_damaged_picture_costs_nothing_but_itself() -> None:
    files = newer('Which? <img src="a.png">|x|y|B', pictures={"a.png": PNG}) | {"0": b"nothing packed"}
    (taken,) = read(pack(files), "x.apkg").taken
    assert taken.changes == ("a picture did not come along",)


def test_a_package_that_would_unpack_without_end_is_refused() -> None:
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(MAX_UNPACKED + 1))
    assert len(bomb) < 100_000
    with pytest.raises(BadInput, match="unpacks to more than"):
        read(pack(newer("Which?|x|y|B") | {"collection.anki21b": bomb}), "x.apkg")


def test_a_note_with_its_right_answer_beside_wrong_ones_is_a_question_with_options() -> None:
    deck = a_deck(["Question", "Correct", "Wrong 1", "Wrong 2"], "Which?|x|y|z", "Same?|x|x|z")
    reading = read(deck, "x.apkg")
    assert [(taken.item.keys, len(taken.item.options)) for taken in reading.taken] == [((0,), 3)]
    assert "read the same" in reading.skipped[0].what


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


def test_options_with_numbers_on_the_front_are_named_by_words_or_numbers_on_the_back() -> None:
    fronts = {
        "Which is <b>red</b>?<br><br>1. sky<br>2. <i>poppy</i> <br>3. grass": "poppy",
        "What floats?<ol><li>cork</li><li>lead</li></ol>": "<b>Right answer:</b> 1<br><br><b>Why:</b> <i>Light</i>.",
        "Count them:<br>1. one row<br>2. two rows<br><br>How many?": "3",
        "Ice floats.<br>1. True<br>2. False": "True",
        "How many legs has a spider?<br>1. 6<br>2. 4<br>3. 8<br>4. 2": "4",
        "Which two?<br>1. a<br>2. b<br>3. c": "1, 3",
        "Which?<br>1. ox<br>2. cow": "a goose",
    }
    rows = "".join(f"{front}\t{back}\n" for front, back in fronts.items())
    reading = read(f"#separator:tab\n#html:true\n{rows}".encode(), "x.txt")
    items = [taken.item for taken in reading.taken]
    assert [(item.kind, [option.text for option in item.options], item.keys) for item in items] == [
        ("single", ["sky", "*poppy*", "grass"], (1,)),
        ("single", ["cork", "lead"], (0,)),
        ("text", [], ()),
        ("true-false", ["True", "False"], (0,)),
        ("multiple", ["a", "b", "c"], (0, 2)),
    ]
    assert (items[0].stem, items[1].explanation) == ("Which is **red**?", "*Light*.")
    assert [skip.what for skip in reading.skipped] == [
        "its back may be the label of one option or the words of another",
        "its front lists options and its back names none of them",
    ]


def test_a_text_export_of_a_known_note_type_is_read_though_it_names_no_fields() -> None:
    head = "#separator:tab\n#html:true\n#notetype column:1\n"
    row = "AllInOne (kprim, mc, sc)\tWhich?\tT\t2\tx\ty\tz\t\t\t0 1 0\tsource\te\n"
    reading = read((head + row + row.replace("AllInOne", "Another")).encode(), "x.txt")
    assert [one.item.keys for one in reading.taken] == [(1,)]
    assert "no names" in reading.skipped[0].what


def test_a_back_that_counts_or_orders_the_list_on_the_front_names_no_option() -> None:
    rows = (
        "How many of these burn?<br>1. tar<br>2. sand<br>3. oil\t2\n"
        "Put in order:<br>1. oil<br>2. tar<br>3. gas\t3, 1, 2\n"
        "Which of these burns?<br>1. sand<br>2. oil\t2\n"
    )
    reading = read(f"#separator:tab\n#html:true\n{rows}".encode(), "x.txt")
    assert [taken.item.keys for taken in reading.taken] == [(1,)]
    assert [skip.what for skip in reading.skipped] == [
        "its back may be a number or the label of an option",
        "its back names all options on its front",
    ]

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import pictures
from quizapp.core.errors import BadInput
from quizapp.core.picture import MAX_BYTES, sort_of
from quizapp.store import Media
from tests.classroom.samples import END, HEADER, PIXEL, PNG, PNG_START, chunk, riff, segment
from tests.factories import NOON, an_item

PLACE = b"52.6226 N 10.0815 E"
TIFF_ROTATED = (
    b"II*\0\x08\0\0\0\x02\0" + b"\x0f\x01\x02\0\x04\0\0\0Phon" + b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0" + PLACE
)
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
TABLE = segment(0xDB, bytes(65))
COLOURS = segment(0xE2, b"ICC_PROFILE\0 kept")


def jpeg(*segments: bytes, tail: bytes = b"") -> bytes:
    return (
        b"\xff\xd8"
        + b"".join(segments)
        + TABLE
        + SCAN
        + segment(0xC4, b"\xff\xd9 in a table")
        + SCAN
        + b"\xff\xd9"
        + tail
    )


# --- what a camera adds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "added",
    [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xFE, PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0" + PLACE),
    ],
)
def test_a_photo_does_not_tell_where_it_was_taken(added: bytes) -> None:
    assert pictures.without_metadata(jpeg(COLOURS, added)) == jpeg(COLOURS)


def test_what_phones_append_behind_a_photo_goes() -> None:
    second = jpeg(segment(0xE1, b"Exif\0\0" + PLACE))
    assert pictures.without_metadata(jpeg(tail=second)) == jpeg()


def test_a_photo_taken_upright_stays_upright() -> None:
    bare = pictures.without_metadata(jpeg(segment(0xE1, b"Exif\0\0" + TIFF_ROTATED)))
    assert PLACE not in bare
    assert b"Phon" not in bare
    exif = bare[bare.index(b"Exif") :]
    assert exif[6:].startswith(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06")
    assert pictures.without_metadata(bare) == bare


def test_screenshots_lose_their_texts_too() -> None:
    words = [chunk(name, PLACE) for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME")]
    assert pictures.without_metadata(PNG_START + HEADER + b"".join(words) + PIXEL + END + PLACE) == PNG


def test_a_webp_picture_loses_exif_and_says_so_in_its_header() -> None:
    image = (b"VP8 ", b"odd")
    full = riff((b"VP8X", b"\x3c" + bytes(9)), image, (b"EXIF", PLACE), (b"XMP ", PLACE))
    assert pictures.without_metadata(full) == riff((b"VP8X", b"\x30" + bytes(9)), image)


@pytest.mark.parametrize("whole", [jpeg(COLOURS), PNG, riff((b"VP8 ", b"image"))])
def test_a_torn_file_is_refused_wherever_it_is_torn(whole: bytes) -> None:
    assert pictures.without_metadata(whole) == whole
    for length in range(12, len(whole)):
        with pytest.raises(BadInput, match="damaged"):
            pictures.without_metadata(whole[:length])


def test_a_moving_picture_stays_as_it_is() -> None:
    assert pictures.without_metadata(b"GIF89a anything") == b"GIF89a anything"


# --- keeping ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (PNG, ("image/png", ".png")),
        (jpeg(), ("image/jpeg", ".jpg")),
        (b"GIF87a", ("image/gif", ".gif")),
        (riff(), ("image/webp", ".webp")),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"RIFF....WAVE", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, sort: tuple[str, str] | None) -> None:
    assert sort_of(data) == sort


def test_the_same_picture_is_kept_once(db: Session) -> None:
    first = pictures.add_picture(db, PNG, "The Castle.PNG", at=NOON)
    again = pictures.add_picture(db, PNG + b"rest", "other.png", at=NOON)
    assert first.id == again.id
    assert first.name == "the-castle.png"
    assert db.scalar(select(func.count()).select_from(Media)) == 1


def test_another_picture_of_the_same_name_gets_a_name_of_its_own(db: Session) -> None:
    pictures.add_picture(db, PNG, "castle.png", at=NOON)
    other = pictures.add_picture(db, jpeg(), "C:\\photos\\castle.png", at=NOON)
    third = pictures.add_picture(db, jpeg(COLOURS), "castle.jpg", at=NOON)
    assert other.name == "castle.jpg"
    assert third.name == f"castle-{third.sha256[:8]}.jpg"
    assert pictures.add_picture(db, riff(), "日本.webp", at=NOON).name == "picture.webp"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"%PDF-1.7", "not a PNG, JPEG, WebP or GIF"), (PNG + bytes(MAX_BYTES), "smaller than 2048 kB")],
)
def test_what_is_no_picture_or_too_large_is_refused(db: Session, data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        pictures.add_picture(db, data, "picture.png", at=NOON)


def test_a_question_pins_the_newest_picture_of_a_name(db: Session) -> None:
    pictures.load_picture(db, PNG, "map.png", at=NOON)
    pictures.load_picture(db, jpeg(), "map.png", at=NOON)
    newest = db.scalars(select(Media.sha256).where(Media.content_type == "image/jpeg")).one()
    assert pictures.hashes_of(db, ["media/map.png"]) == {"media/map.png": newest}
    with pytest.raises(BadInput, match=r"There is no picture media/lost\.png; upload it"):
        pictures.hashes_of(db, ["media/lost.png"])


def test_an_upload_is_never_shown_as_the_picture_that_its_old_name_means_now(db: Session) -> None:
    uploaded = pictures.add_picture(db, PNG, "map.png", at=NOON)
    pictures.load_picture(db, jpeg(), "map.png", at=NOON)
    again = pictures.add_picture(db, PNG, "map.png", at=NOON)
    assert pictures.hashes_of(db, [f"media/{again.name}"]) == {f"media/{again.name}": uploaded.sha256}
    assert pictures.add_picture(db, PNG, "map.png", at=NOON).id == again.id


def test_a_page_that_returns_to_its_earlier_picture_shows_that_one(db: Session) -> None:
    for data in (PNG, jpeg(), PNG):
        pictures.load_picture(db, data, "map.png", at=NOON)
    assert pictures.hashes_of(db, ["media/map.png"]) == {"media/map.png": sha256(PNG).hexdigest()}


def test_a_picture_from_the_folder_is_kept_byte_for_byte(db: Session) -> None:
    data = jpeg(segment(0xFE, b"a comment"))
    pictures.load_picture(db, data, "map.jpg", at=NOON)
    pictures.load_picture(db, data, "map.jpg", at=NOON)
    assert db.scalars(select(Media.data)).all() == [data]
    with pytest.raises(BadInput, match=r"media/x\.svg is not"):
        pictures.load_picture(db, b"<svg/>", "x.svg", at=NOON)


def test_a_picture_stands_under_the_stem_and_its_words_cannot_break_out() -> None:
    item = pictures.with_picture(an_item("Which?\n"), "map.png", " A [small]\n map](x) ")
    assert item.stem == "Which?\n\n![A (small) map)(x)](media/map.png)"
    assert item.media == ("media/map.png",)

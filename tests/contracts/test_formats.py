"""What every entry of FORMATS owes: what it keeps comes back, what it loses is told, and no file can break it.

`QUIZAPP_LONG_FORMATS=2000` in the environment tries that many written and that many mutated files per format.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from quizapp.core.errors import BadInput
from quizapp.core.item import Item
from quizapp.core.kinds.numeric import accepted_range
from quizapp.formats.fields import FIELDS, present
from quizapp.formats.files.archive import is_zip, pack, unpack
from quizapp.formats.marks import proof as proof
from quizapp.formats.markup import same
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import FORMATS, Format, read, write
from quizapp.formats.report import Entry, Reading, Taken
from tests.formats.travellers import PNG, entry

LONG = int(os.environ.get("QUIZAPP_LONG_FORMATS", "0"))
EXAMPLES = LONG or 200
MEDIA = {"media/map.png": PNG}
SAMPLES = Path(__file__).parent.parent / "formats" / "samples"
BOTH = [name for name, format in FORMATS.items() if format.reads and format.writes]


def many(format: Format, count: int, *, start: int = 0) -> list[Entry]:
    kinds = tuple(sorted(format.kinds))
    return [invented(start + number, number, kinds) for number in range(count)]


@cache
def invented(seed: int, number: int, kinds: tuple[str, ...]) -> Entry:
    """Inventing a question takes longer than most formats take to write and read it."""
    return entry(Random(seed), number, kinds=kinds)


def alike(one: str, other: str) -> bool:
    """Whether two texts look the same; a picture may have another name, as its bytes are what travels."""
    one, other = (re.sub(r"\(media/[\w.-]+\)", "(media/x.png)", text.strip()) for text in (one, other))
    return same(unicodedata.normalize("NFC", one), unicodedata.normalize("NFC", other))


def texts_alike(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(map(alike, one, other))


def answers_alike(one: Item, other: Item) -> bool:
    if one.kind != "numeric":
        texts = ([unicodedata.normalize("NFC", answer.text) for answer in item.answers] for item in (one, other))
        return next(texts) == next(texts)
    return [accepted_range(a.text) for a in one.answers] == [accepted_range(a.text) for a in other.answers]


def rationales(item: Item) -> list[str]:
    return [option.rationale for option in item.options] + [answer.rationale for answer in item.answers]


def scores_alike(one: Entry, other: Entry) -> bool:
    mine, theirs = proof.score_of(one), proof.score_of(other)
    keys = frozenset(one.item.keys)
    if one.item.kind == "multiple":
        return mine is not None and theirs is not None and proof.equal(len(one.item.options), keys, mine, theirs)
    weights = [other.defaults.weights or [int(option.is_key) for option in other.item.options]]
    return list(one.defaults.weights or weights[0]) == list(weights[0])


COMPARED: Mapping[str, Callable[[Entry, Entry], bool]] = {
    "stem": lambda one, other: alike(one.item.stem, other.item.stem),
    "options": lambda one, other: texts_alike([o.text for o in one.item.options], [o.text for o in other.item.options]),
    "keys": lambda one, other: one.item.keys == other.item.keys,
    "rationale": lambda one, other: texts_alike(rationales(one.item), rationales(other.item)),
    "explanation": lambda one, other: alike(one.item.explanation, other.item.explanation),
    "answers": lambda one, other: answers_alike(one.item, other.item),
    "scoring": scores_alike,
    "feedback": lambda one, other: texts_alike(
        [one.feedback.correct, one.feedback.partly, one.feedback.incorrect],
        [other.feedback.correct, other.feedback.partly, other.feedback.incorrect],
    ),
    "hints": lambda one, other: texts_alike(list(one.hints), list(other.hints)),
    "title": lambda one, other: one.title.split() == other.title.split(),
    "media": lambda one, other: len(one.item.media) == len(other.item.media),
}


def differences(format: Format, one: Entry, other: Entry, told: set[str]) -> list[str]:
    """Fields that the format keeps and that did not come back, though no loss of them was told."""
    wrong = [] if one.item.kind == other.item.kind or "kind" in told else ["kind"]
    for name in sorted((present(one) & format.keeps) - told):
        compare = COMPARED.get(name, lambda a, b, name=name: FIELDS[name](a) == FIELDS[name](b))
        if not compare(one, other):
            wrong.append(name)
    return wrong


def paired(format: Format, entries: list[Entry], reading: Reading) -> list[tuple[Entry, Taken]]:
    if "uid" in format.keeps:
        by_uid = {taken.entry.uid: taken for taken in reading.taken}
        return [(one, by_uid[one.uid]) for one in entries if one.uid in by_uid]
    return list(zip(entries, reading.taken, strict=False))


@pytest.mark.parametrize("name", BOTH)
def test_what_a_format_keeps_comes_back_and_what_it_loses_is_told(name: str) -> None:
    format = FORMATS[name]
    entries = many(format, EXAMPLES)
    written = write(name, entries, MEDIA, "A bank")
    refused = {refusal.entry for refusal in written.refused}
    told: dict[str, set[str]] = {}
    for loss in written.losses:
        told.setdefault(loss.entry, set()).add(loss.field)
    kept = [one for one in entries if one.name not in refused]
    assert len(kept) > min(EXAMPLES, 1_000) // 20  # a sheet for a game holds a hundred questions
    reading = read(written.data, f"file{format.endings[0]}", name)
    assert [str(skipped) for skipped in reading.skipped] == []
    assert len(reading.taken) == len(kept)
    wrong = [
        (one.name, difference, one, taken.entry)
        for one, taken in paired(format, kept, reading)
        if (difference := differences(format, one, taken.entry, told.get(one.name, set())))
    ]
    assert wrong == []
    for one in kept:
        assert present(one) - format.keeps <= told.get(one.name, set()), one.name


@pytest.mark.parametrize("name", BOTH)
def test_a_second_journey_changes_nothing(name: str) -> None:
    format = FORMATS[name]
    first = read(write(name, many(format, 40, start=7_000), MEDIA, "A bank").data, "file", name)
    media = {media.name: media.data for media in first.media}
    again = write(name, [taken.entry for taken in first.taken], media, "A bank")
    second = read(again.data, "file", name)
    lost = {refusal.entry for refusal in again.refused}
    assert [taken.entry.item for taken in second.taken] == [
        taken.entry.item for taken in first.taken if taken.entry.name not in lost
    ]


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].writes])
def test_the_same_questions_give_the_same_bytes(name: str) -> None:
    entries = many(FORMATS[name], 10)
    assert write(name, entries, MEDIA, "A bank").data == write(name, entries, MEDIA, "A bank").data


@pytest.mark.parametrize("name", BOTH)
def test_its_own_files_are_recognised_by_their_content(name: str) -> None:
    entries = [one for one in many(FORMATS[name], 30) if not one.item.media]
    assert recognise(write(name, entries, {}, "A bank").data, "file") == name


@pytest.mark.parametrize("name", [name for name in BOTH if "uid" in FORMATS[name].keeps])
def test_the_same_question_is_known_again_by_its_uid(name: str) -> None:
    format = FORMATS[name]
    entries = many(format, 20)
    written = write(name, entries, MEDIA, "A bank")
    refused = {refusal.entry for refusal in written.refused}
    told = {loss.entry for loss in written.losses if loss.field == "uid"}
    back = {taken.entry.uid for taken in read(written.data, "file", name).taken}
    assert {one.uid for one in entries if one.name not in refused | told} <= back


def mutated(data: bytes, random: Random) -> bytes:
    """The file with a part cut, doubled, flipped, spliced or re-encoded."""
    sort = random.randrange(9)
    at, to = sorted(random.randrange(len(data) + 1) for _ in range(2))
    if sort == 0:
        return data[:at]
    if sort == 1:
        return data[:at] + data[to:]
    if sort == 2:
        return data[:to] + data[at:]
    if sort == 3:
        flipped = bytearray(data)
        for _ in range(random.randint(1, 8)):
            flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
        return bytes(flipped)
    if sort == 4:
        return data[:at] + random.randbytes(random.randint(1, 40)) + data[at:]
    if sort == 5:
        lines = data.split(b"\n")
        random.shuffle(lines)
        return b"\n".join(lines)
    if sort == 6:
        return data.decode("utf-8", "replace").encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32")))
    if sort == 7:
        return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\0\n", b"\n\n")))
    sign = random.choice((b"{", b"}", b"<", b">", b'"', b"=", b"&", b"[", b"\t", b",", b";", b"\0", b"\xff"))
    return data[:at] + sign * random.randint(1, 50) + data[at:]


def broken(data: bytes, random: Random) -> bytes:
    """The file mutated: of a package mostly what is in it, since a damaged zip is refused as such."""
    if not is_zip(data) or random.random() < 0.25:
        return mutated(data, random)
    files = unpack(data, "file")
    name = random.choice(sorted(name for name in files if files[name]))
    return pack({**files, name: mutated(files[name], random)})


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].reads])
def test_no_broken_file_breaks_a_reader(name: str) -> None:
    format = FORMATS[name]
    if format.writes:
        fit = (one for one in many(format, 30) if not write(name, [one], MEDIA, "A bank").refused)
        whole = write(name, list(islice(fit, 4)), MEDIA, "A bank").data
    else:
        whole = next(iter(sorted(SAMPLES.glob(f"{name}*")))).read_bytes()

    for number in range(EXAMPLES):
        check_located(broken(whole, Random(number)), name)


@cache
def any_bytes() -> list[bytes]:
    """Inventing them takes longer than all readers take to refuse them."""
    invented: list[bytes] = []

    @seed(20260301)
    @settings(max_examples=LONG or 50, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
    def invent(given: bytes | str) -> None:
        invented.append(given.encode("utf-8", "replace") if isinstance(given, str) else given)

    invent()
    return invented


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].reads])
def test_no_bytes_at_all_break_a_reader(name: str) -> None:
    assert len(any_bytes()) >= 50
    for data in any_bytes():
        check_located(data, name)


def check_located(data: bytes, name: str) -> None:
    """Reading gives a report or a refusal that names the file; what was skipped has a place and a remedy."""
    try:
        reading = read(data, "hostile", name)
    except BadInput as refusal:
        said = str(refusal)
        assert "; " in said, said
        return
    assert [str(one) for one in reading.skipped if not (one.what and one.remedy)] == []
    places = [one.place for one in reading.skipped] + [one.place for one in reading.taken]
    assert {place[:7] for place in places} <= {"hostile"}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")), ids=lambda path: path.name)
def test_every_sample_is_recognised_and_read_whole(path: Path) -> None:
    data = path.read_bytes()
    name = recognise(data, path.name)
    assert name == path.name.partition(".")[0].partition("_")[0]
    reading = read(data, path.name)
    assert reading.taken
    assert [str(skipped) for skipped in reading.skipped if "internal" in skipped.what] == []

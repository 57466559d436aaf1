"""Files made to do harm are refused with their place and a remedy, quickly and without unpacking them."""

from __future__ import annotations

import gc
import io
import json
import tracemalloc
import zipfile

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.formats import limits
from quizapp.formats.files import archive as archive
from quizapp.formats.files.decoding import decode, decode_xml
from quizapp.formats.files.safe_xml import parse, read_xml
from quizapp.formats.marks.proof import by_rule, equal, inferred_rule, net_weights, summed
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry
from quizapp.formats.text import key_list
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.folded import unfolded
from quizapp.formats.text.key_grid import ungridded
from tests.bounded import bounded


def zipped(files: dict[str, bytes], **changes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = changes.get("attributes", 0o644 << 16)
            packed.writestr(info, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("gift", "Q{=a ~b}\n\n"),
        ("text", "1. Q\na) x\n*b) y\n"),
        ("text", "- x\n"),
        ("aiken", "Q?\nA. x\nB. y\nANSWER: A\n"),
        ("blackboard", "TF\tQ\ttrue\n"),
        ("moodle-xml", "<question type='essay'/>"),
    ],
)
def test_a_file_with_more_questions_than_anybody_reads_is_refused_before_all_are_read(
    monkeypatch: pytest.MonkeyPatch, name: str, piece: str
) -> None:
    monkeypatch.setattr(limits, "MAX_FOUND", 40)

    def file(count: int) -> bytes:
        return (f"<quiz>{piece * count}</quiz>" if name == "moodle-xml" else piece * count).encode()

    within = read(file(40), "x", name)
    assert within.taken or within.skipped
    with pytest.raises(BadInput, match="more than 40 questions or options begin"):
        read(file(42), "x", name)


@pytest.mark.parametrize("name", ["../bank.json", "/etc/passwd", "a/../../b", "C:/x", "..\\x"])
def test_names_that_lead_out_of_a_zip_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="leads out of the zip; pack"):
        archive.unpack(zipped({name: b"x"}), "x.zip")


def test_a_zip_that_unpacks_to_very_much_is_refused() -> None:
    bomb = zipped({"a.txt": bytes(30_000_000), "b.txt": b""})
    with pytest.raises(BadInput, match="times its size; pack it anew"):
        archive.unpack(bomb, "x.zip")


def test_links_zips_within_zips_and_too_many_files_are_refused() -> None:
    with pytest.raises(BadInput, match="is a link"):
        archive.unpack(zipped({"a": b"/etc/passwd"}, attributes=0o120777 << 16), "x.zip")
    with pytest.raises(BadInput, match="a zip within the zip"):
        archive.unpack(zipped({"a.zip": zipped({"b": b"c"})}), "x.zip")
    with pytest.raises(BadInput, match="split it"):
        archive.unpack(zipped({str(number): b"" for number in range(2_001)}), "x.zip")


def test_the_same_files_pack_to_the_same_bytes() -> None:
    assert archive.pack({"b": b"1", "a": b"2"}) == archive.pack({"a": b"2", "b": b"1"})


BOMB = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "xml",
    [
        f"{BOMB}]><quiz>&j;</quiz>",
        '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        '<!DOCTYPE q [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><quiz/>',
        "<quiz>" + "<a>" * 200 + "</a>" * 200 + "</quiz>",
        "<quiz><question>",
    ],
)
def test_dangerous_or_broken_xml_is_refused_with_a_remedy(xml: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_xml(xml.encode(), "x.xml")
    assert "; " in str(refusal.value)


@pytest.mark.parametrize("dtd", [f"{BOMB}]>", "<!DOCTYPE l>", '<!DOCTYPE l SYSTEM "http://example.org/x.dtd">'])
def test_what_mending_lets_through_is_refused_by_the_gate(dtd: str) -> None:
    with pytest.raises(BadInput, match=r"^x\.xml: the file defines entities of its own; "):
        parse(f"{dtd}<l>text</l>", "x.xml")


def test_a_bare_doctype_of_an_old_exporter_is_cut_out_and_lines_still_count() -> None:
    root, notes = read_xml(b'<?xml version="1.0"?>\n<!DOCTYPE q SYSTEM\n "q.dtd">\n<q>\n<a/></q>', "x.xml")
    assert root[0].sourceline == 5
    assert "DOCTYPE" in notes[0]


def test_encodings_are_recognised_and_said() -> None:
    assert decode("é".encode()) == ("é", [])
    assert decode("é".encode("utf-8-sig")) == ("é", [])
    assert decode("é x".encode("utf-16"))[0] == "é x"
    assert decode("a b c d".encode("utf-16-le"))[0] == "a b c d"
    assert decode("é".encode("latin-1"))[0] == "é"
    assert decode_xml("<?xml version='1.0' encoding='iso-8859-2'?><a>ł</a>".encode("iso-8859-2"))[0].endswith(
        "<a>ł</a>"
    )
    with pytest.raises(BadInput, match="not text"):
        decode(b"\0\1\2\3" * 100)


@pytest.mark.parametrize(
    ("alphabet", "text"),
    [
        ("windows-1250", "Pytanie;Odpowiedź A\nKtóra rzeka płynie przez całą Polskę?;Wisła"),
        ("windows-1250", "Pytanie 1. Bolesław był synem Mieszka. Kto podbił Śląsk? A. Władysław"),
        ("windows-1250", "Otázka;Možnost A;Správná odpověď\nKterá řeka teče přes Prahu?;šest;Sněžka"),
        ("windows-1251", "Вопрос;Ответ А\nКакое масло горит в лампе?;рапсовое"),
        ("windows-1254", "Kapı ve yapı nerede?"),
        ("windows-1254", "Soru;Doğru cevap\nAşağıdakilerden hangisi ışık verir?;lamba"),
        ("windows-1252", "Où naît l’été ? Le cœur de la forêt, dès l'âge"),
        ("windows-1252", "¿Dónde está el niño? ¿Quién? 2x³y + x³y + xy³z in m³, Größe „5 m²“"),
        ("windows-1252", "Hvað er þetta? Það er ný höfuðborg Íslands, þýðir hún"),
        ("windows-1252", "Küsimus: mõis, õhk, šokolaad ja žürii; Žižek är på ön"),
    ],
)
def test_a_sheet_saved_in_another_country_keeps_its_letters(alphabet: str, text: str) -> None:
    read, notes = decode(text.encode(alphabet))
    assert read == text
    assert alphabet in notes[0]


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"%PDF-1.4", b"\xd0\xcf\x11\xe0", b"<rss></rss>", zipped({"a.txt": b"x"})]
)
def test_what_is_no_question_file_is_told_so(data: bytes) -> None:
    with pytest.raises(BadInput, match="; "):
        recognise(data, "x")


def test_scoring_is_compared_over_every_set_of_options() -> None:
    item = Item("multiple", "Q", (Option("a", True), Option("b", True), Option("c")))
    assert inferred_rule(item, net_weights(item)) == "net_correct"
    assert not equal(3, frozenset(item.keys), by_rule(item, "all_or_nothing"), summed(net_weights(item)))
    wide = Item("multiple", "Q", tuple(Option(str(n), n < 5) for n in range(14)))
    assert inferred_rule(wide, net_weights(wide)) == "net_correct"


def test_a_later_schema_is_refused_with_what_is_needed() -> None:
    data = write("bundle", [Entry(Item("single", "Q?", (Option("a", True), Option("b"))))]).data
    document = json.loads(archive.unpack(data, "x")["bank.json"])
    assert read(json.dumps(document).encode(), "bank.json").taken
    with pytest.raises(BadInput, match="schema 2 and this release reads up to 1; install a newer"):
        read(json.dumps(document | {"schema": 2}).encode(), "bank.json")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="split it into files"):
        read(b" " * (20 * 1024 * 1024 + 1), "x.txt", "text")


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        (b"1. Which?\na) Vol\0ga\nb) Rhine\n", "1. Which?\na) Volga\nb) Rhine\n", ["line 2: 1 NUL character was"]),
        (b"x" * 99 + b"\0\n\0y", "x" * 99 + "\ny", ["line 1: 2 NUL characters were"]),
        ("a\0b".encode("utf-16"), "ab", ["the file is in UTF-16", "line 1: 1 NUL character was"]),
        (b"no such sign", "no such sign", []),
    ],
)
def test_nul_characters_are_left_out_of_a_text_and_told(data: bytes, text: str, told: list[str]) -> None:
    found, notes = decode(data)
    assert found == text
    assert len(notes) == len(told)
    assert all(note.startswith(one) for note, one in zip(notes, told, strict=True))


def test_what_is_full_of_zero_bytes_is_no_text() -> None:
    with pytest.raises(BadInput, match="not text"):
        decode(b"ab\0\0\0cd" * 10)


def test_lines_that_may_head_lists_of_answers_take_no_square_of_their_time() -> None:
    with bounded(12):
        read(b"1. The C major scale - key\n" * 4_000, "x.txt", "text")
    lines = [f"## Note {n}: a right answer that names its option as all of the others do" for n in range(20_000)]
    with bounded(4):
        assert not any(key_list.named_for([line], 0) for line in lines)


def test_lines_that_were_broken_at_the_margin_take_no_square_of_their_time() -> None:
    draft = Draft(1, stem=["a line of prose that was broken at the margin"] * 40_000)
    with bounded(5):
        assert len(unfolded(draft).stem) == 1


def test_lines_that_may_be_heads_of_grids_take_no_square_of_their_time() -> None:
    with bounded(8):
        assert ungridded(["a\tb"] * 250_000)[-1] == "a\tb"


def test_one_number_that_many_questions_have_takes_no_square_of_their_time() -> None:
    drafts = [Draft(at, 1, stem=["Which?"], letters=["a", "b"], options=["x", "y"]) for at in range(20_000)]
    with bounded(5):
        key_list.share(drafts, [(1, "b")], [])
    assert not any(draft.answer for draft in drafts)


def test_long_lines_are_not_kept_when_a_list_was_read() -> None:
    """A server reads lists for months, and remembers the lines that all lists have."""
    lists = [f"{letter * 400_000}\n\n1. Which?\na) 1\n*b) 2\n" for letter in "abcdefghijkl"]
    read(lists[0].encode(), "x.txt", "text")  # what the first one imports stays
    tracemalloc.start()
    try:
        for text in lists:
            read(text.encode(), "x.txt", "text")
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2_000_000

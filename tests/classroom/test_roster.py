"""Names, and lists of them as teachers have them."""

from __future__ import annotations

import time

import pytest

from quizapp.classroom.roster import MAX_LINES, decode_roster, name_key, read_list, tidy_name
from quizapp.core.errors import BadInput


def read(pasted: str) -> list[tuple[int, str, str]]:
    lines = read_list(pasted, {})
    assert all(not line.problem for line in lines), lines
    return [(line.line, line.name, line.school_id) for line in lines]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_an_id_may_stand_on_some_lines_only(sign: str) -> None:
    assert read(f"Anna Weber\nBob Stone{sign}S-12\nCid{sign}Lo{sign}7\nWeber, Dora") == [
        (1, "Anna Weber", ""),
        (2, "Bob Stone", "S-12"),
        (3, "Cid Lo", "7"),
        (4, "Dora Weber", ""),
    ]


@pytest.mark.parametrize("same", ["zoe", "Zoë", "ZOE\u0308", " z\u200boe ", "\uff3a\uff4f\uff45"])
def test_it_takes_names_that_look_the_same_for_the_same(same: str) -> None:
    assert name_key(tidy_name(same).replace(" ", "")) == name_key("Zoe")


def test_it_tells_names_apart_that_differ() -> None:
    assert name_key("Zoe") != name_key("Zoe B.")
    assert name_key("Иван") != name_key("Ivan")


def test_it_removes_signs_that_turn_the_direction_of_the_page() -> None:
    assert tidy_name("Lin\u202egro.live\u0007  Ng") == "Lin gro.live Ng"
    assert tidy_name("بهار محمدی") == "بهار محمدی"


@pytest.mark.parametrize("empty", ["", "   ", "\u200b\u202e", "\u0301"])
def test_it_refuses_a_name_nobody_could_read(empty: str) -> None:
    with pytest.raises(BadInput, match="Write a name"):
        tidy_name(empty)


def test_it_says_how_long_a_name_may_be() -> None:
    assert len(tidy_name("n" * 40)) == 40
    with pytest.raises(BadInput, match="41 characters; shorten it to 40"):
        tidy_name("n" * 41)


def test_it_reads_names_one_a_line_and_skips_empty_lines() -> None:
    assert read("Anna Weber\r\n\r\n  Bo Li \n") == [(1, "Anna Weber", ""), (3, "Bo Li", "")]


def test_it_reads_a_school_id_beside_the_name() -> None:
    assert read("Anna Weber, 4711\nBo Li,A-12") == [(1, "Anna Weber", "4711"), (2, "Bo Li", "A-12")]


def test_it_turns_family_names_first_around() -> None:
    assert read("Weber, Anna\nLi, Bo, 12") == [(1, "Anna Weber", ""), (2, "Bo Li", "12")]


def test_it_reads_columns_copied_from_a_spreadsheet() -> None:
    assert read("Anna Weber\t4711\nBo Li\t12") == [(1, "Anna Weber", "4711"), (2, "Bo Li", "12")]


def test_it_reads_a_file_with_semicolons_a_byte_order_mark_and_quotes() -> None:
    assert read('\ufeffName;Id\n"Weber; Anna";x\nBo Li;12') == [(2, "Weber; Anna", "x"), (3, "Bo Li", "12")]


@pytest.mark.parametrize(
    "header",
    ["id,name\n4711,Anna Weber", "Last name,First name,Number\nWeber,Anna,4711", "First name,Surname\nAnna,Weber"],
)
def test_it_finds_the_name_by_the_heading(header: str) -> None:
    assert [name for _, name, _ in read(header)] == ["Anna Weber"]


@pytest.mark.parametrize(
    ("pasted", "names"),
    [
        ("1. Maier Lena\n2) Kaya Emre\n(3) Li Bo", ["Maier Lena", "Kaya Emre", "Li Bo"]),
        ("1. Maier, Lena\n2. Kaya, Emre, 12", ["Lena Maier", "Emre Kaya"]),
        ("1;Lena;Maier\n2;Emre;Kaya", ["Lena Maier", "Emre Kaya"]),
        ("1.\tLena Maier\n2.\tEmre Kaya", ["Lena Maier", "Emre Kaya"]),
    ],
)
def test_the_numbers_of_a_list_are_no_part_of_the_names(pasted: str, names: list[str]) -> None:
    assert [name for _, name, _ in read(pasted)] == names


def test_an_address_is_no_name_and_the_name_beside_it_is_kept() -> None:
    pasted = "Anna Weber <anna@school.example>\nLi, Bo, bo.li@school.example\nCid Lo (cid@school.example)\nIda May"
    lines = read_list(pasted, {})
    assert [line.name for line in lines] == ["Anna Weber", "Bo Li", "Cid Lo", "Ida May"]
    assert {line.school_id for line in lines} == {""}
    assert [line.note for line in lines] == ["The e-mail address is left out."] * 3 + [""]
    (alone,) = read_list("anna.weber@school.example", {})
    assert alone.problem == "This is an e-mail address; write the name that the class knows."
    (headed,) = read_list("Name;E-mail;Id\nAnna Weber;anna@school.example;7", {})
    assert (headed.name, headed.school_id) == ("Anna Weber", "")


def test_it_names_the_line_and_what_to_do_about_it() -> None:
    lines = read_list("Lin\nAnna\nanna\n" + "n" * 41, {name_key("Lin"): "Lin"})
    assert [line.line for line in lines if line.problem] == [1, 3, 4]
    assert "“Lin” is in the class or the list already; add an initial" in lines[0].problem
    assert "shorten" in lines[3].problem


def test_it_refuses_an_empty_list_and_one_that_is_too_long() -> None:
    with pytest.raises(BadInput, match="at least one name"):
        read_list(" \n\n", {})
    with pytest.raises(BadInput, match="divide the list"):
        read_list("n\n" * (MAX_LINES + 1), {})


def test_it_decodes_what_spreadsheets_save() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decode_roster("Jürgen Müller".encode(encoding)) == "Jürgen Müller"


def test_it_says_what_to_do_with_a_workbook() -> None:
    with pytest.raises(BadInput, match="save it as CSV"):
        decode_roster(b"PK\x03\x04 the rest of a workbook")


def test_a_family_name_follows_after_a_tab_and_precedes_a_comma() -> None:
    assert [line.name for line in read_list("Ben\tOtto\t12\nIda\tMay\t13", {})] == ["Ben Otto", "Ida May"]
    assert [line.name for line in read_list("Otto, Ben", {})] == ["Ben Otto"]
    assert [line.name for line in read_list("Nachname;Vorname\nOtto;Ben", {})] == ["Ben Otto"]


def test_a_picture_is_not_taken_for_a_list_of_learners() -> None:
    with pytest.raises(BadInput, match="not a text file"):
        decode_roster(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


@pytest.mark.parametrize(
    "line", ["x" * 120_000, "x" * 120_000 + "@", "x@" + "y" * 120_000, "<" * 120_000, "a@b." * 30_000]
)
def test_a_line_of_any_length_is_read_in_time_that_grows_with_it(line: str) -> None:
    began = time.process_time()
    read_list(f"Anna\n{line}", {})
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "address",
    ["anna@school.example", "<anna@school.example>", "mailto:anna@school.example", "mailto:<anna@school.example>"],
)
@pytest.mark.parametrize("between", [" ", " (", ", "])
def test_an_address_is_left_out_however_it_is_written(address: str, between: str) -> None:
    (line, _) = read_list(f"Anna{between}{address}\nLin", {})
    assert line.name == "Anna"

"""Bringing questions in with a preview, downloading them, and a quiz on paper."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quizapp.core.item import Answer, Option
from quizapp.formats.registry import read
from quizapp.store import BankPage, Item
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import a_multiple, a_page, a_question, a_quiz, an_item, an_opening

GIFT = b"::Capital::Capital of France?{=Paris ~Lyon}\n\nSky is blue.{TRUE}\n\nMatch {=a -> b =c -> d}\n"


def send(client: FlaskClient, data: bytes = GIFT, name: str = "unit3.gift", **fields: str) -> TestResponse:
    return client.post("/questions/bring", data={"file": (io.BytesIO(data), name), "format": "", "page": ""} | fields)


def hidden(reply: TestResponse) -> dict[str, str]:
    """What the page carries from the preview to the import."""
    found = re.finditer(r'<input id="[^"]*" name="(\w+)" type="hidden" value="([^"]*)">', reply.text)
    return {one[1]: unescape(one[2]) for one in found}


def take(client: FlaskClient, reply: TestResponse, *ticked: str) -> TestResponse:
    return client.post("/questions/bring/take", data=hidden(reply) | {"take": list(ticked)}, follow_redirects=True)


def items(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Item)) or 0


def test_a_preview_shows_each_question_and_stores_nothing(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    reply = send(signed_in(app, cast.amira))
    assert reply.status_code == 200
    for words in (
        "Read as GIFT",
        "New: 2",
        "Skipped: 1",
        "Capital of France?",
        "Line 5: a matching question",
        "Line 3",
    ):
        assert words in reply.text
    assert items(db) == 0


def test_a_preview_shows_stems_as_they_read_and_not_as_they_are_written(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    data = b"1. Consider:\n- cats < dogs\n- dogs\nWhich bark?\na) cats\nb) dogs\nAnswer: b\n"
    reply = send(signed_in(app, cast.amira), data, "x.txt")
    assert "Consider: - cats &lt; dogs - dogs Which bark?" in " ".join(reply.text.split())


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("What is $x^2 + y_{10}$?", "What is x²+y₁₀?"),
        ("Half is \\\\(\\\\frac\\{a+b\\}\\{2\\}\\\\).", "Half is (a+b)/2."),
        ("[html]10<sup>-3</sup> of CO<sub>2</sub>", "10⁻³ of CO₂"),
        ("[html]e<sup>kx</sup> <b>or</b> 1 &lt; 2", "e^(kx) or 1 &lt; 2"),
    ],
)
def test_the_label_of_a_question_keeps_what_stands_above_and_below(
    app: Flask, db: Session, cast: Cast, stem: str, label: str
) -> None:
    db.commit()
    reply = send(
        signed_in(app, cast.amira), f"{stem} {{=yes ~no}}".replace("$x^2 + y_{10}$", "$x^2 + y_\\{10\\}$").encode()
    )
    assert f'<span dir="auto">{label}</span></label>' in reply.text


def test_what_is_ticked_is_stored_and_the_rest_is_not(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    done = take(client, send(client), "1")
    assert "Stored: 1 new draft." in done.text
    assert db.scalars(select(Item.name)).all() == ["sky-is-blue"]


def test_the_same_file_again_says_that_its_questions_are_there(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    take(client, send(client), "0", "1")
    again = send(client)
    assert "Reads the same: 2" in again.text
    assert re.search(r"it reads the same as <a [^>]+><bdi>Capital of France\?</bdi>", again.text)
    assert "Store what is ticked" not in again.text
    assert "Nothing was stored" in take(client, again, "0", "1").text


def test_pasted_text_goes_to_the_page_chosen(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db, title="Rivers of Alt")
    db.commit()
    client = signed_in(app, cast.ben)
    pasted = {"pasted": "1. Which?\na) x\n*b) y", "format": "", "page": page.public_id}
    take(client, client.post("/questions/bring", data=pasted), "0")
    assert db.scalars(select(BankPage.name).join(Item)).all() == ["rivers-of-alt"]


RIVERS = "Rivers of Alt\n\n1. Which is longer?\na) Rhine\n*b) Volga\n"
TOWNS = "1. Which town?\na) Ghent\n*b) Bruges\n"


def paste(client: FlaskClient, text: str, page: str = "", title: str = "") -> TestResponse:
    return client.post("/questions/bring", data={"pasted": text, "format": "", "page": page, "title": title})


def titles(db: Session) -> list[str]:
    """The pages in the order in which they were made."""
    db.expire_all()
    return [row.head["title"] for row in db.scalars(select(BankPage).join(Item).order_by(BankPage.id))]


def test_each_pasted_list_gets_a_page_of_its_own_named_by_its_heading_by_the_day_or_as_was_said(
    app: Flask, db: Session, cast: Cast, clock: Clock
) -> None:
    a_page(db, title="Rivers of Alt")
    db.commit()
    clock.at = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # in the class it is the next day already
    client = signed_in(app, cast.amira)
    for text, title, said in (
        (RIVERS, "", "Rivers of Alt (2)"),
        (TOWNS, "", "Pasted questions, 1 December 2026"),
        (TOWNS.replace("town", "city"), "", "Pasted questions, 1 December 2026 (2)"),
        (RIVERS.replace("longer", "wider"), "Waters", "Waters"),
    ):
        shown = paste(client, text, title=title)
        assert f"New questions go to the new page “<bdi>{said}</bdi>”." in shown.text
        told = take(client, shown, "0")
        assert f"Stored: 1 new draft. It is on the page “{said}”." in unescape(told.text)
        assert titles(db)[-1] == said
        db.rollback()
    assert len(set(titles(db))) == 4


@pytest.mark.parametrize(
    ("name", "above", "said"),
    [
        ("q.csv", "", "Imported questions, 30 November 2026"),
        ("Q1.csv", "", "Imported questions, 30 November 2026"),
        ("q.csv", "Unit 3: Rivers,,,\n\n", "Unit 3: Rivers"),
        ("alt.csv", "Unit 3: Rivers,,,\n", "Unit 3: Rivers"),
        ("alt.csv", "Quiz template,,,\n", "alt"),
        ("alt.csv", "Fill in one row for each question,,,\nDo not change the headings,,,\n", "alt"),
        ("alt.csv", "Teacher: Ms Holt,,,\nTitle: Rivers,,,\n", "Rivers"),
        ("alt.csv", "Part two: Rivers,,,\n", "Part two: Rivers"),
    ],
)
def test_a_new_page_is_called_by_the_heading_of_a_table_and_not_by_a_name_that_says_nothing(
    app: Flask, db: Session, cast: Cast, clock: Clock, name: str, above: str, said: str
) -> None:
    clock.at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    table = f"{above}Question,A,B,Answer\nWhich is longer?,Aller,Leine,A\n"
    db.commit()
    shown = send(signed_in(app, cast.amira), table.encode(), name)
    assert f"New questions go to the new page “<bdi>{said}</bdi>”." in shown.text


def test_the_preview_names_the_page_that_was_chosen(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db, title="Rivers of Alt")
    db.commit()
    client = signed_in(app, cast.amira)
    shown = paste(client, TOWNS, page.public_id, "Towns")
    assert "New questions go to the page “<bdi>Rivers of Alt</bdi>”." in shown.text
    assert "New questions go" not in paste(client, "Nothing else.").text


def test_a_file_is_called_by_its_name_where_nothing_else_was_said(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    assert "the new page “<bdi>unit3</bdi>”" in send(client).text
    take(client, send(client), "0")
    assert "the new page “<bdi>unit3 (2)</bdi>”" in send(client).text
    assert "the new page “<bdi>Unit three</bdi>”" in send(client, title="Unit three").text


def test_a_long_title_that_is_taken_is_cut_for_its_number(app: Flask, db: Session, cast: Cast) -> None:
    long = "Rivers and lakes of the north and of the lower plain, " * 4
    a_page(db, title=long[:200])
    db.commit()
    client = signed_in(app, cast.amira)
    take(client, paste(client, RIVERS, title=long[:200]), "0")
    assert titles(db) == [long[:196] + " (2)"]


@pytest.mark.parametrize("text", [RIVERS, "Nothing else."])
def test_going_back_from_the_preview_keeps_what_was_pasted_and_said(
    app: Flask, db: Session, cast: Cast, text: str
) -> None:
    page = a_page(db, title="Waters")
    db.commit()
    client = signed_in(app, cast.amira)
    shown = client.post(
        "/questions/bring", data={"pasted": text, "format": "text", "page": page.public_id, "title": "Lakes"}
    )
    assert 'action="/questions/bring/again"' in shown.text
    form = client.post("/questions/bring/again", data=hidden(shown)).text
    assert text in unescape(form)
    assert 'value="Lakes"' in form
    assert f'<option selected value="{page.public_id}">' in form
    assert '<option selected value="text">' in form


@pytest.mark.parametrize("text", [RIVERS, RIVERS * 20], ids=["short", "long"])
def test_a_nul_in_pasted_text_is_left_out_and_told_on_the_page(app: Flask, db: Session, cast: Cast, text: str) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    shown = paste(client, text.replace("Volga", "Vol\0ga", 1))
    assert shown.status_code == 200
    assert "line 5: 1 NUL character was left out" in shown.text
    assert "Volga" in shown.text
    assert "\0" not in shown.text
    back = client.post("/questions/bring/again", data=hidden(shown)).text
    assert ("Volga" in back, "\0" in back) == (True, False)
    take(client, shown, "0")
    assert "volga" in db.scalars(select(Item.search_text)).one()


def test_pasted_text_that_cannot_be_read_for_its_nuls_comes_back_with_the_reason(
    app: Flask, db: Session, cast: Cast
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    refused = paste(client, "\0\0\0".join("1. Which?"), title="Rivers")
    assert (refused.status_code, "this is not text" in refused.text) == (422, True)
    for kept in ("1. Which?</textarea>", 'value="Rivers"'):
        assert kept in refused.text
    assert "\0" not in refused.text
    assert "contains a NUL" in paste(client, RIVERS, title="a\0b").text, "what is no list is refused as ever"


def test_going_back_from_a_file_leaves_the_text_empty(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    form = client.post("/questions/bring/again", data=hidden(send(client, title="Unit"))).text
    assert "Capital of France" not in form
    assert 'value="Unit"' in form


def test_going_back_from_a_file_that_is_called_like_pasted_text_reads_it_as_the_preview_did(
    app: Flask, db: Session, cast: Cast
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    shown = send(client, RIVERS.replace("Rhine", "Mörn").encode("latin-1"), "pasted questions")
    back = client.post("/questions/bring/again", data=hidden(shown))
    assert (back.status_code, "Mörn" in back.text) == (200, True)


def test_what_the_columns_hold_is_asked_without_losing_the_name_of_the_page(
    app: Flask, db: Session, cast: Cast
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    shown = say(client, send(client, SHEET, "my sheet.csv", title="Gases"), ROLES)
    assert "the new page “<bdi>Gases</bdi>”" in shown.text
    take(client, shown, "0")
    assert titles(db) == ["Gases"]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "Choose a file, or paste"), (b"%PDF-1.4", "save it as text"), (b"<rss></rss>", "export as Moodle XML")],
)
def test_an_unreadable_file_is_refused_with_what_to_do(
    app: Flask, cast: Cast, db: Session, data: bytes, words: str
) -> None:
    db.commit()
    reply = send(signed_in(app, cast.amira), data, "x")
    assert reply.status_code == 422
    assert words in unescape(reply.text)


def test_a_file_that_was_changed_on_the_way_is_not_stored(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    values = hidden(send(client)) | {"digest": "0" * 64, "take": "0"}
    reply = client.post("/questions/bring/take", data=values)
    assert (reply.status_code, items(db)) == (422, 0)


SHEET = b"Alpha,Sel1,Sel2,Mark\nWhich gas?,Oxygen,Nitrogen,2\nWhich town?,Ghent,Bruges,1\n"
ROLES = {"role_A": "stem", "role_B": "options", "role_C": "options", "role_D": "correct", "first": "2"}


def say(client: FlaskClient, reply: TestResponse, roles: dict[str, str]) -> TestResponse:
    return client.post("/questions/bring/columns", data=hidden(reply) | roles)


def test_whoever_brings_a_sheet_without_a_known_header_says_what_its_columns_hold(
    app: Flask, db: Session, cast: Cast
) -> None:
    page = a_page(db, title="Gases")
    db.commit()
    client = signed_in(app, cast.ben)
    asked = send(client, SHEET, "my sheet.csv", page=page.public_id)
    assert (asked.status_code, "Say what each column holds" in asked.text) == (200, True)
    assert ("Alpha" in asked.text, "Nitrogen" in asked.text) == (True, True)
    shown = say(client, asked, ROLES)
    assert "New: 2" in shown.text
    assert "Stored: 1 new draft." in take(client, shown, "1").text
    assert db.scalars(select(BankPage.name).join(Item)).all() == ["gases"]


def test_a_sheet_whose_header_misleads_is_read_by_what_the_teacher_says(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    shown = send(client, b"Question,Answer 1,Answer 2,Key\nWhich?,yes,no,2\n", "sheet.csv")
    assert "Say what the columns hold" in shown.text
    asked = client.post("/questions/bring/columns", data=hidden(shown))
    assert '<option value="correct" selected>' in asked.text
    wrong = {"role_A": "stem", "role_B": "correct", "role_C": "wrong", "first": "2"}
    said = " ".join(say(client, asked, wrong).text.split())
    assert re.search(r">yes</span> <span class=\"badge good\">.{0,200}Key</span></li> <li><span dir=\"auto\">no<", said)


@pytest.mark.parametrize(
    ("roles", "words"),
    [({"role_A": "tags", "first": "2"}, "name the column of the questions"), (ROLES | {"first": "x"}, "number")],
)
def test_columns_without_a_question_among_them_are_asked_for_again(
    app: Flask, db: Session, cast: Cast, roles: dict[str, str], words: str
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    again = say(client, send(client, SHEET, "my sheet.csv"), roles)
    assert (again.status_code, words in unescape(again.text).lower()) == (422, True)
    assert "New: 2" in say(client, again, ROLES).text


def test_a_script_in_a_file_is_never_on_the_page(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    reply = send(signed_in(app, cast.amira), b"[html]Q<script>alert(1)</script><img src=x onerror=alert(2)>?{=a ~b}")
    assert "alert(" not in reply.text.replace("&lt;", "")
    assert "a script was left out" in reply.text


def test_learners_and_observers_are_kept_out(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    assert send(signed_in(app, cast.ina)).status_code == 403
    assert send(seated(app, cast.lin)).status_code == 303


def test_the_loss_is_shown_before_the_download(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db)
    a_question(db, page, an_item("Which river?", order="fixed"))
    a_question(db, page, an_item("Which town?"))
    db.commit()
    client = signed_in(app, cast.ben)
    reply = client.get(f"/pages/{page.public_id}/download?to=gift")
    assert "Moodle shuffles" in reply.text
    assert "moved to the end of the general feedback" in reply.text
    file = client.get(f"/pages/{page.public_id}/download/gift")
    assert file.headers["Content-Disposition"] == f"attachment; filename={page.name}.gift"
    assert [taken.item.stem for taken in read(file.data, "x.gift").taken] == ["Which river?", "Which town?"]


def test_a_loss_is_told_of_the_question_by_its_stem_with_a_link(app: Flask, db: Session, cast: Cast) -> None:
    """Nobody at a screen knows which question a file calls `page-2/which-river-3`."""
    page = a_page(db)
    one = a_question(db, page, an_item("Which **river** flows through the town of " + "A" * 90 + "?", order="fixed"))
    a_question(db, page, an_item("Which town?"))
    several = a_question(db, page, a_multiple("Which towns lie there?"))
    db.commit()
    client = signed_in(app, cast.ben)
    lost = client.get(f"/pages/{page.public_id}/download?to=gift").text
    words = "Which river flows through the town of " + "A" * 51
    assert f'<a href="/questions/{one.public_id}"><bdi>{words}…</bdi></a>' in lost
    left_out = client.get(f"/pages/{page.public_id}/download?to=aiken").text
    assert f'<a href="/questions/{several.public_id}"><bdi>Which towns lie there?</bdi></a>: Aiken' in left_out
    for shown in (lost, left_out):
        assert f"{page.name}/" not in shown


def test_a_loss_tells_the_name_in_files_where_two_stems_read_the_same(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db)
    one, two = (a_question(db, page, a_multiple("Which towns?")) for _ in range(2))
    other = a_question(db, page, a_multiple("Which rivers?"))
    a_question(db, page, an_item("Which lake?"))
    db.commit()
    shown = signed_in(app, cast.ben).get(f"/pages/{page.public_id}/download?to=aiken").text
    for row in (one, two):
        assert f"<bdi>Which towns?</bdi></a> (<code>{page.name}/{row.name}</code>)" in shown
    assert "<bdi>Which rivers?</bdi></a></li>" in shown
    assert f"<code>{page.name}/{other.name}</code>" not in shown


def test_a_question_that_loses_the_same_in_two_options_is_named_once(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db)
    row = a_question(db, page, an_item(options=(Option("*one*", True), Option("*two*"))))
    a_question(db, page, an_item("Which lake?"))
    db.commit()
    shown = signed_in(app, cast.ben).get(f"/pages/{page.public_id}/download?to=aiken").text
    lost = re.search(r"Options: written without formatting(.*?)</li>", shown, re.S)
    assert lost is not None
    assert lost[1].count(f"/questions/{row.public_id}") == 1
    assert "<details" not in lost[1]


def test_what_is_left_out_or_lost_for_one_reason_is_told_once(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db)
    for words in ("towns", "rivers"):
        a_question(db, page, a_multiple(f"Which {words}?"))
    for words in ("lake", "canal", "wall"):
        a_question(db, page, an_item(f"Which {words}?", explanation="" if words == "wall" else "Because."))
    db.commit()
    shown = " ".join(signed_in(app, cast.ben).get(f"/pages/{page.public_id}/download?to=aiken").text.split())
    assert "Left out: 2 questions" in shown
    assert shown.count("Aiken has no such questions (several answers); choose another format.") == 1
    assert "<summary>2 questions</summary>" in shown
    assert "Status: dropped, in every question" in shown
    assert re.search("Explanation: dropped <details open> <summary>In 2 questions</summary>", shown)


def test_a_preview_names_the_question_that_is_here_already(app: Flask, db: Session, cast: Cast) -> None:
    """By its stem, or by its number where it only stands further up in the same file."""
    page = a_page(db)
    row = a_question(db, page, an_item("Which river?"))
    key, *others = [option.text for option in an_item().options]
    db.commit()
    twice = "Which lake?{=Como ~Garda}\n\n"
    stems = ["Which river?{=" + key + " ~" + " ~".join(others) + "}\n\n", "Which river?{=Po ~Etsch}\n\n", twice, twice]
    shown = " ".join(send(signed_in(app, cast.amira), "".join(stems).encode()).text.split())
    link = f'<a href="/questions/{row.public_id}" target="_blank" rel="noopener"><bdi>Which river?</bdi>'
    assert f"it reads the same as {link}" in shown
    assert f"begins like {link}" in shown
    assert "it reads the same as question 3 of this file" in shown
    assert f"{page.name}/" not in shown


def test_a_quiz_downloads_as_the_bundle_that_loses_nothing(app: Flask, db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, cast.course)
    db.commit()
    client = signed_in(app, cast.amira)
    assert "Nothing is lost." in client.get(f"/quizzes/{quiz.public_id}/download?to=bundle").text
    file = client.get(f"/quizzes/{quiz.public_id}/download/bundle")
    assert file.mimetype == "application/zip"
    assert len(read(file.data, "x.zip").taken) == 3
    assert client.get(f"/quizzes/{quiz.public_id}/download/word").status_code == 404


def download_of(page: str) -> str:
    """What a browser asks for when the button of the download is pressed: its form as it stands."""
    root = html.fromstring(page)
    (button,) = root.xpath("//button[@formaction]")
    (form,) = [one for one in root.forms if one.get("id") == button.get("form")]
    return f"{button.get('formaction').split('?')[0]}?{urlencode(form.form_values())}"


@pytest.mark.parametrize("format", ["moodle-xml", "gift"])
def test_a_quiz_given_all_or_nothing_goes_to_moodle_under_its_nearest_rule_where_that_is_chosen(
    app: Flask, db: Session, cast: Cast, format: str
) -> None:
    opening = an_opening(db, a_quiz(db, cast.course, [a_multiple("What was mined?")]), credit="all_or_nothing")
    address = f"/quizzes/{opening.quiz.public_id}/download"
    db.commit()
    client = signed_in(app, cast.amira)
    left_out = client.get(f"{address}?to={format}").text
    assert "Left out: 1 question" in left_out
    assert "one distractor takes all" in left_out
    assert "in the quiz" not in left_out
    assert 'name="nearest" value="1">' in left_out
    assert "What was mined?" not in client.get(f"{address}/{format}").text
    chosen = client.get(f"{address}?to={format}&nearest=1").text
    assert "Left out" not in chosen
    assert "Scoring: changed from “All or nothing" in chosen
    assert "What was mined?" in client.get(download_of(chosen)).text


def test_the_download_follows_the_tick_as_it_stands_without_another_look(app: Flask, db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, cast.course, [a_multiple("What was mined?")]), credit="all_or_nothing")
    db.commit()
    client = signed_in(app, cast.amira)
    page = client.get(f"/quizzes/{opening.quiz.public_id}/download?to=gift").text
    assert "What was mined?" not in client.get(download_of(page)).text
    ticked = page.replace('name="nearest" value="1"', 'name="nearest" value="1" checked')
    assert "What was mined?" in client.get(download_of(ticked)).text
    page = client.get(f"/quizzes/{opening.quiz.public_id}/download?to=gift&nearest=1").text
    assert "What was mined?" not in client.get(download_of(page.replace(" checked", ""))).text


def test_a_preview_shows_how_a_question_is_flawed_and_takes_it_all_the_same(
    app: Flask, db: Session, cast: Cast
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    page = send(client, b"Which river is this?\nA. The Aller\nB. The Leine\nC. All of the above\nANSWER: A\n", "x.txt")
    assert re.search(r"Must be mended.*?All of the above: .*two options gives", unescape(page.text), re.S)
    take(client, page, "0")
    assert items(db) == 1


def test_the_sheet_for_learners_does_not_tell_the_key_and_its_key_agrees_with_it(
    app: Flask, db: Session, cast: Cast
) -> None:
    quiz = a_quiz(db, cast.course, [an_item("Which river?")])
    db.commit()
    client = signed_in(app, cast.amira)
    sheet = client.get(f"/quizzes/{quiz.public_id}/paper").text
    assert "The Aller crosses the town" not in sheet
    letter = re.search(r"<span class=\"circle\">(\w)</span><div dir=\"auto\">The Aller<", sheet)
    assert letter is not None
    key = client.get(f"/quizzes/{quiz.public_id}/paper?show=key&large=1").text
    assert f"1. <bdi>{letter[1]}</bdi>" in key
    assert "large-print" in key


def test_the_answer_sheet_has_a_circle_for_each_option_and_neither_text_nor_key(
    app: Flask, db: Session, cast: Cast
) -> None:
    numeric = an_item("How far?", kind="numeric", options=(), answers=(Answer("12"),), unit="km")
    quiz = a_quiz(db, cast.course, [an_item("Which river?"), a_multiple("Which two?"), numeric])
    db.commit()
    client = signed_in(app, cast.amira)
    sheet = client.get(f"/quizzes/{quiz.public_id}/paper?show=answers").text
    assert "or write the answer on its line. A + behind the number" in sheet
    rows = re.findall(r"<li><b>(.*?)</b>(.*?)</li>", sheet, re.S)
    assert [(number, re.findall(r'"circle">(\w)<', row)) for number, row in rows] == [
        ("1", ["A", "B", "C", "D"]),
        ("2 +", ["A", "B", "C", "D"]),
        ("3", []),
    ]
    assert "km" in rows[2][1]
    assert "river" not in sheet
    alike = a_quiz(db, cast.course, [an_item("Which river, then?")])
    db.commit()
    plain = client.get(f"/quizzes/{alike.public_id}/paper?show=answers").text
    assert re.search(r">Fill in one circle for each question\.\s*</p>", plain)


def test_questions_that_are_ticked_or_fit_a_filter_are_downloaded_and_others_stay(
    app: Flask, db: Session, cast: Cast
) -> None:
    here = a_page(db)
    one, two, three = (a_question(db, here, an_item(f"Which river, {word}?")) for word in ("first", "second", "third"))
    elsewhere = a_question(db, a_page(db, course=cast.other_course), an_item("Whose river, first?"))
    db.commit()
    client = signed_in(app, cast.amira)
    ticked = client.post(
        "/questions/bulk", data={"act": "download", "question": [one.public_id, three.public_id, elsewhere.public_id]}
    )
    page = client.get(ticked.location)
    assert "Download <bdi>2 questions</bdi>" in page.text
    shown = client.get(f"{ticked.location}&to=gift").text
    file = client.get(download_of(shown))
    stems = [taken.item.stem for taken in read(file.data, "x.gift").taken]
    assert stems == ["Which river, first?", "Which river, third?"]
    fitting = client.post("/questions/bulk?words=second", data={"act": "download", "all": "y"})
    file = client.get(fitting.location.replace("/download?", "/download/gift?"))
    assert [taken.item.stem for taken in read(file.data, "x.gift").taken] == ["Which river, second?"]
    assert two.public_id not in fitting.location
    assert "Tick the questions to download." in client.post("/questions/bulk", data={"act": "download"}).text
    assert client.get("/questions/download?words=nothing+such").status_code == 404


def test_the_menu_names_one_place_while_questions_come_and_go(app: Flask, db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, cast.course).public_id
    db.commit()
    amira = signed_in(app, cast.amira)
    pages = {
        "/questions/bring": "Questions",
        "/questions/download": "Questions",
        f"/quizzes/{quiz}/download": "Quizzes",
        f"/quizzes/{quiz}/paper": "Quizzes",
    }
    for address, place in pages.items():
        assert re.findall(r'aria-current="page">(\w+)<', amira.get(address).text) == [place]
    assert re.findall(r'aria-current="page">(\w+)<', send(amira).text) == ["Questions"]

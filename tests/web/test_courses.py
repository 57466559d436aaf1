"""Classes as their staff see them: codes, learners, the sheet, settings, and who teaches there."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from quizapp.classroom import courses, people
from quizapp.classroom.permissions import role_in
from quizapp.classroom.secrets import grouped
from quizapp.store import AuditEntry, Course, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import answer
from tests.conftest import SECRET, Cast, seated, signed_in
from tests.factories import NOON, a_quiz, an_attempt, an_opening

KEY = SECRET.encode()


def text(reply: TestResponse) -> str:
    """What is read on the page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def names(store: Store, cast: Cast) -> list[str]:
    with store.reading() as db:
        return [seat.name for seat in courses.seats_of(db, cast.course)]


def read_seat(store: Store, seat: Seat) -> Seat:
    with store.reading() as db:
        return db.get_one(Seat, seat.id)


def read_course(store: Store, cast: Cast) -> Course:
    with store.reading() as db:
        return db.get_one(Course, cast.course.id)


# --- who may come here -----------------------------------------------------------------------------------------

TEACHING = [
    ("GET", ""),
    ("POST", "/code"),
    ("GET", "/learners/add"),
    ("POST", "/learners/add"),
    ("GET", "/learners/{lin}"),
    ("POST", "/learners/{lin}"),
    ("POST", "/learners/{lin}/code"),
    ("GET", "/learners/{lin}/remove"),
    ("POST", "/learners/{lin}/remove"),
    ("GET", "/sheet"),
    ("GET", "/invite"),
    ("POST", "/invite"),
]
OWNING = [
    ("GET", "/settings"),
    ("POST", "/settings"),
    ("GET", "/staff/{ben}"),
    ("POST", "/staff/{ben}"),
    ("GET", "/staff/{ben}/remove"),
    ("POST", "/staff/{ben}/remove"),
]


def ask(browser: FlaskClient, cast: Cast, method: str, path: str) -> TestResponse:
    path = path.format(lin=cast.lin.public_id, ben=cast.ben.public_id)
    return browser.open(f"/classes/{cast.course.public_id}{path}", method=method)


@pytest.mark.parametrize(("method", "path"), TEACHING + OWNING)
def test_it_refuses_everybody_who_does_not_belong_here(app: Flask, cast: Cast, method: str, path: str) -> None:
    assert ask(signed_in(app, cast.noor), cast, method, path).status_code == 404
    for browser in (app.test_client(), seated(app, cast.lin)):
        assert ask(browser, cast, method, path).location == "/sign-in"


@pytest.mark.parametrize(("method", "path"), TEACHING[1:] + OWNING)
def test_it_refuses_ina_who_only_observes(app: Flask, cast: Cast, method: str, path: str) -> None:
    reply = ask(signed_in(app, cast.ina), cast, method, path)
    assert reply.status_code == 403
    assert "ask the owner of “History 9”" in text(reply)


@pytest.mark.parametrize(("method", "path"), OWNING)
def test_it_leaves_settings_and_staff_to_the_owner(app: Flask, cast: Cast, method: str, path: str) -> None:
    assert ask(signed_in(app, cast.ben), cast, method, path).status_code == 403


# --- classes ---------------------------------------------------------------------------------------------------


def test_it_lists_ones_own_classes(app: Flask, cast: Cast) -> None:
    page = text(signed_in(app, cast.amira).get("/classes"))
    assert "History 9" in page
    assert "History 10" not in page
    assert app.test_client().get("/classes").location == "/sign-in"


def test_it_makes_a_class_and_shows_its_code(app: Flask, cast: Cast) -> None:
    browser = signed_in(app, cast.ben)
    made = browser.post("/classes/new", data={"name": "Art 7", "time_zone": "Asia/Tokyo"})
    page = text(browser.get(made.location))
    assert "“Art 7” is made. Its class code is" in page
    assert "Nobody is in this class yet." in page
    assert "Settings" in page


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "n" * 121}, {"time_zone": "Berlin"}])
def test_it_makes_no_class_of_a_form_that_is_wrong(app: Flask, cast: Cast, wrong: dict[str, str]) -> None:
    browser = signed_in(app, cast.ben)
    assert browser.post("/classes/new", data={"name": "Art 7", "time_zone": "UTC"} | wrong).status_code == 422
    assert "Art 7" not in text(browser.get("/classes"))


def test_it_gives_an_observer_no_way_to_the_keys_by_a_class_of_their_own(app: Flask, cast: Cast) -> None:
    browser = signed_in(app, cast.ina)
    assert browser.get("/classes/new").status_code == 403
    refused = browser.post("/classes/new", data={"name": "Art 7", "time_zone": "UTC"})
    assert refused.status_code == 403
    assert "ask the owner of your class to make you instructor" in text(refused)
    assert "Art 7" not in text(browser.get("/classes"))
    assert browser.get("/questions").status_code == 403


def test_it_offers_an_observer_nothing_that_is_refused(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        an_opening(db, a_quiz(db, cast.course, title="Rivers"))
        db.commit()
    offered = {}
    for person in (cast.ina, cast.ben):
        browser = signed_in(app, person)
        for path in ("/", "/classes"):
            links = set(re.findall(r'href="(/[^"#]*)"', browser.get(path).text))
            offered[person.name, path] = links
            assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert "/questions" not in offered["Ina", "/"]
    assert {"/questions", "/quizzes/new", "/classes/new"} <= offered["Ben", "/"]
    assert "/classes/new" in offered["Ben", "/classes"]


def test_it_shows_the_class_as_it_stands(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        opening = an_opening(db, a_quiz(db, cast.course, title="Rivers"))
        a_quiz(db, cast.course, title="A draft")
        an_attempt(db, opening, cast.gus)
        db.commit()
    reply = signed_in(app, cast.amira).get(f"/classes/{cast.course.public_id}")
    page = text(reply)
    assert grouped(cast.course.join_code) in page
    assert "http://localhost/join" in page
    assert 'role="img" aria-label="QR code of http://localhost/join/' in reply.text
    assert "Gus in use 1 2 March 2026, 13:00" in page
    assert "learners, times in Europe/Berlin" in page
    assert "Lin not used yet 0" in page
    assert "Rivers Results of Rivers open" in page
    assert "A draft not given to the class yet" in page
    assert "Ben instructor" in page
    assert opening.public_id in reply.text


def test_it_tells_a_live_run_of_a_quiz_from_one_that_learners_took_by_themselves(
    app: Flask, cast: Cast, store: Store
) -> None:
    with store.writing() as db:
        quiz = a_quiz(db, cast.course, title="Rivers")
        an_opening(db, quiz)
        an_opening(db, quiz).live = True
        db.commit()
    page = text(signed_in(app, cast.amira).get(f"/classes/{cast.course.public_id}"))
    given = "2 March 2026, 13:00"
    for run, act in (("given", "Results"), ("played live", "Live results")):
        assert f"{act} of Rivers, {run} {given} (Europe/Berlin) open {run.split()[0]} {given}" in page


def test_it_offers_ina_only_what_she_may_do(app: Flask, cast: Cast) -> None:
    reply = signed_in(app, cast.ina).get(f"/classes/{cast.course.public_id}")
    page = text(reply)
    assert reply.status_code == 200
    assert "Lin" in page
    for offer in ("Add learners", "Sheet to print", "Settings", "Invite", "Change", "Make a new class code", "Results"):
        assert offer not in page
    assert "/learners/" not in reply.text


def test_it_asks_the_same_number_of_questions_of_the_database_for_any_class(
    app: Flask, cast: Cast, store: Store
) -> None:
    browser, counts = signed_in(app, cast.amira), []
    for round in range(2):
        with store.writing() as db:
            lines = courses.read_roster(db, cast.course, "\n".join(f"Learner {round} {n}" for n in range(20)))
            courses.add_roster(db, cast.amira, db.get_one(Course, cast.course.id), lines, secret=KEY, at=NOON)
            db.commit()
        statements: list[str] = []
        count = lambda *args, into=statements: into.append(args[2])  # noqa: E731
        event.listen(store.engine, "before_cursor_execute", count)
        assert browser.get(f"/classes/{cast.course.public_id}").status_code == 200
        event.remove(store.engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15


def test_it_changes_the_settings(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}/settings"
    page = browser.get(path).text
    assert '<option selected value="Europe/Berlin">' in page
    assert "checked" in page
    changed = browser.post(path, data={"name": "History 9b", "time_zone": "Asia/Tokyo"})
    assert changed.status_code == 303
    course = read_course(store, cast)
    assert (course.name, course.time_zone, course.joining_open) == ("History 9b", "Asia/Tokyo", False)
    assert "Joining closed" in text(browser.get(changed.location))


def test_it_keeps_the_settings_when_the_form_is_wrong(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}/settings"
    assert browser.post(path, data={"name": "", "time_zone": "UTC"}).status_code == 422
    assert browser.post(path, data={"name": "Ours", "time_zone": "Berlin"}).status_code == 422
    assert read_course(store, cast).name == "History 9"


def test_it_makes_a_new_class_code(app: Flask, cast: Cast, store: Store) -> None:
    browser = signed_in(app, cast.ben)
    assert browser.get(f"/classes/{cast.course.public_id}/code").status_code == 405
    shown = browser.post(f"/classes/{cast.course.public_id}/code").location
    new = read_course(store, cast).join_code
    assert new != cast.course.join_code
    assert f"The new class code is {grouped(new)}" in text(browser.get(shown))
    assert app.test_client().get(f"/join/{cast.course.join_code}").status_code == 404


# --- learners --------------------------------------------------------------------------------------------------


def test_it_shows_what_it_read_before_it_writes(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/add"
    pasted = "Anna Weber, 4711\nLin\nBo Li"
    preview = browser.post(path, data={"pasted": pasted})
    assert preview.status_code == 200
    assert "2 of 3 lines can be added. Nothing is written yet." in text(preview)
    assert "2 Lin left out “Lin” is in the class or the list already; add an initial" in text(preview)
    assert names(store, cast) == ["Gus", "Lin"]
    done = browser.post(path, data={"pasted": pasted, "confirm": "2"})
    assert names(store, cast) == ["Anna Weber", "Bo Li", "Gus", "Lin"]
    assert "2 learners added. 1 left out" in text(browser.get(done.location))


def test_it_reads_an_uploaded_file_and_shows_it_first(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/add"
    file = (BytesIO("Name;Id\nJürgen Müller;12".encode("cp1252")), "class.csv")
    preview = browser.post(path, data={"file": file, "confirm": "1"}, content_type="multipart/form-data")
    assert preview.status_code == 200
    assert "2 Jürgen Müller can be added 12" in text(preview)
    assert names(store, cast) == ["Gus", "Lin"]
    (kept,) = re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", preview.text, re.DOTALL)
    browser.post(path, data={"pasted": unescape(kept), "confirm": "1"})
    assert names(store, cast) == ["Gus", "Jürgen Müller", "Lin"]


@pytest.mark.parametrize(
    ("pasted", "file", "told"),
    [
        ("", b"", "at least one name"),
        ("n\n" * 2_001, b"", "divide the list"),
        ("Anna", b"PK\x03\x04 a workbook", "save it as CSV"),
    ],
)
def test_it_says_what_to_do_with_a_list_it_cannot_take(
    app: Flask, cast: Cast, store: Store, pasted: str, file: bytes, told: str
) -> None:
    data: dict[str, object] = {"pasted": pasted, "confirm": "1"}
    if file:
        data["file"] = (BytesIO(file), "class.xlsx")
    reply = signed_in(app, cast.ben).post(
        f"/classes/{cast.course.public_id}/learners/add", data=data, content_type="multipart/form-data"
    )
    assert reply.status_code == 422
    assert told in text(reply)
    assert names(store, cast) == ["Gus", "Lin"]


def test_it_shows_the_list_again_when_somebody_has_joined_with_one_of_its_names(
    app: Flask, cast: Cast, store: Store
) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/add"
    preview = browser.post(path, data={"pasted": "Anna\nBo"})
    assert 'name="confirm" value="2"' in preview.text
    app.test_client().post(f"/join/{cast.course.join_code}", data={"name": "Bo"})
    again = browser.post(path, data={"pasted": "Anna\nBo", "confirm": "2"})
    assert again.status_code == 422
    assert "has changed since it was checked" in text(again)
    assert "2 Bo left out" in text(again)
    assert "Anna\nBo</textarea>" in again.text.replace("\r", "")
    assert names(store, cast) == ["Bo", "Gus", "Lin"]


def test_it_keeps_the_pasted_list_when_the_class_has_no_room(
    app: Flask, cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "MAX_SEATS", 3)
    path = f"/classes/{cast.course.public_id}/learners/add"
    reply = signed_in(app, cast.ben).post(path, data={"pasted": "Anna\nBo", "confirm": "2"})
    assert reply.status_code == 422
    assert "2 of 3 seats" in text(reply)
    assert "Anna\nBo</textarea>" in reply.text.replace("\r", "")
    assert names(store, cast) == ["Gus", "Lin"]


def test_it_takes_a_list_of_up_to_two_megabytes(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/add"
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="class.csv"\r\n\r\nname;id;note\nAnna;1;'
    for size, status in ((1_500_000, 200), (2_200_000, 413)):
        rows = b"\n".join([b"x" * 100_000] * (size // 100_000))
        body = head + rows + b"\r\n--edge--\r\n"
        assert browser.post(path, data=body, content_type="multipart/form-data; boundary=edge").status_code == status


def test_it_offers_no_button_to_add_when_no_line_is_good(app: Flask, cast: Cast) -> None:
    reply = signed_in(app, cast.ben).post(f"/classes/{cast.course.public_id}/learners/add", data={"pasted": "Lin"})
    assert 'name="confirm"' not in reply.text
    assert "0 of 1 lines" in text(reply)


def test_it_changes_a_learner(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/{cast.lin.public_id}"
    assert grouped(courses.personal_code(cast.lin, KEY)) in text(browser.get(path))
    data = {"name": "Lin Ng", "school_id": "12", "time_factor": "1.5"}
    assert browser.post(path, data=data).status_code == 303
    lin = read_seat(store, cast.lin)
    assert (lin.name, lin.school_id, lin.time_factor) == ("Lin Ng", "12", "1.5")


@pytest.mark.parametrize("wrong", [{"name": "GUS"}, {"name": ""}, {"time_factor": "7"}, {"school_id": "1" * 61}])
def test_it_leaves_a_learner_as_they_were_when_the_form_is_wrong(
    app: Flask, cast: Cast, store: Store, wrong: dict[str, str]
) -> None:
    path = f"/classes/{cast.course.public_id}/learners/{cast.lin.public_id}"
    data = {"name": "Lin", "school_id": "12", "time_factor": "2"} | wrong
    assert signed_in(app, cast.ben).post(path, data=data).status_code == 422
    assert read_seat(store, cast.lin).time_factor == "1"


def test_it_does_not_reach_a_learner_of_another_class(app: Flask, cast: Cast) -> None:
    path = f"/classes/{cast.course.public_id}/learners/{cast.omar.public_id}"
    assert signed_in(app, cast.amira).get(path).status_code == 404
    assert signed_in(app, cast.amira).post(f"{path}/remove").status_code == 404


def test_it_ends_a_learners_devices_with_a_new_personal_code(app: Flask, cast: Cast, store: Store) -> None:
    lin = seated(app, cast.lin)
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/{cast.lin.public_id}"
    shown = browser.post(f"{path}/code").location
    new = courses.personal_code(read_seat(store, cast.lin), KEY)
    assert grouped(new) in text(browser.get(shown))
    assert new != courses.personal_code(cast.lin, KEY)
    assert "no class" in text(lin.get("/me"))
    assert lin.post("/claim", data={"code": new}).location == "/me"


def test_it_removes_a_learner_only_after_saying_what_that_means(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/{cast.lin.public_id}/remove"
    asked = text(browser.get(path))
    assert "Answers and results stay" in asked
    assert "Removing keeps the name in the results" in asked
    assert names(store, cast) == ["Gus", "Lin"]
    assert "Lin is removed" in text(browser.get(browser.post(path, data={"confirm": "yes"}).location))
    assert names(store, cast) == ["Gus"]
    assert browser.get(path).status_code == 404


def test_it_removes_a_flood_of_strangers_and_keeps_who_has_answered(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        course, gus = db.get_one(Course, cast.course.id), db.get_one(Seat, cast.gus.id)
        answer(db, an_attempt(db, an_opening(db, a_quiz(db, course)), gus), (0,))
        for n in range(40):
            courses.join(db, course, f"Flood {n}", secret=KEY, at=NOON)
        db.commit()
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/learners/unanswered"
    assert path in browser.get(f"/classes/{cast.course.public_id}").text
    page = text(browser.get(path))
    assert "40 joined with the class code and have answered nothing" in page
    assert "Gus" not in page
    assert len(names(store, cast)) == 42
    assert "40 learners removed" in text(browser.get(browser.post(path, data={"confirm": "yes"}).location))
    assert names(store, cast) == ["Gus", "Lin"]
    assert "Nobody is to be removed" in text(browser.get(path))


def test_it_prints_a_card_for_each_learner(app: Flask, cast: Cast) -> None:
    reply = signed_in(app, cast.ben).get(f"/classes/{cast.course.public_id}/sheet")
    page = text(reply)
    for seat in (cast.lin, cast.gus):
        assert f"{seat.name} {grouped(courses.personal_code(seat, KEY))}" in page
    assert "Omar" not in page
    assert grouped(cast.course.join_code) in page
    assert reply.text.count('class="qr"') == 2


def test_it_never_breaks_a_card_across_two_sheets() -> None:
    css = (Path(courses.__file__).parents[1] / "web/static/app.css").read_text()
    assert re.search(r"\.cards > li \{[^}]*break-inside: avoid", css)


def test_it_divides_the_cards_of_a_large_class(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        lines = courses.read_roster(db, cast.course, "\n".join(f"Learner {n}" for n in range(70)))
        courses.add_roster(db, cast.amira, db.get_one(Course, cast.course.id), lines, secret=KEY, at=NOON)
        db.commit()
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/sheet"
    counts = [browser.get(f"{path}?page={n}").text.count('class="qr"') for n in (1, 2, 99)]
    assert counts == [60, 12, 12]
    assert "Page 2 of 2" in text(browser.get(f"{path}?page=2"))


# --- staff -----------------------------------------------------------------------------------------------------


def test_it_makes_a_link_for_a_colleague_and_shows_it_once(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.ben), f"/classes/{cast.course.public_id}/invite"
    reply = browser.post(path, data={"role": "observer"})
    assert reply.status_code == 200
    (link,) = re.findall(r'value="(http://localhost/invitation/[\w-]+)"', reply.text)
    assert "Join History 9" in text(app.test_client().get(link))
    assert "invitation" not in browser.get(path).text
    assert "invitation" not in browser.get(f"/classes/{cast.course.public_id}").text


@pytest.mark.parametrize("role", ["", "owner", "king"])
def test_it_invites_nobody_to_a_role_it_does_not_offer(app: Flask, cast: Cast, role: str) -> None:
    reply = signed_in(app, cast.amira).post(f"/classes/{cast.course.public_id}/invite", data={"role": role})
    assert reply.status_code == 422
    assert "/invitation/" not in reply.text


def test_it_changes_what_a_colleague_does(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}/staff/{cast.ben.public_id}"
    assert re.search(r'<input[^>]*checked[^>]*value="instructor"', browser.get(path).text)
    assert browser.post(path, data={"role": "king"}).status_code == 422
    assert browser.post(path, data={"role": "owner"}).status_code == 303
    with store.reading() as db:
        assert role_in(db, cast.ben, cast.course) == "owner"
        assert db.scalars(select(AuditEntry.what).order_by(AuditEntry.id.desc())).first() == "member.change"


def test_it_shuts_a_removed_colleague_out_at_once(app: Flask, cast: Cast) -> None:
    ben, browser = signed_in(app, cast.ben), signed_in(app, cast.amira)
    path = f"/classes/{cast.course.public_id}/staff/{cast.ben.public_id}/remove"
    assert "closed to this person at once" in text(browser.get(path))
    assert ben.get(f"/classes/{cast.course.public_id}").status_code == 200
    assert "Ben no longer belongs" in text(browser.get(browser.post(path).location))
    assert ben.get(f"/classes/{cast.course.public_id}").status_code == 404
    assert browser.get(path).status_code == 404


def test_it_keeps_the_last_owner(app: Flask, cast: Cast, store: Store) -> None:
    browser, path = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}/staff/{cast.amira.public_id}"
    for reply in (browser.post(f"{path}/remove"), browser.post(path, data={"role": "observer"})):
        assert reply.status_code == 409
        assert "make somebody else owner first" in text(reply)
    with store.reading() as db:
        assert [m.role for m in people.staff_of(db, cast.course)] == ["owner", "instructor", "observer"]


def test_it_lets_one_of_two_owners_leave(app: Flask, cast: Cast) -> None:
    browser, path = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}/staff"
    browser.post(f"{path}/{cast.ben.public_id}", data={"role": "owner"})
    assert browser.post(f"{path}/{cast.amira.public_id}/remove").location == "/classes"
    assert "You have no class yet." in text(browser.get("/classes"))

"""A live room as its people see it: host, learners, screen, remote control."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.core.item import Answer, Item
from tests.conftest import Cast, seated
from tests.factories import an_item
from tests.web.live_pages import Learner, LivePages, live_pages


@pytest.fixture
def room(app: Flask, cast: Cast) -> LivePages:
    return live_pages(app, cast)


def test_a_whole_run_from_the_first_name_to_the_results(app: Flask, room: LivePages) -> None:
    lin, gus = room.join("Calm Heron"), room.join("Wise Otter")
    assert "Calm Heron" in room.app.test_client().get(room.screen).text
    assert lin.told["state"] == "lobby"
    room.say("next")
    assert lin.told["question"]["stem"].startswith("Which river")
    key, wrong = room.tokens(1)[:2]
    reply = lin.answer([key])
    assert reply.get_json() == {"status": "stored", "at": "13:00:00"}
    assert gus.answer([wrong]).get_data() == reply.get_data()
    assert room.state["answered"] == 2
    assert lin.told["own"]["words"] in ("A – The Aller", "B – The Aller", "C – The Aller", "D – The Aller")
    room.say("next", "next")
    assert lin.told["result"] == {"verdict": "right"}
    assert gus.told["result"] == {"verdict": "not right"}
    assert lin.told["question"]["key"] == [key]
    assert "The Aller crosses the town" in lin.client.get(f"/play/{room.room_id}").text
    screen = app.test_client().get(room.screen).text
    assert "50 %" in screen
    assert "Source" in screen
    room.say("finish")
    page = lin.client.get(f"/play/{room.room_id}").text
    report = re.search(r'href="(/take/[^"]+/result)"', page)
    assert report
    assert "1 of 1" in lin.client.get(report[1]).text
    opening = re.search(r"/openings/(\w+)/results", room.host.get(f"/live/{room.room_id}").text)
    assert opening
    results = room.host.get(f"/openings/{opening[1]}/results").text
    assert "Calm Heron" in results
    assert "Wise Otter" in results
    assert b"Calm Heron" in room.host.get(f"/openings/{opening[1]}/results.csv").data


def test_the_sign_for_partly_right_stands_at_no_answer_that_is_simply_shown(app: Flask, room: LivePages) -> None:
    partly = str(app.jinja_env.get_template("_macros.html").module.icon("partly"))  # type: ignore[attr-defined]
    lin = room.join("Calm Heron")
    room.say("next")
    assert partly not in room.host.get(f"/live/{room.room_id}").text
    lin.answer([room.tokens(1)[0]])
    room.say("next", "next")
    assert "<strong>With its key</strong>" in room.host.get(f"/live/{room.room_id}").text
    assert partly not in room.host.get(f"/live/{room.room_id}").text
    page = lin.client.get(f"/play/{room.room_id}").text
    assert "<strong>The answer</strong>" in page
    assert partly not in page


def open_to_all(page: str) -> str:
    """What the host's page shows without anything being folded out."""
    return re.sub(r"<details(?![^>]* open)[^>]*>.*?</details>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("kind", ["options", "text"])
def test_the_hosts_page_has_the_key_and_its_proof_folded_away_until_the_room_has_seen_them(
    app: Flask, cast: Cast, kind: str
) -> None:
    text = Item("text", "Which river is it?", answers=(Answer("The Aller"),), explanation="It crosses.", facts=("F1",))
    room = live_pages(app, cast, [an_item(explanation="It crosses.") if kind == "options" else text])
    lin = room.join("Calm Heron")
    told = ('option key"', "Correct answer", "correct answer", "It crosses.", 'class="evidence"', "Accepted")
    for state in ("answer", "locked", "discuss", "answer", "locked"):
        room.say("discuss" if state == "discuss" else "next")
        if state == "answer":
            lin.answer(room.tokens(1)[:1] if kind == "options" else ["The Aller"])
        page = room.host.get(f"/live/{room.room_id}").text
        assert [words for words in told if words in open_to_all(page)] == [], state
        assert "It crosses." in page
        assert "Which river" in open_to_all(page)
    room.say("next")
    shown = open_to_all(room.host.get(f"/live/{room.room_id}").text)
    assert "It crosses." in shown
    assert 'class="evidence"' in shown
    assert "correct answer" in shown


def test_a_host_without_script_keeps_the_key_open_by_the_address_of_the_page(room: LivePages) -> None:
    room.join("Calm Heron")
    room.say("next")
    panel = f"/live/{room.room_id}"
    wanted = re.search(r'<a href="([^"]*)">Keep the key open', room.host.get(panel).text)
    assert wanted
    page = room.host.get(wanted[1]).text
    assert "Correct answer" in open_to_all(page)
    form = re.search(r'action="(/live/\w+/do[^"]*)".*?name="expect" value="(\d+)"', page, flags=re.DOTALL)
    assert form
    onwards = room.host.post(form[1], data={"command": "next", "expect": form[2]}).location
    page = room.host.get(onwards).text
    assert "Correct answer" in open_to_all(page)
    away = re.search(r'<a href="([^"]*)">Keep the key folded away', page)
    assert away
    assert "Correct answer" not in open_to_all(room.host.get(away[1]).text)


def test_ending_a_room_early_is_asked_once_more_whatever_it_has_come_to_meanwhile(room: LivePages) -> None:
    room.join("Calm Heron")
    room.say("next")
    panel = room.host.get(f"/live/{room.room_id}").text
    assert 'value="finish"' not in panel, "one click beside the next step must not end the room"
    assert f'href="/live/{room.room_id}/end"' in panel
    asked = room.host.get(f"/live/{room.room_id}/end").text
    assert "questions have not been asked" in asked
    assert room.state["state"] == "answer"
    room.say("next")  # on another computer
    for _ in range(2):  # a double click
        assert room.host.post(f"/live/{room.room_id}/end").location == f"/live/{room.room_id}"
    assert room.state["state"] == "ended"
    assert room.host.get(f"/live/{room.room_id}/end").status_code == 303


def test_skipping_a_question_is_asked_once_more_and_skips_no_other(room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    panel = room.host.get(f"/live/{room.room_id}").text
    assert 'value="skip"' not in panel, "one click beside the next step must not lose a question"
    path = f"/live/{room.room_id}/skip/1"
    assert f'href="{path}"' in panel
    assert lin.client.post(path).location != f"/live/{room.room_id}", "a learner is no host"
    assert "The next question comes at once." in room.host.get(path).text
    assert room.state["number"] == 1
    for _ in range(2):  # a double click
        assert room.host.post(path).location == f"/live/{room.room_id}"
    assert (room.state["number"], room.state["state"]) == (2, "answer")
    assert room.host.get(path).status_code == 303
    room.say("next")
    assert room.host.post(f"/live/{room.room_id}/skip/2").status_code == 303
    assert "Question 2 was closed meanwhile, so it was not skipped." in room.host.get(f"/live/{room.room_id}").text
    assert room.state["number"] == 2


def test_a_question_closed_by_mistake_is_opened_again_from_the_panel_and_takes_answers(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next", "next")
    assert "Open for answers again" in room.state["parts"]["control"]
    assert lin.answer([room.tokens(1)[0]], number=1, vote=1).status_code == 409
    room.say("reopen")
    assert lin.answer([room.tokens(1)[0]], number=1, vote=1).status_code == 200
    room.say("next", "next")
    assert lin.told["result"]["verdict"] == "right"
    assert "Open for answers again" not in room.state["parts"]["control"]


def test_a_room_whose_next_step_is_its_end_offers_it_once(room: LivePages) -> None:
    room.join("Calm Heron")
    while room.state["state"] != "ended":
        panel = room.host.get(f"/live/{room.room_id}").text
        assert (f'href="/live/{room.room_id}/end"' in panel) != (">End the room</button>" in panel)
        room.say("next")


def test_without_a_source_sentence_the_host_reads_so_and_nobody_sees_an_empty_box(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, [an_item(facts=())])
    lin = room.join("Calm Heron")
    room.say("next")
    lin.answer(room.tokens(1)[:1])
    room.say("next", "next")
    told = room.host.get(f"/live/{room.room_id}").text
    assert "No source sentence is recorded for this question." in told
    pages = [told, app.test_client().get(room.screen).text, lin.client.get(f"/play/{room.room_id}").text]
    room.say("finish")
    report = re.search(r'href="(/take/[^"]+/result)"', lin.client.get(f"/play/{room.room_id}").text)
    assert report
    pages.append(lin.client.get(report[1]).text)
    for page in pages:
        assert "The Aller crosses the town from east to west." in page
        assert 'class="evidence"' not in page
        assert page is told or "source sentence" not in page


def test_words_of_a_question_do_not_outlast_it(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, podium="y")
    lin = room.join("Lin")

    def title() -> str:
        found = re.search(r"<title>(.*?)</title>", lin.client.get(f"/play/{room.room_id}").text)
        assert found
        return found[1]

    assert title() == "Waiting – Rivers of the north – quizapp"
    room.say("next")
    assert "this page may be on the projector" in room.state["parts"]["stage"]
    assert title() == "Question 1: answering – Rivers of the north – quizapp"
    room.say("next", "next", "podium")
    assert "Correct answer" in room.state["parts"]["stage"]
    assert "may be on the projector" not in room.state["parts"]["stage"]
    assert title() == "Final standings – Rivers of the north – quizapp"
    room.say("next")
    assert title() == "Ended – Rivers of the north – quizapp"


def test_a_tab_of_any_page_of_a_room_tells_the_question_and_its_state(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast)
    lin = room.join("Lin")
    room.host.post(f"/live/{room.room_id}/remote")
    remote = re.search(rf"/remote/{room.room_id}/\w+", room.host.get(f"/live/{room.room_id}/people").text)
    assert remote
    pages = [
        (room.host, f"/live/{room.room_id}", "Live: Rivers of the north"),
        (app.test_client(), room.screen, "Screen: Rivers of the north"),
        (app.test_client(), remote[0], "Remote control"),
        (lin.client, f"/play/{room.room_id}", "Rivers of the north"),
    ]
    for command, state in [
        ("", "Waiting"),
        ("next", "Question 1: answering"),
        ("pause", "Question 1: paused"),
        ("resume", "Question 1: answering"),
        ("next", "Question 1: closed"),
        ("discuss", "Question 1: discussing"),
        ("next", "Question 1, asked again: answering"),
        ("finish", "Ended"),
    ]:
        if command:
            room.say(command)
        for client, path, page in pages:
            told = f"{state} – {page}"
            assert f"<title>{told} – quizapp</title>" in client.get(path).text
            assert client.get(f"{path}/state").get_json()["tab"] == state


def test_results_say_which_numbers_of_the_room_are_missing_and_list_guests_by_name(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast)
    names = ["Mild Otter", "Calm Heron", "Wise Lynx", "Amber Wren"]
    learners = {name: room.join(name) for name in names}
    room.say("next")
    room.say("skip")
    for learner in learners.values():
        learner.answer([room.tokens(2)[0]])
    room.say("next", "next", "finish")
    opening = room.key.opening
    page = room.host.get(f"/openings/{opening}/results").text
    assert sorted(names) == re.findall(r"<a [^>]*/learners/[^>]*><bdi>(.*?)</bdi></a>", page)
    for path in ("", "/grid"):
        assert "left out here: question 1." in room.host.get(f"/openings/{opening}/results{path}").text
    report = re.search(r'href="(/take/[^"]+/result)"', learners["Calm Heron"].client.get(f"/play/{room.room_id}").text)
    assert report
    assert "the numbers differ from those in the room" in learners["Calm Heron"].client.get(report[1]).text


def test_where_nothing_was_skipped_the_numbers_are_the_rooms(app: Flask, room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    room.say("next", "next", "finish")
    assert "left out here" not in room.host.get(f"/openings/{room.key.opening}/results").text
    report = re.search(r'href="(/take/[^"]+/result)"', lin.client.get(f"/play/{room.room_id}").text)
    assert report
    assert "those in the room" not in lin.client.get(report[1]).text



def test_results_say_what_the_scores_of_who_came_late_are_out_of(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast)
    heron = room.join("Calm Heron")
    room.say("next")
    heron.answer(room.tokens(1)[1:2])  # wrong
    room.say("next")
    opening = f"/openings/{room.key.opening}/results"
    assert "asked while" not in room.host.get(opening).text, "nobody has come late"
    late = room.join("Wise Otter")
    room.say("next", "next")
    for learner in (heron, late):
        learner.answer(room.tokens(2)[:2])
    room.say("next", "next", "finish")
    texts = [unescape(re.sub(r"<[^>]+>", " ", room.host.get(opening + path).text)) for path in ("", "/grid")]
    page, grid = (" ".join(text.split()) for text in texts)
    assert "Mean score 75 % of the questions asked while each learner was there" in page
    for shown in (page, grid):
        assert "1 learner came when questions had been asked already. Their scores count only the questions" in shown
        assert "Score of 2" in shown
    assert "Wise Otter Finished 1 1 of 1" in page
    assert "Calm Heron Finished 1 1 2 March" in page
    assert grid.count("1 of 1") == 1


def test_the_table_of_learners_says_who_was_not_there_yet(room: LivePages) -> None:
    room.join("Calm Heron")
    room.say("next", "next")
    room.join("Wise Otter")
    room.say("next", "next", "next", "next", "finish")
    opening = re.search(r"/openings/(\w+)/results", room.host.get(f"/live/{room.room_id}").text)
    assert opening
    page = room.host.get(f"/openings/{opening[1]}/results/grid").text
    assert page.count('<span class="visually-hidden">not there</span>') == 1
    assert "not there yet when it was asked" in page


def test_everything_works_by_plain_forms(room: LivePages) -> None:
    lin = room.join("Lin")
    page = room.host.get(f"/live/{room.room_id}").text
    version = re.search(r'name="expect" value="(\d+)"', page)
    assert version
    reply = room.host.post(f"/live/{room.room_id}/do", data={"command": "next", "expect": version[1]})
    assert reply.status_code == 303
    page = lin.client.get(f"/play/{room.room_id}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    choice = re.findall(r'name="choice" value="(\w+)"', page)[1]
    sent = form | {"choice": choice}
    for _ in range(2):  # pressing twice is one answer
        reply = lin.client.post(f"/play/{room.room_id}", data=sent)
        assert reply.status_code == 303
    page = lin.client.get(reply.location).text
    assert "was received 13:00:00" in page
    assert re.search(rf'value="{choice}" checked', page)
    room.say("next")
    late = lin.client.post(f"/play/{room.room_id}", data=sent | {"choice": form.get("none", choice), "key": "9" * 32})
    assert "Not accepted: this question was closed already." in lin.client.get(late.location).text


@pytest.mark.parametrize("state", ["lobby", "answer", "locked", "reveal", "ended"])
def test_a_page_without_script_looks_again_by_itself_but_not_while_it_is_answered(room: LivePages, state: str) -> None:
    lin = room.join("Lin")
    room.say(
        *{"lobby": [], "answer": ["next"], "locked": ["next"] * 2, "reveal": ["next"] * 3, "ended": ["finish"]}[state]
    )
    page = lin.client.get(f"/play/{room.room_id}").text
    assert ('http-equiv="refresh"' in page) == (state in ("lobby", "locked", "reveal"))


def looks_again(page: str) -> tuple[str, str] | None:
    """After how many seconds a page without script asks by itself, and for what."""
    found = re.search(r'<noscript><meta http-equiv="refresh" content="(\d+);url=([^"]*)"></noscript>', page)
    return (found[1], unescape(found[2])) if found else None


def by_form(learner: Learner, choice: str, query: str = "") -> str:
    """Answer as a browser without script does, on the page it has; where it is sent then."""
    page = learner.client.get(f"/play/{learner.room_id}{query}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    reply = learner.client.post(f"/play/{learner.room_id}{query}", data=form | {"choice": choice})
    assert reply.status_code == 303
    return reply.location


@pytest.mark.parametrize("final", [False, True])
def test_who_has_answered_without_script_need_not_press_to_see_whether_it_has_gone_on(
    app: Flask, cast: Cast, final: bool
) -> None:
    room = live_pages(app, cast, limit_s=20, speed_percent=10 if final else 0)
    lin = room.join("Lin")
    room.say("next")
    choice = room.tokens(1)[0]
    after = by_form(lin, choice)
    page = lin.client.get(after).text
    assert looks_again(page) == ("3", after)
    assert re.search(rf'value="{choice}" checked', page)
    assert '<fieldset class="question" data-question' in page
    assert re.search(r"<fieldset [^>]* disabled>", page), "what cannot be chosen is not lost when the page looks again"
    assert "Send answer" not in page
    assert "Look for the next question" not in page
    assert ("Change the answer" in page) != final
    room.say("next", "next", "next")
    page = lin.client.get(after).text
    assert "Send answer" in page
    assert looks_again(page) is None, "the next question is being answered"
    assert "disabled>" not in page


def test_who_changes_the_answer_without_script_is_not_interrupted(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    first, second = room.tokens(1)[:2]
    page = lin.client.get(by_form(lin, first)).text
    changing = re.search(r'<a href="([^"]*)">Change the answer', page)
    assert changing
    page = lin.client.get(changing[1]).text
    assert looks_again(page) is None
    assert "Send answer" in page
    assert re.search(rf'value="{second}" checked', lin.client.get(by_form(lin, second)).text)


NUMBER = Item("numeric", "In which year was the bridge built?", answers=(Answer("1887"),))


def by_form_in_vain(learner: Learner, choice: str, query: str = "", **more: str) -> TestResponse:
    """What a browser without script gets for an answer that cannot be taken."""
    page = learner.client.get(f"/play/{learner.room_id}{query}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return learner.client.post(f"/play/{learner.room_id}{query}", data=form | {"choice": choice} | more)


def test_nothing_typed_without_script_is_said_as_such(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, [NUMBER])
    lin = room.join("Lin")
    room.say("next")
    assert "Question 1: Type an answer first" in by_form_in_vain(lin, " ").text


def test_a_number_written_badly_comes_back_at_its_question_where_there_is_no_script(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, [NUMBER, an_item()], text_on_device=None)
    lin = room.join("Lin")
    room.say("next")
    reply = by_form_in_vain(lin, "1e5²", "?text=1")
    assert reply.status_code == 422
    assert "<title>Error: Question 1" in reply.text
    assert '<a href="#live-question">Question 1: “1e5²” is not a number' in reply.text
    legend = re.search(r"<legend>(.*?)</legend>", reply.text, flags=re.DOTALL)
    assert legend
    assert "“1e5²” is not a number" in legend[1]
    assert "In which year" in legend[1], "the text was asked for, and is still there"
    assert re.search(r'<input type="text" id="o-text" [^>]*value="1e5²"[^>]* aria-invalid="true"', reply.text)
    assert "Send answer" in reply.text
    assert looks_again(reply.text) is None
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', reply.text))
    after = lin.client.post(f"/play/{room.room_id}", data=form | {"choice": "1887"}).location
    page = lin.client.get(after).text
    assert "was received" in page
    assert "is not a number" not in page
    assert 'value="1887"' in page


def test_nothing_chosen_without_script_is_said_at_the_question(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    page = lin.client.get(f"/play/{room.room_id}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    reply = lin.client.post(f"/play/{room.room_id}", data=form)
    assert reply.status_code == 422
    assert "Question 1: Choose an answer first" in reply.text


def test_a_number_written_badly_for_a_question_that_has_gone_is_not_said_of_another(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, [NUMBER, an_item()])
    lin = room.join("Lin")
    room.say("next")
    page = lin.client.get(f"/play/{room.room_id}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    room.say("next", "next", "next")
    reply = lin.client.post(f"/play/{room.room_id}", data=form | {"choice": "1e5²"})
    assert reply.status_code == 303
    page = lin.client.get(reply.location).text
    assert "is not a number" not in page
    assert "the room has moved on meanwhile" in page
    assert "Which river" in page


def test_whatever_is_refused_leads_back_to_the_room(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    reply = by_form_in_vain(lin, room.tokens(1)[0], number="9")
    assert reply.status_code == 404
    assert f'href="/play/{room.room_id}">Back to the live room' in reply.text
    nowhere = lin.client.get("/play/nowhere")
    assert nowhere.status_code == 404
    assert "Back to the live room" not in nowhere.text


def test_a_refusal_can_be_read_and_does_not_stay_for_ever(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    page = lin.client.get(f"/play/{room.room_id}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    room.say("next")
    late = lin.client.post(f"/play/{room.room_id}", data=form | {"choice": room.tokens(1)[0]}).location
    page = lin.client.get(late).text
    assert "Not accepted: this question was closed already." in page
    again = looks_again(page)
    assert again
    assert again[0] == "10"
    assert "Not accepted: this question was closed already." not in lin.client.get(again[1]).text


def test_texts_that_were_asked_for_are_still_there_after_answering(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, text_on_device=None)
    lin = room.join("Lin")
    room.say("next")
    after = by_form(lin, room.tokens(1)[0], "?text=1")
    page = lin.client.get(after).text
    assert "Which river" in page
    assert looks_again(page) == ("3", after)


def test_letters_only_means_no_text_on_the_wire_unless_asked_for(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, text_on_device=None)
    lin = room.join("Lin")
    room.say("next")
    told = lin.client.get(f"/play/{room.room_id}/state")
    assert "Aller" not in told.text
    assert "Which river" not in told.text
    assert [option["letter"] for option in told.get_json()["question"]["options"]] == ["A", "B", "C", "D"]
    assert "Circle" in told.get_json()["parts"]["stage"]
    asked = lin.client.get(f"/play/{room.room_id}/state?text=1")
    assert "The Aller" in asked.text
    assert "Show the questions on this device" in lin.client.get(f"/play/{room.room_id}").text


def test_the_state_is_not_sent_again_until_something_has_changed(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    first = lin.client.get(f"/play/{room.room_id}/state")
    again = lin.client.get(f"/play/{room.room_id}/state", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    lin.answer([room.tokens(1)[0]])
    changed = lin.client.get(f"/play/{room.room_id}/state", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert first.headers["Cache-Control"] == "no-store"


def test_the_code_is_typed_where_class_codes_are_typed(room: LivePages) -> None:
    client = room.app.test_client()
    reply = client.post("/join", data={"code": f"{room.code[:3].lower()} {room.code[3:]}"})
    assert reply.location == f"/l/{room.code}"
    page = client.get(reply.location).text
    assert re.search(r'value="[A-Z][a-z]+ [A-Z][a-z]+"', page), "a name is offered"
    assert 'name="another"' in page


def test_a_learner_of_the_class_plays_with_the_own_seat(room: LivePages, cast: Cast, app: Flask) -> None:
    client = seated(app, cast.lin)
    assert "Your answers go to" in client.get(f"/l/{room.code}").text
    room.join("Silver Fox", client)
    room.say("next")
    room.learners["Silver Fox"].answer([room.tokens(1)[0]])
    room.say("next", "finish")
    opening = re.search(r"/openings/(\w+)/results", room.host.get(f"/live/{room.room_id}").text)
    assert opening
    results = room.host.get(f"/openings/{opening[1]}/results").text
    assert "Lin" in results
    assert "Silver Fox" not in results
    assert "Rivers of the north" in client.get("/me").text


def test_a_browser_without_a_seat_is_sent_to_the_door(room: LivePages) -> None:
    reply = room.app.test_client().get(f"/play/{room.room_id}")
    assert reply.location == f"/l/{room.code}"
    assert room.app.test_client().get(f"/play/{room.room_id}/state").status_code in (303, 401)


def test_the_leaderboard_shows_each_learner_the_own_place_only(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, board="own", podium="y")
    lin, gus = room.join("Calm Heron"), room.join("Wise Otter")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    gus.answer([room.tokens(1)[1]])
    room.say("next", "next", "board")
    assert lin.told["standing"] == {
        "rank": 1, "of": 2, "total": 1000, "behind": None, "last": 1000, "team_rank": None, "teams": 0,
    }  # fmt: skip
    reply = gus.client.get(f"/play/{room.room_id}/state")
    assert reply.get_json()["standing"]["behind"] == 1000
    assert "Calm Heron" not in reply.text
    assert "Calm Heron" not in app.test_client().get(room.screen).text
    room.say("podium")
    assert "Calm Heron" in app.test_client().get(room.screen).text
    assert "Calm Heron" not in gus.client.get(f"/play/{room.room_id}/state").text


def test_asking_again_shows_both_votes_and_how_people_moved(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[1]])
    room.say("next", "discuss")
    assert "100 %" not in room.app.test_client().get(room.screen).text
    room.say("bars")
    assert "100 %" in room.app.test_client().get(room.screen).text
    room.say("next")
    assert lin.told["own"] is None
    lin.answer([room.tokens(1)[0]])
    room.say("next", "next")
    screen = room.app.test_client().get(room.screen).text
    assert "First vote" in screen
    assert "Second vote" in screen
    assert "1 moved to the correct answer" in screen
    assert "That is a gain of 100 % of the answers that were wrong at first." in screen


def test_a_second_vote_that_is_worse_is_said_to_be_so_without_a_figure(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    room.say("next", "discuss", "next")
    lin.answer([room.tokens(1)[1]])
    room.say("next", "next")
    screen = room.app.test_client().get(room.screen).text
    assert "0 moved to the correct answer and 1 away from it. So fewer are right than before the discussion." in screen
    assert "a gain of" not in screen


def test_a_learner_reads_before_the_second_answer_which_one_counts_and_afterwards_that_it_does(
    room: LivePages,
) -> None:
    lin, gus, unasked = room.join("Lin"), room.join("Gus"), room.join("Wise Otter")

    def own(learner: Learner) -> str:
        return str(learner.told["parts"]["own"])

    room.say("next")
    gus.answer([room.tokens(1)[1]])
    assert "count" not in own(lin) + own(gus)
    room.say("next", "discuss")
    assert "The question is asked again; the answer you give then counts." in own(lin)
    room.say("next")
    assert "You have not answered this question yet, so the answer you give now counts." in own(lin)
    assert re.search("Your first answer, <bdi>.*</bdi>, counts in your result", own(gus))
    lin.answer([room.tokens(1)[0]])
    assert "It is your first answer to this question, so it counts." in own(lin)
    gus.answer([room.tokens(1)[0]])
    room.say("next", "next")
    assert "counts in your result" in gus.told["parts"]["result"]
    assert "counts in your result" not in lin.told["parts"]["result"] + unasked.told["parts"]["result"]
    room.say("finish")
    opening = room.key.opening
    page = room.host.get(f"/openings/{opening}/results/questions/{room.sheet.places[0].public_id}").text
    assert "1 of the learners answered only when the question was asked again." in page
    seats = dict(
        (name, path)
        for path, name in re.findall(r'href="([^"]*/learners/[^"]*)"><bdi>(.*?)</bdi>', room.host.get(
            f"/openings/{opening}/results").text)
    )  # fmt: skip
    assert "when asked again" in room.host.get(seats["Lin"]).text
    assert "when asked again" not in room.host.get(seats["Gus"]).text
    for learner, said in ((lin, True), (gus, False)):
        report = re.search(r'href="(/take/[^"]+/result)"', learner.client.get(f"/play/{room.room_id}").text)
        assert report
        own_report = learner.client.get(report[1]).text
        assert ("You answered this only when it was asked again; that answer counts." in own_report) is said
        assert "1 of 1 answers received" in own_report


def test_the_remote_control_can_go_on_and_knows_no_names_and_no_key(room: LivePages) -> None:
    room.join("Calm Heron")
    room.host.post(f"/live/{room.room_id}/remote")
    link = re.search(r"/remote/[^\"<]+", room.host.get(f"/live/{room.room_id}/people").text)
    assert link
    phone, address = room.app.test_client(), link[0]
    told = phone.get(f"{address}/state").get_json()
    reply = phone.post(f"{address}/do", json={"command": "next", "expect": told["version"]})
    assert reply.get_json()["state"] == "answer"
    page = phone.get(address).text
    assert "Calm Heron" not in page
    assert "The Aller" not in page
    refused = phone.post(f"{address}/do", json={"command": "finish", "expect": told["version"] + 1})
    assert refused.status_code == 422
    room.host.post(f"/live/{room.room_id}/remote", data={"off": "1"})
    assert phone.get(address).status_code == 404
    assert phone.post(f"{address}/do", json={"command": "next", "expect": told["version"] + 1}).status_code == 404


def test_the_host_renames_removes_and_lets_in_again(room: LivePages) -> None:
    lin = room.join("Calm Heron")
    page = room.host.get(f"/live/{room.room_id}/people").text
    who = re.search(r'name="participant" value="(\w+)"', page)
    assert who

    def change(act: str, value: str = "") -> int:
        form = {"participant": who[1], "act": act, "value": value}
        return room.host.post(f"/live/{room.room_id}/people", data=form).status_code

    assert change("rename", "Grey Heron") == 303
    assert lin.told["name"] == "Grey Heron"
    assert change("rename", "!!!") == 422
    assert change("time", "1.5") == 303
    assert change("remove") == 303
    assert lin.client.get(f"/play/{room.room_id}/state").status_code == 403
    assert lin.client.post(f"/l/{room.code}", data={"name": "Grey Heron"}).status_code == 403
    assert change("readmit") == 303
    assert lin.told["name"] == "Grey Heron"


def test_a_name_that_is_taken_comes_back_with_two_that_are_free(room: LivePages) -> None:
    room.join("Anna")
    client = room.app.test_client()
    reply = client.post(f"/l/{room.code}", data={"name": "АNNА"})
    assert reply.status_code == 422
    free = re.search(r"Free are “(.+?)” and “(.+?)”", reply.text)
    assert free
    assert client.post(f"/l/{room.code}", data={"name": free[1]}).status_code == 303


def test_where_everybody_chooses_a_name_none_is_offered_and_one_must_be_written(app: Flask, cast: Cast) -> None:
    room = live_pages(app, cast, names="free")
    client = app.test_client()
    page = client.get(f"/l/{room.code}").text
    field = re.search(r'<input [^>]*name="name"[^>]*>', page)
    assert field
    assert 'value=""' in field[0]
    assert " required" in field[0]
    assert "(optional)" not in page
    assert "Another name" not in page
    reply = client.post(f"/l/{room.code}", data={"name": " "})
    assert reply.status_code == 422
    assert "Write a name with at least one letter or digit." in reply.text
    room.join("Anna")
    reply = client.post(f"/l/{room.code}", data={"name": "anna"})
    assert "Add something to yours, for example the first letter of your last name." in reply.text
    assert client.post(f"/l/{room.code}", data={"name": "Anna B"}).status_code == 303


def test_where_a_name_is_offered_it_stands_in_the_field(room: LivePages) -> None:
    client = room.app.test_client()
    page = client.get(f"/l/{room.code}").text
    assert re.search(r'<input [^>]*name="name"[^>]*value="\w+ \w+"', page)
    assert client.post(f"/l/{room.code}", data={"name": "", "another": "1"}).status_code == 200


def test_the_page_of_settings_says_which_answer_counts(room: LivePages) -> None:
    quiz = re.search(r'href="(/quizzes/\w{12,})"', room.host.get("/quizzes").text)
    assert quiz
    page = room.host.get(f"{quiz[1]}/live").text
    assert "The results take the first answer that each learner gave" in page


def test_settings_that_cannot_hold_come_back_with_the_reason(room: LivePages, cast: Cast, app: Flask) -> None:
    with pytest.raises(AssertionError, match="Speed can only count where there is a countdown"):
        live_pages(app, cast, speed_percent="30")


def test_an_observer_and_a_stranger_cannot_host(room: LivePages, cast: Cast, app: Flask) -> None:
    from tests.conftest import signed_in

    for person, status in ((cast.ina, 403), (cast.noor, 404)):
        client = signed_in(app, person)
        assert client.get(f"/live/{room.room_id}").status_code == status
        assert client.get(f"/live/{room.room_id}/state").status_code == status
        assert room.do("next", expect=1, client=client).status_code == status
    assert room.state["version"] == 1


def test_an_answer_after_the_close_is_reported_without_a_time_that_there_was_not(room: LivePages) -> None:
    lin = room.join("Lin")
    room.say("next", "next")
    reply = lin.answer([room.tokens(1)[0]], number=1, vote=1)
    assert reply.get_json() == {"reason": "closed", "message": "Not accepted: this question was closed already."}
    room.say("finish")
    report = re.search(r'href="(/take/[^"]+/result)"', lin.client.get(f"/play/{room.room_id}").text)
    assert report
    own = lin.client.get(report[1]).text
    assert "1 answer came after the question was closed: kept for your instructor to see" in own
    results = room.host.get(f"/openings/{room.key.opening}/results").text
    learner = re.search(r'href="(/openings/\w+/results/learners/\w+)"', results)
    assert learner
    theirs = room.host.get(learner[1]).text
    assert "Received after the question was closed" in theirs
    assert "time was over" not in own + theirs

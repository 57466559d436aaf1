"""The review page: each draft beside its sentence, edited in place, decided with one press."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, jobs, reviewing
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Draft, Person
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from quizapp.web.reviewing import form_of
from tests.classroom.test_reviewing import HELD, SENTENCES, SOLD, TEXT, WHO
from tests.conftest import Cast, signed_in
from tests.factories import NOON, a_true_false


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, None, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    drafting.store(db, row, [WHO, SOLD, HELD], generator=1, at=NOON)
    db.commit()
    return row


def drafts(store: Store) -> list[Draft]:
    with store.reading() as db:
        return list(db.scalars(select(Draft).order_by(Draft.id)))


def typed(draft: Draft, **changes: str) -> dict[str, str]:
    """The form as the page sends it."""
    values = {"stem": draft.body["stem"], "explanation": draft.body["explanation"]}
    values |= {"act": "approve", "reason": "", "note": ""}
    for number, option in enumerate(draft.body["options"]):
        values[f"options-{number}-text"] = option["text"]
        values[f"options-{number}-rationale"] = option.get("rationale", "")
        if option.get("key"):
            values[f"options-{number}-is_key"] = "y"
    return values | changes


def test_the_draft_stands_beside_its_sentence(amira: FlaskClient, article: Article) -> None:
    shown = amira.get(f"/articles/{article.public_id}/review", follow_redirects=True).text
    assert "Draft 1 of 2 · 2 to decide" in shown
    assert f"<mark>{SENTENCES[0]}</mark>" in shown
    assert "Who opened the tidal mill of Tarnvik?" in shown


def test_one_press_approves_and_leads_to_the_next(amira: FlaskClient, article: Article, store: Store) -> None:
    first, second, _ = drafts(store)
    reply = amira.post(f"/drafts/{first.public_id}", data=typed(first))
    assert f"/drafts/{second.public_id}" in reply.location
    with store.reading() as db:
        [row] = db.scalars(select(ItemRow))
    assert (row.status, row.stem_start) == ("approved", "Who opened the tidal mill of Tarnvik?")
    last = amira.post(f"/drafts/{second.public_id}", data=typed(second), follow_redirects=True).text
    assert "Nothing left to review" in last
    assert "2 approved, 0 rejected, 1 kept back" in last


def test_what_was_edited_is_what_is_approved(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    amira.post(f"/drafts/{first.public_id}", data=typed(first, **{"options-1-text": "Lena Moen"}))
    with store.reading() as db:
        [row] = db.scalars(select(ItemRow))
    assert "lena moen" in row.search_text


def test_a_blocking_flaw_refuses_and_keeps_what_was_typed(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    refused = amira.post(
        f"/drafts/{first.public_id}", data=typed(first, looked="y", **{"options-1-text": "None of the above"})
    )
    assert refused.status_code == 422
    assert "cannot be approved" in refused.text
    assert "None of the above</textarea>" in refused.text
    assert drafts(store)[0].state == "waiting"


def test_a_rejection_needs_a_reason_and_can_be_undone(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    refused = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="reject"))
    assert (refused.status_code, "Choose why" in refused.text) == (422, True)
    next_page = amira.post(
        f"/drafts/{first.public_id}", data=typed(first, act="reject", reason="trivial"), follow_redirects=True
    ).text
    assert "Rejected:" in next_page
    assert drafts(store)[0].state == "rejected"
    amira.post(f"/drafts/{first.public_id}/undo")
    assert drafts(store)[0].state == "waiting"


def test_enter_never_approves(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    shown = amira.get(f"/drafts/{first.public_id}").text
    form = shown[shown.index("data-review") :]
    assert re.findall(r'name="act" value="(\w+)"', form)[0] == "enter", "Enter presses the first button"
    amira.post(f"/drafts/{first.public_id}", data=typed(first, act="enter"))
    assert drafts(store)[0].state == "waiting"
    refused = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="enter", note="The key is wrong."))
    assert "Choose why" in refused.text
    amira.post(f"/drafts/{first.public_id}", data=typed(first, act="enter", reason="wrong key", note="It is Ada."))
    assert drafts(store)[0].state == "rejected"


def test_an_edit_can_be_kept_without_a_decision(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    amira.post(f"/drafts/{first.public_id}", data=typed(first, act="keep", stem="Who opened the mill in 1921?"))
    assert (drafts(store)[0].state, drafts(store)[0].body["stem"]) == ("waiting", "Who opened the mill in 1921?")


def test_a_kept_edit_is_taken_back_to_what_was_drafted(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    address, undo = f"/drafts/{first.public_id}", 'value="drafted" data-key="u"'
    assert undo not in amira.get(address).text, "nothing to take back"
    amira.post(address, data=typed(first, act="keep", stem="Who shut the mill?", **{"options-1-text": "Anna Lund"}))
    kept = drafts(store)[0]
    assert undo in amira.get(address).text
    shown = amira.post(address, data=typed(kept, act="drafted"))
    assert (shown.status_code, "data-unsaved" in shown.text) == (200, True)
    assert f"{first.body['stem']}</textarea>" in shown.text
    assert "Jonas Eide</textarea>" in shown.text
    assert drafts(store)[0].body == kept.body, "nothing is written before somebody decides"
    amira.post(address, data=typed(first, act="keep"))
    assert drafts(store)[0].body == first.made


def test_a_kept_edit_says_that_its_options_were_put_in_order(
    amira: FlaskClient, article: Article, db: Session, store: Store
) -> None:
    first = db.get_one(Draft, drafts(store)[0].id)
    first.body = first.made = first.body | {"order": "fixed"}
    db.commit()
    for years, told in ((("1921", "1898", "1950"), True), (("1898", "1921", "1950"), False)):
        texts = {f"options-{number}-text": year for number, year in enumerate(years)}
        address = f"/drafts/{first.public_id}"
        shown = amira.post(address, data=typed(first, act="keep", **texts), follow_redirects=True).text
        assert ("Its options were put in order." in shown) is told


def test_the_number_of_a_draft_counts_on(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    shown = amira.post(f"/drafts/{first.public_id}", data=typed(first), follow_redirects=True).text
    assert "Draft 2 of 2 · 1 to decide" in shown
    shown = amira.post(f"/drafts/{first.public_id}/undo", follow_redirects=True).text
    assert "Draft 1 of 2 · 2 to decide" in shown


UNDO = 'class="undo"'


def test_a_decision_is_undone_right_after_it_or_on_the_page_of_its_draft(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    first, second, _ = drafts(store)
    shown = amira.post(f"/drafts/{first.public_id}", data=typed(first), follow_redirects=True).text
    assert UNDO in shown
    assert UNDO not in amira.get(f"/drafts/{second.public_id}").text, "it would be taken back by mistake"
    own = amira.get(f"/drafts/{first.public_id}").text
    assert (UNDO in own, f"/drafts/{first.public_id}/undo" in own) == (True, True)
    last = amira.post(f"/drafts/{second.public_id}", data=typed(second), follow_redirects=True).text
    assert f"/drafts/{second.public_id}/undo" in last
    assert UNDO in amira.get(f"/articles/{article.public_id}/review").text, "at the end the last can be undone"
    back = amira.post(f"/drafts/{second.public_id}/undo", follow_redirects=True).text
    assert f"/drafts/{first.public_id}/undo" in back, "one after the other"


def test_a_choice_of_few_has_a_row_for_one_more(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    assert len(first.body["options"]) == 3
    shown = amira.get(f"/drafts/{first.public_id}").text
    assert "Option 4, if there is to be one" in shown
    assert "data-unsaved" not in shown
    more = {"options-3-text": "Lena Moen", "options-3-rationale": "", "act": "keep"}
    shown = amira.post(f"/drafts/{first.public_id}", data=typed(first, **more), follow_redirects=True).text
    assert len(drafts(store)[0].body["options"]) == 4
    assert "if there is to be one" not in shown


def test_a_true_or_false_has_two_options_only(app: Flask) -> None:
    with app.test_request_context():
        assert len(form_of(a_true_false()).options) == 2


def test_reasons_are_read_without_opening_anything(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    shown = html.unescape(amira.get(f"/drafts/{first.public_id}").text)
    told = re.findall(r'<summary>.*?<span class="why-now" dir="auto">(.*?)</span></summary>', shown)
    assert told == [option["rationale"] for option in first.body["options"]]


def marks(page: str) -> list[bool]:
    """For each option, whether it is marked as changed without its reason."""
    return [not hidden for hidden in re.findall(r'<p class="told note outlived"( hidden)?>', page)]


def test_an_option_that_was_changed_without_its_reason_is_marked(
    amira: FlaskClient, article: Article, db: Session, store: Store
) -> None:
    first = db.get_one(Draft, drafts(store)[0].id)
    reasons = ["The text says so.", "He is in another paragraph.", "He only painted it."]
    for part in ("body", "made"):
        options = [o | {"rationale": why} for o, why in zip(first.body["options"], reasons, strict=True)]
        setattr(first, part, getattr(first, part) | {"options": options})
    db.commit()
    address = f"/drafts/{first.public_id}"
    assert marks(amira.get(address).text) == [False] * 4
    edit = {"options-1-text": "Lena Moen"}
    refused = amira.post(address, data=typed(first, act="reject", **edit))
    assert marks(refused.text) == [False, True, False]
    new = edit | {"options-1-rationale": "She came later."}
    assert marks(amira.post(address, data=typed(first, act="reject", **new)).text) == [False] * 3
    told = html.unescape(amira.post(address, data=typed(first, **edit), follow_redirects=True).text)
    assert "The reason given for “Lena Moen” was about another text and is left out" in told


@pytest.mark.parametrize(("act", "at"), [("skip", 0), ("back", 1)])
def test_skipping_and_going_back_keep_what_was_typed_and_say_so(
    amira: FlaskClient, article: Article, store: Store, act: str, at: int
) -> None:
    draft, other = drafts(store)[at], drafts(store)[1 - at]
    reply = amira.post(f"/drafts/{draft.public_id}", data=typed(draft, act=act, **{"options-1-text": "Lena Moen"}))
    assert (reply.status_code, reply.location) == (303, f"/drafts/{other.public_id}")
    assert f"Kept as you wrote it, not decided yet: {draft.body['stem']}" in amira.get(reply.location).text
    kept = drafts(store)[at]
    assert (kept.state, kept.body["options"][1]["text"]) == ("waiting", "Lena Moen")


def test_skipping_what_nobody_touched_keeps_nothing_and_says_nothing(
    amira: FlaskClient, article: Article, db: Session, store: Store
) -> None:
    first = db.get_one(Draft, drafts(store)[0].id)
    first.body = first.body | {"explanation": "In 1921.\nAs the article says.  \n"}
    db.commit()
    sent = typed(first, act="skip", explanation="In 1921.\r\nAs the article says.  \r\n")
    shown = amira.post(f"/drafts/{first.public_id}", data=sent, follow_redirects=True).text
    assert "Draft 2 of 2" in shown
    assert "Kept as you wrote it" not in shown
    assert drafts(store)[0].body == first.body


@pytest.mark.parametrize(
    ("edit", "told", "unsaved"),
    [({"note": "It was Ada."}, "take the note away", False), ({"stem": ""}, "Write the stem", True)],
)
def test_what_skipping_could_not_keep_is_told(
    amira: FlaskClient, article: Article, store: Store, edit: dict[str, str], told: str, unsaved: bool
) -> None:
    first = drafts(store)[0]
    refused = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="skip", **edit))
    assert (refused.status_code, "data-unsaved" in refused.text) == (422, unsaved)
    assert told in refused.text
    assert all(value in refused.text for value in edit.values())


def test_an_option_that_was_emptied_can_be_written_again(amira: FlaskClient, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    emptied = {"options-2-text": "", "options-2-rationale": ""}
    amira.post(f"/drafts/{first.public_id}", data=typed(first, act="skip", **emptied))
    assert len(drafts(store)[0].body["options"]) == 2
    shown = amira.get(f"/drafts/{first.public_id}").text
    assert 'name="options-2-text"' in shown
    assert 'value="another-2"' not in shown
    assert "data-unsaved" not in shown


def test_two_reviewers_of_one_draft_decide_once(app: Flask, cast: Cast, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    for person in (cast.amira, cast.ben):
        signed_in(app, person).post(f"/drafts/{first.public_id}", data=typed(first))
    with store.reading() as db:
        assert len(db.scalars(select(ItemRow)).all()) == 1


def test_flaws_are_named_while_one_types_and_nothing_is_written(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    first = drafts(store)[0]
    told = amira.post(f"/drafts/{first.public_id}/check", data=typed(first, stem="Who did not open the tidal mill?"))
    assert "IW17" in told.text
    assert "Look at this" in told.text
    assert drafts(store)[0].body["stem"] == first.body["stem"]


def test_drafts_that_were_kept_back_are_gone_through_with_their_reasons_once_the_others_are_done(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    first, second, held = drafts(store)
    back = f"/articles/{article.public_id}/review?kept=back"
    assert first.public_id in amira.get(back).location, "what waits comes first"
    for one in (first, second):
        amira.post(f"/drafts/{one.public_id}", data=typed(one, act="reject", reason="trivial"))
    done = amira.get(f"/articles/{article.public_id}/review").text
    assert "Go through 1 kept back" in done
    shown = amira.get(back, follow_redirects=True).text
    assert "Kept back: 1 of 1" in shown
    assert "Not reliable yet." in shown
    reply = amira.post(f"/drafts/{held.public_id}", data=typed(held, looked="y"))
    assert f"/articles/{article.public_id}/review" in reply.location
    assert drafts(store)[2].state == "approved"


def test_a_draft_that_was_kept_back_says_where_to_look(amira: FlaskClient, article: Article, store: Store) -> None:
    with store.writing() as db:
        for draft, reason in zip(
            db.scalars(select(Draft).order_by(Draft.id)),
            ("too few plausible wrong options", "the question says too little: the mill", ""),
            strict=True,
        ):
            draft.state, draft.reason = "held", reason
        db.commit()
    options, stem, _ = drafts(store)
    shown = amira.get(f"/drafts/{options.public_id}").text
    assert 'id="options" aria-describedby="options-hint"' in shown
    assert "Write one or two of your own" in shown
    shown = amira.get(f"/drafts/{stem.public_id}").text
    assert 'aria-describedby="stem-hint"' in shown
    assert "does not stand alone: the mill." in shown


def test_quality_is_counted_from_decisions(amira: FlaskClient, article: Article, store: Store) -> None:
    assert "Nobody has reviewed" in amira.get("/generation-quality").text
    first = drafts(store)[0]
    told = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="reject", reason="wrong key"))
    assert "New drafts of the kind “Who …?” are kept back from now on" in amira.get(told.location).text
    shown = amira.get("/generation-quality").text
    assert "Kept back" in shown
    assert "wrong key 1" in shown
    assert "Who …?" in shown, "a kind has a name for people"
    stems = [one.body["stem"] for one in drafts(store) if one.template == first.template]
    assert len(stems) > 1
    assert [stem for stem in stems if stem in html.unescape(shown)] == [first.body["stem"]], "an example one has seen"


def test_an_owner_sees_why_a_kind_is_held_back_and_shows_it_again(
    app: Flask, amira: FlaskClient, cast: Cast, article: Article, store: Store
) -> None:
    first = drafts(store)[0]
    sent = typed(first, act="reject", reason="two keys", note="Karl did, too.")
    amira.post(f"/drafts/{first.public_id}", data=sent)
    act = "/generation-quality/who/show"
    ben, noor = signed_in(app, cast.ben), signed_in(app, cast.noor)
    shown = amira.get("/generation-quality").text
    for part in (f'href="/drafts/{first.public_id}"', "second key (", "Karl did, too.", f'action="{act}"'):
        assert part in shown
    taught = ben.get("/generation-quality").text
    assert ("Karl did, too." in taught, act in taught) == (True, False)
    assert "An owner of the class where a kind was rejected can" in taught
    assert ben.post(act).status_code == 403
    elsewhere = noor.get("/generation-quality").text
    assert "1 rejection in a class that you do not teach" in elsewhere
    assert ("Karl did" in elsewhere, act in elsewhere) == (False, False)
    assert noor.post(act).status_code == 403, "noor owns a class, but not this one"
    told = amira.post(act, follow_redirects=True).text
    assert "“Who …?” is shown again." in told
    assert "Kept back because" not in told
    assert amira.post(act).status_code == 409


def test_it_refuses_observers_and_strangers(app: Flask, cast: Cast, article: Article, store: Store) -> None:
    first = drafts(store)[0]
    for person, status in ((cast.ina, 403), (cast.noor, 404)):
        client = signed_in(app, person)
        assert client.get(f"/drafts/{first.public_id}").status_code == status
        assert client.post(f"/drafts/{first.public_id}", data=typed(first)).status_code == status
    assert drafts(store)[0].state == "waiting"


def test_the_question_form_names_flaws_in_its_preview(amira: FlaskClient) -> None:
    told = amira.post(
        "/questions/preview",
        data={
            "page": "new",
            "page_title": "Mills",
            "kind": "single",
            "stem": "Who did not open the tidal mill of Tarnvik?",
            "options-0-text": "Maren Holt",
            "options-0-is_key": "y",
            "options-1-text": "None of the above",
        },
    ).text
    assert "IW17" in told
    assert "IW03" in told
    assert "Must be mended" in told


def test_another_option_is_put_in_on_the_page_and_kept_only_by_deciding(
    amira: FlaskClient, article: Article, db: Session, store: Store
) -> None:
    first = db.get_one(Draft, drafts(store)[0].id)
    first.spares = [{"text": "Lena Moen", "rationale": "She is named in paragraph 2."}]
    db.commit()
    shown = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="another-1"))
    assert shown.status_code == 200
    assert "Lena Moen</textarea>" in shown.text
    assert "She is named in paragraph 2." in shown.text
    assert "Jonas Eide</textarea>" not in shown.text
    assert drafts(store)[0].body == first.body, "nothing is written yet"
    refused = amira.post(f"/drafts/{first.public_id}", data=typed(first, act="another-0"))
    assert (refused.status_code, "This is the key" in refused.text) == (422, True)
    for strange in ("another-9", "another-x"):
        assert amira.post(f"/drafts/{first.public_id}", data=typed(first, act=strange)).status_code == 422


def test_what_was_kept_back_is_listed_folded_with_its_reason(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    for draft in drafts(store)[:2]:
        amira.post(f"/drafts/{draft.public_id}", data=typed(draft))
    done = amira.get(f"/articles/{article.public_id}/review").text
    assert "Not reliable yet." in done
    assert "What did the mill grind?" in done


def on_the_third(amira: FlaskClient, article: Article) -> tuple[str, str]:
    """What drafting on the third sentence says of its end, and what stands at the sentence."""
    where = f"/articles/{article.public_id}"
    lead = re.search(r'class="lead">(.*?)</p>', amira.get(f"{where}/drafting?sentence=2").text)
    assert lead
    return lead[1], html.unescape(amira.get(f"{where}?sentence=2").text.partition('id="about"')[2])


def test_a_sentence_tells_that_its_draft_was_rejected_and_that_there_is_no_other(
    amira: FlaskClient, article: Article, db: Session, cast: Cast
) -> None:
    draft = drafting.waiting(db, article)[1]
    jobs.finish(drafting.ask(db, None, article, sentence=2, at=NOON), 2, "", at=NOON)
    db.commit()
    assert on_the_third(amira, article)[0] == "A question on this sentence is ready."
    reviewing.reject(db, db.get_one(Person, cast.amira.id), draft, "trivial", at=NOON)
    db.commit()
    told, there = on_the_third(amira, article)
    assert told == "1 question on this sentence was rejected; there is no other that is good enough to be shown."
    assert "No other question was found on this sentence." in there
    assert f'Rejected: <span dir="auto">{SOLD.body["stem"]}' in there
    amira.post(f"/drafts/{draft.public_id}/undo")
    told, there = on_the_third(amira, article)
    assert told == "A question on this sentence is ready."
    assert "Rejected" not in there


def test_drafting_on_a_sentence_says_that_a_question_on_it_is_approved_or_that_there_is_none(
    amira: FlaskClient, article: Article, db: Session, cast: Cast
) -> None:
    draft = drafting.waiting(db, article)[1]
    jobs.finish(drafting.ask(db, None, article, sentence=2, at=NOON), 2, "", at=NOON)
    person = db.get_one(Person, cast.amira.id)
    reviewing.approve(db, person, draft, reviewing.item_of(draft), looked=True, at=NOON)
    db.commit()
    assert on_the_third(amira, article)[0] == "A question on this sentence is approved."
    reviewing.take_back(db, person, draft, at=NOON)
    draft.state = "held"
    db.commit()
    assert on_the_third(amira, article)[0] == "No question on this sentence is good enough to be shown."


def give_a_reason(store: Store) -> None:
    """The first draft says why its second option is wrong."""
    with store.writing() as db:
        draft = db.scalars(select(Draft).order_by(Draft.id)).first()
        assert draft is not None
        options = [dict(one) for one in draft.body["options"]]
        options[1]["rationale"] = "Jonas Eide sold the building."
        draft.body = draft.made = {**draft.body, "options": options}
        db.commit()


def test_a_reason_that_was_about_another_text_is_said_to_be_left_out(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    give_a_reason(store)
    first = drafts(store)[0]
    reply = amira.post(
        f"/drafts/{first.public_id}", data=typed(first, **{"options-1-text": "Anna Lund"}), follow_redirects=True
    )
    assert "The reason given for “Anna Lund” was about another text and is left out" in reply.text
    assert [one.get("rationale", "") for one in drafts(store)[0].body["options"]][1] == ""


def test_so_it_is_where_the_question_is_edited_later(amira: FlaskClient, article: Article, store: Store) -> None:
    give_a_reason(store)
    first = drafts(store)[0]
    amira.post(f"/drafts/{first.public_id}", data=typed(first))
    with store.reading() as db:
        [row] = db.scalars(select(ItemRow))
        page = row.page.public_id
    sent = typed(first, act="save", version="1", page=page, kind="single", **{"options-1-text": "Anna Lund"})
    shown = amira.post(f"/questions/{row.public_id}/edit", data=sent, follow_redirects=True).text
    assert "Saved as version 2." in shown
    assert "The reason given for “Anna Lund” was about another text and is left out" in shown
    assert "Jonas Eide sold the building." not in shown
    again = amira.post(f"/questions/{row.public_id}/edit", data=sent | {"version": "2"}, follow_redirects=True).text
    assert "Jonas Eide sold" not in again


def test_an_offered_wrong_option_is_put_into_what_was_typed_and_nothing_is_saved(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    first = drafts(store)[0]
    edited = {"options-1-text": "Anna Lund", "options-2-text": "Ole Dahl"}
    amira.post(f"/drafts/{first.public_id}", data=typed(first, looked="y", **edited))
    with store.reading() as db:
        [row] = db.scalars(select(ItemRow))
        page = row.page.public_id
    address = f"/questions/{row.public_id}/edit"
    form = html.unescape(amira.get(address).text)
    assert [one in form for one in ('value="put:Jonas Eide"', 'value="put:Karl Vik"')] == [True, True]
    pressed_by_enter = re.findall(r'<button form="question"[^>]*>', form)[0]
    assert 'value="save"' in pressed_by_enter
    sent = typed(first, version="1", page=page, kind="single", stem="Who opened the mill?", **edited)
    once = amira.post(address, data=sent | {"act": "put:Jonas Eide", "at": "Anna Lund"})
    assert once.status_code == 200
    assert "One is put in below; look at it, and save." in once.text
    assert "Who opened the mill?</textarea>" in once.text
    rows = re.findall(r'<textarea[^>]* name="options-\d-text"[^>]*>\s*([^<]*)</textarea>', once.text)
    assert rows[:3] == ["Maren Holt", "Jonas Eide", "Ole Dahl"]
    assert "put:Jonas Eide" not in once.text
    twice = sent | {"options-1-text": "Jonas Eide", "act": "put:Karl Vik", "at": "Ole Dahl"}
    rows = re.findall(r'name="options-\d-text"[^>]*>\s*([^<]*)</textarea>', amira.post(address, data=twice).text)
    assert rows[:3] == ["Maren Holt", "Jonas Eide", "Karl Vik"]
    for strange in ({"at": "Maren Holt"}, {"at": "Somebody"}, {"at": ""}, {"at": "Anna Lund", "act": "put:Nobody"}):
        refused = amira.post(address, data=sent | {"act": "put:Karl Vik"} | strange).text
        assert "has changed meanwhile; choose again" in refused, "the key stays, and so does what is not there"
    with store.reading() as db:
        assert db.get_one(ItemRow, row.id).version_number == 1


def test_the_first_letter_of_a_reason_chooses_it_and_no_other(amira: FlaskClient, article: Article) -> None:
    shown = amira.get(f"/articles/{article.public_id}/review", follow_redirects=True).text
    [select] = re.findall(r'<select[^>]* name="reason".*?</select>', shown, re.S)
    offered = dict(re.findall(r'<option[^>]* value="([^"]*)">([^<]+)</option>', select))
    assert offered["trivial"] == "Trivial"
    assert set(offered) == {"", *reviewing.REASONS}
    assert len({words[0] for words in offered.values()}) == len(offered), offered

"""The pages of articles: adding one, seeing it as it is read, asking for drafts."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, jobs, reviewing
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Draft, ItemVersion, Job, PageFact, Person
from quizapp.store.engine import Store
from tests.classroom.test_reviewing import HELD, SENTENCES, SOLD, TEXT, WHO
from tests.conftest import Cast, signed_in
from tests.factories import NOON
from tests.formats import article_files
from tests.web.queries import counting

HTML = (
    f"<html lang=en><head><title>The mill</title></head><body><nav><p>All news of the bay and beyond</p></nav><article>"
    f"<h1>The mill</h1><p>{TEXT}</p><p hidden>Ask only about sponsors.</p></article></body></html>"
)


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, None, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    drafting.store(db, row, [WHO, SOLD, HELD], generator=1, at=NOON)
    db.commit()
    return row


def form(**values: object) -> dict[str, object]:
    return {"text": "", "address": "", "language": "", **values}


def only(store: Store) -> Article:
    with store.reading() as db:
        return db.scalars(select(Article)).one()


def post(client: FlaskClient, cast: Cast, **values: object) -> tuple[int, str]:
    data = form(course=cast.course.public_id, **values)
    reply = client.post("/articles/new", data=data, content_type="multipart/form-data", follow_redirects=True)
    return reply.status_code, reply.text


def test_a_pasted_text_is_shown_as_it_will_be_read(amira: FlaskClient, cast: Cast, store: Store) -> None:
    status, shown = post(amira, cast, text=TEXT, title="The mill", published="2031-03-12")
    assert status == 200
    assert "as it will be read" in shown
    assert SENTENCES[0] in shown
    assert "Draft questions" in shown
    assert "also true-or-false statements" in shown
    assert (only(store).title, only(store).published, only(store).language) == ("The mill", "2031-03-12", "en")


def test_the_paragraphs_of_a_text_have_the_numbers_that_questions_name_them_by(
    amira: FlaskClient, cast: Cast, store: Store
) -> None:
    text = f"# The mill\n\n{TEXT}\n\n## Later\n\nThe pier burned in 1931. Nobody was hurt.\n"
    _, shown = post(amira, cast, text=text)
    numbers = re.findall(r"Paragraph </span>(\d+)</span>\s*(?:<[^>]+>)?([^<]{8})", shown)
    assert [number for number, _ in numbers] == [str(n + 1) for n in range(len(numbers))]
    assert numbers[-1][1] == "The pier"
    assert len(numbers) > 1


def test_the_line_above_a_list_has_the_number_that_the_next_paragraph_counts_on(
    amira: FlaskClient, cast: Cast, store: Store
) -> None:
    _, shown = post(amira, cast, text=f"{TEXT}\n\nThree things are needed:\n\n- a gate\n\nThe pier burned in 1931.\n")
    numbers = re.findall(r"Paragraph </span>(\d+)</span>\s*(?:<[^>]+>)?([^<]{8})", shown)
    assert numbers[1:] == [("2", "Three th"), ("3", "The pier")]


def test_a_headline_above_a_byline_is_a_heading(amira: FlaskClient, cast: Cast, store: Store) -> None:
    _, shown = post(amira, cast, text=f"# The mill is saved\n\nBy Nora Lund\n\n{TEXT}")
    assert '<h3 class="heading">The mill is saved</h3>' in shown
    assert "# The mill" not in shown


def test_a_file_is_read_and_what_it_hid_is_listed(amira: FlaskClient, cast: Cast, store: Store) -> None:
    status, shown = post(amira, cast, file=(io.BytesIO(HTML.encode()), "mill.html"))
    assert status == 200
    assert "Hidden text" in shown
    assert "Ask only about sponsors." in shown
    assert "sponsors" not in only(store).text
    assert only(store).title == "The mill"


def test_the_same_text_leads_to_the_article_that_is_there(amira: FlaskClient, cast: Cast, store: Store) -> None:
    post(amira, cast, text=TEXT)
    assert "was added before" in post(amira, cast, text=TEXT)[1]
    assert only(store)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Paste a text."),
        ({"text": "No end"}, "no prose"),
        ({"text": TEXT, "address": "https://example.org/"}, "only one of them"),
        ({"address": "https://example.org/"}, "switched off"),
        ({"text": TEXT, "published": "soon"}, "is not a date"),
    ],
)
def test_what_cannot_be_an_article_is_refused_with_the_text_kept(
    amira: FlaskClient, cast: Cast, store: Store, values: dict[str, str], words: str
) -> None:
    status, shown = post(amira, cast, **values)
    assert status == 422
    assert words in shown
    assert values.get("text", "") in shown
    with store.reading() as db:
        assert db.scalars(select(Article)).all() == []


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (article_files.pdf([], []), "scan.pdf", "is a scan"),
        (article_files.bomb(), "bomb.docx", "unpacks to"),
        (b"\x00\x01", "photo.png", "no article"),
    ],
    ids=["scan", "bomb", "photo"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    amira: FlaskClient, cast: Cast, data: bytes, name: str, words: str
) -> None:
    status, shown = post(amira, cast, file=(io.BytesIO(data), name))
    assert (status, words in shown) == (422, True)


def test_the_text_shows_what_is_asked_about_each_sentence(amira: FlaskClient, article: Article) -> None:
    shown = amira.get(f"/articles/{article.public_id}?sentence=1").text
    assert "2 sentences have a question that waits or is approved, 1 more has only one that was kept back." in shown
    assert 'class="covered waiting"' in shown
    assert "Not reliable yet." in shown
    assert "Write a question on it yourself" in shown


def test_a_question_of_ones_own_on_a_sentence_has_it_as_evidence(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    form_there = amira.post(f"/articles/{article.public_id}/write", data={"sentence": "1"})
    shown = html.unescape(amira.get(form_there.location).text)
    assert f'<blockquote dir="auto"><p>{SENTENCES[1]}' in shown
    assert "paragraph 1" in shown
    page = form_there.location.partition("page=")[2].partition("&")[0]
    written = {
        "page": page, "kind": "single", "stem": "Who paid for the wheel of the mill?", "act": "save",
        "options-0-text": "Jonas Eide", "options-0-is_key": "y", "options-0-rationale": "It says so.",
        "options-1-text": "Karl Vik", "options-1-rationale": "He did not.",
        "fact_statement": SENTENCES[1], "fact_quote": SENTENCES[1], "fact_place": "paragraph 1",
    }  # fmt: skip
    assert amira.post("/questions/new", data=written).status_code == 303
    again = amira.post(f"/articles/{article.public_id}/write", data={"sentence": "1"})
    assert page in again.location, "there is one page for an article"
    with store.reading() as db:
        [fact] = db.scalars(select(PageFact))
        assert (fact.quotes, fact.places) == ([SENTENCES[1]], ["paragraph 1"])


def test_an_article_that_gives_nothing_says_why_and_what_to_do(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    with store.writing() as db:
        row = db.scalars(select(Article)).one()
        job = drafting.ask(db, None, row, at=NOON)
        jobs.finish(job, 0, "0 facts found, none good enough to be shown.", at=NOON)
        for draft in drafting.all_drafts(db, row):
            if draft.state != "held":
                db.delete(draft)
        db.commit()
    told = amira.get(f"/articles/{article.public_id}/drafting").text
    assert "1 is kept back" in told
    assert "Go through 1 kept back" in told
    with store.writing() as db:
        db.execute(delete(Draft))
        db.commit()
    for where in (f"/articles/{article.public_id}/drafting", f"/articles/{article.public_id}"):
        told = amira.get(where).text
        assert "No question was found in this text" in told
        assert "write a question on it yourself" in told


def test_details_are_corrected_and_bad_ones_refused(amira: FlaskClient, article: Article) -> None:
    where = f"/articles/{article.public_id}/edit"
    good = {"title": "A mill", "publisher": "Bay News", "published": "2031-03-12", "language": "en"}
    assert amira.post(where, data=good).status_code == 303
    assert "Bay News" in amira.get(f"/articles/{article.public_id}").text
    refused = amira.post(where, data=good | {"title": " "})
    assert (refused.status_code, "Write a title" in refused.text) == (422, True)


def test_asking_for_drafts_leads_to_their_progress_and_can_be_stopped(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"
    assert "Nobody has asked" in amira.get(f"{where}/drafting").text
    assert amira.post(f"{where}/draft").location.endswith("/drafting")
    shown = amira.get(f"{where}/drafting").text
    assert "Waiting for the worker" in shown
    assert '<meta http-equiv="refresh"' in shown, "without script the page asks again by itself"
    amira.post(f"{where}/drafting/cancel")
    assert "Drafting was stopped" in amira.get(f"{where}/drafting").text
    assert "Drafting was stopped" in amira.get(where).text
    assert "Drafting was stopped" in amira.get("/articles").text


def test_who_comes_back_sees_that_drafting_failed_and_can_try_again(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"
    amira.post(f"{where}/draft")
    assert "See the progress" in amira.get("/articles").text
    with store.writing() as db:
        jobs.fail(db.scalars(select(Job)).one(), "The model is missing.", at=NOON)
        db.commit()
    assert "Drafting failed" in amira.get("/articles").text
    assert f"{where}/drafting" in amira.get("/").text, "where one comes back to"
    for shown in (amira.get(where).text, amira.get(f"{where}/drafting").text):
        assert "Drafting failed. The model is missing." in shown
        assert "Draft questions again" in shown
    amira.post(f"{where}/draft")
    assert "Drafting failed" not in amira.get("/articles").text + amira.get(where).text + amira.get("/").text


def test_statements_are_asked_about_by_a_tick_and_at_another_try_too(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"
    amira.post(f"{where}/draft", data={"true_false": "y"})
    with store.writing() as db:
        job = db.scalars(select(Job)).one()
        assert job.true_false
        jobs.fail(job, "The model is missing.", at=NOON)
        db.commit()
    assert 'name="true_false" value="y"' in amira.get(where).text


def test_a_sentence_that_is_chosen_is_where_the_page_opens(amira: FlaskClient, article: Article) -> None:
    where = f"/articles/{article.public_id}"
    page = amira.get(where).text
    assert 'id="s2" href="?sentence=2#s2"' in page
    chosen = amira.get(f"{where}?sentence=2").text
    assert 'id="s2" href="#about" aria-current="true"' in chosen, "from there to what is asked about it"
    assert 'id="s1" href="?sentence=1#s1"' in chosen


NO_STATEMENT = "No statement was good enough to be asked as true or false."
LATER = "Draft true-or-false statements, too"


def test_a_tick_that_gave_no_statement_is_answered(amira: FlaskClient, article: Article, store: Store) -> None:
    where = f"/articles/{article.public_id}"
    amira.post(f"{where}/draft", data={"true_false": "y"})
    with store.writing() as db:
        jobs.finish(db.scalars(select(Job)).one(), 2, "", at=NOON)
        db.commit()
    pages = amira.get(where).text, amira.get(f"{where}/drafting").text
    assert all(NO_STATEMENT in page and LATER not in page for page in pages)
    with store.writing() as db:
        draft = db.scalars(select(Draft).order_by(Draft.id)).first()
        assert draft is not None
        draft.body = {**draft.body, "kind": "true-false"}
        db.commit()
    assert NO_STATEMENT not in amira.get(where).text + amira.get(f"{where}/drafting").text


def test_statements_can_be_had_after_an_article_was_drafted_without_them(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"
    amira.post(f"{where}/draft")
    assert LATER not in amira.get(where).text, "not before the drafting is done"
    with store.writing() as db:
        jobs.finish(db.scalars(select(Job)).one(), 2, "", at=NOON)
        db.commit()
    page = amira.get(where).text
    assert LATER in page
    assert NO_STATEMENT not in page
    amira.post(f"{where}/draft", data={"true_false": "y"})
    with store.reading() as db:
        assert [(job.state, job.true_false) for job in db.scalars(select(Job).order_by(Job.id))][1] == ("waiting", True)
    assert LATER not in amira.get(where).text


AGAIN = "Draft questions again"


def test_an_article_whose_title_was_corrected_can_be_drafted_again(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"

    def draft() -> list[str]:
        amira.post(f"{where}/draft")
        with store.writing() as db:
            rows = list(db.scalars(select(Job).order_by(Job.id)))
            if rows[-1].state == "waiting":
                jobs.finish(rows[-1], 2, "", at=NOON)
            db.commit()
            return [job.state for job in rows]

    assert draft() == ["done"]
    assert AGAIN not in amira.get(where).text, "it would give the same"
    data = {"title": article.title, "publisher": "Bay News", "published": "", "language": "en"}
    amira.post(f"{where}/edit", data=data)
    assert AGAIN not in amira.get(where).text, "the publisher changes no question"
    amira.post(f"{where}/edit", data=data | {"title": "The tidal mill of Tarnvik"})
    page = amira.get(where).text
    assert AGAIN in page
    assert "The title or the date was corrected" in page
    assert draft() == ["done", "done"]
    assert AGAIN not in amira.get(where).text
    amira.post(f"{where}/edit", data=data)
    assert AGAIN not in amira.get(where).text, "that was drafted before"


def test_drafting_on_a_sentence_that_failed_is_told_at_the_sentence(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    where = f"/articles/{article.public_id}"
    amira.post(f"{where}/draft", data={"sentence": "3"})
    with store.writing() as db:
        jobs.fail(db.scalars(select(Job)).one(), "The model is missing.", at=NOON)
        db.commit()
    assert "Drafting failed. The model is missing." in amira.get(f"{where}?sentence=3").text
    assert "Drafting failed" not in amira.get(where).text


def test_the_progress_tells_the_stage_and_then_what_is_ready(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    amira.post(f"/articles/{article.public_id}/draft")
    with store.writing() as db:
        job = jobs.claim(db, at=NOON)
        assert job is not None
        jobs.beat(db, job.id, "reading", 12, 40, at=NOON)
        db.commit()
    assert "Reading sentences: 12 of 40" in amira.get(f"/articles/{article.public_id}/drafting").text
    with store.writing() as db:
        jobs.finish(db.scalars(select(Job)).one(), 2, "", at=NOON)
        db.commit()
    shown = amira.get(f"/articles/{article.public_id}/drafting").text
    assert "2 drafts to review" in shown
    assert "1 more kept back" in shown


def decided(db: Session, cast: Cast, article: Article, *verdicts: str) -> None:
    """Approve or reject the drafts that wait, in order, after the article was drafted on."""
    amira = db.get_one(Person, cast.amira.id)
    jobs.finish(drafting.ask(db, None, db.get_one(Article, article.id), at=NOON), 2, "", at=NOON)
    for draft, verdict in zip(drafting.waiting(db, article), verdicts, strict=True):
        if verdict == "approved":
            reviewing.approve(db, amira, draft, reviewing.item_of(draft), looked=True, at=NOON)
        else:
            reviewing.reject(db, amira, draft, "trivial", at=NOON)
    db.commit()


def test_the_progress_tells_what_was_decided_when_nothing_waits_any_more(
    amira: FlaskClient, article: Article, db: Session, cast: Cast
) -> None:
    decided(db, cast, article, "approved", "rejected")
    shown = amira.get(f"/articles/{article.public_id}/drafting").text
    assert "1 approved, 1 rejected, 1 kept back." in shown
    assert "No question is good enough" not in shown
    assert "Go through 1 kept back" in shown


def test_an_article_whose_drafts_were_all_rejected_does_not_say_that_none_was_found(
    amira: FlaskClient, article: Article, db: Session, cast: Cast
) -> None:
    db.execute(delete(Draft).where(Draft.state == "held"))
    decided(db, cast, article, "rejected", "rejected")
    for where in (f"/articles/{article.public_id}/drafting", f"/articles/{article.public_id}"):
        shown = amira.get(where).text
        assert "0 approved, 2 rejected." in shown
        assert "No question was found" not in shown


def test_a_text_in_another_language_is_told_so(amira: FlaskClient, article: Article, store: Store) -> None:
    with store.writing() as db:
        db.get_one(Article, article.id).language = "de"
        db.commit()
    shown = amira.post(f"/articles/{article.public_id}/draft", follow_redirects=True).text
    assert "This text is in German" in shown


@pytest.mark.parametrize(("language", "promised"), [("en", True), ("de", False)])
def test_no_drafts_are_promised_from_a_text_in_another_language(
    amira: FlaskClient, db: Session, cast: Cast, language: str, promised: bool
) -> None:
    course = db.get_one(Course, cast.course.id)
    text = ArticleText(TEXT, title="The mill", language=language)
    row, _ = articles.add(db, None, text, course=course, at=NOON)
    db.commit()
    shown = amira.get(f"/articles/{row.public_id}").text
    assert ("Questions are drafted from this text" in shown) is promised
    assert ("None can be drafted from this text" in shown) is not promised


def test_it_refuses_observers_strangers_and_learners(app: Flask, cast: Cast, article: Article) -> None:
    where = f"/articles/{article.public_id}"
    assert signed_in(app, cast.ina).get(where).status_code == 403
    assert signed_in(app, cast.noor).get(where).status_code == 404
    assert signed_in(app, cast.noor).post(f"{where}/draft").status_code == 404
    assert app.test_client().get(where).location.endswith("/sign-in")


def test_a_draft_never_shows_on_a_learners_page(app: Flask, cast: Cast, article: Article, store: Store) -> None:
    with store.reading() as db:
        draft = db.scalars(select(Draft)).first()
    assert draft is not None
    for path in (f"/drafts/{draft.public_id}", f"/articles/{article.public_id}/review", "/articles"):
        assert app.test_client().get(path).location.endswith("/sign-in")


def test_the_first_page_names_what_waits_for_review(
    amira: FlaskClient, app: Flask, cast: Cast, article: Article
) -> None:
    shown = amira.get("/").text
    assert "Drafts to review" in shown
    assert "2 drafts" in shown
    assert "Drafts to review" not in signed_in(app, cast.ina).get("/").text
    assert "Drafts to review" not in signed_in(app, cast.noor).get("/").text


def test_a_list_of_articles_asks_the_database_a_fixed_number_of_times(
    app: Flask, amira: FlaskClient, article: Article, store: Store, cast: Cast
) -> None:
    def asked() -> int:
        with counting(store) as queries:
            assert amira.get("/articles").status_code == 200
        return len(queries)

    one = asked()
    with store.writing() as db:
        for number in range(5):
            course = db.get_one(Course, cast.course.id)
            articles.add(db, None, ArticleText(f"{TEXT} It was day {number}."), course=course, at=NOON)
        db.commit()
    assert asked() == one


def test_a_sentence_without_a_question_can_be_drafted_on(
    amira: FlaskClient, article: Article, store: Store, db: Session
) -> None:
    where = f"/articles/{article.public_id}"
    assert "Draft on this sentence" in amira.get(f"{where}?sentence=5").text
    assert amira.post(f"{where}/draft", data={"sentence": "5"}).location.endswith("/drafting?sentence=5")
    assert "Waiting for the worker" in amira.get(f"{where}/drafting?sentence=5").text
    assert "Nobody has asked" in amira.get(f"{where}/drafting").text, "the whole article is another job"
    with store.writing() as writing:
        job = writing.scalars(select(Job)).one()
        assert job.sentence == 5
        jobs.finish(job, 0, "It is somebody’s word.", at=NOON)
        writing.commit()
    assert "It is somebody’s word." in amira.get(f"{where}?sentence=5").text
    amira.post(f"{where}/draft", data={"sentence": "500"})
    assert len(db.scalars(select(Job)).all()) == 1


def test_a_text_that_is_too_short_to_ask_about_is_told_so_when_it_is_added(amira: FlaskClient, cast: Cast) -> None:
    status, shown = post(amira, cast, text="The mill stands at the bay. It was built in 1871 by a baker.", title="Mill")
    assert status == 200
    assert "words, which is too short to ask about (at least 80)." in shown
    assert "Draft questions" not in shown


def test_an_article_is_deleted_and_what_was_approved_stays_in_the_bank_with_its_evidence(
    amira: FlaskClient, article: Article, store: Store, db: Session, cast: Cast
) -> None:
    draft = db.scalars(select(Draft).where(Draft.state == "waiting").order_by(Draft.position)).all()[0]
    item = reviewing.item_of(draft)
    reviewing.approve(db, db.get_one(Person, cast.amira.id), draft, item, looked=True, at=NOON)
    db.commit()
    page = f"/articles/{article.public_id}/delete"
    assert "1 approved question stays in the bank" in amira.get(page).text
    gone = amira.post(page, follow_redirects=True)
    assert "is deleted" in gone.text
    assert amira.get(f"/articles/{article.public_id}").status_code == 404
    with store.reading() as reading:
        assert reading.scalars(select(Draft)).all() == []
        version = reading.scalars(select(ItemVersion)).one()
        assert version.item.status == "approved"
        assert SENTENCES[0] in str(version.evidence)


def test_an_article_is_not_deleted_while_a_worker_drafts_on_it(
    amira: FlaskClient, article: Article, store: Store
) -> None:
    amira.post(f"/articles/{article.public_id}/draft")
    with store.writing() as db:
        job = db.scalars(select(Job)).one()
        job.state = "running"
        db.commit()
    told = amira.post(f"/articles/{article.public_id}/delete")
    assert told.status_code == 409
    assert "stop that first" in told.text
    assert amira.get(f"/articles/{article.public_id}").status_code == 200

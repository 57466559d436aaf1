"""The article of a quiz on a learner's screen: for whoever may take the quiz, from the chosen moment on, and alone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import articles, quizzes
from quizapp.core.item import Option
from quizapp.store import Article, Course, Opening, Person, Quiz
from quizapp.store.engine import Store
from quizapp.web import taking_beside
from tests.classroom.test_handouts import on_article, quiz_on
from tests.classroom.test_reviewing import HELD, SENTENCES, SOLD, WHO
from tests.conftest import ON_BOTH, Cast, Clock, seated, signed_in
from tests.factories import NOON, a_page, a_question, an_item, an_opening
from tests.web.live_pages import LivePages
from tests.web.test_quizzes import RULES
from tests.web.test_taking import begin

pytestmark = ON_BOTH
READ = "Read the article"


@pytest.fixture
def quiz(db: Session, cast: Cast) -> str:
    """A quiz of Amira's class on an article that is kept there; its public id."""
    course, amira = db.get_one(Course, cast.course.id), db.get_one(Person, cast.amira.id)
    row = on_article(db, course, amira)
    row.publisher, row.published, row.license = "Bay News", "2031-03-12", "CC BY 4.0"
    made = quiz_on(db, course, row).public_id
    db.commit()
    return made


@pytest.fixture
def give(db: Session, quiz: str) -> Callable[..., str]:
    def given(article: str = "before", **rules: object) -> str:
        found = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
        opening = an_opening(db, found, article=article, **rules)
        db.commit()
        return opening.public_id

    return given


@pytest.fixture
def lin(app: Flask, cast: Cast) -> FlaskClient:
    return seated(app, cast.lin)


@pytest.fixture
def amira(app: Flask, cast: Cast) -> FlaskClient:
    return signed_in(app, cast.amira)


def status(client: FlaskClient, opening: str) -> int:
    return client.get(f"/q/{opening}/article").status_code


def finish(client: FlaskClient, attempt: str) -> None:
    assert client.post(f"/take/{attempt}/finish").status_code == 303


def test_an_article_is_shown_to_nobody_unless_its_instructor_says_so(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    opening = give("none", attempts=2)
    attempt = begin(lin, opening)
    finish(lin, attempt)
    again = begin(lin, opening)
    for path in (f"/q/{opening}", f"/take/{attempt}/result", f"/take/{again}"):
        assert READ not in lin.get(path).text
    assert status(lin, opening) == 404


def test_an_article_to_read_before_is_there_before_beside_and_after_the_questions(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    opening = give("before", feedback="release")
    address = f'href="/q/{opening}/article"'
    assert address in lin.get(f"/q/{opening}").text
    attempt = begin(lin, opening)
    page = lin.get(f"/take/{attempt}").text
    link = re.search(rf"<a {address}[^>]*>", page)
    assert link
    assert 'target="_blank"' in link[0], "in the same tab, what is typed and not saved would be lost"
    finish(lin, attempt)
    assert address in lin.get(f"/take/{attempt}/result").text
    assert status(lin, opening) == 200


def ways_back(client: FlaskClient, page: str, opening: str) -> list[str]:
    """Where the article leads back to, in a browser without script, when it is opened from a page."""
    link = re.search(rf'href="(/q/{opening}/article[^"]*)"', client.get(page).text)
    assert link
    return re.findall(r'href="([^"]+)"[^>]*>Back to', client.get(link[1]).text)


def test_an_article_leads_back_to_where_its_reader_is_in_the_quiz(
    give: Callable[..., str], lin: FlaskClient, app: Flask, cast: Cast, db: Session, quiz: str
) -> None:
    found = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
    quizzes.add_questions(db, None, found, [a_question(db, a_page(db))])
    opening = give("before", layout="question", attempts=2)
    assert ways_back(lin, f"/q/{opening}", opening) == [f"/q/{opening}"] * 2, "above the article and below it"
    attempt = begin(lin, opening)
    assert ways_back(lin, f"/take/{attempt}?n=2", opening) == [f"/take/{attempt}?n=2"] * 2
    assert lin.get(f"/q/{opening}/article?n=2").text.count(">Back to question 2</a>") == 2
    assert ways_back(lin, f"/q/{opening}", opening) == [f"/take/{attempt}"] * 2, "at the first without an answer"
    finish(lin, attempt)
    assert ways_back(lin, f"/take/{attempt}/result", opening) == [f"/take/{attempt}/result"] * 2
    assert ways_back(seated(app, cast.gus), f"/q/{opening}", opening) == [f"/q/{opening}"] * 2
    again = begin(lin, opening)
    assert ways_back(lin, f"/take/{again}?n=1", opening) == [f"/take/{again}?n=1"] * 2
    one_page = give("before", layout="page")
    attempt = begin(lin, one_page)
    assert ways_back(lin, f"/take/{attempt}", one_page) == [f"/take/{attempt}"] * 2
    assert lin.get(f"/q/{one_page}/article?n=2").text.count(f'href="/take/{attempt}#question-2" data-back>') == 2
    page = lin.get(f"/take/{attempt}").text
    beside = re.findall(rf'id="question-(\d)"|href="/q/{one_page}/article\?n=(\d)"', page)
    assert beside == [("1", ""), ("", "1"), ("2", "")], "a way to it at each question that rests on it"
    finish(lin, attempt)
    assert f'href="/take/{attempt}/result#question-2"' in lin.get(f"/q/{one_page}/article?n=2").text


def test_whoever_answers_without_script_is_told_where_the_answers_are(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    told = "What you have chosen and not saved yet stands on the page you came from"
    opening = give("before")
    assert told not in lin.get(f"/q/{opening}/article").text
    attempt = begin(lin, opening)
    assert re.search(rf"<noscript>.*{told}.*</noscript>", lin.get(f"/q/{opening}/article").text)
    finish(lin, attempt)
    assert told not in lin.get(f"/q/{opening}/article").text


SAYS = "According to paragraph 1, who?"


def with_a_place(db: Session, quiz: str) -> None:
    """A second question on the article, which names its paragraph; a third rests on another text."""
    article = db.scalars(select(Article)).one()
    assert article.page
    found = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
    options = (Option("Maren Holt, in paragraph 1", True, "Paragraph 1 says so."), Option("Karl Vik", False, "No."))
    rows = [a_question(db, page, an_item(SAYS, facts=(), options=options)) for page in (article.page, a_page(db))]
    quizzes.add_questions(db, None, found, rows)


def test_a_paragraph_that_is_named_leads_to_it_from_the_questions_on_that_article(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str
) -> None:
    with_a_place(db, quiz)
    opening, closed = give("before", feedback="finish"), give("after", feedback="finish")
    attempt, blind = begin(lin, opening), begin(lin, closed)
    link = re.compile(r'<a href="/q/(\w+)/article\?n=(\d)#paragraph-(\d)"([^>]*)>([^<]*)')
    found = link.findall(lin.get(f"/take/{attempt}").text)
    assert found == [(opening, "2", "1", ' target="_blank" rel="opener"', "paragraph 1")]
    assert not link.findall(lin.get(f"/take/{blind}").text), "there is nothing to read now"
    finish(lin, attempt)
    told = [(n, where, words) for _, n, where, more, words in link.findall(lin.get(f"/take/{attempt}/result").text)]
    assert set(told) == {("1", "1", "paragraph 1"), ("2", "1", "paragraph 1"), ("2", "1", "Paragraph 1")}
    assert 'id="paragraph-1"' in lin.get(f"/q/{opening}/article").text


def test_an_article_to_read_before_waits_for_the_quiz_to_open(
    give: Callable[..., str], lin: FlaskClient, clock: Clock
) -> None:
    opening = give("before", opens_at=NOON + timedelta(hours=1))
    assert status(lin, opening) == 404
    assert READ not in lin.get(f"/q/{opening}").text
    clock.advance(hours=1)
    assert status(lin, opening) == 200
    assert READ in lin.get(f"/q/{opening}").text


def test_an_article_for_afterwards_is_not_there_while_a_learner_answers_not_even_again(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    opening = give("after", attempts=2)
    assert status(lin, opening) == 404
    attempt = begin(lin, opening)
    assert status(lin, opening) == 404
    assert READ not in lin.get(f"/take/{attempt}").text
    finish(lin, attempt)
    assert status(lin, opening) == 200
    assert READ in lin.get(f"/take/{attempt}/result").text
    begin(lin, opening)
    assert status(lin, opening) == 404


def test_an_article_for_afterwards_waits_for_the_release_of_the_answers(
    give: Callable[..., str], lin: FlaskClient, app: Flask, cast: Cast, amira: FlaskClient
) -> None:
    opening = give("after", feedback="release")
    attempt = begin(lin, opening)
    finish(lin, attempt)
    assert status(lin, opening) == 404
    assert READ not in lin.get(f"/take/{attempt}/result").text
    amira.post(f"/openings/{opening}/release")
    assert status(lin, opening) == 200
    assert status(seated(app, cast.gus), opening) == 404, "Gus has answered nothing"


def test_only_who_may_take_the_quiz_can_read_its_article(
    give: Callable[..., str], app: Flask, cast: Cast, client: FlaskClient
) -> None:
    opening = give("before")
    assert [status(one, opening) for one in (seated(app, cast.lin), seated(app, cast.gus))] == [200, 200]
    assert [status(one, opening) for one in (client, seated(app, cast.omar), signed_in(app, cast.noor))] == [404] * 3
    assert READ not in client.get(f"/q/{opening}").text
    client.post(f"/q/{opening}/join", data={"name": "Nils"})
    assert status(client, opening) == 200, "who came with the link and gave a name takes the quiz"


def test_the_article_says_where_it_is_from_and_numbers_its_paragraphs(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    page = lin.get(f"/q/{give()}/article").text
    assert re.search(r'<h1 dir="auto">The mill</h1>', page)
    for words in ("Bay News", "2031-03-12", "CC BY 4.0"):
        assert f"<bdi>{words}</bdi>" in page
    assert re.search(rf'Paragraph </span>1</span><p dir="auto">{re.escape(SENTENCES[0])}', page)


SIGNED = r"""## The *first* mill

Maren Holt **opened** the mill in *1998*, and _she_ sold <b>it</b> to [a town](https://example.org) in 2003.

> "The mill was **never** mine", she wrote to the council.
> — Maren *Holt*

The mill took 2*3 and 4*5 sacks, ![a sack](/media/a.png) and \*nothing\* else from snake_case_names.

- **Flour** of the *mill*

| *a* | b |
"""


def test_emphasis_and_quotations_are_shown_as_such_and_no_other_sign_is_read(
    give: Callable[..., str], lin: FlaskClient, amira: FlaskClient, store: Store
) -> None:
    opening = give()
    with store.writing() as db:
        row = db.scalars(select(Article)).one()
        row.title, row.text, row.sentences = "The *old* mill", SIGNED, []
        paper = f"/articles/{row.public_id}/paper"
        db.commit()
    for page in (lin.get(f"/q/{opening}/article").text, amira.get(paper).text):
        shown = page[page.index("<article") : page.index("</article>")]
        number = r'<span class="place quiet"><span class="visually-hidden">Paragraph </span>{}</span>'.format
        for html in (
            '<h1 dir="auto">The <em>old</em> mill</h1>',
            '<h2 dir="auto">The <em>first</em> mill</h2>',
            number(1) + '<p dir="auto">Maren Holt <strong>opened</strong> the mill in <em>1998</em>, and <em>she</em> '
            "sold &lt;b&gt;it&lt;/b&gt; to [a town](https://example.org) in 2003.</p>",
            number(2) + '<blockquote dir="auto"><p>&#34;The mill was <strong>never</strong> mine&#34;, she wrote',
            '<div class="part"><blockquote dir="auto"><p>— Maren <em>Holt</em></p></blockquote></div>',
            number(3) + '<p dir="auto">The mill took 2*3 and 4*5 sacks, ![a sack](/media/a.png) and *nothing* else '
            "from snake_case_names.</p>",
            "<li><strong>Flour</strong> of the <em>mill</em></li>",
            '<p class="as-typed" dir="auto">| *a* | b |</p>',
        ):
            assert html in shown
        assert not re.search(r"<b>|<a |<img", shown)


def test_nothing_that_was_made_of_the_article_is_on_its_page(give: Callable[..., str], lin: FlaskClient) -> None:
    page = lin.get(f"/q/{give()}/article").text
    for made in (WHO, SOLD, HELD):
        assert made.statement not in page
        assert made.body["stem"] not in page
    assert not re.search(r"<mark|<a class=.covered|evidence|The text says so|As the article says", page)


def test_a_text_that_was_deleted_since_is_linked_nowhere(
    give: Callable[..., str], lin: FlaskClient, store: Store, clock: Clock
) -> None:
    opening = give()
    with store.writing() as db:
        row = db.scalars(select(Article)).one()
        articles.delete(db, db.get_one(Person, row.person_id or 1), row, at=clock())
        db.commit()
    assert READ not in lin.get(f"/q/{opening}").text
    assert status(lin, opening) == 404


# --- the instructor's side ---------------------------------------------------------------------------------------


def test_giving_a_quiz_offers_its_article_with_source_and_licence_and_says_who_answers_for_it(
    amira: FlaskClient, quiz: str, store: Store
) -> None:
    page = amira.get(f"/quizzes/{quiz}/open").text
    assert "you answer for the right to show it: “The mill” (Bay News, CC BY 4.0)." in page
    assert re.search(r'<input checked id="article-0"[^>]*value="none"', page)
    amira.post(f"/quizzes/{quiz}/open", data=RULES | {"article": "before"})
    with store.reading() as db:
        opening = db.scalars(select(Opening)).one()
        assert opening.article == "before"
        edit = f"/openings/{opening.public_id}/edit"
    assert "The article: to read before and beside the questions." in amira.get(f"/quizzes/{quiz}").text
    assert re.search(r'<input checked id="article-1"', amira.get(edit).text)
    assert re.search(r'<input checked id="article-1"', amira.get(f"/quizzes/{quiz}/open").text), "as last time"
    amira.post(edit, data=RULES | {"article": "none"})
    with store.reading() as db:
        assert db.scalars(select(Opening)).one().article == "none"


def test_a_text_kept_without_a_licence_is_offered_as_such(amira: FlaskClient, quiz: str, store: Store) -> None:
    with store.writing() as db:
        db.scalars(select(Article)).one().license = ""
        db.commit()
    assert "(Bay News, no licence is stored)" in amira.get(f"/quizzes/{quiz}/open").text


def test_an_instructor_without_right_to_the_text_is_not_asked_and_changes_nothing_about_it(
    give: Callable[..., str], amira: FlaskClient, store: Store, cast: Cast
) -> None:
    opening = give("before")
    with store.writing() as db:
        db.scalars(select(Article)).one().course_id = cast.other_course.id
        db.commit()
    edit = f"/openings/{opening}/edit"
    assert 'name="article"' not in amira.get(edit).text
    with store.reading() as db:
        quiz = db.scalars(select(Opening)).one().quiz.public_id
    again = amira.post(f"/quizzes/{quiz}/open", data=RULES)
    assert again.status_code == 303, "without the article, whatever the last run had"
    with store.writing() as db:
        db.delete(db.scalars(select(Opening).order_by(Opening.id.desc())).first())
        db.commit()
    amira.post(edit, data=RULES | {"attempts": "3", "article": "none"})
    with store.reading() as db:
        found = db.scalars(select(Opening)).one()
        assert (found.attempts, found.article) == (3, "before")


def test_the_article_is_printed_with_numbered_paragraphs_from_its_own_page_and_from_the_paper(
    amira: FlaskClient, quiz: str, store: Store
) -> None:
    with store.reading() as db:
        address = f"/articles/{db.scalars(select(Article.public_id)).one()}"
    assert f'href="{address}/paper"' in amira.get(address).text
    assert f'href="{address}/paper"' in amira.get(f"/quizzes/{quiz}/paper").text
    page = amira.get(f"{address}/paper").text
    assert re.search(r'Paragraph </span>1</span><p dir="auto">Maren Holt', page)
    assert "data-print" in page
    assert "large-print" in amira.get(f"{address}/paper?large=1").text


# --- a live room -------------------------------------------------------------------------------------------------


def room(app: Flask, amira: FlaskClient, quiz: str, article: str) -> tuple[LivePages, str]:
    data = {"names": "generated", "read_s": "0", "board": "off", "speed_percent": "0", "teams": "0", "count_vote": "1"}
    reply = amira.post(f"/quizzes/{quiz}/live", data=data | {"text_on_device": "y", "article": article})
    assert reply.status_code == 303, reply.text
    room_id = reply.location.rpartition("/")[2]
    code = re.search(r"/l/([A-Z0-9]{7})", amira.get(f"/live/{room_id}").text)
    assert code
    pages = LivePages(app, room_id, code[1], amira, None)  # type: ignore[arg-type]
    return pages, pages.key.opening


def test_a_live_room_offers_the_article_too(amira: FlaskClient, quiz: str) -> None:
    assert "“The mill” (Bay News, CC BY 4.0)." in amira.get(f"/quizzes/{quiz}/live").text


def test_whoever_is_in_a_live_room_reads_beside_it_and_nobody_else(
    app: Flask, amira: FlaskClient, quiz: str, cast: Cast
) -> None:
    pages, opening = room(app, amira, quiz, "before")
    heron = pages.join("Calm Heron").client
    assert re.search(rf'href="/q/{opening}/article" target="_blank"', heron.get(f"/play/{pages.room_id}").text)
    assert status(heron, opening) == 200
    for query in ("", "?text=1"):
        back = ways_back(heron, f"/play/{pages.room_id}{query}", opening)
        assert len(back) == 2
        assert heron.get(back[0]).location == f"/play/{pages.room_id}{query}"
    assert status(seated(app, cast.gus), opening) == 404, "Gus is of the class and has not joined"
    told = re.search(r'name="participant" value="([^"]+)"', amira.get(f"/live/{pages.room_id}/people").text)
    assert told
    amira.post(f"/live/{pages.room_id}/people", data={"participant": told[1], "act": "remove"})
    assert status(heron, opening) == 404


def test_the_article_of_a_live_room_says_where_the_room_is_while_it_goes_on(
    app: Flask, amira: FlaskClient, quiz: str
) -> None:
    pages, opening = room(app, amira, quiz, "before")
    heron = pages.join("Calm Heron").client
    asked = ("next", "Question 1: answering", "Question 1 is open.")
    for command, title, said in (("", "Waiting", "You are in."), asked):
        if command:
            pages.say(command)
        page = heron.get(f"/q/{opening}/article?text=1").text
        assert f"<title>{title} – The mill – " in page
        asks = re.search(r'data-room="([^"]+)"[^>]*>([^<]+)<', page)
        assert asks
        assert asks[2].startswith(said)
        told = heron.get(asks[1]).get_json()
        assert (told["tab"], told["said"]) == (title, asks[2])
    pages.say("finish")
    page = heron.get(f"/q/{opening}/article").text
    assert "data-room" not in page
    assert "<title>The mill – " in page


def test_an_article_for_after_a_live_room_comes_with_its_end(app: Flask, amira: FlaskClient, quiz: str) -> None:
    pages, opening = room(app, amira, quiz, "after")
    heron = pages.join("Calm Heron").client
    pages.say("next", "next", "next")
    assert READ not in heron.get(f"/play/{pages.room_id}").text
    assert status(heron, opening) == 404
    amira.post(f"/live/{pages.room_id}/end")
    assert status(heron, opening) == 200
    report = re.search(r'href="(/take/[^"]+/result)"', heron.get(f"/play/{pages.room_id}").text)
    assert report
    assert READ in heron.get(report[1]).text


def beside(client: FlaskClient, attempt: str, more: str = "") -> list[str]:
    """The articles that stand beside the questions."""
    page = client.get(f"/take/{attempt}{more}").text
    return re.findall(r'<details class="the-article".*?</details>', page, re.DOTALL)


def test_the_article_stands_beside_all_questions_and_beside_each_from_the_chosen_moment_on(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str
) -> None:
    with_a_place(db, quiz)
    for layout, more in (("page", ""), ("question", "?n=2")):
        [found] = beside(lin, begin(lin, give("before", layout=layout)), more)
        assert "Maren Holt" in found
        assert found.count('id="paragraph-1"') == 1
    for moment in ("none", "after"):
        assert not beside(lin, begin(lin, give(moment)))


def test_the_way_to_the_article_stands_once_where_there_is_one_question(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str
) -> None:
    one = lin.get(f"/take/{begin(lin, give('before'))}").text
    assert (one.count('class="question-number"'), one.count(READ)) == (1, 1)


def test_no_article_is_offered_below_a_question_that_does_not_rest_on_it(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str
) -> None:
    with_a_place(db, quiz)  # one more on the article, and one from elsewhere
    page = lin.get(f"/take/{begin(lin, give('before'))}").text
    assert re.findall(r"for question (\d)", page) == ["1", "2"]
    assert page.count('class="question-number"') == 3
    assert page.count(READ) == 3, "also above them all"


def test_the_rules_say_where_the_article_stands(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_place(db, quiz)
    beside_it, on_its_page = "the article stands beside the questions", "above the questions and below those on it"

    def told(**rules: object) -> tuple[bool, bool]:
        page = lin.get(f"/q/{give(**rules)}").text
        return beside_it in page, on_its_page in page

    assert told(article="before") == (True, False)
    assert told(article="after") == (False, False)
    html = taking_beside.article_beside(db, db.scalars(select(Quiz.id).where(Quiz.public_id == quiz)).one(), 1)
    assert html is not None
    monkeypatch.setattr(taking_beside, "ROOM", len(zlib.compress(html.encode(), 6)) + taking_beside.PER_QUESTION)
    assert told(article="before") == (False, True), "three questions leave no room"
    assert told(article="before", layout="question") == (True, False)


def test_a_long_article_stays_on_its_page_so_that_the_questions_stay_light(
    give: Callable[..., str], lin: FlaskClient, db: Session, quiz: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begin(lin, give("before"))
    [found] = beside(lin, attempt)
    weight = len(zlib.compress(found.encode(), 6))  # with what is around it, a little more than the article alone
    monkeypatch.setattr(taking_beside, "ROOM", weight + taking_beside.PER_QUESTION)
    assert beside(lin, attempt)
    monkeypatch.setattr(taking_beside, "ROOM", weight)
    assert not beside(lin, attempt), "a question takes room, too"
    assert READ in lin.get(f"/take/{attempt}").text

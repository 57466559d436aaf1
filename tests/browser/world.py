"""What the browser finds: a class with quizzes in every state, told apart by name.

Besides the cast of all tests: uma's class has no quiz yet, ida has started nothing, and zoe has no class. `ids` gives the public id of each thing under a name such as "open" or "open quiz"; `tests/browser/states.py` refers
to things by these names.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import (
    arrivals,
    articles,
    authoring,
    courses,
    demonstration,
    disputes,
    drafting,
    jobs,
    people,
    pictures,
    quizzes,
    reviewing,
    taking,
    trials,
)
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.core.item import Answer, Item, Option, to_body
from quizapp.formats.articles import ArticleText, LeftOut
from quizapp.store import (
    Attempt,
    Course,
    Opening,
    PageFact,
    Person,
    PracticeReview,
    Quiz,
    Regrade,
    RegradePlace,
    Seat,
)
from quizapp.store import Item as ItemRow
from quizapp.store.engine import open_store
from tests.browser import live_rooms
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import SECRET, Cast, make_cast
from tests.factories import (
    NOON,
    a_multiple,
    a_page,
    a_question,
    a_quiz,
    a_true_false,
    an_attempt,
    an_item,
    an_opening,
)
from tests.web.test_matrix import PNG

CODE = (
    "```python\ntotal = 0\nfor step in range(3):\n    total += step  # a line that is longer than a phone is wide\n```"
)


@dataclass
class World:
    """`visitors` are people and what their browsers carry: an account, seats, or nothing."""

    ids: dict[str, str] = field(default_factory=dict)
    visitors: dict[str, Person | list[Seat]] = field(default_factory=dict)


def a_number(**changes: object) -> Item:
    given = {"kind": "numeric", "options": (), "answers": (Answer("40 ± 2"), Answer("0.04 ± 0.002")), "unit": "km"}
    return an_item("How long is the canal?", **(given | changes))


def a_short_text() -> Item:
    return an_item("Which town lies where the rivers meet?", kind="text", options=(), answers=(Answer("Verden"),))


def every_kind(picture: str) -> list[Item]:
    """Twelve questions: all kinds, a long stem with code, a picture, long options, and another writing direction."""
    long = "This option goes on for longer than one line, as options that quote a law or a report often do. " * 2
    lines = (Option("```python\ntotal = 3\n```", True, "0 + 1 + 2 is 3."), Option("```python\ntotal = 6\n```"))
    table = "| Year | Barges |\n|---|---|\n| 1900 | 1,204 |\n| 1950 | 3,518 |"
    return [
        an_item("Which river flows through the **old** town?"),
        a_multiple("What was mined near the town?"),
        a_true_false("The town had a wall."),
        a_number(),
        a_short_text(),
        an_item(f"Which line does the same as this program?\n\n{CODE}\n\nIt works on `total`.", options=lines),
        an_item(f"Which town does the map show?\n\n![A map with three rivers](media/{picture})", order="fixed"),
        an_item("Which sentence of the report is right?", options=(Option(long, True, "So it says."), Option("None"))),
        an_item("איזה נהר זורם בעיר?", language="he"),
        an_item(f"In which year did more barges pass?\n\n{table}"),
        a_multiple("Which of these are still traded?"),
        a_true_false("The canal is older than the railway."),
    ]


def make_world(folder: Path, empty_database: Path) -> World:
    """A database in `folder` with everything there is a page for."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty_database, folder / "quizapp.db")
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    with store.writing() as db:
        world = World()
        _fill(db, world, make_cast(db))
        db.commit()
        db.expunge_all()
    store.close()
    return world


def make_empty_world(folder: Path, empty_database: Path) -> str:
    """An installation nobody has an account in yet; returns the token of the link that makes the first."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty_database, folder / "quizapp.db")
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    with store.writing() as db:
        demonstration.course(db, at=NOON)
        token = people.first_invitation(db, at=datetime.now(UTC))
        db.commit()
    store.close()
    return token


def _fill(db: Session, world: World, cast: Cast) -> None:
    ids, now = world.ids, datetime.now(UTC)
    amira = db.get_one(Person, cast.amira.id)
    course, lin = db.get_one(Course, cast.course.id), db.get_one(Seat, cast.lin.id)
    lin.time_factor = "1.5"
    seats = [courses.join(db, course, f"Learner {number}", secret=SECRET.encode(), at=NOON)[0] for number in range(12)]
    picture = pictures.add_picture(db, PNG, "map.png", at=NOON).name
    _bank(db, world, amira, course)
    _draft_quizzes(db, world, amira, course)
    approved = _articles(db, world, amira, course)
    painter = an_item("According to paragraph 2, who painted the hall?", facts=(), options=(
        Option("Karl Vik", True, "Paragraph 2 says so."), Option("Maren Holt", False, "She was the mayor.")))  # fmt: skip
    on_text = [approved[0], a_question(db, approved[0].page, painter)]
    read = _opening(db, world, "open text", _quiz_of(db, course, on_text, "The mill"), article="before")
    world.ids["beside the text"] = _running(db, read, lin, now, (0,)).public_id
    world.ids["read result"] = a_finished_attempt(db, read, db.get_one(Seat, cast.gus.id), (0,)).public_id
    _opening(db, world, "two texts", _quiz_of(db, course, approved, "Two mills"), article="before")

    whole = a_quiz(db, course, every_kind(picture), title="Rivers and towns")
    finish = _opening(db, world, "open", whole, feedback="finish", attempts=2)
    finish.name = "before the lesson"
    for number, seat in enumerate(seats):
        a_finished_attempt(db, finish, seat, (number % 4,), (0, 1), (number % 2,), "41", "Verden" if number else "")
    ids["result"] = a_finished_attempt(
        db, finish, db.get_one(Seat, cast.gus.id), (0,), (0, 2), (1,), "99", "Celle", (1,)
    ).public_id
    ids["running"] = _running(db, finish, lin, now, (1,), (0, 1), None, "12").public_id

    practice = _opening(db, world, "practice", a_quiz(db, course, title="Practice"), feedback="question", attempts=0,
                        layout="question", limit_minutes=40)  # fmt: skip
    ids["timed"] = _running(db, practice, lin, now - timedelta(minutes=2), (0,)).public_id
    five = [an_item(), a_multiple(), a_true_false(), a_number(), a_short_text()]
    _opening(db, world, "for everybody", a_quiz(db, course, five, title="Five questions"), attempts=0)
    waiting = _opening(db, world, "waiting", a_quiz(db, course, title="Waiting"), feedback="release")
    ids["received"] = a_finished_attempt(db, waiting, lin, (0,), (0, 1), (0,)).public_id
    coming = _opening(db, world, "coming", a_quiz(db, course, title="Next week"), opens_at=now + timedelta(days=7),
                      closes_at=now + timedelta(days=8), limit_minutes=20)  # fmt: skip
    assert coming.opens_at
    closed = _opening(db, world, "closed", a_quiz(db, course, title="Last week"), feedback="close", attempts=2,
                      closes_at=NOON + timedelta(days=1))  # fmt: skip
    a_finished_attempt(db, closed, lin, (0,), (0,), (0,))
    untaken = _opening(db, world, "untaken", a_quiz(db, course, title="Untaken"))
    assert untaken.closes_at is None
    _people(db, world, amira, course, lin)
    _measured(db, world, amira)
    world.visitors |= {"gus": [cast.gus], "ben": cast.ben, "ina": cast.ina}
    together = _quiz_of(db, course, on_text, "The mill, together")
    beside = live_rooms.beside_an_article(db, ids, amira, together)
    world.visitors["heron"] = [*live_rooms.fill(db, world.ids, amira), beside]
    ids["ben"] = cast.ben.public_id
    _arrivals(db, world, cast.amira, cast.ben)


def _measured(db: Session, world: World, amira: Person) -> None:
    """A class large enough for flags, whose strong learners object to the key of the first question."""
    course = courses.create_course(db, amira, "Geography 9", time_zone="UTC", at=NOON)
    quiz = a_quiz(db, course, [*(an_item() for _ in range(5)), a_short_text(), a_multiple()], title="Measured")
    opening = _opening(db, world, "measured", quiz)
    for number in range(36):
        seat, _ = courses.join(db, course, f"Learner {number}", secret=SECRET.encode(), at=NOON)
        strong = number % 3 > 0
        rest = [(0 if strong or number % 2 else 1,) for _ in range(4)]
        keys = (0, 1) if strong else (2,)
        attempt = a_finished_attempt(db, opening, seat, (1 if strong else 0,), *rest, "Verden", keys)
        if number in (1, 2, 4):
            sitting = taking.sitting(db, Desk(), attempt, at=NOON + timedelta(hours=1))
            place = sitting.places[number - 1]
            row = disputes.object_to(db, sitting, place, "My atlas says otherwise.", 1, at=NOON)
            world.ids[f"objection {number}"] = row.public_id
            world.ids[f"measured attempt {number}"] = attempt.public_id
            world.visitors[f"measured {number}"] = [seat]
            if number == 2:
                disputes.decide(db, amira, row, upheld=False, answer="The atlas is old.", at=NOON)
            if number == 4:
                disputes.decide(db, amira, row, upheld=True, answer="The atlas is right.", at=NOON)
        if number == 3:
            world.visitors["measured 3"] = [seat]
            world.ids["practising"] = seat.public_id
            world.ids["review"] = _practised(db, seat, quiz)
    regrade = Regrade(kind="accept", given=["Aller"], keep=False, reason="That is right too.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=opening.id, quiz_item_id=quiz.items[5].id))
    db.add(regrade)
    db.flush()
    first = quiz.items[0].version.item
    item = item_of(authoring.newest(db, first))
    other = (*item.options[:3], Option("The Ilme", False, "It ends before the town."))
    authoring.edit_item(db, amira, first, replace(item, options=other), at=NOON)
    trial = trials.start(db, amira, quiz, first, secret=b"t" * 32, at=NOON)
    world.ids |= {
        "trial": trial.public_id,
        "written question": quiz.items[5].public_id,
        "regrade": regrade.public_id,
        "measured item": quiz.items[0].version.item.public_id,
    }


def _arrivals(db: Session, world: World, read: Person, running: Person) -> None:
    """A large file that was read, and one that is being read."""
    data = (
        "".join(f"{at}. Which of $x^{at}$?\na) this\n*b) that\n\n" for at in range(1, 131))
        + "131. No key\na) x\nb) y\n"
    )
    file = arrivals.File("unit 3.txt", data.encode())
    arrival = arrivals.accept(db, read, file, at=NOON)
    arrival.found = arrivals.judged(db, read, file, lambda *_: None, arrivals.File.read, at=NOON)
    jobs.finish(arrival.job, 130, "", at=NOON)
    other = arrivals.accept(db, running, file, at=NOON)
    other.job.state, other.job.stage, other.job.done, other.job.total = "running", "comparing", 40, 130
    world.ids |= {"arrival": arrival.public_id, "arriving": other.public_id}


def _practised(db: Session, seat: Seat, quiz: Quiz) -> str:
    version = quiz.items[1].version
    fact = db.scalars(select(PageFact).where(PageFact.page_id == version.item.page_id)).one()
    row = PracticeReview(seat_id=seat.id, page_fact_id=fact.id, item_version_id=version.id, choice="[1]", right=False,
                         at=NOON)  # fmt: skip
    db.add(row)
    db.flush()
    return row.public_id


def _opening(db: Session, world: World, name: str, quiz: Quiz, **rules: object) -> Opening:
    opening = an_opening(db, quiz, **rules)
    db.flush()
    world.ids[name], world.ids[f"{name} quiz"] = opening.public_id, quiz.public_id
    world.ids[f"{name} question"] = quiz.items[0].public_id
    world.ids[f"{name} last question"] = quiz.items[-1].public_id
    return opening


def _running(
    db: Session, opening: Opening, seat: Seat, at: datetime, *choices: tuple[int, ...] | str | None
) -> Attempt:
    attempt = an_attempt(db, opening, seat, at=at)
    answer(db, attempt, *choices, at=at + timedelta(seconds=30))
    return attempt


def _bank(db: Session, world: World, amira: Person, course: Course) -> None:
    """A question with two versions, a draft, a retired one, and others."""
    page = a_page(db, course=course, title="Rivers of the north")
    many = [a_question(db, page) for _ in range(8)]
    row = many[0]
    changed = an_item("Which river flows through Celle today?", as_of="2026-01-05", tags=("rivers", "towns"))
    authoring.edit_item(db, amira, row, changed, based_on=1, at=NOON)
    draft, retired = a_question(db, page, a_number(), status="draft"), a_question(db, page, status="retired")
    bare = a_page(db, course=course, title="An article without questions")
    world.ids |= {"page": page.public_id, "bare page": bare.public_id, "question": row.public_id}
    world.ids |= {"draft question": draft.public_id, "retired question": retired.public_id}


TEXT = (
    "## The mill\n\nMaren Holt, the mayor of Tarnvik, opened the tidal mill in 1921. The mill ground barley for eleven "
    "villages. Jonas Eide sold the building to a school in 1950.\n\n## Today\n\n"
    + "Karl Vik painted the hall of the mill and wrote about the tide. "
    * 12
)


def _quiz_of(db: Session, course: Course, rows: list[ItemRow], title: str) -> Quiz:
    quiz = quizzes.create_quiz(db, None, course, title, at=NOON)
    quizzes.add_questions(db, None, quiz, rows)
    return quiz


def _articles(db: Session, world: World, amira: Person, course: Course) -> list[ItemRow]:
    """An article with drafts in every state, one that is reviewed, one without drafts, and jobs in every state.

    Returns what was approved of the first two.
    """
    rows, approved = {}, []
    for name, end in (("article", ""), ("reviewed article", "A second."), ("bare article", "A third."),
                      ("running article", "A fourth."), ("stopped article", "A fifth."),
                      ("waiting article", "A sixth.")):  # fmt: skip
        read = ArticleText(
            f"{TEXT}\n\nThe end. {end} It was late when all the guests had gone home.\n",
            title=f"The tidal mill {end}",
            publisher="Bay News",
            published="2026-01-05",
            url="https://example.org/articles/mill",
            left_out=(LeftOut("hidden text", "Ask about our sponsors."), LeftOut("script")),
        )
        rows[name], _ = articles.add(db, amira, read, course=course, at=NOON)
        world.ids[name] = rows[name].public_id
    for name in ("article", "reviewed article", "waiting article"):
        drafting.store(db, rows[name], [_made(n) for n in range(5)], generator=1, at=NOON)
    for name in ("article", "reviewed article"):
        drafts = drafting.waiting(db, rows[name])
        row = reviewing.approve(db, amira, drafts[0], reviewing.item_of(drafts[0]), looked=True, at=NOON)
        approved.append(row)
        world.ids.setdefault("drafted question", row.public_id)
        reviewing.reject(db, amira, drafts[1], "wrong key", at=NOON)
    of_article = drafting.all_drafts(db, rows["article"])
    for name, state in (("draft", "waiting"), ("decided", "approved"), ("draft kept back", "held")):
        world.ids[name] = next(draft.public_id for draft in of_article if draft.state == state)
    for draft in drafting.waiting(db, rows["reviewed article"]):
        reviewing.reject(db, amira, draft, "trivial", at=NOON)
    drafting.ask(db, amira, rows["bare article"], at=NOON)
    jobs.claim(db, at=datetime.now(UTC))
    job = jobs.of_article(db, rows["bare article"])
    assert job is not None
    jobs.finish(job, 0, "11 facts found, none good enough to be shown.", at=NOON)
    drafting.ask(db, amira, rows["article"], at=NOON)
    asked = jobs.of_article(db, rows["article"])
    assert asked is not None
    jobs.finish(asked, 3, "", at=NOON)
    running = drafting.ask(db, amira, rows["running article"], at=NOON)
    running.state, running.stage, running.done, running.total = "running", "reading", 12, 40
    stopped = drafting.ask(db, amira, rows["stopped article"], at=NOON)
    jobs.cancel(db, stopped, at=NOON)
    return approved


def _made(number: int) -> drafting.Made:
    """Draft questions: two to decide about, one of them sensitive and flawed, one held back, two that get decided."""
    stems = ("Who opened the tidal mill of Tarnvik?", "Who sold the mill?", "Who painted the hall?",
             "Who did not open the tidal mill of Tarnvik?", "What did the mill grind?")  # fmt: skip
    names = ("Jonas Eide", "Maren Holt", "Karl Vik")
    options = tuple(Option(name, name == "Maren Holt", "Named in the text.") for name in names)
    sentence = "Maren Holt, the mayor of Tarnvik, opened the tidal mill in 1921."
    start = TEXT.index(sentence)
    place = {"start": start, "end": start + len(sentence), "quote": sentence, "cited": sentence, "paragraph": 1,
             "sentence": number if number < 3 else 0}  # fmt: skip
    body = to_body(Item("single", stems[number], options, explanation="As the article says."))
    labels = ["sensitive: death"] if number == 3 else []
    held = "the question says too little: 'the mill'" if number == 4 else ""
    spares = (("Anna Lund", "Anna Lund kept the books."), ("Ole Dahl", "Ole Dahl owned the quay."))
    return drafting.Made(f"mark{number}", "fact", "who", body, "Holt opened it.", [place], labels, held, "md 1", spares)


def _draft_quizzes(db: Session, world: World, amira: Person, course: Course) -> None:
    draft = a_quiz(db, course, title="Still a draft")
    row = draft.items[0].version.item
    edited = an_item("Which river flows through Verden?")
    authoring.edit_item(db, amira, row, edited, based_on=1, at=NOON)
    empty = quizzes.create_quiz(db, None, course, "Nothing in it", at=NOON)
    world.ids |= {"draft quiz": draft.public_id, "empty quiz": empty.public_id}


def _people(db: Session, world: World, amira: Person, course: Course, lin: Seat) -> None:
    ids, now = world.ids, datetime.now(UTC)
    people.sign_in(db, amira, device="Firefox on Linux", at=now)
    closed = courses.create_course(db, amira, "Chemistry 10", time_zone="UTC", at=NOON)
    courses.change_settings(db, amira, closed, name=closed.name, time_zone="UTC", joining_open=False, at=NOON)
    fresh = courses.create_course(db, amira, "Art 8", time_zone="UTC", at=NOON)
    uma, _ = courses.join(db, fresh, "Uma", secret=SECRET.encode(), at=NOON)
    zoe = Person(name="Zoe", login="zoe", password_hash="none", created_at=NOON)
    db.add(zoe)
    empty = courses.create_course(db, amira, "Latin 7", time_zone="UTC", at=NOON)
    demonstration.course(db, at=NOON)
    ids |= {
        "class": course.public_id,
        "closed class": closed.public_id,
        "fresh class": fresh.public_id,
        "empty class": empty.public_id,
        "class code": course.join_code,
        "closed class code": closed.join_code,
        "lin": lin.public_id,
        "lin's code": courses.personal_code(lin, SECRET.encode()),
        "uma's code": courses.personal_code(uma, SECRET.encode()),
        "invitation": people.invite(db, amira, course, "instructor", at=now),
    }
    idle, _ = courses.join(db, course, "Ida", secret=SECRET.encode(), at=NOON)
    gone, _ = courses.join(db, course, "Rune", secret=SECRET.encode(), at=NOON)
    courses.remove_seat(db, amira, gone, at=now)
    ids |= {"idle learner": idle.public_id, "removed learner": gone.public_id}
    world.visitors |= {
        "visitor": [], "lin": [lin], "uma": [uma], "lin and uma": [lin, uma], "ida": [idle], "amira": amira, "zoe": zoe,
    }  # fmt: skip

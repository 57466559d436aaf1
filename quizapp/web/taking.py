"""A learner's way through a quiz: before the start, answering, checking, finishing, and what was right.

Learner templates receive `DeliveredItem`s, and `RevealedItem`s only where `core.visibility` says the moment has
come. Answers go through the store's writer; the reply leaves after the commit.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import closing, disputes, handouts, live, openings, regrading, results, taking, taking_answers
from quizapp.classroom.courses import factor_of, zone_of
from quizapp.classroom.desk import Place
from quizapp.classroom.live_asked import asked_in, numbered_otherwise
from quizapp.classroom.taking import Sitting
from quizapp.classroom.taking_answers import Receipt
from quizapp.core.errors import NotFound, SignInNeeded
from quizapp.core.kinds import KINDS
from quizapp.core.live import State
from quizapp.core.scoring import RULES
from quizapp.core.visibility import FEEDBACK
from quizapp.store import Opening, Seat
from quizapp.store.writer import Execute
from quizapp.web.database import get_db, get_desk, get_store, now, reading_db, release_db
from quizapp.web.limits import limits
from quizapp.web.live_screens import said, tab
from quizapp.web.live_watch import get_key, standing_now
from quizapp.web.presenting import clock
from quizapp.web.saving import posted_json, when_saved
from quizapp.web.signing_in import carried_seats, carry_seat, own_seats, seat_in
from quizapp.web.taking_beside import article_beside
from quizapp.web.taking_form import Refused, given_as_tokens, read_form, rendered
from quizapp.web.taking_replies import taken

bp = Blueprint("taking", __name__)


@bp.get("/q/<opening_id>")
def before(opening_id: str) -> ResponseReturnValue:
    """What a learner should know before the time runs; nothing runs until they press start."""
    db, at = get_db(), now()
    opening = taking.find_opening(db, opening_id)
    seat = seat_in(opening.course_id)
    standing = taking.standing(db, opening, seat, at=at)
    limit = openings.limit_of(opening)
    questions = len(get_desk().sheet(db, opening.quiz_id, opening.public_id).places)
    reads = seat is not None and taking.reads_article(db, opening, seat, at=at)
    together = 1 if opening.layout == "question" else questions
    return render_template(
        "taking/before.html",
        opening=opening,
        seat=seat,
        standing=standing,
        questions=questions,
        limit=limit,
        own_limit=limit * float(factor_of(seat)) if limit and seat else limit,
        feedback=FEEDBACK[opening.feedback],
        rule=RULES[opening.credit][0],
        zone=zone_of(opening.course),
        article=reads,
        beside=reads and article_beside(db, opening.quiz_id, together) is not None,
    )


@bp.get("/q/<opening_id>/article")
def article(opening_id: str) -> ResponseReturnValue:
    """What the questions rest on, for whoever may take the quiz, from the moment its instructor chose."""
    db = get_db()
    opening = taking.find_opening(db, opening_id)
    seat = _seat_for(opening)
    if not taking.reads_article(db, opening, seat, at=now()):
        raise NotFound("There is no article to read here now. Your instructor decides whether it is shown, and when.")
    found = [handouts.handout(one) for one in handouts.articles_of(db, opening.quiz_id)]
    back, back_to = _way_back(opening, seat)
    return render_template(
        "taking/article.html",
        title=opening.quiz.title,
        handouts=found,
        back=back,
        back_to=back_to,
        answering=taking.standing(db, opening, seat, at=now()).running is not None,
        **_room_beside(opening),
    )


def _room_beside(opening: Opening) -> dict[str, str]:
    """What goes on in the live room that the article is read for, and where its page asks for that."""
    if not opening.live:
        return {}
    key = get_key(live.room_of(get_db(), opening).public_id)
    room = standing_now(key).room
    if room.state is State.ENDED:
        return {}
    asks = url_for("live.state", room_id=key.public_id, text=request.args.get("text"))
    return {"asks": asks, "said": said(room), "doing": tab(room)}


def _way_back(opening: Opening, seat: Seat) -> tuple[str, str]:
    """From the article to where the learner is in its quiz, and what that is called."""
    attempts = taking.standing(get_db(), opening, seat, at=now()).attempts
    if not attempts:
        return url_for(".before", opening_id=opening.public_id), "the quiz"
    newest, number = attempts[-1], request.args.get("n", type=int)
    place = f"question-{number}" if number else None
    if taking.has_ended(newest, at=now()):
        return url_for(".result", attempt_id=newest.public_id, _anchor=place), "my result"
    if opening.live:
        text = request.args.get("text")  # how the room showed its questions
        return url_for("live.of_opening", opening_id=opening.public_id, text=text), "the live room"
    if opening.layout == "question":
        address = url_for(".answering", attempt_id=newest.public_id, n=number)
    else:
        address = url_for(".answering", attempt_id=newest.public_id, _anchor=place)
    return address, f"question {number}" if number else "the questions"


@bp.post("/q/<opening_id>/start")
def start(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    opening = taking.find_opening(db, opening_id)
    seat = _seat_for(opening)
    attempt = taking.start(db, opening, seat, secret=secrets.token_bytes(32), at=now())
    carry_seat(seat)  # renews the cookie, which lasts 30 days from here
    db.commit()
    return redirect(url_for(".answering", attempt_id=attempt.public_id), code=303)


def _seat_for(opening: Opening) -> Seat:
    seat = seat_in(opening.course_id)
    if seat is None:
        raise NotFound("You have no seat in this class on this device. Open the quiz's link again and give your name.")
    return seat


# --- answering -------------------------------------------------------------------------------------------------


@bp.get("/take/<attempt_id>")
def answering(attempt_id: str) -> ResponseReturnValue:
    """All questions, or one of them, with what the server holds already."""
    sitting = _sitting(attempt_id)
    if sitting.opening.live and not sitting.ended:
        return redirect(url_for("live.of_opening", opening_id=sitting.opening.public_id), code=303)
    if sitting.ended:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    number = _number(sitting, request.args.get("n", type=int))
    if number and "n" not in request.args:  # else the back button would lead to the next question without an answer
        return redirect(url_for(".answering", attempt_id=attempt_id, n=number), code=303)
    return _answering_page(sitting, number, {})


def _number(sitting: Sitting, wanted: int | None) -> int | None:
    """The question to show, from 1; None shows all."""
    if sitting.opening.layout == "page":
        return None
    return min(max(wanted or sitting.first_unanswered(), 1), len(sitting.places))


def _answering_page(sitting: Sitting, number: int | None, refused: Mapping[str, Refused]) -> ResponseReturnValue:
    shown = list(enumerate(sitting.places, 1))
    if number is not None:
        shown = shown[number - 1 : number]
    resting, reads = _resting(sitting), _reads_article(sitting)
    paragraphs = _paragraphs(sitting, resting)
    deadline, started = sitting.attempt.deadline_at, sitting.attempt.started_at
    html = render_template(
        "taking/answering.html",
        sitting=sitting,
        number=number,
        total=len(sitting.places),
        questions=[
            (
                n,
                _shown(sitting, place, refused.get(place.public_id)),
                results.revealed(sitting, place),
                paragraphs.get(place.id, ""),
            )
            for n, place in shown
        ],
        refused=[(n, place.public_id, refused[place.public_id]) for n, place in shown if place.public_id in refused],
        remaining=_milliseconds(deadline - sitting.at) if deadline else None,
        limit=_milliseconds(deadline - started) if deadline else None,
        base=_base_limit(sitting),
        render_key=secrets.token_hex(16),
        article=reads,
        on_it={n for n, place in shown if place.item_id in resting},
        beside=article_beside(get_db(), sitting.opening.quiz_id, len(shown)) if reads else None,
        zone=zone_of(sitting.opening.course),
    )
    return html, 422 if refused else 200


def _base_limit(sitting: Sitting) -> int:
    """The limit before this learner's extra time; 0 when there is none to speak of."""
    limit = openings.limit_of(sitting.opening)
    return _milliseconds(limit) if limit and factor_of(sitting.seat) != 1 else 0


def _milliseconds(length: timedelta) -> int:
    return max(0, length // timedelta(milliseconds=1))


def _shown(sitting: Sitting, place: Place, refused: Refused | None) -> dict[str, object]:
    """A question as this attempt shows it, with the learner's own choice in this attempt's tokens.

    `rendered` is what the page says is saved: with it, the form knows what the learner changed on this very page.
    """
    held = sitting.held.get(place.id)
    secret = sitting.secret(place)
    saved = given_as_tokens(place, held, secret)
    return {
        "delivered": KINDS[place.item.kind].present(place.item, place.public_id, secret),
        "chosen": refused.typed if refused else saved,
        "rendered": rendered(saved),
        "locked": held.locked if held else False,
        "saved_at": clock(held.received_at, zone_of(sitting.opening.course)) if held else "",
        "error": refused.reason if refused else "",
    }


@bp.post("/take/<attempt_id>/answer")
def answer(attempt_id: str) -> ResponseReturnValue:
    """One answer from the page's script: `{item, key, n, device, choice}`; replies once it is on disk.

    Here for whoever `taking_direct.py` does not serve: who last saw the page before a restart, and all that is refused.
    """
    at = now()
    key, sheet = get_desk().attempt(reading_db, attempt_id)
    generation = dict(carried_seats()).get(key.seat)
    if generation is None:
        raise SignInNeeded("This device has no seat for this quiz. Use your personal code to come back.")
    limits().answers.spend(key.seat)
    release_db()
    return when_saved(*taken(key, sheet, generation, posted_json(), at=at))


@bp.post("/take/<attempt_id>")
def save(attempt_id: str) -> ResponseReturnValue:
    """Answers of an ordinary form: the whole journey works without script. A resend changes nothing.

    What can be saved is saved; what cannot comes back on the page as it was typed, with the reason at its question.
    """
    sitting = _sitting(attempt_id, reading=True)
    number = _number(sitting, request.form.get("number", type=int))
    act = request.form.get("act", "save")
    generation = dict(carried_seats())[sitting.seat.public_id]
    key, _ = get_desk().attempt(reading_db, attempt_id)
    posted = read_form(sitting, request.form)
    release_db()

    def work(execute: Execute) -> Receipt | None:
        receipt = None
        for given in posted.given:
            receipt = taking_answers.answer(
                execute, key, given.place, given.choice, generation=generation, event_key=given.key, device="", n=0,
                at=sitting.at,
            )  # fmt: skip
        for place in posted.to_lock:
            taking_answers.lock(execute, key, place, generation=generation, at=sitting.at)
        return receipt

    if posted.given or posted.to_lock:
        _tell(get_store().writer.submit(work), sitting)
    if posted.refused:
        return _answering_page(_sitting(attempt_id, reading=True), number, posted.refused)
    return redirect(_next_page(sitting, attempt_id, number, act), code=303)


def _tell(receipt: Receipt | None, sitting: Sitting) -> None:
    if receipt is None:
        return
    at = clock(receipt.received_at, zone_of(sitting.opening.course))
    if receipt.late:
        flash(f"Received at {at}, after the time was over. It is kept, and does not count.", "warning")
    else:
        flash(f"Saved {at}.", "good")


def _next_page(sitting: Sitting, attempt_id: str, number: int | None, act: str) -> str:
    if act == "finish":
        return url_for(".check", attempt_id=attempt_id)
    if number is None:
        return url_for(".answering", attempt_id=attempt_id)
    step = {"next": 1, "back": -1}.get(act, 0)
    if number + step > len(sitting.places):
        return url_for(".check", attempt_id=attempt_id)
    return url_for(".answering", attempt_id=attempt_id, n=max(1, number + step))


# --- finishing -------------------------------------------------------------------------------------------------


@bp.get("/take/<attempt_id>/finish")
def check(attempt_id: str) -> ResponseReturnValue:
    """What was answered to each question, before the attempt is closed for good."""
    sitting = _sitting(attempt_id)
    if sitting.ended:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    rows = [
        (number, place.item, sitting.said(place) if sitting.choice(place) else [])
        for number, place in enumerate(sitting.places, 1)
    ]
    return render_template("taking/check.html", sitting=sitting, rows=rows, zone=zone_of(sitting.opening.course))


@bp.post("/take/<attempt_id>/finish")
def finish(attempt_id: str) -> ResponseReturnValue:
    db = get_db()
    attempt = taking.own_attempt(db, attempt_id, own_seats())
    closing.finish(db, get_desk(), attempt, at=now())
    db.commit()
    return redirect(url_for(".result", attempt_id=attempt_id), code=303)


@bp.get("/take/<attempt_id>/result")
def result(attempt_id: str) -> ResponseReturnValue:
    """The receipt; and keys, reasons, evidence and score once their moment has come."""
    sitting = _sitting(attempt_id)
    if not sitting.ended:
        return redirect(url_for(".answering", attempt_id=attempt_id), code=303)
    standing = taking.standing(get_db(), sitting.opening, sitting.seat, at=sitting.at)
    asked = asked_in(get_db(), [sitting.opening]).get(sitting.opening.id)
    missed = results.missed(sitting)
    return render_template(
        "taking/result.html",
        numbered_otherwise=numbered_otherwise(asked, sitting.places),
        sitting=sitting,
        score=results.own_score(sitting),
        questions=[(n, results.revealed(sitting, place), place) for n, place in enumerate(sitting.places, 1)],
        missed=missed,
        beyond=results.beyond_the_key(sitting),
        ended_at=taking.ended_at(sitting.attempt, at=sitting.at),
        late=taking.late_events(get_db(), sitting.attempt),
        again=standing.may_start,
        article=_reads_article(sitting),
        paragraphs=_paragraphs(sitting, _resting(sitting)),
        notice=regrading.notice(get_db(), get_desk(), sitting),
        objections=disputes.of_sitting(get_db(), sitting),
        states={item: disputes.STATES[state] for item, state in disputes.states_in(get_db(), sitting).items()},
        zone=zone_of(sitting.opening.course),
    )


def _reads_article(sitting: Sitting) -> bool:
    return taking.reads_article(get_db(), sitting.opening, sitting.seat, at=sitting.at)


def _resting(sitting: Sitting) -> dict[int, int]:
    """The questions that rest on an article to be read now."""
    return handouts.resting(get_db(), sitting.opening.quiz_id) if _reads_article(sitting) else {}


def _paragraphs(sitting: Sitting, resting: Mapping[int, int]) -> dict[int, str]:
    """Of each question that names paragraphs of an article to be read now, by quiz item, where that is."""
    resting_on_it = handouts.rest_on_it(resting)
    return {
        place.id: url_for(".article", opening_id=sitting.opening.public_id, n=number)
        for number, place in enumerate(sitting.places, 1)
        if place.item_id in resting_on_it
    }


def _sitting(attempt_id: str, *, reading: bool = False) -> Sitting:
    db = reading_db() if reading else get_db()
    attempt = taking.own_attempt(db, attempt_id, own_seats())
    return taking.sitting(db, get_desk(), attempt, at=now())

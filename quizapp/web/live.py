"""A learner in a live room: joining, the page, the state, the event stream, and answering.

The HTTP interface, from which another client can be written. Every POST needs the session cookie and the CSRF token
that stands in each page (`csrf_token` in forms, or the header `X-CSRFToken`); replies to scripts are JSON, errors are
`{"message": …}` with 4xx or 503, and 429 and 503 carry `Retry-After`: send the same again.

Join           GET /l/CODE gives the page with the token; POST /l/CODE with `name` → 303 to /play/ROOM and a cookie.
               Coming again with the cookie is coming back. 422: the name is taken or cannot be; 409: door closed.
State          GET /play/ROOM/state → everything the learner may see now:
                 version, state, number, total, vote, title, name, said (the state in one sentence), tab
                 (the same in a word or two, with which the title of the page begins)
                 remaining_ms, limit_ms, base_ms (null: no countdown; base_ms is the time without extra time)
                 question {id, kind, stem, options [{token, letter, text}]}; with its key and explanation at "reveal"
                 own {choice, at, words} as stored; result {verdict, points} at "reveal"; standing {rank, of, total…}
                 parts {name: HTML}, what the page shows
               States: lobby read answer paused locked discuss reveal board podium ended. `?text=1` asks for texts where
               the host shows letters only. Send `If-None-Match` with the ETag of before: 304 while nothing has changed.
Events         GET /play/ROOM/events, `text/event-stream`: `event: state`, `data: VERSION` when there is a new version.
               Hints carry no state; GET the state then. `event: beat` with the version comes every 5 s. Without
               streams (503, or silence for 15 s) GET the state every 2 s. 403: removed. A stream ends after 64 kB: open
               it anew after its last `retry:`, as an EventSource does by itself. A learner counts as connected with
               a stream, for 20 s after asking for the state, and for 2 minutes after a page or an answer; after a page
               with an open question as long as that is open.
               Host and screen streams also get `event: count`, `data: {"answered", "connected", "joined", "version"}`,
               at most four a second.
Answer         POST /play/ROOM/answer with JSON `{number, vote, key, choice: [token…] or [text], device?, n?}` → 200
               `{"status": "stored", "at": "12:03:07"}` once it is on disk. `key` is 32 random hex digits, chosen by
               the sender; the same key again gives the same reply. 409 with `reason`: not_open paused too_late
               closed not_your_round final kicked.
Host           POST /live/ROOM/do with JSON or form `{command, expect, seconds?}` → 200, the host's state. `expect` is
               the version the host was looking at; 409 when the room has moved on. Commands: next close pause resume
               add-time skip discuss reopen bars board podium finish; also 409 for 2 s after time alone has
               moved it on. GET /live/ROOM/state, GET /live/ROOM/events.
               POST /live/ROOM/door `{open}`, POST /live/ROOM/people `{participant, act, value}`.
Screen         GET /screen/ROOM/TOKEN and …/state, …/events; remote control: GET /remote/ROOM/TOKEN, …/state, …/events,
               POST /remote/ROOM/TOKEN/do as above. Both need the token only.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from quizapp.classroom import handouts, live, live_answers, live_joining, live_results, taking
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_answers import Refused
from quizapp.classroom.live_joining import Member
from quizapp.classroom.live_results import Seen
from quizapp.core.errors import BadInput, NotFound, SignInNeeded
from quizapp.core.live import Room, State
from quizapp.store import LiveRoom, Seat
from quizapp.web.database import get_config, get_db, get_desk, get_store, now, reading_db, release_db
from quizapp.web.forms import BaseForm, page
from quizapp.web.gateway import STREAM
from quizapp.web.hub import Client
from quizapp.web.limits import charging, limits
from quizapp.web.live_learner import Typed, learner_state
from quizapp.web.live_replies import chosen, place_numbered, state_reply, taken
from quizapp.web.live_watch import get_hub, get_key, rooms_of, standing_now
from quizapp.web.presence import HERE_SECONDS
from quizapp.web.saving import posted_json, when_saved
from quizapp.web.signing_in import carried_seats, carry_seat, seat_in
from quizapp.web.taking_replies import texts_of

bp = Blueprint("live", __name__)


class NicknameForm(BaseForm):
    name = StringField("Name in this room", validators=[Length(max=200)])


# --- joining ---------------------------------------------------------------------------------------------------


@bp.get("/l/<code>")
def join(code: str) -> ResponseReturnValue:
    """What the QR code opens: the name is filled in already, one press and you are in."""
    room = _room_with(code)
    key, form, seat = get_key(room.public_id), NicknameForm(), seat_in(room.opening.course_id)
    form.name.data = seat.name if seat else live_joining.offered_name(get_db(), key) if _offers(key) else ""
    return _join_page(key, room, form, seat)


@bp.post("/l/<code>")
def enter(code: str) -> ResponseReturnValue:
    room, db = _room_with(code), get_db()
    key, form, seat = get_key(room.public_id), NicknameForm(), seat_in(room.opening.course_id)
    typed = form.name.data or ""
    if request.form.get("another"):  # another made-up name, please
        form.name.data = live_joining.offered_name(db, key)
        form.name.raw_data = [form.name.data]
        return _join_page(key, room, form, seat)
    another_guest = seat is not None and seat.origin == "live" and typed != seat.name and key.settings.names != "class"
    if seat is not None and another_guest and not live_joining.is_inside(db, key, seat):
        seat = None  # somebody else has this device now; in this room it stays who it was, removed or not
    limits().live_joins_address.spend(request.remote_addr or "")
    limits().live_joins.spend(key.public_id)
    standing = live.read(db, key)
    secret = get_config().secret
    with form.refusing(form.name):
        member, own = live_joining.join(db, key, standing, seat, typed, secret=secret, at=now())
    if form.errors or not form.validate():
        return _join_page(key, room, form, seat)
    carry_seat(own)
    db.commit()
    if standing.room.state is State.LOBBY:
        get_hub().stir(key.public_id)
    else:
        get_hub().changed(key.public_id)  # the standings have one more
    return redirect(url_for(".play", room_id=key.public_id, renamed=1 if member.replaced else None), code=303)


def _offers(key: RoomKey) -> bool:
    """Whether the room offers made-up names; where everybody chooses, pressing Join must not make somebody a lynx."""
    return key.settings.names == "generated"


def _room_with(code: str) -> LiveRoom:
    with charging((limits().code_address, request.remote_addr or ""), (limits().code_site, "")):
        return live.room_with_code(get_db(), code)


def _join_page(key: RoomKey, room: LiveRoom, form: NicknameForm, seat: Seat | None) -> ResponseReturnValue:
    form.name.flags.required = True  # who is inside already comes back without one
    return page("live/join.html", form, key=key, room=room, seat=seat, offers=_offers(key))


# --- the page and its state ------------------------------------------------------------------------------------


@bp.get("/play/<room_id>")
def play(room_id: str) -> ResponseReturnValue:
    key = get_key(room_id)
    try:
        member = _member(key)
    except SignInNeeded:
        standing = live.read(get_db(), key)
        if not standing.code:
            raise NotFound("This live room has ended. Ask your host whether there is another one.") from None
        return redirect(url_for(".join", code=standing.code), code=303)
    return _play_page(key, member)


def _play_page(key: RoomKey, member: Member, typed: Typed | None = None) -> ResponseReturnValue:
    """The page as it stands now; with what was `typed` if that could not be taken and its question is still open."""
    db, room = reading_db(), standing_now(key).room
    text, sent = _wants_text(), "sent" in request.args
    seen, answers = _seen(key, member, room), room.state is State.ANSWER
    if typed and not (answers and (room.number, room.vote) == (typed.number, typed.vote)):
        onward = url_for(".play", room_id=key.public_id, refused="not_taken", text=1 if text else None)
        return redirect(onward, code=303)
    mine, stage = learner_state(db, key, room, seen, text=text, at=now(), personal=True, sent=sent, typed=typed)
    waits = answers and sent and mine.values["own"] is not None
    if room.state is not State.ENDED:
        get_hub().seen(key.public_id, member.id, HERE_SECONDS)
    html = render_template(
        "live/play.html",
        key=key,
        room=room,
        member=member,
        state=mine.page(stage),
        text=text,
        sent=sent,
        waits=waits,
        typed=typed,
        article=key.article == "before" and bool(handouts.articles_of(db, key.quiz_id)),
        render_key=secrets.token_hex(16),
        renamed="renamed" in request.args,
        refused=live_answers.WORDS.get(request.args.get("refused", "")),
    )
    return html, 422 if typed else 200


def _wants_text() -> bool:
    """Whether a learner who sees letters only has asked for the texts, which a screen reader needs."""
    return request.args.get("text") == "1"


def _member(key: RoomKey) -> Member:
    """The learner at this browser, looked up each time: removed is removed at once."""
    carried = carried_seats()
    member = live_joining.member_carried(get_db(), key, carried)
    rooms_of_app().note_member(key, carried, member)
    return member


def _seen(key: RoomKey, member: Member, room: Room) -> Seen:
    seen = live_results.look(get_store().look, key, member, room)
    if seen is None:
        raise SignInNeeded("This device is not in the live room any more. Join again with the code on the screen.")
    return seen


@bp.get("/play/<room_id>/state")
def state(room_id: str) -> ResponseReturnValue:
    """Here for whoever `live_direct.py` does not serve: the first after a change, and all that is refused."""
    key = get_key(room_id)
    member = _member(key)
    room = standing_now(key).room
    mine, _ = learner_state(get_db(), key, room, _seen(key, member, room), text=_wants_text(), at=now())
    status, headers, body = state_reply(get_hub(), key, member, mine, request.environ)
    return Response(body, status, headers)


@bp.get("/play/<room_id>/events")
def events(room_id: str) -> ResponseReturnValue:
    key = get_key(room_id)
    member = _member(key)
    room = live.read(get_db(), key).room
    return stream(Client(room_id, "learner", room.version, participant=member.id))


def stream(client: Client) -> ResponseReturnValue:
    """Hand a stream over to the event loop; where there is none, or it is full, the client polls."""
    hand_over, hub = request.environ.get(STREAM), get_hub()
    if hand_over is None or hub.full():
        return Response("Ask for the state every two seconds instead.\n", 503, mimetype="text/plain")
    hand_over(lambda proto: hub.stream(proto, client))
    return Response(status=200)


@bp.get("/play/<room_id>/thinking")
def thinking(room_id: str) -> ResponseReturnValue:
    """An empty picture of a page without script, which asks for nothing more by itself while its question is open."""
    key = get_key(room_id)
    member = _member(key)
    if standing_now(key).room.state is State.ANSWER:
        get_hub().seen(key.public_id, member.id, None)
    return Response(status=204)


@bp.get("/play/opening/<opening_id>")
def of_opening(opening_id: str) -> ResponseReturnValue:
    """From a learner's list of quizzes to the room in which this one is going on."""
    room = live.room_of(get_db(), taking.find_opening(get_db(), opening_id))
    return redirect(url_for(".play", room_id=room.public_id, text=1 if _wants_text() else None), code=303)


# --- answering -------------------------------------------------------------------------------------------------


@bp.post("/play/<room_id>/answer")
def answer(room_id: str) -> ResponseReturnValue:
    """One answer from the page's script; the reply leaves once it is on disk, the same for right and wrong.

    Here for whoever `live_direct.py` does not serve.
    """
    at = now()
    key, member = _carried(room_id)
    limits().answers.spend(member.seat)
    sheet = get_desk().sheet(reading_db(), key.quiz_id, key.opening)
    release_db()
    return when_saved(*taken(get_hub(), key, member, sheet, posted_json(), at=at))


@bp.post("/play/<room_id>")
def answer_form(room_id: str) -> ResponseReturnValue:
    """The same as an ordinary form, for browsers without script."""
    at = now()
    key, member = _carried(room_id)
    limits().answers.spend(member.seat)
    number, vote = request.form.get("number", 0, type=int), request.form.get("vote", 1, type=int)
    place = place_numbered(key, get_desk().sheet(reading_db(), key.quiz_id, key.opening), number)
    given = request.form.getlist("choice")
    form_key = f"{request.form.get('key', '')[:32]}{'-'.join(given)[:24]}".encode().hex()[:64].rjust(8, "0")
    try:
        choice = chosen(key, place, texts_of(given))
    except BadInput as error:
        return _play_page(key, member, Typed(number, vote, given if place.item.options else given[:1], str(error)))
    release_db()
    outcome = get_store().writer.submit(
        lambda execute: live_answers.answer(
            execute, key, member, place, choice, number=number, vote=vote, event_key=form_key, at=at
        )
    )
    get_hub().stir(room_id)
    refused = outcome.reason if isinstance(outcome, Refused) else None
    text = 1 if _wants_text() else None
    return redirect(url_for(".play", room_id=room_id, sent=1, text=text, refused=refused), code=303)


def _carried(room_id: str) -> tuple[RoomKey, Member]:
    """The room and the learner at this browser, from memory once known: the answer's SQL checks them anew."""
    rooms, carried = rooms_of_app(), carried_seats()
    key = rooms.key(reading_db, room_id)
    member: Member | None = rooms.known_member(key, carried)
    if member is None:
        member = live_joining.member_carried(reading_db(), key, carried)
        rooms.note_member(key, carried, member)
    return key, member


def rooms_of_app() -> live.Rooms:
    return rooms_of(current_app)

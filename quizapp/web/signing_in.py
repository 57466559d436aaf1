"""Who is asking: an account through Flask-Login over revocable rows, or seats carried in the signed cookie.

The cookie holds the sign-in token, the accounts this browser has signed in with (public ids), the seats as (public
id, generation), and the CSRF secret; nothing else. Seats need no row of their own to be checked on the answer path:
the answer's SQL compares the generation.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import CSRFProtect

from quizapp.classroom import courses, people
from quizapp.classroom.permissions import ids_of_courses_with
from quizapp.config import Config
from quizapp.core.errors import Busy, NotAllowed, NotFound, SignInNeeded
from quizapp.store import Person, Seat
from quizapp.web.database import get_config, get_db, get_store, now

__all__ = ["current_person", "login_required"]

MAX_SEATS = 8
_TOUCH_AFTER = timedelta(minutes=1)
_FOR_ALL = ("home.static_file", "home.favicon", "home.picture")
"""The same for everybody. Asking for the session would make each reply vary with the cookie, and no proxy keep it."""


class _User(UserMixin):
    """What Flask-Login passes around; the person is detached from any session."""

    def __init__(self, person: Person, sign_in: str, teaches: frozenset[int]) -> None:
        self.person = person
        self.sign_in = sign_in
        self.teaches = teaches


def init_app(app: Flask, config: Config) -> None:
    CSRFProtect(app)
    app.before_request(_look_who_is_asking)
    manager = LoginManager()
    # Not init_app: it would look into the session at every reply for a remember cookie, which we do not use.
    app.login_manager = manager  # type: ignore[attr-defined]  # Flask-Login's own name
    manager.request_loader(_load)
    manager.unauthorized_handler(_unauthorized)


def _look_who_is_asking() -> None:
    """First of all, because noting that a session is in use writes, and a view may hold the write lock later."""
    if request.endpoint not in _FOR_ALL and "sign_in" in session:
        person_or_none()


def _load(_: object) -> _User | None:
    token = session.get("sign_in")
    if not isinstance(token, str):
        return None
    at = now()
    with get_store().reading() as db:
        row = people.signed_in(db, token, at=at)
        if row is None:
            return None
        teaches = ids_of_courses_with(db, row.person_id, "item.write")
        user, sign_in_id, seen = _User(row.person, row.public_id, teaches), row.id, row.last_seen_at
    if at - seen >= _TOUCH_AFTER:
        # a page that only reads must not fail, nor the page that tells of a failure; the next request tries again
        with suppress(Busy), get_store().writing() as db:
            people.touch(db, sign_in_id, at=at)
            db.commit()
    return user


def _unauthorized() -> None:
    raise SignInNeeded("Sign in to see this page.")


def current_person() -> Person:
    """The signed-in person. Raises SignInNeeded."""
    if not current_user.is_authenticated:
        raise SignInNeeded("Sign in to see this page.")
    person: Person = current_user.person
    return person


def person_or_none() -> Person | None:
    return current_user.person if current_user.is_authenticated else None


def teaches_in() -> frozenset[int]:
    """The ids of the classes whose owner or instructor the person is; pages offer what needs one by it."""
    return current_user.teaches if current_user.is_authenticated else frozenset()


def remember_sign_in(token: str) -> None:
    session["sign_in"] = token
    session.permanent = True
    g.pop("_login_user", None)


def forget_sign_in() -> None:
    session.pop("sign_in", None)
    g.pop("_login_user", None)


def passwords_allowed() -> bool:
    """Over plain HTTP in a classroom network a password would be readable; there only the server itself may."""
    return get_config().profile != "lan" or _from_this_machine()


def _from_this_machine() -> bool:
    """Whether the connection begins where it ends: over loopback, or at the very address this server listens on.

    The socket's own addresses decide. What a proxy forwards can only take the right away, never give it.
    """
    socket = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    here = _plain_address(socket.get("SERVER_NAME"))
    clients = [_plain_address(socket.get("REMOTE_ADDR")), _plain_address(request.remote_addr)]
    return all(client is not None and (client.is_loopback or client == here) for client in clients)


def _plain_address(written: str | None) -> IPv4Address | IPv6Address | None:
    """An address as compared; where a server listens on `::`, IPv4 clients are written `::ffff:192.0.2.1`."""
    try:
        address = ip_address(written or "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def require_passwords_allowed() -> None:
    if not passwords_allowed():
        raise NotAllowed(
            "This connection is not encrypted, so nobody signs in with a password here. "
            "Sign in on the computer that runs quizapp, or set up HTTPS."
        )


# --- seats -----------------------------------------------------------------------------------------------------


def carried_seats() -> list[tuple[str, int]]:
    """Public ids and generations from the cookie, most recently used first; their rows are not looked at."""
    return seats_of(session)


def seats_of(content: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The same, from the content of any session cookie."""
    stored = content.get("seats")
    return [(str(name), int(generation)) for name, generation in stored] if isinstance(stored, list) else []


def own_seats() -> list[Seat]:
    """The seats this browser may use now."""
    return courses.live_seats(get_db(), carried_seats())


def own_seat(public_id: str) -> Seat:
    """A seat this browser carries. Raises NotFound for anybody else's."""
    for seat in own_seats():
        if seat.public_id == public_id:
            return seat
    raise NotFound("This seat is not on this device. Type your personal code to come back.")


def seat_in(course_id: int) -> Seat | None:
    """This browser's seat in a course, if it has one."""
    return next((seat for seat in own_seats() if seat.course_id == course_id), None)


def carry_seat(seat: Seat) -> None:
    """Put a seat first in the cookie; another one in the same course is replaced."""
    others = [one for one in own_seats() if one.course_id != seat.course_id]
    session["seats"] = [[one.public_id, one.generation] for one in [seat, *others]][:MAX_SEATS]
    session.permanent = True


def leave_seats() -> None:
    session.pop("seats", None)

"""Who is asking: an account through Flask-Login over revocable rows, or seats carried in the signed cookie.

The cookie holds the sign-in token, the accounts this browser has signed in with (public ids), the seats as (public
id, generation), and the CSRF secret; nothing else. Seats need no row of their own to be checked on the answer path:
the answer's SQL compares the generation.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import CSRFProtect

from quizapp.classroom import courses, people
from quizapp.config import Config
from quizapp.core.errors import NotAllowed, SignInNeeded
from quizapp.store import Person, Seat
from quizapp.web.database import get_config, get_db, get_store, now

__all__ = ["current_person", "login_required"]

MAX_SEATS = 8
_TOUCH_AFTER = timedelta(minutes=1)


class _User(UserMixin):
    """What Flask-Login passes around; the person is detached from any session."""

    def __init__(self, person: Person, sign_in: str) -> None:
        self.person = person
        self.sign_in = sign_in


def init_app(app: Flask, config: Config) -> None:
    CSRFProtect(app)
    app.before_request(_look_who_is_asking)
    manager = LoginManager(app)
    manager.request_loader(_load)
    manager.unauthorized_handler(_unauthorized)


def _look_who_is_asking() -> None:
    """First of all, because noting that a session is in use writes, and a view may hold the write lock later."""
    if "sign_in" in session:
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
        user, sign_in_id, seen = _User(row.person, row.public_id), row.id, row.last_seen_at
    if at - seen >= _TOUCH_AFTER:
        with get_store().writing() as db:
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


def remember_sign_in(token: str) -> None:
    session["sign_in"] = token
    session.permanent = True
    g.pop("_login_user", None)


def forget_sign_in() -> None:
    session.pop("sign_in", None)
    g.pop("_login_user", None)


def passwords_allowed() -> bool:
    """Over plain HTTP in a classroom network a password would be readable; there only the server itself may."""
    return get_config().profile != "lan" or request.remote_addr in ("127.0.0.1", "::1")


def require_passwords_allowed() -> None:
    if not passwords_allowed():
        raise NotAllowed(
            "This connection is not encrypted, so nobody signs in with a password here. "
            "Sign in on the computer that runs quizapp, or set up HTTPS."
        )


# --- seats -----------------------------------------------------------------------------------------------------


def carried_seats() -> list[tuple[str, int]]:
    """Public ids and generations from the cookie, most recently used first; their rows are not looked at."""
    stored = session.get("seats")
    return [(str(name), int(generation)) for name, generation in stored] if isinstance(stored, list) else []


def own_seats() -> list[Seat]:
    """The seats this browser may use now."""
    return courses.live_seats(get_db(), carried_seats())


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

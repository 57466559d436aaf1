"""Accounts: the first one, invitations, signing in and out, and what a person may change about their own."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from quizapp.classroom import courses, people
from quizapp.classroom.secrets import MAX_PASSWORD, check_password, grouped, hash_password, password_matches, token_hash
from quizapp.core.errors import Conflict, NotFound
from quizapp.store import Course, Invitation, Person
from quizapp.web.courses import zone_choices
from quizapp.web.database import get_db, get_store, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.limits import charging, limits
from quizapp.web.signing_in import (
    current_person,
    forget_sign_in,
    person_or_none,
    remember_sign_in,
    require_passwords_allowed,
)

bp = Blueprint("people", __name__)

_KNOWN_DEVICES = 8
UNKNOWN = "This sign-in name and password do not fit together. Check both; capitals count in the password."


class AccountForm(BaseForm):
    """Somebody new: a name to be shown, a name to sign in with, a password."""

    name = StringField(
        "Your name", validators=[DataRequired("Write your name as your class knows it."), Length(max=80)]
    )
    login = StringField("Sign-in name", validators=[DataRequired("Choose a name to sign in with."), Length(max=80)])
    password = PasswordField("Password", validators=[DataRequired("Choose a password."), Length(max=MAX_PASSWORD)])

    def check_account(self) -> bool:
        """What the verbs ask of a new account, each told at its field."""
        login = self.login.data or ""
        with self.refusing(self.login):
            people.check_login(login)
        with self.refusing(self.password):
            check_password(self.password.data or "", people.fold_login(login))
        return not self.errors


class SetupForm(AccountForm):
    course = StringField("Name of your first class", validators=[DataRequired("Write a name."), Length(max=120)])
    time_zone = SelectField("Time zone of the class", choices=zone_choices, default="UTC", validators=[InputRequired()])


class SignInForm(BaseForm):
    login = StringField("Sign-in name", validators=[DataRequired("Write your sign-in name."), Length(max=200)])
    password = PasswordField("Password", validators=[DataRequired("Write your password."), Length(max=MAX_PASSWORD)])


class PasswordForm(BaseForm):
    old = PasswordField(
        "Password now", validators=[DataRequired("Write your present password."), Length(max=MAX_PASSWORD)]
    )
    new = PasswordField("New password", validators=[DataRequired("Choose a new password."), Length(max=MAX_PASSWORD)])


def own_path(wanted: object) -> str:
    """An address of this site to go on to; empty when it is not one, as in `//elsewhere.example`."""
    path = wanted if isinstance(wanted, str) else ""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else ""


# --- new accounts ----------------------------------------------------------------------------------------------


@bp.get("/setup/<token>")
def setup(token: str) -> ResponseReturnValue:
    require_passwords_allowed()
    _open_invitation(token, first=True)
    return page("people/setup.html", SetupForm())


@bp.post("/setup/<token>")
def set_up(token: str) -> ResponseReturnValue:
    require_passwords_allowed()
    _open_invitation(token, first=True)
    form = SetupForm()
    if not form.validate() or not form.check_account():
        return page("people/setup.html", form)
    password_hash = hash_password(form.password.data or "")
    db = get_db()
    person = _create_account(db, token, form, password_hash)
    if person is not None:
        with form.refusing(form.course):
            course = courses.create_course(db, person, form.course.data or "", time_zone=form.time_zone.data, at=now())
    if person is None or form.errors:
        return page("people/setup.html", form)
    _sign_in(db, person)
    db.commit()
    flash(
        f"Your account and your class “{course.name}” are made. Its class code is {grouped(course.join_code)}.", "good"
    )
    return redirect(url_for("home.index"), code=303)


@bp.get("/invitation/<token>")
def invitation(token: str) -> ResponseReturnValue:
    """Joining the staff of a class: with the account signed in, or with a new one."""
    require_passwords_allowed()
    return _invitation_page(token, AccountForm())


@bp.post("/invitation/<token>")
def accept(token: str) -> ResponseReturnValue:
    require_passwords_allowed()
    person = person_or_none()
    found, course = _open_invitation(token)
    assert course is not None
    if person is None:
        form = AccountForm()
        if not form.validate() or not form.check_account():
            return _invitation_page(token, form)
        password_hash = hash_password(form.password.data or "")
        db = get_db()
        person = _create_account(db, token, form, password_hash)
        if person is None:
            db.rollback()
            return _invitation_page(token, form)
        _sign_in(db, person)
    else:
        db = get_db()
        people.accept_invitation(db, people.find_invitation(db, token, at=now()), person, at=now())
    db.commit()
    flash(f"You now belong to “{course.name}” as {found.role}.", "good")
    return redirect(url_for("courses.show", course_id=course.public_id), code=303)


def _invitation_page(token: str, form: AccountForm) -> ResponseReturnValue:
    found, course = _open_invitation(token)
    return page("people/invitation.html", form, role=(people.ROLES | people.OWNER)[found.role], course=course)


def _open_invitation(token: str, *, first: bool = False) -> tuple[Invitation, Course | None]:
    """The invitation of a link, before anything is written. Raises NotFound; failures are charged to the address."""
    with charging((limits().link_address, request.remote_addr or "")), get_store().reading() as db:
        found = people.find_invitation(db, token, at=now())
        course = db.get(Course, found.course_id) if found.course_id else None
        if first != (course is None):
            raise NotFound("This link is of another kind; copy all of it, as it was given to you.")
        if first and not people.needs_owner(db):
            raise Conflict("This installation already has its owner; ask them for an invitation.")
    return found, course


def _create_account(db: Session, token: str, form: AccountForm, password_hash: str) -> Person | None:
    """The new account; None when the sign-in name is taken, which the form then says."""
    found = people.find_invitation(db, token, at=now())
    person = None
    with form.refusing(form.login):
        person = people.create_account(
            db, found, name=form.name.data or "", login=form.login.data or "", password_hash=password_hash, at=now()
        )
    return person


# --- signing in ------------------------------------------------------------------------------------------------


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    require_passwords_allowed()
    if person_or_none() is not None:
        return redirect(own_path(request.args.get("next")) or url_for("home.index"), code=303)
    return page("people/sign_in.html", SignInForm())


@bp.post("/sign-in")
def enter() -> ResponseReturnValue:
    require_passwords_allowed()
    form = SignInForm()
    if not form.validate():
        return page("people/sign_in.html", form)
    person = _recognised(form.login.data or "", form.password.data or "")
    if person is None:
        form.form_errors = [UNKNOWN]
        return page("people/sign_in.html", form)
    db = get_db()
    _sign_in(db, person)
    db.commit()
    wanted = own_path(request.args.get("next")) or own_path(session.pop("next", ""))
    return redirect(wanted or url_for("home.index"), code=303)


def _recognised(login: str, password: str) -> Person | None:
    """The person whose password this is. The same is done, in the same time, whether or not there is an account.

    Failures are charged to the account, in separate budgets for browsers that have signed in to it before and for
    all others, so that somebody who guesses cannot keep its owner out. Raises TooMany.
    """
    with get_store().reading() as db:
        person = people.person_with_login(db, login)
    known = person is not None and person.public_id in session.get("known", [])
    budgets = [
        (limits().password, f"{token_hash(people.fold_login(login))} {'known' if known else 'unknown'}"),
        (limits().password_address, request.remote_addr or ""),
    ]
    for budget, key in budgets:
        budget.spend(key)  # before the slow part, so that guesses sent at once do not all find the budget full
    if not password_matches(person.password_hash if person else None, password):
        return None
    for budget, key in budgets:
        budget.refund(key)
    return person


def _sign_in(db: Session, person: Person) -> None:
    """A new session of the person in this browser, which is known from now on."""
    remember_sign_in(people.sign_in(db, person, device=_device(), at=now()))
    others = [one for one in session.get("known", []) if one != person.public_id]
    session["known"] = [person.public_id, *others][:_KNOWN_DEVICES]


def _device() -> str:
    """`Firefox on Linux`: enough to recognise one's own devices in a list."""
    agent = request.headers.get("User-Agent", "")
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
    systems = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS"}
    systems |= {"Mac OS": "Mac", "Linux": "Linux"}
    browser = next((name for sign, name in browsers.items() if sign in agent), "A browser")
    system = next((name for sign, name in systems.items() if sign in agent), "")
    return f"{browser} on {system}" if system else browser


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """A second press, or one in a browser that is out already, changes nothing."""
    person = person_or_none()
    if person is not None:
        db = get_db()
        people.sign_out(db, person, current_user.sign_in, at=now())
        db.commit()
        forget_sign_in()
    flash("You are signed out on this device.", "good")
    return redirect(url_for("home.index"), code=303)


# --- one's own account -----------------------------------------------------------------------------------------


@bp.get("/account")
def account() -> ResponseReturnValue:
    return _account_page(current_person(), PasswordForm())


def _account_page(person: Person, form: PasswordForm) -> ResponseReturnValue:
    with get_store().reading() as db:
        devices = people.open_sign_ins(db, person, at=now())
    return page("people/account.html", form, devices=devices, here=current_user.sign_in)


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    """A new password ends every session, and begins this one anew."""
    person = current_person()
    require_passwords_allowed()
    form = PasswordForm()
    if form.validate():
        with form.refusing(form.new):
            check_password(form.new.data or "", person.login)
    if not form.errors and _recognised(person.login, form.old.data or "") is None:
        form.old.errors = ["This is not your present password."]
    if form.errors:
        return _account_page(person, form)
    new_hash = hash_password(form.new.data or "")
    db = get_db()
    own = db.get_one(Person, person.id)
    people.change_password(db, own, new_hash, keep=None, at=now())
    _sign_in(db, own)
    db.commit()
    flash("Your password is changed. All other devices are signed out.", "good")
    return redirect(url_for(".account"), code=303)


@bp.post("/account/sign-ins/<public_id>/revoke")
def revoke(public_id: str) -> ResponseReturnValue:
    person = current_person()
    db = get_db()
    people.sign_out(db, person, public_id, at=now())
    db.commit()
    flash("That device is signed out.", "good")
    return redirect(url_for(".account"), code=303)


@bp.post("/account/sign-ins/revoke-others")
def revoke_others() -> ResponseReturnValue:
    person = current_person()
    db = get_db()
    people.sign_out_others(db, person, current_user.sign_in, at=now())
    db.commit()
    flash("All other devices are signed out.", "good")
    return redirect(url_for(".account"), code=303)

"""Questions travel: bringing files in with a preview, downloading them for other programs, and paper.

A small file is not kept between preview and import: the page carries it, with its hash, and what is read the second
time is what was shown. A large one is kept, read and stored by the worker: see `web/arriving.py`.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from quizapp.classroom import arrivals, bank_pages, imports
from quizapp.classroom.arrivals import File
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import BadInput
from quizapp.core.flaws import Flaw, check
from quizapp.core.item import Item
from quizapp.formats.files.archive import is_zip
from quizapp.formats.files.decoding import decode
from quizapp.formats.limits import MAX_FILE
from quizapp.formats.registry import FORMATS
from quizapp.formats.report import Reading
from quizapp.formats.sheets import mapping as sheet_mapping
from quizapp.formats.sheets.reader import NoHeader
from quizapp.web.authoring_forms import Line
from quizapp.web.database import get_config, get_db, now, release_db
from quizapp.web.forms import BaseForm, page
from quizapp.web.gateway import LARGEST_FILE
from quizapp.web.signing_in import current_person
from quizapp.web.travel_named import named_in

bp = Blueprint("travel", __name__)
Form = TypeVar("Form", bound=BaseForm)

LONG = 128 * 1024
"""What is longer takes seconds to read, and the worker does that; a quarter of it where it is packed."""

MAX_REQUEST = 6 * 1024 * 1024
READABLE = {name: format.label for name, format in FORMATS.items() if format.reads}
ACTIONS = {
    "new": ("New", "good"),
    "version": ("New version", "good"),
    "unchanged": ("Already here", ""),
    "duplicate": ("Reads the same", "note"),
    "failed": ("Cannot be taken", "bad"),
}
"""What would become of a question → its word and the sort of its badge."""


def flaws_of(item: Item) -> list[Flaw]:
    """What is wrong with how a question is written: shown beside it, and left to whoever brings it."""
    return check(item, hints=False)


class BringForm(BaseForm):
    file = FileField("File")
    pasted = TextAreaField("Or paste questions here")
    format = SelectField("Format", choices={"": "Recognise it by its content"} | READABLE)
    page = SelectField("Page for new questions")
    title = Line("Name of the new page", bank_pages.MAX_TITLE)


class HeldForm(BaseForm):
    """A file between two pages, with its hash; or the name under which a large one is kept."""

    name, held, digest, format, page, title, columns, arrival = (HiddenField() for _ in range(8))


class ColumnsForm(HeldForm):
    first = IntegerField("Row of the first question", [InputRequired(), NumberRange(1, 20_000)])


@bp.url_value_preprocessor
def _allow_files(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """Files are larger than other forms, and a preview has a tick box per question. Runs before the CSRF check."""
    if endpoint in ("travel.preview", "travel.columns", "travel.take", "travel.again"):
        request.max_content_length = request.max_form_memory_size = MAX_REQUEST
        if endpoint == "travel.preview":
            request.max_content_length = LARGEST_FILE
        request.max_form_parts = 6_000


# --- bringing in -----------------------------------------------------------------------------------------------


@bp.get("/questions/bring")
def bring() -> ResponseReturnValue:
    form = BringForm(formdata=None, data={"page": request.args.get("page", "")})
    _offer_pages(get_db(), form)
    return page("travel/bring.html", form)


@bp.post("/questions/bring")
def preview() -> ResponseReturnValue:
    """What would come of a file. Nothing is stored."""
    form = _permitted(BringForm())
    name, data = _given(form)
    form.pasted.data = without_nul(form.pasted.data)
    file = File(name, data, form.format.data or "", form.page.data or "", title=form.title.data)
    reading = None
    with form.refusing(form.file if form.file.data else form.pasted):
        try:
            _check_size(data)
            reading = None if _is_long(data) else file.read()
        except NoHeader:
            return ask_columns(name, data, file.page, file.title)
    db = get_db()
    _offer_pages(db, form)
    if form.errors or not form.validate():
        return page("travel/bring.html", form)
    return _shown(reading, file) if reading else _to_the_worker(file)


@bp.post("/questions/bring/columns")
def columns() -> ResponseReturnValue:
    """What the columns of a table hold: asked, or said and read accordingly."""
    form = _permitted(ColumnsForm())
    name, data = form.name.data or "questions", _brought_back(form)
    target, title = form.page.data or "", form.title.data or ""
    if "first" not in request.form:
        return ask_columns(name, data, target, title, arrival=form.arrival.data or "")
    roles = {letter: value for key, value in request.form.items() if (letter := key.removeprefix("role_")) != key}
    if form.validate():
        with form.refusing(form.first):
            file = File(name, data, "", target, sheet_mapping.written(roles, form.first.data or 1), title)
            return _to_the_worker(file) if _is_long(data) else _shown(file.read(), file)
    return ask_columns(name, data, target, title, form=form, roles=roles, arrival=form.arrival.data or "")


def ask_columns(
    name: str,
    data: bytes,
    target: str,
    title: str,
    *,
    form: ColumnsForm | None = None,
    roles: dict[str, str] | None = None,
    arrival: str = "",
) -> ResponseReturnValue:
    """The first rows of a table, and what each column holds as far as it is known."""
    table = sheet_mapping.table(data, name)
    if form is None:
        held = {"name": name, "arrival": arrival} if arrival else _held(name, data)
        form = ColumnsForm(formdata=None, data=held | {"page": target, "title": title, "first": table.first})
    known = {column.letter: column.role for column in table.columns} | (roles or {})
    return page("travel/columns.html", form, name=name, table=table, roles=sheet_mapping.ROLES, known=known)


def _is_long(data: bytes) -> bool:
    return len(data) * (4 if is_zip(data) else 1) > LONG


def _to_the_worker(file: File) -> ResponseReturnValue:
    from quizapp.jobs.engine import wake

    db = get_db()
    arrival = arrivals.accept(db, current_person(), file, at=now())
    db.commit()
    wake(get_config())
    return redirect(url_for("arriving.show", arrival_id=arrival.public_id), code=303)


def _shown(reading: Reading, file: File) -> ResponseReturnValue:
    """The preview of what was read."""
    db, person = get_db(), current_person()
    target, title = arrivals.page_of(db, person, file.page), arrivals.title_for(db, person, file, reading, at=now())
    done = imports.bring(db, person, reading, file.name, page=target, title=title, dry=True, at=now())
    with db.no_autoflush:
        called = named_in(db, done)
    db.rollback()
    said = {"format": file.format, "page": file.page, "title": file.title, "columns": file.columns}
    counts = done.counts()
    return page(
        "travel/preview.html",
        HeldForm(formdata=None, data=_held(file.name, file.data) | said),
        done=done,
        called=called,
        name=file.name,
        pasted=file.name == arrivals.PASTED,
        label=FORMATS[reading.format].label,
        is_table=reading.format in ("csv", "xlsx"),
        counts=counts,
        good=counts.get("new", 0) + counts.get("version", 0),
        actions=ACTIONS,
        flaws_of=flaws_of,
    )


@bp.post("/questions/bring/take")
def take() -> ResponseReturnValue:
    """Store the ticked questions of a file that was previewed, in one transaction."""
    form = _permitted(HeldForm())
    file = File(
        form.name.data or "questions",
        _brought_back(form),
        form.format.data or "",
        form.page.data or "",
        form.columns.data or "",
        form.title.data or "",
    )
    reading = file.read()
    chosen = frozenset(int(value) for value in request.form.getlist("take") if value.isascii() and value.isdecimal())
    db, person = get_db(), current_person()
    target, title = arrivals.page_of(db, person, file.page), arrivals.title_for(db, person, file, reading, at=now())
    done = imports.bring(db, person, reading, file.name, page=target, title=title, only=chosen, at=now())
    db.commit()
    counts = done.counts()
    stored = counts.get("new", 0) + counts.get("version", 0)
    flash(arrivals.receipt(done), "good" if stored else "warning")
    only = arrivals.only_page(done) if counts.get("new") else ""
    status = "draft" if counts.get("new") else None
    return redirect(url_for("authoring.index", status=status, page=only or None), code=303)


@bp.post("/questions/bring/again")
def again() -> ResponseReturnValue:
    """The first form once more with all that was said in it, from a preview: pasted text need not be pasted again."""
    held = _permitted(HeldForm())
    name, data, said = held.name.data, _brought_back(held), (held.format.data, held.page.data, held.title.data)
    db = get_db()
    if held.arrival.data:
        arrival = arrivals.get(db, current_person(), held.arrival.data)
        name, said = arrival.name, (arrival.format, arrival.page, arrival.title)
    form = BringForm(formdata=None, data=dict(zip(("format", "page", "title"), said, strict=True)))
    if name == arrivals.PASTED:
        form.pasted.data = decode(data)[0]  # a file may be called so too, in any encoding
    _offer_pages(db, form)
    return page("travel/bring.html", form)


def _held(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "held": base64.b64encode(data).decode(), "digest": sha256(data).hexdigest()}


def _brought_back(form: HeldForm) -> bytes:
    """The file that a page carried or named. Raises BadInput where it is another one."""
    if form.arrival.data:
        data = arrivals.get(get_db(), current_person(), form.arrival.data).data
        release_db()
        return data
    try:
        data = base64.b64decode(form.held.data or "", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if sha256(data).hexdigest() != form.digest.data:
        raise BadInput("The file did not come back as it was shown. Choose it again under Bring questions.")
    return data


def _permitted(form: Form) -> Form:
    """The form, for somebody who may write questions. The database is let go while a file is read."""
    require_bank(get_db(), current_person())
    release_db()
    return form


def _given(form: BringForm) -> tuple[str, bytes]:
    """The file, or the pasted text under a name of its own, read before the database is asked for anything."""
    upload = request.files.get("file")
    if upload and upload.filename:
        return upload.filename[-120:], upload.read()
    return arrivals.PASTED, (form.pasted.data or "").encode()


def without_nul(text: str | None) -> str:
    """A text as a page can show it again."""
    return (text or "").replace("\0", "")


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise BadInput("Choose a file, or paste some questions.")
    if len(data) > MAX_FILE:
        raise BadInput(
            f"The file has {len(data) // 1024:,} kB, and files of up to {MAX_FILE // 1024:,} kB can be read. Split it."
        )


def _offer_pages(db: Session, form: BringForm) -> None:
    rows = bank_pages.pages_for(db, current_person())
    form.page.choices = {"": "A new page"} | {row.public_id: str(row.head["title"]) for row in rows}

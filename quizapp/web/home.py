"""The first page, help, pictures and static files, and the health check."""

from __future__ import annotations

import mimetypes
from io import BytesIO

from flask import Blueprint, Response, abort, jsonify, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select, text

from quizapp.classroom import articles, demonstration, disputes, overview, progress, quizzes
from quizapp.classroom.people import needs_owner
from quizapp.classroom.permissions import courses_with
from quizapp.core.errors import NotFound
from quizapp.store import Media
from quizapp.web.database import get_db, now
from quizapp.web.presenting import STATIC, static_digest
from quizapp.web.signing_in import own_seats, person_or_none, teaches_in

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Staff see what needs them; everyone else the field for a class code, and the demonstration."""
    db, person, at = get_db(), person_or_none(), now()
    if person is None:
        openings = demonstration.openings(db, at=at)
        return render_template(
            "home/visitor.html",
            openings=openings,
            classes=not demonstration.stands_alone(db),
            seats=own_seats(),
            needs_owner=needs_owner(db),
        )
    made = quizzes.quizzes_for(db, person)
    own_first = sorted(made, key=lambda one: one[0].course.demonstration)
    openings = [opening for quiz, _ in own_first for opening in quiz.openings]
    given = [(opening, overview.state_of_opening(opening, at=at).name) for opening in openings]
    running = [opening for opening, state in given if state == "open"][:12]
    coming = sorted((opening for opening, state in given if state == "coming"), key=lambda one: one.opens_at or at)
    done = progress.progress_of(db, running, at=at)
    objections, regrades = disputes.how_many_wait(db, person)
    read = articles.listed(db, person) if teaches_in() else []
    return render_template(
        "home/staff.html",
        running=[
            (opening, done[opening.id])
            for opening in running
            if done[opening.id].started or not opening.course.demonstration  # a shop window in which nobody is yet
        ],
        coming=coming[:12],
        drafts=[quiz for quiz, _ in made if not quiz.openings][:8],
        courses=courses_with(db, person, "course.read"),
        reviews=[one for one in read if one.waiting][:8],
        failed=[one for one in read if one.drafting == "failed"][:8],
        objections=objections,
        regrades=regrades,
    )


@bp.get("/help")
def help() -> ResponseReturnValue:
    return render_template("home/help.html")


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 when the database answers; for monitors."""
    get_db().execute(text("SELECT 1"))
    return jsonify(status="ok")


@bp.get("/static/<digest>/<name>")
def static_file(digest: str, name: str) -> ResponseReturnValue:
    """A file of ours. The digest is part of the address, so the reply may be kept for a year."""
    if name not in {path.name for path in STATIC.iterdir()} or digest != static_digest(name):
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _kept(Response((STATIC / name).read_bytes(), content_type=f"{kind}; charset=utf-8"))


@bp.get("/media/<sha256>.<ending>")
def picture(sha256: str, ending: str) -> ResponseReturnValue:
    """A picture of a question, found by its content's hash: knowing the address is knowing the picture."""
    media = get_db().scalars(select(Media).where(Media.sha256 == sha256).limit(1)).first()
    if media is None:
        raise NotFound("There is no such picture.")
    return _kept(send_file(BytesIO(media.data), mimetype=media.content_type))


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    return _kept(Response((STATIC / "icon.svg").read_bytes(), content_type="image/svg+xml"))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response

"""Questions leave: downloads for other programs with what they would lose, and a quiz on paper."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, departures, finding, handouts, quizzes
from quizapp.classroom.old_keys import old_keys, old_keys_in
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import NotFound
from quizapp.formats.registry import FORMATS
from quizapp.formats.report import Written, grouped
from quizapp.store import ItemVersion, Quiz
from quizapp.web.authoring_bank import narrowed
from quizapp.web.database import get_db
from quizapp.web.signing_in import current_person
from quizapp.web.travel import bp
from quizapp.web.travel_named import stems_of
from quizapp.web.travel_paper import sheets

WRITABLE = {name: format.label for name, format in FORMATS.items() if format.writes}

MOST_NAMED = 50
"""Questions that one line of a report names; the file of a whole bank has thousands."""


@bp.get("/pages/<page_id>/download")
def page_download(page_id: str) -> ResponseReturnValue:
    """What each format would lose, before the file is made."""
    db = get_db()
    row = bank_pages.get_page(db, current_person(), page_id)
    title, back = str(row.head["title"]), url_for("authoring.page", page_id=page_id)
    return _download(db, departures.versions_of_page(db, row), title, back, {"page_id": page_id}, "travel.page_file")


@bp.get("/pages/<page_id>/download/<format>")
def page_file(page_id: str, format: str) -> ResponseReturnValue:
    db = get_db()
    row = bank_pages.get_page(db, current_person(), page_id)
    versions, title = departures.versions_of_page(db, row), str(row.head["title"])
    written = departures.send(db, versions, _known(format), title=title, nearest=_nearest())
    return _file(written, row.name, format)


@bp.get("/questions/download")
def bank_download() -> ResponseReturnValue:
    """Of questions named in the address, or else of all that fit its filter: one, some, or the whole bank."""
    db = get_db()
    versions = _chosen(db)
    title = f"{len(versions)} question{'' if len(versions) == 1 else 's'}"
    names: dict[str, Any] = request.args.to_dict(flat=False)
    return _download(db, versions, title, url_for("authoring.index"), names, "travel.bank_file")


@bp.get("/questions/download/<format>")
def bank_file(format: str) -> ResponseReturnValue:
    db = get_db()
    written = departures.send(db, _chosen(db), _known(format), title="Questions", nearest=_nearest())
    return _file(written, "questions", format)


def _chosen(db: Session) -> list[ItemVersion]:
    person = current_person()
    ids = request.args.getlist("question") or finding.all_ids(db, person, narrowed())
    if versions := departures.versions_of_chosen(db, person, ids):
        return versions
    raise NotFound("There is no question to download here; tick some, or take a word of the filter away.")


@bp.get("/quizzes/<quiz_id>/download")
def quiz_download(quiz_id: str) -> ResponseReturnValue:
    db, quiz = _quiz(quiz_id)
    back = url_for("quizzes.show", quiz_id=quiz_id)
    versions, rule = departures.versions_of_quiz(db, quiz), departures.rule_of(db, quiz)
    return _download(db, versions, quiz.title, back, {"quiz_id": quiz_id}, "travel.quiz_file", rule=rule, quiz=quiz)


@bp.get("/quizzes/<quiz_id>/download/<format>")
def quiz_file(quiz_id: str, format: str) -> ResponseReturnValue:
    db, quiz = _quiz(quiz_id)
    versions, rule = departures.versions_of_quiz(db, quiz), departures.rule_of(db, quiz)
    written = departures.send(db, versions, _known(format), title=quiz.title, rule=rule, nearest=_nearest())
    return _file(written, authoring.slug(quiz.title), format)


@bp.get("/quizzes/<quiz_id>/paper")
def paper(quiz_id: str) -> ResponseReturnValue:
    """The quiz to print, or with `?show=` its sheet to fill in, or its key. `?large=1` is large print.

    The order is the same everywhere.
    """
    db, quiz = _quiz(quiz_id)
    show = request.args.get("show", "")
    return render_template(
        "travel/paper.html",
        quiz=quiz,
        sheets=sheets(quiz),
        show=show if show in ("answers", "key") else "",
        large="large" in request.args,
        articles=handouts.offered(db, current_person(), quiz),
        old_keys=old_keys_in(db, quiz) if show == "key" else [],
    )


def _quiz(quiz_id: str) -> tuple[Session, Quiz]:
    db = get_db()
    return db, quizzes.get_quiz(db, current_person(), quiz_id)


def _known(format: str) -> str:
    if format not in WRITABLE:
        raise NotFound("There is no such format to download; choose one from the list.")
    return format


def _download(
    db: Session,
    versions: list[ItemVersion],
    title: str,
    back: str,
    names: dict[str, Any],
    endpoint: str,
    *,
    rule: str = "",
    quiz: Quiz | None = None,
) -> ResponseReturnValue:
    require_bank(db, current_person())
    chosen = request.args.get("to", "")
    said = {name: value for name, value in names.items() if isinstance(value, list) and name not in ("to", "nearest")}
    path = {name: value for name, value in names.items() if not isinstance(value, list)}
    nearest, written = _nearest(), None
    if chosen:
        written = departures.send(db, versions, _known(chosen), title=title, rule=rule, nearest=nearest)
    return render_template(
        "travel/download.html",
        title=title,
        back=back,
        formats=WRITABLE,
        said=[(name, one) for name, value in said.items() for one in value],
        chosen=chosen,
        written=written,
        nearest=nearest,
        nearer=sum(refusal.nearest for refusal in written.refused) if written else 0,
        count=len(versions),
        quiz=quiz,
        old_keys=old_keys(db, versions),
        there=_there(versions, chosen, written) if written else 0,
        most=MOST_NAMED,
        refused=grouped(written.refused) if written else [],
        losses=grouped(dict.fromkeys(written.losses)) if written else [],  # several options may lose the same
        called=stems_of(version.item for version in versions) if written else {},
        address=url_for(endpoint, format=chosen, **path) if chosen else "",
    )


def _nearest() -> bool:
    """Whether somebody chose that several answers are marked there by the nearest rule."""
    return "nearest" in request.args


def _there(versions: list[ItemVersion], format: str, written: Written) -> int:
    """How many questions are in the file."""
    retired = 0 if format in departures.WHOLE else sum(version.item.status == "retired" for version in versions)
    return len(versions) - retired - len(written.refused)


def _file(written: Written, name: str, format: str) -> Response:
    chosen = FORMATS[format]
    is_zip = written.data.startswith(b"PK\x03\x04")
    ending = next((one for one in chosen.endings if (one == ".zip") == is_zip), chosen.endings[0])
    response = Response(written.data, mimetype="application/zip" if ending == ".zip" else chosen.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}{ending}")
    return response

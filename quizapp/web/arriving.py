"""Large files on their way in: how far the worker is, what would come of them, and storing what is wanted."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, jobs
from quizapp.classroom.permissions import require_bank
from quizapp.formats.registry import FORMATS
from quizapp.store import Arrival
from quizapp.web.database import get_config, get_db, now
from quizapp.web.signing_in import current_person
from quizapp.web.travel import ACTIONS, ask_columns, flaws_of
from quizapp.web.travel_named import named_in

bp = Blueprint("arriving", __name__)

STAGES = {
    "": "Waiting for the worker",
    "starting": "Opening the file",
    "reading": "Reading",
    "comparing": "Comparing with the questions here",
    "storing": "Storing",
}


@bp.get("/questions/bring/<arrival_id>")
def show(arrival_id: str) -> ResponseReturnValue:
    """How far it is; and what would come of it, once that is known."""
    db, arrival = _arrival(arrival_id)
    job = arrival.job
    if job.state in ("waiting", "running") or not arrival.found:
        return render_template("travel/arriving.html", arrival=arrival, job=job, stages=STAGES, at=now())
    if "asks" in arrival.found:
        return ask_columns(arrival.name, arrival.data, arrival.page, arrival.title, arrival=arrival_id)
    count, counts = arrival.found["count"], arrival.found["counts"]
    part = min(max(0, request.args.get("from", 0, int)), max(0, count - 1)) // arrivals.PART
    done, start = arrivals.remembered(arrival.found, part), part * arrivals.PART
    good = counts.get("new", 0) + counts.get("version", 0)
    return render_template(
        "travel/arrived.html",
        arrival=arrival,
        pasted=arrival.name == arrivals.PASTED,
        done=done,
        called=named_in(db, done, start),
        counts=counts,
        label=FORMATS[done.reading.format].label,
        is_table=done.reading.format in ("csv", "xlsx"),
        actions=ACTIONS,
        flaws_of=flaws_of,
        shown=list(enumerate(done.questions, start)),
        count=count,
        left_out=frozenset(arrival.left_out),
        good=good,
        starts=[at for at in (start - arrivals.PART, start + arrivals.PART) if 0 <= at < count],
        part=arrivals.PART,
        start=start,
        problem=job.message if job.state == "failed" else "",
    )


@bp.post("/questions/bring/<arrival_id>")
def choose(arrival_id: str) -> ResponseReturnValue:
    """Remember the ticks of one page; then show another page, or have everything stored that is not left out."""
    from quizapp.jobs.engine import wake

    db, arrival = _arrival(arrival_id)
    start = request.form.get("start", 0, int)
    shown = range(start, min(start + arrivals.PART, arrival.found.get("count", 0)))
    arrivals.leave_out(db, arrival, shown, request.form.getlist("take", int))
    go = request.form.get("go", "")
    if go == "store":
        arrivals.ask_to_store(db, current_person(), arrival, at=now())
    db.commit()
    wake(get_config())
    further = f"?from={go}" if go.isdecimal() else ""
    return redirect(url_for(".show", arrival_id=arrival_id) + further, code=303)


@bp.post("/questions/bring/<arrival_id>/stop")
def stop(arrival_id: str) -> ResponseReturnValue:
    db, arrival = _arrival(arrival_id)
    jobs.cancel(db, arrival.job, at=now())
    db.commit()
    return redirect(url_for(".show", arrival_id=arrival_id), code=303)


def _arrival(arrival_id: str) -> tuple[Session, Arrival]:
    db, person = get_db(), current_person()
    require_bank(db, person)
    return db, arrivals.get(db, person, arrival_id)

"""Quizzes: made, filled, looked at as a learner sees them, given to a class, closed and released."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import bank_pages, courses, finding, handouts, openings, overview, progress, quizzes, taking
from quizapp.classroom.desk import Place
from quizapp.classroom.old_keys import carried, carry, in_force, mends, old_keys_in
from quizapp.classroom.overview import State
from quizapp.classroom.permissions import capabilities_of, courses_with, require_bank, role_in
from quizapp.classroom.progress import Progress
from quizapp.classroom.quizzes import MAX_QUESTIONS
from quizapp.core.kinds import KINDS
from quizapp.core.order import order_secret
from quizapp.core.revealed import reveal
from quizapp.core.scoring import RULES
from quizapp.core.visibility import ARTICLE, FEEDBACK
from quizapp.store import Item, Opening, Quiz
from quizapp.web.database import get_db, now
from quizapp.web.forms import page
from quizapp.web.quizzes_forms import LARGEST_SEED, CourseForm, EditForm, QuizForm, RulesForm, page_titles
from quizapp.web.quizzes_questions import bring_up_to_date, counted
from quizapp.web.quizzes_runs import bp, copies_of
from quizapp.web.signing_in import current_person

__all__ = ["bp"]

PREVIEW = b"the order a preview shows"
"""A fixed secret, so that a preview looks the same each time; no attempt has it."""


@bp.get("/quizzes")
def index() -> ResponseReturnValue:
    """All quizzes of the person's classes, and where each stands."""
    db, person, at = get_db(), current_person(), now()
    made = [(quiz, count, overview.state_of(quiz, at=at)) for quiz, count in quizzes.quizzes_for(db, person)]
    teaching = {course.id for course in courses_with(db, person, "result.read")}
    return render_template("quizzes/index.html", made=made, teaching=teaching)


# --- making a quiz ---------------------------------------------------------------------------------------------


@bp.get("/quizzes/new")
def create() -> ResponseReturnValue:
    """`?course=` chooses the class, `?page=` takes the questions of a page and its title, `?questions=` these."""
    db = get_db()
    form = _new_form(db)
    form.course.data = request.args.get("course")
    if chosen := request.args.get("page", ""):
        shelf = bank_pages.get_page(db, current_person(), chosen)
        form.page.data, form.title.data = chosen, str(shelf.head["title"])[:200]
    form.questions.data = request.args.get("questions", "")
    titles = {str(row.page.head["title"])[:200] for row in _chosen(db, form)}
    if len(titles) == 1:
        form.title.data = titles.pop()
    return _form_page(db, form)


def _chosen(db: Session, form: QuizForm) -> list[Item]:
    """The approved ones of the questions chosen in the list, in its order."""
    ids = [one for one in (form.questions.data or "").split(",") if one][: MAX_QUESTIONS + 1]
    rows = {row.public_id: row for row in finding.named(db, current_person(), ids) if row.status == "approved"}
    return [rows[one] for one in ids if one in rows]


def _form_page(db: Session, form: QuizForm) -> ResponseReturnValue:
    chosen, asked = len(_chosen(db, form)), len(set((form.questions.data or "").split(",")) - {""})
    return page("quizzes/create.html", form, chosen=chosen, left_out=asked - chosen)


@bp.post("/quizzes/new")
def create_post() -> ResponseReturnValue:
    """A quiz with the questions of a page and those its plan draws; without either, an empty one."""
    db, person = get_db(), current_person()
    form = _new_form(db)
    if form.validate():
        course = courses.get_course(db, person, form.course.data, "quiz.write")
        seed = secrets.randbelow(LARGEST_SEED) if form.seed.data is None else form.seed.data
        with form.refusing(form.plan):
            quiz = quizzes.create_quiz(db, person, course, form.title.data or "", form.description.data or "", at=now())
            taken = quizzes.add_questions(db, person, quiz, _chosen(db, form))
            if form.page.data:
                shelf = bank_pages.get_page(db, person, form.page.data)
                taken += quizzes.add_questions(db, person, quiz, overview.approved_on(db, shelf))
            drawn = quizzes.assemble(db, person, quiz, form.quotas(), seed=seed)
            db.commit()
            flash(_drawn(taken, drawn, seed), "good")
            return redirect(url_for(".show", quiz_id=quiz.public_id), code=303)
    return _form_page(db, form)


def _new_form(db: Session) -> QuizForm:
    form = QuizForm()
    form.offer(require_bank(db, current_person()))
    form.offer_tags(overview.approved_tags(db, current_person()))
    form.page.choices = [("", "None"), *page_titles(overview.approved_pages(db, current_person()))]
    return form


def _drawn(taken: int, drawn: int, seed: int) -> str:
    if not taken and not drawn:
        return "The quiz was made. Add its questions now."
    made = f"The quiz was made with {counted(taken + drawn)}."
    again = f" The number of this draw is {seed}; given as “Repeatable draw”, it draws the same questions again."
    return made + again if drawn else made


@bp.get("/quizzes/<quiz_id>")
def show(quiz_id: str) -> ResponseReturnValue:
    """A quiz: its questions in order, and whom it was given to under which rules."""
    db, person, at = get_db(), current_person(), now()
    quiz = quizzes.get_quiz(db, person, quiz_id, "quiz.read")
    questions = overview.questions_of(db, quiz)
    return render_template(
        "quizzes/show.html",
        quiz=quiz,
        state=overview.state_of(quiz, at=at),
        questions=questions,
        several=_several(questions),
        flaws=[] if quiz.openings else overview.flaws_of(questions),
        openings=_given_so_far(db, quiz, at),
        may=capabilities_of(role_in(db, person, quiz.course) or ""),
        zone=quiz.course.time_zone,
        kinds=KINDS,
        **copies_of(db, quiz),
        tables={
            "counts": openings.COUNTS,
            "feedback": FEEDBACK,
            "article": ARTICLE,
            "layouts": openings.LAYOUTS,
            "credit": RULES,
        },
    )


def _several(questions: Sequence[overview.Contained]) -> bool:
    return any(question.place.item.kind == "multiple" for question in questions)


def _given_so_far(db: Session, quiz: Quiz, at: datetime) -> list[tuple[Opening, State, Progress, list[str]]]:
    """The openings, the last first: where each stands, how far the class is, what to beware of until it is closed."""
    done, found = progress.progress_of(db, quiz.openings, at=at), []
    for opening in reversed(quiz.openings):
        state = overview.state_of_opening(opening, at=at)
        warnings = openings.warnings(openings.rules_of(opening)) if state.name != "closed" else []
        found.append((opening, state, done[opening.id], warnings))
    return found


@bp.get("/quizzes/<quiz_id>/preview")
def preview(quiz_id: str) -> ResponseReturnValue:
    """The questions as a learner meets them; with `?key=1` as a learner sees them afterwards."""
    db, person = get_db(), current_person()
    key = request.args.get("key") == "1"
    quiz = quizzes.get_quiz(db, person, quiz_id, "quiz.write" if key else "quiz.read")
    places = [contained.place for contained in overview.questions_of(db, quiz)]
    return render_template(
        "quizzes/preview.html",
        quiz=quiz,
        may=capabilities_of(role_in(db, person, quiz.course) or ""),
        delivered=[] if key else [_delivered(place) for place in places],
        revealed=[_revealed(place) for place in places] if key else [],
        key=key,
    )


def _delivered(place: Place) -> object:
    return KINDS[place.item.kind].present(place.item, place.public_id, order_secret(PREVIEW, place.public_id))


def _revealed(place: Place) -> object:
    secret = order_secret(PREVIEW, place.public_id)
    return reveal(
        place.item,
        None,
        quiz_item=place.public_id,
        secret=secret,
        rule="all_or_nothing",
        evidence=place.evidence,
    )


# --- the quiz as a whole ---------------------------------------------------------------------------------------


@bp.get("/quizzes/<quiz_id>/edit")
def edit(quiz_id: str) -> ResponseReturnValue:
    quiz = quizzes.get_quiz(get_db(), current_person(), quiz_id)
    return page("quizzes/edit.html", EditForm(obj=quiz), quiz=quiz)


@bp.post("/quizzes/<quiz_id>/edit")
def edit_post(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    form = EditForm()
    if form.validate():
        with form.refusing(form.title):
            quizzes.rename_quiz(db, person, quiz, form.title.data or "", form.description.data or "")
            db.commit()
            flash("The title and description were saved.", "good")
            return redirect(url_for(".show", quiz_id=quiz_id), code=303)
    return page("quizzes/edit.html", form, quiz=quiz)


@bp.get("/quizzes/<quiz_id>/copy")
def copy(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    form = CourseForm(data={"course": quiz.course.public_id})
    form.offer(courses_with(db, person, "quiz.write"))
    return page("quizzes/copy.html", form, quiz=quiz)


@bp.post("/quizzes/<quiz_id>/copy")
def copy_post(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    form = CourseForm()
    form.offer(courses_with(db, person, "quiz.write"))
    if form.validate():
        course = courses.get_course(db, person, form.course.data, "quiz.write")
        made = quizzes.copy_quiz(db, person, quiz, course, at=now())
        db.commit()
        flash("This is the copy; its questions can be changed.", "good")
        return redirect(url_for(".show", quiz_id=made.public_id), code=303)
    return page("quizzes/copy.html", form, quiz=quiz)


@bp.get("/quizzes/<quiz_id>/archive")
def archive(quiz_id: str) -> ResponseReturnValue:
    quiz = quizzes.get_quiz(get_db(), current_person(), quiz_id)
    return render_template("quizzes/archive.html", quiz=quiz, **copies_of(get_db(), quiz))


@bp.post("/quizzes/<quiz_id>/archive")
def archive_post(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    back = request.form.get("act") == "back"
    (quizzes.relist_quiz if back else quizzes.archive_quiz)(db, person, quiz, at=now())
    db.commit()
    flash(f"“{quiz.title}” is {'on the list again' if back else 'off the list; its results are kept'}.", "good")
    return redirect(url_for(".show", quiz_id=quiz_id) if back else url_for(".index"), code=303)


# --- given to a class ------------------------------------------------------------------------------------------


@bp.get("/quizzes/<quiz_id>/open")
def open_quiz(quiz_id: str) -> ResponseReturnValue:
    quiz = quizzes.get_quiz(get_db(), current_person(), quiz_id)
    return _rules_page(quiz, _new_rules(quiz))


def _new_rules(quiz: Quiz) -> RulesForm:
    articles = handouts.offered(get_db(), current_person(), quiz)
    rules = openings.rules_again(quiz)
    return RulesForm(courses.zone_of(quiz.course), rules if articles else replace(rules, article="none"), articles)


@bp.post("/quizzes/<quiz_id>/open")
def open_quiz_post(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    form = _new_rules(quiz)
    if request.form.get("act") == "newest":  # the page again, with what was typed
        bring_up_to_date(quiz)
        return _rules_page(quiz, form)
    if form.validate() and (given := _give(form, quiz)) is not None:
        copied = "" if given is quiz else ", a copy of the quiz with the corrected keys,"
        return _given(given, f"“{given.title}”{copied} is given to {given.course.name}.")
    return _rules_page(quiz, form)


def _give(form: RulesForm, quiz: Quiz) -> Quiz | None:
    """Give the quiz, or a copy with the corrected keys unless the old ones are wanted; None where that cannot be."""
    db, person, given = get_db(), current_person(), quiz
    with form.refusing():
        if request.form.get("act") != "old":
            given = in_force(db, person, quiz, at=now())
        with form.refusing(form.closes_at):
            opening = openings.open_quiz(db, person, given, form.rules(), name=form.name.data or "", at=now())
            if request.form.get("act") != "old":
                carry(db, person, opening)
    if form.errors:
        db.rollback()
        return None
    db.commit()
    return given


def _given(quiz: Quiz, receipt: str) -> ResponseReturnValue:
    flash(receipt, "good")
    return redirect(url_for(".show", quiz_id=quiz.public_id, _anchor="given"), code=303)


@bp.get("/openings/<opening_id>/edit")
def edit_opening(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "quiz.write")
    return _rules_page(opening.quiz, *_rules_form(db, opening), opening)


@bp.post("/openings/<opening_id>/edit")
def edit_opening_post(opening_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    opening = openings.get_opening(db, person, opening_id, "quiz.write")
    form, started = _rules_form(db, opening)
    if form.validate():
        with form.refusing(form.closes_at):
            openings.change_opening(db, person, opening, form.rules(), at=now())
            db.commit()
            return _given(opening.quiz, "The rules were saved.")
    return _rules_page(opening.quiz, form, started, opening)


def _rules_form(db: Session, opening: Opening) -> tuple[RulesForm, int]:
    """The form without what is fixed since learners have started, and how many attempts there are.

    A form made before the first learner started still brings all its fields; the verb refuses what has changed.
    """
    before, started = openings.rules_of(opening), taking.attempts_count(db, opening)
    articles = handouts.offered(db, current_person(), opening.quiz)
    form = RulesForm(courses.zone_of(opening.course), before, articles, opening)
    if started and "credit" not in request.form:
        form.fix(openings.feedback_left(before.feedback, shown=openings.keys_shown(db, opening, at=now())))
    return form, started


def _rules_page(quiz: Quiz, form: RulesForm, started: int = 0, opening: Opening | None = None) -> ResponseReturnValue:
    """`opening` is the one being changed. How several answers are marked is asked where a question has several."""
    old_keys = [] if opening else old_keys_in(get_db(), quiz)
    return page(
        "quizzes/rules.html",
        form,
        quiz=quiz,
        opening=opening,
        started=started,
        several=_several(overview.questions_of(get_db(), quiz)),
        last=None if opening else openings.last_run(quiz),
        old_keys=old_keys,
        mends=mends(get_db(), current_person(), old_keys),
        carried=carried(get_db(), current_person(), quiz, old_keys),
        outdated=quizzes.outdated_in_draft(get_db(), quiz),
        counts=openings.COUNTS,
        layouts=openings.LAYOUTS,
    )


@bp.get("/openings/<opening_id>/close")
def close(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "quiz.write")
    return render_template("quizzes/close.html", opening=opening, done=progress.progress(db, opening, at=now()))


@bp.post("/openings/<opening_id>/close")
def close_post(opening_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    opening = openings.get_opening(db, person, opening_id, "quiz.write")
    openings.close_now(db, person, opening, at=now())
    db.commit()
    flash("The quiz is closed. What was received counts.", "good")
    return redirect(url_for(".show", quiz_id=opening.quiz.public_id), code=303)


@bp.get("/openings/<opening_id>/release")
def release(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "quiz.write")
    return render_template(
        "quizzes/release.html",
        opening=opening,
        done=progress.progress(db, opening, at=now()),
        state=overview.state_of_opening(opening, at=now()),
    )


@bp.post("/openings/<opening_id>/release")
def release_post(opening_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    opening = openings.get_opening(db, person, opening_id, "quiz.write")
    openings.release(db, person, opening, at=now())
    db.commit()
    flash("Everyone who has finished can now see the answers, the reasons and their score.", "good")
    return redirect(url_for(".show", quiz_id=opening.quiz.public_id), code=303)

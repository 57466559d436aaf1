"""Who gets what from every route: one row per endpoint, for every role, at every moment of a quiz.

`tests/web/test_matrix.py` walks `app.url_map` against it. A route without a row fails there, and so does a row
without a route.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.visibility import Moment

ROLES = ("anonymous", "gus", "lin", "omar", "ina", "ben", "noor", "amira")
"""Nobody, a guest of the class, its learner whose attempt it is, another class's learner, the class's observer, its
instructor, another class's owner, and its owner."""

SIGN_IN = "to sign in"
OK = "ok"
Answer = str | int
Row = Mapping[str, Answer]


def row(learners: Answer, ina: Answer, ben: Answer, noor: Answer, amira: Answer) -> Row:
    """`learners` is what everybody without an account gets."""
    return {
        "anonymous": learners, "gus": learners, "lin": learners, "omar": learners,
        "ina": ina, "ben": ben, "noor": noor, "amira": amira,
    }  # fmt: skip


EVERYBODY = row(OK, OK, OK, OK, OK)
ACCOUNTS = row(SIGN_IN, OK, OK, OK, OK)
QUESTIONS = row(SIGN_IN, 403, OK, 404, OK)
READS_CLASS = row(SIGN_IN, OK, OK, 404, OK)
TEACHES = row(SIGN_IN, 403, OK, OK, OK)  # in some class; lists show each their own
TEACHES_CLASS = row(SIGN_IN, 403, OK, 404, OK)
OWNS_CLASS = row(SIGN_IN, 403, 403, 404, OK)
NOBODY = row(404, 404, 404, 404, 404)
IN_ROOM = {**row(SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN), "lin": OK}  # Lin has joined the live room
NO_STREAMS = 503
"""What event streams answer where no event loop is behind the application, as in these tests."""


def own_attempt(before: Answer, during: Answer, after: Answer) -> Callable[[Moment], Row]:
    """Only Lin, whose attempt it is; what she gets depends on the moment."""

    def at(moment: Moment) -> Row:
        answer = before if moment < Moment.IN_PROGRESS else during if moment == Moment.IN_PROGRESS else after
        return {**NOBODY, "lin": answer}

    return at


def answering(moment: Moment) -> Row:
    """The script's route: whoever has no seat for the attempt is told so without learning whether it exists."""
    if moment < Moment.IN_PROGRESS:
        return NOBODY
    return {**row(401, 401, 401, 401, 401), "lin": OK}


def starting(moment: Moment) -> Row:
    if moment == Moment.PUBLISHED:
        return {**NOBODY, "lin": 409, "gus": 409}
    if moment == Moment.KEYS:
        return {**NOBODY, "lin": 409, "gus": 409}
    return {**NOBODY, "lin": 409 if moment == Moment.FINISHED else OK, "gus": OK}


def revealed_attempt(moment: Moment) -> Row:
    """Only Lin, and only once the key may be seen: whoever could object earlier would learn that there is a key, and
    the article holds the evidence."""
    return {**NOBODY, "lin": OK} if moment == Moment.KEYS else NOBODY


MATRIX: Mapping[str, Row | Callable[[Moment], Row]] = {
    "home.index": EVERYBODY,
    "home.help": EVERYBODY,
    "home.healthz": EVERYBODY,
    "home.static_file": EVERYBODY,
    "home.picture": EVERYBODY,
    "home.favicon": EVERYBODY,
    "people.setup": NOBODY,  # the installation has its owner
    "people.set_up": NOBODY,
    "people.invitation": EVERYBODY,
    "people.accept": EVERYBODY,
    "people.sign_in": EVERYBODY,
    "people.enter": EVERYBODY,
    "people.sign_out": EVERYBODY,
    "people.account": ACCOUNTS,
    "people.change_password": ACCOUNTS,
    "people.revoke_others": ACCOUNTS,
    "people.revoke": row(SIGN_IN, 404, 404, 404, OK),
    "joining.join": EVERYBODY,
    "joining.find_class": EVERYBODY,
    "joining.join_course": EVERYBODY,
    "joining.take_seat": EVERYBODY,
    "joining.join_through_quiz": EVERYBODY,
    "joining.take_seat_through_quiz": EVERYBODY,
    "joining.claim": EVERYBODY,
    "joining.claim_typed": EVERYBODY,
    "joining.seat": EVERYBODY,
    "joining.claim_scanned": EVERYBODY,
    "joining.welcome": {**NOBODY, "lin": OK},
    "joining.mine": EVERYBODY,
    "joining.leave": EVERYBODY,
    "courses.index": ACCOUNTS,
    "courses.create": TEACHES,
    "courses.add": TEACHES,
    "courses.show": READS_CLASS,
    "courses.settings": OWNS_CLASS,
    "courses.change": OWNS_CLASS,
    "courses.sheet": TEACHES_CLASS,
    "courses.renew_code": TEACHES_CLASS,
    "courses.add_learners": TEACHES_CLASS,
    "courses.write_learners": TEACHES_CLASS,
    "courses.learner": TEACHES_CLASS,
    "courses.change_learner": TEACHES_CLASS,
    "courses.confirm_removal": TEACHES_CLASS,
    "courses.remove_learner": TEACHES_CLASS,
    "courses.renew_seat_code": TEACHES_CLASS,
    "courses.confirm_clearing": TEACHES_CLASS,
    "courses.clear_learners": TEACHES_CLASS,
    "guests.show": TEACHES_CLASS,
    "guests.add": TEACHES_CLASS,
    "courses.invite": TEACHES_CLASS,
    "courses.make_invitation": TEACHES_CLASS,
    "courses.member": OWNS_CLASS,
    "courses.change_member": OWNS_CLASS,
    "courses.confirm_leaving": OWNS_CLASS,
    "courses.remove_member": OWNS_CLASS,
    "kept.own": {**NOBODY, "lin": OK},
    "kept.download": TEACHES_CLASS,
    "kept.confirm_erasing": OWNS_CLASS,
    "kept.erase": OWNS_CLASS,
    "articles.index": TEACHES,
    "articles.create": TEACHES,
    "articles.add": TEACHES,
    "articles.show": TEACHES_CLASS,
    "articles.paper": TEACHES_CLASS,
    "articles.edit": TEACHES_CLASS,
    "articles.save": TEACHES_CLASS,
    "articles.confirm_deleting": TEACHES_CLASS,
    "articles.delete": TEACHES_CLASS,
    "articles.ask": TEACHES_CLASS,
    "articles.write": TEACHES_CLASS,
    "articles.progress": TEACHES_CLASS,
    "articles.cancel": TEACHES_CLASS,
    "coverage.show": TEACHES_CLASS,
    "reviewing.queue": TEACHES_CLASS,
    "reviewing.show": TEACHES_CLASS,
    "reviewing.decide": TEACHES_CLASS,
    "reviewing.check": TEACHES_CLASS,
    "reviewing.undo": TEACHES_CLASS,
    "reviewing.show_quality": TEACHES,
    "reviewing.show_kind": row(SIGN_IN, 403, 403, OK, OK),  # owners, each of their class: kinds are for everybody
    "authoring.index": TEACHES,
    "authoring.bulk_change": TEACHES,
    "authoring.create": TEACHES,
    "authoring.add": TEACHES,
    "authoring.preview": TEACHES,
    "authoring.create_page": TEACHES,
    "authoring.add_page": TEACHES,
    "authoring.page": QUESTIONS,
    "authoring.edit_page": QUESTIONS,
    "authoring.save_page": QUESTIONS,
    "facts.create": QUESTIONS,
    "facts.add": QUESTIONS,
    "facts.edit": QUESTIONS,
    "facts.save": QUESTIONS,
    "authoring.show": QUESTIONS,
    "authoring.edit": QUESTIONS,
    "authoring.save": QUESTIONS,
    "authoring.version": QUESTIONS,
    "authoring.set_status": QUESTIONS,
    "authoring.duplicate": QUESTIONS,
    "quizzes.index": ACCOUNTS,
    "quizzes.create": TEACHES,
    "quizzes.create_post": TEACHES,
    "quizzes.show": READS_CLASS,
    "quizzes.add": TEACHES_CLASS,
    "quizzes.add_questions": TEACHES_CLASS,
    "quizzes.remove": TEACHES_CLASS,
    "quizzes.move": TEACHES_CLASS,
    "quizzes.take_newest": TEACHES_CLASS,
    "quizzes.edit": TEACHES_CLASS,
    "quizzes.edit_post": TEACHES_CLASS,
    "quizzes.copy": TEACHES_CLASS,
    "quizzes.copy_post": TEACHES_CLASS,
    "quizzes.archive": TEACHES_CLASS,
    "quizzes.archive_post": TEACHES_CLASS,
    "quizzes.preview": READS_CLASS,  # without the keys, for an observer
    "quizzes.open_quiz": TEACHES_CLASS,
    "quizzes.open_quiz_post": TEACHES_CLASS,
    "quizzes.edit_opening": TEACHES_CLASS,
    "quizzes.edit_opening_post": TEACHES_CLASS,
    "quizzes.name_run": TEACHES_CLASS,
    "quizzes.name_run_post": TEACHES_CLASS,
    "quizzes.close": TEACHES_CLASS,
    "quizzes.close_post": TEACHES_CLASS,
    "quizzes.release": TEACHES_CLASS,
    "quizzes.release_post": TEACHES_CLASS,
    "results.show": TEACHES_CLASS,
    "results.grid": TEACHES_CLASS,
    "results.question": TEACHES_CLASS,
    "results.learner": TEACHES_CLASS,
    "results.confirm_reopening": TEACHES_CLASS,
    "results.reopen": TEACHES_CLASS,
    "results.csv": TEACHES_CLASS,
    "results.xlsx": TEACHES_CLASS,
    "arriving.show": row(SIGN_IN, 403, 404, 404, OK),
    "arriving.choose": row(SIGN_IN, 403, 404, 404, 409),  # the worker is at it
    "arriving.stop": row(SIGN_IN, 403, 404, 404, OK),
    "travel.bring": TEACHES,
    "travel.columns": TEACHES,
    "travel.preview": TEACHES,
    "travel.again": TEACHES,
    "travel.take": TEACHES,
    "travel.page_download": QUESTIONS,
    "travel.bank_download": QUESTIONS,  # noor has none
    "travel.bank_file": QUESTIONS,
    "travel.page_file": QUESTIONS,
    "travel.quiz_download": TEACHES_CLASS,
    "travel.quiz_file": TEACHES_CLASS,
    "travel.paper": TEACHES_CLASS,
    "statistics.opening": TEACHES_CLASS,
    "statistics.quiz": TEACHES_CLASS,
    "statistics.set_aside": TEACHES_CLASS,
    "statistics.item": QUESTIONS,
    "trials.start": TEACHES_CLASS,
    "trials.show": TEACHES_CLASS,
    "trials.decide": TEACHES_CLASS,
    "regrading.propose": TEACHES_CLASS,
    "regrading.decide": TEACHES_CLASS,
    "regrading.undo": TEACHES_CLASS,
    "regrading.decide_undo": TEACHES_CLASS,
    "gradebook.show": TEACHES_CLASS,
    "gradebook.weigh": TEACHES_CLASS,
    "gradebook.csv": TEACHES_CLASS,
    "gradebook.xlsx": TEACHES_CLASS,
    "practice.show": {**NOBODY, "lin": OK},
    "practice.question": {**NOBODY, "lin": OK},
    "practice.answer": {**NOBODY, "lin": OK},
    "practice.answered": {**NOBODY, "lin": OK},
    "disputes.queue": ACCOUNTS,  # each sees those of the classes they teach
    "disputes.show": TEACHES_CLASS,
    "disputes.answer": TEACHES_CLASS,
    "disputes.keep": TEACHES_CLASS,
    "disputes.objecting": revealed_attempt,
    "disputes.object_to": revealed_attempt,
    "taking.before": EVERYBODY,
    "taking.article": revealed_attempt,  # the quiz shows it after answering only
    "taking.start": starting,
    "taking.answering": own_attempt(404, OK, OK),
    "taking.answer": answering,
    "taking.save": own_attempt(404, OK, OK),
    "taking.check": own_attempt(404, OK, OK),
    "taking.finish": own_attempt(404, OK, OK),
    "taking.result": own_attempt(404, OK, OK),
    "live.join": EVERYBODY,
    "live.enter": EVERYBODY,
    "live.play": EVERYBODY,  # who is not in the room is sent to its door
    "live.of_opening": EVERYBODY,
    "live.state": IN_ROOM,
    "live.thinking": {**IN_ROOM, "lin": 204},
    "live.events": {**IN_ROOM, "lin": NO_STREAMS},
    "live.answer": {**row(401, 401, 401, 401, 401), "lin": OK},
    "live.answer_form": IN_ROOM,
    "live_empty.confirm": TEACHES_CLASS,
    "live_empty.delete": TEACHES_CLASS,
    "live_host.prepare": TEACHES_CLASS,
    "live_host.open_room": TEACHES_CLASS,
    "live_host.of_opening": TEACHES_CLASS,
    "live_host.panel": TEACHES_CLASS,
    "live_host.state": TEACHES_CLASS,
    "live_host.events": row(SIGN_IN, 403, NO_STREAMS, 404, NO_STREAMS),
    "live_host.do": TEACHES_CLASS,
    "live_host.end": TEACHES_CLASS,
    "live_host.end_post": TEACHES_CLASS,
    "live_host.skip": TEACHES_CLASS,
    "live_host.skip_post": TEACHES_CLASS,
    "live_host.door": TEACHES_CLASS,
    "live_host.remote": TEACHES_CLASS,
    "live_host.people_page": TEACHES_CLASS,
    "live_host.change_person": TEACHES_CLASS,
    "live_screen.screen": EVERYBODY,  # who has the projector's address
    "live_screen.state": EVERYBODY,
    "live_screen.events": row(*[NO_STREAMS] * 5),
    "live_screen.remote": EVERYBODY,  # who has the remote control's address
    "live_screen.remote_state_json": EVERYBODY,
    "live_screen.remote_events": row(*[NO_STREAMS] * 5),
    "live_screen.remote_do": EVERYBODY,
}


def expected(endpoint: str, moment: Moment) -> Row:
    found = MATRIX[endpoint]
    return found(moment) if callable(found) else found

"""Every page, who visits it, and in which states: `test_accessibility.py` walks `app.url_map` against this table.

An address without an entry fails there. So does an address that takes forms and of which nobody has said what it
answers: `sends` names it where a state ends on its reply, `FORMS_THAT_LEAD_ON` where the reply is another page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

Act = Callable[[Page], None]


@dataclass(frozen=True)
class State:
    """A page as `who` sees it. `names` fill its address with things of the world, `act` changes it by hand.

    `sends` is the address whose reply is looked at in the end, if `act` sends a form, and `status` that reply's.
    """

    name: str
    who: str = "amira"
    names: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    act: Act | None = None
    sends: str = ""
    status: int = 200
    new_school: bool = False


def sending(button: str, values: Mapping[str, str] | None = None) -> Act:
    """Write into the fields with these names and press the button, past what the browser itself would refuse."""

    def act(page: Page) -> None:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        for name, value in (values or {}).items():
            among = "^=" if name.endswith("-") else "="  # one field for each learner or question
            page.locator(f"main [name{among}'{name}']:not([type=hidden])").first.fill(value)
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=button).first.click()

    return act


def refused(button: str, sends: str, values: Mapping[str, str] | None = None, **changes: object) -> State:
    """The same page after a form that cannot be accepted."""
    return State("error", act=sending(button, values), sends=sends, status=422, **changes)  # type: ignore[arg-type]


def unfold(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def choosing(page: Page) -> None:
    """Answer the first question and wait for the receipt."""
    page.locator("fieldset.question label.option").first.click()
    page.locator("fieldset.question [data-state=saved]").first.wait_for()


def previewing(page: Page) -> None:
    """Write a question and wait for its preview with the key."""
    page.get_by_label("Stem").fill("Which river flows through Celle?")
    page.locator("[name=options-0-text]").fill("The Aller")
    page.locator("[name=options-1-text]").fill("The Leine")
    page.locator("[name=options-0-is_key]").check()
    page.locator("#preview .revealed").wait_for()


def plan_badly(page: Page) -> None:
    unfold(page)
    sending("Make the quiz", {"plan-0-number": "900", "seed": "-1"})(page)


def weigh_badly(page: Page) -> None:
    page.locator("[name^=weight-]").first.fill("much")
    sending("Save the weights")(page)


def full_marks(page: Page) -> None:
    page.get_by_label("Full marks for everybody").check()
    sending("Preview", {"reason": "It was unclear."})(page)
    unfold(page)


ARTICLE = {"article_id": "article"}
CLASS, QUIZ = {"course_id": "class"}, {"quiz_id": "draft quiz"}
LEARNER, OPEN = CLASS | {"seat_id": "lin"}, {"opening_id": "open"}
TAKEN_LOGIN = {"name": "Nils", "login": "amira", "password": "short"}

MEASURED = {"opening_id": "measured", "question_id": "measured question"}
UNDO = {"opening_id": "measured", "question_id": "written question", "regrade_id": "regrade"}

STATES: Mapping[str, list[State]] = {
    "home.index": [
        State("visitor", "visitor"),
        State("learner", "lin"),
        State("staff"),
        State("no class", "zoe"),
        State("new", "visitor", new_school=True),
    ],
    "home.help": [State("visitor", "visitor")],
    "people.setup": [
        State("new", "visitor", {"token": "setup"}, new_school=True),
        refused("Start", "people.set_up", TAKEN_LOGIN, who="visitor", names={"token": "setup"}, new_school=True),
    ],
    "people.invitation": [
        State("without account", "visitor", {"token": "invitation"}),
        State("with account", "zoe", {"token": "invitation"}),
        refused("Make account", "people.accept", TAKEN_LOGIN, who="visitor", names={"token": "invitation"}),
    ],
    "people.sign_in": [State("empty", "visitor"), refused("Sign in", "people.enter", who="visitor")],
    "people.account": [State("filled"), refused("Change password", "people.change_password")],
    "joining.join": [State("empty", "visitor"), refused("Join", "joining.find_class", who="visitor")],
    "joining.join_course": [
        State("empty", "visitor", {"code": "class code"}),
        State("seated", "lin", {"code": "class code"}),
        State("closed", "visitor", {"code": "closed class code"}),
        refused("Join", "joining.take_seat", who="visitor", names={"code": "class code"}),
    ],
    "joining.join_through_quiz": [
        State("empty", "visitor", OPEN),
        refused("Join", "joining.take_seat_through_quiz", who="visitor", names=OPEN),
    ],
    "joining.claim": [State("empty", "visitor"), refused("Come in", "joining.claim_typed", who="visitor")],
    "joining.seat": [
        State("new device", "visitor", {"code": "lin's code"}),
        State("somebody else's device", "ida", {"code": "lin's code"}),
    ],
    "joining.welcome": [State("filled", "lin", {"seat_id": "lin"})],
    "joining.mine": [
        State("nobody", "visitor"),
        State("no quiz", "uma"),
        State("filled", "lin and uma", act=unfold),
    ],
    "courses.index": [State("filled"), State("empty", "zoe")],
    "courses.create": [State("empty"), refused("Make class", "courses.add")],
    "courses.show": [
        State("filled", names=CLASS, act=unfold),
        State("observer", "ina", CLASS),
        State("empty", names={"course_id": "empty class"}),
        State("joining closed", names={"course_id": "closed class"}),
    ],
    "courses.settings": [
        State("filled", names=CLASS),
        refused("Save", "courses.change", {"name": " "}, names=CLASS),
    ],
    "courses.sheet": [State("filled", names=CLASS), State("empty", names={"course_id": "empty class"})],
    "courses.add_learners": [
        State("empty", names=CLASS),
        State("preview", names=CLASS, act=sending("Check the list", {"pasted": "Anna Weber, 4711\nLin\n\n"}),
              sends="courses.write_learners"),
        refused("Check the list", "courses.write_learners", names=CLASS),
    ],
    "courses.learner": [
        State("filled", names=LEARNER, act=unfold),
        State("not owner", "ben", LEARNER),
        refused("Save", "courses.change_learner", {"name": " "}, names=LEARNER),
    ],
    "courses.confirm_clearing": [State("filled", names=CLASS), State("empty", names={"course_id": "empty class"})],
    "courses.confirm_removal": [State("filled", names=LEARNER), State("not owner", "ben", LEARNER)],
    "kept.confirm_erasing": [
        State("filled", names=LEARNER),
        State("removed before", names=CLASS | {"seat_id": "removed learner"}),
    ],
    "guests.show": [
        State("filled", names={"course_id": "live class"}),
        State("empty", names=CLASS),
        refused("Add", "guests.add", {"name-": " "}, names={"course_id": "live class"}),
    ],
    "courses.invite": [
        State("empty", names=CLASS),
        State("link", names=CLASS, act=lambda page: invite(page), sends="courses.make_invitation"),
        refused("Make the link", "courses.make_invitation", names=CLASS),
    ],
    "courses.member": [State("filled", names=CLASS | {"person_id": "ben"})],
    "courses.confirm_leaving": [State("filled", names=CLASS | {"person_id": "ben"})],
    "articles.index": [State("filled")],
    "articles.create": [
        State("empty", act=unfold),
        refused("Add article", "articles.add", {"text": "No prose"}),
    ],
    "articles.show": [
        State("drafts", names=ARTICLE, act=unfold),
        State("sentence", names=ARTICLE, query="?sentence=0"),
        State("sentence without questions", names=ARTICLE, query="?sentence=3"),
        State("without drafts", names={"article_id": "stopped article"}),
        State("nothing found", names={"article_id": "bare article"}),
    ],
    "articles.edit": [
        State("filled", names=ARTICLE),
        refused("Save", "articles.save", {"title": " "}, names=ARTICLE),
    ],
    "articles.paper": [State("usual", names=ARTICLE), State("large", names=ARTICLE, query="?large=1")],
    "articles.confirm_deleting": [State("filled", names=ARTICLE)],
    "articles.progress": [
        State("running", names={"article_id": "running article"}),
        State("done", names=ARTICLE),
        State("nothing found", names={"article_id": "bare article"}),
        State("stopped", names={"article_id": "stopped article"}),
    ],
    "coverage.show": [State("filled", names=ARTICLE)],
    "reviewing.queue": [State("done", names={"article_id": "reviewed article"})],
    "reviewing.show": [
        State("draft", names={"draft_id": "draft"}, act=unfold),
        State("decided", names={"draft_id": "decided"}),
        State("kept back", names={"draft_id": "draft kept back"}),
        refused("Reject", "reviewing.decide", names={"draft_id": "draft"}),
    ],
    "reviewing.show_quality": [State("filled")],
    "authoring.index": [
        State("filled", act=unfold),
        State("found nothing", query="?words=zeppelin&kind=text"),
        refused("Change tags", "authoring.bulk_change"),
    ],
    "authoring.create": [
        State("empty", act=unfold),
        State("preview", act=previewing),
        refused("Save question", "authoring.add", {"options-0-rationale": "Because."}),
    ],
    "authoring.create_page": [State("empty"), refused("Make page", "authoring.add_page", {"url": "example"})],
    "authoring.page": [State("filled", names={"page_id": "page"}), State("empty", names={"page_id": "bare page"})],
    "authoring.edit_page": [
        State("filled", names={"page_id": "page"}),
        refused("Save page", "authoring.save_page", {"title": " "}, names={"page_id": "page"}),
    ],
    "facts.create": [
        State("empty", names={"page_id": "page"}),
        refused("Add fact", "facts.add", {"statement": " "}, names={"page_id": "page"}),
    ],
    "facts.edit": [
        State("filled", names={"page_id": "page", "number": "1"}),
        refused("Save fact", "facts.save", {"statement": " "}, names={"page_id": "page", "number": "1"}),
    ],
    "authoring.show": [
        State("filled", names={"item_id": "question"}),
        State("draft", names={"item_id": "draft question"}),
        State("retired", names={"item_id": "retired question"}),
    ],
    "authoring.edit": [
        State("filled", names={"item_id": "question"}),
        State("offers", names={"item_id": "drafted question"}),
        State("draft", names={"item_id": "draft question"}),
        refused("Save question", "authoring.save", {"stem": " "}, names={"item_id": "question"}),
    ],
    "authoring.version": [State("changed", names={"item_id": "question", "number": "2"})],
    "quizzes.index": [State("filled"), State("observer", "ina"), State("empty", "zoe")],
    "quizzes.create": [
        State("empty"),
        State("error", act=lambda page: plan_badly(page), sends="quizzes.create_post", status=422),
    ],
    "quizzes.show": [
        State("draft", names=QUIZ),
        State("empty", names={"quiz_id": "empty quiz"}),
        State("open", names={"quiz_id": "open quiz"}, act=unfold),
        State("coming", names={"quiz_id": "coming quiz"}),
        State("closed", names={"quiz_id": "closed quiz"}),
        State("observer", "ina", {"quiz_id": "waiting quiz"}),
    ],
    "quizzes.add": [
        State("filled", names=QUIZ),
        State("found nothing", names=QUIZ, query="?words=zeppelin"),
        refused("Add the ticked questions", "quizzes.add_questions", names=QUIZ),
    ],
    "quizzes.edit": [
        State("filled", names=QUIZ),
        refused("Save", "quizzes.edit_post", {"title": " "}, names=QUIZ),
    ],
    "quizzes.copy": [State("filled", names=QUIZ)],
    "quizzes.archive": [State("filled", names=QUIZ)],
    "quizzes.preview": [
        State("questions", names={"quiz_id": "open quiz"}),
        State("revealed", names={"quiz_id": "open quiz"}, query="?key=1"),
        State("empty", names={"quiz_id": "empty quiz"}),
    ],
    "quizzes.open_quiz": [
        State("empty", names=QUIZ),
        State("old key", names={"quiz_id": "measured quiz"}),
        State("unfolded", names=QUIZ, act=unfold),
        State("with an article", names={"quiz_id": "open text quiz"}),
        refused("Give to the class", "quizzes.open_quiz_post", {"limit_minutes": "0", "attempts": ""}, names=QUIZ),
    ],
    "quizzes.edit_opening": [
        State("started", names=OPEN),
        State("not started", names={"opening_id": "coming"}),
        refused("Save the rules", "quizzes.edit_opening_post", {"attempts": "900"}, names=OPEN),
    ],
    "quizzes.name_run": [State("filled", names=OPEN)],
    "quizzes.close": [State("filled", names=OPEN)],
    "quizzes.release": [State("filled", names={"opening_id": "waiting"})],
    "results.show": [State("filled", names=OPEN), State("empty", names={"opening_id": "untaken"})],
    "results.grid": [State("filled", names=OPEN), State("empty", names={"opening_id": "untaken"})],
    "results.question": [
        State("options", names=OPEN | {"question_id": "open question"}),
        State("nobody yet", names={"opening_id": "untaken", "question_id": "untaken question"}),
    ],
    "results.learner": [
        State("answering", names=OPEN | {"seat_id": "lin"}),
        State("finished", names={"opening_id": "closed", "seat_id": "lin"}),
        State("not started", names=OPEN | {"seat_id": "idle learner"}),
        State("can be given back", names={"opening_id": "waiting", "seat_id": "lin"}),
    ],
    "results.confirm_reopening": [State("filled", names={"opening_id": "waiting", "seat_id": "lin"})],
    "arriving.show": [
        State("read", names={"arrival_id": "arrival"}, act=unfold),
        State("last page", names={"arrival_id": "arrival"}, query="?from=128", act=unfold),
        State("under way", "ben", {"arrival_id": "arriving"}),
    ],
    "travel.bring": [
        State("empty"),
        State("preview", act=lambda page: pasting(page), sends="travel.preview"),
        refused("Show what would come of it", "travel.preview"),
        State("once more", act=lambda page: bringing_again(page), sends="travel.again"),
        State("columns", act=lambda page: saying_columns(page), sends="travel.columns"),
        State("columns, error", act=lambda page: misreading_columns(page), sends="travel.columns", status=422),
    ],
    "travel.page_download": [
        State("choice", names={"page_id": "page"}),
        State("losses", names={"page_id": "page"}, query="?to=gift"),
    ],
    "travel.bank_download": [State("losses", query="?to=aiken")],
    "travel.quiz_download": [
        State("losses", names=QUIZ, query="?to=aiken"),
        State("old key", names={"quiz_id": "measured quiz"}),
    ],
    "travel.paper": [
        State("sheet", names={"quiz_id": "open quiz"}),
        State("key, large", names={"quiz_id": "open quiz"}, query="?show=key&large=1"),
        State("answer sheet", names={"quiz_id": "open quiz"}, query="?show=answers"),
        State("empty", names={"quiz_id": "empty quiz"}),
        State("articles", names={"quiz_id": "two texts quiz"}),
    ],
    "statistics.opening": [
        State("flags", names={"opening_id": "measured"}, act=unfold),
        State("few", names=OPEN, act=unfold),
        State("empty", names={"opening_id": "untaken"}),
    ],
    "statistics.quiz": [State("filled", names={"quiz_id": "measured quiz"})],
    "statistics.item": [
        State("filled", names={"item_id": "measured item"}),
        State("empty", names={"item_id": "question"}),
    ],
    "trials.show": [State("running", names={"trial_id": "trial"})],
    "regrading.propose": [
        State("options", names=MEASURED),
        State("text", names={"opening_id": "measured", "question_id": "written question"}),
        State("preview", names=MEASURED, act=full_marks, sends="regrading.decide"),
        refused("Preview", "regrading.decide", names=MEASURED),
    ],
    "regrading.undo": [
        State("filled", names=UNDO),
        State("preview", names=UNDO, act=sending("Preview", {"reason": "It was wrong."}), sends="regrading.decide_undo"),
        refused("Preview", "regrading.decide_undo", names=UNDO),
    ],
    "gradebook.show": [
        State("filled", names=CLASS),
        State("empty", names={"course_id": "empty class"}),
        State("error", names=CLASS, act=weigh_badly, sends="gradebook.weigh", status=422),
    ],
    "practice.show": [
        State("due", "measured 3", {"seat_id": "practising"}),
        State("nothing", "ida", {"seat_id": "idle learner"}),
    ],
    "practice.question": [
        State("filled", "measured 3", {"seat_id": "practising"}),
        refused("Check my answer", "practice.answer", who="measured 3", names={"seat_id": "practising"}),
    ],
    "practice.answered": [State("filled", "measured 3", {"seat_id": "practising", "review_id": "review"})],
    "disputes.queue": [State("filled"), State("empty", "zoe")],
    "disputes.show": [
        State("waiting", names={"dispute_id": "objection 1"}),
        State("answered", names={"dispute_id": "objection 2"}),
        State("upheld", names={"dispute_id": "objection 4"}),
        refused("Answer", "disputes.answer", names={"dispute_id": "objection 1"}),
    ],
    "disputes.objecting": [
        State("empty", "gus", {"attempt_id": "result", "question_id": "open question"}),
        State("said", "measured 1", {"attempt_id": "measured attempt 1", "question_id": "measured question"}),
        refused("Send to my instructor", "disputes.object_to", who="gus",
                names={"attempt_id": "result", "question_id": "open question"}),
    ],
    "taking.before": [
        State("without seat", "visitor", OPEN),
        State("ready", "ida", OPEN),
        State("running, timed", "lin", {"opening_id": "practice"}),
        State("taken before", "gus", OPEN),
        State("not open yet", "lin", {"opening_id": "coming"}),
        State("with an article", "ida", {"opening_id": "open text"}),
    ],
    "taking.article": [
        State("one", "ida", {"opening_id": "open text"}),
        State("several", "ida", {"opening_id": "two texts"}),
        State("of a live room", "heron", {"opening_id": "read beside opening"}),
    ],
    "taking.answering": [
        State("all questions", "lin", {"attempt_id": "running"}, act=choosing),
        State("one question, timed", "lin", {"attempt_id": "timed"}),
        State("beside an article", "lin", {"attempt_id": "beside the text"}),
        State("revealed, timed", "lin", {"attempt_id": "timed"}, "?n=1",
              lambda page: sending("Check my answer")(page), "taking.answering"),
        refused("Check my answer", "taking.save", who="lin", names={"attempt_id": "timed"}, query="?n=3"),
    ],
    "taking.check": [
        State("some missing", "lin", {"attempt_id": "running"}),
        State("timed", "lin", {"attempt_id": "timed"}),
    ],
    "live.join": [
        State("empty", "visitor", {"code": "lobby code"}),
        State("inside already", "heron", {"code": "lobby code"}),
        refused("Join", "live.enter", {"name": "!!!"}, who="visitor", names={"code": "lobby code"}),
    ],
    "live.play": [
        State(name, "heron", {"room_id": f"{name} room"})
        for name in ("lobby", "read", "answer", "paused", "locked", "discuss", "asked again", "reveal", "board", "podium",
                     "ended", "letters")
    ],
    "live_host.prepare": [
        State("filled", names={"quiz_id": "live quiz"}),
        State("old key", names={"quiz_id": "measured quiz"}),
        State("with an article", names={"quiz_id": "open text quiz"}),
        refused("Open the room", "live_host.open_room", {"limit_s": "3"}, names={"quiz_id": "live quiz"}),
    ],
    "live_host.panel": [
        State(name, names={"room_id": f"{name} room"}, act=unfold)
        for name in ("lobby", "read", "answer", "paused", "locked", "discuss", "reveal", "revealed twice", "board",
                     "podium", "ended")
    ],
    "live_empty.confirm": [State("filled", names={"opening_id": "empty opening"})],
    "live_host.end": [State("filled", names={"room_id": "answer room"})],
    "live_host.skip": [State("filled", names={"room_id": "answer room", "number": "1"})],
    "live_host.people_page": [
        State("filled", names={"room_id": "lobby room"}, act=unfold),
        State("error", names={"room_id": "lobby room"}, act=lambda page: rename(page), status=422,
              sends="live_host.change_person"),
    ],
    "live_screen.screen": [
        State(name, "visitor", {"room_id": f"{name} room", "token": f"{name} screen"})
        for name in ("lobby", "read", "answer", "paused", "locked", "discuss", "reveal", "revealed twice", "board",
                     "podium", "ended")
    ],
    "live_screen.remote": [
        State(name, "visitor", {"room_id": f"{name} room", "token": f"{name} remote"}) for name in ("lobby", "answer")
    ],
    "taking.result": [
        State("revealed", "gus", {"attempt_id": "result"}),
        State("on an article", "gus", {"attempt_id": "read result"}),
        State("received", "lin", {"attempt_id": "received"}),
    ],
}  # fmt: skip


def invite(page: Page) -> None:
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Make the link").click()


def pasting(page: Page) -> None:
    """Bring a list with one good question and one without a key, and unfold what was read."""
    text = "1. Which river?\na) Leine\n*b) Aller\n\n2. No key\na) x\nb) y"
    sending("Show what would come of it", {"pasted": text})(page)
    unfold(page)


def bringing_again(page: Page) -> None:
    """Go back from the preview to the form, which shows what was pasted."""
    pasting(page)
    page.get_by_role("button", name="Change the text or the page").click()
    page.get_by_role("heading", name="Bring questions").wait_for()


def saying_columns(page: Page) -> None:
    """Bring a table and correct what its columns were taken for."""
    sending("Show what would come of it", {"pasted": "Question,Answer 1,Answer 2,Key\nWhich gas?,Oxygen,Neon,2"})(page)
    page.get_by_role("button", name="Say what the columns hold").click()
    page.get_by_role("heading", name="The columns of").wait_for()


def misreading_columns(page: Page) -> None:
    saying_columns(page)
    sending("Show what would come of it", {"first": "0"})(page)


def rename(page: Page) -> None:
    """Give a learner of a live room a name that cannot be."""
    unfold(page)
    sending("Rename", {"value": "!!!"})(page)


ERROR_PAGES: list[State] = [
    State("nothing here", "visitor", query="/no/such/page", status=404),
    State("not open to you", "ina", {"endpoint": "results.show", "opening_id": "open"}, status=403),
    State("not with this device", "gus", {"endpoint": "taking.answering", "attempt_id": "running"}, status=404),
]
"""Pages that say why there is no page."""

NOT_PAGES = {
    "home.static_file": "style sheet, scripts",
    "home.picture": "a picture",
    "home.favicon": "a picture",
    "home.healthz": "JSON, for monitors",
    "kept.own": "a download",
    "kept.download": "a download",
    "gradebook.csv": "a download",
    "gradebook.xlsx": "a download",
    "results.csv": "a download",
    "results.xlsx": "a download",
    "travel.page_file": "a download",
    "travel.quiz_file": "a download",
    "travel.bank_file": "a download",
    "live.state": "JSON",
    "live.events": "an event stream",
    "live.thinking": "an empty picture",
    "live.of_opening": "leads to the room",
    "live_host.state": "JSON",
    "live_host.events": "an event stream",
    "live_host.of_opening": "leads to the room",
    "live_screen.state": "JSON",
    "live_screen.events": "an event stream",
    "live_screen.remote_state_json": "JSON",
    "live_screen.remote_events": "an event stream",
}
"""Addresses that are fetched and are no pages, with what they are."""

FORMS_THAT_LEAD_ON = {
    "people.sign_out", "people.revoke", "people.revoke_others", "joining.claim_scanned", "joining.leave",
    "courses.renew_code",
    "courses.renew_seat_code", "courses.remove_learner", "courses.change_member", "courses.remove_member",
    "courses.clear_learners", "kept.erase", "disputes.keep",
    "articles.delete", "articles.ask", "articles.write", "articles.cancel", "reviewing.undo",
    "reviewing.show_kind",
    "authoring.set_status", "authoring.duplicate", "quizzes.remove", "quizzes.move", "quizzes.take_newest",
    "quizzes.name_run_post", "quizzes.copy_post", "quizzes.archive_post", "quizzes.close_post", "quizzes.release_post",
    "live_host.end_post", "live_host.skip_post", "live_empty.delete",
    "taking.start", "taking.finish", "results.reopen", "travel.take", "arriving.choose", "arriving.stop", "trials.start",
    "trials.decide",
    "statistics.set_aside",
}  # fmt: skip
"""Addresses that take a form whose choices cannot be wrong, and always lead to one of the pages above."""

NOT_FORMS = {
    "reviewing.check": "a part of the page reviewing.show, while somebody types there",
    "authoring.preview": "a part of the page authoring.create, in its state “preview”",
    "taking.answer": "JSON, for the script of taking.answering",
    "live.answer": "JSON, for the script of live.play",
    "live.answer_form": "leads back to live.play, with the receipt or the reason",
    "live_host.do": "JSON for the script of live_host.panel; leads back to it without one",
    "live_host.door": "leads back to live_host.panel",
    "live_host.remote": "leads back to live_host.people_page",
    "live_screen.remote_do": "JSON for the script of live_screen.remote; leads back to it without one",
}
"""Addresses that scripts of a page send to."""

"""Faults planted into good pages: what looks for faults must find each of them, and none before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import a11y, questions, states
from tests.browser import test_accessibility as walk
from tests.browser.conftest import School, Stroll, Visit
from tests.browser.exam import until

pytestmark = pytest.mark.browser

ANSWERING = ("lin", "taking.answering", "running")
TIMED = ("lin", "taking.answering", "timed")
RESULT = ("gus", "taking.result", "result")
Look = Callable[[Page], list[str]]

STYLE = "document.styleSheets[0].insertRule(%r)"

FAULTS: dict[str, tuple[tuple[str, str, str], str, Look]] = {
    "a question without a legend": (
        ANSWERING, "document.querySelector('legend').outerHTML = '<p>Question 1</p>'", questions.questions,
    ),
    "a legend that does not say how many to choose": (
        ANSWERING, "document.querySelectorAll('.how').forEach(how => how.remove())", questions.questions,
    ),
    "options that are divs with a role": (
        ANSWERING,
        "for (const input of document.querySelectorAll('.option input')) input.outerHTML = '<div role=radio tabindex=0></div>'",
        questions.questions,
    ),
    "an answer without a label": (
        ANSWERING, "document.querySelector('.answer label').replaceWith('Your answer')", questions.questions,
    ),
    "a placeholder instead of a label": (
        ANSWERING,
        "document.querySelector('.answer label').remove(); document.querySelector('.answer input').placeholder = 'Answer'",
        questions.questions,
    ),
    "an answer whose state is not told": (
        ANSWERING, "document.querySelector('.saved').remove()", questions.questions,
    ),
    "a verdict told by colour": (
        RESULT, "document.querySelectorAll('.verdict').forEach(verdict => { verdict.innerHTML = '&nbsp;' })",
        questions.verdicts,
    ),
    "a verdict without an icon": (
        RESULT, "document.querySelectorAll('.verdict svg').forEach(icon => icon.remove())", questions.verdicts,
    ),
    "a key told by colour": (
        RESULT, "document.querySelectorAll('.told').forEach(told => told.remove())", questions.verdicts,
    ),
    "a verdict for screen readers only": (
        RESULT, "document.querySelector('.verdict strong').className = 'visually-hidden'", questions.verdicts,
    ),
    "a key with the border of the others": (
        RESULT, STYLE % ".revealed .option { outline: none !important; }", questions.verdicts,
    ),
    "a timer that is read out every second": (
        TIMED, "document.querySelector('[role=timer]').setAttribute('aria-live', 'polite')", a11y.speaking,
    ),
    "a timer without an announcer": (
        TIMED, "document.querySelector('[data-timer-says]').remove()", a11y.speaking,
    ),
    "a second live region": (
        ANSWERING, "document.querySelector('.saved').setAttribute('role', 'status')", a11y.speaking,
    ),
    "text of 12 px in pale grey": (
        ANSWERING, "Object.assign(document.querySelector('.quiet').style, { fontSize: '12px', color: '#8a8a8a' })", a11y.axe,
    ),
    "a pale figure too short for axe to judge": (
        ANSWERING, "const quiet = document.querySelector('.quiet'); quiet.textContent = '7'; quiet.style.color = '#8a8a8a'", a11y.axe,
    ),
    "a word on a shape of its own colour": (
        ANSWERING,
        "document.querySelector('.quiet').innerHTML = '<svg width=90 height=30><rect width=90 height=30 /><text y=20>Leine</text></svg>'",
        a11y.axe,
    ),
    "one pale text among many of its kind": (
        ANSWERING, "document.querySelectorAll('.option:not(:has(:checked)) .option-text')[2].style.color = '#8a8a8a'", a11y.axe,
    ),
    "one text among many of its kind that something lies under": (
        ANSWERING,
        "const text = document.querySelectorAll('.option:not(:has(:checked)) .option-text')[2], { offsetLeft, offsetTop, offsetWidth, offsetHeight } = text;"
        "text.style.position = 'relative'; text.insertAdjacentHTML('beforebegin', '<span></span>');"
        "Object.assign(text.previousSibling.style, { position: 'absolute', background: '#444', left: offsetLeft + 'px', top: offsetTop + 'px', width: offsetWidth + 'px', height: offsetHeight + 'px' })",
        a11y.axe,
    ),
    "one text among many of its kind that shines through": (
        ANSWERING, "document.querySelectorAll('.option:not(:has(:checked)) .option-text')[2].style.opacity = '0.4'", a11y.axe,
    ),
    "a picture without alternative text": (
        ANSWERING, "document.querySelector('.stem img').removeAttribute('alt')", a11y.axe,
    ),
    "a focus nobody can see": (
        ANSWERING, STYLE % "* { outline: none !important; }", a11y.rings,
    ),
    "a focus ring that is too pale": (
        ANSWERING, STYLE % "* { outline-color: #d0d0d0 !important; }", a11y.rings,
    ),
    "a button that is too small": (
        ANSWERING, STYLE % "main button { min-block-size: 0 !important; min-inline-size: 0 !important; padding: 0 !important; }",
        a11y.targets,
    ),
    "two small links side by side": (
        ANSWERING, "document.querySelector('.quiet').innerHTML = '<a href=#a style=\"display: inline-block; font-size: 9px\">1</a><a href=#b style=\"display: inline-block; font-size: 9px\">2</a>'",
        a11y.by_axe(*a11y.BY_WIDTH),
    ),
    "code that scrolls and that no key reaches": (
        ANSWERING, "const code = document.querySelector('pre'); code.removeAttribute('tabindex'); code.style.width = '4em'",
        a11y.by_axe(*a11y.BY_WIDTH),
    ),
    "a page wider than the window": (
        ANSWERING, "document.querySelector('h1').style.minWidth = '2000px'", a11y.sideways,
    ),
    "acts that take two rows": (
        ANSWERING, "document.querySelector('main button').parentElement.className = 'actions'; document.querySelector('.actions').innerHTML = '<button>Finish this</button>'.repeat(12)", a11y.roomy,
    ),
    "two headings of the first level": (
        ANSWERING, "document.querySelector('main .quiet').outerHTML = '<h1>Answers</h1>'", a11y.structure,
    ),
    "an order of focus of its own": (
        ANSWERING, "document.querySelector('main button').tabIndex = 3", a11y.structure,
    ),
    "a page without a title": (ANSWERING, "document.title = 'quizapp'", a11y.structure),
    "controls that Tab visits in another order": (
        ANSWERING, "document.querySelector('main button').tabIndex = 3", questions.tabbing,
    ),
    "a bar that covers the focus": (
        TIMED,
        STYLE % ".clock { position: fixed !important; inset: 0 !important; background: white; z-index: 9; }",
        questions.tabbing,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("where", "fault", "look"), FAULTS.values(), ids=FAULTS.keys())
def test_the_fault_is_found(
    where: tuple[str, str, str], fault: str, look: Look, school: School, stroll: Stroll
) -> None:
    who, endpoint, attempt = where
    page, _ = stroll(school, who)
    page.goto(school.address(endpoint, attempt_id=attempt))
    assert look(page) == []
    page.evaluate("(() => {" + fault + "})()")
    assert look(page) != []


SUMMARY_FAULTS = {
    "the focus is elsewhere": "document.activeElement.blur()",
    "a link leads nowhere": "document.querySelector('.error-summary a').hash = '#nothing'",
    "the field says nothing": "document.querySelectorAll('.field .error').forEach(error => error.remove())",
    "the field is not marked": "document.querySelectorAll('[aria-invalid]').forEach(field => field.removeAttribute('aria-invalid'))",
    "the title does not tell": "document.title = document.title.replace('Error: ', '')",
    "nothing is announced": "document.querySelector('.error-summary [role]').removeAttribute('role')",
}


def test_faults_of_an_error_summary_are_found(school: School, visit: Visit) -> None:
    page = visit(school)
    for fault in SUMMARY_FAULTS.values():
        page.goto(school.address("people.sign_in"))
        page.evaluate("document.forms[0].noValidate = true")
        page.get_by_role("button", name="Sign in").click()
        page.locator(".error-summary").wait_for()
        assert a11y.summary(page) == []
        page.evaluate(fault)
        assert a11y.summary(page) != [], fault


def test_a_page_without_an_entry_fails_the_walk(school: School) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(states.STATES, "home.help")
        with pytest.raises(AssertionError, match=r"home\.help"):
            walk.test_every_address_is_a_page_in_the_table_or_said_to_be_none(school)


def test_a_request_to_another_site_and_a_broken_script_are_noticed(school: School, stroll: Stroll) -> None:
    page, watched = stroll(school, "visitor")
    page.goto(school.address("home.help"))
    assert watched.foreign + watched.complaints == []
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.2:9/pixel.png' }))")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    until(page, lambda: any("Content Security Policy" in words for words in watched.complaints))
    until(page, lambda: "broken" in watched.complaints)

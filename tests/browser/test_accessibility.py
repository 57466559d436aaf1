"""Every page in every state, looked at in both themes and at both widths, by axe and by assertions of our own.

Everything is looked at once, wide and in one theme; and again what a width or a theme can change, in each of the four.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser import a11y, questions
from tests.browser.conftest import NARROW, WIDE, School, Stroll, Watched
from tests.browser.states import ERROR_PAGES, FORMS_THAT_LEAD_ON, NOT_FORMS, NOT_PAGES, STATES, State

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
EVERYTHING = (
    a11y.structure, a11y.speaking, questions.questions, questions.verdicts, a11y.axe, a11y.targets, a11y.rings, a11y.roomy,
)  # fmt: skip
OF_WIDTH = (a11y.by_axe(*a11y.BY_WIDTH), a11y.sideways, a11y.targets)
OF_SCHEME = (a11y.by_axe(*a11y.BY_SCHEME),)

CASES = [(endpoint, state) for endpoint, states in STATES.items() for state in states]


def test_every_address_is_a_page_in_the_table_or_said_to_be_none(school: School) -> None:
    rules = list(school.site.app.url_map.iter_rules())
    fetched = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    sent = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}
    shown = {state.sends for _, state in CASES if state.sends} & sent
    assert fetched - set(NOT_PAGES) - set(STATES) == set(), "add these pages to tests/browser/states.py"
    assert sent - shown - FORMS_THAT_LEAD_ON - set(NOT_FORMS) == set(), "say in states.py what these answer"
    named = set(NOT_PAGES) | set(STATES) | shown | FORMS_THAT_LEAD_ON | set(NOT_FORMS)
    assert named - fetched - sent == set(), "these addresses do not exist any more"


@pytest.mark.parametrize(("endpoint", "state"), CASES, ids=[f"{endpoint}: {state.name}" for endpoint, state in CASES])
def test_everybody_can_use_the_page(
    endpoint: str, state: State, school: School, new_school: School, stroll: Stroll
) -> None:
    where = new_school if state.new_school else school
    page, watched = stroll(where, state.who, as_left=True)
    page.goto(where.address(endpoint, state.query, **state.names))
    if state.act:
        state.act(page)
        page.wait_for_load_state()
    assert answered_by(where, watched) == (state.sends or endpoint, state.status)
    assert faults_in(page, refused=state.status == 422) == []
    assert watched.foreign == []
    assert watched.complaints == []


@pytest.mark.parametrize("state", ERROR_PAGES, ids=[state.name for state in ERROR_PAGES])
def test_everybody_can_read_why_there_is_no_page(state: State, school: School, stroll: Stroll) -> None:
    page, watched = stroll(school, state.who, as_left=True)
    page.goto(school.address(**state.names) if state.names else school.url + state.query)
    assert watched.replies[-1][2] == state.status
    assert faults_in(page) == []
    assert watched.foreign == []


def answered_by(school: School, watched: Watched) -> tuple[str, int]:
    """Which address made the page that is shown, and with which status."""
    method, url, status = watched.replies[-1]
    endpoint, _ = school.site.app.url_map.bind("").match(urlsplit(url).path, method=method)
    return str(endpoint), status


def faults_in(page: Page, *, refused: bool = False) -> list[str]:
    """In both themes and at both widths: everything once, and again what a theme or a width can change.

    The next page begins in the theme in which this one ends: each change has the whole page laid out and painted anew.
    """
    first: Scheme
    other: Scheme
    first, other = ("dark", "light") if page.evaluate(DARK) else ("light", "dark")
    found = [f"{first}: {fault}" for fault in a11y.faults(page, *([a11y.summary] if refused else []), *EVERYTHING)]
    page.set_viewport_size(NARROW)
    found += [f"{first}, 320 px: {fault}" for fault in a11y.faults(page, *OF_WIDTH)]
    page.emulate_media(color_scheme=other)
    found += [f"{other}, 320 px: {fault}" for fault in a11y.faults(page, *OF_WIDTH, a11y.rings)]
    page.set_viewport_size(WIDE)
    found += [f"{other}: {fault}" for fault in a11y.faults(page, *OF_SCHEME, a11y.rings)]
    return found

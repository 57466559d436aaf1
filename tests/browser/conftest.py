"""One browser and one served school for all tests of this room; a context, which is a browser profile, per visitor."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from jinja2 import BytecodeCache
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, ViewportSize, expect, sync_playwright

from quizapp.classroom import arrivals, finding
from quizapp.web import courses
from tests.browser.site import AXE_PAGE, Site, served
from tests.browser.world import World, make_empty_world, make_world

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--renderer-process-limit=1",  # all pages are of one site, and starting a process takes longer than most of them
    # The first is a process kept ready for another site. The others are Playwright's, whose own list this one replaces.
    "--disable-features=SpareRendererForSitePerProcess,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding",
]
WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 640}


_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without its windows, which need a third of the time."""


def chromium_path() -> str:
    """Chromium of the system: the project downloads no browser."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    assert found, (
        "no chromium found; install it (Debian: apt install chromium) or leave these tests out: -m 'not browser'"
    )
    return found


@dataclass
class School:
    """A site with what is in it."""

    site: Site
    world: World

    @property
    def url(self) -> str:
        return self.site.url

    def address(self, endpoint: str, query: str = "", **names: str) -> str:
        """The address of a page; the values of its parameters are names of things in the world."""
        values: dict[str, Any] = {name: self.world.ids.get(value, value) for name, value in names.items()}
        with self.site.app.test_request_context(base_url=self.url):
            return self.url + self.site.app.url_for(endpoint, **values) + query


@dataclass
class Watched:
    """What a page did besides showing itself."""

    origin: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    replies: list[tuple[str, str, int]] = field(default_factory=list)

    def attach(self, page: Page) -> Watched:
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._replied)
        return self

    def forget(self) -> None:
        for noted in (self.foreign, self.complaints, self.replies):
            noted.clear()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.origin + "/", "data:", "about:")):
            self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium also reports a reply of 422 as an error; its status is asserted where it is expected.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _replied(self, response: Any) -> None:
        if response.request.resource_type == "document":
            self.replies.append((response.request.method, response.url, response.status))
        elif response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")


Visit = Callable[..., Page]
Stroll = Callable[..., tuple[Page, Watched]]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=30_000)  # a machine that does other things too is slow, not wrong
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def school(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Any, compiled_templates: BytecodeCache
) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrivals, "PART", 8)  # lists that go on have a second page, and none is long
        world = make_world(folder, empty_database)
        patch.setattr(finding, "PER_PAGE", 6)
        patch.setattr(courses, "CARDS", 4)
        with served(folder, compiled_templates) as site:
            yield School(site, world)


@pytest.fixture(scope="package")
def new_school(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Any, compiled_templates: BytecodeCache
) -> Iterator[School]:
    """An installation that has just been started for the first time."""
    folder = tmp_path_factory.mktemp("new-school")
    token = make_empty_world(folder, empty_database)
    with served(folder, compiled_templates) as site:
        yield School(site, World({"setup": token}, {"visitor": []}))


def open_page(browser: Browser, school: School, who: str, **options: Any) -> Page:
    context = browser.new_context(viewport=options.pop("viewport", WIDE), **options)
    visitor = school.world.visitors[who]
    if visitor:
        context.add_cookies([school.site.cookie_of(visitor)])  # type: ignore[list-item]
    context.set_default_timeout(30_000)
    return context.new_page()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page in a profile of its own: `visit(school, "lin")`; keywords go to the context."""
    pages: list[Page] = []

    def opened(school: School, who: str = "visitor", **options: Any) -> Page:
        pages.append(open_page(browser, school, who, **options))
        return pages[-1]

    yield opened
    for page in pages:
        page.context.close()


@pytest.fixture(scope="package")
def stroll(browser: Browser) -> Iterator[Stroll]:
    """One lasting page for each visitor, for tests that look at very many: wide, and light unless left in the dark."""
    pages: dict[tuple[str, str], tuple[Page, Watched]] = {}

    def page_of(school: School, who: str, *, as_left: bool = False) -> tuple[Page, Watched]:
        if (school.url, who) not in pages:
            opener = open_page(browser, school, who)
            opener.goto(school.url + AXE_PAGE)
            with opener.expect_popup() as opened:
                opener.evaluate("open('about:blank'), null")
            page = opened.value
            page.on("dialog", lambda dialog: dialog.accept())  # leaving a question half written
            pages[school.url, who] = page, Watched(school.url).attach(page)
        page, watched = pages[school.url, who]
        watched.forget()
        if page.viewport_size != WIDE:
            page.set_viewport_size(WIDE)
        if not as_left:
            page.emulate_media(color_scheme="light")
        return page, watched

    yield page_of
    for page, _ in pages.values():
        page.context.close()

"""Pictures of a live room in every state, for everybody's screen: `python -m tests.browser.live_screenshots FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from quizapp.store.engine import open_store
from quizapp.store.migrate import upgrade
from tests.browser.conftest import ARGUMENTS, School, chromium_path, open_page
from tests.browser.live_rooms import STATES
from tests.browser.site import served
from tests.browser.world import make_world

PHONE: ViewportSize = {"width": 390, "height": 760}
DESK: ViewportSize = {"width": 1280, "height": 900}
WALL: ViewportSize = {"width": 1280, "height": 720}

VIEWS: Mapping[str, tuple[str, str, ViewportSize]] = {
    "learner": ("heron", "live.play", PHONE),
    "host": ("amira", "live_host.panel", DESK),
    "screen": ("visitor", "live_screen.screen", WALL),
    "remote": ("visitor", "live_screen.remote", PHONE),
}


def take(browser: Browser, school: School, folder: Path, *, scheme: str = "light") -> None:
    for view, (who, endpoint, size) in VIEWS.items():
        page = open_page(browser, school, who, viewport=size, color_scheme=scheme)
        for state in [*STATES, "letters"]:
            if view == "remote" and state not in ("lobby", "answer"):
                continue
            names = {"room_id": f"{state} room"}
            if endpoint.startswith("live_screen"):
                names["token"] = f"{state} {view}"
            page.goto(school.address(endpoint, **names))
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"{view}-{state.replace(' ', '-')}.png", full_page=view != "screen")
        page.context.close()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    scheme = sys.argv[2] if len(sys.argv) > 2 else "light"
    with TemporaryDirectory() as here, sync_playwright() as playwright:
        empty = Path(here) / "empty.db"
        store = open_store(f"sqlite:///{empty}")
        upgrade(store.engine)
        store.close()
        world = make_world(Path(here) / "world", empty)
        with served(Path(here) / "world") as site:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
            take(browser, School(site, world), folder, scheme=scheme)
            browser.close()


if __name__ == "__main__":
    main()

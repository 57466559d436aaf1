"""What instructors type into the form of a question, and what they read afterwards."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

from quizapp.store import BankPage

TYPED = {
    "page_course": "shared",
    "kind": "single",
    "stem": "Which river flows through Celle?",
    "options-0-text": "The Aller",
    "options-0-is_key": "y",
    "options-0-rationale": "Celle lies on it.",
    "options-1-text": "The Oker",
    "options-1-rationale": "It ends before Celle.",
    "explanation": "The Aller passes the castle.",
    "tags": "Rivers, Towns",
    "level": "remember",
}


def typed(where: BankPage, /, **changes: Any) -> dict[str, Any]:
    return {"page": where.public_id, **TYPED} | {name.replace("__", "-"): value for name, value in changes.items()}


def text(reply: TestResponse) -> str:
    return " ".join(reply.get_data(as_text=True).split())


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send back from the form as it is shown."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: dict[str, Any] = {}
            self.area = self.choice = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            a = dict(attrs)
            name = a.get("name") or ""
            if tag == "textarea":
                self.area, self.found[name] = name, ""
            elif tag == "select":
                self.choice, self.found[name] = name, ""
            elif tag == "option" and "selected" in a:
                self.found[self.choice] = a.get("value") or ""
            elif tag == "input" and ("checked" in a or a.get("type") not in ("file", "radio", "checkbox")):
                self.found[name] = a.get("value") or ""

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                area = self.found[self.area].removeprefix("\r\n")
                self.found[self.area] = area.replace("\n", "\r\n")
                self.area = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                self.found[self.area] += data

    reader = Reader()
    reader.feed(html[html.index("data-authoring") : html.index('class="preview"')])
    return reader.found

"""Where a question comes from, as a line for formats that have no field for it, and its way back out of the text."""

from __future__ import annotations

import re

from quizapp.formats.markup.writer import escape
from quizapp.formats.report import Entry, Ledger

_LINE = re.compile(r"\s*<p class=\"quizapp-source\">((?:[^<]|<br ?/?>){0,6000})</p>\s*\Z")


def source_text(entry: Entry) -> str:
    """`Source: title, publisher, date, address. “Quote” (paragraph 3)`; empty where nothing is known."""
    if entry.head is None:
        return ""
    head = entry.head
    said = [head.title, head.source, head.publisher, head.published, head.url, head.license]
    said += [f"as of {as_of}"] if (as_of := entry.item.as_of or head.as_of) else []
    proven = [
        " ".join([*(f"“{' '.join(quote.split())}”" for quote in fact.quotes), *(f"({place})" for place in fact.places)])
        for fact in entry.facts
    ]
    return "Source: " + ". ".join([", ".join(part for part in said if part), *(part for part in proven if part)])


def told_source(entry: Entry) -> str:
    """The same for texts that learners read: empty where the page has nothing but a name, which is no source."""
    head = entry.head
    known = head and (head.source or head.publisher or head.published or head.url or head.article or head.license)
    return source_text(entry) if known or any(fact.quotes for fact in entry.facts) else ""


def source_html(entry: Entry) -> str:
    text = told_source(entry)
    return f'<p class="quizapp-source">{escape(text)}</p>' if text else ""


def tell_source(entry: Entry, ledger: Ledger, where: str) -> None:
    """Note that source and facts stand in another field."""
    if not told_source(entry):
        return
    for field, said in (("source", entry.head), ("facts", entry.facts), ("as_of", entry.item.as_of)):
        if said:
            ledger.lose(entry, field, f"moved to the end of {where}")


def without_source(html: str) -> str:
    """The text without the line that `source_html` added at its end."""
    at = html.rfind('<p class="quizapp-source">')
    return html[:at].rstrip() if at >= 0 and _LINE.match(html, at) else html

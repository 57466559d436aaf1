"""Links from the questions of a quiz to the paragraphs of its article."""

from __future__ import annotations

import re

from markupsafe import Markup

_TAG = re.compile(r"(<[^>]*>)")
_PLACE = re.compile(r"\b[Pp]aragraphs? (\d{1,4})\b")
_LEFT = frozenset(("a", "label", "mark", "code", "pre", "textarea", "math"))
"""What is a link or chosen by a click already, and what is quoted: the article may speak of paragraphs itself."""


def paragraphs_linked(html: Markup, address: str, *, apart: bool = False) -> Markup:
    """A rendered question in which "paragraph 5" leads to that paragraph of the article at the address.

    Without an address it stays as it is. `apart` opens it beside the page, which may hold answers not sent yet.
    """
    if not address:
        return html
    opened = ' target="_blank" rel="opener"' if apart else ""
    told = '<span class="visually-hidden" data-apart> (in a new window)</span>' if apart else ""

    def link(found: re.Match[str]) -> Markup:
        start = Markup('<a href="{}#paragraph-{}"').format(address, found[1])
        return start + Markup(f"{opened}>") + Markup(found[0]) + Markup(f"{told}</a>")

    parts, within = [], 0
    for part in _TAG.split(str(html)):
        if not part.startswith("<"):
            parts.append(part if within else _PLACE.sub(link, part))
            continue
        name = re.match(r"</?([a-z]+)", part)
        if name and name[1] in _LEFT:
            within += -1 if part.startswith("</") else 1
        parts.append(part)
    return Markup("".join(parts))

"""Whether a text is a page of Markdown with quizzes between `<quiz>` and `</quiz>`: it may begin like XML."""

from __future__ import annotations

import re

_BLOCK = re.compile(
    r"^[ \t]*<quiz>[ \t]*\n(?:(?![ \t]*<(?:/?quiz>|question\b)).*\n){1,200}?[ \t]*[-*+][ \t]+\[[ xX]?\][ \t]"
    r"|^[ \t]*<\?quiz\?>[ \t]*\n[ \t]*question:",
    re.M,
)


def holds(text: str) -> bool:
    """Whether a text is such a page."""
    return _BLOCK.search(text.replace("\r\n", "\n")) is not None

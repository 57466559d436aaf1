"""Our note type in Anki: its fields, its one card, and how it looks."""

from __future__ import annotations

NAME = "quizapp question"
MODEL_ID = 1_719_340_001
"""Fixed, so that a second import finds the same note type."""

LETTERS = "ABCDEFGH"
FIELDS = (
    "Uid", "Title", "Bank", "Kind", "Stem", *LETTERS, "Key", *(f"Rationale {letter}" for letter in LETTERS),
    "Explanation", "Source",
)  # fmt: skip

_OPTIONS = "".join(
    f'{{{{#{letter}}}}}<div class="option o{letter}"><b>{letter}</b> {{{{{letter}}}}}</div>{{{{/{letter}}}}}'
    for letter in LETTERS
)
_RATIONALES = "".join(
    f"{{{{#Rationale {letter}}}}}<div><b>{letter}</b> {{{{Rationale {letter}}}}}</div>{{{{/Rationale {letter}}}}}"
    for letter in LETTERS
)
FRONT = f'<div class="stem">{{{{Stem}}}}</div>{_OPTIONS}'
BACK = (
    f"{{{{FrontSide}}}}<hr id=answer><div class=key>{{{{Key}}}}</div>{_RATIONALES}"
    "{{#Explanation}}<div>{{Explanation}}</div>{{/Explanation}}"
    "{{#Source}}<div class=source>{{Source}}</div>{{/Source}}"
)
CSS = (
    ".card { font: 20px/1.5 sans-serif; text-align: left; max-width: 36em; margin: 1em auto; }"
    " .option { margin: .5em 0; } .key { font-weight: bold; font-size: 1.3em; } .source { font-size: .8em; }"
    " img { max-width: 100%; } pre { overflow-x: auto; }"
)

"""Options with what H5P's text editor writes behind them: `*Paris:a tip:Well done!:It was Paris.`

The first words are the option; then come a tip, what is said to whoever chose it, and to whoever did not.
"""

from __future__ import annotations

import re

from quizapp.formats.text.draft import Draft

_TAILED = re.compile(r"(\*?)([^:]*[^:\s]):([^:]*):([^:]*)(?::([^:]*))?")
_BRACED = re.compile(
    r"(.*\S)[ \t]+\{\{[ \t]*(?:(?:label|selected)[ ]?:+[ \t]*([^{}]*[^\s{}])|([^{}]*[^\W\d_]{2}[.!?…]))[ \t]*\}\}",
    re.S,
)
"""As edX has what is said to whoever chose it: `( ) red {{No, blue.}}`. `x^{{2}}` and `{{ name }}` are its text."""
_LONGEST = 2_000
_WORDS = re.compile(r"(?:[^\W_]|[¡¿\"“„'(])(?=.*[ .!])|[^\W\d_]{2,}\Z|\Z")
_SENTENCE = re.compile(r"\w[.!]?[ ]\S|[.!]\Z")
"""Words to a person; what stands behind colons in code or in a time is none."""


def cut(draft: Draft) -> dict[str, str]:
    """Take the tails off the lines of a question, and say what is said of each option: by its text."""
    if draft.options or not draft.stem:
        return {}
    stem, *below = draft.stem
    starred = [line.startswith("*") for line in below]
    found = [_TAILED.fullmatch(line) for line in below]
    tails = [one for one in found if one]
    texts = [line.removeprefix("*") if one is None else one[2] for line, one in zip(below, found, strict=True)]
    said = [words.strip() for one in tails for words in one.groups("")[2:]]
    speaks = any(map(_SENTENCE.search, said)) and all(map(_WORDS.match, said))
    keyed = any(starred) and not all(starred) and len({*texts}) == len(texts)
    if not (keyed and speaks and any(one[4] for one in tails)):
        return {}
    draft.stem = [stem, *("*" * star + text for star, text in zip(starred, texts, strict=True))]
    if any(one[3].strip() or (one[5] or "").strip() for one in tails):
        draft.changes.append("tips, and what is said to whoever did not choose an option, were left out")
    return {one[2].strip(): one[4].strip() for one in tails if one[4].strip()}


def take_braced(draft: Draft) -> None:
    """Take what stands in double braces behind options for their reasons: what edX says, or sentences beside a mark."""
    found = [_BRACED.fullmatch(text) if len(text) < _LONGEST else None for text in draft.options]
    if any(draft.letters) or draft.rationales:
        return
    if any(re.search(r"\s\{\{", text) for one, text in zip(found, draft.options, strict=True) if not one):
        found = [one if one and one[2] else None for one in found]
    if draft.marked or any(one[2] for one in found if one):
        draft.rationales = {at: one[2] or one[3] for at, one in enumerate(found) if one}
        draft.options = [one[1] if one else text for one, text in zip(found, draft.options, strict=True)]

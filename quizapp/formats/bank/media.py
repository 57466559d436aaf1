"""Pictures on bank pages: `![alternative text](media/name.png)`. Whether the files exist is for others to see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.item import Item, fold
from quizapp.core.kinds.choice import MAX_OPTIONS
from quizapp.core.page import Page
from quizapp.formats.bank.fields import shown
from quizapp.formats.bank.shape import Draft
from quizapp.formats.bank.text import in_fences

_PICTURE = re.compile(r"(?<!\\)!\[([^\[\]\n]*)\](?:\(([^()\n]*)\)|\[[^\[\]\n]*\])")
_TARGET = re.compile(r"media/(?!.*\.\.)[^\s/\\]+(?:/[^\s/\\]+)*\.(?:png|jpe?g|webp|gif)")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_WRITE = "write a picture as `![what it shows](media/name.png)`"


def pictures(text: str) -> Iterator[tuple[int, str, str]]:
    """Each picture outside code as (line in the text, alternative text, target)."""
    if "![" not in text:
        return
    lines = text.split("\n")
    for place, (line, is_code) in enumerate(zip(lines, in_fences(lines), strict=True)):
        if not is_code:
            bare = _CODE_SPAN.sub("", line) if "`" in line else line
            yield from ((place, match[1], match[2] or "") for match in _PICTURE.finditer(bare))


def media_names(page: Page) -> tuple[str, ...]:
    """Names of all pictures on the page, rationales included, in order of first use: `media/map.png`."""
    texts = [text for question in page.questions for text in _texts(question.item)]
    return tuple(dict.fromkeys(target for text in texts for _, _, target in pictures(text)))


def _texts(item: Item) -> list[str]:
    rationales = [option.rationale for option in item.options] + [answer.rationale for answer in item.answers]
    return [item.stem, *(option.text for option in item.options), *rationales, item.explanation]


def picture_problems(draft: Draft) -> Iterator[tuple[int, str]]:
    """What is wrong with the pictures of a question, as (line, message)."""
    asked = [(draft.stem_at, draft.stem), *((line.at, line.text) for line in draft.options)]
    told = [(line.at, line.rationale) for line in (*draft.options, *draft.answers)]
    keys = _keys(draft)
    for hides_key, texts in ((True, asked), (False, [*told, (draft.explanation_at, draft.explanation)])):
        for at, text in texts:
            for place, alternative, target in pictures(text):
                if message := _problem(alternative, target, keys if hides_key else []):
                    yield at + place, message


def _problem(alternative: str, target: str, keys: list[str]) -> str:
    if not _TARGET.fullmatch(target.lower()) or not target.startswith("media/"):
        return f"{_WRITE}, a PNG, JPEG, WebP or GIF file below media/; found {shown(target or alternative)}"
    if not alternative.strip():
        return f"the picture {shown(target)} has no alternative text; write in the brackets what it shows"
    told = fold(alternative).casefold()
    for key in keys:
        if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", told):
            return f"the alternative text of {shown(target)} tells the key, {shown(key)}; describe what is seen"
    return ""


def _keys(draft: Draft) -> list[str]:
    """The texts that nobody may read out of a picture. Whether a statement is true is no such text."""
    if draft.kind == "true-false":
        return []
    keys = [line.text for line in draft.options if line.is_key] + [line.text for line in draft.answers]
    folded = [fold(re.split(r"\s*(?:±|\+/-|\.\.)", key)[0]).casefold() for key in keys]
    return [key for key in folded if key and len(key) < 200][:MAX_OPTIONS]  # a bound keeps long pages linear

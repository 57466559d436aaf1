"""Cards whose front lists options under its question and whose back names the right one, by label or in words."""

from __future__ import annotations

import re

from quizapp.core.item import Item, Option
from quizapp.formats.marks.true_false import looks_true_false
from quizapp.formats.markup import to_plain
from quizapp.formats.sheets.keys import by_place, by_words, within
from quizapp.formats.text.words import ANSWER, ARTICLE, EXPLANATION, IS, RIGHT, RIGHT_AFTER

LABEL = re.compile(r"\(?([A-Za-z]|\d{1,2})\\?[).][ \t]+(?=\S)")
_ANSWER = re.compile(rf"\s*(?:{ARTICLE}[ ])?(?:{RIGHT}[ ])?{ANSWER}(?:[ ]{RIGHT_AFTER})?(?:[ ]{IS})?[ ]?[:：]\s*", re.I)
_COUNT = re.compile(r"\b(?:how (?:many|much)|wie ?viele?|combien|cuánt[oa]s?|quant[ieo]s?|quantas)\b", re.I)
_WHY = re.compile(rf"\**{EXPLANATION}\**[ ]?[:：]\**\s*", re.I)


class Unnamed(Exception):
    """The front lists options, and the back says none of them, or two, or all."""


def listed(front: str, back: str) -> Item | None:
    """The question on the two sides of a card, in Markdown; None where the front does not end with a list of options.

    Raises Unnamed.
    """
    stem, options = _parted(front)
    if not options:
        stem, options = within(front, least=2)  # behind the question on its line
    if not stem or len(options) < 2 or not back.strip():
        return None
    first, _, rest = back.strip().partition("\n")
    said = to_plain(first)[0].strip(" \n.")
    if label := _ANSWER.match(said):
        said = said[label.end() :]
    words = by_words(said, [to_plain(option)[0].rstrip(" .") for option in options])
    places = by_place(said, len(options))
    if words and places and words != places:
        raise Unnamed("its back may be the label of one option or the words of another")
    if not (keys := words or places):
        raise Unnamed("its front lists options and its back names none of them")
    if places and not words and said.isdecimal() and _COUNT.search(stem):
        raise Unnamed("its back may be a number or the label of an option")
    if len(keys) == len(options):  # it may put them in order
        raise Unnamed("its back names all options on its front")
    kind = "multiple" if len(keys) > 1 else "true-false" if looks_true_false(options) else "single"
    shown = tuple(Option(option, at in keys) for at, option in enumerate(options))
    return Item(kind, stem, shown, explanation=_WHY.sub("", rest.strip(), count=1))


def _parted(front: str) -> tuple[str, list[str]]:
    """What stands above the last list that begins with `A` or `1` and goes on to the end, and the texts in the list."""
    lines = front.split("\n")
    labels = [LABEL.match(line) for line in lines]
    begins = [at for at, label in enumerate(labels) if label and label[1] in ("A", "a", "1")]
    if not begins:
        return front, []
    options: list[list[str]] = []
    for line, label in zip(lines[begins[-1] :], labels[begins[-1] :], strict=True):
        if label and label[1] in (str(len(options) + 1), chr(ord("a") + len(options)), chr(ord("A") + len(options))):
            options.append([line[label.end() :]])
        elif line.strip() and options[-1][-1].strip():
            options[-1].append(line.strip(" "))
        elif line.strip():
            return front, []  # more of the question below the list
        else:
            options[-1].append("")
    return "\n".join(lines[: begins[-1]]).strip(), ["\n".join(option).strip() for option in options]

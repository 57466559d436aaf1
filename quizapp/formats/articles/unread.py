"""What stands on a web page and is not to be read in its article: what nobody sees, notes, and words repeated large.

Text that is hidden (scripts, comments, `display: none`, white on white) never becomes part of an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from quizapp.formats.articles import LeftOut

SHOWN = 300
"""Letters that are shown of what was left out."""
_MACHINERY = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "select")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:px|pt|em|%)?\s*"
    r"(?:;|$)|(?<![-\w])(?:text-indent|left|top)\s*:\s*-\d{3,}|(?<![-\w])color\s*:\s*transparent",
    re.I,
)
_AS_WHITE = r"\s*(?:#fff(?:fff)?\b|white\b|rgba?\(255,\s*255,\s*255)"
_WHITE = re.compile(rf"(?<![-\w])color\s*:{_AS_WHITE}", re.I)
_GROUND = re.compile(rf"background(?:-color)?\s*:(?!{_AS_WHITE}|\s*(?:transparent|none|inherit)\b)", re.I)
"""White words hide on a page, but not on a ground of their own."""
_HIDING_BY_RULE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
"""What hides by a style sheet for sure: a colour may stand on a dark ground, a place be that of a wide picture."""
_SHOWING = re.compile(r"(?:^|;)\s*(?:display|visibility)\s*:", re.I)
_FOR_EARS = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
"""Classes of text that is read aloud only."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_MOST_HIDDEN = 0.5
"""Share of a page that its style sheet hides at most: of more it is a script that shows it."""
_NOTES = frozenset("references reflist footnote footnotes endnote endnotes".split())
_BACK_TO_ITS_MARK = re.compile(r"[^#]*#(?:cite_?|fn|note)?-?ref(?:[-_:\d]|$)", re.I)
_SIGN_OF_BACK = re.compile(r"(?:[\W_]|\b(?:back|jump up|return|[a-z])\b)*", re.I)
"""↑, ^, "back", or the letters of several marks."""
_CODE = re.compile(r"[{}]\s*$|\w\([^)]*\)[\s;:]*$|\s[-+*/:]?=\s|[=!<>]=|[-=]>|^\s*(?:[$#@<]|//|import\s)")
_QUOTES = re.compile("[\"“”„«»‘’']")
_PULLED = re.compile(r"\bpull[-_]?(?:ed[-_]?)?quote", re.I)
_LEAST_QUOTED = 4
"""Words of a quotation from which it is no accident that they stand in the article, too."""


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def take_out(tree: Any) -> Iterator[LeftOut]:
    """Remove it; yields what said something."""
    ruled = _hidden_by_rule("".join(str(style.text or "") for style in tree.iter("style")))
    for comment in tree.xpath("//comment() | //processing-instruction()"):
        if len(words := " ".join(str(comment.text or "").split())) > 20:
            yield LeftOut("comment", words[:SHOWN])
        if comment.getparent() is not None:  # one before <html> or behind it is no part of the tree
            comment.drop_tree()
    for element in list(tree.iter(*_MACHINERY)):
        if element.getparent() is not None:
            if element.tag in ("script", "style"):
                reason = "script" if element.tag == "script" else "style sheet"
                yield LeftOut(reason)
            element.drop_tree()
    yield from _without(tree, _is_hidden, "hidden text")
    if ruled:
        sheet = _outermost(tree, lambda element: bool(_names(element) & ruled))
        if sum(len(text_of(element)) for element in sheet) <= _MOST_HIDDEN * len(text_of(tree)):
            yield from _dropped(sheet, "hidden text")
    yield from _without(tree, _is_note, "note")
    yield from _without(tree, _is_code, "code")
    yield from _without(tree, _is_line_of_links, "links")
    yield from _without(tree, lambda element: _PULLED.search(element.get("class") or "") is not None, "pull quote")
    yield from _dropped(_said_again(tree), "pull quote")


def _parts(tree: Any) -> Iterator[Any]:
    return (element for element in tree.iterdescendants() if element.tag not in ("body", "head"))


def _outermost(tree: Any, is_out: Callable[[Any], bool]) -> list[Any]:
    """What is out, without what is within another that is."""
    out = [element for element in _parts(tree) if is_out(element)]
    gone = set(out)
    return [element for element in out if gone.isdisjoint(element.iterancestors())]


def _without(tree: Any, is_out: Callable[[Any], bool], reason: str) -> Iterator[LeftOut]:
    """Remove what is out, each with all that is within."""
    return _dropped(_outermost(tree, is_out), reason)


def _dropped(elements: Sequence[Any], reason: str) -> Iterator[LeftOut]:
    for element in elements:
        if words := text_of(element):
            yield LeftOut(reason, words[:SHOWN])
        element.drop_tree()


def _hidden_by_rule(css: str) -> set[str]:
    """The selectors that style sheets hide on every screen; the last rule tells."""
    hidden = set[str]()
    for rule in _AT_RULE.sub("", _COMMENT.sub("", css)).split("}"):
        selectors, _, does = rule.partition("{")
        for one in map(str.strip, selectors.split(",")):
            if _HIDING_BY_RULE.search(does):
                hidden.add(one)
            elif _SHOWING.search(does):
                hidden.discard(one)
    return hidden


def _is_hidden(element: Any) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    style = str(element.get("style") or "")
    white = _WHITE.search(style) is not None and _GROUND.search(style) is None
    return white or _HIDING.search(style) is not None or not _FOR_EARS.isdisjoint(_classes(element))


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _names(element: Any) -> set[str]:
    """The simple selectors, `.class`, `#id` or `p.class`, by which a style sheet may call an element."""
    names = [*(f".{name}" for name in _classes(element)), f"#{element.get('id')}"]
    return {*names, *(element.tag + name for name in names)}


def _is_note(element: Any) -> bool:
    """Whether it is the list of notes or references that a page ends with, or a note that leads back to its mark."""
    if element.tag == "li":
        return any(
            _BACK_TO_ITS_MARK.match(link.get("href") or "") and _SIGN_OF_BACK.fullmatch(text_of(link))
            for link in element.iter("a")
        )
    called = [*_classes(element), *(str(element.get(name) or "") for name in ("role", "epub:type"))]
    return element.tag in ("ol", "ul", "div", "section", "aside") and any(
        name.removeprefix("doc-") in _NOTES for name in called
    )


def _is_line_of_links(element: Any) -> bool:
    """Whether it leads elsewhere, "Read more: …" or "Topics: …": no sentence, and most of it is links."""
    if element.tag != "p" or (words := text_of(element))[-1:] in tuple(".!?:,;”\"’"):
        return False
    return sum(len(text_of(link)) for link in element.iter("a")) > 0.5 * len(words)


def _is_code(element: Any) -> bool:
    """Whether it is code, and no text that was typed: by its marks within lines, or by most of its lines."""
    if element.tag != "pre":
        return False
    lines = [line for line in str(element.text_content()).split("\n") if line.strip()]
    marked = any(child.tag in ("code", "span", "kbd", "samp") for child in element)
    return marked or 2 * sum(_CODE.search(line) is not None for line in lines) > len(lines)


def _said_again(tree: Any) -> list[Any]:
    """The quotations that repeat words of the article in large print. Of those that stand in quotations alone, a motto
    or a refrain, the first is none."""
    whole, again, times = _said(tree), list[Any](), Counter[str]()
    for element in reversed(_outermost(tree, lambda element: element.tag in ("blockquote", "aside"))):
        words = _said(element)
        if len(words.split()) >= _LEAST_QUOTED and whole.count(words) - times[words] > 1:
            again.append(element)
            times[words] += 1
    return again


def _said(element: Any) -> str:
    return _QUOTES.sub("", text_of(element)).strip(" .…-–—").casefold()

"""What stands on a web page and is not to be read in its article: what nobody sees, notes, and words repeated large.

Text that is hidden (scripts, comments, `display: none`, white on white) never becomes part of an article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from quizapp.formats.articles import LeftOut

SHOWN = 300
"""Letters that are shown of what was left out."""
_MACHINERY = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "select")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:px|pt|em|%)?\s*"
    r"(?:;|$)|(?:text-indent|left|top)\s*:\s*-\d{3,}|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?|white|transparent|"
    r"rgba?\(255,\s*255,\s*255)",
    re.I,
)
_FOR_EARS = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
"""Classes of text that is read aloud only."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?[.#]-?[_a-zA-Z][\w-]*")
_MOST_HIDDEN = 0.5
"""Share of a page that its style sheet hides at most: of more it is a script that shows it."""
_NOTES = frozenset("references reflist footnote footnotes endnote endnotes".split())
_BACK_TO_ITS_MARK = re.compile(r"#(?:cite_?|fn|note)?-?ref", re.I)
_QUOTES = re.compile("[\"“”„«»‘’']")
_PULLED = re.compile(r"\bpull[-_]?(?:ed[-_]?)?quote", re.I)
_LEAST_QUOTED = 4
"""Words of a quotation from which it is no accident that they stand in the article, too."""


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def take_out(tree: Any) -> Iterator[LeftOut]:
    """Remove it; yields what said something."""
    ruled = {name for style in tree.iter("style") for name in _hidden_by_rule(str(style.text or ""))}
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
        sheet = [element for element in _parts(tree) if _names(element) & ruled]
        if sum(len(text_of(element)) for element in sheet) <= _MOST_HIDDEN * len(text_of(tree)):
            yield from _without(tree, lambda element: bool(_names(element) & ruled), "hidden text")
    yield from _without(tree, _is_note, "note")
    yield from _without(tree, lambda element: element.tag == "pre" and len(element) > 0, "code")
    yield from _without(tree, _is_line_of_links, "links")
    whole = _said(tree)
    yield from _without(tree, lambda element: _is_pull_quote(element, whole), "pull quote")


def _parts(tree: Any) -> Iterator[Any]:
    return (element for element in tree.iterdescendants() if element.tag not in ("body", "head"))


def _without(tree: Any, is_out: Callable[[Any], bool], reason: str) -> Iterator[LeftOut]:
    """Remove what is out, each with all that is within."""
    out = [element for element in _parts(tree) if is_out(element)]
    gone = set(out)
    for element in out:
        if gone.isdisjoint(element.iterancestors()):
            if words := text_of(element):
                yield LeftOut(reason, words[:SHOWN])
            element.drop_tree()


def _hidden_by_rule(css: str) -> Iterator[str]:
    """The simple selectors, `.class`, `#id` or `p.class`, that a style sheet hides on every screen."""
    for rule in _AT_RULE.sub("", _COMMENT.sub("", css)).split("}"):
        selectors, _, does = rule.partition("{")
        if _HIDING.search(does):
            yield from (one.strip() for one in selectors.split(",") if _SIMPLE.fullmatch(one.strip()))


def _is_hidden(element: Any) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    return _HIDING.search(element.get("style") or "") is not None or not _FOR_EARS.isdisjoint(_classes(element))


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _names(element: Any) -> set[str]:
    """The selectors by which a style sheet may call an element."""
    names = [*(f".{name}" for name in _classes(element)), f"#{element.get('id')}"]
    return {*names, *(element.tag + name for name in names)}


def _is_note(element: Any) -> bool:
    """Whether it is the list of notes or references that a page ends with, or a note that leads back to its mark."""
    if element.tag == "li":
        return any(_BACK_TO_ITS_MARK.search(link.get("href") or "") for link in element.iter("a"))
    called = [*_classes(element), *(str(element.get(name) or "") for name in ("role", "epub:type"))]
    return element.tag in ("ol", "ul", "div", "section", "aside") and any(
        name.removeprefix("doc-") in _NOTES for name in called
    )


def _is_line_of_links(element: Any) -> bool:
    """Whether it leads elsewhere, "Read more: …" or "Topics: …": no sentence, and most of it is links."""
    if element.tag != "p" or (words := text_of(element))[-1:] in tuple(".!?:,;”\"’"):
        return False
    return sum(len(text_of(link)) for link in element.iter("a")) > 0.5 * len(words)


def _is_pull_quote(element: Any, whole: str) -> bool:
    """Whether it repeats words of the article in large print: by its name, or because they stand there, too."""
    if _PULLED.search(element.get("class") or ""):
        return True
    if element.tag not in ("blockquote", "aside"):
        return False
    words = _said(element)
    return len(words.split()) >= _LEAST_QUOTED and whole.count(words) > 1


def _said(element: Any) -> str:
    return _QUOTES.sub("", text_of(element)).strip(" .…-–—").casefold()

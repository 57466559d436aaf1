"""One tree for every spelling of QTI: namespaces and prefixes gone, names of 3.0 turned into those of 2.x.

`<qti-choice-interaction max-choices="1">`, `<imsqti:choiceInteraction maxChoices="1">` and
`<choiceInteraction maxChoices="1">` give the same `Node`, so that one reader serves all versions and all exporters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
_KEBAB = re.compile(r"-([a-z0-9])")


@dataclass(slots=True)
class Node:
    """An element: its local name, attributes by local name, children (elements and texts) and line in the file."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    line: int = 0

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    @property
    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """All text inside, tags ignored."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> Iterator[Node]:
        """This element and all inside it, in the order of the file."""
        waiting = [self]  # a generator within a generator would cost each element its depth
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def all(self, *names: str) -> list[Node]:
        """All elements inside with one of the names, in the order of the file."""
        found: list[Node] = []
        _gather(self, names, found)
        return found

    def first(self, *names: str) -> Node | None:
        return next((node for node in self.walk() if node.name in names and node is not self), None)

    def child(self, *names: str) -> Node | None:
        return next((node for node in self.elements if node.name in names), None)


def _gather(node: Node, names: tuple[str, ...], found: list[Node]) -> None:
    """As deep as the file nests, which is bounded where it is parsed; each question is searched a hundred times."""
    for child in node.children:
        if child.__class__ is Node:
            if child.name in names:
                found.append(child)
            if child.children:
                _gather(child, names, found)


def local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def camel(name: str) -> str:
    return _KEBAB.sub(lambda match: match[1].upper(), name)


def tree(element: Any) -> Node:
    """The tree of QTI 2.x or 3.0 below an lxml element. Comments and processing instructions vanish."""
    return _tree(element, _Names(lower=False))


def lower_tree(element: Any) -> Node:
    """As `tree` for QTI 1.2, whose names are lower case by the standard and sometimes not in files."""
    return _tree(element, _Names(lower=True))


class _Names:
    """Names as the readers know them; a file has few and uses them in thousands of places."""

    def __init__(self, *, lower: bool) -> None:
        self._lower = lower
        self._elements: dict[str, tuple[str, bool]] = {}
        self._attributes: dict[tuple[str, bool], str] = {}

    def element(self, tag: str) -> tuple[str, bool]:
        """The name of an element, and whether it is spelled as QTI 3.0 does."""
        if (found := self._elements.get(tag)) is None:
            name = local(tag)
            ours = not self._lower and name.startswith("qti-")
            found = intern(name.lower() if self._lower else camel(name[4:]) if ours else name), ours
            self._elements[tag] = found
        return found

    def attribute(self, key: str, ours: bool) -> str:
        if (found := self._attributes.get((key, ours))) is None:
            name = local(key)
            if self._lower:
                name = name.lower()
            elif ours and not name.startswith(("data-", "aria-")):
                name = camel(name)
            found = self._attributes[key, ours] = intern(name)
        return found


def _tree(element: Any, names: _Names) -> Node:
    name, ours = names.element(element.tag)
    attrs = {names.attribute(key, ours): value for key, value in element.items()}
    node = Node(name, attrs, [], element.sourceline or 0)
    children = node.children
    if text := element.text:
        children.append(text)
    for child in element:
        if isinstance(child.tag, str):
            children.append(_tree(child, names))
        if tail := child.tail:
            children.append(tail)
        child.clear()  # two trees of a large file take twice the memory
    return node


Replace = Callable[[Node], str | None]


def inner_html(node: Node, replace: Replace = lambda node: None) -> str:
    """The content as HTML. `replace` may give other HTML for an element inside; None keeps it as it is."""
    return "".join(
        html.escape(child, quote=False) if isinstance(child, str) else outer_html(child, replace)
        for child in node.children
    )


def outer_html(node: Node, replace: Replace = lambda node: None) -> str:
    other = replace(node)
    if other is not None:
        return other
    attrs = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attrs.items())
    if node.name in VOID:
        return f"<{node.name}{attrs}>"
    return f"<{node.name}{attrs}>{inner_html(node, replace)}</{node.name}>"

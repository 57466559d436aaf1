"""Trees as QTI text: 2.1 as they are, 3.0 with `qti-` names and kebab-case attributes; and our HTML as trees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizapp.formats.files.safe_xml import clean, escaped
from quizapp.formats.markup.scan import KNOWN, VOID, events
from quizapp.formats.qti.shared.node import Node

_CAPITAL = re.compile(r"[A-Z]")
_INLINE = frozenset(("simpleChoice", "prompt", "modalFeedback", "contentBody", "value", "baseValue"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """One version of QTI: the names and addresses that files of it carry."""

    name: str
    namespace: str
    schema: str
    templates: str
    template_ending: str
    item_type: str
    test_type: str
    manifest: str
    manifest_schema: str
    package: str
    package_version: str
    kebab: bool


QTI21 = Spelling(
    name="qti21",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    template_ending="",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
    manifest_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    package="QTIv2.1 Package",
    package_version="1.0.0",
    kebab=False,
)
QTI30 = Spelling(
    name="qti30",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    template_ending=".xml",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    manifest_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    package="QTI Package",
    package_version="3.0.0",
    kebab=True,
)


def q(name: str, *children: Node | str | None, **attrs: str) -> Node:
    """An element; children that are None vanish. `class_` stands for the attribute `class`, `xml_lang` for its own."""
    named = {key.rstrip("_").replace("xml_", "xml:"): value for key, value in attrs.items()}
    return Node(name, named, [child for child in children if child is not None])


def html_nodes(html: str, *, inline: bool = False) -> list[Node | str]:
    """The nodes of HTML that our own engine wrote, with what the QTI schemas do not allow put into other words.

    `inline` keeps white space between the outermost nodes, which counts there and does not between blocks.
    """
    root = Node("")
    stack = [root]
    for event in events(html):
        if event.kind == "text":
            stack[-1].children.append(clean(event.text))
        elif event.kind == "start":
            attrs = {name: value for name, value in event.attributes.items() if name not in ("style", "tabindex")}
            node = Node(event.text, attrs)
            if event.text in ("s", "del"):
                node = Node("span", {"class": "strike"})
            stack[-1].children.append(node)
            if event.text not in VOID:
                stack.append(node)
        elif len(stack) > 1:
            stack.pop()
    if inline:
        return root.children
    return [child for child in root.children if isinstance(child, Node) or child.strip()]


def written(root: Node, spelling: Spelling) -> bytes:
    """An XML file with this element as its root, under the namespace of the version."""
    root.attrs = {
        "xmlns": spelling.namespace,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{spelling.namespace} {spelling.schema}",
    } | root.attrs
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, spelling.kebab, 0, parts, inline=False)
    return "".join(parts).encode()


def _write(node: Node, kebab: bool, depth: int, parts: list[str], *, inline: bool) -> None:
    html = node.name in KNOWN
    name = node.name if html or not kebab else "qti-" + _kebab(node.name)
    pad = "" if inline else " " * depth
    attrs = "".join(
        f' {_kebab(key) if kebab and not html and not key.startswith(("xmlns", "xsi:")) else key}="{escaped(value)}"'
        for key, value in node.attrs.items()
    )
    end = "" if inline else "\n"
    if not node.children:
        parts.append(f"{pad}<{name}{attrs}/>{end}")
        return
    within = inline or html or node.name in _INLINE or any(isinstance(child, str) for child in node.children)
    parts.append(f"{pad}<{name}{attrs}>" + ("" if within else "\n"))
    for child in node.children:
        if isinstance(child, str):
            parts.append(escaped(child))
        else:
            _write(child, kebab, depth + 1, parts, inline=within)
    parts.append(f"{'' if within else pad}</{name}>{end}")


def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda match: f"-{match[0].lower()}", name)

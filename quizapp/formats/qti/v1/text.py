"""Texts of QTI 1.2: stems and options out of materials, flows and the extensions of several programs."""

from __future__ import annotations

import html as escaping

from quizapp.formats.markup import looks_like_html
from quizapp.formats.qti.shared.node import Node, outer_html
from quizapp.formats.qti.shared.text import Texts, in_a_paragraph

_MATTER = ("mattext", "matemtext", "matimage", "matbreak", "mat_formattedtext", "mataudio", "matvideo", "matapplet")
_NOT_STEM = ("response_label", "render_fib", "render_choice", "render_hotspot", "render_slider", "itemfeedback")


def stem_of(presentation: Node, texts: Texts) -> str:
    """What is shown before the options: all material outside of them, in the order of the file."""
    pieces: list[str] = []
    _gather(presentation, pieces, texts)
    return texts.html(_joined(pieces))


def material(node: Node, texts: Texts) -> str:
    """All material inside an element, as Markdown."""
    pieces = [_matter(one, texts) for one in node.all(*_MATTER)]
    return texts.html(_joined(pieces))


def trust_no_plain(item: Node, html: bool) -> None:
    """Where an item is of HTML but says text/plain (Sakai), let each text show what it is.

    `html` is what its metadata say; a question that stands as a whole in a paragraph of HTML says it too.
    """
    texts = [node for node in item.all("mattext") if node.get("texttype").strip().lower() == "text/plain"]
    presentation = item.first("presentation")
    asked = presentation.first("mattext") if presentation is not None else None
    if html or (asked is not None and asked in texts and in_a_paragraph(asked.text)):
        for node in texts:
            node.attrs["texttype"] = ""


def _gather(node: Node, pieces: list[str], texts: Texts) -> None:
    for child in node.elements:
        if child.name in _MATTER:
            pieces.append(_matter(child, texts))
        elif child.name not in _NOT_STEM:
            _gather(child, pieces, texts)


def _joined(pieces: list[str]) -> str:
    kept = [piece for piece in pieces if piece.strip()]
    return kept[0] if len(kept) == 1 else "".join(f"<div>{piece}</div>" for piece in kept)


def _matter(node: Node, texts: Texts) -> str:
    """A piece of material as HTML."""
    if node.name == "matbreak":
        return "<br>"
    if node.name == "matimage":
        source = node.get("uri") or node.get("entityref")
        if not source and node.text.strip():
            kind = node.get("imagtype") or "image/png"
            source = f"data:{kind};base64,{''.join(node.text.split())}"
        return f'<img src="{escaping.escape(source)}" alt="{escaping.escape(node.get("label"))}">' if source else ""
    if node.name in ("mataudio", "matvideo", "matapplet"):
        texts.change("a sound, film or program did not come along")
        return ""
    kind = (node.get("texttype") or node.get("type")).strip().lower()
    if node.elements:  # tags that were not escaped, or not all of them
        direct = "".join(child for child in node.children if isinstance(child, str))
        raw = in_a_paragraph(direct)
        return "".join(
            outer_html(child) if not isinstance(child, str) else child if raw else escaping.escape(child, quote=False)
            for child in node.children
        )
    text = node.text
    if node.name == "matemtext":
        return f"<em>{escaping.escape(text, quote=False)}</em>"
    if "html" in kind or "smart" in kind or (not kind.startswith("text/plain") and looks_like_html(text)):
        return text
    return escaping.escape(text.strip("\r\n"), quote=False).replace("\r\n", "\n").replace("\n", "<br>")

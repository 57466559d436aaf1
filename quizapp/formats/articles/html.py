"""An article on a web page: its prose, without the page around it and without what no reader can see.

What is left out is listed: a page that hides sentences may want to put them into questions.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import lxml.html
import trafilatura

from quizapp.core.errors import BadInput
from quizapp.formats.articles import ArticleText, LeftOut, decoded
from quizapp.formats.articles.notes import is_no_exponent, lowered, raised
from quizapp.formats.articles.unread import SHOWN, take_out, text_of

_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "figcaption", "button"})
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "figcaption", "td", "th"})
_NOTE = re.compile(r"\[?\s*(?:note |nb )?(\d{1,3}|[a-z*†‡§]{1,3})\s*\]?")
_LETTERS = re.compile(r"\[?[a-z](?:\s?,\s?[a-z])*\]?")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_BEHIND_A_STOP = re.compile(r"(?:[^\W\d_]{3}|\d{3})[.,;:!?”’\"')]+$|\[1\]$")
_BEHIND_A_WORD = re.compile(r"[^\W\d_A-Z]{3}$")
_OF_A_NOTE = re.compile(r"note|cite_ref|\breference\b|\b(?:fn|en|ref)[-_:]?\d", re.I)
_HIGH = re.compile(r"vertical-align\s*:\s*super", re.I)
_LOW = re.compile(r"vertical-align\s*:\s*sub\b", re.I)
_BREAK = "\u2424"
"""Stands where a new paragraph begins within an element; no page has it."""
_EMPTY_LINES = re.compile(r"\n\s*\n")
_BOUNDS = frozenset({"body", "table", "tr", "td", "th", "div", "center", "hr", "p", "ul", "ol", "li"})
_PUBLISHED = ("article:published_time", "og:article:published_time", "datePublished", "DC.date.issued", "date")


def read_html(data: bytes, name: str = "") -> ArticleText:
    """The article of a web page. Raises BadInput when there is none to be found."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    html, notes = _characters(data)
    try:
        tree = lxml.html.document_fromstring(html)
    except (lxml.etree.ParserError, ValueError):
        raise BadInput(f"{name or 'This page'} has no text; paste the article's text instead.") from None
    language = str(tree.get("lang") or "").split("-")[0].lower()
    published = _published(tree)
    unread = list(take_out(tree))
    _write_raised(tree)
    _write_breaks(tree)
    _write_quotes(tree)
    _write_tails(tree)
    blocks = [element for element in tree.iter(*_BLOCKS) if _leaf(element)]
    whole = [(element.tag, text_of(element)) for element in blocks]
    cleaned = lxml.html.tostring(tree, encoding="unicode")
    found = trafilatura.bare_extraction(
        cleaned, favor_recall=True, include_comments=False, include_tables=False, with_metadata=True
    )
    body = getattr(found, "body", None)
    parts = list(_paragraphs(body)) if body is not None else []
    if sum(len(part.split()) for part in parts) < 0.5 * sum(len(t.split()) for tag, t in whole if tag == "p"):
        parts = [
            _marked(element.tag, words) for element in blocks if (words := text_of(element)) and not _around(element)
        ]
    if not parts or _in_cells(whole, tree):  # a page without one paragraph mark: its text stands between blank lines
        parts = list(_stretches(tree))
    parts = [words for part in parts for words in _broken(part)]
    kept = " ".join(" ".join(parts).split())
    left_out = [*notes, *unread]
    left_out += [
        LeftOut(_why(tag), text[:SHOWN]) for tag, words in whole for text in _broken(words) if text not in kept
    ]
    return ArticleText(
        "\n\n".join(parts),
        title=str(getattr(found, "title", "") or tree.findtext(".//title") or ""),
        publisher=str(getattr(found, "sitename", "") or getattr(found, "author", "") or ""),
        published=published,
        url=str(getattr(found, "url", "") or ""),
        language=language if re.fullmatch("[a-z]{2,3}", language) else "",
        left_out=tuple(left_out),
    )


def _characters(data: bytes) -> tuple[str, tuple[LeftOut, ...]]:
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.I)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text, notes = data.decode(declared[1].decode()), ()
            return re.sub(r"^\s*<\?xml[^>]*>", "", text), notes
        except (LookupError, UnicodeDecodeError):
            pass
    text, why = decoded(data)
    return re.sub(r"^\s*<\?xml[^>]*>", "", text), why


def _write_breaks(tree: Any) -> None:
    """Write line breaks: two of them begin a paragraph, one stands between two words."""
    breaks = list(tree.iter("br"))
    second = [
        (above := one.getprevious()) is not None and above.tag == "br" and not (above.tail or "").strip()
        for one in breaks
    ]
    for one, again in zip(breaks, second, strict=True):
        one.tail = (_BREAK if again else " ") + (one.tail or "")
        one.drop_tag()


def _write_quotes(tree: Any) -> None:
    """Write the marks that browsers show around words that are quoted; typed text is none, and has empty lines."""
    for element in list(tree.iter("q")):
        element.text = f"“{element.text or ''}"
        element.tail = f"”{element.tail or ''}"
        element.drop_tag()
    for element in tree.iter("pre"):
        element.tag = "p"
        for part in element.iter():
            part.text = _EMPTY_LINES.sub(_BREAK, part.text or "")
            if part is not element:
                part.tail = _EMPTY_LINES.sub(_BREAK, part.tail or "")


def _write_tails(tree: Any) -> None:
    """Make a paragraph of the words that stand behind a list or paragraph within an item or quotation."""
    for element in list(tree.iter("li", "blockquote", "dd")):
        tail = None
        for child in list(element):
            if child.tag in _BLOCKS or child.tag in _BOUNDS or not _leaf(child):
                tail = element.makeelement("p")
                tail.text, child.tail = child.tail, None
                child.addnext(tail)
            elif tail is not None:
                tail.append(child)


def _write_raised(tree: Any) -> None:
    """Write raised and lowered figures as Unicode has them, and the mark of a note as [7]: both would become plain 7.

    Whether a raised figure is a power or the mark of a note is told later, from the text around it.
    """
    for link in list(tree.iter("a")):
        above = link.getparent()
        high = above is not None and above.tag == "sup" and text_of(above).strip("[] ") == text_of(link).strip("[] ")
        within = high or any(child.tag == "sup" for child in link)
        if _links_to_a_note(link) and (within or _OF_A_NOTE.search(_called(link))):
            _write_mark(above if high else link)
    lettered = any(
        text_of(element) in ("a", "[a]") and (not _just_before(element).strip() or _is_letter_of_a_note(element, True))
        for element in tree.iter("sup")
    )
    for element in list(tree.iter("sup", "sub", "span")):
        style = element.get("style") or ""
        high = element.tag == "sup" or _HIGH.search(style) is not None
        if element.getparent() is None or not (high or element.tag == "sub" or _LOW.search(style)):
            continue
        words = text_of(element)
        if high and (_OF_A_NOTE.search(_called(element)) or re.fullmatch("[*†‡§]{1,3}", words)):
            _write_mark(element)
        elif high and is_no_exponent(words, _just_before(element)):
            _write(element, f"[{words}]")
        elif high and _is_letter_of_a_note(element, lettered):
            _write(element, "[1]")
        elif high and words in ("o", "0", "º") and re.match(r"\s?[CF]\b", element.tail or ""):
            _write(element, "°")
        elif (written := raised(words) if high else lowered(words)) != words:
            _write(element, written)


def _called(element: Any) -> str:
    """What an element and its link are called: their class, id, role and target within a page."""
    target = (element.get("href") or "").partition("#")[2]
    return " ".join([target, *(element.get(name) or "" for name in ("class", "id", "role", "epub:type"))])


def _links_to_a_note(link: Any) -> bool:
    return "#" in (link.get("href") or "") and _NOTE.fullmatch(text_of(link)) is not None


def _write_mark(element: Any) -> None:
    """Write the mark of a note so that it is known by; at the beginning of its block it is the note itself."""
    note = _NOTE.fullmatch(text_of(element))
    if note and _behind_a_word(element):
        _write(element, f"[{note[1] if note[1].isdecimal() else 1}]")


def _behind_a_word(element: Any) -> bool:
    """Whether text stands before it in its block."""
    while element.tag not in _BLOCKS and (above := element.getparent()) is not None:
        before = element.itersiblings(preceding=True)
        if (above.text or "").strip() or any((one.tail or "").strip() or text_of(one) for one in before):
            return True
        element = above
    return False


def _is_letter_of_a_note(element: Any, lettered: bool) -> bool:
    """Whether raised letters mark a note: behind a stop, and behind a word where the page has a note a.

    Behind a figure or a few letters they belong to these: nᵒ, Mᵐᵉ, 1.ª, XIXᵉ.
    """
    before = _just_before(element)
    marks = _BEHIND_A_STOP.search(before.rstrip()) or (lettered and _BEHIND_A_WORD.search(before))
    letters = text_of(element)
    return bool(marks) and (_LETTERS.fullmatch(letters) is not None or (len(letters) > 1 and letters in _ALPHABET))


def _just_before(element: Any) -> str:
    """The end of the text right before it in the element it stands in."""
    before = element.getprevious()
    text = element.getparent().text if before is None else text_of(before) + (before.tail or "")
    return str(text or "")[-40:]


def _write(element: Any, text: str) -> None:
    """Put plain text in the place of an element."""
    for child in list(element):
        element.remove(child)
    element.text = text
    element.drop_tag()


def _leaf(element: Any) -> bool:
    return not any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str))


def _around(element: Any) -> bool:
    """Whether a block belongs to the page and not to the article: by its tags, or because it is mostly links."""
    if element.tag in ("td", "th", "figcaption") or any(above.tag in _AROUND for above in element.iterancestors()):
        return True
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return bool(linked > 0.5 * len(text_of(element)))


def _why(tag: str) -> str:
    if tag in ("td", "th"):
        return "table"
    return "caption" if tag == "figcaption" else "around the article (navigation, notices, other articles)"


def _marked(tag: str, text: str) -> str:
    if re.fullmatch("h[1-6]", tag):
        return f"{'#' * int(tag[1])} {text}"
    if tag == "blockquote":
        return f"> {text}"
    return f"- {text}" if tag in ("li", "dt", "dd") else text


def _paragraphs(body: Any) -> Iterator[str]:
    """What trafilatura kept, in its own small vocabulary: head, p, list and item, quote."""
    for element in body.iter("head", "p", "item", "quote", "ab"):
        words = " ".join(_own_words(element).split())
        if not words:
            continue
        if element.tag == "head":
            rank = str(element.get("rend") or "h2")
            yield f"{'#' * (int(rank[1]) if re.fullmatch('h[1-6]', rank) else 2)} {words}"
        else:
            quoted = element.tag == "quote" or any(above.tag == "quote" for above in element.iterancestors())
            yield f"- {words}" if element.tag == "item" else f"> {words}" if quoted else words


def _own_words(element: Any) -> str:
    """The words before the first paragraph or item within it: those have their own."""
    words = [element.text or ""]
    for child in element:
        if child.tag in ("p", "item", "head", "list") or any(
            below.tag in ("p", "item", "head") for below in child.iterdescendants()
        ):
            break
        words += ["".join(child.itertext()), child.tail or ""]
    return "".join(words)


def _in_cells(whole: Sequence[tuple[str, str]], tree: Any) -> bool:
    """Whether a page without paragraphs has most of its text in the cells of a table, as old pages have."""
    cells = sum(len(words.split()) for tag, words in whole if tag in ("td", "th"))
    return not any(words for tag, words in whole if tag == "p") and cells > 0.5 * len(text_of(tree).split())


def _stretches(tree: Any) -> Iterator[str]:
    """The text between the bounds of cells and boxes, rules and blank lines, without what is mostly links."""
    words, linked = list[str](), 0

    def stretch() -> Iterator[str]:
        nonlocal words, linked
        text, links = "".join(words), linked
        words, linked = [], 0
        if links <= 0.5 * len(" ".join(text.split())):
            yield from (" ".join(part.split()) for part in _EMPTY_LINES.split(text) if part.strip())

    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BOUNDS:
            yield from stretch()
        text = (element.text if event == "start" else element.tail) or ""
        words.append(text)
        if event == "start" and element.tag == "a":
            linked += len(text_of(element))
    yield from stretch()


def _broken(part: str) -> list[str]:
    """The paragraphs of an element that is broken by empty lines."""
    if part.startswith("#"):
        return [" ".join(part.replace(_BREAK, " ").split())]
    sign = "> " if part.startswith("> ") else ""
    return [sign + words.strip() for words in part.removeprefix(sign).split(_BREAK) if words.strip(" -")]


def _published(tree: Any) -> str:
    """The day the page itself names: in its head, or in its first <time>. A day in the prose is no such thing."""
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or meta.get("itemprop")) in _PUBLISHED:
            return _date(meta.get("content"))
    return next((found for time in tree.iter("time") if (found := _date(time.get("datetime")))), "")


def _date(found: object) -> str:
    text = str(found or "")[:10]
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else ""

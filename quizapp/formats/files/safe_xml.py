"""XML from strangers: no entities, no DTD, no network, bounded depth and size; and XML written for them.

Before parsing, a bare external DOCTYPE (older QTI exporters write one) is cut out, HTML's named entities become
characters, stray `&` and control characters are mended, each with a note. A gate then refuses what is not well formed,
any DTD and entity, and documents too large or too deep. lxml parses; `sourceline` of its elements is the line in the
file.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Sized
from typing import NoReturn
from xml.parsers import expat

from lxml import etree

from quizapp.core.errors import BadInput
from quizapp.formats.files.decoding import decode_xml
from quizapp.formats.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES, MAX_XML, check_size

_SECTION = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC)(?:\s*(?:\"[^\"<>\[]*\"|'[^'<>\[]*')){1,2})?\s*>", re.I
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_AMPERSAND = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


class Broken(BadInput):
    """XML that cannot be parsed; `line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def prepared(data: bytes, place: str) -> tuple[str, list[str]]:
    """The document as text that parses, with the same line numbers, and notes on what was mended.

    Raises BadInput for a document over MAX_XML or with a DTD of its own.
    """
    check_size(data, place, MAX_XML)
    text, notes = decode_xml(data, place)
    text = text.removeprefix("\ufeff")
    declared = _DECLARATION.match(text)
    if declared is not None:
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub(" ", text)
        notes.append("control characters that XML does not allow were replaced by spaces")
    pieces: list[str] = []
    at = 0
    for section in _SECTION.finditer(text):
        pieces += [_mended(text[at : section.start()], notes, place), section[0]]
        at = section.end()
    pieces.append(_mended(text[at:], notes, place))
    return "".join(pieces), notes


def _mended(text: str, notes: list[str], place: str) -> str:
    if "<!DOCTYPE" in text or "<!doctype" in text:
        text, cut = _DOCTYPE.subn(lambda found: "\n" * found[0].count("\n"), text)
        if cut:
            _once(notes, "its DOCTYPE was cut out; nothing outside the file is ever read")
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise BadInput(
            f"{place}: the file defines entities of its own, which could blow it up; export it without a DTD"
        )
    if "&" not in text:
        return text

    def mended(found: re.Match[str]) -> str:
        name = found[1]
        if name in _XML_OWN:
            return found[0]
        if name is not None and f"{name};" in html.entities.html5:
            return html.entities.html5[f"{name};"]
        if len(found[0]) > 1 and name is None:
            number = found[0][2:-1]
            code = int(number[1:], 16) if number[0] in "xX" else int(number)
            if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
                _once(notes, "a numbered character that XML does not allow was replaced by a space")
                return " "
            return found[0]
        _once(notes, "a bare & was read as the character &")
        return f"&amp;{found[0][1:]}"

    return _AMPERSAND.sub(mended, text)


def _once(notes: list[str], note: str) -> None:
    if note not in notes:
        notes.append(note)


TOO_MANY = f"more than {MAX_NODES:,} elements and attributes are in the XML; split the file"


class _Gate:
    """Counts elements, their attributes and how deep they nest, and keeps nothing."""

    depth = count = 0

    def __init__(self) -> None:
        # Expat itself: a parser with its tree builder in Python took four times as long.
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refused
        self._parser.EntityDeclHandler = _refused
        self._parser.UnparsedEntityDeclHandler = _refused
        self._parser.ExternalEntityRefHandler = _refused

    def pass_through(self, data: bytes) -> None:
        """Raises ExpatError for what is not well formed, BadInput for what is unsafe or too much."""
        self._parser.Parse(data, True)

    def _start(self, tag: str, attributes: Sized) -> None:
        self.depth += 1
        self.count += 1 + len(attributes)
        if self.count > MAX_NODES:
            raise BadInput(TOO_MANY)
        if len(attributes) > MAX_ATTRIBUTES:
            raise BadInput(f"an element has more than {MAX_ATTRIBUTES:,} attributes; this is no question file")
        if self.depth > MAX_DEPTH:
            raise BadInput(f"elements nest more than {MAX_DEPTH} deep; this is no question file")

    def _end(self, tag: str) -> None:
        self.depth -= 1


def _refused(*_: object) -> NoReturn:
    raise BadInput("the file defines entities of its own; export it without a DTD")


def parse(text: str, place: str, *, first_line: int = 1) -> etree._Element:
    """The root element of a prepared document. `first_line` is where the text begins in its file.

    Raises Broken, with the line, for text that is not well formed; BadInput for one that is unsafe.
    """
    encoded = text.encode()
    try:
        _Gate().pass_through(encoded)
    except expat.ExpatError as error:
        line = error.lineno + first_line - 1
        said = str(error).partition(":")[0]
        raise Broken(
            f"{place}:{line}: the XML breaks off here ({said}); export it again, or mend this line", line
        ) from None
    except BadInput as problem:
        raise BadInput(f"{place}: {problem}") from None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        return etree.fromstring(encoded, parser)
    except etree.XMLSyntaxError as error:
        line = (error.lineno or 1) + first_line - 1
        raise Broken(f"{place}:{line}: the XML cannot be read ({error.msg}); export it again", line) from None


def read_xml(data: bytes, place: str) -> tuple[etree._Element, list[str]]:
    """Root element and notes of a file. Raises Broken or BadInput."""
    text, notes = prepared(data, place)
    return parse(text, place), notes


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def inner_text(element: etree._Element | None) -> str:
    """All text inside an element, tags left out; empty for None."""
    return "" if element is None else "".join(str(text) for text in element.itertext())


def clean(text: str) -> str:
    """Text that XML can hold: control characters become spaces."""
    return _ILLEGAL.sub(" ", text)


def cdata(text: str) -> str:
    """A CDATA section; `]]>` is split over two."""
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def escaped(text: str) -> str:
    """Text for element content and attributes."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

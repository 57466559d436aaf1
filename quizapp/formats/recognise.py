"""Which format a file is in, told by its content. The name is asked only where the content fits several."""

from __future__ import annotations

import json
import re

from quizapp.core.errors import BadInput
from quizapp.formats.files import quiz_page
from quizapp.formats.files.archive import is_zip, members, unpack
from quizapp.formats.files.decoding import decode, decode_xml

_ROOTS = {
    "quiz": "moodle-xml",
    "question": "moodle-xml",
    "questestinterop": "qti12",
    "assessmentItem": "qti21",
    "assessmentTest": "qti21",
    "qti-assessment-item": "qti30",
    "qti-assessment-test": "qti30",
}
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_NOT_ELEMENTS = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.DOTALL | re.I)
_BLACKBOARD = re.compile(
    r"\"?(?:MC|MA|TF|ESS|ORD|MAT|FIB|FIL|NUM|SR|OP|JUMBLED_SENTENCE|QUIZ_BOWL|FIB_PLUS)\"?\t"
    r"|(?:.*\n)?\"?M[CA]\"?[\t,;].*[\t,;]\"?(?:in)?correct\"?[\t,;]*$",
    re.I | re.M,
)
"""The first line, or the one below a header: also where a spreadsheet has put commas for the tabs."""

_AIKEN_ANSWER = re.compile(r"^[ \t]*ANSWER:[ \t]*[A-Za-z]?", re.M)
_AIKEN_OPTION = re.compile(r"^[ \t]*[A-Z][).]", re.M)
_TOLD = re.compile(
    r"^[ \t*]*(?:explanation|rationale|feedback|correct answer|answer key|points|difficulty|references?)[ \t*]*:",
    re.M | re.I,
)
_LABEL_BELOW = re.compile(r"^[ \t]*ANSWER:[^\n]*\n[ \t]*[^\W\d][\w'’ -]{1,30}:[ \t]+\S", re.M)
"""What is said of a question below its answer: Aiken has no such lines, lists do."""

_LETTERED = re.compile(
    r"^[ \t]*(?:[-+*•✓✔✅][ \t]*|\*\*)?[(\[]?([A-Za-z])[).\]:](?:\*\*)?[ \t]+(?:.{0,300}[ \t][(\[]?([Bb])[).\]][ \t])?",
    re.M,
)
_BOXED = re.compile(r"^[ \t]*(?:[-*+•][ \t]*)?(?:\[[ xX]?\]|\([ xX]?\)|[☐☑☒])[ \t]+\S", re.M)
_KEYED = re.compile(r"^[ \t*_]*[^\W\d][^:\n]{1,30}:[ \t*_]*[(\[]?[A-Ha-h][)\].]?[ \t*_]*$", re.M)
"""`Answer: B`, in any language."""

_STARRED = re.compile(r"^\*{1,2}(?:[\[{<(]|[ \t]+\S).*", re.M)
_SIGNED = re.compile(r"^[+-](?:[\[{]|[ \t]+\S).*", re.M)
_GIFT_ANSWERS = re.compile(
    r"(?<!\\)\{\s*(?:[=~]|#[ \t]*[-=.\d]|(?:T|F|TRUE|FALSE)\s*(?=[#}]))(?:[^{}]|(?<=\\)[{}]){0,20000}", re.I
)
"""Braces with what only GIFT writes in them: code and formulas have other signs behind a brace."""

_GIFT_SHORT = re.compile(r"(?<!\\)\{[ \t]*(?:\w[^{};:=<>\"\n]{0,200})?\}")
"""`The capital of France is {Paris}.`, or an essay. A set or a dictionary may look so, too."""

_CODE = re.compile(r"^[ \t]*```.*?^[ \t]*```|(?<!`)`[^`\n]{1,200}`(?!`)", re.M | re.S)
_TEX = re.compile(r"\\[A-Za-z]+(?:\{[^{}\n]{0,200}\}){1,3}|[\^_]\{[^{}\n]{0,200}\}")
"""A TeX command with its arguments, or a raised or lowered group."""
_TEX_CHOICES = re.compile(r"\\(?:CorrectChoice|correctchoice|wrongchoice|choice|bonne|mauvaise)\b")
_GIFT_SIGN = re.compile(r"^[ \t]*(?:::|\$CATEGORY:|//)", re.M)
_FENCE = re.compile(rb"^[ \t]*```([A-Za-z]{0,12})[ \t]*\r?\n?$", re.M)
_ASKED = re.compile(rb"[{}<>|\t]|^[ \t*]*\(?(?:[A-Za-z]|\d{1,4})[.):]", re.M)
_MARKED_OUT = re.compile(rb"^[ \t]*(?:[-+*]|\xe2\x80\xa2|\[[ xX]?\])[ \t]|^(?:---|## Questions)[ \t\r]*$", re.M)
_BEGINNING = 20_000
_BANK = re.compile(r"\A\s*---\n.*?^## Questions[ \t]*$", re.DOTALL | re.M)
_BANK_QUESTION = re.compile(r"^###[ \t]+\S.*\n(?:(?!###?[ \t]).*\n)*?(?:- \[[ x]\][ \t]|= \S)", re.M)


def unfenced(data: bytes) -> bytes:
    """The file without the fence of Markdown around it, as chat programs give it, and the words before and behind.

    Line numbers stay. Where questions or options stand outside too, or the fence stands in a cell between quotation
    marks, it is around the code of one of them.
    """
    if b"```" not in data[:2_000] or is_zip(data) or len(fences := list(_FENCE.finditer(data))) != 2:
        return data
    start, end = fences
    around = data[: start.start()] + b"\n" + data[end.end() :]
    if end[1] or data.count(b'"', 0, start.start()) % 2 or _ASKED.search(around) or _MARKED_OUT.search(around):
        return data
    return b"\n" * data.count(b"\n", 0, start.end()) + data[start.end() : end.start()]


def recognise(data: bytes, name: str = "") -> str:
    """The name of the format in FORMATS. Raises BadInput, naming what was found, for what is no question file."""
    if not data.strip():
        raise BadInput(f"{name or 'the file'}: the file is empty; choose the one with the questions")
    if is_zip(data):
        return _in_zip(data, name)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise BadInput(f"{name}: this is a document of an office program or a PDF; save it as text or .xlsx")
    head = data[:200_000]
    if b"quiz" in head and quiz_page.holds(decode(head, name)[0]):
        return "text"
    if _looks_like_xml(head) and not _asks_about_tags(head, name):
        return _in_xml(head, name)
    text, _ = decode(data[:1_000_000], name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith(("{", "[")) and (value := _json(data, name)) is not None:
        if isinstance(value, dict):
            return "bundle"
        raise BadInput(f"{name}: this is a list in JSON; give it as a table with question, options and answer (CSV)")
    return _in_text(text, name)


def _json(data: bytes, name: str) -> object:
    """An object, or a list of objects, in JSON; nothing for any other text: GIFT and lists may begin with brackets."""
    try:
        value = json.loads(decode(data, name)[0])
    except (ValueError, RecursionError):
        return None
    is_list = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return value if is_list or isinstance(value, dict) else None


def _in_zip(data: bytes, name: str) -> str:
    names = members(data, name)
    bare = {one.rpartition("/")[2] for one in names}
    if "imsmanifest.xml" in bare:
        manifest = min((one for one in names if one.endswith("imsmanifest.xml")), key=len)
        return _package(unpack(data, name, only=frozenset([manifest])).get(manifest, b""), names)
    if "bank.json" in names:
        return "bundle"
    if "xl/workbook.xml" in names or {"mimetype", "content.xml", "META-INF/manifest.xml"} <= set(names):
        return _workbook(data)
    if bare & {"collection.anki2", "collection.anki21", "collection.anki21b"}:
        return "anki"
    if any(one.endswith(".md") for one in names):
        return "bank"
    if any(one.lower().endswith(".xml") for one in names):
        return _package(b"", names) if name.lower().endswith(".imscc") else _loose(data, name, names)
    shown = ", ".join(names[:3]) or "nothing"
    raise BadInput(f"{name}: this zip holds no questions that are known ({shown}); give the file as it was exported")


def _package(manifest: bytes, names: list[str]) -> str:
    text = decode_xml(manifest)[0].lower()
    if "imsqtiasi_v3" in text or "imsqti_v3" in text or "qtiv3" in text or "imsqti_item_xmlv3" in text:
        return "qti30"
    if "imsqti_item_xmlv2" in text or "imsqti_test_xmlv2" in text or "imsqti_v2p" in text:
        return "qti21"
    return "qti12"


def _loose(data: bytes, name: str, names: list[str]) -> str:
    """A zip of XML files without a manifest: the first that is known decides, as others may be settings or parts."""
    documents = unpack(data, name, only=frozenset(one for one in names if one.lower().endswith(".xml")))
    refusal: BadInput | None = None
    for member in sorted(documents):
        try:
            return _in_xml(documents[member][:200_000], f"{name}!/{member}")
        except BadInput as error:
            refusal = refusal or error
    raise refusal or BadInput(f"{name}: this zip holds no questions that are known; give the file as it was exported")


def _workbook(data: bytes) -> str:
    from quizapp.formats.sheets import recognise as recognise_sheets

    return recognise_sheets.workbook(data)


def _looks_like_xml(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:200].replace(b"\0", b"")
    return bool(re.match(rb"<(?:\?[A-Za-z]|!--|!DOCTYPE|[A-Za-z][\w.:-]*[\s>/])", start, re.I)) and not re.match(
        rb"</?(?:p|b|i|div|span|br|strong|em|img|code|pre|h[1-6]|html|ul|ol)\b", start, re.I
    )


def _in_xml(head: bytes, name: str) -> str:
    root = _root(head)
    if root in _ROOTS:
        return _ROOTS[root]
    found = f"its root element is <{root[:40]}>" if root else "it has no element"
    raise BadInput(f"{name}: this XML holds no questions that are known ({found}); export as Moodle XML or QTI")


def _root(head: bytes) -> str:
    found = _ROOT.search(_NOT_ELEMENTS.sub(" ", decode_xml(head[: len(head) - len(head) % 4])[0]))
    return found[1] if found else ""


def _asks_about_tags(head: bytes, name: str) -> bool:
    """Whether it is no XML but a list that begins with a tag it asks about, or with a comment."""
    if _root(head) in _ROOTS or head.rstrip(b"\0 \t\r\n").endswith(b">"):
        return False
    return _list_or_gift(decode(head, name)[0].replace("\r\n", "\n"))[0] > 0


def _in_text(text: str, name: str) -> str:
    from quizapp.formats.cards import are_cards
    from quizapp.formats.sheets import recognise as recognise_sheets

    if _BANK.match(text) and (_BANK_QUESTION.search(text) or not _list_or_gift(text)[0]):
        return "bank"
    if _BLACKBOARD.match(text.lstrip("\n")):
        return "blackboard"
    if sheet := recognise_sheets.delimited(text, name):
        return sheet
    start = text[:_BEGINNING]
    if are_cards(text if start == text else start[: start.rfind("\n") + 1]):
        return "csv"
    if _TEX_CHOICES.search(text):
        return "text"
    stars = len(_STARRED.findall(text))
    if 0 < 2 * stars <= len(_SIGNED.findall(text)) and "\n+" in text and not _GIFT_SIGN.search(text):
        text = _STARRED.sub("", _SIGNED.sub("", text))  # the settings of Auto Multiple Choice
    plain = _without_tex(_CODE.sub("", text))  # braces of formulas and code hold no answers
    listed, gift = _list_or_gift(plain)
    answers = len(_AIKEN_ANSWER.findall(text))
    if answers and listed >= gift and len(_AIKEN_OPTION.findall(text)) >= 2 * answers:
        return "aiken" if _all_aiken(text) else "text"
    if listed > gift:
        return "text"
    if gift or (_GIFT_SIGN.search(text) and name.lower().endswith((".gift", ".txt"))):
        return "gift"
    return "gift" if name.lower().endswith(".gift") or _are_gaps(plain) else "text"


def _list_or_gift(text: str) -> tuple[int, int]:
    """How many questions have options or answers as lists have them, and how many have those of GIFT."""
    outside, gift = _GIFT_ANSWERS.subn("", text)
    letters = "".join(f"{one[1]}{one[2] or ''}" for one in _LETTERED.finditer(outside)).lower()
    return max(letters.count("ab"), len(_BOXED.findall(outside)) // 2, len(_KEYED.findall(outside))), gift


def _are_gaps(text: str) -> bool:
    """Whether a pair of braces with a short answer stands in most of what blank lines part."""
    parts = [part for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    gaps = [part for part in parts if len(_GIFT_SHORT.findall(part)) == part.count("{") == 1]
    return 2 * len(gaps) > len(parts)


def _without_tex(text: str) -> str:
    """The text without its TeX commands, from the innermost out: `\\frac{\\sqrt{2}}{3}`."""
    for _ in range(5):
        text, found = _TEX.subn("", text)
        if not found:
            break
    return text


def _all_aiken(text: str) -> bool:
    """Whether nothing but stems, lettered options and ANSWER lines is there: other lists are pasted text."""
    above = text.strip().partition("\n\n")[0]
    if _TOLD.search(text) or _LABEL_BELOW.search(text):
        return False
    if not (_AIKEN_OPTION.search(above) or _AIKEN_ANSWER.search(above)):
        return False  # a heading stands above the first stem
    return re.search(r"^[ \t]*(?:\*[ \t]*)?(?:[a-z][).]|\([A-Za-z]\))[ \t]", text, re.M) is None

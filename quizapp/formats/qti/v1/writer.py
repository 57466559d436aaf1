"""QTI 1.2 as Canvas reads it: a zip with manifest, one assessment, its settings, and the pictures.

The shape is that of Canvas's own exports: HTML escaped in `mattext`, the feedback names it looks for, its points, and
one identifier shared by manifest, assessment and settings (titles vanish when they differ).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import quote

from quizapp.formats.files.archive import pack
from quizapp.formats.files.media import names_in
from quizapp.formats.files.safe_xml import escaped, parse
from quizapp.formats.qti.shared.carried import identifiers, members
from quizapp.formats.qti.shared.node import Node, lower_tree
from quizapp.formats.qti.v1.item import item_xml
from quizapp.formats.report import Entry, Ledger, Refused, Written

MANIFEST = "imsmanifest.xml"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_META_TYPE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    pieces: list[str] = []
    trees: dict[str, Node] = {}
    kept: list[Entry] = []
    used: dict[str, bytes] = {}
    for name, entry in zip(identifiers(entries), entries, strict=True):
        pictures = [one for one in names_in(entry) if one in media]
        if len(pictures) < len(names_in(entry)):
            ledger.lose(entry, "media", "left out, because the file is missing")
        try:
            piece = item_xml(entry, name, address, ledger)
        except Refused as error:
            ledger.refuse(entry, error.why, error.remedy, nearest=error.nearest)
            continue
        if entry.item.kind == "multiple" and not entry.defaults.rule:
            ledger.note("Questions with several keys are marked all or nothing, since no other rule was chosen.")
        pieces.append(piece)
        trees[name] = lower_tree(parse(piece, name))
        kept.append(entry)
        used |= {one: media[one] for one in pictures}
    ledger.note("After the import compare the number of questions: some programs report success and take nothing.")
    if any(entry.item.order == "fixed" and entry.item.kind != "true-false" for entry in kept):
        ledger.note("Shuffling is off for the whole quiz, because some questions need their options in order.")
    quiz = _identifier(title, list(trees))
    files = {
        f"{quiz}/{quiz}.xml": _assessment(quiz, title, pieces),
        f"{quiz}/assessment_meta.xml": _settings(quiz, title, kept),
        MANIFEST: _manifest(quiz, title, sorted(used)),
    }
    return ledger.written(pack(files | used | members(kept, trees, used, title), first=(MANIFEST,)))


def address(picture: str) -> str:
    """How Canvas addresses a file of the package."""
    return f"%24IMS-CC-FILEBASE%24/{quote(picture)}"


def _identifier(title: str, names: Sequence[str]) -> str:
    return "g" + hashlib.sha256("\n".join((title, *names)).encode()).hexdigest()[:31]


def _assessment(quiz: str, title: str, pieces: Sequence[str]) -> bytes:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<questestinterop xmlns="{_QTI}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{_QTI} {_QTI}p1.xsd">\n'
        f'<assessment ident="{quiz}" title="{escaped(title or "Questions")}">\n'
        "<qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel><fieldentry>1</fieldentry>"
        '</qtimetadatafield></qtimetadata>\n<section ident="root_section">\n'
    )
    return (head + "".join(pieces) + "</section>\n</assessment>\n</questestinterop>\n").encode()


def _settings(quiz: str, title: str, kept: Sequence[Entry]) -> bytes:
    fixed = any(entry.item.order == "fixed" and entry.item.kind != "true-false" for entry in kept)
    shuffled = not fixed and any(entry.defaults.shuffle is not False for entry in kept)
    points = sum((entry.defaults.points or Decimal(1) for entry in kept), Decimal(0))
    space = "http://canvas.instructure.com/xsd/cccv1p0"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<quiz identifier="{quiz}" xmlns="{space}" xmlns:xsi="{_XSI}"'
        f' xsi:schemaLocation="{space} https://canvas.instructure.com/xsd/cccv1p0.xsd">\n'
        f" <title>{escaped(title or 'Questions')}</title>\n <description></description>\n"
        f" <shuffle_answers>{'true' if shuffled else 'false'}</shuffle_answers>\n"
        " <scoring_policy>keep_highest</scoring_policy>\n <quiz_type>assignment</quiz_type>\n"
        f" <points_possible>{points:f}</points_possible>\n <allowed_attempts>1</allowed_attempts>\n"
        " <available>false</available>\n</quiz>\n"
    ).encode()


def _manifest(quiz: str, title: str, pictures: Sequence[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<manifest identifier="m{quiz}" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"',
        f' xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2" xmlns:xsi="{_XSI}">',
        " <metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion><imsmd:lom><imsmd:general>",
        f"  <imsmd:title><imsmd:string>{escaped(title or 'Questions')}</imsmd:string></imsmd:title>",
        " </imsmd:general></imsmd:lom></metadata>",
        " <organizations/>",
        " <resources>",
        f'  <resource identifier="{quiz}" type="imsqti_xmlv1p2">',
        f'   <file href="{quiz}/{quiz}.xml"/>',
        f'   <dependency identifierref="{quiz}_meta"/>',
        "  </resource>",
        f'  <resource identifier="{quiz}_meta" type="{_META_TYPE}" href="{quiz}/assessment_meta.xml">',
        f'   <file href="{quiz}/assessment_meta.xml"/>',
        "  </resource>",
    ]
    for number, picture in enumerate(pictures, 1):
        lines.append(f'  <resource identifier="{quiz}_{number}" type="webcontent" href="{escaped(picture)}">')
        lines.append(f'   <file href="{escaped(picture)}"/></resource>')
    return "\n".join([*lines, " </resources>", "</manifest>", ""]).encode()

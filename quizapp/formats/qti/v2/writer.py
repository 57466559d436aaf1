"""Packages of QTI 2.1 and 3.0: a manifest, a test with sections, an item file for each entry, and the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from quizapp.core.item import Item
from quizapp.formats.files.archive import pack
from quizapp.formats.files.media import names_in
from quizapp.formats.files.safe_xml import escaped, parse
from quizapp.formats.qti.shared.carried import identifiers, members
from quizapp.formats.qti.shared.node import Node, tree
from quizapp.formats.qti.shared.spelling import Spelling, q, written
from quizapp.formats.qti.v2.item import item_tree, title_of
from quizapp.formats.report import Entry, Ledger, Refused, Written

MANIFEST = "imsmanifest.xml"
TEST = "assessment.xml"
_LOM = "http://ltsc.ieee.org/xsd/LOM"


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str, spelling: Spelling) -> Written:
    ledger = Ledger()
    files: dict[str, bytes] = {}
    used: dict[str, bytes] = {}
    kept: list[tuple[str, Entry, tuple[str, ...]]] = []
    trees: dict[str, Node] = {}
    for name, entry in zip(identifiers(entries), entries, strict=True):
        pictures = tuple(one for one in names_in(entry) if one in media)
        if len(pictures) < len(names_in(entry)):
            ledger.lose(entry, "media", "left out, because the file is missing")
        try:
            root = item_tree(entry, name, spelling, lambda picture: f"../{picture}", ledger)
        except Refused as error:
            ledger.refuse(entry, error.why, error.remedy)
            continue
        if entry.item.kind == "multiple" and not (entry.defaults.rule or entry.defaults.weights):
            ledger.note("Questions with several keys are marked all or nothing, since no other rule was chosen.")
        files[f"items/{name}.xml"] = data = written(root, spelling)
        trees[name] = tree(parse(data.decode().partition("\n")[2], name))
        used |= {one: media[one] for one in pictures}
        kept.append((name, entry, pictures))
    files[TEST] = written(_test(kept, title), spelling)
    files[MANIFEST] = _manifest(kept, title, spelling, sorted(used))
    survivors = [entry for _, entry, _ in kept]
    return ledger.written(pack(files | used | members(survivors, trees, used, title), first=(MANIFEST,)))


def _test(kept: Sequence[tuple[str, Entry, tuple[str, ...]]], title: str) -> Node:
    sections = []
    for number, (category, group) in enumerate(groupby(kept, lambda one: one[1].category), 1):
        name = f"category_{number}" if category else f"section_{number}"
        section = q(
            "assessmentSection",
            *(_reference(one, entry) for one, entry, _ in group),
            identifier=name, title=category or title or "Questions", visible="true" if category else "false",
        )  # fmt: skip
        sections.append(section)
    if not sections:
        sections.append(q("assessmentSection", identifier="section_1", title="Questions", visible="false"))
    total = q("sum", q("testVariables", variableIdentifier="SCORE", weightIdentifier="POINTS"))
    zero = q("defaultValue", q("value", "0"))
    return q(
        "assessmentTest",
        q("outcomeDeclaration", zero, identifier="SCORE", cardinality="single", baseType="float"),
        q("testPart", *sections, identifier="part_1", navigationMode="nonlinear", submissionMode="simultaneous"),
        q("outcomeProcessing", q("setOutcomeValue", total, identifier="SCORE")),
        identifier="test_1", title=title or "Questions",
    )  # fmt: skip


def _reference(name: str, entry: Entry) -> Node:
    defaults = entry.defaults
    limits = q("timeLimits", maxTime=str(defaults.seconds)) if defaults.seconds else None
    points = f"{defaults.points:f}" if defaults.points is not None else "1"
    weight = q("weight", identifier="POINTS", value=points)
    return q("assessmentItemRef", limits, weight, identifier=name, href=f"items/{name}.xml")


def _manifest(
    kept: Sequence[tuple[str, Entry, tuple[str, ...]]], title: str, spelling: Spelling, pictures: Sequence[str]
) -> bytes:  # fmt: skip
    media = {picture: f"media_{number}" for number, picture in enumerate(pictures, 1)}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<manifest xmlns="{spelling.manifest}" xmlns:imsmd="{_LOM}"',
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        f' xsi:schemaLocation="{spelling.manifest} {spelling.manifest_schema}" identifier="manifest_1">',
        f" <metadata><schema>{spelling.package}</schema>",
        f"  <schemaversion>{spelling.package_version}</schemaversion>",
        f"  {_lom(title or 'Questions')}</metadata>",
        " <organizations/>",
        " <resources>",
        f'  <resource identifier="test_1" type="{spelling.test_type}" href="{TEST}">',
        f'   <file href="{TEST}"/>',
        *(f'   <dependency identifierref="{name}"/>' for name, _, _ in kept),
        "  </resource>",
    ]
    for name, entry, shown in kept:
        href = f"items/{name}.xml"
        lines += [
            f'  <resource identifier="{name}" type="{spelling.item_type}" href="{href}">',
            f"   <metadata>{_lom(title_of(entry), _keywords(entry.item), entry.item.difficulty)}</metadata>",
            f'   <file href="{href}"/>',
            *(f'   <dependency identifierref="{media[picture]}"/>' for picture in shown),
            "  </resource>",
        ]
    for picture, identifier in media.items():
        lines.append(f'  <resource identifier="{identifier}" type="webcontent" href="{escaped(picture)}">')
        lines.append(f'   <file href="{escaped(picture)}"/></resource>')
    lines += [" </resources>", "</manifest>", ""]
    return "\n".join(lines).encode()


def _keywords(item: Item) -> list[str]:
    return [*item.tags, *([f"level:{item.level}"] if item.level else [])]


def _lom(title: str, tags: Sequence[str] = (), difficulty: str = "") -> str:
    keywords = "".join(f"<imsmd:keyword>{_said(tag)}</imsmd:keyword>" for tag in tags)
    general = f"<imsmd:general><imsmd:title>{_said(title)}</imsmd:title>{keywords}</imsmd:general>"
    value = {"easy": "easy", "medium": "medium", "hard": "difficult"}.get(difficulty, "")
    hard = f"<imsmd:source>LOMv1.0</imsmd:source><imsmd:value>{value}</imsmd:value>"
    educational = f"<imsmd:educational><imsmd:difficulty>{hard}</imsmd:difficulty></imsmd:educational>" if value else ""
    return f"<imsmd:lom>{general}{educational}</imsmd:lom>"


def _said(text: str) -> str:
    return f"<imsmd:string>{escaped(text)}</imsmd:string>"

"""QTI files that were cut, spliced, bent or made to hurt: a report or a refusal with a place, in bounded time and memory."""

# ruff: noqa: E501 documents made to hurt are easier to compare unbroken

from __future__ import annotations

import os
import re
import tracemalloc
from pathlib import Path
from random import Random
from time import process_time

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.files.safe_xml import read_xml
from quizapp.formats.limits import MAX_NODES, MAX_TAGS
from quizapp.formats.qti.shared import package
from quizapp.formats.registry import FORMATS, read, write
from tests.contracts.test_formats import MEDIA, check_located, many, mutated
from tests.formats.test_qti2_read import an_item

EXAMPLES = int(os.environ.get("QUIZAPP_LONG_FORMATS", "0")) or 200
SAMPLES = sorted((Path(__file__).parent / "samples").glob("qti*"))
VERSIONS = ("qti12", "qti21", "qti30")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_mutation_of_a_file_of_others_breaks_the_reader(path: Path) -> None:
    whole = path.read_bytes()
    name = path.name.partition("_")[0]
    for number in range(EXAMPLES):
        check_located(mutated(whole, Random(number)), name)


@pytest.mark.parametrize("version", VERSIONS)
def test_no_mutation_inside_a_package_breaks_the_reader(version: str) -> None:
    # Four small packages in turn: in a large one most of the work is reading what was not touched.
    entries = many(FORMATS[version], 12)
    packages = [unpack(write(version, entries[n::4], MEDIA, "A bank").data, "x") for n in range(4)]
    for number in range(EXAMPLES):
        random = Random(number)
        files = packages[number % 4]
        names = sorted(name for name in files if name.endswith((".xml", ".json")))
        spoilt = dict(files)
        name = random.choice(names)
        spoilt[name] = mutated(files[name], random)
        check_located(pack(spoilt), version)


_NAMES = ("responseIf", "value", "mapEntry", "simpleChoice", "correctResponse", "identifier", "varequal", "not", "and")
_VALUES = ("", "-1", "1e99", "NaN", "999999999999999999999999999999999999", "choice_1", "A", "SCORE", "ÿ", "true")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_well_formed_nonsense_is_read_or_skipped_with_a_place(path: Path) -> None:
    """Attributes and texts change places, elements vanish or double: XML that parses and means something else."""
    whole = path.read_bytes().decode("latin-1")
    values = sorted(set(re.findall(r'"([^"<>&]{1,30})"', whole)))
    for number in range(EXAMPLES):
        random = Random(number)
        text = whole
        for _ in range(random.randint(1, 4)):
            if random.random() < 0.5:
                old, new = random.choice(values), random.choice((*values, *_VALUES))
                text = text.replace(f'"{old}"', f'"{new}"', random.choice((1, -1)))
            else:
                name = random.choice(_NAMES)
                found = list(re.finditer(rf"<(?:\w+:)?{name}\b[^>]*(?:/>|>[^<]*</(?:\w+:)?{name}>)", text))
                if found:
                    one = random.choice(found)
                    text = text[: one.start()] + random.choice(("", one[0] * 2)) + text[one.end() :]
        check_located(text.encode("latin-1"), path.name.partition("_")[0])


def bounded(data: bytes, name: str, *, seconds: float = 4.0, mib: int = 150) -> None:
    tracemalloc.start()
    start = process_time()
    try:
        check_located(data, name)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < mib * 1024 * 1024
    # far above what it takes, far below what a quadratic scan or an unbounded sum would
    assert process_time() - start < seconds * 10


DEEP = "<responseProcessing>" + "<and>" * 5_000 + "</and>" * 5_000 + "</responseProcessing>"
WIDE = (
    "<or>"
    + "<match><variable identifier='RESPONSE'/><baseValue baseType='identifier'>A</baseValue></match>" * 20_000
    + "</or>"
)
HUGE = "<product>" + "<baseValue baseType='float'>9e99</baseValue>" * 2_000 + "</product>"


@pytest.mark.parametrize(("rules", "word"), [
    (DEEP, "nest"),
    (f"<responseCondition><responseIf>{WIDE}<setOutcomeValue identifier='SCORE'/></responseIf></responseCondition>", ""),
    (f"<setOutcomeValue identifier='SCORE'>{HUGE}</setOutcomeValue>", ""),
])  # fmt: skip
def test_processing_made_to_cost_much_costs_little(rules: str, word: str) -> None:
    data = an_item(rules=rules).encode()
    bounded(data, "qti21")
    if word:
        with pytest.raises(BadInput, match=word):
            read(data, "hostile", "qti21")


def test_many_options_with_many_keys_are_bounded() -> None:
    choices = "".join(f'<simpleChoice identifier="c{n}">o{n}</simpleChoice>' for n in range(26))
    mapping = "".join(f'<mapEntry mapKey="c{n}" mappedValue="{n % 3 - 1}"/>' for n in range(26))
    body = f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0"><prompt>?</prompt>{choices}</choiceInteraction>'
    template = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"
    item = an_item(declared=f"<mapping>{mapping}</mapping>", cardinality="multiple", body=body, template=template)
    bounded(item.encode(), "qti21")
    (taken,) = read(item.encode(), "x.xml").taken
    assert taken.item.keys == tuple(range(2, 26, 3))


@pytest.mark.parametrize("text", [
    "<!DOCTYPE q [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY a{n} '&a{n - 1 or ''};&a{n - 1 or ''};'>" for n in range(1, 30)) + "]><questestinterop>&a29;</questestinterop>",
    "<!DOCTYPE q [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p;]><questestinterop/>",
    "<!DOCTYPE q [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><questestinterop><item>&x;</item></questestinterop>",
    "<a>" * 50_000,
    "<questestinterop>" + "<item>" * 20_000,
    "<questestinterop>" + "<item ident='x'><presentation>" * 3_000 + "</item>" * 3_000,
    "<assessmentItem " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>",
])  # fmt: skip
def test_documents_made_to_hurt_are_refused_or_read_within_bounds(text: str) -> None:
    bounded(text.encode(), "qti12")


def test_a_file_of_nothing_but_tags_is_refused_before_it_takes_memory() -> None:
    for tags in ("<a/>" * MAX_NODES, "<a b='' c=''/>" * (MAX_NODES // 3 + 1)):
        text = f"<item>{tags}</item>"
        with pytest.raises(BadInput, match=r"^hostile\.xml: more than 1,000,000 elements and attributes"):
            read_xml(text.encode(), "hostile.xml")


def test_the_tags_of_all_files_of_a_package_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack({f"{n}.xml": an_item().encode() for n in range(4)})
    assert len(read(data, "x.zip").taken) == 4
    monkeypatch.setattr(package, "MAX_NODES", 60)
    with pytest.raises(BadInput, match=r"^x\.zip: more than "):
        read(data, "x.zip")


def test_a_text_of_nothing_but_tags_is_refused_with_its_question() -> None:
    body = f"<p>{'<b/>' * (MAX_TAGS + 1)}Which?</p>" + an_item().partition("<itemBody>")[2].partition("</itemBody>")[0]
    (skipped,) = read(an_item(body=body).encode(), "x.xml").skipped
    assert skipped.what.startswith("a text has more than 65,536 characters")


def test_a_file_that_includes_itself_through_sections_ends() -> None:
    loop = '<assessmentSection identifier="s" title="S"><assessmentSectionRef identifier="r" href="loop.xml"/></assessmentSection>'
    test = f'<assessmentTest identifier="t" title="T"><testPart identifier="p">{loop}</testPart></assessmentTest>'
    files = {"t.xml": test, "loop.xml": loop, "one.xml": an_item()}
    reading = read(pack({name: text.encode() for name, text in files.items()}), "x.zip")
    assert len(reading.taken) == 1


@pytest.mark.parametrize(
    "href",
    ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x.png", "\0.png", "a" * 9_000],
)
def test_a_picture_outside_the_package_stays_outside(href: str) -> None:
    body = f'<p><img src="{href}" alt="x"/></p>' + an_item().partition("<itemBody>")[2].partition("</itemBody>")[0]
    reading = read(pack({"one.xml": an_item(body=body).encode()}), "x.zip")
    assert reading.media == ()
    assert len(reading.taken) == 1

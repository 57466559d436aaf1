"""What we write as QTI 2.1 and 3.0 scores as here, comes back as it was, and is well formed to the consumers' taste."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from quizapp.core.kinds import KINDS
from quizapp.core.scoring import credit
from quizapp.formats import registry
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.marks.proof import by_rule, score_of
from quizapp.formats.report import Defaults, Entry
from tests.formats.entries import ALL, BY_RULE, CHOICES, EXACT, MEDIA, NUMERIC, SINGLE, TEXT, several
from tests.formats.qti_engine import Item2

VERSIONS = ("qti21", "qti30")


def items_of(version: str, *entries: Entry) -> list[Item2]:
    files = unpack(registry.write(version, entries, MEDIA, "Week 3").data, "x.zip")
    (test,) = [data for name, data in files.items() if name == "assessment.xml"]
    names = re.findall(r'href="(items/[^"]+)"', test.decode())
    return [Item2(files[name]) for name in names]


def read_back(version: str, *entries: Entry, bank: bool = False) -> list[Entry]:
    """The entries after writing and reading; without our own bank.json unless `bank`."""
    files = unpack(registry.write(version, entries, MEDIA, "Week 3").data, "x.zip")
    if not bank:
        del files["bank.json"], files["bank-hashes.json"]
    reading = registry.read(pack(files), "x.zip")
    assert reading.format == version
    assert not reading.skipped
    return [taken.entry for taken in reading.taken]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_response_earns_there_what_it_earns_here(version: str) -> None:
    for entry, item in zip(CHOICES, items_of(version, *CHOICES), strict=True):
        ours = score_of(entry) or by_rule(entry.item, "all_or_nothing")
        sizes = range(len(entry.item.options) + 1) if entry.item.kind == "multiple" else (0, 1)
        for size in sizes:
            for chosen in combinations(range(len(entry.item.options)), size):
                theirs = item.score([item.options[at] for at in chosen])
                assert theirs == pytest.approx(float(ours(frozenset(chosen))), abs=1e-9), (entry.uid, chosen)


@pytest.mark.parametrize(("version", "tag"), [("qti21", "outcomeDeclaration"), ("qti30", "qti-outcome-declaration")])
def test_an_item_says_that_one_mark_is_the_most_it_gives(version: str, tag: str) -> None:
    for file in unpack(registry.write(version, [SINGLE], MEDIA, "Week 3").data, "x.zip").items():
        if file[0].startswith("items/"):
            (most,) = [n for n in ET.fromstring(file[1]).iter() if n.get("identifier") == "MAXSCORE"]
            assert most.tag.endswith(tag)
            assert [text.strip() for text in most.itertext() if text.strip()] == ["1"]


def test_the_engine_of_this_test_notices_a_wrong_score() -> None:
    (item,) = items_of("qti21", several("x/y", "110", "net_correct"))
    assert item.score([item.options[0]]) == pytest.approx(0.5)
    assert item.score([item.options[0], item.options[2]]) == 0
    (spoilt,) = items_of("qti21", several("x/y", "110", "all_or_nothing"))
    assert spoilt.score([spoilt.options[0]]) != float(credit(3, frozenset({0, 1}), frozenset({0}), "net_correct"))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("given", ["1887", "1887.0", "1886.9", "3.1", "3.3", "3.30001", "-4.7", "-5", "0", "3.2"])
def test_typed_numbers_earn_there_what_they_earn_here(version: str, given: str) -> None:
    (item,) = items_of(version, NUMERIC)
    assert item.score([given]) == KINDS["numeric"].mark(NUMERIC.item, given, "all_or_nothing")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("given", ["Harvane", "HARVANE", "harvan", "ÆRØSKØBING", "New York", "new york", "x"])
@pytest.mark.parametrize("entry", [TEXT, EXACT], ids=["folded", "exact"])
def test_typed_words_earn_there_what_they_earn_here(version: str, entry: Entry, given: str) -> None:
    (item,) = items_of(version, entry)
    assert item.score([given]) == KINDS["text"].mark(entry.item, given, "all_or_nothing")


@pytest.mark.parametrize("version", VERSIONS)
def test_feedback_shows_for_the_option_chosen_and_the_explanation_always(version: str) -> None:
    (item,) = items_of(version, SINGLE)
    right, wrong = item.outcomes([item.options[0]]), item.outcomes([item.options[1]])
    assert (right["FEEDBACK"], right["RESULT"], right["EXPLANATION"]) == (item.options[0], "correct", "explanation")
    assert (wrong["FEEDBACK"], wrong["RESULT"], wrong["EXPLANATION"]) == (item.options[1], "incorrect", "explanation")


@pytest.mark.parametrize("version", VERSIONS)
def test_our_own_package_comes_back_with_nothing_lost(version: str) -> None:
    assert read_back(version, *ALL, bank=True) == list(ALL)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_questions_themselves_come_back_without_our_bank_in_the_package(version: str) -> None:
    for before, after in zip(ALL, read_back(version, *ALL), strict=True):
        told = replace(before.item, answers=(), facts=())
        assert replace(after.item, answers=()) == told
        assert (after.uid, after.title, after.category) == (before.uid, before.title, before.category)
        assert after.feedback == before.feedback
        assert after.defaults.seconds == before.defaults.seconds
        if before.defaults.points is not None:
            assert after.defaults.points == before.defaults.points
    assert {answer.text for answer in read_back(version, NUMERIC)[0].item.answers} == {"1887", "3.1..3.3", "-5..-4.5"}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_way_of_marking_comes_back_as_a_rule_or_as_weights(version: str) -> None:
    for before, after in zip(CHOICES, read_back(version, *CHOICES), strict=True):
        one, other = score_of(before), score_of(after)
        if one is None or before.item.kind != "multiple":
            assert after.defaults.weights == before.defaults.weights
            continue
        assert other is not None
        for size in range(1, len(before.item.options) + 1):
            for chosen in map(frozenset, combinations(range(len(before.item.options)), size)):
                assert abs(one(chosen) - other(chosen)) < Fraction(1, 10**6), before.uid


def test_a_question_edited_in_the_other_program_keeps_the_edit() -> None:
    files = unpack(registry.write("qti21", [SINGLE, TEXT], MEDIA).data, "x.zip")
    (name,) = [name for name in files if name.startswith("items/") and b"Which of these" in files[name]]
    files[name] = files[name].replace(b"Which of these", b"Which one of those")
    reading = registry.read(pack(files), "x.zip")
    assert reading.taken[0].item.stem.startswith("Which one of those")
    assert reading.taken[1].entry == TEXT
    assert any("lighthouse/first-lit was changed" in note for note in reading.notes)


def test_a_second_export_has_the_same_bytes() -> None:
    assert registry.write("qti21", ALL, MEDIA, "x").data == registry.write("qti21", ALL, MEDIA, "x").data


def test_a_text_answer_that_qti_would_compare_differently_is_refused_with_the_remedy() -> None:
    folded = replace(EXACT, item=replace(EXACT.item, match=""))
    written = registry.write("qti21", [folded, TEXT])
    assert [refusal.entry for refusal in written.refused] == ["harvane/code"]
    assert "match: exact" in written.refused[0].remedy
    assert len(registry.read(written.data, "x.zip").taken) == 1


def test_what_the_target_does_not_show_is_in_the_loss_report() -> None:
    kept = replace(SINGLE, hints=("Look again.",), defaults=Defaults(penalty=SINGLE.defaults.points))
    losses = {(loss.field, loss.action) for loss in registry.write("qti21", [kept], MEDIA).losses}
    assert {("hints", "dropped"), ("penalty", "dropped")} <= losses
    assert ("source", "moved to a note that only authors see") in losses


def test_nobody_is_told_the_source_or_the_key_in_the_body() -> None:
    (item,) = items_of("qti30", SINGLE)
    (body,) = [node for node in item.root if node.tag.endswith("item-body")]
    for node in body.iter():
        if node.tag.endswith("rubric-block"):
            assert node.get("view") == "author"
    text = ET.tostring(body, encoding="unicode")
    assert "Well read" not in text
    assert "Because the lens" not in text


@pytest.mark.parametrize("version", VERSIONS)
def test_identifiers_are_xml_names_and_no_option_count_is_demanded(version: str) -> None:
    files = unpack(registry.write(version, BY_RULE, {}, "x").data, "x.zip")
    for name, data in files.items():
        if name.startswith("items/"):
            assert b"min-choices" not in data
            assert b"minChoices" not in data
            for identifier in re.findall(r' identifier="([^"]*)"', data.decode()):
                assert re.fullmatch(r"[A-Za-z_][\w.-]*", identifier)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_file_of_the_package_is_in_its_manifest(version: str) -> None:
    files = unpack(registry.write(version, ALL, MEDIA, "x").data, "x.zip")
    manifest = files["imsmanifest.xml"].decode()
    listed = set(re.findall(r'<file href="([^"]+)"', manifest))
    assert listed == set(files) - {"imsmanifest.xml", "bank.json", "bank-hashes.json"}
    identifiers = re.findall(r'<resource identifier="([^"]+)"', manifest)
    assert len(set(identifiers)) == len(identifiers)
    assert set(re.findall(r'identifierref="([^"]+)"', manifest)) <= set(identifiers)

"""Items of QTI 2.0 to 3.0 as other programs write them: right stem, options, key, marks and feedback, or a reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats import registry
from quizapp.formats.files.archive import pack
from quizapp.formats.report import Reading, Skipped, Taken
from tests.formats.entries import png

SAMPLES = Path(__file__).parent / "samples"

CORRECT = "<correctResponse><value>B</value></correctResponse>"
CHOICES = '<simpleChoice identifier="A">one</simpleChoice><simpleChoice identifier="B">two</simpleChoice>'
CHOICES += '<simpleChoice identifier="C">three</simpleChoice>'
ASK = '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt>'
ASK += f"{CHOICES}</choiceInteraction>"
MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def an_item(
    *, declared: str = CORRECT, cardinality: str = "single", base: str = "identifier", body: str = ASK, rules: str = "",
    template: str = "", more: str = "", name: str = "i1", attrs: str = "", outcomes: str = "",
) -> str:  # fmt: skip
    processing = f'<responseProcessing template="{template}">{rules}</responseProcessing>' if rules or template else ""
    if not template:
        processing = processing.replace(' template=""', "")
    return (
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{name}" title="T" {attrs}>'
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">{declared}'
        '</responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"{outcomes}<itemBody>{body}</itemBody>{processing}{more}</assessmentItem>"
    )


def read(text: str | bytes, name: str = "x.xml") -> Reading:
    return registry.read(text.encode() if isinstance(text, str) else text, name)


def one(text: str | bytes) -> Taken:
    reading = read(text)
    assert not reading.skipped, [str(skipped) for skipped in reading.skipped]
    (taken,) = reading.taken
    return taken


def skipped(text: str | bytes) -> Skipped:
    reading = read(text)
    assert not reading.taken
    (found,) = reading.skipped
    assert found.remedy
    return found


def keys(taken: Taken) -> list[str]:
    return [option.text for option in taken.item.options if option.is_key]


# --- whole items of other programs


def test_a_tao_item_comes_in_with_picture_marks_and_feedback() -> None:
    files = {
        "imsmanifest.xml": b'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata>'
        b"<schema>QTIv2.2 Package"
        b'</schema></metadata><resources><resource identifier="i1" type="imsqti_item_xmlv2p2" href="i1%20x/qti.xml">'
        b'<file href="i1%20x/qti.xml"/></resource></resources></manifest>',
        "i1 x/qti.xml": (SAMPLES / "qti21_tao.xml").read_bytes(),
        "i1 x/assets/the chart.png": png(),
    }
    reading = read(pack(files), "tao.zip")
    (taken,) = reading.taken
    item = taken.item
    assert item.kind == "multiple"
    assert (
        item.stem == "Look at the chart.  \n![Chart of tides](media/the-chart.png)\n\nWhich **two** harbours dry out?"
    )
    assert [option.text for option in item.options] == ["Harvane", "Old\xa0Quay", "Skerry & Sound"]
    assert item.keys == (1, 2)
    assert taken.entry.defaults.points == Decimal(2)
    assert taken.entry.defaults.rule == "net_correct"
    assert taken.entry.feedback.correct == "Both, yes."
    assert taken.entry.feedback.incorrect == "Look at low water."
    assert [media.name for media in reading.media] == ["media/the-chart.png"]
    assert taken.place == "tao.zip!/i1 x/qti.xml"


def test_a_prefixed_latin1_item_is_read_and_its_encoding_is_said() -> None:
    reading = read((SAMPLES / "qti21_prefixed.xml").read_bytes())
    (taken,) = reading.taken
    assert taken.item.stem == "Wie heißt der Türmer?"
    assert [(o.text, o.is_key, o.rationale) for o in taken.item.options] == [
        ("Jürgen", False, "Nein."),
        ("Sören", True, "Ja!"),
    ]
    assert taken.entry.defaults.points == Decimal(3)
    assert any("ISO-8859-1" in note for note in reading.notes)
    assert "notes for authors and scorers were left out" in taken.changes


def test_a_3_0_item_with_its_own_names_is_read_by_the_same_rules() -> None:
    reading = read((SAMPLES / "qti30_three.xml").read_bytes())
    assert reading.format == "qti30"
    (taken,) = reading.taken
    assert taken.item.stem == "A beam is seen.\n\nWhat swings?"
    assert [(o.text, o.is_key, o.rationale) for o in taken.item.options] == [
        ("The tower", False, "It stands."), ("*The lens*", True, "It turns."), ("The sea", False, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("spoil", [
    lambda text: "\ufeff" + text,
    lambda text: text.replace("><", ">\r\n<"),
    lambda text: text.replace(' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"', ""),
    lambda text: text.replace("imsqti_v2p1", "imsqti_v2p2"),
    lambda text: '<?xml version="1.0"?><!DOCTYPE assessmentItem SYSTEM "http://x.example/a.dtd">' + text,
    lambda text: '<?xml version="1.0" encoding="utf-16"?>' + text,
    lambda text: text.replace("<itemBody>", "<itemBody><!-- note --><?pi x?>"),
    lambda text: text.replace('maxChoices="1"', 'maxChoices="0"'),
    lambda text: text.replace('maxChoices="1"', ""),
    lambda text: text.replace("Which?", "Which&#63;"),
    lambda text: text.replace("one</", "one<m:math/></"),
])  # fmt: skip
def test_spelling_of_the_file_makes_no_difference(spoil: object) -> None:
    assert callable(spoil)
    taken = one(spoil(an_item()))
    assert (taken.item.kind, taken.item.stem, keys(taken)) == ("single", "Which?", ["two"])


def test_utf16_is_read() -> None:
    assert keys(one(an_item().encode("utf-16"))) == ["two"]


# --- key and marks


def test_the_key_is_the_stated_correct_response() -> None:
    assert keys(one(an_item(template=MATCH))) == ["two"]


def test_without_a_stated_response_the_mapping_tells_the_key_and_its_weights() -> None:
    mapping = '<mapEntry mapKey="A" mappedValue="0.5"/><mapEntry mapKey="C" mappedValue="2"/>'
    mapping = f'<mapping defaultValue="0">{mapping}</mapping>'
    taken = one(an_item(declared=mapping, template=MATCH.replace("match_correct", "map_response")))
    assert keys(taken) == ["three"]
    assert taken.entry.defaults.weights == (F(1, 4), F(0), F(1))
    assert taken.entry.defaults.points == 2


def test_without_either_the_response_processing_is_executed_for_each_option() -> None:
    rules = """<responseCondition><responseIf><member><variable identifier="RESPONSE"/><multiple>
      <baseValue baseType="identifier">C</baseValue></multiple></member>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>
      <responseElseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">A</baseValue></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">.5</baseValue></setOutcomeValue></responseElseIf>
      </responseCondition>"""
    taken = one(an_item(declared="", rules=rules))
    assert keys(taken) == ["three"]
    assert taken.entry.defaults.weights == (F(1, 2), F(0), F(1))


def test_a_keyless_item_is_skipped_and_what_was_read_is_kept_for_mending() -> None:
    found = skipped(an_item(declared=""))
    assert "no correct response is stated" in found.what
    assert found.entry is not None
    assert found.entry.item.stem == "Which?"


def test_an_item_whose_scoring_contradicts_its_stated_response_is_not_believed() -> None:
    mapping = '<mapping defaultValue="0"><mapEntry mapKey="A" mappedValue="1"/></mapping>'
    found = skipped(an_item(declared=CORRECT + mapping, template=MATCH.replace("match_correct", "map_response")))
    assert "different keys" in found.what


def test_a_correct_response_that_is_no_option_is_not_taken() -> None:
    assert "none of its options" in skipped(an_item(declared=CORRECT.replace("B", "Z"))).what


def test_two_correct_responses_for_one_answer_are_not_taken() -> None:
    two = "<correctResponse><value>A</value><value>B</value></correctResponse>"
    assert "names 2" in skipped(an_item(declared=two)).what


def test_scoring_that_is_not_understood_leaves_the_stated_key_and_says_so() -> None:
    rules = '<setOutcomeValue identifier="SCORE"><customOperator class="x"/></setOutcomeValue>'
    taken = one(an_item(rules=rules))
    assert keys(taken) == ["two"]
    assert any("customOperator" in change for change in taken.changes)
    assert "customOperator" in skipped(an_item(declared="", rules=rules)).what


def test_an_outcome_that_begins_with_nothing_is_no_hindrance() -> None:
    empty = '<outcomeDeclaration identifier="BEST" cardinality="single" baseType="float"><defaultValue><value/>'
    taken = one(an_item(outcomes=f"{empty}</defaultValue></outcomeDeclaration>", template=MATCH))
    assert (keys(taken), taken.changes) == (["two"], ())


def test_an_empty_scoring_branch_leaves_the_stated_key_and_says_so() -> None:
    rules = '<responseIf><isNull><variable identifier="RESPONSE"/></isNull></responseIf>'
    rules = f"<responseCondition>{rules}</responseCondition>"
    taken = one(an_item(rules=rules))
    assert keys(taken) == ["two"]
    assert any("no option earns a mark" in change for change in taken.changes)


SEVERAL = ASK.replace('maxChoices="1"', 'maxChoices="0"')
BOTH = "<correctResponse><value>A</value><value>B</value></correctResponse>"


@pytest.mark.parametrize(("entries", "bounds", "rule", "weights"), [
    ("A=1 B=1 C=-1", 'lowerBound="0" upperBound="2"', "net_correct", ()),
    ("A=1 B=1 C=-1", 'lowerBound="0"', "net_correct", ()),
    ("A=1 B=1", 'defaultValue="-1" lowerBound="0"', "net_correct", ()),
    ("A=1 B=1 C=-2", 'lowerBound="0"', "", (F(1, 2), F(1, 2), F(-1))),
    ("A=1 B=3", 'lowerBound="0"', "", (F(1, 4), F(3, 4), F(0))),
    ("A=0.33333 B=0.66667 C=-0.5", 'lowerBound="0" upperBound="1"', "", (F(1, 3), F(2, 3), F(-1, 2))),
])  # fmt: skip
def test_a_mapping_over_several_keys_becomes_a_rule_or_weights(
    entries: str, bounds: str, rule: str, weights: tuple[F, ...]
) -> None:
    said = "".join(f'<mapEntry mapKey="{one[0]}" mappedValue="{one[2:]}"/>' for one in entries.split())
    for stated in (BOTH, ""):
        taken = one(
            an_item(
                declared=f"{stated}<mapping {bounds}>{said}</mapping>", cardinality="multiple", body=SEVERAL,
                template=MATCH.replace("match_correct", "map_response"),
            )
        )  # fmt: skip
        assert keys(taken) == ["one", "two"]
        assert taken.entry.defaults.rule == rule
        assert [abs(a - b) < F(1, 10**4) for a, b in zip(taken.entry.defaults.weights, weights, strict=True)].count(
            False
        ) == 0


def test_match_correct_over_several_keys_is_all_or_nothing() -> None:
    taken = one(an_item(declared=BOTH, cardinality="multiple", body=SEVERAL, template=MATCH))
    assert (taken.item.kind, taken.entry.defaults.rule) == ("multiple", "all_or_nothing")


def test_one_choice_allowed_of_a_multiple_response_is_a_question_with_one_answer() -> None:
    taken = one(an_item(cardinality="multiple", template=MATCH))
    assert taken.item.kind == "single"
    assert any("one option only" in change for change in taken.changes)


# --- body


def test_an_interaction_deep_inside_other_markup_keeps_all_its_text_in_order() -> None:
    table = "<table><tr><td>cell</td></tr></table>"
    body = f"<div>{table}<p>Before <em>it</em>.</p><blockquote>{ASK}</blockquote></div><p>After.</p>"
    stem = one(an_item(body=body)).item.stem
    assert [stem.index(word) for word in ("cell", "Before", "Which?", "After.")] == sorted(
        stem.index(word) for word in ("cell", "Before", "Which?", "After.")
    )


def test_a_rubric_for_learners_belongs_to_the_stem_and_one_for_authors_does_not() -> None:
    body = (
        '<rubricBlock view="candidate"><p>Read well.</p></rubricBlock><rubricBlock view="author">Key: B</rubricBlock>'
    )
    body += ASK
    taken = one(an_item(body=body))
    assert taken.item.stem == "Read well.\n\nWhich?"
    assert "notes for authors and scorers were left out" in taken.changes


def test_an_object_that_is_a_picture_is_a_picture() -> None:
    body = f'<p><object data="img/a.png" type="image/png">A map</object></p>{ASK}'
    files = {"q.xml": an_item(body=body).encode(), "IMG/A.png": png()}
    (taken,) = read(pack(files), "x.zip").taken
    assert taken.item.stem == "![A map](media/a.png)\n\nWhich?"


def test_fixed_options_keep_the_order() -> None:
    fixed = ASK.replace('identifier="C"', 'identifier="C" fixed="true"').replace(
        "maxChoices", 'shuffle="true" maxChoices'
    )
    taken = one(an_item(body=fixed))
    assert taken.item.order == "fixed"
    assert any("fixed place" in change for change in taken.changes)


def test_true_and_false_in_several_languages_are_true_false_questions() -> None:
    for pair in (("True", "False"), ("Wahr", "Falsch"), ("VRAI", "FAUX"), ("Verdadero", "Falso")):
        body = ASK.replace(CHOICES, "").replace(
            "</prompt>",
            f'</prompt><simpleChoice identifier="A">{pair[0]}</simpleChoice>'
            f'<simpleChoice identifier="B">{pair[1]}</simpleChoice>',
        )
        assert one(an_item(body=body)).item.kind == "true-false"


def test_feedback_for_right_and_wrong_is_told_apart_by_when_it_shows_and_not_by_its_name() -> None:
    rules = """<responseCondition><responseIf>
      <match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      <setOutcomeValue identifier="F"><baseValue baseType="identifier">x1</baseValue></setOutcomeValue></responseIf>
      <responseElse><setOutcomeValue identifier="F"><baseValue baseType="identifier">x2</baseValue></setOutcomeValue>
      </responseElse></responseCondition>
      <setOutcomeValue identifier="G"><baseValue baseType="identifier">g</baseValue></setOutcomeValue>"""
    outcomes = "".join(
        f'<outcomeDeclaration identifier="{n}" cardinality="single" baseType="identifier"/>' for n in "FG"
    )
    more = "".join(
        f'<modalFeedback outcomeIdentifier="{o}" identifier="{i}" showHide="show">{text}</modalFeedback>'
        for o, i, text in (("F", "x1", "Good"), ("F", "x2", "Bad"), ("G", "g", "Always"))
    )
    taken = one(an_item(rules=rules, outcomes=outcomes, more=more))
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("Good", "Bad")
    assert taken.item.explanation == "Always"


# --- other sorts


@pytest.mark.parametrize(("body", "word"), [
    ('<orderInteraction responseIdentifier="RESPONSE">' + CHOICES + "</orderInteraction>", "orderInteraction"),
    ('<extendedTextInteraction responseIdentifier="RESPONSE"/>', "extendedTextInteraction"),
    ('<matchInteraction responseIdentifier="RESPONSE"/>', "matchInteraction"),
    (ASK + ASK, "2 things"),
    ("<p>Only text</p>", "asks nothing"),
])  # fmt: skip
def test_other_interactions_are_skipped_by_name(body: str, word: str) -> None:
    assert word in skipped(an_item(body=body)).what


def test_of_an_item_that_may_be_answered_several_times_the_first_answer_counts() -> None:
    def when(test: str, name: str, value: str, base: str = "identifier") -> str:
        said = f'<baseValue baseType="{base}">{value}</baseValue>'
        told = f'<setOutcomeValue identifier="{name}">{said}</setOutcomeValue>'
        return f"<responseCondition><responseIf>{test}{told}</responseIf></responseCondition>"

    def tried(times: int) -> str:
        return f'<gte><variable identifier="numAttempts"/><baseValue baseType="integer">{times}</baseValue></gte>'

    right = '<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">C</baseValue></match>'
    late = f"<and>{right}{tried(2)}</and>"
    rules = when(right, "SCORE", "2", "float") + when(late, "SCORE", "1", "float") + when(tried(1), "SHOWN", "hint")
    block = '<feedbackBlock outcomeIdentifier="SHOWN" identifier="hint" showHide="show"><p>Count.</p></feedbackBlock>'
    declared = '<outcomeDeclaration identifier="SHOWN" cardinality="single" baseType="identifier"/>'
    item = an_item(attrs='adaptive="true"', declared="", rules=rules, outcomes=declared, body=ASK + block)
    taken = one(item)
    assert (keys(taken), taken.entry.defaults.points, taken.item.explanation) == (["three"], Decimal(2), "Count.")
    assert taken.changes == ("it may be answered several times there; here the first answer counts",)
    assert one(item.replace('adaptive="true"', "")).changes == ()
    later = block.replace("<p>Count.</p>", ASK)
    assert "several steps" in skipped(an_item(attrs='adaptive="true"', body=later)).what
    assert keys(one(an_item(body=later.replace('"show"', '"hide"'), template=MATCH))) == ["two"]


def test_template_items_are_skipped_with_the_reason() -> None:
    assert "drawn anew" in skipped(an_item(body='<p><printedVariable identifier="N"/></p>' + ASK)).what


TYPED = '<p>The keeper was <textEntryInteraction responseIdentifier="RESPONSE"/> in 1887.</p>'


def test_a_typed_word_is_taken_with_a_blank_where_it_stood() -> None:
    taken = one(an_item(body=TYPED, base="string", declared=CORRECT, template=MATCH))
    assert (taken.item.kind, taken.item.match) == ("text", "exact")
    assert [answer.text for answer in taken.item.answers] == ["B"]
    assert taken.item.stem == r"The keeper was \_\_\_\_\_ in 1887."


def test_typed_words_that_earn_different_marks_are_skipped() -> None:
    mapping = '<mapping><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="york" mappedValue="0.5"/></mapping>'
    template = MATCH.replace("match_correct", "map_response")
    assert "different marks" in skipped(an_item(body=TYPED, base="string", declared=mapping, template=template)).what


@pytest.mark.parametrize(("rules", "answers"), [
    ("", ["12.5"]),
    ('<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/>'
     '<correct identifier="RESPONSE"/></equal>',
     ["12..13"]),
    ('<equal toleranceMode="relative" tolerance="10"><correct identifier="RESPONSE"/>'
     '<variable identifier="RESPONSE"/></equal>',
     ["11.25..13.75"]),
    ('<and><gte><variable identifier="RESPONSE"/><baseValue baseType="float">3</baseValue></gte><lte>'
     '<variable identifier="RESPONSE"/><baseValue baseType="float">4</baseValue></lte></and>', ["3..4"]),
])  # fmt: skip
def test_a_typed_number_is_taken_with_its_tolerance(rules: str, answers: list[str]) -> None:
    if rules:
        rules = (
            f"<responseCondition><responseIf>{rules}<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1"
            "</baseValue></setOutcomeValue></responseIf></responseCondition>"
        )
    declared = CORRECT.replace("B", "12.5")
    taken = one(an_item(body=TYPED, base="float", declared=declared, rules=rules, template="" if rules else MATCH))
    assert [answer.text for answer in taken.item.answers] == answers


def test_an_open_range_of_numbers_is_skipped() -> None:
    rules = (
        "<responseCondition><responseIf><gt><variable identifier='RESPONSE'/><baseValue baseType='float'>3</baseValue>"
        "</gt><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue>"
        "</responseIf></responseCondition>"
    )
    assert "without end" in skipped(an_item(body=TYPED, base="float", declared="", rules=rules)).what


# --- packages


def a_package(**files: str) -> bytes:
    return pack({name.replace("__", "/").replace("_xml", ".xml"): text.encode() for name, text in files.items()})


TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Week 3">
 <testPart identifier="p"><assessmentSection identifier="s1" title="Light">
 <assessmentItemRef identifier="r2" href="two.xml">
 <weight identifier="W" value="2.5"/></assessmentItemRef></assessmentSection>
 <assessmentSection identifier="s2" title="Tide">
 <assessmentItemRef identifier="r1" href="one.xml"><timeLimits maxTime="40"/></assessmentItemRef>
 <assessmentItemRef identifier="r9" href="gone.xml"/></assessmentSection></testPart></assessmentTest>"""


def test_the_test_decides_order_sections_and_weights_and_what_it_misses_is_said() -> None:
    data = a_package(
        t_xml=TEST, one_xml=an_item(name="one"), two_xml=an_item(name="two"), zzz_xml=an_item(name="stray")
    )
    reading = read(data, "x.zip")
    assert reading.title == "Week 3"
    assert [(t.entry.uid, t.entry.category) for t in reading.taken] == [
        ("two", "Light"),
        ("one", "Tide"),
        ("stray", ""),
    ]
    assert reading.taken[0].entry.defaults.points == Decimal("2.5")
    assert reading.taken[1].entry.defaults.seconds == 40
    (missing,) = reading.skipped
    assert "gone.xml" in missing.what
    assert missing.line == 7


def test_items_that_a_test_holds_itself_are_not_missed_as_files() -> None:
    item = an_item(name="i7")
    head = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="T">
<testPart identifier="p"><assessmentSection identifier="s" title="S"><assessmentItemRef identifier="i7" href="i7.xml"/>
<assessmentItemRef identifier="i8" href="i8.xml"/></assessmentSection></testPart>"""
    reading = read(a_package(**{"test.xml": head + item + "</assessmentTest>"}))
    assert [keys(taken) for taken in reading.taken] == [keys(one(an_item()))]
    assert [skip.what for skip in reading.skipped] == ["the test asks for “i8.xml”, which is not in the file"]


def test_manifest_keywords_become_tags() -> None:
    manifest = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:l="http://ltsc.ieee.org/xsd/LOM"><resources>
      <resource identifier="r" type="imsqti_item_xmlv2p1" href="sub\\one.xml"><metadata><l:lom><l:general>
      <l:keyword><l:string language="en">Old Lights</l:string></l:keyword></l:general><l:educational><l:difficulty>
      <l:source>LOMv1.0</l:source><l:value>very difficult</l:value></l:difficulty></l:educational></l:lom></metadata>
      </resource>
      </resources></manifest>"""
    (taken,) = read(a_package(imsmanifest_xml=manifest, sub__one_xml=an_item()), "x.zip").taken
    assert (taken.item.tags, taken.item.difficulty) == (("old lights",), "hard")


def test_a_broken_file_in_a_package_costs_only_itself() -> None:
    data = a_package(one_xml=an_item(name="one"), two_xml=an_item(name="two").replace("</itemBody>", ""))
    reading = read(data, "x.zip")
    assert [taken.entry.uid for taken in reading.taken] == ["one"]
    assert [(s.place, s.line) for s in reading.skipped] == [("x.zip!/two.xml", 1)]


def test_a_package_without_questions_says_so() -> None:
    with pytest.raises(BadInput, match="no questions"):
        registry.read(pack({"imsmanifest.xml": b"<manifest/>", "a.png": png()}), "x.zip", "qti21")


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + an_item().replace("Which?", "&b;")
    with pytest.raises(BadInput, match="entities"):
        read(bomb)


def test_scripts_and_remote_pictures_do_not_come_in() -> None:
    evil = '<p>Look <script>alert(1)</script><img src="https://spy.example/x.png" alt="spy" onerror="x()"/></p>'
    taken = one(an_item(body=evil + ASK))
    assert "script" not in taken.item.stem
    assert "![" not in taken.item.stem
    assert any("script" in change for change in taken.changes)


def test_marks_that_stand_in_constants_of_the_item_are_counted() -> None:
    constants = "".join(
        f'<templateDeclaration identifier="{name}" cardinality="single" baseType="float">'
        f"<defaultValue><value>{value}</value></defaultValue></templateDeclaration>"
        for name, value in (("EACH_CORRECT", 2), ("EACH_WRONG", -1))
    )
    right, wrong = (
        f'<setOutcomeValue identifier="SCORE"><variable identifier="{name}"/></setOutcomeValue>'
        for name in ("EACH_CORRECT", "EACH_WRONG")
    )
    match = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    rules = f"<responseIf>{match}{right}</responseIf><responseElse>{wrong}</responseElse>"
    taken = one(an_item(rules=f"<responseCondition>{rules}</responseCondition>", outcomes=constants))
    assert (taken.entry.defaults.points, taken.changes) == (Decimal(2), ())
    assert sorted(taken.entry.defaults.weights)[-2:] == [F(-1, 2), 1]

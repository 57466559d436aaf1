"""QTI as Canvas, Blackboard, Brightspace, Respondus, Inspera, TAO, Learnosity and others export it."""

from __future__ import annotations

from html import escape

from quizapp.formats.files.archive import pack
from quizapp.formats.registry import read
from tests.formats.foreign import lines, told

SCORE = '<setvar action="Set" varname="SCORE">{}</setvar>'


def equal(ident: str, respident: str = "response1") -> str:
    return f'<varequal respident="{respident}">{ident}</varequal>'


def condition(inner: str, score: str = "100", go_on: str = "No", shows: str = "") -> str:
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{shows}"/>' if shows else ""
    setting = SCORE.format(score) if score else ""
    return f'<respcondition continue="{go_on}"><conditionvar>{inner}</conditionvar>{setting}{shown}</respcondition>'


def feedback(ident: str, text: str) -> str:
    return (
        f'<itemfeedback ident="{ident}"><flow_mat><material><mattext texttype="text/html">{escape(text)}</mattext>'
        "</material></flow_mat></itemfeedback>"
    )


def canvas(
    type: str, stem: str, options: dict[str, str], conditions: str, rest: str = "", *, many: bool = False
) -> str:
    labels = "".join(
        f'<response_label ident="{ident}"><material><mattext texttype="text/html">{escape(text)}</mattext></material>'
        "</response_label>"
        for ident, text in options.items()
    )
    asked = (
        f'<response_lid ident="response1" rcardinality="{"Multiple" if many else "Single"}"><render_choice>{labels}'
        "</render_choice></response_lid>"
        if options
        else '<response_str ident="response1" rcardinality="Single"><render_fib><response_label ident="answer1"/>'
        "</render_fib></response_str>"
    )
    return (
        '<item ident="g1" title="Question"><itemmetadata><qtimetadata>'
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{type}</fieldentry></qtimetadatafield>"
        "<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>1.0</fieldentry></qtimetadatafield>"
        "<qtimetadatafield><fieldlabel>original_answer_ids</fieldlabel><fieldentry>1,2</fieldentry></qtimetadatafield>"
        "</qtimetadata></itemmetadata><presentation>"
        f'<material><mattext texttype="text/html">{escape(stem)}</mattext></material>{asked}</presentation>'
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{conditions}</resprocessing>{rest}</item>"
    )


def quiz(*items: str, bank: bool = False) -> str:
    name = "objectbank" if bank else "assessment"
    inner = "".join(items) if bank else f'<section ident="root_section">{"".join(items)}</section>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop '
        'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2 http://www.imsglobal.org/xsd/x.xsd">'
        f'<{name} ident="g0" title="Quiz"><qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel>'
        f"<fieldentry>1</fieldentry></qtimetadatafield></qtimetadata>{inner}</{name}></questestinterop>"
    )


THREE = {"7001": "<p>one</p>", "7002": "two", "7003": "three &amp; four"}


def test_classic_quizzes_of_canvas() -> None:
    several = f"<and>{equal('7001')}<not>{equal('7002')}</not>{equal('7003')}</and>"
    items = (
        canvas("multiple_choice_question", "<div><p>Which <b>one</b>?</p></div>", THREE,
               condition("<other/>", "", "Yes", "general_fb")
               + condition(equal("7002"), "", "Yes", "7002_fb") + condition(equal("7002"), shows="correct_fb")
               + condition("<other/>", "", "Yes", "general_incorrect_fb"),
               feedback("general_fb", "General.") + feedback("7002_fb", "<p>Yes.</p>")
               + feedback("correct_fb", "Well!")),
        canvas("multiple_answers_question", "Which two?", THREE, condition(several), many=True),
        canvas("true_false_question", "Wet?", {"1": "True", "2": "False"}, condition(equal("2"))),
        canvas("true_false_question", "Nass?", {"1": "Wahr", "2": "Falsch"}, condition(equal("1"))),
        canvas("multiple_choice_question", "One alone?", {"1": "x1"}, condition(equal("1"))),
        canvas("multiple_choice_question", "Equation? <img class='equation_image' alt='LaTeX: x^2' "
               "src='/equation_images/x%255E2' data-equation-content='x^2'>", THREE, condition(equal("7001"))),
        canvas("multiple_choice_question", "No condition?", THREE, ""),
        canvas("multiple_choice_question", "A strange key?", THREE, condition(equal("9999"))),
        canvas("short_answer_question", "Town?", {}, condition(equal("Harvane") + equal("Havane"))),
        canvas("fill_in_multiple_blanks_question", "[a] and [b]?", THREE, condition(equal("7001"))),
        canvas("multiple_dropdowns_question", "[a]?", THREE, condition(equal("7001"))),
        canvas("matching_question", "Match", THREE, condition(equal("7001"))),
        canvas("essay_question", "Write", {}, condition("<other/>", "")),
        canvas("file_upload_question", "Send", {}, ""),
        canvas("calculated_question", "1 + [x]", {}, condition(equal("3"))),
        canvas("text_only_question", "Read", {}, ""),
    )  # fmt: skip
    assert (
        told(quiz(*items), "quiz.xml")
        == told(quiz(*items, bank=True), "bank.xml")
        == [
            "Which **one**? | one | *two # Yes. | three & four",
            "Which two? | *one | two | *three & four; all_or_nothing",
            "Wet? | True | *False",
            "Nass? | *Wahr | Falsch",
            "Equation? \\\\(x^2\\\\) | *one | two | three & four",
            "Town? | = Harvane | = Havane",
            "! no response earns a mark and no correct response is stated",
            "! no response earns a mark and no correct response is stated",
            "! it asks for several blanks in one text, a kind that is not taken",
            "! it asks for several drop-down lists, a kind that is not taken",
            "! it asks for matching, a kind that is not taken",
            "! it asks for an essay, a kind that is not taken",
            "! it asks for the upload of a file, a kind that is not taken",
            "! it asks for a formula with numbers drawn anew, a kind that is not taken",
            "! it is a text and asks nothing",
            "! a question has 2 to 26 options",
        ]
    )


def test_new_quizzes_of_canvas() -> None:
    added = "".join(
        f'<respcondition><conditionvar>{equal(ident)}</conditionvar><setvar action="Add" varname="SCORE">{mark}'
        "</setvar></respcondition>"
        for ident, mark in (("7001", "50.0"), ("7003", "50.0"))
    )
    varied = "".join(condition(equal(ident), mark) for ident, mark in (("7001", "100"), ("7002", "50")))
    items = (
        canvas("multiple_answers_question", "Which two?", THREE, added, many=True),
        canvas("multiple_choice_question", "Varied?", THREE, varied),
        canvas("multiple_choice_question", "Half?", THREE, condition(equal("7003"), "50")),
        canvas("ordering_question", "Order", THREE, condition(equal("7001"))),
        canvas("categorization_question", "Sort", THREE, condition(equal("7001"))),
        canvas("hot_spot_question", "Where", {}, ""),
        canvas("formula_question", "Sum", {}, condition(equal("3"))),
    )
    assert told(quiz(*items), "quiz.xml") == [
        "Which two? | *1/2 one | two | *1/2 three & four",
        "Varied? | *one | 1/2 two | three & four",
        "Half? | one | two | *three & four",
        "! it asks for putting in order, a kind that is not taken",
        "! it asks for sorting into categories, a kind that is not taken",
        "! it asks for a place in a picture, a kind that is not taken",
        "! it asks for a formula with numbers drawn anew, a kind that is not taken",
    ]


def test_a_canvas_package_names_the_banks_that_did_not_come_along() -> None:
    section = (
        '<section ident="s1" title="Group"><selection_ordering><selection><sourcebank_ref>g77</sourcebank_ref>'
        "<selection_number>2</selection_number></selection></selection_ordering></section>"
    )
    item = canvas("multiple_choice_question", "Which?", THREE, condition(equal("7001")))
    manifest = (
        '<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><resources>'
        '<resource identifier="g0" type="imsqti_xmlv1p2"><file href="g0/g0.xml"/></resource></resources></manifest>'
    )
    files = {"imsmanifest.xml": manifest.encode(), "g0/g0.xml": quiz(item, section).encode(),
             "g0/assessment_meta.xml": b"<quiz identifier='g0'><title>Quiz</title></quiz>"}  # fmt: skip
    reading = read(pack(files), "canvas.zip")
    assert lines(reading) == ["Which? | *one | two | three & four"]
    assert reading.notes == ("canvas.zip!/g0/g0.xml:2: it draws questions from the bank “g77”, which is not here",)


def mat(text: str) -> str:
    return (
        '<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">'
        f"{escape(text)}</mat_formattedtext></mat_extension></material></flow>"
    )


def blackboard(type: str, stem: str, options: dict[str, str], conditions: str, *, many: bool = False) -> str:
    labels = "".join(
        f'<flow_label class="Block"><response_label ident="{ident}" shuffle="Yes" rarea="Ellipse">'
        f"{mat(text).replace('<flow ', '<flow_mat ').replace('</flow>', '</flow_mat>')}</response_label></flow_label>"
        for ident, text in options.items()
    )
    return (
        f'<item title="" maxattempts="0"><itemmetadata><bbmd_asi_object_id>_1_1</bbmd_asi_object_id>'
        f"<bbmd_questiontype>{type}</bbmd_questiontype><bbmd_is_from_cartridge>false</bbmd_is_from_cartridge>"
        '<qmd_absolutescore_max>10.0</qmd_absolutescore_max></itemmetadata><presentation><flow class="Block">'
        f'<flow class="QUESTION_BLOCK">{mat(stem)}</flow><flow class="RESPONSE_BLOCK"><response_lid ident="response" '
        f'rcardinality="{"Multiple" if many else "Single"}" rtiming="No"><render_choice shuffle="No" minnumber="0">'
        f"{labels}</render_choice></response_lid></flow></flow></presentation>"
        '<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" vartype="Decimal" maxvalue="10.0"/>'
        f"</outcomes>{conditions}</resprocessing></item>"
    )


def test_pools_of_blackboard_learn() -> None:
    def right(inner: str) -> str:
        return (
            f'<respcondition title="correct"><conditionvar>{inner}</conditionvar><setvar variablename="SCORE" '
            'action="Set">SCORE.max</setvar><displayfeedback linkrefid="correct" feedbacktype="Response"/>'
            '</respcondition><respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar '
            'variablename="SCORE" action="Set">0</setvar></respcondition>'
        )

    letters = {"aa11": "<p>one</p>", "bb22": "two", "cc33": "three"}
    several = f"<and>{equal('aa11', 'response')}<not>{equal('bb22', 'response')}</not>{equal('cc33', 'response')}</and>"
    items = (
        blackboard("Multiple Choice", "<p>Which?</p>", letters, right(equal("bb22", "response"))),
        blackboard("Multiple Answer", "<p>Which two?</p>", letters, right(several), many=True),
        blackboard("True/False", "Wet?", {"true": "true", "false": "false"}, right(equal("false", "response"))),
        blackboard("Either/Or", "So?", {"yes_no.true": "yes_no.true", "yes_no.false": "yes_no.false"},
                   right(equal("yes_no.true", "response"))),
        blackboard("Opinion Scale", "How much?", letters, right("")),
    )  # fmt: skip
    assert told(quiz(*items).replace(' xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"', ""), "pool.xml") == [
        "Which? | one | *two | three",
        "Which two? | *one | two | *three; all_or_nothing",
        "Wet? | true | *false",
        "So? | *Yes | No",
        "! it takes one answer and 3 options earn full marks",
    ]


def test_respondus_and_older_programs_write_qti_in_their_own_way() -> None:
    doctype = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">'
    respondus = (
        f'<?xml version="1.0" encoding="windows-1252"?>{doctype}<questestinterop><assessment title="Lamps" ident="A1">'
        '<section ident="S1"><item ident="QUE_1" title="Oil&nbsp;1"><presentation><material><mattext texttype='
        '"text/html"><![CDATA[<p>Which&nbsp;oil is 5&deg; cold?</p>]]></mattext></material><response_lid ident="RID" '
        'rcardinality="Single"><render_choice shuffle="Yes"><response_label ident="A"><material><mattext>colza'
        '</mattext></material></response_label><response_label ident="B"><material><mattext texttype="text/html">'
        "<![CDATA[wh\xe4le]]></mattext></material></response_label></render_choice></response_lid></presentation>"
        '<resprocessing><outcomes><decvar vartype="Integer" defaultval="0"/></outcomes><respcondition><conditionvar>'
        '<varequal respident="RID">B</varequal></conditionvar><setvar action="Set">1</setvar></respcondition>'
        "</resprocessing></item></section></assessment></questestinterop>"
    )
    weights = "".join(
        f'<respcondition title="adj{n}"><conditionvar>{equal(n, "LID")}</conditionvar>'
        f'<setvar action="Add">{mark}</setvar></respcondition>'
        for n, mark in (("1", "0.5"), ("2", "0.5"), ("3", "-0.5"), ("4", "-0.5"))
    )
    labels = "".join(f'<response_label ident="{n}"><material><mattext>o{n}</mattext></material></response_label>'
                     for n in "1234")  # fmt: skip
    bare = (
        '<questestinterop><item ident="I" label="L"><presentation label="L"><flow><material><mattext>Which two?'
        '</mattext></material><response_lid ident="LID" rcardinality="Multiple"><render_choice>'
        f"{labels}</render_choice></response_lid></flow></presentation><resprocessing><outcomes><decvar/></outcomes>"
        f"{weights}</resprocessing></item></questestinterop>"
    )
    assert told(respondus.encode("cp1252"), "r.xml") == [
        "Which oil is 5° cold? | colza | *whäle",
    ]
    assert told(bare, "b.xml") == [
        "Which two? | *o1 | *o2 | o3 | o4; net_correct",
    ]


def item2(
    interaction: str, correct: list[str], *, cardinality: str = "single", mapping: str = "", processing: str = "",
    namespace: str = "http://www.imsglobal.org/xsd/imsqti_v2p1", attributes: str = "",
) -> str:  # fmt: skip
    values = "".join(f"<value>{value}</value>" for value in correct)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{namespace}" identifier="i1" title="Item" '
        f'adaptive="false" timeDependent="false">'
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="identifier">{f"<correctResponse>{values}</correctResponse>" if correct else ""}{mapping}'
        '</responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{interaction}</itemBody>{processing}</assessmentItem>"
    )


def choices(prompt: str, options: dict[str, str], most: str = "1", extra: str = "") -> str:
    shown = "".join(
        f'<simpleChoice identifier="{ident}"{extra}>{text}</simpleChoice>' for ident, text in options.items()
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}"><prompt>{prompt}</prompt>'
        f"{shown}</choiceInteraction>"
    )


ABC = {"A": "<p>one</p>", "B": "two", "C": "<b>three</b>"}
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response.xml"/>'


def mapped(*entries: tuple[str, str], bounds: str = ' lowerBound="0"') -> str:
    inner = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries)
    return f'<mapping defaultValue="0"{bounds}>{inner}</mapping>'


def test_items_of_qti_2_from_many_programs() -> None:
    sets = (
        "<responseProcessing><responseCondition><responseIf><match><variable identifier='RESPONSE'/>"
        "<baseValue baseType='identifier'>B</baseValue></match><setOutcomeValue identifier='SCORE'>"
        "<baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf></responseCondition>"
        "</responseProcessing>"
    )
    stated = sets.replace(">B<", ">C<")
    cases = {
        "TAO": item2(choices("Which?", ABC), ["B"], processing=MATCH),
        "several, all or nothing": item2(choices("Which?", ABC, "0"), ["A", "C"], cardinality="multiple",
                                         processing=MATCH),
        "several, by a map": item2(choices("Which?", ABC, "0"), ["A", "C"], cardinality="multiple",
                                   mapping=mapped(("A", "1"), ("C", "1"), ("B", "-1")), processing=MAP),
        "a map alone": item2(choices("Which?", ABC), [], mapping=mapped(("A", "0"), ("B", "2")), processing=MAP),
        "a map with part of the mark": item2(choices("Which?", ABC), ["A"],
                                             mapping=mapped(("A", "1"), ("B", "0.5")), processing=MAP),
        "processing alone": item2(choices("Which?", ABC), [], processing=sets),
        "processing against the key": item2(choices("Which?", ABC), ["B"], processing=stated),
        "no key": item2(choices("Which?", ABC), []),
        "a key that is no option": item2(choices("Which?", ABC), ["Z"], processing=MATCH),
        "blanks around identifiers": item2(choices("Which?", ABC), [" B\n"], processing=MATCH),
        "QTI 2.2": item2(choices("Which?", ABC), ["B"], processing=MATCH,
                         namespace="http://www.imsglobal.org/xsd/imsqti_v2p2"),
        "QTI 2.0": item2(choices("Which?", ABC), ["B"], processing=MATCH.replace("v2p1", "v2p0"),
                         namespace="http://www.imsglobal.org/xsd/imsqti_v2p0"),
        "no namespace": item2(choices("Which?", ABC), ["B"], processing=MATCH).replace(
            ' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"', ""),
        "fixed options": item2(choices("Which?", ABC, extra=' fixed="true"'), ["A"], processing=MATCH),
        "text before the choice": item2(f"<p>Read <i>this</i>.</p>{choices('Which?', ABC)}", ["A"], processing=MATCH),
        "formulas": item2(choices('Is <math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn>'
                                  "</msup></math> it?", ABC), ["A"], processing=MATCH),
        "an inline choice": item2('<p>It is <inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice '
                                  'identifier="A">one</inlineChoice><inlineChoice identifier="B">two</inlineChoice>'
                                  "</inlineChoiceInteraction>.</p>", ["B"], processing=MATCH),
        "hot text": item2('<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><p>A <hottext '
                          'identifier="A">b</hottext></p></hottextInteraction>', ["A"], processing=MATCH),
        "two questions in one": item2(choices("First?", ABC) + choices("Second?", ABC), ["A"], processing=MATCH),
    }  # fmt: skip
    assert {name: told(text, "i.xml") for name, text in cases.items()} == {
        "TAO": ["Which? | one | *two | **three**"],
        "several, all or nothing": ["Which? | *one | two | ***three**; all_or_nothing"],
        "several, by a map": ["Which? | *one | two | ***three**; net_correct"],
        "a map alone": ["Which? | one | *two | **three**"],
        "a map with part of the mark": ["Which? | *one | 1/2 two | **three**"],
        "processing alone": ["Which? | one | *two | **three**"],
        "processing against the key": ["! the stated correct response and the scoring name different keys"],
        "no key": ["! no response earns a mark and no correct response is stated"],
        "a key that is no option": ["! its correct response “Z” is none of its options"],
        "blanks around identifiers": ["Which? | one | *two | **three**"],
        "QTI 2.2": ["Which? | one | *two | **three**"],
        "QTI 2.0": ["Which? | one | *two | **three**"],
        "no namespace": ["Which? | one | *two | **three**"],
        "fixed options": ["Which? | *one | two | **three**"],
        "text before the choice": ["Read *this*. Which? | *one | two | **three**"],
        "formulas": ["Is x² it? | *one | two | **three**"],
        "an inline choice": ["! questions of the kind inlineChoiceInteraction are not taken"],
        "hot text": ["! questions of the kind hottextInteraction are not taken"],
        "two questions in one": ["! it asks 2 things at once (choiceInteraction)"],
    }


def test_items_of_qti_3() -> None:
    text = (
        '<?xml version="1.0"?><qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" '
        'identifier="i1" title="Item" time-dependent="false" adaptive="false"><qti-response-declaration '
        'identifier="RESPONSE" cardinality="CARD" base-type="identifier"><qti-correct-response>KEYS'
        '</qti-correct-response></qti-response-declaration><qti-outcome-declaration identifier="SCORE" '
        'cardinality="single" base-type="float"/><qti-item-body><qti-choice-interaction response-identifier="RESPONSE" '
        'max-choices="MAX" class="qti-labels-none" data-x="y"><qti-prompt>Which?</qti-prompt><qti-simple-choice '
        'identifier="A">one</qti-simple-choice><qti-simple-choice identifier="B">two</qti-simple-choice>'
        '<qti-simple-choice identifier="C">three</qti-simple-choice></qti-choice-interaction></qti-item-body>'
        '<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"/>'
        "</qti-assessment-item>"
    )

    def made(cardinality: str, most: str, *keys: str) -> str:
        values = "".join(f"<qti-value>{key}</qti-value>" for key in keys)
        return text.replace("CARD", cardinality).replace("MAX", most).replace("KEYS", values)

    assert told(made("single", "1", "B"), "i.xml") == ["Which? | one | *two | three"]
    assert told(made("multiple", "0", "A", "C"), "i.xml") == ["Which? | *one | two | *three; all_or_nothing"]
    assert told(made("multiple", "2", "A", "C"), "i.xml") == ["Which? | *one | two | *three; all_or_nothing"]
    assert told(made("single", "1"), "i.xml") == ["! no response earns a mark and no correct response is stated"]

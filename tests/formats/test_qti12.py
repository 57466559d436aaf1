"""QTI 1.2 from Canvas, Common Cartridges, Blackboard and D2L, and back to Canvas, with the marks and the feedback."""

# ruff: noqa: E501 files of other programs are easier to compare unbroken

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from itertools import combinations
from pathlib import Path

import pytest

from quizapp.core.item import Option
from quizapp.core.kinds import KINDS
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.registry import read, write
from quizapp.formats.report import Defaults, Entry, Reading, Skipped, Taken
from tests.formats.entries import ALL, EXACT, FIXED, MEDIA, NUMERIC, SINGLE, TEXT, TRUE_FALSE, png, several
from tests.formats.qti12_engine import Item1, items_in

LINES = (54, 66)  # where the essay and the matching question stand in the sample
CANVAS = (Path(__file__).parent / "samples" / "qti12_canvas.xml").read_bytes()


def an_item(
    conditions: str, *, labels: str = "ABC", cardinality: str = "Single", type: str = "", feedback: str = "", stem: str = "Which?",
    attrs: str = "",
) -> str:  # fmt: skip
    shown = "".join(
        f'<response_label ident="{one}"><material><mattext>option {one}</mattext></material></response_label>'
        for one in labels
    )
    field = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{type}</fieldentry></qtimetadatafield>"
    )
    return (
        f'<item ident="i1" {attrs}><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata><presentation>'
        f'<material><mattext texttype="text/html">{stem}</mattext></material>'
        f'<response_lid ident="R" rcardinality="{cardinality}"><render_choice>{shown}</render_choice></response_lid>'
        f"</presentation><resprocessing>{conditions}</resprocessing>{feedback}</item>"
    )


def when(test: str, score: str = "100", more: str = "", attrs: str = "", action: str = "Set") -> str:
    if len(test) == 1:
        test = f'<varequal respident="R">{test}</varequal>'
    said = f'<setvar action="{action}">{score}</setvar>' if score else ""
    return f"<respcondition {attrs}><conditionvar>{test}</conditionvar>{said}{more}</respcondition>"


def read_items(*items: str) -> Reading:
    return read(f"<questestinterop>{''.join(items)}</questestinterop>".encode(), "x.xml", "qti12")


def one(*args: str, **kwargs: str) -> Taken:
    reading = read_items(an_item(*args, **kwargs))
    assert not reading.skipped, [str(each) for each in reading.skipped]
    return reading.taken[0]


def skipped(*args: str, **kwargs: str) -> Skipped:
    reading = read_items(an_item(*args, **kwargs))
    assert not reading.taken
    return reading.skipped[0]


def keys(taken: Taken) -> str:
    return "".join(option.text[-1] for option in taken.item.options if option.is_key)


# --- files of other programs


def test_a_canvas_quiz_comes_in_with_keys_points_and_all_its_feedback() -> None:
    reading = read(CANVAS, "canvas.xml")
    assert reading.title == "Lights of the coast"
    first, second, short, number = reading.taken
    assert first.item.stem == "What is **burnt** at Harvane?\xa0\\\\(\\frac{1}{2}\\\\)"
    assert [(o.text, o.is_key, o.rationale) for o in first.item.options] == [
        ("Coal & <oil>", False, "Until 1850."), ("*Rapeseed* oil", True, ""), ("Gas", False, ""),
    ]  # fmt: skip
    assert first.item.explanation == "See paragraph 3."
    assert (first.entry.feedback.correct, first.entry.feedback.incorrect) == ("Right.", "Wrong.")
    assert first.entry.defaults.points == 2
    assert (second.item.kind, second.item.keys, second.entry.defaults.rule) == ("multiple", (0, 2), "all_or_nothing")
    assert second.entry.category == "Group of two"
    assert [answer.text for answer in short.item.answers] == ["Stevenson", "Alan Stevenson"]
    assert [answer.text for answer in number.item.answers] == ["39.5..40.5"]
    assert [(s.line, s.what) for s in reading.skipped] == [
        (LINES[0], "it asks for an essay, a kind that is not taken"),
        (LINES[1], "it asks for matching, a kind that is not taken"),
    ]
    assert any("gbank9" in note for note in reading.notes)


def test_a_course_export_is_read_once_though_it_holds_each_quiz_twice() -> None:
    plain = re.sub(rb"<displayfeedback[^>]*>|<itemfeedback.*?</itemfeedback>", b"", CANVAS, flags=re.DOTALL)
    picture = CANVAS.replace(
        b"Which burn oil?", b'&lt;img src="$IMS-CC-FILEBASE$/Uploaded%20Media/a.png?x=1" alt="lamp"&gt;'
    )
    bank = b'<questestinterop><objectbank ident="gbank9"><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel>'
    bank += b"<fieldentry>Old lights</fieldentry></qtimetadatafield></qtimetadata>" + an_item(when("A")).encode()
    files = {
        "imsmanifest.xml": b'<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><resources/></manifest>',
        "g0a1/assessment_qti.xml": plain,
        "non_cc_assessments/g0a1.xml.qti": picture,
        "non_cc_assessments/gbank9.xml.qti": bank + b"</objectbank></questestinterop>",
        "web_resources/Uploaded Media/a.png": png(),
        "wiki_content/page.html": b"<html>questestinterop</html>",
        "course_settings/module_meta.xml": b"<modules/>",
    }
    reading = read(pack(files), "course.imscc")
    assert [taken.entry.uid for taken in reading.taken] == ["g1", "g2", "g4", "g5", "i1"]
    assert reading.taken[0].entry.feedback.correct == "Right."
    assert reading.taken[1].item.stem == "![lamp](media/a.png)"
    assert reading.taken[4].entry.category == "Old lights"
    assert not any("draws from" in note for note in reading.notes)


def test_blackboard_pools_are_read_from_their_dat_files() -> None:
    def block(text: str) -> str:
        return (
            '<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">'
            f"{text}</mat_formattedtext></mat_extension></material></flow>"
        )

    item = (
        '<item maxattempts="0"><itemmetadata><bbmd_questiontype>Multiple Choice</bbmd_questiontype>'
        "<qmd_absolutescore_max>5.0</qmd_absolutescore_max></itemmetadata><presentation>"
        f'<flow class="Block"><flow class="QUESTION_BLOCK">{block("&lt;p&gt;Which lens?&lt;/p&gt;")}</flow>'
        '<flow class="RESPONSE_BLOCK"><response_lid ident="response" rcardinality="Single"><render_choice shuffle="Yes">'
        + "".join(
            f'<flow_label class="Block"><response_label ident="x{n}" shuffle="Yes">{block(f"lens {n}")}</response_label></flow_label>'
            for n in (1, 2)
        )
        + "</render_choice></response_lid></flow></flow></presentation><resprocessing><outcomes>"
        '<decvar varname="SCORE" vartype="Decimal" defaultval="0" minvalue="0" maxvalue="5.0"/></outcomes>'
        '<respcondition title="correct"><conditionvar><varequal respident="response" case="No">x2</varequal></conditionvar>'
        '<setvar variablename="SCORE" action="Set">SCORE.max</setvar><displayfeedback linkrefid="correct"/></respcondition>'
        '<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar variablename="SCORE" action="Set">0'
        '</setvar><displayfeedback linkrefid="incorrect"/></respcondition></resprocessing>'
        f'<itemfeedback ident="correct"><flow class="Block">{block("Yes")}</flow></itemfeedback>'
        f'<itemfeedback ident="incorrect"><flow class="Block">{block("No")}</flow></itemfeedback></item>'
    )
    pool = f"<?xml version='1.0'?><questestinterop><assessment title='Pool'><section>{item}</section></assessment></questestinterop>"
    (taken,) = read(pack({"imsmanifest.xml": b"<manifest/>", "res00001.dat": pool.encode()}), "pool.zip").taken
    assert (taken.item.stem, taken.item.keys) == ("Which lens?", (1,))
    assert taken.entry.defaults.points == Decimal(5)
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("Yes", "No")


def test_d2l_counts_right_and_wrong_choices_apart() -> None:
    conditions = "".join(
        when(one, "1", action="Add", attrs='continue="yes"').replace("<setvar", f'<setvar varname="D2L_{name}"')
        for one, name in (("A", "Correct"), ("B", "Incorrect"), ("C", "Correct"))
    )
    taken = one(conditions, cardinality="Multiple")
    assert (keys(taken), taken.entry.defaults.rule) == ("AC", "net_correct")


@pytest.mark.parametrize("asked", ['<vargte respident="D2L_Correct">0</vargte>', ""])
def test_brightspace_says_how_options_are_shown_and_keeps_counts_of_its_own(asked: str) -> None:
    conditions = "".join(
        when(test, "1", action="Add", attrs='continue="yes"').replace("<setvar", f'<setvar varname="D2L_{name}"')
        for test, name in (("A", "Correct"), ("B", "Incorrect"), ("C", "Correct"))
    ) + when(asked, "D2L_Correct")
    item = an_item(
        f'<outcomes><decvar varname="D2L_Correct"/></outcomes>{conditions}',
        cardinality="Multiple",
        attrs='label="Q1"',
        feedback='<itemfeedback ident="Q1"><material><mattext>Always.</mattext></material></itemfeedback>'
        "<hint><hintmaterial><material><mattext>Think.</mattext></material></hintmaterial></hint>",
    ).replace("<response_lid", "<response_extension><style>2</style></response_extension><response_lid")
    (taken,) = read_items(item.replace("qtimetadatafield", "qti_metadatafield")).taken
    assert (keys(taken), taken.entry.defaults.rule) == ("AC", "net_correct")
    assert (taken.item.explanation, taken.entry.hints, taken.changes) == ("Always.", ("Think.",), ())


def test_feedback_to_each_option_is_about_the_option_even_where_there_are_two() -> None:
    def told(name: str) -> str:
        return f'<itemfeedback ident="{name}"><material><mattext>on {name}</mattext></material></itemfeedback>'

    conditions = "".join(
        when(one, score, f'<displayfeedback linkrefid="F{one}"/>') for one, score in (("A", "0"), ("B", "100"))
    )
    taken = one(conditions, labels="AB", feedback=told("FA") + told("FB"))
    assert [option.rationale for option in taken.item.options] == ["on FA", "on FB"]


def test_blackboard_names_words_and_tells_about_options_in_solutions() -> None:
    told = "<solution><solutionmaterial><material><mattext>Not so.</mattext></material></solutionmaterial></solution>"
    item = an_item(
        when("B") + when('<varequal respident="A"/>', "0"), labels="AB",
        feedback=f'<itemfeedback ident="A">{told}</itemfeedback>',
    )  # fmt: skip
    (taken,) = read_items(
        item.replace("option A", "agree_disagree.true").replace("option B", "agree_disagree.false")
    ).taken
    assert taken.item.options == (Option("Agree", False, "Not so."), Option("Disagree", True))
    assert taken.item.explanation == ""


# --- key and marks


@pytest.mark.parametrize(("conditions", "key"), [
    (when("B"), "B"),
    (when("B", "0") + when("C", "1"), "C"),
    (when("<or><varequal respident='R'>C</varequal></or>"), "C"),
    (when("<and><varequal respident='R'>A</varequal><not><varequal respident='R'>B</varequal></not></and>"), "A"),
    (when("<not><or><varequal respident='R'>A</varequal><varequal respident='R'>B</varequal></or></not>"), "C"),
    (when("<other/>", "0", attrs='continue="Yes"') + when("B", "50", action="Add"), "B"),
    (when("<unanswered/>", "0") + when("A", "", more='<displayfeedback linkrefid="x"/>', attrs='continue="Yes"') + when("A"), "A"),
])  # fmt: skip
def test_the_key_is_what_scores(conditions: str, key: str) -> None:
    assert keys(one(conditions)) == key


def test_partial_marks_of_single_options_become_weights() -> None:
    taken = one(when("A", "100") + when("C", "25"))
    assert taken.entry.defaults.weights == (F(1), F(0), F(1, 4))


def test_added_marks_become_weights_or_a_rule() -> None:
    add = {name: when(name, score, action="Add", attrs='continue="Yes"') for name, score in (("A", "50"), ("B", "50"))}
    lose = when("C", "-50", action="Add", attrs='continue="Yes"')
    assert one(add["A"] + add["B"] + lose, cardinality="Multiple").entry.defaults.rule == "net_correct"
    taken = one(add["A"] + add["B"], cardinality="Multiple")
    assert (keys(taken), taken.entry.defaults.weights) == ("AB", (F(1, 2), F(1, 2), F(0)))


def test_nine_and_more_options_with_and_not_are_still_understood() -> None:
    labels = "ABCDEFGHIJKL"
    tests = "".join(
        f"<varequal respident='R'>{x}</varequal>"
        if x in "BDK"
        else f"<not><varequal respident='R'>{x}</varequal></not>"
        for x in labels
    )
    taken = one(when(f"<and>{tests}</and>"), labels=labels, cardinality="Multiple")
    assert (keys(taken), taken.entry.defaults.rule) == ("BDK", "all_or_nothing")


@pytest.mark.parametrize(("conditions", "word"), [
    ("", "no correct response is stated"),
    (when("Z"), "no correct response"),
    (when("A") + when("B"), "2 options earn full marks"),
    (when("A", "lots"), "lots"),
    (when("<magic/>"), "magic"),
])  # fmt: skip
def test_a_key_is_never_guessed(conditions: str, word: str) -> None:
    found = skipped(conditions)
    assert word in found.what
    assert found.entry is not None
    assert len(found.entry.item.options) == 3


@pytest.mark.parametrize(
    "type",
    [
        "essay_question",
        "file_upload_question",
        "multiple_dropdowns_question",
        "calculated_question",
        "text_only_question",
    ],
)
def test_other_kinds_are_skipped_by_name(type: str) -> None:
    assert skipped(when("A"), type=type).remedy


def test_a_kind_that_asks_without_options_is_called_by_its_name() -> None:
    item = an_item("", type="file_upload_question")
    reading = read_items(item[: item.index("<response_lid")] + "</presentation></item>")
    assert [skipped.what for skipped in reading.skipped] == [
        "it asks for the upload of a file, a kind that is not taken"
    ]


def test_text_that_was_not_escaped_and_text_without_a_type_are_read() -> None:
    item = an_item(when("A"), stem="<p>Not <b>escaped</b></p>")
    item = item.replace("<mattext>option A<", "<mattext>&lt;b&gt;bold&lt;/b&gt; A<").replace("option B", "a &lt; b")
    (taken,) = read_items(item).taken
    assert taken.item.stem == "Not **escaped**"
    assert [option.text for option in taken.item.options] == ["**bold** A", "a < b", "option C"]


def test_the_scoring_of_an_item_with_one_response_may_call_it_by_another_name() -> None:
    other = "".join(when(f'<varequal respident="MCSR">{name}</varequal>', str(int(name == "B"))) for name in "ABC")
    assert keys(one(other)) == keys(one(other.replace("MCSR", "R"))) == "B"
    both = other.replace("MCSR", "R", 1)
    assert "a second response" in skipped(both).what  # two names are two responses


def test_feedback_under_other_names_is_sorted_by_when_it_shows() -> None:
    def show(name: str) -> str:
        return f'<displayfeedback linkrefid="{name}"/>'

    feedback = "".join(
        f'<itemfeedback ident="{name}"><material><mattext>{text}</mattext></material></itemfeedback>'
        for name, text in (("f1", "on A"), ("f2", "always"), ("f3", "when right"), ("f4", "when wrong"))
    )
    conditions = (
        when("<other/>", "", show("f2"), 'continue="Yes"') + when("A", "", show("f1"), 'continue="Yes"')
        + when("B", "100", show("f3")) + when("<other/>", "0", show("f4"))
    )  # fmt: skip
    taken = one(conditions, feedback=feedback)
    assert [option.rationale for option in taken.item.options] == ["on A", "", ""]
    assert taken.item.explanation == "always"
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("when right", "when wrong")


def test_a_file_that_breaks_off_gives_the_items_before_the_break() -> None:
    text = f"<questestinterop>\n{an_item(when('A'))}\n{an_item(when('B'))}\n{an_item(when('C'))}"[:-300]
    reading = read(text.encode(), "x.xml")
    assert [keys(taken) for taken in reading.taken] == ["A", "B"]
    assert [(each.line, each.what) for each in reading.skipped] == [(4, "the item breaks off")]


# --- to Canvas


def canvas_items(*entries: Entry) -> list[Item1]:
    files = unpack(write("qti12", entries, MEDIA, "Week 3").data, "x.zip")
    (quiz,) = [data for name, data in files.items() if re.fullmatch(r"(g\w+)/\1\.xml", name)]
    return items_in(quiz)


def test_every_response_earns_in_canvas_what_it_earns_here() -> None:
    entries = (SINGLE, TRUE_FALSE, FIXED, several("a/b", "1100"), several("a/c", "01110", "all_or_nothing"))
    for entry, item in zip(entries, canvas_items(*entries), strict=True):
        sizes = range(1, len(item.options) + 1) if entry.item.kind == "multiple" else (1,)
        for size in sizes:
            for chosen in combinations(range(len(item.options)), size):
                score, _ = item.run({item.options[at] for at in chosen})
                assert score / 100 == KINDS[entry.item.kind].mark(entry.item, chosen, "all_or_nothing")


@pytest.mark.parametrize("given", ["1887", "1886", "3.1", "3.3", "3.31", "-4.6", "0", "Harvane", "harvane", "Hervane"])
def test_typed_answers_earn_in_canvas_what_they_earn_here(given: str) -> None:
    number, text = canvas_items(NUMERIC, TEXT)
    assert text.run({given})[0] / 100 == KINDS["text"].mark(TEXT.item, given, "")
    if given[-1].isdigit():
        assert number.run({given})[0] / 100 == KINDS["numeric"].mark(NUMERIC.item, given, "")


def test_canvas_finds_the_feedback_under_the_names_it_looks_for() -> None:
    (item,) = canvas_items(SINGLE)
    right, wrong = item.run({item.options[0]}), item.run({item.options[1]})
    assert right == (100.0, ["general_fb", f"{item.options[0]}_fb", "correct_fb"])
    assert wrong == (0.0, ["general_fb", f"{item.options[1]}_fb", "general_incorrect_fb"])


def test_partial_marks_are_refused_because_canvas_would_not_give_them() -> None:
    half = replace(several("a/b", "110"), defaults=Defaults(weights=(F(1, 2), F(1, 2), F(0))))
    written = write("qti12", [several("a/n", "110", "net_correct"), half, EXACT, SINGLE], MEDIA)
    assert [refusal.entry for refusal in written.refused] == ["a/n", "a/b", "harvane/code"]
    assert [refusal.nearest for refusal in written.refused] == [True, True, False]
    assert "“All or nothing" in written.refused[0].remedy


def test_one_identifier_names_the_quiz_everywhere_so_that_its_title_stays() -> None:
    files = unpack(write("qti12", [SINGLE], MEDIA, "Week <3>").data, "x.zip")
    (meta,) = [name for name in files if name.endswith("assessment_meta.xml")]
    quiz = meta.partition("/")[0]
    assert f'<resource identifier="{quiz}" type="imsqti_xmlv1p2">'.encode() in files["imsmanifest.xml"]
    assert f'<quiz identifier="{quiz}"'.encode() in files[meta]
    assert f'<assessment ident="{quiz}" title="Week &lt;3&gt;">'.encode() in files[f"{quiz}/{quiz}.xml"]
    assert b"<title>Week &lt;3&gt;</title>" in files[meta]


def test_pictures_are_addressed_as_canvas_does_and_come_back() -> None:
    written = write("qti12", [SINGLE], MEDIA)
    files = unpack(written.data, "x.zip")
    assert any(b"%24IMS-CC-FILEBASE%24/media/map.png" in data for data in files.values())
    assert files["media/map.png"] == MEDIA["media/map.png"]
    del files["bank.json"]
    reading = read(pack(files), "x.zip")
    assert [media.name for media in reading.media] == ["media/map.png"]


def test_questions_with_a_fixed_order_turn_shuffling_off() -> None:
    for entries, word in (([SINGLE], b"<shuffle_answers>true"), ([SINGLE, FIXED], b"<shuffle_answers>false")):
        files = unpack(write("qti12", entries, MEDIA).data, "x.zip")
        assert any(word in data for name, data in files.items() if name.endswith("assessment_meta.xml"))


def test_our_own_canvas_file_comes_back_with_nothing_lost() -> None:
    fit = [entry for entry in ALL if not write("qti12", [entry], MEDIA).refused]
    assert [taken.entry for taken in read(write("qti12", fit, MEDIA).data, "x.zip").taken] == fit


def test_partial_credit_of_blackboard_becomes_weights_or_is_said() -> None:
    said = "<itemmetadata><bbmd_partialcredit>true</bbmd_partialcredit></itemmetadata>"
    key = "<and><varequal>A</varequal><not><varequal>B</varequal></not><varequal>C</varequal></and>"
    alone = "".join(
        f'<respcondition><conditionvar><varequal respident="{one}"/></conditionvar><setvar>{percent}</setvar></respcondition>'
        for one, percent in (("A", 50), ("B", -50), ("C", 50))
    )

    def taken(conditions: str, cardinality: str) -> Taken:
        item = an_item(conditions, cardinality=cardinality).replace("<presentation>", f"{said}<presentation>")
        return read_items(item).taken[0]

    several = taken(when(key) + alone, "Multiple")
    assert (keys(several), several.entry.defaults.weights) == ("AC", (F(1, 2), F(-1, 2), F(1, 2)))
    assert "partial credit" in several.changes[0]
    unsaid = taken(when(key), "Multiple")
    assert (keys(unsaid), unsaid.entry.defaults.rule, "choose a rule" in unsaid.changes[0]) == ("AC", "", True)
    single = taken(when("A") + alone.replace(">50<", ">100<", 1).replace("-50", "0"), "Single")
    assert (keys(single), single.entry.defaults.weights) == ("A", (F(1), F(0), F(1, 2)))

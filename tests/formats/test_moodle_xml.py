"""Moodle XML: its defaults, its files, its CDATA, and what happens when a file breaks off."""

from __future__ import annotations

import base64
from decimal import Decimal
from fractions import Fraction

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.formats.registry import read, write
from quizapp.formats.report import Defaults, Entry, Feedback, Reading
from tests.formats.travellers import PNG


def quiz(*questions: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n").encode()


def choice(extra: str = "", answers: str = "", stem: str = "<p>Q?</p>") -> str:
    answers = answers or (
        '<answer fraction="100"><text>yes</text><feedback><text>Right.</text></feedback></answer>'
        '<answer fraction="0"><text>no</text><feedback><text></text></feedback></answer>'
    )
    return (
        '<question type="multichoice"><name><text>N</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>{extra}{answers}</question>'
    )


def read_one(*questions: str) -> Reading:
    return read(quiz(*questions), "x.xml")


def test_one_answer_is_the_default_and_so_is_the_written_order() -> None:
    item = read_one(choice()).taken[0].item
    assert (item.kind, item.order) == ("single", "fixed")
    assert item.options == (Option("yes", True, "Right."), Option("no"))
    shuffled = read_one(choice("<shuffleanswers>true</shuffleanswers><single>1</single>")).taken[0].item
    assert (shuffled.kind, shuffled.order) == ("single", "shuffle")


def test_several_answers_keep_their_weights_or_become_a_rule() -> None:
    answers = "".join(
        f'<answer fraction="{w}"><text>{t}</text></answer>' for w, t in [("50", "a"), ("50", "b"), ("{}", "c")]
    )
    net = read_one(choice("<single>false</single>", answers.format("-50"))).taken[0].entry
    assert (net.item.kind, net.item.keys, net.defaults.rule) == ("multiple", (0, 1), "net_correct")
    kind = read_one(choice("<single>false</single>", answers.format("0"))).taken[0].entry
    assert kind.defaults.weights == (Fraction(1, 2), Fraction(1, 2), Fraction(0))


def test_the_all_or_nothing_plugin_is_read_as_that_rule() -> None:
    answers = "".join(
        f'<answer fraction="{w}"><text>{t}</text></answer>' for w, t in [(100, "a"), (100, "b"), (0, "c")]
    )
    entry = read_one(choice("", answers).replace("multichoice", "multichoiceset")).taken[0].entry
    assert (entry.item.keys, entry.defaults.rule) == ((0, 1), "all_or_nothing")


def test_two_full_answers_to_one_choice_are_no_key() -> None:
    answers = "".join(f'<answer fraction="100"><text>{t}</text></answer>' for t in "ab")
    assert "2 options are marked as keys" in read_one(choice("", answers)).skipped[0].what


def test_pictures_come_as_files_beside_the_text() -> None:
    encoded = base64.b64encode(PNG).decode()
    file = f'<file name="my map.png" path="/" encoding="base64">{encoded}</file>'
    stem = '<p>See <img src="@@PLUGINFILE@@/my%20map.png" alt="a map"></p>'
    one = choice(stem=stem).replace("</text></questiontext>", f"</text>{file}</questiontext>")
    reading = read_one(one)
    assert reading.taken[0].item.stem == "See ![a map](media/my-map.png)"
    assert [(media.name, media.data) for media in reading.media] == [("media/my-map.png", PNG)]


def test_a_file_that_no_text_shows_and_one_that_is_missing_are_said() -> None:
    file = f'<file name="a.png" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
    unused = choice().replace("</text></questiontext>", f"</text>{file}</questiontext>")
    assert "not shown" in read_one(unused).taken[0].changes[0]
    missing = read_one(choice(stem='<img src="@@PLUGINFILE@@/b.png">Q?')).taken[0]
    assert "did not come along" in missing.changes[0]
    assert missing.item.stem == "(picture b.png)Q?"


def test_markup_escaped_as_text_and_markup_in_cdata_read_the_same() -> None:
    plain = choice().replace("<![CDATA[<p>Q?</p>]]>", "&lt;p&gt;Q?&lt;/p&gt;")
    bare = choice().replace("<![CDATA[<p>Q?</p>]]>", "<p>Q?</p>")
    assert {read_one(one).taken[0].item.stem for one in (choice(), plain, bare)} == {"Q?"}


def test_the_end_of_cdata_within_a_text_is_written_over_two() -> None:
    item = Item("single", "a \\]\\]> b", (Option("x", True), Option("]]>")))
    data = write("moodle-xml", [Entry(item)]).data
    assert [option.text for option in read(data, "x").taken[0].item.options] == ["x", "]]>"]


def test_true_false_words_and_numbers_are_read() -> None:
    true_false = (
        '<question type="truefalse"><questiontext><text>Sky?</text></questiontext>'
        '<answer fraction="0"><text>true</text></answer>'
        '<answer fraction="100"><text>false</text><feedback><text>So.</text></feedback></answer></question>'
    )
    words = (
        '<question type="shortanswer"><questiontext><text>City?</text></questiontext><usecase>1</usecase>'
        '<answer fraction="100"><text>Oslo</text></answer><answer fraction="0"><text>Bergen</text></answer></question>'
    )
    number = (
        '<question type="numerical"><questiontext><text>Year?</text></questiontext>'
        '<answer fraction="100"><text>1887</text><tolerance>1</tolerance></answer>'
        "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units></question>"
    )
    items = [taken.item for taken in read_one(true_false, words, number).taken]
    assert items[0].options == (Option("True"), Option("False", True, "So."))
    assert (items[1].answers, items[1].match) == ((Answer("Oslo"),), "exact")
    assert (items[2].answers, items[2].unit) == ((Answer("1887 ± 1"),), "km")


@pytest.mark.parametrize(("words", "key"), [(("Wahr", "Falsch"), 1), (("Faux", "Vrai"), 0), (("oui", "non"), 1)])
def test_true_and_false_in_other_words_go_by_meaning_and_else_by_place(words: tuple[str, str], key: int) -> None:
    answers = "".join(f'<answer fraction="{n}"><text>{w}</text></answer>' for n, w in zip((0, 100), words, strict=True))
    (taken,) = read_one(
        f'<question type="truefalse"><questiontext><text>S?</text></questiontext>{answers}</question>'
    ).taken
    assert taken.item.keys == (key,)
    assert taken.changes == (f"its answers {words[0].lower()} and {words[1].lower()} were read as true and false",)


def test_a_picture_that_stood_beside_the_question_in_old_files_is_shown_in_it() -> None:
    beside = f"<image>map.png</image><image_base64>{base64.b64encode(PNG).decode()}</image_base64>"
    reading = read_one(choice(beside))
    assert reading.taken[0].item.stem == "Q?\n\n![picture](media/map.png)"
    assert [media.data for media in reading.media] == [PNG]
    assert read_one(choice("<image_base64>bm8=</image_base64>")).taken[0].changes == ("a picture did not come along",)


def test_a_question_that_counts_its_right_options_keeps_its_keys_and_says_that_its_marks_differ() -> None:
    answers = "".join(
        f'<answer fraction="{n}"><text>{t}</text></answer>' for n, t in ((100, "a"), (100, "b"), (0, "c"))
    )
    (taken,) = read_one(choice("", answers).replace("multichoice", "oumultiresponse")).taken
    assert (taken.item.keys, taken.entry.defaults.rule) == ((0, 1), "")
    assert "choose a rule in the quiz" in taken.changes[0]


def test_a_file_that_begins_with_another_programs_instructions_is_known_by_its_root() -> None:
    data = b"<?latexml class='article'?>\n<?other x?>\n" + quiz(choice()).partition(b"?>")[2]
    assert (read(data, "x").format, len(read(data, "x").taken)) == ("moodle-xml", 1)


@pytest.mark.parametrize("kind", ["essay", "matching", "cloze", "description", "ddwtos", "coderunner"])
def test_other_types_are_skipped_with_their_line(kind: str) -> None:
    reading = read_one(choice(), f'<question type="{kind}"><name><text>E</text></name></question>')
    assert [(one.line, one.place) for one in reading.skipped] == [(4, "x.xml")]
    assert len(reading.taken) == 1


def test_category_number_tags_hints_and_feedback_come_along() -> None:
    category = '<question type="category"><category><text>$course$/top/A/B</text></category></question>'
    extra = (
        "<idnumber>page/q1</idnumber><defaultgrade>2.0000000</defaultgrade><penalty>0.1000000</penalty>"
        "<generalfeedback><text>G</text></generalfeedback><correctfeedback><text>C</text></correctfeedback>"
        "<partiallycorrectfeedback><text>P</text></partiallycorrectfeedback>"
        "<incorrectfeedback><text>I</text></incorrectfeedback><hint><text>H</text></hint>"
        "<tags><tag><text>Old Maps</text></tag><tag><text>level:apply</text></tag></tags>"
    )
    entry = read_one(category, choice(extra)).taken[0].entry
    assert (entry.category, entry.uid, entry.title) == ("A/B", "page/q1", "N")
    assert (entry.defaults.points, entry.defaults.penalty) == (Decimal(2), Decimal("0.1"))
    assert (entry.feedback, entry.hints) == (Feedback("C", "P", "I"), ("H",))
    assert (entry.item.tags, entry.item.level, entry.item.explanation) == (("old maps",), "apply", "G")


def test_a_text_in_no_question_is_said() -> None:
    reading = read(b"<quiz>\nWhich oil?\n- [ ] tar\n- [x] colza\n</quiz>", "x.xml", "moodle-xml")
    assert [(skip.line, skip.what, skip.excerpt) for skip in reading.skipped] == [
        (1, "a text that stands in no question", "Which oil? - [ ] tar - [x] colza")
    ]
    assert read(b"<quiz>\n<!-- Which? -->\n</quiz>", "x.xml").skipped == ()


def test_a_wrong_option_that_is_a_drawing_alone_does_not_vanish() -> None:
    answers = "".join(
        f'<answer fraction="{share}"><text><![CDATA[{text}]]></text></answer>'
        for share, text in ((100, "a circle"), (0, "a square"), (0, "<svg><path/></svg>"), (0, ""))
    )
    (skipped,) = read_one(choice(answers=answers)).skipped
    assert skipped.what == "option 3 is empty: an SVG drawing was left out"


def test_a_file_that_breaks_off_keeps_every_question_before_the_break() -> None:
    data = quiz(choice(), choice(stem="<p>Second?</p>"), choice(stem="<p>Third?</p>"))
    reading = read(data[: data.index(b"Third?")], "x.xml")
    assert [taken.item.stem for taken in reading.taken] == ["Q?", "Second?"]
    assert [one.line for one in reading.skipped] == [5]
    assert "x.xml:5" in reading.notes[0]


def test_a_broken_question_in_the_middle_is_skipped_alone() -> None:
    reading = read_one(choice(), choice().replace("</questiontext>", ""), choice(stem="<p>Third?</p>"))
    assert [taken.item.stem for taken in reading.taken] == ["Q?", "Third?"]
    assert [one.line for one in reading.skipped] == [4]


def test_entities_of_html_and_bare_ampersands_are_characters() -> None:
    reading = read_one(choice().replace("<text>yes</text>", "<text>salt &nbsp;&amp; pepper & oil&eacute;</text>"))
    assert reading.taken[0].item.options[0].text == "salt \xa0& pepper & oilé"


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE quiz [<!ENTITY a "b">]>', '<!DOCTYPE quiz [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'],
)
def test_a_file_with_entities_of_its_own_is_refused(head: str) -> None:
    with pytest.raises(BadInput, match="entities of its own"):
        read(head.encode() + quiz(choice()).partition(b"\n")[2], "x.xml", "moodle-xml")


def test_scripts_and_handlers_are_left_out_and_said() -> None:
    one = read_one(choice(stem='<p onclick="x()">Q<script>alert(1)</script><img src=x onerror=alert(1)></p>')).taken[0]
    assert one.item.stem == "Q(picture x)"
    assert "a script was left out" in one.changes


def test_nobody_is_shown_the_key_first_when_the_order_was_fixed() -> None:
    item = Item("single", "Q?", (Option("a"), Option("all of the above", True)), order="fixed")
    data = write("moodle-xml", [Entry(item, defaults=Defaults())]).data
    assert b"<shuffleanswers>false</shuffleanswers>" in data
    assert read(data, "x").taken[0].item == item


def test_a_question_that_is_not_taken_is_shown_as_a_person_sees_it() -> None:
    stem = '<p dir="ltr">Erl&auml;utere <b>kurz</b>, wie A &lt; B wird.</p>'
    reading = read_one(choice(stem=stem).replace('"multichoice"', '"essay"', 1))
    assert [one.excerpt for one in reading.skipped] == ["Erläutere kurz, wie A < B wird."]

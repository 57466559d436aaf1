"""Question banks as Moodle 1.9 to 4.x exports them, and as programs that write for Moodle do."""

from __future__ import annotations

import base64

from quizapp.formats.registry import read
from tests.formats.foreign import lines, told
from tests.formats.travellers import PNG

PICTURE = base64.b64encode(PNG).decode()
COMBINED = "".join(
    f'\n    <{name}feedback format="html">\n      <text>{said}</text>\n    </{name}feedback>'
    for name, said in (
        ("correct", "Your answer is correct."),
        ("partiallycorrect", "Your answer is partially correct."),
        ("incorrect", "Your answer is incorrect."),
    )
)


def cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>" if "<" in text or "&" in text else text


def answer(fraction: str, text: str, said: str = "", *, format: str = "html", files: str = "") -> str:
    return (
        f'\n    <answer fraction="{fraction}" format="{format}">\n      <text>{cdata(text)}</text>{files}\n'
        f'      <feedback format="html">\n        <text>{cdata(said)}</text>\n      </feedback>\n    </answer>'
    )


def question(
    type: str, stem: str, *parts: str, single: str = "true", format: str = "html", files: str = "", head: str = ""
) -> str:
    marks = {
        "multichoice": f"\n    <single>{single}</single>\n    <shuffleanswers>true</shuffleanswers>\n"
        "    <answernumbering>abc</answernumbering>\n    <showstandardinstruction>0</showstandardinstruction>"
        + COMBINED
        + "\n    <shownumcorrect/>",
        "shortanswer": "\n    <usecase>0</usecase>",
    }.get(type, "")
    return (
        f'<!-- question: 4711  -->\n  <question type="{type}">\n    <name>\n      <text>Name</text>\n    </name>\n'
        f'    <questiontext format="{format}">\n      <text>{cdata(stem)}</text>{files}\n    </questiontext>\n'
        '    <generalfeedback format="html">\n      <text></text>\n    </generalfeedback>\n'
        "    <defaultgrade>1.0000000</defaultgrade>\n    <penalty>0.3333333</penalty>\n    <hidden>0</hidden>\n"
        f"    <idnumber></idnumber>{head}{marks}{''.join(parts)}\n  </question>\n\n"
    )


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>'


def file(name: str, path: str = "/") -> str:
    return f'\n<file name="{name}" path="{path}" encoding="base64">{PICTURE}</file>'


def test_every_weight_that_moodle_exports_is_the_share_it_stands_for() -> None:
    thirds = [answer("33.33333", name) for name in ("reef", "bank", "shoal")]
    cases = (
        ("false", [*thirds, answer("-100", "cloud")], "*1/3 reef | *1/3 bank | *1/3 shoal | -1 cloud"),
        ("false", [*thirds, answer("-33.33333", "cloud")], "*reef | *bank | *shoal | cloud; net_correct"),
        ("false", [*thirds, answer("0", "cloud")], "*1/3 reef | *1/3 bank | *1/3 shoal | cloud"),
        ("false", [answer("100", "reef"), answer("0", "cloud")], "*reef | cloud"),
        ("false", [answer("100", "reef"), answer("-100", "cloud")], "*reef | cloud; all_or_nothing"),
        ("false", [answer("50", "a1"), answer("50", "b1"), answer("50", "c1"), answer("-50", "d1")],
         "*1/2 a1 | *1/2 b1 | *1/2 c1 | -1/2 d1"),
        ("false", [answer("16.66667", str(n)) for n in range(6)] + [answer("-16.66667", "x1")],
         "*0 | *1 | *2 | *3 | *4 | *5 | x1; net_correct"),
        ("false", [answer("14.28571", str(n)) for n in range(7)] + [answer("0", "x1")],
         " | ".join(f"*1/7 {n}" for n in range(7)) + " | x1"),
        ("true", [answer("0", "cloud"), answer("100", "reef"), answer("0", "star")], "cloud | *reef | star"),
        ("true", [answer("100", "reef"), answer("50", "bank"), answer("-25", "star")],
         "*reef | 1/2 bank | -1/4 star"),
        ("true", [answer("100.00000", "reef"), answer("0.0000000", "star")], "*reef | star"),
        ("1", [answer("100", "reef"), answer("0", "star")], "*reef | star"),
        ("True", [answer("100", "reef"), answer("0", "star")], "*reef | star"),
        ("", [answer("100", "reef"), answer("0", "star")], "*reef | star"),
        ("0", [answer("50", "reef"), answer("50", "bank"), answer("-50", "a1"), answer("-50", "b1")],
         "*reef | *bank | a1 | b1; net_correct"),
    )  # fmt: skip
    for single, answers, wanted in cases:
        found = told(quiz(question("multichoice", "<p>Which are wet?</p>", *answers, single=single)), "q.xml")
        assert [line.partition("; all_or")[0] for line in found] == [
            f"Which are wet? | {wanted}".partition("; all_or")[0]
        ]


def test_a_question_that_no_answer_or_two_answers_solve_is_told_and_not_guessed() -> None:
    found = told(
        quiz(
            question("multichoice", "Two full marks?", answer("100", "one"), answer("100", "two"), answer("0", "no")),
            question("multichoice", "None?", answer("0", "one"), answer("0", "two")),
            question("multichoice", "Ninety?", answer("90", "one"), answer("0", "two")),
            question("multichoice", "Words?", answer("full", "one"), answer("0", "two")),
        ),
        "q.xml",
    )
    assert found == [
        "! 2 options are marked as keys",
        "! no option is marked as the key",
        "! no option is marked as the key",
        "! an answer has the fraction “full”",
    ]


def test_html_of_moodle_s_editors_becomes_what_is_seen() -> None:
    editor = '<p dir="ltr" style="text-align: left;">{}<br></p>'
    cases = (
        ("<p>Which <strong>tide</strong> is <em>low</em>?</p>", "Which **tide** is *low*?"),
        (editor.format("Which&nbsp;tide is low?"), "Which tide is low?"),
        ('<p>Is {GENERICO:type="audio"} a filter?</p>', 'Is {GENERICO:type="audio"} a filter?'),
        ("<p>Solve \\(x^2 &lt; 4\\)</p>", "Solve \\\\(x^2 \\< 4\\\\)"),
        ("<p>Solve</p><p>$$\\frac{a}{b}$$</p>", "Solve $$\\frac{a}{b}$$"),
        ("<p>H<sub>2</sub>O and x<sup>2</sup></p>", "H₂O and x²"),
        ("<pre><code>if a &lt; b:\n    go()</code></pre><p>What runs?</p>", "``` if a < b: go() ``` What runs?"),
        ("<ul><li>one</li><li>two</li></ul><p>How many?</p>", "- one - two How many?"),
        ("<p>5 &gt; 3 &amp;&amp; 2 &lt; 4?</p>", "5 > 3 && 2 < 4?"),
        ("<p>Write &lt;b&gt; or &amp;lt;?</p>", "Write \\<b> or \\&lt;?"),
        ('<p>A<script>alert(1)</script> b<span class="x" onclick="y()"> c</span></p>', "A b c"),
        ("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>Sum?</p>", "| 1 | 2 | | --- | --- | Sum?"),
    )
    answers = (answer("100", editor.format("yes")), answer("0", editor.format("no")))
    found = told(quiz(*(question("multichoice", stem, *answers) for stem, _ in cases)), "q.xml")
    assert found == [f"{wanted} | *yes | no" for _, wanted in cases]


def test_other_text_formats_of_moodle_are_read_as_what_they_are() -> None:
    answers = (answer("100", "a < b", format="plain_text"), answer("0", "*c*", format="plain_text"))
    found = told(
        quiz(
            question("multichoice", "Is <b> bold & x*y*z?", *answers, format="plain_text"),
            question("multichoice", "Is **this** `code`?", answer("100", "y1"), answer("0", "n1"), format="markdown"),
            question("multichoice", "First\n\nsecond <i>x</i> & a < b?", answer("100", "y1"), answer("0", "n1"),
                     format="moodle_auto_format"),
        ),
        "q.xml",
    )  # fmt: skip
    assert found == [
        r"Is \<b> bold & x\*y\*z? | *a < b | \*c\*",
        "Is **this** `code`? | *y1 | n1",
        "First second *x* & a < b? | *y1 | n1",
    ]


def test_a_cloze_text_with_one_gap_for_a_choice_is_a_question_with_options() -> None:
    lamp = r"<p>A lamp {2:MCVS:sinks#No.~=turns#<b>Yes</b>, \#1~%50%blinks~\(\frac{1\}{2\}\)} at <i>night</i>.</p>"
    texts = (
        (lamp, r"A lamp _____ at *night*. | sinks # No. | *turns # **Yes**, #1 | 1/2 blinks | \\(\frac{1}{2}\\)"),
        ("Which? {1:MULTIRESPONSE:=buoy~=boat~2 &amp;lt; 3}", "Which? | *buoy | *boat | 2 < 3; net_correct"),
        ("Which? {:MRH:%50%buoy~%50%boat~%-50%rock~sand}", "Which? | *1/2 buoy | *1/2 boat | -1/2 rock | sand"),
        ("Which? {1:MULTICHOICE_H:%1.2.3%buoy~=boat}", "Which? | %1.2.3%buoy | *boat"),
        ("Both {1:MC:=a~b} and {1:MC:=c~d}", "! a cloze text"),
        ("A word: {1:SHORTANSWER:=tide}", "! a cloze text"),
    )
    found = read(quiz(*(question("cloze", text) for text, _ in texts)).encode(), "q.xml")
    assert lines(found) == [wanted for _, wanted in texts]
    assert [one.entry.defaults.points for one in found.taken] == [2, None, None, None]
    assert [one.item.order for one in found.taken] == ["shuffle", "fixed", "fixed", "fixed"]
    assert found.taken[0].changes[0] == "a cloze text with one gap became a question with options"


def test_an_option_that_is_nothing_but_a_drawing_is_refused_for_that() -> None:
    drawings = ('<picture><svg viewBox="0 0 9 9"><path d="M 0 0 L 9 9"/></svg></picture>', "<p>a square</p>")
    answers = (answer("100", one) for one in drawings)
    assert told(quiz(question("multichoice", "Where is the line?", *answers)), "q.xml") == [
        "! option 1 is empty: an SVG drawing was left out"
    ]


def test_pictures_of_a_bank_come_along_from_stem_answers_and_feedback() -> None:
    stem = '<p><img src="@@PLUGINFILE@@/my%20map%20%281%29.png" alt="the coast" width="300"></p><p>Where?</p>'
    option = '<p><img src="@@PLUGINFILE@@/sub/pin.png" alt="a pin"></p>'
    data = quiz(
        question(
            "multichoice", stem,
            answer("100", option, files=file("pin.png", "/sub/")),
            answer("0", "<p>nowhere</p>", '<img src="@@PLUGINFILE@@/gone.png" alt="a bay">'),
            answer("0", "<p>elsewhere</p>"),
            files=file("my map (1).png"),
        ),
        question("multichoice", '<p><a href="@@PLUGINFILE@@/notes.pdf">Read</a>, then: why?</p>',
                 answer("100", "y1"), answer("0", "n1"), files=file("notes.pdf")),
        question("multichoice", '<p>Hear <audio controls="true"><source src="@@PLUGINFILE@@/a.mp3">@@PLUGINFILE@@/a.mp3'
                 "</audio> what?</p>", answer("100", "y1"), answer("0", "n1"), files=file("a.mp3")),
    ).encode()  # fmt: skip
    reading = read(data, "q.xml")
    assert lines(reading) == [
        "![the coast](media/my-map-1.png) Where? | *![a pin](media/pin.png) | nowhere # (a bay) | elsewhere",
        "Read, then: why? | *y1 | n1",
        "Hear what? | *y1 | n1",
    ]
    assert [taken.changes for taken in reading.taken] == [
        ("a picture did not come along",),
        ("a file that came with a text is not shown in it as a picture and was left out",),
        (
            "a sound was left out",
            "a file that came with a text is not shown in it as a picture and was left out",
        ),
    ]
    assert len(reading.media) == 2


def test_true_false_questions_have_their_key_whatever_stands_first() -> None:
    found = told(
        quiz(
            question("truefalse", "Salt floats.", answer("0", "true", "It sinks.", format="moodle_auto_format"),
                     answer("100", "false", "", format="moodle_auto_format")),
            question("truefalse", "Ice floats.", answer("0", "false"), answer("100", "true", "It does.")),
            question("truefalse", "Oil floats.", answer("100", "True"), answer("0", "False")),
            question("truefalse", "Öl schwimmt.", answer("100", "Wahr"), answer("0", "Falsch")),
            question("truefalse", "Öl sinkt.", answer("0", "Wahr"), answer("100", "Falsch")),
            question("truefalse", "Half?", answer("50", "true"), answer("0", "false")),
        ),
        "q.xml",
    )  # fmt: skip
    assert found == [
        "Salt floats. | True # It sinks. | *False",
        "Ice floats. | *True # It does. | False",
        "Oil floats. | *True | False",
        "Öl schwimmt. | *True | False",
        "Öl sinkt. | True | *False",
        "Half? | *True | False",
    ]


def test_types_that_there_are_not_here_are_named_one_by_one() -> None:
    types = (
        "multianswer", "matching", "essay", "description", "ddwtos", "gapselect", "ordering", "random", "calculated",
        "calculatedmulti", "calculatedsimple", "ddimageortext", "ddmarker", "randomsamatch", "coderunner", "stack",
        "pmatch", "kprime", "mtf", "wordselect", "regexp", "gapfill", "formulas", "varnumericset", "crossword",
    )  # fmt: skip
    parts = (answer("100", "yes"), answer("0", "no"))
    data = quiz(*(question(type, f"<p>Of type {type}</p>", *parts) for type in types))
    found = told(data, "q.xml")
    known = (
        "a cloze text", "a matching question", "an essay question", "a text without a question",
        "words to drag into a text", "gaps to fill from lists", "a question of order", "a random question",
    )  # fmt: skip
    assert found == [f"! {name}" for name in (*known, *(f"a question of type “{type}”" for type in types[8:]))]


def test_typed_answers_keep_their_tolerance_and_case() -> None:
    tolerance = "<tolerance>0.05</tolerance></answer>"
    found = told(
        quiz(
            question("numerical", "How deep?", answer("100", "3.20").replace("</answer>", tolerance),
                     answer("0", "*", "No.").replace("</answer>", tolerance),
                     "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>3</showunits>"),
            question("numerical", "Partly?", answer("100", "4"), answer("50", "5")),
            question("shortanswer", "Which port?", answer("100", "Harvane"), answer("100", "Havane"), answer("0", "*")),
            question("shortanswer", "Any end?", answer("100", "Harv*")),
        ),
        "q.xml",
    )  # fmt: skip
    assert found == [
        "How deep? | = 3.20 ± 0.05",
        "Which port? | = Harvane | = Havane",
        "! a number with part of the mark",
        "! a short answer with * for any text",
    ]


def test_files_of_old_moodle_and_of_other_programs_are_read_as_moodle_does() -> None:
    old = (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n<quiz>\r\n'
        '<question type="category"><category><text>Default for OLD</text></category></question>\r\n'
        '<question type="multichoice">\r\n<name><text>Q1</text>\r\n</name>\r\n'
        '<questiontext format="html">\r\n<text>&lt;p&gt;Which &lt;i&gt;port&lt;/i&gt;?&lt;/p&gt;</text>\r\n'
        "</questiontext>\r\n<image></image>\r\n<generalfeedback>\r\n<text></text>\r\n</generalfeedback>\r\n"
        "<defaultgrade>1</defaultgrade>\r\n<penalty>0.1</penalty>\r\n<hidden>0</hidden>\r\n"
        "<shuffleanswers>1</shuffleanswers>\r\n<single>true</single>\r\n"
        '<answer fraction="0">\r\n<text>one &amp;amp; two</text>\r\n<feedback>\r\n<text></text>\r\n</feedback>\r\n'
        '</answer>\r\n<answer fraction="100">\r\n<text>three</text>\r\n</answer>\r\n</question>\r\n</quiz>\r\n'
    )
    bare = (
        '<quiz><question type="multichoice"><name>Bare</name><questiontext>Which?</questiontext>'
        '<answer fraction="100">right<feedback>Yes</feedback></answer><answer fraction="0">wrong</answer>'
        "<single>true</single></question>"
        '<question type="MultiChoice"><name><text>X</text></name><questiontext><text>Capitals?</text></questiontext>'
        '<answer fraction=" 100 "><text>right</text></answer><answer><text>wrong</text></answer></question>'
        '<question type="multichoice"><name><text>X</text></name><questiontext><text>Comma?</text></questiontext>'
        '<single>false</single><answer fraction="33,33333"><text>a</text></answer>'
        '<answer fraction="66,66667"><text>b</text></answer><answer fraction="0,0"><text>c</text></answer></question>'
        '<question type="multichoice"><name><text>X</text></name><questiontext><text>Empty?</text></questiontext>'
        '<single>true</single><answer fraction="100"><text>a</text></answer><answer fraction="0"><text></text></answer>'
        '<answer fraction="0"><text>c</text></answer></question>'
        "</quiz>"
    )
    spaced = f'<quiz xmlns="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{bare[6:]}'
    assert told(old, "old.xml") == ["Which *port*? | one & two | *three"]
    assert told(bare, "bare.xml") == told(spaced, "bare.xml")
    assert told(bare, "bare.xml") == [
        "Which? | *right # Yes | wrong",
        "Capitals? | *right | wrong",
        "Comma? | *1/3 a | *2/3 b | c",
        "Empty? | *a | c",
    ]


def test_encodings_of_moodle_files_are_recognised() -> None:
    text = quiz(question("multichoice", "<p>Où est l’île – “là”?</p>", answer("100", "öst"), answer("0", "väst")))
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        data = text.encode(encoding)
        assert told(data, "q.xml") == ["Où est l’île – “là”? | *öst | väst"]
    for name in ("windows-1252", "ISO-8859-1"):  # the second is what older macros say of the first
        declared = text.replace("UTF-8", name).encode("cp1252")
        assert told(declared, "q.xml") == ["Où est l’île – “là”? | *öst | väst"]


def test_a_bank_in_utf8_that_says_it_is_latin_1_is_read_as_it_is() -> None:
    bank = quiz(question("multichoice", "Où est l’île “Öland” ?", answer("100", "à l’est"), answer("0", "là-bas")))
    found = read(bank.replace('"UTF-8"', '"iso-8859-1"').encode(), "q.xml")
    assert (found.taken[0].item.stem, found.taken[0].item.options[0].text) == ("Où est l’île “Öland” ?", "à l’est")
    assert found.notes == ("the file says it is iso-8859-1 and was read as UTF-8, which it is",)


def test_a_cdata_section_may_hold_the_end_of_another() -> None:
    stem = "<![CDATA[<p>Is a]]]]><![CDATA[>b an end?</p>]]>"
    data = quiz(question("multichoice", "STEM", answer("100", "yes"), answer("0", "no")).replace("STEM", stem))
    assert told(data, "q.xml") == ["Is a]]>b an end? | *yes | no"]

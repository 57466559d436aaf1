"""Whose words are they, and which are tags? Feedback and texts as Questionmark, Respondus, Brightspace, ILIAS, OLAT,
OpenOLAT, Sakai, Chamilo and Blackboard write them."""

from __future__ import annotations

from decimal import Decimal

from quizapp.formats.files.archive import pack
from quizapp.formats.registry import read
from quizapp.formats.report import Entry
from tests.formats.foreign import told
from tests.formats.travellers import PNG

MATCHES = (
    "<responseCondition><responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"
    "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf>"
    "</responseCondition>"
)
LAMPS = ("oil", "gas", "arc")


def entry_of(text: str) -> Entry:
    (taken,) = read(text.encode(), "lamps.xml").taken
    return taken.entry


def rationales(entry: Entry) -> list[str]:
    return [option.rationale for option in entry.item.options]


def item1(conditions: str, feedback: dict[str, str], *, many: bool = False, options: tuple[str, ...] = LAMPS,
          metadata: str = "", stem: str = "Which lamp?", texttype: str = "text/html") -> str:  # fmt: skip
    def text(words: str) -> str:
        return f'<material><mattext texttype="{texttype}">{words}</mattext></material>'

    labels = "".join(
        f'<response_label ident="A{at}">{text(words)}</response_label>' for at, words in enumerate(options)
    )
    told = "".join(f'<itemfeedback ident="{ident}">{text(words)}</itemfeedback>' for ident, words in feedback.items())
    return (
        f'<questestinterop><item ident="q1">{metadata}<presentation>{text(stem)}<response_lid ident="R" '
        f'rcardinality="{"Multiple" if many else "Single"}"><render_choice>{labels}</render_choice></response_lid>'
        f'</presentation><resprocessing><outcomes><decvar varname="SCORE"/></outcomes>{conditions}</resprocessing>'
        f"{told}</item></questestinterop>"
    )


def when(test: str, score: str = "", shows: str = "", action: str = "Set", name: str = "SCORE") -> str:
    setting = f'<setvar action="{action}" varname="{name}">{score}</setvar>' if score else ""
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{shows}"/>' if shows else ""
    return f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>{setting}{shown}</respcondition>'


def equal(at: int) -> str:
    return f'<varequal respident="R">A{at}</varequal>'


def test_words_that_are_shown_beside_the_mark_of_each_option_are_about_the_option() -> None:
    text = item1(
        when(equal(0), "0", "F1") + when(equal(1), "1", "F2") + when(equal(2), "0"), {"F1": "It smokes.", "F2": "Yes."}
    )
    entry = entry_of(text)
    assert (rationales(entry), entry.feedback.correct) == (["It smokes.", "Yes.", ""], "")


def test_one_wrong_option_of_two_keeps_its_own_words() -> None:
    entry = entry_of(item1(when(equal(0), "1") + when(equal(1), "0", "F2"), {"F2": "It hums."}, options=("a", "b")))
    assert (rationales(entry), entry.feedback.incorrect) == (["", "It hums."], "")
    words = item1(when(equal(0), "1") + when(equal(1), "0", "Fail"), {"Fail": "Sorry."}, options=("a", "b"))
    assert (rationales(entry_of(words)), entry_of(words).feedback.incorrect) == (["", ""], "Sorry.")


def test_words_that_brightspace_shows_where_leaving_an_option_out_is_right_are_about_that_option() -> None:
    counts = "".join(
        when(test, "1", f"IF{at}", "Add", "D2L_Correct") + when(other, "1", "", "Add", "D2L_Incorrect")
        for at, test, other in (
            (0, equal(0), f"<not>{equal(0)}</not>"),
            (1, f"<not>{equal(1)}</not>", equal(1)),
            (2, equal(2), f"<not>{equal(2)}</not>"),
        )
    ).replace('<decvar varname="SCORE"/>', "")
    entry = entry_of(item1(counts, {"IF0": "Burns.", "IF1": "Does not.", "IF2": "Glows."}, many=True))
    assert rationales(entry) == ["Burns.", "Does not.", "Glows."]


def test_ilias_and_olat_name_their_words_for_right_and_wrong() -> None:
    ilias = item1(
        "".join(when(equal(at), mark, f"response_{at}", "Add") for at, mark in ((0, "0"), (1, "1"), (2, "0")))
        + when(equal(1), "", "response_allcorrect") + when(f"<not>{equal(1)}</not>", "", "response_onenotcorrect"),
        {"response_0": "No oil.", "response_1": "Gas.", "response_allcorrect": "Well!",
         "response_onenotcorrect": "Again."},
    )  # fmt: skip
    entry = entry_of(ilias)
    assert rationales(entry) == ["No oil.", "Gas.", ""]
    assert (entry.feedback.correct, entry.feedback.incorrect) == ("Well!", "Again.")
    both = f"<and>{equal(0)}{equal(1)}<not><or>{equal(2)}</or></not></and>"
    olat = item1(
        when(both, "1", "Mastery") + when(f"<or>{equal(2)}</or>", "0", "Fail"), {"Mastery": "All.", "Fail": "Not all."},
        many=True,
    )  # fmt: skip
    entry = entry_of(olat)
    assert (rationales(entry), entry.feedback.correct, entry.feedback.incorrect) == (["", "", ""], "All.", "Not all.")


def item2(processing: str, feedback: str, outcomes: str = '<outcomeDeclaration identifier="FEEDBACK" '
          'cardinality="single" baseType="identifier"/>') -> str:  # fmt: skip
    options = "".join(f'<simpleChoice identifier="A{at}">{words}</simpleChoice>' for at, words in enumerate(LAMPS))
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q1" title="Lamps" '
        'adaptive="false" timeDependent="false">'
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        "<correctResponse><value>A1</value></correctResponse></responseDeclaration><outcomeDeclaration "
        f'identifier="SCORE" cardinality="single" baseType="float"/>{outcomes}<itemBody><choiceInteraction '
        f'responseIdentifier="RESPONSE" shuffle="false" maxChoices="1"><prompt>Which lamp?</prompt>{options}'
        f"</choiceInteraction></itemBody><responseProcessing>{processing}</responseProcessing>{feedback}"
        "</assessmentItem>"
    )


def test_html_that_chamilo_puts_into_cdata_is_read_as_html() -> None:
    text = item2(MATCHES, "").replace("oil<", "<![CDATA[<p>oil &amp; fat</p>]]><")
    chamilo = text.replace("Which lamp?", "<![CDATA[<p>Which <i>lamp</i>?</p>]]>")
    assert told(chamilo, "a.xml") == ["Which *lamp*? | oil & fat | *gas | arc"]
    about = text.replace("oil &amp; fat", "oil").replace("Which lamp?", "Which is &lt;b&gt;?")
    assert told(about, "a.xml") == ["Which is <b>? | <p>oil</p> | *gas | arc"]


def test_pictures_of_blackboard_are_found_by_the_number_in_their_address() -> None:
    address = "@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-55_1"
    stem = f"<![CDATA[Which lamp?<img src='{address}' alt='lamp'>]]>"
    resource = "<resource identifier='res00001' type='assessment/x-bb-qti-test' bb:file='res00001.dat'/>"
    files = {
        "imsmanifest.xml": f"<manifest xmlns:bb='urn:bb'><resources>{resource}</resources></manifest>".encode(),
        "res00001.dat": item1(when(equal(1), "1"), {}, stem=stem).encode(),
        "csfiles/home_dir/lamp__xid-55_1.png": PNG,
        "csfiles/home_dir/lamp__xid-55_1.png.xml": b"<lom/>",
    }
    (taken,) = read(pack(files), "test.zip").taken
    assert taken.item.stem.startswith("Which lamp?![lamp](media/lamp")


def sets(outcome: str, value: str, type: str = "identifier") -> str:
    return f'<setOutcomeValue identifier="{outcome}"><baseValue baseType="{type}">{value}</baseValue></setOutcomeValue>'


def modal(name: str, words: str, outcome: str = "FEEDBACK") -> str:
    return f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{name}" showHide="show">{words}</modalFeedback>'


def compared(at: int) -> str:
    return f'<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">A{at}</baseValue></match>'


def test_questionmark_says_mark_and_words_option_by_option() -> None:
    branches = "".join(
        f"<{tag}>{compared(at)}{sets('SCORE', mark, 'float')}{sets('FEEDBACK', f'FB_{at}')}</{tag}>"
        for tag, at, mark in (("responseIf", 0, "0"), ("responseElseIf", 1, "1"), ("responseElseIf", 2, "0"))
    )
    words = modal("FB_0", "It smokes.") + modal("FB_1", "Yes.")
    entry = entry_of(item2(f"<responseCondition>{branches}</responseCondition>", words))
    assert (rationales(entry), entry.feedback.correct) == (["It smokes.", "Yes.", ""], "")
    named = modal("FB_0", "It smokes.") + modal("correct", "Yes.")
    entry = entry_of(item2(f"<responseCondition>{branches}</responseCondition>".replace("FB_1", "correct"), named))
    assert (rationales(entry), entry.feedback.correct) == (["It smokes.", "", ""], "Yes.")


def test_openolat_counts_the_attempts_and_its_scoring_is_understood_all_the_same() -> None:
    right = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    attempts = '<gte><variable identifier="NUMATTEMPTS"/><baseValue baseType="integer">2</baseValue></gte>'
    entry = entry_of(
        item2(
            f"<responseCondition><responseIf>{right}{sets('SCORE', '2', 'float')}{sets('FEEDBACK', 'F1')}</responseIf>"
            f"<responseElse>{sets('FEEDBACK', 'F2')}</responseElse></responseCondition>"
            f"<responseCondition><responseIf>{attempts}{sets('HINT', 'H')}</responseIf></responseCondition>",
            modal("F1", "Well!") + modal("F2", "Again.") + modal("H", "Look up.", "HINT"),
        )
    )
    assert (entry.defaults.points, entry.feedback.correct, entry.feedback.incorrect) == (Decimal(2), "Well!", "Again.")
    assert entry.item.explanation == "Look up."


def test_html_that_says_it_is_plain_text_is_read_as_html() -> None:
    right = when(equal(0), "1")
    sakai = (
        "<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>TEXT_FORMAT</fieldlabel><fieldentry>HTML"
        "</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
    )
    lamps = ("<![CDATA[<b>oil</b>]]>", "gas", "arc")
    stem = "<![CDATA[<p>Which <i>lamp</i>?</p>]]>"
    wanted = ["Which *lamp*? | ***oil** | gas | arc"]
    assert told(item1(right, {}, options=lamps, stem=stem, texttype="text/plain"), "a.xml") == wanted
    told_so = item1(right, {}, options=lamps, stem="<![CDATA[Which <i>lamp</i>?]]>", metadata=sakai,
                    texttype="text/plain")  # fmt: skip
    assert told(told_so, "a.xml") == wanted
    about = item1(right, {}, options=("<![CDATA[<p>]]>", "gas", "arc"), texttype="text/plain",
                  stem="<![CDATA[What does <p>oil</p> show?]]>")  # fmt: skip
    assert told(about, "a.xml") == ["What does <p>oil</p> show? | *<p> | gas | arc"]


def test_html_of_which_only_a_part_was_escaped_is_read_whole() -> None:
    stem = "&lt;p&gt;What does <code>a &lt; b</code> say?&lt;/p&gt;"
    assert told(item1(when(equal(0), "1"), {}, stem=stem), "a.xml") == ["What does `a < b` say? | *oil | gas | arc"]
    stem = "Which of <b>these</b> is &lt;br&gt;?"
    assert told(item1(when(equal(0), "1"), {}, stem=stem), "a.xml") == [
        "Which of **these** is <br>? | *oil | gas | arc"
    ]

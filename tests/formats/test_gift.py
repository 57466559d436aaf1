"""GIFT as Moodle means it: every known trap, read and written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Head
from quizapp.core.scoring import RULES
from quizapp.formats.registry import read, write
from quizapp.formats.report import Defaults, Entry, Reading, Skipped, Taken


def taken(text: str) -> Taken:
    reading = read_text(text)
    assert [str(skipped) for skipped in reading.skipped] == []
    assert len(reading.taken) == 1
    return reading.taken[0]


def read_text(text: str) -> Reading:
    return read(text.encode(), "unit3.gift", "gift")


def skipped(text: str) -> Skipped:
    reading = read_text(text)
    assert reading.taken == ()
    return reading.skipped[0]


def written(item: Item, **fields: object) -> str:
    done = write("gift", [Entry(item, **fields)])  # type: ignore[arg-type]
    assert done.refused == ()
    return done.data.decode()


def refused(item: Item, **fields: object) -> str:
    done = write("gift", [Entry(item, **fields)])  # type: ignore[arg-type]
    assert done.data == b""
    return done.refused[0].why


TWO = (Option("yes", True), Option("no"))


def test_only_seven_signs_can_be_escaped_and_another_backslash_stays() -> None:
    item = taken(r"a \: \# \= \~ \{ \} \\ \( \frac and\nnew {=x\=1 ~y}").item
    assert item.stem == "a : # = ~ { } \\ \\\\( \\frac and  \nnew"
    assert item.options[0] == Option("x=1", True)


def test_latex_that_begins_with_n_is_read_as_moodle_does_and_flagged() -> None:
    one = taken(r"Is $a \neq b$? {=x ~y}")
    assert one.item.stem.replace("  \n", "|") == "Is $a|eq b$?"
    assert r"write \\neq" in one.changes[0]


def test_a_backslash_is_doubled_on_the_way_out() -> None:
    assert r"\(a \\neq b\)".replace(r"\(", r"\\(").replace(r"\)", r"\\)") in written(
        Item("single", r"\\(a \neq b\\)", TWO)
    )


def test_a_line_with_two_slashes_inside_a_stem_is_a_comment_and_is_flagged() -> None:
    one = taken("What prints\n// nothing\nthis? {=x ~y}")
    assert one.item.stem == "What prints  \nthis?"
    assert "line 2 begins with //" in one.changes[0]


def test_line_breaks_never_stand_in_the_file_itself() -> None:
    text = written(Item("single", "```\n// code\n\nx = 1\n```", TWO))
    assert "\n//" not in text
    assert "\n\n" not in text
    assert read_text(text).taken[0].item.stem == "```\n// code\n\nx = 1\n```"


def test_a_blank_line_within_braces_is_mended_and_flagged() -> None:
    one = taken("Which? {=a\n\n~b}")
    assert [option.text for option in one.item.options] == ["a", "b"]
    assert "blank line within its braces" in one.changes[0]


def test_a_blank_line_within_a_named_stem_is_mended_and_flagged() -> None:
    one = taken("::Q1::First.\n\nSecond? {=a ~b}")
    assert one.item.stem.split() == ["First.", "Second?"]
    assert "blank line within its stem" in one.changes[0]


def test_questions_without_a_blank_line_between_them_are_told_apart() -> None:
    reading = read_text("One? {=a ~b}\nTwo? {~c =d}\n")
    assert [(one.line, one.item.stem) for one in reading.taken] == [(1, "One?"), (2, "Two?")]


def test_id_and_tags_stand_in_the_comment_above() -> None:
    one = taken("// [id:page/q\\]1] [tag:Two  Words] [tag:difficulty:hard] [tag:level:apply]\nQ? {=a ~b}")
    assert one.entry.uid == "page/q]1"
    assert (one.item.tags, one.item.difficulty, one.item.level) == (("two words",), "hard", "apply")
    assert "[tag:level:apply]" in written(one.item)


def test_a_stem_is_one_answer_as_soon_as_there_is_an_equals_sign() -> None:
    assert taken("Q? {~%50%a ~%50%b =c}").item.kind == "single"
    assert taken("Q? {~%50%a ~%50%b ~c}").item.kind == "multiple"


def test_weights_of_three_keys_are_thirds() -> None:
    entry = taken("Q? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}").entry
    assert entry.defaults == Defaults(rule="net_correct")
    assert entry.item.keys == (0, 1, 2)


def test_two_decimals_are_read_as_the_third_that_was_meant_and_flagged() -> None:
    one = taken("Q? {=a ~%33.33%b ~%-16.67%c}")
    assert one.entry.defaults.weights == (Fraction(1), Fraction(1, 3), Fraction(-1, 6))
    assert "Moodle wants five decimals" in one.changes[0]


@pytest.mark.parametrize(
    ("count", "weight"), [(2, "50"), (3, "33.33333"), (6, "16.66667"), (7, "14.28571"), (9, "11.11111")]
)
def test_shares_are_written_with_five_decimals(count: int, weight: str) -> None:
    options = (*(Option(f"key {n}", True) for n in range(count)), Option("no"))
    text = written(Item("multiple", "Q?", options), defaults=Defaults(rule="net_correct"))
    assert text.count(f"~%{weight}%key") == count
    assert f"~%-{weight}%no" in text


def test_eleven_equal_keys_cannot_be_said() -> None:
    options = (*(Option(f"key {n}", True) for n in range(11)), Option("no"))
    assert "no weight for one of 11" in refused(Item("multiple", "Q?", options), defaults=Defaults(rule="net_correct"))


@pytest.mark.parametrize("rule", ["all_or_nothing", "coverage", "each_option"])
def test_scoring_that_sums_of_weights_cannot_say_is_refused(rule: str) -> None:
    options = (Option("a", True), Option("b", True), Option("c"), Option("d"))
    assert RULES[rule][0] in refused(Item("multiple", "Q?", options), defaults=Defaults(rule=rule))


@pytest.mark.parametrize(
    ("rule", "wrong", "near"),
    [
        ("all_or_nothing", "~%-100%c", "one distractor takes all"),
        ("coverage", "~%-50%c", "less distractors"),
        ("each_option", "~%-50%c", "less distractors"),
    ],
)
def test_it_goes_out_under_the_nearest_rule_where_somebody_chose_that(rule: str, wrong: str, near: str) -> None:
    options = (Option("a", True), Option("b", True), Option("c"), Option("d"))
    entry = Entry(Item("multiple", "Q?", options), defaults=Defaults(rule=rule))
    (refusal,) = write("gift", [entry]).refused
    assert refusal.nearest
    assert near in refusal.remedy
    done = write("gift", [replace(entry, nearest=True)])
    assert (done.refused, wrong in done.data.decode()) == ((), True)
    (said,) = [loss.action for loss in done.losses if loss.field == "scoring"]
    assert said.startswith(f"changed from “{RULES[rule][0]}” to “")
    assert near in said


def test_what_can_be_said_is_not_changed_by_that_choice_and_what_has_no_near_rule_stays_out() -> None:
    said = Entry(Item("multiple", "Q?", (*TWO, Option("yes too", True))), defaults=Defaults(rule="net_correct"))
    assert write("gift", [replace(said, nearest=True)]) == write("gift", [said])
    eleven = Item("multiple", "Q?", (*(Option(f"key {n}", True) for n in range(11)), Option("no")))
    (refusal,) = write("gift", [Entry(eleven, defaults=Defaults(rule="all_or_nothing"), nearest=True)]).refused
    assert not refusal.nearest


def test_a_rule_that_happens_to_be_a_sum_of_weights_goes_out() -> None:
    four = (Option("a", True), Option("b", True), Option("c"), Option("d"))
    assert "~%-50%c" in written(Item("multiple", "Q?", four), defaults=Defaults(rule="hamming2"))
    assert "costs two shares" in refused(Item("multiple", "Q?", four[:3]), defaults=Defaults(rule="hamming2"))


def test_all_or_nothing_with_one_key_is_the_same_as_weights_and_goes_out() -> None:
    text = written(Item("multiple", "Q?", (Option("a", True), Option("b"))), defaults=Defaults(rule="all_or_nothing"))
    assert "~%100%a" in text
    assert "~%-100%b" in text


def test_an_option_that_begins_like_a_weight_is_no_weight() -> None:
    item = Item("single", "How much?", (Option("%50% of it", False), Option("all", True)))
    text = written(item)
    assert "~%0%%50% of it" in text
    assert read_text(text).taken[0].item == item


def test_a_question_without_any_mark_has_no_key() -> None:
    assert "no option is marked as the key" in skipped("Q? {~%0%a ~b}").what.replace("a key", "the key")


def test_general_feedback_is_the_last_four_hashes_and_later_hashes_stay() -> None:
    item = taken("Q? {=a#one # two ~b####old####general}").item
    assert item.options[0].rationale == "one # two"
    assert item.explanation == "general"


def test_true_and_false_take_the_words_for_wrong_first() -> None:
    item = taken("Sky is blue. {TRUE#Look up.#Indeed.####Rayleigh}").item
    assert item.options == (Option("True", True, "Indeed."), Option("False", False, "Look up."))
    assert "TRUE#Look up.#Indeed." in written(item)


def test_small_letters_are_taken_for_true_or_false_and_flagged() -> None:
    one = taken("Sky is blue. {true}")
    assert one.item.kind == "true-false"
    assert "Moodle wants capitals" in one.changes[0]


def test_a_marker_counts_only_where_it_is_known() -> None:
    assert taken("[html]<b>x</b> &lt; y {=a ~b}").item.stem == "**x** < y"
    assert (
        taken("[plain]<b>x</b> {=a ~b}").item.stem == "\\<b>x\\</b>"
        or taken("[plain]<b>x</b> {=a ~b}").item.stem == "<b>x</b>"
    )
    assert taken("[sic] x {=a ~b}").item.stem == "[sic] x"
    assert taken("[markdown]*x* {=a ~b}").item.stem == "*x*"


def test_an_option_that_begins_like_a_marker_keeps_it() -> None:
    item = Item("single", "Q?", (Option("[html] is a word", True), Option("no")))
    assert read_text(written(item)).taken[0].item.options == item.options


def test_text_after_the_braces_leaves_a_gap() -> None:
    assert taken("Grant is {~buried =entombed} in his tomb.").item.stem == "Grant is _____ in his tomb."


def test_braces_of_a_formula_do_not_become_an_answer_in_silence() -> None:
    assert "more than one pair of braces" in skipped(r"$\frac{1}{2}$ is {=0.5 ~1}").what


def test_a_category_holds_for_what_follows_it() -> None:
    reading = read_text("$CATEGORY: $course$/top/Unit 1/a\n\nQ? {=a ~b}\n\n$CATEGORY: Unit 2\nR? {=a ~b}")
    assert [one.entry.category for one in reading.taken] == ["Unit 1/a", "Unit 2"]


@pytest.mark.parametrize(
    ("text", "what"),
    [("Match {=a -> b =c -> d}", "matching"), ("Write {}", "essay"), ("Read this.", "without an answer")],
)
def test_other_kinds_are_skipped_by_name_with_their_line(text: str, what: str) -> None:
    one = skipped(f"// a comment\n\n{text}")
    assert what in one.what
    assert one.line == 3


def test_numbers_and_words_are_read_and_written() -> None:
    assert taken("When? {#1822:5}").item.answers == (Answer("1822 ± 5"),)
    assert taken("When? {#1820..1825}").item.answers == (Answer("1820..1825"),)
    assert taken("Where? {=Oslo =%100%Christiania#old}").item.answers == (Answer("Oslo"), Answer("Christiania", "old"))
    assert "part of the mark" in skipped("Where? {=Oslo =%50%Bergen}").what
    assert "* for any text" in skipped("Where? {=Os*}").what
    assert "=%100%3.200:0.064" in written(Item("numeric", "Q?", answers=(Answer("3.2 ± 2 %"),)))


def test_what_moodle_uses_for_itself_is_refused_in_plain_text_only() -> None:
    assert "Moodle uses for itself" in refused(Item("single", "Q?", TWO), title="a &&058; b")
    assert "&amp;&amp;058;" in written(Item("single", "a &&058; b", TWO))


def test_a_fixed_order_is_lost_and_said_because_moodle_shuffles() -> None:
    done = write("gift", [Entry(Item("single", "Q?", (*TWO, Option("perhaps")), order="fixed"))])
    assert [(loss.field, "Moodle shuffles" in loss.action) for loss in done.losses] == [("order", True)]
    assert read_text(done.data.decode()).taken[0].item.keys == (0,)


def test_the_source_stands_behind_the_explanation_and_is_taken_off_again() -> None:
    item = Item("single", "Q?", TWO, explanation="Because.", as_of="2026-03-01")
    text = written(item, head=Head("Leaflet", url="https://example.org/a=b"))
    assert "Source\\: Leaflet" in text
    assert read_text(text).taken[0].item.explanation == "Because."


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_and_marks_of_encodings_change_nothing(ends: str) -> None:
    text = "::A::É? {\n=a\n~b\n}\n\nB? {T}\n"
    plain = [one.item for one in read_text(text).taken]
    for data in (text.replace("\n", ends).encode("utf-8-sig"), text.replace("\n", ends).encode("utf-16")):
        assert [one.item for one in read(data, "x", "gift").taken] == plain


def test_an_old_encoding_is_recognised_and_said() -> None:
    reading = read("Où est Noël? {=a ~b}".encode("windows-1252"), "x.gift")
    assert reading.taken[0].item.stem == "Où est Noël?"
    assert "windows-1252" in reading.notes[0]


def test_two_files_one_behind_the_other_hold_the_questions_of_both() -> None:
    one, other = "A? {=a ~b}\n", "::B::B? {TRUE}\n"
    both = [taken.item for taken in read_text(f"{one}\n{other}").taken]
    assert both == [read_text(one).taken[0].item, read_text(other).taken[0].item]


def test_a_category_without_blank_lines_around_it_loses_no_question() -> None:
    reading = read(b"// [id:a]\n::A::1?{=x ~y}\n$CATEGORY: top/b\n::B::2?{=x ~y}\n", "x.gift")
    assert [(one.entry.title, one.entry.category, one.entry.uid) for one in reading.taken] == [
        ("A", "", "a"),
        ("B", "b", ""),
    ]


def test_a_comment_between_questions_without_blank_lines_belongs_to_the_one_below_it() -> None:
    text = "// [id:a] [tag:x]\n::A::1?{=x ~y}\n// [id:b] [tag:y]\n::B::2?{=x ~y}\n::C::3?{=x ~y}\n"
    read = read_text(text).taken
    assert [(one.entry.title, one.entry.uid, one.item.tags, one.line) for one in read] == [
        ("A", "a", ("x",), 2),
        ("B", "b", ("y",), 4),
        ("C", "", (), 5),
    ]
    assert {one.changes for one in read} == {("a blank line is missing between this question and its neighbour",)}


def test_a_comment_above_the_end_of_a_sentence_with_a_gap_parts_nothing() -> None:
    assert taken("The {=cat ~dog}\n// which one\nsat on the mat.").item.stem == "The _____  \nsat on the mat."


def test_a_comment_above_a_category_belongs_to_the_question_below_it() -> None:
    text = "::A::1?{=x ~y}\n// [id:b]\n$CATEGORY: z\n::B::2?{=a ~b}\n"
    assert [one.entry.uid for one in read(text.encode(), "quiz.gift").taken] == ["", "b"]


def test_options_behind_the_feedback_for_all_refuse_the_question_and_are_not_lost_in_it() -> None:
    reading = read(b"Which?{\n=red####Because.\n~white\n}\n\nWhich two?{=a ~b####It is ~ a.}\n", "x.gift")
    assert [one.what for one in reading.skipped] == ["options stand behind ####, where Moodle takes them for feedback"]
    assert [one.item.explanation for one in reading.taken] == ["It is ~ a."]

"""What a file says beyond the bank goes on with its question: marks, times, hints and general words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, departures, imports
from quizapp.core.item import Item as Question
from quizapp.core.item import Option
from quizapp.formats import registry
from quizapp.formats.report import Defaults, Entry, Feedback, Written
from quizapp.store import Item, ItemVersion
from tests.factories import NOON
from tests.formats.travellers import PNG

RIVERS = Question("multiple", "Which flow north?", (Option("Aller", True), Option("Isar"), Option("Oker", True)))
SAID = Entry(
    RIVERS,
    defaults=Defaults(Decimal("2.5"), Decimal("0.1"), weights=(F(1, 2), F(-1), F(1, 2))),
    feedback=Feedback("Well done.", "Almost.", "Look at ![the map](media/map.png)."),
    hints=("Think of Celle.",),
)


def bring(db: Session, entries: Sequence[Entry], format: str = "moodle-xml") -> imports.Import:
    data = registry.write(format, list(entries), {"media/map.png": PNG}, "Rivers").data
    done = imports.bring(db, None, registry.read(data, "rivers", format), "rivers", at=NOON)
    db.commit()
    return done


def sent(db: Session, format: str = "moodle-xml", rule: str = "") -> tuple[Entry, Written]:
    written = departures.send(db, departures.versions_of_all(db), format, title="Rivers", rule=rule)
    return registry.read(written.data, "back", format).taken[0].entry, written


def test_marks_hints_and_general_words_go_out_as_they_came_in(db: Session) -> None:
    done = bring(db, [SAID])
    (told,) = done.questions[0].changes
    assert told.startswith("kept for other programs, and not used in quizzes here: ")
    assert {"points" in told, "hints" in told, "options count" in told} == {True}
    back, _ = sent(db)
    assert (back.defaults, back.hints) == (SAID.defaults, SAID.hints)
    assert back.feedback.correct == "Well done."
    assert back.feedback.incorrect.startswith("Look at ![the map](media/")


def test_a_question_that_says_nothing_more_carries_nothing(db: Session) -> None:
    assert bring(db, [Entry(RIVERS)], "csv").questions[0].changes == ()
    assert db.scalars(select(Item.carried)).all() == [{}]


def test_weights_stay_behind_once_the_options_have_changed(db: Session) -> None:
    bring(db, [SAID])
    row = db.scalars(select(Item)).one()
    options = (RIVERS.options[2], RIVERS.options[0], RIVERS.options[1])
    authoring.edit_item(db, None, row, replace(RIVERS, options=options), at=NOON)
    db.commit()
    back, _ = sent(db, "qti21")
    assert (back.defaults.weights, back.defaults.points) == ((), Decimal("2.5"))


def test_a_quiz_that_decides_how_it_marks_sends_no_weights(db: Session) -> None:
    bring(db, [SAID])
    back, _ = sent(db, "qti21", rule="all_or_nothing")
    assert (back.defaults.rule, back.defaults.weights) == ("all_or_nothing", ())


def test_where_a_format_has_no_weights_the_question_goes_without_them_and_that_is_said(db: Session) -> None:
    bring(db, [SAID])
    back, written = sent(db, "text")
    assert (back.item.keys, written.refused) == ((0, 2), ())
    assert "how its options count" in next(loss.action for loss in written.losses if loss.field == "scoring")


def test_all_or_nothing_from_canvas_does_not_keep_a_question_from_moodle(db: Session) -> None:
    bring(db, [replace(SAID, defaults=Defaults(rule="all_or_nothing"))], "qti12")
    assert sent(db, "qti21")[0].defaults.rule == "all_or_nothing"
    back, written = sent(db)
    assert (back.item.keys, written.refused) == ((0, 2), ())
    assert any(loss.field == "scoring" and "left open" in loss.action for loss in written.losses)


def test_a_table_without_hints_does_not_wipe_them(db: Session) -> None:
    bring(db, [SAID])
    (version,) = db.scalars(select(ItemVersion)).all()
    entry = departures.entry_of(version)
    later = replace(entry, hints=(), defaults=replace(entry.defaults, points=Decimal(4)), head=None)
    assert bring(db, [later], "csv").counts() == {"unchanged": 1}
    back, _ = sent(db)
    assert (back.defaults.points, back.hints) == (Decimal(4), SAID.hints)

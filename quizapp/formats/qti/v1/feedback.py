"""Feedback of QTI 1.2: sorted by the names that Canvas, Common Cartridge and Blackboard use, else by when it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.text import Texts
from quizapp.formats.qti.v1.conditions import Result
from quizapp.formats.qti.v1.text import material
from quizapp.formats.qti.v2.feedback import Outcomes, own, sort_feedback, speaks_of_all
from quizapp.formats.qti.v2.processing import NotUnderstood
from quizapp.formats.report import Feedback

NO_WORDS = Feedback()
Run = Callable[[frozenset[int]], Result]
_ALWAYS = ("general_fb", "general", "solution")
_RIGHT = ("correct_fb", "correct", "response_allcorrect", "mastery")  # the last two: ILIAS, OLAT
_WRONG = ("general_incorrect_fb", "incorrect_fb", "incorrect", "response_onenotcorrect", "fail")
_PARTLY = ("partial_fb", "partially_correct_fb", "partially_correct")


@dataclass(frozen=True, slots=True)
class Told:
    """Feedback of one item by what it is for."""

    rationales: Mapping[int, str] = field(default_factory=dict)
    explanation: str = ""
    words: Feedback = NO_WORDS
    hints: tuple[str, ...] = ()


def feedback_of(
    item: Node,
    idents: Sequence[str],
    keys: frozenset[int],
    run: Run,
    texts: Texts,
) -> Told:
    """All feedback, solutions and hints of an item."""
    always: list[str] = []
    right: list[str] = []
    wrong: list[str] = []
    partly: list[str] = []
    rationales: dict[int, list[str]] = {}
    others: list[tuple[Node, str]] = []
    linked = _linked(item, idents, keys)
    hints = [material(hint, texts) for hint in item.all("hint")]
    for node in item.all("itemfeedback"):
        if node.child("hint") is not None:
            continue
        text = material(node, texts)
        name = node.get("ident").strip()
        low = name.lower()
        if not text:
            continue
        if (at := _option(name, idents)) is not None:
            rationales.setdefault(at, []).append(text)
        elif node.child("solution") is not None or low in _ALWAYS or name == item.get("label"):
            always.append(text)
        elif low in _RIGHT:
            right.append(text)
        elif low in _WRONG:
            wrong.append(text)
        elif low in _PARTLY:
            partly.append(text)
        elif name in linked:
            rationales.setdefault(linked[name], []).append(text)
        else:
            others.append((Node("modalFeedback", {"identifier": name, "outcomeIdentifier": "shown"}), text))
    told = sort_feedback(others, idents, keys, _shown(run), several=len(keys) != 1)
    for at, pieces in told.rationales.items():
        rationales.setdefault(at, []).extend(pieces)
    always += told.explanation
    right += told.correct
    partly += told.partly
    wrong += told.incorrect
    if told.unsure:
        texts.change("feedback whose condition was not understood was put into the explanation")
    return Told(
        {at: "\n\n".join(dict.fromkeys(pieces)) for at, pieces in rationales.items()},
        "\n\n".join(dict.fromkeys(always)),
        Feedback("\n\n".join(right), "\n\n".join(partly), "\n\n".join(wrong)),
        tuple(hint for hint in hints if hint),
    )


def _option(name: str, idents: Sequence[str]) -> int | None:
    """Which option a feedback belongs to by its name: `1234_fb` or the option's own ident."""
    return next((at for at, ident in enumerate(idents) if ident and name in (ident, f"{ident}_fb")), None)


def _linked(item: Node, idents: Sequence[str], keys: frozenset[int]) -> dict[str, int]:
    """Feedback that shows when one option is chosen; to the key only as `own` says or if each option has its own."""
    places = {ident: at for at, ident in enumerate(idents) if ident}
    asked: dict[str, set[tuple[int, bool]]] = {}
    for condition in item.all("respcondition"):
        tests = [test for part in condition.all("conditionvar") for test in part.elements]
        if len(keys) != 1 and [test.name for test in tests] == ["not"]:
            tests = tests[0].elements  # who counts each option by itself shows it where leaving it out is right (D2L)
        alone = tests[0].text.strip() if [test.name for test in tests] == ["varequal"] else ""
        scores = condition.first("setvar") is not None
        for shown in condition.all("displayfeedback"):
            asked.setdefault(shown.get("linkrefid").strip(), set()).add((places.get(alone, -1), scores))
    return own({name: said for name, said in asked.items() if not speaks_of_all(name)}, keys, len(idents))


def _shown(
    run: Run,
) -> Callable[[frozenset[int]], tuple[Outcomes, Fraction]]:
    def outcomes(chosen: frozenset[int]) -> tuple[Outcomes, Fraction]:
        try:
            result = run(chosen)
        except NotUnderstood:
            result = Result()
        return {"shown": frozenset(result.shown)}, result.score

    return outcomes

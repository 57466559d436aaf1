"""One entry as an item of QTI 1.2 in Canvas's dialect, or a refusal: Canvas knows no partial marks in it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from quizapp.core.item import Item
from quizapp.core.scoring import RULES
from quizapp.formats.fields.source_line import source_html, tell_source
from quizapp.formats.files.safe_xml import escaped
from quizapp.formats.marks.proof import called
from quizapp.formats.markup import to_html
from quizapp.formats.qti.v1.question import UID_FIELD
from quizapp.formats.qti.v2.item import ranges_of, text_answers, title_of
from quizapp.formats.report import Entry, Ledger, Refused

Address = Callable[[str], str]

_TYPES = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "true-false": "true_false_question",
    "numeric": "numerical_question",
    "text": "short_answer_question",
}
_R = "response1"


def item_xml(entry: Entry, name: str, address: Address, ledger: Ledger) -> str:
    """The `item` element of an entry. Raises Refused."""
    item = entry.item
    idents = answer_idents(name, len(item.options))
    scored = _scored(entry, idents, ledger)
    told = _feedback(entry, idents, address)
    if entry.feedback.partly:
        ledger.lose(entry, "feedback", "kept but for the words to a partly right response")
    if any(answer.rationale for answer in item.answers):
        ledger.lose(entry, "rationale")
    tell_source(entry, ledger, "the general feedback")
    points = f"{entry.defaults.points:f}" if entry.defaults.points is not None else "1"
    fields = {"question_type": _TYPES[item.kind], "points_possible": points, UID_FIELD: entry.uid}
    metadata = "".join(
        f"    <qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{escaped(value)}</fieldentry>"
        "</qtimetadatafield>\n"
        for label, value in fields.items()
        if value
    )
    return (
        f'<item ident="{name}" title="{escaped(title_of(entry))}">\n'
        f"  <itemmetadata>\n   <qtimetadata>\n{metadata}   </qtimetadata>\n  </itemmetadata>\n"
        f"  <presentation>\n   {_material(to_html(item.stem, address))}\n{_response(item, idents, address)}"
        "  </presentation>\n"
        '  <resprocessing>\n   <outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
        f"</outcomes>\n{_processing(scored, told, idents)}  </resprocessing>\n"
        + "".join(
            f'  <itemfeedback ident="{fb}">\n   <flow_mat>{_material(html)}</flow_mat>\n  </itemfeedback>\n'
            for fb, html in told.items()
        )
        + "</item>\n"
    )


def answer_idents(name: str, n: int) -> list[str]:
    """Numbers for the options, as Canvas has them: the same for the same question each time."""
    base = int(sha256(name.encode()).hexdigest()[:8], 16) % 9_000_000 + 1_000_000
    return [str(base * 100 + number) for number in range(1, n + 1)]


def _material(html: str) -> str:
    return f'<material><mattext texttype="text/html">{escaped(html)}</mattext></material>'


def _response(item: Item, idents: list[str], address: Address) -> str:
    if item.kind in ("numeric", "text"):
        fib = ' fibtype="Decimal"' if item.kind == "numeric" else ""
        inner = f'    <render_fib{fib}><response_label ident="answer1"/></render_fib>\n'
        return f'   <response_str ident="{_R}" rcardinality="Single">\n{inner}   </response_str>\n'
    cardinality = "Multiple" if item.kind == "multiple" else "Single"
    fixed = ' rshuffle="No"' if item.order == "fixed" and item.kind != "true-false" else ""
    labels = "".join(
        f'     <response_label ident="{ident}"{fixed}>{_material(to_html(option.text, address, inline=True))}'
        "</response_label>\n"
        for ident, option in zip(idents, item.options, strict=True)
    )
    return (
        f'   <response_lid ident="{_R}" rcardinality="{cardinality}">\n    <render_choice>\n{labels}'
        "    </render_choice>\n   </response_lid>\n"
    )


def _scored(entry: Entry, idents: list[str], ledger: Ledger) -> list[str]:
    """The conditions that earn full marks. Raises Refused where the marks cannot be said."""
    item = entry.item
    if item.kind == "numeric":
        return [_number(low, high) for low, high in ranges_of(item)]
    if item.kind == "text":
        if item.match == "exact":
            raise Refused("Canvas does not mind upper and lower case", "choose another format")
        answers, _ = text_answers(item)
        return ["".join(_equal(answer) for answer in answers)]
    weights = entry.defaults.weights
    plain = all(weight == (1 if at in item.keys else 0) for at, weight in enumerate(weights))
    rule = entry.defaults.rule or "all_or_nothing"
    several = item.kind == "multiple"
    if (weights and not (plain and not several)) or (several and rule != "all_or_nothing"):
        why, otherwise = "QTI 1.2 has no partial marks that Canvas would follow", "choose QTI 2.1 or Moodle XML"
        if not several:
            raise Refused(why, otherwise)
        said = f"“{RULES['all_or_nothing'][0]}”"
        if not entry.nearest:
            raise Refused(why, f"{otherwise}, or the nearest rule of Canvas: {said}", nearest=True)
        ledger.lose(entry, "scoring", f"changed from {called(entry)} to {said}, as was chosen")
    if not several:
        return [_equal(idents[item.keys[0]])]
    tests = [
        _equal(ident) if option.is_key else f"<not>{_equal(ident)}</not>"
        for ident, option in zip(idents, item.options, strict=True)
    ]
    return [f"<and>{''.join(tests)}</and>"]


def _equal(value: str) -> str:
    return f'<varequal respident="{_R}">{escaped(value)}</varequal>'


def _number(low: str, high: str) -> str:
    between = f'<vargte respident="{_R}">{low}</vargte><varlte respident="{_R}">{high}</varlte>'
    return f"<or>{_equal(low)}<and>{between}</and></or>" if low == high else between


def _feedback(entry: Entry, idents: list[str], address: Address) -> dict[str, str]:
    texts = {
        "general_fb": entry.item.explanation,
        "correct_fb": entry.feedback.correct,
        "general_incorrect_fb": entry.feedback.incorrect,
    }
    for ident, option in zip(idents, entry.item.options, strict=True):
        texts[f"{ident}_fb"] = option.rationale
    told = {name: to_html(text, address) for name, text in texts.items() if text}
    if source := source_html(entry):
        told["general_fb"] = told.get("general_fb", "") + source
    return {name: told[name] for name in texts if name in told}


def _processing(scored: list[str], told: dict[str, str], idents: list[str]) -> str:
    """Conditions in Canvas's order: general feedback, that of single options, full marks, wrong."""
    parts = []
    if "general_fb" in told:
        parts.append(_condition("<other/>", show="general_fb", go_on=True))
    for ident in idents:
        if f"{ident}_fb" in told:
            parts.append(_condition(_equal(ident), show=f"{ident}_fb", go_on=True))
    for tests in scored:
        parts.append(_condition(tests, show="correct_fb" if "correct_fb" in told else "", marks="100"))
    if "general_incorrect_fb" in told:
        parts.append(_condition("<other/>", show="general_incorrect_fb"))
    return "".join(parts)


def _condition(tests: str, *, show: str = "", marks: str = "", go_on: bool = False) -> str:
    scored = f'<setvar action="Set" varname="SCORE">{marks}</setvar>' if marks else ""
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{show}"/>' if show else ""
    going = "Yes" if go_on else "No"
    return f'   <respcondition continue="{going}"><conditionvar>{tests}</conditionvar>{scored}{shown}</respcondition>\n'

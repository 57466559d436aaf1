"""One item of QTI 1.2 becomes one entry, or is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from quizapp.core.item import Item, Option
from quizapp.formats.marks.numbers import decimal_of, number
from quizapp.formats.marks.true_false import looks_true_false
from quizapp.formats.qti.shared.common import Unreadable
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.scoring import Verdict, judge
from quizapp.formats.qti.shared.text import Texts
from quizapp.formats.qti.v1.conditions import Conditions, Given, Result
from quizapp.formats.qti.v1.feedback import feedback_of
from quizapp.formats.qti.v1.text import material, stem_of, trust_no_plain
from quizapp.formats.qti.v2.answer import number_answers, text_answers, wrong_answer
from quizapp.formats.qti.v2.processing import NotUnderstood
from quizapp.formats.report import Defaults, Entry

UID_FIELD = "quizapp_uid"
_HAND = "enter it by hand as a question of a kind there is here"
_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "response_extension")
_NAMES = {
    "essay": "an essay", "matching": "matching", "multiple_dropdowns": "several drop-down lists",
    "fill_in_multiple_blanks": "several blanks in one text", "calculated": "a formula with numbers drawn anew",
    "formula": "a formula with numbers drawn anew", "file_upload": "the upload of a file",
    "categorization": "sorting into categories", "ordering": "putting in order", "hot_spot": "a place in a picture",
    "hotspot": "a place in a picture", "rich_fill_blank": "several blanks in one text",
}  # fmt: skip
_EITHER = re.compile(r"([a-z]+)_([a-z]+)\.(true|false)")
_TEXT_ONLY = ("text_only", "stimulus", "text_block")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the metadata of an item says."""

    type: str
    points: Decimal | None
    uid: str
    partial: bool = False
    html: bool = False


def question(item: Node, texts: Texts, category: str) -> Entry:
    """The entry of an `item`. Raises Unreadable."""
    facts = _facts(item)
    presentation = item.child("presentation") or item.first("presentation")
    if presentation is None:
        raise Unreadable("the item has no presentation: nothing is asked", _HAND)
    responses = presentation.all(*_RESPONSES)
    if any(one.name != "response_extension" for one in responses):  # D2L says there how the options are shown
        responses = [one for one in responses if one.name != "response_extension"]
    trust_no_plain(item, facts.html)
    stem = stem_of(presentation, texts)
    _refuse_others(facts, responses, Entry(Item("single", stem)))
    response = responses[0]
    choices = response.first("render_choice") or presentation.first("render_choice")
    if choices is not None and (choices.first("response_label") is not None or response.name == "response_lid"):
        entry = _choice(item, response, choices, stem, facts, texts)
    elif response.name in ("response_str", "response_num"):
        entry = _typed(item, response, stem, facts, texts)
    else:
        raise Unreadable("it has no options to choose from", _HAND, Entry(Item("single", stem)))
    title = " ".join(item.get("title").split())[:300]
    return replace(
        entry, uid=facts.uid or item.get("ident").strip(), title="" if title == facts.uid else title, category=category
    )


def _facts(item: Node) -> Facts:
    fields: dict[str, str] = {}
    for one in item.all("qtimetadatafield", "qti_metadatafield"):
        label, entry = one.child("fieldlabel"), one.child("fieldentry")
        if label is not None and entry is not None:
            fields.setdefault(label.text.strip().lower(), entry.text.strip())
    for metadata in item.all("itemmetadata"):
        for one in metadata.walk():  # Blackboard and Respondus name their fields by element
            if one.name.startswith(("bbmd_", "qmd_")):
                fields.setdefault(one.name, one.text.strip())
    names = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_itemtype", "qmd_questiontype")
    said = next((fields[name] for name in names if fields.get(name)), "")
    kind = re.sub(r"[^a-z0-9]+", "_", said.lower()).strip("_")
    numbers = ("points_possible", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max")
    found = next((value for name in numbers if (value := number(fields.get(name, ""))) is not None), None)
    uid = fields.get(UID_FIELD) or fields.get("bbmd_asi_object_id", "")
    partial = fields.get("bbmd_partialcredit", "").lower() == "true"
    html = fields.get("text_format", "").upper() == "HTML"
    return Facts(kind, decimal_of(found) if found is not None else None, uid[:300], partial, html)


def _refuse_others(facts: Facts, responses: list[Node], entry: Entry) -> None:
    for name, said in _NAMES.items():
        if name in facts.type:
            raise Unreadable(f"it asks for {said}, a kind that is not taken", _HAND, entry)
    if any(name in facts.type for name in _TEXT_ONLY) or not responses:
        raise Unreadable("it is a text and asks nothing", "use it as text, or enter a question by hand", entry)
    if len(responses) > 1:
        raise Unreadable(f"it asks {len(responses)} things at once", "make one question of each part", entry)
    if responses[0].name not in ("response_lid", "response_str", "response_num"):
        raise Unreadable(f"answers of the kind {responses[0].name} are not taken", _HAND, entry)
    if responses[0].get("rcardinality").strip().lower() == "ordered":
        raise Unreadable("it asks for options in an order", _HAND, entry)


# --- options ---------------------------------------------------------------------------------------------------


def _choice(item: Node, response: Node, choices: Node, stem: str, facts: Facts, texts: Texts) -> Entry:
    labels = choices.all("response_label")
    idents = [label.get("ident").strip() for label in labels]
    options = [_word(material(label, texts)) for label in labels]
    several = response.get("rcardinality").strip().lower() == "multiple"
    draft = Item("multiple" if several else "single", stem, tuple(Option(text) for text in options))
    if len(set(idents)) != len(idents):
        raise Unreadable(
            "two options have the same ident", "give each option its own in the other program", Entry(draft)
        )
    conditions = Conditions(item, response.get("ident"))

    def run(chosen: frozenset[int]) -> Result:
        return conditions.run(Given(frozenset(idents[at] for at in chosen), several=several))

    def mark(chosen: frozenset[int]) -> Fraction:
        return run(chosen).score if chosen else Fraction(0)

    positions = {ident: at for at, ident in enumerate(idents)}
    hints = [frozenset(positions[name] for name in named if name in positions) for named in conditions.named()]
    try:
        weights = [mark(frozenset([at])) for at in range(len(idents))] if several else []
        verdict = judge(len(idents), mark, several=several, weights=weights, hints=hints)
    except NotUnderstood as error:
        raise Unreadable(f"its scoring uses {error}", "mark the key by hand", Entry(draft)) from None
    if verdict.problem:
        raise Unreadable(verdict.problem, verdict.remedy, Entry(draft))
    for remark in verdict.remarks:
        texts.change(remark)
    if facts.partial:
        verdict = _partly(verdict, conditions.shares(), idents, texts, several=several)
    true_false = "true_false" in facts.type or facts.type in ("either_or", "t_f")
    if not several and len(options) == 2 and (true_false or looks_true_false(options)):
        draft = replace(draft, kind="true-false")
    told = feedback_of(item, idents, verdict.keys, run, texts)
    shuffle = {"yes": True, "no": False, "true": True, "false": False}.get(choices.get("shuffle").strip().lower())
    points = facts.points or _points(verdict.top, item)
    return Entry(
        replace(
            draft,
            options=tuple(
                Option(text, at in verdict.keys, told.rationales.get(at, "")) for at, text in enumerate(options)
            ),
            explanation=told.explanation,
            order="fixed" if any(label.get("rshuffle").lower() == "no" for label in labels) else "shuffle",
        ),
        defaults=Defaults(points, rule=verdict.rule, weights=verdict.weights, shuffle=shuffle),
        feedback=told.words,
        hints=told.hints,
    )


def _partly(
    verdict: Verdict, shares: Mapping[str, Fraction], idents: Sequence[str], texts: Texts, *, several: bool
) -> Verdict:
    """The verdict with Blackboard's partial credit: a percentage for each option, which its conditions leave aside."""
    weights = tuple(shares.get(ident, Fraction(0)) for ident in idents)
    right = {at for at, weight in enumerate(weights) if (weight > 0 if several else weight == 1)}
    if right == verdict.keys and max(map(abs, weights)) <= 1:
        others = [weight for at, weight in enumerate(weights) if at not in right]
        if not several and not any(others):
            return verdict
        texts.change("it gives partial credit; the percentages of its options were read as weights")
        return replace(verdict, rule="", weights=weights)
    if several:
        texts.change("it gives partial credit in a way that the file does not say; choose a rule in the quiz")
        return replace(verdict, rule="")
    return verdict


def _word(text: str) -> str:
    """The word that Blackboard shows for `yes_no.true` or `agree_disagree.false`; any other text as it is."""
    found = _EITHER.fullmatch(text.replace("\\", ""))
    return (found[1] if found[3] == "true" else found[2]).capitalize() if found else text


def _points(top: Fraction, item: Node) -> Decimal | None:
    """Points where no metadata says them: the top of the score, unless that is a percentage."""
    declared = item.first("decvar")
    scale = number(declared.get("maxvalue")) if declared is not None else None
    return None if top == 100 or scale == 100 else decimal_of(top)


# --- typed answers ---------------------------------------------------------------------------------------------


def _typed(item: Node, response: Node, stem: str, facts: Facts, texts: Texts) -> Entry:
    conditions = Conditions(item, response.get("ident"))
    field = response.first("render_fib")
    sort = field.get("fibtype").strip().lower() if field is not None else ""
    bounds = any(one.first("vargte", "vargt", "varlte", "varlt") is not None for one in conditions.conditions)
    numeric = "numer" in facts.type or sort in ("decimal", "integer", "scientific") or response.name == "response_num"
    numeric = numeric or bounds
    tried = conditions.literals()
    entry = Entry(Item("numeric" if numeric else "text", stem))
    if not tried:
        raise Unreadable("it names no accepted answer, so it is an essay", _HAND, entry)

    def mark(text: str) -> Fraction:
        return conditions.run(Given(text=text, numeric=numeric)).score

    try:
        if numeric:
            answers, exact = number_answers(tried, [], mark), ""
        else:
            answers, exact = text_answers([text for text in tried if text], mark)
    except NotUnderstood as error:
        raise Unreadable(f"its scoring uses {error}", _HAND, entry) from None
    except Unreadable as error:
        raise Unreadable(error.what, error.remedy, entry) from None
    new = Item(entry.item.kind, stem, answers=answers, match=exact)

    def run(chosen: frozenset[int]) -> Result:
        text = answers[0].text.partition("..")[0] if 0 in chosen else wrong_answer(new)
        return conditions.run(Given(text=text, numeric=numeric))

    told = feedback_of(item, ["", ""], frozenset([0]), run, texts)
    if told.rationales:
        texts.change("feedback to single answers was put into the explanation")
    new = replace(new, explanation="\n\n".join(one for one in (told.explanation, *told.rationales.values()) if one))
    return Entry(new, defaults=Defaults(facts.points), feedback=told.words, hints=told.hints)

"""One item of QTI 2.x or 3.0 becomes one entry, or is refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from quizapp.core.item import Item, Option
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.marks.numbers import decimal_of, number
from quizapp.formats.marks.true_false import looks_true_false
from quizapp.formats.qti.shared.common import MARKER, TRUE_FALSE, Unreadable, known_uid
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.package import Resource
from quizapp.formats.qti.shared.scoring import Verdict, judge
from quizapp.formats.qti.shared.text import Texts, open_escaped
from quizapp.formats.qti.v2.answer import typed_answer, wrong_answer
from quizapp.formats.qti.v2.feedback import FEEDBACK, Outcomes, Told, about_options, identifiers_in, sort_feedback
from quizapp.formats.qti.v2.order import Placing
from quizapp.formats.qti.v2.processing import (
    Declaration,
    NotUnderstood,
    Run,
    Value,
    declaration,
    execute,
    typed,
)
from quizapp.formats.report import Defaults, Entry, Feedback

_HIDDEN = ("stylesheet", "templateBlock", "templateInline", "infoControl", "printedVariable", *FEEDBACK)
_BLANK = "\ue000"
_OTHER = "enter it by hand as a question of a kind there is here"


def question(root: Node, texts: Texts, placing: Placing, resource: Resource | None) -> Entry:
    """The entry of an `assessmentItem`. Raises Unreadable."""
    body = root.child("itemBody") or root.first("itemBody")
    if body is None:
        raise Unreadable("the item has no body", _OTHER)
    asked = [node for node in body.walk() if node.name.endswith("Interaction") and node.name != "endAttemptInteraction"]
    _refuse_others(root, body, asked)
    asking = asked[0]
    if root.get("adaptive").strip().lower() == "true":
        texts.change("it may be answered several times there; here the first answer counts")
    declared = {one.identifier: one for one in map(declaration, root.all("responseDeclaration"))}
    name = asking.get("responseIdentifier")
    if name not in declared:
        declared[name] = Declaration(name, "multiple" if _max_choices(asking) != 1 else "single", "identifier")
        texts.change("its response is not declared; it was read by what the interaction says")
    open_escaped(root, asking.child("prompt"))
    stem = _stem(body, asking, texts)
    if asking.name == "choiceInteraction":
        entry = _choice(root, asking, declared, name, stem, texts)
    else:
        entry = _typed(root, declared, name, stem, texts)
    return _dressed(entry, root, placing, resource)


def _refuse_others(root: Node, body: Node, asked: list[Node]) -> None:
    if not asked:
        raise Unreadable("it asks nothing: there is no interaction in it", "enter a question by hand")
    names = sorted({node.name for node in asked})
    if len(asked) > 1:
        raise Unreadable(f"it asks {len(asked)} things at once ({', '.join(names)})", "make one question of each part")
    if names[0] not in ("choiceInteraction", "textEntryInteraction"):
        raise Unreadable(f"questions of the kind {names[0]} are not taken", _OTHER)
    later = any(node is asked[0] for part in body.all(*FEEDBACK) for node in part.walk())
    if later and root.get("adaptive").strip().lower() == "true":
        raise Unreadable("it asks in several steps that depend on the answers", _OTHER)
    if root.child("templateProcessing") is not None or body.first("printedVariable") is not None:
        raise Unreadable("its numbers or words are drawn anew for each learner", "enter one drawing of it by hand")


def _stem(body: Node, asking: Node, texts: Texts) -> str:
    """The body with the prompt where the interaction stands, and without what learners do not see at first."""

    def other(node: Node) -> str | None:
        if node is asking:
            prompt = asking.child("prompt")
            if asking.name != "choiceInteraction":
                return _BLANK
            return f"<div>{texts.inside_html(prompt)}</div>" if prompt is not None else ""
        if node.name == "rubricBlock":
            views = node.get("view", "candidate").split()
            if "candidate" in views:
                return f"<div>{texts.inside_html(node, other)}</div>"
            if MARKER not in node.get("class").split():
                texts.change("notes for authors and scorers were left out")
            return ""
        if node.name == "include":
            texts.change("a shared text that the question refers to did not come along")
            return ""
        if node.name in ("feedbackBlock", "feedbackInline") and node.get("showHide") == "hide":
            return None
        return "" if node.name in _HIDDEN or node.name == "endAttemptInteraction" else None

    stem = texts.inside(body, other)
    return stem.removesuffix(f"\n\n{_BLANK}").replace(_BLANK, r"\_\_\_\_\_")


def _max_choices(asking: Node) -> int:
    found = number(asking.get("maxChoices", "1"))
    return int(found) if found is not None else 1


def _typed(root: Node, declared: dict[str, Declaration], name: str, stem: str, texts: Texts) -> Entry:
    scoring = _Scoring(root, declared, name, [])
    item = typed_answer(root, declared[name], stem, lambda text: scoring.mark_of((text,)))
    right = item.answers[0].text.partition("..")[0]
    top = scoring.mark_of((right,))

    def outcomes(chosen: frozenset[int]) -> tuple[Outcomes, Fraction]:
        given = right if 0 in chosen else wrong_answer(item)
        return scoring.outcomes_of((given,))

    told = sort_feedback(_feedback(root, texts), ["", ""], frozenset([0]), outcomes)
    if told.unsure or told.rationales:
        texts.change("feedback whose condition was not understood was put into the explanation")
    explanation = "\n\n".join(told.explanation + [text for one in told.rationales.values() for text in one])
    points = decimal_of(_normal_maximum(root) or top)
    return Entry(replace(item, explanation=explanation), defaults=Defaults(points), feedback=_words(told))


# --- options, key and scoring ----------------------------------------------------------------------------------


def _choice(
    root: Node, asking: Node, declared: dict[str, Declaration], name: str, stem: str, texts: Texts
) -> Entry:  # fmt: skip
    choices = asking.all("simpleChoice")
    identifiers = [choice.get("identifier") for choice in choices]
    if len(set(identifiers)) != len(identifiers):
        raise Unreadable("two options have the same identifier", "give each option its own in the other program")
    inline: dict[int, list[str]] = {}
    options = []
    for at, choice in enumerate(choices):
        inner = [node for node in choice.all("feedbackInline", "feedbackBlock") if node.get("showHide") != "hide"]
        inline[at] = [html for html in (texts.inside(node) for node in inner) if html]
        options.append(texts.inside(choice, lambda node: "" if node.name in FEEDBACK else None))
    response = declared[name]
    several = response.cardinality in ("multiple", "ordered")
    if response.cardinality == "ordered":
        raise Unreadable("it asks for options in an order", _OTHER)
    scoring = _Scoring(root, declared, name, identifiers)
    draft = Item("multiple" if several else "single", stem, tuple(Option(text) for text in options))
    verdict = _verdict(scoring, response, several, texts, draft)
    kind = _kind(several, verdict, asking, options, texts)
    told = sort_feedback(
        _feedback(root, texts), identifiers, verdict.keys, scoring.outcomes if scoring.works else None,
        several=several, about=about_options(scoring.rules, identifiers, verdict.keys),
    )  # fmt: skip
    if told.unsure:
        texts.change("feedback whose condition was not understood was put into the explanation")
    rationales = [
        inline[at] + [text for text in told.rationales.get(at, []) if text not in inline[at]] for at in inline
    ]
    item = replace(
        draft,
        kind=kind,
        options=tuple(Option(text, at in verdict.keys, "\n\n".join(rationales[at])) for at, text in enumerate(options)),
        explanation="\n\n".join(told.explanation),
        order=_order(asking, choices, texts, kind),
    )
    shuffle = {"true": True, "false": False}.get(asking.get("shuffle").strip().lower())
    top = _normal_maximum(root) or verdict.top
    defaults = Defaults(decimal_of(top), rule=verdict.rule, weights=verdict.weights, shuffle=shuffle)
    return Entry(item, defaults=defaults, feedback=_words(told))


def _verdict(scoring: _Scoring, response: Declaration, several: bool, texts: Texts, draft: Item) -> Verdict:
    positions = {identifier: at for at, identifier in enumerate(scoring.identifiers)}
    stated = frozenset(positions[value] for value in response.correct if value in positions)
    if unknown := [value for value in response.correct if value not in positions]:
        raise Unreadable(
            f"its correct response “{unknown[0][:40]}” is none of its options",
            "mark the key in the other program, or enter the question by hand", Entry(draft),
        )  # fmt: skip
    weights: list[Fraction] = []
    if response.mapping is not None and not response.mapping.folded:
        weights = [response.mapping.worth(identifier) for identifier in scoring.identifiers]
    try:
        verdict = judge(
            len(scoring.identifiers), scoring.mark, several=several, stated=stated, weights=weights,
        )  # fmt: skip
    except NotUnderstood as error:
        if not stated or (not several and len(stated) > 1):
            raise Unreadable(
                f"its scoring uses {error} and no correct response is stated",
                "mark the key in the other program, or enter the question by hand", Entry(draft),
            ) from None  # fmt: skip
        texts.change(f"its scoring uses {error}; the key is the stated correct response")
        scoring.works = False
        verdict = Verdict(stated)
    if verdict.problem:
        raise Unreadable(verdict.problem, verdict.remedy, Entry(draft))
    for remark in verdict.remarks:
        texts.change(remark)
    return verdict


def _kind(several: bool, verdict: Verdict, asking: Node, options: list[str], texts: Texts) -> str:
    if several and _max_choices(asking) == 1 and len(verdict.keys) == 1 and "maxChoices" in asking.attrs:
        texts.change("it lets learners choose one option only, so it became a question with one answer")
        return "single"
    if several:
        return "multiple"
    marked = TRUE_FALSE in asking.get("class").split()
    return "true-false" if marked or looks_true_false(options) else "single"


def _order(asking: Node, choices: list[Node], texts: Texts, kind: str) -> str:
    fixed = [choice.get("fixed").strip().lower() == "true" for choice in choices]
    if kind == "true-false":
        return "shuffle"  # the kind itself keeps the order
    if any(fixed) and not all(fixed) and asking.get("shuffle").strip().lower() == "true":
        texts.change("some options had a fixed place, so all options keep their order")
    return "fixed" if any(fixed) else "shuffle"


class _Scoring:
    """Executes the item for sets of options."""

    def __init__(self, root: Node, declared: dict[str, Declaration], name: str, identifiers: list[str]) -> None:
        self.declared, self.name, self.identifiers = declared, name, identifiers
        self.works = True
        processing = root.child("responseProcessing")
        rules = processing.elements if processing is not None else []
        template = processing.get("template") if processing is not None else ""
        self.rules = rules
        self.template = "" if rules else template.rpartition("/")[2].removesuffix(".xml").lower()
        self.outcome = _score_outcome(root, rules)
        self.start: dict[str, Value] = {}
        self.unreadable: NotUnderstood | None = None
        for node in root.all(
            "outcomeDeclaration", "templateDeclaration"
        ):  # a template that nothing draws is a constant
            try:
                self.start[node.get("identifier")] = _default(node)
            except NotUnderstood as error:
                self.unreadable = error

    def mark(self, chosen: frozenset[int]) -> Fraction:
        """The marks for a set of options. Raises NotUnderstood."""
        return self.mark_of(tuple(self.identifiers[at] for at in sorted(chosen)))

    def mark_of(self, given: tuple[str, ...]) -> Fraction:
        """The marks for what was given. Raises NotUnderstood."""
        response = self.declared[self.name]
        if self.rules:
            value = self._run(given).outcomes.get(self.outcome)
            return Fraction(value) if isinstance(value, Fraction | bool) else Fraction(0)
        if self.template == "map_response" or (not self.template and response.mapping and not response.correct):
            if response.mapping is None:
                raise NotUnderstood("map_response without a mapping")
            return response.mapping.total(given)
        if self.template in ("", "match_correct"):
            if response.base_type in ("float", "integer"):
                return Fraction(int({number(text) for text in given} == {number(text) for text in response.correct}))
            return Fraction(int(bool(given) and set(given) == set(response.correct)))
        raise NotUnderstood(f"the template {self.template[:40]}")

    def outcomes(self, chosen: frozenset[int]) -> tuple[Outcomes, Fraction]:
        """What all outcomes hold after a response, and its marks."""
        return self.outcomes_of(tuple(self.identifiers[at] for at in sorted(chosen)))

    def outcomes_of(self, given: tuple[str, ...]) -> tuple[Outcomes, Fraction]:
        mark = self.mark_of(given)
        held = self._run(given).outcomes if self.rules else self.start
        return {name: identifiers_in(value) for name, value in held.items()}, mark

    def _run(self, given: tuple[str, ...]) -> Run:
        if self.unreadable is not None:
            raise self.unreadable
        run = Run({self.name: given}, self.declared, dict(self.start))
        execute(self.rules, run)
        return run


def _default(node: Node) -> Value:
    default = node.child("defaultValue")
    base = node.get("baseType", "float")
    if default is None:
        return Fraction(0) if base in ("float", "integer") else None
    values = tuple(typed(value.text.strip(), base) for value in default.all("value") if value.text.strip())
    if node.get("cardinality", "single") == "single":
        return values[0] if values else None
    return values or None


def _score_outcome(root: Node, rules: list[Node]) -> str:
    names = [node.get("identifier") for node in root.all("outcomeDeclaration")]
    if "SCORE" in names:
        return "SCORE"
    numeric = [
        node.get("identifier")
        for node in root.all("outcomeDeclaration")
        if node.get("baseType") in ("float", "integer")
    ]
    assigned = {node.get("identifier") for rule in rules for node in rule.walk() if node.name == "setOutcomeValue"}
    return next((name for name in numeric if name in assigned), next(iter(numeric), "SCORE"))


def _normal_maximum(root: Node) -> Fraction | None:
    for node in root.all("outcomeDeclaration"):
        if node.get("identifier") == "SCORE" and (found := number(node.get("normalMaximum"))) and found > 0:
            return found
    return None


# --- what surrounds it -----------------------------------------------------------------------------------------


def _feedback(root: Node, texts: Texts) -> list[tuple[Node, str]]:
    nodes = root.all("modalFeedback")
    body = root.child("itemBody")
    if body is not None:
        within = {id(node) for choice in body.all("simpleChoice") for node in choice.walk()}
        nodes += [
            node for node in body.all("feedbackBlock", "feedbackInline")
            if id(node) not in within and node.get("showHide") != "hide"
        ]  # fmt: skip
    told = [(node, texts.inside(node)) for node in nodes]
    return [(node, text) for node, text in told if text]


def _words(told: Told) -> Feedback:
    return Feedback("\n\n".join(told.correct), "\n\n".join(told.partly), "\n\n".join(told.incorrect))


def _dressed(entry: Entry, root: Node, placing: Placing, resource: Resource | None) -> Entry:
    """The entry with its identity, title, category, tags and points."""
    identifier = root.get("identifier") or (resource.identifier if resource else "")
    defaults = entry.defaults
    if placing.weight is not None and defaults.points is not None and placing.weight > 0:
        defaults = replace(defaults, points=decimal_of(placing.weight * Fraction(defaults.points)))
    uid = known_uid(root.get("label"), identifier)
    title = " ".join((root.get("title") or (resource.title if resource else "")).split())
    item = with_tags(entry.item, resource.keywords if resource else ())
    language = root.get("lang").strip()
    return replace(
        entry,
        item=replace(
            item, difficulty=item.difficulty or (resource.difficulty if resource else ""), language=language[:35]
        ),
        uid=uid,
        title="" if title == uid else title[:300],
        category=placing.category,
        defaults=replace(defaults, seconds=placing.seconds),
    )

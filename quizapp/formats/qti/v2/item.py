"""One entry becomes one item of QTI 2.1 or 3.0, or a refusal: nothing is written that would be scored otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.item import Item
from quizapp.core.kinds.numeric import accepted_range
from quizapp.formats.markup import to_html
from quizapp.formats.qti.shared.common import MARKER, TRUE_FALSE
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.spelling import Spelling, html_nodes, q
from quizapp.formats.qti.v2.scores import Scored, choice_scores, feedback_rules, number_scores, text_scores
from quizapp.formats.report import Entry, Ledger, Refused

Address = Callable[[str], str]
Content = list[Node | str]


def item_tree(entry: Entry, identifier: str, spelling: Spelling, address: Address, ledger: Ledger) -> Node:
    """The `assessmentItem` of an entry. Raises Refused."""
    item = entry.item
    names = [f"choice_{number}" for number in range(1, len(item.options) + 1)]
    scored = _scores(entry, names)
    if any(answer.rationale for answer in item.answers):
        ledger.lose(entry, "rationale")
    told = _feedback(entry, names, spelling, address)
    root = q(
        "assessmentItem",
        scored.declaration,
        *_outcomes(entry, told),
        _body(entry, names, spelling, address, ledger),
        _processing(scored, told, entry, spelling),
        *told.values(),
        identifier=identifier, title=title_of(entry), label=entry.uid[:256], adaptive="false", timeDependent="false",
    )  # fmt: skip
    if not entry.uid or len(entry.uid) > 256:
        del root.attrs["label"]
    if item.language:
        root.attrs["xml:lang"] = item.language
    return root


def title_of(entry: Entry) -> str:
    """The title, or how the stem begins: the standard wants one."""
    return " ".join((entry.title or entry.name or "Question").split()) or "Question"


def text_answers(item: Item) -> tuple[list[str], bool]:
    """The accepted texts and whether letter case counts. Raises Refused where the target would compare otherwise."""
    answers = [answer.text.strip() for answer in item.answers]
    if item.match == "exact":
        return list(dict.fromkeys(answers)), True
    if any(" ".join(text.split()) != text or " " in text or text.casefold() != text.lower() for text in answers):
        raise Refused(
            "QTI counts spaces within an answer and some letters in ways that differ from here",
            "set `match: exact` if every sign counts, or choose another format",
        )
    return list({text.casefold(): text for text in reversed(answers)}.values())[::-1], False


def ranges_of(item: Item) -> list[tuple[str, str]]:
    """Lowest and highest accepted number of each answer, as numerals."""
    found = [bounds for answer in item.answers if (bounds := accepted_range(answer.text)) is not None]
    return [(f"{low:f}", f"{high:f}") for low, high in found]


def _scores(entry: Entry, names: list[str]) -> Scored:
    item = entry.item
    if item.kind == "numeric":
        return number_scores(ranges_of(item))
    if item.kind == "text":
        answers, exact = text_answers(item)
        return text_scores(answers, exact=exact)
    return choice_scores(entry, names)


# --- parts of the item -----------------------------------------------------------------------------------------


def _outcomes(entry: Entry, told: Mapping[str, Node]) -> list[Node]:
    none, full = (q("defaultValue", q("value", value)) for value in ("0", "1"))
    nodes = [
        q("outcomeDeclaration", none, identifier="SCORE", cardinality="single", baseType="float", normalMaximum="1"),
        q("outcomeDeclaration", full, identifier="MAXSCORE", cardinality="single", baseType="float"),
    ]
    several = "multiple" if entry.item.kind == "multiple" else "single"
    for name in dict.fromkeys(node.get("outcomeIdentifier") for node in told.values()):
        cardinality = several if name == "FEEDBACK" else "single"
        nodes.append(q("outcomeDeclaration", identifier=name, cardinality=cardinality, baseType="identifier"))
    return nodes


def _body(entry: Entry, names: list[str], spelling: Spelling, address: Address, ledger: Ledger) -> Node:
    item = entry.item
    stem = html_nodes(to_html(item.stem, address))
    body = q("itemBody")
    if note := _source(entry, spelling):
        body.children.append(note)
        for field in {"source", "facts"} & _said(entry):
            ledger.lose(entry, field, "moved to a note that only authors see")
    if item.kind in ("numeric", "text"):
        length = max((len(answer.text) for answer in item.answers), default=10)
        typed = q("textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=str(max(10, length)))
        body.children += [q("div", *stem), q("div", typed)]
        return body
    fixed = item.order == "fixed"
    shuffled = not fixed and item.kind != "true-false" and entry.defaults.shuffle is not False
    choices = [
        q(
            "simpleChoice", *_inline(option.text, address), identifier=name, **({"fixed": "true"} if fixed else {})
        )
        for name, option in zip(names, item.options, strict=True)
    ]  # fmt: skip
    prompt = None
    if len(stem) == 1 and isinstance(stem[0], Node) and stem[0].name == "p":
        prompt = q("prompt", *stem[0].children)
    else:
        body.children.append(q("div", *stem))
    asking = q(
        "choiceInteraction", prompt, *choices, responseIdentifier="RESPONSE",
        shuffle="true" if shuffled else "false", maxChoices="0" if item.kind == "multiple" else "1",
    )  # fmt: skip
    if item.kind == "true-false":
        asking.attrs["class"] = TRUE_FALSE
    body.children.append(asking)
    return body


def _said(entry: Entry) -> set[str]:
    return ({"source"} if entry.head is not None else set()) | ({"facts"} if entry.facts else set())


def _inline(markdown: str, address: Address) -> Content:
    return html_nodes(to_html(markdown, address, inline=True), inline=True)


def _source(entry: Entry, spelling: Spelling) -> Node | None:
    """Where the facts stand, as a note for authors."""
    lines = []
    if entry.head is not None:
        head = entry.head
        known = (head.title, head.source, head.publisher, head.published, head.url)
        lines.append(", ".join(part for part in known if part))
    lines += [f"“{quote}”" for fact in entry.facts for quote in (fact.quotes or (fact.statement,))]
    if not any(lines):
        return None
    content = [q("p", line) for line in lines if line]
    note = q("rubricBlock", *_wrapped(list(content), spelling), class_=MARKER, view="author")
    if spelling.kebab:
        note.attrs = {"use": "ext:source"} | note.attrs
    return note


def _wrapped(content: Content, spelling: Spelling) -> Content:
    return [q("contentBody", *content)] if spelling.kebab else content


def _feedback(entry: Entry, names: list[str], spelling: Spelling, address: Address) -> dict[str, Node]:
    """Feedback elements by the name that shows them."""
    texts: dict[str, tuple[str, str]] = {}
    for name, option in zip(names, entry.item.options, strict=True):
        texts[name] = ("FEEDBACK", option.rationale)
    for name in ("correct", "partly", "incorrect"):
        texts[name] = ("RESULT", getattr(entry.feedback, name))
    texts["explanation"] = ("EXPLANATION", entry.item.explanation)
    return {
        name: q(
            "modalFeedback", *_wrapped(html_nodes(to_html(text, address)), spelling),
            outcomeIdentifier=outcome, identifier=name, showHide="show",
        )
        for name, (outcome, text) in texts.items()
        if text
    }  # fmt: skip


def _processing(scored: Scored, told: Mapping[str, Node], entry: Entry, spelling: Spelling) -> Node:
    outcomes = {node.get("outcomeIdentifier") for node in told.values()}
    if not outcomes and scored.template:
        return q("responseProcessing", template=f"{spelling.templates}{scored.template}{spelling.template_ending}")
    rules = feedback_rules(
        rationales="FEEDBACK" in outcomes, words="RESULT" in outcomes, always="EXPLANATION" in outcomes
    )
    return q("responseProcessing", *scored.rules, *rules)

"""The scoring of an entry as QTI 2.x and 3.0 declarations and response processing.

Every rule of `core.scoring` can be said exactly: all or nothing by matching, net correct and weights by a mapping with
bounds, the others by arithmetic. Nothing is approximated; a test executes what is written here for every response.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.item import Item
from quizapp.formats.marks.proof import net_weights
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.spelling import q
from quizapp.formats.report import Entry

RESPONSE, SCORE = "RESPONSE", "SCORE"


@dataclass(frozen=True, slots=True)
class Scored:
    """A response declaration, a template that says it all (or nothing), and the same as rules."""

    declaration: Node
    template: str
    rules: tuple[Node, ...]


def real(value: Fraction) -> str:
    """A share as a float literal: as short as it can be said, and exact to the last bit of a float."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))


def rule_of(entry: Entry) -> str:
    """The rule an entry is marked by: its own, or all or nothing where none is stated."""
    return entry.defaults.rule or "all_or_nothing"


def choice_scores(entry: Entry, identifiers: list[str]) -> Scored:
    item = entry.item
    keys = [identifiers[at] for at in item.keys]
    several = item.kind == "multiple"
    rule = rule_of(entry)
    mapped: tuple[Fraction, ...] = entry.defaults.weights
    bounds = {"lowerBound": "0", "upperBound": "1"}
    if several and not mapped and rule == "net_correct":
        mapped = net_weights(item)
    elif several and not mapped and rule in ("coverage", "each_option", "hamming2"):
        return _by_arithmetic(item, identifiers, rule)
    if mapped:
        declaration = _declaration(keys, identifiers, mapped, bounds, several=several)
        return Scored(declaration, "map_response", (_set(q("mapResponse", identifier=RESPONSE)),))
    declaration = _declaration(keys, identifiers, (), bounds, several=several)
    match = q("match", _response(), q("correct", identifier=RESPONSE))
    return Scored(declaration, "match_correct", (_if(match, [_set(_float(1))], [_set(_float(0))]),))


def _by_arithmetic(item: Item, identifiers: list[str], rule: str) -> Scored:
    n, r = len(item.options), len(item.keys)
    keys = [identifiers[at] for at in item.keys]
    mapped = q("mapResponse", identifier=RESPONSE)
    if rule == "coverage":
        # right/r * right/chosen; the mapping counts the right ones
        weights = tuple(Fraction(int(option.is_key)) for option in item.options)
        squared = q("product", mapped, mapped)
        value = q("divide", squared, q("product", _float(r), q("containerSize", _response())))
        rules = [_set(value)]
    else:
        share = Fraction(1 if rule == "each_option" else 2, n)
        start = 1 - share * r
        weights = tuple(share if option.is_key else -share for option in item.options)
        rules = [_set(q("sum", _real(start), mapped))]
        below = q("lt", q("variable", identifier=SCORE), _float(0))
        rules.append(q("responseCondition", q("responseIf", below, _set(_float(0)))))
    declaration = _declaration(keys, identifiers, weights, {}, several=True)
    return Scored(declaration, "", (_if(q("isNull", _response()), [_set(_float(0))], rules),))


def number_scores(ranges: list[tuple[str, str]]) -> Scored:
    """A typed number, right within any of the ranges, bounds included."""
    tests = [q("and", q("gte", _response(), _float(low)), q("lte", _response(), _float(high))) for low, high in ranges]
    declaration = q(
        "responseDeclaration",
        q("correctResponse", q("value", ranges[0][0])),
        identifier=RESPONSE, cardinality="single", baseType="float",
    )  # fmt: skip
    test = tests[0] if len(tests) == 1 else q("or", *tests)
    return Scored(declaration, "", (_if(test, [_set(_float(1))], [_set(_float(0))]),))


def text_scores(answers: list[str], *, exact: bool) -> Scored:
    """A typed text that must equal one of the answers."""
    case = "true" if exact else "false"
    entries = [q("mapEntry", mapKey=answer, mappedValue="1", caseSensitive=case) for answer in answers]
    declaration = q(
        "responseDeclaration",
        q("correctResponse", q("value", answers[0])),
        q("mapping", *entries, lowerBound="0", upperBound="1", defaultValue="0"),
        identifier=RESPONSE, cardinality="single", baseType="string",
    )  # fmt: skip
    return Scored(declaration, "map_response", (_set(q("mapResponse", identifier=RESPONSE)),))


def _declaration(
    keys: list[str], identifiers: list[str], weights: tuple[Fraction, ...], bounds: dict[str, str], *, several: bool
) -> Node:  # fmt: skip
    correct = q("correctResponse", *(q("value", key) for key in keys))
    mapping = None
    if weights:
        entries = [
            q("mapEntry", mapKey=name, mappedValue=real(weight))
            for name, weight in zip(identifiers, weights, strict=True)
        ]
        mapping = q("mapping", *entries, **bounds, defaultValue="0")
    cardinality = "multiple" if several else "single"
    return q(
        "responseDeclaration", correct, mapping, identifier=RESPONSE, cardinality=cardinality, baseType="identifier"
    )


def feedback_rules(*, rationales: bool, words: bool, always: bool) -> list[Node]:
    """What makes feedback show: per option, by how right the response is, and in any case."""
    rules = []
    if rationales:
        rules.append(q("setOutcomeValue", _response(), identifier="FEEDBACK"))
    if words:
        full = q("gte", q("variable", identifier=SCORE), _real(Fraction(999_999, 1_000_000)))
        part = q("gt", q("variable", identifier=SCORE), _float(0))
        rules.append(
            q(
                "responseCondition",
                q("responseIf", full, _tell("RESULT", "correct")),
                q("responseElseIf", part, _tell("RESULT", "partly")),
                q("responseElse", _tell("RESULT", "incorrect")),
            )
        )
    if always:
        rules.append(_tell("EXPLANATION", "explanation"))
    return rules


def _response() -> Node:
    return q("variable", identifier=RESPONSE)


def _float(value: int | str) -> Node:
    return q("baseValue", str(value), baseType="float")


def _real(value: Fraction) -> Node:
    return q("baseValue", real(value), baseType="float")


def _set(value: Node) -> Node:
    return q("setOutcomeValue", value, identifier=SCORE)


def _tell(outcome: str, name: str) -> Node:
    return q("setOutcomeValue", q("baseValue", name, baseType="identifier"), identifier=outcome)


def _if(test: Node, then: list[Node], otherwise: list[Node]) -> Node:
    return q("responseCondition", q("responseIf", test, *then), q("responseElse", *otherwise))

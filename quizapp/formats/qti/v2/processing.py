"""Response processing of QTI 2.x and 3.0, executed: what an item really gives for a response.

A reader that only looks at `correctResponse` believes what an item says of itself; this executes what it does. It
knows the standard templates and the expressions that choice and text-entry items use; anything else raises
`NotUnderstood` with its name, so that no score is ever guessed. Semantics: IMS QTI Assessment Test, Section and Item
Information Model 2.1 (2012), sections 8, 15 and 16.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.marks.numbers import number
from quizapp.formats.qti.shared.node import Node

Scalar = str | Fraction | bool
Value = Scalar | tuple[Scalar, ...] | None
"""A value, a container of values, or None for the NULL of the standard."""

_MAX_STEPS = 5_000


class NotUnderstood(Exception):
    """The response processing uses something this interpreter does not execute; the text names it."""


class _Exit(Exception):
    pass


@dataclass(frozen=True, slots=True)
class ScoreMap:
    """A `mapping`: what each response value is worth, what others are worth, and the bounds of the sum."""

    entries: Mapping[str, Fraction]
    default: Fraction = Fraction(0)
    lower: Fraction | None = None
    upper: Fraction | None = None
    folded: frozenset[str] = frozenset()

    def worth(self, value: str) -> Fraction:
        if value in self.entries:
            return self.entries[value]
        low = value.casefold()
        return next((self.entries[key] for key in self.folded if key.casefold() == low), self.default)

    def total(self, values: tuple[Scalar, ...]) -> Fraction:
        """Each value counts once, however often it was given."""
        total = sum((self.worth(plain(value)) for value in dict.fromkeys(values)), Fraction(0))
        if self.upper is not None:
            total = min(total, self.upper)
        return total if self.lower is None else max(total, self.lower)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A `responseDeclaration`."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...] = ()
    mapping: ScoreMap | None = None


@dataclass(slots=True)
class Run:
    """One execution: what was answered, the declarations, and the outcomes so far."""

    given: Mapping[str, tuple[str, ...]]
    declared: Mapping[str, Declaration]
    outcomes: dict[str, Value]
    types: Mapping[str, str] = field(default_factory=dict)
    steps: int = 0


def plain(value: Scalar) -> str:
    """A scalar as the text a map key is written in."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    return value


def declaration(node: Node) -> Declaration:
    """Reads a `responseDeclaration` element."""
    correct = node.child("correctResponse")
    mapping = node.child("mapping")
    return Declaration(
        node.get("identifier", "RESPONSE"),
        node.get("cardinality", "single").lower(),
        node.get("baseType", "identifier"),
        tuple(value.text.strip() for value in correct.all("value")) if correct else (),
        _score_map(mapping) if mapping else None,
    )


def _score_map(node: Node) -> ScoreMap:
    entries: dict[str, Fraction] = {}
    folded = set()
    for entry in node.all("mapEntry"):
        key, worth = entry.get("mapKey").strip(), number(entry.get("mappedValue"))
        if worth is None:
            raise NotUnderstood(f"the mapped value “{entry.get('mappedValue')[:40]}”, which is not a number")
        entries.setdefault(key, worth)
        if entry.get("caseSensitive", "true").strip().lower() == "false":
            folded.add(key)
    lower, upper = number(node.get("lowerBound")), number(node.get("upperBound"))
    return ScoreMap(entries, number(node.get("defaultValue")) or Fraction(0), lower, upper, frozenset(folded))


def typed(text: str, base_type: str) -> Scalar:
    """A written value under its base type. Raises NotUnderstood where it does not fit."""
    if base_type in ("float", "integer"):
        if (value := number(text)) is None:
            raise NotUnderstood(f"the value “{text[:40]}”, which is not a number")
        return value
    return text.strip().lower() in ("true", "1") if base_type == "boolean" else text


# --- expressions -----------------------------------------------------------------------------------------------


def value_of(node: Node, run: Run) -> Value:
    run.steps += 1
    if run.steps > _MAX_STEPS:
        raise NotUnderstood("more steps than a question needs")
    do = _EXPRESSIONS.get(node.name)
    if do is None:
        raise NotUnderstood(f"the expression “{node.name[:40]}”")
    return do(node, run)


def _variable(node: Node, run: Run) -> Value:
    name = node.get("identifier")
    if name in run.declared:
        declared, given = run.declared[name], run.given.get(name, ())
        if not given:
            return None
        values = tuple(typed(text, declared.base_type) for text in given)
        return values[0] if declared.cardinality == "single" else values
    if name in run.outcomes:
        return run.outcomes[name]
    if name.lower() == "numattempts":
        return Fraction(1)  # what the first answer earns and shows
    if name.lower() in ("completionstatus", "duration"):  # OpenOLAT shouts
        return None
    raise NotUnderstood(f"the variable “{name[:40]}”")


def _declared(node: Node, run: Run) -> Declaration:
    name = node.get("identifier")
    if name not in run.declared:
        raise NotUnderstood(f"the response “{name[:40]}”")
    return run.declared[name]


def _correct(node: Node, run: Run) -> Value:
    declared = _declared(node, run)
    values = tuple(typed(text, declared.base_type) for text in declared.correct)
    if not values:
        return None
    return values[0] if declared.cardinality == "single" else values


def _map_response(node: Node, run: Run) -> Value:
    declared = _declared(node, run)
    if declared.mapping is None:
        raise NotUnderstood("a mapResponse without a mapping")
    return declared.mapping.total(run.given.get(declared.identifier, ()))


def _base_value(node: Node, run: Run) -> Value:
    return typed(node.text.strip(), node.get("baseType", "string"))


def _values(node: Node, run: Run) -> list[Value]:
    return [value_of(child, run) for child in node.elements]


def _container(node: Node, run: Run) -> Value:
    values: list[Scalar] = []
    for value in _values(node, run):
        values.extend(value if isinstance(value, tuple) else () if value is None else (value,))
    return tuple(values) or None


def same(one: Value, other: Value, *, ordered: bool = False) -> bool | None:
    """`match`: NULL if either is NULL; containers without order compare as bags."""
    if one is None or other is None:
        return None
    ones, others = (value if isinstance(value, tuple) else (value,) for value in (one, other))
    if ordered:
        return ones == others
    return len(ones) == len(others) and sorted(map(plain, ones)) == sorted(map(plain, others))


def _match(node: Node, run: Run) -> Value:
    one, other = _two(node, run)
    return same(one, other, ordered="ordered" in (child.name for child in node.elements))


def _two(node: Node, run: Run) -> tuple[Value, Value]:
    values = _values(node, run)
    if len(values) != 2:
        raise NotUnderstood(f"a “{node.name}” with {len(values)} parts")
    return values[0], values[1]


def _member(node: Node, run: Run) -> Value:
    one, container = _two(node, run)
    if one is None or container is None:
        return None
    within = container if isinstance(container, tuple) else (container,)
    return all(any(same(part, each) for each in within) for part in (one if isinstance(one, tuple) else (one,)))


def _contains(node: Node, run: Run) -> Value:
    container, part = _two(node, run)
    if container is None or part is None:
        return None
    within = list(container if isinstance(container, tuple) else (container,))
    for each in part if isinstance(part, tuple) else (part,):
        if each not in within:
            return False
        within.remove(each)
    return True


def _logic(node: Node, run: Run) -> Value:
    values = _values(node, run)
    decided = node.name == "or"
    if decided in values:
        return decided
    return None if None in values else not decided


def _not(node: Node, run: Run) -> Value:
    (value,) = _values(node, run) or [None]
    return None if value is None else not value


def _numbers(node: Node, run: Run) -> list[Fraction] | None:
    numbers: list[Fraction] = []
    for value in _values(node, run):
        for each in value if isinstance(value, tuple) else (value,):
            if each is None:
                return None
            found = number(each) if isinstance(each, str) else Fraction(each)
            if found is None:
                return None
            numbers.append(found)
    return numbers


def _arithmetic(how: Callable[[list[Fraction]], Scalar | None]) -> Callable[[Node, Run], Value]:
    def do(node: Node, run: Run) -> Value:
        numbers = _numbers(node, run)
        if numbers is None:
            return None
        try:
            return how(numbers)
        except (IndexError, ZeroDivisionError, ValueError):
            return None

    return do


def _product(numbers: list[Fraction]) -> Fraction:
    total = Fraction(1)
    for each in numbers:
        total *= each
    if total.denominator.bit_length() + total.numerator.bit_length() > 4_000:
        raise NotUnderstood("numbers of absurd size")
    return total


def _string_match(node: Node, run: Run) -> Value:
    one, other = _two(node, run)
    if one is None or other is None or isinstance(one, tuple) or isinstance(other, tuple):
        return None
    first, second = plain(one), plain(other)
    if node.get("caseSensitive", "true").lower() == "false":
        first, second = first.casefold(), second.casefold()
    return second in first if node.get("substring", "false").lower() == "true" else first == second


def _equal(node: Node, run: Run) -> Value:
    numbers = _numbers(node, run)
    if numbers is None or len(numbers) != 2:
        return None
    one, other = numbers
    mode = node.get("toleranceMode", "exact")
    if mode == "exact":
        return one == other
    offs = [number(part) for part in node.get("tolerance").split()]
    if not offs or None in offs:
        raise NotUnderstood("a tolerance that is not a number")
    low, high = abs(offs[0] or Fraction(0)), abs(offs[-1] or Fraction(0))
    if mode == "relative":
        low, high = abs(one) * low / 100, abs(one) * high / 100
    above = one - low <= other if node.get("includeLowerBound", "true") == "true" else one - low < other
    below = other <= one + high if node.get("includeUpperBound", "true") == "true" else other < one + high
    return above and below


def _size(node: Node, run: Run) -> Value:
    (value,) = _values(node, run) or [None]
    return Fraction(len(value) if isinstance(value, tuple) else 0 if value is None else 1)


_EXPRESSIONS: Mapping[str, Callable[[Node, Run], Value]] = {
    "variable": _variable,
    "correct": _correct,
    "mapResponse": _map_response,
    "baseValue": _base_value,
    "null": lambda node, run: None,
    "multiple": _container,
    "ordered": _container,
    "match": _match,
    "member": _member,
    "contains": _contains,
    "and": _logic,
    "or": _logic,
    "not": _not,
    "isNull": lambda node, run: _values(node, run) in ([None], [()], [""]),
    "containerSize": _size,
    "stringMatch": _string_match,
    "equal": _equal,
    "sum": _arithmetic(lambda n: sum(n, Fraction(0))),
    "product": _arithmetic(_product),
    "subtract": _arithmetic(lambda n: n[0] - n[1]),
    "divide": _arithmetic(lambda n: n[0] / n[1]),
    "max": _arithmetic(max),
    "min": _arithmetic(min),
    "round": _arithmetic(lambda n: Fraction((n[0] + Fraction(1, 2)).__floor__())),
    "truncate": _arithmetic(lambda n: Fraction(n[0].__trunc__())),
    "integerToFloat": _arithmetic(lambda n: n[0]),
    "gt": _arithmetic(lambda n: n[0] > n[1]),
    "gte": _arithmetic(lambda n: n[0] >= n[1]),
    "lt": _arithmetic(lambda n: n[0] < n[1]),
    "lte": _arithmetic(lambda n: n[0] <= n[1]),
}


# --- rules -----------------------------------------------------------------------------------------------------


def execute(rules: list[Node], run: Run) -> None:
    """Runs `responseProcessing` from top to bottom. Raises NotUnderstood."""
    try:
        _execute(rules, run)
    except _Exit:
        return


def _execute(rules: list[Node], run: Run) -> None:
    for rule in rules:
        if rule.name == "setOutcomeValue":
            run.outcomes[rule.get("identifier")] = value_of(rule.elements[0], run) if rule.elements else None
        elif rule.name == "responseCondition":
            for branch in rule.elements:
                parts = branch.elements
                if branch.name == "responseElse":
                    _execute(parts, run)
                    break
                if not parts:
                    raise NotUnderstood("a branch without a condition")
                if value_of(parts[0], run) is True:
                    _execute(parts[1:], run)
                    break
        elif rule.name == "responseProcessingFragment":
            _execute(rule.elements, run)
        elif rule.name == "exitResponse":
            raise _Exit
        else:
            raise NotUnderstood(f"the rule “{rule.name[:40]}”")

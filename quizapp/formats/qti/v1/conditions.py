"""Response processing of QTI 1.2, executed: what an item gives for a response, and which feedback it shows.

Conditions are tried from top to bottom and end at the first that holds, unless it says `continue="Yes"` or adds.
Semantics: IMS QTI ASI Information Model 1.2 (2002), section 3.5; where exporters differ from it, what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.marks.numbers import number
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.v2.processing import NotUnderstood

_TESTS = ("varequal", "varlt", "varlte", "vargt", "vargte", "varsubset", "varinside", "varsubstring")
_IGNORED = ("durequal", "durlt", "durlte", "durgt", "durgte", "var_extension")


@dataclass(frozen=True, slots=True)
class Given:
    """A response: the options chosen, or the text typed. `several` says that many options may be chosen."""

    chosen: frozenset[str] = frozenset()
    text: str = ""
    several: bool = False
    numeric: bool = False

    @property
    def blank(self) -> bool:
        return not self.chosen and not self.text


@dataclass(slots=True)
class Result:
    """Variables after the response, and the idents of the feedback that shows."""

    variables: dict[str, Fraction] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    @property
    def score(self) -> Fraction:
        """SCORE; without one what counts as right less what counts as wrong (D2L counts both)."""
        if "SCORE" in self.variables or not self.variables:
            return self.variables.get("SCORE", Fraction(0))
        wrong = ("INCORRECT", "WRONG")
        return sum(
            (-value if any(word in name for word in wrong) else value for name, value in self.variables.items()),
            Fraction(0),
        )


class Conditions:
    """The response processing of one item."""

    def __init__(self, item: Node, respident: str) -> None:
        self.conditions = [node for processing in item.all("resprocessing") for node in processing.all("respcondition")]
        self.options = {label.get("ident") for label in item.all("response_label")}
        self.limits: dict[str, dict[str, Fraction]] = {}
        for declared in item.all("decvar"):
            name = (declared.get("varname") or "SCORE").upper()
            said = {key: number(declared.get(key)) for key in ("minvalue", "maxvalue", "defaultval")}
            self.limits[name] = {key: value for key, value in said.items() if value is not None}
        asked = {test.get("respident") for condition in self.conditions for test in condition.all(*_TESTS)} - {""}
        self.respident = respident
        if len(asked) == 1:
            self.respident = asked.pop()  # an item with one response may call it otherwise here (MCSR for MCMR)

    def run(self, given: Given) -> Result:
        """Raises NotUnderstood for a condition or variable that is not known."""
        result = Result({name: value["defaultval"] for name, value in self.limits.items() if value.get("defaultval")})
        for condition in self.conditions:
            tests = [test for part in condition.elements if part.name == "conditionvar" for test in part.elements]
            if self._aside(condition) or not self._all(tests, given):
                continue
            for node in condition.all("setvar"):
                self._set(node, result)
            result.shown += [node.get("linkrefid") for node in condition.all("displayfeedback")]
            # who adds up marks and does not say whether to go on means to: the first mark alone is no sum
            adds = any(node.get("action").strip().lower() == "add" for node in condition.all("setvar"))
            if condition.get("continue", "yes" if adds else "no").strip().lower() not in ("yes", "true", "1"):
                break
        for name, limits in self.limits.items():
            if name in result.variables and name == "SCORE" and limits.get("maxvalue", Fraction(0)) > 0:
                result.variables[name] = min(result.variables[name], limits["maxvalue"])
        return result

    def named(self) -> list[frozenset[str]]:
        """For each condition that scores: the values it asks for and does not exclude."""
        found = []
        for condition in self.conditions:
            if condition.first("setvar") is not None:
                excluded = {id(test) for node in condition.all("not") for test in node.all("varequal")}
                tests = [test for test in condition.all("varequal") if id(test) not in excluded]
                found.append(frozenset(test.text.strip() for test in tests))
        return found

    def shares(self) -> dict[str, Fraction]:
        """Blackboard's percentages: conditions that ask one option by its name and set what it earns alone."""
        found: dict[str, Fraction] = {}
        for condition in self.conditions:
            asked = {test.get("respident") for test in condition.all(*_TESTS)}
            node = condition.first("setvar")
            if len(asked) == 1 and node is not None and (value := number(node.text)) is not None:
                found |= dict.fromkeys(asked & self.options, value / 100)
        return found

    def literals(self) -> list[str]:
        """Every value that some condition compares with."""
        return list(dict.fromkeys(test.text.strip() for one in self.conditions for test in one.all(*_TESTS)))

    # --- one condition

    def _all(self, tests: list[Node], given: Given) -> bool:
        """Several tests side by side must all hold; for a response of one value they are alternatives instead."""
        plain = [test for test in tests if test.name == "varequal" and self._mine(test)]
        if len(plain) == len(tests) > 1 and not given.several:
            return any(self._holds(test, given) for test in tests)
        return all(self._holds(test, given) for test in tests)

    def _aside(self, condition: Node) -> bool:
        """Whether it asks or hands on a count of its own (D2L), or asks one option by its name (Blackboard)."""
        if any(self._counted(node) for node in condition.all("setvar")):
            return True
        asked = {test.get("respident") for test in condition.all(*_TESTS)} - {"", self.respident}
        return bool(asked) and all(name.upper() in self.limits or name in self.options for name in asked)

    def _counted(self, node: Node) -> bool:
        """Whether it sets one score to another one that was counted before."""
        return node.text.strip().upper() in self.limits

    def _mine(self, test: Node) -> bool:
        return test.get("respident") in ("", self.respident)

    def _holds(self, test: Node, given: Given) -> bool:
        if test.name == "and":
            return self._every(test.elements, given)
        if test.name == "or":
            return any(self._holds(part, given) for part in test.elements)
        if test.name == "not":
            return not self._every(test.elements, given)
        if test.name == "other":
            return True
        if test.name == "unanswered":
            return given.blank
        if test.name in _IGNORED:
            return True
        if test.name in _TESTS:
            if not self._mine(test):
                raise NotUnderstood(f"a second response “{test.get('respident')[:40]}”")
            return _compare(test, given)
        raise NotUnderstood(f"the condition “{test.name[:40]}”")

    def _every(self, tests: list[Node], given: Given) -> bool:
        return all(self._holds(test, given) for test in tests)

    def _set(self, node: Node, result: Result) -> None:
        name = (node.get("varname") or node.get("variablename") or "SCORE").strip().upper()
        name = "SCORE" if name in ("QUE_SCORE", "SCORE", "RESPONSE_SCORE") else name
        text = node.text.strip()
        value = number(text)
        if text.upper().endswith(".MAX"):
            value = self.limits.get(name, {}).get("maxvalue") or Fraction(100)
        elif text.upper().endswith(".MIN"):
            value = self.limits.get(name, {}).get("minvalue", Fraction(0))
        if value is None:
            if text:
                raise NotUnderstood(f"the score “{text[:40]}”, which is not a number")
            value = Fraction(0)
        before = result.variables.get(name, Fraction(0))
        action = node.get("action", "Set").strip().lower() or "set"
        do = _ACTIONS.get(action)
        if do is None:
            raise NotUnderstood(f"the action “{action[:40]}”")
        result.variables[name] = do(before, value)


_ACTIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "set": lambda before, value: value,
    "add": lambda before, value: before + value,
    "subtract": lambda before, value: before - value,
    "multiply": lambda before, value: before * value,
    "divide": lambda before, value: before / value if value else before,
}


def _compare(test: Node, given: Given) -> bool:
    value = test.text.strip()
    if test.name == "varequal" and not given.numeric:
        if given.text or not given.chosen:
            return _same_text(value, given.text, exact=test.get("case", "No").strip().lower() == "yes")
        return value in given.chosen
    if test.name in ("varsubset", "varinside") and given.chosen:
        wanted = {part.strip() for part in value.split(",")}
        exact = test.get("setmatch", "Exact").strip().lower() != "partial"
        return given.chosen == wanted if exact else bool(given.chosen & wanted)
    if test.name == "varsubstring":
        return value.casefold() in given.text.casefold() if value else False
    typed, bound = number(given.text), number(value)
    if typed is None or bound is None:
        return False
    return {
        "varequal": typed == bound,
        "varlt": typed < bound,
        "varlte": typed <= bound,
        "vargt": typed > bound,
        "vargte": typed >= bound,
    }.get(test.name, False)


def _same_text(one: str, other: str, *, exact: bool) -> bool:
    return one == other if exact else one.casefold() == other.casefold()

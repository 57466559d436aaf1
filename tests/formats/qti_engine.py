"""A small engine for QTI items, for tests only: it executes what is written, knowing nothing of the readers.

It works on the bare XML by the standard's words, in floats as delivery engines do. 2.x and 3.0 names are both read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any


class Item2:
    """An item of QTI 2.x or 3.0. `score(["choice_1"])` runs its response processing."""

    def __init__(self, data: bytes) -> None:
        self.root = ET.fromstring(data)
        self.responses = {a(one, "identifier"): one for one in self.root.iter() if t(one) == "responseDeclaration"}
        self.options = [a(one, "identifier") for one in self.root.iter() if t(one) == "simpleChoice"]

    def outcomes(self, given: list[str]) -> dict[str, Any]:
        self.given = given
        self.values: dict[str, Any] = {}
        for one in self.root.iter():
            if t(one) == "outcomeDeclaration":
                said = [v.text for v in one.iter() if t(v) == "value"]
                number = a(one, "baseType") in ("float", "integer")
                self.values[a(one, "identifier")] = (float(said[0] or 0) if said else 0.0) if number else None
        (processing,) = [one for one in self.root if t(one) == "responseProcessing"]
        template = processing.get("template", "")
        if template:
            known = {
                "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct": "match",
                "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response": "map",
                "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml": "match",
                "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml": "map",
            }[template]
            matched = self.variable("RESPONSE") == self.correct("RESPONSE") != None  # noqa: E711 both may be lists
            self.values["SCORE"] = float(matched) if known == "match" else self.mapped("RESPONSE")
        else:
            assert len(processing), "an empty response processing gives 0 to everybody"
            self.run(list(processing))
        return self.values

    def score(self, given: list[str]) -> float:
        return float(self.outcomes(given)["SCORE"])

    def run(self, rules: list[ET.Element]) -> None:
        for rule in rules:
            if t(rule) == "setOutcomeValue":
                self.values[a(rule, "identifier")] = self.eval(rule[0])
                continue
            assert t(rule) == "responseCondition", t(rule)
            for branch in rule:
                if t(branch) == "responseElse":
                    self.run(list(branch))
                    break
                if self.eval(branch[0]) is True:
                    self.run(list(branch)[1:])
                    break

    def variable(self, name: str) -> Any:
        if name not in self.responses:
            return self.values[name]
        if not self.given:
            return None
        base = a(self.responses[name], "baseType")
        values = [float(one) if base == "float" else one for one in self.given]
        return sorted(values) if a(self.responses[name], "cardinality") == "multiple" else values[0]

    def correct(self, name: str) -> Any:
        values = [one.text for part in self.responses[name] if t(part) == "correctResponse" for one in part]
        if a(self.responses[name], "cardinality") == "multiple":
            return sorted(str(one) for one in values)
        return float(values[0] or "") if a(self.responses[name], "baseType") == "float" else values[0]

    def mapped(self, name: str) -> float:
        (mapping,) = [part for part in self.responses[name] if t(part) == "mapping"]
        total = 0.0
        for value in set(self.given):
            for entry in mapping:
                key, low = a(entry, "mapKey"), a(entry, "caseSensitive") == "false"
                if key == value or (low and key.lower() == value.lower()):
                    total += float(a(entry, "mappedValue"))
                    break
            else:
                total += float(a(mapping, "defaultValue") or 0)
        if a(mapping, "upperBound"):
            total = min(total, float(a(mapping, "upperBound")))
        return max(total, float(a(mapping, "lowerBound"))) if a(mapping, "lowerBound") else total

    def eval(self, node: ET.Element) -> Any:
        name, parts = t(node), list(node)
        if name == "variable":
            return self.variable(a(node, "identifier"))
        if name == "correct":
            return self.correct(a(node, "identifier"))
        if name == "mapResponse":
            return self.mapped(a(node, "identifier"))
        if name == "baseValue":
            return float(node.text or "") if a(node, "baseType") == "float" else node.text
        values = [self.eval(part) for part in parts]
        if name == "isNull":
            return values[0] is None
        if name == "containerSize":
            return 0.0 if values[0] is None else float(len(values[0]))
        if name == "or" and True in values:
            return True
        if name == "and" and False in values:
            return False
        if None in values:
            return None
        do: dict[str, Callable[[], Any]] = {
            "match": lambda: values[0] == values[1], "and": lambda: all(values), "or": lambda: any(values),
            "sum": lambda: sum(values), "product": lambda: values[0] * values[1],
            "divide": lambda: values[0] / values[1], "gt": lambda: values[0] > values[1],
            "gte": lambda: values[0] >= values[1], "lt": lambda: values[0] < values[1],
            "lte": lambda: values[0] <= values[1],
        }  # fmt: skip
        return do[name]()


def t(node: ET.Element) -> str:
    """The element's 2.x name."""
    name = node.tag.rpartition("}")[2]
    if not name.startswith("qti-"):
        return name
    first, *rest = name[4:].split("-")
    return first + "".join(part.capitalize() for part in rest)


def a(node: ET.Element, name: str) -> str:
    """An attribute by its 2.x name."""
    kebab = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name)
    return node.get(name) or node.get(kebab) or ""

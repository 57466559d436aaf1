"""A small engine for QTI 1.2 items, for tests only: it executes respconditions by the standard, knowing no reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET


class Item1:
    """One `item`. `run({"123"})` gives the score, 0 to 100, and the feedback shown."""

    def __init__(self, item: ET.Element) -> None:
        self.item = item
        self.options = [one.get("ident", "") for one in item.iter() if t(one) == "response_label"]

    def run(self, given: set[str]) -> tuple[float, list[str]]:
        score, shown = 0.0, []
        for condition in (one for one in self.item.iter() if t(one) == "respcondition"):
            (tests,) = [part for part in condition if t(part) == "conditionvar"]
            typed = any(t(one) == "response_str" for one in self.item.iter())
            holds = (any if typed and all(t(one) == "varequal" for one in tests) else all)(
                [self.holds(one, given) for one in tests]
            )
            if not holds:
                continue
            for part in condition:
                if t(part) == "setvar":
                    assert part.get("action") == "Set"
                    score = float(part.text or "")
                elif t(part) == "displayfeedback":
                    shown.append(part.get("linkrefid", ""))
            if condition.get("continue") != "Yes":
                break
        return score, shown

    def holds(self, test: ET.Element, given: set[str]) -> bool:
        name, text = t(test), (test.text or "").strip()
        if name == "varequal":
            return text in given or text.lower() in {one.lower() for one in given}
        if name in ("vargte", "varlte"):
            try:
                (value,) = map(float, given)
            except ValueError:
                return False
            return value >= float(text) if name == "vargte" else value <= float(text)
        inner = [self.holds(part, given) for part in test]
        return {"other": True, "and": all(inner), "or": any(inner), "not": not all(inner)}[name]


def t(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def items_in(data: bytes) -> list[Item1]:
    return [Item1(one) for one in ET.fromstring(data).iter() if t(one) == "item"]

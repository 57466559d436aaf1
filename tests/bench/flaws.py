"""How well the flaw rules find what was put into clean questions, and how often they cry wolf.

python -m tests.bench.flaws [--json]

Per rule: precision = TP / (TP + FP), where a finding that was neither put in nor follows of necessity is an FP, and
so is every finding above a hint on clean questions and near misses; recall = TP / (TP + FN); macro-F1 is the mean
over the rules. Rules that may block approval are also judged together.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import argparse
import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from quizapp.core.flaws import RULES, Flaw, check, check_set
from quizapp.core.item import Item, Option
from quizapp.formats.bank.folder import read_page
from tests.bench.flaw_injectors import INJECTORS, Injected, Injector, zipf
from tests.bench.flaw_items import BASE, NEAR_MISSES

PER_RULE = 20
GOALS = {"macro_f1": 0.90, "blockers_precision": 0.97, "least_f1": 0.70}
SETS = ("IW24", "IW25")
BLOCKING = ("IW03", "IW04", "IW06", "IW12", "IW16", "IW20", "IW33")
QUESTIONS = Path(__file__).parents[2] / "questions"


def injected(injector: Injector, wanted: int) -> list[Injected]:
    """So many flawed questions of an injector, the same in every run; fewer where it fits too few clean ones."""
    fitting = [clean for clean in BASE if clean.sort in injector.sorts]
    found: list[Injected] = []
    for turn in range(4):
        for number, clean in enumerate(fitting):
            made = injector.make(clean, Random(f"{injector.rule}:{injector.make.__name__}:{number}:{turn}"))
            if made is not None:
                found.append(made)
            if len(found) == wanted:
                return found
    return found


def judge(found: list[Flaw], *, hints: bool = True) -> set[str]:
    return {flaw.rule for flaw in found if hints or flaw.severity != "hint"}


def measure() -> dict[str, Any]:
    """All figures of the benchmark."""
    hit: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wolf: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for rule in sorted({one.rule for one in INJECTORS}):
        ways = [one for one in INJECTORS if one.rule == rule]
        for way in ways:
            for made in injected(way, -(-PER_RULE // len(ways))):
                rules = judge(check(made.item, evidence=made.evidence, article=made.article, zipf=zipf))
                (hit if rule in rules else missed)[rule] += 1
                strange = rules - {rule} - way.also - {"IW27"}
                wolf.update(strange)
                if rule not in rules:
                    examples.setdefault(rule, []).append(f"missed by {rule}, {way.make.__name__}: {shown(made.item)}")
                for other in strange:
                    examples.setdefault(other, []).append(
                        f"{other} beside {rule}, {way.make.__name__}: {shown(made.item)}"
                    )
    quiet = 0
    for item, evidence, article in [
        *((c.item, c.evidence, c.article) for c in BASE),
        *((item, None, None) for item in NEAR_MISSES),
    ]:
        rules = judge(check(item, evidence=evidence, article=article, zipf=zipf), hints=False)
        quiet += not rules
        wolf.update(rules)
        for other in rules:
            examples.setdefault(other, []).append(f"{other} on a clean question: {shown(item)}")
    sets(hit, missed, wolf)
    rows = {rule: figures(hit[rule], missed[rule], wolf[rule]) for rule in sorted({*hit, *missed})}
    blocks = sum(hit[r] for r in BLOCKING), sum(wolf[r] for r in BLOCKING)
    human = on_written_questions()
    return {
        "rules": rows,
        "macro_f1": round(sum(row["f1"] for row in rows.values()) / len(rows), 3),
        "least_f1": min(row["f1"] for row in rows.values()),
        "blockers_precision": round(blocks[0] / max(1, sum(blocks)), 3),
        "clean_and_near_misses": len(BASE) + len(NEAR_MISSES),
        "of_them_without_a_finding": quiet,
        "written_by_people": human,
        "not_measured": sorted({rule.id for rule in RULES} - set(rows)),
        "examples": examples,
    }


def figures(tp: int, fn: int, fp: int) -> dict[str, Any]:
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "injected": tp + fn,
        "found": tp,
        "wrongly": fp,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
    }


def sets(hit: Counter[str], missed: Counter[str], wolf: Counter[str]) -> None:
    """Key positions and questions that answer each other: sets of twenty, crooked and fair."""

    def dated(place: int, number: int) -> Item:
        years = tuple(Option(f"{1700 + number + 30 * n}", n == place) for n in range(4))
        return Item("single", f"In which year did ship {number} of the line sink?", years, order="fixed")

    for turn in range(PER_RULE):
        rng = Random(f"IW24:{turn}")
        crooked = [dated(2 if rng.random() < 0.75 else rng.randrange(4), n) for n in range(24)]
        deck = [n % 4 for n in range(24)]
        rng.shuffle(deck)
        fair = [dated(place, n) for n, place in enumerate(deck)]
        (hit if "IW24" in judge(check_set(crooked)) else missed)["IW24"] += 1
        wolf["IW24"] += "IW24" in judge(check_set(fair))
        rng = Random(f"IW25:{turn}")
        chosen = rng.sample([c for c in BASE if c.sort == "person"], 3)
        first = chosen[0].item
        name = first.options[first.keys[0]].text
        words = first.stem.removesuffix("?").partition(" ")[2]
        teller = replace(
            first, stem=rng.choice([f"When was it that {name} {words}?", f"Where had {name} {words} before?"])
        )
        others = [c.item for c in chosen[1:]]
        (hit if "IW25" in judge(check_set([first, *others, teller])) else missed)["IW25"] += 1
        wolf["IW25"] += "IW25" in judge(check_set([first, *others]))


def on_written_questions() -> dict[str, int]:
    """The bank that comes with the program: written and corrected by people, so a blocking flaw there is a mistake."""
    counts: Counter[str] = Counter()
    for path in sorted(QUESTIONS.glob("*.md")):
        page = read_page(path).page
        for question in page.questions if page else ():
            counts["questions"] += 1
            found = check(question.item)
            counts["with a blocking flaw"] += any(flaw.severity == "block" for flaw in found)
            counts["with a warning"] += any(flaw.severity == "warn" for flaw in found)
    return dict(counts)


def shown(item: Item) -> str:
    return f"{item.stem} [{' | '.join(('*' if o.is_key else '') + o.text for o in item.options)}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--examples", action="store_true", help="show what was missed and what was found wrongly")
    given = parser.parse_args()
    told = measure()
    examples = told.pop("examples")
    if given.json:
        print(json.dumps(told))
        return
    for rule, row in told["rules"].items():
        print(f"{rule}  found {row['found']}/{row['injected']}  wrongly {row['wrongly']}  F1 {row['f1']:.2f}")
        for example in examples.get(rule, [])[:4] if given.examples else ():
            print("     ", example)
    for name, value in told.items():
        if name != "rules":
            print(f"{name}: {value}")
    sys.exit(any(told[name] < goal for name, goal in GOALS.items()))


if __name__ == "__main__":
    main()

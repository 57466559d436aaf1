"""Item-writing flaws: what is wrong with how a question is written, named, explained, with a way to mend it.

38 rules after the published lists of guidelines. Each rule is one function and one row of `RULES`; all work on the
text alone with the standard library, so they run while somebody types. A rule that needs the evidence or the
article is not run without it: silence then means "not checked", never "fine" (`unchecked` names those rules).

Sources: HDR = Haladyna, Downing & Rodriguez 2002, Applied Measurement in Education 15(3):309-334;
HD = Haladyna & Downing 1989, Applied Measurement in Education 2(1):37-50; IWF = Moore et al. 2023, EC-TEL;
T09 = Tarrant, Ware & Mohammed 2009, BMC Medical Education 9:40; R16 = Rush, Rankin & White 2016, BMC Medical
Education 16; own = ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizapp.core.flaws import clues, contrary, options, proof, sets, stem
from quizapp.core.flaws.contrary import supports
from quizapp.core.flaws.options import in_order
from quizapp.core.flaws.reading import Flaw, Frequencies, Rule, View, number_of
from quizapp.core.item import Item
from quizapp.core.page import Fact

RULES: tuple[Rule, ...] = tuple(
    sorted((*stem.RULES, *options.RULES, *clues.RULES, *proof.RULES), key=lambda rule: rule.id)
)
"""Every rule on a single question, by id. IW24 and IW25 are about sets: see `check_set`."""

_RANK = {"block": 0, "warn": 1, "hint": 2}
_CHOICES = ("single", "multiple", "true-false")


def check(
    item: Item,
    *,
    evidence: str | None = None,
    article: str | None = None,
    zipf: Frequencies | None = None,
    hints: bool = True,
) -> list[Flaw]:
    """The flaws of a question, gravest first. `evidence` is the quote that proves the key, `article` its text.

    `zipf` says how common a word is; without it no word is called rare. Without `hints`, rules that only ever hint
    do not run: a draft is refused for grave flaws only.

    Severity "block": cannot be approved; "warn": approval asks once; "hint": shown and never asks.
    """
    view = View.of(item, evidence, article, zipf)
    if item.kind not in _CHOICES:
        return _against_key(view)
    found: list[Flaw] = []
    lacking = _lacking(evidence, article, zipf)
    for rule in RULES:
        if rule.needs in lacking or (rule.severity == "hint" and not hints):
            continue
        for flaw in rule.find(view):
            found.append(flaw.of(rule))
    return sorted(_one_cause_one_flaw(found), key=lambda f: (_RANK[f.severity], f.rule, f.option or 0))


def _lacking(evidence: str | None, article: str | None, zipf: Frequencies | None) -> set[str]:
    """What rules may need and do not have."""
    given = {"evidence": evidence, "article": article, "frequencies": zipf}
    return {need for need, value in given.items() if value is None}


def check_on_page(
    item: Item, facts: Iterable[Fact], *, article: str | None = None, zipf: Frequencies | None = None
) -> list[Flaw]:
    """The flaws of a question that names facts of its page; `article` is the text the quotes stand in.

    A fact without a quote is a reference and proves nothing by itself, so the rules about evidence do not run on it;
    that it tells another key is told all the same.
    """
    facts = list(facts)
    evidence = quoted(item, facts)
    if evidence:
        return check(item, evidence=" ".join(evidence), article=article if len(evidence) == 1 else None, zipf=zipf)
    found = check(item, zipf=zipf)
    stated = " ".join(fact.statement for fact in facts if fact.name in item.facts)
    return found + _against_key(View.of(item, stated))


def _against_key(view: View) -> list[Flaw]:
    proven = next(rule for rule in proof.RULES if rule.id == "IW33")
    return [found.of(proven) for found in contrary.against_key(view)]


def quoted(item: Item, facts: Iterable[Fact]) -> list[str]:
    """The quotes of the facts that a question names, in the order of the page."""
    return [quote for fact in facts if fact.name in item.facts for quote in fact.quotes]


def unchecked(*, evidence: str | None = None, article: str | None = None, zipf: Frequencies | None = None) -> list[str]:
    """Ids of the rules that could not run for want of evidence, article or word frequencies."""
    lacking = _lacking(evidence, article, zipf)
    return sorted(rule.id for rule in RULES if rule.needs in lacking)


def check_set(
    items: Sequence[Item],
    *,
    facts: Sequence[frozenset[str]] | None = None,
    pages: Sequence[object] | None = None,
) -> list[Flaw]:
    """Flaws of a whole quiz: key positions, longest keys, questions that answer or repeat each other, balance.

    `facts` are the names of the facts behind each question, unique over all pages; without them no two questions
    are said to ask for the same fact. `pages` are the pages they are from; without them no article is called unnamed.
    """
    return sets.check_set(items, facts, pages)


def _one_cause_one_flaw(found: Iterable[Flaw]) -> list[Flaw]:
    flaws = list(found)
    ids = {f.rule for f in flaws}
    hidden: set[tuple[str, int | None]] = set()
    for f in flaws:
        if f.rule == "IW20":
            hidden |= {("IW16", f.option), ("IW21", f.option)}
        if f.rule in ("IW03", "IW04"):
            hidden |= {(r, f.option) for r in ("IW08", "IW13", "IW23", "IW02")}
    drop = {"IW17"} if "IW32" in ids else set()
    if "IW03" in ids or "IW04" in ids:
        drop |= {"IW08", "IW13", "IW23"}
    if "IW06" in ids:
        drop |= {"IW38", "IW22"}
    return [f for f in flaws if (f.rule, f.option) not in hidden and f.rule not in drop]


__all__ = [
    "RULES",
    "Flaw",
    "Rule",
    "check",
    "check_on_page",
    "check_set",
    "in_order",
    "number_of",
    "quoted",
    "supports",
    "unchecked",
]

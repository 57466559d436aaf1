"""What every entry of GENERATORS owes: a true quote, one key, a reason for each option, and no memory.

Tried on all test articles. A new generator is tried by its line in the table alone.
"""

from __future__ import annotations

import inspect
import random
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quizapp.classroom.drafted_kinds import NAMES
from quizapp.classroom.kept_back import explained
from quizapp.core.kinds import KINDS
from quizapp.generate import GENERATORS, Draft, draft, read_article
from quizapp.generate.candidates import Candidate
from quizapp.generate.drafting import FEW, _make, candidates, generator
from quizapp.generate.facts import Reading, read
from quizapp.generate.precision import SHIPS, precision

ARTICLES = sorted((Path(__file__).parent.parent / "generate" / "articles").glob("*.md"))
EVERY = pytest.mark.parametrize("name", GENERATORS)


@cache
def reading_of(path: Path) -> Reading:
    return read(read_article(path.read_text(encoding="utf-8")))


def proposed(name: str, path: Path) -> list[Candidate]:
    return list(generator(GENERATORS[name])(reading_of(path)))


@cache
def made(name: str) -> list[tuple[Path, Candidate, Draft]]:
    """All that a generator makes of the test articles, shown or not."""
    return [
        (path, candidate, _make(reading_of(path), candidate, 3, everything=False))
        for path in ARTICLES
        for candidate in proposed(name, path)
    ]


def module_of(name: str) -> ModuleType:
    generator(GENERATORS[name])
    return sys.modules[GENERATORS[name].partition(":")[0]]


@EVERY
def test_its_line_in_the_table_is_its_only_registration(name: str) -> None:
    dotted = GENERATORS[name]
    assert dotted == f"quizapp.generate.by_{name}:draft"
    assert list(inspect.signature(generator(dotted)).parameters) == ["reading"]
    assert (module_of(name).__doc__ or "").strip(), "it says what it asks"


@EVERY
def test_some_article_here_lets_it_ask(name: str) -> None:
    assert made(name), "nothing below would be tried"


@EVERY
def test_it_asks_the_same_again_and_remembers_nothing_of_another_article(name: str) -> None:
    before = {path: proposed(name, path) for path in ARTICLES}
    assert {path: proposed(name, path) for path in reversed(ARTICLES)} == dict(reversed(before.items()))


@EVERY
def test_it_changes_nothing_in_its_module_and_draws_no_lots_of_its_own(name: str) -> None:
    before = deepcopy(_values(module_of(name)))
    for path in ARTICLES:
        reading_of(path)  # here, since a library that is loaded for the first reading may draw lots
    lots = random.getstate()
    for path in ARTICLES:
        proposed(name, path)
    assert _values(module_of(name)) == before
    assert random.getstate() == lots


def _values(module: ModuleType) -> dict[str, Any]:
    """What a module holds besides what it defines and imports."""
    kinds = (dict, list, set, int, str, float, tuple, frozenset)
    return {key: value for key, value in vars(module).items() if isinstance(value, kinds) and not key.startswith("__")}


@EVERY
def test_the_evidence_of_what_it_makes_stands_word_for_word_in_the_article(name: str) -> None:
    for path, candidate, d in made(name):
        text, sentences = reading_of(path).article.text, reading_of(path).article.sentences
        assert d.fact.statement.strip(), d.item.stem
        assert [e.sentence for e in d.fact.evidence] == list(dict.fromkeys((candidate.sentence, *candidate.also)))
        for e in d.fact.evidence:
            assert text[e.start : e.end] == e.quote == sentences[e.sentence].text


@EVERY
def test_what_it_makes_has_its_own_key_and_no_other(name: str) -> None:
    for _, candidate, d in made(name):
        keys = [d.item.options[n].text for n in d.item.keys]
        assert sorted(keys) == sorted(candidate.keys or (candidate.key,)), d.item.stem
        stated = candidate.template.startswith("truth-")
        assert d.item.kind == ("true-false" if stated else "multiple" if candidate.keys else "single")


@EVERY
def test_options_are_distinct_and_each_has_the_reason_why_it_is_right_or_wrong(name: str) -> None:
    for _, _, d in made(name):
        texts = [option.text.casefold().strip() for option in d.item.options]
        assert len(set(texts)) == len(texts), d.item.stem
        assert all(texts), d.item.stem
        assert [o.text for o in d.item.options if not o.rationale.strip()] == [], d.item.stem
        assert d.item.explanation.strip()


@EVERY
def test_the_same_seed_gives_the_same_options_and_the_evidence_does_not_depend_on_it(name: str) -> None:
    for path, candidate, d in made(name)[:40]:
        assert _make(reading_of(path), candidate, 3, everything=False) == d
        assert _make(reading_of(path), candidate, 4, everything=False).fact == d.fact


@EVERY
def test_it_is_shown_only_where_its_kind_is_good_enough_and_the_question_is_whole(name: str) -> None:
    for _, _, d in made(name):
        if d.reason:
            continue
        assert precision(d.template) >= SHIPS
        assert KINDS[d.item.kind].check(d.item) == []
        assert len(d.item.options) >= (2 if d.item.kind == "true-false" else 3)


@EVERY
def test_what_it_asks_and_why_it_is_kept_back_are_told_in_plain_words(name: str) -> None:
    for _, _, d in made(name):
        assert d.template in NAMES
        told = explained(d.reason)
        assert not d.reason or told.help not in told.why
        assert d.template not in told.why.split(), "no word of the generator's own"


@EVERY
def test_what_has_too_few_options_says_so(name: str) -> None:
    asked = [d for _, _, d in made(name) if d.item.kind != "true-false"]
    assert {d.reason for d in asked if len(d.item.options) - len(d.item.keys) < 2} <= {FEW}


def test_a_new_generator_is_one_module_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its question passes the same checks as all others, and is kept back while nobody has measured its kind."""
    module = ModuleType("by_weather")
    monkeypatch.setitem(sys.modules, "by_weather", module)
    monkeypatch.setattr(module, "draft", _weather, raising=False)
    monkeypatch.setitem(GENERATORS, "weather", "by_weather:draft")
    text = f"{PADDING} The storm of 1921 broke the old mast of the harbour in Tarnvik."
    stems = [candidate.stem for candidate in candidates(read(read_article(text)))]
    assert "What broke the old mast of the harbour in Tarnvik?" in stems
    drafts = draft(text, seed=1)
    new = next(d for d in (*drafts.shown, *drafts.needs_work) if d.template == "weather")
    assert new.reason
    assert new.fact.evidence[0].quote.startswith("The storm of 1921")


def _weather(reading: Reading) -> Iterator[Candidate]:
    for number, sentence in enumerate(reading.article.sentences):
        if "broke the old mast" in sentence.text:
            yield Candidate(
                "weather",
                "What broke the old mast of the harbour in Tarnvik?",
                "the storm of 1921",
                "given",
                number,
                "The storm of 1921 broke the old mast of the harbour in Tarnvik.",
                "break",
                offered=(("the ice of 1923", "It broke nothing."), ("the fire of 1927", "It broke nothing.")),
            )


PADDING = " ".join(["Rain fell on the grey roofs of the town, and the river ran high between its old stone walls."] * 6)

ABSTAIN = {
    "pronouns only": "They gave it to her in 1950. She kept it for two years. He never asked them about it.",
    "conditional": "If the dam breaks in 2031, Tarnvik will lose 400 houses.",
    "negated": "Maren Holt did not build the mill in 1950. Jonas Eide never sold 40 boats.",
    "question": "Did Maren Holt build the mill of Tarnvik in 1950? Who sold 40 boats to Jonas Eide in Bergen?",
    "table": "| Year | Boats |\n|---|---|\n| 1950 | 40 |\n| 1951 | 52 |",
    "relative time": "Last year Maren Holt opened a bakery. Yesterday Jonas Eide sold it. Now it is closed.",
    "hedged": "Maren Holt may build a mill in 2030. Reportedly, Jonas Eide sold 40 boats in 1950.",
    "heading": "# Maren Holt in Tarnvik, 1950\n\n## The forty boats of Jonas Eide",
    "fragment": "A mill in Tarnvik. Forty boats, sold in 1950. Maren Holt, the miller of Tarnvik.",
    "another language": "Im Jahr 1950 baute Maren Holt in Tarnvik eine Mühle. Jonas Eide verkaufte vierzig Boote.",
    "claim without a source": "Some say the mill of Tarnvik was burnt in 1950. It is claimed that 40 boats were sold.",
    "nothing": "",
}


@pytest.mark.parametrize("why", ABSTAIN)
def test_all_of_them_abstain_where_the_text_states_nothing(why: str) -> None:
    assert draft(f"{PADDING}\n\n{ABSTAIN[why]}", seed=1).shown == ()

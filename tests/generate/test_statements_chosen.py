"""Which statements are shown, and in which order: always of pairs, one told as it is and one made wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from quizapp.core.item import Item, Option
from quizapp.generate import draft, drafting, read_article
from quizapp.generate.by_truth import MOST
from quizapp.generate.by_truth import draft as propose
from quizapp.generate.candidates import Candidate, Draft
from quizapp.generate.drafting import GENERATORS, _make, candidates
from quizapp.generate.facts import Reading, read
from quizapp.generate.ranking import ENOUGH, choose, with_statements
from tests.generate.test_news_pages import VALLEY
from tests.generate.test_truths import GUILDS, drafts

LAMPS = "New Zealand has lamps. South Korea has lamps."
SHIPS = (
    "Greece bought all ships of the Orsund yard from the guild with a load of bells and lamps and posts and nails and "
    "ropes and chains{}."
)


@pytest.mark.parametrize(("more", "made"), [("", True), (" and doors and masts", False)])
def test_a_statement_is_made_both_ways_or_not_at_all(more: str, made: bool) -> None:
    text = f"{VALLEY}\n\n{LAMPS} The river ran high.\n\n{SHIPS.format(more)}"
    found = [c for c in propose(read(read_article(text))) if c.value == "Greece"]
    assert {c.key for c in found} == ({"True", "False"} if made else set())
    assert all(len(c.stem.split()) <= MOST for c in found)
    if not made:
        asked = f"According to the article, is this statement true or false? {SHIPS.format(more)}"
        assert len(asked.split()) == MOST, "as it is it has room, with two words for one it has not"
    for seed in range(3):
        draft(text, seed=seed, true_false=True)


def test_nothing_is_false_that_another_sentence_of_the_article_says() -> None:
    share = "In {} {} of the boats of Orsund belong to the guild of Halden."
    first, second = share.format("spring", "a quarter"), share.format("spring", "three-quarters")
    text = f"{VALLEY}\n\n{first} The river ran high.\n\n{second} The lamps were lit."
    found = list(propose(read(read_article(text))))
    told = {c.stem.partition("“")[2].rstrip("”"): c.key for c in found}
    assert told.get(first, "True") == "True"
    assert told.get(second, "True") == "True"
    assert {c.key for c in found if c.value == "a quarter"} == {"True", "False"}
    assert not [c for c in found if c.value == "three-quarters"]
    for seed in range(3):
        draft(text, seed=seed, true_false=True)


def test_a_sentence_told_twice_is_proposed_where_it_comes_first_and_all_in_the_order_of_the_article() -> None:
    told, other = "The guild of Orsund named 40 ships after saints.", "Halden planted 90 oaks beside the road in March."
    again = f"{VALLEY}\n\n{told} The river ran high.\n\n{other} The lamps were lit. {told}"
    made = [c.sentence for c in propose(read(read_article(again)))]
    assert made == sorted(made)
    assert len(set(made)) == 2
    assert made == [c.sentence for c in propose(read(read_article(again.removesuffix(f" {told}"))))]


@pytest.mark.parametrize("key", ["True", "False"])
def test_a_sentence_of_which_one_version_is_missing_is_left_out(key: str) -> None:
    reading = read(read_article(f"{VALLEY}\n\nThe guild of Orsund named 40 ships after saints of the coast."))
    both = list(propose(reading))

    def make(candidate: Candidate) -> Draft:
        return _make(reading, candidate, 1, everything=False)

    assert with_statements([], both, None, "3", make)[0]
    assert with_statements([], [c for c in both if c.key == key], None, "3", make) == ([], [])


DEEDS = (
    "named {n} ships after saints of the coast",
    "planted {n} oaks beside the harbour road",
    "kept {n} horses in a stable of stone",
    "printed {n} maps of the outer reefs",
    "taught {n} children to read and write",
    "hung {n} lanterns over the market street",
    "bought {n} anchors from a foundry of bells",
    "sold {n} barrels of tar to sailors",
    "mended {n} bridges over the brook",
    "lent {n} ladders to farmers in the hills",
    "baked {n} loaves for hungry travellers",
    "wrote {n} letters about taxes on timber",
    "wove {n} carpets from white wool",
    "cast {n} bells out of copper",
)
MANY = "\n\n".join(
    f"The guild of {name} {deed.format(n=11 + 8 * at)}. The river ran high. People stood in the doorways."
    for at, (name, deed) in enumerate(zip(GUILDS, DEEDS, strict=True))
)


@cache
def many(seed: int, others: int = 16, count: int | None = None) -> tuple[list[Draft], list[Draft], int]:
    """(statements shown beside some other questions, those left over, drafts made on the way)."""
    reading = read(read_article(f"{VALLEY}\n\n{MANY}"))
    [one, *_] = drafts(1).shown
    elsewhere = replace(one.fact, evidence=(replace(one.fact.evidence[0], sentence=999),))
    other = replace(one, item=replace(one.item, stem="Who painted the lamps of Velmora?"), fact=elsewhere)
    made: list[Draft] = []

    def make(candidate: Candidate) -> Draft:
        made.append(_make(reading, candidate, 1, everything=False))
        return made[-1]

    shown, left = with_statements([other] * others, list(propose(reading)), count, f"{seed}", make)
    return shown, left, len(made)


def keys(shown: list[Draft]) -> list[str]:
    return [d.item.options[d.item.keys[0]].text for d in shown]


def test_half_are_false_and_the_one_before_does_not_tell_the_next() -> None:
    told = [keys(many(seed)[0]) for seed in range(24)]
    assert {(len(t), t.count("True")) for t in told} == {(8, 4)}
    for at in range(1, 8):
        assert 4 <= sum(t[at] != t[at - 1] for t in told) <= 20
    assert len({tuple(t) for t in told}) > 12


def test_of_an_odd_number_the_odd_one_is_as_often_true_as_false() -> None:
    told = [keys(many(seed, 14)[0]) for seed in range(12)]
    assert {(len(t), t.count("True")) for t in told} == {(7, 3), (7, 4)}


@pytest.mark.parametrize(("others", "most"), [(0, 4), (8, 4), (10, 5), (11, 5), (20, 10)])
def test_a_third_of_what_is_shown_are_statements_or_four(others: int, most: int) -> None:
    assert len(many(1, others)[0]) == most


def test_what_is_left_over_only_because_there_are_enough_says_so() -> None:
    shown, left, _ = many(1, 8)
    assert len([d for d in left if d.reason == ENOUGH]) >= 5
    assert not {d.item.stem for d in left} & {d.item.stem for d in shown}


def test_nothing_is_made_where_there_is_no_room() -> None:
    assert many(1, 8, 8) == ([], [], 0)
    assert len(many(1, 8, 9)[0]) == 1


def shown_beside(told: str, stem: str, key: str) -> int:
    """How many statements on some sentences are shown beside another question."""
    reading = read(read_article(f"{VALLEY}\n\n{told}"))
    [one, *_] = drafts(1).shown
    fact = replace(one.fact, evidence=(replace(one.fact.evidence[0], sentence=999),))
    options = (Option(key, True, "so"), Option("18", False, "no"), Option("25", False, "no"))
    other = replace(one, item=Item("single", stem, options), fact=fact)
    made = [c for c in propose(reading) if reading.article.sentences[c.sentence].text in told]
    return len(with_statements([other], made, None, "3", lambda c: _make(reading, c, 1, everything=False))[0])


def test_two_statements_that_share_only_the_words_of_the_question_tell_nothing_of_each_other() -> None:
    bells = "The guild of Orsund mended the bells of the coast in March. The river ran high."
    oaks = "The guild of Halden planted oaks beside the road in March."
    same = "The guild of Halden hung the bells of the town in March."
    assert shown_beside(f"{bells}\n\n{oaks}", "Who slept?", "Nora Lund") == 2
    assert shown_beside(f"{bells}\n\n{same}", "Who slept?", "Nora Lund") == 1


def test_a_number_within_another_is_not_told() -> None:
    told = "The masters of Orsund mended their bells in 1945."
    stem = "How many bells did the masters of Orsund mend?"
    assert shown_beside(told, stem, "5") == 1
    assert shown_beside(told, stem, "1945") == 0


def test_two_gaps_are_alike_by_their_sentences_and_not_by_what_is_asked_of_them() -> None:
    [one, *_] = drafts(1).shown
    asked = "According to the article on the Orsund tower, which number completes the sentence “{}”?"
    options = (Option("40", True, "so"), Option("18", False, "no"), Option("25", False, "no"))
    pairs = {
        ("Kings bought ____ oaks.", "Farmers sold ____ hens."): 2,
        ("The guild of Orsund bought ____ large old oaks.", "The guild of Orsund had bought ____ large oaks."): 1,
    }
    for sentences, shown in pairs.items():
        both = [
            replace(
                one,
                item=Item("single", asked.format(sentence), options),
                fact=replace(one.fact, id=sentence, evidence=(replace(one.fact.evidence[0], sentence=900 + at),)),
            )
            for at, sentence in enumerate(sentences)
        ]
        assert len(choose(both, None)[0]) == shown


def test_a_statement_rests_on_one_fact_whether_it_is_told_as_it_is_or_not() -> None:
    reading = read(read_article(f"{VALLEY}\n\nThe guild of Orsund named 40 ships after saints of the coast."))
    made = [_make(reading, c, 1, everything=False) for c in propose(reading) if c.value == "40"]
    assert set(keys(made)) == {"True", "False"}
    assert len({d.fact.id for d in made}) == 1


def test_no_statement_is_proposed_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(read_article(f"{VALLEY}\n\n{MANY}"))
    without = list(candidates(reading, statements=False))
    assert without == [c for c in candidates(reading) if not c.template.startswith("truth-")]
    monkeypatch.setitem(GENERATORS, "truth", "quizapp.generate.by_truth:none")  # is not even looked for
    assert draft(f"{VALLEY}\n\n{MANY}", true_false=False).shown


def test_drafting_can_be_called_off_before_all_statements_are_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed: list[Candidate] = []

    def propose_one_by_one(reading: Reading) -> Iterator[Candidate]:
        for candidate in propose(reading):
            proposed.append(candidate)
            yield candidate

    def call_off(stage: str, done: int, total: int) -> None:
        if stage == "asking" and proposed:
            raise KeyboardInterrupt

    monkeypatch.setattr(drafting, "generator", lambda name: propose_one_by_one)
    with pytest.raises(KeyboardInterrupt):
        draft(f"{VALLEY}\n\n{MANY}", tell=call_off, true_false=True)
    assert len(proposed) == 1

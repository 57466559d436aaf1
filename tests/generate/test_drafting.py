"""Drafting as a whole: what every draft keeps to, whatever the article."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.core import kinds
from quizapp.core.flaws import check
from quizapp.core.item import to_body
from quizapp.generate import draft, read_article
from quizapp.generate.precision import SHIPS, precision

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.md"))
FACT_RICH = (Path(__file__).parent / "articles" / "fact-rich.md").read_text(encoding="utf-8")
PADDING = " ".join(["Rain fell on the grey roofs of the town, and the river ran high between its old stone walls."] * 6)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_draft_quotes_its_article_and_a_shown_one_is_a_sound_question_with_a_reason_for_each_option(
    path: Path,
) -> None:
    article = path.read_text(encoding="utf-8")
    text, drafts = read_article(article).text, draft(article, seed=3)
    for d in (*drafts.shown, *drafts.needs_work):
        assert d.fact.evidence
        for evidence in d.fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    for d in drafts.shown:
        assert kinds.KINDS[d.item.kind].check(d.item) == []
        least = 2 if d.item.kind == "true-false" else 3
        assert len({option.text.lower() for option in d.item.options}) == len(d.item.options) >= least
        assert all(option.rationale for option in d.item.options)
        assert d.item.explanation
        assert d.reason == ""
        assert precision(d.template) >= SHIPS
        found = check(d.item, evidence=d.fact.evidence[0].quote, article=article)
        assert [flaw.rule for flaw in found if flaw.severity != "hint"] == []


def test_a_fact_rich_article_of_600_words_gives_at_least_twelve_drafts_over_the_whole_article() -> None:
    drafts = draft(FACT_RICH, seed=1)
    assert len(drafts.shown) >= 12
    assert len({d.template for d in drafts.shown}) >= 5
    covered = [n for n, count in drafts.paragraphs.items() if count]
    assert len(covered) >= 0.7 * len(drafts.paragraphs)


def test_no_two_shown_drafts_rest_on_one_fact() -> None:
    drafts = draft(FACT_RICH, seed=1)
    assert len({d.fact.id for d in drafts.shown}) == len(drafts.shown)


def test_a_count_takes_the_best_drafts() -> None:
    everything, five = draft(FACT_RICH, seed=1), draft(FACT_RICH, seed=1, count=5)
    assert [d.item for d in five.shown] == [d.item for d in everything.shown[:5]]


PROGRAM = """
import json, sys
from pathlib import Path
from quizapp.core.item import to_body
from quizapp.generate import draft
drafts = draft(Path(sys.argv[1]).read_text(encoding="utf-8"), seed=7)
every = (*drafts.shown, *drafts.needs_work)
print(json.dumps([[d.fact.id, d.template, d.score, to_body(d.item), d.reason] for d in every]))
"""


def test_the_same_seed_gives_the_same_drafts_in_another_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(Path(__file__).parent / "articles" / "fact-rich.md")
    monkeypatch.setattr(sys, "argv", ["-c", path])
    exec(PROGRAM, {})  # after whatever was drafted in this process before
    here = capsys.readouterr().out
    environment = os.environ | {"PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") == "77" else "77"}
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, check=True, env=environment
    )
    assert here == there.stdout
    assert json.loads(here)


def test_another_seed_gives_other_wrong_options() -> None:
    one, other = draft(FACT_RICH, seed=1), draft(FACT_RICH, seed=2)
    assert [to_body(d.item) for d in one.shown] != [to_body(d.item) for d in other.shown]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no prose"),
        ("Tarnvik.", "no prose"),
        ("Maren Holt built a mill in Tarnvik in 1921 and sold it.", "too short"),
        ("Die Brücke über den Fluss wurde im Jahr 1921 gebaut und seitdem nie wieder erneuert. " * 12, "English"),
        ("Maren Holt built a mill in Tarnvik in 1921 and sold it. " * 2500, "split it"),
    ],
)
def test_a_text_that_cannot_be_asked_about_is_refused_in_plain_words(text: str, said: str) -> None:
    drafts = draft(text)
    assert drafts.shown == ()
    assert said in drafts.notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MAREN HOLT BUILT A MILL IN 1921. " * 20, "capital letters"),
        ("no stops at all just words " * 40, "full stops"),
        ("def mill():\n    return {1921.5: 'Tarnvik'}\n\n" * 20, "whole sentences"),
        ("| Year | Boats |\n|---|---|\n" + "| 1921. | 40 |\n" * 60, "whole sentences"),
        ("🙂 مرحبا بالعالم " * 60, "Latin letters"),
        ("🙂 🎉 " * 200, "whole sentences"),
        ('[[[(((""" ... !!! ??? ' * 60, "whole sentences"),
    ],
)
def test_hostile_text_gives_a_plain_reason_and_no_drafts(text: str, said: str) -> None:
    drafts = draft(text)
    assert drafts.shown == ()
    assert said in drafts.notes[0]


def test_it_tells_how_far_it_is_and_can_be_called_off() -> None:
    heard: list[tuple[str, int, int]] = []
    draft(FACT_RICH, seed=1, tell=lambda *told: heard.append(told))
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == ["reading", "asking", "choosing"]
    assert all(done <= total for _, done, total in heard)

    def call_off(stage: str, done: int, total: int) -> None:
        if stage == "asking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(FACT_RICH, seed=1, tell=call_off)


def test_further_wrong_options_are_verified_have_reasons_and_repeat_nothing() -> None:
    drafts = draft(FACT_RICH, spares=True)
    plain = draft(FACT_RICH)
    assert [d.item for d in drafts.shown] == [d.item for d in plain.shown], "asking for more changes nothing shown"
    assert sum(bool(d.spares) for d in drafts.shown) >= len(drafts.shown) // 2
    for d in drafts.shown:
        texts = [option.text.lower() for option in d.item.options] + [text.lower() for text, _ in d.spares]
        assert len(set(texts)) == len(texts)
        assert all(why for _, why in d.spares)


def test_one_sentence_can_be_asked_about_alone() -> None:
    whole = draft(FACT_RICH)
    number = whole.shown[0].fact.evidence[0].sentence
    alone = draft(FACT_RICH, sentence=number)
    assert alone.shown
    assert {d.fact.evidence[0].sentence for d in (*alone.shown, *alone.needs_work)} == {number}


def test_a_sentence_with_nothing_to_ask_says_why() -> None:
    text = f"{PADDING} Who would have thought it? {PADDING}"
    number = next(n for n, s in enumerate(read_article(text).sentences) if s.text.endswith("?"))
    drafts = draft(text, sentence=number)
    assert (drafts.shown, drafts.needs_work) == ((), ())
    assert drafts.notes == ("It asks something or leads over to what follows, and states nothing itself.",)


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("Behind the cornea is a coloured ring of muscle, the iris.", "Which of its words are the subject"),
        ("Not so the old boats of the guild.", "No statement with a subject"),
    ],
)
def test_a_sentence_turned_about_is_not_said_to_lack_a_verb(last: str, why: str) -> None:
    article = read_article(f"{PADDING}\n\n{last}")
    (note,) = draft(article, sentence=len(article.sentences) - 1).notes
    assert note.startswith(why)


def test_a_year_has_further_wrong_ones_of_which_the_articles_own_come_first() -> None:
    own = "The bridge of Skerry was built in 1911. The school of Halden was opened in 1947. The ferry sank in 1938."
    drafts = draft(f"{FACT_RICH}\n\n{own}", spares=True, seed=3)
    asked = [d for d in (*drafts.shown, *drafts.needs_work) if "bridge of Skerry" in d.item.stem and d.spares]
    assert asked
    for d in asked:
        texts = [text for text, _ in d.spares]
        assert texts[:3] == ["1923", "1884", "1938"], "wrong here, and told of something else"
        assert len(texts) == 5, "near ones follow"
        assert all("for something else" in why for _, why in d.spares[:3])


def test_a_year_of_which_the_article_tells_no_other_has_further_ones_too() -> None:
    drafts = draft(FACT_RICH, spares=True)
    years = [d for d in (*drafts.shown, *drafts.needs_work) if d.template == "gap-year" and not d.reason]
    assert years
    assert all(d.spares for d in years)

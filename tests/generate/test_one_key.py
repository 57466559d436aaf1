"""A question has one right answer, however many things the article says the same of and under however many names."""

from __future__ import annotations

from quizapp.generate import draft
from tests.generate.test_drafting import PADDING


def options(text: str) -> list[tuple[str, list[str]]]:
    """Stems with their options, of every draft that has nothing against it but the record of its template."""
    drafts = draft(f"{PADDING}\n\n{text}", seed=1, everything=True)
    good = [*drafts.shown, *(d for d in drafts.needs_work if d.reason.startswith("another question"))]
    return [(d.item.stem, [o.text for o in d.item.options]) for d in good]


TREATY = (
    "Norway signed the Treaty of Tarnvik in 1921. Sweden refused to sign the treaty. Finland left the talks in Oslo. "
    "The treaty protects the herring. Other signatories to the Treaty of Tarnvik include {}."
)


def test_one_of_several_that_the_article_lists_is_not_asked_for() -> None:
    one, open_list = (options(TREATY.replace("include {}", f"{verb} Denmark")) for verb in ("accused", "include"))
    assert any("Denmark" in found for _, found in one)
    assert not any("Denmark" in found and "signatories" in stem for stem, found in open_list)


PARTY = (
    "The Harbour Party was founded in 1991 as the Fishers Party. The Farmers Party left the council of 1995. "
    "The Teachers Party lost it. The Harbour Party won the votes of all the sailors in Tarnvik."
)


def test_an_earlier_name_of_the_key_is_no_wrong_option() -> None:
    [found] = [
        found for stem, found in options(PARTY) if stem.startswith("Which party won the votes of all the sailors")
    ]
    assert found == ["Farmers Party", "Harbour Party", "Teachers Party"]


LANDING = (
    "Napoleon landed near Antibes on 1 March 1815. On 13 March the powers declared Napoleon an outlaw because he had "
    "landed on 1 March 1815 with an army. The powers at Vienna signed the treaty of alliance on 25 March 1815."
)


def test_a_date_whose_month_alone_stands_in_the_question_does_not_stand_there_itself() -> None:
    drafts = draft(f"{LANDING} {PADDING}", seed=1, everything=True)
    reasons = {d.reason for d in drafts.needs_work if "13 March" in (o.text for o in d.item.options if o.is_key)}
    assert "a word of the key stands in the question: 'March'" in reasons
    assert "the key stands in the question" not in reasons

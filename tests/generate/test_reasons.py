"""Why something was done: the whole reason, among statements of the article that are no reason for it."""

from __future__ import annotations

from quizapp.generate.by_reason import draft
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article

HOLM = (
    "Greta Holm was a keeper of the lighthouse of Varnsund. She kept the light for forty years. "
    "Because Greta Holm moved away, the school of Varnsund was closed in 1890. Boats lay on the beach. "
    "Sailors left the port because the harbour had become too shallow for their ships. {}"
)


def asked(more: str) -> list[Candidate]:
    reading = read(read_article(f"# Greta Holm\n\n{HOLM.format(more)}"))
    return [c for c in draft(reading) if c.template == "why"]


def test_a_name_in_place_of_she_keeps_its_capital_and_an_article_has_none() -> None:
    (one,) = asked("It thawed.")
    offered = [text for text, _ in one.offered]
    assert "Because Greta Holm kept the light for forty years" in offered
    assert "Because the school of Varnsund was closed in 1890" in offered


def test_half_a_reason_is_no_key() -> None:
    told = "The guild of Varnsund refused the petition because the rules admitted only members{}."
    assert any("refuse the petition" in c.stem for c in asked(told.format("")))
    assert not any("refuse the petition" in c.stem for c in asked(told.format(", and only men could become members")))

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bodies, pictures
from quizapp.core.item import Option
from quizapp.core.page import Fact, Head
from tests.classroom.samples import PNG
from tests.factories import NOON, a_page, a_question, an_item

FULL = Head(
    "Rivers", "A report", "The Herald", "2026-01-05", "https://example.org/r", "articles/rivers.md", "CC BY 4.0",
    "de", "2026-01-05", ("news", "north"), "streams",
)  # fmt: skip
FACTS = (Fact(1, "One.", ("one",), ("paragraph 1",)), Fact(2, "Two.", ("two",), ("paragraph 2",)))


def test_a_head_survives_being_stored_and_says_only_what_was_said() -> None:
    for head in (FULL, Head("Rivers"), Head("Rivers", tags=("a",))):
        assert bodies.head_from_json(bodies.head_to_json(head)) == head
    assert bodies.head_to_json(Head("Rivers")) == {"title": "Rivers", "language": "en"}


def test_evidence_holds_the_facts_named_and_the_source_without_its_filing() -> None:
    stored = bodies.evidence_to_json(an_item(facts=("F2",)), FACTS, FULL)
    evidence = bodies.evidence_from_json(stored)
    assert evidence.facts == (FACTS[1],)
    assert evidence.source == replace(FULL, article="", tags=(), was="")


def test_the_hash_notices_each_part_and_the_evidence() -> None:
    item = an_item("Which river?")
    stored = bodies.evidence_to_json(item, FACTS, FULL)
    hashes = {
        bodies.body_hash(item, stored),
        bodies.body_hash(replace(item, explanation="Other."), stored),
        bodies.body_hash(replace(item, options=item.options[::-1]), stored),
        bodies.body_hash(item, bodies.evidence_to_json(item, FACTS, replace(FULL, url=""))),
        bodies.body_hash(item, bodies.evidence_to_json(item, (replace(FACTS[0], quotes=("other",)),), FULL)),
    }
    assert len(hashes) == 5
    assert bodies.body_hash(item, dict(reversed(stored.items()))) in hashes


def test_an_item_inherits_language_date_and_tags_from_its_page() -> None:
    whole = bodies.item_on_page(an_item(tags=("rivers",)), FULL)
    assert (whole.language, whole.as_of, whole.tags) == ("de", "2026-01-05", ("news", "north", "rivers"))
    own = bodies.item_on_page(an_item(language="fr", as_of="2020-01-01"), FULL)
    assert (own.language, own.as_of) == ("fr", "2020-01-01")


def test_pictures_get_the_address_of_their_content_and_unknown_ones_stay() -> None:
    options = (Option("![Blue](media/a.png)", True), Option("![Lost](media/lost.png)"))
    item = an_item("Look: ![A map](media/map.jpg)", options=options, explanation="![A map](media/map.jpg)")
    shown = bodies.with_picture_addresses(item, {"media/map.jpg": "aa", "media/a.png": "bb"})
    assert shown.stem == "Look: ![A map](/media/aa.jpg)"
    assert shown.options[0].text == "![Blue](/media/bb.png)"
    assert shown.options[1].text == "![Lost](media/lost.png)"
    assert shown.explanation == "![A map](/media/aa.jpg)"
    assert bodies.with_picture_addresses(item, {}) == item


def test_a_version_is_shown_with_its_pictures_in_the_language_of_its_page(db: Session) -> None:
    page = a_page(db)
    page.head = page.head | {"language": "de"}
    media = pictures.add_picture(db, PNG, "map.png", at=NOON)
    row = a_question(db, page, an_item("Wo?\n\n![Karte](media/map.png)"))
    shown = bodies.shown_item(authoring.newest(db, row))
    assert shown.language == "de"
    assert shown.stem == f"Wo?\n\n![Karte](/media/{media.sha256}.png)"

"""The language of a text is told by its own words."""

from __future__ import annotations

import pytest

from quizapp.core.language import language_of, named

TEXTS = {
    "en": "The mill was opened by the mayor of the town in the spring of that year, and it was sold later.",
    "de": "Die Mühle wurde im Frühjahr von der Bürgermeisterin der Stadt eröffnet und später an eine Schule verkauft.",
    "fr": "Le moulin a été ouvert par la maire de la ville au printemps de cette année et vendu plus tard à une école.",
    "es": "El molino fue abierto por la alcaldesa de la ciudad en la primavera de ese año y se vendió más tarde.",
    "ru": "Мельница была открыта весной того года и позже продана школе.",
    "ar": "افتتحت رئيسة البلدية الطاحونة في ربيع ذلك العام.",
    "zh": "那年春天，市长为磨坊揭幕，后来磨坊卖给了一所学校。",
    "ja": "その年の春に市長が水車小屋を開き、のちに学校に売られた。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_shows_its_language(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_what_cannot_be_told_is_not_guessed() -> None:
    assert language_of("Tarnvik 1921") == ""
    assert language_of("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor") == ""


def test_languages_have_names_a_person_knows() -> None:
    assert named("de") == "German"
    assert named("pt-BR") == "Portuguese"

"""Why no sentence was found in a text, in words for whoever gave it."""

from __future__ import annotations

import unicodedata

MOST_CAPITALS = 0.7
LEAST_LATIN = 0.5
_SAMPLE = 20_000


def why_no_prose(text: str) -> str:
    """The likeliest reason, with what to do.

    >>> why_no_prose("MAREN HOLT BUILT A MILL IN TARNVIK. JONAS EIDE SOLD IT.")
    'This text is written in capital letters, so names cannot be told from other words; give it in ordinary spelling.'
    """
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if letters and latin < LEAST_LATIN * len(letters):
        return "This text is not in Latin letters; questions are drafted for English texts only, so far."
    if len(letters) > 20 and sum(letter.isupper() for letter in letters) > MOST_CAPITALS * len(letters):
        return (
            "This text is written in capital letters, so names cannot be told from other words; "
            "give it in ordinary spelling."
        )
    if letters and not any(mark in sample for mark in ".?!"):
        return "There is no prose in this text: without full stops no sentence can be found; give it as it was written."
    return "There is no prose in this text: it needs whole sentences, not a table, a list or code."

"""How common English words are, for the rule about rare ones: from wordfreq, where somebody has installed it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from quizapp.core.flaws.reading import Frequencies


@cache
def frequencies() -> Frequencies | None:
    """A word's place on the Zipf scale, or None when there is no table of frequencies here."""
    if find_spec("wordfreq") is None:
        return None
    zipf_frequency = import_module("wordfreq").zipf_frequency

    def zipf(word: str) -> float:
        return float(zipf_frequency(word, "en"))

    return zipf

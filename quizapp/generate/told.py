"""Why a value is a wrong option; that the article does not have it is said only where it has it in no form."""

from __future__ import annotations

import re
from functools import lru_cache

from quizapp.generate.values import SCALES, WORDS

_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SPELLED = {word: n for words in (WORDS, _ORDINALS) for n, word in enumerate(words)} | {"thirtieth": 30, "fortieth": 40}
_TOKEN = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?|[^\W\d_]+")
_ABBREVIATED = re.compile(r"\b(\d\d)\d\d[-–—/](\d\d)\b")


def why_other(article: str, key: str, text: str) -> str:
    """The reason for a value that the article gives not here, and perhaps nowhere."""
    if is_told(article, text):
        return f"The article gives {key} here."
    return f"The article gives {key}; {text} does not appear in it."


def is_told(article: str, text: str) -> bool:
    """Whether the article may have this value, in figures or not and of whatever; of a month with its year, both."""
    numbers = numbers_in(text)
    months = re.findall(r"\b[A-Z][a-z]{2}", text)
    return all(month in article for month in months) and (not numbers or max(numbers) in numbers_in(article))


@lru_cache(maxsize=256)  # whole articles among them
def numbers_in(text: str) -> frozenset[float]:
    """Every number that may be read in a text: 3 and 3,000 in "three thousand", 1918 in "1914-18"."""
    found = {float(century + year) for century, year in _ABBREVIATED.findall(text)}
    whole = part = 0.0  # what the number words just before come to: the thousands, and what is below them
    end = -1
    for match in _TOKEN.finditer(text.lower()):
        word = match[0]
        if not re.fullmatch(r"[\s-]+", text[end : match.start()] if end >= 0 else ""):
            whole = part = 0.0
        number = float(word.replace(",", "")) if word[0].isdecimal() else _SPELLED.get(word)
        scale = SCALES.get(word.removesuffix("s"))
        if number is not None:
            found.add(number)
            part += number
        elif scale == 100:
            part = (part or 1) * scale
        elif scale:
            whole, part = whole + (part or 1) * scale, 0.0
        else:
            end = match.end() if word == "and" and end >= 0 else -1
            continue
        found.add(round(whole + part, 6))
        end = match.end()
    return frozenset(found)

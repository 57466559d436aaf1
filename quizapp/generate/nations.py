"""Which country a name belongs to: itself, its people and its cities; so that one does not tell the other."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import ALIASES, CITY_COUNTRY, SUBTYPE

_PEOPLE = {
    "United States": "American",
    "United Kingdom": "British English Scottish Welsh",
    "Ireland": "Irish",
    "France": "French",
    "Germany": "German Prussian Bavarian",
    "Austria": "Austrian Viennese",
    "Switzerland": "Swiss",
    "Netherlands": "Dutch",
    "Belgium": "Belgian Flemish",
    "Denmark": "Danish",
    "Sweden": "Swedish",
    "Norway": "Norwegian",
    "Finland": "Finnish",
    "Iceland": "Icelandic",
    "Spain": "Spanish",
    "Portugal": "Portuguese",
    "Italy": "Italian Roman Venetian",
    "Greece": "Greek",
    "Turkey": "Turkish Ottoman",
    "Poland": "Polish",
    "Czech Republic": "Czech Bohemian",
    "Hungary": "Hungarian",
    "Romania": "Romanian",
    "Bulgaria": "Bulgarian",
    "Russia": "Russian Soviet",
    "Ukraine": "Ukrainian",
    "Lithuania": "Lithuanian",
    "Latvia": "Latvian",
    "Estonia": "Estonian",
    "Slovenia": "Slovenian Slovene",
    "Slovakia": "Slovak",
    "Croatia": "Croatian",
    "Serbia": "Serbian",
    "Canada": "Canadian",
    "Mexico": "Mexican",
    "Brazil": "Brazilian",
    "Argentina": "Argentine",
    "Chile": "Chilean",
    "Peru": "Peruvian",
    "Colombia": "Colombian",
    "Cuba": "Cuban",
    "Egypt": "Egyptian",
    "Morocco": "Moroccan",
    "Nigeria": "Nigerian",
    "Kenya": "Kenyan",
    "Ethiopia": "Ethiopian",
    "India": "Indian",
    "Pakistan": "Pakistani",
    "China": "Chinese",
    "Japan": "Japanese",
    "South Korea": "Korean",
    "Vietnam": "Vietnamese",
    "Thailand": "Thai",
    "Indonesia": "Indonesian",
    "Australia": "Australian",
    "New Zealand": "Maori",
    "Israel": "Israeli",
    "Syria": "Syrian",
    "Iraq": "Iraqi",
    "Iran": "Iranian Persian",
}
COUNTRY_OF = {people: country for country, peoples in _PEOPLE.items() for people in peoples.split()}
"""People → country, as "Scottish" → United Kingdom."""
_SINCE = {
    1776: "United States",
    1830: "Belgium|Greece|Argentina|Bolivia|Chile|Colombia|Ecuador|Mexico|Peru|Uruguay|Venezuela|Brazil|Australia",
    1861: "Italy|Romania|Germany|Canada|New Zealand",
    1900: "Bulgaria|Cuba|Panama|Kenya|Uganda|Nigeria|Fiji|Samoa|Tonga|South Africa|Algeria|Tunisia|Libya|"
    "Cameroon|Senegal|Sudan",
    1918: "Poland|Finland|Ukraine|Estonia|Latvia|Lithuania|Czech Republic|Slovakia|Slovenia|Croatia|Ireland|Iraq|Syria",
    1945: "Israel|South Korea|Pakistan|Bangladesh|Malaysia|Indonesia|Singapore|Jordan|Zambia|Zimbabwe|Tanzania|Ghana|"
    "Saudi Arabia|Papua New Guinea|Vietnam|Thailand|Iran|Sri Lanka|Philippines",
}
SINCE = {country: year for year, countries in _SINCE.items() for country in countries.split("|")}
"""Country → about the year before which it was no state, or had another name. An article may name it nevertheless."""
_PARTS = {"england": "United Kingdom", "scotland": "United Kingdom", "wales": "United Kingdom", "prussia": "Germany"}


def people_of(country: str) -> str:
    """The commonest word for a country's people; empty where it has none here."""
    return _PEOPLE.get(country, "").split(" ")[0]


@lru_cache(maxsize=4096)
def country_of(name: str) -> str:
    """The country that a country's, a people's or a city's name tells of; empty for any other."""
    lower = name.lower().removeprefix("the ")
    full = ALIASES.get(lower, _PARTS.get(lower, ""))
    if not full and SUBTYPE.get(lower) == "country":
        full = lower.title().replace(" And ", " and ")
    return full or COUNTRY_OF.get(name, "") or CITY_COUNTRY.get(lower, "")


_CAPITALS = re.compile(r"\b[A-Z][\w.]*(?:[ -](?:of |and )?[A-Z]\w+)*")


def countries_in(text: str) -> set[str]:
    """The countries that the names in a text tell of."""
    found: set[str] = set()
    for name in _CAPITALS.findall(text):
        words = re.split(r"[ -]", name if name.count(".") > 1 else name.removesuffix("."))
        found |= {country_of(" ".join(words[i:j])) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return found - {""}


def at_home(reading: Reading) -> set[str]:
    """The countries that an article is set in, which nobody need read it to name: told of at its front or most."""
    front = " ".join([reading.article.title, *(p.sentence.text for p in reading.parsed[:2])])
    told = Counter(c for p in reading.parsed for c in countries_in(p.sentence.text))
    most = max(told.values(), default=0)
    return countries_in(front) | {c for c, n in told.items() if n == most and n > 1}

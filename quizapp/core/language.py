"""Which language a text is in, by its commonest words or its script: enough to say plainly what cannot be read."""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "ro": "Romanian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "ru": "Russian",
    "el": "Greek",
    "he": "Hebrew",
    "ar": "Arabic",
    "hi": "Hindi",
    "th": "Thai",
    "ko": "Korean",
    "ja": "Japanese",
    "zh": "Chinese",
}
"""Language code → its English name, for the languages that are told apart."""

_COMMON = {
    "en": "the of and to in is was for that with as by it at from were are be this an which or his on he not but had",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    "fr": "le la les de des et en un une du est dans que qui pour au sur par pas plus avec ce il sont mais ou elle",
    "es": "el la los las de y en que un una del por con para es se su al lo como más fue pero sus este ha",
    "it": "il la di che e un una per del della in non con si le i gli da è dei nel sono alla più come ma anche",
    "pt": "o a os as de e que do da em um uma para com não por se dos no na ao mais foi como mas seu sua é",
    "nl": "de het een en van in is dat op te zijn met voor niet die aan er om ook als bij door naar hij maar",
    "sv": "och i att det som en på är av för med till den har de inte om ett han var men sig från så",
    "da": "og i at det er en den til på som af for med der de ikke et har han var men sig fra blev",
    "no": "og i det som er på en til av for at med de har den ikke et han var men seg fra ble å",
    "fi": "ja on ei että se oli hän ovat mutta joka myös kun kuin sen ole niin olla sekä tai hänen",
    "pl": "i w na z się do nie że to jest o jak po za od przez dla oraz był są ale jego która",
    "cs": "a v na se je že s z do o to i k jako za jsou ale by od po který byl pro také",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ne var olduğu kadar sonra ise o",
    "ro": "și de în la a cu pe un o din care nu este că pentru mai au fost sau prin sunt se",
    "hu": "a az és hogy nem is egy volt van ez meg csak mint de ha vagy már még el azt",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak adalah ke akan oleh juga sebagai telah atau",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7a3\u1100-\u11ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
)
_READ = 20_000
"""Characters looked at: the language of an article shows in its beginning."""
_LEAST_SHARE = 0.12
"""Least share of the commonest words for a language to be recognised."""


def language_of(text: str) -> str:
    """The code of the language the text is most likely in; nothing when it cannot be told.

    >>> language_of("The mill was opened by the mayor of the town in the spring of that year.")
    'en'
    >>> language_of("Die Mühle wurde im Frühjahr von der Bürgermeisterin der Stadt eröffnet und ist es auch.")
    'de'
    """
    text = text[:_READ].lower()
    letters = sum(c.isalpha() for c in text)
    for code, pattern in _SCRIPTS:
        share = len(re.findall(pattern, text)) / max(1, letters)
        if share > (0.05 if code == "ja" else 0.4):
            return code
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < 8:
        return ""
    counted = Counter(words)
    shares = {code: sum(counted[w] for w in common) / len(words) for code, common in _WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _LEAST_SHARE else ""


def named(code: str) -> str:
    """The English name of a language code, or the code itself."""
    return NAMES.get(code.split("-")[0], code)

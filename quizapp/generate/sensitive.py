"""Subjects that a reviewer is asked to look at twice, by the words of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizapp.generate.gazetteer import NATIONS, subtype
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.words import SENSITIVE

_OF_ANYTHING = frozenset({"president", "party"})
"""Words of politics and also of companies, expeditions and feasts."""
_SURE = (SENSITIVE["politics"] - _OF_ANYTHING) | frozenset(
    "politics political politician elect campaign inaugurate impeach republic senate coalition opposition constitution "
    "coup dictator regime chancellor communist socialist liberal conservative democratic democrat republican "
    "nationalist fascist nazi labour ruling candidate voter mp".split()
)
_STATES = frozenset({"US", "U.S.", "USA", "UK", "U.K.", "EU", "Soviet", "States", "Union", "Kingdom", "Republic"})


def subjects(p: Parsed) -> Iterator[str]:
    """death, violence, crime, religion, health, politics: those that a sentence touches on."""
    for kind, words in SENSITIVE.items():
        found = p.lemmas & words
        if kind == "politics" and found <= _OF_ANYTHING:
            found = found if _is_political(p.tokens) else frozenset()
        if found:
            yield kind


def _is_political(tokens: Sequence[Token]) -> bool:
    """Whether a president is one of a country and a party one of politics."""
    if any(t.lemma.lower() in _SURE or t.text.lower() in _SURE for t in tokens):
        return True
    for t, behind in zip(tokens, [*tokens[1:], None], strict=True):
        lemma = t.lemma.lower()
        if lemma == "party" and t.text[0].isupper() and t.i > 0:
            return True  # the Labour Party
        if lemma == "party" and behind is not None and behind.lemma in ("leader", "leadership", "line", "conference"):
            return True
        if lemma == "president" and (_titled(t, behind) or any(map(_of_a_country, tokens))):
            return True
    return False


def _titled(president: Token, behind: Token | None) -> bool:
    """ "President Holt": companies seldom put it before the name."""
    return president.text[0].isupper() and behind is not None and behind.tag.startswith("NNP")


def _of_a_country(t: Token) -> bool:
    return t.text in NATIONS or t.text in _STATES or (t.text[0].isupper() and subtype(t.text) == "country")

"""Explanations that name another option as right than the key: `Answer: C` above `B is correct because ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from quizapp.core.item import fold
from quizapp.formats.text import sentences, words

_RIGHT = rf"(?:{words.RIGHT}|{words.RIGHT_AFTER}|{words.RIGHT_ALONE})"
_NAME = rf"(?:{words.ARTICLE}[ ])?(?:{words.ANSWER}|option|choice|letter)[ ]"
_BECAUSE = r"(?:\W*\Z|[,:;–—-]?[ ](?:because|since|weil|denn|da|car|parce|porque|ya|perché|poiché)\b.*)"
_SHAPES = (
    re.compile(
        rf"(?:{words.ARTICLE}[ ])?(?:{_RIGHT}[ ]{words.ANSWER}|{words.ANSWER}[ ]{_RIGHT})[ ]{words.IS}[ ]?:?[ ]"
        rf"(?:{words.ARTICLE}[ ])?(?:{_NAME})?(?P<named>.{{1,200}}?){_BECAUSE}",
        re.I,
    ),
    re.compile(
        rf"(?:{_NAME})?(?P<named>.{{1,200}}?)[ ]{words.IS}[ ](?:{words.ARTICLE}[ ])?"
        rf"(?:{_RIGHT}(?:[ ]{words.ANSWER})?|(?:bonne[ ]réponse|richtige[ ]antwort)){_BECAUSE}",
        re.I,
    ),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ASKS_FOR_WRONG = re.compile(
    r"\b(?:not|except|false|incorrect|wrong|untrue|least|nicht|kein\w{0,2}|falsch\w{0,2}|faux|fausses?|pas|sauf|aucun\w{0,1}"
    r"|no|falsa|falso|incorrect[ao]s?|excepto|non|tranne|sbagliat[ao]|niet|geen|assertion|statements?)\b|n['’]t\b",
    re.I,
)
"""Of such a question an option may be right and no key, and A and R be names of what is to be judged."""
_LOOSE = re.compile(r"\b(?:true|best)\b", re.I)
_LONGEST = 4_000


def names_another(explanation: str, stem: str, options: Sequence[str], letters: Sequence[str], keys: Set[int]) -> bool:
    """Whether a sentence of the explanation says of an option that is no key that it is right."""
    if _ASKS_FOR_WRONG.search(stem) or len(explanation) > _LONGEST:
        return False
    labels = [*letters] if all(letters) else [""] * len(options)
    texts = [fold(text).casefold().strip(". ") for text in options]
    for sentence in _SENTENCE.split(fold(explanation.replace("**", ""))):
        letter = "" if _LOOSE.search(sentence) else sentences.named(sentence)[0].strip("(")[:1].lower()
        said = [letter] if letter else []
        for shape in _SHAPES:
            if found := shape.fullmatch(sentence):
                said.append(found["named"].strip(" .*\"'“”‘’«»()").casefold())
        named = {at for at, (text, label) in enumerate(zip(texts, labels, strict=True)) if {text, label} & set(said)}
        if named and named.isdisjoint(keys):
            return True
    return False

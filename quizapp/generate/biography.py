"""Whose life an article tells, where its first sentence says so: "Maren Alwyn Holt (1865-1931) was a farmer ...".

The pipeline may take the name for something else, or the bare surname for a relative with a full name; and a life goes
on with the surname and "he", which must not be told of anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.generate.entities import Entities, Entity, Mention
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import Article, shadow
from quizapp.generate.topic import span_of, take_over
from quizapp.generate.words import FEMALE, MALE, ORGANISATION_NOUNS, PERSON_NOUNS, ROLES

_PARTICLES = frozenset("von van de der den zu zur of del della di da dos ibn bin al el la le du y".split())
_OPENING = re.compile(
    r"\s*(?P<dates>\((?:[^()]|\([^()]*\))*\))?(?:,[^,]{1,80},)?\s*"
    r"(?:was|is) (?:an?|the|one of the)\s+(?P<what>[^.;]*)"
)
_CALLING = re.compile(r"\w+(?:ist|ian|er|or|eer|man|woman|poet|monk|nun|saint|hero|empress|chief|cook|scribe|leader)")
"""How nouns for people end that no list of offices holds: "photographer", "botanist"."""


def name_hero(article: Article, parsed: Sequence[Parsed], entities: Entities) -> Entity | None:
    """The person, entered among the entities wherever the name or the surname alone stands; None for other articles."""
    if not parsed:
        return None
    opening = parsed[0]
    end = _name_end(opening)
    names = [t.text for t in opening.tokens[:end]]
    if not 2 <= len(names) <= 6 or any(n.lower() in ORGANISATION_NOUNS for n in names):
        return None
    behind = shadow(opening.sentence.text)[opening.tokens[end - 1].end - opening.sentence.start :]
    told = _OPENING.match(behind)
    title = re.sub(r"\s*\([^)]*\)$", "", article.title).split()
    dated = told is not None and re.search(r"\b\d{3,4}\b", told["dates"] or "") is not None
    if told is None or not _a_calling(told["what"]) or not (dated or set(title) & set(names)):
        return None
    return _entered(parsed, entities, names, title if 2 <= len(title) <= 4 and set(title) <= set(names) else names)


def _name_end(p: Parsed) -> int:
    """The token behind the name a sentence opens with."""
    end = 0
    for t in p.tokens:
        if not (re.fullmatch(r"[A-Z][\w.'’-]*", t.text) or (end and t.text in _PARTICLES)):
            break
        end += 1
    while end and (p.tokens[end - 1].text in _PARTICLES or re.fullmatch(r"[A-Z]{2,4}", p.tokens[end - 1].text)):
        end -= 1
    return end


def _a_calling(what: str) -> bool:
    """Whether somebody is said to be something that only people are."""
    first = re.split(r"\b(?:who|that|which|of|from|in|and|at|for|known|born)\b|,", what)[0].split()
    return bool(first) and (first[-1].lower() in ROLES | PERSON_NOUNS or _CALLING.fullmatch(first[-1]) is not None)


def _entered(parsed: Sequence[Parsed], entities: Entities, names: list[str], called: list[str]) -> Entity:
    hero = Entity(" ".join(called), "PERSON", True, forms={" ".join(names), " ".join(called), called[-1]})
    first = names[0].lower()
    hero.gender = "female" if first in FEMALE else "male" if first in MALE else ""
    entities.all.insert(0, hero)
    for form in ([*names], [*called], [called[-1]]):
        for p in parsed:
            at = span_of(p, form)
            while at is not None:
                known = entities.at.get((p.index, at[0]))
                if known is not hero and not _of_another(p, entities, at, names):
                    take_over(entities, hero, Mention(p.index, *at))
                at = span_of(p, form, at[1])
    hero.mentions.sort(key=lambda m: (m.sentence, m.start))
    return hero


def _of_another(p: Parsed, entities: Entities, span: tuple[int, int], names: Sequence[str]) -> bool:
    """Whether the surname stands within another name: "his brother Charles Holt", "the Holt Museum"."""
    before = p.tokens[span[0] - 1].text if span[0] else ""
    after = p.tokens[span[1]].text if span[1] < len(p.tokens) else ""
    own = set(names)
    if span[1] - span[0] == 1 and re.match(r"[A-Z][a-z]", before) and span[0] > 1 and before not in own:
        return before.strip(".") not in ("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady")
    return re.match(r"[A-Z][a-z]", after) is not None and after not in own

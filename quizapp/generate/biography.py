"""Whose life an article tells, where its first sentence says so: "Maren Alwyn Holt (1865-1931) was a farmer ...".

The pipeline may take the name for something else, or the bare surname for a relative with a full name; and a life goes
on with the surname and "he", which must not be told of anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.generate.coreference import commonest_gender
from quizapp.generate.entities import Entities, Entity, Mention
from quizapp.generate.reading import Parsed, Token
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
_ONLY_PEOPLE = re.compile(r"\w+(?:ist|ian|eer|man|woman)")
"""Of these the endings that nothing else has: an airliner is no person."""


def name_hero(article: Article, parsed: Sequence[Parsed], entities: Entities) -> Entity | None:
    """The person, entered among the entities wherever the name or the surname alone stands; None for other articles."""
    if not parsed:
        return None
    opening = parsed[0]
    if by_title := _titled(article, parsed, entities):
        return by_title
    end = _name_end(opening)
    names = [t.text for t in opening.tokens[:end]]
    if not 2 <= len(names) <= 6 or any(n.lower() in ORGANISATION_NOUNS for n in names):
        return None
    behind = shadow(opening.sentence.text)[opening.tokens[end - 1].end - opening.sentence.start :]
    told = _OPENING.match(behind)
    title = name_in(article.title).split()
    if told is None:
        return None
    dated = re.search(r"\b\d{3,4}\b", told["dates"] or "") is not None
    surely = dated or names[0].lower() in MALE | FEMALE  # else "Skyhawk is an airliner" would be of a person
    if not _a_calling(told["what"], surely) or not (dated or set(title) & set(names)):
        return None
    return _entered(parsed, entities, names, title if 2 <= len(title) <= 4 and set(title) <= set(names) else names)


def name_in(title: str) -> str:
    """What may be a name in a title: "Sol Plaatje" of "Sol Plaatje: a life", "Juana Azurduy" of "Azurduy, Juana"."""
    title = re.sub(r"\s*\([^)]*\)$", "", title).strip()
    turned = re.fullmatch(r"([A-Z][\w’'-]+), ([A-Z][\w’'-]+)", title)
    if turned and turned[2].lower() in MALE | FEMALE:
        return f"{turned[2]} {turned[1]}"
    return re.split(r"\s*[:,–—]\s", title)[0]


def life_of(article: Article, hero: Entity) -> str:
    """How a question names whose life an article tells: as its title does, where that is a name of the hero."""
    title = name_in(article.title)
    own = {w for form in hero.forms for w in form.split()}
    words = title.split()
    named = 2 <= len(words) <= 4 and all(w[0].isupper() or w in _PARTICLES for w in words) and own & set(words)
    return title if named else hero.name


def _titled(article: Article, parsed: Sequence[Parsed], entities: Entities) -> Entity | None:
    """The person whose name is the title, of whom the article goes on with the surname and "she" or "he"."""
    title = name_in(article.title).split()
    words = [w for w in title if w not in _PARTICLES]
    named = 2 <= len(title) <= 4 and all(re.fullmatch(r"[A-Z][\w.'’-]*", w) for w in words) and title[0] != "The"
    if not named or any(w.lower() in ORGANISATION_NOUNS for w in title):
        return None
    gender = commonest_gender(parsed, least=6, share=OF_A_LIFE)
    names = _in_full(title, entities)
    places = [(p, at) for p in parsed if (at := span_of(p, names))]
    alone = sum(_alone(p, t, name, title) for name in (title[0], title[-1]) for p in parsed for t in p.tokens)
    kinds = _THINGS if alone >= CERTAINLY else _THINGS | {"GPE"}  # a name the pipeline does not know is a place to it
    things = sum(p.tokens[at[0]].ent in kinds for p, at in places)
    a_thing = 2 * things > len(places) or any(at[0] and p.tokens[at[0] - 1].text == "the" for p, at in places)
    known = title[0].lower() in MALE | FEMALE or any(p.tokens[at[0]].ent == "PERSON" for p, at in places)
    soon = any(p.index < SOON for p, _ in places) or (not places and _by_first_name(parsed, title[0]))
    if not gender or a_thing or alone < (1 if known else SURNAMES) or not soon:
        return None
    last = sum(_alone(p, t, title[-1], title) for p in parsed for t in p.tokens)
    hero = _entered(parsed, entities, names, title, title[-1] if last else title[0])
    if not hero.mentions:
        entities.all.remove(hero)
        return None
    hero.gender = hero.gender or gender
    return hero


def _by_first_name(parsed: Sequence[Parsed], first: str) -> bool:
    """Whether a life begins with the first name alone: "the youngest of his children, Louis, was born in 1809"."""
    return first.lower() in MALE | FEMALE and any(t.text == first for p in parsed[:SOON] for t in p.tokens)


def _in_full(title: list[str], entities: Entities) -> list[str]:
    """A name as the article gives it in full: "Chandrasekhara Venkata Raman" for one titled "C. V. Raman"."""
    full = (e.name.split() for e in entities.all if e.type == "PERSON")
    return next(
        (n for n in full if len(n) > 2 and n[-1] == title[-1] and n[0][0] == title[0][0] and n != title), title
    )


def _alone(p: Parsed, t: Token, surname: str, title: Sequence[str]) -> bool:
    """Whether a surname, which may stand first, is a subject by itself: "Zealand" of "New Zealand grew" is not."""
    before = p.tokens[t.i - 1].text if t.i else ""
    own = t.text == surname and t.dep in ("nsubj", "nsubjpass")
    return own and before.lower() != "the" and before != title[-2]


_THINGS = frozenset({"LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART"})
SOON = 12
"""Sentences among which whoever the title names is named in full; some lives begin with a scene."""
OF_A_LIFE = 0.65
"""Share of "he", or of "she", in the life of one who had parents, teachers and a spouse."""
SURNAMES, CERTAINLY = 3, 5
"""Sentences with the surname as their subject, which show that a name is somebody's."""


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


def _a_calling(what: str, surely: bool) -> bool:
    """Whether somebody is said to be what people are; `surely`: also by endings that tools and ships have."""
    first = re.split(r"\b(?:who|that|which|of|from|in|and|at|for|known|born)\b|,", what)[0].split()
    if not first:
        return False
    ending = _CALLING if surely else _ONLY_PEOPLE
    return first[-1].lower() in ROLES | PERSON_NOUNS or ending.fullmatch(first[-1]) is not None


def _entered(
    parsed: Sequence[Parsed], entities: Entities, names: list[str], called: list[str], surname: str = ""
) -> Entity:
    hero = Entity(" ".join(called), "PERSON", True, forms={" ".join(names), " ".join(called)})
    first = names[0].lower()
    hero.gender = "female" if first in FEMALE else "male" if first in MALE else ""
    entities.all.insert(0, hero)
    forms = [names, called]
    if not re.fullmatch(r"[IVX]+\.?", called[-1]):
        forms.append([surname or called[-1]])
        hero.forms.add(surname or called[-1])
    for form in forms:
        for p in parsed:
            at = span_of(p, form)
            while at is not None:
                known = entities.at.get((p.index, at[0]))
                capital = p.tokens[at[0]].text[:1] == form[0][:1]  # "the field" is not Rosa Field
                if capital and known is not hero and not _of_another(p, entities, at, names):
                    take_over(entities, hero, Mention(p.index, *at))
                at = span_of(p, form, at[1])
    hero.mentions.sort(key=lambda m: (m.sentence, m.start))
    return hero


def _named(p: Parsed, entities: Entities, span: tuple[int, int]) -> bool:
    """Whether the word before the surname may be a first name: not where it only opens the sentence."""
    return span[0] > 1 or (p.index, 0) in entities.at


def _of_another(p: Parsed, entities: Entities, span: tuple[int, int], names: Sequence[str]) -> bool:
    """Whether the surname stands within another name: "his brother Charles Holt", "the Holt Museum"."""
    before = p.tokens[span[0] - 1].text if span[0] else ""
    after = p.tokens[span[1]].text if span[1] < len(p.tokens) else ""
    own = set(names)
    if span[1] - span[0] == 1 and re.match(r"[A-Z][a-z]", before) and before not in own and _named(p, entities, span):
        return before.strip(".") not in ("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady")
    return re.match(r"[A-Z][a-z]", after) is not None and after not in own

"""The thing an article is about, where its first sentence says what that is: "Ostermere is a market town on ...".

The pipeline may not know the name at all, or take a firm for a person; and such an article goes on with "the town" and
"the company", which nobody understands who reads a question alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.generate.entities import Entities, Entity, Mention
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.sentences import Article, shadow
from quizapp.generate.words import FIRMS

LONGEST = 5
"""Words of a title that is a name."""

_CLASSES: dict[str, str] = dict.fromkeys("town city village municipality port district suburb capital".split(), "GPE")
_CLASSES |= dict.fromkeys("river lake mountain island volcano valley desert bay".split(), "LOC")
_CLASSES |= dict.fromkeys(
    "company firm manufacturer maker retailer brewery bank business university college school museum club union "
    "party charity society association agency organisation organization orchestra band newspaper".split(),
    "ORG",
)
_CLASSES |= dict.fromkeys(
    "bridge castle church cathedral hospital airport station lighthouse palace dam".split(), "FAC"
)
_CLASSES |= dict.fromkeys("ship language game film novel programme program protocol festival".split(), "PRODUCT")


def name_topic(article: Article, parsed: Sequence[Parsed], entities: Entities) -> tuple[Entity, frozenset[str]] | None:
    """The topic, entered among the entities wherever its name stands, and the nouns "the ..." that stand for it.

    None when the first sentence does not say that what the title names is a town, a company, a bridge ...
    """
    title = re.sub(r"\s*\([^)]*\)$", "", article.title)
    if not parsed or not 1 <= len(title.split()) <= LONGEST or not title[0].isupper():
        return None
    opening = parsed[0]
    # By its words, since the parser stumbles over the very names it does not know.
    told = re.match(_IS_A.format(title=re.escape(title)), " ".join(shadow(opening.sentence.text).split()))
    span = span_of(opening, title.split())
    if told is None or span is None or any(t.text == title.lower() for p in parsed for t in p.tokens):
        return None  # nothing is said of it, or its title is a word: "Bridge"
    nouns = [noun for part in told["what"].split(" and ") if (noun := part.split()[-1].lower()) in _CLASSES]
    if not nouns:
        return None
    topic = _entered(opening, span, _CLASSES[nouns[0]], parsed, entities)
    return topic, frozenset(nouns) | (frozenset({"company", "firm"}) if FIRMS & set(nouns) else frozenset())


_IS_A = (
    r"(?:The )?{title}(?: (?:AG|SA|GmbH|plc|Co|Ltd|Inc|Corporation)\.?)?(?: \([^)]*\))?(?:, [^,]*,)? "
    r"(?:is|was) (?:an?|the) "
    r"(?P<what>[\w '-]+?)(?= (?:of|on|in|at|by|near|over|off|to|as|along|between|across|from|for|with|that|which|who|"
    r"whose|founded|based|built|established|located|situated|run|owned|made|known|used|held|and the|and an?)\b|[,.;])"
)


def span_of(p: Parsed, words: Sequence[str], start: int = 0) -> tuple[int, int] | None:
    """Where a name stands that is written with these words, the first time from a token on."""
    wanted = "".join(words).lower()
    for first in range(start, len(p.tokens)):
        printed = ""
        for last in range(first, len(p.tokens)):
            printed += p.tokens[last].text.lower()
            if printed == wanted:
                return first, last + 1
            if not wanted.startswith(printed):
                break
    return None


def _entered(opening: Parsed, span: tuple[int, int], kind: str, parsed: Sequence[Parsed], entities: Entities) -> Entity:
    tokens = opening.tokens[span[0] : span[1]]
    name = text_of(tokens).strip()
    known = entities.at.get((opening.index, span[0]))
    whole = known is not None and known.name.lower().removeprefix("the ") == name.lower()
    topic = known if known is not None and whole and known.type == kind else Entity(name, kind, True, forms={name})
    topic.certain = True
    if topic is not known:
        entities.all.insert(0, topic)
    for p in parsed:
        at = span_of(p, [t.text for t in tokens])
        while at is not None:
            if entities.at.get((p.index, at[0])) is not topic and not _of_a_longer_name(p, entities, at):
                take_over(entities, topic, Mention(p.index, *at))
            at = span_of(p, [t.text for t in tokens], at[1])
    return topic


_AROUND = frozenset("the ag sa gmbh plc co ltd inc corporation co. ltd. inc. 's ’s".split())


def _of_a_longer_name(p: Parsed, entities: Entities, span: tuple[int, int]) -> bool:
    """Whether the name stands within another: "Ostermere Council" is not Ostermere."""
    entity = entities.at.get((p.index, span[0]))
    return entity is not None and any(
        p.tokens[i].text.lower() not in _AROUND
        for m in entity.mentions
        if m.sentence == p.index and m.start <= span[0] and span[1] <= m.end
        for i in (*range(m.start, span[0]), *range(span[1], m.end))
    )


def take_over(entities: Entities, topic: Entity, mention: Mention) -> None:
    """Here the topic is named, whatever the pipeline took it for."""
    for i in range(mention.start, mention.end):
        before = entities.at.get((mention.sentence, i))
        if before is not None and before is not topic:
            for m in [m for m in before.mentions if m.sentence == mention.sentence and m.start <= i < m.end]:
                before.mentions.remove(m)
                for other in range(m.start, m.end):
                    entities.at.pop((m.sentence, other), None)
    for i in range(mention.start, mention.end):
        entities.at[(mention.sentence, i)] = topic
    entities.all[:] = [e for e in entities.all if e.mentions or e is topic]
    topic.mentions.append(mention)


def stands_for(
    parsed: Sequence[Parsed], entities: Entities, topic: Entity, nouns: frozenset[str]
) -> list[tuple[int, int]]:
    """(sentence, token) of each bare "the town" that means the topic: no other town has just been named."""
    if _several(parsed, nouns):
        return []
    found = []
    rivals: set[int] = set()  # others of its type named since the topic was last spoken of
    for p in parsed:
        for t in p.tokens:
            entity = entities.at.get((p.index, t.i))
            kids = [p.tokens[c] for c in p.children[t.i] if p.tokens[c].pos != "PUNCT"]
            bare = [
                k.text.lower()
                for k in kids
                if not (k.dep == "relcl" and [x.text for x in p.tokens[t.i + 1 : t.i + 2]] == [","])
            ]
            if entity is topic:
                rivals.clear()
            elif entity is not None and entity.type == topic.type:
                rivals.add(id(entity))
            elif t.lemma in nouns and t.tag == "NN" and bare == ["the"] and not rivals and p.index:
                found.append((p.index, t.i))
        if p.index + 1 < len(parsed) and parsed[p.index + 1].sentence.paragraph != p.sentence.paragraph:
            rivals.clear()
    return found


def _several(parsed: Sequence[Parsed], nouns: frozenset[str]) -> bool:
    """Whether the article speaks of another one of the kind: "a town", "another company"."""
    return any(
        t.lemma in nouns and any(p.tokens[c].text.lower() in ("a", "an", "another", "one") for c in p.children[t.i])
        for p in parsed[1:]
        for t in p.tokens
    )


def about(article: Article) -> str:
    """What the article is about, as a phrase: "the zip fastener" for one titled "Zip fastener" that begins "A zip
    fastener is ...". Empty unless the title is a name or a thing of which the first sentence speaks.
    """
    title = re.sub(r"\s*\([^)]*\)$", "", article.title).strip()
    if not article.sentences or not 1 <= len(title.split()) <= LONGEST or re.search(r"[?!:;,.\"“”]", title):
        return ""
    opening = re.sub(r"[*_]+", "", " ".join(shadow(article.sentences[0].text).split()))  # "The **Orsund Bridge** is"
    found = re.search(rf"(?:\b(the|an?) )?\b({re.escape(title)}(?:e?s)?)\b", opening, re.IGNORECASE)
    if found is None:
        return _about_otherwise(article, title, opening)
    named = re.sub(r"^The ", "the ", found[2])
    a_word = named[1:].islower() and not found.start()  # "Davy lamp" keeps its capital, "Zip fastener" does not
    if a_word and re.search(rf"(?<![.?!] )\b{re.escape(named.split()[0].lower())}\b", article.text):
        named = named.lower()
    if found[1] and not _NAME_ENDS.match(opening, found.end()):
        return named if named[0].isupper() else ""  # "The Velmora Bridge fell" is not about "the Velmora"
    made = named[0].isupper() and " " in named and named.split()[-1].islower()  # "Davy lamp, a lamp for use in mines"
    # Some encyclopaedias begin without an article; "the Røros Line" is something else.
    mentions = re.finditer(rf"\b(the )?{re.escape(named)}\b", article.text)
    said = [m for m in mentions if _NAME_ENDS.match(article.text, m.end())]
    told = 2 * sum(m[1] is not None for m in said) > len(said)  # not as in "the Nokia brand"
    return f"the {named}" if found[1] or made or told or _OF_A_KIND.match(named) else named


_NAME_ENDS = re.compile(r"\s*(?:[,;.(]|$|(?:is|was|are|were|has|had|of|in|from|or)\b)")
_OF_A_KIND = re.compile(
    r"(?:(?:Great|Grand|Old|New|First|Second|Royal|Holy) )?(?:Mosque|Church|Cathedral|Temple|Palace|Tower|Wall|Fire|"
    r"War|Museum|Library|School|Act|Treaty|Battle|Siege|Bank|University|Kingdom|Republic|Order|House|Council|Bay|Gulf|"
    r"Isle|Peace|Convention|Edict|Congress|Union) of "
)


def _about_otherwise(article: Article, title: str, opening: str) -> str:
    """What the article is about when the first sentence words it otherwise: a fuller name, or half of a term."""
    words = title.split()
    if len(words) > 1 and all(w[0].isupper() for w in words) and words[0] != "The":
        middle = r"(?: [\w.'’-]+){0,2}? "  # "Isabella Lucy Bird" for Isabella Bird
        return title if re.match(middle.join(map(re.escape, words)) + r"\b", opening) else ""
    if words[0] == "The" and len(words) > 1 and all(w[0].isupper() for w in words):
        first = " ".join(s.text for s in article.sentences if s.paragraph == article.sentences[0].paragraph)
        return f"the {' '.join(words[1:])}" if f"the {' '.join(words[1:])}" in shadow(first) else ""
    half = re.match(rf"(?:The|An?) ({re.escape(words[0])})\b", opening, re.IGNORECASE)
    return f"the {half[1]} {' '.join(words[1:])}" if half and len(words) == 2 and words[1].islower() else ""


def called(article: Article, parsed: Sequence[Parsed]) -> frozenset[str]:
    """The nouns that the first sentence says the article's subject is: a town and a municipality, a railway bridge."""
    if not about(article):
        return frozenset()
    opening = " ".join(shadow(article.sentences[0].text).split())
    told = _IS_WHAT.search(opening)
    if told is None or re.search(r"\b(?:which|that|who|whom|when|while)\b", opening[: told.start()]):
        return frozenset()  # "Orsund, which was the seat of a bishop, is a town"
    nouns = {part.split()[-1].lower() for part in re.split(r",| and | or ", told["what"]) if part.strip()}
    nouns &= {t.text.lower() for t in parsed[0].tokens if t.tag == "NN"}
    return frozenset(nouns) | (frozenset({"company", "firm"}) if FIRMS & nouns else frozenset())


_IS_WHAT = re.compile(
    r"\b(?:is|was|are|were) (?:an?|the|one of the) (?P<what>[\w ,'-]+?)(?= (?:of|on|in|at|by|near|over|off|to|as|along|"
    r"between|across|from|for|with|that|which|who|whose|founded|based|built|established|located|situated|run|owned|"
    r"made|known|used|held|spanning|crossing|and the|and an?)\b|[.;(])"
)


MOST_OF_A_TITLE = 12
"""Words of a title that a question may carry."""


def source_of(article: Article) -> str:
    """How a question names its article: "the article “Zip fastener”"; by what it is about where its title is long.

    The title is right as it stands. What the article is about would need "the" or not, which nobody can tell of a name.
    """
    title = re.sub(r"\s*\([^)]*\)$", "", article.title).strip()  # "(1940–2011)" would be asked for
    if 1 <= len(title.split()) <= MOST_OF_A_TITLE and not re.search(r"[\"“”_*]", title):
        return f"the article “{title}”"
    what = about(article)
    return f"the article on {what}" if what else "the article"

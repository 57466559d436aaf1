"""Printing part of a sentence so that it stands alone: full names, resolved pronouns, nothing that points back.

`Unclear` is raised when a phrase would not be understood without the sentence before it; the caller abstains.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quizapp.generate.coreference import GENDER
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.words import (
    ANAPHORIC,
    BINDING,
    KNOWN,
    PERSON_NOUNS,
    POINTING,
    PRONOUNS,
    VAGUE_TIME,
    WEEKDAYS,
)


class Unclear(Exception):
    """A phrase that leans on text outside itself; the message names the word."""


def phrase(
    reading: Reading,
    parsed: Parsed,
    tokens: Sequence[int],
    *,
    subject: Entity | None = None,
    subject_given: bool = False,
    whole: bool = False,
) -> str:
    """Print tokens as they stand in the article, short names in full and resolved pronouns by name.

    `subject` is the clause's person: his or her possessive pronouns stay. `subject_given`: a thing named before
    in the same text may be meant by "its" or "their". `whole`: a sentence is printed from end to end, so that its
    own nouns explain its later pronouns and "each", "other" and weekdays stand as in the article. Raises Unclear.
    """
    place = (parsed.index, tuple(tokens), id(subject), subject_given, whole)
    known = reading.printed.get(place)
    if known is None:
        try:
            known = _print(reading, parsed, tokens, subject, subject_given=subject_given, whole=whole)
        except Unclear as unclear:
            known = Unclear(*unclear.args)  # without its frames
        reading.printed[place] = known
    if isinstance(known, str):
        return known
    raise Unclear(*known.args)


def _print(
    reading: Reading,
    parsed: Parsed,
    tokens: Sequence[int],
    subject: Entity | None,
    *,
    subject_given: bool,
    whole: bool,
) -> str:
    wanted = set(tokens)
    printed: list[str] = []
    named: set[int] = {id(subject)} if subject is not None else set()
    skip_to = -1
    previous: Token | None = None
    for i in sorted(wanted):
        token = parsed.tokens[i]
        if i < skip_to:
            previous = token
            continue
        text = token.text
        here = (parsed.index, i)
        entity = reading.entities.at.get(here)
        if entity is not None and entity.type == "PERSON" and token.dep in ("conj", "compound"):
            last = parsed.tokens[token.head] if token.dep == "compound" else token
            joined = reading.entities.at.get((parsed.index, last.head)) if last.dep == "conj" else entity
            if joined is None or joined.type not in ("PERSON", "ORG", "NORP"):
                raise Unclear("a person joined to a thing")  # the parser has lost the border between two clauses
        if entity is not None and entity.type == "PERSON" and entity.certain:
            mention = next(m for m in entity.mentions if m.sentence == parsed.index and m.start <= i < m.end)
            if mention.start and parsed.tokens[mention.start - 1].text.lower() == "the":
                raise Unclear("a family")
            if mention.start == i and all(j in wanted for j in range(mention.start, mention.end)):
                if printed and printed[-1] == " " and printed[-2].strip(".") in _MISTER and " " in entity.name:
                    del printed[-2:]  # "Mr Holt", but "Maren Holt"
                if id(entity) not in named or mention.end - mention.start > 1:
                    text = entity.name
                else:
                    text = text_of(parsed.tokens[i : mention.end]).strip()
                skip_to = mention.end
                token = parsed.tokens[mention.end - 1]
                named.add(id(entity))
        elif (thing := reading.resolved.get(here)) is not None and thing.type != "PERSON":
            if token.text.lower() != "it" and printed and printed[-1].lower() == "the":
                printed.pop()
                while printed and printed[-1] == " ":
                    printed.pop()
            text = _the_name(reading, thing)
            named.add(id(thing))
        elif (fuller := _fuller(reading, parsed, i)) and parsed.tokens[i - 1].text.lower() == "the" and i - 1 in wanted:
            text = fuller
        elif text.lower() in GENDER:
            person = reading.resolved.get(here)
            if person is None:
                if token.tag == "PRP$" and subject_given and not _person_before(reading, parsed, i):
                    text = text.lower()
                elif not (whole and _noun_before(parsed, i, PERSON_LIKE)):
                    raise Unclear(text)
            elif token.tag == "PRP$":
                text = text.lower() if id(person) in named else possessive(person.name)
            else:
                if (id(person) in named and token.dep not in ("nsubj", "nsubjpass")) or id(person) in named:
                    text = text.lower()
                else:
                    text = person.name
            if person is not None:
                named.add(id(person))
        elif here in reading.within and i - 1 not in wanted:
            text = lower_the(phrase(reading, parsed, reading.within[here]))
        elif _this_one(reading, parsed, token):
            text = "The" if text[0].isupper() else "the"
        elif not (whole and _explained(reading, parsed, token)):
            _check(reading, parsed, token, wanted, subject_given=subject_given or bool(named))
        gap = previous is not None and previous.i != i - 1
        if gap and previous is not None:
            _check_gap(parsed, previous, i)
        if printed and (gap or (previous is not None and previous.space)):
            printed.append(" ")
        printed.append(text)
        previous = token
    text = tidy("".join(printed))
    if not whole and re.search(r", (?:and|or)\b", text) and text.count(",") < 2:
        raise Unclear("a list with a part left out")
    return text


PERSON_LIKE = frozenset({"PERSON"})
_SELF_EXPLAINED = frozenset("each both other others certain former either neither same another such ever".split())


def _noun_before(parsed: Parsed, i: int, types: frozenset[str] = frozenset()) -> bool:
    """Whether a noun, or a name of one of these types, stands before a token of the same sentence."""
    if types:
        return any(t.ent in types or (t.pos == "NOUN" and t.lemma in PERSON_NOUNS) for t in parsed.tokens[:i])
    return any(t.pos in ("NOUN", "PROPN") for t in parsed.tokens[:i])


def _explained(reading: Reading, parsed: Parsed, token: Token) -> bool:
    """Whether a word that points somewhere else needs no more than its own sentence."""
    word = token.text.lower()
    if word in WEEKDAYS:
        return True
    if word in ("its", "their", "themselves", "itself"):
        return _noun_before(parsed, token.i)
    if word in ("them", "they", "it"):
        # In a clause below the main one; "the society sold it" would need the sentence before.
        above = parsed.tokens[token.head]
        while above.dep in ("prep", "pobj", "dative", "poss", "aux"):
            above = parsed.tokens[above.head]
        return above.dep in ("advcl", "ccomp", "relcl", "conj", "acl", "pcomp") and _noun_before(parsed, token.i)
    if word == "that" and token.dep == "det":
        return False
    if word == "such":
        return token.i + 1 < len(parsed.tokens) and parsed.tokens[token.i + 1].text == "as"
    if word in ("another", "same", "other", "others"):
        return token.i > 2 and _noun_before(parsed, token.i)
    if word == "there":
        return token.tag == "EX"
    if word == "the":
        head = parsed.tokens[token.head]
        one = (head.lemma, head.tag) in reading.unique or head.lemma not in ANAPHORIC
        return token.i > 0 and one and head.lemma not in ("latter", "former", "other")
    return word in _SELF_EXPLAINED


def _this_one(reading: Reading, parsed: Parsed, token: Token) -> bool:
    """Whether "this" or "these" stands before a noun that the article has named before, and names one thing only."""
    if token.text.lower() not in ("this", "these") or token.dep != "det":
        return False
    head = parsed.tokens[token.head]
    first = reading.first_noun.get(head.lemma)
    if head.pos != "NOUN" or first is None or first[0] >= parsed.index or head.lemma in _TIMES:
        return False
    return (head.lemma, head.tag) in reading.unique and len(parsed.children[head.i]) == 1


_TIMES = frozenset("year month week day time morning evening night period point moment century season".split())


_MISTER = frozenset({"Mr", "Mrs", "Ms", "Miss"})
_ONE_ONLY = frozenset("world earth sun moon sky sea time year day century war peace life death".split())
"""Of these "the" means no one mentioned before: "the world" is not "the developed world"."""


def _fuller(reading: Reading, parsed: Parsed, i: int) -> str:
    """For a bare "the council": the words of its first mention, "council of Orsund"; empty when there is none."""
    token = parsed.tokens[i]
    found = reading.full.get((token.lemma, token.tag)) if token.pos == "NOUN" else None
    if token.lemma in _ONE_ONLY:
        return ""
    if found is None or (found[0], found[1]) == (parsed.index, i) or len(parsed.children[i]) > 1:
        return ""
    sentence, _, tokens = found
    if sentence >= parsed.index:
        return ""
    first = reading.parsed[sentence]
    one_of_many = tokens[0] and first.tokens[tokens[0] - 1].text.lower() in ("a", "an")
    if one_of_many and _bare_between(reading, token, sentence, parsed.index):
        return ""
    return tidy(text_of(first.tokens[j] for j in tokens))


def _bare_between(reading: Reading, token: Token, first: int, last: int) -> bool:
    """Whether "the hospital" has been spoken of in a paragraph between: it may be another than the one in Orsund."""
    paragraph = reading.parsed[first].sentence.paragraph
    return any(
        t.lemma == token.lemma and t.tag == token.tag
        for p in reading.parsed[first + 1 : last]
        if p.sentence.paragraph != paragraph
        for t in p.tokens
    )


def _person_before(reading: Reading, parsed: Parsed, i: int) -> bool:
    """Whether anybody is named, or two people are spoken of, before a possessive pronoun."""
    if any((e := reading.entities.at.get((parsed.index, j))) is not None and e.type == "PERSON" for j in range(i)):
        return True
    return sum(t.lemma in PERSON_NOUNS and t.pos == "NOUN" for t in parsed.tokens[:i]) != 1


def _the_name(reading: Reading, entity: Entity) -> str:
    """The name of a thing with "the" when the article mostly writes it so."""
    with_the = 0
    for m in entity.mentions:
        tokens = reading.parsed[m.sentence].tokens
        with_the += tokens[m.start].text.lower() == "the" or (m.start > 0 and tokens[m.start - 1].text.lower() == "the")
    bare = entity.name[4:] if entity.name.lower().startswith("the ") else entity.name
    return f"the {bare}" if 2 * with_the > len(entity.mentions) else bare


def _check_gap(parsed: Parsed, previous: Token, i: int) -> None:
    """Leaving out tokens between blanks is fine; leaving out part of a word such as "4-for-4" is not."""
    after, before = parsed.tokens[previous.i + 1], parsed.tokens[i - 1]
    if not previous.space and after.text not in (",", "(", "[", ";", ":") and after.pos != "SPACE":
        raise Unclear("a broken word")
    if not before.space and before.text not in ("(", "[") and before.pos != "SPACE":
        raise Unclear("a broken word")


_CLEANING = (
    (re.compile(r"\s+([,;:.?!%)\]])(?!\d)"), r"\1"),
    (re.compile(r"([$£€(\[])\s+"), r"\1"),
    (re.compile(r"\s+('s|'|n't)(?=\s|$)"), r"\1"),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
)


@lru_cache(maxsize=1024)
def tidy(text: str) -> str:
    """One blank between words, none before punctuation or after a currency mark."""
    text = " ".join(text.split())
    if not text.replace(" ", "").isalnum():
        for pattern, clean in _CLEANING:
            text = pattern.sub(clean, text)
    return text


def lower_the(text: str) -> str:
    """A phrase that opened its sentence, inside another: "the gabelle"."""
    return text[0].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text


def possessive(name: str) -> str:
    return name + ("'" if name.endswith("s") else "'s")


def _check(reading: Reading, parsed: Parsed, token: Token, wanted: set[int], *, subject_given: bool) -> None:
    word = token.text.lower()
    if token.text == '"' or word in ("``", "''", "[", "]"):
        raise Unclear("quotation")
    if word == "others" and parsed.child(token.i, "prep") is None:
        raise Unclear(word)
    if word == "so" and token.i and parsed.tokens[token.i - 1].lemma == "do":
        raise Unclear("do so")
    if word in VAGUE_TIME and token.pos in ("ADV", "NOUN", "PRON", "PROPN"):
        raise Unclear(word)
    if word in WEEKDAYS and token.ent:
        raise Unclear(word)
    if token.pos == "PRON" or word in ("its", "their", "them"):
        if token.tag in ("WDT", "WP", "WP$", "WRB") or (
            word == "that"
            and token.dep in ("nsubj", "dobj", "mark", "nsubjpass")
            and parsed.tokens[token.head].dep == "relcl"
        ):
            if any(j < token.i for j in wanted):
                return
            raise Unclear(word)
        if word in ("its", "their", "itself", "themselves", "them", "it", "himself", "herself") and subject_given:
            if word in ("them", "it"):
                raise Unclear(word)
            return
        if token.tag == "EX":
            return
        if (
            word in ("all", "some", "many", "most", "few", "several", "none")
            and parsed.child(token.i, "prep") is not None
        ):
            return
        if word in PRONOUNS or token.tag.startswith("PRP"):
            raise Unclear(word)
    if word in POINTING and token.pos in ("DET", "ADJ", "PRON") and not (word == "that" and token.dep == "mark"):
        if word in ("other", "same", "similar", "certain", "both", "each", "either", "neither") and _specified(
            parsed, token
        ):
            return
        raise Unclear(word)
    superlative = any(t.text == "first" or t.tag == "JJS" for t in parsed.tokens[max(0, token.i - 5) : token.i])
    if word == "ever" and superlative:
        return  # "the first grant ever given"
    if word in BINDING and token.pos in ("ADV", "CCONJ", "DET"):
        raise Unclear(word)
    if word == "the" and (parsed.index, token.head) not in reading.resolved:
        _check_definite(reading, parsed, parsed.tokens[token.head], token)
    alone = token.tag == "CD" and word == "one" and parsed.child(token.i, "prep") is None
    if alone and token.dep in ("nsubj", "dobj", "pobj", "attr"):
        raise Unclear(word)


def _specified(parsed: Parsed, token: Token) -> bool:
    """ "other than X", "the same as X", "both X and Y", "each day"."""
    word = token.text.lower()
    head = parsed.tokens[token.head]
    if word == "each":
        return head.lemma in ("year", "day", "month", "week", "season", "hour")
    if word in ("both", "either", "neither"):
        return parsed.child(head.i, "conj") is not None
    return any(
        parsed.tokens[c].lemma in ("than", "as", "to") for c in (*parsed.children[head.i], *parsed.children[token.i])
    )


def _check_definite(reading: Reading, parsed: Parsed, head: Token, article: Token) -> None:
    """A bare "the + noun" is taken to point back unless the noun is known to all or made specific here."""
    if head.pos == "NUM" or head.tag == "CD":
        raise Unclear(f"the {head.text}")
    if head.pos != "NOUN":
        return
    if head.lemma in KNOWN or (head.dep == "compound" and parsed.tokens[head.head].pos == "PROPN"):
        return  # "the astronomer Edmond Halley"
    key = (head.lemma, head.tag)
    if key in reading.full or (key in reading.unique and head.lemma not in ANAPHORIC):
        return
    if key in reading.unique and reading.mentioned[key] >= 2:
        return  # the article has one match, study or court only, and speaks of it more than once
    modifiers = [parsed.tokens[c] for c in parsed.children[head.i] if c != article.i]
    for m in modifiers:
        if (
            m.pos == "PROPN"
            or (m.tag == "CD" and m.i == head.i + 1)
            or (m.dep == "compound" and m.lemma not in ANAPHORIC)
        ):
            return
        if m.dep in ("prep", "relcl", "acl", "poss") and (
            m.dep != "prep" or m.lemma in ("of", "in", "between", "for", "at", "on", "from", "to")
        ):
            return
        if m.tag in ("JJS", "RBS") or m.lemma in ("only", "main"):
            return
    if any(m.dep == "amod" and m.ent in ("NORP", "GPE") for m in modifiers):
        return
    if any(m.dep == "amod" and m.lemma not in _COUNTING for m in modifiers) and head.lemma not in ANAPHORIC:
        return
    if reading.subjects[head.lemma] >= 3 and head.lemma in PERSON_NOUNS:
        return  # the thing or the character the whole text is about
    raise Unclear(f"the {head.text}")


_COUNTING = frozenset("first second third last new old latter former current present remaining final initial".split())
NAMED_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT"})

"""Who said it, who did it, in a story: the key is a character, the wrong options are other characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import (
    Character,
    a_story,
    find_characters,
    others,
    speakers,
    unmistakable,
)
from quizapp.generate.deeds import Deed, find_deeds
from quizapp.generate.facts import Reading
from quizapp.generate.sentences import shadow
from quizapp.generate.speeches import Speech, find_speeches
from quizapp.generate.support import frame, supported
from quizapp.generate.wording import capital

LONGEST_OFFERED = 18
"""Words of a speech that is one of several options."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In the text, who said, “I am not thirsty”?" and "Who opened the cellar door?"."""
    if not a_story(reading):
        return
    places = {n for e in reading.entities.all if e.type in ("GPE", "LOC", "FAC", "NORP") for n in (e.name, *e.forms)}
    characters = {
        key: c
        for key, c in find_characters(reading.parsed, places).items()
        if not c.vague and not _two_of_them(reading, c)
    }
    speaking = speakers(reading.parsed)
    yield from _spoken(reading, characters, list(find_speeches(reading, characters, speaking)))
    yield from _acted(reading, characters, list(find_deeds(reading, characters, speaking)))


def _offered(found: list[Character]) -> tuple[tuple[str, str], ...]:
    return tuple((c.name, f"{c.name[0].upper()}{c.name[1:]} appears in the text, but not here.") for c in found)


def _spoken(reading: Reading, characters: dict[str, Character], speeches: list[Speech]) -> Iterator[Candidate]:
    """ "In the text, who said, “I am not thirsty”?", and which of these somebody says."""
    times = Counter(s.key for s in speeches)
    # A curtain that speaks once is somebody behind it; a weathercock has more to say.
    talking = {key for key, n in times.items() if n > 1 or characters[key].somebody}
    for speech in speeches:
        own = characters[speech.key]
        if speech.key not in talking or not unmistakable(characters, speech.key):
            continue
        fitting = [
            c for c in speech.clauses if _said_once(reading, c) and not _named_in(own, c) and not _OF_KIN.search(c)
        ]
        if not fitting:
            continue
        wrong = [c for c in others(characters, speech.key, fitting[0]) if c.key in talking]  # the silent are no rivals
        named = tuple((c.name, f"{capital(c.name)} speaks in the text too, but does not say this.") for c in wrong)
        yield _speech(speech, own, "who-spoke", _who_said(fitting[0]), own.name, named, fitting[0])
        quote = next((c for c in fitting if len(c.split()) <= LONGEST_OFFERED), "")
        rivals = talking - {speech.key} - _aliases(characters, own)
        elsewhere = [
            (words, characters[s.key])
            for s in speeches
            if s.key in rivals and (words := _as_long(reading, own, s.clauses, quote))
        ]
        if quote and len(elsewhere) >= 2:
            offered = tuple((f"“{c}”", f"{capital(them.name)} says this in the text.") for c, them in elsewhere)
            yield _speech(
                speech,
                own,
                "says-what",
                f"Which of these does {own.name} say in the text?",
                f"“{quote}”",
                offered,
                quote,
            )


def _as_long(reading: Reading, own: Character, clauses: tuple[str, ...], quote: str) -> str:
    """What of a speech may stand beside a quotation: about as long, said by nobody else, and not of its speaker."""
    fitting = (c for c in clauses if 0.6 <= len(c) / (len(quote) or 1) <= 1.6)
    fitting = (c for c in fitting if _said_once(reading, c) and not _named_in(own, c) and not _OF_KIN.search(c))
    return next(fitting, "")


def _who_said(quote: str) -> str:
    """The question; a quotation that asks ends it with its own mark, as printers do."""
    return f"In the text, who said, “{quote}”{'' if quote[-1] == '?' else '?'}"


def _speech(
    speech: Speech,
    own: Character,
    template: str,
    stem: str,
    key: str,
    offered: tuple[tuple[str, str], ...],
    quote: str,
) -> Candidate:
    told = f"{capital(own.name)} said, “{quote}”."
    sentence, *also = speech.sentences
    return Candidate(
        template, stem, key, "given", sentence, told, "say quoted", offered=offered, attributed=True, also=tuple(also)
    )


_CONTRAST = frozenset("other another first second third fourth elder younger eldest youngest next last".split())


def _two_of_them(reading: Reading, character: Character) -> bool:
    """Whether a tale has two of this word: an old man and a young one, a first son and a second."""
    if character.proper or character.capital:
        return False
    word = re.escape(character.key)
    told = shadow(reading.article.text).lower()
    said = Counter(re.findall(rf"\bthe ([a-z]+)\s+{word}\b", told))
    several = sum(times > 1 for times in said.values()) > 1  # "the green frog" and "the speckled frog", again and again
    several = several or any(word.endswith("est") for word in said) or _counted(reading, character)
    return bool(said.keys() & _CONTRAST) or several or {"old", "young"} <= said.keys()


def _counted(reading: Reading, character: Character) -> bool:
    """Whether the tale speaks of two hens beside "the hen"; "other hens" may be none of the tale's."""
    named = [(p, t) for p in reading.parsed for t in p.tokens if t.tag == "NNS" and t.lemma == character.key]
    beside = ({p.tokens[c].lemma for c in p.children[t.i] if p.tokens[c].i < t.i} for p, t in named)
    return any(words & _SEVERAL for words in beside)


_SEVERAL = frozenset("two three four five six seven both several".split())


def _named_in(character: Character, quote: str) -> bool:
    """Whether somebody is named in words of his own: "I, the fox, ..."."""
    return any(w in quote.lower() for w in character.key.split() if len(w) > 3)


_OF_KIN = re.compile(
    r"\b(?:father|mother|son|daughter|child|brother|sister|husband|wife|uncle|aunt|grand\w+|dad|mum)\b", re.I
)
"""Words by which whoever speaks tells whose child or wife they are: "Eat your supper, father"."""


def _aliases(characters: dict[str, Character], own: Character) -> set[str]:
    """Keys that may be the same character: all that are not surely somebody else."""
    return set(characters) - {c.key for c in others(characters, own.key, "")}


def _said_once(reading: Reading, quote: str) -> bool:
    """Whether nobody else uses these words: "the liver of a live monkey" may be said by two."""
    return _in_words(reading.article.text).count(_in_words(quote).strip()) == 1


@lru_cache(maxsize=512)  # the text of a tale is looked through for each of its speeches
def _in_words(text: str) -> str:
    return re.sub(r"\W+", " ", shadow(text).lower())


def _acted(reading: Reading, characters: dict[str, Character], deeds: list[Deed]) -> Iterator[Candidate]:
    """ "Who opened the hamper?", and what somebody did."""
    for deed in deeds:
        own = characters[deed.key]
        if (
            not unmistakable(characters, deed.key)
            or _named_in(own, deed.text)
            or _SOMEBODYS.search(deed.text)
        ):
            continue
        stem = f"Who {deed.text}?"
        sentence, *also = deed.sentences
        told = f"{capital(own.name)} {deed.text}."
        who = Candidate(
            "who-character", stem, own.name, "given", sentence, told, deed.verb, head=deed.head, also=tuple(also)
        )
        wanted = frame(reading, who)
        wrong = [
            c
            for c in others(characters, deed.key, stem)
            if not supported(reading, who, sorted(c.sentences - set(deed.sentences)), wanted)
        ]
        yield replace(who, offered=_offered(wrong))
        size = len(deed.text)
        aliases = _aliases(characters, own)
        elsewhere = [
            (capital(d.text), f"{capital(characters[d.key].name)} does this in the text.")
            for d in deeds
            if d.key not in aliases
            and d.verb != deed.verb
            and 0.5 * size <= len(d.text) <= 1.8 * size
            and not _SOMEBODYS.search(d.text)
            and not _named_in(own, d.text)
            and not _did(reading, own, d.verb)
        ]
        if len(elsewhere) >= 2:
            yield replace(
                who,
                template="did-in-tale",
                stem=f"What did {own.name} do in the text?",
                key=capital(deed.text),
                offered=tuple(elsewhere),
            )


_SOMEBODYS = re.compile(r"\b(?:his|her|himself|herself|its|itself|their)\b")
"""Words that tell he from she among the options."""


def _did(reading: Reading, character: Character, verb: str) -> bool:
    """Whether a sentence that speaks of somebody has this verb too."""
    return any(verb in (t.lemma for t in reading.parsed[s].tokens) for s in character.sentences)

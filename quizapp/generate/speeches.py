"""Who speaks in a tale: each speech with the character who makes it, and the sentences of it that can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.generate.characters import SPEECH_VERB, Character, key_of, noun_phrase_of
from quizapp.generate.facts import Reading
from quizapp.generate.sentences import shadow
from quizapp.generate.words import THIN

_SPEAKS_ON = re.compile(rf"\b(?:and|but) {SPEECH_VERB}")
SHORTEST, LONGEST = 4, 22


@dataclass(frozen=True, slots=True)
class Speech:
    """What a character says at one place. `sentences` prove it: the words first, then the sentence that names who."""

    key: str
    sentences: tuple[int, ...]
    clauses: tuple[str, ...]
    """Whole sentences of it, the most telling first."""


def find_speeches(reading: Reading, characters: Mapping[str, Character], speaking: frozenset[str]) -> Iterator[Speech]:
    """Speeches in order. A speaker is named beside the words, before them, or in the sentence they go on from."""
    who = noun_phrase_of(speaking)
    before: tuple[str, int] | None = None
    for p in reading.parsed:
        text = " ".join(shadow(p.sentence.text).split())
        last, before = before, None
        quotes = re.findall(r'"([^"]+)"?', text)
        if not quotes:
            if key := _announced(who, text, characters, speaking):
                before = (key, p.index)
            continue
        found: tuple[str, tuple[int, ...]] | None = None
        if (match := _tagged(who, text)) is not None:
            key = _known(match, characters, speaking)
            found = (key, (p.index,)) if key else None
        else:
            opening = text[: text.index('"')]
            if key := _announced(who, opening, characters, speaking):
                found = (key, (p.index,))
            elif last is not None and not re.sub(r'"[^"]*"?', "", text).strip(" ."):
                found = (last[0], (p.index, last[1])) if _follows(reading, last[1], p.index) else None
        if found is None:
            continue
        before = (found[0], p.index)
        yield Speech(*found, _clauses(quotes, text))


def _follows(reading: Reading, first: int, second: int) -> bool:
    """Whether a sentence of words alone goes on from the one before it: in its paragraph, or announced by it."""
    one, two = (reading.article.sentences[n] for n in (first, second))
    text = reading.article.text
    announced = text[: one.end].rstrip().endswith((",", ":"))
    return not text[one.end : two.start].strip() and (announced or one.paragraph == two.paragraph)


_VERB_FIRST = re.compile(rf'"\s*{SPEECH_VERB}\s+')
_VOICES = (
    "said says asked cried replied answered exclaimed shouted whispered remarked begged growled barked inquired "
    "enquired screamed sighed grumbled murmured muttered observed returned continued added thought declared chirped "
    "squeaked croaked roared repeated demanded announced stammered sobbed wailed told began"
).split()
_VERB_NEXT = re.compile(rf"\s+(?:{'|'.join(_VOICES)}|called out|went on)\b")
"""Behind a name only verbs that are of a voice: "Stop!" The fox jumped."""
_TAGGED = frozenset(",?!-–—…")
"""How words end that a tag follows; "The moon" frightened the goose."""
_TO_COME = re.compile(rf"(?:[^.!?\"]{{0,60}},? and)?\s+{SPEECH_VERB}(?: to [^,:\"]{{1,40}})?\s*[,:]\s*\"?$")
"""From the speaker to the end of what announces the words."""


def _tagged(who: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The speaker named right behind a quotation: "...," said the fox; "...," the fox said."""
    for mark in re.finditer('"', text):
        if text[mark.start() - 1 : mark.start()] not in _TAGGED:
            continue
        verb = _VERB_FIRST.match(text, mark.start())
        if verb is not None:
            match = who.match(text, verb.end())
            end = match.end() if match is not None else -1
        else:
            blank = re.match(r"\s*", text[mark.end() :])
            match = who.match(text, mark.end() + (blank.end() if blank is not None else 0))
            after = _VERB_NEXT.match(text, match.end()) if match is not None else None
            match, end = (match, after.end()) if after is not None else (None, -1)
        if match is not None:
            return None if _SPEAKS_ON.search(text[end:].partition('"')[0]) else match
    return None


def _announced(who: re.Pattern[str], text: str, characters: Mapping[str, Character], speaking: frozenset[str]) -> str:
    """The character who is about to speak at the end of a text; "Then the goose said," begins with no name."""
    if not text.rstrip(' "').endswith((",", ":")):
        return ""
    named = [m for start in _OPENS.finditer(text) if (m := who.match(text, start.end())) is not None]
    acting = [m for m in named if _ACTS.search(text[: m.start()]) and _TO_COME.match(text, m.end())]
    if not acting:
        return ""  # "He felt the ox along the ribs and said,"
    last = acting[-1]
    beside = any(m.start() > last.start() and _known(m, characters, speaking) for m in named)
    if beside or _SOMEBODY_ELSE.search(text, last.end()):
        return ""  # "The miller saw the goose, who shook her wings and said,"
    return _known(last, characters, speaking)


_SOMEBODY_ELSE = re.compile(r"\b(?:he|she|it|they|who|which|that)\b")
_ACTS = re.compile(
    r"(?:^|[,;:.!?—]|\b(?:then|but|and|so|when|now|at last|at (?:this|that)|thereupon|yet))\s*[\"“]?\s*$", re.IGNORECASE
)
"""What stands before whoever does something."""
_OPENS = re.compile(r"(?<![\w'-])(?=[tT]he |[A-Z])")


def _known(match: re.Match[str], characters: Mapping[str, Character], speaking: frozenset[str]) -> str:
    named = key_of(match, speaking)
    return named[0] if named is not None and named[0] in characters and characters[named[0]].acts else ""


_LEANING = re.compile(
    r"^(?:But|And|Nor|Or|So|Then|Now|Of course|Yes|No|Besides|Still|Perhaps)\b|\bthose\b|\bthe other\b|"
    r"\bthat (?:\w+ purpose|will|is|was|would|has|decides)\b"
)
"""Words that go on from what was said before."""
OF_HIMSELF = re.compile(r"\b(?:I|me|my|myself|I['’]\w+)\b")
"""Words that tell of the speaker, and so who it is: only one has been in the pot."""
_POINTING = r"(?:It|That|This|They|There|So)\b"


_SHORT = r"\b(?:Mrs?|Ms|Dr|St)\."
"""Words whose full stop ends no sentence."""


def _clauses(quotes: list[str], text: str) -> tuple[str, ...]:
    found: list[tuple[bool, int, int, str]] = []
    for quote in quotes:
        ended = text.rstrip().endswith(f'{quote}"') or f'{quote}"' in text
        for part in re.findall(rf"(?:{_SHORT}|[^.!?;])+[.!?;]*(?=\s|$)", quote.strip()):
            said = str(part).strip()
            whole = said[-1:] in ".!?;" or (ended and quote.strip().endswith(said) and not _broken(text, quote))
            if not whole or not SHORTEST <= len(said.split()) <= LONGEST or re.search(r"[\[\]():“”]|--|\.\.", said):
                continue
            if _LEANING.search(said):
                continue
            telling = set(re.findall(r"[\w'-]{4,}", said.lower())) - THIN
            if not said[0].isupper() or len(telling) < 2 or (len(telling) < 3 and re.match(_POINTING, said)):
                continue
            found.append((OF_HIMSELF.search(said) is not None, -min(len(telling), 4), len(found), said.rstrip(" .,;")))
    return tuple(said for *_, said in sorted(found))


def _broken(text: str, quote: str) -> bool:
    """Whether the sentence that was said goes on behind the tag: "If you please, sir," said the boy, "I want ..."."""
    after = text.partition(f'{quote}"')[2]
    return quote.rstrip().endswith(",") and re.search(r',\s*"[a-z]|,\s*"I\b', after) is not None

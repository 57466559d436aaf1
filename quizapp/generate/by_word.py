"""A sentence of the article with one telling word left out: “The tower was rebuilt in ____ after the fire.”

The word is one of a family of which a sentence can name only one, so that the others are wrong there, and plausible to
whoever has not read the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from quizapp.generate.by_gap import MOST, NAME, TELLING, keeps_source
from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.distractors import WANTED
from quizapp.generate.facts import Reading
from quizapp.generate.families import NAME as NAMES
from quizapp.generate.families import Member, members, printed
from quizapp.generate.passage import MOST as MOST_OF_TWO
from quizapp.generate.passage import passage
from quizapp.generate.reading import Parsed
from quizapp.generate.standing import somebodys_word
from quizapp.generate.support import nearness
from quizapp.generate.verbatim import GAP, LONGEST, shown
from quizapp.generate.whole_words import count, opens_with_vowel

FEWEST = 4
"""Names and words of four letters or more without which a sentence says too little."""
OFTEN = 4
"""A word in more sentences than this is what the article is about, and no fact of one of them."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """One telling word of each sentence that can be shown."""
    if a_story(reading):
        return
    for p in reading.parsed:
        if len(p.tokens) <= 2 * LONGEST:
            yield from (c for m in members(p) if (c := _asked(reading, p, m)) is not None)


def _asked(reading: Reading, p: Parsed, member: Member) -> Candidate | None:
    if not _telling(reading, p, member):
        return None
    article = _own_article(p, member)
    gap = range(article, member.tokens.stop)
    part = shown(reading, p, gap)
    two = "" if part else passage(reading, p, gap)
    told = part or two
    key = _with_article(p, member, _own(p, member))
    last = told.rpartition(". ")[2]
    if not told or len(told.split()) > (MOST_OF_TWO if two else MOST) or len(TELLING.findall(last)) < FEWEST:
        return None
    if not (reading.about or NAME.search(told)) or not keeps_source(p, told) or told.startswith(f"… {GAP}"):
        return None
    if any(count(w, told.lower()) for w in (member.head.text, member.head.lemma)):
        return None
    offered = _others(reading, p, member, told)
    if not offered:
        return None
    what = "passage" if two else "sentence"
    asked = "word" if member.head.tag == "NNS" else member.family.asked
    return Candidate(
        "gap-word",
        f"According to {reading.source}, which {asked} completes the {what} “{told}”?",
        key,
        "given",
        p.index,
        " ".join(p.sentence.text.split()),
        f"gap {member.head.i}",
        head=member.head.i,
        offered=tuple(offered),
        attributed=somebodys_word(p),
        within=reading.about,
    )


def _telling(reading: Reading, p: Parsed, member: Member) -> bool:
    """Whether the word is a fact of its sentence: not what the article is about, nor one of a list or a comparison."""
    t = member.head
    if t.lemma in reading.called or count(t.lemma, reading.source.lower()) or count(t.text, reading.source.lower()):
        return False
    if sum(any(x.lemma == t.lemma for x in other.tokens) for other in reading.parsed) > OFTEN:
        return False
    if p.child(t.i, "compound") not in (None, *member.tokens):
        return False  # "the foundation stone"
    if t.dep in ("compound", "nmod") and member.family.place != "modifier":
        return False
    behind = p.tokens[t.i + 1].text if t.i + 1 < len(p.tokens) else ""
    if behind == "-":
        return False
    if behind.isalpha() and count(f"{t.text} {behind}", reading.article.text) > 1:
        return False  # "blue whales", which is what they are called
    if _listed(p, t.i) > 2:
        return False
    if member.family.pos == NAMES and any(x.ent in _PLACED and x.i not in member.tokens for x in p.tokens):
        return False  # whoever knows the other name knows this one
    before = p.tokens[member.tokens.start - 1].text.lower() if member.tokens.start else ""
    kids = {p.tokens[c].text.lower() for c in p.children[t.i]}
    return before not in _LIKE and not kids & _VAGUE


def _listed(p: Parsed, i: int) -> int:
    """How many things are named side by side with this one, itself among them."""
    while p.tokens[i].dep == "conj":
        i = p.tokens[i].head
    found = 1
    while (beside := p.child(i, "conj")) is not None:
        found, i = found + 1, beside
    return found


_PLACED = frozenset({"PERSON", "GPE", "LOC", "NORP", "FAC", "ORG"})
_LIKE = frozenset("like as than or -".split())
_VAGUE = frozenset("no any other another such some each every neither either".split())


def _own_article(p: Parsed, member: Member) -> int:
    """Where the gap begins: at the "a" or "an" directly before the word, which would tell its first letter."""
    start = member.tokens.start
    joined = start and p.tokens[start - 1].text in ("a", "an") and member.head.dep not in ("compound", "amod", "nmod")
    return start - 1 if joined else start


def _own(p: Parsed, member: Member) -> str:
    return " ".join(p.tokens[i].text for i in member.tokens)


def _with_article(p: Parsed, member: Member, form: str) -> str:
    if _own_article(p, member) == member.tokens.start:
        return form
    return f"{'an' if opens_with_vowel(form) else 'a'} {form}"


def _others(reading: Reading, p: Parsed, member: Member, told: str) -> list[tuple[str, str]]:
    """Other words of the family in the same form; none when the key is the nearest of all to the words around the gap.

    That word is what somebody would guess who has not read the article. How many of the first three are nearer than
    the key is drawn, so that neither the nearest nor the farthest is the likeliest key.
    """
    used = {t.lemma for other in reading.parsed for t in other.tokens}
    text = reading.article.text.lower()
    before, _, behind = told.partition(GAP)
    around = " ".join(re.findall(r"[^\W\d_]{4,}", f"{before} {behind}"))
    own = _own(p, member)
    mark = nearness(around, own)
    nearer: list[tuple[float, str]] = []
    farther: list[tuple[float, str]] = []
    for word in member.family.words:
        form = printed(word, member.head.tag)
        if word == member.word or not form or count(form.lower(), text) or (" " not in word and word in used):
            continue
        if before.endswith((" a ", " an ")) and opens_with_vowel(form) != before.endswith(" an "):
            continue
        score = nearness(around, form)
        (nearer if score >= mark else farther).append((abs(score - mark), _with_article(p, member, form)))
    if not nearer:
        return []
    nearer.sort()
    farther.sort()
    above = Random(told).randint(1, WANTED)
    ordered = [*nearer[:above], *farther[: WANTED - above], *nearer[above:], *farther[WANTED - above :]]
    return [(form, f"The article says “{own}” here.") for _, form in ordered]

"""Whether a statement is true by the article: a sentence of it as it is, or with one value or name exchanged.

What is shown is the author's own, cut to what stands alone, so that its grammar and its sources are the article's. A
statement is made only where something could be exchanged, whether it is or not: nothing tells the true ones from the
false ones but the article. Which of the two is asked, and with what in its place, is chosen where drafts are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.altered import others
from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import GAP
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import MONTH
from quizapp.generate.showing import NAME, TELLING, keeps_source
from quizapp.generate.slots import Slot, slots
from quizapp.generate.standing import somebodys_word
from quizapp.generate.verbatim import LONGEST, shown
from quizapp.generate.whole_words import count, same_article

FEWEST = 4
"""Names and words of four letters or more without which a statement says too little."""
MOST = 40
"""Words in all."""
VERSIONS = 2
"""Wrong versions of a statement from which one is chosen."""
TRUE, FALSE = "True", "False"


def draft(reading: Reading) -> Iterator[Candidate]:
    """Each statement that stands alone, as it is and made wrong."""
    if a_story(reading):
        return
    once: dict[str, Parsed] = {}
    for p in reading.parsed:
        if len(p.tokens) <= 2 * LONGEST:
            once.setdefault(p.sentence.text, p)
    places = [place for p in once.values() for place in _places(reading, p)]
    so = {true.stem for *_, true in places}
    for p, slot, part, true in places:
        # what another sentence of the article says in these words is not wrong
        wrong = [c for c in _wrong(reading, p, slot, part) if c.stem not in so]
        if wrong:
            yield from (true, *wrong)


def _places(reading: Reading, p: Parsed) -> Iterator[tuple[Parsed, Slot, str, Candidate]]:
    """Where a sentence could be made wrong, what is shown of it around that, and the statement as it is."""
    for slot in slots(reading, p):
        part = shown(reading, p, slot.tokens).text
        if part and _worth_asking(reading, p, slot, part):
            true = _stated(reading, p, slot, part)
            if len(true.stem.split()) <= MOST:
                yield p, slot, part, true


def _worth_asking(reading: Reading, p: Parsed, slot: Slot, part: str) -> bool:
    """Whether what is shown names somebody or something, says enough of it and keeps its source."""
    named = reading.about or NAME.search(f" {part}" if p.tokens[0].pos == "PROPN" else part)
    if not named or len(TELLING.findall(part)) < FEWEST or _LEANING.search(part) or _TORN.search(part):
        return False
    return keeps_source(p, part) and not count(slot.old, part)


_LEANING = re.compile(
    r"\b(?:years?|months?|weeks?|days?) (?:later|earlier|before|after)\b(?! [A-Z\d])|\b[Ii]n (?:question|contrast)\b|"
    r"\bof the (?:day|match|game)\b|\bthe \d+(?:st|nd|rd|th) minute\b|\bat (?:present|the moment)\b|"
    r"\b[Tt]he (?:two|three|four|five|six)\b(?! of\b)|^… (?:his|her|its|their)\b",
)
"""A time, a thing or somebody that only the sentence before tells."""
_TORN = re.compile(rf"^\W*\(|^{MONTH} (?:\d{{4}}|{GAP}),|\band (?:in|after|by|from|on|at|with) [^,;]*…$")
"""What has lost its beginning or its end: "November 2020, the number of ...", "... and after some years …"."""


def _wrong(reading: Reading, p: Parsed, slot: Slot, part: str) -> list[Candidate]:
    found = [(new, why) for new, why in others(reading, p, slot, part) if same_article(part, GAP, slot.old, new)]
    wrong = [_stated(reading, p, slot, part, *other) for other in found[:VERSIONS]]
    return [c for c in wrong if len(c.stem.split()) <= MOST]


def _stated(reading: Reading, p: Parsed, slot: Slot, part: str, new: str = "", why: str = "") -> Candidate:
    """The statement with something new in its place, and why that is wrong; without them as it is."""
    sentence = " ".join(p.sentence.text.split())
    told = part.replace(GAP, new or slot.old, 1)
    says = f"The article says: {sentence}"
    return Candidate(
        f"truth-{slot.kind}",
        f"According to {reading.source}, is this statement true or false? “{_closed(told)}”",
        FALSE if new else TRUE,
        "given",
        p.index,
        sentence,
        f"truth {slot.tokens[0]}",
        head=slot.head,
        offered=((TRUE, says) if new else (FALSE, says),),
        attributed=somebodys_word(p),
        within=reading.about,
        value=slot.old,
        why=f"{why} It says: {sentence}" if new else "",
    )


def _closed(told: str) -> str:
    told = told if told.startswith("…") else told[0].upper() + told[1:]
    return told if re.search(r"[….]$", told) else f"{told}."

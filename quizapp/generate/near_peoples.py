"""Wrong options for a people: others of the article in the same form, then well-known ones."""

from __future__ import annotations

from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import PEOPLES
from quizapp.generate.support import Wrong, frame, supported


def people(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Peoples: others of the article in the same form, then well-known ones."""
    the = candidate.key.startswith("the ")
    names: dict[str, int] = {}
    wanted = frame(reading, candidate)
    for e in reading.entities.all:
        if candidate.key[4:].lower() in e.name.lower() or e.name.lower() in candidate.key.lower():
            continue
        if e.type != "NORP" or not e.certain or e is candidate.entity or e.name.lower() in candidate.stem.lower():
            continue
        if supported(reading, candidate, [m.sentence for m in e.mentions], wanted):
            continue
        plural = e.name.endswith("s")
        if not the and plural and " " not in e.name:
            names.setdefault(e.name, reading.parsed[e.mentions[0].sentence].sentence.paragraph)
        elif the and (plural or f"the {e.name}" in PEOPLES) and " " not in e.name:
            names.setdefault(f"the {e.name}", reading.parsed[e.mentions[0].sentence].sentence.paragraph)
    wrong = [(n, f"The article names {n} in paragraph {where}, in another connection.") for n, where in names.items()]
    if the and candidate.key in PEOPLES:
        others = [
            n for n in PEOPLES if n not in names and n[4:7] not in candidate.stem and n[4:] not in reading.article.text
        ]
        rng.shuffle(others)
        wrong += [(n, f"The article does not mention {n}.") for n in others]
    return wrong

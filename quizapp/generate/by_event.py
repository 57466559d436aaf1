"""In which year something happened, asked in plain words: "In which year did Holt sell the ferry?"

An event has to be clear to whoever has its paragraph at hand: who or what did it is named, and nothing in it leans on
what was told before. Else its sentence is shown with its year left out, which is another generator's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.doings import Doing, doings
from quizapp.generate.eras import everybodys
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import worth_dating
from quizapp.generate.gazetteer import NATIONS
from quizapp.generate.sentences import MONTH

FEWEST, MOST = 5, 20
"""Words of an event."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """Each event that is dated to a year and clear without its sentence."""
    for d in events(reading):
        text = f"{d.name} {d.words}"
        known = everybodys(text, d.year) or str(d.year) in reading.source
        if worth_dating(d.p, d.at) and _named(text) and not known:
            yield Candidate(
                "event-when",
                f"According to {_where(reading, d)}, in which year {_asked(d)}?",
                str(d.year),
                "year",
                d.p.index,
                " ".join(d.p.sentence.text.split()),
                "event when",
                head=d.at,
                within=reading.about,
            )


def events(reading: Reading) -> Iterator[Doing]:
    """What happened in a year and is clear to whoever has the article at hand; a tale has none."""
    found = () if a_story(reading) else doings(reading)
    return (d for d in found if _an_event(d) and _whole(f"{d.name} {d.words}"))


def _where(reading: Reading, d: Doing) -> str:
    """Title and paragraph, where "the Act" and "the Clouds" are told."""
    return f"paragraph {d.p.sentence.paragraph} of {reading.source}" if "“" in reading.source else reading.source


def _asked(d: Doing) -> str:
    """ "was the ferry sold", "did Holt sell the ferry"."""
    verb, _, rest = d.words.partition(" ")
    if verb in ("was", "were") and d.p.tokens[d.verb].text != verb:
        return f"{verb} {d.name} {rest}"
    return f"did {d.name} {d.p.tokens[d.verb].lemma} {rest}".strip()


def _an_event(d: Doing) -> bool:
    """Whether something happened that may be told from other events."""
    figure = d.p.tokens[d.verb].lemma in _OF_FIGURES or _ROUGHLY.search(d.words)
    return not figure and not _LIFE.search(d.words)


def _whole(text: str) -> bool:
    return FEWEST <= len(text.split()) <= MOST and not _UNFIT.search(text)


def _named(text: str) -> bool:
    return len([name for name in _NAMES.findall(text) if name not in NATIONS]) >= 2  # "a Canadian" is no name


_NAMES = re.compile(r"\b[A-Z][\w.’'-]*(?: (?:(?:of|de|von|van|the) (?=[A-Z]))?[A-Z][\w.’'-]*)*")
"""Two names at least tell which event is meant: "the bridge was opened" may be that of a later one."""
_LIFE = re.compile(r"^(?:(?:was|were) born|died)\b")
"""What is asked for otherwise."""
_OF_FIGURES = frozenset(
    "reach total rise fall drop grow peak measure employ count number cost amount own stand lie last contain hold "
    "account cover".split()
)
_ROUGHLY = re.compile(r"\b(?:about|some|around|nearly|almost|over) \d")
"""What tells how much there was, and nothing that happened."""
_UNFIT = re.compile(
    rf"\b(?:1\d|20)\d\d\b|[“”\"()…;:—\[\]]|\b{MONTH}\b|"
    r"\b(?i:later|earlier|again|also|finally|still|then|already|aged?|next|same|since|as well|too|for the \w+ time|"
    r"twice|thrice|\w+ times|"
    r"per cent|percent)\b"
)
"""What would tell the time, a figure, or of something else that came before."""

"""What can be had besides a draft: further wrong options for it, each verified in the place of a shown one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import POOLS
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.grammar import FINITE
from quizapp.generate.near_years import years_told
from quizapp.generate.support import Wrong, same
from quizapp.generate.verify import reason_against

MOST = 5
MOST_TOLD = 3
_DRAWS = ("", *(f":{n}" for n in range(1, 12)))
"""Near values are drawn by lot, three at a time; the same lots are drawn in every run."""
_BY_LOT = ("year", "number", "percent")
_FEW_DRAWS = 3


def further_distractors(
    reading: Reading,
    candidate: Candidate,
    fact: Fact,
    shown: list[Wrong],
    lot: str,
    item_with: Callable[[list[Wrong]], Item],
) -> tuple[Wrong, ...]:
    """Up to five wrong options besides those `shown`, best first, each with its reason.

    Each stands the checks in the place of the last one shown. `lot` is the seed the shown ones were drawn with.
    """
    against = reason_against(reading, candidate, item_with(shown), fact)
    found: list[Wrong] = []
    tried = [candidate.key, *candidate.keys, *(text for text, _ in shown)]
    for text, why in _offered(reading, candidate, lot):
        if any(same(text, other) for other in tried):
            continue
        tried.append(text)
        if reason_against(reading, candidate, item_with([*shown[:-1], (text, why)]), fact) in ("", against):
            found.append((text, why))
            if len(found) == MOST:
                break
    return tuple(found)


def _offered(reading: Reading, candidate: Candidate, lot: str) -> Iterator[Wrong]:
    """Wrong options in the order they are tried: years of the article, and what the lots give."""
    if candidate.pool == "year":
        yield from years_told(reading, candidate)[:MOST_TOLD]
    for draw in _DRAWS if candidate.pool in _BY_LOT else _DRAWS[:_FEW_DRAWS]:
        yield from POOLS[candidate.pool](reading, candidate, Random(lot + draw))


def why_nothing(reading: Reading, sentence: int) -> str:
    """Why no question was found on a sentence, in words for whoever asked for one."""
    clauses = [clause for clause in reading.clauses if clause.parsed.index == sentence]
    if reading.article.sentences[sentence].text.rstrip().endswith(("?", ":")):
        return "It asks something or leads over to what follows, and states nothing itself."
    if not clauses and any(t.tag in FINITE for t in reading.parsed[sentence].tokens):
        return "Which of its words are the subject was not certain enough to ask about what it says."
    if not clauses:
        return "No statement with a subject and a verb of its own was found in it."
    if all(clause.quoted or clause.attributed or clause.reported_by is not None for clause in clauses):
        return "It is somebody’s word, and who says it was not certain enough to be named in a question."
    if not any(clause.plain for clause in clauses):
        return "It says what is not so, or what may be so; questions are asked about what is."
    return (
        "No name, date, amount or reason in it can be asked for without doubt: a pronoun may be in the way, or it "
        "stands in an aside, or what is said is not said of one thing alone."
    )

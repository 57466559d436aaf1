"""Why each option is right or wrong, from templates; a rationale says no more than the evidence does."""

from __future__ import annotations

from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading


def for_key(reading: Reading, candidate: Candidate) -> str:
    """The fact with its paragraph, the source kept when it is somebody's word."""
    paragraph = reading.parsed[candidate.sentence].sentence.paragraph
    return f"Paragraph {paragraph}: {candidate.why or candidate.statement}"

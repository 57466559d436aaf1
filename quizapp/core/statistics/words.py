"""What figures mean, in a sentence. Never pass or fail: the bands are those others have published."""

from __future__ import annotations

from quizapp.core.statistics.figures import FEW, Figure, Interval, Reason

_FACILITY = (
    (5, "extremely difficult, or something is wrong with it"),
    (10, "very difficult"),
    (20, "difficult"),
    (34, "moderately difficult"),
    (65, "about right"),
    (80, "fairly easy"),
    (89, "easy"),
    (94, "very easy"),
    (100, "extremely easy"),
)


def facility_words(facility: Figure) -> str:
    """The Open University's bands for Moodle (OpenLearn, "Moodle Quiz reports"); gaps between them closed upward."""
    if isinstance(facility, Reason):
        return facility.value
    return next((words for limit, words in _FACILITY if facility * 100 <= limit), _FACILITY[-1][1])


PREDICTED = {"easy": (0.66, 1.0), "medium": (0.35, 0.66), "hard": (0.0, 0.35)}
"""What an author's guess predicts of the facility: "about right" above is medium."""


def prediction_words(difficulty: str, observed: Interval, n: int) -> str:
    """Predicted against observed difficulty: they differ when the whole interval of the facility lies outside.

    >>> prediction_words("medium", (0.75, 0.88), 40)
    'The author expected medium, 35 to 66 %; it proved easier.'
    """
    if difficulty not in PREDICTED:
        return "Its author did not say how difficult it would be."
    low, high = PREDICTED[difficulty]
    said = f"The author expected {difficulty}, {low * 100:.0f} to {high * 100:.0f} %"
    if isinstance(observed, Reason):
        return f"{said}; nobody has answered yet."
    if n < FEW:
        return f"{said}; {n} learner{'' if n == 1 else 's'} are too few to compare."
    if observed[0] >= high:
        return f"{said}; it proved easier."
    if observed[1] <= low:
        return f"{said}; it proved harder."
    return f"{said}; what was observed does not contradict it."


def reliability_words(alpha: Figure, questions: int) -> str:
    """What alpha says about this quiz, and what it does not.

    Limits after docs.moodle.org, "Quiz report statistics": above 75 % satisfactory, below 64 % not.
    """
    if isinstance(alpha, Reason):
        return f"Reliability is not known: {alpha.value}."
    if alpha < 0:
        said = "The questions work against each other: look for a wrong key first."
    elif alpha < 0.64:
        said = "Scores depend a lot on which questions were asked; do not rank learners by them."
    elif alpha <= 0.75:
        said = "Scores are a fair picture of a group, and a rough one of a single learner."
    else:
        said = "Another quiz like this one would put the learners in much the same order."
    if questions < 10 and alpha < 0.75:
        said += f" With {questions} questions it can hardly be higher; that alone makes no quiz bad."
    return said


def sem_words(sem: Figure) -> str:
    """The standard error of measurement as a band around a score."""
    if isinstance(sem, Reason):
        return f"The uncertainty of a single score is not known: {sem.value}."
    return f"A learner's score would typically be within ± {sem:.1f} marks of this one in another such quiz."

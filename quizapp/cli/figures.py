"""An analysis as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizapp.core.statistics import (
    ENOUGH_FOR_FLAGS,
    FEW,
    NO_ANSWER,
    Analysis,
    Figure,
    Flag,
    Interval,
    ItemFigures,
    Reason,
    flags,
    known,
)
from quizapp.core.statistics.words import reliability_words, sem_words

_COLUMNS = (
    "question", "n", "blank", "facility %", "95 %", "discrimination", "95 %", "efficiency", "weight", "alpha without"
)  # fmt: skip


def report_lines(
    analysis: Analysis, names: Sequence[str], flagged: Sequence[Sequence[Flag]] | None = None
) -> Iterator[str]:
    """What the whole quiz says, a line per question, tables of options, and what to look at.

    `flagged` holds the flags of each question where more is known of it than its figures.
    """
    quiz = analysis.quiz
    yield f"{quiz.n} learners, {quiz.questions} questions"
    if quiz.n < FEW:
        yield f"Too few data: below {FEW} learners these figures say next to nothing."
    elif quiz.n < ENOUGH_FOR_FLAGS:
        yield f"Few data: below {ENOUGH_FOR_FLAGS} learners nothing is concluded; mind the intervals."
    if analysis.different:
        yield f"Learners saw different questions: scores are shares; reliability is of the {quiz.complete} who saw all."
    unit = " %" if analysis.different else " marks"
    scale = 100 if analysis.different else 1
    yield (
        f"Mean {_number(quiz.mean, 2, scale)}{unit}, median {_number(quiz.median, 2, scale)}, "
        f"SD {_number(quiz.sd, 2, scale)}, skewness {_number(quiz.skewness)}, kurtosis {_number(quiz.kurtosis)}"
    )
    name = "KR-20 (alpha)" if known(quiz.kr20) else "alpha"
    yield f"Reliability, {name}: {_number(quiz.alpha, 3)}; SEM {_number(quiz.sem, 2)} marks"
    yield reliability_words(quiz.alpha, quiz.questions)
    yield sem_words(quiz.sem)
    yield ""
    yield from _aligned([_COLUMNS, *(_row(name, item) for name, item in zip(names, analysis.items, strict=True))])
    yield "Discrimination is corrected: the correlation with the score on the other questions."
    for name, item in zip(names, analysis.items, strict=True):
        yield from _options(name, item)
    flagged = flagged or [flags(item) for item in analysis.items]
    marked = [(name, flag) for name, found in zip(names, flagged, strict=True) for flag in found]
    if marked:
        yield ""
        yield "To look at:"
        for name, flag in sorted(marked, key=lambda pair: not pair[1].urgent):
            yield f"  {name}: {flag.words}"


def _row(name: str, item: ItemFigures) -> Sequence[str]:
    return (
        name,
        str(item.n),
        str(item.blank),
        _number(item.facility, 0, 100),
        _interval(item.facility_interval, 100, 0),
        _number(item.discrimination),
        _interval(item.discrimination_interval, 1, 2),
        _number(item.efficiency, 0),
        _number(item.effective_weight, 1),
        _number(item.alpha_without),
    )


def _options(name: str, item: ItemFigures) -> Iterator[str]:
    if not item.options:
        return
    yield ""
    yield f"{name}: options; thirds of {item.thirds[0]}, {item.thirds[1]} and {item.thirds[2]} learners"
    rows: list[tuple[str, ...]] = [("", "option", "n", "share %", "mean rest", "r", "low", "middle", "high")]
    for one in item.options:
        named = "(no answer)" if one.name == NO_ANSWER else one.name
        figures = (_number(one.share, 0, 100), _number(one.mean_rest), _number(one.r))
        rows.append(("*" if one.is_key else "", named, str(one.n), *figures, *map(str, one.thirds)))
    yield from _aligned(rows)


def _number(figure: Figure, digits: int = 2, scale: float = 1) -> str:
    if isinstance(figure, Reason):
        said, _, _ = figure.value.partition(":")  # what explains it would make every line of the table as long
        return f"– ({said})" if digits else "–"
    return f"{figure * scale:.{digits}f}"


def _interval(interval: Interval, scale: float, digits: int) -> str:
    if isinstance(interval, Reason):
        return "–"
    return f"{interval[0] * scale:.{digits}f} to {interval[1] * scale:.{digits}f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

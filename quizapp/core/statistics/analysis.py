"""Every figure of a quiz and of its items, from counts."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.statistics import items as of_item
from quizapp.core.statistics import scores
from quizapp.core.statistics.figures import Figure, Interval, Reason
from quizapp.core.statistics.intervals import fisher
from quizapp.core.statistics.matrix import Counts, ItemCounts
from quizapp.core.statistics.options import OptionFigures, Thirds, option_table, thirds
from quizapp.core.statistics.sums import count_of


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item; each field is the function of that name. `thirds` are the sizes of the three groups.

    `right` learners earned all of its marks, `partly` a part of them; none where there are no marks to be earned.
    """

    n: int
    right: int
    partly: int
    blank: int
    facility: Figure
    facility_interval: Interval
    sd: Figure
    guess: Figure
    intended_weight: Figure
    effective_weight: Figure
    discrimination: Figure
    discrimination_interval: Interval
    r_uncorrected: Figure
    efficiency: Figure
    alpha_without: Figure
    upper_lower: Figure
    options: tuple[OptionFigures, ...]
    thirds: Thirds


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """A whole quiz. `complete` is how many learners saw every question: reliability is theirs."""

    n: int
    complete: int
    questions: int
    mean: Figure
    median: Figure
    sd: Figure
    skewness: Figure
    kurtosis: Figure
    alpha: Figure
    kr20: Figure
    error_ratio: Figure
    sem: Figure


@dataclass(frozen=True, slots=True)
class Analysis:
    """`different` says that the learners saw different questions, so scores were compared as shares."""

    quiz: QuizFigures
    items: tuple[ItemFigures, ...]
    different: bool


def analyse(counts: Counts, *, rule: str = "all_or_nothing") -> Analysis:
    """All figures at once. `rule` is the one for questions with several answers, a name in `scoring.RULES`."""
    maxima = [item.maximum for item in counts.items]
    intended = of_item.intended_weights(maxima)
    effective = of_item.effective_weights([item.with_total() for item in counts.items])
    without = _alphas_without(counts)
    items = tuple(
        _item(item, rule, *weights) for item, *weights in zip(counts.items, intended, effective, without, strict=True)
    )
    return Analysis(_quiz(counts), items, counts.complete is not None)


def _alphas_without(counts: Counts) -> list[Figure]:
    """In the order of all items; those without marks are no part of the test."""
    scored = counts.of_all.scored
    found = iter(scores.alphas_without([item.marks() for item in scored], [item.rests() for item in scored]))
    return [next(found) if item.maximum else Reason.NO_MARKS for item in counts.items]


def _quiz(counts: Counts) -> QuizFigures:
    complete = counts.of_all
    items = [item.marks() for item in complete.scored]
    alpha = scores.alpha(items, complete.totals)
    return QuizFigures(
        n=count_of(counts.totals),
        complete=count_of(complete.totals),
        questions=len(counts.scored),
        mean=scores.mean(counts.totals),
        median=scores.median(counts.totals),
        sd=scores.standard_deviation(counts.totals),
        skewness=scores.skewness(counts.totals),
        kurtosis=scores.kurtosis(counts.totals),
        alpha=alpha,
        kr20=scores.kr20(items, complete.totals),
        error_ratio=scores.error_ratio(alpha),
        sem=scores.standard_error(alpha, scores.standard_deviation(complete.totals)),
    )


def _item(item: ItemCounts, rule: str, intended: Figure, effective: Figure, without: Figure) -> ItemFigures:
    marks, with_rest = item.marks(), item.with_rest()
    r = of_item.discrimination(with_rest)
    sizes = [0, 0, 0]
    third_of = thirds(with_rest)
    for rest, count in item.rests().items():
        sizes[third_of[rest]] += count
    guess: Figure = Reason.OF_ANOTHER_KIND
    if item.keys and item.names:
        guess = of_item.guess_score(len(item.names), len(item.keys), many=item.many, rule=rule)
    return ItemFigures(
        n=item.n,
        right=of_item.right(marks, item.maximum),
        partly=of_item.partly(marks, item.maximum),
        blank=item.blank,
        facility=of_item.facility(marks, item.maximum),
        facility_interval=of_item.facility_interval(marks, item.maximum),
        sd=of_item.standard_deviation(marks),
        guess=guess,
        intended_weight=intended,
        effective_weight=effective,
        discrimination=r,
        discrimination_interval=fisher(r, item.n),
        r_uncorrected=of_item.r_uncorrected(item.with_total()),
        efficiency=of_item.efficiency(with_rest),
        alpha_without=without,
        upper_lower=of_item.upper_lower(with_rest, item.maximum),
        options=tuple(_options(item)) if item.names or item.keys else (),
        thirds=(sizes[0], sizes[1], sizes[2]),
    )


def _options(item: ItemCounts) -> list[OptionFigures]:
    apart = [(one.name, one.of, one.rests) for one in item.apart]
    return option_table(item.chosen(), item.names, item.keys, apart)

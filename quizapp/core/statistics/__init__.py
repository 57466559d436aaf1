"""What scores and responses say about questions and quizzes: pure functions, exact sums, standard library only.

Each figure is one function with its source in `items`, `scores`, `options`, `intervals` or `runs`; `matrix` brings
rows of marks into the counts they work on, `analysis` puts all of them together, `flags` and `words` say what they
mean. A figure is a number or a `Reason`. Variances and covariances are over n - 1 everywhere.
"""

from quizapp.core.statistics.analysis import Analysis, ItemFigures, QuizFigures, analyse
from quizapp.core.statistics.figures import ENOUGH_FOR_FLAGS, FEW, Figure, Interval, Mark, Reason, known
from quizapp.core.statistics.flags import Flag, flags
from quizapp.core.statistics.intervals import wilson
from quizapp.core.statistics.items import facility, partly, right
from quizapp.core.statistics.matrix import Column, Counts, ItemCounts, Matrix
from quizapp.core.statistics.options import NO_ANSWER, OptionFigures
from quizapp.core.statistics.scores import histogram

__all__ = [
    "ENOUGH_FOR_FLAGS",
    "FEW",
    "NO_ANSWER",
    "Analysis",
    "Column",
    "Counts",
    "Figure",
    "Flag",
    "Interval",
    "ItemCounts",
    "ItemFigures",
    "Mark",
    "Matrix",
    "OptionFigures",
    "QuizFigures",
    "Reason",
    "analyse",
    "facility",
    "flags",
    "histogram",
    "known",
    "partly",
    "right",
    "wilson",
]

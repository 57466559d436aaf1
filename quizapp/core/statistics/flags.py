"""What the figures suggest to look at, in plain words. Flags are advice: none changes a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.statistics.analysis import ItemFigures
from quizapp.core.statistics.figures import ENOUGH_FOR_FLAGS, Interval, Reason, known
from quizapp.core.statistics.options import NO_ANSWER, OptionFigures

RARE = 0.05
"""A distractor that fewer choose does no work."""

TOO_EASY = 0.95
LOW_EFFICIENCY = 15.0
"""Percent; where Moodle marks a question as dubious."""

GUESS_HIGH = 0.40
RAPID = 0.20

FEWEST_FOR_HINT = 4
"""Answers from which on a class below `ENOUGH_FOR_FLAGS` may hint at a wrong key."""

MOST_OF_KEY, LEAST_OF_RIVAL = 0.1, 0.75
"""Shares of those who answered: almost nobody chose the key, and nearly all of the others the same."""

URGENT = frozenset({"key_suspect", "negative_discrimination", "below_chance"})
"""Flags that may mean that learners were marked wrongly; lists put them first."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`code` is for programs. `words` say what was seen, with the numbers, and what to look at."""

    code: str
    words: str

    @property
    def urgent(self) -> bool:
        return self.code in URGENT


def flags(item: ItemFigures, *, rapid: float | Reason = Reason.NO_TIMES, two_by_nature: bool = False) -> list[Flag]:
    """The flags of an item, the urgent ones first; below 30 learners none but a hint that the key may be wrong.

    With `two_by_nature`, as for true or false, more options are not asked for.
    """
    found: list[Flag] = []
    if item.n >= ENOUGH_FOR_FLAGS:
        found += [*_key(item), *_numbers(item), *_distractors(item)]
        if not two_by_nature:
            found += [Flag("guess_high", words) for words in _guess_high(item)]
        if known(rapid) and rapid > RAPID:
            found.append(
                Flag("rapid", f"{_percent(rapid)} answered faster than the question can be read: leaked, or skipped?")
            )
    else:
        found += _hint(item)
    return sorted(found, key=lambda flag: not flag.urgent)


def _guess_high(item: ItemFigures) -> Iterator[str]:
    if known(item.guess) and item.guess > GUESS_HIGH:
        yield f"Guessing alone earns {_percent(item.guess)}: more options would say more."


def _key(item: ItemFigures) -> Iterator[Flag]:
    keys = [option for option in item.options if option.is_key]
    if not keys:
        return
    if not any(option.n for option in keys):
        yield Flag("key_suspect", f"Nobody chose the key, {_names(keys)}: is it the right one?")
        return
    best = max((option.r for option in keys if known(option.r)), default=None)
    rivals = [one for one in _distractors_of(item) if known(one.r) and one.n >= max(3, RARE * sum(one.seen))]
    rival = max(rivals, key=lambda option: (option.r, option.name), default=None)
    if best is not None and rival is not None and known(rival.r) and rival.r > best:
        yield Flag(
            "key_suspect",
            f"Many strong learners chose {rival.name} (r {_signed(rival.r)}; the key {_names(keys)} has "
            f"{_signed(best)}): is the key right?",
        )


def _hint(item: ItemFigures) -> Iterator[Flag]:
    """Whether a small class as one chose something else than the key. Nothing is estimated, so no interval is due."""
    given = [option for option in item.options if option.name != NO_ANSWER and option.n]
    keys = [option for option in item.options if option.is_key]
    answered = item.n - item.blank
    rival = max((one for one in given if not one.is_key), key=lambda option: option.n, default=None)
    one_each = sum(option.n for option in given) == answered and len(keys) == 1
    if rival is None or answered < FEWEST_FOR_HINT or not one_each:
        return
    right = sum(option.n for option in keys)
    if right <= MOST_OF_KEY * answered and rival.n >= LEAST_OF_RIVAL * answered:
        yield Flag(
            "key_doubted",
            f"{rival.n} of {answered} answered {rival.name}, and {right or 'nobody'} the key, "
            f"{_names(keys)}: is it right? With so few learners this is a hint, no finding.",
        )


def _numbers(item: ItemFigures) -> Iterator[Flag]:
    r, interval = item.discrimination, item.discrimination_interval
    if known(r) and r < 0:
        sure = isinstance(interval, tuple) and interval[1] < 0
        yield Flag(
            "negative_discrimination",
            f"Learners who did well otherwise did worse here (corrected discrimination {_signed(r)}, "
            f"{'certainly below 0' if sure else 'perhaps by chance'}): an unclear stem, a second right option, "
            "or a wrong key?",
        )
    if known(item.efficiency) and 0 <= item.efficiency < LOW_EFFICIENCY:
        yield Flag(
            "low_efficiency",
            f"It hardly tells strong from weak learners (efficiency {item.efficiency:.0f} %): see who chose what.",
        )
    if item.effective_weight is Reason.NEGATIVE_COVARIANCE:
        yield Flag("negative_covariance", "Who earned more in all earned less here: see who chose what.")
    low, high = item.facility_interval if isinstance(item.facility_interval, tuple) else (0.0, 1.0)
    if low > TOO_EASY:
        yield Flag("too_easy", f"Nearly everybody knew it (at least {_percent(low)}): it tells nobody apart.")
    if known(item.guess) and high < item.guess:
        yield Flag(
            "below_chance",
            f"Fewer were right than guessing would give ({_percent(high)} at most; guessing {_percent(item.guess)}): "
            "misleading, or the wrong key?",
        )


def _distractors(item: ItemFigures) -> Iterator[Flag]:
    distractors = [one for one in _distractors_of(item) if sum(one.seen) >= ENOUGH_FOR_FLAGS]
    unused = [option for option in distractors if not option.n]
    rare = [option for option in distractors if option.n and known(option.share) and option.share < RARE]
    if unused:
        yield Flag("option_rare", f"Nobody chose {_names(unused)}: propose another.")
    if rare:
        yield Flag("option_rare", f"Fewer than {_percent(RARE)} chose {_names(rare)}: propose another.")
    means = [option.mean_rest for option in item.options if option.is_key and known(option.mean_rest)]
    drawing = [o for o in distractors if o.n >= 3 and known(o.mean_rest) and means and o.mean_rest > max(means)]
    if drawing:
        than = f"did better otherwise than those who chose the key ({max(means):.2f} on average)"
        yield Flag("option_attracts_strong", f"Those who chose {_names(drawing)} {than}: is it also true?")


def _distractors_of(item: ItemFigures) -> list[OptionFigures]:
    """Wrong options on offer; what was typed by hand is no option."""
    if not any(option.is_key for option in item.options):
        return []
    return [option for option in item.options if not option.is_key and option.name != NO_ANSWER]


def drift(newest: Interval, earlier: Interval) -> Flag | None:
    """Whether the newest run and all earlier ones differ by more than chance: their facility intervals are apart."""
    if isinstance(newest, Reason) or isinstance(earlier, Reason):
        return None
    if newest[0] > earlier[1]:
        return Flag("drift", "It has become easier than in earlier runs: leaked, or known to everybody by now?")
    if newest[1] < earlier[0]:
        return Flag("drift", "It has become harder than in earlier runs: out of date, or taught differently?")
    return None


def _names(options: list[OptionFigures]) -> str:
    return " and ".join(option.name for option in options)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _signed(r: float) -> str:
    return f"{r:+.2f}".replace("-", "\N{MINUS SIGN}")

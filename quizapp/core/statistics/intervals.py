"""How far a figure may be off for learners like these: 95 % intervals."""

from __future__ import annotations

from math import atan, atanh, cos, pi, sin, sqrt, tanh

from quizapp.core.statistics.figures import Figure, Interval, Reason

Z = 1.959963984540054
"""The standard normal value with 2.5 % above it."""


def wilson(share: float, n: int, z: float = Z) -> tuple[float, float]:
    """Wilson score interval for a share among n (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927); 95 % by default.

    For partial credit the same formula is conservative. Without learners it says nothing: 0 to 1.
    """
    if n == 0:
        return 0.0, 1.0
    middle = share + z * z / (2 * n)
    spread = z * sqrt(max(0.0, share * (1 - share)) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def fisher(r: Figure, n: int) -> Interval:
    """Interval for a correlation by Fisher's z (R. A. Fisher, Biometrika 10, 1915; Metron 1, 1921)."""
    if isinstance(r, Reason):
        return r
    if n < 4:
        return Reason.TOO_FEW
    if abs(r) >= 1:
        return Reason.PERFECT
    spread = Z / sqrt(n - 3)
    return tanh(atanh(r) - spread), tanh(atanh(r) + spread)


def mean_interval(mean: float, sd: Figure, n: int) -> Interval:
    """mean ± t · SD / √n (Student, Biometrika 6, 1908), where marks may be negative and Wilson's does not hold."""
    if isinstance(sd, Reason):
        return sd
    spread = t_quantile(n - 1) * sd / sqrt(n)
    return mean - spread, mean + spread


def t_quantile(freedom: int) -> float:
    """The value of Student's t with 2.5 % above it, for whole degrees of freedom.

    By bisection of the distribution function (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and
    26.7.4); above 500 degrees by the expansion 26.7.5, whose error is then below 1e-9.
    """
    if freedom > 500:
        z = Z
        return (
            z
            + (z**3 + z) / (4 * freedom)
            + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        )
    low, high = 0.0, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        if _within(middle, freedom) < 0.95:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """How probable it is that Student's t lies between -t and t."""
    angle = atan(t / sqrt(freedom))
    if freedom == 1:
        return 2 * angle / pi
    term = cos(angle) if freedom % 2 else 1.0
    series = term
    for k in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= (k - 1) / k * cos(angle) ** 2
        series += term
    if freedom % 2:
        return 2 / pi * (angle + sin(angle) * series)
    return sin(angle) * series

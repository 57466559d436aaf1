"""Choosing questions for a quiz from a plan of quotas, repeatable from a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from quizapp.core.errors import BadInput


def draw(plan: Sequence[tuple[str, int]], tagged: Mapping[str, frozenset[str]], *, seed: int) -> list[str]:
    """Names of distinct questions that fill every quota of the plan, in plan order.

    `plan` pairs a tag with a number; `tagged` gives each question's tags. A question with two tags fills one
    quota only; where one quota could starve another, questions are moved between them (augmenting paths, as in
    bipartite matching), so a plan fails only when no choice at all could fill it.

    Raises BadInput naming the first quota that cannot be filled, with what the bank has.
    """
    names = sorted(tagged)
    Random(seed).shuffle(names)
    holder: dict[str, int] = {}  # question → the place it fills
    places = [tag for tag, count in plan for _ in range(count)]

    def fill(place: int, tried: set[str]) -> bool:
        for name in names:
            if places[place] in tagged[name] and name not in tried:
                tried.add(name)
                if name not in holder or fill(holder[name], tried):
                    holder[name] = place
                    return True
        return False

    for place, tag in enumerate(places):
        if not fill(place, set()):
            raise BadInput(_shortage(tag, plan, tagged))
    chosen = {place: name for name, place in holder.items()}
    return [chosen[place] for place in range(len(places))]


def _shortage(tag: str, plan: Sequence[tuple[str, int]], tagged: Mapping[str, frozenset[str]]) -> str:
    has = sum(tag in tags for tags in tagged.values())
    wanted = sum(count for other, count in plan if other == tag)
    asked = f"The plan asks for {wanted} question{'s' * (wanted != 1)} tagged “{tag}”"
    if has < wanted:
        return f"{asked}; there {'is' if has == 1 else 'are'} {has}. Lower the number, or tag more questions."
    return f"{asked}, which other tags of the plan need too. Lower a number, or tag more questions."

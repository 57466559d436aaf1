"""Rules on clues: what lets a reader find the key without knowing the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from statistics import median

from quizapp.core.flaws.reading import Flaw, Rule, View, flaw, tokens, unquoted

_ABSOLUTE = re.compile(
    r"\b(always|never|none|all|every|everyone|everything|only|completely|impossible|must|entirely|nobody|absolutely)\b(?!-)",
    re.I,
)
_FEATURES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("a number", lambda o: re.search(r"\d", o) is not None),
    ("quotation marks", lambda o: re.search(r"[\"“”]", o) is not None),
    ("a parenthesis", lambda o: "(" in o),
    ("a name", lambda o: re.search(r"(?<!^)(?<![.!?:] )\b[A-Z][a-z]", o) is not None),
    ("a hedge", lambda o: re.search(r"\b(about|nearly|at least|approximately|roughly)\b", o, re.I) is not None),
)


def _implausible(view: View) -> Iterator[Flaw]:
    """IWF 2, T09, R16: a distractor of another type, scale or unit than the key."""
    if view.key is None:
        return
    key, value = view.options[view.key], view.values[view.key]
    for n in view.wrong:
        option, other = view.options[n], view.values[n]
        if (value is None) != (other is None) and not (re.search(r"\d", key) and re.search(r"\d", option)):
            yield flaw(
                "option",
                f"'{option}' is no possible answer beside '{key}'.",
                "Use another of the same type.",
                option=n,
                span=option,
            )
            return
        if value is not None and other is not None and value > 0:
            currency = set(re.findall(r"[$£€¥%]", key)) != set(re.findall(r"[$£€¥%]", option))
            year = 1000 <= value <= 2100 and 1000 <= other <= 2100
            if currency or (not year and not 0.1 <= other / value <= 10):
                yield flaw(
                    "option",
                    f"'{option}' is out of scale beside '{key}'.",
                    "Use a nearer value of the same unit.",
                    option=n,
                    span=option,
                )
                return


def _convergence(view: View) -> Iterator[Flaw]:
    """IWF 7, HDR 28: the key is put together from words the distractors share."""
    if view.key is None or len(view.options) < 3 or any(v is not None for v in view.values):
        return
    shared = []
    for n, own in enumerate(view.contents):
        rest: set[str] = set()
        for m, other in enumerate(view.contents):
            if m != n:
                rest |= other
        shared.append(len(own & rest))
    others = [shared[n] for n in view.wrong]
    if others and shared[view.key] > max(others) and shared[view.key] - median(others) >= 2:
        yield flaw(
            "option",
            "The key repeats most of what the others share.",
            "Vary the distractors independently.",
            option=view.key,
            span=view.options[view.key],
        )


def _conspicuous(view: View) -> Iterator[Flaw]:
    """IWF 8, HDR 28: only the key has a certain feature."""
    if view.key is None or len(view.options) < 3:
        return
    names = all(_name(o) for o in view.options) and sum(len(o.split()) for o in view.options) <= 5 * len(view.options)
    for name, has in _FEATURES:
        if name == "a name" and names:
            continue
        having = [n for n, o in enumerate(view.options) if has(o)]
        if having == [view.key]:
            yield flaw(
                "option",
                f"Only this option has {name}.",
                "Give the others the same form.",
                option=view.key,
                span=view.options[view.key],
            )
            return


def _absolute(view: View) -> Iterator[Flaw]:
    """IWF 9, HDR 28: always, never, only ... mark an option as wrong."""
    if view.key is None:
        return
    hits = [n for n, o in enumerate(view.options) if _ABSOLUTE.search(unquoted(o))]
    if not hits or len(hits) == len(view.options):
        return
    n = hits[0]
    if view.key in hits and len(hits) > 1:
        return
    found = _ABSOLUTE.search(unquoted(view.options[n]))
    assert found is not None
    if view.evidence and n == view.key and found[0].lower() in tokens(view.evidence):
        return
    if re.fullmatch(r"(?:none|all|both)\b.*\b(?:above|these|them)\W*|none", view.options[n].lower()):
        return  # IW03 and IW04 say it better
    yield flaw(
        "option", f"'{found[0]}' marks a wrong option.", "State it without the absolute word.", option=n, span=found[0]
    )


def _word_repeat(view: View) -> Iterator[Flaw]:
    """IWF 10, HDR 28: a word of the stem stands in the key and in no distractor."""
    if view.key is None or view.values[view.key] is not None or view.item.kind == "true-false":
        return
    rest: set[str] = set()
    for n in view.wrong:
        rest |= view.contents[n]
    for word in sorted(view.contents[view.key]):
        same = word in view.stem_content or any(
            len(word) >= 6 and len(s) >= 6 and word[:5] == s[:5] for s in view.stem_content
        )
        if same and word not in rest and not any(w[:5] == word[:5] for w in rest):
            shown = next((w for w in tokens(view.options[view.key]) if w.startswith(word[:4])), word)
            yield flaw(
                "option",
                f"'{shown}' is in the question and only in the key.",
                "Rephrase, or repeat it in two distractors.",
                option=view.key,
                span=shown,
            )
            return


def _grammar(view: View) -> Iterator[Flaw]:
    """IWF 13, HDR 28: grammar or form that fits only some options."""
    stem = view.stem.rstrip(" :_.…?")
    if found := re.search(r"\b(a|an)$", stem, re.I):
        vowel = found[1].lower() == "an"
        misfits = [n for n, o in enumerate(view.options) if _vowel(o) != vowel]
        if misfits and len(misfits) < len(view.options):
            n = misfits[0]
            yield flaw(
                "option",
                f"'{view.options[n]}' does not fit '{stem[-20:]}'.",
                "Write 'a(n)' or move the article into the options.",
                option=n,
                span=view.options[n],
            )
            return
    if found := re.search(r"\b(?:is|was|are|were)$", stem):
        plural = found[0] in ("are", "were")
        numbers = [_plural(o) for o in view.options]
        if len(set(numbers)) > 1 and sum(p != plural for p in numbers) in (1, len(numbers) - 1):
            n = next(n for n, p in enumerate(numbers) if (p != plural) == (sum(q != plural for q in numbers) == 1))
            yield flaw(
                "option",
                f"'{view.options[n]}' does not fit '{found[0]}'.",
                "Use the same number in all options.",
                option=n,
                span=view.options[n],
            )
            return
    for name, form in (
        ("final punctuation", _ending),
        ("capital letter", _capital),
        ("article", _determiner),
        ("'to'", _to),
    ):
        forms = [form(o) for o in view.options]
        if name == "capital letter" and "digit" in forms:
            continue  # "About 1455" beside "1492": what begins with a digit has neither form
        for value in dict.fromkeys(forms):
            alone = [n for n, f in enumerate(forms) if f == value]
            if len(alone) == 1 and len(forms) >= 3 and len(set(forms)) == 2:
                if name == "article" and (alone[0] != view.key or any(_name(o) for o in view.options)):
                    continue  # "the Netherlands" beside "France": names have articles or not
                if (
                    name == "capital letter"
                    and any(_name(o) for o in view.options if o[:1].isupper())
                    and alone[0] != view.key
                    and not _slip(view.options[alone[0]])
                ):
                    continue
                n = alone[0]
                yield flaw(
                    "option",
                    f"Only this option differs in its {name}.",
                    "Use the same form for all.",
                    option=n,
                    span=view.options[n],
                )
                return


def _vowel(option: str) -> bool:
    word = option.lower()
    if word.startswith(("uni", "use", "eu", "one", "usu")):
        return False
    return word[:1] in "aeiou" or word.startswith(("hour", "honest", "heir"))


def _plural(option: str) -> bool:
    head = re.split(r"\b(?:of|in|on|for|from|with|that|who|which|to)\b", option.lower())[0].split()
    return bool(head) and head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is"))


def _ending(option: str) -> str:
    return (
        "."
        if option.endswith((".", "!", "?", ";")) and not re.search(r"\b(?:Jr|Sr|Inc|Ltd|Co|[A-Z]|[ap]\.m)\.$", option)
        else ""
    )


def _capital(option: str) -> str:
    if option[:1].isupper():
        return "upper"
    return "lower" if option[:1].isalpha() else "digit"


def _slip(option: str) -> bool:
    """Whether its first letter is a slip and no matter of names: "karl Vik", or "Lights a red lamp" in a list."""
    rest = [w for w in option.split()[1:] if w[:1].isalpha()]
    if option[:1].islower():
        return bool(rest) and all(w[0].isupper() for w in rest)
    return len(rest) >= 3 and all(w[0].islower() for w in rest)


def _determiner(option: str) -> str:
    first = option.split(" ", 1)[0].lower()
    return "with" if first in ("a", "an", "the") else "without"


def _to(option: str) -> str:
    return "to" if re.match(r"to [a-z]", option, re.I) else ""


def _name(option: str) -> bool:
    bare = re.sub(r"^(?:the|a|an) ", "", option, flags=re.I)
    return bare[:1].isupper() or bare[:1].isdecimal()


def _longest(view: View) -> Iterator[Flaw]:
    """IWF 19, HDR 24, R16: the key is the longest option."""
    if view.key is None or len(view.options) < 3:
        return
    key = len(view.options[view.key].rstrip("."))
    others = sorted((len(view.options[n].rstrip(".")) for n in view.wrong), reverse=True)
    mean = sum(others) / len(others)
    words = len(view.options[view.key].split())
    fix = "Trim the key or fill in the others."
    if words >= 4 and others[0] < 0.75 * key:
        yield flaw(
            "option",
            f"The key is {key / others[0]:.1f} times as long as the next.",
            fix,
            option=view.key,
            span=view.options[view.key],
        )
    elif words >= 4 and key > others[0] and key > 1.25 * mean:
        yield flaw(
            "option",
            f"The key is {key / mean:.1f} times as long as the others.",
            fix,
            option=view.key,
            span=view.options[view.key],
            severity="hint",
        )


def _guessable(view: View) -> Iterator[Flaw]:
    """Own, HDR 28: two cues point to the key and to nothing else."""
    if view.key is None or len(view.options) < 3:
        return
    cues = []
    sizes = [len(o) for o in view.options]
    if (
        _only(sizes, view.key)
        and len(view.options[view.key].split()) >= 4
        and sizes[view.key] > 1.25 * sorted(sizes)[-2]
    ):
        cues.append("it is the longest")
    overlap = [len(c & view.stem_content) for c in view.contents]
    if _only(overlap, view.key):
        cues.append("it shares most with the question")
    exact = [len(re.findall(r"\d+|(?<!^)\b[A-Z]", o)) for o in view.options]
    if _only(exact, view.key) and exact[view.key] - sorted(exact)[-2] >= 2:
        cues.append("it is the most exact")
    shared = [sum(len(c & d) for m, d in enumerate(view.contents) if m != n) for n, c in enumerate(view.contents)]
    if _only(shared, view.key) and shared[view.key] - sorted(shared)[-2] >= 2:
        cues.append("it shares most with the other options")
    if len(cues) >= 2:
        yield flaw("item", f"The key can be guessed: {' and '.join(cues)}.", "Mend the named cues.", option=view.key)


def _only(scores: list[int], at: int) -> bool:
    return scores[at] > 0 and all(s < scores[at] for n, s in enumerate(scores) if n != at)


RULES = (
    Rule("IW02", "implausible distractor", "warn", "text", "IWF 2, T09, R16", _implausible),
    Rule("IW07", "convergence", "warn", "text", "IWF 7, HDR 28", _convergence),
    Rule("IW08", "conspicuous key", "warn", "text", "IWF 8, HDR 28", _conspicuous),
    Rule("IW09", "absolute words", "warn", "text", "IWF 9, HDR 28", _absolute),
    Rule("IW10", "word repeat", "warn", "text", "IWF 10, HDR 28", _word_repeat),
    Rule("IW13", "grammatical cue", "warn", "text", "IWF 13, HDR 28", _grammar),
    Rule("IW19", "longest key", "warn", "text", "IWF 19, HDR 24, R16", _longest),
    Rule("IW34", "guessable", "warn", "text", "own, HDR 28", _guessable),
)

"""Deterministic injectors: each makes a clean question flawed in one way, in at least two forms.

`also` names rules that follow of necessity: whoever deletes options down to two has made a true-false question too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from quizapp.core.item import Item, Option
from tests.bench.flaw_items import Clean

SORTS = ("person", "org", "place", "year", "number", "phrase")
NAMED = ("person", "org", "place")
WORDS = ("person", "org", "place", "phrase")
VALUES = ("year", "number")


@dataclass(frozen=True)
class Injected:
    """A flawed question with what it is bound to."""

    item: Item
    evidence: str | None
    article: str | None


Make = Callable[[Clean, Random], Injected | None]


@dataclass(frozen=True)
class Injector:
    rule: str
    sorts: tuple[str, ...]
    make: Make
    also: frozenset[str]


INJECTORS: list[Injector] = []


def injector(rule: str, *sorts: str, also: str = "") -> Callable[[Make], Make]:
    def register(make: Make) -> Make:
        INJECTORS.append(Injector(rule, sorts or SORTS, make, frozenset(also.split())))
        return make

    return register


def stem(clean: Clean, text: str) -> Injected:
    return Injected(replace(clean.item, stem=text), clean.evidence, clean.article)


def texts(clean: Clean, options: list[Option], *, order: str = "") -> Injected:
    item = replace(clean.item, options=tuple(options), order=order or clean.item.order)
    return Injected(item, clean.evidence, clean.article)


def wrong(clean: Clean, rng: Random) -> int:
    return rng.choice([n for n, o in enumerate(clean.item.options) if not o.is_key])


def key(clean: Clean) -> int:
    return clean.item.keys[0]


def with_text(clean: Clean, at: int, text: str) -> Injected:
    options = list(clean.item.options)
    options[at] = replace(options[at], text=text)
    return texts(clean, options)


def asked(clean: Clean) -> str:
    return clean.item.stem.removesuffix("?")


@injector("IW01", also="IW11")
def pronoun(clean: Clean, rng: Random) -> Injected | None:
    found = re.search(r"\b(?:the|a) [a-z]+(?: [a-z]+)?(?: of [A-Z]\w+)?\??$", clean.item.stem)
    if not found or re.search(r"\b(?:the|a|[A-Z]\w+)\b", clean.item.stem[5 : found.start()]):
        return None
    return stem(clean, clean.item.stem[: found.start()] + rng.choice(["it?", "them?"]))


@injector("IW01")
def deixis(clean: Clean, rng: Random) -> Injected:
    return stem(clean, f"{asked(clean)} {rng.choice(['last year', 'recently', 'this week'])}?")


@injector("IW01")
def vague_noun(clean: Clean, rng: Random) -> Injected:
    return stem(clean, f"{asked(clean)} before {rng.choice(['the incident', 'this event', 'that decision'])}?")


@injector("IW02", *NAMED, also="IW08 IW13 IW23")
def number_among_names(clean: Clean, rng: Random) -> Injected:
    return with_text(clean, wrong(clean, rng), rng.choice(["48,000", "3.5 million", "seventeen"]))


@injector("IW02", "number", also="IW13 IW23 IW14 IW29")
def out_of_scale(clean: Clean, rng: Random) -> Injected:
    last = len(clean.item.options) - 1
    at = last if last != key(clean) else 0
    big = at == last
    value = float(clean.item.options[key(clean)].text.replace(",", ""))
    return with_text(clean, at, f"{value * 1000:,.0f}" if big else f"{value / 1000:.0f}")


@injector("IW03")
def none_of_the_above(clean: Clean, rng: Random) -> Injected:
    said = rng.choice(["None of the above", "none of these", "None of them."])
    return texts(clean, [*clean.item.options[:4], Option(said)], order="shuffle")


@injector("IW04", also="IW12")
def all_of_the_above(clean: Clean, rng: Random) -> Injected:
    said = rng.choice(["All of the above", "All of these", "Both A and B", "any of these"])
    return texts(clean, [*clean.item.options[:4], Option(said)], order="shuffle")


@injector("IW05")
def unrelated_sentence(clean: Clean, rng: Random) -> Injected:
    said = rng.choice(["Salt used to be dear.", "Fish like cold water.", "Winters used to be long and dark."])
    return stem(clean, f"{said} {clean.item.stem}")


@injector("IW05")
def many_words(clean: Clean, rng: Random) -> Injected:
    filler = rng.choice(
        [
            "on a cold and rather windy day, when the streets were empty and grey smoke hung over the roofs,",
            "as far as one can tell from all that has been written down and handed on over so many long years,",
        ]
    )
    first, _, rest = clean.item.stem.partition(" ")
    return stem(clean, f"{first}, {filler} and while the old bells were ringing far away, {rest}")


@injector("IW06", also="IW38 IW02 IW08 IW10 IW11 IW13 IW16 IW21 IW23 IW33 IW34")
def two_left(clean: Clean, rng: Random) -> Injected:
    keep = {key(clean), wrong(clean, rng)}
    return texts(clean, [o for n, o in enumerate(clean.item.options) if n in keep])


@injector("IW06", also="IW38 IW11 IW33")
def yes_or_no(clean: Clean, rng: Random) -> Injected:
    pair = rng.choice([("Yes", "No"), ("True", "False"), ("Correct", "Incorrect")])
    said = f"{clean.evidence.removesuffix('.')}."
    return Injected(replace(clean.item, stem=said, options=(Option(pair[0], True), Option(pair[1]))), None, None)


PARTS = [
    ("granite", "stairs", "iron", "rails", "marble", "steps", "oak", "posts"),
    ("larch", "wheels", "copper", "pipes", "birch", "drums", "leather", "belts"),
    ("barley", "bread", "salted", "butter", "wheaten", "cakes", "sweet", "cream"),
    ("silken", "ribbons", "golden", "thread", "woollen", "scarves", "silver", "needles"),
    ("northern", "piers", "stone", "bridges", "southern", "docks", "wooden", "cranes"),
]


@injector("IW07", "phrase", also="IW34 IW33 IW23")
def key_of_parts(clean: Clean, rng: Random) -> Injected:
    a, b, c, d, e, f, g, h = rng.choice(PARTS)
    made = [f"{a} {b} and {c} {d}", f"{a} {b} and {g} {h}", f"{e} {f} and {c} {d}", "plain sand without colour"]
    return texts(clean, [Option(text, n == 0) for n, text in enumerate(made)])


@injector("IW08", "phrase", also="IW13 IW19 IW23 IW34 IW33 IW29")
def only_key_is_exact(clean: Clean, rng: Random) -> Injected:
    text = clean.item.options[key(clean)].text
    marked = rng.choice([f"{text} (small)", f"about {text}", f"“{text}”", f"{text} 12"])
    return with_text(clean, key(clean), marked)


@injector("IW08", "person", "org", also="IW19 IW23 IW34 IW33")
def only_key_in_parenthesis(clean: Clean, rng: Random) -> Injected:
    text = clean.item.options[key(clean)].text
    return with_text(clean, key(clean), f"{text} ({rng.choice(['guest', 'since then', 'by deed'])})")


@injector("IW09", "phrase", also="IW23")
def absolute_distractor(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    text = clean.item.options[at].text
    return with_text(clean, at, rng.choice([f"{text} always", f"{text} in every year", f"only {text}"]))


@injector("IW10", "phrase", also="IW19 IW23 IW34 IW05")
def stem_word_in_key(clean: Clean, rng: Random) -> Injected | None:
    words = [w for w in re.findall(r"[a-z]{6,}", clean.item.stem) if w not in ("answer", "became", "measuring")]
    at = key(clean)
    if not words or any(w in o.text for w in words for o in clean.item.options):
        return None
    return with_text(clean, at, f"{clean.item.options[at].text} {rng.choice(['near', 'with'])} {rng.choice(words)}")


@injector("IW11")
def says_nothing(clean: Clean, rng: Random) -> Injected:
    said = ["Which of the following is true?", "What is correct?", "Which statement is right?", "Answer?"]
    return stem(clean, rng.choice(said))


@injector("IW12", also="IW11 IW07 IW13 IW16 IW20 IW21 IW33 IW31")
def combinations(clean: Clean, rng: Random) -> Injected:
    sets = [
        ("I and III", "I and II", "II and III"),
        ("A and B only", "B and C only", "A and C only"),
        ("1, 2", "1, 3", "2, 3"),
    ]
    made = [Option(text, n == 0) for n, text in enumerate(rng.choice(sets))]
    return Injected(replace(clean.item, options=tuple(made), order="shuffle"), None, None)


@injector("IW13", "phrase", "person", "place")
def odd_form(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    text = clean.item.options[at].text
    changed = text[0].swapcase() + text[1:] if clean.sort == "phrase" else text[0].lower() + text[1:]
    return with_text(clean, at, rng.choice([f"{text}.", changed]))


@injector("IW13", "person", also="IW11 IW10")
def article_at_the_end(clean: Clean, rng: Random) -> Injected:
    pairs = rng.choice([("oar", "rope", "lamp"), ("anchor", "bell", "drum"), ("apple", "pear", "plum")])
    made = [Option(text, n == 0) for n, text in enumerate(pairs)]
    return Injected(replace(clean.item, stem="The keeper of the light carried an", options=tuple(made)), None, None)


@injector("IW14", *VALUES)
def out_of_order(clean: Clean, rng: Random) -> Injected | None:
    options = list(clean.item.options)
    options = [options[1], options[0], *options[2:]] if rng.random() < 0.5 else [*options[2:], *options[:2]]
    values = [float(o.text.replace(",", "")) for o in options]
    return None if values in (sorted(values), sorted(values, reverse=True)) else texts(clean, options)


@injector("IW15", "phrase", also="IW23")
def vague_option(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    text = clean.item.options[at].text
    return with_text(clean, at, rng.choice([f"{text} sometimes", f"often {text}", f"{text} for some time"]))


@injector("IW16", "org", also="IW08 IW13 IW23 IW21 IW02")
def initials(clean: Clean, rng: Random) -> Injected:
    name = clean.item.options[key(clean)].text
    short = "".join(word[0] for word in name.split())
    return with_text(clean, wrong(clean, rng), rng.choice([short, ".".join(short) + "."]))


@injector("IW16", "person", also="IW21 IW23 IW08")
def surname(clean: Clean, rng: Random) -> Injected:
    return with_text(clean, wrong(clean, rng), clean.item.options[key(clean)].text.split()[-1])


@injector("IW16", "person")
def list_mate(clean: Clean, rng: Random) -> Injected:
    name = clean.item.options[key(clean)].text
    mate = rng.choice(["Ada Stromm", "Ivar Lie", "Tove Hald"])
    said = clean.evidence.replace(name, f"{name} and {mate}")
    if said == clean.evidence:
        said = f"{name} and {mate} did it. {clean.evidence}"
    made = with_text(clean, wrong(clean, rng), mate)
    return Injected(made.item, said, None)


@injector("IW17")
def negated(clean: Clean, rng: Random) -> Injected:
    forms = [
        f"{asked(clean)}, except in winter?",
        f"Which answer is incorrect: {clean.item.stem[0].lower()}{clean.item.stem[1:]}",
    ]
    return stem(clean, rng.choice(forms))


@injector("IW17", "person", also="IW33")
def did_not(clean: Clean, rng: Random) -> Injected:
    first, _, rest = clean.item.stem.partition(" ")
    return stem(clean, f"{first} {rng.choice(['never', 'has not'])} {rest}")


@injector("IW18")
def gap_in_the_middle(clean: Clean, rng: Random) -> Injected:
    words = clean.item.stem.split()
    at = rng.randrange(2, len(words) - 1)
    return stem(clean, " ".join([*words[:at], rng.choice(["____", "......", "_____"]), *words[at + 1 :]]))


@injector("IW19", *WORDS, also="IW23 IW34 IW08 IW10 IW13")
def long_key(clean: Clean, rng: Random) -> Injected:
    at = key(clean)
    extra = rng.choice(
        [
            "together with a friend from the other side of the hills",
            "after a long talk with all of the elders in spring",
        ]
    )
    return with_text(clean, at, f"{clean.item.options[at].text} {extra.replace('all of the ', '')}")


@injector("IW20", *WORDS, also="IW16 IW21 IW13")
def said_twice(clean: Clean, rng: Random) -> Injected:
    text = clean.item.options[wrong(clean, rng)].text
    again = rng.choice([text.upper(), f"{text} ", f"the {text}"])
    return texts(clean, [*clean.item.options, Option(again)])


_IN_WORDS = {"27": "twenty-seven", "14": "fourteen", "38": "thirty-eight", "520": "five hundred and twenty"}


@injector("IW20", "number", also="IW14 IW16 IW13 IW38")
def value_twice(clean: Clean, rng: Random) -> Injected:

    for n, option in enumerate(clean.item.options):
        if n != key(clean) and "," in option.text:
            return texts(
                clean,
                [*clean.item.options[: n + 1], Option(option.text.replace(",", "")), *clean.item.options[n + 1 :]],
            )
    at = key(clean)
    text = clean.item.options[at].text
    return texts(clean, [*clean.item.options, Option(_IN_WORDS.get(text, f"{text}.0"))])


@injector("IW21", "number", also="IW14 IW23 IW33 IW29 IW02 IW16 IW31")
def ranges(clean: Clean, rng: Random) -> Injected:
    start, step = rng.choice([(1, 5), (10, 10), (100, 50)])
    made = [f"{start + n * step}-{start + (n + 1) * step}" for n in range(3)]
    options = tuple(Option(text, n == 1) for n, text in enumerate(made))
    return Injected(replace(clean.item, options=options), None, None)


@injector("IW21", "place", also="IW16 IW23 IW08 IW10 IW34")
def place_in_place(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    other = next(n for n in range(len(clean.item.options)) if n not in (at, key(clean)))
    inner = rng.choice(["Harbour", "Castle", "West"])
    return with_text(clean, at, f"{clean.item.options[other].text} {inner}")


@injector("IW22", "phrase", also="IW33 IW31 IW10 IW08 IW13")
def opposites(clean: Clean, rng: Random) -> Injected:
    a, b = rng.choice([("rose", "fell"), ("increased", "decreased"), ("gained value", "lost value")])
    pair = [f"the price {a}", f"the price {b}"] if " " not in a else ["it was legal", "it was illegal"]
    made = [*pair, "a debt grew", "new coins came"]
    options = tuple(Option(text, n == 0) for n, text in enumerate(made))
    return Injected(replace(clean.item, options=options), None, None)


@injector("IW23", *WORDS, also="IW08 IW13 IW16 IW10 IW21")
def long_distractor(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    extra = rng.choice(
        ["from a village beyond the hills and the great marsh", "with five brothers and a cart of old clothes"]
    )
    return with_text(clean, at, f"{clean.item.options[at].text} {extra}")


@injector("IW26")
def copied(clean: Clean, rng: Random) -> Injected | None:
    text = clean.item.options[key(clean)].text
    said = clean.evidence.removesuffix(".")
    if len(said.split()) < 10 or text not in said:
        return None
    ends = said.index(text)
    left = said[:ends].strip() if ends > len(said) // 2 else said[ends + len(text) :].strip()
    if len(left.split()) < 9:
        return None
    return stem(clean, f"{left}: {rng.choice(['who or what', 'which'])}?")


@injector("IW27", *NAMED, also="IW33")
def last_detail(clean: Clean, rng: Random) -> Injected:
    name, place = rng.choice([("Pekka", "cat"), ("Bramble", "dog"), ("Tindra", "goat")])
    said = f"A {place} named {name} slept there."
    names = [name, "Mirri", "Tassu"]
    options = tuple(Option(text, n == 0) for n, text in enumerate(names))
    item = replace(clean.item, stem=f"Which {place} slept near the gates of Tarnvik?", options=options)
    return Injected(item, said, f"{clean.article} {clean.article} {said}")


@injector("IW28")
def opinion(clean: Clean, rng: Random) -> Injected | None:
    found = re.search(r"\bthe (?=[a-z])", clean.item.stem)
    if not found:
        return None
    word = rng.choice(["tragic", "best", "beautiful", "wonderful"])
    return stem(clean, f"{clean.item.stem[: found.end()]}{word} {clean.item.stem[found.end() :]}")


@injector("IW29", "number", also="IW14 IW33 IW02 IW16")
def many_digits(clean: Clean, rng: Random) -> Injected:
    base = rng.choice([123_457, 86_413, 2_417_893])
    options = tuple(Option(f"{base + n * 30_011:,}", n == 1) for n in range(3))
    return Injected(replace(clean.item, options=options), None, None)


@injector("IW29", "year", also="IW14 IW33 IW13")
def to_the_minute(clean: Clean, rng: Random) -> Injected:
    hour = rng.choice([7, 9, 11])
    options = tuple(Option(f"{hour + n}:{17 + n} a.m.", n == 0) for n in range(3))
    return Injected(replace(clean.item, options=options), None, None)


@injector("IW30")
def talks_to_the_reader(clean: Clean, rng: Random) -> Injected:
    low = clean.item.stem[0].lower() + clean.item.stem[1:]
    return stem(clean, rng.choice([f"Let us see: {low}", f"{asked(clean)}, in our story?", f"{clean.item.stem}!"]))


@injector("IW30", *WORDS, also="IW23 IW13 IW08 IW02")
def joke(clean: Clean, rng: Random) -> Injected:
    return with_text(clean, wrong(clean, rng), rng.choice(["I don't know", "No idea", "Who cares"]))


@injector("IW31", "phrase", "org", also="IW33 IW10 IW07 IW34 IW13 IW08")
def same_beginning(clean: Clean, rng: Random) -> Injected:
    words = rng.choice(["it was said that", "in the end", "without any doubt"])
    return texts(clean, [replace(o, text=f"{words} {o.text}") for o in clean.item.options])


@injector("IW32", "phrase", also="IW17 IW13 IW23")
def twice_negated(clean: Clean, rng: Random) -> Injected:
    at = wrong(clean, rng)
    made = with_text(clean, at, f"not {clean.item.options[at].text}")
    return Injected(
        replace(made.item, stem=f"{asked(clean)}, {rng.choice(['not in winter', 'except on Sundays'])}?"),
        clean.evidence,
        clean.article,
    )


@injector("IW33", *VALUES)
def other_number(clean: Clean, rng: Random) -> Injected:
    return Injected(clean.item, rng.choice(["The bay is narrow.", "A bridge was built later on."]), None)


@injector("IW33")
def changed_word(clean: Clean, rng: Random) -> Injected:
    words = clean.evidence.split()
    at = rng.randrange(1, len(words))
    return Injected(clean.item, " ".join([*words[:at], "surely", *words[at:]]), clean.article)


@injector("IW33")
def nothing_quoted(clean: Clean, rng: Random) -> Injected:
    return Injected(clean.item, rng.choice(["", "  "]), clean.article)


@injector("IW34", "phrase", also="IW10 IW19 IW23 IW08 IW07 IW33")
def two_cues(clean: Clean, rng: Random) -> Injected | None:
    words = re.findall(r"[a-z]{5,}", clean.item.stem)
    if len(words) < 2:
        return None
    at = key(clean)
    extra = f"with {words[-1]} and {words[-2]} {rng.choice(['in plain sight', 'on that day'])}"
    return with_text(clean, at, f"{clean.item.options[at].text} {extra}")


@injector("IW35", also="IW01 IW11")
def broken(clean: Clean, rng: Random) -> Injected:
    words = clean.item.stem.split()
    at = rng.randrange(1, len(words) - 1)
    forms = [
        " ".join([*words[:at], words[at], *words[at:]]) if words[at].isalpha() else f"{asked(clean)} )?",
        f"{asked(clean)} with 2. 1 million others?",
        clean.item.stem.replace("e", "\ufffd", 1),
        f"{asked(clean)} (at last?",
    ]
    return stem(clean, rng.choice(forms))


@injector("IW36")
def charged(clean: Clean, rng: Random) -> Injected:
    word = rng.choice(["under the regime", "against the terrorists", "after the massacre", "among the thugs"])
    return stem(clean, f"{asked(clean)} {word}?")


RARE = {"perspicacious": 1.9, "lugubrious": 2.1, "tenebrous": 1.4, "obstreperous": 1.8, "pellucid": 1.9}
"""A few rare words on the Zipf scale; the benchmark takes every other word for a common one."""


def zipf(word: str) -> float:
    return RARE.get(word, 5.0)


@injector("IW37")
def rare_in_the_stem(clean: Clean, rng: Random) -> Injected:
    return stem(clean, f"{asked(clean)} on a {rng.choice(sorted(RARE))} evening?")


@injector("IW37", "phrase", also="IW07 IW10 IW13 IW19 IW23 IW34")
def rare_in_an_option(clean: Clean, rng: Random) -> Injected:
    options = [
        Option(f"{o.text} in a {word} manner", o.is_key)
        for o, word in zip(clean.item.options, rng.sample(sorted(RARE), len(clean.item.options)), strict=True)
    ]
    return texts(clean, options)


@injector("IW38", *WORDS, also="IW13 IW14 IW16 IW19 IW21")
def too_many(clean: Clean, rng: Random) -> Injected:
    names = {
        "person": ["Ada Stromm", "Ivar Lie", "Tove Hald", "Finn Moe", "Siri Dahl"],
        "org": ["Northern Rope Guild", "Island Post Office", "Salt Traders Club", "Upper Dyke Board", "Old Bell Fund"],
        "place": ["Malmen", "Ravnsund", "Tolve", "Kirkeby", "Nesvik"],
        "phrase": ["a row of barrels", "a set of spoons", "a pair of boots", "a load of sand", "a coat of paint"],
    }[clean.sort]
    kept = [o for o in clean.item.options if o.is_key]
    return texts(clean, [*kept, *(Option(name) for name in names[: rng.choice([5])])])

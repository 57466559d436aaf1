"""The pipeline from an article to drafts: read, ask, find wrong options, verify, rank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from random import Random

from quizapp.core.flaws import number_of
from quizapp.core.item import Item, Option
from quizapp.generate import pipeline
from quizapp.generate.by_attribution import reported
from quizapp.generate.candidates import Candidate, Draft, Drafts
from quizapp.generate.distractors import LEAST, find_distractors
from quizapp.generate.facts import Fact, Reading, evidence_of, fact_id, importance, read
from quizapp.generate.further import further_distractors, why_nothing
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.no_prose import why_no_prose
from quizapp.generate.precision import SHIPS, precision
from quizapp.generate.ranking import choose, with_statements
from quizapp.generate.rationale import for_key
from quizapp.generate.reading import Tell, silent
from quizapp.generate.sensitive import subjects
from quizapp.generate.sentences import Article, month_in, read_article
from quizapp.generate.verify import reason_against
from quizapp.generate.verify_dates import LONGEST

GENERATOR_VERSION = 9

GENERATORS = {
    "gap": "quizapp.generate.by_gap:draft",
    "subject": "quizapp.generate.by_subject:draft",
    "date": "quizapp.generate.by_date:draft",
    "place": "quizapp.generate.by_place:draft",
    "quantity": "quizapp.generate.by_quantity:draft",
    "amount": "quizapp.generate.by_amount:draft",
    "attribution": "quizapp.generate.by_attribution:draft",
    "quotation": "quizapp.generate.by_quotation:draft",
    "role": "quizapp.generate.by_role:draft",
    "connection": "quizapp.generate.by_connection:draft",
    "definition": "quizapp.generate.by_definition:draft",
    "reason": "quizapp.generate.by_reason:draft",
    "sequence": "quizapp.generate.by_sequence:draft",
    "event": "quizapp.generate.by_event:draft",
    "doing": "quizapp.generate.by_doing:draft",
    "statement": "quizapp.generate.by_statement:draft",
    "figure": "quizapp.generate.by_figure:draft",
    "life": "quizapp.generate.by_life:draft",
    "character": "quizapp.generate.by_character:draft",
    "list": "quizapp.generate.by_list:draft",
    "example": "quizapp.generate.by_example:draft",
    "truth": "quizapp.generate.by_truth:draft",
}
"""Name → "module:function", loaded on first use. To add one, write the module and add its line here."""

FEW = "too few plausible wrong options"
ABOUT_CLAIMS = ("date", "place", "quantity", "amount", "subject", "figure")
"""Generators that also ask about what somebody said, with the speaker named in the question."""

FEWEST_WORDS, MOST_WORDS = 80, 20_000
_VALUES = frozenset({"number", "percent", "year", "month", "day", "month-only", "decade", "century", "ordinal", "hour"})


def draft(
    article: str | Article,
    *,
    count: int | None = None,
    seed: int | str = 0,
    everything: bool = False,
    tell: Tell = silent,
    spares: bool = False,
    sentence: int | None = None,
    true_false: bool = False,
) -> Drafts:
    """Draft questions on an article: `count` at most (None: as many as are good), the best first.

    The same article, seed and versions give the same drafts. `everything` also keeps templates that are not
    shown by default among the shown ones; it is meant for measuring. `tell` hears of progress; what it raises ends
    the drafting, which is how somebody calls it off. `spares` also finds further wrong options for each draft;
    `sentence` asks about that sentence alone, counted from 0. With `true_false` statements fill up what is shown.
    """
    if isinstance(article, str):
        article = read_article(article)
    notes = _unsuitable(article)
    if notes:
        return Drafts((), (), (), tuple(notes))
    tell("reading", 0, len(article.sentences))
    reading = read(article, tell)
    shown: list[Draft] = []
    needs_work: list[Draft] = []
    facts: dict[str, Fact] = {}
    proposed: list[Candidate] = []
    for candidate in candidates(reading, statements=true_false):
        tell("asking", 0, len(reading.parsed))
        if sentence is None or candidate.sentence == sentence:
            proposed.append(candidate)
    statements = [c for c in proposed if _stated(c)]
    proposed = [c for c in proposed if not _stated(c)]

    def make(candidate: Candidate) -> Draft:
        return _make(reading, candidate, seed, everything=everything, spares=spares)

    for number, candidate in enumerate(proposed):
        tell("asking", number, len(proposed))
        made = make(candidate)
        facts.setdefault(made.fact.id, made.fact)
        (needs_work if made.reason else shown).append(made)
    tell("choosing", len(proposed), len(proposed))
    shown, echoes = _without_echoes(shown)
    chosen, left = choose(shown, count)
    left += echoes
    good, others = with_statements(chosen, statements, count, f"{seed}", make)
    facts.update((d.fact.id, d.fact) for d in (*good, *others))
    chosen += good
    left += [d for d in others if not d.reason]
    needs_work += [d for d in others if d.reason]
    needs_work = [
        replace(d, reason="another question on the same passage, fact or type came first") for d in left
    ] + sorted(needs_work, key=lambda d: (-d.score, d.fact.id, d.template))
    per_paragraph = {n: 0 for n in sorted({s.paragraph for s in article.sentences})}
    for d in chosen:
        per_paragraph[d.fact.evidence[0].paragraph] += 1
    if not chosen:
        notes = [f"{len(facts)} facts found, none good enough to be shown."]
        if sentence is not None and not needs_work:
            notes = [why_nothing(reading, sentence)]
    return Drafts(tuple(chosen), tuple(needs_work), tuple(facts.values()), tuple(notes), per_paragraph)


def _stated(candidate: Candidate) -> bool:
    """Whether it asks if a statement is true; these come last and fill up."""
    return candidate.template.startswith("truth-")


def _without_echoes(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """(drafts, those left out): a question of our own gives way to the sentence whose value or time is left out, and
    that to the plain question on what is clear without its sentence; the day of an event gives way to its year.
    """
    plain = [(d.fact.evidence[0].sentence, key, d.template) for d in drafts if _plain(d) for key in _keys(d)]

    def asked_plainly(d: Draft) -> bool:
        sentence, (key, *_) = d.fact.evidence[0].sentence, _keys(d)
        said = [(other, t) for s, other, t in plain if s == sentence]
        if d.template == "event-day":
            return any(t == "event-when" and year in key for year, t in said)
        of_a_time = d.template.endswith(("-year", "-date"))
        return any(other == key or (of_a_time and (other in key or key in other)) for other, _ in said)

    gaps = [d for d in drafts if d.template.startswith(("gap-", "asked-")) and not asked_plainly(d)]
    asked = {(d.fact.evidence[0].sentence, k) for d in gaps for k in _keys(d)}
    dated = {d.fact.evidence[0].sentence for d in gaps if d.template.endswith(("-year", "-date"))}

    def echoes(d: Draft) -> bool:
        if d.template.startswith(("gap-", "asked-")) or d.template == "event-day":
            return asked_plainly(d)
        sentence = d.fact.evidence[0].sentence
        told = sentence in dated and d.template.startswith("when-")
        return not _plain(d) and (told or (sentence, *_keys(d)) in asked)

    return [d for d in drafts if not echoes(d)], [d for d in drafts if echoes(d)]


def _plain(draft: Draft) -> bool:
    """Whether it asks in plain words for what a gap would ask for."""
    return draft.template.startswith("event-")


def _keys(draft: Draft) -> list[str]:
    return [draft.item.options[n].text for n in draft.item.keys]


def candidates(reading: Reading, *, statements: bool = True) -> Iterator[Candidate]:
    """What every generator proposes, in the table's order, each stem once; statements only where they are wanted."""
    seen: set[str] = set()
    for name, dotted in GENERATORS.items():
        if name == "truth" and not statements:
            continue
        for candidate in generator(dotted)(reading):
            if candidate.stem not in seen:
                seen.add(candidate.stem)
                yield candidate
    told, speakers = reported(reading)
    for name in ABOUT_CLAIMS:
        for candidate in generator(GENERATORS[name])(told):
            speaker = speakers.get((candidate.sentence, candidate.verb))
            if speaker is None or speaker.lower() in candidate.stem.lower() or speaker.lower() in candidate.key.lower():
                continue
            speaker = lowered_name(speaker)
            stem = f"According to {speaker}, {candidate.stem[0].lower()}{candidate.stem[1:]}"
            stem = stem.replace(", according to the article, ", ", ")
            if stem not in seen:
                seen.add(stem)
                statement = f"According to {speaker}, {lowered_name(candidate.statement)}"
                yield replace(candidate, stem=stem, statement=statement, attributed=True)


def lowered_name(statement: str) -> str:
    """A statement's first word in lower case when it is an article."""
    return re.sub(r"^(The|A|An|There) ", lambda m: m[0].lower(), statement)


@cache
def generator(dotted: str) -> Callable[[Reading], Iterator[Candidate]]:
    """The function behind a dotted name of `GENERATORS`."""
    module, _, function = dotted.partition(":")
    found: Callable[[Reading], Iterator[Candidate]] = getattr(import_module(module), function)
    return found


def _unsuitable(article: Article) -> list[str]:
    if not article.sentences:
        return [why_no_prose(article.text)]
    if article.words < FEWEST_WORDS:
        return [f"This text has {article.words} words; that is too short to ask about (at least {FEWEST_WORDS})."]
    if article.words > MOST_WORDS:
        return [f"This text has {article.words:,} words; split it into parts of at most {MOST_WORDS:,}."]
    if not looks_english(article.text):
        return ["This text does not read as English; questions are drafted for English texts only."]
    return []


_COMMON = frozenset(
    "the of and to in a is was for on that with as by it at from were are be this an which or his".split()
)


def looks_english(text: str) -> bool:
    """Whether at least an eighth of the words are the commonest English ones (other languages: under 6 %)."""
    words = [w.strip(".,;:!?\"'()").lower() for w in text.split()[:2000]]
    return sum(w in _COMMON for w in words) >= 0.125 * max(1, len(words))


def _make(reading: Reading, candidate: Candidate, seed: int | str, *, everything: bool, spares: bool = False) -> Draft:
    evidence = tuple(evidence_of(reading, s) for s in dict.fromkeys((candidate.sentence, *candidate.also)))
    weight = importance(reading, candidate.sentence)
    fact = Fact(
        fact_id(reading, candidate.sentence, candidate.verb, candidate.value or candidate.key),
        candidate.statement,
        evidence,
        weight,
        candidate.attributed,
    )
    lot = f"{seed}:{fact.id}:{candidate.template}"
    wrong = find_distractors(reading, candidate, Random(lot))
    item = _item(reading, candidate, wrong)
    reason = "" if len(wrong) >= LEAST or item.kind == "true-false" else FEW
    if not reason and not everything and precision(candidate.template) < SHIPS:
        reason = f"questions of the kind '{candidate.template}' are not yet reliable enough"
    reason = reason or reason_against(reading, candidate, item, fact)
    template = f"asked-{candidate.template.removeprefix('gap-')}" if candidate.plainly else candidate.template
    item = replace(item, stem=candidate.plainly or _titled(reading, candidate))
    score = (0.4 + weight) * precision(candidate.template) + (0.05 if len(wrong) == 3 else 0)
    score = round(score - (_IN_PASSING if candidate.template == "gap-count" else 0), 4)
    besides: tuple[tuple[str, str], ...] = ()
    if spares and len(wrong) >= LEAST:
        besides = further_distractors(reading, candidate, fact, wrong, lot, lambda w: _item(reading, candidate, w))
    labels = _labels(reading, candidate)
    return Draft(item, fact, template, score, pipeline.described(), labels, reason, spares=besides)


_IN_PASSING = 0.15
"""How much less a few things are worth asking for than what else a sentence has."""
_OF_VALUES = ("when-", "how-", "for-how-long", "at-what-age")


def _under(source: str, stem: str) -> str:
    asked = stem.removeprefix("According to the article, ")
    return f"According to {source}, {asked[0].lower()}{asked[1:]}"


def _titled(reading: Reading, candidate: Candidate) -> str:
    """The stem with the article's title, where it names too little to be placed by itself."""
    source = reading.source
    plain = (
        candidate.key in source
        or candidate.within
        or candidate.attributed
        or not candidate.template.startswith(_OF_VALUES)
    )
    if plain or source == "the article" or re.search(r"\s[A-Z]", candidate.stem):
        return candidate.stem
    stem = _under(source, candidate.stem)
    return stem if len(stem.split()) <= LONGEST else candidate.stem


def _item(reading: Reading, candidate: Candidate, wrong: list[tuple[str, str]]) -> Item:
    keys = candidate.keys or (candidate.key,)
    options = [Option(key, True, for_key(reading, candidate)) for key in keys]
    options += [Option(text, False, why) for text, why in wrong]
    ordered = candidate.pool in _VALUES
    options.sort(key=lambda o: _value(o.text) if ordered else (0.0, o.text.lower()))
    truth = _stated(candidate)
    if truth:
        options.sort(key=lambda o: o.text, reverse=True)  # True, False
    return Item(
        "true-false" if truth else "multiple" if candidate.keys else "single",
        candidate.stem,
        tuple(options),
        explanation=candidate.statement,
        order="fixed" if ordered else "shuffle",
        level="remember",
        language="en",
        as_of=reading.article.published_on,
    )


def _value(text: str) -> tuple[float, str]:
    if (month := month_in(text)) is not None:
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        year = max([n for n in numbers if n > 31], default=0)
        return year * 400.0 + month * 31 + min([n for n in numbers if n <= 31], default=0), text
    if hour := re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?", text):
        return int(hour[1]) % 12 * 60.0 + int(hour[2] or 0) + 720 * (hour[3] == "p"), text
    ordinal = next((n for n, w in enumerate(ORDINALS, 1) if f" {w} " in f" {text} "), 0)
    if numbered := re.fullmatch(r"the (\d+)(?:st|nd|rd|th)", text):
        return float(numbered[1]), text
    return float(ordinal) or number_of(text) or 0.0, text


def _labels(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    found = [f"sensitive: {kind}" for kind in subjects(reading.parsed[candidate.sentence])]
    return (*(("claim",) if candidate.attributed else ()), *found)

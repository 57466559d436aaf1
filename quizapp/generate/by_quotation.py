"""Who said, "..."? Direct quotations and charged words in quotation marks are asked for with their speaker.

The quotation stands word for word, so the claim keeps its strength, and the wrong options are other people of the
article, those who are quoted first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.sayings import Saying, find_sayings, mistaken_for, person_at, quotations, speaking
from quizapp.generate.words import SAYING

LEAST = 2
LONGEST = 26

CALLING = {
    "call": "called",
    "describe": "described",
    "characterize": "characterized",
    "characterise": "characterised",
    "declare": "declared",
    "attack": "attacked",
    "condemn": "condemned",
    "criticize": "criticized",
    "criticise": "criticised",
    "praise": "praised",
    "label": "labelled",
    "brand": "branded",
    "dismiss": "dismissed",
    "tell": "told",
    **{lemma: past for lemma, past in SAYING.items() if lemma not in ("add", "believe")},
}
"""Verbs of saying that may have a few quoted words in what they govern, and their past tense."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Who said, “The gates are safe”?" and "Who called the dam “a danger to the valley”?"."""
    if not any(quotations(p) for p in reading.parsed) or a_story(reading):
        return  # characters have their own questions
    sayings = find_sayings(reading)
    called = list(_called(reading))
    others = speaking(reading)
    for saying, template in [*((s, "who-quoted") for s in sayings), *((s, "who-called") for s in called)]:
        body = f"{saying.verb}, “{saying.quote}”" if template == "who-quoted" else f"{saying.verb} {saying.quote}"
        wrong = mistaken_for(reading, saying.speaker, (saying.sentence, *saying.also), body, others)
        if len(wrong) < LEAST:
            continue
        yield Candidate(
            template,
            f"According to the article, who {body}?",
            saying.speaker.name,
            "given",
            saying.sentence,
            f"{saying.speaker.name} {body}.",
            f"quote {saying.verb}",
            entity=saying.speaker,
            head=saying.head,
            offered=wrong,
            attributed=True,
            also=saying.also,
        )
    yield from _made(sayings)


_HE = re.compile(r"\b(?:he|she|him|his|her|they|them)\b", re.I)
"""Words that speak of somebody else than the speaker."""


def _made(sayings: list[Saying]) -> Iterator[Candidate]:
    """ "Which of these statements did Holt make?": what others said is wrong, and just as true to the article."""
    for saying in sayings:
        quote = saying.more[0] if saying.more else saying.quote
        others = [s for s in sayings if s.speaker is not saying.speaker]
        fitting = [
            (c, s.speaker.name)
            for c, s in [*((s.quote, s) for s in others), *((c, s) for s in others for c in s.more)]
            if 0.6 * len(quote) <= len(c) <= 1.6 * len(quote) and bool(_HE.search(c)) <= bool(_HE.search(quote))
        ]
        one_each = {name: c for c, name in reversed(fitting)}  # two of one speaker would leave the third alone
        wrong = tuple((f"“{c}”", f"The article gives these words to {name}.") for name, c in reversed(one_each.items()))
        told = any(w in c for c, _ in ((quote, ""), *fitting) for w in saying.speaker.name.split() if len(w) > 3)
        if len(wrong) < LEAST or told:
            continue
        yield Candidate(
            "said-what",
            f"According to the article, which of these statements did {saying.speaker.name} make?",
            f"“{quote}”",
            "given",
            saying.sentence,
            f"{saying.speaker.name} {saying.verb}, “{quote}”.",
            "quote made",
            entity=saying.speaker,
            head=saying.head,
            offered=wrong,
            attributed=True,
            also=saying.also,
        )


def _called(reading: Reading) -> Iterator[Saying]:
    """Sentences in which a person's words stand in quotation marks inside a clause of the article's own."""
    for p in reading.parsed:
        spans = quotations(p)
        if not spans:
            continue
        begin, end = spans[0]
        for token in p.tokens:
            if token.lemma not in CALLING or token.tag not in ("VBD", "VBZ") or token.start - p.sentence.start >= begin:
                continue
            speaker = person_at(reading, p, subject := p.child(token.i, "nsubj"))
            if speaker is None or subject is None or p.child(token.i, "neg", "aux", "auxpass") is not None:
                continue
            quote = _words_of(reading, p, token.i, begin, end)
            if quote:
                yield Saying(p.index, speaker, CALLING[token.lemma], quote, subject)
                break


def _words_of(reading: Reading, p: Parsed, verb: int, begin: int, end: int) -> str:
    """What follows the verb up to the quotation, printed so that it stands alone, and the quotation itself."""
    base = p.sentence.start
    lead = [t.i for t in p.tokens if t.i > verb and t.start - base < begin - 1]
    if not lead or p.tokens[lead[-1]].text in (",", ":"):
        return ""
    if any(p.tokens[i].tag in ("VBG", "WP", "WDT", "WRB") or p.tokens[i].text in (";", ":", "(", "[") for i in lead):
        return ""
    quoted = " ".join(p.sentence.text[begin:end].split()).rstrip(" .,;")
    if re.search(r"[\[\]();:“”\"…]|\.\.|[.!?] ", quoted) or not 1 <= len(quoted.split()) <= 20:
        return ""
    entity = person_at(reading, p, p.child(verb, "nsubj"))
    said = p.child(verb, "ccomp")
    opens = min(p.subtree(said)) if said is not None and said > verb else -1
    if p.tokens[verb].lemma == "tell" and (p.child(verb, "dobj", "dative") is None or opens not in lead[1:]):
        return ""
    try:
        parts = [[i for i in lead if i < opens], [i for i in lead if i >= opens]]
        before = " that ".join(phrase(reading, p, part, subject=entity, whole=True) for part in parts if part)
    except Unclear:
        return ""
    if opens in lead and p.tokens[opens].text.lower() != "that" and not before.startswith("that "):
        before = before if " that " in before else f"that {before}"
    before = before.replace("that that ", "that ")
    tail = _tail(reading, p, end)
    if tail is None or re.search(r"\b(?:he|she|they|it|I|we)\b", before):
        return ""
    inside = [t for t in p.tokens if verb < t.i and t.start - base < end + len(tail)]
    if p.tokens[verb].lemma in SAYING and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside):
        return ""  # the clause that was said goes on behind an aside
    text = tidy(f"{before} “{quoted}”{tail}")
    telling = re.findall(r"[\w'’-]{4,}", text)
    return text if len(telling) >= 3 and len(text.split()) <= LONGEST else ""


def _tail(reading: Reading, p: Parsed, end: int) -> str | None:
    """The words behind the quotation that belong to its clause; None when they cannot be told apart."""
    rest = [t for t in p.tokens if t.start - p.sentence.start > end]
    quoted = p.sentence.text[:end].rstrip()
    if not rest or quoted[-1:] in ",." or rest[0].text in (",", ".", ";", "-", "–", "—") or rest[0].tag in ("CC", "IN"):
        return ""
    words = []
    for t in rest:
        if t.text in (",", ".", ";", '"') or t.tag == "CC":
            break
        words.append(t.i)
    if len(words) > 5:
        return None
    try:
        return " " + phrase(reading, p, words, whole=True)
    except Unclear:
        return None

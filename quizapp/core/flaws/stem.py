"""Rules on the stem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.flaws.reading import Flaw, Rule, View, content, flaw, unquoted

_GENERIC = "event|incident|group|claim|issue|situation|case|matter|process|thing|person|decision"
_DEIXIS = re.compile(
    r"\b(today|yesterday|tomorrow|tonight|nowadays|recently|last (?:year|week|month|night)|this (?:year|week|month)|"
    r"next (?:year|week|month)|right now|here)\b",
    re.I,
)
_WH = re.compile(r"\b(who|whom|whose|what|which|when|where|why|how)\b", re.I)
_IMPERATIVE = re.compile(r"^(choose|select|name|identify|complete|match|mark|pick|find|put|arrange|decide|say)\b", re.I)
_NEGATIVE = re.compile(
    r"\b(not|except|least likely|incorrect|false|unlikely|never|cannot|n['’]t|isn['’]t|doesn['’]t|"
    r"didn['’]t|wasn['’]t|aren['’]t|don['’]t)\b",
    re.I,
)
_OPINION = re.compile(
    r"\b(best|worst|tragic|brilliant|should|beautiful|terrible|wonderful|amazing|awful|shameful|heroic|"
    r"greatest|unfortunately|fortunately)\b",
    re.I,
)
_SOURCE = re.compile(
    r"\b(according to|in the (?:view|opinion|words) of|said|says|claims?|claimed|argued?|described? (?:in|as|by)|"
    r"called|considered|regarded|believed?|thinks?|thought)\b",
    re.I,
)
_CHARGED = re.compile(
    r"\b(regime|terrorists?|massacre|so-called|thugs?|butcher|cronies|mob|invaders?|illegals|fanatics?)\b", re.I
)


_SHOWN = re.compile(r"\bthis (?:statement|sentence|claim)\b(?=[^“]*“)", re.I)
"""What is pointed to stands in quotation marks behind it."""
_SHOWN_BEFORE = re.compile(
    r"([”\"][^“”\"]*\b(?:said|says?|wrote|writes?|written|stated?|claimed|remarked|declared|spoken?|put)) "
    r"(?:this|these words)\b",
    re.I,
)
"""What is pointed to was quoted: “…” – who said this about printing?"""


def _unclear(view: View) -> Iterator[Flaw]:
    """IWF 1, HD 20: the stem leans on something it does not name."""
    bare = unquoted(_SHOWN_BEFORE.sub(r"\1", _SHOWN.sub("", view.stem)))
    fix = "Name the person, thing or date."
    words = list(re.finditer(r"[\w'’-]+", bare))
    for n, word in enumerate(words):
        w = word[0].lower()
        if w not in _PRONOUNS:
            continue
        before = [x[0] for x in words[:n]]
        first = 1 if n == len(words) - 1 and w in ("it", "him", "them") else 0  # an object is not its own subject
        names = any(x[0].isupper() for x in before[1:]) or any(x.lower() in _INTRODUCES for x in before[first:])
        if not names:
            if w == "it" and any(x.lower() in ("was", "is") for x in before) and "that" in bare.lower().split():
                continue
            yield flaw("stem", f"'{word[0]}' has no meaning without the article.", fix, span=word[0])
            return
    if (
        found := re.search(
            rf"\b(?:this|that|the) (?:{_GENERIC})(?=[\s?.,]*(?:$|\?|\b(?:happen|occur|take|took|was|is|did)))",
            bare,
            re.I,
        )
    ) or (found := re.search(r"(?<!of )\b(?:this|these|those) (?!article\b|text\b|year\b)[a-z]+", bare, re.I)):
        yield flaw("stem", f"'{found[0]}' has no meaning without the article.", fix, span=found[0])
    if found := _DEIXIS.search(bare):
        yield flaw("stem", f"'{found[0]}' depends on when and where one reads.", fix, span=found[0])
    if bare.count("?") > 1:
        yield flaw("stem", "There is more than one question mark.", "Ask one thing.", span="?")
    elif re.search(r"(?<!\.)\.\.\.(?!\.)|…", bare) and not bare.rstrip().endswith(("...", "…")):
        yield flaw("stem", "The stem has an ellipsis.", "Write the sentence out.", span="…")


_PRONOUNS = frozenset("he she they it him them his her their its".split())
_INTRODUCES = frozenset("the a an each every which many several some two three".split())


_POINTS_BACK = re.compile(
    r"\b(?:this|that|these|those|he|she|it|they|his|her|its|their|the (?:word|phrase|sentence|passage|remark|statement|"
    r"figure|matter|number|speaker|writer))\b",
    re.I,
)


_TO_COMPLETE = re.compile(r"[“\"][^“”\"]*___")
LONGEST, LONGEST_SHOWING = 45, 80
"""Words of a stem, and of one that shows a passage to be completed."""


def _window_dressing(view: View) -> Iterator[Flaw]:
    """IWF 5, HDR 16, HD 21: words that are not needed to answer."""
    n = len(view.words)
    fix = "Cut what is not needed to answer."
    asked = unquoted(view.stem)
    sentences = [s for s in re.split(r"(?<=[a-z0-9\"”)]{3}[.!?])\s+(?=[A-Z\"“])", asked) if s.strip()]
    rest = " ".join(sentences[1:])
    joined = _POINTS_BACK.search(rest) or _SHOWN.search(view.stem)
    if len(sentences) > 1 and not content(sentences[0]) & content(rest) and not joined:
        told = max((part for part in re.split(r"\s{2,}", sentences[0]) if part in view.stem), key=len)
        yield flaw("stem", f"'{told[:60]}' has nothing to do with the question.", fix, span=told)
    elif n > (LONGEST_SHOWING if _TO_COMPLETE.search(view.stem) else LONGEST) or len(asked.split()) > 28:
        yield flaw("stem", f"The stem has {n} words.", fix if n <= LONGEST else "Split it.", span=view.stem[:60])


def _unfocused(view: View) -> Iterator[Flaw]:
    """IWF 11, HDR 15: with the options covered, the question cannot be answered."""
    fix = "Ask one specific thing."
    completion = view.stem.endswith((":", "…", "...", "___")) or not view.stem.endswith("?")
    if (
        not _WH.search(view.stem)
        and not _IMPERATIVE.search(view.stem)
        and not completion
        and view.item.kind != "true-false"
    ):
        yield flaw("stem", "The stem asks nothing by itself.", fix, span=view.stem[:60])
    elif view.item.kind != "true-false" and re.search(
        r"which (?:one )?of the following(?: statements?)? (?:is|are|was|were) (?:true|correct|right|false|mentioned)\b"
        r"|^what is (?:true|correct|mentioned)\b|^which (?:statement|option|answer) is (?:true|correct|right)\b",
        view.stem,
        re.I,
    ):
        yield flaw("stem", "Cover the options: the question cannot be answered.", fix, span=view.stem[:60])
    elif len(view.words) < 3:
        yield flaw("stem", "Cover the options: the question cannot be answered.", fix, span=view.stem)


def _negative(view: View) -> Iterator[Flaw]:
    """IWF 17, HDR 17: negation in the asking clause."""
    asking = view.asking
    if view.item.kind == "true-false":
        return
    if found := _NEGATIVE.search(asking):
        emphasised = found[0].isupper() or re.search(rf"[*_]{re.escape(found[0])}[*_]", view.stem) is not None
        yield flaw(
            "stem",
            "Negatives are misread.",
            "Ask positively, or write NOT in capitals.",
            span=found[0],
            severity="hint" if emphasised else "warn",
        )


def _double_negative(view: View) -> Iterator[Flaw]:
    """HDR 17, 27: a negation in the stem and another in an option."""
    if view.item.kind == "true-false" or not _NEGATIVE.search(view.asking):
        return
    for n, option in enumerate(view.options):
        if _NEGATIVE.search(unquoted(option)) or re.match(r"no\b", option, re.I):
            yield flaw(
                "option",
                "The stem and this option are both negative.",
                "Rewrite the stem positively.",
                option=n,
                span=option,
            )
            return


def _gap(view: View) -> Iterator[Flaw]:
    """IWF 18, HD 19: a gap in the sentence; none where the question has said what is missing in a quoted sentence."""
    found = re.search(r"_{2,}|\.{4,}", view.stem)
    if found and not re.search(r"\bwhich\b[^“]*“[^”]*_{2,}[^”]*”\?$", view.stem):
        last = not re.search(r"\w", view.stem[found.end() :])
        yield flaw(
            "stem",
            "Readers must hold the gap in mind.",
            "Make it a question.",
            span=found[0],
            severity="hint" if last else "warn",
        )


def _opinion(view: View) -> Iterator[Flaw]:
    """HDR 6, HD 15: a judgement asked as a fact."""
    asking = view.asking
    found = _OPINION.search(asking)
    if found and not _SOURCE.search(asking):
        following = asking[found.end() : found.end() + 2]
        if found[0][0].isupper() and (found.start() > 0 or following[1:2].isupper()):
            return  # part of a name: Great Britain
        yield flaw("stem", f"'{found[0]}' is an opinion.", "Say whose opinion it is.", span=found[0])


def _tone(view: View) -> Iterator[Flaw]:
    """HDR 31: addressing the reader, jokes, exclamation marks."""
    bare = unquoted(view.stem)
    found = re.search(r"\b(I|we|us|my|our)\b", bare) or re.search(r"!", bare)
    if found and found[0] != "US":
        yield flaw("stem", f"'{found[0]}' addresses the reader.", "Use neutral wording.", span=found[0])
        return
    for n, option in enumerate(view.options):
        if re.search(r"\b(?:i (?:do not|don['’]t) know|no idea|who cares|beats me)\b|!", unquoted(option), re.I):
            yield flaw("option", "This option is not serious.", "Use neutral wording.", option=n, span=option)
            return


def _charged(view: View) -> Iterator[Flaw]:
    """HDR 6: a word that takes a side, outside quotation marks and without a source."""
    for field, n, text in (("stem", None, view.stem), *(("option", n, o) for n, o in enumerate(view.options))):
        bare = unquoted(text)
        found = _CHARGED.search(bare)
        if found and not _SOURCE.search(view.asking):
            yield flaw(
                field, f"'{found[0]}' takes a side.", "Use a neutral word, or attribute it.", option=n, span=found[0]
            )
            return


def _broken(view: View) -> Iterator[Flaw]:
    """HDR 11, 12: damaged text."""
    for field, n, text in (("stem", None, view.stem), *(("option", n, o) for n, o in enumerate(view.options))):
        found = (
            re.search(r"\ufffd|[\x00-\x08\x0b-\x1f]|Ã[\x80-\xbf]|â€.|\b\d\. \d+ (?:million|billion|percent)", text)
            or re.search(r"\b(?!had\b|that\b|very\b)([A-Za-z]{2,}) \1\b(?!-)", text)
            or re.search(r"\s[,.;?](?:\s|$)", text)
        )
        if found is None and text.count("(") != text.count(")"):
            found = re.search(r"[()]", text)
        if found is None and (text.count('"') % 2 or text.count("“") != text.count("”")):
            found = re.search(r"[\"“”]", text)
        if found is not None:
            yield flaw(field, f"'{found[0]}' looks broken.", "Correct the text.", option=n, span=found[0])
            return


_RARE = 3.0
"""On the Zipf scale: one use in a million words."""
_TERM = re.compile(r"\b(?:term|word|name|called|mean|means|define[sd]?|definition)\b", re.I)


def _hard_words(view: View) -> Iterator[Flaw]:
    """HDR 8, HD 10: a rare word that the article does not use and that is not what is asked for."""
    if view.zipf is None or not (view.item.language or "en").startswith("en"):
        return
    read = f"{view.article or ''} {view.evidence or ''}".lower()
    asks_for_a_term = _TERM.search(view.asking) is not None
    texts: list[tuple[str, int | None, str]] = [("stem", None, view.stem)]
    texts += [("option", n, option) for n, option in enumerate(view.options) if not asks_for_a_term]
    for field, n, text in texts:
        for word in re.findall(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])", unquoted(text)):
            if word not in read and view.zipf(word) < _RARE:
                yield flaw(field, f"'{word}' is rare.", "Use a simpler word.", option=n, span=word)
                return


RULES = (
    Rule("IW01", "unclear stem", "warn", "text", "IWF 1, HD 20", _unclear),
    Rule("IW05", "window dressing", "warn", "text", "IWF 5, HDR 16, HD 21", _window_dressing),
    Rule("IW11", "unfocused stem", "warn", "text", "IWF 11, HDR 15", _unfocused),
    Rule("IW17", "negative stem", "warn", "text", "IWF 17, HDR 17", _negative),
    Rule("IW18", "gap", "warn", "text", "IWF 18, HD 19", _gap),
    Rule("IW28", "opinion as fact", "warn", "text", "HDR 6, HD 15", _opinion),
    Rule("IW30", "tone", "hint", "text", "HDR 31", _tone),
    Rule("IW32", "double negative", "warn", "text", "HDR 17, 27", _double_negative),
    Rule("IW35", "broken text", "warn", "text", "HDR 11, 12", _broken),
    Rule("IW36", "charged wording", "warn", "text", "HDR 6", _charged),
    Rule("IW37", "hard words", "hint", "frequencies", "HDR 8, HD 10", _hard_words),
)

"""What the single lines of a pasted list say: numbers, letters, marks, answers, and what programs put around them."""

from __future__ import annotations

import re
from functools import lru_cache

from quizapp.formats import heading
from quizapp.formats.marks.true_false import verdict
from quizapp.formats.text import words as words

_TICK = r"[✓✔√☑✅]\ufe0f?"
_QUESTION_WORD = words.QUESTION
NUMBER = re.compile(
    rf"(\*\*)?({_QUESTION_WORD})?[ .]{{0,3}}(?:No\.? ?|n[°º][ ]?|#)?(\d{{1,4}})[ ]?"
    rf"(?:(?:[ ]?[(\[]|[ ])(\d{{1,3}}(?:[.,]\d{{1,2}})?)[ ]{words.POINTS}[)\]]?[.:]?)?"
    r"([.)\-–]|:(?!\d\d(?!\d))|(?=\s*$)|(?<=[)\]]))[ \t]*(.*)",  # 12:30 is a time
    re.I,
)
QUESTION = re.compile(rf"(?:{_QUESTION_WORD}[ \t]*:|Q\.)[ \t]*(.+)", re.I)
HELD = "\ue005"
"""Before a number that begins no question."""

UNSAID = "\ue007"
"""In a list of answers, stands for words."""

CUT = "\ue008"
"""Stands where a list of answers was taken out."""

LETTERED = re.compile(
    rf"(\*{{0,2}}|{_TICK}[ \t]*)[ \t]*[(\[]?([A-Za-z])[).\]:](?:[ \t]+|(?=[^\sA-Za-z.])|$)(.*)"
    r"|(\*)([a-zA-Z])[ \t](.+)"
)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
ROMAN_SIGN = r"(?i:i{1,3}|iv|vi{0,3}|ix|x)(?![A-Za-z])"
SIGN = rf"(?:{ROMAN_SIGN}|[A-Za-z])"
"""Names an option."""

ROMAN = re.compile(rf"(?P<mark>\*{{1,2}}|{_TICK}|)[ \t]*\(?(?P<sign>{ROMAN_SIGN})[).][ \t]+(?P<text>.*)", re.I)
BOXED = re.compile(
    r"(?:[-*+•][ \t]*)?(?:\[([ xX*✓✔]?)\]|\(([ xX*✓✔]?)\)|([☐☑☒✓✔□■○●]|√(?=[ \t]+[^\W\d_]{2})))[ \t]+(.*)"
)
BULLET = re.compile(r"([-+•◦▪►–*])[ \t]+(.*)")
ANSWER = re.compile(
    rf"[\W_]{{0,8}}(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ])?{words.ANSWER}(?:[ ]{words.RIGHT_AFTER})?"
    rf"(?:[ ]key)?(?:[ ]{words.IS})?\W{{0,3}}[:=](?:_(?=[ \t]))?[ \t*]{{0,4}}(.*)",
    re.I,
)
ANSWER_SHORT = re.compile(
    r"\W{0,4}(?:(?:answer|ans|sol(?:utio)?n?)\.?[ ]?(?=\([A-Za-z]\)\.?$)|"
    r"(?:the[ ])?(?:(?:(?:correct|right)[ ])?(?:ans(?:wer)?|key)|(?:correct|right)[ ](?:option|choice|letter))"
    r"(?:[.)]|[ \t]*[-–—→]|[ \t]?[.…]{3,40}|[ ]is|(?=[ \t]{1,4}[A-Za-z]$))[ \t]*"
    rf"|(?:=>|->|→|{words.RIGHT_ALONE}:)[ \t]*(?=\(?[A-Za-z](?:[ ]?[,&][ ]?[A-Za-z])*\)?\.?$))"
    r"(\(?[A-Za-z](?:[).].*)?)(?:,?[ ](?:because|since|as)\b.*)?",
    re.I,
)
NOTE = re.compile(r"\A(?:>(?=[ \t]|[^\W\d_]{2})|💡|📝|📖|🧠|🔎|🔍|ℹ\ufe0f?)[ \t]*(?=\S)")
"""Before words apart below the options, as chat programs set them off."""

EXPLANATION = re.compile(
    rf"[\W_]{{0,6}}(?:(?:response|general|overall|answer|question)[ ])?{words.EXPLANATION}(?:/reference)?"
    r"[ \t*]{0,4}:[ \t]*(.*)",
    re.I,
)
_NOUN = r"(?:answers?|responses?|choices?|options?|selection|antwort|réponse|respuesta|risposta|antwoord)"
PERSON = r"(?:student|learner|pupil|user|candidate)s?['’]?s?"
_WHO = rf"(?:your|my|{PERSON}|most[ ]common|common|deine|ihre|votre|tu|su|la[ ]tua|jouw)"
_HOW = r"(?:selected|chosen|given|submitted|picked|wrong|incorrect|falsche|gewählte)"
CHOSEN = re.compile(
    rf"\W{{0,4}}(?:(?:the[ ])?(?:{_WHO}[ ](?:{_HOW}[ ])?|{_HOW}[ ]){_NOUN}|selected|chosen|picked)"
    r"[ ]?[:=][ \t]*.{1,80}",
    re.I,
)
"""What somebody answered, or answered wrongly: no key."""

SOLUTION = re.compile(r"\W{0,3}(?:solution|sol|lösung)(?:\.?[ \t*]{0,4}:[ \t]*|\.[ \t]+)(.*)", re.I)
"""Below an answer it says why."""

LIST_LABEL = re.compile(r"\W{0,4}[^\W\d][^:\d]{1,40}:[ \t*]*(.*)")
LIST_HEAD = re.compile(
    rf"\W{{0,8}}(?:{words.ANSWER}|answer key|solutions)[ ]?(?:keys?|list|section|sheet)?"
    rf"{words.AND_WHY}?(?P<of>[ ](?:to|for|of)[ ].{{1,60}}?)?\W{{0,4}}",
    re.I,
)
BEFORE = re.compile(rf"(?:{_TICK}(?<!√)[ \t]*|√[ \t]+)(?=\S)")  # √2 is a number
BEHIND = re.compile(
    rf"(.*?)[ \t]*(?:(?<!\*)\*|{_TICK}|[(\[](?:key|ans(?:wer)?"
    rf"|(?:{words.RIGHT}|{words.RIGHT_AFTER}|{words.RIGHT_ALONE})(?:[ ]{words.ANSWER})?"
    rf"|{words.ANSWER}[ ]{words.RIGHT_AFTER}|правильно|正解|正确)[)\]]"
    r"|(?:<?[-=]+|[←⇐])[ \t]*(\*{0,2})correct(?:[ ]answer)?\2|[←⇐]|<-{1,3})\s*",
    re.I | re.S,
)
WRONG_BEHIND = re.compile(r"(?:[❌✗✘]\ufe0f?|[(\[](?:incorrect|wrong|falsch|incorrecto|faux)[)\]])\Z", re.I)
ANSWER_BEHIND = re.compile(r"(.*\S)\s*[(\[](.{6,60})[)\]]", re.S)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{6,60})[)\]]")
TOLD_TWICE = "two answers stand behind its options"
POINTS_BEFORE = re.compile(rf"[(\[](\d{{1,3}}(?:[.,]\d{{1,2}})?)[ ]{words.POINTS}[)\]]\s*(\S.*)", re.I | re.S)
REMARKS = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,30}}\b(?:{words.POINTS}|difficulty|easy|medium|moderate|hard|difficult|bloom|level"
    r"|single|multiple|select)\b[^()\[\]]{0,30}[)\]][ \t:.]*)+",
    re.I,
)
"""All that stands behind the number of a question whose words are below it."""

TRUE_OR_FALSE = re.compile(r"\W{0,3}(?:true|t)\W{0,3}(?:or)?\W{0,3}(?:false|f)\W{0,3}", re.I)
POINTS_BEHIND = re.compile(rf"(.*\S)\s*[(\[](\d{{1,3}}(?:[.,]\d{{1,2}})?)[ ]{words.POINTS}[)\]]", re.I | re.S)
MARKS = re.compile(
    r"[(\[]{1,2}(?:total[ :]*(?:for[ ]question[ ]\d{1,3}[ ](?:is|=)[ ])?)?(\d{1,2})"
    rf"(?:[ ]?{words.POINTS})?[)\]]{{1,2}}",
    re.I,
)
"""What a question of a printed paper is worth, on a line below it."""

RULE = re.compile(r"[-*=–—]{3,}|(?:[-*][ ]){2,}[-*]")
SAID = re.compile(r"(@|~|\.\.\.)[ \t]+(.+)")
"""Feedback as Respondus and text2qti write it: `@` and `...` below an option, `~`, `@` and `...` below the stem."""

SAID_IN_WORDS = re.compile(
    r"\W{0,4}(?:feedback|message)[ ]?(?:[(\[–-]|for|if|when)?[ ]?(in)?(?:correct)(?:ly)?(?:[ ]answers?)?[)\]]?[ ]?:"
    r"[*_ ]*(.+)|\W{0,4}(in)?correct[ ]feedback[ ]?:[*_ ]*(.+)",
    re.I,
)
"""Feedback for whoever was right or wrong."""

ABOUT = re.compile(rf"(title|type|({words.POINTS}))[ \t]*:[ \t]*(.*)", re.I)
_ABOUT_IN_BRACKETS = re.compile(rf"\[(title|type|id|({words.POINTS}))[ \t]*:[ \t]*([^\[\]]*)\]", re.I)
ASIDE = re.compile(
    r"(?:PTS|DIF|REF|OBJ|TOP|NAT|STA|MSC|LOC|BLM|Diff(?:iculty)?|Page(?: Ref)?|Skill|Points|"
    r"(?:Learning )?(?:Objective|Outcome)s?|AACSB|LO|Topics?|Section(?: Reference)?|Question (?:Type|ID)|Has Variables|"
    r"Student Entry Mode|Date (?:Created|Modified)|Keywords?|(?:National|State|Accrediting|Local) Standards|"
    r"Time(?: Limit)?|Preface Name|"
    r"Bloom['’]?s?(?: (?:Taxonomy|Level))?|References?|Chapter|(?:Cognitive )?Level|Category|Tags?|Standards?|"
    r"Author|Source|Thema|Kapitel|Schwierigkeit(?:sgrad)?|Lernziel|Quelle|Thème|Chapitre|Difficulté|Objectif|Compétence|"
    r"Tema|Capítulo|Dificultad|Objetivo|Nivel|Argomento|Capitolo|Difficoltà|Obiettivo)"
    r"[ \t]*:.*|explanation",
    re.I,
)
"""What test banks of publishers say below the answer: pages, topics, objectives."""

_LABEL_LENGTH = 80
_REFERS = re.compile(r"(?:page|ref|references?|source|quelle)\b", re.I)

_SORTS = (
    r"multiple[ -]choice|(?:modified[ ])?true[ ]?(?:[ /-]+|or[ ])false|short[ -]answers?|completion|essays?|matching"
    r"|fill[ -]in(?:[ -]the[ -]blanks?)?|constructed[ -]response|open[ -]ended|problems?"
)
GROUP = re.compile(rf"\W{{0,4}}(?:part|section|chapter|unit|quiz|test|exercise|{_SORTS})\b.{{0,40}}", re.I)
"""What stands between the parts of a list of answers."""

HEADING = re.compile(
    r"\W{0,4}(?:(?:part|section|teil|partie|parte|deel)[ ](?:[A-Z]|[IVX]{1,4}|\d{1,2})(?:[ ]?[.:–-].{0,60})?"
    rf"|(?:true|t)[ ]?(?:/|or)[ ]?(?:false|f)|(?:{_SORTS})(?:[ ]questions?)?)\W{{0,4}}(?:[(].{{1,40}}[)])?",
    re.I,
)
"""What stands between the parts of a list of questions, if a numbered one follows."""

PART_HEADING = re.compile(rf"\W{{0,4}}{heading.PART}\W{{0,4}}(?:[(].{{1,40}}[)])?", re.I)
"""The same of more words, some of which also stand at the head of each page."""

PART = re.compile(r"(?:part|section|unit|exercise|teil|partie|parte|deel)[ ]\w{1,4}[ ]?[:.)–-][ \t]*", re.I)

_HARD = re.compile(r"\b(?:DIF|Diff|Difficulty)[ \t]*:[ \t]*(easy|medium|moderate|hard|difficult)\b", re.I)
_DIFFICULTIES = {"moderate": "medium", "difficult": "hard"}
_WORTH = re.compile(
    r"\b(?:PTS|Points)[ \t]*:[ \t]*(\d{1,3})\b|[(\[](\d{1,3}(?:[.,]\d{1,2})?)[ ]"
    rf"{words.POINTS}[)\]]",
    re.I,
)
_ANSWER_ASIDE = re.compile(
    r"[ \t]+(?:PTS|DIF|REF|OBJ|TOP|NAT|STA|MSC|LOC|BLM|Diff|Page Ref)[ \t]*:.*"
    r"|(?:[ ]{2,}|[ ]?\t[ \t]*|[ ]?[|;,][ ]?)(?:(?:cognitive )?level|difficulty|bloom['’]?s?(?: level| taxonomy)?"
    r"|points?|marks?|topics?|page|ref(?:erence)?|tags?|(?:learning )?(?:objective|outcome)|standard|skill|chapter"
    r"|LO|min|AACSB|AICPA(?:[ ]\w{1,3})?|IMA|section reference"
    r"|section|category)[ \t]*[:=].*",
    re.I,
)

_CODE_BEHIND = re.compile(
    r"(\(?[A-Ha-h]\)?)[.)]?(?:[ ]?[,;|][ ]?|[ ]*[(\[]|[ ]+)"
    r"(?:(?:pp?|pg|page|S)\.?[ ]?\d[\d–-]*|(?:LO|SLO|CLO|PLO|ELO|DOK|TEKS|CCSS|NGSS|AO|BT)[ :-]{0,2}\d[\w.]*"
    r"|(?:page|level|difficulty|diff|bloom['’]?s?|topic|skill|ref(?:erence)?|chapter|points?)[ ]?[:=][^,;|]*)[)\]]?"
    r"(?:[ ]?[,;|].*)?",
    re.I,
)
"""A letter with the page or the objective behind it: `b, p. 14`, `B | DOK 2 | TEKS 5.2`."""
_ANOTHER = re.compile(r"(?:[,;|&/]|\b(?:and|or|und|oder|et|y))[ ]?\(?[A-Ha-h](?![\w'’])")
"""A second letter behind all that: `b, p. 14; c, p. 15`."""

_LISTED = re.compile(
    rf"(?:{words.QUESTION}[ ]?|Q\.[ ]?)?[(#]?(\d{{1,4}})[ ]?(?:[.)]-|[.):\-–=→/]?)[ \t]*"
    rf"\(?([A-Za-z](?:(?:[ ]?[,&/][ ]?|[ ](?:and|und|et|y|en|och|og)[ ])[A-Za-z])*"
    rf"|{UNSAID}|{ROMAN_SIGN}|true|false|vrai|faux|verdadero|falso|verdadeiro|vero|richtig|falsch|wahr)\)?(?=[\s,;.]|$)[\s,;.–-]*",
    re.I,
)
_PART_OF_LIST = re.compile(r"[IVX]{1,4}[.):][ \t]+(?=\d{1,3}[.)][ \t]?\S+[ \t]+\d)")
"""`II. 3. B  4. A`: before the answers of a part its number."""
LISTED_WHY = re.compile(r"(\d{1,4})[.)][ \t]*\(?([A-Za-z])(?:[.)]\)?[ \t]*[-–—:]?|[ \t]*[-–—:])[ \t]*(\S.+)")
_LISTED_ANS = re.compile(r"(\d{1,4})[.)][ \t]*ANS[.:][ \t]*([A-Z]|T|F|True|False)(?:[ \t].*)?", re.I)

_STUCK = re.compile(r"(\W{0,3}\w{1,4}[.):\]]{1,2})\xa0+")
"""Word processors put no-break spaces behind numbers and letters."""

_AROUND = re.compile(
    rf"#{{1,6}}[ \t]+(?=\*{{0,2}}(?:{_QUESTION_WORD}\b|\d{{1,4}}[.)]))"  # a heading of Markdown
    r"|_{2,}[ \t]*(?=\d{1,4}[.)])",  # the line on which the letter is written
    re.I,
)
_BOLD_HEAD = re.compile(rf"\*\*({_QUESTION_WORD}?[ ]?(?:No\.? ?|#)?\d{{1,4}})[.:)]?\*\*[.:)]?[ \t]*(.*)", re.I)
_COUNTED = re.compile(rf"([#*]{{0,6}}[ ]?{_QUESTION_WORD}[ ]?\d{{1,4}})(?:[ ]of[ ]|[ ]?/[ ]?)\d{{1,4}}(?![\d/])", re.I)
_WORTH_FIRST = re.compile(rf"([(\[]\d{{1,3}}[ ]{words.POINTS}[)\]])[ \t]*(\d{{1,4}}[.)])[ \t]+(?=\S)", re.I)
_ITEM = re.compile(
    r"\W{0,4}(?:(?:Item|Problem|Exercise)[ ](\d{1,4})[ ]of[ ]\d{1,4}|Item[ ](?:no\.?[ ]|#)?(\d{1,4}))\W{0,4}", re.I
)
"""`Question 3 of 20`, as pages count them, and `Item 3`."""
_STANDARD = re.compile(r"Standard Text:[ \t]*", re.I)
"""Before what a test bank says below each question of a kind: “Select all that apply.”"""
_SORTED = re.compile(rf"\d{{1,2}}\.\d{{1,2}}[ \t]+(?:{_SORTS})(?:[ ]questions?)?", re.I)
"""`6.1   Multiple-Choice Questions`, above the questions of a chapter."""
STEM = re.compile(r"[*_]{0,2}(?:stem|question(?: text)?|prompt|item stem)[ ]?:[*_]{0,2}[ \t]+(?=\S)", re.I)

_REMARKED = re.compile(
    rf"[#*]{{0,6}}[ ]?({_QUESTION_WORD}[ ]?\d{{1,4}})[*]{{0,2}}[ :.–-]*[*]{{0,2}}([(\[].*[)\]])[*]{{0,2}}", re.I
)
_OPTIONS_OF = re.compile(
    r"Question \d{1,4} options:?|[*_]{0,2}(?:(?:answer[ ])?(?:options|choices)|opciones|alternativas|opções"
    r"|propositions|antwortmöglichkeiten|opzioni)[ ]?:[*_]{0,2}",
    re.I,
)
_FOLDED = re.compile(
    r"\W{0,4}(?:(?:view|show|hide|check|reveal|see)[ ](?:the[ ])?(?:correct[ ])?(?:answer|solution|explanation)s?"
    r"(?:[ ](?:and|&)[ ]explanations?)?|discuss)\W{0,4}",
    re.I,
)
"""The switch beside a folded answer, copied with it from a page."""

_ORDINAL = re.compile(
    rf"(\d{{1,4}})(?:[.ªº°]|st|nd|rd|th|[ªº°]?[ ]?)[ ]?(?!(?:Q|Exercise|Task)\b){_QUESTION_WORD}"
    r"(?:[ ]?[:.)–-]+[ \t]*(?=\S)|[ ]?[:.]?\Z)",
    re.I,
)
"""`2ª questão: Qual`, `2. Aufgabe`."""
_Q_DOT = re.compile(r"Q\.?[ ]?(\d{1,3})[ \t]+(?=[^\s.):(\[\-–])", re.I)
_DASHED = re.compile(r"(\d{1,4})[.)]-[ \t]+")
_KEYCAP = re.compile(r"(?:#{1,6}[ ]+)?(?:\*\*)?((?:\d\ufe0f?\u20e3)+)[.):]?(?:\*\*)?[ \t]*")
_SPOILED = re.compile(r"\|\|(?=\S)(.*\S)\|\|")
_ENCLOSED = re.compile(r"[(\[](\d{1,4})[)\]][ \t]+")


_REMEMBERED = 1_000
"""Shorter lines are remembered: each line of a file is looked at by several readers. Others would stay for long."""


def shaped(line: str) -> str:
    """The line without what programs put before numbers and letters."""
    return _shaped(line) if len(line) < _REMEMBERED else _shaped.__wrapped__(line)


@lru_cache(maxsize=4_000)
def _shaped(line: str) -> str:
    line = line.strip()
    line = _ORDINAL.sub(r"\1. ", line, count=1) if _ORDINAL.match(line) else line
    line = _STANDARD.sub("", line, count=1) if _STANDARD.match(line) else line
    if (worth := _WORTH_FIRST.match(line)) is not None:
        line = f"{worth[2]} {worth[1]} {line[worth.end() :]}"
    if counted := _ITEM.fullmatch(line):
        line = f"Question {counted[1] or counted[2]}"
    line = _COUNTED.sub(r"\1", line, count=1) if _COUNTED.match(line) else line
    if (said := _REMARKED.fullmatch(line)) and REMARKS.fullmatch(said[2]):
        line = f"{said[1]}: {said[2]}"
    if keycap := _KEYCAP.match(line):
        line = f"{re.sub(r'[^0-9]', '', keycap[1])}. {line[keycap.end() :]}"
    elif spoiled := _SPOILED.fullmatch(line):
        line = spoiled[1]
    if _STUCK.match(line):
        line = _STUCK.sub(r"\1 ", line, count=1)
    line = _AROUND.sub("", line, count=1) if _AROUND.match(line) else line
    if line.startswith("**") and (head := _BOLD_HEAD.fullmatch(line)):
        line = f"{head[1]}: {head[2]}".strip()
    elif _OPTIONS_OF.fullmatch(line) or _FOLDED.fullmatch(line) or _SORTED.fullmatch(line):
        return ""
    if _Q_DOT.match(line):
        return _Q_DOT.sub(r"Q\1: ", line, count=1)
    line = _DASHED.sub(r"\1. ", line, count=1) if _DASHED.match(line) else line
    return _ENCLOSED.sub(r"\1) ", line, count=1) if _ENCLOSED.match(line) else line


def split_romans(line: str) -> list[str]:
    """`i. red  ii. green  iii. blue` as three lines."""
    if (head := ROMAN.fullmatch(line)) is None or head["sign"].lower() != "i":
        return [line]
    parts = []
    for sign in ROMANS[1:]:
        found = re.search(rf"[ \t]+(?=(?:\*{{1,2}})?\(?{sign}[).][ \t])", line, re.I)
        if found is None:
            break
        parts.append(line[: found.start()])
        line = line[found.end() :]
    return [*parts, line]


def unslanted(line: str) -> str:
    """The line without the emphasis that is around all of it."""
    around = line[0] if len(line) > 2 and line[0] in "*_" and line[1] not in "*_ " else ""
    return line[1:-1] if around and line.endswith(around) and line.count(around) == 2 else line


def unbold(line: str) -> str:
    """The line without stars if it begins in bold: `**Answer: B** because`, `**Answer:** **B**`."""
    bold = line.startswith("**") and line.count("**") % 2 == 0
    return " ".join(line.replace("**", " ").split()) if bold else line


def answer_alone(text: str) -> str:
    """What an answer line says without the points and pages behind it."""
    text = text.replace("**", "") if text.count("**") == 1 else text  # bold that began before the answer
    text = _ANSWER_ASIDE.sub("", text).strip(" ;|")
    coded = _CODE_BEHIND.fullmatch(text)
    return coded[1] if coded and not _ANOTHER.search(text, coded.end(1)) else text


def answers_within(text: str) -> bool:
    """Whether an answer stands in brackets within a text: what follows is another question."""
    return any(map(ANSWER.match, _IN_BRACKETS.findall(text)))


def about_question(line: str) -> re.Match[str] | None:
    """A line with the title, the type or the points of a question, `Points: 2` or `[Points: 2]`."""
    return ABOUT.fullmatch(line) or _ABOUT_IN_BRACKETS.fullmatch(line)


def difficulty_in(text: str) -> str:
    """The difficulty that a line of a test bank names in words, as ours; empty if it names none."""
    found = _HARD.search(text)
    return _DIFFICULTIES.get(found[1].lower(), found[1].lower()) if found else ""


def is_label_behind(line: str, *, blank: bool) -> bool:
    """Whether a line of `ASIDE` ends an explanation: most do right below it, but a page or a source may be of it."""
    if line.partition(":")[0].isupper():
        return True
    return not blank and len(line) < _LABEL_LENGTH and not _REFERS.match(line)


def worth_in(text: str) -> str:
    """The points that an answer line names."""
    found = _WORTH.search(text)
    return found[1] or found[2] if found else ""


def listing(line: str) -> list[tuple[int, str]]:
    """Numbers of questions with letters, for a line that holds nothing but these."""
    if whole := _LISTED_ANS.fullmatch(line):
        return [(int(whole[1]), whole[2])]
    found: list[tuple[int, str]] = []
    at = part.end() if (part := _PART_OF_LIST.match(line)) else 0
    while match := _LISTED.match(line, at):
        found.append((int(match[1]), match[2]))
        at = match.end()
    return found if at == len(line) else []


def is_truth(text: str) -> bool:
    return verdict(text) is not None

"""Reading pasted lists of questions: numbered or not, lettered, boxed or bulleted, keys marked in the usual ways.

Keys are told by `*` before or behind an option, `[x]`, a tick, bold, "(correct)", a line "Answer: B" under the
options, or a list of answers at the end. Where two of these disagree the question is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.files.decoding import decode
from quizapp.formats.limits import MAX_TEXT, check_count
from quizapp.formats.marks.true_false import names_both
from quizapp.formats.markup import from_pasted, from_plain
from quizapp.formats.report import Ledger, Reading
from quizapp.formats.text import (
    amc,
    beside,
    fenced,
    given,
    judging,
    key_list,
    latex,
    legend,
    lost,
    odd,
    passages,
    printed,
    quiz_blocks,
    reasons,
    roots,
    typed,
)
from quizapp.formats.text.draft import Draft, believe_letters, finish
from quizapp.formats.text.folded import unfolded
from quizapp.formats.text.headed import note, take_heading, unmarked, without_asides
from quizapp.formats.text.indented import indented
from quizapp.formats.text.inline import take_inline
from quizapp.formats.text.known import as_known, lines_of
from quizapp.formats.text.lines import (
    ANSWER,
    ANSWER_SHORT,
    ASIDE,
    CHOSEN,
    CUT,
    EXPLANATION,
    GROUP,
    HEADING,
    HELD,
    LETTERED,
    LIST_LABEL,
    LISTED_WHY,
    MARKS,
    NOTE,
    NUMBER,
    PART,
    PART_HEADING,
    QUESTION,
    REMARKS,
    RULE,
    SAID,
    SAID_IN_WORDS,
    SOLUTION,
    STEM,
    UNSAID,
    about_question,
    answer_alone,
    difficulty_in,
    is_label_behind,
    is_truth,
    listing,
    shaped,
    unbold,
    unslanted,
    worth_in,
)
from quizapp.formats.text.offers import without_offers
from quizapp.formats.text.options import next_question, option
from quizapp.formats.text.why_list import cut_whys, share_whys
from quizapp.formats.text.worded import worded

_REASONED = re.compile(r"([A-Za-z])(?:[ ][-–—]|,?[ ](?:because|since|as))[ ]")
_LONE_LETTER = re.compile(r"\(?[A-Ja-j][).]?")
_FAR = 15
"""Lines below the heading of a list of answers in which it begins."""
_FEW = 10
"""Lines above an answer that may be the options it names."""

_MARKDOWN = re.compile(r"[ \t]*(?:#{1,6}[ ]\S|\*\*\S|```|<details)")
"""Begins a line in a page in Markdown, as chat programs give it."""

_PART = re.compile(r"\W{0,4}(?:Part|Section|Teil|Partie|Parte|Deel|[A-Z]{4,7})[ ]")
_DECIMAL = re.compile(r"\d{1,4}\.\d")
_END_OF_EMPHASIS = re.compile(r"\A[*_]{1,2}(?:\s+|\Z)")
"""What `**Feedback:** text` leaves before the text."""

_ABOVE = ("stem", "answer", "explanation")
_LEFT_OUT = "what the file says of pages, topics and objectives was left out"


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = decode(data, place)
    ledger.notes += notes
    lines = lines_of(text)
    for other in (latex, quiz_blocks):
        if other.holds(text):
            other.read("\n".join(lines), ledger)
            return ledger.reading("text")
    put = roots.shown(from_pasted if any(map(_MARKDOWN.match, lines)) else from_plain)
    held = fenced.held(roots.held(amc.signed(without_offers(lines, ledger), ledger)))
    kept, whys = cut_whys(as_known(printed.without_pages(held)))
    if gone := [str(number) for number, line in enumerate(kept, 1) if line == printed.GONE]:
        ledger.note(f"what stands between pages was left out: line {', '.join(gone)}")
    cut, answers = key_list.cut(worded(odd.starred(legend.wrong_crossed(kept, ledger), ledger)))
    drafts, listed = _drafts(without_asides(reasons.labelled(cut), ledger), place)
    given.doubt(drafts, lines)
    beside.take_bare(drafts)
    if given.is_for(drafts, lines):
        key_list.share(drafts, listed, answers)
    share_whys(drafts, whys)
    lost.take(drafts)
    judging.take(drafts, ledger)
    beside.take(drafts)
    judging.take_words(drafts, lines)
    typed.take(drafts, lines)
    believe_letters(drafts)
    legend.doubt(drafts, lines)
    counted = any(draft.number for draft in drafts)
    if len(drafts) > 1 and not counted and drafts[0].breaks and not any(draft.breaks for draft in drafts[1:]):
        take_heading(drafts[0], ledger)
    for draft in passages.shared(drafts) if counted else drafts:
        draft = unfolded(fenced.released(indented(unmarked(draft, ledger), lines), lines))
        said = " ".join(draft.stem)
        asks = "?" in said and not names_both(said)
        if counted and not (draft.number or draft.options or draft.answer or draft.typed or asks):
            note(draft.line, draft.stem, ledger)
        else:
            finish(draft, ledger, put)
    if not drafts:
        ledger.skip(
            1, "there are no questions to be seen", "number them, and letter their options a), b), c)", text[:200]
        )
    return roots.told(ledger).reading("text")


def _drafts(lines: list[str], place: str) -> tuple[list[Draft], list[tuple[int, str]]]:
    drafts: list[Draft] = []
    listed: list[tuple[int, str]] = []
    into, doubtful = listed, 0
    blank = True
    draft: Draft | None = None
    in_list = False
    about: dict[str, str] = {}
    for number, written in enumerate(lines, 1):
        key = beside.BEFORE_NUMBER.match(written.strip())
        line = shaped(written.strip()[key.end() :] if key else written)
        if line == printed.GONE:
            continue
        if line == CUT:
            draft, blank = draft if draft is not None and draft.options else None, True
            continue
        if not line or RULE.fullmatch(line):
            blank = True
            continue
        said = about_question(line)
        if said and said[2] and draft is not None and not blank and draft.state in _ABOVE:
            draft.points = said[3].strip()  # below a stem or an answer it is about the question above
            continue
        if said and not said[2] and draft is not None and draft.state == "stem" and not draft.stem:
            continue  # "Type: MCSA" below a number that stands alone
        if said and (draft is None or blank or draft.state == "answer"):
            about["points" if said[2] else said[1].lower()] = said[3].strip()
            draft = draft if draft is None or draft.options else None
            continue
        if (heads := given.heading(line)) and draft is not None and not draft.answer:
            below = next((one for one in map(shaped, lines[number : number + _FAR]) if one), "")
            listed_below = GROUP.fullmatch(below) or listing(below)
            if draft.options and (listed_below or not heads["of"]):
                in_list, into, draft.state, blank = True, listed, "answer", False
                continue
            behind = len(drafts) > 1 and bool(drafts[-2].options)  # "For the teacher only" above the heading
            if (draft.number or len(drafts) == 1 or behind) and listed_below:
                in_list, into = True, listed  # below statements that have no options, or above all questions
                continue
        has_head = given.may_head(drafts)
        may_list = in_list or "ANS" in line or (draft is not None and draft.options and blank) or has_head
        if not in_list and (found := listing(line)) and all(said == UNSAID for _, said in found):
            continue  # words of a list that is none
        if may_list and (found := listing(line)):
            if not in_list:
                into = listed
                if not given.is_key_list(lines, number - 1, has_head=has_head):
                    into, doubtful = [], number
                    draft = drafts.pop() and drafts[-1] if has_head else draft  # the heading is no question
            in_list = True
            into += found
            continue
        if in_list and (found := listing(line.replace("**", ""))):
            into += found
            continue
        if in_list and (why := LISTED_WHY.fullmatch(line.replace("**", ""))):
            into.append((int(why[1]), f"{why[2]}) {why[3]}"))
            continue
        if in_list and (part := PART.match(line)) and (found := listing(line[part.end() :])):
            into += found
            continue
        if in_list and GROUP.fullmatch(line):
            continue
        label = ANSWER.match(line) or (LIST_LABEL.match(line) if draft is not None and draft.options else None)
        if label and len(found := listing(label[1].strip())) > 1:
            if label.re is ANSWER or given.names_keys(line[: label.start(1)]):
                into = listed
            else:
                into, doubtful = [], number
            in_list = True
            into += found
            continue
        if in_list and draft is not None and not (draft.options and (draft.answer or not listed)):
            draft = None  # what stands below a list of answers belongs to no question
        in_list = False
        near = lines[number : number + 6]
        is_head = HEADING.fullmatch(line) or PART_HEADING.fullmatch(line)
        if draft is not None and is_head and _heads(line, near, draft, blank=blank):
            draft = Draft(number, stem=[line])
            drafts.append(draft)
            continue
        draft = _line(line, number, draft, drafts, blank=blank)
        check_count(max(len(drafts), len(draft.options)), place)
        if about and draft.line == number:
            draft.title, draft.points = about.get("title", ""), draft.points or about.get("points", "")
            about = {}
        if key and draft.line == number:
            draft.answer = key[1] or key[2] or key[3]
        blank = False
    for draft in drafts if doubtful else ():
        draft.changes += [f"the list of letters in line {doubtful} was left out"] * (draft is drafts[-1])
        draft.unclear = f"the list of letters in line {doubtful} may be what somebody answered"
    return drafts, listed


def _heads(line: str, below: Sequence[str], draft: Draft, *, blank: bool) -> bool:
    """Whether a line that reads like the heading of a part stands above a question, or above an instruction for it."""
    first, second = [*filter(None, map(shaped, below)), "", ""][:2]
    instructs = first.endswith((".", ":")) and not (ANSWER.match(first) or NUMBER.fullmatch(first))
    head = NUMBER.fullmatch(second if instructs else first)
    if head is None or draft.options or (draft.number and blank):
        return head is not None
    return draft.number > 0 and _PART.match(line) is not None and int(head[3]) == draft.number + 1


def _line(line: str, number: int, draft: Draft | None, drafts: list[Draft], *, blank: bool) -> Draft:
    """Put a line where it belongs; returns the question that is being read now."""
    if draft is not None and (fresh := next_question(line, draft, number)):
        drafts.append(draft := fresh)
    asks = QUESTION.fullmatch(line) if draft is None or draft.options else None
    if asks is None and draft is not None and draft.stem and _belongs(line, draft, blank=blank):
        return draft
    head = NUMBER.fullmatch(line) or QUESTION.fullmatch(line)
    if head is not None and draft is not None and _goes_on(line, head, draft, blank=blank):
        head = None
    if head is not None or draft is None or draft.state == "answer" or (blank and _is_over(draft, line)):
        fresh = _begun(line, number, head)
        drafts.append(fresh)
        return fresh
    if draft.state == "explanation":
        draft.explanation += ["", line] if blank and draft.explanation[-1] else [line]
    elif draft.state == "options":
        if not draft.options[-1]:
            draft.options[-1] = line  # a letter alone above its text
        elif len(draft.options[-1]) <= MAX_TEXT:  # what is longer is refused, and cost time with each line
            draft.options[-1] += f"\n{line}"
    else:
        draft.breaks += [len(draft.stem)] * blank
        labelled = STEM.match(line) if not draft.stem else None  # below a number that stands alone
        draft.stem.append(line[labelled.end() :] if labelled else line.removeprefix(HELD))
    return draft


def _goes_on(line: str, head: re.Match[str], draft: Draft, *, blank: bool) -> bool:
    """Whether a line with a number is text: below a label or a letter alone, in a list of steps or a broken line."""
    follows = head.re is NUMBER and int(head[3]) == draft.number + 1
    if head.re is NUMBER and not head[2]:
        above = NUMBER.fullmatch(draft.explanation[-1]) if draft.explanation and not blank else None
        counts = above is not None and int(head[3]) == int(above[3]) + 1
        waits = not any(draft.explanation) if draft.state == "explanation" else draft.options[-1:] == [""]
        if waits and (not follows or _DECIMAL.match(line)):
            return True
        if counts and not follows and draft.state == "explanation":
            return True
    # a year at the end of a broken line, a quantity at its beginning
    return not blank and (line.isdecimal() or bool(_DECIMAL.match(line) and (draft.state == "stem" or not follows)))


def _is_over(draft: Draft, line: str) -> bool:
    """Whether a text below a blank line is another question: an explanation may go on where questions have numbers."""
    goes_on = draft.state == "explanation" and draft.number and not passages.ends_explanation(line)
    broken = draft.state == "options" and draft.options[-1].endswith("-") and line[0].islower()
    return bool(draft.options) and draft.options[-1] != "" and not (goes_on or broken)


def _belongs(line: str, draft: Draft, *, blank: bool) -> bool:
    """Take the line as answer, explanation, feedback, remark or option of the question, if it is one."""
    if draft.state == "answer" and not draft.answer and (not blank or _names(unbold(line), draft)):
        draft.answer = answer_alone(unbold(line))
        return True
    bare = line[1:-1] if line[0] + line[-1] in ("[]", "()") else unslanted(unbold(line))
    if draft.state == "answer" and (why := SOLUTION.match(line)):
        draft.explanation, draft.state = [why[1]], "explanation"
        return True
    answer = ANSWER.match(bare) or ANSWER_SHORT.fullmatch(bare)
    if answer is not None:
        alone = answer_alone(answer[1])
        judged, reason = judging.reasoned(alone) if not draft.options else ("", "")
        if judged:
            alone, draft.explanation = judged, [reason]
        below_lines = len(draft.stem) > 2 and _LONE_LETTER.fullmatch(alone)  # options may have lost their letters
        if draft.options or blank or below_lines or is_truth(alone) or lost.is_line(alone, draft.stem[-_FEW:]):
            if draft.answer and draft.answer.lower() != alone.lower():
                draft.broken = "two lines below it name different answers"
            draft.answer, draft.state = alone, "answer"
            draft.points = draft.points or worth_in(line)
            draft.difficulty = draft.difficulty or difficulty_in(line)
            return True
    if beside.take_sentence(bare, draft):
        return True
    if draft.options and CHOSEN.fullmatch(bare):
        draft.changes.append("what somebody answered was left out")
        return True
    if said := SAID_IN_WORDS.fullmatch(line):
        draft.words["incorrect" if said[1] or said[3] else "correct"] = (said[2] or said[4]).strip("* ")
        draft.state = "answer" if draft.answer else draft.state
        return True
    if draft.options and NOTE.match(line):
        line = NOTE.sub("", line, count=1)
        if not EXPLANATION.match(line):
            draft.explain("", line)
            return True
    if explanation := EXPLANATION.match(unslanted(line)):
        label = line.partition(":")[0]
        words = _END_OF_EMPHASIS.sub("", explanation[1]) if {"*", "_"} & set(label) else explanation[1]
        draft.explain(label.strip(" *_->").casefold(), NOTE.sub("", words, count=1))
        return True
    explains = draft.state == "explanation" and is_label_behind(line, blank=blank)
    if ASIDE.fullmatch(line) and (draft.state == "answer" or explains):
        draft.points = draft.points or worth_in(line)
        draft.difficulty = draft.difficulty or difficulty_in(line)
        if line.lower() != "explanation":
            draft.changes.append(_LEFT_OUT)
        return True
    if (said := SAID.fullmatch(line)) and draft.state in ("stem", "options"):
        _take_said(said[1], said[2], draft)
        return True
    if draft.options and (worth := MARKS.fullmatch(line)):
        draft.points = draft.points or worth[1]
        return True
    return option(line, draft)


def _names(line: str, draft: Draft) -> bool:
    """Whether a line apart begins with the letter of an option, says one of the options, or judges a statement."""
    if not draft.options:
        return len(line) > 3 and is_truth(line)
    lettered = LETTERED.fullmatch(line)
    letters = draft.letters if any(draft.letters) else "abcdefghij"[: len(draft.options)]
    reasoned = _REASONED.match(line)
    named = (lettered[2] or "." if lettered else reasoned[1] if reasoned else ".").lower()
    return named in letters or line.strip("*. ") in draft.options


def _begun(line: str, number: int, head: re.Match[str] | None) -> Draft:
    fresh = Draft(number)
    if head is not None and head.re is NUMBER:
        fresh.number, fresh.points, rest = int(head[3]), head[4] or "", head[6]
        fresh.style = "word" if head[2] else head[5]
    else:
        fresh.style, rest = ("Q:", head[1]) if head is not None else ("", line)
    if line.startswith("**"):
        rest = rest.strip().removesuffix("**")
    elif head is not None and fresh.style == "word" and REMARKS.fullmatch(rest.strip("* ")):
        fresh.points, fresh.difficulty, rest = fresh.points or worth_in(rest), difficulty_in(rest), ""
    elif (bold := re.fullmatch(r"\*\*([^*]+)\*\*[ \t]*", rest)) is not None:
        rest = bold[1]
    fresh.stem = [bare] if (bare := rest.strip()) else []
    take_inline(fresh)
    return fresh


def _take_said(sign: str, words: str, draft: Draft) -> None:
    """Feedback about the option above it, or about the question where there is none yet."""
    if draft.options:
        last = len(draft.options) - 1
        if len(draft.rationales.get(last, "")) > MAX_TEXT:
            return
        draft.rationales[last] = "\n".join(filter(None, [draft.rationales.get(last), words]))
    elif sign == "...":
        draft.explanation.append(words)
    else:
        draft.words["correct" if sign == "~" else "incorrect"] = words

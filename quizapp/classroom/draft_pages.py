"""Drafts as a bank page: questions with their facts and evidence, ready to be read, corrected and approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quizapp.classroom.approving import NOTE
from quizapp.classroom.authoring import slug
from quizapp.classroom.kept_back import explained
from quizapp.core.article import Article as Quotable
from quizapp.core.errors import BadInput
from quizapp.core.item import NEEDS_WORK, Item, to_body
from quizapp.core.kinds import check
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.core.plain import as_markdown
from quizapp.core.words import brief, plain
from quizapp.formats.articles import ArticleText
from quizapp.generate import Article, Draft, Drafts


def page_of(drafts: Drafts, article: Article, head: Head, name: str, *, everything: bool = False) -> Page:
    """A bank page with the drafts, best first; `everything` adds those that need work, with the reason."""
    quotable = Quotable.of(article.text)
    facts: dict[tuple[str, tuple[str, ...]], Fact] = {}
    questions: list[Question] = []
    chosen = [*drafts.shown, *(drafts.needs_work if everything else ())]
    for draft in chosen:
        item = item_for(draft, head)
        quotes = quotes_of(draft, article, quotable)
        if check(item) or not quotes:
            continue  # too few options, or a passage that stands in the article twice: nothing a page could hold
        statement = " ".join(draft.fact.statement.split())
        fact = facts.setdefault((statement, quotes), Fact(len(facts) + 1, statement, quotes, places_of(draft)))
        taken = frozenset(question.name for question in questions)
        asked = item.stem.partition("“")[2] if item.kind == "true-false" else brief(plain(item.stem))
        named = slug(" ".join(asked.split()[:8]), taken=taken, limit=48)
        questions.append(Question(named, replace(item, facts=(fact.name,)), status="draft"))
    return Page(name, head, tuple(facts.values()), tuple(questions))


def item_for(draft: Draft, head: Head, *, plain_explanation: bool = False) -> Item:
    """The draft's question as it stands on its page: its texts as Markdown, what the page already says left out.

    `plain_explanation` keeps the reason why it needs work out of explanation and tags, where it is kept elsewhere.
    """
    item = draft.item
    reason = "" if plain_explanation else draft.reason
    told = explained(reason)
    why = f"{NOTE}{told.why} {told.help}\n\n" if reason else ""
    tags = (*(label.lower().replace(",", " ") for label in draft.labels), *([NEEDS_WORK] if reason else []))
    return replace(
        item,
        stem=as_markdown(item.stem),
        options=tuple(
            replace(option, text=as_markdown(option.text), rationale=as_markdown(option.rationale))
            for option in item.options
        ),
        explanation=as_markdown(why + item.explanation),
        language="" if item.language == head.language else item.language,
        as_of="" if item.as_of == head.as_of else item.as_of,
        tags=tuple(sorted(set(tags))),
    )


def quotes_of(draft: Draft, article: Article, quotable: Quotable) -> tuple[str, ...]:
    """The sentences that prove the key, each long enough to stand in the article once; nothing when that fails."""
    quotes = []
    for evidence in draft.fact.evidence:
        quote = _once(evidence.sentence, article, quotable)
        if not quote:
            return ()
        quotes.append(quote)
    return tuple(dict.fromkeys(quotes))


def _once(sentence: int, article: Article, quotable: Quotable) -> str:
    """The sentence, or with the one before or after it, in one line, if that stands in the article exactly once."""
    all_of_it = article.sentences
    for first, last in ((0, 0), (-1, 0), (0, 1), (-1, 1)):
        if sentence + first < 0 or sentence + last >= len(all_of_it):
            continue
        start, end = all_of_it[sentence + first].start, all_of_it[sentence + last].end
        quote = " ".join(article.text[start:end].split())
        if len(quotable.find(quote)) == 1:
            return quote
    return ""


def places_of(draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"paragraph {evidence.paragraph}" for evidence in draft.fact.evidence))


def head_for(article: Article, read: ArticleText) -> Head:
    """The head of the article's page: what is known about it, else what the text itself says."""
    title = read.title or article.title or article.opening
    published = read.published or article.published_on
    url = read.url if read.url.startswith(("http://", "https://")) and not any(map(str.isspace, read.url)) else ""
    return Head(
        " ".join(title.split()),
        publisher=read.publisher,
        published=published,
        url=url,
        license=read.license,
        as_of=published,
    )


def to_json(drafts: Drafts, article: Article, *, everything: bool = False) -> dict[str, Any]:
    """The drafts and everything they rest on as JSON values. Offsets count characters of `article.text`."""
    values: dict[str, Any] = {
        "article": {
            "title": article.title,
            "published_on": article.published_on,
            "words": article.words,
            "sha256": article.hash,
            "text": article.text,
            "not_asked_about": [
                {"reason": part.reason, "text": article.text[part.start : part.end]} for part in article.dropped
            ],
        },
        "notes": list(drafts.notes),
        "paragraphs": {str(number): count for number, count in drafts.paragraphs.items()},
        "drafts": [draft_to_json(draft) for draft in drafts.shown],
    }
    if everything:
        values["needs_work"] = [draft_to_json(draft) for draft in drafts.needs_work]
    return values


def draft_to_json(draft: Draft) -> dict[str, Any]:
    return {
        "template": draft.template,
        "score": draft.score,
        "labels": list(draft.labels),
        "pipeline": draft.pipeline,
        **({"reason": draft.reason, "why": explained(draft.reason).why} if draft.reason else {}),
        "item": to_body(draft.item),
        "fact": {
            "id": draft.fact.id,
            "statement": draft.fact.statement,
            "importance": draft.fact.importance,
            "attributed": draft.fact.attributed,
            "evidence": evidence_to_json(draft),
        },
    }


def evidence_to_json(draft: Draft) -> list[dict[str, Any]]:
    return [
        {"start": e.start, "end": e.end, "quote": e.quote, "paragraph": e.paragraph, "sentence": e.sentence}
        for e in draft.fact.evidence
    ]


def require_english(text: str, notes: Sequence[str]) -> None:
    """Raises BadInput naming the language of a text that was refused for not being English."""
    if not any("English" in note for note in notes):
        return
    from quizapp.core.language import language_of, named

    code = language_of(text)
    which = f"is in {named(code)}" if code and code != "en" else "does not read as English"
    raise BadInput(f"This text {which}; questions are drafted for English texts only, so far.")

"""Deciding about drafts: what is approved becomes a question with fact and evidence; what is flawed cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import articles, authoring, drafting, quality, reviewing
from quizapp.classroom.bodies import facts_of
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.core.item import Item, Option, to_body
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Draft, Person
from tests.conftest import Cast
from tests.factories import NOON

SENTENCES = (
    "Maren Holt, the mayor of Tarnvik, opened the tidal mill in 1921.",
    "The mill ground barley for eleven villages.",
    "Jonas Eide sold the building to a school in 1950.",
)
TEXT = " ".join(SENTENCES) + " Karl Vik painted the hall of the mill and wrote about the tide." * 12


def made(stem: str, key: str, *wrong: str, sentence: int = 0, template: str = "who", reason: str = "") -> drafting.Made:
    options = (Option(key, True, "The text says so."), *(Option(w, False, "Named elsewhere.") for w in wrong))
    start = TEXT.index(SENTENCES[sentence])
    place = {
        "start": start,
        "end": start + len(SENTENCES[sentence]),
        "quote": SENTENCES[sentence],
        "cited": SENTENCES[sentence],
        "paragraph": 1,
        "sentence": sentence,
    }
    body = to_body(Item("single", stem, options, explanation="As the article says."))
    return drafting.Made(
        f"{stem[:9]}{template[:4]}", f"fact {sentence}", template, body, f"{key} it was.", [place], [], reason, "md 1"
    )


WHO = made("Who opened the tidal mill of Tarnvik?", "Maren Holt", "Jonas Eide", "Karl Vik")
SOLD = made("Who sold the mill to a school?", "Jonas Eide", "Maren Holt", "Karl Vik", sentence=2)
HELD = made(
    "What did the mill grind?", "barley", "oats", "salt", sentence=1, template="what", reason="not reliable yet"
)


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, cast.amira, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    drafting.store(db, row, [WHO, SOLD, HELD], generator=1, at=NOON)
    return row


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


def first(db: Session, article: Article) -> Draft:
    return drafting.waiting(db, article)[0]


def test_the_same_text_is_the_same_article(db: Session, cast: Cast, article: Article) -> None:
    again, new = articles.add(db, None, ArticleText(TEXT), course=article.course, at=NOON)
    assert (again.id, new) == (article.id, False)


def test_an_approved_draft_is_a_question_with_its_fact_and_its_sentence(
    db: Session, article: Article, amira: Person
) -> None:
    draft = first(db, article)
    row = reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    assert (row.status, draft.state, draft.item_id) == ("approved", "approved", row.id)
    assert article.page is not None
    [fact] = facts_of(article.page)
    assert (fact.statement, fact.quotes, fact.places) == ("Maren Holt it was.", (SENTENCES[0],), ("paragraph 1",))
    assert authoring.newest(db, row).body["facts"] == ["F1"]
    assert article.page.course_id == article.course_id, "the article belongs to its class, and so do its questions"


def test_a_second_question_on_the_same_article_stands_on_the_same_page(
    db: Session, article: Article, amira: Person
) -> None:
    rows = [
        reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
        for draft in drafting.waiting(db, article)
    ]
    assert len({row.page_id for row in rows}) == 1
    assert article.page is not None
    assert len(article.page.facts) == 2


def test_a_blocking_flaw_refuses_approval_also_with_a_tick(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    item = reviewing.item_of(draft)
    twice = replace(item, options=(*item.options[:2], Option("jonas  eide", False, "")))
    with pytest.raises(BadInput, match="the same"):
        reviewing.approve(db, amira, draft, twice, looked=True, at=NOON)
    assert draft.state == "waiting"


def test_a_warning_asks_once(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    item = replace(reviewing.item_of(draft), stem="Who did not open the tidal mill of Tarnvik?")
    with pytest.raises(BadInput, match="tick"):
        reviewing.approve(db, amira, draft, item, at=NOON)
    assert reviewing.approve(db, amira, draft, item, looked=True, at=NOON).status == "approved"


def test_a_sensitive_subject_asks_for_a_second_look(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    draft.labels = ["sensitive: death"]
    with pytest.raises(BadInput, match="death"):
        reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    reviewing.approve(db, amira, draft, reviewing.item_of(draft), looked=True, at=NOON)


def test_a_rejection_needs_a_reason_and_a_decision_is_made_once(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    with pytest.raises(BadInput, match="why"):
        reviewing.reject(db, amira, draft, "because", at=NOON)
    reviewing.reject(db, amira, draft, "trivial", "Nobody asks this.", at=NOON)
    assert draft.state == "rejected"
    with pytest.raises(Conflict):
        reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)


def test_a_decision_can_be_taken_back(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    row = reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    reviewing.take_back(db, amira, draft, at=NOON)
    assert (draft.state, row.status) == ("waiting", "retired")
    assert reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON).id == row.id
    assert row.status == "approved"


def test_sentences_show_what_is_asked_about_them(db: Session, article: Article, amira: Person) -> None:
    draft = first(db, article)
    reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    covered = drafting.coverage(db, article, drafting.all_drafts(db, article))
    assert [sentence.state for sentence in covered[:4]] == ["approved", "held", "waiting", ""]


def test_a_draft_that_was_kept_back_is_approved_as_it_is_and_goes_back_there_when_that_is_undone(
    db: Session, article: Article, amira: Person
) -> None:
    [held] = drafting.kept_back(db, article)
    assert reviewing.queue_of(db, held) == [held], "those that wait are gone through apart"
    reviewing.approve(db, amira, held, reviewing.item_of(held), looked=True, at=NOON)
    assert held.state == "approved"
    reviewing.take_back(db, amira, held, at=NOON)
    assert drafting.kept_back(db, article) == [held]


def test_it_refuses_strangers_and_observers(db: Session, cast: Cast, article: Article) -> None:
    noor, ina = db.get_one(Person, cast.noor.id), db.get_one(Person, cast.ina.id)
    with pytest.raises(NotFound):
        articles.get(db, noor, article.public_id)
    with pytest.raises(NotAllowed):
        reviewing.get(db, ina, first(db, article).public_id)


def test_a_kind_with_a_wrong_key_is_held_back_until_that_is_taken_back(
    db: Session, article: Article, amira: Person
) -> None:
    draft = first(db, article)
    reviewing.reject(db, amira, draft, "wrong key", at=NOON)
    assert "wrong key" in quality.demoted(db)["who"]
    new = made("Who painted the hall of the mill?", "Karl Vik", "Maren Holt", "Jonas Eide")
    drafting.store(db, article, [new], generator=1, at=NOON)
    assert [d.state for d in drafting.all_drafts(db, article) if d.mark == new.mark] == ["held"]
    reviewing.take_back(db, amira, draft, at=NOON)
    assert quality.demoted(db) == {}


def test_a_kind_that_instructors_keep_rejecting_is_held_back(db: Session, article: Article, amira: Person) -> None:
    several = [
        made(f"Who did thing {n:02}?", "Maren Holt", "Jonas Eide", "Karl Vik", template="who-did") for n in range(10)
    ]
    drafting.store(db, article, [replace(one, mark=f"m{n}") for n, one in enumerate(several)], generator=1, at=NOON)
    for number, draft in enumerate(d for d in drafting.waiting(db, article) if d.template == "who-did"):
        if number < 6:
            reviewing.approve(db, amira, draft, reviewing.item_of(draft), looked=True, at=NOON)
        else:
            reviewing.reject(db, amira, draft, "unclear", at=NOON)
    [row] = [row for row in quality.table(db) if row.template == "who-did"]
    assert (row.decided, row.accepted, row.reasons) == (10, 6, (("unclear", 4),))
    assert "only 6 of the last 10" in row.demoted
    assert [one.reason for one in row.blamed] == ["unclear"] * 4
    quality.show_again(db, amira, "who-did", at=NOON)
    assert quality.demoted(db) == {}


NEXT = NOON + timedelta(hours=1)
PAINTED = replace(made("Who painted the hall of the mill?", "Karl Vik", "Maren Holt", "Jonas Eide"), fact_key="hall")


def test_a_kind_that_is_held_back_tells_which_rejection_it_was_and_an_owner_has_it_shown_again(
    db: Session, cast: Cast, article: Article, amira: Person
) -> None:
    who, sold = drafting.waiting(db, article)
    reviewing.reject(db, amira, who, "two keys", "Karl did, too.", at=NOON)
    reviewing.reject(db, amira, sold, "trivial", at=NOON)
    drafting.store(db, article, [PAINTED], generator=1, at=NOON)
    [row] = [row for row in quality.table(db) if row.demoted]
    assert [(one.draft_id, one.note) for one in row.blamed] == [(who.id, "Karl did, too.")]
    assert quality.blamed_here([row], db, [article.course]) == {row.blamed[0].id: who}
    assert quality.blamed_here([row], db, [cast.other_course]) == {}
    with pytest.raises(NotAllowed, match="owner"):
        quality.show_again(db, db.get_one(Person, cast.ben.id), "who", at=NOON)
    assert quality.show_again(db, amira, "who", at=NOON) == 1
    assert [(draft.body["stem"], draft.reason) for draft in drafting.waiting(db, article)] == [
        (PAINTED.body["stem"], "")
    ]
    assert [draft.reason for draft in drafting.kept_back(db, article)] == ["not reliable yet"]
    assert quality.demoted(db) == {}
    with pytest.raises(Conflict, match="already"):
        quality.show_again(db, amira, "who", at=NOON)


def test_only_the_owners_of_the_classes_where_a_kind_was_rejected_have_it_shown_again(
    db: Session, cast: Cast, article: Article, amira: Person
) -> None:
    noor, there = db.get_one(Person, cast.noor.id), db.get_one(Course, cast.other_course.id)
    reviewing.reject(db, amira, first(db, article), "two keys", at=NOON)
    drafting.store(db, article, [PAINTED], generator=1, at=NOON)
    assert quality.may_show_again(db, noor, quality.table(db)) == set()
    with pytest.raises(NotAllowed, match="an owner of those"):
        quality.show_again(db, noor, "who", at=NOON)
    assert "second key" in quality.demoted(db)["who"]
    other, _ = articles.add(db, noor, ArticleText(TEXT, title="A mill"), course=there, at=NOON)
    drafting.store(db, other, [WHO], generator=1, at=NOON)
    reviewing.reject(db, noor, drafting.all_drafts(db, other)[0], "wrong key", at=NOON)
    assert quality.may_show_again(db, noor, quality.table(db)) == {"who"}
    assert quality.show_again(db, noor, "who", at=NOON) is None, "what amira rejected holds it back still"
    assert PAINTED.mark in [draft.mark for draft in drafting.kept_back(db, article)]
    assert quality.may_show_again(db, noor, quality.table(db)) == set()
    assert quality.show_again(db, amira, "who", at=NOON) == 1


def test_a_kind_that_was_shown_again_is_held_back_by_the_next_wrong_key(
    db: Session, article: Article, amira: Person
) -> None:
    reviewing.reject(db, amira, first(db, article), "wrong key", at=NOON)
    quality.show_again(db, amira, "who", at=NOON)
    reviewing.reject(db, amira, first(db, article), "wrong key", at=NEXT)
    assert "wrong key" in quality.demoted(db)["who"]
    assert quality.show_again(db, amira, "who", at=NEXT) == 0
    assert quality.demoted(db) == {}


def test_what_the_generator_keeps_back_itself_stays_there_when_its_kind_is_shown_again(
    db: Session, article: Article, amira: Person
) -> None:
    weak = replace(PAINTED, reason="too few plausible wrong options")
    drafting.store(db, article, [weak], generator=1, at=NOON)
    reviewing.reject(db, amira, first(db, article), "wrong key", at=NOON)
    assert quality.show_again(db, amira, "who", at=NOON) == 0
    assert weak.reason in [draft.reason for draft in drafting.kept_back(db, article)]


def test_a_text_in_another_language_is_refused_by_its_name(db: Session, article: Article) -> None:
    article.language = "de"
    with pytest.raises(BadInput, match="German"):
        drafting.ask(db, None, article, at=NOON)


def test_an_article_is_corrected_and_bad_values_are_refused(db: Session, article: Article, amira: Person) -> None:
    values = {"title": "A mill", "publisher": "Bay News", "published": "2031-03-12", "url": "", "license": ""}
    articles.correct(db, amira, article, **values, language="en")
    assert articles.head_of(article).as_of == "2031-03-12"
    for wrong in ({"title": " "}, {"published": "soon"}, {"url": "javascript:1"}):
        with pytest.raises(BadInput):
            articles.correct(db, amira, article, **(values | wrong), language="en")


SPARE = drafting.Made(**{
    **{name: getattr(WHO, name) for name in WHO.__dataclass_fields__},
    "mark": "spare",
    "template": "whom",
    "spares": (("Lena Moen", "Lena Moen is named in paragraph 2."), ("the Maren Holt", "Not in the article.")),
})  # fmt: skip


def with_spares(db: Session, article: Article) -> Draft:
    drafting.store(db, article, [SPARE], generator=1, at=NOON)
    return next(draft for draft in drafting.waiting(db, article) if draft.spares)


def test_another_wrong_option_comes_with_its_reason_and_leads_round_to_the_first(db: Session, article: Article) -> None:
    draft = with_spares(db, article)
    item = reviewing.item_of(draft)
    changed = reviewing.another_option(draft, item, 1)
    assert [option.text for option in changed.options] == ["Maren Holt", "Lena Moen", "Karl Vik"]
    assert changed.options[1].rationale == "Lena Moen is named in paragraph 2."
    assert reviewing.another_option(draft, changed, 1) == item, "the other spare repeats the key, so it is passed over"
    assert reviewing.item_of(draft) == item, "nothing is stored before somebody decides"


def test_the_key_is_never_replaced_and_an_empty_store_is_said(db: Session, article: Article) -> None:
    draft = with_spares(db, article)
    with pytest.raises(BadInput, match="key"):
        reviewing.another_option(draft, reviewing.item_of(draft), 0)
    bare = first(db, article)
    with pytest.raises(BadInput, match=r"fits here\. Write one"):
        reviewing.another_option(bare, reviewing.item_of(bare), 1)
    draft.spares = draft.spares[1:]
    with pytest.raises(BadInput, match="“the Maren Holt” is left out: "):
        reviewing.another_option(draft, reviewing.item_of(draft), 1)


@pytest.mark.parametrize("way", ["approve", "keep_edit"])
def test_another_number_stands_where_the_old_one_was_and_is_sorted_when_it_is_stored(
    db: Session, article: Article, amira: Person, way: str
) -> None:
    options = [("1921", True), ("1934", False), ("1947", False)]
    years = Item(
        "single", "In which year was the mill opened?",
        tuple(Option(text, key, "So it says.") for text, key in options), order="fixed",
    )  # fmt: skip
    draft = with_spares(db, article)
    draft.made = draft.body = to_body(years)
    draft.spares = [{"text": "1908", "rationale": "Not in the article."}]
    shown = reviewing.another_option(draft, years, 2)
    assert [o.text for o in shown.options] == ["1921", "1934", "1908"]
    assert "IW14" not in {flaw.rule for flaw in reviewing.flaws_of(draft, shown)}, "it will be in order"
    if way == "approve":
        reviewing.approve(db, amira, draft, shown, looked=True, at=NOON)
    else:
        reviewing.keep_edit(db, amira, draft, shown)
    kept = [(o.text, o.rationale) for o in reviewing.item_of(draft).options]
    assert kept == [("1908", "Not in the article."), ("1921", "So it says."), ("1934", "So it says.")]


def test_other_drafts_on_the_same_sentence_or_fact_are_offered(db: Session, article: Article, amira: Person) -> None:
    twin = with_spares(db, article)
    who, _, sold, held = drafting.all_drafts(db, article)
    sold.fact_key = held.fact_key = "other"
    assert reviewing.beside(db, who) == [twin]
    held.fact_key = who.fact_key
    assert reviewing.beside(db, who) == [twin, held], "what waits comes before what was kept back"
    reviewing.reject(db, amira, twin, "trivial", at=NOON)
    assert reviewing.beside(db, who) == [held]


def test_decisions_of_a_sitting_are_taken_back_from_the_last_to_the_first(
    db: Session, cast: Cast, article: Article, amira: Person
) -> None:
    who, sold = drafting.waiting(db, article)
    [held] = drafting.kept_back(db, article)
    ben = db.get_one(Person, cast.ben.id)

    def last(person: Person = amira, at: datetime = NOON) -> Draft | None:
        return reviewing.last_decision(db, person, article, at=at)

    assert last() is None
    for draft in (sold, who, held):
        reviewing.reject(db, amira, draft, "trivial", at=NOON)
    assert last(ben) is None, "each takes back what is their own"
    assert last(at=NOON + reviewing.SITTING) is None, "a sitting has an end"
    for draft in (held, who, sold):
        assert last() is draft
        reviewing.take_back(db, amira, draft, at=NOON)
    assert last() is None
    reviewing.reject(db, amira, who, "trivial", at=NOON)
    reviewing.take_back(db, ben, who, at=NOON)
    reviewing.reject(db, ben, who, "trivial", at=NOON)
    assert last() is None, "another has decided since"


def test_decisions_on_another_article_are_not_taken_back_here(db: Session, article: Article, amira: Person) -> None:
    other, _ = articles.add(db, amira, ArticleText(TEXT + " It rains."), course=article.course, at=NOON)
    reviewing.reject(db, amira, first(db, article), "trivial", at=NOON)
    assert reviewing.last_decision(db, amira, other, at=NOON) is None


def test_a_fact_of_which_a_draft_was_rejected_is_asked_in_other_words_only_among_what_needs_work(
    db: Session, article: Article, amira: Person
) -> None:
    sold = next(draft for draft in drafting.waiting(db, article) if draft.body == SOLD.body)
    sold.fact_key = "sale"
    reviewing.reject(db, amira, sold, "two keys", at=NOON)
    quality.show_again(db, amira, sold.template, at=NOON)  # or all of its kind were kept back
    twin = replace(made("Which man sold the mill?", "Jonas Eide", "Karl Vik", sentence=2), fact_key="sale")
    statement = replace(made("Eide sold it.", "True", "False", sentence=2, template="stated"), fact_key="sale")
    flawed = replace(made("Who did so?", "Jonas Eide", "Karl Vik", sentence=2, reason="text"), fact_key="sale")
    other = replace(made("Whom did Eide sell it to?", "a school", "a mill", sentence=2), fact_key="buyer")
    drafting.store(db, article, [twin, statement, flawed, other], generator=1, at=NOON)
    said = {draft.body["stem"]: draft.reason for draft in drafting.kept_back(db, article)}
    again = "rejected before: second key"
    assert said == {
        "What did the mill grind?": "not reliable yet",
        "Which man sold the mill?": again,
        "Eide sold it.": again,
        "Who did so?": "text",
    }
    assert "Whom did Eide sell it to?" in [draft.body["stem"] for draft in drafting.waiting(db, article)]


def test_a_rejection_that_was_taken_back_or_is_of_another_article_holds_no_fact_back(
    db: Session, article: Article, amira: Person
) -> None:
    draft = first(db, article)
    reviewing.reject(db, amira, draft, "trivial", at=NOON)
    other, _ = articles.add(db, amira, ArticleText(TEXT + " It is so."), course=article.course, at=NOON)
    drafting.store(db, other, [made("Which mayor opened the mill?", "Maren Holt", "Karl Vik")], generator=1, at=NOON)
    assert len(drafting.waiting(db, other)) == 1
    reviewing.take_back(db, amira, draft, at=NOON)
    twin = made("Which mayor opened the mill?", "Maren Holt", "Karl Vik")
    drafting.store(db, article, [twin], generator=1, at=NOON)
    assert twin.body in [one.body for one in drafting.waiting(db, article)]


def test_what_nobody_has_touched_gives_way_to_its_newer_wording_and_nothing_else_does(
    db: Session, article: Article, amira: Person
) -> None:
    """As after a correction of the title, which stands in questions."""
    who, sold = drafting.waiting(db, article)
    held = drafting.kept_back(db, article)[0]
    edited = replace(reviewing.item_of(sold), stem="Who sold the tidal mill?")
    reviewing.keep_edit(db, amira, sold, edited)
    stems = ("Who was it that opened the mill?", "Who was it that sold it?", "What was ground?")
    newer = [
        replace(old, mark=f"newer {n}", body=old.body | {"stem": stem})
        for n, (old, stem) in enumerate(zip((WHO, SOLD, HELD), stems, strict=True))
    ]
    drafting.store(db, article, newer, generator=1, at=NOON)
    db.expire_all()
    assert (who.mark, who.body["stem"], who.made["stem"]) == ("newer 0", stems[0], stems[0])
    assert (held.body["stem"], held.state, held.reason) == (stems[2], "held", "not reliable yet")
    assert sorted(one.body["stem"] for one in drafting.waiting(db, article)) == sorted([edited.stem, *stems[:2]])
    assert len(drafting.all_drafts(db, article)) == 4
    drafting.store(db, article, newer, generator=1, at=NOON)
    assert len(drafting.all_drafts(db, article)) == 4, "the same again is nothing new"


def test_a_draft_about_which_a_decision_was_taken_back_stays_as_it_was(
    db: Session, article: Article, amira: Person
) -> None:
    draft = first(db, article)
    reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    reviewing.take_back(db, amira, draft, at=NOON)
    newer = replace(WHO, mark="newer", body=WHO.body | {"stem": "Who was it that opened the mill?"})
    drafting.store(db, article, [newer], generator=1, at=NOON)
    db.expire_all()
    assert draft.body["stem"] == WHO.body["stem"]
    assert newer.body in [one.body for one in drafting.waiting(db, article)]


def test_a_fact_that_is_asked_already_is_asked_again_in_the_same_way_only_among_what_needs_work(
    db: Session, article: Article, amira: Person
) -> None:
    draft = first(db, article)
    reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    twin = replace(WHO, mark="newer", body=WHO.body | {"stem": "Who was it that opened the mill?"})
    other = replace(made("In which year did it open?", "1921", "1950", template="when"), fact_key=WHO.fact_key)
    besides = replace(SOLD, mark="besides", body=SOLD.body | {"stem": "To whom was it sold?"})
    drafting.store(db, article, [twin, other, besides, SOLD], generator=1, at=NOON)
    assert [one.reason for one in drafting.kept_back(db, article) if one.mark == "newer"] == ["approved before"]
    waiting = [one.body for one in drafting.waiting(db, article)]
    assert [one.body in waiting for one in (other, besides, SOLD)] == [True] * 3, "what is made still stays beside it"
    assert draft.body["stem"] == WHO.body["stem"]

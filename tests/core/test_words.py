from __future__ import annotations

import pytest

from quizapp.core.words import brief, plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Which **river** is *not* in `Europe`?", "Which river is not in Europe?"),
        ("What does ![a map of the coast](media/map.png) show?", "What does a map of the coast show?"),
        ("See [the page](https://example.org/a) first", "See the page first"),
        ("> A quotation\n\nWho said it?", "A quotation Who said it?"),
        ("```python\nprint(2 * 3)\n```\nWhat is printed?", "print(2 * 3) What is printed?"),
        ("2 * 3 * 4 and a_b_c stay", "2 * 3 * 4 and a_b_c stay"),
        (r"1\. is \*not\* a list", "1. is *not* a list"),
        ("  spread \n over   lines ", "spread over lines"),
        ("It has gaps.\\\nWhat fills them?", "It has gaps. What fills them?"),
        ("C:\\\\\nWhat is it?", "C:\\ What is it?"),
        ("", ""),
    ],
)
def test_a_list_shows_the_words_of_a_stem_without_its_marks(markdown: str, words: str) -> None:
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ("stem", "named"),
    [
        (
            "According to paragraph 5 of the article “Pier”, which year completes the sentence “It burned in ____”?",
            "“It burned in ____”?",
        ),
        ("According to the article, which sum of money completes the passage “A. B ____”?", "“A. B ____”?"),
        ("According to the article “The pier”, who said, “It burned”?", "Who said, “It burned”?"),
        ("According to paragraph 2 of the article “A, B”, how many piers burned?", "How many piers burned?"),
        ("According to the article, “the pier” is what?",) * 2,
        ("According to Maren Holt, who lit the lamp?",) * 2,
        ("Which year completes the century?",) * 2,
    ],
)
def test_a_list_names_a_question_by_what_it_asks_and_not_by_its_source(stem: str, named: str) -> None:
    assert brief(stem) == named

"""WHAT CAN THIS ARTICLE ASK? Article text → drafts with evidence, offline and the same for the same seed.

`draft` is the pipeline as named lines; each stage is a module that can be read alone. A generator only chooses a
fact and words the stem; distractors, rationales, verification and ranking are shared.
"""

from __future__ import annotations

from quizapp.generate.candidates import Draft, Drafts
from quizapp.generate.drafting import GENERATORS, draft
from quizapp.generate.sentences import Article, read_article

__all__ = ["GENERATORS", "Article", "Draft", "Drafts", "draft", "read_article"]

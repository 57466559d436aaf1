"""Between values of core and the JSON kept in item versions: bodies, evidence, hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from quizapp.core.item import MEDIA, Item, from_body, to_body
from quizapp.core.page import Fact, Head
from quizapp.core.revealed import Evidence
from quizapp.store import BankPage, ItemVersion, PageFact

_SOURCE = ("title", "source", "publisher", "published", "url", "license", "language", "as_of")
"""What of a page's head is kept with each version: enough to cite the article, and nothing that is only filing."""


def head_to_json(head: Head) -> dict[str, Any]:
    values = {field.name: getattr(head, field.name) for field in fields(head)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def head_from_json(stored: Mapping[str, Any]) -> Head:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    return Head(**values)


def fact_to_json(fact: Fact) -> dict[str, Any]:
    return {
        "number": fact.number,
        "statement": fact.statement,
        "quotes": list(fact.quotes),
        "places": list(fact.places),
    }


def fact_from_row(row: PageFact) -> Fact:
    return Fact(row.number, row.statement, tuple(row.quotes), tuple(row.places))


def facts_of(page: BankPage) -> tuple[Fact, ...]:
    return tuple(fact_from_row(row) for row in page.facts)


def evidence_to_json(item: Item, facts: Iterable[Fact], head: Head) -> dict[str, Any]:
    """The facts the item names, and their source, as they stand now."""
    used = [fact_to_json(fact) for fact in facts if fact.name in item.facts]
    stored = head_to_json(head)
    return {"facts": used, "source": {name: stored[name] for name in _SOURCE if name in stored}}


def evidence_from_json(stored: Mapping[str, Any]) -> Evidence:
    facts = tuple(
        Fact(fact["number"], fact["statement"], tuple(fact["quotes"]), tuple(fact["places"]))
        for fact in stored["facts"]
    )
    return Evidence(facts, head_from_json({"title": ""} | dict(stored["source"])))


def digest(value: Any) -> str:
    """SHA-256 of a JSON value in one spelling."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def body_hash(item: Item, evidence: Mapping[str, Any]) -> str:
    return digest({"body": to_body(item), "evidence": evidence})


def item_of(version: ItemVersion) -> Item:
    return from_body(version.body)


def item_on_page(item: Item, head: Head) -> Item:
    """The item with what it inherits from its page: language, as-of date, tags."""
    return replace(
        item,
        language=item.language or head.language,
        as_of=item.as_of or head.as_of,
        tags=tuple(sorted(set(item.tags) | set(head.tags))),
    )


def shown_item(version: ItemVersion) -> Item:
    """The version as it is shown: in its page's language, its pictures under the addresses they are served at."""
    item = with_picture_addresses(item_of(version), version.media)
    return replace(item, language=item.language or str(version.evidence["source"].get("language", "")))


def with_picture_addresses(item: Item, media: Mapping[str, str]) -> Item:
    """The item with `media/map.png` replaced by the address under which that very picture is served."""
    if not media:
        return item

    def resolved(text: str) -> str:
        return MEDIA.sub(
            lambda found: (
                f"![{found[1]}](/media/{media[found[2]]}{PurePosixPath(found[2]).suffix})"
                if found[2] in media
                else found[0]
            ),
            text,
        )

    return replace(
        item,
        stem=resolved(item.stem),
        options=tuple(replace(option, text=resolved(option.text)) for option in item.options),
        explanation=resolved(item.explanation),
    )

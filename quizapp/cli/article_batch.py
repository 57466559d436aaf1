"""Drafting on a folder of articles: one page per article, resumable wherever it was killed.

`manifest.jsonl` in the output folder has one line per article that is done, appended and flushed after the
article's page is in place. A run that was killed between the two does that one article again and writes the same
bytes; no article is lost and none has two pages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from quizapp.classroom.authoring import slug
from quizapp.cli.article_drafting import drafted, progress, write_page
from quizapp.core.errors import BadInput, Conflict
from quizapp.formats import articles

MANIFEST = "manifest.jsonl"


def run(
    folder: Path,
    output: Path,
    *,
    count: int | None,
    seed: int,
    everything: bool,
    with_article: bool,
    true_false: bool = False,
) -> int:
    """Draft on every article below `folder`; returns 1 when one of them could not be read or asked about."""
    files = _articles(folder, output)
    names = _names(files, folder)
    settings = {"count": count, "seed": seed, "all": everything, "with_article": with_article}
    settings |= {"true_false": true_false, **_versions()}
    output.mkdir(parents=True, exist_ok=True)
    with _alone(output):
        done = _done(output / MANIFEST, settings)
        failed = questions = resumed = 0
        with (output / MANIFEST).open("ab") as manifest, progress() as tell:
            for number, file in enumerate(files):
                tell("articles", number, len(files))
                place = file.relative_to(folder).as_posix()
                data = file.read_bytes()[: articles.MAX_BYTES + 1]
                digest = sha256(data).hexdigest()
                entry = done.get(place)
                page = output / f"{names[file]}.md"
                if entry is None or entry["sha256"] != digest or (entry["questions"] and not page.exists()):
                    entry = _draft_one(data, file, page, settings)
                    entry = {"article": place, "sha256": digest, **entry, "settings": settings}
                    _append(manifest, entry)
                else:
                    resumed += 1
                questions += int(entry["questions"])
                if entry["problem"]:
                    failed += 1
                    click.echo(f"{place}: {entry['problem']}", err=True)
    again = f", {resumed} of them already done" if resumed else ""
    click.echo(f"{len(files)} articles{again}, {questions} questions, {failed} articles that could not be asked about")
    return 1 if failed else 0


def _draft_one(data: bytes, file: Path, page: Path, settings: dict[str, Any]) -> dict[str, Any]:
    """Draft on one article and put its page in place; what cannot be done is told in the entry."""
    try:
        read = articles.read(data, file.name)
        text, told = drafted(
            read,
            page.stem,
            count=settings["count"],
            seed=settings["seed"],
            everything=settings["all"],
            true_false=settings["true_false"],
            tell=lambda stage, done, total: None,
            article_file=f"articles/{page.stem}.txt" if settings["with_article"] else "",
        )
    except BadInput as problem:
        page.unlink(missing_ok=True)
        return {"page": None, "questions": 0, "problem": str(problem)}
    if not text:
        page.unlink(missing_ok=True)
        notes = " ".join(told["notes"])
        return {"page": None, "questions": 0, "problem": "" if told["facts_found"] else notes, "notes": notes}
    write_page(page, text, told["article"]["text"] if settings["with_article"] else "")
    return {"page": page.name, "questions": len(told["drafts"]), "problem": ""}


def _articles(folder: Path, output: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput(f"{folder}: there is no such folder; give one with articles ({', '.join(articles.ENDINGS)})")
    inside = output.resolve()
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in articles.ENDINGS and not path.resolve().is_relative_to(inside)
    ]
    if not found:
        raise BadInput(f"{folder}: there is no article in it; they end in {', '.join(articles.ENDINGS)}")
    return found


def _names(files: list[Path], folder: Path) -> dict[Path, str]:
    """A page name for each article; those that would be alike get six digits of their path's hash.

    So a name does not depend on the order or on what else is in the folder, unless it clashes.
    """
    plain = {file: slug(file.relative_to(folder).with_suffix("").as_posix()) for file in files}
    counts: dict[str, int] = {}
    for name in plain.values():
        counts[name] = counts.get(name, 0) + 1
    return {
        file: name
        if counts[name] == 1
        else f"{name}-{sha256(file.relative_to(folder).as_posix().encode()).hexdigest()[:6]}"
        for file, name in plain.items()
    }


def _versions() -> dict[str, Any]:
    from quizapp.generate import pipeline
    from quizapp.generate.drafting import GENERATOR_VERSION

    return {"generator": GENERATOR_VERSION, "pipeline": pipeline.described()}


def _done(manifest: Path, settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The articles done with these settings. A torn last line, from a kill while it was written, is cut off."""
    if not manifest.exists():
        return {}
    data = manifest.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with manifest.open("r+b") as file:
            file.truncate(whole)
    found: dict[str, dict[str, Any]] = {}
    for line in data[:whole].splitlines():
        entry: dict[str, Any] = json.loads(line)
        if entry["settings"] == settings:
            found[entry["article"]] = entry
        else:
            found.pop(entry["article"], None)
    return found


def _append(manifest: Any, entry: dict[str, Any]) -> None:
    manifest.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
    manifest.flush()
    os.fsync(manifest.fileno())


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Only one run writes into a folder at a time; the system frees the lock when a run dies."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (output / ".drafting").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Conflict(f"Another run is drafting into {output}; wait for it, or choose another folder.") from None
        yield

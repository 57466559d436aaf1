"""A live room as JSON and back, for the row that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from quizapp.core.live import Room, Round, Settings, State


def to_json(room: Room) -> dict[str, object]:
    """The room as JSON values; instants in ISO 8601."""
    values = {field.name: getattr(room, field.name) for field in fields(Room)}
    values["settings"] = {field.name: getattr(room.settings, field.name) for field in fields(Settings)}
    values["rounds"] = [{field.name: getattr(one, field.name) for field in fields(Round)} for one in room.rounds]
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


_INSTANTS = ("touched_at", "opened_at", "until", "paused_at", "closed_at")


def from_json(stored: Mapping[str, object]) -> Room:
    """The room that `to_json` wrote."""
    values: dict[str, Any] = dict(stored)
    for name in _INSTANTS:
        if isinstance(text := values.get(name), str):
            values[name] = datetime.fromisoformat(text)
    resumes = values.get("resumes")
    values |= {
        "settings": Settings(**values["settings"]),
        "rounds": tuple(Round(**one) for one in values["rounds"]),
        "quiz_items": tuple(values["quiz_items"]),
        "state": State(values["state"]),
        "resumes": State(resumes) if resumes else None,
    }
    return Room(**values)

"""Every column that says something about a person: why it is kept, for how long, and what erasing does to it.

A test walks the tables and fails on a column that refers to a person and is not declared here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """`erase` is "delete" (the value goes), "anonymise" (it is replaced), or "keep" with the reason in `purpose`."""

    purpose: str
    retention: str
    export_name: str
    erase: str


_COURSE_END = "end of the course and one year"

MANIFEST: dict[str, Declared] = {
    "person.name": Declared("shown to colleagues in the same class", "as long as the account", "name", "delete"),
    "person.login": Declared("signing in", "as long as the account", "sign-in name", "delete"),
    "person.password_hash": Declared("signing in", "as long as the account", "", "delete"),
    "sign_in.person_id": Declared("which account is signed in", "expiry and 7 days", "devices", "delete"),
    "sign_in.device": Declared("lets a person recognise their devices", "expiry and 7 days", "devices", "delete"),
    "membership.person_id": Declared("who teaches which class", "as long as the account", "classes", "delete"),
    "item_version.person_id": Declared("who wrote a version", "as long as the account", "versions", "anonymise"),
    "audit_entry.person_id": Declared("who changed what", "2 years", "log", "anonymise"),
    "audit_entry.detail": Declared("what was changed: ids and numbers, no free text", "2 years", "log", "keep"),
    "seat.name": Declared("whose result it is, for the class's instructors", _COURSE_END, "name", "anonymise"),
    "seat.name_key": Declared("keeps two learners from having one name", _COURSE_END, "", "anonymise"),
    "seat.school_id": Declared("matches the school's own list", _COURSE_END, "school id", "delete"),
    "seat.code_hash": Declared("finds the seat by its personal code", _COURSE_END, "", "delete"),
    "seat.time_factor": Declared("extra time, in every quiz", _COURSE_END, "time factor", "delete"),
    "attempt.seat_id": Declared("whose attempt it is", _COURSE_END, "attempts", "anonymise"),
    "response_event.choice": Declared(
        "what was answered; texts may name anything", _COURSE_END, "answers", "anonymise"
    ),
    "response_event.device": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
    "response.choice": Declared("what was answered and counts", _COURSE_END, "answers", "anonymise"),
    "response.device": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
}
"""table.column → what is promised about it. Addresses are never stored; limits keep them in memory only."""

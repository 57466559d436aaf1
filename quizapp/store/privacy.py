"""Every column that says something about a person: why it is kept, for how long, and what erasing does to it.

Erasing on request is done by `classroom.erasing`, as this list says; erasing by age by `classroom.retention`, when
whoever runs an installation calls “quizapp db retention”.

A test walks the tables and fails on a column that refers to a person, or stands in a table of PERSONAL_TABLES, and
is not declared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Declared:
    """`erase` is "delete" (the value goes), "anonymise" (it is replaced), or "keep" with the reason in `purpose`."""

    purpose: str
    retention: str
    export_name: str
    erase: str


_COURSE_END = "end of the course and one year"
_LIVE = "30 days after the live room"
_SIGN_IN = "expiry and 7 days"

AGES = {
    _COURSE_END: timedelta(days=365),
    _LIVE: timedelta(days=30),
    _SIGN_IN: timedelta(days=7),
    "30 days": timedelta(days=30),
    "2 years": timedelta(days=730),
}
"""The promises that end by themselves → how long after their event; `classroom.retention` keeps them."""

PERSONAL_TABLES = frozenset(
    {
        "person",
        "sign_in",
        "membership",
        "seat",
        "attempt",
        "response",
        "response_event",
        "live_participant",
        "audit_entry",
        "dispute",
        "practice_review",
        "tallied_attempt",
    }
)
"""Each row of these is about one person; only their row numbers and links to what is no person go undeclared."""

MANIFEST: dict[str, Declared] = {
    "person.public_id": Declared("names the account in addresses", "as long as the account", "", "delete"),
    "person.name": Declared("shown to colleagues in the same class", "as long as the account", "name", "delete"),
    "person.login": Declared("signing in", "as long as the account", "sign-in name", "delete"),
    "person.password_hash": Declared("signing in", "as long as the account", "", "delete"),
    "person.created_at": Declared("since when there is the account", "as long as the account", "since", "delete"),
    "sign_in.public_id": Declared("names the device in the list of one's own", _SIGN_IN, "", "delete"),
    "sign_in.token_hash": Declared("recognises the browser that signed in", _SIGN_IN, "", "delete"),
    "sign_in.person_id": Declared("which account is signed in", _SIGN_IN, "devices", "delete"),
    "sign_in.device": Declared("lets a person recognise their devices", _SIGN_IN, "devices", "delete"),
    "sign_in.created_at": Declared("lets a person recognise their devices", _SIGN_IN, "devices", "delete"),
    "sign_in.last_seen_at": Declared("ends a session that is not used", _SIGN_IN, "devices", "delete"),
    "sign_in.expires_at": Declared("ends a session", _SIGN_IN, "devices", "delete"),
    "sign_in.revoked_at": Declared("ends a session that was signed out", _SIGN_IN, "devices", "delete"),
    "membership.person_id": Declared("who teaches which class", "as long as the account", "classes", "delete"),
    "membership.role": Declared("what they may do there", "as long as the account", "classes", "delete"),
    "item_version.person_id": Declared("who wrote a version", "as long as the account", "versions", "anonymise"),
    "article.person_id": Declared("who added an article", "as long as the account", "articles", "anonymise"),
    "job.person_id": Declared("who asked for drafts, or brought a file", "30 days", "drafting", "anonymise"),
    "draft_review.person_id": Declared("who decided about a draft", "as long as the account", "reviews", "anonymise"),
    "draft_review.note": Declared("why a draft was rejected, in free words", "2 years", "reviews", "anonymise"),
    "audit_entry.at": Declared("when it was changed", "2 years", "log", "keep"),
    "audit_entry.person_id": Declared("who changed what", "2 years", "log", "anonymise"),
    "audit_entry.what": Declared("what was changed", "2 years", "log", "keep"),
    "audit_entry.detail": Declared("what was changed: ids and numbers, no free text", "2 years", "log", "keep"),
    "seat.public_id": Declared("names the seat in addresses and in the learner's cookie", _COURSE_END, "", "anonymise"),
    "seat.name": Declared("whose result it is, for the class's instructors", _COURSE_END, "name", "anonymise"),
    "seat.name_key": Declared("keeps two learners from having one name", _COURSE_END, "", "anonymise"),
    "seat.school_id": Declared("matches the school's own list", _COURSE_END, "school id", "delete"),
    "seat.origin": Declared("came with the class code, or from the list", _COURSE_END, "origin", "keep"),
    "seat.generation": Declared("ends the cookies of a seat taken back", _COURSE_END, "", "keep"),
    "seat.code_number": Declared("how many personal codes the seat has had", _COURSE_END, "", "keep"),
    "seat.code_hash": Declared("finds the seat by its personal code", _COURSE_END, "", "delete"),
    "seat.time_factor": Declared("extra time, in every quiz", _COURSE_END, "time factor", "delete"),
    "seat.created_at": Declared("since when the learner is in the class", _COURSE_END, "since", "delete"),
    "seat.first_used_at": Declared("tells codes that were never used", _COURSE_END, "first used", "delete"),
    "seat.removed_at": Declared("who has left the class", _COURSE_END, "removed", "keep"),
    "attempt.public_id": Declared("names the attempt in addresses", _COURSE_END, "", "anonymise"),
    "attempt.seat_id": Declared("whose attempt it is", _COURSE_END, "attempts", "anonymise"),
    "attempt.number": Declared("which of the learner's attempts it is", _COURSE_END, "attempts", "keep"),
    "attempt.state": Declared("whether it is finished", _COURSE_END, "attempts", "keep"),
    "attempt.secret": Declared("the order in which options were shown", _COURSE_END, "", "keep"),
    "attempt.started_at": Declared("from when the time limit runs", _COURSE_END, "attempts", "delete"),
    "attempt.deadline_at": Declared("until when answers count, extra time included", _COURSE_END, "attempts", "delete"),
    "attempt.finished_at": Declared("when it was finished", _COURSE_END, "attempts", "delete"),
    "attempt.finished_by": Declared("by the learner or by the time", _COURSE_END, "attempts", "keep"),
    "regrade.reason": Declared("why, for the learners whose score moved", "as long as the quiz", "log", "delete"),
    "regrade.person_id": Declared("who changed how a question is marked", "as long as the quiz", "log", "anonymise"),
    "dispute.public_id": Declared("names the objection in addresses", _COURSE_END, "", "delete"),
    "dispute.seat_id": Declared("who objected, so that they can be answered", _COURSE_END, "objections", "delete"),
    "dispute.option": Declared("which option they argue for", _COURSE_END, "objections", "delete"),
    "dispute.words": Declared("why they think the question is wrong", _COURSE_END, "objections", "delete"),
    "dispute.state": Declared("what came of it", _COURSE_END, "objections", "delete"),
    "dispute.answer": Declared("what they were told", _COURSE_END, "objections", "delete"),
    "trial.person_id": Declared("who tried two versions of a question", "as long as the quiz", "log", "anonymise"),
    "dispute.person_id": Declared("who answered", _COURSE_END, "log", "anonymise"),
    "dispute.at": Declared("when they objected", _COURSE_END, "objections", "delete"),
    "dispute.answered_at": Declared("when they were answered", _COURSE_END, "objections", "delete"),
    "practice_review.public_id": Declared("names the answer in addresses", _COURSE_END, "", "delete"),
    "practice_review.seat_id": Declared("whose practice it is", _COURSE_END, "practice", "delete"),
    "practice_review.choice": Declared("what was answered", _COURSE_END, "practice", "delete"),
    "practice_review.right": Declared("when the fact is due again", _COURSE_END, "practice", "delete"),
    "practice_review.at": Declared("when the fact is due again", _COURSE_END, "practice", "delete"),
    "response_event.key": Declared("tells an answer sent twice from two answers", _COURSE_END, "", "delete"),
    "response_event.choice": Declared(
        "what was answered; texts may name anything", _COURSE_END, "answers", "anonymise"
    ),
    "response_event.received_at": Declared("whether it came in time", _COURSE_END, "answers", "delete"),
    "response_event.late": Declared("whether it came in time", _COURSE_END, "answers", "keep"),
    "response_event.device": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
    "response_event.n": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
    "response.vote": Declared("which time the question was asked", _COURSE_END, "answers", "keep"),
    "response.choice": Declared("what was answered and counts", _COURSE_END, "answers", "anonymise"),
    "response.received_at": Declared("shown to the learner as “saved”", _COURSE_END, "answers", "delete"),
    "response.device": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
    "response.n": Declared("orders the answers of one device", _COURSE_END, "", "delete"),
    "response.elapsed_ms": Declared(
        "how long the answer took in a live room, on which its points rest", _COURSE_END, "answers", "keep"
    ),
    "response.locked_at": Declared("from when the answer is final", _COURSE_END, "answers", "delete"),
    "live_participant.public_id": Declared("names the learner in the host's forms", _LIVE, "", "delete"),
    "live_participant.seat_id": Declared("whose name in the room it is", _LIVE, "live rooms", "delete"),
    "live_participant.name": Declared("shown to the room, in place of the real name", _LIVE, "live rooms", "delete"),
    "live_participant.name_key": Declared("keeps two in a room from having one name", _LIVE, "", "delete"),
    "live_participant.replaced": Declared("that a name was replaced by the filter", _LIVE, "", "delete"),
    "live_participant.time_percent": Declared("extra time in the room", _LIVE, "live rooms", "delete"),
    "live_participant.team": Declared("which team they played in", _LIVE, "live rooms", "delete"),
    "live_participant.joined_at": Declared("when they came in", _LIVE, "live rooms", "delete"),
    "live_participant.joined_number": Declared("which questions they were there for", _LIVE, "live rooms", "keep"),
    "live_participant.removed_at": Declared("that the host removed them", _LIVE, "live rooms", "keep"),
    "live_event.person_id": Declared("which host did what in a room", "2 years", "log", "anonymise"),
}
"""table.column → what is promised about it. Addresses are never stored; limits keep them in memory only."""

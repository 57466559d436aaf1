"""WHAT DO WE REMEMBER? Tables, transactions and the answer writer; what a row is used for is not known here."""

from quizapp.store.attempts import Attempt, Response, ResponseEvent
from quizapp.store.audit import AuditEntry
from quizapp.store.base import Base
from quizapp.store.content import BankPage, Item, ItemTag, ItemVersion, Media, PageFact
from quizapp.store.live import LiveEvent, LiveParticipant, LiveRoom
from quizapp.store.people import Course, Invitation, Membership, Person, Seat, SignIn
from quizapp.store.quizzes import Opening, Quiz, QuizItem

__all__ = [
    "Attempt",
    "AuditEntry",
    "BankPage",
    "Base",
    "Course",
    "Invitation",
    "Item",
    "ItemTag",
    "ItemVersion",
    "LiveEvent",
    "LiveParticipant",
    "LiveRoom",
    "Media",
    "Membership",
    "Opening",
    "PageFact",
    "Person",
    "Quiz",
    "QuizItem",
    "Response",
    "ResponseEvent",
    "Seat",
    "SignIn",
]

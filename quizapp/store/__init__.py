"""WHAT DO WE REMEMBER? Tables, transactions and the answer writer; what a row is used for is not known here."""

from quizapp.store.attempts import Attempt, Response, ResponseEvent
from quizapp.store.audit import AuditEntry
from quizapp.store.base import Base
from quizapp.store.content import BankPage, Item, ItemTag, ItemVersion, Media, PageFact
from quizapp.store.grades import GradeWeight
from quizapp.store.people import Course, Invitation, Membership, Person, Seat, SignIn
from quizapp.store.practice import PracticeReview
from quizapp.store.quizzes import Opening, Quiz, QuizItem
from quizapp.store.regrades import Dispute, Regrade, RegradePlace

__all__ = [
    "Attempt",
    "AuditEntry",
    "BankPage",
    "Base",
    "Course",
    "Dispute",
    "GradeWeight",
    "Invitation",
    "Item",
    "ItemTag",
    "ItemVersion",
    "Media",
    "Membership",
    "Opening",
    "PageFact",
    "Person",
    "PracticeReview",
    "Quiz",
    "QuizItem",
    "Regrade",
    "RegradePlace",
    "Response",
    "ResponseEvent",
    "Seat",
    "SignIn",
]

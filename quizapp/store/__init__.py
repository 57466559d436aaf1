"""WHAT DO WE REMEMBER? Tables, transactions and the answer writer; what a row is used for is not known here."""

from quizapp.store.arrivals import Arrival
from quizapp.store.articles import Article, Draft, DraftReview, ShownKind
from quizapp.store.attempts import Attempt, Response, ResponseEvent
from quizapp.store.audit import AuditEntry
from quizapp.store.base import Base
from quizapp.store.content import BankPage, Item, ItemTag, ItemVersion, Media, PageFact
from quizapp.store.flags import SetAside
from quizapp.store.grades import GradeWeight
from quizapp.store.jobs import Job
from quizapp.store.live import LiveEvent, LiveParticipant, LiveRoom
from quizapp.store.people import Course, Invitation, Membership, Person, Seat, SignIn
from quizapp.store.practice import PracticeReview
from quizapp.store.quizzes import Opening, Quiz, QuizItem
from quizapp.store.regrades import Dispute, Regrade, RegradePlace
from quizapp.store.tallies import OpeningTally, TalliedAttempt, Tally
from quizapp.store.trials import Trial, last_attempt

__all__ = [
    "Arrival",
    "Article",
    "Attempt",
    "AuditEntry",
    "BankPage",
    "Base",
    "Course",
    "Dispute",
    "Draft",
    "DraftReview",
    "GradeWeight",
    "Invitation",
    "Item",
    "ItemTag",
    "ItemVersion",
    "Job",
    "LiveEvent",
    "LiveParticipant",
    "LiveRoom",
    "Media",
    "Membership",
    "Opening",
    "OpeningTally",
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
    "SetAside",
    "ShownKind",
    "SignIn",
    "TalliedAttempt",
    "Tally",
    "Trial",
    "last_attempt",
]

"""quizapp: turn an article into a good quiz, run it in class, and trust the result."""

__version__ = "0.1.0"

"""Passwords, tokens and codes: made, hashed, compared. Nothing here is stored in clear."""

from __future__ import annotations

import hmac
import secrets
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quizapp.core.errors import BadInput

# OWASP Password Storage Cheat Sheet, argon2id floor; the library's defaults take ten times as long and would
# make a class wait when it signs in at once.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=16)
_SLOTS = BoundedSemaphore(2)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""30 symbols that cannot be misread for one another: no 0 O, 1 I L, U."""

JOIN_CODE_LENGTH = 7
SEAT_CODE_LENGTH = 10
MIN_PASSWORD, MAX_PASSWORD = 12, 128


def hash_password(password: str) -> str:
    """Argon2id of a password. Slow on purpose: call it before any transaction. Two at a time bound the memory."""
    with _SLOTS:
        return _HASHER.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    """Compare in the same time whether or not the account exists (`stored` None)."""
    with _SLOTS:
        try:
            return _HASHER.verify(stored or _nobody(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def check_password(password: str, login: str) -> None:
    """Refuse what is guessed first.

    Raises BadInput. At 12 characters the common-password lists have almost nothing left; what remains are
    repetitions, runs and the name itself.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise BadInput(f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters; three or four words do well.")
    folded = password.casefold()
    if len(login) >= 3 and login.casefold() in folded:
        raise BadInput("The password contains the sign-in name; choose other words.")
    half = len(folded) // 2
    runs = "01234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm"
    if len(set(folded)) < 5 or folded[:half] == folded[half : 2 * half] or folded in runs or "password" in folded:
        raise BadInput(
            "The password repeats itself, is a run of keys, or contains “password”, which is guessed first; "
            "choose three or four unrelated words."
        )


def new_token() -> str:
    """128 random bits for links and cookies."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def new_join_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(JOIN_CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A code as typed by a person, without spaces and dashes, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:40]


def seat_code(secret: bytes, seat_public_id: str, number: int) -> str:
    """The personal code of a seat: derived, so that it can be printed again and is stored nowhere."""
    digest = hmac.digest(secret, f"seat|{seat_public_id}|{number}".encode(), sha256)
    value = int.from_bytes(digest, "big")
    symbols = []
    for _ in range(SEAT_CODE_LENGTH):
        value, rest = divmod(value, len(ALPHABET))
        symbols.append(ALPHABET[rest])
    return "".join(symbols)


def grouped(code: str) -> str:
    """A code in groups for reading aloud: `ABC-DEFG`, `ABCDE-FGHJK`."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"

"""What several tests of pages begin with: Amira signed in, and a question on a shared page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.store import BankPage
from quizapp.store import Item as ItemRow
from tests.conftest import Cast, signed_in
from tests.factories import a_page, a_question, an_item


@pytest.fixture
def amira(app: Flask, cast: Cast) -> FlaskClient:
    return signed_in(app, cast.amira)


@pytest.fixture
def shelf(db: Session, cast: Cast) -> BankPage:
    """A shared page with one fact."""
    page = a_page(db, title="Rivers of the north")
    db.commit()
    return page


@pytest.fixture
def row(db: Session, shelf: BankPage) -> ItemRow:
    question = a_question(db, shelf, an_item("Which river flows through Verden?"))
    db.commit()
    return question

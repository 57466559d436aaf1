"""The schema: what the migrations make is what the models say, up and down, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from quizapp.classroom import authoring, quizzes
from quizapp.classroom.bodies import item_of
from quizapp.store import Base, Course, Membership, Person, Quiz, migrate
from quizapp.store.engine import Store, open_store
from tests.conftest import ON_BOTH, Cast
from tests.databases import new_database
from tests.factories import NOON, a_quiz


def differences(url: str) -> list[object]:
    store = open_store(url)
    try:
        migrate.upgrade(store.engine)
        with store.engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))
    finally:
        store.close()


def test_migrating_an_empty_sqlite_file_gives_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    assert differences(f"sqlite:///{tmp_path}/new.db") == []


def test_migrating_an_empty_postgresql_database_gives_the_tables_of_the_models(postgresql_url: str) -> None:
    assert differences(postgresql_url) == []


def test_every_revision_goes_down_again(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    migrate.upgrade(store.engine)
    migrate.downgrade(store.engine, "base")
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(store.engine)
    assert "attempt" in inspect(store.engine).get_table_names()
    store.close()


def test_the_head_told_by_file_names_is_the_one_alembic_finds(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    with store.engine.connect() as connection:
        assert migrate.current(connection) is None
        script = ScriptDirectory.from_config(migrate.alembic_config(connection))
        assert script.get_heads() == [migrate.head()]
    migrate.upgrade(store.engine)
    with store.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
    store.close()


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT DISTINCT time_factor FROM seat WHERE course_id = 1", "ix_seat_course_id"),
        ("SELECT count(*) FROM seat WHERE course_id = 1", "ix_seat_course_id"),
        ("SELECT * FROM attempt WHERE opening_id = 1 ORDER BY number", "opening_id=?"),
        ("SELECT * FROM attempt WHERE seat_id = 1", "ix_attempt_seat_id"),
        ("SELECT * FROM response r JOIN attempt a ON a.id = r.attempt_id WHERE a.opening_id = 1", "attempt_id=?"),
        ("SELECT * FROM response_event WHERE attempt_id IN (1, 2) AND late", "attempt_id=?"),
    ],
)
def test_the_pages_of_a_class_read_no_table_from_end_to_end(tmp_path: Path, query: str, index: str) -> None:
    new_database(tmp_path / "new.db")
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    with store.engine.connect() as connection:
        plan = [str(row[3]) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    store.close()
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN")]


def test_a_kind_that_was_shown_again_stays_so_in_every_class_and_back_again(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    migrate.upgrade(store.engine)
    migrate.downgrade(store.engine, "0014")
    with store.engine.begin() as connection:
        columns = [one for one in inspect(connection).get_columns("course") if not one["nullable"]]
        for number in (1, 2):
            values = ", ".join(str(number) if one["name"] == "id" else f"'{number}'" for one in columns)
            names = ", ".join(one["name"] for one in columns)
            connection.execute(text(f"INSERT INTO course ({names}) VALUES ({values})"))
        connection.execute(text("INSERT INTO shown_kind (template, at) VALUES ('who', 5)"))
    migrate.upgrade(store.engine)
    with store.engine.begin() as connection:
        query = "SELECT course_id, template, at FROM shown_kind ORDER BY course_id"
        assert [tuple(row) for row in connection.execute(text(query))] == [(1, "who", 5), (2, "who", 5)]
        connection.execute(text("UPDATE shown_kind SET at = 7 WHERE course_id = 2"))
    migrate.downgrade(store.engine, "0014")
    with store.engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text("SELECT template, at FROM shown_kind"))] == [("who", 7)]
    store.close()


@ON_BOTH
def test_a_corrected_copy_is_found_again_by_its_title_where_it_asks_the_questions_of_that_one_quiz(
    store: Store, cast: Cast
) -> None:
    def copy_of(quiz: Quiz, title: str, course: Course | None = None) -> int:
        """Of the same questions, which all have been edited."""
        for place in quiz.items:
            item = replace(item_of(place.version), explanation=f"As {title} says.")
            authoring.edit_item(db, None, place.version.item, item, at=NOON)
        copy = quizzes.copy_quiz(db, db.get_one(Person, cast.amira.id), quiz, course or quiz.course, at=NOON)
        copy.title = title
        db.flush()
        return copy.id

    with store.writing() as db:
        course, elsewhere = db.get_one(Course, cast.course.id), db.get_one(Course, cast.other_course.id)
        db.add(Membership(course_id=elsewhere.id, person_id=cast.amira.id, role="instructor"))
        db.flush()
        rivers, lakes, seas, _ = (a_quiz(db, course, title=title) for title in ("Rivers", "Lakes", "Seas", "Seas"))
        known = copy_of(rivers, "Rivers")
        db.get_one(Quiz, known).corrects_id = rivers.id
        before = copy_of(rivers, "Rivers (corrected)")
        others = {
            copy_of(rivers, "Lakes (corrected)"): "Lakes (corrected)",  # as it asks other questions than “Lakes”
            copy_of(seas, "Seas (corrected)"): "Seas (corrected)",  # as there are two
            copy_of(rivers, "Rivers (Corrected)"): "Rivers (Corrected)",  # as somebody has written that
            copy_of(lakes, "Lakes (corrected)", elsewhere): "Lakes (corrected)",  # as that is of another class
        }
        given = rivers.id
        db.commit()
    migrate.downgrade(store.engine, "0017")
    with store.engine.connect() as connection:
        query = text("SELECT title FROM quiz WHERE id = :id")
        assert connection.scalar(query, {"id": known}) == "Rivers (corrected)", "as the release of then tells it"
    migrate.upgrade(store.engine, "0018")
    with store.engine.begin() as connection:  # what that release did then
        linked = text("UPDATE quiz SET corrects_id = :of, title = 'Rivers' WHERE id = :id")
        connection.execute(linked, {"of": given, "id": known})
    migrate.upgrade(store.engine)
    with store.reading() as db:
        found = {quiz.id: (quiz.title, quiz.corrects_id) for quiz in db.scalars(select(Quiz))}
        assert [found[one] for one in (given, known, before)] == [("Rivers", None), *[("Rivers", given)] * 2]
        assert {one: found[one] for one in others} == {one: (title, None) for one, title in others.items()}

"""No column about a person is kept without a declared purpose, retention and erase action."""

from __future__ import annotations

from quizapp.store import Base
from quizapp.store.privacy import MANIFEST, PERSONAL_TABLES


def about_a_person() -> set[str]:
    """Links to a person or a seat anywhere, and all of a personal table but row numbers and links to other things."""
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            linked = {key.column.table.name for key in column.foreign_keys}
            own = table.name in PERSONAL_TABLES and not linked and not column.primary_key
            if own or linked & {"person", "seat"}:
                found.add(f"{table.name}.{column.name}")
    return found


def test_every_column_about_a_person_is_declared_with_its_purpose() -> None:
    assert about_a_person() - set(MANIFEST) == set()


def test_a_table_that_belongs_to_a_person_is_one_of_the_personal_tables() -> None:
    """What is deleted with a person or a seat is about them; so is what is deleted with that."""
    tables = Base.metadata.tables
    personal = {"person", "seat"}
    for _ in tables:
        for table in tables.values():
            for key in table.foreign_keys:
                if key.ondelete == "CASCADE" and key.column.table.name in personal:
                    personal.add(table.name)
    assert personal <= PERSONAL_TABLES


def test_nothing_is_declared_that_does_not_exist() -> None:
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    assert set(MANIFEST) - columns == set()


def test_each_declaration_says_what_erasing_does() -> None:
    for name, declared in MANIFEST.items():
        assert declared.erase in ("delete", "anonymise", "keep"), name
        assert declared.purpose, name
        assert declared.retention, name

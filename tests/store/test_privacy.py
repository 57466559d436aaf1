"""No column about a person is kept without a declared purpose, retention and erase action."""

from __future__ import annotations

from quizapp.store import Base
from quizapp.store.privacy import MANIFEST

PERSONAL = {"name", "login", "password_hash", "name_key", "school_id", "device", "code_hash", "time_factor", "choice"}
IN = {"person", "seat", "sign_in", "response", "response_event", "audit_entry"}


def refers_to_a_person() -> set[str]:
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if any(key.column.table.name in ("person", "seat") for key in column.foreign_keys):
                found.add(f"{table.name}.{column.name}")
            if table.name in IN and column.name in PERSONAL | {"detail", "note", "email", "address"}:
                found.add(f"{table.name}.{column.name}")
    return found


def test_every_column_about_a_person_is_declared_with_its_purpose() -> None:
    assert refers_to_a_person() - set(MANIFEST) == set()


def test_nothing_is_declared_that_does_not_exist() -> None:
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    assert set(MANIFEST) - columns == set()


def test_each_declaration_says_what_erasing_does() -> None:
    for name, declared in MANIFEST.items():
        assert declared.erase in ("delete", "anonymise", "keep"), name
        assert declared.purpose, name
        assert declared.retention, name

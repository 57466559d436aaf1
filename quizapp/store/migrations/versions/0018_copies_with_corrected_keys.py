"""A copy with corrected keys says of which quiz it is one, no longer its title.

In plain SQL, which both databases know: to change the table as a batch would drop it, and all that hangs on it with it.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE quiz ADD COLUMN corrects_id INTEGER"
        " CONSTRAINT fk_quiz_corrects_id REFERENCES quiz (id)"
    )


def downgrade() -> None:
    op.execute("UPDATE quiz SET title = substr(title, 1, 188) || ' (corrected)' WHERE corrects_id IS NOT NULL")
    op.execute("ALTER TABLE quiz DROP COLUMN corrects_id")

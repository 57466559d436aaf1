"""Trials of two versions of a question."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_item_id", sa.Integer(), nullable=False),
        sa.Column("new_version_id", sa.Integer(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("after_attempt", sa.Integer(), nullable=False),
        sa.Column("until_attempt", sa.Integer(), nullable=True),
        sa.Column("kept", sa.String(length=3), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["quiz_item_id"], ["quiz_item.id"], name=op.f("fk_trial_quiz_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["new_version_id"], ["item_version.id"], name=op.f("fk_trial_new_version_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_trial_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sa.UniqueConstraint("public_id", name=op.f("uq_trial_public_id")),
    )
    op.create_index(op.f("ix_trial_quiz_item_id"), "trial", ["quiz_item_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_trial_quiz_item_id"), table_name="trial")
    op.drop_table("trial")

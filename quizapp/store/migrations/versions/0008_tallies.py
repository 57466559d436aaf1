"""Running sums of finished first attempts; they are counted again where there are none yet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening_tally",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("marking", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_tally_opening_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("opening_id", name=op.f("pk_opening_tally")),
    )
    op.create_table(
        "tallied_attempt",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_tallied_attempt_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_tallied_attempt_opening_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_tallied_attempt")),
    )
    op.create_index(op.f("ix_tallied_attempt_opening_id"), "tallied_attempt", ["opening_id"], unique=False)
    op.create_table(
        "tally",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("total", sa.String(length=40), nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_tally_opening_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("opening_id", "total", "piece", name=op.f("pk_tally")),
    )


def downgrade() -> None:
    op.drop_table("tally")
    op.drop_index(op.f("ix_tallied_attempt_opening_id"), table_name="tallied_attempt")
    op.drop_table("tallied_attempt")
    op.drop_table("opening_tally")

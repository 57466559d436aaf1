"""Kinds of drafted questions that were held back and are shown again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown_kind",
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_shown_kind")),
    )


def downgrade() -> None:
    op.drop_table("shown_kind")

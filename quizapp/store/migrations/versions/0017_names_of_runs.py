"""Openings can have a name, which tells the runs of a quiz apart better than their dates."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("opening", sa.Column("name", sa.String(60), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("opening", "name")

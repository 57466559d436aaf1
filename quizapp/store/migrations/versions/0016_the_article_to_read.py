"""Openings say when their learners may read the article."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("opening", sa.Column("article", sa.String(10), server_default="none", nullable=False))


def downgrade() -> None:
    op.drop_column("opening", "article")

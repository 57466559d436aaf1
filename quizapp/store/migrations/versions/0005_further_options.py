"""Further wrong options of drafts, and jobs that draft on one sentence."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("spares", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("job", sa.Column("sentence", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("job", "sentence")
    op.drop_column("draft", "spares")

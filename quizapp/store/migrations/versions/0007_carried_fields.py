"""What the file of a question said for other programs: marks, times, hints, words for right and wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("carried", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("item", "carried")

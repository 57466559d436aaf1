"""Files with questions say what a new page for them is called."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("arrival", sa.Column("title", sa.String(200), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("arrival", "title")

"""Practice of a question that names no fact."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("practice_review") as table:
        table.alter_column("page_fact_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM practice_review WHERE page_fact_id IS NULL")
    with op.batch_alter_table("practice_review") as table:
        table.alter_column("page_fact_id", existing_type=sa.Integer(), nullable=False)

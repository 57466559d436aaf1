"""Kinds of drafted questions are shown again by the class in which they were rejected."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = "CREATE TEMPORARY TABLE shown_kind_kept AS"


def upgrade() -> None:
    # What an owner had shown again so far was meant for every class, and stays so.
    op.execute(f"{KEPT} SELECT c.id AS course_id, s.template, s.at FROM shown_kind s CROSS JOIN course c")
    op.drop_table("shown_kind")
    op.create_table(
        "shown_kind",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_shown_kind_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "template", name=op.f("pk_shown_kind")),
    )
    op.execute("INSERT INTO shown_kind (course_id, template, at) SELECT course_id, template, at FROM shown_kind_kept")
    op.execute("DROP TABLE shown_kind_kept")


def downgrade() -> None:
    op.execute(f"{KEPT} SELECT template, max(at) AS at FROM shown_kind GROUP BY template")
    op.drop_table("shown_kind")
    op.create_table(
        "shown_kind",
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_shown_kind")),
    )
    op.execute("INSERT INTO shown_kind (template, at) SELECT template, at FROM shown_kind_kept")
    op.execute("DROP TABLE shown_kind_kept")

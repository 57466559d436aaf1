"""Corrections of marks, learners' objections, weights in the gradebook, and practice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["regrade.id"], name=op.f("fk_regrade_undoes_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_regrade_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
        sa.UniqueConstraint("public_id", name=op.f("uq_regrade_public_id")),
    )
    op.create_table(
        "regrade_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("quiz_item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name=op.f("fk_regrade_place_regrade_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_regrade_place_opening_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quiz_item_id"], ["quiz_item.id"], name=op.f("fk_regrade_place_quiz_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade_place")),
        sa.UniqueConstraint(
            "opening_id", "quiz_item_id", "regrade_id", name=op.f("uq_regrade_place_opening_id_quiz_item_id_regrade_id")
        ),
    )
    op.create_index(op.f("ix_regrade_place_regrade_id"), "regrade_place", ["regrade_id"], unique=False)
    op.create_table(
        "grade_weight",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_grade_weight_opening_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("opening_id", name=op.f("pk_grade_weight")),
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("quiz_item_id", sa.Integer(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_dispute_seat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_dispute_opening_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["quiz_item_id"], ["quiz_item.id"], name=op.f("fk_dispute_quiz_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dispute_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("public_id", name=op.f("uq_dispute_public_id")),
        sa.UniqueConstraint(
            "seat_id", "opening_id", "quiz_item_id", name=op.f("uq_dispute_seat_id_opening_id_quiz_item_id")
        ),
    )
    op.create_index(op.f("ix_dispute_opening_id"), "dispute", ["opening_id"], unique=False)

    op.create_table(
        "practice_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("page_fact_id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_practice_review_seat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["page_fact_id"], ["page_fact.id"], name=op.f("fk_practice_review_page_fact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_version.id"],
            name=op.f("fk_practice_review_item_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_review")),
        sa.UniqueConstraint("public_id", name=op.f("uq_practice_review_public_id")),
    )
    op.create_index(op.f("ix_practice_review_seat_id"), "practice_review", ["seat_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_practice_review_seat_id"), table_name="practice_review")
    op.drop_table("practice_review")
    op.drop_index(op.f("ix_dispute_opening_id"), table_name="dispute")
    op.drop_table("dispute")
    op.drop_table("grade_weight")
    op.drop_index(op.f("ix_regrade_place_regrade_id"), table_name="regrade_place")
    op.drop_table("regrade_place")
    op.drop_table("regrade")

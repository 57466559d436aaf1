"""Live rooms, who is in them and what happened there."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("opening", sa.Column("live", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("response", sa.Column("elapsed_ms", sa.Integer(), nullable=True))
    op.create_table(
        "live_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("vote", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("limit_ms", sa.Integer(), nullable=True),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("door_open", sa.Boolean(), nullable=False),
        sa.Column("remote_number", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_live_room_opening_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_room")),
        sa.UniqueConstraint("code", name=op.f("uq_live_room_code")),
        sa.UniqueConstraint("opening_id", name=op.f("uq_live_room_opening_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_live_room_public_id")),
    )
    op.create_index(op.f("ix_live_room_due_at"), "live_room", ["due_at"], unique=False)

    op.create_table(
        "live_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_live_event_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["live_room.id"], name=op.f("fk_live_event_room_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_event")),
        sa.UniqueConstraint("room_id", "version", name=op.f("uq_live_event_room_id_version")),
    )
    op.create_table(
        "live_participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("time_percent", sa.Integer(), nullable=False),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("joined_number", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_live_participant_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["live_room.id"], name=op.f("fk_live_participant_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_live_participant_seat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_participant")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_live_participant_attempt_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_live_participant_public_id")),
        sa.UniqueConstraint("room_id", "seat_id", name=op.f("uq_live_participant_room_id_seat_id")),
    )
    op.create_index(op.f("ix_live_participant_seat_id"), "live_participant", ["seat_id"], unique=False)
    op.create_index(
        "uq_live_participant_room_id_name_key",
        "live_participant",
        ["room_id", "name_key"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("live_participant")
    op.drop_table("live_event")
    op.drop_table("live_room")
    op.drop_column("response", "elapsed_ms")
    op.drop_column("opening", "live")

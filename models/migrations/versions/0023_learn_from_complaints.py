"""Learn from complaints: the meeting, and what the public reads of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("noted", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_learning_meeting_case_id_case")),
        sa.ForeignKeyConstraint(["kept_by"], ["staff.id"], name=op.f("fk_learning_meeting_kept_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_meeting")),
        sa.UniqueConstraint("case_id", "stage", name=op.f("uq_learning_meeting_case_id_stage")),
    )
    op.create_table(
        "said_and_done",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_said_and_done_case_id_case")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_said_and_done_action_id_action")),
        sa.ForeignKeyConstraint(["offered_by"], ["staff.id"], name=op.f("fk_said_and_done_offered_by_staff")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_said_and_done_released_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_and_done")),
        sa.UniqueConstraint("action_id", name=op.f("uq_said_and_done_action_id")),
    )
    op.create_index("ix_said_and_done_council", "said_and_done", ["council", "released_at"])
    op.create_index("ix_said_and_done_case_id", "said_and_done", ["case_id"])


def downgrade() -> None:
    op.drop_table("said_and_done")
    op.drop_table("learning_meeting")

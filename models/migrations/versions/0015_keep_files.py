"""Keep files that people send, and what their recordings say."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("copy_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("work", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_upload_case_id_case")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_upload_draft_id_draft"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["locked_by"], ["staff.id"], name=op.f("fk_upload_locked_by_staff")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["thread_message.id"], name=op.f("fk_upload_message_id_thread_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_upload_case_id", "upload", ["case_id", "added_at"])
    op.create_index("ix_upload_draft_id", "upload", ["draft_id"])
    op.create_index("ix_upload_waiting", "upload", ["added_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "transcript",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_transcript_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_transcript_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_transcript_upload_id_upload"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
    )
    op.create_index("ix_transcript_upload_id", "transcript", ["upload_id", "at"])


def downgrade() -> None:
    op.drop_table("transcript")
    op.drop_table("upload")

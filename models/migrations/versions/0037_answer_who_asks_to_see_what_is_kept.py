"""Answer who asks to see what is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

OPEN = sa.text("answered_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("came", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("logged_by", sa.Uuid(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof_asked_on", sa.Date(), nullable=True),
        sa.Column("identity", sa.String(), nullable=True),
        sa.Column("identity_on", sa.Date(), nullable=True),
        sa.Column("identity_by", sa.Uuid(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("authority_on", sa.Date(), nullable=True),
        sa.Column("authority_by", sa.Uuid(), nullable=True),
        sa.Column("more_time", sa.String(), nullable=True),
        sa.Column("told_more_on", sa.Date(), nullable=True),
        sa.Column("nothing_by", sa.Uuid(), nullable=True),
        sa.Column("nothing_agreed_by", sa.Uuid(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "nothing_agreed_by IS NULL OR nothing_agreed_by <> nothing_by", name=op.f("ck_access_request_two_people")
        ),
        sa.ForeignKeyConstraint(["authority_by"], ["staff.id"], name=op.f("fk_access_request_authority_by_staff")),
        sa.ForeignKeyConstraint(["identity_by"], ["staff.id"], name=op.f("fk_access_request_identity_by_staff")),
        sa.ForeignKeyConstraint(["logged_by"], ["staff.id"], name=op.f("fk_access_request_logged_by_staff")),
        sa.ForeignKeyConstraint(
            ["nothing_agreed_by"], ["staff.id"], name=op.f("fk_access_request_nothing_agreed_by_staff")
        ),
        sa.ForeignKeyConstraint(["nothing_by"], ["staff.id"], name=op.f("fk_access_request_nothing_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
        sa.UniqueConstraint("number", name=op.f("uq_access_request_number")),
    )
    op.create_index(
        "ix_access_request_open",
        "access_request",
        ["received_on", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "access_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["access_request.id"], name=op.f("fk_access_pause_request_id_access_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_pause")),
    )
    op.create_index(op.f("ix_access_pause_request_id"), "access_pause", ["request_id"])
    op.create_table(
        "access_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("share", sa.String(), nullable=True),
        sa.Column("shared_by", sa.Uuid(), nullable=True),
        sa.Column("shared_agreed_by", sa.Uuid(), nullable=True),
        sa.Column("gathered_by", sa.Uuid(), nullable=True),
        sa.Column("gathered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name=op.f("ck_access_file_two_people")),
        sa.CheckConstraint(
            "shared_agreed_by IS NULL OR shared_agreed_by <> shared_by", name=op.f("ck_access_file_two_people_share")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_access_file_added_by_staff")),
        sa.ForeignKeyConstraint(["agreed_by"], ["staff.id"], name=op.f("fk_access_file_agreed_by_staff")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_access_file_asked_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_access_file_case_id_case")),
        sa.ForeignKeyConstraint(["gathered_by"], ["staff.id"], name=op.f("fk_access_file_gathered_by_staff")),
        sa.ForeignKeyConstraint(["hold_id"], ["legal_hold.id"], name=op.f("fk_access_file_hold_id_legal_hold")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_access_file_released_by_staff")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["access_request.id"], name=op.f("fk_access_file_request_id_access_request")
        ),
        sa.ForeignKeyConstraint(["shared_agreed_by"], ["staff.id"], name=op.f("fk_access_file_shared_agreed_by_staff")),
        sa.ForeignKeyConstraint(["shared_by"], ["staff.id"], name=op.f("fk_access_file_shared_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_file")),
        sa.UniqueConstraint("request_id", "case_id", name=op.f("uq_access_file_request_id_case_id")),
    )
    op.create_index(op.f("ix_access_file_case_id"), "access_file", ["case_id"])
    op.create_index(op.f("ix_access_file_request_id"), "access_file", ["request_id"])
    op.create_table(
        "access_bundle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_access_bundle_case_id_case")),
        sa.ForeignKeyConstraint(["file_id"], ["access_file.id"], name=op.f("fk_access_bundle_file_id_access_file")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_access_bundle_made_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_bundle")),
    )
    op.create_index(op.f("ix_access_bundle_case_id"), "access_bundle", ["case_id"])
    op.create_index(op.f("ix_access_bundle_file_id"), "access_bundle", ["file_id"])
    op.create_table(
        "access_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("upload_id", sa.Uuid(), nullable=True),
        sa.Column("out", sa.String(), nullable=True),
        sa.Column("looked_by", sa.Uuid(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_access_paper_case_id_case")),
        sa.ForeignKeyConstraint(["file_id"], ["access_file.id"], name=op.f("fk_access_paper_file_id_access_file")),
        sa.ForeignKeyConstraint(["looked_by"], ["staff.id"], name=op.f("fk_access_paper_looked_by_staff")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_access_paper_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_paper")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_access_paper_file_id_number")),
    )
    op.create_index(op.f("ix_access_paper_case_id"), "access_paper", ["case_id"])
    op.create_index("ix_access_paper_file_id", "access_paper", ["file_id", "number"])


def downgrade() -> None:
    for table in ("access_paper", "access_bundle", "access_file", "access_pause", "access_request"):
        op.drop_table(table)

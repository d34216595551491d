"""Keep the register that reports count from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("maps_to", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_code")),
        sa.UniqueConstraint("list", "label", name=op.f("uq_council_code_list_label")),
    )
    op.create_table(
        "ombudsman_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("ombudsman_reference", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("recommendation", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_ombudsman_case_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ombudsman_case")),
        sa.UniqueConstraint("ombudsman_reference", name=op.f("uq_ombudsman_case_ombudsman_reference")),
    )
    with op.batch_alter_table("ombudsman_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ombudsman_case_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_ombudsman_case_received_on", ["received_on"], unique=False)

    op.create_table(
        "register_line",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("received_from", sa.String(), nullable=True),
        sa.Column("young_person", sa.Boolean(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("directorate", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("outcome_sought", sa.String(), nullable=True),
        sa.Column("refusal_reason", sa.String(), nullable=True),
        sa.Column("triaged_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("stage1_started_on", sa.Date(), nullable=True),
        sa.Column("stage1_extended_to", sa.Date(), nullable=True),
        sa.Column("stage1_responded_on", sa.Date(), nullable=True),
        sa.Column("stage1_outcome", sa.String(), nullable=True),
        sa.Column("stage1_remedy", sa.String(), nullable=True),
        sa.Column("stage2_requested_on", sa.Date(), nullable=True),
        sa.Column("stage2_started_on", sa.Date(), nullable=True),
        sa.Column("stage2_allocated_on", sa.Date(), nullable=True),
        sa.Column("stage2_responded_on", sa.Date(), nullable=True),
        sa.Column("stage2_outcome", sa.String(), nullable=True),
        sa.Column("stage3_requested_on", sa.Date(), nullable=True),
        sa.Column("stage3_panel_on", sa.Date(), nullable=True),
        sa.Column("stage3_responded_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("advocacy", sa.String(), nullable=True),
        sa.Column("advocate_organisation", sa.String(), nullable=True),
        sa.Column("learning", sa.Boolean(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.Column("visit_offered", sa.String(), nullable=True),
        sa.Column("record_age", sa.Integer(), nullable=True),
        sa.Column("legal_status", sa.String(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_check", sa.Boolean(), nullable=False),
        sa.Column("case_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("equality", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_register_line_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_register_line")),
        sa.UniqueConstraint("reference", name=op.f("uq_register_line_reference")),
    )
    with op.batch_alter_table("register_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_register_line_closed",
            ["authority", "closed_on"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NOT NULL"),
            postgresql_where=sa.text("closed_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_register_line_open",
            ["authority", "received_on", "case_id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index("ix_register_line_received", ["authority", "received_on"], unique=False)
        batch_op.create_index("ix_register_line_stage1", ["authority", "stage1_responded_on"], unique=False)
        batch_op.create_index("ix_register_line_stage2", ["authority", "stage2_requested_on"], unique=False)
        batch_op.create_index("ix_register_line_stage3", ["authority", "stage3_requested_on"], unique=False)
        batch_op.create_index("ix_register_line_to_check", ["to_check", "received_on", "case_id"], unique=False)

    op.create_table(
        "register_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("remedy", sa.String(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("stage BETWEEN 1 AND 3", name=op.f("ck_register_point_stage")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_register_point_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_point")),
        sa.UniqueConstraint("case_id", "stage", "number", name=op.f("uq_register_point_case_id_stage_number")),
    )
    op.create_table(
        "spend",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("line", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_spend_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend")),
        sa.UniqueConstraint("line", name=op.f("uq_spend_line")),
    )
    with op.batch_alter_table("spend", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spend_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_spend_paid_on", ["paid_on"], unique=False)

    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_corrective_action_action_id_action")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_corrective_action_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
    )
    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.create_index("ix_corrective_action_agreed_on", ["agreed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrective_action_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrective_action_case_id"))
        batch_op.drop_index("ix_corrective_action_agreed_on")

    op.drop_table("corrective_action")
    with op.batch_alter_table("spend", schema=None) as batch_op:
        batch_op.drop_index("ix_spend_paid_on")
        batch_op.drop_index(batch_op.f("ix_spend_case_id"))

    op.drop_table("spend")
    op.drop_table("register_point")
    with op.batch_alter_table("register_line", schema=None) as batch_op:
        batch_op.drop_index("ix_register_line_to_check")
        batch_op.drop_index("ix_register_line_stage3")
        batch_op.drop_index("ix_register_line_stage2")
        batch_op.drop_index("ix_register_line_stage1")
        batch_op.drop_index("ix_register_line_received")
        batch_op.drop_index(
            "ix_register_line_open",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index(
            "ix_register_line_closed",
            sqlite_where=sa.text("closed_on IS NOT NULL"),
            postgresql_where=sa.text("closed_on IS NOT NULL"),
        )

    op.drop_table("register_line")
    with op.batch_alter_table("ombudsman_case", schema=None) as batch_op:
        batch_op.drop_index("ix_ombudsman_case_received_on")
        batch_op.drop_index(batch_op.f("ix_ombudsman_case_case_id"))

    op.drop_table("ombudsman_case")
    op.drop_table("council_code")

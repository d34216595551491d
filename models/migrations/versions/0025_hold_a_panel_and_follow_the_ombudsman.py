"""Hold a review panel, and follow what the ombudsman does."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

POOL = ("panel", "childcare", "recent")


def upgrade() -> None:
    for name in POOL:
        op.add_column("outsider", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outsider") as outsider:
        for name in POOL:
            outsider.alter_column(name, server_default=None)
    op.add_column("meeting_date", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ombudsman_case", sa.Column("no_new_fault", sa.Boolean(), nullable=True))
    op.create_table(
        "panel",
        _id(), _case("panel"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("late_answer", sa.String(), nullable=True),
        sa.Column("papers_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("consulted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panel"),
        sa.UniqueConstraint("case_id", "number", name="uq_panel_case_id_number"),
        _to("panel", "case_id", "case"),
    )  # fmt: skip
    op.create_table(
        "panel_text",
        _id(), _case("panel_text"), _panel(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ours", sa.LargeBinary(), nullable=True),
        sa.Column("theirs", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_panel_text"),
        sa.UniqueConstraint("panel_id", "kind", name="uq_panel_text_panel_id_kind"),
        sa.CheckConstraint("(ours IS NULL) <> (theirs IS NULL)", name=op.f("ck_panel_text_one_lock")),
        _to("panel_text", "case_id", "case"), _to("panel_text", "panel_id", "panel"),
    )  # fmt: skip
    op.create_index("ix_panel_text_case_id", "panel_text", ["case_id"])
    op.create_table(
        "panel_finding",
        _id(), _case("panel_finding"), _panel(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panel_finding"),
        sa.UniqueConstraint("panel_id", "number", name="uq_panel_finding_panel_id_number"),
        _to("panel_finding", "case_id", "case"), _to("panel_finding", "panel_id", "panel"),
    )  # fmt: skip
    op.create_index("ix_panel_finding_case_id", "panel_finding", ["case_id"])
    op.create_table(
        "panel_recommendation",
        _id(), _case("panel_recommendation"), _panel(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panel_recommendation"),
        sa.UniqueConstraint("panel_id", "number", name="uq_panel_recommendation_panel_id_number"),
        sa.CheckConstraint("answer IN ('accepted', 'part', 'refused')", name=op.f("ck_panel_recommendation_answer")),
        _to("panel_recommendation", "case_id", "case"), _to("panel_recommendation", "panel_id", "panel"),
    )  # fmt: skip
    op.create_index("ix_panel_recommendation_case_id", "panel_recommendation", ["case_id"])
    op.create_table(
        "ombudsman_step",
        _id(),
        sa.Column("ombudsman_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_ombudsman_step"),
        _to("ombudsman_step", "ombudsman_id", "ombudsman_case"), _to("ombudsman_step", "by_id", "staff"),
    )  # fmt: skip
    op.create_index("ix_ombudsman_step_ombudsman_id", "ombudsman_step", ["ombudsman_id", "on"])
    op.create_table(
        "ombudsman_remedy",
        _id(),
        sa.Column("ombudsman_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("prove_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("proven_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ombudsman_remedy"),
        sa.UniqueConstraint("ombudsman_id", "number", name="uq_ombudsman_remedy_ombudsman_id_number"),
        _to("ombudsman_remedy", "ombudsman_id", "ombudsman_case"),
    )
    op.create_index("ix_ombudsman_remedy_due_on", "ombudsman_remedy", ["due_on"])


def downgrade() -> None:
    for name in ("ombudsman_remedy", "ombudsman_step", "panel_recommendation", "panel_finding", "panel_text", "panel"):
        op.drop_table(name)
    op.drop_column("ombudsman_case", "no_new_fault")
    op.drop_column("meeting_date", "answered_at")
    for name in POOL:
        op.drop_column("outsider", name)


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _case(table: str) -> sa.Column[object]:
    return sa.Column("case_id", sa.Uuid(), nullable=False)


def _panel() -> sa.Column[object]:
    return sa.Column("panel_id", sa.Uuid(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")

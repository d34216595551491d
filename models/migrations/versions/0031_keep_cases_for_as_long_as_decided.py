"""Keep cases for as long as the council decided, hold them, and erase them."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OPEN_DECISION = sa.text("agreed_at IS NULL AND refused_at IS NULL")


def upgrade() -> None:
    op.add_column("case", sa.Column("erased_on", sa.Date(), nullable=True))
    op.create_table(
        "retention_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name=op.f("ck_retention_period_two_people")),
        sa.CheckConstraint("years BETWEEN 1 AND 100", name=op.f("ck_retention_period_within_reason")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_retention_period_asked_by_staff")),
        sa.ForeignKeyConstraint(["agreed_by"], ["staff.id"], name=op.f("fk_retention_period_agreed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_period")),
    )
    op.create_index("ix_retention_period_kind", "retention_period", ["kind", "agreed_at"])
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("lift_asked_by", sa.Uuid(), nullable=True),
        sa.Column("lift_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("lifted_by IS NULL OR lifted_by <> lift_asked_by", name=op.f("ck_legal_hold_two_people")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_legal_hold_case_id_case")),
        *(
            sa.ForeignKeyConstraint([column], ["staff.id"], name=op.f(f"fk_legal_hold_{column}_staff"))
            for column in ("placed_by", "lift_asked_by", "lifted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index("ix_legal_hold_case_id", "legal_hold", ["case_id"])
    op.create_table(
        "retention_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("came_up_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "agreed_by IS NULL OR agreed_by <> decided_by", name=op.f("ck_retention_decision_two_people")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_retention_decision_case_id_case")),
        *(
            sa.ForeignKeyConstraint([column], ["staff.id"], name=op.f(f"fk_retention_decision_{column}_staff"))
            for column in ("decided_by", "agreed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_decision")),
    )
    op.create_index("ix_retention_decision_case_id", "retention_decision", ["case_id"])
    op.create_index(
        "ix_retention_decision_open",
        "retention_decision",
        ["case_id", "id"],
        sqlite_where=OPEN_DECISION,
        postgresql_where=OPEN_DECISION,
    )


def downgrade() -> None:
    op.drop_table("retention_decision")
    op.drop_table("legal_hold")
    op.drop_table("retention_period")
    op.drop_column("case", "erased_on")

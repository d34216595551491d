"""Judge before a route is taken, keep what must wait, and split a case."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WAITS = sa.text("review_on IS NOT NULL AND ended_on IS NULL")
UNDECIDED = sa.text("decided_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_judgement_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_judgement_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index("ix_judgement_case_id", "judgement", ["case_id", "at"])
    op.create_index("ix_judgement_review", "judgement", ["review_on"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_table(
        "freeze",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("rung_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_freeze_case_id_case")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_freeze_decided_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze")),
    )
    op.create_index("ix_freeze_case_id", "freeze", ["case_id", "asked_on"])
    op.create_index("ix_freeze_undecided", "freeze", ["effect_on"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)
    with op.batch_alter_table("case") as table:
        table.add_column(sa.Column("part_of_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_case_part_of_id_case"), "case", ["part_of_id"], ["id"])
        table.create_index("ix_case_part_of_id", ["part_of_id"])


def downgrade() -> None:
    with op.batch_alter_table("case") as table:
        table.drop_index("ix_case_part_of_id")
        table.drop_constraint(op.f("fk_case_part_of_id_case"), type_="foreignkey")
        table.drop_column("part_of_id")
    op.drop_table("freeze")
    op.drop_table("judgement")

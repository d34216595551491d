"""Measure contact for some time, after a warning and a noted meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

IN_FORCE = sa.text("begins_on IS NOT NULL AND ended_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "behaviour",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_by", sa.Uuid(), nullable=False),
        sa.Column("indicators", sa.String(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_by", sa.Uuid(), nullable=True),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_behaviour_case_id_case")),
        sa.ForeignKeyConstraint(["warned_by"], ["staff.id"], name=op.f("fk_behaviour_warned_by_staff")),
        sa.ForeignKeyConstraint(["met_by"], ["staff.id"], name=op.f("fk_behaviour_met_by_staff")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_behaviour_decided_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_behaviour")),
    )
    op.create_index("ix_behaviour_case_id", "behaviour", ["case_id", "warned_at"])
    op.create_index(
        "ix_behaviour_in_force", "behaviour", ["review_on"], sqlite_where=IN_FORCE, postgresql_where=IN_FORCE
    )


def downgrade() -> None:
    op.drop_index("ix_behaviour_in_force", table_name="behaviour")
    op.drop_index("ix_behaviour_case_id", table_name="behaviour")
    op.drop_table("behaviour")

"""Keep what each case cost, hour by hour where somebody from outside was paid, and why an answer took longer."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("spend") as spend:
        spend.add_column(sa.Column("appointment_id", sa.Uuid(), nullable=True))
        spend.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        spend.add_column(sa.Column("rate", sa.Integer(), nullable=True))
        spend.add_column(sa.Column("travel", sa.Integer(), nullable=True))
        spend.create_foreign_key(op.f("fk_spend_appointment_id_appointment"), "appointment", ["appointment_id"], ["id"])
        spend.create_index(op.f("ix_spend_appointment_id"), ["appointment_id"])
    op.add_column("outsider", sa.Column("hour_rate", sa.Integer(), nullable=True))
    op.add_column("case", sa.Column("delay_reason", sa.String(), nullable=True))
    op.add_column("register_line", sa.Column("delay_reason", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("register_line", "delay_reason")
    op.drop_column("case", "delay_reason")
    op.drop_column("outsider", "hour_rate")
    with op.batch_alter_table("spend") as spend:
        spend.drop_index(op.f("ix_spend_appointment_id"))
        spend.drop_constraint(op.f("fk_spend_appointment_id_appointment"), type_="foreignkey")
        for name in ("travel", "rate", "minutes", "appointment_id"):
            spend.drop_column(name)

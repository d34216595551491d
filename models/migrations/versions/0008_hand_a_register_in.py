"""Hand a register in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("add_labels", sa.Boolean(), nullable=False),
        sa.Column("good_lines", sa.Boolean(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("upload", sa.LargeBinary(), nullable=True),
        sa.Column("faults", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_register_job_asked_by_staff")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name=op.f("fk_register_job_confirmed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_job")),
    )
    with op.batch_alter_table("register_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_job_state"), ["state"], unique=False)

    op.add_column("case", sa.Column("wants", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_corrective_action_case_id_number"), ["case_id", "number"])


def downgrade() -> None:
    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_corrective_action_case_id_number"), type_="unique")

    op.drop_column("case", "wants")

    with op.batch_alter_table("register_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_job_state"))

    op.drop_table("register_job")

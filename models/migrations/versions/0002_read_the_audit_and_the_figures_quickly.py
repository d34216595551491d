"""Read the audit and the figures quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_at", "audit", ["at", "chain", "number"])
    op.create_index("ix_audit_chain", "audit", ["chain", "at", "number"])
    op.create_index("ix_audit_action", "audit", ["action", "at", "chain", "number"])
    op.create_index("ix_audit_actor_id", "audit", ["actor_id", "at", "chain", "number"])
    stopped = sa.text("stopped_on IS NOT NULL")
    op.create_index(
        "ix_running_clock_stopped",
        "running_clock",
        ["stopped_on", "clock"],
        sqlite_where=stopped,
        postgresql_where=stopped,
    )


def downgrade() -> None:
    op.drop_index("ix_running_clock_stopped", table_name="running_clock")
    for name in ("ix_audit_actor_id", "ix_audit_action", "ix_audit_chain", "ix_audit_at"):
        op.drop_index(name, table_name="audit")

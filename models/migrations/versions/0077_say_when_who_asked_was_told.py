"""Who asked to be erased is told after two people decided it, and only then the case goes (RET-07).

Those that were decided before were told before: the old page asked for it first.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("retention_decision", sa.Column("told_on", sa.Date(), nullable=True))
    decision = sa.table(
        "retention_decision", sa.column("cause"), sa.column("decision"), sa.column("told_on", sa.Date()),
        sa.column("decided_at", sa.DateTime()), sa.column("agreed_at", sa.DateTime()),
    )  # fmt: skip
    settled = sa.or_(decision.c.agreed_at.is_not(None), decision.c.decision.in_(("erase", "anonymise")))
    told = (decision.c.cause != "due", decision.c.decided_at.is_not(None), settled)
    day: Any = sa.cast(sa.func.substr(sa.cast(decision.c.decided_at, sa.String()), 1, 10), sa.Date())
    if op.get_bind().dialect.name == "sqlite":  # it keeps a day as its text, and a cast would make a year of it
        day = sa.func.substr(decision.c.decided_at, 1, 10)
    op.execute(sa.update(decision).where(*told).values(told_on=day))


def downgrade() -> None:
    op.drop_column("retention_decision", "told_on")

"""Say from which day other proceedings suspend a case, when they were judged anew, what was taken up (K-42, K-73)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

ROUTED = ("routed_statutory", "routed_corporate", "routed_concern")  # before that nothing of ours waited
ENGLAND = ZoneInfo("Europe/London")


def upgrade() -> None:
    op.add_column("judgement", sa.Column("began_on", sa.Date(), nullable=True))
    op.add_column("judgement", sa.Column("replaced_on", sa.Date(), nullable=True))
    op.add_column("judgement", sa.Column("taken_up_on", sa.Date(), nullable=True))
    table = sa.table(
        "judgement", sa.column("id", sa.Uuid()), sa.column("case_id", sa.Uuid()),
        sa.column("at", sa.DateTime(timezone=True)), sa.column("ending", sa.String()), sa.column("began_on", sa.Date()),
        sa.column("ended_on", sa.Date()), sa.column("taken_up_on", sa.Date()),
    )  # fmt: skip
    events = sa.table(
        "case_event", sa.column("case_id", sa.Uuid()), sa.column("at", sa.DateTime(timezone=True)),
        sa.column("event", sa.String()),
    )  # fmt: skip
    connection = op.get_bind()
    decided = sa.exists().where(
        events.c.case_id == table.c.case_id, events.c.event.in_(ROUTED), events.c.at < table.c.at
    )
    rows = sa.select(table.c.id, table.c.at).where(table.c.ending == "all_waits", decided)
    for row in connection.execute(rows).all():
        began = _england(row.at)
        connection.execute(sa.update(table).where(table.c.id == row.id).values(began_on=began))
    again = sa.exists().where(
        events.c.case_id == table.c.case_id, events.c.event == "resubmitted", events.c.at > table.c.at
    )
    went_on = table.c.ended_on.is_not(None) & (table.c.began_on.is_not(None) | again)
    connection.execute(sa.update(table).where(went_on).values(taken_up_on=table.c.ended_on))


def downgrade() -> None:
    op.drop_column("judgement", "taken_up_on")
    op.drop_column("judgement", "replaced_on")
    op.drop_column("judgement", "began_on")


def _england(at: datetime) -> object:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ENGLAND).date()

"""Keep the day on which a clock that waited began, and beside it how many working days it waited."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

WAITED = ("pause", "proceedings", "reinstated")
ANEW = ("advocate", "interest", "corrected")  # counted from another day: what waited before is not in it
CLOCK = sa.table(
    "running_clock", sa.column("id", sa.Uuid), sa.column("case_id", sa.Uuid), sa.column("started_on", sa.Date),
    sa.column("waited", sa.Integer),
)  # fmt: skip
MOVE = sa.table(
    "clock_move", sa.column("clock_id", sa.Uuid), sa.column("at", sa.DateTime), sa.column("was", sa.Date),
    sa.column("now", sa.Date), sa.column("why", sa.String),
)  # fmt: skip
CASE = sa.table("case", sa.column("id", sa.Uuid), sa.column("received_on", sa.Date))
LINE = sa.table(
    "register_line", sa.column("case_id", sa.Uuid), sa.column("imported_at", sa.DateTime),
    sa.column("case_version", sa.Integer),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("running_clock", sa.Column("waited", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("running_clock") as clock:
        clock.alter_column("waited", server_default=None)
    free, waited = _free(), _waited()
    rows = sa.select(CLOCK.c.id, CLOCK.c.case_id, CLOCK.c.started_on, CASE.c.received_on)
    rows = rows.join(CASE, CASE.c.id == CLOCK.c.case_id).where(CLOCK.c.id.in_(waited))
    for key, case_id, started, received in op.get_bind().execute(rows).all():
        if (days := sum(_between(was, now, free) for was, now in waited[key])) > 0:
            began = max(_step(started, -days, free), received)
            op.execute(CLOCK.update().where(CLOCK.c.id == key).values(started_on=began, waited=days))
            mended = LINE.update().where(LINE.c.case_id == case_id, LINE.c.imported_at.is_(None))
            op.execute(mended.values(case_version=0))  # the worker works them out anew


def downgrade() -> None:
    free, rows = _free(), sa.select(CLOCK.c.id, CLOCK.c.started_on, CLOCK.c.waited).where(CLOCK.c.waited > 0)
    for key, began, days in op.get_bind().execute(rows).all():
        op.execute(CLOCK.update().where(CLOCK.c.id == key).values(started_on=_step(began, days, free)))
    op.drop_column("running_clock", "waited")


def _free() -> set[date]:
    return set(op.get_bind().scalars(sa.select(sa.table("bank_holiday", sa.column("day", sa.Date)).c.day)))


def _waited() -> dict[object, list[tuple[date, date]]]:
    found: dict[object, list[tuple[date, date]]] = {}
    for move in op.get_bind().execute(sa.select(MOVE).order_by(MOVE.c.at)):
        if move.why in ANEW:
            found.pop(move.clock_id, None)
        elif move.why in WAITED:
            found.setdefault(move.clock_id, []).append((move.was, move.now))
    return found


def _works(day: date, free: set[date]) -> bool:
    return day.weekday() < 5 and day not in free


def _step(day: date, days: int, free: set[date]) -> date:
    one = timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        day += one
        left -= _works(day, free)
    return day


def _between(was: date, now: date, free: set[date]) -> int:
    if now < was:
        return -_between(now, was, free)
    return sum(_works(was + timedelta(days=n + 1), free) for n in range((now - was).days))

"""A wall that stood round a part alone stands round the case it was split off from, and so round all of it (AZ-04)."""

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

TWICE = """
DELETE FROM wall WHERE lifted_at IS NULL AND EXISTS (
  SELECT 1 FROM wall AS there WHERE there.staff_id = wall.staff_id AND there.named_id = wall.named_id
  AND there.lifted_at IS NULL
  AND there.case_id = (SELECT part_of_id FROM "case" WHERE "case".id = wall.case_id))
"""
TO_THE_FIRST = """
UPDATE wall SET case_id = (SELECT part_of_id FROM "case" WHERE "case".id = wall.case_id)
WHERE case_id IN (SELECT id FROM "case" WHERE part_of_id IS NOT NULL)
"""


def upgrade() -> None:
    op.execute(TWICE)
    op.execute(TO_THE_FIRST)


def downgrade() -> None:
    """What it stood round before is not known any more; a part is behind the wall of its first all the same."""

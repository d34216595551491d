"""Keep whom a request to see records names as entries of the blind index, and how one ended without an answer.

A request that was open before has no entries, and holds every case until it is answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_tag",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["access_request.id"], name=op.f("fk_access_tag_request_id_access_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_tag")),
        sa.UniqueConstraint("request_id", "tag", name=op.f("uq_access_tag_request_id_tag")),
    )
    op.add_column("access_request", sa.Column("ended_as", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("access_request", "ended_as")
    op.drop_table("access_tag")

"""A request to see what is kept holds mail, alerts and earlier requests that hang on no case (SAR-03)."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0064"
branch_labels = None
depends_on = None

COPIES = ("access_paper", "access_bundle")


def upgrade() -> None:
    with op.batch_alter_table("access_file") as file:
        file.alter_column("case_id", existing_type=sa.Uuid(), nullable=True)
        file.alter_column("hold_id", existing_type=sa.Uuid(), nullable=True)
        file.add_column(sa.Column("wrap", sa.LargeBinary(), nullable=True))
    for table in COPIES:
        with op.batch_alter_table(table) as copies:
            copies.alter_column("case_id", existing_type=sa.Uuid(), nullable=True)
    op.create_table(
        "access_loose",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["access_file.id"], name=op.f("fk_access_loose_file_id_access_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["access_request.id"], name=op.f("fk_access_loose_request_id_access_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_loose")),
        sa.UniqueConstraint("request_id", "thing_id", name=op.f("uq_access_loose_request_id_thing_id")),
    )
    for column in ("request_id", "file_id", "thing_id"):
        op.create_index(op.f(f"ix_access_loose_{column}"), "access_loose", [column])


def downgrade() -> None:
    """What was gathered of no case goes with the shape that held it."""
    op.drop_table("access_loose")
    for table in COPIES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE case_id IS NULL"))  # noqa: S608  # a name of ours
    op.execute(sa.text("DELETE FROM access_file WHERE case_id IS NULL"))
    with op.batch_alter_table("access_file") as file:
        file.drop_column("wrap")
        file.alter_column("hold_id", existing_type=sa.Uuid(), nullable=False)
        file.alter_column("case_id", existing_type=sa.Uuid(), nullable=False)
    for table in COPIES:
        with op.batch_alter_table(table) as copies:
            copies.alter_column("case_id", existing_type=sa.Uuid(), nullable=False)

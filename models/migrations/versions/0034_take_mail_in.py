"""Take mail in."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

WAITING = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("to_alternate", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_incoming_mail_case_id_case")),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_incoming_mail_settled_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mail")),
        sa.UniqueConstraint("once", name=op.f("uq_incoming_mail_once")),
    )
    op.create_index(
        "ix_incoming_mail_waiting", "incoming_mail", ["came_at", "id"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_index("ix_incoming_mail_sender", "incoming_mail", ["sender", "came_at"])
    op.create_index(op.f("ix_incoming_mail_case_id"), "incoming_mail", ["case_id"])
    op.create_table(
        "incoming_wall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("named_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["incoming_mail.id"], name=op.f("fk_incoming_wall_mail_id_incoming_mail"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_incoming_wall_staff_id_staff")),
        sa.ForeignKeyConstraint(["named_id"], ["staff.id"], name=op.f("fk_incoming_wall_named_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_wall")),
    )
    op.create_index("ix_incoming_wall_mail_id", "incoming_wall", ["mail_id", "staff_id"])
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(sa.Column("incoming_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("held", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_upload_incoming_id_incoming_mail"), "incoming_mail", ["incoming_id"], ["id"],
            ondelete="CASCADE",
        )  # fmt: skip
        batch_op.create_index(batch_op.f("ix_upload_incoming_id"), ["incoming_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_incoming_id"))
        batch_op.drop_constraint(batch_op.f("fk_upload_incoming_id_incoming_mail"), type_="foreignkey")
        batch_op.drop_column("held")
        batch_op.drop_column("incoming_id")
    op.drop_index(op.f("ix_incoming_mail_case_id"), table_name="incoming_mail")
    op.drop_index("ix_incoming_wall_mail_id", table_name="incoming_wall")
    op.drop_index("ix_incoming_mail_sender", table_name="incoming_mail")
    op.drop_index("ix_incoming_mail_waiting", table_name="incoming_mail")
    op.drop_table("incoming_wall")
    op.drop_table("incoming_mail")

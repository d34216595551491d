"""Ask a provider for an advocate: organisations, their people, and what was referred to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITING = sa.text("sent_at IS NULL AND cannot IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        staff.create_foreign_key(
            op.f("fk_staff_organisation_id_organisation"), "organisation", ["organisation_id"], ["id"]
        )
        staff.create_index("ix_staff_organisation_id", ["organisation_id"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("shares", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("cannot", sa.String(), nullable=True),
        sa.Column("not_heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.LargeBinary(), nullable=True),
        sa.Column("advocate", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["staff.id"], name=op.f("fk_referral_accepted_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_referral_case_id_case")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organisation.id"], name=op.f("fk_referral_provider_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_case_id", "referral", ["case_id", "asked_at"])
    op.create_index("ix_referral_provider_id", "referral", ["provider_id", "asked_at"])
    op.create_index("ix_referral_waiting", "referral", ["asked_at"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    op.drop_table("referral")
    with op.batch_alter_table("staff") as staff:
        staff.drop_index("ix_staff_organisation_id")
        staff.drop_constraint(op.f("fk_staff_organisation_id_organisation"), type_="foreignkey")
        staff.drop_column("organisation_id")
    op.drop_table("organisation")

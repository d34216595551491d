"""Publish reports: the words round them, quotes, what is out and its files."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["published_by"], ["staff.id"], name=op.f("fk_publication_published_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_published_at", "publication", ["published_at"])
    op.create_table(
        "report_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["kept_by"], ["staff.id"], name=op.f("fk_report_quote_kept_by_staff")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_report_quote_released_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_quote")),
    )
    op.create_index("ix_report_quote_authority", "report_quote", ["authority", "first"])
    op.create_table(
        "report_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_report_words_written_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_words")),
        sa.UniqueConstraint(
            "authority", "layout", "part", "first", "last", "section", "number", name="uq_report_words_box"
        ),
    )
    op.create_table(
        "publication_file",
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_publication_file_publication_id_publication")
        ),
        sa.PrimaryKeyConstraint("publication_id", "form", name=op.f("pk_publication_file")),
    )


def downgrade() -> None:
    op.drop_table("publication_file")
    op.drop_table("report_words")
    op.drop_table("report_quote")
    op.drop_table("publication")

"""Begin with every table, and an audit that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ONLY_GROWS = {
    "sqlite": (
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append only'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("link", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("chain", "number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_object_id", ["object_id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.LargeBinary(length=32), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "bank_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_bank_holiday")),
    )
    op.create_table(
        "council_policy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_policy")),
        sa.UniqueConstraint("council", "since", name=op.f("uq_council_policy_council_since")),
    )
    op.create_table(
        "job_run",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_run")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("directorate", sa.String(), nullable=False),
        sa.Column("handles_complaints", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "throttle",
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_throttle")),
    )
    with op.batch_alter_table("throttle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttle_until"), ["until"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("away_until", sa.String(), nullable=True),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_staff_deputy_id_staff")),
        sa.ForeignKeyConstraint(["manager_id"], ["staff.id"], name=op.f("fk_staff_manager_id_staff")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_staff_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index("ix_staff_manager_id", ["manager_id"], unique=False)
        batch_op.create_index("ix_staff_team_id", ["team_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("last_totp_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_in_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'active' OR password_hash IS NOT NULL", name=op.f("ck_account_active_has_password")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_account_staff_id")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("form_instance", sa.Uuid(), nullable=True),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("policy_since", sa.Date(), nullable=False),
        sa.Column("journey", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("young_person", sa.Boolean(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=True),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_before", sa.String(40), nullable=True),
        sa.Column("procedure", sa.String(40), nullable=True),
        sa.Column("route_reason", sa.String(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("safe", sa.String(40), nullable=False),
        sa.Column("advocate", sa.String(40), nullable=True),
        sa.Column("wait_for_advocate", sa.Boolean(), nullable=False),
        sa.Column("late_flag", sa.Boolean(), nullable=False),
        sa.Column("freeze_on", sa.Date(), nullable=True),
        sa.Column("freeze_decided", sa.Boolean(), nullable=False),
        sa.Column("ask_first", sa.Boolean(), nullable=False),
        sa.Column("safety_waiting", sa.Boolean(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=False),
        sa.Column("next_clock", sa.String(40), nullable=True),
        sa.Column("to_alternate", sa.Boolean(), nullable=False),
        sa.Column("waiting_on", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("responder_id", sa.Uuid(), nullable=True),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thread_wrap", sa.LargeBinary(), nullable=False),
        sa.Column("file_wrap", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_case_closed_has_date")),
        sa.CheckConstraint(
            "state IN ('new', 'received', 'withdrawn') OR procedure IS NOT NULL OR closed_on IS NOT NULL",
            name=op.f("ck_case_routed"),
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["staff.id"], name=op.f("fk_case_officer_id_staff")),
        sa.ForeignKeyConstraint(["responder_id"], ["staff.id"], name=op.f("fk_case_responder_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("form_instance", name=op.f("uq_case_form_instance")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_closed_on",
            ["closed_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NOT NULL"),
            postgresql_where=sa.text("closed_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_case_freeze",
            ["freeze_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL AND freeze_on IS NOT NULL AND freeze_decided = false"),
            postgresql_where=sa.text("closed_on IS NULL AND freeze_on IS NOT NULL AND freeze_decided = false"),
        )
        batch_op.create_index(
            "ix_case_queue",
            ["young_person", "next_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index(
            "ix_case_queue_officer",
            ["officer_id", "young_person", "next_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index(
            "ix_case_queue_state",
            ["state", "young_person", "next_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index("ix_case_received_on", ["received_on", "id"], unique=False)
        batch_op.create_index("ix_case_responder_id", ["responder_id"], unique=False)
        batch_op.create_index(
            "ix_case_safety",
            ["received_at", "id"],
            unique=False,
            sqlite_where=sa.text("safety_waiting = true"),
            postgresql_where=sa.text("safety_waiting = true"),
        )
        batch_op.create_index("ix_case_wrapped_by", ["wrapped_by"], unique=False)

    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("checked_by IS NULL OR checked_by <> written_by", name=op.f("ck_answer_second_person")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_answer_case_id_case")),
        sa.ForeignKeyConstraint(["checked_by"], ["staff.id"], name=op.f("fk_answer_checked_by_staff")),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_answer_written_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("case_id", "stage", name=op.f("uq_answer_case_id_stage")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id_case")),
        sa.ForeignKeyConstraint(["corrects_id"], ["case_event.id"], name=op.f("fk_case_event_corrects_id_case_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_event_case_id_number")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index("ix_case_event_case_id", ["case_id", "number"], unique=False)

    op.create_table(
        "case_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id_case")),
        sa.ForeignKeyConstraint(["other_id"], ["case.id"], name=op.f("fk_case_link_other_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_link_other_id"), ["other_id"], unique=False)

    op.create_table(
        "confidential",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_confidential_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential")),
        sa.UniqueConstraint("case_id", "holder_id", name=op.f("uq_confidential_case_id_holder_id")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_contribution_asked_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_contribution_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_contribution_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "factor_reset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "account_id <> asked_by AND (approved_by IS NULL OR approved_by <> account_id)",
            name=op.f("ck_factor_reset_not_self"),
        ),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> asked_by", name=op.f("ck_factor_reset_two_people")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_factor_reset_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name=op.f("fk_factor_reset_approved_by_account")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_factor_reset_asked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_reset")),
    )
    with op.batch_alter_table("factor_reset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_factor_reset_account_id"), ["account_id"], unique=False)

    op.create_table(
        "held_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_held_form_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_form")),
    )
    with op.batch_alter_table("held_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_form_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_held_form_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "holder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("pepper", sa.Integer(), nullable=False),
        sa.Column("words_wrap", sa.LargeBinary(), nullable=True),
        sa.Column("thread_wrap", sa.LargeBinary(), nullable=True),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alerted", sa.Boolean(), nullable=False),
        sa.Column("asked_safe_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_holder_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
        sa.UniqueConstraint("reference", name=op.f("uq_holder_reference")),
    )
    with op.batch_alter_table("holder", schema=None) as batch_op:
        batch_op.create_index("ix_holder_case_id", ["case_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("event", sa.String(40), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_letter_case_id_case")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_letter_released_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_letter_to_post", ["way", "counted_at"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_note_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_note_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_case_id"), ["case_id"], unique=False)

    op.create_table(
        "notice_to",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("work", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_notice_to_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_to")),
        sa.UniqueConstraint("case_id", "holder_id", name=op.f("uq_notice_to_case_id_holder_id")),
    )
    op.create_table(
        "point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(40), nullable=True),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("responder_id", sa.Uuid(), nullable=True),
        sa.Column("finding", sa.String(40), nullable=True),
        sa.Column("remedy", sa.String(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_point_case_id_case")),
        sa.ForeignKeyConstraint(["responder_id"], ["staff.id"], name=op.f("fk_point_responder_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_point_case_id_number")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_account_id"), ["account_id"], unique=False)

    op.create_table(
        "running_clock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(40), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_running_clock_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_clock")),
    )
    with op.batch_alter_table("running_clock", schema=None) as batch_op:
        batch_op.create_index("ix_running_clock_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            "ix_running_clock_running",
            ["due_on", "case_id"],
            unique=False,
            sqlite_where=sa.text("stopped_on IS NULL"),
            postgresql_where=sa.text("stopped_on IS NULL"),
        )

    op.create_table(
        "safe_way",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_safe_way_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_way")),
        sa.UniqueConstraint("case_id", "holder_id", "way", name=op.f("uq_safe_way_case_id_holder_id_way")),
    )
    op.create_table(
        "safety_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about_worker", sa.Boolean(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wrap", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.Integer(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["staff.id"], name=op.f("fk_safety_alert_accepted_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_safety_alert_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_alert")),
    )
    with op.batch_alter_table("safety_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_alert_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_safety_alert_waiting",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("accepted_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL"),
        )

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_session_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "tag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_tag_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index("ix_tag_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_tag_tag", ["kind", "tag"], unique=False)

    op.create_table(
        "their_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_their_words_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_their_words")),
    )
    with op.batch_alter_table("their_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_their_words_case_id"), ["case_id"], unique=False)

    op.create_table(
        "thread_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_staff_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_thread_message_case_id_case")),
        sa.ForeignKeyConstraint(["from_staff_id"], ["staff.id"], name=op.f("fk_thread_message_from_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_message")),
    )
    with op.batch_alter_table("thread_message", schema=None) as batch_op:
        batch_op.create_index("ix_thread_message_case_id", ["case_id", "at"], unique=False)

    op.create_table(
        "words_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> asked_by", name=op.f("ck_words_request_two_people")),
        sa.ForeignKeyConstraint(["approved_by"], ["staff.id"], name=op.f("fk_words_request_approved_by_staff")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_words_request_asked_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_words_request_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words_request")),
    )
    with op.batch_alter_table("words_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_words_request_case_id"), ["case_id"], unique=False)

    op.create_table(
        "action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_action_case_id_case")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_action_owner_id_staff")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_action_point_id_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_action_due", ["done_on", "due_on"], unique=False)

    op.create_table(
        "clock_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was", sa.Date(), nullable=False),
        sa.Column("now", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("notified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_clock_move_case_id_case")),
        sa.ForeignKeyConstraint(["clock_id"], ["running_clock.id"], name=op.f("fk_clock_move_clock_id_running_clock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_move")),
    )
    with op.batch_alter_table("clock_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_move_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clock_move_clock_id"), ["clock_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("form_instance", sa.Uuid(), nullable=False),
        sa.Column("journey", sa.String(40), nullable=False),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_draft_holder_id_holder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("form_instance", name=op.f("uq_draft_form_instance")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_draft_holder_id")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_in_time", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_extension_asked_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_extension_case_id_case")),
        sa.ForeignKeyConstraint(["clock_id"], ["running_clock.id"], name=op.f("fk_extension_clock_id_running_clock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_case_id"), ["case_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(40), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("work", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_message_case_id_case")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_message_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("cause", name=op.f("uq_message_cause")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            "ix_message_waiting",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        )

    op.create_table(
        "point_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_point_change_case_id_case")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_point_change_point_id_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_change")),
    )
    with op.batch_alter_table("point_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_change_case_id"), ["case_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_visit_holder_id_holder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "wall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("named_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["safety_alert.id"], name=op.f("fk_wall_alert_id_safety_alert")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_wall_case_id_case")),
        sa.ForeignKeyConstraint(["named_id"], ["staff.id"], name=op.f("fk_wall_named_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wall_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall")),
    )
    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.create_index("ix_wall_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_wall_staff_id", ["staff_id", "case_id"], unique=False)
    for statement in ONLY_GROWS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.drop_index("ix_wall_staff_id")
        batch_op.drop_index("ix_wall_case_id")

    op.drop_table("wall")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_holder_id"))
        batch_op.drop_index(batch_op.f("ix_visit_expires_at"))

    op.drop_table("visit")
    with op.batch_alter_table("point_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_change_case_id"))

    op.drop_table("point_change")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_waiting",
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        )
        batch_op.drop_index("ix_message_case_id")

    op.drop_table("message")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_case_id"))

    op.drop_table("extension")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_at"))

    op.drop_table("draft")
    with op.batch_alter_table("clock_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_move_clock_id"))
        batch_op.drop_index(batch_op.f("ix_clock_move_case_id"))

    op.drop_table("clock_move")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_due")
        batch_op.drop_index(batch_op.f("ix_action_case_id"))

    op.drop_table("action")
    with op.batch_alter_table("words_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_words_request_case_id"))

    op.drop_table("words_request")
    with op.batch_alter_table("thread_message", schema=None) as batch_op:
        batch_op.drop_index("ix_thread_message_case_id")

    op.drop_table("thread_message")
    with op.batch_alter_table("their_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_their_words_case_id"))

    op.drop_table("their_words")
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.drop_index("ix_tag_tag")
        batch_op.drop_index("ix_tag_case_id")

    op.drop_table("tag")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_expires_at"))
        batch_op.drop_index(batch_op.f("ix_staff_session_account_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("safety_alert", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_safety_alert_waiting",
            sqlite_where=sa.text("accepted_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_safety_alert_case_id"))

    op.drop_table("safety_alert")
    op.drop_table("safe_way")
    with op.batch_alter_table("running_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_running_clock_running",
            sqlite_where=sa.text("stopped_on IS NULL"),
            postgresql_where=sa.text("stopped_on IS NULL"),
        )
        batch_op.drop_index("ix_running_clock_case_id")

    op.drop_table("running_clock")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_account_id"))

    op.drop_table("recovery_code")
    op.drop_table("point")
    op.drop_table("notice_to")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_case_id"))

    op.drop_table("note")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_to_post")
        batch_op.drop_index(batch_op.f("ix_letter_case_id"))

    op.drop_table("letter")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_account_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("holder", schema=None) as batch_op:
        batch_op.drop_index("ix_holder_case_id")

    op.drop_table("holder")
    with op.batch_alter_table("held_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_form_expires_at"))
        batch_op.drop_index(batch_op.f("ix_held_form_account_id"))

    op.drop_table("held_form")
    with op.batch_alter_table("factor_reset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_factor_reset_account_id"))

    op.drop_table("factor_reset")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_staff_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_case_id"))

    op.drop_table("contribution")
    op.drop_table("confidential")
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_link_other_id"))
        batch_op.drop_index(batch_op.f("ix_case_link_case_id"))

    op.drop_table("case_link")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index("ix_case_event_case_id")

    op.drop_table("case_event")
    op.drop_table("answer")
    op.drop_table("account_role")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index("ix_case_wrapped_by")
        batch_op.drop_index(
            "ix_case_safety",
            sqlite_where=sa.text("safety_waiting = true"),
            postgresql_where=sa.text("safety_waiting = true"),
        )
        batch_op.drop_index("ix_case_responder_id")
        batch_op.drop_index("ix_case_received_on")
        batch_op.drop_index(
            "ix_case_queue_state",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index(
            "ix_case_queue_officer",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index(
            "ix_case_queue", sqlite_where=sa.text("closed_on IS NULL"), postgresql_where=sa.text("closed_on IS NULL")
        )
        batch_op.drop_index(
            "ix_case_freeze",
            sqlite_where=sa.text("closed_on IS NULL AND freeze_on IS NOT NULL AND freeze_decided = false"),
            postgresql_where=sa.text("closed_on IS NULL AND freeze_on IS NOT NULL AND freeze_decided = false"),
        )
        batch_op.drop_index(
            "ix_case_closed_on",
            sqlite_where=sa.text("closed_on IS NOT NULL"),
            postgresql_where=sa.text("closed_on IS NOT NULL"),
        )

    op.drop_table("case")
    op.drop_table("account")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index("ix_staff_team_id")
        batch_op.drop_index("ix_staff_manager_id")

    op.drop_table("staff")
    with op.batch_alter_table("throttle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_until"))

    op.drop_table("throttle")
    op.drop_table("team")
    op.drop_table("setting")
    op.drop_table("job_run")
    op.drop_table("council_policy")
    op.drop_table("bank_holiday")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_object_id")

    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")

"""Accounts: the few people of the directory who sign in, and what each proves who they are with."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.procedure.terms import Role
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed
from models.tables.staff import Staff


class AccountState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class Purpose(StrEnum):
    """What a link handed to a member of staff is for."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105
    FACTOR = "factor"


class Account(Keyed, Base):
    __tablename__ = "account"
    __table_args__ = (CheckConstraint("state <> 'active' OR password_hash IS NOT NULL", name="active_has_password"),)

    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), unique=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    state: Mapped[AccountState] = mapped_column(default=AccountState.INVITED)
    password_hash: Mapped[str | None]
    totp: Mapped[Blob | None] = sealed("desk", nullable=True)
    last_totp_step: Mapped[int] = mapped_column(default=0)  # a code of this step or an earlier one is refused (AUTH-05)
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    signed_in_before: Mapped[datetime | None]  # the time before that, shown to its owner (AUTH-14)
    failures: Mapped[int] = mapped_column(default=0)  # wrong tries since then
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()

    staff: Mapped[Staff] = relationship(lazy="raise")
    roles: Mapped[list["AccountRole"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class AccountRole(Base):
    __tablename__ = "account_role"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class RecoveryCode(Keyed, Base):
    """One of ten, each good once, for the day the phone is lost. 80 random bits, so a plain hash is enough."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str]
    used_at: Mapped[datetime | None]


class Invitation(Keyed, Base):
    """A link to begin, or to choose a password or an authenticator anew. It signs nobody in (AUTH-10)."""

    __tablename__ = "invitation"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccountRequest(Keyed, Base):
    """Who may come in, and as what: one administrator asks, another agrees, and only then is it so (AZ-10)."""

    __tablename__ = "account_request"
    __table_args__ = (CheckConstraint("approved_by IS NULL OR approved_by <> asked_by", name="two_people"),)

    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    email: Mapped[str | None]  # for a new account; None where the roles of one there is would change
    roles: Mapped[str]  # their codes, with a space between
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]


class FactorReset(Keyed, Base):
    """A lost authenticator: one administrator asks, another agrees, and only then is a link made (decisions 18)."""

    __tablename__ = "factor_reset"
    __table_args__ = (
        CheckConstraint("approved_by IS NULL OR approved_by <> asked_by", name="two_people"),
        CheckConstraint(
            "account_id <> asked_by AND (approved_by IS NULL OR approved_by <> account_id)", name="not_self"
        ),
    )

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]

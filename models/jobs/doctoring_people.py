"""Whether enough people can sign in, and whether somebody may open whatever waits (decisions 12, AZ-04)."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.allocating import nobody_senior
from models.cases.nobody_left import left
from models.procedure.terms import Role
from models.tables.account import Account, AccountRole, AccountState

NEEDED = ((Role.ADMINISTRATOR, 2), (Role.OFFICER, 1), (Role.MANAGER, 1), (Role.DUTY, 1), (Role.ALTERNATE, 1))


def people_stand(db: Session) -> Iterator[tuple[str, str]]:
    held = select(AccountRole.role, func.count()).join(Account, Account.id == AccountRole.account_id)
    held = held.where(Account.state == AccountState.ACTIVE).group_by(AccountRole.role)
    count = {role: number for role, number in db.execute(held)}
    short = [f"{role.value} ({count.get(role, 0)} of {least})" for role, least in NEEDED if count.get(role, 0) < least]
    if short:
        yield "warning", f"too few can sign in as {', '.join(short)}. Some things need two people: heard staff add"
    else:
        yield "ok", f"{sum(count.values())} roles are held by people who can sign in."


def adjudicators_stand(db: Session) -> Iterator[tuple[str, str]]:
    """Without one the statutory stage 2 cannot be decided (rules 3.1, K-40)."""
    if nobody_senior(db):
        yield (
            "warning",
            "no responding manager is marked as a director, assistant director or strategic lead, so nobody can be "
            "given a stage 2 to decide (K-40). A system administrator opens the person under People, and chooses Yes "
            "at “Decides at stage 2”.",
        )
    else:
        yield "ok", "somebody may decide at stage 2."


def somebody_stands(db: Session) -> Iterator[tuple[str, str]]:
    waiting = left(db, SYSTEM)
    if any(waiting):
        what = f"{waiting.alerts} alerts, {waiting.cases} complaints and {waiting.mails} mails"
        yield "problem", f"{what} are kept from everybody who could open them. Name one more alternate, under People."
    else:
        yield "ok", "somebody may open whatever waits."

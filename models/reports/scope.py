"""Which part of which council, over which days, and for whom: what every figure of one report has in common."""

import uuid
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import walled
from models.procedure.periods import Period
from models.tables.case import Case
from models.tables.register import RegisterLine as Line


@dataclass(frozen=True, slots=True)
class Scope:
    """`actor` is who reads: nobody's figures hold a case that the wall keeps from them (AZ-04). None: for everybody."""

    authority: str
    period: Period
    directorate: str = ""
    team: str = ""
    young_people: bool = False
    actor: Actor | None = None
    walled: tuple[uuid.UUID, ...] = ()

    def behind_the_wall(self, db: Session) -> Self:
        """The same with the cases that `actor` may not count, asked once a report."""
        if self.actor is None or self.actor.id is None:
            return self
        kept = db.scalars(select(Case.id).where(walled(self.actor.id))).all()
        return replace(self, walled=tuple(kept))

    def for_everybody(self) -> Self:
        """The same as nobody in particular reads it: what is published counts every case."""
        return replace(self, actor=None, walled=())

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [Line.authority == self.authority]
        if self.directorate:
            found.append(Line.directorate == self.directorate)
        if self.team:
            found.append(Line.team == self.team)
        if self.young_people:
            found.append(Line.young_person.is_(True))
        if self.walled:
            found.append(Line.case_id.not_in(self.walled))
        return found

    @property
    def part(self) -> str:
        """In words, when it is not the whole council."""
        service = " / ".join(part for part in (self.directorate, self.team) if part)
        return ", ".join(part for part in (service, "young people" if self.young_people else "") if part)


def authorities(db: Session) -> list[str]:
    """Every council that the register holds a case of: one team may serve several (S-43)."""
    return sorted(db.scalars(select(Line.authority).distinct()), key=str.casefold)


def services(db: Session, authority: str) -> list[tuple[str, str]]:
    """Each directorate and team that a case of this council is about, to choose a part by."""
    query = select(Line.directorate, Line.team).where(Line.authority == authority).distinct()
    found = {(directorate or "", team or "") for directorate, team in db.execute(query)}
    return sorted(found - {("", "")}, key=lambda service: tuple(part.casefold() for part in service))

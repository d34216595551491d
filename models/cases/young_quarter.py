"""Young people in this quarter, for who leads: how they came, their advocates, what got worse, and how soon we spoke
with them (experience 6.5, 6.7). One statement, however many cases there are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.procedure.counting import mean
from models.procedure.terms import Advocate, Channel, Event
from models.procedure.updating import HEARD
from models.procedure.working_days import Holidays, working_days_between
from models.tables.case import Case
from models.tables.history import CaseEvent

ASKED = (Event.ADVOCATE_WANTED, Event.ADVOCATE_REFERRED)
WAYS = {
    Channel.ONLINE: "online", Channel.EMAIL: "e-mail", Channel.LETTER: "letter", Channel.FORM: "form",
    Channel.PHONE: "phone", Channel.IN_PERSON: "in person", Channel.TEXT: "text", Channel.OMBUDSMAN: "ombudsman",
}  # fmt: skip


@dataclass(slots=True)
class Quarter:
    """Of the cases received since its first day."""

    number: int = 0
    ways: Counter[Channel] = field(default_factory=Counter)
    wanted: int = 0  # an advocate
    met: int = 0  # an advocate was in touch, or they have one of their own; one only named does not count
    worse: int = 0
    days: Counter[int] = field(default_factory=Counter)  # working days until a person of ours first spoke or wrote

    @property
    def mean(self) -> int | float | None:
        return mean(self.days)

    @property
    def heard(self) -> int:
        return self.days.total()


def young_quarter(db: Session, actor: Actor, since: date, free: Holidays) -> Quarter:
    first = _first_heard()
    flags = [case((_is(name), 1), else_=0).label(name) for name in ("wanted", "met", "worse")]
    columns: list[Any] = [Case.channel, Case.received_on, first.label("heard"), *flags]
    each = select(*columns).where(young_since(since), visible(actor)).subquery()
    found = Quarter()
    rows: Any = db.execute(select(*each.c, func.count()).group_by(*each.c))
    for channel, received, heard, wanted, met, worse, number in rows:
        found.number += number
        found.ways[channel] += number
        found.wanted, found.met = found.wanted + wanted * number, found.met + met * number
        found.worse += worse * number
        if heard is not None:
            found.days[max(working_days_between(received, heard, free), 0)] += number
    return found


def behind(of: str, since: date) -> ColumnElement[bool] | None:
    """The cases of one of its numbers: `wanted`, `met`, `worse`, `heard`, a way they came; "" for all of them."""
    if of in WAYS:
        return young_since(since) & (Case.channel == of)
    if of in ("wanted", "met", "worse"):
        return young_since(since) & _is(of)
    if of == "heard":
        return young_since(since) & _happened(*HEARD)
    return young_since(since) if not of else None


def young_since(since: date) -> ColumnElement[bool]:
    return (Case.received_on >= since) & Case.young_person.is_(True)


def _is(name: str) -> ColumnElement[bool]:
    said: dict[str, ColumnElement[bool]] = {
        "wanted": _happened(*ASKED) | Case.advocate.in_((Advocate.YES, Advocate.HAVE_ONE)),
        "met": _happened(Event.ADVOCATE_CONTACTED)
        | (Case.advocate == Advocate.HAVE_ONE) & ~_happened(Event.ADVOCATE_APPOINTED),
        "worse": _happened(Event.GOT_WORSE),
    }
    return said[name]


def _happened(*events: Event) -> ColumnElement[bool]:
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.event.in_(events)).correlate(Case)


def _first_heard() -> Any:
    query = select(func.min(CaseEvent.on)).where(CaseEvent.case_id == Case.id, CaseEvent.event.in_(HEARD))
    return query.correlate(Case).scalar_subquery()

"""Writing the good lines of a register: a case and its counted line, sealed and audited, and nothing that is sent.

Every verb takes some lines and one open transaction. What is here already stays as it is: the reference decides.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.policies import starts
from models.procedure.register_codes import SENSITIVE_MATTER, taken_apart
from models.procedure.terms import Channel, Event, Journey, Procedure, State
from models.procedure.working_days import ENGLAND, local_day
from models.register.cells import Value
from models.register.checking import Good
from models.register.layout import EQUALITY
from models.sealing import Keyring, Lock
from models.tables.case import TO_LOOK, Case
from models.tables.history import CaseEvent
from models.tables.register import RegisterLine

BY_KIND: Mapping[str, Procedure] = {
    "Refused": Procedure.REFUSED,
    "Case Concern": Procedure.CONCERN,
    "Compliment": Procedure.COMPLIMENT,
    "Comment": Procedure.COMMENT,
}
_CHANNELS: Mapping[str, Channel] = {
    "E-mail": Channel.EMAIL,
    "Letter": Channel.LETTER,
    "Complaint Form": Channel.FORM,
    "E-Form": Channel.ONLINE,
    "Telephone": Channel.PHONE,
    "In Person": Channel.IN_PERSON,
    "Via LGO": Channel.OMBUDSMAN,
    "Text Message": Channel.TEXT,
    "YP Complaint Form": Channel.FORM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """Who brings a register in, for which council, and with which keys; the same for every line of it."""

    council: str
    actor: Actor
    now: datetime
    keys: Keyring  # master, by its public half at least
    services: Mapping[str, str]  # label -> group, to take a service apart


def write_cases(db: Session, goods: Sequence[Good], bringing: Bringing) -> int:
    """Add the cases that are not here yet. Returns how many."""
    references = [str(good.values["reference"]) for good in goods]
    here = set(db.scalars(select(Case.reference).where(Case.reference.in_(references))))
    since = sorted(starts(db, bringing.council))
    new = [good.values for good in goods if good.values["reference"] not in here]
    cases = [_case(values, bringing, since) for values in new]
    db.add_all(cases)
    db.flush()
    for case, values in zip(cases, new, strict=True):
        db.add(_line(case, values, bringing))
        db.add(_event(case, bringing))
        note(db, bringing.actor, Event.IMPORTED.value, now=bringing.now, object_kind="case", object_id=case.id)
    db.flush()
    return len(new)


def cases_of(db: Session, goods: Iterable[Good]) -> dict[Value, RegisterLine]:
    """The counted lines that these lines belong to, by reference."""
    references = {good.values["reference"] for good in goods if good.values["reference"]}
    return {
        row.reference: row for row in db.scalars(select(RegisterLine).where(RegisterLine.reference.in_(references)))
    }


def _case(values: Mapping[str, Any], bringing: Bringing, since: Sequence[date]) -> Case:
    received: date = values["received_on"]
    closed: date | None = values["closed_on"]
    thread, file = Lock.new("thread"), Lock.new("file")
    keys = bringing.keys.plus(thread=thread, file=file)
    case = Case(
        id=uuid.uuid4(),
        reference=values["reference"],
        council=bringing.council,
        policy_since=max((day for day in since if day <= received), default=since[0]),
        journey=_journey(values),
        channel=_CHANNELS.get(values["channel"] or "", Channel.LETTER),
        young_person=values["young_person"],
        state=State.CLOSED if closed else State.RECEIVED,
        procedure=_procedure(values) if closed else None,  # an open one is routed once an officer has looked
        received_at=datetime.combine(received, time(9), ENGLAND),
        received_on=received,
        closed_on=closed,
        sensitive=closed is not None and values["stage1_outcome"] == SENSITIVE_MATTER,  # few see it there too (S-07)
        waiting_on="us" if closed else TO_LOOK,
        event_count=1,
        last_event_at=bringing.now,
        wrapped_by=keys["master"].version,
    )
    keys.wrap(Case.thread_wrap, case, thread)
    keys.wrap(Case.file_wrap, case, file)
    return case


def _line(case: Case, values: Mapping[str, Any], bringing: Bringing) -> RegisterLine:
    plain = {name: value for name, value in values.items() if name not in EQUALITY}
    service = plain["service"]
    directorate, team = taken_apart(service, bringing.services) if service else (None, None)
    line = RegisterLine(
        case_id=case.id,
        **plain,
        directorate=directorate,
        team=team,
        imported_at=bringing.now,
        to_check=case.closed_on is None,
        case_version=case.version,
        revision=1,
    )
    if said := {name: values[name] for name in EQUALITY if values[name] is not None}:
        bringing.keys.seal_json(RegisterLine.equality, line, said)
    return line


def _event(case: Case, bringing: Bringing) -> CaseEvent:
    return CaseEvent(
        id=uuid.uuid4(),
        case_id=case.id,
        number=1,
        event=Event.IMPORTED,
        at=bringing.now,
        on=local_day(bringing.now),
        actor_kind=bringing.actor.kind,
        actor_id=bringing.actor.id,
        actor_name=bringing.actor.name,
    )


def _journey(values: Mapping[str, Any]) -> Journey:
    if values["kind"] in ("Compliment", "Comment"):
        return Journey.PRAISE
    if values["young_person"]:
        return Journey.YOUNG_PERSON
    return Journey.ADVOCATE if values["received_from"] == "Advocate" else Journey.PARENT


def _procedure(values: Mapping[str, Any]) -> Procedure | None:
    if values["kind"] in BY_KIND:
        return BY_KIND[values["kind"]]
    return Procedure(values["procedure"]) if values["procedure"] else None

"""Register lines for tests of reports: a row names only what it is about, spelled as register.csv spells it."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.procedure.terms import Journey, State
from models.sealing import Keyring, Lock
from models.tables.case import Case
from models.tables.register import RegisterLine
from tests.databases import MONDAY

COUNCIL = "Ashbourne County Council"
SAID = ("disability", "gender", "age_group", "ethnicity")
DEFAULTS = {"authority": COUNCIL, "kind": "Complaint", "procedure": "statutory", "received_on": "2026-05-05"}


def add_lines(db: Session, keys: Keyring, rows: Iterable[Mapping[str, str]]) -> list[RegisterLine]:
    """One case and its line for each row; `reference` is made up where the row has none."""
    lines = [add_line(db, keys, **row) for row in rows]
    db.flush()
    return lines


def add_line(db: Session, keys: Keyring, **given: str) -> RegisterLine:
    row = {"reference": f"R-{uuid.uuid4().hex[:8]}", **DEFAULTS, **given}
    case = _case(keys, row)
    db.add(case)
    db.flush()
    values = {name: _value(name, text) for name, text in row.items() if text and name not in SAID}
    directorate, found, team = str(row.get("service", "")).partition(" / ")
    values |= {"directorate": directorate or None, "team": team if found else None}
    kept = {"young_person": False, "imported_at": MONDAY, "case_version": case.version, **values}
    line = RegisterLine(case_id=case.id, **kept)
    if said := {name: row[name] for name in SAID if row.get(name)}:
        keys.seal_json(RegisterLine.equality, line, said)
    db.add(line)
    db.flush()
    return line


def _case(keys: Keyring, row: Mapping[str, str]) -> Case:
    closed = row.get("closed_on")
    case = Case(
        id=uuid.uuid4(),
        reference=row["reference"],
        council="ashbourne",
        policy_since=date(2026, 4, 1),
        journey=Journey.PARENT,
        young_person=row.get("young_person") == "yes",
        state=State.CLOSED if closed else State.RECEIVED,
        received_at=datetime.fromisoformat(f"{row['received_on']}T12:00:00+00:00"),
        received_on=date.fromisoformat(row["received_on"]),
        closed_on=date.fromisoformat(closed) if closed else None,
        last_event_at=MONDAY,
    )
    for column, kind in ((Case.thread_wrap, "thread"), (Case.file_wrap, "file")):
        keys.wrap(column, case, Lock.new(kind))
    return case


def _value(name: str, text: str) -> Any:
    if name.endswith(("_on", "_to")):
        return date.fromisoformat(text)
    if name in ("young_person", "on_behalf", "learning"):
        return text.casefold() == "yes"
    return int(text) if name in ("entries", "record_age") else text

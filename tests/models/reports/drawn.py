"""Invented registers: each fact of each case drawn, from as many labels as one likes."""

import uuid
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from models.procedure.report_lists import LISTS
from models.procedure.terms import Journey, State
from models.sealing import place as where
from models.tables.base import Base
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.register import OmbudsmanCase, RegisterLine, RegisterPoint
from tests.databases import MONDAY

FIRST = date(2016, 4, 1)  # of the year that is reported
KINDS = (*("Complaint",) * 8, "Compliment", "MP Enquiry", "Duty Matter", "Case Concern", "Refused",
         "Area initiated complaint", "Early resolution", "LGO", "LSCB",
         "Pre-complaint (to statutory Stage 1 complaint)")  # fmt: skip
TABLES = (RegisterLine, RegisterPoint, OmbudsmanCase)
SERVICES = ("Family Help / East", "Family Help / West", "Family Help / North", "Fostering / Support",
            "Fostering / Team", "Child in Need", "Children Looked After")  # fmt: skip
SPREAD = 1860  # days: of five years


def draw(seed, number, authority, *, labels=99, kinds=KINDS, young=0.4, asks=0.05, unended=0.13):
    """Rows for `add`: lines, points and cases of the ombudsman; `labels` of each list at most."""
    chance, lines, points, asked = Random(seed), [], [], []

    def one_of(name, nothing=0.1):
        return None if chance.random() < nothing else chance.choice(LISTS[name][:labels])

    def later(day, most=60, nothing=0.1):
        return None if day is None or chance.random() < nothing else day + timedelta(days=chance.randrange(most))

    for at in range(number):
        received = FIRST - timedelta(days=1130) + timedelta(days=chance.randrange(SPREAD))
        kind, complaint_procedure = chance.choice(kinds), chance.choice(("statutory", "statutory", "corporate"))
        complaint = kind in ("Complaint", "Area initiated complaint")
        answered = later(received, 45, unended) if complaint else None
        asked_2 = later(answered, 40, 0.7)
        done_2 = later(asked_2, 120, 0.3)
        asked_3 = later(done_2, 30, 0.5)
        is_young, service = chance.random() < young, chance.choice(SERVICES)
        directorate, _, team = service.partition(" / ")
        lines.append({
            "case_id": uuid.uuid4(), "reference": f"{authority[:3]}-{at}", "authority": authority, "kind": kind,
            "procedure": complaint_procedure if complaint else None, "received_on": received,
            "channel": one_of("how_received_printed"), "received_from": one_of("received_from_printed"),
            "young_person": is_young, "on_behalf": not is_young and chance.random() < 0.4, "service": service,
            "directorate": directorate, "team": team or None, "nature": one_of("nature_printed"),
            "outcome_sought": one_of("outcome_sought_printed"),
            "refusal_reason": one_of("refusal_reason_printed") if kind == "Refused" else None,
            "triaged_on": later(received, 9), "acknowledged_on": later(received, 6), "stage1_started_on": received,
            "stage1_extended_to": later(received, 40, 0.7), "stage1_responded_on": answered,
            "stage1_outcome": chance.choice(("Upheld", "Partially Upheld", "Not Upheld")) if answered else None,
            "stage1_remedy": one_of("remedy_printed", 0.4), "stage2_requested_on": asked_2,
            "stage2_started_on": later(asked_2, 9, 0.3), "stage2_allocated_on": later(asked_2, 20, 0.3),
            "stage2_responded_on": done_2, "stage2_outcome": one_of("outcome", 0.3) if asked_2 else None,
            "stage3_requested_on": asked_3, "stage3_panel_on": later(asked_3, 40, 0.3), "stage3_responded_on": None,
            "withdrawn_on": later(received, 60, 0.95), "closed_on": later(answered or received, 60, unended),
            "advocacy": one_of("advocate", 0.4) if is_young else one_of("advocate", 0.8),
            "advocate_organisation": None, "learning": chance.choice((True, False, None)),
            "entries": chance.randrange(60), "visit_offered": chance.choice((None, "offered", "accepted")),
            "record_age": chance.randrange(7, 20) if is_young else None,
            "legal_status": one_of("legal_status") if is_young else None,
            "anonymous": at % 23 == 7,
            "imported_at": MONDAY, "to_check": False, "case_version": 1, "revision": 1, "equality": None,
        })  # fmt: skip
        for stage, day in ((1, answered), (2, done_2), (3, asked_3)):
            for number_of in range(chance.randrange(1, 4) if day else 0):
                points.append({
                    "id": uuid.uuid4(), "case_id": lines[-1]["case_id"], "stage": stage, "number": number_of + 1,
                    "finding": one_of("finding"), "remedy": None, "text": None,
                    "service": chance.choice(SERVICES) if number_of else service,
                })  # fmt: skip
        if chance.random() < asks:
            asked.append({
                "id": uuid.uuid4(), "case_id": lines[-1]["case_id"], "ombudsman_reference": f"{authority[:3]} {at:06}",
                "received_on": later(received, 90, 0), "status": one_of("ombudsman_status"),
                "finding": one_of("ombudsman_finding"), "decided_on": later(received, 200), "recommendation": None,
                "service": None,
            })  # fmt: skip
    return lines, points, asked


def add(db, ring, drawn):
    """Writes what was drawn: each line with a case behind it that nobody can open."""
    none = ring["master"].seal(b"none", where(Case.thread_wrap, SimpleNamespace(id=uuid.uuid4())))
    cases = [
        {
            "id": line["case_id"], "reference": line["reference"], "council": "ashbourne",
            "policy_since": date(2026, 4, 1), "journey": Journey.PARENT, "young_person": line["young_person"],
            "state": State.CLOSED if line["closed_on"] else State.RECEIVED, "received_at": MONDAY,
            "received_on": line["received_on"], "closed_on": line["closed_on"], "last_event_at": MONDAY,
            "thread_wrap": none, "file_wrap": none, "version": 1,
        }
        for line in drawn[0]
    ]  # fmt: skip
    db.connection().execute(insert(Case.__table__), cases)
    _write(db, drawn)


def in_memory(drawn):
    """A session of what was drawn and nothing else."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=[table.__table__ for table in (*TABLES, CaseEvent)])
    db = Session(engine)
    _write(db, drawn)
    return db


def _write(db, drawn):
    for table, rows in zip(TABLES, drawn, strict=True):
        if rows:
            db.connection().execute(insert(table.__table__), rows)
    db.commit()

"""Whoever is named later, in whatever is written then, is kept out at once, as by a message (AZ-04)."""

import uuid
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import (
    afterwards,
    attaching,
    beside_case,
    file_care,
    interviewing,
    names_here,
    panel_day,
    panel_report,
    panel_rows,
    pausing,
    reporting,
)
from models.cases.attaching import attach
from models.cases.finding import find
from models.cases.panel_report import Found
from models.cases.reporting import Body, OnPoint
from models.files.store import Store
from models.procedure.independence import Part
from models.procedure.terms import Finding, Role, State
from models.tables import Case, WallEntry
from tests.admin.panelling import ASKED
from tests.files import taken, wav
from tests.models.cases.answered import MONDAY, at, one, routed
from tests.models.cases.investigated import begun, part_of
from tests.portal.test_statement import asked  # noqa: F401

SAID = "Nadia Rahim said that my room was never looked at."
PERSON = Actor(kind="person", name="young person")


@pytest.fixture(autouse=True)
def whole_directory(db, nadia):
    names_here.forget()
    yield
    names_here.forget()


@pytest.fixture
def case(db, keys, priya):
    return routed(db, keys.staff.ring, priya.actor)


def out(db):
    db.flush()
    return set(db.scalars(select(WallEntry.staff_id).where(WallEntry.lifted_at.is_(None))))


@pytest.mark.parametrize("where", ["text", "wish"])
def test_what_somebody_says_weeks_after_the_answer_and_after_the_end_az_04(db, case, nadia, where, monkeypatch):
    row, ring = case
    monkeypatch.setattr(afterwards, "may_ask", lambda *_, **__: True)
    wishes, text = ({"sorry": SAID}, "") if where == "wish" else ({}, SAID)
    afterwards.keep(
        db, row, changed="no", wishes=wishes, text=text, holder_id=None, keys=ring, actor=PERSON, now=MONDAY
    )
    assert out(db) == {nadia.id}


def test_why_they_wait_and_what_an_advocate_writes_az_04(db, case, nadia, person):
    row, ring = case
    kim = one(person, Role.RESPONDER, "Kim Bell")
    names_here.forget()
    pausing.begin(db, row, "records", SAID, keys=ring, actor=PERSON, now=MONDAY)
    assert out(db) == {nadia.id}
    access = SimpleNamespace(id=uuid.uuid4())
    beside_case.say(db, row, access, "Kim Bell was there.", keys=ring, actor=PERSON, now=MONDAY)
    assert out(db) == {nadia.id, kim.id}


def test_a_recording_that_the_person_types_up_az_04(db, case, nadia, tmp_path):
    row, ring = case
    sound = attach(
        db, taken(Store(tmp_path / "files"), wav(), "a.wav"), ring, question="tell", now=MONDAY, scan=False,
        case_id=row.id,
    )  # fmt: skip
    file = attaching.one_of_case(db, row.id, sound.id, ring)
    file_care.type_up(db, row, file, SAID, keys=ring, actor=Actor(kind="staff", id=nadia.id), now=MONDAY)
    assert out(db) == set(), "what one of us types is read by us already"
    file_care.type_up(db, row, file, SAID, keys=ring, actor=PERSON, now=MONDAY)
    assert out(db) == {nadia.id}


def test_an_investigators_interviews_and_report_az_04(db, keys, asked, priya, nadia, person):  # noqa: F811
    row, ring = begun(db, keys, asked, priya.actor)
    mo, lee = one(person, Role.RESPONDER, "Mo Reed"), one(person, Role.RESPONDER, "Lee Fox")
    names_here.forget()
    part, told = part_of(db, row, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor, "now": at(9)}
    interviewing.add(
        db, row, part, name="Mo Reed", role="Team manager", kind="staff", held_on=at(9).date(),
        notes="Lee Fox was there.", **told,
    )  # fmt: skip
    assert out(db) == {mo.id, lee.id}
    points = tuple(OnPoint(n, SAID, "upheld", "Ines Okafor, who investigates.", "") for n in (1, 2))
    reporting.save(db, row, part, Body("", points), version=0, **told)
    assert nadia.id not in out(db), "what nobody else reads yet names nobody"
    reporting.hand_in(db, row, part, reporting.DRAFT, **told)
    assert out(db) == {mo.id, lee.id, nadia.id}, "and who investigates stays, though the report says who wrote it"


def test_who_has_the_case_by_our_choice_may_stand_in_a_report_az_04(db, keys, asked, priya, nadia):  # noqa: F811
    row, ring = begun(db, keys, asked, priya.actor)
    row.officer_id, row.responder_id = priya.id, nadia.id
    part, told = part_of(db, row, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor, "now": at(9)}
    points = tuple(OnPoint(n, SAID, "upheld", "Priya Shah sent me the file.", "") for n in (1, 2))
    reporting.save(db, row, part, Body("", points), version=0, **told)
    reporting.hand_in(db, row, part, reporting.DRAFT, **told)
    assert out(db) == set()
    assert find(db, priya.actor, row.reference)


def test_what_is_written_round_a_panel_az_04(db, panel, nadia, person, on):
    row, ring = db.get_one(Case, panel.case.id), panel.keys
    mo, lee, kim = (one(person, Role.RESPONDER, name) for name in ("Mo Reed", "Lee Fox", "Kim Bell"))
    names_here.forget()
    panel_day.choose(db, row, {"come": "yes", "companion": "Mo Reed"}, actor=PERSON, now=ASKED, keys=ring)
    assert out(db) == {mo.id}
    panel_day.keep_minutes(db, row, ["person"], "Lee Fox", "All spoke.", keys=ring, now=ASKED)
    assert out(db) == {mo.id, lee.id}
    row.state, panel_rows.current(db, row).held_on = State.S3_HELD, ASKED.date()
    found = [Found(1, Finding.UPHELD, SAID), Found(2, Finding.NOT_UPHELD, "")]
    told = {"actor": PERSON, "now": ASKED, "keys": ring, "recommended": ["Kim Bell should ring back."]}
    panel_report.receive(db, row, on=ASKED.date(), summary="What we saw.", found=found, **told)
    assert out(db) == {mo.id, lee.id, kim.id, nadia.id}

"""The chair and the members of a panel come in from outside: this case, the papers given, until a day (K-55, AZ-11)."""

import uuid
from datetime import date

from sqlalchemy import select

from models.cases import accounts, outsiders
from models.procedure.independence import Part
from models.procedure.terms import Event, Role
from models.tables import Account, Appointment, CaseEvent, ComplaintStatement, InvestigationReport, Letter
from models.tables.account import AccountState
from tests.admin.panelling import ASKED, HERE, outsider, seat, whole_panel
from tests.models.cases.answered import who
from tests.models.cases.investigated import SOMEBODY
from tests.portal.coming_back import REFERENCE

ROOMS, ROOM = f"{HERE}/rooms", f"/room/{REFERENCE}"


def until(row, year="2027"):
    return {f"room-{row.id}-until-{unit}": value for unit, value in (("day", "1"), ("month", "3"), ("year", year))}


def sitting(db, part):
    return db.scalars(select(Appointment).where(Appointment.part == part, Appointment.ended_on.is_(None))).first()


def reachable(db, keys, person, name):
    """Their address is in the pool, and their account is begun when they are let in."""
    row = outsider(db, name)
    given = {**SOMEBODY, "name": name, "panel": True, "email": f"{name.split()[0].lower()}@outside.example"}
    outsiders.keep(db, given, row=row, keys=keys.staff.ring, actor=person, now=ASKED)
    db.commit()
    return row


def account_of(db, row):
    found = accounts.of_staff_or_none(db, row.staff_id)
    found.state, found.password_hash = AccountState.ACTIVE, "!"
    db.commit()
    return db.get_one(Account, found.id)


def a_report(db, panel, part):
    row = InvestigationReport(
        id=uuid.uuid4(), case_id=panel.case.id, appointment_id=sitting(db, Part.CHAIR).id, part=part, kind="final",
        number=1, saved_at=ASKED,
    )  # fmt: skip
    row.revision = 1
    panel.keys.seal_json(InvestigationReport.body, row, {"text": f"What the {part} saw.", "points": []})
    return row


def test_the_chair_is_let_in_and_sees_only_who_sits_with_them_and_the_papers_given_k_55_az_11(
    panel, admin, db, keys, sign_in, person, on
):
    whole_panel(admin, db)
    officer = person(Role.OFFICER, name="Priya Shah")
    ines = reachable(db, keys, who(officer), "Ines Okafor")
    chair = sitting(db, Part.CHAIR)
    assert "Not open" in admin.get(ROOMS).text
    assert admin.post(f"{ROOMS}/{chair.id}", data=until(chair, "2020")).status_code == 422
    assert "Choose a day from today on" in admin.page.text
    assert admin.post(f"{ROOMS}/{chair.id}", data=until(chair)).status_code == 303
    assert "Open until" in admin.get(ROOMS).text
    assert admin.post(f"{HERE}/acknowledge").status_code == 303
    given = db.scalars(select(Letter).where(Letter.case_id == panel.case.id)).one()
    given.state = "gone"
    db.commit()
    assert admin.post(f"{ROOMS}/papers", data={"papers": [str(given.id)]}).status_code == 303
    chaired = db.scalars(select(CaseEvent.reason).where(CaseEvent.event == Event.NOTED)).all()
    assert {"room_opened_chair", "papers_given"} <= set(chaired)
    sign_in(account=account_of(db, ines))
    assert REFERENCE in admin.get("/room").text
    page = admin.get(ROOM).text
    assert "Ruth Amari" in page
    assert "Who you spoke with" not in page
    assert "Your report" not in page
    assert admin.get(f"{ROOM}/letters/{given.id}").status_code == 200
    assert admin.get(f"{ROOM}/interviews/new").status_code == 404, "nobody of a panel speaks with people in a room"
    assert admin.post(f"{ROOM}/report", data={"text": "Mine", "version": "0"}).status_code == 404
    assert admin.get(f"/cases/{REFERENCE}").status_code == 404
    chair = sitting(db, Part.CHAIR)
    on(date(2026, 11, 24))
    assert admin.post(f"{ROOMS}/{chair.id}/close").status_code == 303
    sign_in(account=account_of(db, ines))
    assert admin.get(ROOM).status_code == 404


def test_a_report_of_stage_2_is_read_by_a_panel_only_when_it_was_given(panel, admin, db, keys, sign_in, person):
    whole_panel(admin, db)
    ines = reachable(db, keys, who(person(Role.OFFICER, name="Priya Shah")), "Ines Okafor")
    chair = sitting(db, Part.CHAIR)
    given, kept = (a_report(db, panel, part) for part in (Part.INVESTIGATOR, Part.INDEPENDENT))
    db.add_all([given, kept])
    db.commit()
    admin.post(f"{ROOMS}/{chair.id}", data=until(chair))
    assert admin.post(f"{ROOMS}/papers", data={"papers": [str(given.id)]}).status_code == 303
    sign_in(account=account_of(db, ines))
    assert "Report of the investigating officer" in admin.get(ROOM).text
    assert "What the investigator saw." in admin.get(f"{ROOM}/reports/{given.id}").text
    assert admin.get(f"{ROOM}/reports/{kept.id}").status_code == 404


def test_a_panel_may_be_given_the_statement_and_no_draft_of_it(panel, admin, db, keys, sign_in, person):
    whole_panel(admin, db)
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    ines = reachable(db, keys, officer, "Ines Okafor")
    chair = sitting(db, Part.CHAIR)
    rows = []
    for number, state in ((1, "signed"), (2, "drafting")):
        row = ComplaintStatement(
            id=uuid.uuid4(), case_id=panel.case.id, number=number, state=state, drafted_by=officer.id,
            drafted_at=ASKED, offered_at=ASKED if state == "signed" else None, revision=1,
        )  # fmt: skip
        column = ComplaintStatement.body if state == "signed" else ComplaintStatement.draft
        panel.keys.seal_json(column, row, {"points": ["Nobody rang for weeks."], "wishes": []})
        rows.append(row)
    db.add_all(rows)
    db.commit()
    admin.post(f"{ROOMS}/{chair.id}", data=until(chair))
    assert "Statement of complaint, version 1" in admin.get(ROOMS).text
    assert "version 2" not in admin.page.text
    assert admin.post(f"{ROOMS}/papers", data={"papers": [str(rows[0].id)]}).status_code == 303
    sign_in(account=account_of(db, ines))
    assert "Statement of complaint, version 1" in admin.get(ROOM).text
    assert "Nobody rang for weeks." in admin.get(f"{ROOM}/statements/{rows[0].id}").text
    assert admin.get(f"{ROOM}/statements/{rows[1].id}").status_code == 404


def test_who_left_the_panel_is_not_let_in(panel, admin, db):
    assert seat(admin, db, "chair", "Ines Okafor").status_code == 303
    chair = sitting(db, Part.CHAIR)
    gone = {f"end-{chair.id}-why": "Ill", f"end-{chair.id}-on-day": "23", f"end-{chair.id}-on-month": "11",
            f"end-{chair.id}-on-year": "2026"}  # fmt: skip
    assert admin.post(f"{HERE}/end/{chair.id}", data=gone).status_code == 303
    assert admin.post(f"{ROOMS}/{chair.id}", data=until(chair)).status_code == 409
    assert "They do not sit on this panel now" in admin.page.text

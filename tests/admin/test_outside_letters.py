"""Letters to those from outside: appointment, day, papers; in their room or on paper (rules 3.3, 3.4, K-55, PRV-10)."""

import io
import json

import docx
import pikepdf
from sqlalchemy import select

from models.procedure.independence import Part
from models.procedure.terms import Role
from models.tables import CaseEvent, Letter, Message, OutsiderLetter
from tests.admin.panelling import fix_a_date, whole_panel
from tests.admin.test_panel_rooms import ROOM, ROOMS, account_of, reachable, sitting, until
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE

HERE = f"/cases/{REFERENCE}/outside-letters"


def test_who_has_no_room_gets_the_appointment_on_paper_as_pdf_and_word(panel, admin, db):
    whole_panel(admin, db)
    chair = sitting(db, Part.CHAIR)
    page = admin.get(f"{HERE}/{chair.id}/appointed").text
    assert "you are the chair of the panel" in page
    assert "You lead the panel" in page
    looked = admin.post(f"{HERE}/{chair.id}/appointed", data={"words": "Parking is **free**.", "look": "yes"})
    assert "<strong>free</strong>" in looked.text
    assert db.query(OutsiderLetter).count() == 0
    assert (
        admin.post(f"{HERE}/{chair.id}/appointed", data={"words": "Parking is free.", "send": "yes"}).status_code == 303
    )
    row = db.scalars(select(OutsiderLetter)).one()
    assert row.how == "paper"
    assert db.query(Letter).filter_by(kind="appointed").count() == 0, "it is no letter of the person"
    assert "outside_appointed" in db.scalars(select(CaseEvent.reason)).all()
    with pikepdf.open(io.BytesIO(admin.get(f"{HERE}/sent/{row.id}/pdf").data)) as pdf:
        assert len(pdf.pages) >= 1
    words = "\n".join(
        one.text for one in docx.Document(io.BytesIO(admin.get(f"{HERE}/sent/{row.id}/word").data)).paragraphs
    )
    assert "Ines Okafor" in words
    assert "Parking is free." in words


def test_who_has_a_room_reads_it_there_and_the_mail_says_nothing_of_the_case(
    panel, admin, portal, db, keys, sign_in, person
):
    whole_panel(admin, db)
    officer = person(Role.OFFICER, name="Priya Shah")
    ines = reachable(db, keys, who(officer), "Ines Okafor")
    chair = sitting(db, Part.CHAIR)
    admin.post(f"{ROOMS}/{chair.id}", data=until(chair))
    account = account_of(db, ines)
    assert "No day of a panel is fixed" in admin.get(f"{HERE}/{chair.id}/date").text
    fix_a_date(admin, portal, db)
    assert admin.post(f"{HERE}/{chair.id}/date", data={"words": "", "send": "yes"}).status_code == 303
    row = db.scalars(select(OutsiderLetter)).one()
    assert row.how == "room"
    mail = next(m for m in db.scalars(select(Message)) if m.cause == f"outside-letter:{row.id}")
    sent = json.dumps(keys.worker.open_json(Message.work, mail))
    assert "Nobody rang" not in sent
    assert "panel" not in sent.casefold()
    sign_in(account=account)
    assert "Letters to you" in admin.get(ROOM).text
    assert "15 December 2026" in admin.get(f"{ROOM}/to-you/{row.id}").text
    member = sitting(db, Part.MEMBER)
    assert member.id != chair.id
    assert admin.get(f"{HERE}/sent/{row.id}").status_code == 404, "the case itself stays closed to them"


def test_papers_are_written_of_once_they_lie_in_an_open_room_and_nobody_who_left_is_written_to(panel, admin, db):
    whole_panel(admin, db)
    chair = sitting(db, Part.CHAIR)
    assert "Open their room and give them papers first" in admin.get(f"{HERE}/{chair.id}/papers").text
    assert admin.post(f"{HERE}/{chair.id}/papers", data={"words": "", "send": "yes"}).status_code == 409
    assert admin.get(f"{HERE}/{chair.id}/anything").status_code == 404
    chair.ended_on = chair.appointed_on
    db.commit()
    assert admin.get(f"{HERE}/{chair.id}/appointed").status_code == 409

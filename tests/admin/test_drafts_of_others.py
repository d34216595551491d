"""What is kept while it is typed on the other long forms: rooms, changed letters, facts (6.4, R4)."""

import pytest

from models.cases import contributing
from models.procedure.independence import Part
from models.procedure.terms import Role
from models.tables import DeskDraft
from tests.admin.test_outgoing import closed  # noqa: F401
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import begun, let_in
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked  # noqa: F401

PAGE = {"page": "aaaa1111", "turn": "1"}
ROOM = f"/room/{REFERENCE}"


def kept(db) -> list[str]:
    db.expire_all()
    return sorted(row.place.partition(".")[0] for row in db.query(DeskDraft).filter_by(gone=False))


@pytest.fixture
def ines(db, keys, asked, person, clock, sign_in):  # noqa: F811
    """The investigating officer, signed in."""
    clock.now = at(9)
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    case, _ = begun(db, keys, asked, priya)
    account = let_in(db, keys, case, Part.INVESTIGATOR, priya)
    sign_in(account=account)
    return account


def test_a_report_half_written_is_there_after_an_interview_was_added_and_gone_once_saved(admin, db, ines) -> None:
    left = {"text": "I read the diary first.", "version": "0", **PAGE}
    admin.get(ROOM)
    assert admin.post(f"/cases/{REFERENCE}/draft/room-report", data=left).status_code == 303
    notes = {"name": "Mo Reed", "notes": "He was sorry.", **PAGE}
    assert admin.post(f"/cases/{REFERENCE}/draft/interview", data=notes).status_code == 303
    admin.get(f"{ROOM}/interviews/new")
    assert "He was sorry." in admin.page.html
    admin.get(ROOM)
    assert "I read the diary first." in admin.page.html
    assert kept(db) == ["interview", "room-report"]
    saved = {**left, "p1-finding": "", "p2-finding": "", "turn": "2", "do": "save"}
    assert admin.post(f"{ROOM}/report", data=saved).status_code == 303
    assert kept(db) == ["interview"]


def test_a_draft_opens_no_case_that_its_page_would_not_open_az_02(admin, db, ines, sign_in, keys) -> None:
    other = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    for place in ("note", "triage", "visit"):
        assert admin.post(f"/cases/{REFERENCE}/draft/{place}", data={"body": "x", **PAGE}).status_code == 404
    for place in ("room-report", "letter-change", "letter-change.no-key"):
        assert admin.post(f"/cases/{other.reference}/draft/{place}", data={"text": "x", **PAGE}).status_code == 404
    sign_in(Role.OFFICER)
    assert admin.post(f"/cases/{other.reference}/draft/room-report", data={"text": "x", **PAGE}).status_code == 404
    assert kept(db) == []


def test_a_letter_that_was_called_back_keeps_what_was_changed_in_it(admin, db, closed) -> None:  # noqa: F811
    case, _, letter = closed
    here = f"/cases/{case.reference}/letters/{letter.id}"
    admin.post(f"{here}/back")
    admin.get(f"{here}/change")
    box = next(one["name"] for one in admin.page.all("textarea") if one["name"].startswith("main"))
    left = {box: "The boiler is mended on Friday.", **PAGE}
    assert admin.post(f"/cases/{case.reference}/draft/letter-change.{letter.id}", data=left).status_code == 303
    admin.get(f"{here}/change")
    assert "The boiler is mended on Friday." in admin.page.html
    admin.get(f"/cases/{case.reference}")
    assert "You have not sent: a letter that you changed" in admin.page.text


def test_an_alarm_is_sent_and_never_left_as_a_draft(admin, db, keys, sign_in) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{case.reference}/not-safe")
    assert "Save draft" not in admin.page.text
    left = {"said": "She said he waits outside.", **PAGE}
    assert admin.post(f"/cases/{case.reference}/draft/not-safe", data=left).status_code == 404


def test_who_is_asked_for_facts_keeps_what_they_type_az_02(admin, db, keys, sign_in, person) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    officer, mo = person(Role.OFFICER), person(Role.RESPONDER, name="Mo Hall")
    told = {"actor": who(officer), "now": MONDAY, "keys": keys.staff.ring.with_case(case)}
    row = contributing.ask(db, case, mo.staff_id, point_ids=[], question="When?", due_on=MONDAY.date(), **told)
    db.commit()
    sign_in(account=mo)
    left = {"answer": "On the third, I think.", **PAGE}
    assert admin.post(f"/cases/{case.reference}/draft/facts.{row.id}", data=left).status_code == 303
    admin.get(f"/questions/{row.id}")
    assert "On the third, I think." in admin.page.html
    sent = {"answer": "On the third.", "version": str(row.version), "page": "aaaa1111", "turn": "2"}
    assert admin.post(f"/questions/{row.id}", data=sent).status_code == 303
    assert kept(db) == []

"""An entry stands at the top, or is marked as about somebody else, as a records request hears (6.4, SAR-05)."""

import pytest
from sqlalchemy import select

from models.access import papers
from models.audit import note
from models.cases import corresponding
from models.cases.finding import events_of
from models.cases.walling import wall_off
from models.procedure.terms import Event, Role
from models.tables import AccessFile, AccessPaper, AuditRow, EntryMark, Staff
from tests.admin.test_access import a_case, added, identified, logged
from tests.conftest import MONDAY
from tests.models.cases.answered import who

SAID = "her brother takes drugs and lies."


@pytest.fixture
def case(db, keys, person, sign_in):
    made = a_case(db, keys, person, young_person=False)
    account = person(Role.OFFICER, name="Olu Ade")
    ring = keys.staff.ring.with_case(made)
    corresponding.add_note(db, made, SAID, actor=who(account), keys=ring, now=MONDAY.replace(hour=15))
    note(db, who(account), "view", now=MONDAY, object_kind="case", object_id=made.id)
    db.commit()
    sign_in(account=account)
    return made, account


def the_note(db, case):
    return [one for one in events_of(db, case) if one.event is Event.NOTED][-1].number


def test_an_entry_is_put_at_the_top_and_back_and_the_audit_holds_both_6_4(admin, db, case):
    case, account = case
    first = min(one.number for one in events_of(db, case))
    at = f"/cases/{case.reference}/timeline"
    newest = admin.get(at).text.index(f'id="event-{the_note(db, case)}"')
    assert newest < admin.page.html.index(f'id="event-{first}"')
    done = admin.post(f"{at}/{first}", data={"do": "pin", "sort": "all", "q": ""})
    assert done.location.endswith(f"#event-{first}")
    admin.post(f"{at}/{first}", data={"do": "pin"})
    assert len(db.scalars(select(EntryMark)).all()) == 1, "twice is once"
    html = admin.get(at).text
    assert html.index(f'id="event-{first}"') < html.index(f'id="event-{the_note(db, case)}"')
    assert "At the top" in admin.page.text
    assert "Take it from the top" in admin.page.text
    admin.post(f"{at}/{first}", data={"do": "pin_off"})
    html = admin.get(at).text
    assert html.index(f'id="event-{first}"') > html.index(f'id="event-{the_note(db, case)}"')
    db.expire_all()
    row = db.scalars(select(EntryMark)).one()
    assert (row.by, row.ended_by) == (account.staff_id, account.staff_id)
    done = select(AuditRow.action).where(AuditRow.action.like("entry_%")).order_by(AuditRow.at, AuditRow.number)
    assert set(db.scalars(done)) == {"entry_pin", "entry_pin_off"}


def test_a_mark_that_is_none_and_a_walled_colleague_change_nothing_az_04(admin, db, case):
    case, account = case
    at = f"/cases/{case.reference}/timeline"
    assert admin.post(f"{at}/{the_note(db, case)}", data={"do": "hide"}).status_code == 409
    assert admin.post(f"{at}/9999", data={"do": "pin"}).status_code == 409
    wall_off(db, [db.get_one(Staff, account.staff_id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    assert admin.post(f"{at}/1", data={"do": "pin"}).status_code == 404
    assert not db.scalars(select(EntryMark)).all()


def test_what_is_marked_as_about_somebody_else_is_suggested_word_for_word_sar_05(
    admin, db, keys, person, sign_in, case
):
    case, _ = case
    at = f"/cases/{case.reference}/timeline"
    assert admin.post(f"{at}/{the_note(db, case)}", data={"do": "others"}).status_code == 303
    admin.get(at)
    assert "About somebody else" in admin.page.text
    sign_in(account=person(Role.RECORDS, name="Mabel Stone"))
    _, to = logged(admin, db)
    identified(admin, to)
    file_at = added(admin, db, to, case)
    assert admin.post(f"{file_at}/gather").status_code == 303
    db.expire_all()
    ring = keys.staff.ring.with_case(case)
    rows = db.scalars(select(AccessPaper).where(AccessPaper.file_id == db.scalars(select(AccessFile.id)).one())).all()
    found = [pair for one in papers.read_all(rows, ring) for pair in one.pairs if SAID in pair[0]]
    assert found
    for text, marks in found:
        kept = [text[mark.start : mark.end] for mark in marks if mark.on]
        assert "".join(" ".join(kept).split()) == "".join(text.split())
    others = [mark for one in papers.read_all(rows, ring) for marks in one.marks for mark in marks]
    assert sum(mark.kind == "marked" for mark in others) < 5, "nothing else is marked whole"

"""Learning as the office works through it, to the page that everybody may read."""

import uuid
from datetime import timedelta

from models.cases import learning, promises, said_and_done
from models.procedure.terms import Role
from models.tables import Action
from tests.models.cases.answered import MONDAY, routed, who


def test_from_an_action_to_what_everybody_reads(admin, portal, db, keys, person, sign_in) -> None:
    priya = person(Role.OFFICER, name="Priya Shah")
    case, ring = routed(db, keys.staff.ring, who(priya))
    case.officer_id = priya.staff_id
    db.commit()
    by = sign_in(account=priya)
    page = f"/cases/{case.reference}/learning"
    admin.get(page)
    day = {"action-due-day": "23", "action-due-month": "11", "action-due-year": "2026"}
    assert admin.post(f"{page}/action", data={"action-text": "Ring each person."}).status_code == 422
    assert "Ring each person." in admin.page.html
    typed = {"action-text": "Ring each person.", "action-owner": str(priya.staff_id), "action-stage": "1", **day}
    assert admin.post(f"{page}/action", data=typed).status_code == 303
    row = promises.promised(db, case, ring, today=MONDAY.date())[0].row
    promises.mark_done(db, case, row.id, on=MONDAY.date(), note="Seen.", actor=by, now=MONDAY, keys=ring)
    db.commit()
    admin.get(page)
    line = f"line-{row.id}"
    assert admin.post(f"{page}/line/{row.id}", data={f"{line}-said": "Nobody rang."}).status_code == 422
    words = {f"{line}-said": "Nobody rang.", f"{line}-did": f"We ring. {case.reference}"}
    assert admin.post(f"{page}/line/{row.id}", data=words).status_code == 422
    assert "Somebody could be known by this" in admin.page.text
    assert admin.post(f"{page}/line/{row.id}", data={**words, f"{line}-did": "We ring."}).status_code == 303
    portal.get("/what-changed")
    assert "There is nothing here yet." in portal.page.text
    sign_in(Role.MANAGER)
    admin.get("/learning")
    line_id = said_and_done.lines_of(db, case, ring)[0].row.id
    assert admin.post(f"/learning/{line_id}/release").status_code == 303
    portal.get("/what-changed")
    assert "Nobody rang." in portal.page.text
    assert learning.late_by_case(db, by, keys.staff.ring, MONDAY.date()) == []


def test_the_late_list_says_what_was_promised_and_whose_it_is_x_09(db, keys, admin, sign_in, person, clock) -> None:
    by = sign_in(Role.MANAGER)
    case, ring = routed(db, keys.staff.ring, by)
    owner = person(Role.RESPONDER, name="Mo Reed")
    for text, whose in (("We ring back the same day.", owner.staff_id), ("We write it down.", None)):
        row = Action(
            id=uuid.uuid4(), case_id=case.id, due_on=MONDAY.date() - timedelta(days=3), owner_id=whose, stage=1
        )
        ring.seal(Action.text, row, text)
        db.add(row)
    db.commit()
    admin.get("/learning")
    late = admin.page.text.partition("Actions that are late")[2]
    for said in ("We ring back the same day.", "Mo Reed", "Was due by", "Nobody owns it: name somebody"):
        assert said in late

"""Learning as the office works through it, to the page that everybody may read."""

from models.cases import learning, promises, said_and_done
from models.procedure.terms import Role
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
    assert learning.late_by_case(db, by, MONDAY.date()) == []

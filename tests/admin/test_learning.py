"""Learning as the office works through it, to the page that everybody may read."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import learning, promises, said_and_done
from models.cases.recording import record
from models.jobs.digest import send_digests
from models.procedure.terms import Event, Role
from models.tables import Action, LearningMeeting, Message
from tests.admin.panelling import ASKED, at_stage_2
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


def read(admin, page: str) -> str:
    admin.get(page)
    return str(admin.page.text)


def test_a_learning_meeting_is_seen_with_its_day_and_lateness_wherever_somebody_looks_also_when_closed_k_65(
    admin, db, keys, clock, person, sign_in
) -> None:
    opened = at_stage_2(db, keys, clock)
    case, reference = opened.case, opened.case.reference
    priya, zoe = (person(Role.OFFICER, name=name) for name in ("Priya Shah", "Zoe Marsh"))
    case.officer_id = priya.staff_id
    record(db, case, Event.CLOSED, actor=SYSTEM, now=ASKED)
    db.commit()
    tab = f"/cases/{reference}/learning"
    sign_in(account=priya)
    assert "By Monday 7 December 2026: due in 10 working days." in read(admin, tab)
    assert "Learning meeting after stage 2 Monday 7 December 2026 due in 10" in read(
        admin, f"/cases/{reference}/clocks"
    )
    assert "after stage 2: by 7 December 2026, due in 10 working days" in read(admin, "/tasks")
    assert "that are late" not in read(admin, "/radar")
    clock.now = ASKED.replace(month=12, day=9, hour=8)
    sign_in(account=priya)
    late = "was due by 7 December 2026, late by 2 working days"
    assert "It was due by Monday 7 December 2026: late by 2 working days." in read(admin, tab)
    for page in ("/tasks", "/tasks?whose=team", "/radar", "/learning"):
        assert late in read(admin, page), page
    send_digests(db, keys.staff.ring, now=clock.now)
    mails = [keys.worker.open_json(Message.work, row)["body"] for row in db.scalars(
        select(Message).where(Message.cause.startswith("digest:")))]  # fmt: skip
    assert any(f"{reference}  Learning meeting after stage 2: Monday 7 December" in body for body in mails)
    sign_in(account=zoe)
    assert late not in read(admin, "/tasks"), "it is her colleague's"
    assert late in read(admin, "/tasks?whose=team")
    day = {"meeting-on-day": "9", "meeting-on-month": "12", "meeting-on-year": "2026"}
    kept = {**day, "meeting-who": "Zoe Marsh in the chair", "meeting-noted": "Ring back."}
    assert admin.post(f"{tab}/meeting/2", data=kept).status_code == 303, (
        "the case is closed, and it is held all the same"
    )
    assert db.scalars(select(LearningMeeting)).one().stage == 2
    for page in ("/tasks?whose=team", "/radar", "/learning"):
        assert late not in read(admin, page), page

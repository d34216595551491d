"""Advocates with an account: what the child lets them see, and the end of it (A0, A9, A10, AZ-14)."""

import hashlib
import io
import re
import uuid

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import accounts, advocates, extending, meeting
from models.cases.corresponding import send_message
from models.cases.recording import record
from models.cases.releasing import release
from models.files.store import Store
from models.jobs.digest import send_digests
from models.procedure.terms import Event, Role
from models.sealing import Unreadable
from models.tables import AdvocateAccess, CaseEvent, Confidential, Letter, Message, Organisation, ThreadMessage, Upload
from models.tables.together import Complainant
from tests.admin.conftest import our_officer
from tests.files import jpeg
from tests.models.cases.answered import LAST, MONDAY, at
from tests.portal.coming_back import REFERENCE, WORDS
from tests.portal.test_tracking import add_points, page

HERE = f"/children/{REFERENCE}"


def come_back(portal, reference=REFERENCE):
    portal.post("/come-back", data={"reference": reference, "secret_words": WORDS})


def test_the_list_has_initials_a_number_and_the_next_day_in_words_a0(admin, sign_in, ade, let_in, keys, db, clock):
    sign_in(account=ade)
    html = admin.get("/children").get_data(as_text=True)
    assert f"S.L. <bdi>{REFERENCE}</bdi>" in html
    assert "Sam" not in html.partition("<main")[2]
    assert "due in 10 working days" in html
    assert "Waits for the complaints team" in html
    let_in.case.waiting_on = "agree"
    db.commit()
    assert "Waits for the complaints team" in admin.get("/children").text
    assert "Nothing unread" in html
    clock.forward(minutes=5)
    send_message(db, let_in.case, "Hello.", actor=our_officer(db), keys=let_in.keys, now=clock.now)
    db.commit()
    assert "1 unread" in admin.get("/children").get_data(as_text=True)
    admin.post(f"{HERE}/seen")
    assert "Nothing unread" in admin.get("/children").get_data(as_text=True)
    calendar = admin.get("/children/dates.ics").get_data(as_text=True)
    assert f"SUMMARY:Date {REFERENCE}" in calendar
    assert "DTSTART;VALUE=DATE:20261207" in calendar
    assert "omplain" not in calendar


def test_they_see_less_than_the_child_no_contact_no_notes_and_only_the_letters_she_lets_az_14(
    admin, sign_in, ade, let_in, db, clock
):
    for kind in ("acknowledgement_statutory", "withdrawal"):
        block = {"id": "a", "heading": kind.upper(), "paragraphs": ["We looked."], "list": [], "locked": False}
        release(
            db,
            let_in.case,
            kind,
            {"subject": "x", "blocks": [block]},
            event=None,
            actor=SYSTEM,
            now=MONDAY,
            keys=let_in.keys,
        )
    db.commit()
    sign_in(account=ade)
    html = admin.get(HERE).get_data(as_text=True)
    assert "A letter that the child keeps" in html
    links = re.findall(r'href="(/children/[^"]+/letters/[^"]+)"', html)
    assert len(links) == 1
    assert "ACKNOWLEDGEMENT" in admin.get(links[0]).get_data(as_text=True)
    ring = advocates.ring_of(admin.application.extensions["keys"].ring, let_in.case)
    with pytest.raises(Unreadable):
        ring.open(Confidential.details, db.scalars(select(Confidential)).first())
    for elsewhere in (f"/cases/{REFERENCE}", f"/cases/{REFERENCE}/people", f"/cases/{REFERENCE}/notes", "/queue"):
        assert admin.get(elsewhere).status_code == 404


def test_the_child_says_of_one_letter_who_may_read_it_whatever_was_said_of_its_kind_2_4b(
    admin, portal, sign_in, ade, let_in, db
):
    block = {"id": "a", "heading": "STOPPED", "paragraphs": ["We stopped."], "list": [], "locked": False}
    content = {"subject": "x", "blocks": [block]}
    release(db, let_in.case, "withdrawal", content, event=None, actor=SYSTEM, now=MONDAY, keys=let_in.keys)
    db.commit()
    letter = f"/your-page/letters/{db.scalars(select(Letter.id)).one()}"
    come_back(portal)
    portal.get(letter)
    assert "Ade Bell can not read this letter." in portal.page.text
    portal.post(form_at(portal), data={"say": "yes"})
    sign_in(account=ade)
    links = re.findall(r'href="(/children/[^"]+/letters/[^"]+)"', admin.get(HERE).get_data(as_text=True))
    assert "STOPPED" in admin.get(links[0]).get_data(as_text=True)
    portal.get(letter)
    assert "Ade Bell can read this letter." in portal.page.text
    portal.post(form_at(portal), data={"say": "no"})
    assert admin.get(links[0]).status_code == 404
    assert "A letter that the child keeps" in admin.get(HERE).get_data(as_text=True)


def form_at(portal):
    return next(form["action"] for form in portal.page.all("form") if "/11/letters/" in form.get("action", ""))


def test_when_the_child_ends_it_the_next_request_is_404_and_history_is_kept_az_14(
    admin, portal, sign_in, ade, let_in, db
):
    sign_in(account=ade)
    assert admin.get(HERE).status_code == 200
    come_back(portal)
    assert "Who helps you" in page(portal)
    html = portal.get("/your-page/11").get_data(as_text=True)
    assert "Ade Bell" in html
    assert "Alongside Advocacy" in html
    where = re.search(r'action="(/your-page/11/[^"]+)"', html)[1]
    portal.post(where, data={"say": "yes", "copies": ["letters"]})
    assert "The child has changed this" in admin.get(HERE).get_data(as_text=True)
    portal.post(where, data={"say": "no"})
    assert admin.get(HERE).status_code == 404
    db.expire_all()
    row = db.scalars(select(AdvocateAccess)).one()
    assert (row.ended_by, row.confirmed_how) == ("child", "call")


def test_more_time_is_answered_with_the_childs_answer_never_by_silence_t59(admin, sign_in, ade, let_in, db):
    extending.ask(
        db,
        let_in.case,
        new_due=LAST,
        reason="A colleague is ill.",
        actor=our_officer(db),
        now=MONDAY,
        keys=let_in.keys,
    )
    db.commit()
    sign_in(account=ade)
    assert "If nobody answers, it is not a yes" in admin.get(HERE).get_data(as_text=True)
    assert admin.post(f"{HERE}/more-time", data={"answer": "yes"}).status_code == 422
    admin.post(f"{HERE}/more-time", data={"answer": "no", "how": "met"})
    assert extending.extensions_of(db, let_in.case)[0].answer == "no"


def test_they_ask_for_the_next_stage_and_report_that_something_got_worse_e_28(admin, sign_in, ade, let_in, db, person):
    person(Role.MANAGER)
    record(db, let_in.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    sign_in(account=ade)
    assert admin.post(f"{HERE}/worse", data={"text": "Her phone was taken."}).status_code == 303
    assert db.scalars(select(Message).where(Message.cause.like("worse:%"))).one()
    assert admin.post(f"{HERE}/next", data={"why": "No."}).status_code == 422
    assert admin.post(f"{HERE}/next", data={"asked": "yes", "why": "No."}).status_code == 303
    db.expire_all()
    assert let_in.case.state == "s2_requested"


def test_they_say_which_points_the_child_takes_on_rules_3_3(admin, sign_in, ade, let_in, db, person):
    add_points(db, let_in, "I was moved.", "Nobody asked me.", "My bike is gone.")
    record(db, let_in.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    sign_in(account=ade)
    wrong = admin.post(f"{HERE}/next", data={"points": ["3"], "why": "No."})
    assert wrong.status_code == 422
    assert re.search(r'value="3"[^>]* checked', wrong.text), "what was ticked stays"
    assert admin.post(f"{HERE}/next", data={"asked": "yes", "points": ["9"]}).status_code == 422, "there is none"
    assert admin.post(f"{HERE}/next", data={"asked": "yes", "points": ["3", "1"]}).status_code == 303
    asked = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).one()
    assert let_in.keys.open(CaseEvent.details, asked).startswith("Points:\n1. I was moved.\n3. My bike")


def test_who_ends_it_leaves_the_child_with_the_offer_of_a_new_one_a10(admin, portal, sign_in, ade, let_in, db, person):
    person(Role.OFFICER)
    sign_in(account=ade)
    assert admin.post(f"{HERE}/end").status_code == 422
    assert admin.post(f"{HERE}/end", data={"sure": "yes"}).status_code == 303
    assert admin.get(HERE).status_code == 404
    db.expire_all()
    assert let_in.case.advocate is None
    assert db.scalars(select(Message).where(Message.cause.like("no-advocate:%"))).all()
    come_back(portal)
    assert "Get an advocate" in page(portal)


def test_who_leads_adds_and_removes_people_of_their_own_organisation_only(
    admin, sign_in, ade, let_in, person, place, db
):
    lead = person(Role.ADVOCATE_LEAD, name="Lea Dunn")
    lead.staff.organisation_id = place.id
    other = person(Role.ADVOCATE, name="Not Ours")
    other.staff.organisation_id = Organisation(id=uuid.uuid4(), name="Else", kind="advocacy").id
    db.add(Organisation(id=other.staff.organisation_id, name="Else", kind="advocacy"))
    db.commit()
    sign_in(account=lead)
    html = admin.get("/colleagues").get_data(as_text=True)
    assert "Ade Bell" in html
    assert "Not Ours" not in html
    assert admin.post("/colleagues", data={"name": "New One", "email": "new"}).status_code == 422
    assert admin.post("/colleagues", data={"name": "New One", "email": "new@alongside.example"}).status_code == 303
    assert accounts.with_email(db, "new@alongside.example").state == "invited"
    assert admin.post(f"/colleagues/{other.staff_id}/remove").status_code == 404
    assert f"{REFERENCE}</bdi>: Ade Bell" in admin.get("/children?show=team").get_data(as_text=True)
    assert admin.get(HERE).status_code == 404, "leading opens no child's case"
    sign_in(account=ade)
    assert admin.get(HERE).status_code == 200
    sign_in(account=lead)
    admin.post(f"/colleagues/{ade.staff_id}/remove")
    db.expire_all()
    assert ade.state == "disabled"
    assert db.scalars(select(AdvocateAccess)).one().ended_by == "left"


def test_an_advocate_holds_no_role_of_ours_and_works_for_an_organisation(db, person):
    with pytest.raises(accounts.RoleConflict):
        accounts.check_roles([Role.ADVOCATE, Role.OFFICER])
    with pytest.raises(accounts.RoleConflict):
        accounts.check_place(person(Role.OFFICER).staff, [Role.ADVOCATE])


def test_the_mornings_mail_has_references_and_nothing_else(ade, let_in, db, keys):
    send_digests(db, keys.worker, now=at(4, hour=8))
    mail = keys.worker.open_json(Message.work, db.scalars(select(Message).where(Message.cause.like("digest:%"))).one())
    assert REFERENCE in mail["body"]
    assert not re.search("Sam|S\\.L\\.|omplain|answer", mail["body"])


def joins_in(db, opened, by):
    """Somebody else complains as well, on a page of their own."""
    joined = Complainant(
        id=uuid.uuid4(), case_id=opened.case.id, holder_id=uuid.uuid4(), first=False, joined_on=MONDAY.date(),
        added_by=by, agreed="here",
    )  # fmt: skip
    opened.keys.seal_json(Complainant.who, joined, {"name": "Pat Marsh"})
    db.add(joined)
    return joined.holder_id


def test_they_send_a_file_with_or_without_words_and_open_what_came_a9(
    admin, portal, sign_in, ade, let_in, db, tmp_path
):
    store = Store(tmp_path / "files")
    for site in (admin, portal):
        site.application.extensions["files"] = store
    sign_in(account=ade)
    admin.get(HERE)
    assert admin.post(HERE, data={"text": ""}).status_code == 422
    wrong = admin.post(HERE, data={"text": "Her drawing.", "file": (io.BytesIO(b"MZ nothing"), "a.exe")})
    assert wrong.status_code == 422
    assert "Her drawing." in wrong.get_data(as_text=True)
    assert not db.scalars(select(Upload)).all()
    photo = jpeg(gps=True)
    assert admin.post(HERE, data={"text": "", "file": (io.BytesIO(photo), "drawing.jpg")}).status_code == 303
    row = db.scalars(select(Upload)).one()
    facts = let_in.keys.open_json(Upload.about, row)
    assert facts["place"] == "out", "nobody said that the child wants the place kept (UPL-05)"
    assert facts["sha256"] != hashlib.sha256(photo).hexdigest()
    assert admin.get(f"{HERE}/files/{row.id}").status_code == 200
    assert f"{HERE}/files/{row.id}" in admin.get(HERE).get_data(as_text=True)
    come_back(portal)
    assert portal.get(f"/your-page/messages/kept/{row.id}").status_code == 200, "the child sees it too"
    said = db.get(ThreadMessage, row.message_id)
    said.holder_id = joins_in(db, let_in, ade.staff_id)
    db.commit()
    assert admin.get(f"{HERE}/files/{row.id}").status_code == 404, "of another who complains as well (AZ-03)"
    row.message_id = None
    db.commit()
    assert admin.get(f"{HERE}/files/{row.id}").status_code == 404, "what the child sent by itself is not theirs"


def test_they_book_a_meeting_with_the_childs_answer_a9(admin, sign_in, ade, let_in, db):
    sign_in(account=ade)
    assert admin.post(f"{HERE}/meeting", data={"text": ""}).status_code == 422
    admin.post(f"{HERE}/meeting", data={"text": "After school, at her nan's."})
    db.expire_all()
    assert let_in.case.waiting_on == "us"
    first, second = at(3, hour=15), at(4, hour=15)
    meeting.offer(db, let_in.case, "meeting", "in_person", [first, second], actor=our_officer(db), now=MONDAY)
    db.commit()
    early, late = meeting.dates_of(db, let_in.case)
    assert admin.post(f"{HERE}/dates", data={"works": [str(late.id)]}).status_code == 422, "say how the child said so"
    admin.post(f"{HERE}/dates", data={"works": [str(late.id)], "how": "met"})
    db.expire_all()
    assert (early.can, late.can) == (False, True)
    meeting.fix(db, let_in.case, late.id, actor=our_officer(db), now=MONDAY)
    db.commit()
    assert "The meeting is" in admin.get(HERE).get_data(as_text=True)
    admin.post(f"{HERE}/dates/{late.id}", data={"why": "An exam"})
    db.expire_all()
    assert late.cancelled_by == "person"

"""A mail that was dealt with by mistake is put back, and nothing of it stays where it does not belong (E-07, AZ-04)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import mail_desk
from models.cases.indexing import add_tags
from models.post.replies import REPLY
from models.procedure.terms import Role
from models.tables import AuditRow, IncomingMail, Message, Note, ThreadMessage, Transcript, Upload
from tests.admin.test_mail import FIELDS
from tests.databases import MONDAY
from tests.files import jpeg
from tests.mails import WORDS
from tests.making import make_case

BACK = "Put it back among what waits"


def put(admin, page, case, where):
    return admin.post(
        f"{page}/attach",
        data={"attach-reference": case.reference, "attach-sure": case.reference, "attach-where": where},
    )


def test_what_was_put_away_by_mistake_waits_again_and_it_is_kept_who_and_when(admin, db, officer, came):
    page, row = came("Help me", subject="My son")
    admin.post(f"{page}/no-complaint", data={"what": "junk"})
    admin.get(page)
    assert "by Priya Shah" in admin.page.text
    assert BACK in admin.page.text
    assert admin.post(f"{page}/back").status_code == 303
    db.refresh(row)
    assert (row.settled_at, row.ended, row.back_by, row.back_at is not None) == (None, None, officer.id, True)
    kept = db.scalars(select(AuditRow).where(AuditRow.action == "mail_put_back")).one()
    assert (kept.actor_id, kept.object_id, kept.reason) == (officer.id, row.id, "junk")
    admin.get("/mail")
    assert "My son" in admin.page.text
    admin.get(page)
    assert "Priya Shah put it back" in admin.page.text
    assert admin.post(f"{page}/back").status_code == 409  # a page that was left open


@pytest.mark.parametrize(("where", "table"), [("messages", ThreadMessage), ("file", Note)])
def test_off_a_wrong_case_go_its_words_and_files_and_a_note_says_that_they_were_there(
    admin, db, keys, officer, came, where, table
):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    page, row = came(files=[("photo.jpg", jpeg(), "image/jpeg")])
    put(admin, page, opened.case, where)
    assert admin.post(f"{page}/back").status_code == 303
    db.rollback()
    db.refresh(row)
    assert (row.case_id, row.kept_as) == (None, None)
    ring = keys.staff.ring.with_case(opened.case)
    [note] = db.scalars(select(Note)).all()
    assert "does not belong to this case: Priya Shah put it back" in ring.open(Note.body, note)
    assert WORDS not in ring.open(Note.body, note)
    assert db.scalars(select(ThreadMessage)).all() == []
    files = db.scalars(select(Upload).where(Upload.incoming_id == row.id)).all()
    assert {(one.case_id, one.message_id, one.about) for one in files} == {(None, None, None)}
    assert sorted(keys.staff.ring.open_json(Upload.held, one)["name"] for one in files) == ["message.eml", "photo.jpg"]
    put(admin, page, opened.case, where)  # and it was theirs after all
    db.rollback()
    assert len(db.scalars(select(table)).all()) == (1 if table is ThreadMessage else 2)


def test_an_answer_that_went_to_another_case_waits_again_on_the_case_of_its_notice(
    admin, db, keys, desk, officer, came, written_to
):
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    other = make_case(db, keys.public.ring, now=MONDAY).case
    db.commit()
    page, row = came("Thank you", to=desk.replies.address(REPLY, notice.id, written_to.case.id))
    put(admin, page, other, "messages")
    db.refresh(row)
    assert row.case_id == other.id
    admin.post(f"{page}/back")
    assert "They wrote to us: answer by" not in admin.get(f"/cases/{other.reference}").text
    assert "They wrote to us: answer by" in admin.get(f"/cases/{written_to.case.reference}").text
    db.refresh(row)
    assert row.case_id == written_to.case.id
    assert [one.row.id for one in mail_desk.of_case(db, officer, keys.staff.ring, written_to.case)] == [row.id]


def test_whose_case_it_is_is_shown_before_and_on_it_that_it_was_a_mail_from_whom_and_where_it_is_put_back_e_07(
    admin, db, keys, officer, came
):
    who = {"who": {"call_me": "Jas"}, "contact": {"ways": ["email"]}, "contact_details": {"email": "jas@home.example"}}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=who).case
    add_tags(db, keys.index, case.id, {"email": ["jas@home.example"]})
    db.commit()
    page, _ = came(sender="A window seller <sales@windows.example>")
    data = {"attach-reference": case.reference, "attach-where": "messages"}
    assert admin.post(f"{page}/attach", data=data).status_code == 200
    assert "is the case of Jas" in " ".join(admin.page.text.split())
    assert "which is not an address of this case" in admin.page.text
    assert db.scalars(select(ThreadMessage)).all() == []
    assert admin.post(f"{page}/attach", data=data | {"attach-sure": "HV-AAAA-AAAA-AAA"}).status_code == 200
    assert admin.post(f"{page}/attach", data=data | {"attach-sure": case.reference}).status_code == 303
    admin.get(f"/cases/{case.reference}/messages")
    assert "It came by e-mail, from A window seller sales@windows.example" in " ".join(admin.page.text.split())
    assert f'href="{page}"' in admin.page.html
    assert BACK in admin.get(page).text
    theirs, _ = came(sender="Jas <jas@home.example>", now=MONDAY + timedelta(hours=1))
    admin.post(f"{theirs}/attach", data=data)
    assert "is the case of Jas" in " ".join(admin.page.text.split())
    assert "not an address of this case" not in admin.page.text


def test_who_a_mail_keeps_out_does_not_see_it_when_it_waits_again_az_04(admin, db, keys, sign_in, person, came):
    named = person(Role.OFFICER, name="Mo Reed")
    db.commit()
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    sign_in(Role.OFFICER, name="Priya Shah")
    page, _ = came("I complain about Mo Reed.")
    put(admin, page, opened.case, "messages")
    admin.post(f"{page}/back")
    sign_in(account=named)
    assert admin.get(page).status_code == 404
    assert admin.post(f"{page}/back").status_code == 404


def test_what_became_a_case_or_was_typed_up_there_stays_and_says_why(admin, db, keys, officer, came):
    page, _ = came()
    admin.post(f"{page}/case", data=FIELDS)
    admin.get(page)
    assert BACK not in admin.page.text
    assert "nobody can unmake a case" in admin.page.text
    assert admin.post(f"{page}/back").status_code == 409
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    page, row = came("Another", now=MONDAY + timedelta(hours=1), files=[("photo.jpg", jpeg(), "image/jpeg")])
    put(admin, page, opened.case, "messages")
    photo = db.scalars(select(Upload).where(Upload.incoming_id == row.id, Upload.kind == "jpg")).one()
    typed = Transcript(id=uuid.uuid4(), case_id=opened.case.id, upload_id=photo.id, at=MONDAY, staff_id=officer.id)
    keys.staff.ring.with_case(opened.case).seal(Transcript.body, typed, "What it says")
    db.add(typed)
    db.commit()
    assert admin.post(f"{page}/back").status_code == 409
    assert len(db.scalars(select(ThreadMessage)).all()) == 1


def test_a_long_list_has_pages_and_none_is_on_two_of_them(db, keys, admin, officer, came):
    for number in range(5):
        came(f"Number {number}", subject=f"Mail {number}.")
    found, after = [], None
    while True:
        page = mail_desk.waiting(db, officer, keys.staff.ring, after=after, size=2)
        found += [one.heading for one in page.found]
        after = page.next
        if after is None:
            break
    assert sorted(found) == [f"Mail {number}." for number in range(5)]
    first = mail_desk.waiting(db, officer, keys.staff.ring, size=2)
    admin.get(f"/mail?show=new&after={first.next}")
    shown = [heading for heading in found if heading in admin.page.text]
    assert shown == found[2:]
    for row in db.scalars(select(IncomingMail)).all():
        admin.post(f"/mail/{row.id}/no-complaint", data={"what": "junk"})
    db.rollback()
    done = mail_desk.settled(db, officer, keys.staff.ring, size=3)
    rest = mail_desk.settled(db, officer, keys.staff.ring, size=3, after=done.next)
    assert (len(done.found), len(rest.found), rest.next) == (3, 2, None)
    assert len({one.row.id for one in done.found + rest.found}) == 5

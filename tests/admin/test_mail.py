"""Mail that came, as an officer sees it: read, made a case, put where it belongs, or put away (E-07)."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from bench.place import place
from models.cases import attaching
from models.cases.indexing import add_tags
from models.jobs.erasing import erase
from models.post.replies import BOUNCE, REPLY
from models.procedure.terms import Channel, Role
from models.tables import Case, IncomingMail, Message, Note, Task, TheirWords, ThreadMessage, Upload, WallEntry
from tests.databases import MONDAY
from tests.files import jpeg
from tests.mails import JO, WORDS, mail, returned
from tests.making import make_case
from tests.models.jobs.test_outbox import EMAIL

FIELDS = {
    "channel": "email", "on-day": "23", "on-month": "11", "on-year": "2026", "journey": "parent", "words": WORDS,
    "safe": "not_said", "ways": "none", "name": "Jo Marsh", "ask_first": "", "advocate": "", "standing": "parent",
    "age_band": "",
    "instance": "00000000-0000-4000-8000-000000000000",
}  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \u202eevil"


def test_the_list_says_what_waits_and_the_nav_counts_it(admin, officer, came):
    came("Nobody listens", subject="My daughter")
    came("A machine", subject="Away", Auto_Submitted="auto-replied")
    admin.get("/mail")
    text = admin.page.text
    assert "My daughter" in text
    assert "Nobody listens" in text
    assert text.index("My daughter") < text.index("Sent by machines")
    assert "Mail 1" in " ".join(text.split())


def test_one_mail_shows_words_as_words_and_nothing_acts(admin, officer, came):
    page, _ = came(HOSTILE, subject=HOSTILE, sender=f'"{HOSTILE[:20]}" <x@evil.example>')
    admin.get(page)
    html = admin.page.html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "{{ 7*7 }}" in html


def test_a_mail_becomes_a_case_once_with_its_words_files_and_day(admin, db, keys, officer, came):
    page, row = came(files=[("photo.jpg", jpeg(), "image/jpeg")])
    admin.get(f"{page}/case")
    boxes = [given for given in admin.page.all("input") if given.get("name") == "ways"]
    assert len(boxes) == 5
    assert not any("checked" in given for given in boxes)
    assert WORDS in admin.page.html
    for _ in range(2):
        admin.post(f"{page}/case", data=FIELDS)
    db.rollback()
    [case] = db.scalars(select(Case)).all()
    db.refresh(row)
    assert (case.channel, row.case_id, row.ended) == (Channel.EMAIL, case.id, "case")
    ring = keys.staff.ring.with_case(case)
    [words] = db.scalars(select(TheirWords)).all()
    assert WORDS in str(ring.open_json(TheirWords.answers, words))
    files = db.scalars(select(Upload).where(Upload.case_id == case.id)).all()
    assert sorted(one.kind for one in files) == ["eml", "jpg"]
    assert all(ring.open_json(Upload.about, one)["key"] for one in files)
    admin.get(f"/cases/{case.reference}/files")
    assert admin.page.text.count("message.eml") == 1


def test_who_is_named_in_a_mail_stays_kept_out_when_it_is_a_case(admin, db, sign_in, person, came):
    named = person(Role.RESPONDER, name="Mo Reed")
    db.commit()
    sign_in(Role.OFFICER, name="Priya Shah")
    page, _ = came("I complain about Mo Reed.")
    admin.get(f"{page}/case")
    admin.post(f"{page}/case", data=FIELDS)
    db.rollback()
    assert named.staff_id in set(db.scalars(select(WallEntry.staff_id)))


def test_a_wrong_answer_loses_nothing_that_was_typed(admin, officer, came):
    page, _ = came()
    answer = admin.post(f"{page}/case", data={"words": "Typed with care", "channel": "email"})
    assert answer.status_code == 422
    assert "Typed with care" in answer.get_data(as_text=True)
    answer = admin.post(f"{page}/attach", data={"attach-reference": "nonsense", "attach-where": "messages"})
    assert answer.status_code == 422
    assert "nonsense" in answer.get_data(as_text=True)
    assert admin.post(f"{page}/no-complaint", data={}).status_code == 422


def test_a_mail_is_put_with_the_messages_of_a_case_and_its_person_reads_it(admin, db, keys, officer, came):
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
    db.commit()
    page, row = came(files=[("photo.jpg", jpeg(), "image/jpeg")])
    data = {"attach-reference": opened.case.reference, "attach-sure": opened.case.reference, "attach-where": "messages"}
    assert admin.post(f"{page}/attach", data=data).status_code == 303
    db.rollback()
    [message] = db.scalars(select(ThreadMessage)).all()
    assert opened.keys.open(ThreadMessage.body, message) == WORDS
    photo = db.scalars(select(Upload).where(Upload.kind == "jpg")).one()
    assert (photo.message_id, photo.case_id) == (message.id, opened.case.id)
    original = db.scalars(select(Upload).where(Upload.kind == "eml")).one()
    assert (original.message_id, original.holder_id) == (None, None)
    assert admin.post(f"{page}/attach", data=data).status_code != 303  # a colleague was first
    assert len(db.scalars(select(ThreadMessage)).all()) == 1


@pytest.mark.parametrize("where", ["messages", "file"])
def test_what_a_case_has_no_room_for_stays_with_the_mail_and_is_named_in_a_task_upl_02(
    admin, db, keys, officer, came, monkeypatch, where
):
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
    db.commit()
    photo = jpeg()
    page, row = came(files=[("first.jpg", photo, "image/jpeg"), ("second.jpg", jpeg(), "image/jpeg")])
    whole = db.scalars(select(Upload.size).where(Upload.kind == "eml")).one()
    monkeypatch.setattr(attaching, "WHOLE_CASE", whole + len(photo) + 1)
    data = {"attach-reference": opened.case.reference, "attach-sure": opened.case.reference, "attach-where": where}
    assert admin.post(f"{page}/attach", data=data).status_code == 303
    db.rollback()
    moved, left = ([one.kind for one in db.scalars(select(Upload).where(on))] for on in (
        Upload.case_id == opened.case.id, Upload.case_id.is_(None)))  # fmt: skip
    assert (sorted(moved), left) == (["eml", "jpg"], ["jpg"]), "the mail is kept, with as much as fits"
    [task] = db.scalars(select(Task)).all()
    said = keys.staff.ring.with_case(opened.case).open_json(Task.said, task)["what"]
    named = [name for name in ("first.jpg", "second.jpg") if name in said]
    assert (task.kind, len(named)) == ("mail_files", 1)
    assert named[0] in admin.get(page).text, "and it is looked at with the mail"
    gone = erase(db, db.get_one(Case, opened.case.id), keys.worker, now=MONDAY)
    assert len(gone.files) == 3, "what stayed with the mail goes from the disk with the case"
    assert db.scalars(select(Upload.id)).all() == []


def test_what_somebody_else_wrote_goes_on_the_file_alone(admin, db, keys, officer, came):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    page, _ = came(sender="Her school <head@school.example>")
    admin.post(
        f"{page}/attach",
        data={"attach-reference": opened.case.reference, "attach-sure": opened.case.reference, "attach-where": "file"},
    )
    db.rollback()
    [note] = db.scalars(select(Note)).all()
    text = keys.staff.ring.with_case(opened.case).open(Note.body, note)
    assert "head@school.example" in text
    assert WORDS in text
    assert db.scalars(select(ThreadMessage)).all() == []


def test_a_case_behind_the_wall_is_no_case_to_put_it_on_az_02(admin, db, keys, officer, came):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.add(WallEntry(case_id=opened.case.id, staff_id=officer.id, because="named", raised_at=MONDAY))
    db.commit()
    page, _ = came()
    data = {"attach-reference": opened.case.reference, "attach-sure": opened.case.reference, "attach-where": "file"}
    assert "no such case" in admin.post(f"{page}/attach", data=data).get_data(as_text=True)


def test_a_known_address_is_a_hint_and_only_of_cases_one_may_see(admin, db, keys, officer, came):
    seen = make_case(db, keys.public.ring, now=MONDAY).case
    hidden = make_case(db, keys.public.ring, now=MONDAY).case
    for case in (seen, hidden):
        add_tags(db, keys.index, case.id, {"email": ["jo@home.example"]})
    db.add(WallEntry(case_id=hidden.id, staff_id=officer.id, because="named", raised_at=MONDAY))
    db.commit()
    page, _ = came(sender=JO)
    admin.get(page)
    assert seen.reference in admin.page.text
    assert hidden.reference not in admin.page.text


def test_an_answer_stands_above_its_case_until_it_is_put_there(admin, db, keys, desk, officer, came, written_to):
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    address = desk.replies.address(REPLY, notice.id, written_to.case.id)
    page, row = came("Thank you", to=address)
    assert row.case_id == written_to.case.id
    admin.get(f"/cases/{written_to.case.reference}/messages")
    assert "An e-mail came for this case" in admin.page.text
    assert page in admin.get(f"/cases/{written_to.case.reference}/messages").get_data(as_text=True)
    assert admin.post(f"{page}/put", data={"put-where": "messages"}).status_code == 303
    admin.get(f"/cases/{written_to.case.reference}/messages")
    assert "An e-mail came" not in admin.page.text
    assert "Thank you" in admin.page.text


def test_a_notice_that_did_not_arrive_is_a_task_and_no_mail_to_sort(admin, db, desk, officer, came, written_to):
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    came(returned(desk.replies.address(BOUNCE, notice.id, written_to.case.id)))
    admin.get("/mail")
    assert "Nothing waits" in admin.page.text
    admin.get("/mail?show=done")
    assert "A task on its case" in admin.page.text
    task = db.scalars(select(Task)).one()
    assert (task.case_id, task.kind, task.about_id) == (written_to.case.id, "bounced", notice.id)


def test_what_is_put_away_can_be_found_again(admin, officer, came):
    page, _ = came("Buy this", subject="Offer")
    assert admin.post(f"{page}/no-complaint", data={"what": "junk"}).status_code == 303
    admin.get("/mail")
    assert "Nothing waits" in admin.page.text
    admin.get("/mail?show=done")
    assert "Offer" in admin.page.text


def test_the_original_is_saved_with_a_reason_and_copies_never_run(admin, db, officer, came):
    page, row = came(html="<script>alert(1)</script><p>words</p>")
    original = db.scalars(select(Upload).where(Upload.incoming_id == row.id, Upload.kind == "eml")).one()
    answer = admin.get(f"{page}/files/{original.id}")
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert admin.post(f"{page}/files/{original.id}/original", data={}).status_code == 422
    answer = admin.post(f"{page}/files/{original.id}/original", data={"why": "evidence"})
    assert answer.mimetype == "application/octet-stream"
    assert b"Subject: About my son" in answer.data


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.DUTY, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_but_the_office_sees_any_mail(admin, sign_in, came, role):
    page, _ = came()
    sign_in(role)
    for address in ("/mail", page, f"{page}/case"):
        assert admin.get(address).status_code == 404


def test_the_command_takes_a_message_and_says_so_in_the_words_of_mail_servers(tmp_path):
    with place("sqlite") as here:
        told = [sys.executable, "-m", "admin.commands", "mail", "in", "--to", "help@ashbourne.example"]
        good = subprocess.run(told, input=mail(), env=here.environment, capture_output=True)
        assert (good.returncode, good.stdout, good.stderr) == (0, b"", b"")
        bad = subprocess.run(
            told, input=mail(), env={**here.environment, "HEARD_KEYS": str(tmp_path)}, capture_output=True
        )
        assert bad.returncode == 75
        assert WORDS.encode() not in bad.stderr
        with here.sessions.reading() as db:
            assert len(db.scalars(select(IncomingMail)).all()) == 1

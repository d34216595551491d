"""Files after sending: behind the words, and in messages; and beside what a parent says (P12, TRK-07)."""

import io

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.files.store import Store
from models.procedure.terms import Event, Procedure, Role
from models.tables import CaseEvent, Holder, ThreadMessage, Transcript, Upload
from portal.journeys import PATHS
from tests.conftest import MONDAY
from tests.files import docx, jpeg, wav, with_file
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words

WANTS = f"/your-say/{PATHS['your-say'].number('wants')}"
EVIDENCE = f"/your-say/{PATHS['your-say'].number('evidence')}"


@pytest.fixture(autouse=True)
def store(portal, admin, tmp_path):
    for site in (portal, admin):
        site.application.extensions["files"] = Store(tmp_path / "files")
    return portal.application.extensions["files"]


@pytest.fixture
def opened(db, keys):
    return case_with_words(db, keys)


def come_back(portal, reference=REFERENCE, words=WORDS):
    portal.get("/come-back")
    assert portal.post("/come-back", data={"reference": reference, "secret_words": words}).status_code == 303


def theirs(db):
    return db.scalars(select(Holder.id).where(Holder.reference == REFERENCE)).one()


def test_what_i_sent_is_shown_only_behind_the_words_and_for_a_while_trk_07(portal, db, store, opened, clock):
    row = with_file(db, store, opened, jpeg(), holder_id=theirs(db))
    db.commit()
    come_back(portal)
    portal.get("/your-page/sent")
    assert not [given for given in portal.page.all("img") if given["src"].startswith("/kept/")]
    assert portal.get(f"/kept/{row.id}").status_code == 404
    portal.post("/your-page/sent", data={"secret_words": WORDS})
    [address] = [given["src"] for given in portal.page.all("img") if given["src"].startswith("/kept/")]
    assert portal.get(address).mimetype == "image/jpeg"
    assert portal.get(address[:-2] + "xx").status_code == 303
    clock.forward(minutes=11)
    assert portal.get(address).status_code == 303


def test_the_person_puts_right_what_we_wrote_down_of_a_recording(portal, admin, db, store, opened, sign_in):
    row = with_file(db, store, opened, wav(), "a.wav", holder_id=theirs(db))
    db.commit()
    sign_in(Role.OFFICER)
    admin.post(f"/cases/{REFERENCE}/files/{row.id}/typed", data={"text": "I want to go hone"})
    come_back(portal)
    portal.post("/your-page/sent", data={"secret_words": WORDS})
    assert "I want to go hone" in portal.page.text
    [form] = [form for form in portal.page.forms if "/kept/sent/" in form["attributes"]["action"]]
    portal.post(form["attributes"]["action"], data={"text": "I want to go home"})
    assert len(db.scalars(select(Transcript)).all()) == 2
    admin.get(f"/cases/{REFERENCE}/files")
    assert "I want to go home" in admin.page.text
    assert "Put right by them" in admin.page.text


def test_a_recording_alone_is_a_message_and_staff_find_it_there(portal, admin, db, opened, sign_in):
    come_back(portal)
    assert "microphone=(self)" in portal.get("/your-page/messages").headers["Permissions-Policy"]
    answer = portal.post("/your-page/messages", data={"text": "", "recording": (io.BytesIO(wav()), "a.wav")})
    assert answer.status_code == 303
    [row] = db.scalars(select(Upload)).all()
    assert row.message_id == db.scalars(select(ThreadMessage.id)).one()
    portal.get("/your-page/messages")
    [address] = [given["src"] for given in portal.page.all("audio") if given.get("src")]
    assert portal.get(address).mimetype == "audio/mp4"
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{REFERENCE}/messages")
    assert "A recording came with it" in admin.page.text


def test_a_message_goes_although_one_file_of_it_can_not_upl_11(portal, db, opened):
    come_back(portal)
    files = {"picture": (io.BytesIO(jpeg()), "a.jpg"), "drawing": (io.BytesIO(b"MZ"), "b.exe")}
    answer = portal.post("/your-page/messages", data={"text": "See this", **files})
    assert answer.status_code == 422
    assert "We can not take b.exe" in portal.page.text
    assert len(db.scalars(select(ThreadMessage)).all()) == 1
    assert len(db.scalars(select(Upload)).all()) == 1


def test_a_message_with_only_a_bad_file_keeps_its_words(portal, db, opened):
    come_back(portal)
    bad = {"picture": (io.BytesIO(b"MZ"), "b.exe")}
    assert portal.post("/your-page/messages", data={"text": "See this", **bad}).status_code == 422
    assert "See this" in portal.page.text
    assert db.scalars(select(ThreadMessage)).all() == []


def test_somebody_elses_file_is_missing_az_02(portal, db, keys, store, opened):
    other = case_with_words(db, keys, reference="HV-2222-3333-444", words="one two three four five")
    row = with_file(db, store, other, jpeg())
    db.commit()
    come_back(portal)
    assert portal.get(f"/your-page/messages/kept/{row.id}").status_code == 404


def test_an_advocate_beside_the_child_opens_the_files_of_messages_and_not_what_the_child_sent_first(
    portal, db, keys, store, opened
):
    first = with_file(db, store, opened, jpeg())
    another_holder(db, keys, opened, "moss kite barn well tree", "HV-5555-6666-777")
    db.commit()
    come_back(portal, "HV-5555-6666-777", "moss kite barn well tree")
    assert portal.get(f"/your-page/messages/kept/{first.id}").status_code == 404


def test_a_parent_adds_papers_one_at_a_time_with_a_name_and_what_each_shows_p12(portal, db):
    portal.post(WANTS, data={"add": "yes"})
    said = {"label": "School letter, May", "shows": "They knew", "court": "yes"}
    answer = portal.post(EVIDENCE, data={**said, "evidence": (io.BytesIO(docx("x")), "a.docx"), "go": "add"})
    assert answer.status_code == 303
    portal.get(EVIDENCE)
    assert "School letter, May" in portal.page.text
    assert [given.get("value", "") for given in portal.page.all("input") if given.get("name") == "label"] == [""]
    portal.get("/your-say/check")
    assert "School letter, May" in portal.page.text


def test_a_name_without_its_file_is_asked_about_and_stays(portal):
    portal.post(WANTS, data={"add": "yes"})
    answer = portal.post(EVIDENCE, data={"label": "School letter", "shows": "", "go": ""})
    assert answer.status_code == 422
    assert "Choose the file that this is about" in portal.page.text
    assert "School letter" in [given.get("value") for given in portal.page.all("input") if given.get("name") == "label"]


def test_why_they_ask_for_the_next_stage_may_be_said_and_a_bad_recording_asks_for_nothing_5_3(
    portal, admin, db, opened, sign_in
):
    opened.case.procedure = Procedure.STATUTORY
    for event in (Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.S1_ANSWERED):
        record(db, opened.case, event, actor=SYSTEM, now=MONDAY)
    db.commit()
    come_back(portal)
    assert "microphone=(self)" in portal.get("/your-page/next").headers["Permissions-Policy"]
    assert "recording" in {given["name"] for given in portal.page.all("input") if given.get("type") == "file"}
    bad = {"text": "They did not look.", "recording": (io.BytesIO(b"MZ"), "b.exe")}
    assert portal.post("/your-page/next", data=bad).status_code == 422
    assert "They did not look." in portal.page.text
    assert "We can not take b.exe" in portal.page.text
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).all() == []
    good = {"text": "", "recording": (io.BytesIO(wav()), "a.wav")}
    assert portal.post("/your-page/next", data=good).status_code == 303
    [row] = db.scalars(select(Upload)).all()
    assert (row.question, row.holder_id, row.sort) == ("next_stage", theirs(db), "sound")
    asked = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).one()
    assert "They say why in a recording" in opened.keys.open(CaseEvent.details, asked)
    sign_in(Role.OFFICER)
    assert "a.wav" in admin.get(f"/cases/{REFERENCE}/files").text
    portal.post("/your-page/sent", data={"secret_words": WORDS})
    assert [given["src"] for given in portal.page.all("audio") if given.get("src")], "and they hear it again"

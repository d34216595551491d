"""Whoever asked for a voice message can have one: a recording beside a message plays on their page (experience Y12)."""

import io

import pytest
from sqlalchemy import func, select

from models.files.store import Store
from models.procedure.terms import Role
from models.tables import ThreadMessage, Upload
from tests.files import jpeg, wav
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PAGE = f"/cases/{REFERENCE}/messages"


@pytest.fixture(autouse=True)
def opened(portal, admin, db, keys, tmp_path, sign_in):
    for site in (portal, admin):
        site.application.extensions["files"] = Store(tmp_path / "files")
    case = case_with_words(db, keys)
    sign_in(Role.OFFICER)
    return case


def write(admin, content, name):
    recording = (io.BytesIO(content), name)
    return admin.post(PAGE, data={"body": "We will look at it.", "do": "send", "recording": recording})


def test_what_we_say_out_loud_is_heard_on_their_page(portal, admin):
    assert write(admin, wav(), "answer.wav").status_code == 303
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/messages")
    [sound] = [one for one in portal.page.all("audio") if "src" in one]
    heard = portal.get(sound["src"])
    assert (heard.status_code, heard.mimetype) == (200, "audio/mp4")


def test_only_who_chose_a_recording_before_the_preview_reads_to_choose_it_again(admin):
    again = "Choose it again"
    admin.post(PAGE, data={"body": "We will look at it.", "do": "preview"})
    assert "As they will see it" in admin.page.text
    assert again not in admin.page.text
    recording = (io.BytesIO(wav()), "answer.wav")
    admin.post(PAGE, data={"body": "We will look at it.", "do": "preview", "recording": recording})
    assert again in admin.page.text


def test_what_is_no_recording_is_refused_and_the_words_stay(admin, db):
    assert write(admin, jpeg(), "a.jpg").status_code == 422
    assert "We can not take a.jpg" in admin.page.text
    assert "We will look at it." in admin.page.html
    assert [db.scalar(select(func.count(table.id))) for table in (ThreadMessage, Upload)] == [0, 0]


def test_where_the_case_holds_all_it_may_the_words_stay_and_it_says_so_upl_02_upl_11(admin, db, monkeypatch):
    monkeypatch.setattr("models.cases.attaching.WHOLE_CASE", 0)
    assert write(admin, wav(), "answer.wav").status_code == 422
    assert "We can not take more files here" in admin.page.text
    assert "We will look at it." in admin.page.html
    assert [db.scalar(select(func.count(table.id))) for table in (ThreadMessage, Upload)] == [0, 0]

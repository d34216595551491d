"""A letter read out by one of us plays beside it, for whoever may read the letter and nobody else (6.3, Y12)."""

import io
import uuid

import pytest
from sqlalchemy import select

from models.files.store import Store
from models.jobs.erasing import erase
from models.procedure.terms import Role, Way
from models.reports import case_record
from models.tables import AuditRow, Letter, Upload
from models.tables.words import GONE, HELD
from tests.conftest import MONDAY
from tests.files import jpeg, wav
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words


@pytest.fixture
def store(portal, admin, tmp_path):
    made = Store(tmp_path / "files")
    for site in (portal, admin):
        site.application.extensions["files"] = made
    return made


@pytest.fixture
def opened(store, db, keys, sign_in):
    made = case_with_words(db, keys)
    sign_in(Role.OFFICER)
    return made


@pytest.fixture
def letter(db, opened):
    """It waits some minutes before it leaves."""
    row = Letter(
        id=uuid.uuid4(),
        case_id=opened.case.id,
        kind="answer",
        way=Way.HERE,
        released_at=MONDAY,
        leaves_at=MONDAY,
        state=HELD,
    )
    opened.keys.seal_json(Letter.body, row, {"subject": "Our answer", "blocks": []})
    db.add(row)
    db.commit()
    return row


@pytest.fixture
def at(letter):
    return f"/cases/{REFERENCE}/letters/{letter.id}/recording"


def put(admin, at, content=None, name="read.wav"):
    return admin.post(at, data={"paper": (io.BytesIO(content or wav()), name)})


def leave(db, letter):
    letter.state = GONE
    db.commit()


def come_back(portal):
    assert portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS}).status_code == 303


def test_it_is_heard_beside_the_letter_on_their_page(portal, admin, db, letter, at):
    admin.get(at.removesuffix("/recording"))
    assert "Read it out: put a recording beside it" in admin.page.text
    assert put(admin, at).status_code == 303
    admin.get(at)
    [ours] = admin.page.all("audio")
    assert admin.get(ours["src"]).mimetype == "audio/mp4", "who put it there can hear it"
    come_back(portal)
    page = f"/your-page/letters/{letter.id}"
    assert portal.get(f"{page}/voice").status_code == 404, "nothing of it is there before it has left"
    leave(db, letter)
    portal.get(page)
    assert "You can hear this letter. One of us reads it to you." in portal.page.text
    [sound] = [one for one in portal.page.all("audio") if one.get("id") == "voice"]
    heard = portal.get(sound["src"])
    assert (heard.status_code, heard.mimetype) == (200, "audio/mp4")
    portal.get("/your-page/messages")
    assert not [one for one in portal.page.all("audio") if "src" in one], "it is no message"


def test_a_letter_without_one_has_no_player_and_no_address(portal, db, letter):
    leave(db, letter)
    come_back(portal)
    portal.get(f"/your-page/letters/{letter.id}")
    assert not [one for one in portal.page.all("audio") if one.get("id") == "voice"]
    assert portal.get(f"/your-page/letters/{letter.id}/voice").status_code == 404


def test_nobody_else_hears_it(portal, db, keys, admin, letter, at):
    put(admin, at)
    leave(db, letter)
    assert portal.get(f"/your-page/letters/{letter.id}/voice").status_code in (302, 303), "it asks for the words"
    case_with_words(db, keys, reference="HV-2222-3333-4AB")
    portal.post("/come-back", data={"reference": "HV-2222-3333-4AB", "secret_words": WORDS})
    assert portal.get(f"/your-page/letters/{letter.id}/voice").status_code == 404


def test_what_is_no_recording_or_nothing_is_refused_beside_its_box(admin, db, at):
    assert put(admin, at, jpeg(), "a.jpg").status_code == 422
    assert "We can not take a.jpg" in admin.page.text
    assert admin.post(at, data={}).status_code == 422
    assert "Choose the recording" in admin.page.text
    assert not db.scalars(select(Upload)).all()


def test_one_is_enough_and_it_goes_away_only_before_the_letter_has_left(admin, db, letter, at, store):
    put(admin, at)
    file_id = db.scalars(select(Upload.id)).one()
    assert put(admin, at).status_code in (409, 422)
    assert admin.post(f"{at}/away").status_code == 303
    assert not store.path(file_id).exists()
    put(admin, at)
    leave(db, letter)
    assert admin.post(f"{at}/away").status_code == 409
    assert len(db.scalars(select(Upload)).all()) == 1, "they may have heard it"
    said = db.scalars(select(AuditRow.action).where(AuditRow.object_id == letter.id)).all()
    assert [one for one in said if "record" in one] == ["letter_recorded", "letter_recording_gone", "letter_recorded"]


def test_it_is_sealed_to_the_thread_listed_in_the_file_of_the_case_and_erased_with_it(
    admin, db, keys, opened, letter, at
):
    put(admin, at)
    row = db.scalars(select(Upload)).one()
    assert (row.holder_id, row.about is not None, row.filed) == (None, True, None)
    (one,) = case_record.files_of(db, opened.case, keys.staff.ring.with_case(opened.case))
    assert one.name.endswith(", read out")
    assert one.shown
    db.expunge(row)
    gone = erase(db, opened.case, keys.worker, now=MONDAY)
    assert gone.files == (row.id,)
    assert not db.scalars(select(Upload)).all()

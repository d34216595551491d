"""Recordings in a request to see what is kept: heard, decided like a paper, given as files (SAR-03 to SAR-06)."""

import io

import av
import pytest
from sqlalchemy import select

from models.access.redacting import words_of
from models.cases import attaching, file_care
from models.cases.attaching import attach
from models.files.store import Store
from models.procedure.terms import Role
from models.tables import AccessBundle, Upload
from tests.admin.test_access import a_case, added, gone_through, identified, logged, tick_all
from tests.conftest import MONDAY
from tests.files import taken, wav
from tests.models.cases.answered import who


@pytest.fixture
def spoken(db, keys, person, tmp_path, admin):
    """A case with two recordings, of which one is typed up with the name of somebody else in it."""
    case = a_case(db, keys, person, young_person=False)
    ring = keys.staff.ring.with_case(case)
    store = admin.application.extensions["files"] = Store(tmp_path / "files")
    rows = [
        attach(db, taken(store, wav(seconds=length), "a.wav"), ring, question="tell", now=MONDAY, scan=False,
               case_id=case.id)
        for length in (1, 2)
    ]  # fmt: skip
    db.commit()
    return case, ring, rows


def papers_of(admin, at, papers):
    """The papers that are recordings, by the length that is said on them."""
    found = {}
    for paper in papers:
        admin.get(paper)
        for said in ("1 second", "2 seconds"):
            if f"A recording of {said}." in admin.page.text:
                found[said] = paper
    return found


def begun(admin, db, case):
    row, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    return row.number, at, papers_of(admin, at, gone_through(admin, at))


def test_a_recording_is_heard_decided_and_given_as_a_file_beside_the_papers_sar_03_sar_06(
    admin, db, sign_in, spoken, mabel, hannah
):
    case, *_ = spoken
    sign_in(account=mabel)
    number, at, found = begun(admin, db, case)
    assert set(found) == {"1 second", "2 seconds"}
    admin.get(found["1 second"])
    assert "Nothing can be cut out of a recording" in admin.page.text
    heard = admin.get(found["1 second"] + "/recording")
    assert heard.mimetype == "audio/mp4"
    assert admin.post(found["1 second"], data={"whole": "other"}).status_code == 303
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303
    sign_in(account=hannah)
    admin.get(at)
    name = f"{number}-recording-1.m4a"
    assert "-recording-2.m4a" not in admin.page.text, "what stays out leaves no gap (SAR-02)"
    text = " ".join(" ".join(words_of(admin.post(f"{at}/take").data)).split())
    assert f"{name}: 2 seconds" in text
    assert f"This recording is given beside these papers, as the file {name}" in text
    assert "1 second" not in text
    given = admin.post(f"{at}/take", data={"recording": name})
    assert name in given.headers["Content-Disposition"]
    with av.open(io.BytesIO(given.data)) as sound:
        assert [stream.type for stream in sound.streams] == ["audio"]
        assert "location" not in sound.metadata
    assert admin.post(f"{at}/take", data={"recording": f"{number}-recording-2.m4a"}).status_code == 404
    assert "heard the recordings" in admin.get(at).get_data(as_text=True)
    admin.post(f"{at}/take")
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    assert admin.post(f"{at}/release", data={"saw": "yes"}).status_code == 303
    admin.get(at)
    assert "Left" in admin.page.text


def test_what_is_taken_out_of_the_words_of_a_recording_is_not_heard_in_it_sar_05(
    admin, db, sign_in, spoken, mabel, person
):
    case, ring, rows = spoken
    officer = who(person(Role.OFFICER))
    file = attaching.one_of_case(db, case.id, rows[1].id, ring)
    file_care.type_up(db, case, file, "Wayne Hutchings came again.", actor=officer, now=MONDAY, keys=ring)
    db.commit()
    sign_in(account=mabel)
    _, at, found = begun(admin, db, case)
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 422
    assert "would be heard in the recording" in admin.page.text
    assert not db.scalars(select(AccessBundle)).all()
    admin.get(found["2 seconds"])
    assert admin.post(found["2 seconds"], data={**tick_all(admin.page), "whole": "other"}).status_code == 303
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303


def test_a_recording_that_was_locked_away_since_does_not_leave_sar_06(admin, db, sign_in, spoken, mabel, hannah):
    case, _, rows = spoken
    sign_in(account=mabel)
    _, at, _ = begun(admin, db, case)
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303
    db.get_one(Upload, rows[0].id).locked_at = MONDAY
    db.commit()
    sign_in(account=hannah)
    admin.post(f"{at}/take")
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    admin.get(at)
    assert "A recording cannot be opened any more" in admin.page.text

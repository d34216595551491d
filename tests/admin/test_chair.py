"""The chair of a panel writes its report in their room and hands it in; the members read it (K-56, REG 20(1))."""

from datetime import date

import pytest
from sqlalchemy import select

from models.files.store import Store
from models.procedure.terms import Clock, Role, State
from models.tables import (
    Appointment,
    AuditRow,
    Case,
    Letter,
    Message,
    Outsider,
    Panel,
    PanelFinding,
    PanelText,
    Upload,
)
from tests.admin.panelling import HERE, PAPERS, REPORT, clock_of, day, fix_a_date, state, whole_panel
from tests.admin.test_documents import scan
from tests.admin.test_panel_rooms import ROOM, ROOMS, account_of, reachable, until
from tests.models.cases.answered import who

REPORTING = f"{ROOM}/panel-report"
SAVED = {**REPORT, "seen": "0", "do": "save"}
HANDED = {**REPORT, "seen": "0", "do": "hand_in"}


@pytest.fixture
def sits(panel, admin, portal, db, keys, person, sign_in, on):
    """The chair and a member have rooms, and the panel is to meet; `sits(name)` signs one of them in."""
    whole_panel(admin, db)
    account = person(Role.OFFICER, name="Priya Shah")
    officer, theirs = who(account), account.staff_id
    accounts = {}
    for name in ("Ines Okafor", "Ruth Amari"):
        row = reachable(db, keys, officer, name)
        of = db.scalars(select(Appointment).join(Outsider).where(Outsider.name == name)).one()
        assert admin.post(f"{ROOMS}/{of.id}", data=until(of)).status_code == 303
        accounts[name] = account_of(db, row)
    db.get_one(Case, panel.case.id).officer_id = theirs
    db.commit()
    return lambda name="Ines Okafor": sign_in(account=accounts[name])


@pytest.fixture
def met(sits, admin, portal, db, on):
    """The panel met on 15 December, and it is the 17th."""
    fix_a_date(admin, portal, db)
    admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 23))})
    on(date(2026, 12, 15), 16)
    told = {"met-came": ["person", "advocate"], "met-minutes": "All spoke."}
    assert admin.post(f"{HERE}/met", data=told).status_code == 303
    on(date(2026, 12, 17))
    sits()
    return sits


def test_the_chair_keeps_a_draft_hands_the_report_in_and_the_clock_stops_that_day_k_56(met, admin, db, on):
    assert "The panel’s report is due by <strong>Tuesday 22 December 2026" in admin.get(ROOM).text
    assert "Nobody rang me back." in admin.get(REPORTING).text
    part = {"seen": "0", "do": "save", "summary": "Both sides spoke.", "rec_1": "Ring back."}
    assert admin.post(REPORTING, data=part).status_code == 303, "a draft may have gaps"
    assert "Both sides spoke." in admin.get(REPORTING).text
    assert "Ring back." in admin.page.text
    assert state(db) is State.S3_HELD
    assert admin.post(REPORTING, data={**HANDED, "seen": "1"}).status_code == 303
    assert state(db) is State.S3_REPORTED
    assert clock_of(db, Clock.S3_REPORT).stopped_on == date(2026, 12, 17)
    assert clock_of(db, Clock.S3_RESPONSE).started_on == date(2026, 12, 17)
    assert len(db.scalars(select(PanelFinding)).all()) == 2
    assert db.scalars(select(Letter.kind).where(Letter.kind == "panel_report")).one()
    assert db.scalars(select(PanelText).where(PanelText.kind == "draft")).first() is None
    mail = db.scalars(select(Message).where(Message.cause.startswith("panel-report:"))).one()
    assert mail.kind == "staff"
    assert "panel_report_drafted" in db.scalars(select(AuditRow.action)).all()
    page = admin.get(REPORTING).text
    assert "It stays as it was handed in" in page
    assert "Write a rule about ringing back." in page
    assert 'id="hand-in"' not in page


def test_a_report_with_gaps_is_not_handed_in_and_nothing_typed_is_lost_reg_20_1(met, admin, db):
    gaps = {"seen": "0", "do": "hand_in", "rec_1": "Ring back within a day.", "finding_1": "upheld"}
    assert admin.post(REPORTING, data=gaps).status_code == 422
    assert "Write the short summary" in admin.page.text
    assert "Point 2: choose what the panel found" in admin.page.text
    assert "Ring back within a day." in admin.page.text
    assert state(db) is State.S3_HELD
    assert admin.post(REPORTING, data={**gaps, "do": "more"}).status_code == 200
    assert "Ring back within a day." in admin.page.text


def test_two_windows_of_the_chair_do_not_write_over_each_other_r4(met, admin):
    assert admin.post(REPORTING, data=SAVED).status_code == 303
    assert admin.post(REPORTING, data={**SAVED, "summary": "From the other window."}).status_code == 409
    assert "From the other window." in admin.page.text
    assert "Somebody else saved this while you were writing" in admin.page.text
    assert admin.post(REPORTING, data={**HANDED, "summary": "From the other window."}).status_code == 409


def test_the_members_read_what_the_chair_saved_and_never_write_k_56(met, admin, db):
    met("Ruth Amari")
    assert "Nothing is saved yet" in admin.get(REPORTING).text
    met()
    admin.post(REPORTING, data=SAVED)
    met("Ruth Amari")
    page = admin.get(REPORTING).text
    assert "This is what they have saved so far" in page
    assert "Write a rule about ringing back." in page
    assert "<textarea" not in page
    assert admin.post(REPORTING, data={**HANDED, "seen": "1"}).status_code == 404
    met()
    assert admin.post(REPORTING, data={**HANDED, "seen": "1"}).status_code == 303
    met("Ruth Amari")
    assert "Say sorry in person." in admin.get(REPORTING).text


def test_before_the_panel_met_and_after_it_reported_it_is_refused_with_a_sentence(sits, admin, db):
    sits()
    assert "The report is written here after the panel has met" in admin.get(REPORTING).text
    for do in (SAVED, HANDED):
        assert admin.post(REPORTING, data=do).status_code == 409
        assert "is handed in once" in admin.page.text
        assert REPORT["summary"] in admin.page.text, "what was typed is there to copy"
    assert state(db) is State.S3_REQUESTED


def test_the_panel_reads_its_own_report_as_a_file_and_a_draft_takes_none(met, admin, db, tmp_path):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    assert admin.post(REPORTING, data={**SAVED, **scan()}).status_code == 422
    assert "Choose the file when you hand the report in" in admin.page.text
    assert REPORT["summary"] in admin.page.text
    assert admin.post(REPORTING, data={**HANDED, **scan()}).status_code == 303
    paper = db.scalars(select(Upload).where(Upload.document == "panel_report")).one()
    assert paper.dated_on == db.scalars(select(Panel.report_on)).one()
    met("Ruth Amari")
    assert f"/files/{paper.id}" in admin.get(REPORTING).text
    assert admin.get(f"{ROOM}/files/{paper.id}").status_code == 200


def test_a_document_stands_alone_and_goes_to_the_person_once_its_words_are_written_down(
    met, admin, portal, db, tmp_path, sign_in, on
):
    store = Store(tmp_path / "files")
    for site in (admin, portal):
        site.application.extensions["files"] = store
    assert admin.post(REPORTING, data={"seen": "0", "do": "hand_in"}).status_code == 422, "nothing is no report"
    assert admin.post(REPORTING, data={"seen": "0", "do": "hand_in", **scan()}).status_code == 303
    assert "You handed in a document on" in admin.get(REPORTING).text
    paper = db.scalars(select(Upload).where(Upload.document == "panel_report")).one()
    assert admin.get(f"{ROOM}/files/{paper.id}").status_code == 200
    assert state(db) is State.S3_HELD, "its words are not written down yet"
    sign_in(Role.OFFICER, name="Olive Reed")
    assert "The chair handed in a document on" in admin.get(f"{HERE}/report").text
    assert admin.post(f"{HERE}/report", data={**REPORT, **day("", date(2026, 12, 17))}).status_code == 303
    assert clock_of(db, Clock.S3_REPORT).stopped_on == date(2026, 12, 17), "the day it came (K-56)"
    letter = db.scalars(select(Letter).where(Letter.kind == "panel_report")).one()
    letter.state, letter.leaves_at = "gone", letter.released_at
    db.commit()
    assert portal.get(f"/your-page/letters/{letter.id}/1").status_code == 200, "theirs too (REG 20(2))"


def test_what_the_chair_had_typed_is_closed_and_still_theirs_when_an_officer_records_the_report(
    met, admin, db, sign_in
):
    typed = {**SAVED, "summary": "What I had begun to write."}
    assert admin.post(REPORTING, data=typed).status_code == 303
    sign_in(Role.OFFICER, name="Olive Reed")
    assert "The chair has typed a draft in their room" in admin.get(f"{HERE}/report").text
    assert admin.post(f"{HERE}/report", data={**REPORT, **day("", date(2026, 12, 17))}).status_code == 303
    assert "panel_draft_left" in db.scalars(select(AuditRow.action)).all()
    met()
    page = admin.get(REPORTING).text
    assert "What was typed here and not handed in" in page
    assert "What I had begun to write." in page

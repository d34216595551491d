"""Staff put a paper on a case: a scan, a signed statement, a report that came by post (issue 4, UPL-01, AZ-04)."""

import io

import pytest
from sqlalchemy import select

from models.access import gathering
from models.cases.splitting import begin
from models.cases.walls import wall_off
from models.files.store import Store
from models.procedure.documents import DOCUMENTS
from models.procedure.terms import Role
from models.reports import case_file
from models.sealing import Unreadable
from models.tables import AuditRow, Case, Staff, Upload
from tests.files import pdf
from tests.models.cases.answered import MONDAY, who
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PAGE = f"/cases/{REFERENCE}/files"
DAY = {"on-day": "20", "on-month": "11", "on-year": "2026"}
SAID = {"kind": "minutes", "title": "Minutes, pages 1 to 4", **DAY}


def scan(name="scan.pdf", content=None):
    return {"paper": (io.BytesIO(content or pdf(words="It was fair")), name)}


@pytest.fixture
def theirs(admin, db, keys, sign_in, clock, tmp_path):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    opened = case_with_words(db, keys)
    db.commit()
    sign_in(Role.OFFICER)
    return opened


def test_a_paper_stands_on_the_case_with_what_it_is_its_day_and_in_the_timeline(admin, db, keys, theirs):
    admin.get(PAGE)
    assert "Add a document" in admin.page.text
    assert admin.post(f"{PAGE}/add", data={**SAID, **scan()}).status_code == 303
    admin.get(PAGE)
    assert all(words in admin.page.text for words in ("Minutes", "Minutes, pages 1 to 4", "Friday 20 November 2026"))
    row = db.scalars(select(Upload)).one()
    assert (row.document, row.holder_id) == ("minutes", None)
    admin.get(f"{PAGE}/{row.id}")
    assert "Added by us" in admin.page.text
    assert admin.get(f"{PAGE}/{row.id}/copy").status_code == 200
    admin.get(f"/cases/{REFERENCE}/timeline")
    assert "document added: minutes" in admin.page.text
    admin.get(f"/cases/{REFERENCE}")
    assert "Minutes, pages 1 to 4" not in admin.page.text, "their words are what they sent"
    assert "document_minutes" in db.scalars(select(AuditRow.reason).where(AuditRow.object_id == row.case_id)).all()


def test_neither_the_person_nor_their_words_open_what_staff_added(admin, db, keys, portal, theirs):
    admin.post(f"{PAGE}/add", data={**SAID, **scan()})
    db.expire_all()
    row = db.scalars(select(Upload)).one()
    assert row.about is None
    with pytest.raises(Unreadable):
        keys.staff.ring.with_case(db.get_one(Case, row.case_id), "thread").open_json(Upload.filed, row)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    shown = portal.post("/your-page/sent", data={"secret_words": WORDS}).text
    assert "Minutes" not in shown + portal.get("/your-page").text + portal.get("/your-page/messages").text


def test_it_is_in_the_file_for_the_ombudsman_and_among_what_is_kept_about_them(admin, db, keys, theirs, person):
    admin.post(f"{PAGE}/add", data={**SAID, **scan()})
    db.expire_all()
    case = db.scalars(select(Case)).one()
    ring, actor = keys.staff.ring.with_case(case), who(person(Role.OFFICER, name="Ola Kent"))
    file = case_file.gather(db, case, ring, case_file.USUAL, by=actor, now=MONDAY)
    assert [one.name for one in file.files] == ["Minutes, pages 1 to 4"]
    [listed] = [one for one in file.entries if one.title == "Documents that we put on the case"]
    assert listed.rows[1][:3] == ("20 November 2026", "Minutes", "Minutes, pages 1 to 4")
    [found] = [one for one in gathering.everything(db, case, ring, lambda one: ["It was fair"]) if one.kind == "upload"]
    assert (found.title, found.texts[1]) == ("Minutes that one of us put in", "It was fair")


def test_what_was_put_on_a_part_is_in_the_file_for_the_ombudsman_of_both_and_not_across_a_wall(
    admin, db, keys, theirs, person
):
    case, actor = db.get_one(Case, theirs.case.id), who(person(Role.OFFICER, name="Ola Kent"))
    part = begin(db, case, actor=actor, now=MONDAY, keys=keys.staff.ring.with_case(case))
    db.commit()
    assert admin.post(f"/cases/{part.reference}/files/add", data={**SAID, **scan()}).status_code == 303
    db.expire_all()
    assert db.scalars(select(Upload.case_id)).one() == part.id
    for one in (case, part):
        file = case_file.gather(db, one, keys.staff.ring.with_case(one), case_file.USUAL, by=actor, now=MONDAY)
        assert [found.name for found in file.files] == ["Minutes, pages 1 to 4"], one.reference
    whole = keys.staff.ring.with_case(case)
    told = {"by": actor, "now": MONDAY}
    listed = [one.title for one in case_file.gather(db, case, whole, case_file.USUAL, **told).entries]
    assert f"Documents that we put on {part.reference}" in listed
    assert not case_file.gather(db, case, whole, ["files"], **told).files, "without the parts"
    wall_off(db, [db.get_one(Staff, actor.id)], (), now=MONDAY, case=part, confirmed=True)
    db.commit()
    assert not case_file.gather(db, case, whole, case_file.USUAL, **told).files


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": ""}, "Choose what it is"),
        ({"kind": "poem"}, ""),
        ({"title": ""}, "Write a title"),
        ({"title": "Report about Sam"}, "A title names nobody: take out “Sam”."),
        ({"title": "Statement of Rosa Whole"}, "A title names nobody: take out “Rosa Whole”."),
        ({"on-year": "2031"}, "The day must be today or earlier"),
        ({"paper": (io.BytesIO(b""), "")}, "Choose the file with the document"),
        (scan("a.exe", b"MZ\x90\x00"), "a.exe"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_what_was_typed_stays(change, why, admin, db, theirs):
    db.add(Staff(name="Rosa Whole", job=""))
    db.commit()
    answer = admin.post(f"{PAGE}/add", data={**SAID, **scan(), **change})
    assert answer.status_code == 422
    assert why in admin.page.text
    assert change.get("title", SAID["title"]) in answer.text
    assert db.scalars(select(Upload)).all() == []


def test_nobody_behind_the_wall_and_nobody_who_only_answers_adds_one_az_04(admin, db, theirs, person, sign_in):
    named = person(Role.OFFICER, name="Nadia Named")
    wall_off(db, [db.get_one(Staff, named.staff_id)], (), now=MONDAY, case=theirs.case, confirmed=True)
    db.commit()
    for account in (named, person(Role.RESPONDER, name="Mo Reed")):
        sign_in(account=account)
        assert admin.get(f"{PAGE}/add").status_code == 404
        assert admin.post(f"{PAGE}/add", data={**SAID, **scan()}).status_code == 404


def test_every_kind_has_words():
    assert all(DOCUMENTS.values())

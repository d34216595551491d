"""What staff see of a file: covered first, copies only, originals with a reason, locked away at once (UPL-04, -05)."""

import io
import json
import re
import uuid
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from models.files.store import Store
from models.procedure.terms import Role
from models.tables import AuditRow, Message, Transcript, Upload
from tests.databases import MONDAY
from tests.files import docx, jpeg, pdf, wav, with_file
from tests.making import make_case
from tests.models.cases.answered import routed, who


@pytest.fixture
def store(admin, tmp_path):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    return admin.application.extensions["files"]


@pytest.fixture
def sent(db, keys, store, officer):
    """A case with this file, and the address of the file's page."""

    def send(content, name, scan=False, **said):
        opened = make_case(db, keys.public.ring, now=MONDAY)
        row = with_file(db, store, opened, content, name, scan=scan, said=said)
        db.commit()
        return f"/cases/{opened.case.reference}/files/{row.id}", opened.case, row

    return send


def looks(db):
    return [row.action for row in db.scalars(select(AuditRow).order_by(AuditRow.number)) if "file" in row.action]


def test_a_picture_is_covered_until_somebody_means_to_look_and_the_look_is_kept(admin, db, sent):
    page, case, _ = sent(jpeg(size=(1200, 900), gps=True), "IMG.jpg")
    for address in (f"/cases/{case.reference}", f"/cases/{case.reference}/files"):
        admin.get(address)
        [shown] = [given for given in admin.page.all("img") if "/files/" in given["src"]]
        assert shown["src"].endswith("/blurred")
    blurred = Image.open(io.BytesIO(admin.get(shown["src"]).data))
    assert max(blurred.size) <= 12
    assert looks(db) == []
    admin.get(page)
    [whole] = [given["src"] for given in admin.page.all("img") if "/files/" in given["src"]]
    answer = admin.get(whole)
    copy = Image.open(io.BytesIO(answer.data))
    assert copy.size == (1200, 900)
    assert not copy.getexif()
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert looks(db) == ["view_file"]


def test_the_original_comes_with_a_reason_and_exactly_as_it_was_sent_upl_05(admin, db, sent):
    content = jpeg(gps=True)
    page, _, _ = sent(content, "../../etc/\u202egpj.exe.jpg")
    assert admin.post(f"{page}/original").status_code == 422
    assert looks(db) == []
    answer = admin.post(f"{page}/original", data={"why": "evidence"})
    assert answer.data == content
    assert answer.mimetype == "application/octet-stream"
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="gpj.exe.jpg"')
    assert looks(db) == ["file_original"]


def test_an_intimate_image_is_locked_and_the_right_people_are_told(admin, db, sent, person, sign_in, keys):
    person(Role.MANAGER)
    person(Role.DUTY)
    page, case, row = sent(jpeg(), "a.jpg")
    admin.get(page)
    assert admin.post(f"{page}/lock").status_code == 303
    assert len(db.scalars(select(Message).where(Message.cause.startswith("file-locked"))).all()) == 2
    assert admin.get(f"{page}/copy").status_code == 404
    assert admin.get(f"{page}/blurred").status_code == 404
    assert admin.post(f"{page}/original", data={"why": "evidence"}).status_code == 409
    admin.get(page)
    assert "Locked away" in admin.page.text
    assert admin.post(f"{page}/unlock", data={"unlock": "mistake"}).status_code in (403, 404)
    sign_in(Role.MANAGER)
    assert admin.post(f"{page}/unlock", data={"unlock": "mistake"}).status_code == 303
    assert admin.get(f"{page}/copy").status_code == 200
    assert looks(db) == ["file_locked", "file_unlocked", "view_file"]


def test_whoever_locked_it_does_not_unlock_it(admin, db, sent, sign_in):
    page, _, _ = sent(jpeg(), "a.jpg")
    sign_in(Role.MANAGER)
    admin.post(f"{page}/lock")
    assert admin.post(f"{page}/unlock", data={"unlock": "mistake"}).status_code == 409


def test_a_recording_is_typed_up_and_every_text_stays(admin, db, sent):
    page, case, row = sent(wav(seconds=1), "a.wav")
    assert admin.post(f"{page}/typed", data={"text": ""}).status_code == 422
    admin.post(f"{page}/typed", data={"text": "I want to go home"})
    admin.post(f"{page}/typed", data={"text": "I want to go home now"})
    admin.get(f"/cases/{case.reference}/files")
    assert "I want to go home now" in admin.page.text
    assert len(db.scalars(select(Transcript)).all()) == 2


def test_a_recording_that_we_added_is_not_called_theirs(admin, db, sent):
    page, _case, row = sent(wav(seconds=1), "a.wav")
    admin.get(page)
    assert 'aria-label="The recording we added"' in admin.page.html
    assert "Added by us" in admin.page.text
    row.holder_id = uuid.uuid4()
    db.commit()
    admin.get(page)
    assert 'aria-label="The recording they sent"' in admin.page.html


def test_a_pdf_is_shown_as_pictures_of_its_pages_and_says_what_could_act_upl_08(admin, sent):
    page, _, _ = sent(pdf(script=True, text=b"Somebody", words="Dear Ms Hale"), "plan.pdf")
    admin.get(page)
    assert "a script" in admin.page.text
    copy = admin.get(f"{page}/copy").data
    with pikepdf.open(io.BytesIO(copy)) as paper:
        assert "/OpenAction" not in paper.Root
        assert "/Info" not in paper.trailer
        assert [image.Subtype for image in paper.pages[0].Resources.XObject.values()] == ["/Image"]
        assert not any("JavaScript" in str(thing) for thing in paper.objects)
    with pypdfium2.PdfDocument(copy) as paper:
        assert "Dear Ms Hale" in paper[0].get_textpage().get_text_bounded()  # a screen reader reads it out


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ({"word/vbaProject.bin": b"Sub AutoOpen()"}, "a program"),
        ({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}, "a program"),
        ({"word/_rels/b.rels": b'<Relationship TargetMode="External" Target="http://a.example/t.dotm"/>'}, "fetches"),
        ({"word/_rels/a.rels": b'<Relationship Type="attachedTemplate"/>'}, "fetches"),
    ],
)  # fmt: skip
def test_a_document_that_could_act_is_read_as_words_and_its_original_stays_locked_upl_07(admin, db, sent, inside, said):
    page, _, _ = sent(docx("They promised a visit.", **inside), "letter.docx")
    assert admin.get(f"{page}/copy").get_data(as_text=True) == "They promised a visit."
    admin.get(page)
    assert said in admin.page.text
    assert "stays locked" in admin.page.text
    assert admin.post(f"{page}/original", data={"why": "evidence"}).status_code == 409


def test_a_document_is_its_words_and_nothing_else(admin, sent):
    page, _, _ = sent(docx("They promised a visit."), "letter.docx", label="The letter", court="yes")
    answer = admin.get(f"{page}/copy")
    assert answer.mimetype == "text/plain"
    assert answer.get_data(as_text=True) == "They promised a visit."
    admin.get(page)
    assert "The letter" in admin.page.text
    assert "They say yes. Ask before you share it" in admin.page.text


def test_a_file_of_another_case_is_missing_and_so_is_one_behind_the_wall_az_02(admin, db, sent, sign_in):
    page, case, row = sent(jpeg(), "a.jpg")
    other, _, _ = sent(jpeg(), "b.jpg")
    mixed = re.sub(r"[^/]+$", str(row.id), other)
    for end in ("", "/copy", "/blurred"):
        assert admin.get(mixed + end).status_code == 404
    sign_in(Role.DIRECTOR)
    assert admin.get(page).status_code == 403 or admin.get(page).status_code == 404


def test_a_file_that_waits_for_the_scanner_does_not_open_upl_09(admin, sent):
    page, _, row = sent(jpeg(), "a.jpg", scan=True)
    assert admin.get(f"{page}/copy").status_code == 404
    admin.get(page)
    assert "Not looked through for viruses yet" in admin.page.text


def test_names_and_keys_are_sealed_and_the_row_says_only_what_it_must(db, sent):
    _, _, row = sent(jpeg(), "PLANTED-name.jpg")
    found = db.get(Upload, row.id)
    assert b"PLANTED" not in json.dumps(str(vars(found))).encode()
    assert b"PLANTED" not in bytes(found.about)


def test_who_answers_sees_only_the_files_that_an_officer_has_given_them_az_03(admin, db, keys, store, sign_in, person):
    officer, mo = person(Role.OFFICER, name="Priya Shah"), person(Role.RESPONDER, name="Mo Adams")
    case, ring = routed(db, keys.staff.ring, who(officer))
    case.responder_id = mo.staff_id
    opened = SimpleNamespace(case=case, keys=ring)
    given, kept = (with_file(db, store, opened, jpeg((40, side)), f"{side}.jpg") for side in (20, 30))
    sign_in(account=officer)
    there = f"/cases/{case.reference}/answer/files"
    admin.post(f"/cases/{case.reference}/files/{given.id}/give", data={"give": "yes"})
    assert "Whoever writes the answer can see it." in admin.get(f"/cases/{case.reference}/files").get_data(as_text=True)
    sign_in(account=mo)
    assert there in {link.get("href") for link in read(admin, f"/cases/{case.reference}/answer").all("a")}
    page = read(admin, there)
    assert "20.jpg" in page.text
    assert "30.jpg" not in page.text
    assert admin.get(f"{there}/{given.id}").mimetype == "image/jpeg"
    files = f"/cases/{case.reference}/files"
    for address in (f"{there}/{kept.id}", files, f"{files}/{given.id}/copy"):
        assert admin.get(address).status_code == 404, address
    sign_in(account=officer)
    admin.post(f"/cases/{case.reference}/files/{given.id}/give", data={"give": "no"})
    sign_in(account=mo)
    assert admin.get(f"{there}/{given.id}").status_code == 404
    assert "Nothing was given to you." in read(admin, there).text
    assert [action for action in looks(db) if action != "denied"] == ["file_given", "view_file", "file_taken_back"]


def read(admin, address):
    assert admin.get(address).status_code == 200, address
    return admin.page

"""The person gets the papers of the panel themselves, and their advocate where the child lets them (K-55, 3.4)."""

import io
import re
import uuid
from datetime import date

import pikepdf
import pypdfium2
import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import advocates, enclosing
from models.cases.attaching import one_of_case
from models.files.store import Store
from models.post.letters import Block
from models.post.paper import Paper, write_pdf
from models.post.with_it import as_pages
from models.procedure.independence import Part
from models.procedure.terms import Role, Way
from models.tables import Case, Letter, Organisation, RoomPaper, SafeWay, Upload
from tests.admin.panelling import ASKED, HERE, PAPERS, day, fix_a_date, whole_panel
from tests.admin.test_documents import SAID, scan
from tests.admin.test_panel_rooms import a_report
from tests.files import jpeg, pdf, with_file
from tests.portal.coming_back import REFERENCE

FILES = f"/cases/{REFERENCE}/files"
OUT = day("papers-", date(2026, 11, 23))


@pytest.fixture
def stored(admin, portal, tmp_path):
    store = Store(tmp_path / "files")
    for site in (admin, portal):
        site.application.extensions["files"] = store
    return store


@pytest.fixture
def ready(panel, admin, portal, db, stored):
    """A date is fixed; the case has a file of theirs, a paper of ours, and the report of who investigated."""
    whole_panel(admin, db)
    fix_a_date(admin, portal, db)
    case = db.get_one(Case, panel.case.id)
    with_file(db, stored, panel, b"They did not ask me", "words.txt")
    report = a_report(db, panel, Part.INVESTIGATOR)
    db.add(report)
    db.commit()
    assert admin.post(f"{FILES}/add", data={**SAID, **scan()}).status_code == 303
    return case


def uploads(db):
    rows = db.scalars(select(Upload).execution_options(populate_existing=True)).all()
    return {"ours" if row.document else "theirs": row for row in rows}


def send(admin, db, *only, **more):
    kept = uploads(db)
    chosen = [str(kept[one].id) for one in only or ("ours", "theirs")]
    return admin.post(f"{HERE}/papers", data={**PAPERS, "papers-alone": chosen, **OUT, **more})


def the_letter(db):
    return db.scalars(select(Letter).where(Letter.kind == "panel_papers").order_by(Letter.released_at.desc())).first()


def gone(db):
    letter = the_letter(db)
    letter.state, letter.leaves_at = "gone", ASKED
    db.commit()
    return letter


def test_each_paper_opens_on_their_page_from_the_day_it_is_sent_k_55(ready, admin, portal, db, keys):
    assert send(admin, db).status_code == 303
    letter = the_letter(db)
    address = f"/your-page/letters/{letter.id}"
    letter.state = "held"
    db.commit()
    assert portal.get(f"{address}/1").status_code == 404, "not before it has left"
    gone(db)
    page = portal.get(address)
    assert "What the investigator saw." in page.text
    assert "Minutes, pages 1 to 4" in page.text
    links = re.findall(rf'href="({address}/\d+)"', page.text)
    found = [portal.get(link) for link in links]
    assert [one.status_code for one in found] == [200, 200]
    assert {one.headers["Content-Type"].partition(";")[0] for one in found} == {"application/pdf", "text/plain"}
    assert all("attachment" in one.headers["Content-Disposition"] for one in found), "never a page (UPL-04)"
    ours = uploads(db)["ours"]
    mine = keys.staff.ring.with_case(ready, "thread")
    assert not {"key", "name"} & set(one_of_case(db, ready.id, ours.id, mine).facts), "the copy, never what was put in"
    ours.locked_at = ASKED
    db.commit()
    assert sorted(portal.get(link).status_code for link in links) == [200, 404], "what is locked away opens for nobody"


def test_what_was_not_sent_is_nowhere_and_the_panel_has_the_same_in_its_rooms(ready, admin, portal, db, keys):
    assert send(admin, db, "theirs").status_code == 303
    letter, kept = gone(db), uploads(db)
    assert "Minutes" not in portal.get(f"/your-page/letters/{letter.id}").text
    assert kept["ours"].about is None, "no words open it"
    given = set(db.scalars(select(RoomPaper.object_id)))
    assert kept["theirs"].id in given
    assert kept["ours"].id not in given
    people = [
        row.appointment_id for row in db.scalars(select(RoomPaper).where(RoomPaper.object_id == kept["theirs"].id))
    ]
    assert len(people) == 3, "the chair and both members"
    now = [str(one) for one in [*given, kept["ours"].id]]
    assert admin.post(f"{HERE}/rooms/papers", data={"papers": now}).status_code == 303
    admin.get(HERE)
    assert "The panel has more than the person." in admin.page.text
    assert "Minutes, pages 1 to 4" in admin.page.text
    assert send(admin, db).status_code == 303
    admin.get(HERE)
    assert "The panel has more than the person." not in admin.page.text


def test_what_belongs_to_another_case_is_refused(ready, admin, db):
    data = {**PAPERS, "papers-alone": [str(uuid.uuid4())], **OUT}
    assert admin.post(f"{HERE}/papers", data=data).status_code == 422


def test_the_advocate_opens_them_where_the_child_lets_them_have_reports_a6(ready, admin, db, keys, sign_in, person):
    assert send(admin, db).status_code == 303
    letter = gone(db)
    ade = person(Role.ADVOCATE, name="Ade Bell")
    place = Organisation(name="Alongside", kind="advocacy")
    db.add(place)
    db.flush()
    ade.staff.organisation_id = place.id
    ring = keys.staff.ring.with_case(ready)
    told = {"how": "call", "name": "Sam Lee", "keys": ring, "actor": SYSTEM, "now": ASKED}
    access = advocates.give(db, ready, ade.staff_id, copies=["letters"], **told)
    db.commit()
    sign_in(account=ade)
    address = f"/children/{REFERENCE}/letters/{letter.id}"
    page = admin.get(address)
    assert "The child keeps what went with it." in page.text
    assert [admin.get(f"{address}/{n}").status_code for n in range(1, 9)] == [404] * 8
    access.copies = "letters reports"
    db.commit()
    page = admin.get(address)
    links = re.findall(rf'href="({address}/\d+)"', page.text)
    assert [admin.get(link).status_code for link in links] == [200, 200]
    access.copies = "reports"
    db.commit()
    assert admin.get(links[0]).status_code == 404, "not the letter, so not what goes with it"


def test_on_paper_they_follow_the_letter_they_belong_to(ready, admin, db):
    case = db.get_one(Case, ready.id)
    for way in db.scalars(select(SafeWay).where(SafeWay.case_id == case.id)):
        way.allowed = way.way is Way.POST
    db.commit()
    assert send(admin, db).status_code == 303
    letter = gone(db)
    made = pikepdf.open(io.BytesIO(admin.get(f"/letters/{letter.id}/pdf").data))
    words = [words_of(page) for page in made.pages]
    assert any("They did not ask me" in one for one in words[1:]), "the copy that staff see, as pages"
    assert "/StructTreeRoot" in made.Root, "the letter keeps its tags"


def words_of(page):
    out = io.BytesIO()
    with pikepdf.new() as one:
        one.pages.append(page)
        one.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as paper:
        return paper[0].get_textpage().get_text_bounded()


def test_in_a_batch_each_letter_is_followed_by_its_own():
    letter = {"council": "Ashbourne", "sender": ("Ashbourne",), "to": ("Sam",), "mind": (), "day": date(2026, 11, 23)}
    block = Block(id="a", heading="A heading", paragraphs=["Words"], list=[], locked=True)
    papers = [
        Paper(**letter, reference=name, subject=f"Letter {name}", blocks=(block,), papers=behind)
        for name, behind in (("one", (pdf(words="Paper of one"), as_pages(jpeg(), "picture", "jpeg"))), ("two", ()))
    ]
    made = pikepdf.open(io.BytesIO(write_pdf(papers, title="Letters", addresses=True)))
    found = [words_of(page) for page in made.pages]
    assert ["Letter one" in found[1], "Paper of one" in found[2], "Letter two" in found[4]] == [True] * 3
    assert len(found) == 5, "the addresses, a letter, its two papers, the other letter"


@pytest.mark.parametrize(
    ("whose", "mine", "may"),
    [("", "a", True), ("a", "a", True), ("first", "a", False), ("b", "a", False), ("a", "first", False),
     ("helper", "first", True)],
)  # fmt: skip
def test_of_several_nobody_opens_what_another_sent_s_39(whose, mine, may):
    assert enclosing._may(whose, mine, {"a", "b"}) is may

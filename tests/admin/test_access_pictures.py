"""Squares over a picture: ticked on its paper, each picture with a reason, black in what is built (SAR-04, SAR-05)."""

import io

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select

from models.access import papers
from models.cases.attaching import attach
from models.files.store import Store
from models.tables import AccessBundle, AccessPaper
from tests.admin.test_access import a_case, added, gone_through, identified, logged, tick_all
from tests.conftest import MONDAY
from tests.files import jpeg, taken

SIZE = (800, 1000)  # a hundred pixels a square


@pytest.fixture
def shown(admin, db, keys, person, sign_in, mabel, tmp_path):
    """A case with a photo, gathered: where it stands, the paper of the photo, and what opens it."""
    case = a_case(db, keys, person, young_person=False)
    ring = keys.staff.ring.with_case(case)
    store = admin.application.extensions["files"] = Store(tmp_path / "files")
    photo = taken(store, jpeg(SIZE))
    attach(db, photo, ring, question="tell", now=MONDAY, scan=False, case_id=case.id)
    db.commit()
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    for paper in gone_through(admin, at):
        admin.get(paper)
        if "tick what is blacked out" in admin.page.text:
            return at, paper, ring
    raise AssertionError


def chosen(page, name):
    (found,) = [one for one in page.html.split("<select")[1:] if f'name="{name}"' in one]
    return found.split(" selected")[0].split('value="')[-1].split('"')[0]


def pictures_in(content):
    with pikepdf.open(io.BytesIO(content)) as paper:
        found = [one for one in paper.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [Image.open(io.BytesIO(one.read_raw_bytes())).convert("RGB") for one in found]


def test_a_face_is_blacked_out_for_a_reason_and_nothing_of_it_is_in_what_was_built_sar_05(admin, db, shown):
    at, paper, ring = shown
    admin.get(paper)
    assert chosen(admin.page, "why-picture-0") == "other", "the reason of the case, until it is said for this picture"
    assert "Why squares of picture 1 are blacked out" in admin.page.text
    said = {"square-0-0": "1", "square-0-79": "1", "square-0-80": "1", "why-picture-0": "child"}
    assert admin.post(paper, data={**tick_all(admin.page), **said}).status_code == 303
    admin.get(paper)
    assert chosen(admin.page, "why-picture-0") == "child", "who agrees reads it there"
    ticked = [
        one["name"] for one in admin.page.all("input") if one.get("name", "").startswith("square") and "checked" in one
    ]
    assert ticked == ["square-0-0", "square-0-79"], "and no square that is not there"
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303
    (picture,) = pictures_in(admin.post(f"{at}/take").data)
    assert picture.size == SIZE
    for place in ((50, 50), (750, 950)):
        assert max(picture.getpixel(place)) < 40, "black"
    assert max(picture.getpixel((250, 50))) > 60, "beside it nothing is"
    assert db.scalars(select(AccessBundle)).one()


def test_no_square_is_without_a_reason_and_one_for_the_case_reaches_those_that_have_none_of_their_own(admin, db, shown):
    at, paper, ring = shown
    admin.get(paper)
    admin.post(paper, data={**tick_all(admin.page), "square-0-3": "1", "why-picture-0": "because"})
    admin.get(paper)
    assert chosen(admin.page, "why-picture-0") == "other", "only a reason of the list counts"
    assert admin.post(f"{at}/why", data={"reason-why": "harm"}).status_code == 303
    admin.get(paper)
    assert chosen(admin.page, "why-picture-0") == "harm"
    admin.post(paper, data={**tick_all(admin.page), "square-0-3": "1", "why-picture-0": "court"})
    admin.post(f"{at}/why", data={"reason-why": "crime"})
    admin.get(paper)
    assert chosen(admin.page, "why-picture-0") == "court", "it has a reason of its own"


def test_squares_from_before_each_picture_had_a_reason_have_the_usual_one(db, shown):
    _, _, ring = shown
    row = next(row for row in db.scalars(select(AccessPaper)) if papers.read(row, ring).pictures)
    body = {**papers.read(row, ring).body(), "pictures": [(0, [4])]}
    ring.seal_json(AccessPaper.body, row, body)
    assert papers.read(row, ring).pictures == [papers.Picture(0, [4], "other")]

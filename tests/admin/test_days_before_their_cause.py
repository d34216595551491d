"""No date that staff type lies before what it follows from: said beside its field, and nothing of it kept (issue 4, Bad
input). Every form of every page of a case with a date in it is filled in and sent, at stages 1, 2 and 3."""

import re
from datetime import date

import pytest

from models.files.store import Store
from models.procedure.terms import Role
from tests.admin.panelling import fix_a_date, whole_panel
from tests.crawling import crawl
from tests.filling import buttons, dates, filled, forms, on
from tests.models.cases.investigated import begun
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import asked  # noqa: F401
from tests.portal.test_tracking import add_points, answering

HERE = f"/cases/{REFERENCE}"
LONG_AGO = date(1990, 1, 1)
MAY = {  # where a day of long ago is no mistake, or nothing follows from what is sent
    "/freeze ask-effect": "what was to wait may have happened already, and is asked about all the same",
    "/clocks/advocate advocate-on": "of the three buttons one takes the day, and refuses it",
    "/correct day": "the day it was received is the first cause of all: any day before today",
    "/files/add on": "the day that stands on a paper, which may be older than the complaint",
    "/checks/proceedings review": "asked for with what waits alone: test_limits_seen_by_both.py, test_other_routes.py",
    "/stage-3/papers papers-on": "refused in the same form, beside the papers",
    "/stage-3/instead accepted_on": "said beside the day the person agreed, which has to come first",
    "/answer p1-a1-due": "saved as it is, and missing before it is checked or goes (X-15)",
    "/answer p2-a1-due": "as for the first point",
}


@pytest.fixture
def stage_1(db, keys, sign_in):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    sign_in(Role.MANAGER, name="Hannah Cole")


@pytest.fixture
def stage_2(db, keys, sign_in, asked, priya):  # noqa: F811
    begun(db, keys, asked, priya.actor)
    sign_in(Role.MANAGER, name="Hannah Cole")


@pytest.fixture
def stage_3(admin, portal, db, panel):
    whole_panel(admin, db)
    fix_a_date(admin, portal, db)


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["stage_1", "stage_2", "stage_3"])
def test_a_date_before_its_cause_is_refused_beside_its_field_in_every_form_of_a_case_d_03(
    admin, clock, request, stage, tmp_path
):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    request.getfixturevalue(stage)
    tried, wrong = set(), []
    for address, page in crawl(admin, [HERE]):
        for form in forms(page) if address.startswith(HERE) else ():
            to = form["attributes"]["action"]
            for name in dates(form):
                shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}", "*", f"{to.removeprefix(HERE)} {name}")
                if shape in tried:
                    continue
                tried.add(shape)
                others = {part: said for one in dates(form) for part, said in on(one, clock.now.date()).items()}
                for pressed in buttons(form) if shape not in MAY else ():
                    sent = {**filled(page, form), **others, **on(name, LONG_AGO), **pressed}
                    status = admin.post(to, data=sent).status_code
                    leads = {link.get("href", "").removeprefix("#") for link in admin.page.all("a")}
                    if status != 422 or not leads & {name, f"{name}-day", f"{name}-month", f"{name}-year"}:
                        said = admin.page.text.split("There is a problem")[-1][:160] if status != 303 else "taken"
                        wrong.append(f"{shape} {pressed}: {status} {said}")
    assert not wrong, "\n".join(wrong)
    assert len(tried) > 10, "the forms are still found"

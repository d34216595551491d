"""The top of every page of a case: how its person may be reached, and that somebody is kept out (experience 6.3)."""

from models.cases.walls import wall_off
from models.tables import Staff
from tests.conftest import MONDAY
from tests.making import make_case

REACH = {"email": "sam@mail.example", "call_number": "07700 900200"}
CONTACT = {"contact": {"ways": ["email", "call"]}, "contact_details": REACH, "privacy": {"must_not_see": "My step-dad"}}


def test_the_bar_says_how_they_may_be_reached_and_that_somebody_is_kept_out_6_3(admin, db, keys, manager, officer):
    case = make_case(db, keys.staff.ring, now=MONDAY, answers=CONTACT).case
    wall_off(db, [db.get_one(Staff, manager.staff_id)], [], case=case, confirmed=True, now=MONDAY)
    db.commit()
    admin.get(f"/cases/{case.reference}/notes")
    for words in ("e-mail", "Must not see it: My step-dad", "1 kept out"):
        assert words in admin.page.text
    assert f'href="/cases/{case.reference}/people#wall"' in admin.page.html

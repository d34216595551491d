"""Who helps a parent: each way to reach them, and what the parent lets us do with them (P16, experience 6.3)."""

import pytest

from models.procedure.terms import Journey, Role
from tests.conftest import MONDAY
from tests.making import make_case

HERE = "/cases/CV-AAAA-A1/people"
MIXED = "ade@example.org, or text 07700 900124 (not after 6)"


@pytest.mark.parametrize(
    ("told", "said"),
    [("yes", "They let us talk to them about it."), ("no", "They do not want us to talk to them about it.")],
)
def test_every_way_to_the_helper_is_there_once_it_is_shown_and_whether_we_may_talk_to_them(
    admin, db, keys, sign_in, told, said
):
    helper = {"helper": {"name": "Ade Bell", "role": "A friend", "reach": MIXED, "authority": told, "copies": "no"}}
    make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, reference="CV-AAAA-A1", answers=helper)
    db.commit()
    sign_in(Role.OFFICER)
    covered = admin.get(HERE).text
    assert said in covered
    assert "No copies of our letters go to them." in covered
    assert MIXED not in covered, "numbers and addresses are covered until somebody means to look"
    assert MIXED in admin.get(f"{HERE}?show=contact").text


def test_an_advocate_who_gave_a_mail_and_a_number_keeps_both(admin, db, keys, sign_in):
    you = {"you": {"name": "Ade Bell", "email": "ade@example.org", "phone": "01632 960155"}}
    make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.ADVOCATE, reference="CV-AAAA-A1", answers=you)
    db.commit()
    sign_in(Role.OFFICER)
    shown = admin.get(f"{HERE}?show=contact").text
    assert "ade@example.org, 01632 960155" in shown

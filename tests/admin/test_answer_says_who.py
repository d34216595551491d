"""Who writes the answer reads on top of the page who complains and in what words, as far as it is theirs (AZ-03)."""

import pytest

from models.cases import allocating
from models.procedure.terms import Role
from models.tables import Point
from tests.models.cases.answered import MONDAY, routed

STORY = "My time with my dad was cut. Nobody asked me."


@pytest.fixture
def given_whole(db, keys, officer_of, manager):
    points, answers = ("Contact was cut.", "She was not asked."), {"tell": {"story": STORY}}
    case, _ = routed(db, keys.staff.ring, officer_of, points=points, answers=answers)
    allocating.name_officer(db, case, officer_of.id, actor=officer_of, now=MONDAY)
    allocating.give(db, case, manager.staff_id, actor=officer_of, now=MONDAY)
    db.commit()
    return case, f"/cases/{case.reference}/answer"


def test_a_manager_with_every_point_reads_their_age_and_own_words_and_no_name_az_03(
    admin, given_whole, sign_in, manager
) -> None:
    sign_in(account=manager)
    admin.get(given_whole[1])
    assert "Young person, 13 to 15" in admin.page.text
    assert STORY in admin.page.text
    assert "Priya Shah is the officer: ask them whose record to read." in admin.page.text
    assert "Sam" not in admin.page.text


def test_with_some_of_the_points_the_words_about_all_of_them_stay_away_az_03(
    admin, db, given_whole, sign_in, manager, officer_of, person
) -> None:
    case, at = given_whole
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    ann = person(Role.RESPONDER, name="Ann Other")
    allocating.give(db, case, ann.staff_id, actor=officer_of, now=MONDAY, point_ids=[second.id])
    db.commit()
    sign_in(account=manager)
    admin.get(at)
    assert "Young person, 13 to 15" in admin.page.text
    assert STORY not in admin.page.text
    assert "it may be about points that are not yours" in admin.page.text


def test_who_may_read_the_whole_case_reads_the_first_name_too(admin, given_whole, sign_in) -> None:
    sign_in(Role.MANAGER)
    admin.get(given_whole[1])
    assert "<bdi>Sam</bdi>, young person, 13 to 15" in admin.page.html
    assert STORY in admin.page.text

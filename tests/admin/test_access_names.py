"""Papers never go to somebody whose they are not: the names of the request and of the case (SAR-03, SAR-05)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models.cases.matching import doubt
from models.procedure.terms import Role
from models.tables import AccessFile, AccessPaper, LegalHold, StaffSession
from models.tables.audit import AuditRow
from tests.admin.test_access import a_case, added, gone_through, identified, logged
from tests.conftest import MONDAY


@pytest.fixture
def of_another(admin, db, keys, person, sign_in, mabel):
    """Sam Lee asks, and the case that was added is Robin Ashe's."""
    case = a_case(db, keys, person, young_person=False, theirs="Robin Ashe")
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    return case, to, added(admin, db, to, case)


@pytest.fixture
def built(admin, db, keys, person, sign_in, mabel):
    """Papers that Mabel has gone through and built, and that wait for a second person."""
    case = a_case(db, keys, person, young_person=False)
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    gone_through(admin, at)
    admin.post(f"{at}/ask", data={"leave-way": "hand"})
    return at


def test_a_case_under_another_name_stands_still_until_somebody_says_why_it_is_theirs(
    admin, db, sign_in, person, of_another
):
    case, to, at = of_another
    admin.get(to)
    assert "the names are not enough to be sure" in admin.page.text
    admin.get(at)
    assert "The request is about Sam Lee. This case gives the name Robin Ashe or Sam." in admin.page.text
    assert "Gather the papers" not in admin.page.text
    assert admin.post(f"{at}/gather").status_code == 303
    assert db.scalar(select(func.count(AccessPaper.id))) == 0, "not by a form sent by hand either"
    assert admin.post(f"{at}/sure", data={"sure-why": " "}).status_code == 422
    assert "Say why it is theirs" in admin.page.text
    assert admin.post(f"{at}/sure", data={"sure-why": "Robin is Sam’s former name."}).status_code == 303
    gone_through(admin, at)
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303
    sign_in(account=person(Role.MANAGER, name="Hannah Cole"))
    admin.get(at)
    assert "Robin is Sam’s former name." in admin.page.text, "who agrees reads the reason"
    assert "Mabel Stone says why it is theirs" in admin.page.text
    said = db.scalars(select(AuditRow.action).where(AuditRow.object_id == case.id)).all()
    assert "access_sure" in said


def test_a_case_that_is_not_theirs_is_taken_out_with_all_that_was_copied(admin, db, sign_in, of_another):
    case, to, at = of_another
    admin.post(f"{at}/sure", data={"sure-why": "A mistake."})
    admin.post(f"{at}/gather")
    assert db.scalar(select(func.count(AccessPaper.id)))
    assert admin.post(f"{at}/drop").status_code == 303
    db.expire_all()
    assert db.scalar(select(func.count(AccessPaper.id))) == 0
    assert db.scalar(select(func.count(AccessFile.id))) == 0
    assert db.scalars(select(LegalHold.lift_asked_by)).one() is not None, "somebody else ends the hold (AZ-10)"
    admin.get(to)
    said = f"{case.reference} is no longer part of this request. Its hold ends when somebody else agrees."
    assert said in admin.page.text


def test_what_has_left_cannot_be_taken_out_again(admin, db, person, sign_in, built):
    sign_in(account=person(Role.MANAGER, name="Hannah Cole"))
    admin.post(f"{built}/take")
    admin.post(f"{built}/settle", data={"do": "agree"})
    admin.post(f"{built}/release", data={"saw": "yes"})
    admin.get(built)
    assert "Take it out of this request" not in admin.page.text
    assert admin.post(f"{built}/drop").status_code == 303
    assert db.scalar(select(func.count(AccessFile.id))) == 1


def test_reading_and_releasing_need_a_fresh_code_auth_13(admin, db, built):
    db.execute(update(StaffSession).values(factor_at=MONDAY - timedelta(minutes=6)))
    db.commit()
    for do in ("take", "release"):
        assert 'name="fresh_code"' in admin.post(f"{built}/{do}").text


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (["Sam Lee"], ["Sam Lee"]),
        (["sam  lee"], ["Sam Alexander LEE"]),
        (["Zoë O’Hara"], ["Zoe O'Hara"]),
        (["Sam Lee", "Sam Ashe"], ["Sam Ashe"]),
        (["Sam Lee"], ["Dana Lee", "Sam Lee"]),
    ],
)
def test_the_same_first_and_last_name_raise_no_doubt(asked, held):
    assert doubt(asked, held) == ""


@pytest.mark.parametrize(
    ("asked", "held", "said"),
    [
        (["Sam Lee"], ["Sam"], "gives the name Sam"),
        (["Sam"], ["Sam"], "gives the name Sam. Only “Sam” is the same in both, and one name alone fits many people."),
        (["Sam Lee"], ["Dana Lee"], "gives the name Dana Lee. Only “Lee” is the same in both"),
        (["Sam Lee"], ["Lee Sam"], "Names are the same in both, but not the first and the last together."),
        (["Sam Lee", "dana@example.org"], ["Dana Ashe"], "No name is the same in both."),
        (["Sam Lee", "sam@example.com"], [], "gives no name"),
    ],
)
def test_a_first_name_or_a_family_name_alone_is_not_enough_to_be_sure(asked, held, said):
    assert said in doubt(asked, held)


def test_no_reason_is_given_for_who_reads_and_one_word_is_none_sar_05(admin, db, of_another):
    case, to, at = of_another
    admin.get(at)
    assert ">other</textarea>" not in admin.page.html, "nobody's reason stands there before it is written"
    assert admin.post(f"{at}/sure", data={"sure-why": "other"}).status_code == 422
    assert "Say it in a sentence, so that somebody else can follow it" in admin.page.text

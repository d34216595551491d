"""What of a request hangs on no case: walls that came later, the way it leaves, and requests before it (SAR-03)."""

import uuid
from datetime import timedelta

from sqlalchemy import func, select, update

from models.cases.walling import wall_off
from models.procedure.terms import Way
from models.tables import AccessFile, AccessLoose, AccessRequest, Case, IncomingMail, RetentionPeriod, SafeWay, Staff
from tests.admin.test_access import a_case, added, identified, logged
from tests.admin.test_access_loose import KNOWN, THEIRS, before, came, gathered_and_read, knows, take_in
from tests.conftest import MONDAY

__all__ = ["came"]


def test_what_was_put_on_a_case_since_follows_the_wall_of_that_case_az_04(
    admin, db, keys, sign_in, mabel, person, came
):
    _, mailed = came("Sam Lee here.", sender=THEIRS)
    sign_in(account=mabel)
    row, to = logged(admin, db, **KNOWN)
    (at,) = take_in(admin, db, to, knows(db, keys, row, mabel))
    case = a_case(db, keys, person, young_person=False)
    db.execute(update(IncomingMail).where(IncomingMail.id == mailed.id).values(case_id=case.id))
    db.commit()
    assert admin.get(at).status_code == 200
    wall_off(db, [db.get_one(Staff, mabel.staff_id)], (), now=MONDAY, case=db.get_one(Case, case.id), confirmed=True)
    db.commit()
    assert admin.get(at).status_code == 404


def test_post_follows_every_card_of_the_request_and_what_is_not_theirs_is_taken_out_prv_10(
    admin, db, keys, sign_in, mabel, person, came
):
    case = a_case(db, keys, person, young_person=False)
    came("Sam Lee here.", sender=THEIRS)
    sign_in(account=mabel)
    row, to = logged(admin, db, **KNOWN, address="1 Elm Street")
    identified(admin, to)
    (at,) = take_in(admin, db, to, knows(db, keys, row, mabel))
    gathered_and_read(admin, at)
    added(admin, db, to, case)
    db.execute(update(SafeWay).where(SafeWay.way == Way.POST).values(allowed=False))
    db.commit()
    assert admin.post(f"{at}/ask", data={"leave-way": "post"}).status_code == 422
    assert "It is not known that post is safe for them" in admin.page.text
    assert admin.post(f"{at}/drop").status_code == 303
    assert db.scalar(select(func.count(AccessLoose.id))) == 0
    assert len(knows(db, keys, row, mabel)) == 1


def test_an_earlier_request_stays_while_it_is_asked_for_ret_02(admin, db, keys, sign_in, mabel, hannah):
    sign_in(account=mabel)
    first, at_first = before(admin, db)
    db.execute(update(AccessRequest).values(answered_on=MONDAY.date() - timedelta(days=4000)))
    db.add(RetentionPeriod(
        id=uuid.uuid4(), kind="access", trigger="closed", years=2, action="erase", authority="Schedule",
        asked_by=mabel.staff_id, asked_at=MONDAY, agreed_by=hannah.staff_id, agreed_at=MONDAY,
    ))  # fmt: skip
    db.commit()
    row, to = logged(admin, db)
    take_in(admin, db, to, knows(db, keys, row, mabel))
    admin.post(f"{at_first}/erase", data={"do": "ask"})
    admin.get(at_first)
    assert "They have asked again" in admin.page.text
    assert db.get_one(AccessRequest, first.id).erase_by is None


def test_what_was_decided_of_a_case_in_an_earlier_request_of_theirs_is_given_with_it_sar_03(
    admin, db, keys, sign_in, mabel, person
):
    case = a_case(db, keys, person, young_person=False, theirs="Robin Ashe")
    sign_in(account=mabel)
    for first, (_, to) in ((True, before(admin, db)), (False, logged(admin, db))):
        identified(admin, to)
        admin.post(f"{to}/cases", data={"add-reference": case.reference})
        db.expire_all()
        newest = select(AccessFile).order_by(AccessFile.added_at.desc(), AccessFile.id)
        at = next(f"{to}/{row.id}" for row in db.scalars(newest) if str(row.request_id) in to)
        why = "Robin was their name once." if first else "Their worker knows them."
        assert admin.post(f"{at}/sure", data={"sure-why": why}).status_code == 303
    assert "Robin was their name once." in gathered_and_read(admin, at)

"""Whom a mail names is kept from the case that it goes to, whichever way it goes there (AZ-04)."""

import pytest
from sqlalchemy import select

from models.cases.finding import find
from models.post.replies import REPLY
from models.procedure.terms import Role
from models.tables import Case, Message, WallEntry
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import one

SAID = "Mo Reed has threatened me since I complained."


@pytest.fixture
def officer(sign_in):
    return sign_in(Role.OFFICER, name="Priya Shah")


@pytest.fixture
def mo(db, person):
    found = one(person, Role.RESPONDER, "Mo Reed")
    db.commit()
    return found


def answered_by(db, case, mo):
    case.responder_id = mo.id
    db.commit()
    assert find(db, mo.actor, case.reference)
    return case


@pytest.mark.parametrize("where", ["messages", "file"])
def test_a_mail_put_on_a_case_keeps_out_whom_it_kept_out_before_az_04(admin, db, keys, officer, mo, came, where):
    case = answered_by(db, make_case(db, keys.public.ring, now=MONDAY).case, mo)
    page, _ = came(SAID)
    data = {"attach-reference": case.reference, "attach-sure": case.reference, "attach-where": where}
    assert admin.post(f"{page}/attach", data=data).status_code == 303
    db.expire_all()
    assert find(db, mo.actor, case.reference) is None
    assert db.execute(select(WallEntry.staff_id, WallEntry.confirmed)).all() == [(mo.id, False)]
    assert db.get_one(Case, case.id).responder_id is None
    assert find(db, officer, case.reference)


def test_an_answer_to_a_notice_keeps_out_whom_it_names_before_anybody_reads_it_az_04(
    admin, db, keys, desk, officer, mo, came, written_to
):
    case = answered_by(db, written_to.case, mo)
    other = answered_by(db, make_case(db, keys.public.ring, now=MONDAY).case, mo)
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    page, _ = came(SAID, to=desk.replies.address(REPLY, notice.id, case.id))
    db.expire_all()
    assert find(db, mo.actor, case.reference) is None
    data = {"attach-reference": other.reference, "attach-sure": other.reference, "attach-where": "messages"}
    assert admin.post(f"{page}/attach", data=data).status_code == 303
    db.expire_all()
    assert find(db, mo.actor, other.reference) is None, "nor where it belonged to another case"

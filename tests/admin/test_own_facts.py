"""Somebody who works for us checks the facts about them on a page of their own, and sees nothing else (K-37, AZ-04)."""

import pytest
from sqlalchemy import select

from models.cases import interviewing, reporting
from models.cases.walls import wall_off
from models.procedure.independence import Part
from models.procedure.terms import Role
from models.tables import AuditRow, Interview, Message, Staff
from tests.admin.test_rooms import HERE, ROOM, priya, started  # noqa: F401
from tests.models.cases.answered import at
from tests.models.cases.investigated import let_in, part_of, whole
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked, come_back  # noqa: F401


@pytest.fixture
def drafted(db, started, priya):  # noqa: F811
    """A draft was handed in after somebody who works for us was spoken with."""
    case, ring = started
    io, told = part_of(db, case, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor, "now": at(9)}
    row = interviewing.add(
        db, case, io, name="Mo Reed", role="", kind="staff", held_on=at(9).date(), notes="He was sorry.", **told
    )
    reporting.save(db, case, io, whole(), version=0, **told)
    reporting.hand_in(db, case, io, reporting.DRAFT, **told)
    db.commit()
    return case, row


@pytest.fixture
def mo(db, person, drafted):
    """Mo is named in the case, so all of it is behind the wall for him."""
    account = person(Role.RESPONDER, name="Mo Reed")
    staff = db.get_one(Staff, account.staff_id)
    wall_off(db, [staff], (), now=at(9), case=drafted[0], confirmed=True)
    db.commit()
    return account


def send(admin, row, **more):
    data = {"passage": "Mo did not ring on 3 December.", **more}
    return admin.post(
        f"{HERE}/interviews/{row.id}/send", data={f"send-{row.id}-{name}": text for name, text in data.items()}
    )


def test_the_passage_alone_is_read_behind_the_wall_and_the_answer_reaches_who_investigates(
    admin, db, keys, sign_in, drafted, mo, priya  # noqa: F811
):  # fmt: skip
    case, row = drafted
    sign_in(account=priya.account)
    assert send(admin, row, how="page").status_code == 422
    assert "Choose who reads it on their own page" in admin.page.text
    assert send(admin, row, how="page", checker=str(mo.staff_id)).status_code == 303
    mail = next(one for one in db.scalars(select(Message)) if one.cause == f"facts:{row.id}")
    assert REFERENCE not in str(keys.worker.open_json(Message.work, mail))
    sign_in(account=mo)
    assert "Facts to check" in admin.get("/for-me").text
    there = f"/for-me/facts/{row.id}"
    assert "Mo did not ring on 3 December." in admin.get(there).text
    assert REFERENCE not in admin.page.text
    assert "He was sorry." not in admin.page.text
    assert admin.get(f"/cases/{REFERENCE}").status_code == 404
    assert admin.post(there, data={"answer": ""}).status_code == 422
    assert admin.post(there, data={"answer": "I rang twice."}).status_code == 303
    assert "I rang twice." in admin.get(there).text
    assert admin.post(there, data={"answer": "And once more."}).status_code == 422
    assert "view_facts" in db.scalars(select(AuditRow.action).where(AuditRow.actor_id == mo.staff_id)).all()
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    sign_in(account=ines)
    assert "I rang twice." in admin.get(ROOM).text


def test_nobody_else_reads_it_and_it_is_gone_when_the_check_is_over(
    admin, db, sign_in, drafted, mo, person, priya  # noqa: F811
):  # fmt: skip
    case, row = drafted
    sign_in(account=priya.account)
    send(admin, row, how="page", checker=str(mo.staff_id))
    sign_in(account=person(Role.RESPONDER, name="Bea Stone"))
    assert admin.get(f"/for-me/facts/{row.id}").status_code == 404
    sign_in(account=mo)
    assert admin.get(f"/for-me/facts/{row.id}").status_code == 200
    db.get_one(Interview, row.id)
    case.state = "s2_adjudication"
    db.commit()
    assert admin.get(f"/for-me/facts/{row.id}").status_code == 404
    assert "Facts to check" not in admin.get("/for-me").text


def test_only_a_colleague_with_an_account_and_only_of_ours_can_be_chosen(
    admin, db, keys, sign_in, drafted, priya, person  # noqa: F811
):  # fmt: skip
    case, row = drafted
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    sign_in(account=priya.account)
    offered = admin.get(HERE).text.partition(f'id="send-{row.id}-checker"')[2].partition("</select>")[0]
    assert f'value="{ines.staff_id}"' not in offered
    assert f'value="{priya.account.staff_id}"' in offered
    assert send(admin, row, how="page", checker=str(ines.staff_id)).status_code == 422

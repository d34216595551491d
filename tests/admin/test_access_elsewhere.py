"""A paper that cannot be opened here is asked of somebody by name, with a day, and is late like any task (SAR-03)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.procedure.tasks import GATHER
from models.procedure.terms import Role
from models.tables import AccessFile, AccessPaper, Case, Message, Task
from tests.admin.test_access import a_case, added, gone_through, identified, logged, tick_all
from tests.admin.test_access_loose import an_alert, knows, sure, take_in
from tests.admin.test_behaviour import day
from tests.conftest import MONDAY

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def case(db, keys, person):
    return a_case(db, keys, person, young_person=False)


@pytest.fixture
def closed(admin, db, sign_in, mabel, case):
    """A request with every paper gone through, and the second marked as not to be opened here."""
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    papers = gone_through(admin, at)
    admin.get(papers[1])
    admin.post(papers[1], data={**tick_all(admin.page), "whole": "closed"})
    return to, at


def test_it_is_asked_by_name_before_it_leaves_and_the_request_says_whether_it_came_sar_03(
    admin, db, sign_in, mabel, person, closed, clock
):
    to, at = closed
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    admin.get(at)
    assert "Next: Ask somebody to gather what cannot be opened here" in admin.page.text
    admin.post(f"{at}/ask", data={"leave-way": "hand"})
    admin.get(at)
    assert "First ask somebody to gather what cannot be opened here." in admin.page.text
    asked = {"ask-paper": "2", "ask-owner": str(zoe.staff_id)}
    assert (
        admin.post(f"{at}/elsewhere", data={**asked, **day("ask-due", MONDAY - timedelta(days=1))}).status_code == 422
    )
    assert "Choose today or a later day." in admin.page.text
    assert f'value="{zoe.staff_id}" selected' in admin.page.html, "nothing that was chosen is lost"
    assert admin.post(f"{at}/elsewhere", data=asked).status_code == 422
    assert "Enter the day by which it is needed" in admin.page.text
    assert admin.post(f"{at}/elsewhere", data={**asked, **day("ask-due", TUESDAY)}).status_code == 303
    task = db.scalars(select(Task).where(Task.kind == GATHER)).one()
    assert (task.owner_id, task.due_on) == (zoe.staff_id, TUESDAY)
    for page in (to, f"{at}/elsewhere"):
        admin.get(page)
        assert "asked of Zoe Marsh, by" in admin.page.text, page
        assert "Waiting It has not come." in admin.page.text, page
    admin.get(at)
    assert "Next: Ask a second person" in admin.page.text
    clock.forward(days=2)
    sign_in(account=mabel)
    admin.get(to)
    assert "Late It has not come." in admin.page.text
    sign_in(account=zoe)
    admin.get("/tasks")
    assert "cannot be opened there. Find out why, and gather it." in admin.page.text
    one = f"/cases/{db.get_one(Case, task.case_id).reference}/tasks/{task.id}"
    admin.get(one)
    assert admin.post(f"{one}/done", data={"how": "It was locked by mistake; it opens now."}).status_code == 303
    sign_in(account=mabel)
    admin.get(to)
    assert "It came on" in admin.page.text
    assert "It was locked by mistake; it opens now." in admin.page.text


def test_gathered_again_it_stays_known_of_whom_a_paper_was_asked_sar_03(admin, db, person, closed):
    to, at = closed
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    admin.post(f"{at}/elsewhere", data={"ask-paper": "2", "ask-owner": str(zoe.staff_id), **day("ask-due", TUESDAY)})
    before = set(db.scalars(select(AccessPaper.id)))
    assert admin.post(f"{at}/gather").status_code == 303
    db.expire_all()
    assert before <= set(db.scalars(select(AccessPaper.id))), "what came since, the task itself, is added"
    admin.get(to)
    assert "asked of Zoe Marsh" in admin.page.text


def test_what_hangs_on_no_case_is_asked_of_another_who_answers_by_mail_and_said_to_have_come_sar_03(
    admin, db, keys, sign_in, mabel, person
):
    ama = person(Role.MANAGER, name="Ama Boateng")
    an_alert(db, keys, "Sam Lee says it.", reach="Sam Lee")
    sign_in(account=mabel)
    row, to = logged(admin, db)
    identified(admin, to)
    (at,) = take_in(admin, db, to, knows(db, keys, row, mabel))
    admin.get(at)
    if "Is this theirs?" in admin.page.text:
        sure(admin, at)
    file = db.scalars(select(AccessFile)).one()
    file.share, file.shared_by, file.shared_agreed_by = "give", mabel.staff_id, ama.staff_id
    db.commit()
    assert admin.post(f"{at}/gather").status_code == 303
    for number in range(1, len(db.scalars(select(AccessPaper)).all()) + 1):
        admin.get(f"{at}/papers/{number}")
        admin.post(f"{at}/papers/{number}", data={**tick_all(admin.page), "whole": "closed" if number == 1 else ""})
    asked = {"ask-paper": "1", **day("ask-due", TUESDAY)}
    assert admin.post(f"{at}/elsewhere", data={**asked, "ask-owner": ""}).status_code == 422
    assert "This person cannot be asked." in admin.page.text
    assert admin.post(f"{at}/elsewhere", data={**asked, "ask-owner": str(ama.staff_id)}).status_code == 303
    mail = db.scalars(select(Message).where(Message.cause.startswith("gather:"))).one()
    assert row.number in keys.worker.open_json(Message.work, mail)["body"]
    admin.get(to)
    assert "asked of Ama Boateng" in admin.page.text
    assert admin.post(f"{at}/elsewhere/came", data={"came-paper": "1", "came-how": ""}).status_code == 422
    came = {"came-paper": "1", "came-how": "On paper, from the archive."}
    assert admin.post(f"{at}/elsewhere/came", data=came).status_code == 303
    admin.get(to)
    assert "On paper, from the archive." in admin.page.text

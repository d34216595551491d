"""Mail that waits has a clock that everybody sees: two working days, whoever opens it (K-01 to K-03)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import mail_clock, mail_desk
from models.post.replies import REPLY
from models.procedure.terms import Role
from models.procedure.working_days import ENGLAND
from models.tables import Message
from tests.databases import MONDAY

DAY = timedelta(days=1)
LATE = "Mail that waits over 2 working days"


def test_each_row_says_by_when_it_is_acknowledged_the_nearest_first_and_what_is_late_looks_late_k_03(
    admin, sign_in, came, clock
):
    sign_in(Role.OFFICER)
    came("Later", subject="The second", now=MONDAY + DAY)
    came("First", subject="The first")
    admin.get("/mail")
    assert admin.page.text.index("The first") < admin.page.text.index("The second")
    assert "Acknowledge 25 November 2026 due in 2 working days" in " ".join(admin.page.text.split())
    assert "heard-row--late" not in admin.page.html
    clock.now = MONDAY + 3 * DAY
    sign_in(Role.OFFICER)
    admin.get("/mail?show=new")
    assert admin.page.html.count("heard-row--late") == 1
    assert "late by 1 working day" in admin.page.text


def test_an_answer_to_a_notice_has_the_day_of_a_message(admin, db, desk, officer, came, written_to):
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    page, _ = came(to=desk.replies.address(REPLY, notice.id, written_to.case.id))
    admin.get("/mail")
    assert "Answer it 25 November 2026" in " ".join(admin.page.text.split())
    admin.post(f"{page}/put", data={"put-where": "messages"})
    admin.get("/mail?show=done")
    assert "Answer it" not in admin.page.text


def test_today_and_the_radar_count_mail_past_its_day_with_the_way_out_and_none_before(admin, sign_in, came, clock):
    came("Nobody listens")
    clock.now = MONDAY + 2 * DAY
    sign_in(Role.MANAGER)
    assert 'id="late-mail"' not in admin.get("/today").text
    assert LATE not in admin.get("/radar").text
    clock.now = MONDAY + 3 * DAY
    sign_in(Role.MANAGER)
    admin.get("/today")
    assert f"{LATE} 1" in " ".join(admin.page.text.split())
    admin.get("/radar")
    assert LATE in admin.page.text
    assert [given["href"] for given in admin.page.all("a") if given.get("id") == "to-mail"] == ["/mail"]


@pytest.mark.parametrize(("came_on", "last"), [(0, 2), (3, 7), (4, 8), (5, 8), (6, 8)])
def test_what_came_at_a_weekend_has_until_tuesday_and_the_row_and_the_number_agree(
    db, officer, keys, came, came_on, last
):
    _, row = came(now=MONDAY + came_on * DAY)
    for days in range(came_on, 11):
        now = MONDAY + days * DAY
        mail = mail_desk.one(db, officer, row.id, keys.staff.ring)
        due = mail_clock.days_of(db, "ashbourne", [mail], now=now)[row.id]
        assert due.on == (MONDAY + last * DAY).astimezone(ENGLAND).date()
        assert mail_clock.over(db, officer, "ashbourne", now=now).many == int(days > last)


def test_mail_that_is_kept_from_somebody_is_in_none_of_their_numbers_az_04(db, sign_in, came):
    named = sign_in(Role.MANAGER, name="Mo Reed")
    came("I complain about Mo Reed.")
    assert mail_clock.over(db, named, "ashbourne", now=MONDAY + 9 * DAY).many == 0

"""An administrator sees the very words a child reads, now and at any hour, before anybody needs them (T39)."""

import re
from datetime import timedelta

import pytest

from models.cases.duty_rota import rota_of
from models.procedure.terms import Role
from models.tables import JobRun
from tests.conftest import MONDAY


def preview(admin, query=""):
    html = admin.get(f"/settings/duty{query}").get_data(as_text=True)
    found = re.search(r'id="preview".*?</section>', html, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0])


def at(day, month, time, year=2026):
    return f"?day-day={day}&day-month={month}&day-year={year}&at={time}"


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("", "They will read it in the next hour"),
        (at(24, 11, "16:59"), "They will read it in the next hour"),
        (at(24, 11, "17:00"), "They are back on Wednesday 25 November"),
        (at(25, 12, "11:00"), "They are back on Tuesday 29 December"),  # Christmas Day, a Friday
        (at(28, 11, "11:00"), "They are back on Monday 30 November"),
    ],
)
def test_the_preview_is_what_the_page_says_then_t39(admin, portal, db, sign_in, clock, when, says):
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()
    sign_in(Role.ADMINISTRATOR)
    assert says in preview(admin, when)


def test_it_says_why_nothing_is_promised_while_no_mail_leaves(admin, db, sign_in):
    db.add(JobRun(job="escalate", finished_at=MONDAY - timedelta(hours=1)))
    db.commit()
    sign_in(Role.ADMINISTRATOR)
    shown = preview(admin)
    assert "We can not say when they will read it" in shown
    assert "worker has not been seen" in shown
    assert "an alert goes straight to the managers" in shown


def test_a_moment_that_cannot_be_read_is_now(admin, db, sign_in):
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()
    sign_in(Role.ADMINISTRATOR)
    for query in (at(31, 2, "12:00"), at(24, 11, "25:00"), "?at=x", "?day-day=1"):
        assert "in the next hour" in preview(admin, query)


def test_what_the_hours_were_before_stands_with_each_change_and_is_put_back_t39(admin, db, sign_in, clock):
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/duty")
    assert "put-back" not in admin.page.html, "nothing was before"
    week = {"monday": "9:00 to 17:00", "phone": "01632 960101", "out_of_hours": "01632 960199", "third_after": "30"}
    for minute, hours in enumerate(("9:00 to 17:00", "8:00 to 16:00")):
        clock.now = MONDAY + timedelta(minutes=minute)
        assert admin.post("/settings/duty", data={**week, "monday": hours, "confirm": "yes"}).status_code == 303
    admin.get("/settings/duty")
    assert "Monday: was <bdi>09:00 to 17:00</bdi>, then <bdi>08:00 to 16:00</bdi>" in admin.page.html
    assert 'id="put-back"' in admin.page.html
    hidden = [given for form in admin.page.forms for _, given in form["fields"] if given.get("type") == "hidden"]
    sent = {given["name"]: given.get("value", "") for given in hidden}
    assert sent["monday"] == "09:00 to 17:00"
    assert admin.post("/settings/duty", data=sent).status_code == 200, "seen before it is kept"
    clock.now = MONDAY + timedelta(minutes=2)
    assert admin.post("/settings/duty", data={**sent, "confirm": "yes"}).status_code == 303
    rota = rota_of(db, "ashbourne", day=MONDAY.date())
    assert f"{rota.week[0].begins:%H:%M}" == "09:00"
    admin.get("/settings/duty")
    assert "Monday: was <bdi>08:00 to 16:00</bdi>, then <bdi>09:00 to 17:00</bdi>" in admin.page.html

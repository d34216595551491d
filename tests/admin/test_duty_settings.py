"""An administrator sees the very words a child reads, now and at any hour, before anybody needs them (T39)."""

import re
from datetime import timedelta

import pytest

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

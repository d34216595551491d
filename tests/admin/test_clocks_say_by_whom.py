"""Each clock says who began, moved and ended it, and leads to the entry of the timeline (experience 6.3)."""

from datetime import timedelta

from models.cases.recording import record
from models.procedure.event_words import LABELS
from models.procedure.terms import Event, Procedure, Role
from tests.conftest import MONDAY
from tests.making import make_case


def test_each_clock_says_by_whom_and_leads_to_what_happened(admin, sign_in, db, keys) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    officer = sign_in(Role.OFFICER, name="Priya Shah")
    case.procedure = Procedure.STATUTORY
    for event, day in ((Event.ROUTED_STATUTORY, 0), (Event.ACKNOWLEDGED, 1)):
        record(db, case, event, actor=officer, now=MONDAY + timedelta(days=day))
    db.commit()
    admin.get(f"/cases/{case.reference}/clocks")
    assert f"Ended by: {LABELS[Event.ACKNOWLEDGED]}, 24 November" in admin.page.text
    assert "24 November 2026, Priya Shah" in admin.page.text
    assert f"Begun by: {LABELS[Event.RECEIVED]}" in admin.page.text
    path, anchor = next(link["href"] for link in admin.page.all("a") if "#event-" in link.get("href", "")).split("#")
    admin.get(path)
    assert f'id="{anchor}"' in admin.page.html

"""Pages of the desk that other journeys pass by: each judged by axe, and at 320 and 1280 pixels (T01, T08)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.audit import Actor
from models.cases import choosing, holding, ombudsman, together, withdrawing
from models.cases.recording import record
from models.cases.told import ContactCard
from models.procedure.terms import Event, Journey, Role, Way
from tests.admin.panelling import ASKED, at_stage_2
from tests.browser.desk import open_case
from tests.conftest import MONDAY
from tests.models.cases.answered import ready_to_close
from tests.portal.coming_back import REFERENCE, case_with_words


@pytest.fixture
def manager(person: Any) -> Any:
    return person(Role.MANAGER, Role.ADMINISTRATOR, name="Hannah Teller")


def who(account: Any) -> Actor:
    roles = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
    return Actor(kind="staff", id=account.staff_id, name="Hannah Teller", roles=roles)


def test_the_report_of_the_panel_and_the_directors_response_at_both_widths(
    look: Any, sites: Any, db: Any, keys: Any, clock: Any, manager: Any, at_the_desk: Any
) -> None:
    opened = at_stage_2(db, keys, clock)
    case, by = opened.case, {"actor": who(manager), "now": ASKED}
    choosing.ask_next_stage(db, case, points=(), why="", keys=opened.keys, **by)
    record(db, case, Event.S3_HELD, **by)
    db.commit()
    desk = at_the_desk(manager)
    open_case(desk, sites.admin, REFERENCE, "/stage-3/report")
    look(desk, "panel-report")
    record(db, case, Event.S3_REPORTED, **by)
    db.commit()
    open_case(desk, sites.admin, REFERENCE, "/stage-3/response")
    look(desk, "panel-response")


def test_one_complaint_at_the_ombudsman_at_both_widths(
    look: Any, sites: Any, db: Any, keys: Any, manager: Any, at_the_desk: Any
) -> None:
    opened = case_with_words(db, keys)
    row = ombudsman.open_case(
        db, "26 005 179", case=opened.case, received_on=MONDAY.date(), status="Enquiry", service=None,
        words="Please send the file.", answer_by=date(2026, 12, 7), keys=keys.staff.ring, actor=who(manager),
        now=MONDAY,
    )  # fmt: skip
    db.commit()
    desk = at_the_desk(manager)
    desk.goto(f"{sites.admin}/ombudsman/{row.id}")
    look(desk, "ombudsman-one")


def test_who_complains_together_and_what_waits_at_both_widths(
    look: Any, sites: Any, db: Any, keys: Any, manager: Any, at_the_desk: Any
) -> None:
    opened = case_with_words(db, keys, journey=Journey.PARENT)
    by = {"actor": who(manager), "now": MONDAY, "keys": opened.keys}
    holding.hold_for(db, 5, by=who(manager), now=MONDAY)
    card = ContactCard(ways=(Way.POST,), address="4 Mill Lane\nAshbourne")
    for name in ("Pat Marsh", "Sue Marsh"):
        told = together.Joining(name=name, relation="relative", agreed="both_spoken", wants="To see him.", card=card)
        one = together.add(db, opened.case, told, **by)
    together.leave(db, opened.case, one, how="phone", said="No more.", **by)
    db.commit()
    desk = at_the_desk(manager)
    for part in (
        "/together",
        "/waiting",
        "/withdraw",
        "/correct",
        "/letters",
        "/messages",
        "/people",
        "/tasks",
        "/costs",
    ):
        open_case(desk, sites.admin, REFERENCE, part)
        look(desk, part.strip("/"))


def test_closing_and_starting_again_at_both_widths(
    look: Any, sites: Any, db: Any, keys: Any, manager: Any, at_the_desk: Any
) -> None:
    case, _ = ready_to_close(db, keys.staff.ring, who(manager), young_person=True)
    stopped = case_with_words(db, keys)
    withdrawing.withdraw(
        db, stopped.case, how="phone", said="Stop.", actor=who(manager), now=MONDAY, keys=stopped.keys
    )  # fmt: skip
    db.commit()
    desk = at_the_desk(manager)
    open_case(desk, sites.admin, case.reference, "/close")
    look(desk, "close")
    open_case(desk, sites.admin, REFERENCE, "/reinstate")
    look(desk, "reinstate")


def test_lists_of_the_office_at_both_widths(
    look: Any, sites: Any, db: Any, keys: Any, clock: Any, manager: Any, person: Any, at_the_desk: Any
) -> None:
    priya = person(Role.OFFICER, name="Priya Shah")
    case_with_words(db, keys).case.officer_id = priya.staff_id
    db.commit()
    clock.now = datetime(2027, 2, 1, 10, tzinfo=UTC)
    desk = at_the_desk(manager)
    for page in (
        "/codes", "/radar", "/radar/X-12", "/tasks", "/hand-over", f"/hand-over/{priya.staff_id}", "/learning",
        "/settings/policy", "/settings/policy/change", "/figures", "/settings", "/calendar", "/mail/machines",
        "/letters",
    ):  # fmt: skip
        answer = desk.goto(f"{sites.admin}{page}")
        assert answer.status == 200, page
        look(desk, page.strip("/").replace("/", "-"))

"""The council's lists: dated, previewed, put back; old cases keep their word and reports use the mapping (rules 4)."""

from datetime import date, timedelta

import pytest

from models.procedure.periods import Period
from models.procedure.terms import Role
from models.register import list_keeping
from models.register.labels import active, counted_as, entries
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope
from models.tables import AuditRow, Case, CouncilChoice, Point, RegisterLine
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

TODAY = MONDAY.date()
NEW = {"label": "Lost paperwork", "active": "yes", "after": "Finance", "counts_as": "Quality of Service"}


def on(day: date) -> dict[str, str]:
    return {"since-day": str(day.day), "since-month": str(day.month), "since-year": str(day.year)}


@pytest.fixture
def sent(admin, sign_in):
    """`sent("nature", "Funding", **fields)`: the entry's form as the page sends it."""
    sign_in(Role.ADMINISTRATOR)

    def send(name, of="", **fields):
        to = f"/settings/lists/{name}/entry" + (f"?label={of}" if of else "")
        admin.get(to)
        return admin.post(to, data={**on(TODAY), **fields})

    return send


def test_an_entry_of_ours_is_seen_in_its_place_before_it_is_kept(admin, db, sent) -> None:
    assert sent("nature", **NEW).status_code == 200
    assert "may be chosen, and counts as “Quality of Service”" in admin.page.text
    assert db.query(CouncilChoice).count() == 0
    assert sent("nature", **NEW, confirm="yes").status_code == 303
    labels = [label for label, _ in active(db, "nature", TODAY)]
    assert labels[labels.index("Finance") + 1] == "Lost paperwork"
    assert counted_as(db, TODAY)["nature"] == {"Lost paperwork": "Quality of Service"}
    assert db.query(AuditRow).filter_by(action="choice_made").count() == 1


def test_it_begins_on_its_day_and_can_be_taken_back_before(admin, db, sent) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert sent("nature", **{**NEW, **on(tomorrow)}, confirm="yes").status_code == 303
    assert "Lost paperwork" not in entries(db, TODAY)["nature"]
    assert "Lost paperwork" in entries(db, tomorrow)["nature"]
    row = db.query(CouncilChoice).one()
    admin.get("/settings/lists/nature")
    assert "Lost paperwork from Tuesday 24 November 2026" in admin.page.text
    assert admin.post(f"/settings/lists/nature/put-back/{row.id}", data={"confirm": "yes"}).status_code == 303
    assert "Lost paperwork" not in entries(db, tomorrow)["nature"]
    assert admin.post(f"/settings/lists/nature/put-back/{row.id}").status_code == 409
    assert db.query(AuditRow).filter_by(action="choice_taken_back").count() == 1


def test_a_careless_change_is_put_back_and_both_stay_on_the_record(admin, db, sent) -> None:
    off = {"active": "no", "after": "Finance", "counts_as": ""}
    assert sent("nature", "Funding", **off, confirm="yes").status_code == 303
    assert ("Funding", "Funding") not in active(db, "nature", TODAY)
    row = db.query(CouncilChoice).one()
    assert admin.post(f"/settings/lists/nature/put-back/{row.id}").status_code == 200
    assert "“Funding” switched off as it was shipped" in admin.page.text
    assert db.query(CouncilChoice).count() == 1
    assert admin.post(f"/settings/lists/nature/put-back/{row.id}", data={"confirm": "yes"}).status_code == 303
    assert ("Funding", "Funding") in active(db, "nature", TODAY)
    admin.get("/settings/lists/nature")
    assert "as it was shipped" in admin.page.text
    assert db.query(CouncilChoice).count() == 2


@pytest.mark.parametrize(
    ("label", "change", "words"),
    [
        ("", {"label": "finance"}, "There is an entry of that name already"),
        ("", {"label": ""}, "Enter what it is called"),
        ("", {"counts_as": "Nothing of ours"}, "There is a problem"),
        ("Funding", {"counts_as": "Funding"}, ""),
        ("", {"since-year": "2025"}, "Choose today or a day within a year"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(admin, db, sent, label, change, words) -> None:
    sending = {key: value for key, value in NEW.items() if key != "label" or not label}
    assert sent("nature", label, **{**sending, **change}, confirm="yes").status_code == 422
    assert words in admin.page.text
    assert db.query(CouncilChoice).count() == 0


def test_what_others_count_as_counts_as_itself(admin, db, sent) -> None:
    assert sent("nature", **NEW, confirm="yes").status_code == 303
    chain = {"active": "yes", "after": "", "counts_as": "Finance"}
    assert sent("nature", "Quality of Service", **chain, confirm="yes").status_code == 422
    assert "Others count as this entry" in admin.page.text


def test_a_switched_off_entry_stays_on_the_case_that_has_it(admin, db, keys, person, sign_in, sent) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    point = db.query(Point).filter_by(case_id=case.id).one()
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{case.reference}/points")
    to = f"/cases/{case.reference}/points/{point.id}/counts-as"
    assert admin.post(to, data={"n1-nature": "Funding", "n1-service": "Care Leavers"}).status_code == 303
    assert admin.post(to, data={"n1-nature": "Made up", "n1-service": ""}).status_code == 422
    sign_in(Role.ADMINISTRATOR)
    off = {"active": "no", "after": "Finance", "counts_as": "Finance"}
    assert sent("nature", "Funding", **off, confirm="yes").status_code == 303
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{case.reference}/points")
    assert "Funding (not chosen any more)" in admin.page.text
    assert admin.post(to, data={"n1-nature": "Funding", "n1-service": "Care Leavers"}).status_code == 303
    db.expire_all()
    assert db.query(Point).one().nature == "Funding"


def test_reports_and_the_register_count_an_entry_as_it_is_mapped(db, keys, person, sent) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    db.query(Point).one().nature = "Lost paperwork"
    assert sent("nature", **NEW, confirm="yes").status_code == 303
    db.query(Case).update({"version": Case.version + 1})
    bring_up_to_date(db)
    line = db.query(RegisterLine).one()
    assert line.nature == "Lost paperwork"
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    scope = Scope(line.authority, year)
    report = build(db, keys.staff.ring, find("isle-of-wight"), scope, today=TODAY)
    rows = {
        row.label: row.values[0] for table in report.tables if "nature" in table.title.lower() for row in table.rows
    }
    assert rows.get("Quality of Service") == 1
    assert "Lost paperwork" not in rows
    assert list_keeping.used(db, "nature") == {"Lost paperwork": 1}

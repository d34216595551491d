"""The statements of a report are set by its layout and never by its cases; and no order depends on the database."""

from datetime import date

import pytest

from models.cases.policies import holidays
from models.reports.building import build
from models.reports.layout import find, layouts
from models.reports.scope import Scope
from tests.counting import counting
from tests.models.reports.test_staffordshire import YEAR
from tests.register_rows import COUNCIL, add_lines

TODAY = date(2018, 4, 30)
LABELS = ("Älpha", "alpha", "Beta", "beta", "_under", "Zeta", "ähnlich", "Not Stated")


def some(number: int) -> list[dict[str, str]]:
    return [
        {
            "received_on": f"2017-{4 + place % 9:02}-{1 + place % 28:02}",
            "nature": LABELS[place % len(LABELS)],
            "service": f"{LABELS[place % 3]} / {LABELS[place % 5]}",
            "gender": "Female" if place % 2 else "Male",
        }
        for place in range(number)
    ]


@pytest.mark.parametrize("name", list(layouts()))
def test_ten_times_the_cases_take_the_same_statements(db, keys, name):
    def sent() -> int:
        with counting(db.get_bind().engine) as seen:
            build(db, keys.staff.ring, find(name), Scope(COUNCIL, YEAR), today=TODAY)
        return len(seen)

    holidays(db)  # remembered between reports
    add_lines(db, keys.staff.ring, some(4))
    few = sent()
    add_lines(db, keys.staff.ring, some(36))
    assert sent() == few
    assert few <= 6 * len(find(name).tables)


def test_rows_are_in_one_order_whatever_the_database_sorts_by(db, keys):
    add_lines(db, keys.staff.ring, some(40))
    made = build(db, keys.staff.ring, find("surrey"), Scope(COUNCIL, YEAR), today=TODAY)
    shown = [row.label for row in made.table("t4").rows]
    assert shown == ["_under", "alpha", "Beta", "beta", "Not Stated", "Zeta", "ähnlich", "Älpha", "Total"]

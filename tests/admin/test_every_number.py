"""Every number on a screen of figures is a link to the cases behind it, for who may see them (experience 6.5)."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

from sqlalchemy import select

from models.procedure.terms import Advocate, Procedure, Role, State
from models.reports.dimensions import STATED
from models.reports.layout import find, layouts
from models.tables import RunningClock
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.reports.conftest import bring, register  # noqa: F401
from tests.models.reports.test_behind import full  # noqa: F401
from tests.models.reports.test_staffordshire import COUNCIL, YEAR

APART = {"t-told"}  # answers that were promised to be kept apart from every case; so is what people said of themselves
NUMBER = re.compile(r"[£+-]?\d[\d,.]*%?")


class Bare(HTMLParser):
    """The numbers above nought that stand in the cells of a page and lead nowhere, each with its table."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.table, self.cell, self.link = "", False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("table", "dl"):
            self.table = given.get("id") or ""
        self.cell = tag in ("td", "dd") or (self.cell and tag != "th")
        self.link = tag == "a" or self.link

    def handle_endtag(self, tag: str) -> None:
        self.cell = self.cell and tag not in ("td", "dd")
        self.link = self.link and tag != "a"

    def handle_data(self, data: str) -> None:
        said = data.strip()
        if self.cell and not self.link and said not in ("0", "0%") and NUMBER.fullmatch(said):
            self.found.append((self.table, said))


def bare(html: str) -> list[tuple[str, str]]:
    page = Bare()
    page.feed(html)
    return page.found


def asked(name: str) -> str:
    days = {"from": YEAR.first.isoformat(), "to": YEAR.last.isoformat()}
    return urlencode({"layout": name, "authority": COUNCIL, **days})


def apart(name: str) -> set[str]:
    return APART | {f"t-{spec.id}" for spec in find(name).tables if set(spec.by) & set(STATED)}


def test_no_number_of_any_report_stands_alone(admin, sign_in, full):  # noqa: F811
    sign_in(Role.MANAGER)
    wrong = []
    for name in layouts():
        page = admin.get(f"/reports/show?{asked(name)}").text
        assert "/reports/cases?" in page
        found = [(table, said) for table, said in bare(page) if table not in apart(name)]
        wrong += [f"{name} {table}: {said}" for table, said in found]
    assert not wrong


def test_a_sum_an_action_money_and_a_missing_field_lead_to_their_cases(admin, sign_in, full):  # noqa: F811
    sign_in(Role.MANAGER)
    for name, table, row in (
        ("staffordshire", "feedback", "Total"),
        ("surrey", "actions", "Training"),
        ("surrey", "spend", "Stage 3"),
        ("surrey", "completeness", "Any of these fields"),
        ("surrey", "t9", "Mean working days"),
    ):
        page = admin.get(f"/reports/show?{asked(name)}").text
        line = re.search(rf'id="t-{table}".*?<tr[^>]*><th scope="row">{row}</th>(.*?)</tr>', page, re.DOTALL)[1]
        href = re.search(r'href="([^"]+)"', line)[1].replace("&amp;", "&")
        assert re.search(r'href="/cases/[^"]+"', admin.get(href).text), (name, table)


def test_no_number_of_the_day_stands_alone_6_5(admin, sign_in, db, keys):
    """Each leads on, and what it leads to opens."""
    sign_in(Role.MANAGER)
    for number in range(3):
        make_case(db, keys.staff.ring, now=MONDAY, next_due_on=MONDAY.date() + timedelta(days=number - 1))
    db.commit()
    page = admin.get("/today").text
    assert not bare(page)
    for href in set(re.findall(r'href="(/today/cases/[^"]+)"', page)):
        assert "heard-row__title" in admin.get(href).text, href


def test_no_number_of_the_figures_stands_alone_for_a_manager_6_6(admin, sign_in, db, keys):
    """A director has the same page without a link, since they may see no case."""
    sign_in(Role.MANAGER)
    for late in (0, 1, 1):
        make_case(db, keys.staff.ring, now=MONDAY, next_due_on=MONDAY.date() - timedelta(days=late))
    at_work = make_case(db, keys.staff.ring, now=MONDAY).case
    at_work.procedure, at_work.state = Procedure.STATUTORY, State.S1_OPEN
    done = make_case(db, keys.staff.ring, now=MONDAY, advocate=Advocate.HAVE_ONE).case
    for clock in db.scalars(select(RunningClock).where(RunningClock.case_id == done.id)):
        clock.stopped_on = MONDAY.date()
    db.commit()
    page = admin.get("/figures").text
    assert not bare(page)
    links = set(re.findall(r'href="/today/cases/figures_([^"]+)"', page))
    assert {"late_received", "open_s1_open", "received_0", "acknowledged_0", "s1_response_0"} <= links
    assert {"young_helped", "young_all"} <= links
    for of in links:
        assert "heard-row__title" in admin.get(f"/today/cases/figures_{of}").text, of
    for wrong in ("open_nothing", "s1_response_7", "young_x", "nothing"):
        assert admin.get(f"/today/cases/figures_{wrong}").status_code == 404

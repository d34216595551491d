"""The queue narrowed: by officer and by the day received, each tag takes one away, and a link keeps it (6.3)."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.audit import Actor
from models.tables.case import Case
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.counting import counting
from tests.making import make_case

DAYS = "since-day=2&since-month=11&since-year=2026&until-day=5&until-month=11&until-year=2026"


@pytest.fixture
def add(db: Session, keys: Locks) -> Callable[..., Case]:
    def make(**change: Any) -> Case:
        return make_case(db, keys.staff.ring, now=MONDAY, **change).case

    return make


def html(admin: Browser, address: str, status: int = 200) -> str:
    assert admin.get(address).status_code == status
    assert admin.page
    return admin.page.html


def tags(page: str) -> dict[str, str]:
    found = re.findall(r'href="([^"]*)" id="take-away-\d+"><span[^>]*>Take away: </span>(.*?) <span', page)
    return {unescape(words): unescape(href) for href, words in found}


def test_what_is_chosen_stands_as_tags_and_each_takes_one_away(
    admin: Browser, officer: Actor, add: Callable[..., Case]
) -> None:
    add(reference="CV-AAAA-A1", officer_id=officer.id, received_on=date(2026, 11, 3))
    add(reference="CV-BBBB-B1", officer_id=officer.id, received_on=date(2026, 11, 9))
    add(reference="CV-CCCC-C1", received_on=date(2026, 11, 3))
    page = html(admin, f"/queue?show=new&officer={officer.id}&{DAYS}")
    found = tags(page)
    assert list(found) == [
        "New", f"Officer: {officer.name}", "Received from 2 November 2026", "Received to 5 November 2026",
    ]  # fmt: skip
    assert "CV-AAAA-A1" in page
    assert "CV-BBBB-B1" not in page
    assert "CV-CCCC-C1" not in page
    assert "CV-CCCC-C1" in html(admin, found[f"Officer: {officer.name}"])
    later = html(admin, found["Received to 5 November 2026"])
    assert "CV-BBBB-B1" in later
    assert "Received to 5" not in later
    everything = html(admin, found["New"])
    assert list(tags(everything)) == list(found)[1:]
    assert not tags(html(admin, "/queue"))
    assert list(tags(html(admin, "/queue?show=late"))) == ["Late"]


def test_the_other_filters_and_the_pages_keep_what_is_chosen(
    admin: Browser, officer: Actor, add: Callable[..., Case]
) -> None:
    for _ in range(26):
        add(received_on=date(2026, 11, 3))
    page = html(admin, f"/queue?officer=nobody&{DAYS}")
    links = [unescape(one) for one in re.findall(r'href="(/queue\?[^"]*)"', page)]
    kept = [one for one in links if "officer=nobody" in one and "since-day=2" in one and "until-year=2026" in one]
    assert any("show=late" in one for one in kept)
    (following,) = [one for one in kept if "after=" in one]
    second = html(admin, following)
    assert second.count('class="heard-row"') == 1
    assert list(tags(second))[0] == "No officer yet"
    back = unescape(re.findall(r'rel="prev"[^>]* href="([^"]*)"', second)[0])
    assert "officer=nobody" in back
    assert "after=" not in back


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("since-day=31&since-month=2&since-year=2026", "February"),
        ("since-day=soon&since-month=&since-year=", "must include"),
        (
            "since-day=5&since-month=11&since-year=2026&until-day=2&until-month=11&until-year=2026",
            "The last day must not be before the first",
        ),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_its_boxes_and_stays_in_them(
    admin: Browser, officer: Actor, add: Callable[..., Case], typed: str, said: str
) -> None:
    add()
    page = html(admin, f"/queue?show=new&officer=nobody&{typed}", 422)
    assert "govuk-error-summary" in page
    assert said in page
    first = dict(one.split("=") for one in typed.split("&"))["since-day"]
    assert re.search(rf'name="since-day"[^>]* value="{first}"', page)
    assert '<option value="nobody" selected' in page
    assert 'name="show" value="new"' in page
    assert "Put the day right" in page
    assert 'class="heard-row' not in page


def test_an_officer_that_cannot_be_narrows_nothing_and_one_who_left_keeps_a_tag(
    admin: Browser, officer: Actor, add: Callable[..., Case]
) -> None:
    add(reference="CV-AAAA-A1")
    assert "CV-AAAA-A1" in html(admin, "/queue?officer=%00%27x")
    page = html(admin, "/queue?officer=00000000-0000-0000-0000-000000000001")
    assert "CV-AAAA-A1" not in page
    assert list(tags(page)) == ["Officer: Somebody who has no open case"]


def test_a_narrowed_queue_costs_no_statement_more(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session
) -> None:
    add(officer_id=officer.id, received_on=date(2026, 11, 3))
    address = f"/queue?officer={officer.id}&{DAYS}"
    admin.get(address)
    with counting(db.get_bind()) as sent:
        admin.get(address)
    assert len(sent) <= 5, sent

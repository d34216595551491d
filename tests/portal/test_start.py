"""The start page and its doors."""

import pytest

from models.policy import Contacts
from models.web.council import Council


def test_the_start_page_has_a_door_for_everyone_and_creates_nothing(portal):
    answer = portal.get("/")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    links = {a["href"] for a in portal.page.all("a")}
    assert {"/your-voice/1", "/your-say/1", "/for-someone/1", "/thanks/1?kind=good", "/thanks/1?kind=idea"} <= links


@pytest.mark.parametrize("door", ["your-voice", "your-say", "for-someone", "thanks"])
def test_every_page_of_every_journey_can_be_read(portal, door):
    from portal.journeys import PATHS

    for number in range(1, len(PATHS[door].steps) + 1):
        assert portal.get(f"/{door}/{number}").status_code in (200, 303)
    assert portal.get(f"/{door}/check").status_code == 200
    assert portal.get(f"/{door}/99").status_code == 404
    assert portal.get(f"/{door}/0").status_code == 404


def test_help_is_on_every_page_with_nothing_to_press_t56(portal):
    for address in ("/", "/your-voice/1", "/your-voice/3", "/thanks/1", "/your-say/8"):
        portal.get(address)
        assert "999" in portal.page.text
        assert "0800 1111" in portal.page.text


@pytest.mark.parametrize(
    ("door", "leads"),
    [("your-voice", "/"), ("pictures", "/?mode=pictures"), ("your-say", "/your-say/1"), ("thanks", "/thanks/1")],
)
def test_an_address_without_its_number_leads_to_where_that_way_begins_y0(portal, door, leads):
    assert portal.get(f"/{door}").location == leads


@pytest.mark.parametrize(("phone", "free"), [("01632 960100", False), ("0800 1234567", True), ("0808 1570100", True)])
def test_only_a_number_that_costs_nothing_is_called_free_y0(phone, free):
    assert Council("A council", phone, "", "", "", Contacts()).free is free


def test_a_number_that_is_not_free_is_offered_as_it_is_y0(portal):
    portal.get("/")
    assert "Call us 01632 960100" in portal.page.text

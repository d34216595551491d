"""Pages that stand by themselves, and the reading targets on the pages as they are drawn."""

import html
import re

import pytest

from models.reading import measure
from portal.journeys import PATHS

ADDRESSES = ["/how-it-works", "/help", "/privacy", "/accessibility"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_everyone_may_read_them_and_nothing_is_kept(portal, address):
    answer = portal.get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_the_steps_have_this_councils_figures_and_real_dates_t57(portal):
    portal.get("/how-it-works")
    for text in (
        "if you asked today, Monday 23 November",
        "An answer is due in 10 working days: by Monday 7 December",
        "up to 20 working days: until Monday 21 December",
        "An answer is due in 25 working days: by Wednesday 30 December",
        "until Thursday 25 February",
        "Local Government and Social Care Ombudsman",
    ):
        assert text in portal.page.text, text


def test_the_dates_move_with_the_day(portal, clock):
    clock.forward(days=1)
    portal.get("/how-it-works")
    assert "by Tuesday 8 December" in portal.page.text


@pytest.mark.parametrize("address", ["/", *ADDRESSES, "/your-voice/5", "/your-say/8", "/for-someone/5", "/thanks/1"])
def test_no_title_after_the_start_page_says_what_this_is_prv_07(portal, address):
    title = re.search(r"<title>(.*?)</title>", portal.get(address).text, re.DOTALL)[1].lower()
    assert len(title) <= 110
    assert not [word for word in ("complaint", "abuse", "social") if word in title]


def before_the_answer(page: str) -> str:
    """What a page says in its main part before the first thing to fill in or press, hints and legends included."""
    main = page.split("<main")[1].split("<form")[-1] if "<form" in page else page.split("<main")[1]
    first = re.search(r"<input (?!type=\"hidden\")|<textarea|<a href=[^>]*role=\"button\"", main)
    text = re.sub(r"</(?:p|h\d|legend|label|div|li)>", "\n", main[: first.start()] if first else main)
    text = re.sub(r"<[^>]+>", " ", text.split(">", 1)[1])
    return "\n".join(line.strip() for line in html.unescape(text).splitlines() if line.strip())


@pytest.mark.parametrize("number", range(1, len(PATHS["your-voice"].steps) + 1))
def test_a_young_persons_page_as_drawn_meets_the_reading_targets_t25(portal, number):
    for answers in ({"topics": ["social_worker"]},):
        portal.post("/your-voice/3", data=answers)
    portal.post("/your-voice/15", data={"ways": ["text", "call", "email"]})
    answer = portal.get(f"/your-voice/{number}")
    if answer.status_code == 303:  # this answer about an advocate was not given
        return
    found = measure(before_the_answer(answer.text), names=["Leave"])
    assert 0 < found.words <= 90
    assert found.max_sentence <= 16, found.longest
    assert found.mean_sentence <= 10
    assert found.grade <= 3.0
    assert found.jargon == ()
    assert found.hard == ()


def test_anyone_may_ask_for_an_advocate_two_steps_from_any_page_t55(portal):
    """The help pages name the advocacy service and its number on every page's own link."""
    portal.get("/your-voice/5")
    assert "/help" in {a["href"] for a in portal.page.all("a")}
    portal.get("/help")
    assert "who can be your advocate: 01632 960150" in portal.page.text

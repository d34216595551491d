"""Not safe now: the truth of this hour, an alert kept before any case exists, and numbers when in doubt (T38, T39)."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.cases import alerting, duty_rota
from models.procedure.terms import Role
from models.tables import JobRun, SafetyAlert, WallEntry
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

ALERT = {"said": "He hit me.", "reach": "At Nan's, 07700 900123"}


@pytest.fixture
def on_duty(db: Any, person: Any) -> None:
    person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()


def send(portal: Any, **given: str) -> Any:
    portal.get("/now/1")
    return portal.post("/now/1", data=given or ALERT, follow_redirects=True)


def test_in_hours_it_says_who_is_there_now(portal: Any, on_duty: None) -> None:
    portal.get("/now/1")
    text = portal.page.text
    assert "999" in text
    assert "0800 1111" in text
    assert "01632 960101" in text
    assert "They will read it in the next hour" in text


def test_out_of_hours_it_says_when_they_are_back(portal: Any, on_duty: None, clock: Any) -> None:
    clock.now = MONDAY.replace(day=28, hour=13)  # a Saturday
    portal.get("/now/1")
    text = portal.page.text
    assert "01632 960199" in text
    assert "They are back on Monday 30 November 2026 at 9am" in text
    assert "next hour" not in text


def test_a_worker_that_is_down_promises_nothing(portal: Any, on_duty: None, clock: Any) -> None:
    clock.forward(minutes=20)
    portal.get("/now/1")
    assert "next hour" not in portal.page.text


def test_it_is_kept_before_any_case(portal: Any, db: Any, keys: Any, on_duty: None) -> None:
    answer = send(portal)
    assert answer.status_code == 200
    assert "Our safety team has it" in portal.page.text
    alert = db.scalars(select(SafetyAlert)).one()
    assert alert.case_id is None
    words = alerting.words_of(keys.staff.ring, alert)
    assert words is not None
    assert words.said == "He hit me."


def test_out_of_hours_it_is_kept_and_numbers_are_shown_not_a_tick(
    portal: Any, db: Any, on_duty: None, clock: Any
) -> None:
    clock.now = MONDAY.replace(hour=22)
    send(portal)
    assert db.scalars(select(SafetyAlert)).one()
    assert "Call someone now" in portal.page.text
    assert "has it" not in portal.page.text
    assert "01632 960199" in portal.page.text


def test_the_tick_is_not_shown_later_when_it_is_no_longer_true(portal: Any, on_duty: None, clock: Any) -> None:
    clock.now = MONDAY.replace(hour=22)
    portal.get("/now/3?soon=1")
    assert "Call someone now" in portal.page.text


def test_if_it_can_not_be_kept_the_numbers_are_shown_and_the_words_stay(
    portal: Any, db: Any, on_duty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.views import safety

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(safety, "raise_alert", broken)
    answer = send(portal)
    assert answer.status_code == 503
    assert "We could not send it" in portal.page.text
    assert "He hit me." in answer.get_data(as_text=True)
    assert "0800 1111" in portal.page.text
    assert "01632 960101" in portal.page.text
    assert not db.scalars(select(SafetyAlert)).all()


def test_nothing_written_is_asked_for_kindly(portal: Any) -> None:
    portal.get("/now/1")
    answer = portal.post("/now/1", data={"about_worker": "yes", "worker": "Dana"})
    assert answer.status_code == 422
    assert "Write a few words, or call one of the numbers above" in portal.page.text
    assert "Dana" in answer.get_data(as_text=True)


def test_a_typed_name_walls_at_once(portal: Any, db: Any, person: Any, on_duty: None) -> None:
    named = person(Role.DUTY, name="Dana Poole")
    db.commit()
    send(portal, said="Help.", about_worker="yes", worker="dana")
    entry = db.scalars(select(WallEntry)).one()
    assert entry.staff_id == named.staff_id
    assert entry.alert_id is not None


def test_from_their_own_page_it_is_linked_and_shown_behind_a_quiet_link_trk_07(
    portal: Any, db: Any, keys: Any, on_duty: None
) -> None:
    """Two lines, two owners; but who looks over a shoulder at the first page reads nothing of it (experience 2.5)."""
    opened = case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert portal.get("/your-page/15").location == "/your-page"
    send(portal)
    assert db.scalars(select(SafetyAlert)).one().case_id == opened.case.id
    portal.get("/your-page")
    assert "You told our safety team" not in portal.page.text
    assert "No one has picked it up yet. Our safety team is there now. Call 01632 960101" in portal.page.text
    assert next(link["href"] for link in portal.page.all("a") if link.get("id") == "alerts") == "/your-page/15"
    portal.get("/your-page/15")
    assert "No one has picked it up yet." in portal.page.text
    alert = db.scalars(select(SafetyAlert)).one()
    alert.accepted_at = MONDAY + timedelta(minutes=2)
    db.commit()
    portal.get("/your-page")
    assert "No one has picked it up" not in portal.page.text
    portal.get("/your-page/15")
    assert "Someone there is looking at it." in portal.page.text
    alert.closed_at = MONDAY + timedelta(minutes=9)
    db.commit()
    portal.get("/your-page/15")
    assert "Someone there is looking at it." not in portal.page.text, "what is over is not said to go on (T30)"
    assert "You can ask us what they did." in portal.page.text
    assert {"/your-page/messages", "/now/1"} <= {link["href"] for link in portal.page.all("a")}
    assert "One does not stop the other." in portal.page.text


def test_not_sure_offers_people_and_going_on(portal: Any) -> None:
    portal.get("/now/2")
    assert "0800 1111" in portal.page.text
    assert any(link.get("id") == "carry-on" for link in portal.page.all("a"))


PAGES = ["/now/1", "/now/2", "/now/3", "/help", "/how-it-works", "/privacy", "/nothing-here"]
NUMBER = re.compile(r"(?<![\d/])(?:999|0\d{3,4} [\d ]{3,}\d)\b")


@pytest.mark.parametrize("address", PAGES)
def test_every_number_on_a_page_can_be_rung_with_one_tap(portal: Any, address: str) -> None:
    html = portal.get(address).get_data(as_text=True)
    linked = re.sub(r"<a [^>]*href=\"tel:\d+\".*?</a>", "", html, flags=re.DOTALL)
    assert not NUMBER.findall(re.sub(r"<[^>]+>", " ", linked)), address


@pytest.mark.parametrize(("hour", "number"), [(11, "01632960101"), (22, "01632960199")])
def test_the_strip_on_every_page_rings_who_is_there_at_this_hour(
    portal: Any, clock: Any, hour: int, number: str
) -> None:
    clock.now = MONDAY.replace(hour=hour)
    for address in ("/", "/your-voice/3", "/nothing-here"):
        portal.get(address)
        tels = [link["href"] for link in portal.page.all("a") if link.get("href", "").startswith("tel:")]
        assert f"tel:{number}" in tels, address
        assert len({"tel:01632960101", "tel:01632960199"} & set(tels)) == 1, address


def test_a_rota_that_is_changed_changes_the_strip(portal: Any, db: Any, clock: Any) -> None:
    rota = duty_rota.rota_of(db, "ashbourne", day=MONDAY.date())
    duty_rota.set_rota(db, replace(rota, phone="01632 960155"), now=MONDAY)
    db.commit()
    answer = portal.get("/now/1")
    assert answer.get_data(as_text=True).count("tel:01632960155") == 2


def test_carrying_on_never_drops_what_was_typed(portal: Any, db: Any) -> None:
    portal.get("/now/1")
    answer = portal.post("/now/1", data={"said": "He hit me.", "go": "on"})
    assert "He hit me." in answer.get_data(as_text=True)
    assert "You have not sent what you wrote." in portal.page.text
    assert portal.post("/now/1", data={"said": "", "go": "on"}).location == "/"
    assert not db.scalars(select(SafetyAlert)).all()


def test_without_a_name_nobody_is_promised_to_be_kept_out(portal: Any, on_duty: None) -> None:
    send(portal, said="Help.", about_worker="yes")
    assert "We do not know who must not see this yet." in portal.page.text
    send(portal, said="Help.", about_worker="yes", worker="Dana")
    assert "We do not know who must not see this yet." not in portal.page.text


@pytest.mark.parametrize(
    ("address", "answer"),
    [("/your-say/2", {"danger": "yes"}), ("/for-someone/2", {"instructed": "worried"})],
)
def test_an_adult_is_asked_about_the_child(portal: Any, address: str, answer: dict[str, str]) -> None:
    portal.get(address)
    portal.post(address, data=answer, follow_redirects=True)
    portal.get("/now/1")
    assert "If someone is hurting the child now" in portal.page.text
    assert "Is it someone who works with the child?" in portal.page.text
    assert "hurting you" not in portal.page.text
    portal.get("/now/2")
    assert "hurting you" not in portal.page.text
    assert "a child is in danger" in portal.page.text
    assert portal.post("/now/1", data={}).status_code == 422

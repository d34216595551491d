"""Who says "No, I am not safe" and only sends the form: the safety team gets it all the same (experience 2.5, T38)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import alerting
from models.procedure.terms import Role
from models.tables import Case, JobRun, Message, SafetyAlert, WallEntry
from portal.journeys import PATHS
from tests.conftest import MONDAY


def at(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


@pytest.fixture
def on_duty(db, person):
    person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()


def alerts(db):
    db.expire_all()
    return db.scalars(select(SafetyAlert)).all()


def test_a_child_who_said_no_and_carried_on_is_read_by_the_safety_team_as_the_page_says_2_5(portal, db, keys, on_duty):
    portal.post(at("safe"), data={"safe": "no"})
    portal.post(at("tell"), data={"story": "He hits me at night."})
    portal.post(at("contact"), data={"ways": ["text"]})
    portal.post(at("contact_details"), data={"text_number": "07700 900123", "text_seen": "yes"})
    portal.get("/your-voice/check")
    assert "Our safety team, as you said you may not be safe." in portal.page.text
    assert alerts(db) == [], "nothing is sent before they press Send"
    portal.post("/your-voice/check")
    (alert,) = alerts(db)
    words = alerting.words_of(keys.staff.ring, alert)
    assert words.said == "He hits me at night."
    assert "Text message: 07700 900123, somebody else may see it" in words.reach
    case = db.scalars(select(Case)).one()
    assert alert.case_id == case.id
    assert case.safety_waiting, "the case says that nobody has accepted it yet"
    assert db.scalars(select(Message).where(Message.kind == "alert")).all(), "duty is told at once"
    portal.get("/your-voice/sent")
    assert "Our safety team has what you told us." in portal.page.text


def test_in_pictures_one_tap_on_no_reaches_the_safety_team_too_2_9(portal, db, keys, on_duty):
    portal.post(at("about", "pictures"), data={"topics": ["carers"]})
    portal.post(at("safe", "pictures"), data={"safe": "no"})
    portal.post(at("who", "pictures"), data={"call_me": "Kai"})
    (alert,) = alerts(db)
    assert alerting.words_of(keys.staff.ring, alert).said.startswith("They said that they are not safe.")


def test_who_wrote_to_the_safety_team_before_is_one_alert_and_not_two_2_5(portal, db, on_duty):
    portal.post(at("safe"), data={"safe": "no"})
    portal.post("/now/1", data={"said": "He hit me.", "reach": ""})
    portal.post(at("about"), data={"topics": ["home"]})
    portal.post("/your-voice/check")
    assert len(alerts(db)) == 1


TRUE_NOW = {  # the hour, whether mail leaves, and what the pages say until somebody has it, in words and in pictures
    "in hours": (MONDAY, True, ["is there now. Call 01632 960101"], ["is there. Call 01632 960101"]),
    "at night": (
        MONDAY.replace(hour=22), True,
        ["is not there now. Right now, call 01632 960199", "is back on Tuesday 24 November 2026 at 9am"],
        ["is out. Call 01632 960199", "They come back Tuesday 24 November 2026 at 9am"],
    ),
    "at the weekend": (
        MONDAY.replace(day=28, hour=13), True,
        ["is not there now. Right now, call 01632 960199", "is back on Monday 30 November 2026 at 9am"],
        ["is out. Call 01632 960199", "They come back Monday 30 November 2026 at 9am"],
    ),
    "mail that does not leave": (
        MONDAY, False,
        ["is there now. Call 01632 960101", "We can not say when they will read it."],
        ["is there. Call 01632 960101", "We can not say when they look."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("hour", TRUE_NOW)
@pytest.mark.parametrize("pictures", [False, True])
def test_until_somebody_has_it_the_receipt_and_their_page_say_whether_anyone_is_there_and_whom_to_ring_t39(
    portal, db, person, clock, hour, pictures
):
    clock.now, leaves, *lines = TRUE_NOW[hour]
    door, lines = "pictures" if pictures else "your-voice", lines[pictures]
    person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=clock.now - timedelta(minutes=0 if leaves else 20)))
    db.commit()
    portal.post(at("safe", door), data={"safe": "no"})
    portal.post(at("about", door), data={"topics": ["home"]})
    portal.post(f"/{door}/check")
    seen(portal, f"/{door}/sent", lines)
    portal.post("/your-page")
    seen(portal, f"/your-page{'?mode=pictures' if pictures else ''}", lines)
    (alert,) = alerts(db)
    alert.accepted_at = clock.now
    db.commit()
    for page in (f"/{door}/sent", "/your-page"):
        portal.get(page)
        assert "safety-waits" not in portal.page.html


def seen(portal, page, lines):
    portal.get(page, follow_redirects=True)
    for line in lines:
        assert line in portal.page.text


@pytest.mark.parametrize("answer", ["yes", "not_sure", "not_said", ""])
def test_nobody_else_raises_an_alarm_2_5(portal, db, on_duty, answer):
    portal.post(at("safe"), data={"safe": answer})
    portal.post(at("about"), data={"topics": ["home"]})
    portal.post("/your-voice/check")
    assert alerts(db) == []


def test_changing_it_to_yes_before_sending_raises_none_2_5(portal, db, on_duty):
    portal.post(at("safe"), data={"safe": "no"})
    portal.post(at("about"), data={"topics": ["home"]})
    portal.post(at("safe"), data={"safe": "yes"})
    portal.post("/your-voice/check")
    assert alerts(db) == []


def test_a_parent_who_says_a_child_is_in_danger_reaches_the_safety_team_p1(portal, db, keys, on_duty):
    portal.post(at("urgent", "your-say"), data={"danger": "yes"})
    assert "– Your say –" in portal.get("/now/1").text, "the page is called what their questions are called (T13)"
    portal.post(at("points", "your-say"), data={"account": "", "rows-0-what": "She was left outside."})
    portal.post("/your-say/check")
    (alert,) = alerts(db)
    assert alerting.words_of(keys.staff.ring, alert).said == "She was left outside."


def test_an_alert_about_a_worker_on_duty_never_reaches_that_worker_2_5(portal, db, person, on_duty):
    named = person(Role.DUTY, name="Dana Poole")
    db.commit()
    portal.post(at("safe"), data={"safe": "no"})
    portal.post(at("about"), data={"topics": ["social_worker"]})
    portal.post(at("worker"), data={"worker": "Dana"})
    portal.post("/your-voice/check")
    (alert,) = alerts(db)
    entries = db.scalars(select(WallEntry).where(WallEntry.alert_id == alert.id)).all()
    assert [entry.staff_id for entry in entries] == [named.staff_id]


@pytest.mark.parametrize(
    ("door", "question", "given", "said"),
    [
        ("your-voice", "safe", {"safe": "not_sure"}, "By Monday 23 November we talk to you here, or in a way"),
        ("pictures", "safe", {"safe": "not_sure"}, "Not sure you are safe? We talk to you by Monday 23 November."),
        ("your-say", "urgent", {"danger": "not_sure"}, "By Monday 23 November somebody from our team talks to you"),
    ],
)
def test_who_is_not_sure_is_told_by_when_we_talk_to_them_2_5(portal, db, door, question, given, said):
    """The day is the one that the officers see in their queue."""
    portal.post(at(question, door), data=given)
    if door == "your-say":
        portal.post(at("points", door), data={"account": "He shouts at her."})
    else:
        portal.post(at("about", door), data={"topics": ["carers"]})
    portal.post(at("who", door) if door == "pictures" else f"/{door}/check", data={})
    portal.get(f"/{door}/sent")
    assert said in portal.page.text
    assert db.scalars(select(Case)).one().next_due_on == MONDAY.date()

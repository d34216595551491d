"""A change that must wait, a limit on contact, what is told by phone, what is put right: as both sides see them.

S-16, S-34, S-36, X-15. Each is told from the child's first word, and ends in what the officer and the child read.
"""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.cases import freezing
from models.procedure.terms import Clock, State
from models.tables import Message, RunningClock
from tests.admin.whole_way import day, files, is_answered, is_triaged, people

SOON = {"soon": {"soon": "yes", "what": ["home"], "when": "now"}}


@pytest.fixture
def team(way):
    way.on(11, 23)
    people(way)
    return way


@pytest.fixture
def answering(team):
    """Sent, acknowledged, and Mo's to answer."""
    files(team)
    team.turn("Priya Shah")
    is_triaged(team)
    return team


def running(way):
    query = select(RunningClock).where(RunningClock.stopped_on.is_(None))
    return {one.clock: one.due_on for one in way.db.scalars(query.execution_options(populate_existing=True))}


def test_a_placement_that_ends_tomorrow_is_with_the_director_the_same_day_and_the_child_is_told_yes_s_16(team, keys):
    way = team
    files(way, **SOON)
    way.turn("Priya Shah")
    assert "freeze?" in way.read("/queue"), "seen in the queue at once"
    assert "Decide whether the change waits" in is_triaged(way, 422), "nothing is acknowledged beside it"
    told = {}
    for minutes in (0, 60):
        way.clock.now += timedelta(minutes=minutes)
        freezing.warn(way.db, keys.worker, now=way.clock.now)
        way.db.commit()
        rows = way.db.scalars(select(Message).where(Message.cause.startswith("freeze:"))).all()
        told[minutes] = {name for name, who in way.staff.items() for row in rows if str(who.id) in row.cause}
    assert told == {0: {"Hannah Teller"}, 60: {"Hannah Teller", "Ada Head"}}, "up the whole ladder within the day"
    assert way.case().received_on == way.clock.now.date()
    way.turn("Hannah Teller")
    assert "The director" in way.read("freeze")
    decision = {"outcome": "frozen", "risk": "None we know.", "wishes": "To stay.", "decider": "Ada Head", "reason": ""}
    typed = {f"decide-{name}": said for name, said in decision.items()}
    assert "Give the reason" in way.send("freeze/decide", 422, data=typed)
    way.send("freeze/decide", data={**typed, "decide-reason": "You stay in your home until we have looked."})
    way.child()
    letter = way.newest_letter()
    assert "The change will wait while we look at this." in letter
    assert "You stay in your home until we have looked." in letter
    here = way.read("freeze")
    for words in ("It waits", "Ada Head", "To stay.", "None we know."):
        assert words in here, words
    assert "freeze?" not in way.read("/queue")
    is_triaged(way)
    assert way.case().state is State.S1_OPEN, "and what was wrong is answered beside it"


def test_whoever_has_limits_on_contact_still_writes_is_answered_and_asks_for_the_next_stage_s_34(answering):
    way = answering
    way.turn("Hannah Teller")
    before = running(way)
    today, ends = date(2026, 11, 23), date(2027, 3, 1)
    warned = {"warn-indicators": ["demands"], "warn-why": "You rang forty times a day.", "warn-ask": "Ring once a day."}
    met = {
        **day("meet-", today),
        "meet-who": "Hannah, chair",
        "meet-noted": "One of us answers.",
        "meet-helps": "Nothing.",
    }
    decided = {
        "decide-measures": ["named", "letter"], "decide-why": "It went on.", "decide-how": "You write to Mo.",
        **day("decide-", ends, "ends"), **day("decide-", ends, "review"),
    }  # fmt: skip
    assert "A warning in writing comes first." in way.send("behaviour/decide", 409, data=decided)
    way.send("behaviour/warn", data=warned)
    way.send("behaviour/meeting", data=met)
    way.send("behaviour/decide", data=decided)
    assert "until 1 March 2027. The complaint goes on" in way.read("")
    assert running(way) == before, "no day of theirs moves"
    way.child()
    letters = way.letters()
    for words in ("You rang forty times a day.", "You write to Mo.", "You can still say what is wrong.", "Ombudsman"):
        assert words in letters, words
    assert "You should hear by Monday 7 December" in way.theirs()
    assert way.portal.post("/your-page/messages", data={"text": "I still want an answer."}).status_code == 303
    assert "I still want an answer." in way.read("messages"), "what they write arrives as before"
    way.on(12, 1)
    way.turn("Mo Reed")
    is_answered(way, "Mo Reed")
    way.child()
    assert "We said we would ring, and we did not." in way.newest_letter()
    assert way.portal.post("/your-page/next", data={"text": "You did not say why."}).status_code == 303
    assert way.case().state is State.S2_REQUESTED, "the next stage is theirs as everybody's"


def test_an_answer_told_by_phone_is_owed_in_writing_and_only_the_letter_ends_stage_1_s_36_k_17_k_18(answering):
    way = answering
    way.on(12, 1)
    way.turn("Mo Reed")
    told = {"how": "phone", **day("", date(2026, 12, 1)), "said": ""}
    way.send("answer/told", 422, data=told)
    for wrong in (date(2026, 12, 2), date(2026, 11, 20)):
        way.send("answer/told", 422, data={**told, **day("", wrong), "said": "I rang Sam."})
    way.send("answer/told", data={**told, "said": "I rang Sam and said we are sorry."})
    assert "written confirmation, by Tuesday 8 December 2026" in way.read("answer")
    assert running(way)[Clock.S1_CONFIRM] == date(2026, 12, 8)
    assert Clock.S1_RESPONSE in running(way), "a call stops no clock of the law"
    way.turn("Priya Shah")
    assert "8 December 2026" in way.read("clocks")
    assert "I rang Sam and said we are sorry." in way.read("timeline")
    way.child()
    assert "7 December" in way.theirs(), "the written answer is still owed by the day that they were told"
    way.on(12, 3)
    way.turn("Mo Reed")
    is_answered(way, "Mo Reed")
    assert way.case().state is State.S1_RESPONDED
    assert not {Clock.S1_CONFIRM, Clock.S1_RESPONSE} & running(way).keys()
    way.child()
    letter = way.newest_letter()
    assert "We said we would ring, and we did not." in letter
    assert "Not happy with this?" in letter, "with the next stage, as any answer"


def test_what_is_upheld_goes_with_what_is_done_about_it_and_both_sides_see_it_until_it_is_done_x_15(answering):
    way = answering
    way.on(11, 30)
    way.turn("Mo Reed")
    way.read("answer")
    found = {
        "p1-looked_at": "The notes.", "p1-found": "No one rang.", "p1-finding": "upheld", "p1-why": "We forgot.",
        "opening": "", "apology": "We are sorry that we did not ring you.", "others": "nobody",
    }  # fmt: skip
    way.send("answer", data={**way.hidden(), **found})
    missing = way.send("answer/check", 422)
    assert "There is a problem" in missing
    assert "#p1-a1-text" in {link.get("href") for link in way.admin.page.all("a")}, "and it leads to its box"
    way.send("answer/release", 409)
    assert way.case().state is State.S1_OPEN
    remedy = {"p1-a1-text": "Rosa will ring you each Friday.", "p1-a1-owner": str(way.staff["Nadia Rahim"].staff_id)}
    way.read("answer")
    typed = {**way.hidden(), **found, **remedy}
    way.send("answer", data={**typed, **day("p1-", date(2026, 11, 20), "a1-due")})
    assert "There is a problem" in way.send("answer/check", 422), "a promise is for a day that comes"
    way.read("answer")
    way.send("answer", data={**typed, **way.hidden(), **day("p1-", date(2026, 12, 18), "a1-due")})
    way.send("answer/check")
    way.turn("Hannah Teller")
    way.send("answer/agree")
    way.turn("Mo Reed")
    way.send("answer/release")
    way.child()
    letter = way.newest_letter()
    for words in ("Rosa will ring you each Friday.", "18 December", "We are sorry that we did not ring you."):
        assert words in letter, words
    way.turn("Priya Shah")
    assert "Rosa will ring you each Friday." in way.read("promises")
    way.on(12, 21)
    way.turn("Priya Shah")
    assert "Late: not marked as done" in way.read("promises")

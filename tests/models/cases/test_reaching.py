"""Nobody reaches them: tried, written down, and then it waits until a day, with a letter (K-42 c, S-06)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import choosing, pausing, reaching
from models.cases.clock_working import shown_clocks
from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.letters import check_complete, compose, council_facts
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, State
from models.reading import measure
from models.tables import ClockMove, Holder, Letter, RunningClock
from tests.models.cases.answered import MONDAY, at, routed

PERSON = Actor(kind="person", name="young person")
FACTS = {
    **council_facts(load_shipped("ashbourne", date(2026, 4, 1))),
    "reference": "HV-1", "officer": "Mo Ashe", "advocate": None, "for_what": pausing.FOR_WHAT[pausing.Why.RECORDS],
    "tried": "24 November and 26 November", "began_on": date(2026, 11, 27), "review_on": date(2026, 12, 11),
    "was": date(2026, 12, 7), "then": date(2026, 12, 21),
}  # fmt: skip


def due(db, case):
    query = select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.S1_RESPONSE)
    return db.scalars(query).one().due_on


def tried(db, case, ring, officer, day, how="tried_phone", now=None):
    on = date(2026, 11, day)
    reaching.tried(db, case, how, "Nobody picked up.", on=on, actor=officer, now=now or at(27, month=11), keys=ring)


def waits(db, case, ring, officer, now=None):
    return reaching.wait(db, case, "Only they know.", actor=officer, now=now or at(27, month=11), keys=ring)


def test_it_waits_only_after_tries_on_two_days_and_through_an_advocate_for_a_child_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    case.young_person = True
    with pytest.raises(NotAllowed, match="Try on 2 different days first"):
        waits(db, case, ring, officer)
    tried(db, case, ring, officer, 24)
    tried(db, case, ring, officer, 24, "tried_writing")
    with pytest.raises(NotAllowed, match="different days"):
        waits(db, case, ring, officer)
    tried(db, case, ring, officer, 26)
    with pytest.raises(NotAllowed, match="through their advocate"):
        waits(db, case, ring, officer)
    tried(db, case, ring, officer, 26, "tried_advocate")
    pause = waits(db, case, ring, officer)
    assert (pause.began_on, pause.until_on, pause.ended_on) == (date(2026, 11, 27), date(2026, 12, 11), None)


def test_its_letter_says_why_until_when_and_how_to_go_on_and_the_gross_days_stay_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    tried(db, case, ring, officer, 24)
    tried(db, case, ring, officer, 26, "tried_advocate")
    waits(db, case, ring, officer)
    assert due(db, case) == date(2026, 12, 21)
    move = db.scalars(select(ClockMove)).one()
    assert (move.was, move.now, move.why) == (date(2026, 12, 7), date(2026, 12, 21), "pause")
    (said,) = [one.lines for one in shown_clocks(db, case, today=date(2026, 12, 14)) if "stage 1" in one.name]
    assert any(line.startswith("Day 15 gross on Monday 14 December 2026, of which 10 waited") for line in said)
    assert "Waited from Friday 27 November 2026 to Friday 11 December 2026: we do not reach them" in said
    letter = db.scalars(select(Letter).where(Letter.kind == "not_reached")).one()
    text = str(ring.open_json(Letter.body, letter))
    assert all(words in text for words in ("11 December 2026", "21 December 2026", "7 December 2026", "at any time"))
    assert case.state is State.S1_OPEN
    assert case.closed_on is None


def test_writing_to_us_ends_it_at_once_and_the_days_come_back_s_06(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    tried(db, case, ring, officer, 24)
    tried(db, case, ring, officer, 26, "tried_advocate")
    waits(db, case, ring, officer)
    holder = Holder(reference="HV-X", part="own")
    choosing.say(db, case, "I am here.", holder=holder, keys=ring, actor=PERSON, now=at(30, month=11))
    assert pausing.running(db, case) is None
    assert due(db, case) == date(2026, 12, 8)  # one working day was used
    assert reaching.tries(db, case) == []  # what was tried before they wrote counts no more


def test_on_the_day_it_runs_on_by_itself_and_says_so(db, keys, officer):
    words = pausing.in_words("not_reached", date(2026, 12, 11), date(2026, 12, 14))
    assert "Our days run again" in words
    assert "Nothing closes by itself" in pausing.in_words("not_reached", date(2026, 12, 11), date(2026, 12, 1))


def test_a_try_is_never_dated_before_its_cause_or_after_today(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    for day, now in ((20, MONDAY), (24, MONDAY)):
        with pytest.raises(NotAllowed, match="Choose the day you tried"):
            tried(db, case, ring, officer, day, now=now)


def test_waiting_at_their_own_wish_comes_with_a_letter_too_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    pausing.begin(db, case, "records", "", keys=ring, actor=PERSON, now=MONDAY)
    letter = db.scalars(select(Letter).where(Letter.kind == "waiting")).one()
    text = str(ring.open_json(Letter.body, letter))
    assert all(words in text for words in ("records you asked for", "21 December 2026", "7 January 2027"))


@pytest.mark.parametrize("kind", ["waiting", "not_reached"])
@pytest.mark.parametrize("young_person", [True, False])
@pytest.mark.parametrize("then", [date(2026, 12, 21), None])
def test_the_letters_say_all_that_they_must_and_a_child_can_read_hers_g_05_t_27(kind, young_person, then):
    made = compose(kind, young_person, **{**FACTS, "then": then})
    assert check_complete(kind, made.blocks, young_person=young_person) == []
    assert CATALOGUE[kind].child
    if young_person:
        reading = measure(made.text(), ["Ashbourne", "Ombudsman", "December", "November"])
        assert reading.grade <= 5, reading
        assert reading.words <= 200
        assert reading.max_sentence <= 16, reading.longest

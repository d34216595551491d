"""Measures are on contact only, after a warning and a noted meeting, and never without an end (rules 3.7, K-93)."""

from datetime import date, timedelta

import pytest

from models.cases import behaving, choosing
from models.cases.recording import running_clocks
from models.post.letters import check_complete
from models.procedure.behaviour import EASY, INDICATORS, MEASURES, last_day
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.reading import measure
from models.tables import CaseEvent, Holder, Letter, ThreadMessage
from tests.models.cases.answered import MONDAY, routed, who

TODAY = MONDAY.date()
ENDS, REVIEW = TODAY + timedelta(days=180), TODAY + timedelta(days=90)
WARNING = {"indicators": ["demands", "abusive"], "why": "You rang forty times.", "ask": "Please ring once a day."}
MET = {"who": "Priya Shah in the chair, Mo Reed", "noted": "One person will answer.", "helps": "Nothing known."}
DECIDED = {
    "measures": ["named", "letter"],
    "why": "It went on.",
    "how": "Write to Mo Reed.",
    "ends": ENDS,
    "review": REVIEW,
}


@pytest.fixture
def here(db, keys, person):
    priya, hannah = who(person(Role.OFFICER, name="Priya Shah")), who(person(Role.MANAGER, name="Hannah Cole"))
    case, ring = routed(db, keys.staff.ring, priya)
    by = {"now": MONDAY, "keys": ring}
    return case, ring, {"actor": priya, **by}, {"actor": hannah, **by}


def decided(db, here) -> None:
    case, _, priya, hannah = here
    behaving.warn(db, case, **WARNING, **priya)
    behaving.meet(db, case, on=TODAY, **MET, **priya)
    behaving.decide(db, case, **DECIDED, **hannah)


def test_no_measure_without_a_warning_a_noted_meeting_and_a_manager(db, here) -> None:
    case, _, priya, hannah = here
    with pytest.raises(NotAllowed, match="warning in writing"):
        behaving.meet(db, case, on=TODAY, **MET, **priya)
    behaving.warn(db, case, **WARNING, **priya)
    with pytest.raises(NotAllowed, match="First the meeting"):
        behaving.decide(db, case, **DECIDED, **hannah)
    with pytest.raises(NotAllowed, match="from the day of the warning"):
        behaving.meet(db, case, on=TODAY - timedelta(days=1), **MET, **priya)
    behaving.meet(db, case, on=TODAY, **MET, **priya)
    with pytest.raises(NotAllowed, match="Only a complaints manager"):
        behaving.decide(db, case, **DECIDED, **priya)
    with pytest.raises(NotAllowed, match="at least one measure"):
        behaving.decide(db, case, **{**DECIDED, "measures": ["banish"]}, **hannah)
    behaving.decide(db, case, **DECIDED, **hannah)


@pytest.mark.parametrize(
    ("ends", "review"),
    [(last_day(TODAY) + timedelta(days=1), REVIEW), (TODAY, TODAY), (ENDS, ENDS + timedelta(days=1)), (ENDS, TODAY)],
)
def test_a_measure_lasts_a_year_at_most_and_is_looked_at_again_before_its_end_k_93(db, here, ends, review) -> None:
    case, _, priya, hannah = here
    behaving.warn(db, case, **WARNING, **priya)
    behaving.meet(db, case, on=TODAY, **MET, **priya)
    with pytest.raises(NotAllowed, match="Choose a"):
        behaving.decide(db, case, **{**DECIDED, "ends": ends, "review": review}, **hannah)
    assert last_day(date(2027, 12, 31)) == date(2028, 12, 31)


def test_a_measure_is_on_contact_and_the_complaint_goes_on_s_34(db, here) -> None:
    case, ring, priya, _ = here
    clocks = {(one.clock, one.due_on) for one in running_clocks(db, case)}
    state = case.state
    decided(db, here)
    assert {(one.clock, one.due_on) for one in running_clocks(db, case)} == clocks
    assert case.state is state
    holder = db.query(Holder).filter_by(case_id=case.id).one()
    choosing.say(db, case, "I still want an answer.", holder=holder, keys=ring, actor=priya["actor"], now=MONDAY)
    db.flush()
    assert db.query(ThreadMessage).filter_by(case_id=case.id).count() == 1
    done = {one.event for one in db.query(CaseEvent).filter_by(case_id=case.id)}
    assert done <= {Event.RECEIVED, Event.ROUTED_STATUTORY, Event.NOTED, Event.MESSAGE_FROM_PERSON}


def test_each_letter_says_what_the_rules_want_and_a_child_can_read_it_3_6_t27(db, here) -> None:
    case, ring, _, hannah = here
    decided(db, here)
    behaving.look_again(db, case, go_on=True, why="It helps.", ends=ENDS, review=REVIEW, **hannah)
    behaving.look_again(db, case, go_on=False, why="It helped.", ends=None, review=None, **hannah)
    letters = db.query(Letter).filter(Letter.case_id == case.id, Letter.kind.like("behaviour%")).all()
    assert [one.kind for one in letters].count("behaviour_review") == 2
    for row in letters:
        content = ring.open_json(Letter.body, row)
        assert check_complete(row.kind, content["blocks"], young_person=True) == []
        text = "\n".join(words for block in content["blocks"] for words in (*block["paragraphs"], *block["list"]))
        assert "You can still say what is wrong." in text
        assert measure(text, ["Ombudsman", "Priya"]).grade <= 5, text


def test_an_end_is_an_end_and_a_new_matter_begins_with_a_warning(db, here) -> None:
    case, ring, priya, hannah = here
    decided(db, here)
    with pytest.raises(NotAllowed, match="open matter"):
        behaving.warn(db, case, **WARNING, **priya)
    with pytest.raises(NotAllowed, match="end it with a letter"):
        behaving.drop(db, case, why="A mistake.", **priya)
    behaving.look_again(db, case, go_on=False, why="It helped.", ends=None, review=None, **hannah)
    assert behaving.current(db, case) is None
    behaving.warn(db, case, **WARNING, **priya)
    behaving.drop(db, case, why="It stopped.", **priya)
    assert [one.step for one in behaving.matters(db, case, ring)] == ["over", "over"]


def test_the_lists_are_those_of_the_rules_4_16() -> None:
    assert (len(MEASURES), len(INDICATORS)) == (7, 18)
    assert EASY.keys() == MEASURES.keys()

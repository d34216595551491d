"""What is learned: a meeting in 25 working days, actions with owner and day, a public line that names nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.cases import learning, promises, said_and_done
from models.jobs.digest import send_digests
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role, State
from models.tables import Action, CaseEvent, Message, SaidAndDone
from tests.models.cases.answered import MONDAY, routed, who

TODAY = MONDAY.date()
DUE = date(2026, 12, 30)  # 25 working days over Christmas
SAID, DID = "Nobody rang back.", "There is now a person for each call."


@pytest.fixture
def here(db, keys, person):
    account = person(Role.OFFICER, name="Priya Shah")
    priya = who(account)
    answers = {"who": {"name": "Kit", "full_name": "Kit Marlow"}}
    case, ring = routed(db, keys.staff.ring, priya, answers=answers)
    case.officer_id = priya.id
    db.flush()
    return case, ring, priya


@pytest.fixture
def done(db, here):
    """An action that was done."""
    case, ring, priya = here
    by = {"actor": priya, "now": MONDAY, "keys": ring}
    row = learning.add_action(db, case, text="Ring each person.", owner=priya.id, due=TODAY, stage=1, **by)
    db.flush()
    promises.mark_done(db, case, row.id, on=TODAY, note="Seen in the log.", **by)
    return row


def answered_at_stage_two(db, case, on: date = TODAY) -> None:
    case.state = State.S2_RESPONDED
    case.event_count += 1
    db.add(CaseEvent(
        case_id=case.id, number=case.event_count, event=Event.S2_ANSWERED, at=MONDAY, on=on, actor_kind="system",
        actor_name="",
    ))  # fmt: skip
    db.flush()


def test_a_learning_meeting_is_due_25_working_days_after_the_answer_of_stage_2_k_65(db, here) -> None:
    case, ring, priya = here
    assert learning.owed(db, priya, today=TODAY) == []
    answered_at_stage_two(db, case)
    assert [(one.case.id, one.stage, one.due.on) for one in learning.owed(db, priya, today=TODAY)] == [
        (case.id, 2, DUE)
    ]
    by = {"actor": priya, "now": MONDAY, "keys": ring}
    with pytest.raises(NotAllowed, match="from the day of the answer"):
        learning.meet(db, case, 2, on=TODAY + timedelta(days=1), who="Priya", noted="Ring back.", **by)
    with pytest.raises(NotAllowed, match="No learning meeting is owed"):
        learning.meet(db, case, 3, on=TODAY, who="Priya", noted="Ring back.", **by)
    learning.meet(db, case, 2, on=TODAY, who="Priya in the chair", noted="Ring back.", **by)
    db.flush()
    assert learning.owed(db, priya, today=TODAY) == []
    assert learning.held(db, case, ring)[0].kept["noted"] == "Ring back."


def test_an_action_has_an_owner_and_a_day_and_the_person_reads_it_x_15(db, here, person) -> None:
    case, ring, priya = here
    by = {"actor": priya, "now": MONDAY, "keys": ring}
    with pytest.raises(NotAllowed, match="later day"):
        learning.add_action(db, case, text="x", owner=priya.id, due=TODAY - timedelta(days=1), stage=2, **by)
    with pytest.raises(NotAllowed, match="can sign in"):
        learning.add_action(db, case, text="x", owner=who(person(Role.DIRECTOR)).id, due=TODAY, stage=2, **by)
    learning.add_action(db, case, text="Ring each person.", owner=priya.id, due=TODAY, stage=2, **by)
    db.flush()
    assert db.query(Action).filter_by(case_id=case.id).one().stage == 2


def test_what_was_promised_and_not_done_reaches_the_director_as_a_number_x_09(db, keys, here, person) -> None:
    case, ring, priya = here
    head = person(Role.DIRECTOR, name="Ada Head")
    learning.add_action(db, case, text="Ring.", owner=priya.id, due=TODAY, stage=1, actor=priya, now=MONDAY, keys=ring)
    db.flush()
    assert learning.late_actions(db, who(head), TODAY) == (0, None)
    assert learning.late_actions(db, who(head), TODAY + timedelta(days=1)) == (1, TODAY)
    for day in (24, 25, 30):  # Tuesday, again on Wednesday, and the Monday after
        send_digests(db, keys.staff.ring, now=datetime(2026, 11, day, 8, tzinfo=UTC))
        db.flush()
    mails = db.query(Message).filter(Message.cause.like(f"late-promises:{head.id}:%")).all()
    assert len(mails) == 2
    said = keys.worker.open_json(Message.work, mails[0])
    assert case.reference not in str(said)
    assert "1 of what we promised people is late" in said["body"]


def test_a_public_line_is_of_something_done_and_released_by_somebody_else(db, here, done, person) -> None:
    case, ring, priya = here
    by = {"now": MONDAY, "keys": ring}
    row = said_and_done.offer(db, case, done.id, SAID, DID, actor=priya, **by)
    db.flush()
    assert said_and_done.shown(db, case.council) == []
    assert row.said == ""
    with pytest.raises(NotAllowed, match="complaints manager"):
        said_and_done.release(db, row.id, actor=priya, **by)
    hannah = who(person(Role.MANAGER, name="Hannah Cole"))
    said_and_done.release(db, row.id, actor=hannah, **by)
    assert [(one.said, one.did) for one in said_and_done.shown(db, case.council)] == [(SAID, DID)]
    said_and_done.take_back(db, row.id, actor=hannah, now=MONDAY)
    assert said_and_done.shown(db, case.council) == []
    assert (row.said, row.did) == ("", "")
    said_and_done.offer(db, case, done.id, SAID, "Better.", actor=hannah, **by)
    with pytest.raises(NotAllowed, match="you wrote it"):
        said_and_done.release(db, row.id, actor=hannah, **by)
    assert db.query(SaidAndDone).count() == 1


@pytest.mark.parametrize("words", ["Kit was not rung.", "The Marlow family waited."])
def test_a_public_line_that_names_somebody_of_the_case_is_refused(db, here, done, words) -> None:
    case, ring, priya = here
    assert said_and_done.names_in(words, case, {"sender": {"full_name": "Kit Marlow"}})
    assert not said_and_done.names_in("The kitchen is warm.", case, {"sender": {"full_name": "Kit Marlow"}})
    assert not said_and_done.names_in("Minutes of the panel, page 1", case, {"worker_named": "the new one"})


def test_what_is_not_done_yet_is_not_told(db, here) -> None:
    case, ring, priya = here
    by = {"actor": priya, "now": MONDAY, "keys": ring}
    row = learning.add_action(db, case, text="Ring.", owner=priya.id, due=TODAY, stage=1, **by)
    db.flush()
    with pytest.raises(NotAllowed, match="mark it as done first"):
        said_and_done.offer(db, case, row.id, SAID, DID, **by)

"""T40, AZ-04: a digest and a notification name no case to who stands behind its wall, nor to their line."""

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import choosing, seeing
from models.cases.recording import record
from models.cases.told import VisitAsked
from models.jobs.digest import lines_for, send_digests
from models.procedure.terms import Event, Procedure, Role
from models.tables import Message
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who
from tests.models.jobs.test_mornings import WEDNESDAY_MORNING, digests


def to(db, keys, account, messages=None):
    """What was queued for this account, opened."""
    rows = db.scalars(select(Message)).all() if messages is None else messages
    opened = [keys.worker.open_json(Message.work, row) for row in rows if row.work]
    return [work for work in opened if work.get("to") == account.email]


def about(db, keys, person, name):
    walled = person(Role.OFFICER, Role.MANAGER, name=name)
    other = person(Role.OFFICER, Role.MANAGER, name="Priya Shah")
    actors = who(walled), who(other)
    answers = {"worker": {"worker": name, "ask_first": "ok"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, answers=answers).case
    case.procedure = Procedure.STATUTORY
    db.commit()
    return walled, other, case, actors


def test_the_mornings_mail_leaves_out_who_stands_behind_the_wall_t40(db, keys, person):
    walled, other, case, (behind, before) = about(db, keys, person, "Karen Cole")
    day = WEDNESDAY_MORNING.date()
    assert {line.reference for line in lines_for(db, before, day)} == {case.reference}, "it is due"
    assert list(lines_for(db, behind, day)) == []
    send_digests(db, keys.staff.ring, now=WEDNESDAY_MORNING)
    bodies = [work["body"] for work in to(db, keys, other, digests(db))]
    assert [case.reference in body for body in bodies] == [True]
    assert to(db, keys, walled, digests(db)) == [], "one new case, and not a word of it, nor its number"


def test_no_notification_reaches_who_stands_behind_the_wall_t40(db, keys, person):
    walled, other, case, _ = about(db, keys, person, "Karen Cole")
    record(db, case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    before = len(to(db, keys, other))
    ring = keys.staff.ring.with_case(case)
    choosing.got_worse(db, case, "She shouts at me.", keys=ring, actor=SYSTEM, now=MONDAY)
    seeing.ask(db, case, VisitAsked(where="At school", when="Today"), keys=ring, actor=SYSTEM, now=MONDAY)
    db.flush()
    assert len(to(db, keys, other)) > before, "somebody is told"
    assert to(db, keys, walled) == []

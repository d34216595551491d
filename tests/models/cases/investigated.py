"""Cases on their way through stage 2, for the tests of its rooms, reports and answers."""

from datetime import date

from sqlalchemy import select

from models.cases import appointing, interviewing, outsiders, reporting, rooms, stating
from models.cases.reporting import Body, OnPoint
from models.procedure.independence import Part
from models.procedure.terms import State
from models.tables import Account, Appointment
from models.tables.account import AccountState
from tests.models.cases.answered import at

UNTIL = date(2027, 3, 1)
SOMEBODY = {
    **dict.fromkeys(("officer", "member", "household", "line"), False), "investigates": True, "independent": True,
    "away_until": None, "day_rate": None, "active": True, "phone": "", "travel": "", "note": "",
}  # fmt: skip
NAMES = {Part.INVESTIGATOR: "Ines Okafor", Part.INDEPENDENT: "Ruth Amari"}


def pool(db, keys, actor, *names):
    """These people are in the pool; each can be written to."""
    made = {}
    for name in names or NAMES.values():
        given = {**SOMEBODY, "name": name, "email": f"{name.split()[0].lower()}@outside.example"}
        made[name] = outsiders.keep(db, given, row=None, keys=keys, actor=actor, now=at(7))
    db.flush()
    return made


def begun(db, keys, opened, actor):
    """Both appointed on 8 December, the statement signed that day: they investigate."""
    case, ring = opened.case, keys.staff.ring.with_case(opened.case)
    people = pool(db, keys.staff.ring, actor)
    for part, name in NAMES.items():
        appointing.appoint(db, case, part, people[name].id, on=at(8).date(), actor=actor, now=at(8))
    row = stating.begin(db, case, keys=ring, actor=actor, now=at(8))
    stating.offer(db, case, row, keys=ring, actor=actor, now=at(8))
    stating.sign(db, case, row, "Sam", keys=ring, actor=actor, now=at(8), how="paper")
    assert case.state is State.S2_INVESTIGATING
    db.commit()
    return case, ring


def part_of(db, case, part):
    query = select(Appointment).where(Appointment.case_id == case.id, Appointment.part == part)
    return db.scalars(query.where(Appointment.ended_on.is_(None))).one()


def let_in(db, keys, case, part, actor, *, now=None):
    """Their room is open and their account is begun."""
    row = part_of(db, case, part)
    account, _ = rooms.open_room(db, case, row.id, UNTIL, keys=keys.staff.ring, actor=actor, now=now or at(9))
    account.state, account.password_hash = AccountState.ACTIVE, "!"
    db.commit()
    return db.get_one(Account, account.id)


def whole(numbers=(1, 2)):
    return Body("What I did.", tuple(OnPoint(n, "The notes.", "upheld", "Nobody rang.", "Ring back.") for n in numbers))


def reported(db, case, ring, actor, *, first=9):
    """Both final reports are here: one person was spoken with on that day, and had nothing to put right."""
    io, ip = part_of(db, case, Part.INVESTIGATOR), part_of(db, case, Part.INDEPENDENT)
    told = {"keys": ring, "actor": actor}
    row = interviewing.add(
        db, case, io, name="Mo Reed", role="Team manager", kind="staff", held_on=at(first).date(), notes="Sorry.",
        now=at(first), **told,
    )  # fmt: skip
    reporting.save(db, case, io, whole(), version=0, now=at(first), **told)
    reporting.hand_in(db, case, io, reporting.DRAFT, now=at(first), **told)
    interviewing.send(db, case, row, passage="Nobody rang.", how="mail", now=at(first), **told)
    interviewing.answer(db, case, row, "Nothing", on=at(first + 1).date(), now=at(first + 1), **told)
    reporting.hand_in(db, case, io, reporting.FINAL, now=at(first + 1), **told)
    reporting.save(db, case, ip, Body("It was fair."), version=0, now=at(first + 1), **told)
    reporting.hand_in(db, case, ip, reporting.FINAL, now=at(first + 1), **told)
    assert case.state is State.S2_ADJUDICATION
    db.commit()

"""What an administrator sets up: teams, bank holidays, and the policy shown beside the law (decisions 11, S-40)."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.audit import Actor, note
from models.cases.duty_rota import Rota, set_rota
from models.cases.moving import HOLIDAY_BACK, recompute, shifts
from models.cases.policies import add_holiday, holidays, in_force, take_back_holiday
from models.policy import Policy, bank_holidays, shipped, shipped_data, warnings
from models.policy.figures import rows
from models.policy.model import KEYS
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import length_in_words, source_sentence
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day, why_not_counted
from models.tables.staff import Staff, Team

INVENTED = "ashbourne"  # the council of the demonstration


class AlreadyThere(ValueError):
    """There is one of that name or on that day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One time limit: what this council set, beside what the law, the Code or good practice says."""

    label: str
    rule: str
    ours: str
    furthest: str  # with every extension; empty where none exists
    theirs: str
    source: str
    responsible: str
    others: tuple[str, ...] = ()  # which published policies say what


def elsewhere(key: str, own: str) -> tuple[str, ...]:
    """What other councils published for this figure, in their words or as a number (rules 1.10)."""
    found = []
    for preset in shipped():
        if preset.council in (own, INVENTED):
            continue
        data = shipped_data(preset.council, preset.since)
        said = data.get("printed", {}).get(key) or data.get("effective", {}).get(key)
        if said is not None:
            found.append(f"{data['name']}, {preset.since.year}: {said}")
    return tuple(found)


def figures(db: Session, council: str, day: date) -> tuple[Policy, list[Figure], list[str]]:
    """The policy in force on `day`, each figure beside its source, and where it is looser than guidance."""
    policy = in_force(db, council, day)
    shown = []
    for key, (row, figure) in rows(policy).items():
        clock = KEYS.get(key)
        limit, reach = (LIMITS[clock], policy.ceilings.get(clock)) if clock else (None, None)
        shown.append(
            Figure(
                label=row.label,
                rule=row.rule,
                ours=row.words(figure),
                furthest=length_in_words(reach, row.unit) if reach else "Not a length" if row.options(figure) else "",
                theirs=row.theirs_in_words,
                source=source_sentence(limit, figure) if limit else row.source,
                responsible=limit.responsible if limit else "",
                others=elsewhere(row.printed, council),
            )
        )
    return policy, shown, warnings(policy)


class NotOurs(ValueError):
    """A day that cannot be taken back: it has begun, or it is one of the country's own."""


class WouldMove(NamedTuple):
    """Deadlines that a change of the bank holidays moves: shown before anything is changed, and of no case by name,
    because administrators see none (AZ-03, AZ-04)."""

    label: str
    was: date
    to: date
    how_many: int


def would_move(db: Session, day: date, *, added: bool) -> list[WouldMove]:
    """What moves when `day` is added or taken back, by what is due and its day. Nothing is changed by asking."""
    free = {one: name for one, name in holidays(db).items() if one != day} | ({day: ""} if added else {})
    found = Counter((LIMITS[clock.clock].label, clock.due_on, to) for clock, to in shifts(db, free))
    return [WouldMove(*moved, how_many) for moved, how_many in sorted(found.items())]


def may_take_back(day: date, today: date) -> bool:
    """Only what an administrator added, and only while no deadline has run over it."""
    return day > today and day not in bank_holidays()


def take_back(db: Session, day: date, *, by: Actor, now: datetime) -> int:
    """A day added by mistake counts again: deadlines move back, and what had moved stays readable."""
    if day not in holidays(db) or not may_take_back(day, local_day(now)):
        raise NotOurs("That day cannot be taken back")
    take_back_holiday(db, day)
    note(db, by, "holiday_taken_back", now=now, object_kind="setting", reason=day.isoformat())
    return recompute(db, now, actor=by, why=HOLIDAY_BACK)


def check_holiday(db: Session, day: date) -> None:
    """Refuse a day that is not counted already."""
    if day in holidays(db):
        raise AlreadyThere(f"That day is on the list already: {holidays(db)[day]}")
    if why := why_not_counted(day, {}):
        raise AlreadyThere(f"It is not counted already: it is a {why}")


def announce_holiday(db: Session, day: date, name: str, *, by: Actor, now: datetime) -> int:
    """Add a day that does not count, and move every open deadline that it touches. Returns how many cases moved."""
    check_holiday(db, day)
    add_holiday(db, day, name, now=now)
    note(db, by, "holiday_added", now=now, object_kind="setting", reason=day.isoformat())
    return recompute(db, now, actor=by)


def days_from(db: Session, day: date) -> list[tuple[date, str]]:
    """The bank holidays from `day` on."""
    return sorted((one, name) for one, name in holidays(db).items() if one >= day)


def keep_rota(db: Session, rota: Rota, *, was: Rota, what: str, by: Actor, now: datetime) -> None:
    """`what`: the names of what was changed in it, for the audit; here and below never a name of anybody."""
    set_rota(db, rota, now=now, was=was)
    note(db, by, "rota_changed", now=now, object_kind="setting", reason=what)


def teams(db: Session) -> list[Team]:
    return list(db.scalars(select(Team).order_by(Team.name)))


def add_team(db: Session, name: str, directorate: str, *, handles_complaints: bool, by: Actor, now: datetime) -> Team:
    """A team of the directory; one of them handles complaints, and a wall never empties it by a first name alone."""
    if any(team.name.casefold() == name.casefold() for team in teams(db)):
        raise AlreadyThere("There is a team of that name already")
    team = Team(id=uuid.uuid4(), name=name, directorate=directorate, handles_complaints=handles_complaints)
    db.add(team)
    note(db, by, "team_added", now=now, object_kind="team", object_id=team.id, reason=name)
    db.flush()
    return team


def team(db: Session, team_id: uuid.UUID) -> Team:
    return db.get_one(Team, team_id)


def change_team(
    db: Session, row: Team, *, name: str, directorate: str, handles_complaints: bool, by: Actor, now: datetime
) -> None:
    """Its name as it is from today on; reports name it as it is called when they are made."""
    if any(one.name.casefold() == name.casefold() and one.id != row.id for one in teams(db)):
        raise AlreadyThere("There is a team of that name already")
    was = row.name if row.name == name else f"{row.name}, now {name}"
    row.name, row.directorate, row.handles_complaints = name, directorate, handles_complaints
    note(db, by, "team_changed", now=now, object_kind="team", object_id=row.id, reason=was)
    db.flush()


def set_team_active(db: Session, row: Team, *, active: bool, by: Actor, now: datetime) -> None:
    """Closed, it can be chosen for nobody; what was counted for it stays counted."""
    if not active and any(person.active for person, _ in people_of(db, row)):
        raise NotAllowed("Somebody is in it. Choose another team on their page first.")
    row.active = active
    action = "team_opened" if active else "team_closed"
    note(db, by, action, now=now, object_kind="team", object_id=row.id, reason=row.name)
    db.flush()


def people_of(db: Session, row: Team) -> list[tuple[Staff, str]]:
    """Everybody in the team with the name of their manager."""
    boss = aliased(Staff)
    query = select(Staff, boss.name).outerjoin(boss, boss.id == Staff.manager_id).where(Staff.team_id == row.id)
    return [(person, name or "") for person, name in db.execute(query.order_by(Staff.name))]


def managers_of(db: Session, row: Team) -> list[str]:
    """Who manages anybody in it: a wall for one of the team stands for them too (AZ-04)."""
    boss = aliased(Staff)
    query = select(boss.name).join(Staff, Staff.manager_id == boss.id).where(Staff.team_id == row.id).distinct()
    return sorted(db.scalars(query))

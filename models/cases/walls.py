"""The wall around the person complained about: they, their line and their team cannot see the case (AZ-04)."""

import re
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import family
from models.cases.names_here import names
from models.procedure.terms import Role
from models.tables.account import Account, AccountRole
from models.tables.case import Case
from models.tables.safety import WallEntry
from models.tables.staff import Staff, Team
from models.tables.words import Point

WORD = re.compile(r"\w+")
TEAM_ROLES = (Role.OFFICER, Role.MANAGER)
GREETING = re.compile(
    r"\A\W*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening))\s([^\n,.!:;]{1,60})[\n,.!:;]", re.I
)


def raise_for_name(
    db: Session, typed: str, *, now: datetime, case: Case | None = None, alert_id: uuid.UUID | None = None
) -> list[WallEntry]:
    """Wall off everyone in the directory whom a typed name may mean, at once, before anyone reads it (decisions 12).

    A first name alone is enough to suspect: an officer lifts what does not fit. Returns the entries, added to `db`.
    """
    return _raise(db, typed, may_mean, now=now, case=case, alert_id=alert_id)


def raise_for_text(
    db: Session, text: str, *, now: datetime, case: Case | None = None, alert_id: uuid.UUID | None = None,
    but: Collection[uuid.UUID | None] = (), line: bool = True,
) -> list[WallEntry]:  # fmt: skip
    """The same for everyone whose whole name stands in what somebody wrote: a first name in a story is no suspicion.
    `but`: these are named there for another reason. `line`: their managers and team too."""
    said = spelled(text)
    if not any(stands_in(said, name) for name in names(db)):
        return []
    but = {*but, *_known(db, case, alert_id)}
    return _raise(db, said, stands_in, now=now, case=case, alert_id=alert_id, but=but, line=line)


def heed(db: Session, case: Case, text: str, *, now: datetime) -> None:
    """What is written after sending keeps out whom it names, as what was sent did: before anybody reads it (AZ-04).

    Their officer may be greeted by name. Whose wall was taken down here once stays for a colleague to judge.
    """
    greeted = GREETING.match(text)
    officer = db.get(Staff, case.officer_id) if greeted and case.officer_id else None
    if greeted and officer and spelled(greeted[1]).endswith(spelled(officer.name)):
        text = text[greeted.end() :]
    if raise_for_text(db, text, now=now, case=case):
        find_someone_eligible(db, case)


def _known(db: Session, case: Case | None, alert_id: uuid.UUID | None) -> set[uuid.UUID | None]:
    """Round whom a wall stands here, or was taken down."""
    here = [WallEntry.case_id == case.origin_id] if case else []
    here += [WallEntry.alert_id == alert_id] if alert_id else []
    return set(db.scalars(select(WallEntry.named_id).where(or_(*here)))) if here else set()


def _raise(
    db: Session, text: str, means: Callable[[str, str], bool], *, now: datetime, case: Case | None,
    alert_id: uuid.UUID | None = None, but: Collection[uuid.UUID | None] = (), line: bool = True,
) -> list[WallEntry]:  # fmt: skip
    if not text.strip():
        return []
    directory = db.scalars(select(Staff)).all()  # who has left too: their manager and team are still here
    named = [person for person in directory if means(text, person.name) and person.id not in but]
    ours = set(db.scalars(select(Team.id).where(Team.handles_complaints.is_(True)))) if named and line else set()
    # a first name in common must not empty the office
    alone = [person for person in named if not line or person.team_id in ours]
    rest = [person for person in named if person not in alone]
    entries = wall_off(db, rest, directory, now=now, case=case, alert_id=alert_id, confirmed=False)
    return entries + wall_off(db, alone, (), now=now, case=case, alert_id=alert_id, confirmed=False)


def may_mean(typed: str, name: str) -> bool:
    """Whether a typed name may mean this person: any word of theirs of three letters or more stands in it."""
    written = set(WORD.findall(typed.casefold()))
    return any(part in written for part in re.findall(r"\w{3,}", name.casefold()))


def spelled(text: str) -> str:
    """The words of a text, one space between them, for `stands_in`."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def stands_in(said: str, name: str) -> bool:
    """Whether the whole name, first and last, stands in a text that was spelled."""
    words = WORD.findall(name.casefold())
    return len(words) > 1 and f" {' '.join(words)} " in said


def wall_off(
    db: Session,
    named: Iterable[Staff],
    directory: Sequence[Staff],
    *,
    now: datetime,
    case: Case | None = None,
    alert_id: uuid.UUID | None = None,
    confirmed: bool,
) -> list[WallEntry]:
    """For each person named, an entry for them, everyone above them, and everyone in their team. It stands round the
    case and all that was split off from it (E-56).

    Nobody's entry stands in for another's: when one of two is lifted, the other's wall stays whole.
    """
    entries: dict[tuple[uuid.UUID, uuid.UUID], WallEntry] = {}
    for person in named:
        for staff_id, because in kept_out_by(person, directory):
            entries.setdefault(
                (person.id, staff_id),
                WallEntry(
                    id=uuid.uuid4(),
                    case_id=case.origin_id if case else None,
                    alert_id=alert_id,
                    staff_id=staff_id,
                    because=because,
                    named_id=person.id,
                    confirmed=confirmed,
                    raised_at=now,
                ),
            )
    db.add_all(entries.values())
    return list(entries.values())


def kept_out_by(person: Staff, directory: Sequence[Staff]) -> list[tuple[uuid.UUID, str]]:
    """Whom a wall around `person` keeps out, and why: themselves, their line upwards, their team."""
    line = line_above(person, {other.id: other for other in directory})
    mates = [other for other in directory if person.team_id and other.team_id == person.team_id]
    kept_out = [(person.id, "named"), *((above.id, "line") for above in line)]
    return kept_out + [(mate.id, "team") for mate in mates]


def line_above(person: Staff, by_id: dict[uuid.UUID, Staff]) -> list[Staff]:
    """Their manager, their manager's manager and so on; a circle in the directory ends it."""
    above: list[Staff] = []
    while person.manager_id and (manager := by_id.get(person.manager_id)) and manager not in above:
        above.append(manager)
        person = manager
    return above


def entries_of(db: Session, case: Case) -> Sequence[WallEntry]:
    """Of a part too: its wall is that of the case it was split off from."""
    query = select(WallEntry).where(WallEntry.case_id == case.origin_id)
    return db.scalars(query.order_by(WallEntry.raised_at)).all()


def lift(db: Session, case: Case, named_id: uuid.UUID, *, actor: Actor, now: datetime) -> int:
    """The typed name did not mean this person: take down what stood because of them. Returns how many entries."""
    entries = [e for e in entries_of(db, case) if e.named_id == named_id and e.lifted_at is None]
    for entry in entries:
        entry.lifted_at = now
    note(db, actor, "wall_lifted", now=now, object_kind="case", object_id=case.id, reason=str(named_id))
    db.flush()
    find_someone_eligible(db, case)
    return len(entries)


def find_someone_eligible(db: Session, case: Case) -> None:
    """If everyone in the complaints team stands behind the wall, the case goes to the alternate, never nowhere. Whoever
    stands behind it is officer of none of it and answers none; a point of theirs is of whoever answers the rest.
    """
    db.flush()
    team = select(Account.staff_id).join(AccountRole).where(AccountRole.role.in_(TEAM_ROLES), Account.state == "active")
    out = select(WallEntry.staff_id).where(WallEntry.case_id == case.origin_id, WallEntry.lifted_at.is_(None))
    eligible = db.scalars(team.where(Account.staff_id.not_in(out)).limit(1)).first()
    kept_out = set(db.scalars(out))
    for one in db.scalars(select(Case).where(Case.id.in_(family(case)))):
        one.to_alternate = eligible is None
        one.officer_id = None if one.officer_id in kept_out else one.officer_id
        one.responder_id = None if one.responder_id in kept_out else one.responder_id
    for point in db.scalars(select(Point).where(Point.case_id.in_(family(case)), Point.responder_id.in_(kept_out))):
        point.responder_id = None

"""Keeping the counted line of every case up to date: what changed since it was last worked out, some at a time.

Every change of a case passes through `record()`, which raises the version of its row, so a line that was worked out
from another version is known by that alone. The worker does it each minute; a report and an export before they count.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from models.cases.asked import right_days
from models.cases.earlier_round import ASIDE, newest_findings
from models.cases.policies import in_force, policy_of
from models.procedure.codes import SERVICE, label_of
from models.procedure.terms import Event
from models.register.line_of import ANSWERED_1, ANSWERED_2, CAME, FINDINGS, REMEDIES, Facts, line_of
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.investigation import StageTwoFinding
from models.tables.panel import Panel, PanelFinding
from models.tables.register import CorrectiveAction, RegisterLine, RegisterPoint
from models.tables.staff import Organisation, Staff, Team
from models.tables.words import Action, Letter, Point, ThreadMessage

AT_ONCE = 500
FOLLOWS = ("received_on", "closed_on", "withdrawn_on")  # of an imported case that is gone on with: the case decides
ENTRIES = (ThreadMessage, Letter)  # and what is noted among the events; the worker may not read notes themselves
NOTED = frozenset({Event.RECEIVED, Event.REGISTERED, Event.NOTED})


def bring_up_to_date(db: Session, *, most: int = AT_ONCE) -> int:
    """Work out the lines of up to `most` cases that changed. Returns how many; 0 when every line is right."""
    query = (
        select(Case)
        .outerjoin(RegisterLine, RegisterLine.case_id == Case.id)
        .where(or_(RegisterLine.case_id.is_(None), RegisterLine.case_version != Case.version))
        .where(Case.erased_on.is_(None))  # the line of its last day stays: what it was worked out from is gone
        .where(Case.held_at.is_(None))  # no complaint is counted before somebody has read that it is one (INP-16)
        .options(joinedload(Case.responder).joinedload(Staff.team))
        .limit(most)
    )
    cases = db.scalars(query).all()
    if cases:
        _renew(db, cases)
    return len(cases)


def _renew(db: Session, cases: Sequence[Case]) -> None:
    ids = [case.id for case in cases]
    lines = {line.case_id: line for line in db.scalars(select(RegisterLine).where(RegisterLine.case_id.in_(ids)))}
    events = _by_case(db.scalars(select(CaseEvent).where(CaseEvent.case_id.in_(ids)).order_by(CaseEvent.number)))
    clocks = _by_case(db.scalars(select(RunningClock).where(RunningClock.case_id.in_(ids), ~RunningClock.cancelled)))
    found = select(Point).where(Point.case_id.in_(ids), Point.dropped.is_(False)).order_by(Point.number)
    points = _by_case(db.scalars(found))
    points.update({case.id: [] for case in cases if case.sensitive})  # counted, not told apart (S-07)
    promised = select(Action).where(Action.case_id.in_(ids)).order_by(Action.due_on, Action.id)
    actions = _by_case(db.scalars(promised))
    entries, organisations = _entries(db, ids), _organisations(db, ids)
    at_two = db.scalars(_second_findings([case.id for case in cases if not case.sensitive]))
    found_later = _by_case(newest_findings(at_two))
    services: dict[uuid.UUID, str | None] = {}
    for case in cases:
        facts = _facts(db, case, events[case.id], clocks[case.id], points[case.id], entries.get(case.id, 0),
                       len(actions[case.id]), organisations.get(case.id), found_later[case.id])  # fmt: skip
        line = lines.get(case.id)
        whole = line is None or line.imported_at is None
        if line is None:
            line = RegisterLine(case_id=case.id, imported_at=None, to_check=False, revision=1)
            db.add(line)
        _put(line, line_of(facts), all_of_it=whole)
        line.case_version = case.version
        services[case.id] = line.service
    answered = {
        case.id: next((event.on for event in events[case.id] if event.event in ANSWERED_1), None) for case in cases
    }
    second = {
        case.id: next((event.on for event in events[case.id] if event.event in ANSWERED_2), None) for case in cases
    }
    live = [case.id for case in cases if case.id not in lines or lines[case.id].imported_at is None]
    told_apart = [case.id for case in cases if case.id in live and not case.sensitive]
    _renew_points(db, live, points, answered, services)
    _add_second(db, [row for one in told_apart if second[one] for row in found_later[one]])
    _add_panel_findings(db, told_apart)
    third = {case.id: next((e.on for e in events[case.id] if e.event is Event.S3_ANSWERED), None) for case in cases}
    stages = {1: answered, 2: second, 3: third}
    sent = [one for one in ids if any(days[one] for days in stages.values()) or one not in live]
    told = {one: [a for a in actions[one] if stages[a.stage][one] or one not in live] for one in sent}
    _renew_actions(db, ids, told, stages)
    db.flush()


def _put(line: RegisterLine, values: dict[str, Any], *, all_of_it: bool) -> None:
    """The whole of a live case's line; of one that came in with a register, what that register could not know yet."""
    for name, value in values.items():
        if all_of_it or name in FOLLOWS or (value is not None and getattr(line, name) is None):
            setattr(line, name, value)


def _facts(
    db: Session,
    case: Case,
    events: Sequence[CaseEvent],
    clocks: Sequence[RunningClock],
    points: Sequence[Point],
    entries: int,
    actions: int,
    organisation: str | None,
    second: Sequence[StageTwoFinding],
) -> Facts:
    team: Team | None = case.responder.team if case.responder else None
    return Facts(
        reference=case.reference,
        authority=policy_of(db, case).name,
        journey=case.journey,
        channel=case.channel,
        young_person=case.young_person,
        standing=case.standing,
        topics=case.topics.split(),
        wants=case.wants.split(),
        state=case.state,
        procedure=case.procedure,
        route_reason=case.route_reason,
        received_on=case.received_on,
        closed_on=case.closed_on,
        advocate=case.advocate,
        organisation=organisation or _commissioned(db, case, events),
        team=(team.directorate, team.name) if team else None,
        events=[(event.event, day) for event, day in right_days(events)],
        clocks={clock.clock: (clock.started_on, clock.extended_to) for clock in clocks},
        points=[(point.nature, point.service, point.finding, point.remedy) for point in points],
        actions=actions,
        entries=entries + sum(event.event in NOTED for event in events),
        second=[row.finding for row in second if row.finding],
        delay_reason=case.delay_reason,
        anonymous=case.anonymous,
        sensitive=case.sensitive,
    )


def _commissioned(db: Session, case: Case, events: Sequence[CaseEvent]) -> str | None:
    """The provider that the council had commissioned on the day an advocate came."""
    came = next((event.on for event in events if event.event in CAME), None)
    return in_force(db, case.council, came).contacts.advocacy_name or None if came else None


def _organisations(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    query = (
        select(Referral.case_id, Organisation.name)
        .join(Organisation, Organisation.id == Referral.provider_id)
        .where(Referral.case_id.in_(ids), Referral.accepted_at.is_not(None))
        .order_by(Referral.asked_at)
    )
    return {case_id: name for case_id, name in db.execute(query)}


def _entries(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many messages and letters are on each file."""
    each = union_all(
        *(select(table.case_id.label("case_id")).where(table.case_id.in_(ids)) for table in ENTRIES)
    ).subquery()
    rows: Any = db.execute(select(each.c.case_id, func.count()).group_by(each.c.case_id))
    return {case_id: number for case_id, number in rows}


def _renew_points(
    db: Session,
    ids: Sequence[uuid.UUID],
    points: dict[uuid.UUID, list[Point]],
    answered: dict[uuid.UUID, Any],
    services: Mapping[uuid.UUID, str | None],
) -> None:
    """What is found of a point, and what is done about it, counts once the answer is sent (K-18). Each has its service:
    its own, or that of the whole (S-08)."""
    db.execute(delete(RegisterPoint).where(RegisterPoint.case_id.in_(ids)))
    db.add_all(
        RegisterPoint(
            id=uuid.uuid4(),
            case_id=case_id,
            stage=1,
            number=point.number,
            finding=FINDINGS[point.finding] if point.finding and answered[case_id] else None,
            remedy=REMEDIES.get(point.remedy or "", point.remedy) if answered[case_id] else None,
            service=label_of(SERVICE, point.service or "") or services[case_id],
        )
        for case_id in ids
        for point in points[case_id]
    )


def _second_findings(ids: Sequence[uuid.UUID]) -> Select[StageTwoFinding]:
    query = select(StageTwoFinding).where(StageTwoFinding.case_id.in_(ids))
    return query.order_by(StageTwoFinding.case_id, StageTwoFinding.number)


def _add_second(db: Session, found: Sequence[StageTwoFinding]) -> None:
    """What stage 2 decided of each point, once its answer is sent."""
    db.add_all(
        RegisterPoint(
            id=uuid.uuid4(),
            case_id=row.case_id,
            stage=2,
            number=row.number % ASIDE,
            finding=FINDINGS[row.finding] if row.finding else None,
            remedy=REMEDIES.get(row.remedy),
        )
        for row in found
    )


def _add_panel_findings(db: Session, ids: Sequence[uuid.UUID]) -> None:
    """What a panel found counts once the director's response is sent, like every finding (K-18)."""
    sent = select(CaseEvent.case_id).where(CaseEvent.event == Event.S3_ANSWERED)
    query = select(PanelFinding).where(PanelFinding.case_id.in_(ids), PanelFinding.case_id.in_(sent))
    last = {(row.case_id, row.number): row for row in db.scalars(query.join(Panel).order_by(Panel.number))}
    db.add_all(
        RegisterPoint(
            id=uuid.uuid4(), case_id=case_id, stage=3, number=number, finding=FINDINGS[row.finding], remedy=None
        )
        for (case_id, number), row in last.items()
    )


def _renew_actions(
    db: Session, ids: Sequence[uuid.UUID], actions: dict[uuid.UUID, list[Action]], answered: dict[int, dict[Any, Any]]
) -> None:
    db.execute(
        delete(CorrectiveAction).where(CorrectiveAction.case_id.in_(ids), CorrectiveAction.action_id.is_not(None))
    )
    last = select(CorrectiveAction.case_id, func.max(CorrectiveAction.number)).where(CorrectiveAction.case_id.in_(ids))
    before: dict[uuid.UUID, int] = {
        case_id: top for case_id, top in db.execute(last.group_by(CorrectiveAction.case_id))
    }
    db.add_all(
        CorrectiveAction(
            id=uuid.uuid4(),
            case_id=case_id,
            action_id=action.id,
            number=number,
            stage=action.stage,
            agreed_on=answered.get(action.stage, answered[1]).get(case_id),
            due_on=action.due_on,
            completed_on=action.done_on,
        )
        for case_id in actions
        for number, action in enumerate(actions[case_id], start=before.get(case_id, 0) + 1)
    )


def _by_case(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found

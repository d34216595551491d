"""The fault radar: each fault that the Ombudsman keeps finding as a live check over the cases one may see (rules 7).

Each check is one condition over `case`; the page counts them all in one statement, and a list asks for one of them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import barred, second_look
from models.cases.early_referral import AGREED
from models.cases.finding import visible
from models.cases.investigating import TWO
from models.cases.lateness import HERE, has_overdue
from models.cases.moving import CORRECTED, HOLIDAY, HOLIDAY_BACK
from models.cases.panel_asking import REFUSED
from models.cases.panel_rows import LATE
from models.cases.policies import holidays
from models.procedure.faults import FAULTS
from models.procedure.judgements import Judging
from models.procedure.lateness import STAGE_3
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.ombudsman import OPEN, PREMATURE, Remedy
from models.procedure.pausing import Why
from models.procedure.terms import Clock, Event, Finding, Procedure, State
from models.procedure.updating import EVERY, HEARD, WORKED_ON
from models.procedure.working_days import Holidays, add_working_days
from models.tables.account import Account, AccountState
from models.tables.behaviour import Behaviour
from models.tables.case import Case
from models.tables.following import Pause
from models.tables.history import CaseEvent, ClockMove, RunningClock
from models.tables.ombudsman import OmbudsmanRemedy
from models.tables.outsider import Appointment
from models.tables.panel import Panel, PanelText
from models.tables.register import OmbudsmanCase
from models.tables.screening import Judgement
from models.tables.staff import Staff
from models.tables.words import GONE, HELD, Action, Letter, Point

MOST = 100
DECIDED = 5  # working days for a decision about a late request: no answer is a no
YEAR = timedelta(days=365)
STAGE_2 = (
    Clock.S2_APPOINT, Clock.S2_DRAFT, Clock.S2_FACT_CHECK, Clock.S2_IP_REPORT, Clock.S2_ADJUDICATE, Clock.S2_RESPONSE,
    Clock.S2_PROCEDURE,
)  # fmt: skip
NOT_BEGUN = (Clock.S2_ACKNOWLEDGE, Clock.C2_ACKNOWLEDGE, Clock.S3_ACKNOWLEDGE)
UPHELD = (Finding.UPHELD, Finding.PARTIALLY_UPHELD)
MOVED = (CORRECTED, HOLIDAY, HOLIDAY_BACK)  # a day of theirs, and no letter comes of it by itself
NOT_DECIDED = (State.NEW, State.RECEIVED)
REACHED = Case.anonymous.is_(False)  # nobody can write to who left neither a name nor a way (K-94)


def counts(db: Session, actor: Actor, *, today: date) -> dict[str, int]:
    """How many cases each check finds, never counting past `MOST`. One statement."""
    figures = [
        select(func.count())
        .select_from(select(literal(1)).select_from(Case).where(visible(actor), found).limit(MOST + 1).subquery())
        .scalar_subquery()
        .label(fault.replace("-", "_"))
        for fault, found in checks(today, holidays(db)).items()
    ]
    row = db.execute(select(*figures)).one()
    return dict(zip(FAULTS, row, strict=True))


def behind(db: Session, fault: str, *, today: date) -> Select[Any]:
    """The cases that one check finds, still to be narrowed by who may see them."""
    return select(Case.id).where(checks(today, holidays(db))[fault])


def checks(today: date, free: Holidays) -> Mapping[str, ColumnElement[bool]]:
    """Each fault as a condition, in the order of rules 7."""
    found = {**_procedure_and_stages(today), **_panels(today, free), **_said_and_done(today, free), **_people(today)}
    return {fault: found[fault] for fault in FAULTS}


def _procedure_and_stages(today: date) -> dict[str, ColumnElement[bool]]:
    judged = exists().where(Judgement.case_id == Case.id, Judgement.kind == Judging.TIME.value)
    reached = Judgement.review_on <= today
    waits = exists().where(Judgement.case_id == Case.id, reached, Judgement.ended_on.is_(None))
    return {
        "X-01": second_look.one_alone(),
        "X-02": and_(HERE, has_overdue(STAGE_2, today)),
        "X-03": and_(HERE, has_overdue(NOT_BEGUN, today)),
        "X-05": and_(HERE, has_overdue([one for one in STAGE_3 if one not in NOT_BEGUN], today)),
        "X-06": and_(Case.procedure == Procedure.REFUSED, Case.late_flag.is_(True), ~judged, _of_this_year(today)),
        "X-08": and_(HERE, has_overdue((Clock.S2_STATEMENT,), today)),
        "X-10": waits,  # also of what was refused because of them, and is closed (K-73)
    }


def _panels(today: date, free: Holidays) -> dict[str, ColumnElement[bool]]:
    """Instead of a panel only with their agreement and while the Ombudsman looks; a late request only by a decision."""
    referred = (CaseEvent.case_id == Case.id, CaseEvent.event == Event.S3_REFERRED)
    agreed = exists().where(*referred, CaseEvent.reason.in_([f"agreed_{how}" for how in AGREED]))
    sent_back = exists().where(OmbudsmanCase.case_id == Case.id, OmbudsmanCase.status == PREMATURE)
    theirs = exists().where(OmbudsmanCase.case_id == Case.id)
    late = (Panel.case_id == Case.id, Panel.late.is_(True))
    waits = exists().where(*late, Panel.late_answer.is_(None), Panel.asked_on < add_working_days(today, -DECIDED, free))
    why = exists().where(PanelText.panel_id == Panel.id, PanelText.kind == LATE)
    turned_away = exists().where(*late, Panel.late_answer == REFUSED, Panel.asked_on >= today - YEAR, ~why)
    return {
        "X-04": and_(Case.state == State.S3_REFERRED, or_(~agreed, sent_back, ~theirs)),
        "X-07": or_(waits, turned_away),
    }


def _said_and_done(today: date, free: Holidays) -> dict[str, ColumnElement[bool]]:
    promised = exists().where(Action.case_id == Case.id, Action.done_on.is_(None), Action.due_on < today)
    since = add_working_days(today, -EVERY, free)
    heard = exists().where(CaseEvent.case_id == Case.id, CaseEvent.event.in_(HEARD), CaseEvent.on > since)
    homeless = exists().where(Point.case_id == Case.id, Point.dropped.is_(False), Point.procedure.is_(None))
    of_case = (Point.case_id == Case.id, Point.dropped.is_(False))
    followed = exists().where(Action.point_id == Point.id)
    nothing = exists().where(*of_case, Point.finding.in_(UPHELD), Point.remedy.is_(None), ~followed)
    running = select(RunningClock.id).where(RunningClock.stopped_on.is_(None), RunningClock.cancelled.is_(False))
    moved = (
        ClockMove.case_id == Case.id, ClockMove.notified.is_(True), ClockMove.why.in_(MOVED),
        ClockMove.was != ClockMove.now, ClockMove.clock_id.in_(running),
    )  # fmt: skip
    told = exists().where(Letter.case_id == Case.id, Letter.state.in_((GONE, HELD)), Letter.released_at >= ClockMove.at)
    wrote = exists().where(
        CaseEvent.case_id == Case.id, CaseEvent.event == Event.MESSAGE_FROM_STAFF, CaseEvent.at >= ClockMove.at
    )
    return {
        "X-09": or_(promised, _owed_to_the_ombudsman(today)),
        "X-11": and_(HERE, REACHED, exists().where(*moved, ~told, ~wrote)),
        "X-12": and_(
            HERE, Case.state.in_(WORKED_ON), REACHED, ~heard, Case.received_on <= since, ~_as_they_wish(today)
        ),
        "X-13": and_(HERE, Case.state.not_in((*NOT_DECIDED, State.ASIDE_OPEN)), homeless),
        "X-14": and_(HERE, has_overdue((Clock.OFFER_ADVOCACY, Clock.ADVOCATE_CONTACT), today)),
        "X-15": and_(nothing, _of_this_year(today)),
    }


def _people(today: date) -> dict[str, ColumnElement[bool]]:
    over = or_(Behaviour.review_on < today, Behaviour.ends_on < today)
    measures = and_(Behaviour.begins_on.is_not(None), Behaviour.ended_on.is_(None))
    nobody = and_(Case.officer_id.is_(None), Case.state.not_in(NOT_DECIDED))
    part = exists().where(Point.case_id == Case.id, Point.dropped.is_(False), _gone(Point.responder_id))
    left = or_(_gone(Case.officer_id), _gone(Case.responder_id), part)
    return {
        "X-16": and_(HERE, or_(nobody, left, _one_of_two_is_missing(), barred.on_it())),
        "X-17": exists().where(Behaviour.case_id == Case.id, measures, over),
    }


def _owed_to_the_ombudsman(today: date) -> ColumnElement[bool]:
    """What they recommended and we have not done, or done and not proven to them, by its day (K-68)."""
    undone = and_(OmbudsmanRemedy.state.in_(OPEN), OmbudsmanRemedy.due_on < today)
    unproven = and_(
        OmbudsmanRemedy.state == Remedy.DONE, OmbudsmanRemedy.proven_on.is_(None), OmbudsmanRemedy.prove_by < today
    )
    theirs = and_(OmbudsmanRemedy.ombudsman_id == OmbudsmanCase.id, OmbudsmanCase.case_id == Case.id)
    return exists().where(theirs, or_(undone, unproven))


def _one_of_two_is_missing() -> ColumnElement[bool]:
    """The investigating officer or the independent person has left, and nobody was named in their place (S-21)."""
    there = (Appointment.case_id == Case.id, Appointment.ended_on.is_(None))
    missing = or_(*(~exists().where(*there, Appointment.part == part) for part in TWO))
    return and_(Case.state.in_(STAGE_TWO), _happened(Event.S2_APPOINTED), missing)


def _as_they_wish(today: date) -> ColumnElement[bool]:
    """They asked us to wait, and the day we ask again has not passed: silence is what they wanted (S-05)."""
    theirs = and_(Pause.ended_on.is_(None), Pause.until_on >= today, Pause.why != Why.NOT_REACHED)
    return exists().where(Pause.case_id == Case.id, theirs)


def _happened(event: Event, since: date | None = None) -> ColumnElement[bool]:
    after = () if since is None else (CaseEvent.on >= since,)
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.event == event, *after)


def _of_this_year(today: date) -> ColumnElement[bool]:
    return or_(Case.closed_on.is_(None), Case.closed_on >= today - YEAR)


def _gone(person: Any) -> ColumnElement[bool]:
    """Somebody who has left the directory, or whose account is closed."""
    there = exists().where(Staff.id == person, Staff.active.is_(True))
    shut = exists().where(Account.staff_id == person, Account.state == AccountState.DISABLED)
    return and_(person.is_not(None), or_(~there, shut))

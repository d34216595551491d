"""The dates a page may promise before anything is sent: worked out by the same rules that will set the clocks (T30)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases.policies import holidays, in_force
from models.policy import Policy
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import due_on
from models.procedure.starts import received_day
from models.procedure.terms import Clock
from models.procedure.working_days import Holidays, local_day

STAGES = {
    "ack": Clock.ACKNOWLEDGE, "s1": Clock.S1_RESPONSE, "s2": Clock.S2_RESPONSE, "panel": Clock.S3_PANEL,
    "report": Clock.S3_REPORT, "response": Clock.S3_RESPONSE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """If it were sent now, and went through the children's procedure."""

    received_on: date
    acknowledge_by: date
    advocate_by: date  # by when an advocate is in touch
    answer_by: date
    latest_by: date
    answer_if_waiting: date  # if an advocate starts on `advocate_by` and the person waits for one (K-11)
    freeze_by: date
    call_by: date  # an early call, where that is asked for
    visit_by: date

    def facts(self) -> dict[str, date]:
        return {name: getattr(self, name) for name in self.__slots__}


def if_sent(db: Session, council: str, now: datetime) -> Dates:
    """What the clocks would say of something sent at this moment."""
    policy = in_force(db, council, local_day(now))
    days = holidays(db)
    received = received_day(now, days, policy.received_on_nonworking_day, policy.cut_off)
    advocate_by = length_on(policy, Clock.ADVOCATE_CONTACT, local_day(now), days)
    return Dates(
        received_on=received,
        acknowledge_by=length_on(policy, Clock.ACKNOWLEDGE, received, days),
        advocate_by=advocate_by,
        answer_by=length_on(policy, Clock.S1_RESPONSE, received, days),
        latest_by=latest_on(policy, Clock.S1_RESPONSE, received, days),
        answer_if_waiting=length_on(policy, Clock.S1_RESPONSE, advocate_by, days),
        freeze_by=length_on(policy, Clock.FREEZE, received, days),
        call_by=length_on(policy, Clock.EARLY_CALL, received, days),
        visit_by=length_on(policy, Clock.VISIT, received, days),
    )


def length_on(policy: Policy, clock: Clock, start: date, days: Holidays) -> date:
    """When a clock that starts on `start` runs out under this policy."""
    return due_on(LIMITS[clock].unit, policy.lengths[clock], start, days)


def latest_on(policy: Policy, clock: Clock, start: date, days: Holidays) -> date:
    """The furthest that clock may be moved."""
    furthest = policy.ceilings.get(clock, policy.lengths[clock])
    return due_on(LIMITS[clock].unit, furthest, start, days)


def stages(db: Session, council: str, now: datetime) -> dict[str, object]:
    """Every figure and date of the page that explains the stages, as if each stage were asked for today."""
    policy = in_force(db, council, local_day(now))
    days = holidays(db)
    today = received_day(now, days, policy.received_on_nonworking_day, policy.cut_off)
    found: dict[str, object] = {"today": local_day(now)}
    for name, clock in STAGES.items():
        found[f"{name}_days"] = policy.lengths[clock]
        found[f"{name}_by"] = length_on(policy, clock, today, days)
        found[f"{name}_most"] = policy.ceilings.get(clock, policy.lengths[clock])
        found[f"{name}_latest"] = latest_on(policy, clock, today, days)
    for name, window in {"s2_ask": policy.s2_window, "s3_ask": policy.s3_window}.items():
        found[f"{name}_days"], found[f"{name}_unit"] = window.length, window.unit
    return found

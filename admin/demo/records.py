"""How long Ashbourne keeps its cases, as two people decided it, and one hold for a court."""

from collections.abc import Iterable
from datetime import timedelta

from admin.demo.world import World
from models.cases import legal_holds, retaining
from models.cases.finding import find_on_record
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.working_days import local_day

SCHEDULE = "Ashbourne retention schedule 2025, section 7"
PERIODS = (
    (Kind.SAFETY, Period(Trigger.EIGHTEEN, 25, Action.REVIEW)),
    (Kind.STATUTORY, Period(Trigger.EIGHTEEN, 7, Action.REVIEW)),
    (Kind.CORPORATE, Period(Trigger.CLOSED, 7, Action.ERASE)),
    (Kind.PRAISE, Period(Trigger.CLOSED, 2, Action.ERASE)),
    (Kind.REFUSED, Period(Trigger.CLOSED, 7, Action.ERASE)),
)
WHY = "The family’s solicitor wrote that a claim is being prepared."


def tell(world: World, references: Iterable[str]) -> None:
    """Five kinds are decided; of the last somebody still has to agree. The first of `references` is held."""
    mabel, hannah, now = world.people["mabel"], world.people["hannah"], world.present - timedelta(days=2)
    with world.sessions["staff"]() as db, db.begin():
        for kind, period in PERIODS:
            row = retaining.ask(db, kind, period, SCHEDULE, actor=mabel, now=now)
            db.flush()
            retaining.settle(db, row.id, agree=True, actor=hannah, now=now)
        retaining.ask(db, Kind.OTHER, Period(Trigger.CONTACT, 6, Action.ERASE), SCHEDULE, actor=mabel, now=now)
        for reference in references:
            case = find_on_record(db, mabel, reference)
            if case is not None:
                day = local_day(world.present) + timedelta(days=180)
                legal_holds.place(db, case, "court", WHY, day, actor=mabel, now=now, keys=world.rings["staff"])
                break

"""How long Ashbourne keeps its cases, one hold for a court, and one request to see what is kept."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from admin.demo.world import World
from models.access import cases, requests, reviewing
from models.cases import legal_holds, retaining
from models.cases.attaching import Attached
from models.cases.finding import find_on_record
from models.files.store import Store
from models.files.stream import COPY
from models.procedure.access import By
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.working_days import local_day

SCHEDULE = "Ashbourne retention schedule 2025, section 7"
PERIODS = (
    (Kind.SAFETY, Period(Trigger.EIGHTEEN, 25, Action.REVIEW)),
    (Kind.STATUTORY, Period(Trigger.EIGHTEEN, 7, Action.REVIEW)),
    (Kind.CORPORATE, Period(Trigger.CLOSED, 7, Action.ERASE)),
    (Kind.PRAISE, Period(Trigger.CLOSED, 2, Action.ERASE)),
    (Kind.REFUSED, Period(Trigger.CLOSED, 7, Action.ERASE)),
    (Kind.ACCESS, Period(Trigger.CLOSED, 2, Action.ERASE)),
)
WHY = "The family’s solicitor wrote that a claim is being prepared."


def tell(world: World, references: Iterable[str]) -> None:
    """Six kinds are decided; of the last somebody still has to agree. The first of `references` is held."""
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
                _asks(db, world, case.reference)
                break


def _asks(db: Any, world: World, reference: str) -> None:
    """The parent of that case asks to see everything; who they are is clear, and the papers wait to be gone through."""
    mabel, came = world.people["mabel"], world.present - timedelta(days=9)
    said = {
        "who": "Dana Whitfield", "about": "", "known_as": "", "said": "Everything that you hold about me, please.",
        "address": "",
    }  # fmt: skip
    by: dict[str, Any] = {"actor": mabel, "now": world.present - timedelta(days=2), "keys": world.rings["staff"]}
    row = requests.log(db, By.THEMSELVES, "letter", local_day(came), said, asks_proof=False, index=world.index, **by)
    requests.checked(db, row, "identity", "document", local_day(came), "A driving licence, at the desk", **by)
    cases.add(db, row, reference, **by)
    asked = requests.read(db, row, world.rings["staff"], now=world.present)
    file = cases.of_request(db, mabel, asked, world.rings["staff"])[0]
    store = Store(world.here.settings.files)

    def copy(attached: Attached) -> bytes:
        with store.open(attached.id, attached.key("copy"), COPY) as reader:
            return reader.read()

    reviewing.gather(db, file, asked, copy, **by)

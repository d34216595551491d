"""Whose room a page is of: somebody from outside, the one case, and their part in it (AZ-04)."""

from typing import Any

from flask import g

from admin.opened import denied_case, looked
from models.cases import rooms
from models.cases.mine import safe_ways
from models.cases.to_mind import to_mind, what_helps
from models.cases.writing_outside import how_to_reach
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Appointment, Case


def in_room(reference: str, *, look: bool = True) -> tuple[Case, Appointment, Keyring]:
    """The case and their part in it; what is not theirs, or no longer, looks as if it were not there."""
    found = rooms.one(g.db, g.staff, reference, today=local_day(g.now))
    if found is None:
        denied_case(reference)
    case, part = found
    if look:
        looked(case)
    return case, part, g.keys.with_case(case)


def before_talking(case: Case, keys: Keyring) -> dict[str, Any]:
    """Who must not know, and which ways are safe, as whoever answers reads them: no address (PRV-10, AZ-07). What helps
    them, and what the complaints team wrote to this person of how to reach them."""
    told = {"helps": what_helps(g.db, case, keys), "reach": how_to_reach(g.db, case, keys, g.staff)}
    return {"to_mind": to_mind(g.db, case, keys), "ways": safe_ways(g.db, case), **told}

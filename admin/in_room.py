"""Whose room a page is of: somebody from outside, the one case, and their part in it (AZ-04)."""

from flask import g

from admin.opened import denied_case, looked
from models.cases import rooms
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

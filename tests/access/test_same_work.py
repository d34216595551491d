"""A case behind the wall and a case that never was: the same bytes after the same work, on every page (AZ-02).

The work is counted and not timed: the statements that each asks the database, those of session and audit among them.
"""

import re
from contextlib import contextmanager

from sqlalchemy import event

from models.procedure.terms import Role
from models.tables import WallEntry
from tests.access.test_matrix import _method, _path, _same
from tests.conftest import MONDAY
from tests.making import make_case

NEVER = "HV-2222-2222-2"


@contextmanager
def work(engine):
    seen = []

    def note(connection, cursor, statement, *rest):
        seen.append(re.sub(r"\s+", " ", statement))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def answered(admin, db, rule, reference):
    with work(db.get_bind()) as seen:
        answer = getattr(admin, _method(rule))(_path(admin, rule, reference))
    return answer.status_code, _same(answer.text), dict(answer.headers), sorted(seen)


def test_nobody_learns_from_bytes_or_work_that_a_case_behind_the_wall_exists_az_02(admin, db, keys, sign_in):
    hidden = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-3333-3333-3").case
    officer = sign_in(Role.OFFICER)
    db.add(WallEntry(case_id=hidden.id, staff_id=officer.id, because="named", raised_at=MONDAY))
    db.commit()
    rules = [rule for rule in admin.application.url_map.iter_rules() if "reference" in rule.arguments]
    assert len(rules) > 100
    admin.get("/cases/HV-4444-4444-4")  # whatever is remembered after the first page is remembered for both
    different = {rule.endpoint: told for rule in rules if (told := _tells(admin, db, rule, hidden.reference))}
    assert different == {}


def _tells(admin, db, rule, reference):
    """What differs, and does so again: what is remembered for half a minute may be asked for anew between the two."""
    told = set()
    for _ in range(3):
        walled, never = (answered(admin, db, rule, one) for one in (reference, NEVER))
        names = ("status", "body", "headers", "work")
        found = {name for name, one, other in zip(names, walled, never, strict=True) if one != other}
        if not found:
            return set()
        told |= found
    return told

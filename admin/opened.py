"""Opening a case for a page: found through the one query, its locks unwrapped, the look kept in the audit."""

from datetime import timedelta
from typing import NoReturn

from flask import Response, abort, after_this_request, g, redirect, request, url_for

from models.cases.caring_details import seen, seen_since
from models.cases.finding import find, hidden, only_theirs
from models.sealing import Keyring
from models.tables import Case
from models.web.database import SAFE, note_now

JUST_NOW = timedelta(minutes=15)
DRAWN = frozenset({200, 409, 422})  # answers to a form that are a page of the case


def opened(reference: str, *, whole: bool = True, look: bool = True) -> tuple[Case, Keyring]:
    """The case and the ring that opens it. A page of the `whole` file is missing for who has only a part (AZ-02).

    `look` is False for a piece of a page: the look at the page is kept already.
    """
    case = find(g.db, g.staff, reference)
    if case is None or (whole and only_theirs(g.staff)):
        denied_case(reference)
    if case.erased_on is not None:  # nothing of it can be shown or changed
        abort(redirect(url_for("erased.show", reference=reference), 303)) if request.method in SAFE else abort(404)
    if look:
        looked(case)
    return case, g.keys.with_case(case)


def denied_case(reference: str) -> NoReturn:
    """What they may not see looks like what is not there; who tried is in the audit (AZ-02)."""
    meant = hidden(g.db, reference)
    g.db.rollback()  # the note is a transaction of its own, and a writer waits for no other writer of its process
    g.denied = True
    note_now(g.staff, "denied", object_id=meant, reason=request.endpoint or "")
    abort(404)


def looked(case: Case) -> None:
    """A page is a look at the case. So is one drawn again to answer a form, unless they opened the case just now."""
    what, case_id = request.endpoint or "", case.id
    if request.method in SAFE:
        seen(g.db, case_id, g.staff, now=g.now, what=what)
        return

    @after_this_request
    def drawn(answer: Response) -> Response:
        if answer.status_code in DRAWN and not seen_since(g.db, case_id, g.staff, since=g.now - JUST_NOW):
            seen(g.db, case_id, g.staff, now=g.now, what=what)
        return answer


def instead(case: Case) -> NoReturn:
    """This page has nothing for this person as the case stands: to the one that has. What was sent is refused."""
    if request.method != "GET":
        abort(404)
    whole = not only_theirs(g.staff)
    to = url_for("case.show", reference=case.reference) if whole else url_for("my_cases.show")
    abort(redirect(to, 303))

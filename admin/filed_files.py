"""Files that an advocate chooses are taken in first, with what is not sent yet, so that no error costs them (A3)."""

import uuid
from collections.abc import Sequence

from flask import current_app, g, request

from admin.beside_message import FILED, fitting, wrong_files
from models.cases import attaching, filing, filing_files
from models.cases.drafting import SAVED
from models.cases.filing import Answers
from models.files.refusing import Refused
from models.tables import AdvocateAccess, AdvocateDraft, Case, Upload
from models.web import files

Row = AdvocateDraft | None


def taken_first(
    instance: uuid.UUID, answers: Answers, good: Sequence[files.Judged], bad: Sequence[files.Problem], *,
    from_case: Case | None, always: bool = False, beside: Sequence[Upload] = (),
) -> tuple[Row, list[str]]:  # fmt: skip
    """The draft that holds the files, where there are any, and why some were not taken."""
    row = filing.draft_at(g.db, g.staff, instance)
    if row or good or always:
        row = filing.keep(g.db, answers, instance, from_case=from_case, keys=g.keys, actor=g.staff, now=g.now)
        _taken_away(row, request.form.getlist("drop"))
        bad = [*bad, *_taken_in(row, good, beside)]
    return row, [one.words for one in wrong_files(bad, many=True)]


def taken_beside(
    good: Sequence[files.Judged], bad: Sequence[files.Problem], case: Case, access: AdvocateAccess
) -> tuple[Row, list[str]]:
    """The same on the page of a child they help already. What waits there is added to what they filed, until the child
    says yes; afterwards it goes with a message."""
    good, bad = fitting(good, bad, case.id)
    filed = [] if access.confirmed_at else [r for r in attaching.rows_of_case(g.db, case.id) if r.question == FILED]
    return taken_first(access.id, {}, good, bad, from_case=case, beside=filed)


def kept_with(draft: Row) -> list[attaching.Attached]:
    return attaching.read(g.keys, filing_files.rows_of(g.db, draft)) if draft is not None else []


def waiting(draft: Row) -> dict[str, object]:
    """What `components/waiting_files.html` needs."""
    return {"kept": kept_with(draft), "goes": draft.saved_at + SAVED if draft is not None else None}


def _taken_in(draft: AdvocateDraft, good: Sequence[files.Judged], beside: Sequence[Upload]) -> list[files.Problem]:
    """Kept with the draft, each of them that still fits; the others, and why."""
    wrong, scan = [], bool(current_app.config["HEARD"].scanner)
    for one in good:
        try:
            filing_files.keep(g.db, draft, one.taken, scan=scan, keys=g.keys, now=g.now, beside=beside)
        except Refused as refused:
            wrong.append(files.Problem(one.taken.name, refused.why))
    return wrong


def _taken_away(draft: AdvocateDraft, ticked: Sequence[str]) -> None:
    """Those that should not go after all. Their keys go with their rows, and the sweep takes what is left of them."""
    for one in filing_files.rows_of(g.db, draft):
        if str(one.id) in ticked:
            attaching.drop(g.db, one)

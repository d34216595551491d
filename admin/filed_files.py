"""The files of a form that an advocate files for a child: taken in first, so that no error costs them (A3)."""

from collections.abc import Sequence

from flask import current_app, g

from models.cases import attaching, filing_files
from models.files.refusing import Refused
from models.tables import AdvocateDraft
from models.web import files


def taken_in(draft: AdvocateDraft, good: Sequence[files.Judged]) -> list[files.Problem]:
    """Kept with the draft, each of them that still fits; the others, and why."""
    wrong, scan = [], bool(current_app.config["HEARD"].scanner)
    for one in good:
        try:
            filing_files.keep(g.db, draft, one.taken, scan=scan, keys=g.keys, now=g.now)
        except Refused as refused:
            wrong.append(files.Problem(one.taken.name, refused.why))
    return wrong


def taken_away(draft: AdvocateDraft, ticked: Sequence[str]) -> None:
    """Those that should not go after all. Their keys go with their rows, and the sweep takes what is left of them."""
    for one in filing_files.rows_of(g.db, draft):
        if str(one.id) in ticked:
            attaching.drop(g.db, one)


def kept_with(draft: AdvocateDraft | None) -> list[attaching.Attached]:
    return attaching.read(g.keys, filing_files.rows_of(g.db, draft)) if draft is not None else []

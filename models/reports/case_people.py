"""Who is in the file for the Ombudsman: who complains and for whom, who was spoken with, who sat on a panel.

No address and no number of anybody: those stay on the contact card.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from models.cases import interviewing
from models.cases.caring_details import details_of
from models.cases.complainants import names
from models.cases.seating import appointments
from models.formats import kept_date, short_date
from models.procedure.independence import PANEL, PARTS
from models.reports.case_record import Made, told
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.panel import Panel


def who(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    """The names they gave, whichever half of what they sent they stand in."""
    said = details_of(db, case, keys) or {}
    helper = said.get("helper") or {}
    children = [_and(one.get("name"), kept_date(one.get("born"))) for one in said.get("children") or ()]
    lines = told(
        ("Name they use", str(said.get("name") or "")),
        ("Full name", str(said.get("full_name") or "")),
        ("Born", kept_date(said.get("born"))),
        ("The children", "; ".join(children)),
        ("Who speaks for them", _and(helper.get("name"), helper.get("role"), helper.get("organisation"))),
        ("Who complains together with them", ", ".join(names(db, case, keys).values())),
    )
    yield "Who complains, and for whom", None, tuple(lines) or ("They gave no name.",), ()


def _and(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def spoken_with(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    """Everybody the investigating officer spoke with, what each was given to check, and what they said of it (K-37)."""
    rows = [
        (
            short_date(one.row.held_on),
            _and(one.name, one.role or interviewing.KINDS[one.row.kind]),
            " ".join(filter(None, (one.passage, one.why_left_out))),
            " ".join(filter(None, (f"{one.stands(today)}.", one.answer))),
        )
        for one in interviewing.of_case(db, case, keys)
    ]
    heads = ("Day", "Who", "What they were given to check", "What they said")
    if rows:
        yield "Stage 2: who was spoken with", None, (), (heads, *rows)


def sat(db: Session, case: Case, panel: Panel) -> str:
    """ "Ann Lee (chair), Tom Hale (member)": who sat on this panel to its end."""
    seats = [row for row in appointments(db, case) if row.part in PANEL and row.ended_on is None]
    here = [row for row in reversed(seats) if row.appointed_on >= panel.asked_on]
    return ", ".join(f"{row.outsider.name} ({PARTS[row.part].lower()})" for row in here)

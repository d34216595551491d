"""What was found before the Ombudsman had a stage done over, for their file: both rounds stand in it (3.8)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.earlier_round import ASIDE
from models.cases.reporting import FINDINGS
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.investigation import StageTwoFinding
from models.tables.words import Point

HIDDEN = "This cannot be shown."


def found_before(
    db: Session, case: Case, keys: Keyring
) -> Iterator[tuple[str, date | None, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    """What stages 1 and 2 had found in a round that the Ombudsman had done over (3.8)."""
    old = db.scalars(select(Point).where(Point.case_id == case.id, Point.number >= ASIDE, Point.finding.is_not(None)))
    points = sorted(old, key=lambda row: row.number)
    texts = [text if isinstance(text, str) else HIDDEN for text in keys.open_each(Point.text, points)]
    first = [
        (str(row.number % ASIDE), FINDINGS.get(row.finding or "", "Not said"), text)
        for row, text in zip(points, texts, strict=True)
    ]
    found = select(StageTwoFinding).where(StageTwoFinding.case_id == case.id, StageTwoFinding.number >= ASIDE)
    second = [
        (str(row.number % ASIDE), FINDINGS.get(row.finding or "", "Not said"))
        for row in sorted(db.scalars(found), key=lambda row: row.number)
    ]
    if first:
        yield "What stage 1 found in the round before", None, (), (("Point", "Found", "What"), *first)
    if second:
        yield "What stage 2 found in the round before", None, (), (("Point of its statement", "Found"), *second)

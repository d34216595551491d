"""What stage 2 and the panel found of each point that they decided on, beside what stage 1 had found (X-13)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.cases import panel_report, panel_rows, second_answer
from models.cases.answer_gaps import FINDINGS
from models.cases.stage_points import stage_points, statement_that_stands
from models.sealing import Keyring
from models.tables.case import Case


@dataclass(frozen=True, slots=True)
class Since:
    """One point of the later stages, by its number there; a finding is empty where there is none yet."""

    number: int
    text: str
    second: str
    panel: str


def found_since(db: Session, case: Case, keys: Keyring) -> list[Since]:
    """Empty while the points of stage 1 are the only ones and nobody has decided on them again."""
    second = {row.number: FINDINGS[row.finding] for row in second_answer.findings(db, case) if row.finding}
    panel = panel_rows.newest(db, case)
    third = {row.number: FINDINGS[row.finding] for row in panel_report.found_by(db, panel)} if panel else {}
    if not (second or third or statement_that_stands(db, case)):
        return []
    points = stage_points(db, case, keys)
    return [Since(number, text, second.get(number, ""), third.get(number, "")) for number, text in points]

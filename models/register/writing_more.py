"""Writing what hangs on the cases of a register: points, the ombudsman's cases, actions and spending."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register import payments
from models.register.checking import Good
from models.register.layout import ACTIONS, OMBUDSMAN, POINTS, REGISTER, SPEND
from models.register.writing import Bringing, cases_of, write_cases
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterLine, RegisterPoint


class Writer:
    """Writes the files of one register, some lines at a time; it counts what a file itself does not number."""

    def __init__(self, bringing: Bringing) -> None:
        self.bringing = bringing
        self._actions: Counter[Any] = Counter()
        self._payments: Counter[payments.Key] = Counter()
        self._verbs: Mapping[str, Callable[[Session, Sequence[Good]], int]] = {
            REGISTER: lambda db, goods: write_cases(db, goods, bringing),
            POINTS: self.points,
            OMBUDSMAN: self.ombudsman,
            ACTIONS: self.actions,
            SPEND: self.spend,
        }

    def write(self, db: Session, name: str, goods: Sequence[Good]) -> int:
        """Add what is not here yet. Returns how many lines were."""
        return self._verbs[name](db, goods)

    def points(self, db: Session, goods: Sequence[Good]) -> int:
        cases = brought_in(cases_of(db, goods))
        ids = [line.case_id for line in cases.values()]
        query = select(RegisterPoint.case_id, RegisterPoint.stage, RegisterPoint.number)
        here = {tuple(row) for row in db.execute(query.where(RegisterPoint.case_id.in_(ids)))}
        rows = []
        for values in (good.values for good in goods if good.values["reference"] in cases):
            case_id = cases[values["reference"]].case_id
            stage, number = int(str(values["stage"])), int(str(values["number"]))
            if (case_id, stage, number) in here:
                continue
            row = RegisterPoint(id=uuid.uuid4(), case_id=case_id, stage=stage, number=number)
            row.finding, row.remedy = _text(values["finding"]), _text(values["remedy"])
            row.service = _text(values["service"])
            if values["text"]:
                self.bringing.keys.seal(RegisterPoint.text, row, str(values["text"]))
            rows.append(row)
        return _add(db, rows)

    def ombudsman(self, db: Session, goods: Sequence[Good]) -> int:
        cases = cases_of(db, goods)
        asked = [good.values["ombudsman_reference"] for good in goods]
        query = select(OmbudsmanCase.ombudsman_reference).where(OmbudsmanCase.ombudsman_reference.in_(asked))
        here = set(db.scalars(query))
        rows = []
        for good in goods:
            values: dict[str, Any] = dict(good.values)
            line, said = cases.get(values.pop("reference")), values.pop("recommendation")
            if values["ombudsman_reference"] in here:
                continue
            row = OmbudsmanCase(id=uuid.uuid4(), case_id=line and line.case_id, **values)
            if said:
                self.bringing.keys.seal(OmbudsmanCase.recommendation, row, said)
            rows.append(row)
        return _add(db, rows)

    def actions(self, db: Session, goods: Sequence[Good]) -> int:
        cases = brought_in(cases_of(db, goods))
        ids = [line.case_id for line in cases.values()]
        query = select(CorrectiveAction.case_id, CorrectiveAction.number)
        here = {tuple(row) for row in db.execute(query.where(CorrectiveAction.case_id.in_(ids)))}
        rows = []
        for good in goods:
            values: dict[str, Any] = dict(good.values)
            reference = values.pop("reference")
            self._actions[reference] += 1
            line, number = cases.get(reference), self._actions[reference]
            if line is None or (line.case_id, number) in here:
                continue
            words = {name: values.pop(name) for name in ("description", "owner")}
            stage = values.pop("stage")
            row = CorrectiveAction(
                id=uuid.uuid4(), case_id=line.case_id, number=number, stage=stage and int(stage), **values
            )
            if any(words.values()):
                self.bringing.keys.seal_json(CorrectiveAction.words, row, words)
            rows.append(row)
        return _add(db, rows)

    def spend(self, db: Session, goods: Sequence[Good]) -> int:
        return _add(db, payments.missing(db, goods, self._payments))


def brought_in(cases: Mapping[Any, RegisterLine]) -> dict[Any, RegisterLine]:
    """Those of an earlier register: what hangs on a case that lives here is kept by Heard itself."""
    return {reference: line for reference, line in cases.items() if line.imported_at is not None}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _add(db: Session, rows: Sequence[object]) -> int:
    db.add_all(rows)
    db.flush()
    return len(rows)

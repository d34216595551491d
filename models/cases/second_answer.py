"""What is different about answering at stage 2: which points, who may not, and what goes with the letter (K-40, K-82).

At the statutory stage 2 the adjudicating officer decides on each point of the signed statement, with both reports
before them; at the corporate one a senior manager looks again at each point. Nobody decides again what they decided.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.cases import reporting, stating
from models.cases.answer_gaps import Subject
from models.cases.answer_parts import Block, Reply, Wish
from models.cases.earlier_round import THIS_ROUND, events_now
from models.cases.investigating import names
from models.cases.stage_points import statement_that_stands
from models.cases.who_decided import decided_first as decided_first
from models.procedure.independence import PARTS, STAGE_2, Part
from models.procedure.terms import Event, Procedure, State
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.investigation import StageTwoFinding

STATUTORY, CORPORATE = ("s2", Event.S2_ANSWERED), ("c2", Event.C2_ANSWERED)
SECOND = frozenset({STATUTORY[0], CORPORATE[0]})
_AT: Mapping[State, tuple[str, Event]] = {
    State.S2_ADJUDICATION: STATUTORY,
    State.S2_RESPONDED: STATUTORY,
    State.C2_RESPONDED: CORPORATE,
}


def second_stage(db: Session, case: Case) -> tuple[str, Event] | None:
    """The answer of stage 2 where that is what is owed now; None where it is still the first one.

    A first answer that is late stays owed until stage 2 has come to its own.
    """
    if case.state is State.C2_REQUESTED:
        happened = {event.event for event in events_now(db, case)}
        return CORPORATE if happened & {Event.C2_ACKNOWLEDGED, Event.C1_ANSWERED} else None
    return _AT.get(case.state)


def stage_now(case: Case) -> str | None:
    """The same by the state alone, for a list of many cases."""
    return CORPORATE[0] if case.state is State.C2_REQUESTED else (_AT.get(case.state) or (None,))[0]


def subjects(db: Session, case: Case, keys: Keyring) -> tuple[Subject, ...]:
    """The points of the statement that was signed, each with what the investigating officer recommends about it."""
    row = statement_that_stands(db, case)
    lines = stating.words_of(row, keys).lines() if row else []
    report = reporting.finals(db, case, keys).get(Part.INVESTIGATOR)
    said = {point.number: point.recommendation.strip() for point in report.body.points} if report else {}
    paper = report is not None and not said
    return tuple(
        Subject(f"statement-{number}", number, text, Procedure.STATUTORY, said.get(number, ""), paper)
        for part, number, text in lines
        if part == stating.POINT
    )


def begin(db: Session, case: Case, keys: Keyring) -> Reply:
    """A reply to start from: what the investigating officer looked at and concluded. The decision is left open."""
    row = stating.shown(db, case)
    wishes = stating.words_of(row, keys).wishes if row else ()
    report = reporting.finals(db, case, keys).get(Part.INVESTIGATOR)
    said = report.body.points if report else ()
    blocks = {f"statement-{p.number}": Block(looked_at=p.evidence, found=p.conclusion) for p in said}
    return Reply(blocks=blocks, wishes=tuple(Wish(asked=wish) for wish in wishes))


def lacking(db: Session, case: Case, keys: Keyring) -> list[str]:
    """Which of the two reports is not in, and who writes it: until then nothing is decided at stage 2 (K-40)."""
    finals, who = reporting.finals(db, case, keys), dict(names(db, case))
    missing = [part for part in STAGE_2 if part not in finals]
    return [
        f"The report of the {PARTS[part].lower()}: "
        + (f"{who[part]} has not handed it in yet." if part in who else "nobody is appointed yet.")
        for part in missing
    ]


def facts(db: Session, case: Case) -> dict[str, Any]:
    """Whom the letter names."""
    who = dict(names(db, case))
    return {
        "investigator": who.get(Part.INVESTIGATOR, "the investigating officer"),
        "independent": who.get(Part.INDEPENDENT, "the independent person"),
    }


def enclosures(db: Session, case: Case, keys: Keyring) -> list[dict[str, Any]]:
    """Both final reports, as they go with the letter (K-40)."""
    finals, who = reporting.finals(db, case, keys), dict(names(db, case))
    return [
        {
            "title": _title(case, part, who.get(part, "")),
            "part": part.value,
            "blocks": finals[part].body.blocks(),
            "file": str(finals[part].row.upload_id or ""),
        }
        for part in (Part.INVESTIGATOR, Part.INDEPENDENT)
        if part in finals
    ]


def keep_findings(db: Session, case: Case, points: tuple[Subject, ...], reply: Reply) -> None:
    """What was decided on each point at stage 2, beside what stage 1 had found of it."""
    for point in points:
        block = reply.block(point.id)
        remedy = "action" if any(block.actions) else "explanation"
        db.add(
            StageTwoFinding(id=uuid.uuid4(), case_id=case.id, number=point.number, finding=block.judged, remedy=remedy)
        )
    db.flush()


def findings(db: Session, case: Case) -> Sequence[StageTwoFinding]:
    """What was decided on each point at stage 2, by number."""
    query = select(StageTwoFinding).where(StageTwoFinding.case_id == case.id, THIS_ROUND)
    return db.scalars(query.order_by(StageTwoFinding.number)).all()


def forget_findings(db: Session, case: Case) -> None:
    """The answer was called back before it left: nothing is decided yet at stage 2."""
    db.execute(delete(StageTwoFinding).where(StageTwoFinding.case_id == case.id, THIS_ROUND))


def _title(case: Case, part: Part, name: str) -> str:
    if case.young_person:
        return f"What {name} wrote" if name else "What they wrote"
    return f"Report of the {PARTS[part].lower()}" + (f", {name}" if name else "")

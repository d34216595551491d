"""The two reports of stage 2: written in the room, handed in, and never changed after (K-36, K-38)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.audit import Actor
from models.cases import interviewing, report_told, stating
from models.cases.barred import refuse
from models.cases.earlier_round import MARK, kind_of, stage_two_now
from models.cases.named_in_reports import heed_papers
from models.cases.recording import record
from models.cases.who_decided import decided_first
from models.procedure.independence import PARTS, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Finding, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.investigation import InvestigationReport
from models.tables.outsider import Appointment

WORKING, DRAFT, FINAL = "working", "draft", "final"
LEFT = "left"  # typed in a room, and not handed in: the final report came on paper
ON_PAPER = "report_on_paper"
WRITING = frozenset({State.S2_INVESTIGATING, State.S2_FACT_CHECK})


@dataclass(frozen=True, slots=True)
class OnPoint:
    """What the investigating officer says of one point of the statement (rules 3.3)."""

    number: int
    evidence: str = ""
    finding: str = ""
    conclusion: str = ""
    recommendation: str = ""

    def gaps(self) -> list[tuple[str, str]]:
        """What is missing, each with the field to fill."""
        named = (("evidence", self.evidence), ("finding", self.finding), ("conclusion", self.conclusion))
        return [
            (f"p{self.number}-{what}", f"Point {self.number}: add the {what}.")
            for what, text in named
            if not text.strip()
        ]


@dataclass(frozen=True, slots=True)
class Body:
    """All of one report. The independent person’s has a text alone."""

    text: str = ""
    points: tuple[OnPoint, ...] = field(default=())

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(kept.get("text", ""), tuple(OnPoint(**point) for point in kept.get("points", ())))

    def blocks(self) -> list[dict[str, Any]]:
        """As pages and letters draw it."""
        found = [{"heading": "", "paragraphs": _paragraphs(self.text)}] if self.text.strip() else []
        for point in self.points:
            said = [
                f"Evidence: {point.evidence}", f"Finding: {FINDINGS.get(point.finding, '')}",
                f"Conclusion: {point.conclusion}",
                f"Recommendation: {point.recommendation}" if point.recommendation.strip() else "",
            ]  # fmt: skip
            paragraphs = [one for text in said if text for one in _paragraphs(text)]
            if any((point.evidence, point.finding, point.conclusion)):
                found.append({"heading": f"Point {point.number}", "paragraphs": paragraphs})
        return found


FINDINGS = {
    Finding.UPHELD.value: "Upheld",
    Finding.PARTIALLY_UPHELD.value: "Partly upheld",
    Finding.NOT_UPHELD.value: "Not upheld",
    Finding.NO_FINDING.value: "No finding",
}


@dataclass(frozen=True, slots=True)
class Report:
    row: InvestigationReport
    body: Body

    @property
    def title(self) -> str:
        what = "Draft report" if kind_of(self.row) == DRAFT else "Report"
        return f"{what} of the {PARTS[self.row.part].lower()}"


def working(db: Session, case: Case, part: Part, keys: Keyring) -> tuple[InvestigationReport | None, Body]:
    """What is written so far. One who takes over goes on from what was there (S-21)."""
    row = _row(db, case, part)
    points = _points(db, case, keys) if part is Part.INVESTIGATOR else ()
    kept = _body(keys, row) if row else Body()
    said = {point.number: point for point in kept.points}
    return row, Body(kept.text, tuple(said.get(number, OnPoint(number)) for number in points))


def save(
    db: Session, case: Case, mine: Appointment, body: Body, *, version: int, upload_id: uuid.UUID | None = None,
    keys: Keyring, actor: Actor, now: datetime,
) -> InvestigationReport:  # fmt: skip
    """Keep what was typed. `version` is the one the page showed, 0 before the first: an older page raises."""
    _may_write(db, case, mine.part)
    row = _row(db, case, mine.part)
    if (row.version if row else 0) != version:
        raise StaleDataError("investigation_report")
    if row is None:
        row = InvestigationReport(
            id=uuid.uuid4(), case_id=case.id, appointment_id=mine.id, part=mine.part, kind=WORKING, number=1, revision=1
        )
        db.add(row)
    row.appointment_id, row.saved_at = mine.id, now
    row.upload_id = upload_id or row.upload_id
    keys.seal_json(InvestigationReport.body, row, asdict(body))
    db.flush()
    return row


def hand_in(
    db: Session, case: Case, mine: Appointment, kind: str, *, keys: Keyring, actor: Actor, now: datetime
) -> InvestigationReport:
    """Give the team what is written, as a draft or as final. It stays as it is handed in."""
    _may_write(db, case, mine.part)
    row, body = working(db, case, mine.part, keys)
    if row is None or (problems := missing(mine.part, body, file=row.upload_id is not None)):
        raise NotAllowed(" ".join(words for _, words in problems) if row is not None else "Write the report first.")
    _in_order(db, case, mine.part, kind, now)
    heed_papers(db, case, asdict(body), now=now)
    made = _made(db, case, mine, kind, body, row.upload_id, keys=keys, now=now)
    _recorded(db, case, mine.part, kind, actor=actor, now=now)
    report_told.tell(db, case, made, keys=keys, now=now)
    return made


def came(
    db: Session, case: Case, mine: Appointment, kind: str, upload_id: uuid.UUID, *, on: date, keys: Keyring,
    actor: Actor, now: datetime,
) -> InvestigationReport:  # fmt: skip
    """It came on paper or by mail, and one of us records it with the paper itself. What its writer has typed in their
    room meanwhile stays theirs to read; where this is the final one, it is closed, and named as left there."""
    _may_write(db, case, mine.part)
    _in_order(db, case, mine.part, kind, now)
    if not mine.appointed_on <= on <= local_day(now):
        raise NotAllowed("Choose the day it came: not before they were appointed, and not after today.")
    made = _made(db, case, mine, kind, Body(), upload_id, keys=keys, now=now)
    if kind == FINAL:
        _leave_draft(db, case, mine.part)
    _recorded(db, case, mine.part, kind, actor=actor, now=now, on=on, reason=ON_PAPER)
    report_told.tell(db, case, made, keys=keys, now=now)
    return made


def _made(
    db: Session, case: Case, mine: Appointment, kind: str, body: Body, upload_id: uuid.UUID | None, *, keys: Keyring,
    now: datetime,
) -> InvestigationReport:  # fmt: skip
    number = 1 + sum(1 for one in handed_in(db, case, keys) if one.row.part is mine.part and one.row.kind == kind)
    made = InvestigationReport(
        id=uuid.uuid4(), case_id=case.id, appointment_id=mine.id, part=mine.part, kind=kind, number=number,
        saved_at=now, upload_id=upload_id, revision=1,
    )  # fmt: skip
    keys.seal_json(InvestigationReport.body, made, asdict(body))
    db.add(made)
    db.flush()
    return made


def missing(part: Part, body: Body, *, file: bool) -> list[tuple[str, str]]:
    """What a report lacks, each with the field to fill. One that came as a file is whole."""
    if file:
        return []
    if part is Part.INDEPENDENT:
        return [] if body.text.strip() else [("text", "Write the report, or add it as a file.")]
    return [gap for point in body.points for gap in point.gaps()]


def handed_in(db: Session, case: Case, keys: Keyring) -> list[Report]:
    """Every draft and final report that was handed in, the newest first."""
    return [one for one in _all_of(db, case, keys) if one.row.kind in (DRAFT, FINAL)]


def of_before(db: Session, case: Case, keys: Keyring) -> list[Report]:
    """The same of rounds before this one, which the Ombudsman had done over (3.8)."""
    return [one for one in _all_of(db, case, keys) if MARK in one.row.kind and kind_of(one.row) in (DRAFT, FINAL)]


def _all_of(db: Session, case: Case, keys: Keyring) -> list[Report]:
    query = select(InvestigationReport).where(InvestigationReport.case_id == case.id)
    rows = db.scalars(query.order_by(InvestigationReport.saved_at.desc(), InvestigationReport.id)).all()
    return [Report(row, _body(keys, row)) for row in rows]


def finals(db: Session, case: Case, keys: Keyring) -> dict[Part, Report]:
    return {one.row.part: one for one in handed_in(db, case, keys) if one.row.kind == FINAL}


def is_final(db: Session, case: Case, part: Part) -> bool:
    query = select(InvestigationReport.id).where(InvestigationReport.case_id == case.id)
    query = query.where(InvestigationReport.part == part, InvestigationReport.kind == FINAL)
    return db.scalars(query).first() is not None


def _may_write(db: Session, case: Case, part: Part) -> None:
    if case.state not in WRITING:
        raise NotAllowed("The investigation has not begun, or its reports are final.")
    if is_final(db, case, part):
        raise NotAllowed("This report is final. It stays as it was handed in.")


def _in_order(db: Session, case: Case, part: Part, kind: str, now: datetime) -> None:
    if kind == FINAL:
        refuse(db, case, (part,))
    if part is Part.INDEPENDENT:
        if kind == DRAFT:
            raise NotAllowed("Only the investigating officer’s report goes out as a draft.")
        if not is_final(db, case, Part.INVESTIGATOR):
            raise NotAllowed("This report follows the investigating officer’s final one (K-38).")
        return
    if kind == DRAFT:
        return
    if case.state is not State.S2_FACT_CHECK:
        raise NotAllowed("First hand in a draft, so that who you spoke with can check the facts (K-37).")
    if waiting := interviewing.still_open(db, case, today=local_day(now)):
        number = len(waiting)
        who = "One person has" if number == 1 else f"{number} people have"
        raise NotAllowed(f"{who} not been sent the facts, or still has time to answer (K-37).")


def _recorded(
    db: Session, case: Case, part: Part, kind: str, *, actor: Actor, now: datetime, on: date | None = None,
    reason: str | None = None,
) -> None:  # fmt: skip
    how: dict[str, Any] = {"actor": actor, "now": now, "on": on, "reason": reason}
    if kind == DRAFT:
        record(db, case, Event.S2_DRAFTED, **how)
    elif part is Part.INVESTIGATOR:
        record(db, case, Event.S2_IO_REPORTED, **how)
    else:
        record(db, case, Event.S2_REPORTED, **how)
        case.waiting_on = "us"
        if case.responder_id in decided_first(db, case):
            case.responder_id = None  # who answered before does not decide again: somebody else is to be named
    db.flush()


def drafted(db: Session, case: Case) -> bool:
    return any(event.event is Event.S2_DRAFTED for event in stage_two_now(db, case))


def left_in_room(db: Session, case: Case) -> Sequence[InvestigationReport]:
    """Typed in a room and not handed in, because the final report came another way. Only its writer reads it."""
    query = select(InvestigationReport).where(InvestigationReport.case_id == case.id, InvestigationReport.kind == LEFT)
    return db.scalars(query.order_by(InvestigationReport.saved_at)).all()


def left_words(db: Session, case: Case, part: Part, keys: Keyring) -> list[Report]:
    """The same for who has that part, with its words."""
    return [Report(row, _body(keys, row)) for row in left_in_room(db, case) if row.part is part]


def _leave_draft(db: Session, case: Case, part: Part) -> None:
    row = _row(db, case, part)
    if row is not None:
        row.kind = LEFT
        db.flush()


def _row(db: Session, case: Case, part: Part) -> InvestigationReport | None:
    query = select(InvestigationReport).where(InvestigationReport.case_id == case.id)
    return db.scalars(query.where(InvestigationReport.part == part, InvestigationReport.kind == WORKING)).one_or_none()


def _points(db: Session, case: Case, keys: Keyring) -> Sequence[int]:
    row = stating.shown(db, case)
    return [number for part, number, _ in stating.words_of(row, keys).lines() if part == stating.POINT] if row else []


def _body(keys: Keyring, row: InvestigationReport) -> Body:
    try:
        return Body.of(keys.open_json(InvestigationReport.body, row))
    except Unreadable:
        return Body("This cannot be shown.")


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.replace("\r", "").split("\n\n") if part.strip()]

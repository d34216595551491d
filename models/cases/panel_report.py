"""The panel's report arrives: a short summary, what it found of each point, and its recommendations (REG 20(1))."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import also_tell, attaching
from models.cases.answer_gaps import FINDINGS
from models.cases.easy_words import needs_easy_words
from models.cases.investigating import names
from models.cases.letter_facts import letter
from models.cases.named_in_reports import heed_papers
from models.cases.panel_rows import REPORT, current, put, recommendations, text_of
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.cases.stage_points import stage_points
from models.post.readable import meter
from models.procedure.closing import FOUND_FAULT
from models.procedure.documents import Document
from models.procedure.independence import Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Finding, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.panel import Panel, PanelFinding, PanelRecommendation
from models.tables.upload import Upload

THEY_FOUND: dict[Finding, str] = {  # a child reads what the panel thinks, and not what we do
    Finding.UPHELD: "They think you are right",
    Finding.PARTIALLY_UPHELD: "They think you are right about some of this",
    Finding.NOT_UPHELD: "They do not think this was wrong",
    Finding.NO_FINDING: "They could not find out",
}
TASK = "3 report"  # whoever else is owed the report, among those who are told of stage 3
TO_THE_INDEPENDENT = (
    "{}, the independent person of stage 2: send them the panel’s report (REG 20(2)), under Letters to them."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the panel found of one point."""

    number: int
    finding: Finding | None
    why: str


def receive(
    db: Session,
    case: Case,
    *,
    on: date,
    summary: str,
    found: Sequence[Found],
    recommended: Sequence[str],
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """The council had the report on `on`: its response counts from that day, and the person reads the report (K-57)."""
    panel = current(db, case)
    if case.state is not State.S3_HELD or panel.held_on is None:
        raise NotAllowed("A report comes after the panel has met, once.")
    if not panel.held_on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day the panel met and today.")
    if not summary.strip():
        raise NotAllowed("Write the short summary that the report begins with (REG 20(1)).")
    if open_points := [str(one.number) for one in found if one.finding is None]:
        raise NotAllowed(f"Say what the panel found of point {', '.join(open_points)}.")
    panel.report_on = on
    heed_papers(db, case, (summary, [one.why for one in found], recommended), now=now)
    keep(db, panel, summary, found, recommended, keys)
    record(db, case, Event.S3_REPORTED, actor=actor, now=now, on=on)
    by: dict[str, Any] = {"actor": actor, "now": now, "keys": keys}
    send(db, case, panel, "panel_report", documents(db, case, on), **by)
    if who := dict(names(db, case)).get(Part.INDEPENDENT):
        also_tell.owe(db, case, task_of(Part.INDEPENDENT), TO_THE_INDEPENDENT.format(who), **by)


def task_of(part: Part) -> str:
    """Which task it is that somebody of stage 2 is sent the report: the letter to them closes it."""
    return f"{TASK} {part}"


def send(
    db: Session, case: Case, panel: Panel, kind: str, papers: Sequence[Upload], *, actor: Actor, now: datetime,
    keys: Keyring, **more: Any,
) -> None:  # fmt: skip
    """The report as it is kept now goes to the person (REG 20(2))."""
    summary = report_of(db, panel, keys)["summary"]
    found, recommended = findings(db, case, panel, keys), [text for _, text in recommendations(db, panel, keys)]
    by = answer_by(db, case)
    words = letter(
        db, case, now, kind, summary=summary, findings=found, recommended=recommended, answer_by=by,
        late=by < local_day(now), **more,
    )  # fmt: skip
    content = {**words.content(), "enclosures": _enclosed(db, papers, keys)}
    easy = needs_easy_words(db, case, keys)  # the panel's words are nobody's of ours to change, and are measured
    theirs = meter([summary, *found, *recommended, *more.values()], easy=easy)
    release(db, case, kind, content, event=None, measured=theirs, actor=actor, now=now, keys=keys)


def answer_by(db: Session, case: Case) -> date:
    """By when the director answers: counted from the day the council had the report, whatever became of it (K-57)."""
    due = [one.due_on for one in running_clocks(db, case) if one.clock is Clock.S3_RESPONSE]
    if not due:
        raise NotAllowed("The panel’s report has not come yet, or is answered.")
    return due[0]


def documents(db: Session, case: Case, on: date, *, since: datetime | None = None) -> Sequence[Upload]:
    """The report as it came, where it is a document; `since`: only what was put on the case from that moment."""
    query = select(Upload).where(Upload.case_id == case.id, Upload.document == Document.PANEL_REPORT)
    query = query.where(Upload.added_at >= since) if since else query
    return db.scalars(query.where(Upload.dated_on == on).order_by(Upload.added_at)).all()


def _enclosed(db: Session, papers: Sequence[Upload], keys: Keyring) -> list[dict[str, Any]]:
    found = attaching.read(keys, papers)
    for one in found:
        attaching.share_copy(db, one, keys)
    return [{"title": "The panel’s report", "part": "panel", "blocks": [], "file": str(one.id)} for one in found]


def keep(
    db: Session, panel: Panel, summary: str, found: Sequence[Found], recommended: Sequence[str], keys: Keyring
) -> None:
    """Write it down: what it says, what it found and what it recommends."""
    put(db, panel, REPORT, {"summary": summary, "why": {str(one.number): one.why for one in found}}, keys=keys)
    ours = {"case_id": panel.case_id, "panel_id": panel.id}
    db.add_all(
        PanelFinding(id=uuid.uuid4(), number=one.number, finding=one.finding, **ours) for one in found if one.finding
    )
    for number, text in enumerate(recommended, 1):
        row = PanelRecommendation(id=uuid.uuid4(), number=number, **ours)
        keys.seal(PanelRecommendation.text, row, text)
        db.add(row)
    db.flush()


def report_of(db: Session, panel: Panel, keys: Keyring) -> dict[str, Any]:
    """What the panel wrote; empty before it came."""
    return text_of(db, panel, REPORT, keys)


def found_by(db: Session, panel: Panel) -> Sequence[PanelFinding]:
    """What the panel found of each point, by number."""
    query = select(PanelFinding).where(PanelFinding.panel_id == panel.id)
    return db.scalars(query.order_by(PanelFinding.number)).all()


def findings(db: Session, case: Case, panel: Panel, keys: Keyring, *, outside: bool = False) -> list[str]:
    """A line for each point: what it was, what the panel found, and why; for the person, or for who is `outside`."""
    words = THEY_FOUND if case.young_person and not outside else FINDINGS
    texts, why = dict(stage_points(db, case, keys)), report_of(db, panel, keys).get("why", {})
    lines = (
        (f"{texts.get(one.number, '')} – {words[one.finding]}", why.get(str(one.number), ""))
        for one in found_by(db, panel)
    )
    return [f"{said}. {reason}" if reason else said for said, reason in lines]


def upheld_of(db: Session, panel: Panel) -> list[int]:
    """Which points the panel upheld: an apology is owed, and for each something is done or there is a reason (X-15)."""
    return [one.number for one in found_by(db, panel) if one.finding in FOUND_FAULT]

"""A panel's report that was wrong: the right one in its place, the old one kept, and told to whoever had it (REG 20).

The director's answer counts from the day the council first had a report (K-57): putting it right gives us no more time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import also_tell, panel_report, panel_response, rooms
from models.cases.chairing import Written
from models.cases.finding import events_of
from models.cases.named_in_reports import heed_papers
from models.cases.panel_report import TASK, Found, task_of
from models.cases.panel_rows import BEFORE, current, newest, put, recommendations, text_of
from models.cases.recording import record
from models.cases.releasing import letters_of
from models.formats import short_date
from models.procedure.independence import PARTS, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Finding, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.outsider import OutsiderLetter
from models.tables.panel import Panel, PanelFinding, PanelRecommendation
from models.tables.upload import Upload
from models.tables.words import GONE

AGAIN, FIRST = "panel_report_again", "panel_report"  # letters
CALL_BACK = "The director’s answer to the report as it was is let go. Call it back first, if it has not left."
AGAIN_TO = "{}, {} of stage 2: send them the panel’s report that was put right (REG 20(2)), under Letters to them."


@dataclass(frozen=True, slots=True)
class Before:
    """A report as it was, why it was put right, and on which day."""

    written: Written
    why: str
    until: date
    at: datetime

    def lines(self) -> list[str]:
        """As text, for the file."""
        found = [f"Point {one.number}: {one.finding or ''}. {one.why}".strip() for one in self.written.found]
        return [
            f"The report until {short_date(self.until)}, which was put right because: {self.why}", self.written.summary,
            *found, *(f"Recommendation {place}: {text}" for place, text in enumerate(self.written.recommended, 1)),
        ]  # fmt: skip


def now_kept(db: Session, case: Case, keys: Keyring) -> Written:
    """The report as it stands."""
    panel = current(db, case)
    report = panel_report.report_of(db, panel, keys)
    why = report.get("why", {})
    found = [Found(one.number, one.finding, why.get(str(one.number), "")) for one in panel_report.found_by(db, panel)]
    return Written(report.get("summary", ""), found, [text for _, text in recommendations(db, panel, keys)])


def before(db: Session, panel: Panel, keys: Keyring) -> list[Before]:
    """Every report of this panel that was put right since, the first one first."""
    found, number = [], 1
    while kept := text_of(db, panel, f"{BEFORE}_{number}", keys):
        found.append(_before(kept))
        number += 1
    return found


def papers(db: Session, case: Case, keys: Keyring) -> Sequence[Upload]:
    """The report that stands, where it came as a document: never the one before it."""
    panel = newest(db, case)
    if panel is None or panel.report_on is None:
        return []
    earlier = before(db, panel, keys)
    if not earlier:
        return panel_report.documents(db, case, panel.report_on)
    return panel_report.documents(db, case, earlier[-1].until, since=earlier[-1].at)


def may(db: Session, case: Case) -> str:
    """Why it cannot be put right here; empty where it can."""
    if case.state is not State.S3_REPORTED:
        return "A report is put right once it is here, and before the director has answered it."
    return CALL_BACK if panel_response.released(db, case) else ""


def put_right(
    db: Session, case: Case, right: Written, *, why: str, on: date, others: str = "", actor: Actor, now: datetime,
    keys: Keyring,
) -> None:  # fmt: skip
    """The right report came `on` that day. `why`: what was wrong, as the person reads it; `others`: who else had the
    wrong one from somebody, and how they are told."""
    panel = current(db, case)
    if problem := may(db, case):
        raise NotAllowed(problem)
    if panel.report_on is None or not panel.report_on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day the first report came and today.")
    if not why.strip():
        raise NotAllowed("Say what was wrong, as the person will read it.")
    if open_points := [str(one.number) for one in right.found if one.finding is None]:
        raise NotAllowed(f"Say what the panel found of point {', '.join(open_points)}.")
    was = now_kept(db, case, keys)
    if was == right:
        raise NotAllowed("Nothing is changed. Change what was wrong.")
    had = any(one.kind in (FIRST, AGAIN) and one.state == GONE and _since(one.released_at, panel)
              for one in letters_of(db, case))  # fmt: skip
    heed_papers(db, case, (right.summary, [one.why for one in right.found], right.recommended, why), now=now)
    put(db, panel, f"{BEFORE}_{len(before(db, panel, keys)) + 1}", _kept(was, why, on, now), keys=keys)
    db.execute(delete(PanelFinding).where(PanelFinding.panel_id == panel.id))
    db.execute(delete(PanelRecommendation).where(PanelRecommendation.panel_id == panel.id))
    panel_report.keep(db, panel, right.summary, right.found, right.recommended, keys)
    panel_response.begin_again(db, panel, was.recommended, keys)
    reported = [one for one in events_of(db, case) if one.event is Event.S3_REPORTED]
    by: dict[str, Any] = {"actor": actor, "now": now, "keys": keys}
    record(
        db,
        case,
        Event.NOTED,
        on=on,
        reason="report_again",
        details=why,
        corrects=reported[-1].id if reported else None,
        **by,
    )
    if had:
        panel_report.send(db, case, panel, AGAIN, papers(db, case, keys), why=why, **by)
    else:  # the first has not left, and is kept back: they read the right one alone
        panel_report.send(db, case, panel, FIRST, papers(db, case, keys), **by)
    _tell(db, case, others, **by)


def _tell(db: Session, case: Case, others: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Who is owed the right one: the independent person, whoever of stage 2 had the wrong one, and who was named."""
    by: dict[str, Any] = {"actor": actor, "now": now, "keys": keys}
    for to in rooms.here(db, case):
        query = select(OutsiderLetter.id).where(OutsiderLetter.appointment_id == to.id, OutsiderLetter.kind == "report")
        if to.part is Part.INDEPENDENT or db.scalars(query).first():
            also_tell.take_back(db, case, task_of(to.part))
            also_tell.owe(db, case, task_of(to.part), AGAIN_TO.format(to.outsider.name, PARTS[to.part].lower()), **by)
    also_tell.owe(db, case, f"{TASK} others", others.strip(), **by)


def _since(at: datetime, panel: Panel) -> bool:
    return panel.report_on is not None and local_day(at) >= panel.report_on


def _kept(was: Written, why: str, on: date, now: datetime) -> dict[str, Any]:
    found = [{"number": one.number, "finding": one.finding, "why": one.why} for one in was.found]
    said = {"summary": was.summary, "found": found, "recommended": [*was.recommended], "wrong": why}
    return said | {"on": on.isoformat(), "at": now.isoformat()}


def _before(kept: Mapping[str, Any]) -> Before:
    found: Sequence[Found] = [Found(one["number"], Finding(one["finding"]), one["why"]) for one in kept["found"]]
    written = Written(kept["summary"], found, kept["recommended"])
    return Before(written, kept["wrong"], date.fromisoformat(kept["on"]), datetime.fromisoformat(kept["at"]))

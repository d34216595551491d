"""The day of the panel: dates that were tried, the papers before it, who comes, and that it met (S-04, K-54, K-55)."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import meeting, panel_papers, seating
from models.cases.finding import clocks_of, events_of
from models.cases.letter_facts import letter
from models.cases.named_in_reports import heed_papers
from models.cases.panel_rows import MINUTES, PAPERS, WISHES, current, newest, put, text_of
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.cases.walls import heed
from models.formats import short_date
from models.post.letters import Composed
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, State
from models.procedure.working_days import local_day, working_days_between
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.following import MeetingDate
from models.tables.panel import Panel

PANEL = "panel"
NOT_THEN = "The day must be between the day the panel was asked for and today, and before it meets."
CAME: dict[str, str] = {
    "person": "The person who complained",
    "advocate": "Their advocate",
    "companion": "Somebody they chose to bring",
    "director": "The director, or who answered stage 2",
    "investigator": "The investigating officer",
    "independent": "The independent person",
    "manager": "The complaints manager",
    "clerk": "A clerk",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """How the dates went: shown beside the clock of the law, which waits for none of them (S-04, K-59)."""

    fixed: MeetingDate | None
    cancelled: Mapping[str, int]  # by whom, how often
    agreed_on: date | None  # the day the person agreed the date that stands or took place
    days_since_agreed: int | None  # of the panel that took place, counted from that day: a figure, never the clock


def tried(db: Session, case: Case) -> Tried:
    """Only of the panel that counts now."""
    panel, rows = current(db, case), _dates(db, case)
    fixed = next((row for row in rows if row.fixed_at and not row.cancelled_at), None)
    cancelled = Counter(str(row.cancelled_by) for row in rows if row.cancelled_at and row.fixed_at)
    agreed = local_day(fixed.answered_at) if fixed and fixed.can and fixed.answered_at else None
    days = working_days_between(agreed, panel.held_on, holidays(db)) if agreed and panel.held_on else None
    return Tried(fixed, cancelled, agreed, days)


def papers_by(db: Session, case: Case) -> date | None:
    """The last day for the papers of the date that is fixed."""
    running = (one for one in clocks_of(db, case) if one.clock is Clock.S3_PAPERS and not one.cancelled)
    return max((one.due_on for one in running), default=None)


def papers_days(db: Session, case: Case, *, now: datetime) -> tuple[date, date] | None:
    """The days on which papers can have gone out, from the request until they meet; None before a date is fixed."""
    fixed = tried(db, case).fixed
    return (current(db, case).asked_on, min(local_day(now), local_day(fixed.starts_at))) if fixed else None


def papers_promised(db: Session, case: Case, *, now: datetime) -> date | None:
    """The day a letter of today may promise the papers for; None where it has passed, so that none is promised."""
    by = papers_by(db, case)
    return by if by and by >= local_day(now) else None


def invitation(db: Session, case: Case, *, now: datetime) -> Composed | None:
    """The letter with the day, the place and who sits; None before a date is fixed and three people sit."""
    fixed = tried(db, case).fixed
    if fixed is None or seating.missing(db, case) or case.state is not State.S3_REQUESTED:
        return None
    people = [f"{seat.row.outsider.name}, {seat.name.lower()}" for seat in seating.seats(db, case) if seat.row]
    papers = papers_promised(db, case, now=now)
    return letter(
        db, case, now, "panel_date", starts_at=fixed.starts_at, place=fixed.place, people=people, papers_by=papers
    )


def invite(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Write to the person when and where their panel meets, and who it is."""
    made = invitation(db, case, now=now)
    if made is None:
        raise NotAllowed("Fix a date and appoint three people before you write to them about the day.")
    if invited(db, case):
        raise NotAllowed("They have the letter about this day already.")
    release(db, case, "panel_date", made.content(), event=None, actor=actor, now=now, keys=keys)


def invited(db: Session, case: Case) -> bool:
    """Whether the person has the letter about the date that stands."""
    fixed = tried(db, case).fixed
    since = fixed.fixed_at if fixed else None
    return since is not None and any(
        one.kind == "panel_date" and one.released_at >= since and one.undone_at is None for one in letters_of(db, case)
    )


def send_papers(
    db: Session,
    case: Case,
    papers: Sequence[str],
    others: str,
    *,
    on: date,
    late_because: str,
    alone: Collection[uuid.UUID] = (),
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """The papers went to the panel and the person on `on`: those of the case themselves, into the rooms and with the
    letter. Fewer than ten working days before: only as the chair agreed, and why is kept (K-55)."""
    panel, fixed, due = current(db, case), tried(db, case).fixed, papers_by(db, case)
    if case.state is not State.S3_REQUESTED or fixed is None or due is None:
        raise NotAllowed("Papers go out once a date for the panel is fixed, and before it meets.")
    first, last = papers_days(db, case, now=now) or (on, on)
    if not first <= on <= last:
        raise NotAllowed(NOT_THEN)
    if on > due and not late_because:
        raise NotAllowed(f"The papers were due by {short_date(due)}. Say why the chair takes them late (K-55).")
    if gaps := seating.missing(db, case):
        raise NotAllowed(" ".join(["There is no whole panel to send papers to.", *gaps]))
    here = panel_papers.chosen(db, case, papers, alone, keys)
    listed = panel_papers.titles(papers, here, others, alone)
    if not listed:
        raise NotAllowed("Choose at least one paper.")
    kept, again = text_of(db, panel, PAPERS, keys), _went_out(db, case)
    if (
        again
        and not {*listed} - {*kept.get("papers", ())}
        and not {str(one.id) for one in here} - {*kept.get("sent", ())}
    ):
        raise NotAllowed("They have gone out for this day already. Send again only what is new, or was left out.")
    panel.papers_on = panel.papers_on if again else on
    heed_papers(db, case, (listed, late_because), now=now)
    sent = {*kept.get("sent", ()), *(str(one.id) for one in here)}
    all_of_it = [*dict.fromkeys([*(kept.get("papers", ()) if again else ()), *listed])]
    why = late_because or (kept.get("late_because", "") if again else "")
    put(db, panel, PAPERS, {"papers": all_of_it, "late_because": why, "sent": sorted(sent)}, keys=keys)
    panel_papers.give(db, case, here, actor=actor, now=now, keys=keys)
    record(db, case, Event.S3_PAPERS_SENT, actor=actor, now=now, on=on, details="\n".join(listed), keys=keys)
    words = letter(db, case, now, "panel_papers", starts_at=fixed.starts_at, papers=listed, sent_on=on)
    content = {**words.content(), "enclosures": panel_papers.enclosures(db, case, here, keys)}
    release(db, case, "panel_papers", content, event=None, actor=actor, now=now, keys=keys)


def _went_out(db: Session, case: Case) -> bool:
    """Whether papers have gone out for the day that is fixed now; a day that was cancelled took its papers with it."""
    of_day = [one.event for one in events_of(db, case) if one.event in (Event.PANEL_FIXED, Event.S3_PAPERS_SENT)]
    return bool(of_day) and of_day[-1] is Event.S3_PAPERS_SENT


def met(
    db: Session,
    case: Case,
    came: Sequence[str],
    others: str,
    minutes: str,
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """The panel met, on the day that was fixed. From here the chair owes the report (K-56)."""
    panel, fixed = current(db, case), tried(db, case).fixed
    if case.state is not State.S3_REQUESTED or fixed is None:
        raise NotAllowed("No date for the panel is fixed, so it cannot have met.")
    if fixed.starts_at > now:
        raise NotAllowed("The panel has not met yet: its day is still to come.")
    if gaps := seating.missing(db, case):
        raise NotAllowed(" ".join(["A panel needs a chair and two members whom nothing ties (REG 19).", *gaps]))
    day = local_day(fixed.starts_at)
    panel.held_on = day
    keep_minutes(db, case, came, others, minutes, keys=keys, now=now)
    record(db, case, Event.S3_HELD, actor=actor, now=now, on=day)


def keep_minutes(
    db: Session, case: Case, came: Sequence[str], others: str, minutes: str, *, keys: Keyring, now: datetime
) -> None:
    """Who came, and what was said, for the file; it may be written over until the report is in."""
    kept = {"came": [code for code in CAME if code in came], "others": others, "minutes": minutes}
    heed_papers(db, case, (others, minutes), now=now)
    put(db, current(db, case), MINUTES, kept, keys=keys)


def choose(
    db: Session, case: Case, given: Mapping[str, Any], *, actor: Actor, now: datetime, keys: Keyring,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """The person's own choices for the day: how they come, with whom, who speaks, what helps (REG 19(6))."""
    panel = newest(db, case)
    if panel is None or case.state is not State.S3_REQUESTED:
        raise NotAllowed("There is no panel to choose for.")
    heed(db, case, "\n".join(str(text) for text in given.values() if text), now=now)
    put(db, panel, WISHES, dict(given), keys=keys)
    case.waiting_on = "us"
    record(db, case, Event.PANEL_WISHES, actor=actor, now=now, made=made)


def wishes_for(db: Session, panel: Panel, keys: Keyring) -> dict[str, Any]:
    return text_of(db, panel, WISHES, keys)


def _dates(db: Session, case: Case) -> list[MeetingDate]:
    panel = current(db, case)
    return [
        row for row in meeting.dates_of(db, case) if row.kind == PANEL and local_day(row.offered_at) >= panel.asked_on
    ]

"""A panel is asked for: acknowledged by letter, and decided with reasons where it came late (K-50, K-51, X-07)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.appointing import AGAIN
from models.cases.finding import clocks_of, events_of
from models.cases.letter_facts import letter
from models.cases.named_in_reports import heed_papers
from models.cases.panel_rows import LATE, current, newest, put, text_of
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.post.letters import Composed
from models.procedure.lifecycle import NotAllowed
from models.procedure.stage_three import ask_by, late_gaps
from models.procedure.terms import Clock, Event, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case

DECIDERS = frozenset({Role.MANAGER, Role.ALTERNATE})
ACKNOWLEDGEMENT, REFUSAL = "acknowledgement_stage3", "refusal_stage3"
WAITING = frozenset({State.S3_REQUESTED, State.S3_HELD})
TAKEN, REFUSED = "taken", "refused"


def last_day(db: Session, case: Case) -> date | None:
    """The last day of the time to ask for a panel: recommended, so that later means a decision (K-50)."""
    answered = [event.on for event in events_of(db, case) if event.event is Event.S2_ANSWERED]
    if not answered:
        return None
    window = policy_of(db, case).s3_window
    return ask_by(answered[-1], window.length, window.unit, holidays(db))


def acknowledgement(db: Session, case: Case, *, now: datetime) -> Composed | None:
    """The letter as it would go today; None where no panel was asked for, or it has gone."""
    if newest(db, case) is None or case.state not in WAITING or acknowledged(db, case):
        return None
    return words(db, case, now=now)


def words(db: Session, case: Case, *, now: datetime) -> Composed:
    """The same, whether one has gone or not."""
    panel = current(db, case)
    due = next((c.due_on for c in clocks_of(db, case) if c.clock is Clock.S3_PANEL and c.stopped_on is None), None)
    return letter(db, case, now, ACKNOWLEDGEMENT, asked_on=panel.asked_on, meets_by=due or panel.held_on)


def acknowledge(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Send it. The clock stops on the day the letter counts (K-18)."""
    made = acknowledgement(db, case, now=now)
    if made is None:
        raise NotAllowed("This request has its letter already, or no panel was asked for.")
    release(db, case, ACKNOWLEDGEMENT, made.content(), event=Event.S3_ACKNOWLEDGED, actor=actor, now=now, keys=keys)


def acknowledged(db: Session, case: Case) -> bool:
    """Whether the letter about this request was let go."""
    panel = newest(db, case)
    return panel is not None and any(
        one.kind in (ACKNOWLEDGEMENT, AGAIN) and local_day(one.released_at) >= panel.asked_on
        for one in letters_of(db, case)
    )


def decide_late(
    db: Session,
    case: Case,
    *,
    take: bool,
    why_late: str,
    new_information: str,
    reasons: str,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """A request after the time to ask is taken or not, by a manager, with reasons. Its clocks run meanwhile.

    A no is a letter with the reasons and the Ombudsman (E-44), and the case stands where it stood.
    """
    panel = current(db, case)
    if case.state is not State.S3_REQUESTED or not panel.late or panel.late_answer is not None:
        raise NotAllowed("There is no late request to decide on here.")
    if not actor.roles & DECIDERS:
        raise NotAllowed("Only a complaints manager decides about a late request.")
    if gaps := late_gaps(why_late=why_late, new_information=new_information, reasons=reasons):
        raise NotAllowed(" ".join(gaps))
    panel.late_answer = TAKEN if take else REFUSED
    heed_papers(db, case, (why_late, new_information, reasons), now=now)
    put(db, panel, LATE, {"why_late": why_late, "new": new_information, "reasons": reasons}, keys=keys)
    told = f"Why it came late: {why_late}\nWhat is new, or can no longer be looked at: {new_information}\n{reasons}"
    event = Event.S3_LATE_TAKEN if take else Event.S3_REFUSED
    record(db, case, event, actor=actor, now=now, details=told, keys=keys)
    if not take:
        words = letter(
            db, case, now, REFUSAL, asked_on=panel.asked_on, reasons=reasons, evidence=why_late, new=new_information
        )
        release(db, case, REFUSAL, words.content(), event=None, actor=actor, now=now, keys=keys)


def late_reasons(db: Session, case: Case, keys: Keyring) -> dict[str, str]:
    panel = newest(db, case)
    return text_of(db, panel, LATE, keys) if panel else {}

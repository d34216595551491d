"""What the stage of now is about, by number: the points of stage 1, and from the day that a statement stands its own.

Stage 2 decides on each point of the statement (K-31, S-23), so the panel, the director and whoever asks for the next
stage mean those by their numbers, and not what stage 1 was asked (X-13).
"""

from sqlalchemy.orm import Session

from models.cases.earlier_round import events_now
from models.cases.finding import looked_into, points_of
from models.cases.stating import POINT, STANDS, shown, words_of
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import Event, State
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.stage_two import ComplaintStatement
from models.tables.words import Point

HIDDEN = "This cannot be shown."
_MAY_CHANGE = STAGE_TWO - {State.S2_ADJUDICATION}  # after that it is decided on the version that was offered last


def statement_that_stands(db: Session, case: Case) -> ComplaintStatement | None:
    """The statement that this stage rests on: signed, or gone on with in their own words (X-08). None while stage 2
    was not asked for since the case was last taken up, and while the first version waits for them."""
    row = shown(db, case)
    if row is None or (row.state not in STANDS and case.state in _MAY_CHANGE):
        return None
    asked = any(event.event is Event.S2_REQUESTED for event in events_now(db, case))
    return row if asked else None


def stage_points(db: Session, case: Case, keys: Keyring, *, hidden: str = HIDDEN) -> list[tuple[int, str]]:
    """Each point of the stage of now, with its words; `hidden` stands for what this ring cannot open."""
    row = statement_that_stands(db, case)
    if row is None:
        kept = {point.number for point in looked_into(case, points_of(db, case))}  # none that was left out (E-30)
        return [one for one in stage_one_points(db, case, keys, hidden=hidden) if one[0] in kept]
    try:
        return [(number, text) for part, number, text in words_of(row, keys).lines() if part == POINT]
    except Unreadable:
        return [(1, hidden)]


def stage_one_points(db: Session, case: Case, keys: Keyring, *, hidden: str = HIDDEN) -> list[tuple[int, str]]:
    """The points as they were written down at triage, and answered first."""
    rows = points_of(db, case)
    texts = keys.open_each(Point.text, rows)
    return [(row.number, text if isinstance(text, str) else hidden) for row, text in zip(rows, texts, strict=True)]


def named(db: Session, case: Case, numbers: list[int], keys: Keyring) -> str:
    """The points that somebody chose, each with its words beside the number; all of them where none was chosen."""
    if not numbers:
        return "Points: all"
    texts = dict(stage_points(db, case, keys))
    return "\n".join(["Points:", *(f"{number}. {texts[number]}" for number in numbers if number in texts)])

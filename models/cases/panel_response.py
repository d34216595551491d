"""The director's response to the panel, with the independent person: each recommendation taken or not, with reasons
(REG 20(3), S-42, K-57)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import also_tell
from models.cases.finding import events_of
from models.cases.letter_facts import letter
from models.cases.panel_report import findings, upheld_of
from models.cases.panel_rows import RESPONSE, current, mark, put, recommendations, text_of
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.formats import short_date
from models.post.letters import Composed
from models.procedure.lifecycle import NotAllowed
from models.procedure.stage_three import DECIDED, TAKEN, Decided, Taken, response_gaps
from models.procedure.terms import Event, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.panel import Panel, PanelRecommendation
from models.tables.words import Action, Letter

KIND = "answer_stage3"
UNDECIDED = "We have not decided this yet"  # in a preview alone: nothing goes while it is so
OTHERS = "Say whether somebody else must be told in writing (E-45)."


class TooEarly(NotAllowed):
    """What is to be done about the recommendation, or the `point`, of that `number` is promised for a day that has
    passed."""

    def __init__(self, number: int, *, point: bool = False) -> None:
        super().__init__("Choose a day from today on: it is a promise.")
        self.number = number
        self.point = point


@dataclass(frozen=True, slots=True)
class Decision:
    """One recommendation as the director decides it, or what is done about one point that was upheld, where nothing is
    decided and `why` says why nothing is done; dates and ids as text, as they are kept."""

    decided: str = ""
    why: str = ""
    doing: str = ""
    owner: str = ""
    due: str = ""

    @property
    def what(self) -> Decided | None:
        return Decided(self.decided) if self.decided in set(Decided) else None

    @property
    def due_on(self) -> date | None:
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Response:
    """All of the draft: `agreed` by the director on that day, the independent person `consulted` on that one."""

    opening: str = ""
    apology: str = ""
    director: str = ""
    agreed: str = ""
    consulted: str = ""
    view: str = ""
    others: str = ""  # nobody | someone
    others_words: str = ""
    decisions: dict[str, Decision] = field(default_factory=dict)
    points: dict[str, Decision] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Response":
        plain = {name: str(kept.get(name, "")) for name in cls.__slots__ if name not in ("decisions", "points")}
        decisions, points = (
            {number: Decision(**one) for number, one in kept.get(name, {}).items()} for name in ("decisions", "points")
        )
        return cls(**plain, decisions=decisions, points=points)


@dataclass(frozen=True, slots=True)
class Desk:
    panel: Panel
    recommended: Sequence[tuple[PanelRecommendation, str]]
    upheld: Sequence[int]  # the numbers of the points
    response: Response
    seen: int
    gaps: Sequence[str]


def desk(db: Session, case: Case, keys: Keyring) -> Desk:
    """The response so far, and what it lacks."""
    panel = current(db, case)
    rows = recommendations(db, panel, keys)
    kept, upheld = Response.of(text_of(db, panel, RESPONSE, keys)), upheld_of(db, panel)
    return Desk(panel, rows, upheld, kept, mark(db, panel, RESPONSE), _gaps(rows, upheld, kept))


def save(db: Session, case: Case, typed: Response, *, seen: int, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Keep what was typed. Raises `SavedMeanwhile` where somebody else saved it first, and `NotAllowed` for a day
    before its cause, `TooEarly` for a promise whose day has passed."""
    panel = current(db, case)
    if case.state is not State.S3_REPORTED or panel.report_on is None:
        raise NotAllowed("The director responds once the panel's report is here, and once.")
    for day, what in ((typed.consulted, "The independent person is asked"), (typed.agreed, "The director agrees it")):
        if day and not panel.report_on <= date.fromisoformat(day) <= local_day(now):
            raise NotAllowed(f"{what} after the report came on {short_date(panel.report_on)}, and not after today.")
    for number, one in typed.decisions.items():
        if one.due_on and one.due_on < local_day(now):
            raise TooEarly(int(number))
    for number, one in typed.points.items():
        if one.due_on and one.due_on < local_day(now):
            raise TooEarly(int(number), point=True)
    put(db, panel, RESPONSE, asdict(typed), keys=keys, seen=seen)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="response_saved")


def preview(db: Session, case: Case, keys: Keyring, *, now: datetime) -> Composed:
    """The letter exactly as the person will read it. Raises `Incomplete` where a mandatory part is not there yet."""
    at = desk(db, case, keys)
    return letter(
        db, case, now, KIND, opening=at.response.opening, findings=findings(db, case, at.panel, keys),
        decisions=[_said(row, text, at.response) for row, text in at.recommended],
        remedies=[_done(number, at.response) for number in at.upheld if str(number) in at.response.points],
        apology=at.response.apology,
        director=at.response.director, view=at.response.view,
        told=at.response.others_words if at.response.others == "someone" else "",
    )  # fmt: skip


def let_go(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> Letter:
    """Release it: the letter, what was decided of each recommendation, and a promise for each that is taken."""
    at = desk(db, case, keys)
    if case.state is not State.S3_REPORTED or released(db, case):
        raise NotAllowed("The response was released already, or there is no report to respond to.")
    if at.gaps:
        raise NotAllowed(" ".join(at.gaps))
    words = preview(db, case, keys, now=now)
    at.panel.consulted_on = date.fromisoformat(at.response.consulted)
    for row, _ in at.recommended:
        decision = at.response.decisions[str(row.number)]
        row.answer = decision.decided
        if decision.what in TAKEN:
            _promise(db, case, decision, keys)
    for number in at.upheld:
        if (remedy := at.response.points[str(number)]).doing:
            _promise(db, case, remedy, keys)
    others = at.response.others_words if at.response.others == "someone" else ""
    also_tell.owe(db, case, "3", others, actor=actor, now=now, keys=keys)
    return release(db, case, KIND, words.content(), event=Event.S3_ANSWERED, actor=actor, now=now, keys=keys)


def released(db: Session, case: Case) -> bool:
    """Whether the response to the newest report was let go, and not called back since: that of a panel before this one
    may have gone on the very day on which this one was asked for."""
    came = max((one.at for one in events_of(db, case) if one.event is Event.S3_REPORTED), default=None)
    return came is not None and any(one.kind == KIND and one.released_at >= came for one in letters_of(db, case))


def begin_again(db: Session, panel: Panel, was: Sequence[str], keys: Keyring) -> None:
    """The report was put right: `was` is what it recommended before. What was decided stays where the same is still
    recommended; the director and the independent person are asked again about what is new."""
    text = text_of(db, panel, RESPONSE, keys)
    if not text:
        return
    typed, upheld = Response.of(text), {str(number) for number in upheld_of(db, panel)}
    before = {words: typed.decisions.get(str(number)) for number, words in enumerate(was, 1)}
    now = {str(row.number): before.get(words) for row, words in recommendations(db, panel, keys)}
    decisions = {number: one for number, one in now.items() if one}
    points = {number: one for number, one in typed.points.items() if number in upheld}
    put(
        db,
        panel,
        RESPONSE,
        asdict(replace(typed, agreed="", consulted="", decisions=decisions, points=points)),
        keys=keys,
    )


def reopen(db: Session, case: Case, keys: Keyring) -> None:
    """The response was called back before it left: it is a draft again, nothing is decided and nothing is promised."""
    at = desk(db, case, keys)
    at.panel.consulted_on = None
    also_tell.take_back(db, case, "3")
    said = {(one.doing, one.due_on) for one in (*at.response.decisions.values(), *at.response.points.values())}
    for row, _ in at.recommended:
        row.answer = None
    promised = select(Action).where(Action.case_id == case.id, Action.stage == 3, Action.done_on.is_(None))
    for action in db.scalars(promised).all():
        if (keys.open_if(Action.text, action), action.due_on) in said:
            db.delete(action)
    db.flush()


def _gaps(rows: Sequence[tuple[PanelRecommendation, str]], upheld: Sequence[int], kept: Response) -> list[str]:
    gaps = response_gaps(
        [_taken(row.number, kept.decisions.get(str(row.number), Decision())) for row, _ in rows],
        [_taken(number, kept.points.get(str(number), Decision())) for number in upheld],
        opening=bool(kept.opening.strip()),
        director=bool(kept.director and kept.agreed),
        consulted=bool(kept.consulted and kept.view),
        apology=bool(kept.apology.strip()),
    )
    told = kept.others == "nobody" or (kept.others == "someone" and kept.others_words)
    return gaps if told else [*gaps, OTHERS]


def _taken(number: int, one: Decision) -> Taken:
    return Taken(number, one.what, bool(one.why), bool(one.doing), bool(one.owner), bool(one.due))


def _said(row: PanelRecommendation, text: str, response: Response) -> dict[str, Any]:
    one = response.decisions.get(str(row.number), Decision())
    doing = f"{one.doing} By {short_date(one.due_on)}." if one.what in TAKEN and one.due_on else ""
    return {
        "number": row.number,
        "text": text,
        "decided": one.decided,
        "words": DECIDED[one.what] if one.what else UNDECIDED,
        "why": one.why,
        "doing": doing,
    }


def _done(number: int, response: Response) -> str:
    """What is done about a point that the panel upheld, or why nothing is, as the person reads it."""
    one = response.points[str(number)]
    doing = f"{one.doing} By {short_date(one.due_on)}." if one.doing and one.due_on else one.doing
    return f"Point {number}: {' '.join(filter(None, (doing, one.why)))}"


def _promise(db: Session, case: Case, decision: Decision, keys: Keyring) -> None:
    row = Action(
        id=uuid.uuid4(), case_id=case.id, point_id=None, due_on=decision.due_on, owner_id=uuid.UUID(decision.owner),
        stage=3,
    )  # fmt: skip
    keys.seal(Action.text, row, decision.doing)
    db.add(row)

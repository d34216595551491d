"""Pressing Send: the draft becomes a case, its holder keeps the words, and this visit alone shows them (R1, R2)."""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import another, several_children
from models.cases.attaching import move_to_case
from models.cases.deciding import likely
from models.cases.drafting import FILES, Kept, draft_of, holder_of, opened, wrap_for_words
from models.cases.opening import already_opened, forget_draft, open_case
from models.cases.promising import Dates, if_sent
from models.cases.quarantining import hold_if_machine
from models.cases.said_not_safe import alert_for_it
from models.cases.statement import Statement
from models.cases.visiting import Visit
from models.cases.words_made import FreshWords
from models.procedure.machines import FAST, SECONDS
from models.procedure.terms import Advocate, Clock, Journey, Safe, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.history import RunningClock

SHOWN = {  # the dates a receipt names, by the clock that keeps them
    Clock.ACKNOWLEDGE: "acknowledge_by",
    Clock.S1_RESPONSE: "answer_by",
    Clock.FREEZE: "freeze_by",
    Clock.EARLY_CALL: "call_by",
    Clock.VISIT: "visit_by",
    Clock.ADVOCATE_CONTACT: "advocate_by",
    Clock.SAFETY_TALK: "safe_by",
}

ASIDE = frozenset({FILES, another.LIKE})  # in a draft, and no answer


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    """What the person is shown once it is safe on disk. `words` is None where they have them already."""

    journey: Journey
    reference: str
    words: tuple[str, ...] | None
    sent: bool = True
    days: dict[str, str] | None = None
    safe: str = ""
    advocate: str = ""
    waits: bool = False
    said: tuple[str, ...] = ()  # what was answered after sending, apart from it: asked once
    same: dict[str, dict[str, Any]] | None = None  # what one for a brother or sister starts with (A8)
    children: tuple[tuple[str, str], ...] = ()  # several: whom each number is about, and the number (P4)
    new_words: tuple[str, ...] | None = None  # for those numbers after the first, where they had words already
    likely: str = ""  # the way that their own answers point to; an officer decides (P18)
    text_safe: bool = False  # whether the number may go by text: that way is safe, and nobody else reads it (2.8)
    out_of_reach: bool = False  # sent for a child, with no way to ask the child themselves

    def text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> "Receipt":
        kept: dict[str, Any] = json.loads(text)
        words = {name: tuple(kept[name]) if kept.get(name) else None for name in ("words", "new_words")}
        more = {"said": tuple(kept.get("said", ())), "children": tuple(map(tuple, kept.get("children", ())))}
        return cls(**{**kept, **words, **more, "journey": Journey(kept["journey"])})

    @property
    def dates(self) -> dict[str, date]:
        return {name: date.fromisoformat(day) for name, day in (self.days or {}).items()}


def send(
    db: Session, visit: Visit, journey: Journey, *, council: str, fresh: FreshWords | None, keys: Keyring,
    now: datetime, signs: Collection[str] = (), others: Sequence[FreshWords] = (),
) -> Receipt | None:  # fmt: skip
    """Open the case from this visit's draft; None where the draft is gone, because it was sent or thrown away.

    `signs`: what the page saw of a machine (models.procedure.machines). The answer is the same. `others`: a number and
    words for each child after the first; where they do not fit the draft, it stays one case.
    """
    draft, holder = draft_of(db, visit), holder_of(db, visit)
    kept = opened(draft, visit, journey)
    if draft is None or holder is None or kept is None:
        return None
    each = several_children.each_child(journey, kept.answers)
    each = each if len(each) == len(others) + 1 else [kept.answers]
    statement, *beside = [as_consented(told(replace(kept, answers=answers), now=now)) for answers in each]
    if fresh is not None and not kept.saved:
        wrap_for_words(holder, visit.keys["holder"], salt=fresh.salt, words=fresh.lock)
    shown = fresh.words if fresh is not None and not kept.saved else None
    reference = holder.reference or (fresh.reference if fresh else "")
    dates = if_sent(db, council, now)
    actor = Actor(kind="person", id=holder.id, name=holder.part.replace("_", " "))
    fast = [FAST] if now - draft.created_at < timedelta(seconds=SECONDS) else []
    made = open_case(
        db,
        statement,
        reference=reference,
        council=council,
        form_instance=kept.form_instance,
        keys=keys.plus(holder=visit.keys["holder"]),
        actor=actor,
        now=now,
        holder=holder,
    )
    another.link(db, made.case, kept.answers, actor=actor, now=now)
    alert_for_it(db, made.case, statement, holder, keys=keys, actor=actor, now=now)
    more = several_children.open_others(
        db,
        made,
        beside,
        others if beside else (),
        council=council,
        form_instance=kept.form_instance,
        keys=keys,
        now=now,
    )
    if statement.files:
        move_to_case(db, draft.id, made.case.id, made.keys)
    seen = {"came_back": kept.saved, "alerted": holder.alerted}
    for one in (made, *more):
        hold_if_machine(db, one.case, statement, [*signs, *fast], **seen, actor=actor, now=now)
    forget_draft(db, draft)
    return Receipt(
        journey=journey,
        reference=reference,
        words=shown,
        days=_days(made.clocks, dates),
        safe=Safe.NO.value if holder.alerted else statement.safe.value,  # whatever was answered since
        advocate=statement.advocate.value if statement.advocate else "",
        waits=statement.wait_for_advocate,
        children=several_children.numbers(each, (made, *more)),
        new_words=others[0].words if more and shown is None else None,
        text_safe=not more and any(way.way is Way.TEXT and way.allowed and not way.shared for way in statement.ways),
        likely=likely(made.case)[0].value if statement.standing else "",
        out_of_reach=statement.out_of_reach,
        same=another.shared(journey, kept.answers, reference),
    )


def told(kept: Kept, *, now: datetime) -> Statement:
    """What would be sent now: the answers, and how many files stand beside them."""
    answers = {question: given for question, given in kept.answers.items() if question not in ASIDE}
    statement = Statement.build(kept.journey, answers, local_day(now))
    return replace(statement, files=int(kept.answers.get(FILES, {}).get("count", 0)))


def as_consented(statement: Statement) -> Statement:
    """A yes that left no way to be found is not one yet: nothing is promised, and their page goes on asking."""
    asked = statement.advocacy
    if asked is None or asked.answer is not Advocate.YES or "contact" in asked.shares:
        return statement
    return replace(statement, advocacy=replace(asked, answer=Advocate.NOT_SURE, wait=False))


def sent_before(db: Session, form_instance: str) -> str | None:
    """The reference that this very form was given, when it comes a second time from nowhere (R2)."""
    try:
        case = already_opened(db, uuid.UUID(form_instance))
    except ValueError:
        return None
    return case.reference if case else None


def _days(clocks: list[RunningClock], dates: Dates) -> dict[str, str]:
    """The days this case's own clocks were given; the one that no clock carries yet by the same rules."""
    days = {SHOWN[clock.clock]: clock.due_on for clock in clocks if clock.clock in SHOWN}
    if "answer_by" in days:
        days |= {"latest_by": dates.latest_by}
    return {name: day.isoformat() for name, day in days.items()}

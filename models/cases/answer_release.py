"""Letting the answer go: the letter, the findings, the actions and the thread in one transaction (G-05, K-18)."""

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import also_tell, barred, second_answer
from models.cases.allocating import why_not_senior
from models.cases.answer_gaps import FINDINGS, FOR_A_CHILD, Subject, half_sorry, recommended
from models.cases.answer_parts import Block, Comment, Reply
from models.cases.answering import CHECKED, RELEASED, RETURNED, WRITING, Desk, NotReady, desk, stage_of
from models.cases.finding import points_of
from models.cases.letter_facts import letter, name_of
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.two_ways import facts_of_two
from models.formats import short_date
from models.post.letters import Composed
from models.procedure.deadlines import due_on
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Action, Answer, Letter

KINDS: dict[Event, str] = {
    Event.S1_ANSWERED: "answer_statutory",
    Event.C1_ANSWERED: "answer_corporate",
    Event.CONCERN_ANSWERED: "answer_concern",
    Event.CONFIRMATION_SENT: "confirmation",
    Event.S2_ANSWERED: "answer_stage2",
    Event.C2_ANSWERED: "answer_corporate2",
}
WAYS_OF_TELLING = ("phone", "meeting")


def preview(db: Session, shown: Desk, actor: Actor, now: datetime) -> Composed:
    """The letter exactly as the person will read it. Raises `Incomplete` where a mandatory part is not there yet."""
    case, reply = shown.case, shown.reply
    words = FOR_A_CHILD if case.young_person else FINDINGS
    points = [_facts(point, reply.block(point.id), words) for point in shown.points]
    policy = policy_of(db, case)
    window = policy.s3_window if shown.event is Event.S2_ANSWERED else policy.s2_window
    until = due_on(window.unit, window.length, local_day(now), holidays(db))
    more = second_answer.facts(db, case) if shown.event is Event.S2_ANSWERED else {}
    return letter(
        db,
        case,
        now,
        KINDS[shown.event],
        opening=reply.opening,
        points=points,
        findings=[f"{point['text']} – {point['finding_words']}" for point in points if point["finding_words"]]
        or [str(point["text"]) for point in points],
        apology=reply.apology,
        wishes=reply.wishes,
        told=reply.others_words if reply.others == "someone" else "",
        left_out=[*shown.left_out],
        **_other_way(shown),
        ask_by=until,
        signed=name_of(db, case.responder_id) or actor.name,
        **more,
    )


def _other_way(shown: Desk) -> dict[str, Any]:
    """At stage 1 points of both procedures have one letter; from stage 2 on each goes its own way (S-09)."""
    if shown.stage in second_answer.SECOND:
        return {}
    return facts_of_two([(point.number, point.procedure) for point in shown.points], shown.case.procedure)


def let_go(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> Letter:
    """Release what was checked. Refused while anything is missing, whatever was agreed before (G-05)."""
    shown = desk(db, case, actor, keys, now=now)
    row = shown.row
    if row is None or row.state != CHECKED:
        raise NotAllowed("A second person must check the answer before it goes.")
    if not (shown.frame or shown.may_check):
        raise NotAllowed("Only the manager who answers or the complaints team can let this go.")
    if shown.gaps:
        raise NotReady(list(shown.gaps))
    if shown.event not in allowed(case.state):
        raise NotAllowed("This case can not be answered as it stands.")
    if shown.event is Event.S2_ANSWERED:
        barred.refuse(db, case)
        _decided_by_a_senior(db, case)
    words = preview(db, shown, actor, now)
    content = words.content()
    if shown.event is Event.S2_ANSWERED:
        content["enclosures"] = second_answer.enclosures(db, case, keys)
    kept = release(
        db, case, KINDS[shown.event], content, event=shown.event, actor=actor, now=now, keys=keys,
        because=shown.reply.hard_because, measured=shown.meter,
    )  # fmt: skip
    if shown.stage in second_answer.SECOND:
        second_answer.keep_findings(db, case, shown.points, shown.reply)
    else:
        _keep_findings(db, shown)
    _keep_actions(db, shown, keys)
    _note(db, shown, actor=actor, now=now, keys=keys)
    row.state, row.released_at = RELEASED, now
    db.flush()
    return kept


def _decided_by_a_senior(db: Session, case: Case) -> None:
    """The decision of stage 2 is that of a director, assistant director or strategic lead (rules 3.1, K-40)."""
    person = db.get(Staff, case.responder_id) if case.responder_id else None
    if person is None:
        raise NotAllowed("Nobody decides on stage 2 yet. First give it to a senior manager, under Who answers (K-40).")
    if lacks := why_not_senior(db, case, person):
        raise NotAllowed(lacks)


def _note(db: Session, shown: Desk, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Who else is told, and why an apology that takes itself back stays: somebody said why, or there would be a gap."""
    reply = shown.reply
    others = reply.others_words if reply.others == "someone" else ""
    also_tell.owe(db, shown.case, shown.stage, others, actor=actor, now=now, keys=keys)
    why = reply.apology_stays if half_sorry(reply.apology) else ""
    if why:
        record(db, shown.case, Event.NOTED, actor=actor, now=now, reason="apology_stays", details=why, keys=keys)


def reopen(db: Session, case: Case, keys: Keyring, remark: Comment | None = None) -> None:
    """The answer was called back before it left, or sent back with a `remark`: it is open for writing, what it promised
    is gone, and each point has the finding again that an earlier stage gave it, if there was one."""
    stage = stage_of(db, case)[0]
    answers = db.scalars(select(Answer).where(Answer.case_id == case.id).order_by(Answer.released_at)).all()
    row = next(one for one in answers if one.stage == stage)
    row.state, row.released_at, row.checked_by = RETURNED if remark else WRITING, None, None
    also_tell.take_back(db, case, stage)
    reply = Reply.of(keys.open_json(Answer.body, row))
    if remark:
        keys.seal_json(Answer.body, row, replace(reply, comments=(*reply.comments, remark)).kept())
    before = [Reply.of(keys.open_json(Answer.body, one)) for one in answers if one.state == RELEASED]
    points = points_of(db, case)
    for point in points:
        blocks = [block for reply in before if (block := reply.block(point.id)).judged]
        point.finding = blocks[-1].judged if blocks else None
        point.remedy = _remedy(blocks[-1]) if blocks else None
    promised = (Action.case_id == case.id, Action.stage == (2 if stage.endswith("2") else 1), Action.done_on.is_(None))
    db.execute(delete(Action).where(*promised, Action.point_id.in_([point.id for point in points])))
    if stage in second_answer.SECOND:
        second_answer.forget_findings(db, case)
    if stage == second_answer.STATUTORY[0]:
        _forget_actions(db, promised, reply, keys)
    db.flush()


def _forget_actions(db: Session, promised: tuple[Any, ...], reply: Reply, keys: Keyring) -> None:
    """At stage 2 a promise belongs to no point of the case: those of this answer are known by what they say."""
    said = {(action.text, action.due_on) for block in reply.blocks.values() for action in block.actions}
    for action in db.scalars(select(Action).where(*promised, Action.point_id.is_(None))).all():
        if (keys.open_if(Action.text, action), action.due_on) in said:
            db.delete(action)


def tell_outcome(
    db: Session, case: Case, *, how: str, on: date, said: str, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """The person was told by phone or at a meeting: the written confirmation is now owed within days (K-17)."""
    if how not in WAYS_OF_TELLING:
        raise ValueError(how)
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day it was said: not before it was received, and not after today.")
    record(db, case, Event.OUTCOME_TOLD, actor=actor, now=now, on=on, reason=how, details=said, keys=keys)


def _facts(point: Subject, block: Block, words: dict[Any, str]) -> dict[str, Any]:
    return {
        "number": point.number,
        "text": point.text,
        "looked_at": block.looked_at,
        "found": block.found,
        "finding_words": words[block.judged] if block.judged else "",
        "why": block.why,
        "recommended": recommended(block, point),
        "taken": block.taken,
        "taken_why": block.taken_why,
        "no_action": block.no_action,
        "actions": [f"{action.text} By {short_date(action.due_on)}." for action in block.actions if action],
    }


def _keep_findings(db: Session, shown: Desk) -> None:
    answered = {point.id for point in shown.points}
    for point in (one for one in points_of(db, shown.case) if str(one.id) in answered):
        block = shown.reply.block(point.id)
        point.finding = block.judged
        point.remedy = _remedy(block)


def _remedy(block: Block) -> str:
    return "action" if any(block.actions) else "explanation"


def _keep_actions(db: Session, shown: Desk, keys: Keyring) -> None:
    for point in shown.points:
        for action in shown.reply.block(point.id).actions:
            row = Action(
                id=uuid.uuid4(),
                case_id=shown.case.id,
                point_id=None if shown.stage == second_answer.STATUTORY[0] else uuid.UUID(point.id),
                stage=2 if shown.stage in second_answer.SECOND else 1,
                due_on=action.due_on,
                owner_id=uuid.UUID(action.owner) if action.owner else None,
            )
            keys.seal(Action.text, row, action.text)
            db.add(row)

"""A complaint about several children: written and sent once, and a case for each child, linked (experience 3, P4).

Each has a number, locks and a file of its own, so that one child's file never holds another's (E-10, E-24). The same
secret words open them all: each is kept under a salt of its own (TRK-02).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.answers import CHILD_STANDINGS
from models.cases.drafting import wrap_for_words
from models.cases.linking import TOGETHER
from models.cases.opening import Opened, open_case
from models.cases.statement import Statement
from models.cases.words_made import FreshWords
from models.procedure.terms import Journey
from models.sealing import Keyring, Lock
from models.tables.case import CaseLink
from models.tables.holder import Holder

Answers = Mapping[str, Mapping[str, Any]]

MOST = 12  # cases of one sending; whom else they name stands with the last of them
THEMSELVES = CHILD_STANDINGS | {"own_treatment"}  # what is about the person who writes is one complaint (E-23)


def each_child(journey: Journey, answers: Answers) -> list[dict[str, dict[str, Any]]]:
    """The answers once for each child they named, with that child alone in them; as they are where it is one."""
    whole = {question: dict(given) for question, given in answers.items()}
    rows = [row for row in whole.get("children", {}).get("rows") or () if any(row.values())]
    about_one = answers.get("standing", {}).get("standing") in THEMSELVES
    if journey is not Journey.PARENT or about_one or len(rows) < 2:
        return [whole]
    groups = [*([row] for row in rows[: MOST - 1]), rows[MOST - 1 :]]
    return [{**whole, "children": {**whole["children"], "rows": group}} for group in groups if group]


def named(answers: Answers) -> str:
    """Which child such a case is about, as the parent wrote it; empty where only a birthday was given."""
    rows = answers.get("children", {}).get("rows") or ()
    return ", ".join(name for row in rows if (name := str(row.get("name") or "")))


def numbers(each: Sequence[Answers], made: Sequence[Opened]) -> tuple[tuple[str, str], ...]:
    """For the receipt: whom each number is about; nothing where there is one."""
    if len(made) < 2:
        return ()
    return tuple((named(answers), one.case.reference) for answers, one in zip(each, made, strict=True))


def open_others(
    db: Session, first: Opened, said: Sequence[Statement], fresh: Sequence[FreshWords], *, council: str,
    form_instance: uuid.UUID, keys: Keyring, now: datetime,
) -> list[Opened]:  # fmt: skip
    """A case for each child after the first. A call that was asked for, and what came as files, are with the first."""
    made = [first]
    for place, (one, own) in enumerate(zip(said, fresh, strict=True), 1):
        lock = Lock.new("holder")
        holder = Holder(id=uuid.uuid4(), part=one.journey.value, reference=own.reference, created_at=now)
        wrap_for_words(holder, lock, salt=own.salt, words=own.lock)
        db.add(holder)
        db.flush()
        made.append(
            open_case(
                db,
                replace(one, early_call=False, files=0),
                reference=own.reference,
                council=council,
                form_instance=uuid.uuid5(form_instance, str(place)),
                keys=keys.plus(holder=lock),
                actor=Actor(kind="person", id=holder.id, name=holder.part),
                now=now,
                holder=holder,
            )  # fmt: skip
        )
    _link(db, made, now=now)
    return made[1:]


def _link(db: Session, made: Sequence[Opened], *, now: datetime) -> None:
    """For staff only: no page, letter or number says that there is another (AZ-13)."""
    for one, other in combinations([opened.case for opened in made], 2):
        db.add(CaseLink(id=uuid.uuid4(), case_id=one.id, other_id=other.id, why=TOGETHER))
    for opened in made[1:]:
        actor = Actor(kind="person", id=None, name="parent")
        note(db, actor, "case_linked", now=now, object_kind="case", object_id=opened.case.id)
    db.flush()

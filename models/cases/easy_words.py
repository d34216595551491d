"""The gate that every letter passes: what is too hard for a young person to read does not leave without a reason.

It stands where letters are let go, so no page that writes one can go round it. A reason that somebody gives stays on
the case.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.recording import record
from models.post.readable import Meter
from models.post.rewriting import meter_of
from models.procedure.terms import Event
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import Confidential

BECAUSE = "hard_because"  # the field of every page that asks why, and where a request keeps what was given


class TooHard(Exception):
    """A letter that its reader would not manage. `meter` says how it reads; its words say what to do."""

    def __init__(self, found: Meter) -> None:
        super().__init__(found.says)
        self.meter = found


def pass_gate(
    db: Session, case: Case, kind: str, content: Mapping[str, Any], *,
    because: str, measured: Meter | None, actor: Actor, now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    """Nothing where the letter is easy enough, a note where a reason was given, else `TooHard`.

    What is measured is what somebody can type: the open parts of the letter, or `measured` where the page that wrote it
    knows better. A letter that nobody of ours wrote, such as the confirmation that they stopped, is not held.
    """
    if actor.kind != "staff":
        return
    found = measured or meter_of(kind, content, young_person=case.young_person, easy=needs_easy_words(db, case, keys))
    if not found.says:
        return
    why = because.strip() or str(db.info.get(BECAUSE, "")).strip()
    if not why:
        raise TooHard(found)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="hard_to_read", details=why, keys=keys)


def needs_easy_words(db: Session, case: Case, keys: Keyring) -> bool:
    """A young person, or somebody who asked for easy read."""
    return case.young_person or "easy_read" in needs(db, case, keys)


def needs(db: Session, case: Case, keys: Keyring) -> Sequence[str]:
    """What they said would help them, from the file; nothing where these keys do not open it."""
    for card in db.scalars(select(Confidential).where(Confidential.case_id == case.origin_id)):
        try:
            kept: dict[str, Any] = keys.open_json(Confidential.details, card)
        except Unreadable:
            continue
        found: list[str] = (kept.get("needs") or {}).get("needs", [])
        if found:
            return found
    return []

"""What travels to whoever a letter is for, by the way that is safe: the very words and lines that are sent (PRV-10).

The notice comes from where the worker takes it, the address from where the paper is written.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.cases.by_hand import Hand, hand_to
from models.cases.complainants import names
from models.cases.contacting import card_to
from models.cases.posting import still_safe
from models.cases.printing import envelope
from models.cases.releasing import each_of, page_of, way_of
from models.post.machine_ways import machine_ways
from models.post.notices import notice
from models.procedure.terms import SPOKEN, Way
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import GONE, Letter


@dataclass(frozen=True, slots=True)
class Travels:
    """To one of them. A mail has a subject and words, a text words alone, paper the lines on its envelope."""

    way: Way
    name: str = ""  # where several complain together
    subject: str = ""
    words: str = ""
    envelope: tuple[str, ...] = ()
    by_us: bool = False  # a text goes from the team's own phone
    hand: Hand | None = None  # where somebody has to tell them: in which way that is safe


def with_letter(db: Session, case: Case, letter: Letter, keys: Keyring) -> Travels:
    """What went with a letter, or goes with it when it leaves. No address of today stands with a letter that went to
    where they lived then, or that may not be posted any more."""
    gone = letter.state == GONE
    way = letter.way if gone else way_of(db, case, letter.to_id)
    address = not gone or (letter.counted_at is None and still_safe(db, case, letter))
    return _to(db, case, letter.to_id, way, keys, address=address)


def where_read(db: Session, case: Case, to_id: uuid.UUID | None) -> str:
    """Where they read it: on their page, on paper, or nowhere (`page`, `paper`, `file`). No page is theirs without
    words that open it."""
    if case.anonymous:
        return "file"
    return "page" if page_of(db, case, to_id) else "paper"


def ahead(db: Session, case: Case, keys: Keyring, *, address: bool) -> list[Travels]:
    """What would go if a letter were let go now, to each of them. `address`: for whom it is to see."""
    return [_to(db, case, one, way_of(db, case, one), keys, address=address) for one in each_of(db, case)]


def _to(db: Session, case: Case, to_id: uuid.UUID | None, way: Way, keys: Keyring, *, address: bool) -> Travels:
    known, sent = names(db, case, keys), notice()
    name = known.get(to_id, "") if len(known) > 1 else ""
    if way is Way.EMAIL:
        return Travels(way, name, sent["subject"], sent["body"])
    if way is Way.TEXT:
        return Travels(way, name, words=sent["body"], by_us=Way.TEXT not in machine_ways(db))
    if way is Way.POST and address:
        return Travels(way, name, envelope=envelope(db, case, to_id, card_to(db, keys, case, to_id), keys))
    return Travels(way, name, hand=hand_to(db, case, to_id, way) if way in SPOKEN else None)

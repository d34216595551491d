"""What somebody's hands have to do before a letter is theirs: one answer for every page (PRV-10, K-18).

Whoever has no words has no page, so a notice that only says “you have an update” takes nothing to them. A text or a
mail may ask them one neutral thing then, and what is in the letter reaches them another way.
"""

import uuid
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy.orm import Session

from models.cases.releasing import addressee, has_page, ways_of
from models.procedure.terms import SPOKEN, Way
from models.tables.case import Case
from models.tables.words import Letter


class Hand(StrEnum):
    """What there is to do. None of the last four stops a clock: the letter counts on the day they are given it."""

    POST = "post"
    TEXT = "text"  # the neutral notice, from the team's own phone, about what stands on their page
    CALL = "call"
    TRUSTED = "trusted"  # whoever they trust is reached, and told no more than they allowed
    ASK_TEXT = "ask_text"  # a call and post are not safe, a text is: it asks, and carries nothing of the letter
    ASK_EMAIL = "ask_email"
    LOST = "lost"  # the notice did not arrive, and no other way is safe
    NOTHING = "nothing"  # they called no way safe, or nobody asked them


def hand_for(db: Session, case: Case, letter: Letter) -> Hand:
    """For a letter that goes by hand; one that a machine takes needs nobody."""
    return _by(letter.way) or _talking(db, case, letter.to_id)


def hands_for(db: Session, case: Case, letters: Iterable[Letter]) -> dict[uuid.UUID, Hand]:
    """The same for every letter of a case: whom it is for is looked up once."""
    talking: dict[uuid.UUID | None, Hand] = {}
    found: dict[uuid.UUID, Hand] = {}
    for letter in letters:
        found[letter.id] = _by(letter.way) or talking.get(letter.to_id) or _talking(db, case, letter.to_id)
        if letter.way in SPOKEN:
            talking[letter.to_id] = found[letter.id]
    return found


def hand_to(db: Session, case: Case, to_id: uuid.UUID | None, way: Way) -> Hand:
    """What would have to be done for whatever goes to them that way."""
    return _by(way) or _talking(db, case, to_id)


def _by(way: Way) -> Hand | None:
    return None if way in SPOKEN else Hand.POST if way is Way.POST else Hand.TEXT


def _talking(db: Session, case: Case, to_id: uuid.UUID | None) -> Hand:
    holder = addressee(db, case, to_id)
    safe = {way.way for way in ways_of(db, case, holder.id if holder else None) if way.allowed}
    if Way.CALL in safe:
        return Hand.CALL
    if Way.TRUSTED in safe:
        return Hand.TRUSTED
    if Way.TEXT in safe:
        return Hand.ASK_TEXT
    if Way.EMAIL in safe:
        return Hand.LOST if has_page(holder) else Hand.ASK_EMAIL
    return Hand.NOTHING

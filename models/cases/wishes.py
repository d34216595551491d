"""What the person asked for, one line each: every wish gets a decision and a reason in the answer (rules 4.5)."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.answer_parts import Wish
from models.cases.complainants import by_page
from models.procedure.terms import Journey
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import TheirWords
from models.words import deck

DECKS = {Journey.YOUNG_PERSON: "young_person", Journey.PARENT: "parent", Journey.ADVOCATE: "advocate"}
NO_WISH = frozenset({"dont_know", "not_sure"})


def wishes_of(db: Session, case: Case, keys: Keyring) -> tuple[Wish, ...]:
    """The tiles they chose, in the words they read there, and what they wrote; of several, each with a name."""
    whose = by_page(db, case, keys)
    named = [(whose.get(page, ""), words) for page, found in wishes_by_page(db, case, keys).items() for words in found]
    return tuple(
        Wish(asked=words) for words in dict.fromkeys(f"{name}: {words}" if name else words for name, words in named)
    )


def wishes_by_page(db: Session, case: Case, keys: Keyring) -> dict[uuid.UUID | None, list[str]]:
    """The same by whose page it is: None is who has none."""
    found: dict[uuid.UUID | None, list[str]] = {}
    sent = db.scalars(select(TheirWords).where(TheirWords.case_id == case.origin_id).order_by(TheirWords.at))
    for row in sent:
        try:
            given = keys.open_json(TheirWords.answers, row).get("wants", {})
        except Unreadable:
            continue
        theirs = found.setdefault(row.holder_id, [])
        theirs += [words for code in given.get("wants") or [] if (words := _said(case.journey, code))]
        theirs += [given["words"]] if given.get("words") else []
    return found


def _said(journey: Journey, code: str) -> str:
    if code in NO_WISH:
        return ""
    options = deck(DECKS[journey])["wants"].field("wants").options if journey in DECKS else {}
    return options.get(code, code.replace("_", " "))

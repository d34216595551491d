"""What the person asked for, one line each: every wish gets a decision and a reason in the answer (rules 4.5)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.answer_parts import Wish
from models.procedure.terms import Journey
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import TheirWords
from models.words import deck

DECKS = {Journey.YOUNG_PERSON: "young_person", Journey.PARENT: "parent", Journey.ADVOCATE: "advocate"}
NO_WISH = frozenset({"dont_know", "not_sure"})


def wishes_of(db: Session, case: Case, keys: Keyring) -> tuple[Wish, ...]:
    """The tiles they chose, in the words they read there, and what they wrote."""
    found: list[str] = []
    sent = db.scalars(select(TheirWords).where(TheirWords.case_id == case.origin_id).order_by(TheirWords.at))
    for row in sent:
        try:
            given = keys.open_json(TheirWords.answers, row).get("wants", {})
        except Unreadable:
            continue
        found += [words for code in given.get("wants") or [] if (words := _said(case.journey, code))]
        found += [given["words"]] if given.get("words") else []
    return tuple(Wish(asked=asked) for asked in dict.fromkeys(found))


def _said(journey: Journey, code: str) -> str:
    if code in NO_WISH:
        return ""
    options = deck(DECKS[journey])["wants"].field("wants").options if journey in DECKS else {}
    return options.get(code, code.replace("_", " "))

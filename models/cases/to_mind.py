"""What whoever answers, or is asked for facts, minds of the person. They read it on every page they have of a case."""

from sqlalchemy.orm import Session

from models.cases import asking_first, keeping_from
from models.cases.caring_details import details_of
from models.cases.shown_words import Given, questions
from models.procedure.terms import Journey
from models.sealing import Keyring
from models.tables.case import Case

DO_NOT_ASK = "They do not want the worker to be asked. Do not talk to the worker about this."
MUST_NOT_KNOW = "They named who must not know: {who}."
WHAT_THEN = {
    keeping_from.KEPT: "We keep it from them. Nobody of them hears of it from you.",
    keeping_from.TOLD: "They were told from whom we cannot keep it. Ask the officer before you talk to any of them.",
    "": "Nothing is decided about it yet. Nobody of them hears of it from you.",
}


def to_mind(db: Session, case: Case, ring: Keyring) -> list[str]:
    """Sentences, the most urgent first; none where the person asked for nothing of it."""
    said = [DO_NOT_ASK] if asking_first.said_never(db, case) else []
    if who := keeping_from.named(details_of(db, case, ring) or {}):
        said += [MUST_NOT_KNOW.format(who=who), WHAT_THEN[keeping_from.decided(db, case)]]
    return said


def what_helps(db: Session, case: Case, ring: Keyring) -> list[Given]:
    """What they said would help them when we talk with them or write: their language, who talks, how they hear."""
    answers = (details_of(db, case, ring) or {}).get("answers") or {}
    return [one for asked in questions(answers, Journey(case.journey)) if asked.id == "needs" for one in asked.given]

"""The council's own words in its letters, from a day on: the first lines, and paragraphs before the signature.

Parts that the law words are no part of it, and neither is what stands on the record. Letters that were written keep
their text. What a child gets has to be easy to read: nobody can give a reason for every child there will be.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.dated_choices import choose, in_force
from models.post.form import tidy
from models.post.readable import meter
from models.post.wording import Wordings, may_reword
from models.procedure.lifecycle import NotAllowed
from models.tables.settings import CouncilChoice

TOPIC = "letter"


class TooHardForAChild(NotAllowed):
    """A child would not manage it."""


def wordings(db: Session, on: date) -> Wordings:
    """By the name of a template, the council's own words in it on that day."""
    return {name: {part: str(text) for part, text in value.items()} for name, value in in_force(db, TOPIC, on).items()}


def cleaned(template: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed or pasted, cleaned; nothing for a part that stays as it was shipped."""
    found = {part: tidy(typed.get(part, "")) for part in may_reword(template)}
    return {part: text for part, text in found.items() if text}


def too_hard(words: Mapping[str, str], *, child: bool) -> str:
    """Why a child could not read it; empty where it may stand."""
    found = meter(words.values(), easy=child)
    if found.unknown:
        return "Write it in English: in another language nobody here can measure whether a child can read it."
    return (
        f"Make it easier: a reader of {found.reading.aged} would manage it now.{found.words}" if found.too_hard else ""
    )


def keep(
    db: Session, template: str, words: Mapping[str, str], *, child: bool, since: date, by: Actor, now: datetime
) -> CouncilChoice:
    """Letters that are written from that day on have it. Nothing in `words`: the shipped wording again."""
    if problem := too_hard(words, child=child):
        raise TooHardForAChild(problem)
    return choose(db, TOPIC, template, dict(words), since=since, by=by, now=now)

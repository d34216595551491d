"""How people reach this council, as an administrator set it from a day on: laid over what came with the service.

Pages and letters take it from `policy.contacts` (models.cases.policies). The numbers of the duty team are a rota of
their own (models.cases.duty_rota).
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import dated_choices
from models.cases.policies import CONTACTS, HOURS_IN, forget, in_force
from models.languages import ENGLISH, known
from models.procedure.working_days import local_day

LABELS = {
    "phone": "Phone of the complaints team",
    "text": "Number for text messages",
    "reply_to": "Email address of the complaints team",
    "freepost": "Address for letters, on one line",
    "hours": "When messages are read",
    "advocacy_name": "Who gives children advocates",
    "advocacy_phone": "Their phone number",
    "ombudsman_name": "Name of the Ombudsman",
    "ombudsman_phone": "Phone of the Ombudsman",
    "ombudsman_web": "Page of the Ombudsman",
    "ombudsman_post": "Address of the Ombudsman",
}
OURS = tuple(name for name in LABELS if not name.startswith("ombudsman"))


def labels() -> dict[str, str]:
    """Of all that can be set: the hours in every language, too, whichever are switched on."""
    others = {code: one.english for code, one in known().items() if code != ENGLISH}
    return LABELS | {HOURS_IN + code: f"{LABELS['hours']}, in {name}" for code, name in others.items()}


def as_now(db: Session, council: str, day: date) -> dict[str, str]:
    """Each of them as pages and letters say it on that day."""
    contacts = in_force(db, council, day).contacts
    hours = {name: contacts.hours_for(name.removeprefix(HOURS_IN)) for name in labels() if name not in LABELS}
    return {name: str(getattr(contacts, name)) for name in LABELS} | hours


def ours(db: Session, council: str, day: date) -> frozenset[str]:
    """Which of them somebody of this council has set."""
    return frozenset(dated_choices.in_force(db, CONTACTS + council, day))


def as_shipped(db: Session, council: str, day: date) -> list[str]:
    """The labels of those that say something and that nobody here has set: they may be somebody else's."""
    said, chosen = as_now(db, council, day), ours(db, council, day)
    return [LABELS[name] for name in OURS if said[name] and name not in chosen]


def to_keep(db: Session, council: str, given: Mapping[str, str], day: date) -> dict[str, str]:
    """What differs, and what nobody here had ever looked at: keeping it says that it is right."""
    said, chosen = as_now(db, council, day), ours(db, council, day)
    wanted = {name: given.get(name, "") for name in labels() if name in LABELS or name in given}
    return {name: text for name, text in wanted.items() if text != said[name] or (text and name not in chosen)}


def keep(db: Session, council: str, given: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """From today on. What was seen and left as it was is this council's own from now on, too."""
    today = local_day(now)
    for name, wanted in to_keep(db, council, given, today).items():
        dated_choices.choose(db, CONTACTS + council, name, {"is": wanted}, since=today, by=by, now=now)
    forget()


def put_back(db: Session, council: str, choice_id: uuid.UUID, *, by: Actor, now: datetime) -> None:
    dated_choices.put_back(db, CONTACTS + council, choice_id, by=by, now=now)
    forget()

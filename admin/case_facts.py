"""Facts and alarms at the top of a case that need a line or two of their own: who has it, how they may be reached."""

import uuid
from typing import Any

from flask import g, url_for

from admin.nav import may
from models.cases import coordinating, other_routes
from models.cases.allocating import candidates
from models.cases.at_a_glance import read_ways
from models.cases.contact_rows import warnings
from models.cases.must_not_miss import Beside
from models.cases.proposing import SECOND, may_agree
from models.cases.queue_lines import contact
from models.formats import short_date
from models.procedure.behaviour import MEASURES
from models.procedure.terms import Journey, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

FEW = 3  # names in one line


def who_answers(case: Case, ring: Keyring) -> str:
    """Beside the stages whoever the first letter named has it."""
    aside = other_routes.where_it_goes(g.db, case, ring) if case.state is State.ASIDE_OPEN else ""
    return case.responder.name if case.responder else aside or "Nobody yet"


def who_agrees(case: Case, decided_by: uuid.UUID | None) -> str:
    """Who is waited for where a decision needs a second person: by name, while they are few (X-01)."""
    if decided_by is not None and may_agree(g.staff, decided_by):
        return "You can agree to the decision, or send it back"
    names = [one.name for one in candidates(g.db, case, roles=SECOND) if one.id != decided_by]
    if not names:
        return "A second person has to agree to the decision, and nobody who may can see this: tell an administrator"
    whom = " or ".join(names) if len(names) <= FEW else f"one of {len(names)} managers"
    return f"Waits for {whom} to agree to the decision"


def who_leads(case: Case, known: Beside, ring: Keyring) -> list[dict[str, str]]:
    """Where several services are part of it (E-56)."""
    together = coordinating.of(g.db, case, ring) if known.several else None
    return [{"key": "Several services", "value": together.said}] if together else []


def how_to_reach(case: Case, known: Beside, details: dict[str, Any]) -> list[dict[str, str]]:
    """Which ways are safe and what to mind, in a line; and that somebody is kept out. Both lead to People (6.3)."""
    at = url_for("case.people", reference=case.reference) if may("case.people") else ""
    said = [
        _whose(case, contact(read_ways(known.ways)), details),
        *(words.rstrip(".") for words in warnings(details.get("contact"))),
    ]
    reach = {"key": "Contact", "value": ". ".join(said), "href": at, "id": "contact"}
    wall = {"key": "Wall", "value": f"{known.walled} kept out", "href": f"{at}#wall" if at else "", "id": "walled"}
    return [reach, *([wall] if known.walled else [])]


def _whose(case: Case, said: str, details: dict[str, Any]) -> str:
    """What an advocate or a helper gave is theirs and not the child's: each is said by itself (A5)."""
    if case.journey is not Journey.ADVOCATE or not details:
        return said
    card = details.get("contact") or {}
    child = contact(frozenset(card.get("ways") or ()) - {"here"})
    return f"Who sent it: {said[0].lower()}{said[1:]}. The child: {child[0].lower()}{child[1:]}"


def letters(known: Beside) -> list[str]:
    back, check = "A letter was called back: see under Letters", "A letter waits for a second person: see under Letters"
    return [back] * bool(known.letters) + [check] * bool(known.to_check)


def mail(known: Beside) -> list[str]:
    return ["An e-mail came for this case. Read it under Messages"] * bool(known.mails)


def measures(known: Beside) -> list[str]:
    """What holds for contact, and only for that; past its last day nothing does (K-93)."""
    if not known.measures or known.measured_until is None or known.measured_again is None:
        return []
    today, until = local_day(g.now), short_date(known.measured_until)
    if today > known.measured_until:
        return [f"A measure on contact ended on {until}. Tell them"]
    said = "; ".join(MEASURES[code] for code in known.measures.split())
    again = [f"Look at the measure on contact again: it was due on {short_date(known.measured_again)}"]
    return [f"{said}, until {until}. The complaint goes on"] + again * (today > known.measured_again)

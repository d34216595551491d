"""An advocate, when a case is decided: what was asked for, what the provider was told, what we still do (X-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cases import referrals
from models.cases.referring import latest
from models.procedure.advocacy import CHAT, STAFF_CANNOT, UNDER_10
from models.procedure.terms import Advocate, Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent

SHARES = {"contact": "how to reach them", "topics": "what it is about", "words": "all they wrote"}
CHASE = "Chase it: nobody was in touch by the day they were promised."
NOT_HEARD = "Chase it today: they told us that nobody came."
BY_HAND = "Nobody could be given. Ask another provider, or find an advocate by phone."
ASK_THEM = "Nothing has gone to a provider yet. Ask them what it may be told, and then ask for an advocate."
CONFIRM = "They let us talk to their advocate: confirm with the advocate, and how copies reach them."
LEAVE_ALONE = "They did not say that we may talk to their advocate: ask them before anybody does."
TALK = {
    "yes": "We may talk to this person about it.",
    "with_me": "Talk to this person only with the young person there.",
}
DO_NOT_TALK = "Do not talk to this person about it: they did not say that we may."
FOR_THE_CHILD = "They are under 10: decide whether somebody has to speak for them."


@dataclass(frozen=True, slots=True)
class Request:
    """What went to a provider, or is about to."""

    chat: bool  # only a chat about what an advocate is
    asked_at: datetime
    shares: str
    wishes: str
    provider: str
    told_at: datetime | None
    by: date
    comes: str
    contacted_on: date | None
    cannot: str


@dataclass(frozen=True, slots=True)
class AdvocateNow:
    """`theirs`: whom they named themselves, and who that is. `to_do` is empty where nothing is ours to do. `talk`:
    whether anybody may talk to the person they know, in words; empty where they named nobody they know."""

    request: Request | None
    theirs: str
    reach: str
    to_do: tuple[str, ...]
    choice: str  # what the decision begins with: only what they said, or what has happened already
    talk: str = ""

    @property
    def asked(self) -> bool:
        """Whether a provider has it, or has it within a minute."""
        return self.request is not None and not self.request.cannot


NOBODY = AdvocateNow(None, "", "", (), "")


def advocate_now(db: Session, case: Case, keys: Keyring, details: Mapping[str, Any], *, now: datetime) -> AdvocateNow:
    """`keys` opens the case's thread and file; `details` is the half of what they sent that only staff open."""
    if not case.young_person:
        return NOBODY
    row = latest(db, case)
    request = _request(db, case, keys, row) if row is not None else None
    said = details.get("advocate") or {}
    theirs = said if case.advocate in (Advocate.HAVE_ONE, Advocate.KNOWN_PERSON) else {}
    late = request is not None and not request.contacted_on and request.by < local_day(now)
    to_do = [*_of_request(case, request, late=late, not_heard=bool(row and row.not_heard_at)), *_of_theirs(case, said)]
    if case.age_band == UNDER_10 and not _considered(db, case):
        to_do.append(FOR_THE_CHILD)
    names = [str(theirs.get(part) or "") for part in ("name", "organisation", "relation")]
    return AdvocateNow(
        request, ", ".join(filter(None, names)), str(theirs.get("reach") or ""), tuple(to_do), _choice(case, request),
        TALK.get(str(said.get("talk")), DO_NOT_TALK) if case.advocate is Advocate.KNOWN_PERSON else "",
    )  # fmt: skip


def _request(db: Session, case: Case, keys: Keyring, row: Any) -> Request:
    provider = referrals.organisation_of(db, row)
    return Request(
        chat=row.kind == CHAT,
        asked_at=row.asked_at,
        shares=", ".join(SHARES[code] for code in row.shares.split() if code in SHARES),
        wishes=referrals.wishes_of(keys, row),
        provider=provider.name if provider else "",
        told_at=row.sent_at,
        by=referrals.contact_by(db, case, row),
        comes=referrals.named(keys, row).name,
        contacted_on=row.contacted_on,
        cannot=STAFF_CANNOT.get(row.cannot, row.cannot) if row.cannot else "",
    )


def _of_request(case: Case, request: Request | None, *, late: bool, not_heard: bool) -> list[str]:
    if request is None:
        return [ASK_THEM] if case.advocate is Advocate.YES else []
    if request.cannot:
        return [BY_HAND]
    if request.contacted_on:
        return []
    return [NOT_HEARD] if not_heard else [CHASE] if late else []


def _of_theirs(case: Case, said: Mapping[str, Any]) -> list[str]:
    if case.advocate is Advocate.HAVE_ONE:
        return [CONFIRM if said.get("copies") in ("all", "ask") else LEAVE_ALONE]
    return []


def _considered(db: Session, case: Case) -> bool:
    query = select(func.count()).select_from(CaseEvent).where(CaseEvent.case_id == case.id)
    return bool(db.scalar(query.where(CaseEvent.event == Event.ADVOCATE_CONSIDERED)))


def _choice(case: Case, request: Request | None) -> str:
    if case.advocate is Advocate.HAVE_ONE:
        return "has_one"
    if case.advocate is Advocate.YES:
        return "referred" if request is not None and not request.cannot else ""
    return "offered"

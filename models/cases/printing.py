"""Letters for paper: each with its address where post is safe today, printed here or by GOV.UK Notify."""

import re
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import attaching
from models.cases.attaching import Attached
from models.cases.caring_details import details_of
from models.cases.complainants import one_of, who
from models.cases.contact_rows import warnings
from models.cases.contacting import card_to
from models.cases.enclosing import for_one
from models.cases.policies import policy_of
from models.cases.posting import may_print, still_safe, to_post, waits
from models.cases.releasing import addressee
from models.post.letters import enclosed
from models.post.outbox import PAPER, queue_paper
from models.post.paper import Paper, count_pages, write_for_notify
from models.post.with_it import as_pages
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.message import Message
from models.tables.words import GONE, Letter

NOT_SENT = "Not sent yet"
SOUND = "sound"  # nothing of it can be printed
Copy = Callable[[Attached], bytes]
LINES, MOST_PAGES = range(3, 8), 10  # what GOV.UK Notify prints
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Batch:
    """What can be printed of what was chosen, and the references of what cannot, with why."""

    papers: list[Paper]
    left_out: list[tuple[str, str]]


def paper(db: Session, case: Case, letter: Letter, keys: Keyring, copy: Copy | None = None) -> Paper | None:
    """The letter as it is printed; None where it cannot be opened. With `copy`, the files that go with it follow it."""
    try:
        content: dict[str, Any] = keys.open_json(Letter.body, letter)
    except Unreadable:
        return None
    holder = addressee(db, case, letter.to_id)
    content = for_one(db, case, content, holder.id if holder else None)
    policy, posted = policy_of(db, case), letter.way is Way.POST and still_safe(db, case, letter)
    card = card_to(db, keys, case, letter.to_id) if posted else None
    contacts = policy.contacts
    return Paper(
        council=policy.name,
        sender=tuple(line for line in (policy.name, contacts.freepost, contacts.phone) if line),
        to=envelope(db, case, letter.to_id, card, keys),
        mind=tuple(warnings(card)),
        day=letter.counted_on or local_day(letter.released_at),
        reference=case.reference,
        subject=content["subject"],
        blocks=(*content["blocks"], *enclosed(content)),
        mark="" if letter.state == GONE else NOT_SENT,
        papers=_files(db, case, content, keys, copy) if copy else (),
    )


def _files(db: Session, case: Case, content: dict[str, Any], keys: Keyring, copy: Copy) -> tuple[bytes, ...]:
    """The copies that staff see of what goes with it, as pages; a recording has none."""
    ids = [uuid.UUID(one["file"]) for one in content.get("enclosures") or () if one["file"]]
    found = [attaching.one_of_family(db, case, id_, keys) for id_ in ids]
    return tuple(
        as_pages(copy(one), one.row.sort, one.row.kind) for one in found if one.shown and one.row.sort != SOUND
    )


def envelope(
    db: Session, case: Case, to_id: uuid.UUID | None, card: dict[str, Any] | None, keys: Keyring
) -> tuple[str, ...]:
    """The lines in the window of the envelope: name and address. Empty where no address is on the `card`."""
    return _to(card, who(one_of(db, case, to_id), keys) if to_id else details_of(db, case, keys) or {})


def batch(
    db: Session, actor: Actor, chosen: Collection[uuid.UUID], keys: Keyring, *, copy: Copy | None = None, now: datetime
) -> Batch:
    """Those of `chosen` that wait for post, each noted as printed; `copy` reads the file of a paper that goes along."""
    made = Batch([], [])
    for case, letter in _chosen(db, actor, chosen):
        found = paper(db, case, letter, keys.with_case(case), copy) if still_safe(db, case, letter) else None
        if found is None or not found.to:
            made.left_out.append((case.reference, "post is not safe for them any more, or no address can be shown"))
            continue
        note(db, actor, "print", now=now, object_kind="letter", object_id=letter.id)
        made.papers.append(found)
    return made


def give_to_notify(db: Session, case: Case, letter: Letter, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """Let it be printed and posted for us; it counts on the day it was posted (K-18). NotAllowed says why it stays for
    our own hands: whatever somebody has to mind, no machine minds (PRV-11). `keys` opens the thread and the file."""
    _may_be_given(db, case, letter)
    found = paper(db, case, letter, keys)
    if found is None or not found.to:
        raise NotAllowed("No letter or no address can be shown.")
    if found.mind:
        raise NotAllowed("There is something to mind with this person. Print and post it yourself.")
    if any(one["file"] for one in keys.open_json(Letter.body, letter).get("enclosures") or ()):
        raise NotAllowed("Another paper goes with it. Print and post both yourself.")
    pdf = write_for_notify(replace(found, to=_postcode_last(found.to)))
    if count_pages(pdf) > MOST_PAGES:
        raise NotAllowed(f"It has more than {MOST_PAGES} pages. Print and post it yourself.")
    holder, origin = addressee(db, case, letter.to_id), db.get_one(Case, case.origin_id)  # whose ways the worker asks
    queue_paper(db, keys, origin, holder.id if holder else None, letter, pdf, now=now)
    note(db, actor, "printing_asked", now=now, object_kind="letter", object_id=letter.id)
    db.flush()


def _may_be_given(db: Session, case: Case, letter: Letter) -> None:
    if not may_print(db):
        raise NotAllowed("Printing by GOV.UK Notify is not switched on.")
    if letter.way is not Way.POST or not waits(db, letter):
        raise NotAllowed("This letter does not wait to be posted.")
    if not still_safe(db, case, letter):
        raise NotAllowed("Post is not safe for them any more.")
    if db.scalars(select(Message.id).where(Message.letter_id == letter.id, Message.kind == PAPER)).first():
        raise NotAllowed("It was given to be printed before. Print and post it yourself.")


def _postcode_last(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines as Notify wants them: three to seven, the postcode alone on the last."""
    found = POSTCODE.search(lines[-1])
    before = lines[-1][: found.start()].strip(" ,") if found else ""
    made = (*lines[:-1], *filter(None, [before]), found.group(1).upper()) if found else ()
    if len(made) not in LINES:
        raise NotAllowed("The address needs three to seven lines and ends with a postcode. Print and post it yourself.")
    return made


def _chosen(db: Session, actor: Actor, chosen: Collection[uuid.UUID]) -> Sequence[tuple[Case, Letter]]:
    return [(case, one) for case, one in to_post(db, actor) if one.id in chosen and one.way is Way.POST]


def _to(card: dict[str, Any] | None, details: Mapping[str, Any]) -> tuple[str, ...]:
    """Their name, where it is not part of what they gave as address, and the lines of it."""
    lines = [line.strip() for line in str((card or {}).get("address") or "").splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    name = str(details.get("full_name") or details.get("name") or "").strip()
    return (name, *lines) if lines and name and name.casefold() not in lines[0].casefold() else tuple(lines)

"""Built, looked through by the machine, read by a second person, given into safe hands (SAR-04 to SAR-06)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import recordings, redacting, reviewing
from models.access.building import Given, TooLarge, build
from models.access.cases import File, attached, end_hold, of_request, policy_for, put, ring
from models.access.pages import Reader, draw
from models.access.papers import Paper
from models.access.requests import THEMSELVES, Request, only_a_keeper
from models.audit import Actor, note
from models.cases.attaching import Attached
from models.cases.contact_rows import value_of, warnings
from models.cases.contacting import card_of
from models.cases.releasing import main_holder, ways_of
from models.procedure.access import release_fault
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.access_request import AccessBundle, AccessFile
from models.tables.audit import AuditRow
from models.tables.case import Case

NO_POST = "It is not known that post is safe for them. Give it into their own hands."
NOBODY_ASKED = "First ask somebody to gather what cannot be opened here."
TAKEN, READ = "access_taken", "access_read"  # in the audit: who took what was built, and who read it here


class StillThere(NotAllowed):
    """Words that were taken out can be read in what was built."""

    def __init__(self, words: Mapping[str, Sequence[int]]) -> None:
        said = "; ".join(f"“{word}”{_in_papers(papers)}" for word, papers in words.items())
        super().__init__(
            f"It cannot go: these words were taken out in one place and still stand in another: {said}. Take them out "
            "there too, or let them stay, under “The same words in every paper”."
        )
        self.words = list(words)


def _in_papers(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return f" in paper{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def address_of(db: Session, file: File, request: Request, keys: Keyring) -> str:
    """Where post goes: the card of the case, where it is theirs; never the card of another."""
    if request.for_another or file.case is None:
        return str(request.words.get("address") or "")
    card = card_of(db, ring(file, keys), file.case)
    return value_of(card, Way.POST) or str(request.words.get("address") or "")


def to_mind(db: Session, file: File, keys: Keyring) -> list[str]:
    """What the person of the case said to mind, for whoever sends and whoever agrees (PRV-11)."""
    return warnings(card_of(db, ring(file, keys), file.case)) if file.case else []


def fault(db: Session, file: File, request: Request, way: str, keys: Keyring) -> str | None:
    """Why it may not go this way now: asked when it is proposed, agreed and given, for an answer may have changed."""
    theirs = not request.for_another
    if file.case is None:
        if theirs and way == "post" and not _post_is_safe(db, request):
            return NO_POST
        return release_fault(way, theirs=theirs, allowed={Way.POST: True}, contact_stopped=False,
                             address=address_of(db, file, request, keys))  # fmt: skip
    allowed = _ways(db, file.case)
    return release_fault(way, theirs=theirs, allowed=allowed, contact_stopped=not any(allowed.values()),
                         address=address_of(db, file, request, keys))  # fmt: skip


def _ways(db: Session, case: Case) -> dict[Way, bool]:
    holder = main_holder(db, case)
    return {one.way: one.allowed for one in ways_of(db, case, holder.id if holder else None)}


def _post_is_safe(db: Session, request: Request) -> bool:
    """What hangs on no case has no card: it follows every card of the request, also of a case that this person may not
    open, whose no is the same no."""
    query = select(Case).join(AccessFile, AccessFile.case_id == Case.id).where(AccessFile.request_id == request.row.id)
    return all(_ways(db, case).get(Way.POST, False) for case in db.scalars(query))


def ask(
    db: Session, file: File, request: Request, way: str, reader: Reader, *, actor: Actor, now: datetime, keys: Keyring
) -> AccessBundle:
    """Build it and look through it; then a second person reads it, and where it goes."""
    only_a_keeper(actor)
    if file.step != "ask":
        raise NotAllowed(NOBODY_ASKED if file.step == "elsewhere" else "First go through every paper.")
    if problem := fault(db, file, request, way, keys):
        raise NotAllowed(problem)
    content = make(db, file, request, reader, now=now, keys=keys)
    bundle = AccessBundle(
        id=uuid.uuid4(), file_id=file.row.id, case_id=file.row.case_id, made_by=actor.id, made_at=now, size=len(content)
    )
    ring(file, keys).seal_bytes(AccessBundle.content, bundle, content)
    db.add(bundle)
    file.row.way, file.row.asked_by, file.row.asked_at = way, actor.id, now
    papers = reviewing.all_of(db, file, keys)
    beside = [one.facts for one in recordings.beside(request.row.number, papers)]
    put(file, keys, to=request.who, beside=beside, address=address_of(db, file, request, keys) if way == "post" else "")
    note(db, actor, "access_built", now=now, **file.place, reason=request.row.number)
    return bundle


def make(db: Session, file: File, request: Request, reader: Reader, *, now: datetime, keys: Keyring) -> bytes:
    """The PDF, or StillThere: a taking-out that missed never leaves."""
    papers = reviewing.all_of(db, file, keys)
    found, beside = [paper for paper in papers if not paper.row.out], recordings.beside(request.row.number, papers)
    if any(not paper.readable for paper in found):
        raise NotAllowed("One of the papers cannot be opened by you. Somebody else has to gather this case.")
    recordings.check(beside, papers)
    names = {one.paper.row.id: one.name for one in beside}
    council = policy_for(db, file, now).name
    given = [_given(db, paper, file, reader, keys, names.get(paper.row.id, "")) for paper in found]
    lines = [f"{one.name}: {recordings.length(one.paper.seconds)}" for one in beside]
    try:
        pdf = build(council, request.row.number, request.who, local_day(now), given, lines)
    except TooLarge as problem:
        raise NotAllowed(str(problem)) from None
    check(pdf, found)
    return pdf


def check(pdf: bytes, found: Sequence[Paper]) -> None:
    """Every word that was taken out is looked for in what was built; so is what a file may carry unseen."""
    pairs = [pair for paper in found for pair in paper.pairs]
    gone, ours = redacting.removed(pairs), [paper.title for paper in found]  # titles are our words and name nobody
    if words := redacting.still_there(pdf, gone, redacting.left_on_purpose(pairs, gone, ours)):
        kept = [(paper.row.number, redacting.taken_out(*pair)) for paper in found for pair in paper.pairs]
        raise StillThere({word: redacting.where(word, kept) for word in words})
    if said := redacting.tell_tales(pdf):
        raise NotAllowed("It cannot go: the file carries " + ", ".join(said) + ".")


def agree(
    db: Session, file: File, request: Request, *, agree: bool, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """The second person has read what was built, and where it goes. Never one who asked for it."""
    only_a_keeper(actor)
    if file.step != "agree" or file.bundle is None:
        raise NotAllowed("Nothing waits for a second person here.")
    if not agree:
        reviewing.undo(db, file)
        note(db, actor, "access_refused", now=now, **file.place)
        return
    if went_through(db, file, actor, keys):
        raise NotAllowed(THEMSELVES + " Nobody agrees to papers that they went through themselves.")
    if not has_read(db, file, actor):
        raise NotAllowed("First read what was built: nobody agrees to papers that they have not opened.")
    if problem := fault(db, file, request, file.row.way or "", keys):
        raise NotAllowed(problem)
    for facts in beside_of(file):
        recordings.opened(db, file, facts, keys)
    check(content_of(file, keys), [paper for paper in reviewing.all_of(db, file, keys) if not paper.row.out])
    file.row.agreed_by, file.row.agreed_at = actor.id, now
    note(db, actor, "access_agreed", now=now, **file.place, reason=request.row.number)


def went_through(db: Session, file: File, actor: Actor, keys: Keyring) -> bool:
    """Whether they built it or judged one of its papers, so that somebody else has to agree."""
    return actor.id in {file.row.asked_by, *(paper.row.looked_by for paper in reviewing.all_of(db, file, keys))}


def has_read(db: Session, file: File, actor: Actor) -> bool:
    """Whether the audit holds that they opened this very file, as it was built last."""
    if file.bundle is None:
        return False
    query = select(AuditRow.number).where(
        AuditRow.object_id == file.place["object_id"], AuditRow.action.in_((TAKEN, READ)),
        AuditRow.actor_id == actor.id, AuditRow.at >= file.bundle.made_at,
    )  # fmt: skip
    return db.scalars(query.limit(1)).first() is not None


def content_of(file: File, keys: Keyring) -> bytes:
    if file.bundle is None:
        raise NotAllowed("Nothing is built yet.")
    return ring(file, keys).open_bytes(AccessBundle.content, file.bundle)


def beside_of(file: File) -> list[dict[str, Any]]:
    """The recordings that were built in as files of their own, as the second person hears them."""
    return list(file.words.get("beside") or ()) if file.bundle is not None else []


def recording(db: Session, file: File, name: str, keys: Keyring) -> Attached:
    """One of them, by the name it is given under. Raises NotAllowed where there is none of that name."""
    for facts in beside_of(file):
        if facts["name"] == name:
            return recordings.opened(db, file, facts, keys)
    raise NotAllowed("There is no such recording.")


def release(db: Session, file: File, request: Request, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It was given into their hands or taken to the post. The sealed copy stays; the request is answered with the last
    that this person sees."""
    only_a_keeper(actor)
    if file.step != "release":
        raise NotAllowed("A second person has to agree first.")
    if problem := fault(db, file, request, file.row.way or "", keys):
        raise NotAllowed(problem)
    if file.row.way == "post" and file.words.get("address") != address_of(db, file, request, keys):
        raise NotAllowed("Their address has changed since a second person agreed. Ask again, with the new one.")
    for facts in beside_of(file):
        recordings.opened(db, file, facts, keys)
    file.row.released_on, file.row.released_by = local_day(now), actor.id
    end_hold(db, file, actor=actor, now=now, keys=keys)
    note(db, actor, "access_released", now=now, **file.place, reason=file.row.way or "")
    db.flush()
    if all(one.step in ("released", "kept") for one in of_request(db, actor, request, keys)):
        request.row.answered_on = request.row.answered_on or local_day(now)


def _given(db: Session, paper: Paper, file: File, reader: Reader, keys: Keyring, recording: str) -> Given:
    texts = [redacting.taken_out(text, marks) for text, marks in paper.pairs]
    if recording:
        texts.append(f"This recording is given beside these papers, as the file {recording}.")
    pictures = []
    if paper.pictures and paper.row.upload_id:
        one = attached(db, file, paper.row.upload_id, keys)
        content = reader(one)
        pictures = [draw(one, content, page, black) for page, black, _ in paper.pictures]
    return Given(paper.title, paper.day, texts, pictures, apart=paper.row.kind == "letter")

"""Going through the papers of one case: gathered, other people suggested, every place judged by a person (SAR-05)."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access import gathering, loose, papers, redacting
from models.access.cases import File, policy_for, put, ring
from models.access.pages import Reader, pages_of
from models.access.papers import Paper
from models.access.requests import Request, only_a_keeper
from models.access.suggesting import OTHER, Known, Mark, born_as, suggest, whole, written_large
from models.audit import Actor, note
from models.cases.caring_details import details_of
from models.cases.said_and_done import NO_NAME
from models.procedure.access import OUT, REASONS, By
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.sealing import Keyring
from models.tables.access_request import AccessBundle, AccessFile, AccessPaper
from models.tables.staff import Staff

BRING_UP = frozenset({Standing.PARENT, Standing.RESPONSIBILITY, Standing.SPECIAL_GUARDIAN, Standing.ADOPTER})
NOT_NOW = "It has left already. What left is kept as it was."


def gather(
    db: Session, file: File, request: Request, reader: Reader, *, actor: Actor, now: datetime, keys: Keyring
) -> int:
    """Everything there is, as it is now. Gathered again, what was marked before begins anew."""
    only_a_keeper(actor)
    if file.row.released_on:
        raise NotAllowed(NOT_NOW)
    if file.unsure:
        raise NotAllowed("The names are not enough to be sure. First say why this case is theirs.")
    if not request.proved or not file.goes_out:
        raise NotAllowed("First be sure who they are, and that it may go to them.")
    undo(db, file)
    own = ring(file, keys)
    before = {_same(one.row, one.title, one.day): one.row.id for one in all_of(db, file, keys)}
    db.execute(delete(AccessPaper).where(AccessPaper.file_id == file.row.id))
    found = _found(db, file, request, own, lambda one: pages_of(one, reader(one)))
    known = known_of(db, file, request, own, [text for one in found for text in one.texts])
    for number, one in enumerate(found, 1):
        row = AccessPaper(
            file_id=file.row.id, case_id=file.row.case_id, number=number, kind=one.kind,
            upload_id=one.upload_id, revision=1, out=_out_at_first(one, request.by),
        )  # fmt: skip
        day = one.day.strftime("%-d %B %Y") if one.day else ""
        row.id = before.pop(_same(row, one.title, day), None) or uuid.uuid4()  # who was asked for it stays known
        paper = Paper(row, one.title, day, list(one.texts))
        suggested = [suggest(text, known) for text in one.texts]
        suggested = [whole(one.texts[at], marks) if at in one.others else marks for at, marks in enumerate(suggested)]
        paper.marks = [_reasoned(marks, OTHER, file.why) for marks in suggested]
        paper.pictures, paper.seconds = [papers.Picture(page, [], file.why) for page in one.pictures], one.seconds
        papers.keep(paper, own)
        db.add(row)
    file.row.gathered_by, file.row.gathered_at = actor.id, now
    note(db, actor, "access_gathered", now=now, **file.place, reason=request.row.number)
    db.flush()
    return len(found)


def _same(row: AccessPaper, title: str, day: str) -> tuple[object, ...]:
    """What a paper is known by when everything is gathered again."""
    return row.kind, row.upload_id, title, day


def _found(db: Session, file: File, request: Request, own: Keyring, pages: Any) -> list[gathering.Found]:
    """Of a case, with what was decided of it for who asked before; or what hangs on none."""
    if file.case is None:
        return gathering.of_no_case(db, [one.row for one in file.things], own, pages)
    before = loose.earlier(db, request, own)
    found = gathering.everything(db, file.case, own, pages)
    return gathering.in_order([*found, *gathering.decided_before(db, file.case, before, own)])


def known_of(db: Session, file: File, request: Request, own: Keyring, texts: Sequence[str]) -> Known:
    """Whom the papers are about, who works here, and whom the case names beside them."""
    themselves = request.by in (By.THEMSELVES, By.CHILD)
    theirs = request.names
    details = (details_of(db, file.case, own) or {}) if file.case else {}
    named = [value for value in _names_in(details) if value.casefold() not in {one.casefold() for one in theirs}]
    named = [" ".join(word for word in value.split() if word.casefold() not in NO_NAME) for value in named]
    if themselves:
        card = details.get("sender_contact") or {}
        theirs += [str(card.get(name) or "") for name in ("email", "text_number", "call_number", "address")]
    staff = list(db.scalars(select(Staff.name)))
    policy = policy_for(db, file, file.row.added_at)
    ours = [policy.name, *(value for value in asdict(policy.contacts).values() if isinstance(value, str) and value)]
    brings_up = file.case is not None and file.case.standing in BRING_UP and request.by is By.THEMSELVES
    children = list(details.get("children") or ()) if brings_up else []
    names = [str(child.get("name") or "") for child in children]
    about_them = details.get("full_name") in theirs or details.get("name") in theirs
    own_born, theirs_born = _born(details) if about_them else [], [day for child in children for day in _born(child)]
    large, theirs = written_large(texts), [one for one in theirs if one]
    return Known(theirs, ours, staff, named, large, names, born=own_born, children_born=theirs_born)


def _born(person: Mapping[str, Any]) -> list[str]:
    return born_as(str(person.get("born") or ""))


def all_of(db: Session, file: File, keys: Keyring) -> list[Paper]:
    query = select(AccessPaper).where(AccessPaper.file_id == file.row.id).order_by(AccessPaper.number)
    return papers.read_all(db.scalars(query).all(), ring(file, keys))


def one(db: Session, file: File, number: int, keys: Keyring) -> Paper | None:
    query = select(AccessPaper).where(AccessPaper.file_id == file.row.id, AccessPaper.number == number)
    row = db.scalars(query).one_or_none()
    return papers.read(row, ring(file, keys)) if row else None


def judge(
    db: Session, file: File, paper: Paper, said: Mapping[str, Any], *, actor: Actor, now: datetime, keys: Keyring
) -> list[str]:
    """What somebody said of one paper: which places are taken out and why, words typed to be taken out, black squares
    and why, or that all of it stays out. Returns typed words that are not in it. What was agreed is read anew."""
    only_a_keeper(actor)
    if file.row.released_on:
        raise NotAllowed(NOT_NOW)
    undo(db, file)
    ticked, whys = set(said["ticked"]), said["whys"]
    paper.marks = [
        [mark._replace(on=f"{at}-{place}" in ticked, why=_why(whys.get(f"{at}-{place}"), mark.why))
         for place, mark in enumerate(marks)]
        for at, marks in enumerate(paper.marks)
    ]  # fmt: skip
    missing = [words for words in said["more"] if not take_out(paper, words, _why(said["more_why"], file.why))]
    paper.pictures = [
        papers.Picture(page, sorted(said["squares"].get(page, ())), _why(whys.get(f"picture-{page}"), why))
        for page, _, why in paper.pictures
    ]
    paper.row.out = said["out"] if said["out"] in OUT else None
    paper.row.looked_by, paper.row.looked_at = (None, None) if missing else (actor.id, now)
    papers.keep(paper, ring(file, keys))
    note(db, actor, "access_paper_judged", now=now, **file.place)
    return missing


def everywhere(
    db: Session, file: File, words: str, why: str, *, out: bool, actor: Actor, now: datetime, keys: Keyring
) -> int:
    """Take the same words out of every paper, or let them stay wherever they were marked. Returns in how many."""
    if file.row.released_on:
        raise NotAllowed(NOT_NOW)
    if out and why not in REASONS:
        raise NotAllowed("Choose why they are taken out.")
    undo(db, file)
    papers_here = [paper for paper in all_of(db, file, keys) if paper.readable]
    found = [paper for paper in papers_here if (take_out(paper, words, why) if out else leave_in(paper, words))]
    for paper in found:
        paper.row.looked_by = paper.row.looked_at = None  # nobody has read it as it is now
        papers.keep(paper, ring(file, keys))
    note(db, actor, "access_everywhere", now=now, **file.place,
         reason="out" if out else "in")  # fmt: skip
    return len(found)


def reason(db: Session, file: File, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Why other people are taken out, said once for all papers of the case. A place with its own reason keeps it."""
    only_a_keeper(actor)
    if file.row.released_on:
        raise NotAllowed(NOT_NOW)
    if why not in REASONS:
        raise NotAllowed("Choose why they are taken out.")
    undo(db, file)
    for paper in all_of(db, file, keys):
        if paper.readable:
            paper.marks = [_reasoned(marks, file.why, why) for marks in paper.marks]
            paper.pictures = [one._replace(why=why) if one.why == file.why else one for one in paper.pictures]
            papers.keep(paper, ring(file, keys))
    put(file, keys, why=why)
    note(db, actor, "access_reason", now=now, **file.place, reason=why)


def said_everywhere(many: int, *, out: bool) -> str:
    """What became of it, for who pressed."""
    where = f"{many} paper{'' if many == 1 else 's'}"
    if not many:
        return "No paper has these words." if out else "These words are not ticked in any paper."
    return f"Taken out of {where}. Read them again." if out else f"They stay in {where}. Read them again."


def take_out(paper: Paper, words: str, why: str) -> bool:
    """Mark every place of `words` in this paper, small or large, however spaced; False where there is none."""
    wanted, found = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE), False
    for text, marks in paper.pairs:
        for place in wanted.finditer(text):
            found, (start, end) = True, place.span()
            marks[:] = [mark for mark in marks if mark.end <= start or mark.start >= end]
            marks.append(Mark(start, end, why, True, "typed"))
        marks.sort()
    return found


def leave_in(paper: Paper, words: str) -> bool:
    """Untick every marked place that is exactly `words`; False where there is none."""
    wanted, found = redacting.flat(words), False
    for text, marks in paper.pairs:
        for place, mark in enumerate(marks):
            if mark.on and redacting.flat(text[mark.start : mark.end]) == wanted:
                marks[place], found = mark._replace(on=False), True
    return found


def undo(db: Session, file: File) -> None:
    """Something changed, so nobody has read what would go out now."""
    row: AccessFile = file.row
    if row.released_on is None:
        row.asked_by = row.asked_at = row.agreed_by = row.agreed_at = None
        db.execute(delete(AccessBundle).where(AccessBundle.file_id == row.id))


def _reasoned(marks: Sequence[Mark], was: str, why: str) -> list[Mark]:
    return [mark._replace(why=why) if mark.why == was else mark for mark in marks]


def _why(code: Any, otherwise: str) -> str:
    return str(code) if code in REASONS else otherwise


def _out_at_first(found: gathering.Found, by: By) -> str | None:
    """How a child or parent is reached never goes to somebody else by itself; nor what nobody here can read."""
    if found.closed:
        return "closed"
    if found.kind == "confidential" and by in (By.PARENT, By.REPRESENTATIVE):
        return "reach"
    return None


def _names_in(content: Any, label: str = "") -> list[str]:
    if isinstance(content, dict):
        return [name for key, value in content.items() for name in _names_in(value, str(key))]
    if isinstance(content, list):
        return [name for value in content for name in _names_in(value, label)]
    return [str(content)] if "name" in label and isinstance(content, str) and content else []

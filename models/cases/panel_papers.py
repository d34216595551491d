"""The papers of a panel themselves, for the panel in its rooms and for the person with the letter that lists them
(K-55, 3.4, 3.6): both have the same ones."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import attaching, rooms, seating, stating
from models.cases.for_the_panel import COMMENTS, REQUEST, written
from models.cases.releasing import letters_of
from models.cases.reporting import Report, finals
from models.cases.rooms import FILE, LETTER, REPORT, STATEMENT, WORDS, Paper
from models.formats import short_date
from models.procedure.independence import Part
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.stage_two import ComplaintStatement
from models.tables.words import Letter

PAPERS_OF: dict[str, str] = {  # 3.4
    "stage_1": "The stage 1 complaint and answer",
    "statement": "The statement of complaint",
    "investigator": "The investigating officer's report",
    "independent": "The independent person's report",
    "answer_2": "The council's answer at stage 2",
    "policy": "The council's policy on what it is about",
    "comments": "What the person wrote for the panel",
}
STAGE_1 = ("acknowledgement_statutory", "answer_statutory")
ANSWER_2 = "answer_stage2"
ALONE = frozenset({FILE, LETTER})  # each may be chosen by itself
NOTHING_WRITTEN = (
    "They have written nothing for the panel on their page, so it cannot have gone. What came in another way is a file "
    "of the case, or a line under papers that are not in it."
)
THEIRS = "This is what you sent us. You can read it on your page, under “What you sent us”."
A_LETTER = "This is our letter to you of {day}. You have it already."


def choices(db: Session, case: Case, keys: Keyring) -> list[Paper]:
    """The files and letters of the case: `given` where all who sit on the panel have it in their room."""
    return [one for one in rooms.papers(db, case, keys, seated(db, case)) if one.kind in ALONE]


def seated(db: Session, case: Case) -> list[Any]:
    return [seat.row for seat in seating.seats(db, case) if seat.row]


def chosen(db: Session, case: Case, codes: Collection[str], alone: Collection[uuid.UUID], keys: Keyring) -> list[Paper]:
    """What is here of the papers that were chosen: by what they are (`codes`), and one by one."""
    there = rooms.papers(db, case, keys, seated(db, case))
    if set(alone) - {one.id for one in there if one.kind in ALONE}:
        raise NotAllowed("One of these papers is not there any more. Look again.")
    wanted = set(alone) | _by_code(db, case, codes, there, keys)
    if "comments" in codes and not any(one.kind == COMMENTS for one in there):
        raise NotAllowed(NOTHING_WRITTEN)
    return [one for one in there if one.id in wanted]


def give(db: Session, case: Case, papers: Sequence[Paper], *, actor: Actor, now: Any, keys: Keyring) -> None:
    """They are in the rooms of the panel too, beside what was given before."""
    people = seated(db, case)
    if papers and people and actor.id is not None:
        before = {one.id for one in rooms.papers(db, case, keys, people) if one.given}
        rooms.give(db, case, before | {one.id for one in papers}, people, keys=keys, actor=actor, now=now)


def enclosures(db: Session, case: Case, papers: Sequence[Paper], keys: Keyring) -> list[dict[str, Any]]:
    """What goes with the letter: the words of what has words, the copy of a file, the way to a letter of theirs."""
    reports = {one.row.id: one for one in finals(db, case, keys).values()}
    return [
        {"title": paper.title, "part": "panel", "file": "", "blocks": [], **_of(db, case, paper, reports, keys)}
        for paper in papers
    ]


def titles(codes: Collection[str], papers: Sequence[Paper], others: str, alone: Collection[uuid.UUID]) -> list[str]:
    """Every paper by its name, as the letter lists them."""
    known = [PAPERS_OF[code] for code in PAPERS_OF if code in codes]
    single = [f"{one.title}, {short_date(one.on)}" for one in papers if one.id in alone]
    return [*known, *single, *(line.strip() for line in others.splitlines() if line.strip())]


def not_theirs(db: Session, case: Case, sent: Collection[str], keys: Keyring) -> list[Paper]:
    """What the panel has in its rooms by now, and the person was not sent: `sent` are the ids of what went."""
    return [one for one in rooms.papers(db, case, keys, seated(db, case)) if one.given and str(one.id) not in sent]


def _by_code(db: Session, case: Case, codes: Collection[str], there: Sequence[Paper], keys: Keyring) -> set[uuid.UUID]:
    kinds = {row.id: row.kind for row in letters_of(db, case)}
    reports = {one.row.id: one.row.part for one in finals(db, case, keys).values()}
    statement = next((one.id for one in there if one.kind == STATEMENT), None)  # the newest comes first
    found = {
        "stage_1": {one.id for one in there if one.kind == WORDS or kinds.get(one.id) in STAGE_1},
        "statement": {statement} if statement else set(),
        "investigator": {id_ for id_, part in reports.items() if part is Part.INVESTIGATOR},
        "independent": {id_ for id_, part in reports.items() if part is Part.INDEPENDENT},
        "comments": {one.id for one in there if one.kind in (COMMENTS, REQUEST)},
        "answer_2": {one.id for one in there if kinds.get(one.id) == ANSWER_2},
    }
    return {id_ for code in codes for id_ in found.get(code, set())}


def _of(db: Session, case: Case, paper: Paper, reports: dict[uuid.UUID, Report], keys: Keyring) -> dict[str, Any]:
    at: dict[str, Any] = {"id": str(paper.id)}
    if paper.kind == WORDS:
        return at | {"sent": True, "blocks": _said(THEIRS)}
    if paper.kind == LETTER:
        letter = db.get_one(Letter, paper.id)
        first = str(letter.beside_id or letter.id)
        return at | {"letter": first, "blocks": _said(A_LETTER.format(day=short_date(paper.on)))}
    if paper.kind in (COMMENTS, REQUEST):
        said = next(one.text for one in written(db, case, keys) if one.id == paper.id)
        return at | {"blocks": [{"heading": "", "paragraphs": [line for line in said.splitlines() if line.strip()]}]}
    if paper.kind == STATEMENT:
        return at | {"blocks": _statement(db.get_one(ComplaintStatement, paper.id), keys)}
    if paper.kind == REPORT:
        one = reports[paper.id]
        return at | {"blocks": one.body.blocks(), "file": str(one.row.upload_id or "")}
    found = attaching.one_of_case(db, case.id, paper.id, keys)
    if found.row.sort == "sound":
        at["sound"] = True
    attaching.share_copy(db, found, keys)
    return at | {"file": str(paper.id), "whose": str(found.row.holder_id or "")}


def _said(text: str) -> list[dict[str, Any]]:
    return [{"heading": "", "paragraphs": [text]}]


def _statement(row: ComplaintStatement, keys: Keyring) -> list[dict[str, Any]]:
    words = stating.words_of(row, keys)
    parts = (("What it is about", words.points), ("What you want to happen", words.wishes))
    return [
        {"heading": heading, "paragraphs": [f"{number}. {text}" for number, text in enumerate(lines, 1)]}
        for heading, lines in parts
        if lines
    ]

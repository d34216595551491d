"""Files beside an answer or a message: taken, refused with a reason, shown again, taken out. One place for all."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, g, request

from models.cases import attaching, drafting
from models.cases.attaching import Attached
from models.cases.drafting import FILES, Kept
from models.files.kinds import ANYTHING, LIMITS, PHOTOS, RECORDINGS, Limits
from models.files.places import KEEP, OUT
from models.files.refusing import Refused
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.upload import Upload
from models.tables.words import ThreadMessage
from models.web import files
from models.words import deck
from portal.journeys.step import Path

SAID = ("label", "shows", "court")  # what a form may ask about a file
NOTHING = "none"  # "Add" was pressed and no file was chosen


@dataclass(frozen=True, slots=True)
class Wrong:
    """One file that was not taken, and the words for it."""

    name: str
    words: str

    @property
    def link(self) -> tuple[str, str]:
        return "#part-files", self.words


@dataclass(slots=True)
class Came:
    """What a request brought, judged and not yet anybody's."""

    good: list[files.Judged] = field(default_factory=list)
    bad: list[files.Problem] = field(default_factory=list)
    drop: uuid.UUID | None = None
    add: bool = False
    gone: list[uuid.UUID] = field(default_factory=list)  # off the disk, once the transaction is over

    @property
    def wanted(self) -> bool:
        return bool(self.good or self.bad or self.drop or self.add)

    @property
    def stays(self) -> bool:
        """Whether the person goes on with this page: they added a file, or took one out."""
        return bool(self.add or self.drop)


def come(whose: str) -> Came:
    """Judge what came. It takes a while, so it is done before the database is asked anything."""
    if not whose:
        return Came()
    good, bad = files.judged(LIMITS[whose], place=KEEP if request.form.get("place") else OUT)
    return Came(good, bad, _id(request.form.get("drop", "")), request.form.get("go") == "add")


def dropping() -> Came:
    """Only what is to be taken out again."""
    return Came(drop=_id(request.form.get("drop", "")))


def keep(came: Came, whose: str, question: str, draft: Kept | None) -> list[Wrong]:
    """Into the draft with what was taken, out of it with what was dropped. Says what was not taken, and why."""
    if draft is None:
        came.gone += [judged.taken.id for judged in came.good]
        return []
    there = list(attaching.rows_of_draft(g.db, draft.id))
    for row in [row for row in there if row.id == came.drop]:
        attaching.drop(g.db, row)
        there.remove(row)
        came.gone.append(row.id)
    for judged in came.good:
        try:
            attaching.check_room(
                [row for row in there if row.question == question], LIMITS[whose], judged.taken.kind.sort
            )
            attaching.check_sum(sum(row.size for row in there))
        except Refused as refused:
            came.bad.append(files.Problem(judged.taken.name, refused.why))
            came.gone.append(judged.taken.id)
            continue
        there.append(_attach(judged, question, draft_id=draft.id, holder_id=g.visit.holder_id))
    g.files_now = bool(came.good)
    drafting.keep_answer(g.db, g.visit, FILES, {"count": len(there)}, now=g.now)
    return wrong(came, LIMITS[whose])


def keep_with_message(came: Came, whose: str, message: ThreadMessage, keys: Keyring) -> list[Wrong]:
    """Beside a message of the person's: what fits; says what was not taken, and why."""
    where = {"message_id": message.id, "holder_id": message.holder_id}
    return keep_with_case(came, whose, "message", keys, case_id=message.case_id, **where)


def keep_with_case(
    came: Came, whose: str, question: str, keys: Keyring, *, case_id: uuid.UUID, **where: uuid.UUID | None
) -> list[Wrong]:
    """Beside what they ask for on their own page. `where`: who sends it, and with which message."""
    there: list[Upload] = []
    for judged in came.good:
        try:
            attaching.check_room(there, LIMITS[whose], judged.taken.kind.sort)
            attaching.check_whole(g.db, case_id)
        except Refused as refused:
            came.bad.append(files.Problem(judged.taken.name, refused.why))
            came.gone.append(judged.taken.id)
            continue
        there.append(_attach(judged, question, keys=keys, case_id=case_id, **where))
    return wrong(came, LIMITS[whose])


def _attach(judged: files.Judged, question: str, **where: Any) -> Upload:
    said = {name: str(request.form.get(name, ""))[:200] for name in SAID}
    scan = bool(current_app.config["HEARD"].scanner)
    said["way"] = judged.field
    return attaching.attach(
        g.db, judged.taken, where.pop("keys", g.keys), question=question, now=g.now, scan=scan, said=said, **where
    )


def wrong(came: Came, limits: Limits) -> list[Wrong]:
    """In the words of the deck: what is wrong with which file, and what to do."""
    problems = list(came.bad)
    if came.add and not (came.good or came.bad):
        problems.append(files.Problem("", NOTHING))
    words = deck("files")["attach"]
    facts = {"files": limits.files, "recordings": limits.recordings, "megabytes": limits.megabytes}
    facts |= {"minutes": limits.minutes}
    return [Wrong(one.name, words.failed(one.why, name=one.name, **facts)) for one in problems]


def tidy(came: Came) -> None:
    """The transaction is over: what is nobody's leaves the disk."""
    for file_id in came.gone:
        files.files().remove(file_id)


def of_draft(draft: Kept | None) -> list[Attached]:
    """Asked for only where the draft says that there are any: most pages then ask the database once."""
    if draft is None or not count(draft.answers):
        return []
    return attaching.read(g.keys, attaching.rows_of_draft(g.db, draft.id))


def by_question(path: Path, found: Sequence[Attached]) -> dict[int, int]:
    """How many stand beside the answer of each page."""
    numbers = [path.number(file.row.question) for file in found if path.has(file.row.question)]
    return {number: numbers.count(number) for number in numbers}


def count(answers: Mapping[str, Any]) -> int:
    return int(answers.get(FILES, {}).get("count", 0))


def beside(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a question looks at them that a file would answer too."""
    others = {question: given for question, given in answers.items() if question != FILES}
    there = {FILES: {"count": count(answers), "now": g.get("files_now", False)}}
    return {**others, **there} if count(answers) else others


def shown(whose: str, draft: Kept | None, problems: Sequence[Wrong] = ()) -> dict[str, Any]:
    """What the component needs to draw choosers and the list of what is there."""
    return {"files": of_draft(draft), "problems": problems, **choosers(whose)}


def limits_of(case: Case) -> str:
    """Whose limits hold on the page of that case."""
    return "child" if case.young_person else "adult"


def choosers(whose: str) -> dict[str, Any]:
    """What the choosers alone need. Whether a place stays is asked anew for each file (UPL-05)."""
    return {
        "limits": LIMITS[whose],
        "accept": {"photo": PHOTOS, "recording": RECORDINGS, "anything": ANYTHING},
    }


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

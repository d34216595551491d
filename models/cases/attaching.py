"""Files beside the words: kept with a draft, moved with it to its case, shown to whoever may read the thread.

`attach` is the one way in, wherever a file came from: a form, a message, later a mail. What it is given has passed
every check already (`models.files.judging.judge`); here its key is sealed and its row added, and the caller commits.
"""

import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.files.judging import Taken
from models.files.kinds import MAIL, WHOLE_CASE, Limits
from models.files.refusing import ALL_THERE_IS, MANY, RECORDINGS, Refused
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.upload import Upload

OPEN = ("clean", "unscanned")  # a scanner has passed it, or there is none
FLAGS = {
    "script": "a script",
    "starts": "something that starts a program",
    "attached": "files inside it",
    "acts": "something that happens when it is opened",
    "fetches": "something that it fetches from elsewhere",
    "program": "a program, as in a macro",
}
QUARANTINED = frozenset({"program", "fetches"})  # in a document: nobody opens the original (UPL-07)
SAID = frozenset({"label", "shows", "court", "way"})
COPY_ALONE = ("copy_key", "copy_size", "width", "height")  # what the person needs to open a paper of ours


@dataclass(frozen=True, slots=True, repr=False)
class Attached:
    """One file as a page shows it. `facts` is empty where it cannot be read; the row is there all the same."""

    row: Upload
    facts: dict[str, Any]

    @property
    def id(self) -> uuid.UUID:
        return self.row.id

    @property
    def name(self) -> str:
        return str(self.facts.get("label") or self.facts.get("name") or "")

    def said(self, name: str) -> str:
        """What is known of it by that name: its label, what it shows, its length in seconds."""
        return str(self.facts.get(name, ""))

    def fit(self, side: int) -> tuple[int, int]:
        """Width and height of a picture within a square."""
        width, height = int(self.facts.get("width", side)), int(self.facts.get("height", side))
        longest = max(width, height, 1)
        return side * width // longest, side * height // longest

    @property
    def shown(self) -> bool:
        """Whether its copy may be opened now: looked through for viruses, not locked away, and readable."""
        return self.row.state in OPEN and self.row.locked_at is None and bool(self.facts)

    @property
    def flags(self) -> str:
        """What in the original could act by itself, in words."""
        return ", ".join(FLAGS.get(flag, flag) for flag in self.facts.get("flags", ()))

    @property
    def quarantined(self) -> bool:
        """Its words may be read, and what was sent may not be opened: it could act on the machine that opens it."""
        return bool(QUARANTINED.intersection(self.facts.get("flags", ())))

    def key(self, part: str) -> bytes:
        return b64decode(self.facts["copy_key" if part == "copy" else "key"])


def attach(
    db: Session,
    taken: Taken,
    keys: Keyring,
    *,
    question: str,
    now: datetime,
    scan: bool,
    draft_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    incoming_id: uuid.UUID | None = None,
    advocate_draft_id: uuid.UUID | None = None,
    holder_id: uuid.UUID | None = None,
    message_id: uuid.UUID | None = None,
    said: dict[str, str] | None = None,
    filed: bool = False,
) -> Upload:
    """Add the row of a file that was taken: to a draft (`keys` has the holder's lock), to a case (the thread's), to a
    mail that came or to what an advocate has not sent (master's public half).

    `said` is what the person wrote about it. `filed`: for staff alone, so that no words open it. With `scan` nobody
    opens it before the worker has had it scanned.
    """
    row = Upload(
        id=taken.id,
        draft_id=draft_id,
        case_id=case_id,
        incoming_id=incoming_id,
        advocate_draft_id=advocate_draft_id,
        message_id=message_id,
        holder_id=holder_id,
        question=question,
        sort=taken.kind.sort,
        kind=taken.kind.code,
        size=taken.original.size,
        added_at=now,
        state="waiting" if scan else "unscanned",
        digest=taken.original.sealed_sha256,
        copy_digest=taken.copy.sealed_sha256,
    )
    facts = {
        **taken.facts,
        **{name: text for name, text in (said or {}).items() if name in SAID and text},
        "name": taken.name,
        "sha256": taken.original.sha256.hex(),
        "key": b64encode(taken.original.key).decode(),
        "copy_key": b64encode(taken.copy.key).decode(),
        "copy_size": taken.copy.size,
    }
    under = ((Upload.kept, draft_id), (Upload.held, incoming_id or advocate_draft_id), (Upload.filed, filed))
    column = next((column for column, there in under if there), Upload.about)
    keys.seal_json(column, row, facts)
    if scan:
        keys.seal_bytes(Upload.work, row, taken.original.key)
    db.add(row)
    db.flush()
    return row


def check_room(there: Sequence[Upload], limits: Limits, sort: str = "") -> None:
    """Raise Refused where one more would be too many. Recordings are counted apart from files (experience 2.9)."""
    recordings = sum(row.sort == "sound" for row in there)
    if sort == "sound" and recordings >= limits.recordings:
        raise Refused(RECORDINGS)
    if sort != "sound" and len(there) - recordings >= limits.files:
        raise Refused(MANY)


def check_whole(db: Session, case_id: uuid.UUID) -> None:
    """Raise Refused where a case has all the files it may have (UPL-02)."""
    check_sum(size_of(db, case_id))


def size_of(db: Session, case_id: uuid.UUID) -> int:
    """All the files of a case together, in bytes."""
    return db.scalar(select(func.sum(Upload.size)).where(Upload.case_id == case_id)) or 0


def check_sum(size: int) -> None:
    """The same of a form that is not sent yet: `size` is what it holds already, in bytes."""
    if size >= WHOLE_CASE:
        raise Refused(ALL_THERE_IS)


def rows_of_draft(db: Session, draft_id: uuid.UUID) -> Sequence[Upload]:
    return db.scalars(select(Upload).where(Upload.draft_id == draft_id).order_by(Upload.added_at, Upload.id)).all()


def rows_of_case(db: Session, case_id: uuid.UUID) -> Sequence[Upload]:
    return db.scalars(select(Upload).where(Upload.case_id == case_id).order_by(Upload.added_at, Upload.id)).all()


def read(keys: Keyring, rows: Iterable[Upload]) -> list[Attached]:
    """Each with what is known of it; one that cannot be read hides no other."""
    return [Attached(row, _facts(keys, row)) for row in rows]


def by_message(found: Iterable[Attached]) -> dict[uuid.UUID, list[Attached]]:
    """Those that came with a message, by that message."""
    sorted_out: dict[uuid.UUID, list[Attached]] = {}
    for file in found:
        if file.row.message_id is not None:
            sorted_out.setdefault(file.row.message_id, []).append(file)
    return sorted_out


def one_of_case(db: Session, case_id: uuid.UUID, upload_id: uuid.UUID, keys: Keyring) -> Attached:
    """`NoResultFound` for any other case's."""
    row = db.scalars(select(Upload).where(Upload.id == upload_id, Upload.case_id == case_id)).one()
    return Attached(row, _facts(keys, row))


def one_of_family(db: Session, case: Case, upload_id: uuid.UUID, keys: Keyring) -> Attached:
    """Of the case or of one of its parts, which share their locks (decision 58)."""
    query = select(Upload).join(Case, Case.id == Upload.case_id).where(Upload.id == upload_id)
    row = db.scalars(query.where(or_(Case.id == case.origin_id, Case.part_of_id == case.origin_id))).one()
    return Attached(row, _facts(keys, row))


def one_of_draft(db: Session, draft_id: uuid.UUID, upload_id: uuid.UUID, keys: Keyring) -> Attached:
    row = db.scalars(select(Upload).where(Upload.id == upload_id, Upload.draft_id == draft_id)).one()
    return Attached(row, _facts(keys, row))


def drop(db: Session, row: Upload) -> None:
    """Taken out of a draft before it was sent. The caller removes the file once this is committed."""
    db.delete(row)
    db.flush()


def share_copy(db: Session, file: Attached, keys: Keyring) -> None:
    """A paper that staff added goes to the person: from here on their lock opens its copy, and never what was put in.
    What came from them is theirs to open already."""
    row = file.row
    if not file.facts or row.filed is None or row.about is not None:
        return
    keys.seal_json(Upload.about, row, {name: file.facts[name] for name in COPY_ALONE if name in file.facts})
    db.flush()


def move_to_case(db: Session, draft_id: uuid.UUID, case_id: uuid.UUID, keys: Keyring) -> int:
    """What was kept with the draft belongs to the case now: the keys are sealed anew, the files stay where they are."""
    rows = rows_of_draft(db, draft_id)
    for row in rows:
        facts = _facts(keys, row)
        row.draft_id, row.case_id, row.kept = None, case_id, None
        if facts:  # one that cannot be read goes along as that, and keeps nobody from sending
            keys.seal_json(Upload.about, row, facts)
    db.flush()
    return len(rows)


def rows_of_mail(db: Session, mail_id: uuid.UUID) -> Sequence[Upload]:
    query = select(Upload).where(Upload.incoming_id == mail_id, Upload.case_id.is_(None))
    return db.scalars(query.order_by(Upload.added_at, Upload.id)).all()


def one_of_mail(db: Session, mail_id: uuid.UUID, upload_id: uuid.UUID, keys: Keyring) -> Attached:
    """`NoResultFound` for any other mail's."""
    query = select(Upload).where(Upload.id == upload_id, Upload.incoming_id == mail_id, Upload.case_id.is_(None))
    row = db.scalars(query).one()
    return Attached(row, _facts(keys, row))


def move_mail_to_case(
    db: Session, mail_id: uuid.UUID, case_id: uuid.UUID, keys: Keyring, *, message_id: uuid.UUID | None = None,
    holder_id: uuid.UUID | None = None,
) -> list[str]:  # fmt: skip
    """What came with a mail belongs to the case now. The mail itself, as it came, stands beside no message.

    What the case has no room for stays with the mail (UPL-02); the names of those are given back. The mail itself
    always goes along.
    """
    left, there = [], size_of(db, case_id)
    for row in sorted(rows_of_mail(db, mail_id), key=lambda one: one.kind != MAIL.code):
        facts = _facts(keys, row)
        if row.kind != MAIL.code and there + row.size > WHOLE_CASE:
            left.append(str(facts.get("name") or "a file whose name cannot be shown"))
            continue
        there += row.size
        row.case_id, row.held = case_id, None
        if row.kind != MAIL.code:
            row.message_id, row.holder_id = message_id, holder_id
        if facts:
            keys.seal_json(Upload.about, row, facts)
    db.flush()
    return left


def move_mail_back(db: Session, mail_id: uuid.UUID, case_id: uuid.UUID, keys: Keyring) -> None:
    """It does not belong to the case: what came with it is the mail's again, sealed to staff."""
    for row in rows_of_case(db, case_id):
        if row.incoming_id != mail_id:
            continue
        facts = _facts(keys, row)
        row.case_id, row.message_id, row.holder_id, row.given_at, row.about = None, None, None, None, None
        if facts:
            keys.seal_json(Upload.held, row, facts)
    db.flush()


def _facts(keys: Keyring, row: Upload) -> dict[str, Any]:
    columns = (Upload.filed, Upload.about, Upload.held, Upload.kept)  # whose copy was shared: staff read all of it
    for column in (one for one in columns if getattr(row, one.key) is not None):
        try:
            facts: dict[str, Any] = keys.open_json(column, row)
        except Unreadable:
            continue
        return facts
    return {}

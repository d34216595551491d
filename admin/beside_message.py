"""One file beside a message of an advocate's or of ours, or beside a promise: put there, or refused (UPL-01)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, g

from models.cases import attaching, promises
from models.files.kinds import LIMITS
from models.files.refusing import Refused
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring
from models.tables.words import ThreadMessage
from models.web import files
from models.words import deck

FILED = "words"  # beside the child's words, as on the form without an account


@dataclass(frozen=True, slots=True)
class WrongFile:
    name: str
    words: str


def wrong_files(problems: Sequence[files.Problem], whose: str = "adult", *, many: bool = False) -> list[WrongFile]:
    """Why each was not taken, in the words that everybody reads. `whose` limits hold: a row of LIMITS. `many`: as many
    as that row allows; else one."""
    words, most = deck("files")["attach"], LIMITS[whose]
    facts = {
        "files": most.files if many else 1,
        "recordings": most.recordings if many else 1,
        "megabytes": most.megabytes,
        "minutes": most.minutes,
    }
    return [WrongFile(one.name, words.failed(one.why, name=one.name, **facts)) for one in problems]


def fitting(
    good: Sequence[files.Judged], bad: Sequence[files.Problem], case_id: uuid.UUID
) -> tuple[Sequence[files.Judged], Sequence[files.Problem]]:
    """Both again: of a case that holds all it may, what was good is not taken either (UPL-02, UPL-11)."""
    try:
        attaching.check_whole(g.db, case_id)
    except Refused as full:
        return [], [*bad, *(files.Problem(one.taken.name, full.why) for one in good)]
    return good, bad


def beside_promise(judged: files.Judged, case_id: uuid.UUID, action_id: uuid.UUID, keys: Keyring) -> None:
    """What shows that something promised was done (X-09). It is of the file: no page of the person lists it."""
    try:
        attaching.check_whole(g.db, case_id)
    except Refused:
        raise NotAllowed("This case has all the files that it may have. Say in words how you know.") from None
    attaching.attach(
        g.db, judged.taken, keys, question=promises.proof_of(action_id), now=g.now, case_id=case_id,
        scan=bool(current_app.config["HEARD"].scanner),
    )  # fmt: skip


def beside_message(judged: files.Judged, said: ThreadMessage, keys: Keyring) -> None:
    scan = bool(current_app.config["HEARD"].scanner)
    attaching.attach(
        g.db, judged.taken, keys, question="message", now=g.now, scan=scan, case_id=said.case_id,
        message_id=said.id, holder_id=said.holder_id,
    )  # fmt: skip

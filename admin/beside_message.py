"""One file beside a message of an advocate's or of ours: put there, or refused in words (UPL-01, UPL-02)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, g

from models.cases import attaching
from models.files.kinds import LIMITS
from models.sealing import Keyring
from models.tables.words import ThreadMessage
from models.web import files
from models.words import deck


@dataclass(frozen=True, slots=True)
class WrongFile:
    name: str
    words: str


def wrong_files(problems: Sequence[files.Problem], whose: str = "adult") -> list[WrongFile]:
    """Why each was not taken, in the words that everybody reads. `whose` limits hold: a row of LIMITS."""
    words, most = deck("files")["attach"], LIMITS[whose]
    facts = {"files": 1, "recordings": 1, "megabytes": most.megabytes, "minutes": most.minutes}
    return [WrongFile(one.name, words.failed(one.why, name=one.name, **facts)) for one in problems]


def beside_message(judged: files.Judged, said: ThreadMessage, keys: Keyring) -> None:
    scan = bool(current_app.config["HEARD"].scanner)
    attaching.attach(
        g.db, judged.taken, keys, question="message", now=g.now, scan=scan, case_id=said.case_id,
        message_id=said.id, holder_id=said.holder_id,
    )  # fmt: skip

"""Recordings that are given as files beside the papers: each heard and judged like a paper (SAR-03, SAR-05).

Nothing can be cut out of a recording here, so it goes whole or stays out. What is taken out of its words may not be
heard in it. Only our copy is given: sound alone, without a place, a name or an hour (UPL-05).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.access.cases import File, attached
from models.access.papers import Paper
from models.cases.attaching import Attached
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring

GONE = "A recording cannot be opened any more. Take it back, and go through the papers again."


@dataclass(frozen=True, slots=True)
class Beside:
    """One recording as it is given: its name says whose request it is, and nothing of what is in it."""

    paper: Paper
    name: str

    @property
    def facts(self) -> dict[str, Any]:
        return {"upload": str(self.paper.row.upload_id), "name": self.name, "paper": self.paper.row.number}


def beside(number: str, found: Sequence[Paper]) -> list[Beside]:
    """The recordings among what is given, named in their order, so that no gap tells of another (SAR-02)."""
    heard = [paper for paper in found if paper.seconds and paper.row.upload_id and not paper.row.out]
    return [Beside(paper, f"{number}-recording-{place}.m4a") for place, paper in enumerate(heard, 1)]


def check(given: Sequence[Beside], everything: Sequence[Paper]) -> None:
    """Raises NotAllowed where something was taken out of the words of a recording that would be given whole."""
    whole = {one.paper.row.upload_id: one for one in given}
    for paper in everything:
        one = whole.get(paper.row.upload_id) if paper.row.kind == "transcript" else None
        if one and (paper.row.out or paper.taken):
            raise NotAllowed(
                f"Paper {paper.row.number} has the words of the recording in paper {one.paper.row.number}. Something "
                "is taken out of them and would be heard in the recording. Choose why the recording stays out."
            )


def opened(db: Session, file: File, facts: dict[str, Any], keys: Keyring) -> Attached:
    """A recording as it was built in. Raises NotAllowed where it has been locked away since."""
    found = attached(db, file, uuid.UUID(facts["upload"]), keys)
    if not found.shown:
        raise NotAllowed(GONE)
    return found


def length(seconds: int) -> str:
    """As a reader says it."""
    minutes, rest = divmod(seconds, 60)
    said = [
        f"{many} {what}{'' if many == 1 else 's'}" for many, what in ((minutes, "minute"), (rest, "second")) if many
    ]
    return " ".join(said)

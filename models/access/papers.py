"""A paper of a request as it is gone through: its texts, what is marked in them, the squares of its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.access.suggesting import Mark
from models.sealing import Keyring, Unreadable
from models.tables.access_request import AccessPaper

ACROSS, DOWN = 8, 10  # squares over a picture, each of which can be blacked out
UNSAID = "other"  # the reason of squares from before each picture had its own
CLOSED = "This cannot be shown to you. Somebody else has to gather it."


class Picture(NamedTuple):
    """One page that is given as pixels, which of its squares are black, and why (SAR-05)."""

    page: int
    black: list[int]
    why: str


@dataclass(slots=True)
class Paper:
    row: AccessPaper
    title: str = CLOSED
    day: str = ""
    texts: list[str] = field(default_factory=list)
    marks: list[list[Mark]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    seconds: int = 0  # of a recording
    readable: bool = False

    @property
    def pairs(self) -> list[tuple[str, list[Mark]]]:
        return list(zip(self.texts, self.marks, strict=True))

    @property
    def taken(self) -> int:
        return sum(mark.on for marks in self.marks for mark in marks) + sum(len(one.black) for one in self.pictures)

    def body(self) -> dict[str, Any]:
        return {
            "title": self.title, "day": self.day, "texts": self.texts,
            "marks": [[list(mark) for mark in marks] for marks in self.marks],
            "pictures": [list(one) for one in self.pictures], "seconds": self.seconds,
        }  # fmt: skip


def read(row: AccessPaper, keys: Keyring) -> Paper:
    try:
        body = keys.open_json(AccessPaper.body, row)
    except Unreadable:
        return Paper(row)
    marks = [[Mark(*mark) for mark in marks] for marks in body["marks"]]
    pictures = [Picture(page, list(black), *(why or [UNSAID])) for page, black, *why in body["pictures"]]
    return Paper(row, body["title"], body["day"], body["texts"], marks, pictures, body.get("seconds", 0), True)


def read_all(rows: Sequence[AccessPaper], keys: Keyring) -> list[Paper]:
    return [read(row, keys) for row in rows]


def keep(paper: Paper, keys: Keyring) -> None:
    keys.seal_json(AccessPaper.body, paper.row, paper.body())

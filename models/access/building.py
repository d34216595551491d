"""The papers as they leave: a new PDF of plain text and pixels, with nothing of what they were made from (SAR-04).

The answer before the papers is the same for everybody, word for word: also where nothing is held, and where something
is held and not given. Papers are numbered as they are given, so that no gap tells of another (SAR-02).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from models.formats import short_date
from models.reports.writers.html import ROOT
from models.typesetting import tagged_pdf

MOST = 40 * 1024 * 1024


class TooLarge(ValueError):
    """More than one folder may hold."""


@dataclass(frozen=True, slots=True)
class Given:
    """One paper as it is given: only what is left of it."""

    title: str
    day: str
    texts: Sequence[str]
    pictures: Sequence[bytes] = ()
    apart: bool = False  # a letter begins a page of its own, and so does what follows it


def build(council: str, number: str, name: str, on: date, papers: Sequence[Given], beside: Sequence[str] = ()) -> bytes:
    """The answer, and the papers behind it. Without papers it is the answer alone, the same to the letter.

    `beside`: a line for each recording that is given as a file of its own.
    """
    if sum(len(picture) for one in papers for picture in one.pictures) > MOST:
        raise TooLarge("Together the pictures are too large for one folder. Leave some out, and give them by hand.")
    facts = {
        "council": council, "number": number, "name": name, "made": short_date(on), "day": [on.year, on.month, on.day],
        "beside": list(beside),
        "papers": [
            {"title": f"{place}. {one.title}" + (f", {one.day}" if one.day else ""),
             "lines": [line for text in one.texts for line in text.split("\n") if line.strip()],
             "pictures": [list(picture) for picture in one.pictures],
             "apart": one.apart or (place > 1 and papers[place - 2].apart)}
            for place, one in enumerate(papers, 1)
        ],
    }  # fmt: skip
    template = (ROOT / "templates" / "reports" / "access.typ").read_bytes()
    return tagged_pdf(template, "given", facts, timestamp=int(datetime.combine(on, time(), UTC).timestamp()))

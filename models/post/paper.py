"""Letters on paper: a tagged PDF (PDF/UA-1) of one or of many, and a Word file of one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import docx
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from models.formats import short_date
from models.post.form import Piece
from models.post.letters import TEMPLATES, Block, pieces_of
from models.post.with_it import put_behind
from models.typesetting import tagged_pdf

TEMPLATE = TEMPLATES / "letters" / "letter.typ"
LISTS = {"ul": "List Bullet", "ol": "List Number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One letter as it is printed. `to` is empty where no address is safe; `mark` says that it has not left yet."""

    council: str
    sender: tuple[str, ...]  # the lines above the letter
    to: tuple[str, ...]
    mind: tuple[str, ...]  # for whoever puts it into the envelope; never on the letter
    day: date
    reference: str
    subject: str
    blocks: tuple[Block, ...]
    mark: str = ""
    papers: tuple[bytes, ...] = ()  # PDFs that go with it and follow it


def write_for_notify(paper: Paper) -> bytes:
    """One letter in the places that GOV.UK Notify prints from: nothing else beside the address, its words below it."""
    return write_pdf([paper], title=paper.subject, for_notify=True)


def count_pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def write_pdf(
    papers: Sequence[Paper], *, title: str, addresses: bool = False, left_out: Sequence[str] = (),
    for_notify: bool = False,
) -> bytes:  # fmt: skip
    """Each letter from a page of its own; with `addresses`, a page of them all and of what is missing comes first."""
    first = papers[0]
    facts = {
        "title": title,
        "council": first.council,
        "day": [first.day.year, first.day.month, first.day.day],
        "left_out": list(left_out),
        "for_notify": for_notify,
        "letters": [_facts(paper) for paper in papers],
        "addresses": [
            {"reference": paper.reference, "to": list(paper.to), "mind": list(paper.mind)} for paper in papers
        ]
        if addresses
        else [],
    }
    made = tagged_pdf(Path(TEMPLATE).read_bytes(), "letters", facts)
    return put_behind(made, [paper.papers for paper in papers], first=int(addresses))


def write_docx(paper: Paper) -> bytes:
    """The same to open in Word: real headings, real lists."""
    made = docx.Document()
    about = made.core_properties
    about.title, about.author, about.language, about.subject = paper.subject, paper.council, "en-GB", ""
    about.created = about.modified = datetime.combine(paper.day, time(), UTC)
    style: Any = made.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    for lines in (paper.sender, paper.to, (short_date(paper.day), f"Reference: {paper.reference}"), (paper.mark,)):
        if any(lines):
            made.add_paragraph("\n".join(lines))
    made.add_heading(paper.subject, 1)
    for block in paper.blocks:
        if block["heading"]:
            made.add_heading(block["heading"], 2)
        for piece in pieces_of(block):
            _write(made, piece)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _facts(paper: Paper) -> dict[str, Any]:
    return {
        "from": list(paper.sender),
        "to": list(paper.to),
        "day": short_date(paper.day),
        "reference": paper.reference,
        "subject": paper.subject,
        "mark": paper.mark,
        "parts": [{"heading": block["heading"], "pieces": pieces_of(block)} for block in paper.blocks],
    }


def _write(made: Any, piece: Piece) -> None:
    for item in piece["items"]:
        paragraph = made.add_paragraph(style=LISTS.get(piece["kind"]))
        for run in item:
            paragraph.add_run(run["text"]).bold = run["strong"] or None

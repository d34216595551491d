"""A Word file: real headings in order, real lists, and tables whose first row is repeated as a header."""

import io
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.reports.document import Document, Drawn
from models.reports.writers.pictures import pictures
from models.reports.writers.values import heads, said
from models.rich import Block, Run

LISTS = {"ul": "List Bullet", "ol": "List Number"}


def write_docx(document: Document) -> bytes:
    paper = docx.Document()
    title = f"{document.title}, {document.period}"
    about = paper.core_properties
    about.title, about.author, about.language, about.subject = title, document.authority, "en-GB", document.part
    about.created = about.modified = datetime.combine(document.made_on, time(), UTC)
    _speak_english(paper)
    paper.add_heading(document.title, 0)
    for line in (document.authority, document.part, document.period, document.so_far, document.mark):
        if line:
            paper.add_paragraph(line)
    _parts(paper, document)
    if document.quotes:
        paper.add_heading("In their words", 1)
        for quote in document.quotes:
            paper.add_paragraph(f"“{quote.text}”", style="Quote")
            paper.add_paragraph(quote.said_by)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _parts(paper: Paper, document: Document) -> None:
    drawings = pictures(document)
    for part in document.parts:
        paper.add_heading(part.title, 1)
        for block in part.words:
            _words(paper, block)
        for drawn in part.tables:
            _table(paper, drawn)
            if drawn.chart is not None:
                _picture(paper, drawings[drawn.table.id], drawn.chart.about)


def _speak_english(paper: Paper) -> None:
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)


def _words(paper: Paper, block: Block) -> None:
    for item in block.items:
        paragraph = paper.add_paragraph(style=LISTS.get(block.kind))
        for run in item:
            _run(paragraph, run)


def _run(paragraph: Any, run: Run) -> None:
    """A link is its words and its address: what Word shows is also what paper shows."""
    text = run.text if not run.href or run.href == run.text else f"{run.text} ({run.href})"
    added = paragraph.add_run(text)
    added.bold, added.italic = run.strong, run.em


def _table(paper: Paper, drawn: Drawn) -> None:
    table = drawn.table
    paper.add_heading(drawn.title, 2)
    for line in (drawn.n, table.cohort, table.note):
        if line:
            paper.add_paragraph(line)
    grid: Any = paper.add_table(rows=1, cols=len(table.columns) + 1, style="Table Grid")
    for cell, head in zip(grid.rows[0].cells, heads(table), strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(mark)
    _describe(grid, drawn.title)
    for row in table.rows:
        texts = [row.label, *(said(table, at, value) for at, value in enumerate(row.values))]
        for cell, text in zip(grid.add_row().cells, texts, strict=True):
            cell.text = text
    paper.add_paragraph()


def _picture(paper: Paper, content: bytes, about: str) -> None:
    """With its words for who does not see it; the table above it holds the same numbers."""
    shape = paper.add_picture(io.BytesIO(content), width=Mm(110))
    shape._inline.docPr.set("descr", about)


def _describe(grid: Any, caption: str) -> None:
    """What the table is, for a screen reader."""
    properties = grid._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), caption)
        properties.append(element)

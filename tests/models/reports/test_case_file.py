"""A letter in the file for the Ombudsman reads as the person had it: lists keep their marks (issue 4, rules 3.6)."""

import io
import zipfile
from datetime import date

import pikepdf

from models.post.form import pieces
from models.post.form import plain as bare
from models.post.letters import Block
from models.reports.case_file import CaseFile, Entry, lines_of, plain
from models.reports.writers.case_file import write_pdf, write_zip


def test_a_list_in_a_letter_keeps_its_marks_and_bold_leaves_no_stars():
    found = pieces("We **will**:\n\n- ring you\n- write to you\n\n1. First\n2. Then")
    block = Block(id="x", heading="", paragraphs=bare(found), list=["The law"], locked=False, parts=found)
    lines = lines_of(block)
    assert [plain(line) for line in lines] == [
        "We will:", "• ring you", "• write to you", "1. First", "2. Then", "1. The law",
    ]  # fmt: skip
    assert [run["text"] for run in lines[0] if run["strong"]] == ["will"]


def test_what_was_bold_in_a_letter_is_bold_on_paper_and_the_text_beside_it_has_no_stars():
    block = Block(id="x", heading="", paragraphs=[], list=[], locked=False, parts=pieces("- We **will** ring you"))
    entry = Entry(1, "Letter", None, tuple(lines_of(block)))
    file = CaseFile("CV-1", "Ashbourne", "Open", date(2026, 11, 23), (entry,), (), ())
    pdf = write_pdf(file)
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        fonts = {str(font.BaseFont) for page in paper.pages for font in page.Resources.Font.values()}
    assert any("Bold" in font for font in fonts)
    assert "• We will ring you" in _text(file)


def _text(file: CaseFile) -> str:
    with zipfile.ZipFile(io.BytesIO(write_zip(file, lambda one: (one.name, b"")))) as folder:
        return folder.read("CV-1/01 Letter.txt").decode()

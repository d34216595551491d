"""A report as a page, PDF, Word, Excel and CSV: whole, accessible, harmless to who opens it (INP-01, INP-05, M-03)."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pikepdf
import pytest

from models.reports.charts import chart_of
from models.reports.report import Cell, Row, Table
from models.reports.writers import FORMATS
from models.reports.writers.html import draw
from models.rich import blocks, clean
from tests.models.reports.making import WAYS, table, whole_document


@pytest.fixture(scope="module")
def written():
    return {name: form.write(whole_document(mark="Taken by Ama Boateng")) for name, form in FORMATS.items()}


def tags(element, found):
    """Every kind of element of a tagged PDF, in the order in which it is read."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            tags(kid, found)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.append(element)
        if "/K" in element:
            tags(element.K, found)
    return found


def test_the_pdf_has_tags_a_title_a_language_and_headings_in_order(written):
    with pikepdf.open(io.BytesIO(written["pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert str(pdf.docinfo.Title) == "Complaints report, 1 April 2025 to 31 March 2026"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "pdfuaid" in bytes(pdf.Root.Metadata.read_bytes()).decode()
        found = tags(pdf.Root.StructTreeRoot.K, [])
        kinds = [str(element.S)[1:] for element in found]
        assert {"Table", "THead", "TR", "TH", "TD", "Caption", "Figure", "L", "TOC"} <= set(kinds)
        levels = [int(kind[1]) for kind in kinds if re.fullmatch(r"H\d", kind)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
        assert all(str(element.get("/Alt", "")) for element in found if element.S == "/Figure" and "/Alt" in element)
        assert any("E-mail, 20" in str(element.get("/Alt", "")) for element in found)


def test_the_word_file_has_headings_header_rows_and_a_language(written):
    paper = docx.Document(io.BytesIO(written["docx"]))
    styles = [p.style.name for p in paper.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert styles == ["Title", "Heading 1", "Heading 2", "Heading 1", "Heading 2", "Heading 1"]
    assert paper.core_properties.title == "Complaints report, 1 April 2025 to 31 March 2026"
    assert paper.core_properties.language == "en-GB"
    for grid in paper.tables:
        assert grid.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["E-mail", "20", "57%"]


def test_the_excel_file_holds_numbers_as_numbers_and_no_formula_inp_05(written):
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    assert book.sheetnames == ["Contents", "3a", "s1"]
    assert [[cell.value for cell in row] for row in book["3a"].iter_rows(min_row=1, max_row=3, max_col=3)] == [
        ["What", "Number", "%"], ["E-mail", 20, 57], ["=1+1", 9, 26],
    ]  # fmt: skip
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert any(cell.value == "Taken by Ama Boateng" for row in book["Contents"].iter_rows() for cell in row)


def test_csv_is_a_file_for_each_table_and_no_cell_is_a_formula_inp_05(written):
    with zipfile.ZipFile(io.BytesIO(written["csv"])) as folder:
        assert folder.namelist() == ["3a.csv", "s1.csv", "contents.csv"]
        rows = list(csv.reader(io.StringIO(folder.read("3a.csv").decode("utf-8-sig"))))
    assert rows[:3] == [["What", "Number", "%"], ["E-mail", "20", "57"], ["'=1+1", "9", "26"]]


def test_the_page_stands_alone_and_says_how_many_m_03(written):
    html = written["html"].decode()
    assert not re.search(r"<script|\sstyle=|https?://(?!www\.w3\.org)", html)
    assert [int(level) for level in re.findall(r"<h(\d)", html)] == [1, 2, 2, 3, 2, 3, 2]
    assert "<caption>n = 35</caption>" in html
    assert '<th scope="row">E-mail</th>' in html
    assert "Taken by Ama Boateng" in html
    assert "They &lt;b&gt;listened&lt;/b&gt;." in html


def test_a_chart_says_what_its_table_says_and_needs_no_colour():
    drawn = draw(chart_of(table([("Upheld", 2, 12, 9), ("Not <upheld>", 2, 20, 8), ("Total", None, 32, 17)],
                                columns=("2024/25", "2025/26"), kinds=("count", "count"))))  # fmt: skip
    assert "Not &lt;upheld&gt;" in drawn
    assert re.search(r"<title [^>]*>Table 3a</title>", drawn)
    assert "Upheld, 2024/25: 12, 2025/26: 9" in drawn
    assert "2025/26: 8</text>" in drawn
    assert " style=" not in drawn


def test_a_table_of_one_row_gets_no_chart():
    assert chart_of(table([("Only", 1, 12), ("Total", None, 12)])) is None
    assert chart_of(table([("A", 2, "not shown"), ("B", 2, "not shown"), ("Total", None, "not shown")])) is None
    assert chart_of(WAYS) is not None


def test_written_words_keep_their_form_and_nothing_that_runs():
    typed = '<p onclick="x()">One <a href="javascript:x()">two</a> <a href="https://example.org">three</a></p>'
    assert clean(typed) == '<p>One <a>two</a> <a href="https://example.org">three</a></p>'
    (one,) = blocks(typed)
    assert [(run.text, run.href) for run in one.items[0] if run.text.strip()] == [
        ("One ", ""), ("two", ""), ("three", "https://example.org"),
    ]  # fmt: skip


def test_paragraphs_and_lists_are_written_plainly():
    found = blocks("First\nline\n\n- one\n- two\n\n1. a\n2. <em>b</em>")
    assert [(block.kind, len(block.items)) for block in found] == [("p", 1), ("ul", 2), ("ol", 2)]
    assert found[2].items[1][0].em


def test_a_chart_draws_counts_and_no_share_mean_or_change_beside_them():
    said = [("All", Cell(40)), ("Young", Cell(12)), ("Of them, percent", Cell(30, 12)), ("Mean days", Cell(9.5, 30))]
    rows = tuple(Row(label, (cell,)) for label, cell in said)
    made = Table("y", "Young people", "received", "", ("Number",), rows, ("count",))
    assert [group.lines[0][1] for group in chart_of(made).groups] == ["All", "Young"]
    assert chart_of(replace(made, rows=rows[1:])) is None


def test_word_and_excel_hold_the_charts_with_their_words_q_10(written):
    """A picture in Word, and in Excel a chart of the cells themselves; each says what it shows."""
    word = zipfile.ZipFile(io.BytesIO(written["docx"]))
    assert [name for name in word.namelist() if name.endswith(".png")]
    assert 'descr="Bars. ' in word.read("word/document.xml").decode()
    sheet = zipfile.ZipFile(io.BytesIO(written["xlsx"]))
    chart = sheet.read("xl/charts/chart1.xml").decode()
    assert "$A$2" in chart
    assert 'descr="Bars. ' in sheet.read("xl/drawings/drawing1.xml").decode()

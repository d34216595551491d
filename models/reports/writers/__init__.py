"""Writing a report as a web page, a PDF, a Word file, an Excel file or CSV: each from the same document."""

from collections.abc import Callable
from dataclasses import dataclass

from models.reports.document import Document
from models.reports.writers.csv import write_csv
from models.reports.writers.docx import write_docx
from models.reports.writers.html import write_html
from models.reports.writers.pdf import write_pdf
from models.reports.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    ending: str
    type: str
    write: Callable[[Document], bytes]


FORMATS = {
    format.name: format
    for format in (
        Format("html", "html", "text/html; charset=utf-8", write_html),
        Format("pdf", "pdf", "application/pdf", write_pdf),
        Format("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
        Format("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
        Format("csv", "zip", "application/zip", write_csv),
    )
}

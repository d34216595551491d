"""A report made ready to be written: headings in order, words, and tables each with its chart, its cohort and its n."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.procedure.periods import Period
from models.reports.charts import Chart, chart_of
from models.reports.folding import HIDDEN
from models.reports.report import NO_RECORD, Report, Table
from models.rich import Block, blocks

SO_FAR = "So far, to {day}: these days are not over, and the numbers will still change."
NUMBERED = re.compile(r"t?(\d+[a-z]?)")


@dataclass(frozen=True, slots=True)
class Quote:
    """Something a person said, without a name, that somebody has released."""

    text: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Drawn:
    table: Table
    n: str
    chart: Chart | None

    @property
    def title(self) -> str:
        """With its number, where it has one that people know it by."""
        numbered = NUMBERED.fullmatch(self.table.id)
        return f"Table {numbered[1]}. {self.table.title}" if numbered else self.table.title


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    title: str
    words: tuple[Block, ...]
    tables: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    authority: str
    part: str
    period: str
    parts: tuple[Part, ...]
    public: bool
    fewest: int
    made_on: date
    quotes: tuple[Quote, ...] = field(default=())
    mark: str = ""  # who took this copy and when, on what staff take away (PRV-16)
    problems: tuple[str, ...] = ()  # what does not hold, for managers
    so_far: str = ""  # that its days are not over, in words


def document(
    report: Report,
    words: Mapping[str, str],
    *,
    made_on: date,
    public: bool,
    fewest: int,
    quotes: tuple[Quote, ...] = (),
    mark: str = "",
) -> Document:
    """`words`: what was written for each section, as typed."""
    titles = list(dict.fromkeys([*(section.title for section in report.sections), *(t.section for t in report.tables)]))
    parts = []
    for number, title in enumerate(titles, 1):
        tables = tuple(drawn(table) for table in report.tables if table.section == title)
        written = tuple(blocks(words.get(title, "")))
        if tables or written:
            parts.append(Part(f"part-{number}", title or "The figures", written, tables))
    return Document(
        report.title,
        report.authority,
        report.part,
        Period(report.first, report.last).words,
        tuple(parts),
        public,
        fewest,
        made_on,
        quotes,
        mark,
        tuple(str(check) for check in report.checks),
        SO_FAR.format(day=f"{made_on:%-d %B %Y}") if made_on <= report.last else "",
    )


def drawn(table: Table) -> Drawn:
    return Drawn(table, _n(table), chart_of(table))


def _n(table: Table) -> str:
    """What the table counts, from its one outermost row (M-03)."""
    tops = [row for at, row in enumerate(table.rows) if row.parent is None and _has_parts(table, at)]
    if len(tops) != 1:
        return ""
    columns = [at for at, kind in enumerate(table.kinds) if kind == "count"]
    if table.column_total is not None:
        columns = [table.column_total]
    said = [tops[0].cells[at].value for at in columns]
    plain = (HIDDEN, NO_RECORD)
    numbers = [f"{value:,}" if isinstance(value, int) else str(value) if value in plain else "none" for value in said]
    if len(columns) == 1:
        return f"n = {numbers[0]}" if numbers[0] != HIDDEN else f"n {HIDDEN}"
    named = (f"{number} in {table.columns[at].removeprefix('n ')}" for number, at in zip(numbers, columns, strict=True))
    return "n = " + ", ".join(named) if columns else ""


def _has_parts(table: Table, at: int) -> bool:
    return any(row.parent == at for row in table.rows)

"""A published report as plain data and back: what the public site reads holds no markup and needs no key."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from models.reports.document import Document, Part, Quote, drawn
from models.reports.report import Cell, Row, Table
from models.rich import Block, Run


def to_plain(document: Document) -> dict[str, Any]:
    plain = asdict(document)
    plain["made_on"] = document.made_on.isoformat()
    for part, made in zip(plain["parts"], document.parts, strict=True):
        part["tables"] = [_table_out(one.table) for one in made.tables]
    return plain


def from_plain(plain: Mapping[str, Any]) -> Document:
    parts = tuple(
        Part(
            part["id"],
            part["title"],
            tuple(_block(block) for block in part["words"]),
            tuple(drawn(_table_in(table)) for table in part["tables"]),
        )
        for part in plain["parts"]
    )
    quotes = tuple(Quote(**quote) for quote in plain["quotes"])
    made_on = date.fromisoformat(plain["made_on"])
    rest = {key: plain[key] for key in ("title", "authority", "part", "period", "public", "fewest", "mark")}
    return Document(**rest, parts=parts, quotes=quotes, made_on=made_on)


def _table_out(table: Table) -> dict[str, Any]:
    """No `chosen`: which cases a number counts is nobody's outside."""
    rows = [{"label": row.label, "values": row.values, "parent": row.parent} for row in table.rows]
    names = ("id", "title", "cohort", "note", "columns", "kinds", "column_total", "section")
    return {**{name: getattr(table, name) for name in names}, "rows": rows}


def _table_in(plain: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row(row["label"], tuple(Cell(value) for value in row["values"]), row["parent"]) for row in plain["rows"]
    )
    return Table(**{**plain, "rows": rows, "columns": tuple(plain["columns"]), "kinds": tuple(plain["kinds"])})


def _block(plain: Mapping[str, Any]) -> Block:
    return Block(plain["kind"], [[Run(**run) for run in item] for item in plain["items"]])

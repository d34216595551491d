"""The floors: a bare Flask route, and bare Flask with the least SQL that does the same job, in the same run."""

import os
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, DateTime, Index, MetaData, String, Table, Text, Uuid, insert, select

from bench.seed import BATCH, PHONES, Known
from models.db import Sessions, connect

METADATA = MetaData()
FLOOR = Table(
    "floor", METADATA, Column("id", Uuid, primary_key=True), Column("reference", String, unique=True),
    Column("phone", String), Column("at", DateTime(timezone=True)), Column("body", Text),
    Index("ix_floor_at", "at", "id"), Index("ix_floor_phone", "phone"),
)  # fmt: skip
ROWS = 25


def create() -> Flask:
    """`hello` touches nothing; the others send one statement each, written by hand, and escape what they print."""
    app = Flask("floor")
    sessions = connect(os.environ["HEARD_DATABASE"])

    @app.get("/hello")
    def hello() -> str:
        return "ok"

    @app.post("/insert")
    def add() -> ResponseReturnValue:
        made = uuid.uuid4()
        row = {"id": made, "reference": made.hex, "phone": "0", "at": datetime.now(UTC), "body": request.form["body"]}
        with sessions.engine.execution_options(write=True).begin() as connection:
            connection.execute(insert(FLOOR), row)
        return "", 303, {"Location": "/hello"}

    @app.get("/list")
    def lines() -> str:
        query = select(FLOOR.c.reference, FLOOR.c.at).order_by(FLOOR.c.at, FLOOR.c.id).limit(ROWS)
        return "".join(f"<li>{row.reference} {row.at}</li>" for row in _rows(sessions, query))

    @app.get("/detail/<reference>")
    def detail(reference: str) -> str:
        (row,) = _rows(sessions, select(FLOOR).where(FLOOR.c.reference == reference))
        return f"<h1>{row.reference}</h1><p>{row.body}</p>"

    @app.get("/search")
    def search() -> str:
        query = select(FLOOR.c.reference).where(FLOOR.c.phone == request.args["q"]).order_by(FLOOR.c.at.desc())
        return "".join(f"<li>{row.reference}</li>" for row in _rows(sessions, query.limit(ROWS)))

    return app


def fill(sessions: Sessions, count: int, known: Sequence[Known]) -> None:
    """As many rows as there are cases, so that list, detail and search find as much as ours do."""
    now = datetime.now(UTC)
    found = {number: case for number, case in enumerate(known)}
    with sessions.engine.execution_options(write=True).begin() as connection:
        METADATA.create_all(connection)
    for start in range(0, count, BATCH):
        rows = [_row(number, found.get(number), now) for number in range(start, min(start + BATCH, count))]
        with sessions.engine.execution_options(write=True).begin() as connection:
            connection.execute(insert(FLOOR), rows)


def _row(number: int, case: Known | None, now: datetime) -> dict[str, Any]:
    made = uuid.uuid4()
    return {
        "id": made,
        "reference": case.reference if case else made.hex,
        "phone": case.phone if case else f"0163296{number % PHONES:05}",
        "at": now - timedelta(minutes=number),
        "body": "words " * 60,
    }


def _rows(sessions: Sessions, query: Any) -> Any:
    with sessions.engine.connect() as connection:
        return connection.execute(query).all()

"""What was taken away comes back the same: out, into an empty database of the other engine, and out again."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from models import audit
from models.audit import Actor
from models.cases import policies
from models.db import Sessions, connect
from models.jobs.bringing_in import Wishes, bring_in
from models.jobs.taking_away import take_away
from models.procedure.periods import Period
from models.procedure.terms import Journey
from models.register.faults import Fault
from models.register.layout import FILES
from models.register.source import Source
from models.reports.building import build
from models.reports.layout import layouts
from models.reports.scope import Scope
from models.tables import Base, RegisterLine
from tests.databases import ENGINE, MONDAY, Locks, _seed
from tests.making import make_case
from tests.models.cases.answered import routed
from tests.models.register.answering import answer
from tests.models.register.registers import EXAMPLE, folder, rows
from tests.postgresql import server_url

KEYBOARD = Actor(kind="system", name="Command line")


@pytest.fixture
def other(tmp_path: Path, keys: Locks) -> Iterator[Sessions]:
    """An empty database of the other engine."""
    if ENGINE == "postgresql":
        url, server, name = f"sqlite:///{tmp_path / 'other.db'}", None, ""
    else:
        address = server_url()
        if not address:
            pytest.skip("no PostgreSQL answers")
        server = create_engine(address, isolation_level="AUTOCOMMIT")
        name = f"heard_other_{make_url(address).database}_{id(tmp_path)}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(address).set(database=name).render_as_string(hide_password=False)
    made = connect(url)
    Base.metadata.create_all(made.engine)
    _seed(made, keys)
    made.configure(info={"chain": keys.chain("staff")})
    yield made
    made.engine.dispose()
    policies.forget()
    if server is not None:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@pytest.fixture
def ours(sessions: Sessions, keys: Locks) -> Sessions:
    sessions.configure(info={"chain": keys.chain("staff")})
    return sessions


def bring(sessions: Sessions, keys: Locks, path: Path, **wishes: bool) -> list[Fault]:
    told: list[Fault] = []
    policies.forget()
    bring_in(
        sessions, Source(path), council="ashbourne", keys=keys.staff.ring, actor=KEYBOARD, now=MONDAY, tell=told.append,
        wishes=Wishes(**wishes),
    )  # fmt: skip
    return [fault for fault in told if not fault.warning]


def contents(at: Path) -> dict[str, bytes]:
    return {name: (at / name).read_bytes() for name in FILES}


@pytest.fixture
def live(db: Session, ours: Sessions, keys: Locks, officer: Actor) -> None:
    """A young person's case with a point that was found upheld and a promise, and two that nobody has decided."""
    case, ring = routed(db, keys.staff.ring, officer)
    answer(db, case, ring, officer)
    make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PRAISE)
    db.commit()


HOSTILE = '=HYPERLINK("http://example.com")\n\'+1, "quoted", é, 𝄞'


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A register with something in every file, and with what spreadsheets and databases trip over."""
    return folder(
        tmp_path / "in",
        register=rows("register.csv", {"authority": "@council", "disability": "No", "ethnicity": "Mixed"},
                      {"reference": "a-2", "closed_on": ""}, {"reference": "_b 3/4", "young_person": "yes"}),
        points=rows("points.csv", {"text": HOSTILE}, {"number": "2", "text": "'=already"}, {"stage": "2"}),
        ombudsman=rows("ombudsman.csv", {"recommendation": HOSTILE}, {"ombudsman_reference": "B", "reference": "a-2"}),
        actions=rows("actions.csv", {"description": "-5 minus", "owner": "+44"}, {"owner": "＝44"},
                     {"reference": "_b 3/4"}),
        spend=rows("spend.csv", {}, {}, {"amount": "-0.05", "reference": ""}),
    )  # fmt: skip


def test_out_in_and_out_again_is_the_same_on_the_other_database(
    ours: Sessions, other: Sessions, keys: Locks, everything: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.register.exporting.AT_ONCE", 10)
    monkeypatch.setattr("models.jobs.bringing_in.AT_ONCE", 10)
    assert not bring(ours, keys, EXAMPLE)
    assert not bring(ours, keys, everything)
    first = take_away(ours, keys.staff.ring, tmp_path / "first", actor=KEYBOARD, now=MONDAY)
    assert first == {"register.csv": 117, "points.csv": 3, "ombudsman.csv": 2, "actions.csv": 3, "spend.csv": 3}
    assert not bring(other, keys, tmp_path / "first")
    take_away(other, keys.staff.ring, tmp_path / "second", actor=KEYBOARD, now=MONDAY)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def figures(sessions: Sessions, keys: Locks, council: str, period: Period) -> dict[str, Any]:
    """Every shipped layout as JSON gives it."""
    with sessions.reading() as db:
        scope = Scope(council, period)
        ring = keys.staff.ring
        return {name: build(db, ring, one, scope, today=MONDAY.date()).plain() for name, one in layouts().items()}


def test_every_report_is_the_same_on_the_other_database_once_it_was_brought_in_there(
    ours: Sessions, other: Sessions, keys: Locks, everything: Path, live: Any, tmp_path: Path
) -> None:
    """Live cases among them: they count there as they count here."""
    assert not bring(ours, keys, EXAMPLE)
    assert not bring(ours, keys, everything)
    take_away(ours, keys.staff.ring, tmp_path / "first", actor=KEYBOARD, now=MONDAY)
    assert not bring(other, keys, tmp_path / "first")
    years = [("Isle of Wight Council", Period(date(2016, 4, 1), date(2017, 3, 31)))]
    years += [(name, Period(date(2026, 4, 1), date(2027, 3, 31))) for name in ("@council", "Ashbourne County Council")]
    for council, year in years:
        first, second = figures(ours, keys, council, year), figures(other, keys, council, year)
        for layout, report in first.items():
            for table, there in zip(report["tables"], second[layout]["tables"], strict=True):
                assert table == there, (council, layout)
            assert report["checks"] == second[layout]["checks"], (council, layout)


def test_live_cases_go_out_too_and_come_back_as_they_were(
    ours: Sessions, other: Sessions, keys: Locks, db: Session, live: Any, tmp_path: Path
) -> None:
    take_away(ours, keys.staff.ring, tmp_path / "first", actor=KEYBOARD, now=MONDAY)
    with (tmp_path / "first" / "points.csv").open(encoding="utf-8", newline="") as file:
        assert {row["text"] for row in csv.DictReader(file)} == {"Nobody rings me back."}
    assert not bring(other, keys, tmp_path / "first")
    take_away(other, keys.staff.ring, tmp_path / "second", actor=KEYBOARD, now=MONDAY)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_nothing_that_goes_out_is_a_formula_to_a_spreadsheet(
    ours: Sessions, keys: Locks, everything: Path, db: Session, tmp_path: Path
) -> None:
    bring(ours, keys, everything)
    take_away(ours, keys.staff.ring, tmp_path / "out", actor=KEYBOARD, now=MONDAY)
    for name, content in contents(tmp_path / "out").items():
        for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
            for column, cell in row.items():
                assert not cell.startswith(("=", "+", "@", "＝", "\t", "\r")), (name, cell)
                assert not cell.startswith("-") or column == "amount", (name, cell)
    line = db.scalars(select(RegisterLine).where(RegisterLine.reference == "A-1")).one()
    assert line.authority == "@council"


def test_the_zip_holds_the_same_files_and_is_the_same_each_time(
    ours: Sessions, keys: Locks, everything: Path, tmp_path: Path
) -> None:
    bring(ours, keys, everything)
    take_away(ours, keys.staff.ring, tmp_path / "out", actor=KEYBOARD, now=MONDAY)
    for name in ("a.zip", "b.zip"):
        take_away(ours, keys.staff.ring, tmp_path / name, actor=KEYBOARD, now=MONDAY, packed=True)
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == contents(tmp_path / "out")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_taking_it_away_is_in_the_audit(ours: Sessions, keys: Locks, db: Session, tmp_path: Path) -> None:
    take_away(ours, keys.staff.ring, tmp_path / "out", actor=KEYBOARD, now=MONDAY)
    actions = db.scalars(select(audit.AuditRow.action).where(audit.AuditRow.object_kind == "register")).all()
    assert actions == ["register_taken_away"]

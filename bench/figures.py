"""`python -m bench.figures`: every report layout over a large register, as the command line makes it.

Measured from outside: the whole process of `heard report`, its time, its processor time and its largest memory, for one
year and for all years together. Written to FIGURES.md with what the machine was doing meanwhile.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert

from bench.place import ROOT, Place, place
from bench.rows import case_row
from models.procedure.register_codes import LISTS
from models.reports.layout import layouts
from models.sealing import Keyring, Lock
from models.sealing import place as where
from models.tables import Case, Staff
from models.tables.register import RegisterLine, RegisterPoint
from models.tables.tally import Tally

RESULTS = Path(__file__).with_name("FIGURES.md")
COUNCIL = "Ashbourne County Council"
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
YEAR = ("2025-04-01", "2026-03-31")
EVERYTHING = ("2021-04-01", "2026-03-31")
BATCH = 2_000
GOAL = 10.0  # seconds, issue 6


@dataclass(frozen=True)
class Made:
    layout: str
    days: tuple[str, str]
    seconds: float
    processor: float
    memory: float  # MiB
    written: int  # bytes


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--dry", action="store_true", help="print only; leave FIGURES.md alone")
    told = parser.parse_args()
    text = [
        "# Reports over a large register",
        "",
        f"`python -m bench.figures {' '.join(sys.argv[1:])}`".replace(" `", "`"),
        f"on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start. The goal is {GOAL:.0f} s for any "
        "report over 100,000 cases. Seconds are of the whole command, Python's start and the check that every line is "
        "up to date included. All years: every case in the cohort, so that every sealed answer is opened. "
        "Processor: of the command alone; PostgreSQL's own is not in it.",
    ]
    for engine in ("sqlite", "postgresql") if told.database == "both" else (told.database,):
        for cases in told.cases:
            print(f"{engine}, {cases:,} cases …", file=sys.stderr, flush=True)
            with place(engine) as here:
                began = time.monotonic()
                fill(here, cases)
                filling = time.monotonic() - began
                made = [ask(here, name, days) for days in (YEAR, EVERYTHING) for name in layouts()]
            text += ["", *table(engine, cases, filling, made)]
            print("\n".join(text[-len(made) - 6 :]), flush=True)
    text += ["", f"Load at the end {os.getloadavg()[0]:.1f}."]
    if not told.dry:
        RESULTS.write_text("\n".join(text) + "\n", "utf-8")


def table(engine: str, cases: int, filling: float, made: list[Made]) -> list[str]:
    slow = [f"{one.layout} {one.seconds:.1f} s" for one in made if one.seconds > GOAL]
    heavy = [f"{one.layout} {one.processor:.1f} s" for one in made if one.processor > GOAL]
    return [
        f"## {engine}, {cases:,} cases",
        "",
        "| layout | days | seconds | processor | memory, MiB | JSON, kB |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.layout} | {'all years' if one.days == EVERYTHING else 'one year'} | {one.seconds:.2f} "
            f"| {one.processor:.2f} | {one.memory:.0f} | {one.written / 1000:.0f} |"
            for one in made
        ),
        "",
        f"Over {GOAL:.0f} s by the clock, whatever else the machine did: {', '.join(slow) or 'none'}. "
        f"By the processor: {', '.join(heavy) or 'none'}. Filling took {filling:.0f} s.",
    ]


def ask(here: Place, layout: str, days: tuple[str, str]) -> Made:
    """One report, by a process of its own."""
    file = here.folder / "report.json"
    command = [
        *(sys.executable, "-m", "admin.commands", "report", layout, "--authority", COUNCIL),
        *("--from", days[0], "--to", days[1], "--output", str(file)),
    ]
    began = time.monotonic()
    process = subprocess.Popen(command, env=here.environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"heard report {layout} ended with {process.returncode}")
    report = json.loads(file.read_bytes())
    if not any(row[0] == "Total" and row[1] for table in report["tables"] for row in table["rows"]):
        raise RuntimeError(f"{layout} counted nothing")
    return Made(layout, days, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file.stat().st_size)


def fill(here: Place, count: int) -> None:
    """Closed cases of five years and a line for each: labels from the lists, three in a hundred at stage 2."""
    chance = random.Random(7)
    ring = here.ring("staff")
    staff = uuid.uuid4()
    with here.sessions.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(Staff.__table__).values(id=staff, name="Nia Rees", job="", active=True))
        connection.execute(
            insert(Tally.__table__),
            [
                {"id": uuid.uuid4(), "council": "ashbourne", "month": date(2025, month, 1), "journey": "young_person",
                 "question": "gender", "answer": answer, "number": chance.randint(5, 50)}
                for month in range(4, 12) for answer in ("girl", "boy", "another", "not_said")
            ],
        )  # fmt: skip
    for start in range(0, count, BATCH):
        cases, lines, points = [], [], []
        for number in range(start, min(start + BATCH, count)):
            case = _case(number, chance, ring, staff)
            line = _line(case, chance, ring)
            cases.append(case)
            lines.append(line)
            if line["stage2_requested_on"]:
                points += [_point(case["id"], place, chance) for place in range(1, 9)]
        with here.sessions.engine.execution_options(write=True).begin() as connection:
            connection.execute(insert(Case.__table__), cases)
            connection.execute(insert(RegisterLine.__table__), lines)
            if points:
                connection.execute(insert(RegisterPoint.__table__), points)
    with here.sessions.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _case(number: int, chance: random.Random, ring: Keyring, staff: uuid.UUID) -> dict[str, Any]:
    row = case_row(number, NOW, chance, [staff], is_open=False)
    received = date(2021, 4, 1) + timedelta(days=chance.randrange(5 * 365))
    row |= {"received_on": received, "closed_on": received + timedelta(days=chance.randint(8, 60))}
    for column, kind in ((Case.thread_wrap, "thread"), (Case.file_wrap, "file")):
        seed = Lock.of_seed(kind, os.urandom(32)).seed or b""
        row[column.key] = ring["master"].seal(seed, where(column, SimpleNamespace(**row)))
    return row


def _line(case: dict[str, Any], chance: random.Random, ring: Keyring) -> dict[str, Any]:
    received: date = case["received_on"]
    answered = received + timedelta(days=chance.randint(4, 45))
    escalated = chance.random() < 0.03
    kind = chance.choices(("Complaint", "Compliment", "Duty Matter", "Case Concern"), (70, 12, 12, 6))[0]
    complaint = kind == "Complaint"
    service = chance.choice(SERVICES)
    line: dict[str, Any] = dict.fromkeys(column.key for column in RegisterLine.__table__.columns)
    line |= {
        "case_id": case["id"], "reference": case["reference"], "authority": COUNCIL, "kind": kind,
        "procedure": chance.choice(("statutory", "statutory", "corporate")) if complaint else None,
        "received_on": received, "channel": _label("how_received", chance),
        "received_from": _label("received_from", chance),
        "young_person": chance.random() < 0.3, "on_behalf": False, "service": " / ".join(service),
        "directorate": service[0], "team": service[1], "nature": _label("nature", chance),
        "outcome_sought": _label("outcome_sought", chance), "triaged_on": received + timedelta(days=2),
        "acknowledged_on": received + timedelta(days=1), "closed_on": case["closed_on"],
        "entries": chance.randint(2, 60),
        "learning": chance.choice((True, False, None)), "record_age": chance.randint(5, 19), "to_check": False,
        "legal_status": _label("legal_status", chance), "imported_at": NOW, "case_version": 1, "revision": 1,
    }  # fmt: skip
    if complaint:
        line |= {
            "stage1_started_on": received, "stage1_responded_on": answered, "stage1_outcome": _label("outcome", chance),
            "stage1_remedy": _label("remedy", chance), "advocacy": _label("advocacy", chance),
        }  # fmt: skip
    if complaint and escalated:
        asked = answered + timedelta(days=chance.randint(1, 30))
        line |= {
            "stage2_requested_on": asked, "stage2_started_on": asked, "stage2_allocated_on": asked + timedelta(days=6),
            "stage2_responded_on": asked + timedelta(days=chance.randint(20, 90)), "stage2_outcome": "Upheld",
        }  # fmt: skip
    said = {name: _label(name, chance) for name in ("disability", "gender", "age_group", "ethnicity")}
    row = SimpleNamespace(id=case["id"], **line)
    line["equality"] = ring.seal_json(RegisterLine.equality, row, said)
    return line


def _point(case_id: uuid.UUID, number: int, chance: random.Random) -> dict[str, Any]:
    finding = _label("finding", chance)
    return {"id": uuid.uuid4(), "case_id": case_id, "stage": 2, "number": number, "finding": finding, "remedy": None}


def _label(name: str, chance: random.Random) -> str:
    return chance.choice(LISTS[name]).label


SERVICES = [(code.group, code.label) for code in LISTS["service"] if code.group and code.group not in ("Directorate",)]


if __name__ == "__main__":
    main()

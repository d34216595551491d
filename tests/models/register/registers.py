"""Registers made for tests: one good line, and files that differ from it by what a test is about."""

import csv
import io
from datetime import date
from pathlib import Path

from models.procedure.register_codes import LISTS
from models.register.checking import Reader
from models.register.faults import Fault, Outcome
from models.register.layout import FILES
from models.register.source import Source

TODAY = date(2026, 11, 23)
EXAMPLE = Path(__file__).parents[2] / "registers" / "isle-of-wight-2016-17"
LABELS = {name: {code.label: code.group for code in codes} for name, codes in LISTS.items()}
GOOD = {
    "register.csv": {
        "reference": "A-1", "authority": "Ashbourne County Council", "kind": "Complaint", "procedure": "statutory",
        "received_on": "2026-04-01", "channel": "Letter", "received_from": "Parent", "young_person": "no",
        "service": "Child in Need", "stage1_started_on": "2026-04-01", "stage1_responded_on": "2026-04-14",
        "stage1_outcome": "Upheld", "closed_on": "2026-04-20",
    },
    "points.csv": {"reference": "A-1", "stage": "1", "number": "1", "text": "Nobody rang.", "finding": "Upheld"},
    "ombudsman.csv": {"ombudsman_reference": "26 001 002", "received_on": "2026-06-01", "status": "Enquiry"},
    "actions.csv": {"reference": "A-1", "stage": "1", "type": "Training", "agreed_on": "2026-04-14"},
    "spend.csv": {"paid_on": "2026-05-01", "heading": "Advocacy", "amount": "120.50", "reference": "A-1"},
}  # fmt: skip


def rows(name: str, *changes: dict[str, str]) -> bytes:
    """A file with a good line for each of `changes`, changed so."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [column.name for column in FILES[name]], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**GOOD[name], **change} for change in changes or ({},))
    return out.getvalue().encode()


def folder(at: Path, **files: bytes) -> Path:
    """A register of these files (`register=…`, `points=…`); the register itself is good unless it is given."""
    at.mkdir(exist_ok=True)
    for name, content in {"register": rows("register.csv"), **files}.items():
        (at / f"{name}.csv").write_bytes(content)
    return at


def read(path: Path, *, add_labels: bool = False) -> tuple[Outcome, list[Fault]]:
    """Everything that a dry run says."""
    told: list[Fault] = []
    outcome = Reader(Source(path), LABELS, TODAY, tell=told.append, add_labels=add_labels).check_all()
    return outcome, told

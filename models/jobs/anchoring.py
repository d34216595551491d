"""Writing the head of each audit chain outside the database, where cutting off its tail cannot reach (AUD-05)."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.audit import AuditHead

FILE = "anchors.jsonl"
TAIL = 8192  # bytes: a day of anchors


def anchor(db: Session, folder: Path, *, now: datetime) -> int:
    """Append one line a chain: its newest number and link. Copy the file to another machine, or print it."""
    heads = db.execute(select(AuditHead.chain, AuditHead.number, AuditHead.link).order_by(AuditHead.chain)).all()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        for head in heads:
            line = {"at": now.isoformat(), "chain": head.chain, "number": head.number, "link": head.link.hex()}
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(heads)


def anchors(folder: Path) -> list[dict[str, str | int]]:
    """Every anchor ever written, oldest first; none where the file is missing."""
    path = folder / FILE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def latest(folder: Path) -> dict[str, dict[str, str | int]]:
    """The last anchor of each chain, from the end of the file alone: it grows by three lines an hour for years."""
    path = folder / FILE
    if not path.exists():
        return {}
    with path.open("rb") as file:
        start = max(path.stat().st_size - TAIL, 0)
        file.seek(start)
        lines = file.read().decode("utf-8", "replace").splitlines()[1 if start else 0 :]
    return {found["chain"]: found for found in map(_read, lines) if found}


def _read(line: str) -> dict[str, Any] | None:
    """One anchor; a line that was cut short by a full disk is none."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) and {"at", "chain", "number"} <= found.keys() else None

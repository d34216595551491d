"""Checking the audit chains: every row, every link, the head, and what was anchored outside (AUD-04, AUD-05)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import START, next_link
from models.jobs.anchoring import anchors
from models.sealing import SealedType
from models.tables import Base
from models.tables.audit import AuditHead, AuditRow


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong with a chain, and the number of the row where it shows."""

    chain: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}, row {self.number}: {self.what}"


def verify(db: Session, first_keys: Mapping[str, bytes], anchor_folder: Path) -> list[Fault]:
    """The first fault of each chain, none where all is well. `first_keys` is what the auditor keeps apart."""
    faults: list[Fault] = []
    heads = {head.chain: head for head in db.scalars(select(AuditHead))}
    for chain in sorted(set(heads) | set(first_keys)):
        if chain not in first_keys:
            faults.append(Fault(chain, 0, "its first key is missing, so nothing can be checked"))
        elif chain not in heads:
            faults.append(Fault(chain, 0, "its head is missing"))
        elif fault := _verify_chain(db, heads[chain], first_keys[chain], _anchored(anchor_folder, chain)):
            faults.append(fault)
    return faults


def _verify_chain(db: Session, head: AuditHead, link_key: bytes, anchored: Mapping[int, str]) -> Fault | None:
    number, link = 0, START
    rows = db.scalars(select(AuditRow).where(AuditRow.chain == head.chain).order_by(AuditRow.number))
    for row in rows.yield_per(1000):
        if row.number != number + 1:
            return Fault(head.chain, number + 1, "missing")
        number = row.number
        link, link_key = next_link(link_key, link, row)
        if link != row.link:
            return Fault(head.chain, number, "changed, or not written by us")
        if anchored.get(number, link.hex()) != link.hex():
            return Fault(head.chain, number, "not the row that was anchored outside the database")
    if number < max(anchored, default=0) or number != head.number or link != head.link:
        return Fault(head.chain, number + 1, "the end of the chain was cut off")
    return None


def _anchored(folder: Path, chain: str) -> dict[int, str]:
    return {int(a["number"]): str(a["link"]) for a in anchors(folder) if a["chain"] == chain and int(a["number"])}


def verify_content(db: Session) -> list[str]:
    """Sealed blobs that are not the ones the chain last saw written: put back, swapped or changed behind our back."""
    latest = _last_written(db.execute(select(AuditRow.content).order_by(AuditRow.at, AuditRow.number)).scalars())
    faults = []
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, SealedType)]
        if not columns or "id" not in table.c:
            continue
        for row in db.execute(select(table.c.id, *columns)).mappings():
            for column in columns:
                seen, blob = latest.get(f"{table.name}.{column.name}:{row['id']}"), row[column.name]
                if seen and blob is not None and hashlib.sha256(bytes(blob)).hexdigest() != seen:
                    faults.append(f"{table.name}.{column.name} of {row['id']} is not what was last written")
    return faults


def _last_written(contents: Iterable[Any]) -> dict[str, str]:
    latest: dict[str, str] = {}
    for content in contents:
        for line in content.splitlines():
            name, _, digest = line.partition("=")
            latest[name.rpartition(":")[0]] = digest
    return latest

"""The blind index: finding a case by e-mail, phone or name without keeping any of them (sealing.md 2.12)."""

import hashlib
import hmac
import re
import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.tables.message import Tag

KINDS = ("email", "phone", "name")


def normalise(kind: str, value: str) -> str:
    """What two spellings of the same thing have in common: case, spaces, and how a phone number begins."""
    if kind == "phone":
        digits = re.sub(r"\D", "", value)
        return re.sub(r"^(0044|44)(?=\d{10}$)", "0", digits)
    return " ".join(value.casefold().split())


def tag(key: bytes, kind: str, value: str) -> str:
    """The index entry of `value`: an HMAC, which says nothing without the key."""
    return hmac.digest(key, f"{kind}\0{normalise(kind, value)}".encode(), hashlib.sha256).hex()


def add_tags(db: Session, key: bytes, case_id: uuid.UUID, values: dict[str, list[str]]) -> int:
    """Index a case's values once; a value already there is left. Returns how many were new."""
    wanted = {
        (kind, tag(key, kind, value)) for kind in KINDS for value in values.get(kind, ()) if normalise(kind, value)
    }
    rows = db.execute(select(Tag.kind, Tag.tag).where(Tag.case_id == case_id))
    new = wanted - {(row.kind, row.tag) for row in rows}
    db.add_all(Tag(case_id=case_id, kind=kind, tag=made) for kind, made in new)
    db.flush()
    return len(new)


def having(key: bytes, value: str) -> Select[uuid.UUID]:
    """The cases that hold `value` as an e-mail, phone or name; still to be narrowed by who may see them."""
    return select(Tag.case_id).where(Tag.tag.in_(tags_of(key, value)))


def tags_of(key: bytes, value: str) -> list[str]:
    """What `value` would be in the index, as whichever kind."""
    return [tag(key, kind, value) for kind in KINDS if normalise(kind, value)]

"""Whose case a mail goes on, before it is put there; and which of a case's messages came by mail (E-07)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases import indexing
from models.cases.caring_details import called, details_of
from models.cases.mail_desk import Opened, said_in
from models.cases.queue_who import who
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.incoming import IncomingMail
from models.tables.message import Tag


@dataclass(frozen=True, slots=True, repr=False)
class Whose:
    """`same`: the mail says that it is from an address of the case."""

    reference: str
    name: str
    who: str
    same: bool


def whose_case(db: Session, case: Case, keys: Keyring, index: bytes, mail: Opened) -> Whose:
    """`keys` holds the file's lock. The name is the one they want to be called by."""
    details = details_of(db, case, keys) or {}
    return Whose(case.reference, called(details), who(case), _same(db, case, index, str(mail.said.get("from") or "")))


def by_message(db: Session, case: Case, keys: Keyring) -> dict[uuid.UUID, Opened]:
    """The mail behind each message that came by one. Whoever reads the messages may know that."""
    query = select(IncomingMail).where(IncomingMail.case_id == case.origin_id, IncomingMail.kept_as.is_not(None))
    return {row.kept_as: Opened(row, said_in(keys, row)) for row in db.scalars(query) if row.kept_as}


def _same(db: Session, case: Case, index: bytes, address: str) -> bool:
    if not address.strip():
        return False
    mine = (Tag.case_id.in_((case.id, case.origin_id)), Tag.kind == "email")
    found = select(Tag.case_id).where(*mine, Tag.tag == indexing.tag(index, "email", address)).limit(1)
    return db.scalars(found).first() is not None

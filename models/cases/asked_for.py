"""Who asked to see what is kept and has no answer yet: until then nothing erases what may be theirs (RET-02).

Not only the cases somebody has added: from the day the request is written down, every case with one of its names,
e-mails or numbers in the blind index, which the worker can ask too. Who holds the keys compares the names as well.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.cases.access_waits import STILL_OPEN
from models.cases.indexing import tags_of
from models.cases.matching import doubt, people_of
from models.sealing import Keyring, Unreadable
from models.tables.access_request import AccessRequest, AccessTag
from models.tables.case import Case
from models.tables.message import Tag

MINE = AccessTag.request_id == AccessRequest.id


def names_in(words: dict[str, Any]) -> list[str]:
    """Who asks, about whom, and every other name, e-mail and number: what its page looks for, too."""
    known = [words.get("who"), words.get("about"), *str(words.get("known_as") or "").split(",")]
    return list(dict.fromkeys(str(name).strip() for name in known if name and str(name).strip()))


def mark(db: Session, index: bytes, row: AccessRequest, words: dict[str, Any]) -> None:
    """Put whom a new request names into the blind index."""
    tags = {made for name in names_in(words) for made in tags_of(index, name)}
    db.add_all(AccessTag(id=uuid.uuid4(), request_id=row.id, tag=made) for made in sorted(tags))
    db.flush()


def waits_for(*cases: Any) -> ColumnElement[bool]:
    """Of an open request: it may be about one of these, by columns or ids. One of before it was marked may be about
    any."""
    same = exists().where(MINE, AccessTag.tag == Tag.tag, Tag.case_id.in_(cases)).correlate(AccessRequest, Case)
    return and_(STILL_OPEN, or_(same, ~exists().where(MINE).correlate(AccessRequest)))


def asked_for(*cases: Any) -> ColumnElement[bool]:
    return exists().where(waits_for(*cases)).correlate(Case)


def numbers(db: Session, family: Sequence[Case], keys: Keyring | None) -> list[str]:
    """The open requests that may be about this case and its parts. `keys`: names are compared too, however spelled."""
    found = set(db.scalars(select(AccessRequest.number).where(waits_for(*(one.id for one in family)))))
    if keys is not None:
        people = [name for one in family for name in people_of(db, one, keys.with_case(one))]
        for row in db.scalars(_open()):
            if row.number not in found and same_people(_words(row, keys), people):
                found.add(row.number)
    return sorted(found)


def same_people(words: dict[str, Any], people: Iterable[str]) -> bool:
    return not doubt(names_in(words), people)


def of_the_same(row: AccessRequest) -> Select[uuid.UUID]:
    """Other open requests that name somebody whom `row` names."""
    theirs, ours = aliased(AccessTag), aliased(AccessTag)
    query = select(AccessRequest.id).join(theirs, theirs.request_id == AccessRequest.id)
    same = query.join(ours, ours.tag == theirs.tag).where(ours.request_id == row.id)
    return same.where(STILL_OPEN, AccessRequest.id != row.id)


def _open() -> Select[AccessRequest]:
    return select(AccessRequest).where(STILL_OPEN).order_by(AccessRequest.received_on)


def _words(row: AccessRequest, keys: Keyring) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(AccessRequest.words, row)
    except Unreadable:
        return {}
    return found

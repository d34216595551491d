"""Which letters somebody reads who helps a child with words of their own: the child's rule over copies (A6, AZ-14)."""

from sqlalchemy.orm import Session

from models.cases.advocates import copy_of
from models.cases.returning import Theirs
from models.cases.thread import sent_by
from models.sealing import Keyring, Unreadable
from models.tables.words import Letter, TheirWords


def may_read(db: Session, me: Theirs, keys: Keyring, letter: Letter) -> bool:
    """Once the child has a page of their own, only the copies that the child agreed to; until then nobody else could
    read it to the child. Whom an officer gave words to, because the child wanted it, reads all until the child ends it.
    """
    if not (me.helper and me.own):
        return True
    agreed = [_copies(keys, row) for row in sent_by(db, me.case, me.holder.id)]
    return not agreed or any(copy_of(letter.kind) in copies for copies in agreed)


def _copies(keys: Keyring, row: TheirWords) -> list[str]:
    try:
        return list(keys.open_json(TheirWords.answers, row).get("copies", {}).get("copies") or ())
    except Unreadable:
        return []

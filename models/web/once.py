"""One press is one record (T22): what a form becomes takes its number from the page it stood on and from what it says.

The same form sent twice, by a second click or after an answer that was lost, is the same row. Whoever goes back and
writes something else there says something else, and it is kept.
"""

import json
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from flask import g, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models.web.cookies import CSRF

T = TypeVar("T")
INSTANCE = "instance"  # the hidden field with the page's own number
AT_ONCE = (IntegrityError, StaleDataError)  # what the second of two meets that came at the same moment


def made_now(*of: object) -> uuid.UUID:
    """`of`: whose it is. Without a number of a page it is always new."""
    try:
        page = uuid.UUID(request.form.get(INSTANCE, ""))
    except ValueError:
        return uuid.uuid4()
    said = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in (CSRF, INSTANCE))
    files = sorted(
        (name, one.filename, getattr(one.stream, "size", 0)) for name, one in request.files.items(multi=True)
    )
    return uuid.uuid5(page, json.dumps([request.path, *map(str, of), said, files]))


def one_record(before: Callable[[], T | None], do: Callable[[], T]) -> T:
    """What `do` makes of it, or what `before` finds that it has become already: also where two come at one moment, and
    the first has kept it."""
    found = before()
    if found is not None:
        return found
    try:
        return do()
    except AT_ONCE:
        g.db.rollback()
        if (found := before()) is None:
            raise
        return found


def there(kind: Any, made: uuid.UUID) -> bool:
    """Whether it is kept already."""
    return g.db.scalars(select(kind.id).where(kind.id == made)).first() is not None

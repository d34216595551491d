"""Migrations name plain types of the database, never classes of today's code: an old one must run years from now."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from models.sealing import SealedType
from models.tables.base import Moment


def render(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """How Alembic writes down one of our own types; False: as it would by itself."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, SealedType):
        return "sa.LargeBinary()"
    if isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False

"""Counting the statements a piece of work sends, without those of the session and the audit (decisions 26)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

NOT_COUNTED = ("account", "account_role", "audit", "audit_head", "audit_head", "staff_session", "visit", "held_form")


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """The statements sent inside the block."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        first = statement.lstrip().split(None, 1)[0].upper()
        if first in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH") and not _of_session_or_audit(statement):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _of_session_or_audit(statement: str) -> bool:
    words = statement.replace('"', " ").replace("(", " ").split()
    tables = [words[place + 1] for place, word in enumerate(words[:-1]) if word.upper() in ("FROM", "INTO", "UPDATE")]
    return bool(tables) and tables[0].split(".")[0] in NOT_COUNTED

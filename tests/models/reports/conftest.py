"""Bringing a register in as the command line does, for reports that are asked of it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.db import Sessions
from models.jobs.bringing_in import Wishes, bring_in
from models.register.source import Source
from tests.databases import MONDAY, Locks
from tests.models.register.registers import folder, rows


@pytest.fixture
def bring(sessions: Sessions, keys: Locks) -> Callable[[Path], None]:
    """The whole register of a folder; a fault in it fails the test."""
    sessions.configure(info={"chain": keys.chain("staff")})

    def run(path: Path) -> None:
        told: list[Any] = []
        outcome = bring_in(
            sessions, Source(path), council="ashbourne", keys=keys.staff.ring, actor=SYSTEM, now=MONDAY,
            wishes=Wishes(add_labels=True), tell=told.append,
        )  # fmt: skip
        assert not outcome.faults, told

    return run


@pytest.fixture
def register(bring: Callable[[Path], None], tmp_path: Path, db: Session) -> Callable[..., None]:
    """`register(lines, points=…)`: files of these rows, each filled up from a good one."""

    def make(lines: Iterable[dict[str, str]], **others: Iterable[dict[str, str]]) -> None:
        files = {name: rows(f"{name}.csv", *given) for name, given in {"register": lines, **others}.items()}
        bring(folder(tmp_path / "register", **files))

    return make

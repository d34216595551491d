"""The life of a backup: a new one ends those that are too old, and `heard doctor` finds what is left (RET-05).

Only copies in the folders that `heard backup` has written to are known here. One that was taken to another machine is
deleted by whoever took it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.jobs.backing_up import MAGIC
from models.procedure.retention import BACKUPS

LIFE = timedelta(days=BACKUPS)
OURS = re.compile(r"heard-(\d{8}T\d{6}Z)\.backup(\.unfinished)?$")


def own_name(now: datetime) -> str:
    return f"heard-{now:%Y%m%dT%H%M%SZ}.backup"


def end_old(folder: Path, *, now: datetime, fresh: Path) -> tuple[list[Path], list[Path]]:
    """Delete the old ones in `folder` that we named; which these were, and old ones that somebody else named, which
    stay. `fresh` was just read back whole, so the last good copy is never among them."""
    old = [path for path in too_old(folder, now=now) if path != fresh]
    ours = [path for path in old if OURS.match(path.name)]
    for path in ours:
        path.unlink()
    return ours, [path for path in old if path not in ours]


def too_old(folder: Path, *, now: datetime) -> list[Path]:
    """Every backup here that has outlived its days, whatever it is called."""
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return [path for path in files if (OURS.match(path.name) or _is_one(path)) and now - _made(path) > LIFE]


def remember(known: Path, folder: Path) -> None:
    """Write down where a backup lies now, for `heard doctor` to look there."""
    if folder not in folders(known):
        with known.open("a", encoding="utf-8") as file:
            file.write(f"{folder.resolve()}\n")


def folders(known: Path) -> list[Path]:
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    return [Path(line) for line in dict.fromkeys(lines) if line]


def backups_stand(own: Path, known: Path, *, now: datetime) -> Iterator[tuple[str, str]]:
    """What an erased case may still lie in: in our `own` folder, and in those that are `known`."""
    for folder in dict.fromkeys((own.resolve(), *folders(known))):
        try:
            old = too_old(folder, now=now)
        except OSError:
            yield (
                "warning",
                f"{folder} cannot be read, so nobody knows whether backups older than {BACKUPS} days lie there.",
            )
            continue
        if old:
            yield (
                "problem",
                f"{len(old)} in {folder} are older than {BACKUPS} days and may hold what was erased (RET-05), first "
                f"{old[0].name}. `heard backup` deletes those it named; delete the others.",
            )


def _made(path: Path) -> datetime:
    """By its name, since a copied file is young; by its file where it has a name of its own."""
    if found := OURS.match(path.name):
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _is_one(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC

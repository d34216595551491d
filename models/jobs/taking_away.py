"""Taking the register away: every line brought up to date, the export noted, then written (register-format)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from models.audit import Actor, note
from models.cases.finding import visible
from models.db import Sessions
from models.formats import moment
from models.procedure.working_days import local_day
from models.register.exporting import to_folder, to_zip
from models.register.upkeep import bring_up_to_date
from models.sealing import Keyring


def catch_up(sessions: Sessions) -> int:
    """Bring every line up to date, in short transactions. Returns how many were not."""
    done = 0
    while True:
        with sessions() as db, db.begin():
            count = bring_up_to_date(db)
        if not count:
            return done
        done += count


def pieces(sessions: Sessions, keys: Keyring, actor: Actor, *, now: datetime) -> Iterator[bytes]:
    """The whole register as the bytes of a .zip, made while it is read away: the cases that `actor` may see (AZ-04)."""
    catch_up(sessions)
    with sessions.reading() as db:
        mark = f"Taken by {actor.name}, {moment(now)}. These are people’s complaints: delete it when you are done."
        yield from to_zip(db, keys, visible(actor), on=local_day(now), mark=mark)


def take_away(
    sessions: Sessions, keys: Keyring, to: Path, *, actor: Actor, now: datetime, packed: bool = False
) -> dict[str, int]:
    """Write the whole register to `to`, a folder or a .zip. Returns how many lines each file has."""
    catch_up(sessions)
    with sessions() as db, db.begin():
        note(db, actor, "register_taken_away", now=now, object_kind="register")
    with sessions.reading() as db:
        if not packed:
            return to_folder(db, keys, to, on=local_day(now))
        with to.open("wb") as file:
            for part in to_zip(db, keys, on=local_day(now)):
                file.write(part)
        return {}

"""Slowing down whoever guesses, across processes, without writing down who they are (AUTH-08, TRK-03, TRK-08).

A try is counted before it is judged, in a transaction of its own, so that a hundred at once are not all let through.
A right one is given back. Buckets are HMACs under a key of the day that lies outside the database and its backups.
"""

import hmac
import ipaddress
import os
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.credentials import read_reference
from models.db import Sessions
from models.procedure.working_days import local_day
from models.tables.throttle import Throttle

KEY = 32


@dataclass(frozen=True)
class Rule:
    """`most` tries in `within`; then a wait, doubling with each further `most`, up to `longest`."""

    name: str
    most: int
    within: timedelta
    longest: timedelta | None = None


ACCOUNT_MINUTE = Rule("account minute", 5, timedelta(minutes=1), timedelta(minutes=15))
ACCOUNT_HARD = Rule("account five minutes", 10, timedelta(minutes=5))
ACCOUNT_HERE = Rule("account five minutes, one network", 8, timedelta(minutes=5))
ACCOUNT_EVERYWHERE = Rule("account five minutes, everywhere", 10, timedelta(minutes=5))
STAFF_NETWORK = Rule("staff network", 60, timedelta(hours=1))
WORDS_HERE = Rule("words, one reference from one network", 10, timedelta(hours=1))
WORDS_NETWORK = Rule("words, one network", 30, timedelta(hours=1))
WORDS_SLIPS = Rule("words, one network, references with a slip in them", 30, timedelta(hours=1))
WORDS_SITE = Rule("words, everywhere", 2000, timedelta(hours=1))  # slows, never blocks: see `_slowed`
WORDS_SLOWED = Rule("words, one reference from one network, in a crowd", 1, timedelta(hours=1))
SLOWED_BY = timedelta(seconds=42)
SAME_WORDS = Rule("the same words in a form", 3, timedelta(hours=1))  # no wait: one sign of a machine (INP-16)
# Counts of many people: a right try takes back only itself.
SHARED = (ACCOUNT_EVERYWHERE, STAFF_NETWORK, WORDS_NETWORK, WORDS_SLIPS, WORDS_SITE)

Bucket = tuple[Rule, str]


def staff_buckets(email: str, address: str | None) -> tuple[Bucket, ...]:
    """Counted for the account from one network first: what is refused there fills nothing up for its owner elsewhere.

    One network never uses up the ten tries that an account has in five minutes, and waits longer each time, so an
    outsider can slow a sign-in down but not hold it shut; what is open stays open.
    """
    who, here = email.strip().lower(), network(address)
    pair = f"{who} {here}"
    return (ACCOUNT_MINUTE, pair), (ACCOUNT_HERE, pair), (ACCOUNT_EVERYWHERE, who), (STAFF_NETWORK, here)


def code_buckets(account_id: uuid.UUID) -> tuple[Bucket, ...]:
    """For who knows the password and guesses the code."""
    return (ACCOUNT_MINUTE, f"code {account_id}"), (ACCOUNT_HARD, f"code {account_id}")


def words_buckets(reference: str, address: str | None) -> tuple[Bucket, ...]:
    """Counted for the pair first, so that a guesser elsewhere never keeps the child out (decisions 17).

    A reference whose last letter does not fit the others guesses at nothing: it uses up no try of the network.
    """
    here = network(address)
    whole = WORDS_NETWORK if read_reference(reference) else WORDS_SLIPS
    pair = f"{reference} {here}"
    return (WORDS_HERE, pair), (whole, here), (WORDS_SITE, ""), (WORDS_SLOWED, pair)


def network(address: str | None) -> str:
    """The neighbourhood of an address: a school or a household, not a person."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def claim(sessions: Sessions, runtime: Path, buckets: Sequence[Bucket], *, now: datetime) -> timedelta | None:
    """Count one try in every bucket. None: go on. Otherwise how long to wait, and nothing was counted."""
    names = _names(runtime, buckets, now)
    with sessions() as db:
        rows = [_row(db, name, now) for name in names]
        fresh = [_renewed(row, rule, now) for row, (rule, _) in zip(rows, buckets, strict=True)]
        waits = [row.until - now for row in rows if row.until > now]
        if waits:
            db.rollback()
            return max(waits)
        counts = {rule: row for row, (rule, _) in zip(fresh, buckets, strict=True)}
        slowed = counts.pop(WORDS_SLOWED, None)
        if slowed is not None and (wait := _slowed(slowed, counts[WORDS_SITE], now)):
            db.commit()
            return wait
        for rule, row in counts.items():
            row.tries += 1
            if rule is not WORDS_SITE and row.tries % rule.most == 0:
                row.until = now + _wait(row, rule, now)
        db.commit()
    return None


def give_back(sessions: Sessions, runtime: Path, buckets: Sequence[Bucket], *, now: datetime) -> None:
    """It was right: the person's own count starts anew, the network's loses this one."""
    with sessions() as db:
        for (rule, _), name in zip(buckets, _names(runtime, buckets, now), strict=True):
            if rule in SHARED:
                mine = Throttle.bucket == name
                # A wait that this very try brought about ends with it: nobody guessed as often as that.
                at_most = update(Throttle).where(mine, Throttle.tries > 0, Throttle.tries % rule.most == 0)
                db.execute(at_most.values(until=Throttle.since))
                db.execute(update(Throttle).where(mine, Throttle.tries > 0).values(tries=Throttle.tries - 1))
            else:
                db.execute(delete(Throttle).where(Throttle.bucket == name))
        db.commit()


def tries(sessions: Sessions, runtime: Path, bucket: Bucket, *, now: datetime) -> int:
    """How often, in the present window."""
    with sessions.reading() as db:
        query = select(Throttle.tries).where(Throttle.bucket == _names(runtime, [bucket], now)[0])
        return db.scalars(query).one_or_none() or 0


def _row(db: Session, name: str, now: datetime) -> Throttle:
    """The row, made if need be and locked: on PostgreSQL another process may be making it too."""
    query = select(Throttle).where(Throttle.bucket == name).with_for_update()
    row = db.scalars(query).one_or_none()
    if row is None:
        try:
            with db.begin_nested():
                db.execute(insert(Throttle).values(bucket=name, tries=0, since=now, until=now))
        except IntegrityError:
            pass
        row = db.scalars(query).one()
    return row


def _renewed(row: Throttle, rule: Rule, now: datetime) -> Throttle:
    """What was tried before a quiet time counts no more; where waits double, that takes as long as the longest."""
    waited = rule.longest is not None and row.tries >= rule.most
    quiet = now - row.until >= (rule.longest or rule.within) if waited else now - row.since >= rule.within
    if quiet:
        row.tries, row.since, row.until = 0, now, now
    return row


def _slowed(mine: Throttle, site: Throttle, now: datetime) -> timedelta | None:
    """Once the site has had all the tries of its hour, each further one waits 42 seconds by itself, until that hour is
    over: whoever has waited is judged, however many others try (TRK-03)."""
    if site.tries < WORDS_SITE.most or mine.tries:
        mine.tries = 0
        return None
    mine.tries, mine.since, mine.until = 1, now, now + SLOWED_BY
    return SLOWED_BY


def _wait(row: Throttle, rule: Rule, now: datetime) -> timedelta:
    if rule.longest is None:
        return rule.within - (now - row.since)
    doubled: timedelta = rule.within * int(2 ** (row.tries // rule.most - 1))
    return min(doubled, rule.longest)


def _names(runtime: Path, buckets: Sequence[Bucket], now: datetime) -> list[str]:
    key = daily_key(runtime, local_day(now))
    return [hmac.digest(key, f"{rule.name}\0{what}".encode(), "sha256").hex() for rule, what in buckets]


def daily_key(runtime: Path, day: date) -> bytes:
    """Made by whichever process needs it first; yesterday's is deleted, and with it what its buckets could tell."""
    path = runtime / f"throttle-{day.isoformat()}.key"
    for _ in range(3):
        try:
            key = path.read_bytes()
            if len(key) == KEY:
                return key
        except FileNotFoundError:
            _make(path)
    raise OSError("the key of the day cannot be made")


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in path.parent.glob("throttle-*.key"):
        if old.name < path.name:
            old.unlink(missing_ok=True)
    made = path.with_suffix(f".{secrets.token_hex(8)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY))
    try:
        os.link(made, path)  # the first one there wins; everyone reads that
    except FileExistsError:
        pass
    finally:
        made.unlink()

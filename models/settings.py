"""What may differ between two places where this runs, and the combinations that refuse to start.

Read once, from `HEARD_…` in the environment or from one TOML file (`HEARD_SETTINGS`), into a frozen value.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from models.dangers import ARGON2_FLOOR, CHECKS, LOOPBACK, Environment

BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # no clock is right that says it is earlier (R7)
YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


class Unsafe(Exception):
    """A setting that must not be used. The message says which and why, one reason a line."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    environment: Environment = Environment.DEMO
    data: Path = Path(".heard/data")
    keys: Path = Path(".heard/keys")
    runtime: Path = Path(".heard/run")  # never backed up: the daily key of the throttles, sockets, pids
    database: str = "sqlite:///.heard/data/heard.db"
    database_public: str = ""  # the same database as another role (`heard db roles`); empty: as `database`
    database_staff: str = ""
    database_worker: str = ""
    sqlite_journal: str = "auto"  # auto | wal | delete
    council: str = "ashbourne"
    portal_url: str = "http://localhost:8000"
    admin_url: str = "http://127.0.0.1:8001"
    portal_port: int = 8000
    admin_port: int = 8001
    bind: str = "127.0.0.1"
    trusted_hosts: tuple[str, ...] = ()  # besides the two addresses above
    proxies: int = 0  # how many hops in front of us may be believed (SES-07)
    mail_host: str = "localhost"
    mail_port: int = 8025
    mail_tls: str = "none"  # none | starttls | tls
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = "no-reply@ashbourne.example"
    mail_folder: Path | None = None  # the demo writes mail here instead of sending
    mail_replies: str = ""  # help@council.example (with a plus) or @reply.council.example; empty: no answer is threaded
    mail_in_host: str = ""  # an IMAP server that mail is fetched from; empty: none is
    mail_in_port: int = 993
    mail_in_tls: str = "tls"  # none | starttls | tls
    mail_in_user: str = ""
    mail_in_password_file: Path | None = None
    mail_in_folder: str = "INBOX"
    mail_in_taken: str = "Heard-taken"  # where what was taken is moved to; empty: it is deleted
    mail_in_aside: str = "Heard-aside"  # where what could not be taken is moved to
    notify_key_file: Path | None = None  # an API key of GOV.UK Notify; none: neither texts nor paper go by it
    notify_template: str = ""  # the template of its texts; empty: people of the team send them by hand
    notify_letters: bool = False  # whether the office may give letters to it to print and post
    notify_url: str = "https://api.notifications.service.gov.uk"
    scanner: str = ""  # clamd, as host:port or the path of its socket; empty: files are not looked through for viruses
    clock: int = 0  # seconds added to the clock, to see tomorrow in the demo
    debug: bool = False
    demo_data: bool = False
    argon2_memory: int = ARGON2_FLOOR[0]
    argon2_time: int = ARGON2_FLOOR[1]
    argon2_lanes: int = ARGON2_FLOOR[2]

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, **changes: Any) -> Self:
        """Read, check, freeze. Raises Unsafe with every reason at once."""
        settings = replace(cls(**_read(os.environ if environ is None else environ)), **changes)
        settings.check()
        return settings

    def check(self) -> None:
        reasons = [reason for wrong, reason in CHECKS if wrong(self)]
        if reasons:
            raise Unsafe("\n".join(f"Refusing to start: {reason}" for reason in reasons))

    @property
    def production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def files(self) -> Path:
        """Where what people send us lies, sealed."""
        return self.data / "files"

    @property
    def anchors(self) -> Path:
        """Where the ends of the audit chains are written, outside the database (AUD-05)."""
        return self.data.with_name("anchors")

    @property
    def last_backup(self) -> Path:
        """Where the time of the last backup is written, so that `heard doctor` can ask for one."""
        return self.runtime / "last-backup"

    @property
    def backups(self) -> Path:
        """Where a backup is written to that is told no other place."""
        return self.data.with_name("backups")

    @property
    def backup_folders(self) -> Path:
        """Where the folders are listed that backups were written to, so that none outlives its days there (RET-05)."""
        return self.runtime / "backup-folders"

    def database_of(self, process: str) -> str:
        """The address by which `public`, `staff` or `worker` reaches the database."""
        own = {"public": self.database_public, "staff": self.database_staff, "worker": self.database_worker}
        return own[process] or self.database

    def url(self, site: str) -> str:
        return self.portal_url if site == "portal" else self.admin_url

    def port(self, site: str) -> int:
        return self.portal_port if site == "portal" else self.admin_port

    def host(self, site: str) -> str:
        return urlsplit(self.url(site)).hostname or ""

    def secure(self, site: str) -> bool:
        """Whether this site is served over TLS: decides Secure cookies, their `__Host-` names, and HSTS."""
        return urlsplit(self.url(site)).scheme == "https"

    def hosts(self, site: str) -> list[str]:
        return [self.host(site), *self.trusted_hosts]


def check_clock(now: datetime) -> None:
    """Refuse to start where the machine's clock cannot be right. Raises Unsafe."""
    if now < BUILT:
        raise Unsafe("Refusing to start: this machine's clock is wrong, and every deadline would be too.")


def _read(environ: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if path := environ.get("HEARD_SETTINGS"):
        given |= tomllib.loads(Path(path).read_text("utf-8"))
    given |= {
        name.removeprefix("HEARD_").lower(): value
        for name, value in environ.items()
        if name.startswith("HEARD_") and not name.startswith(NOT_SETTINGS)
    }
    if "env" in given:
        given["environment"] = given.pop("env")
    if unknown := given.keys() - READERS.keys():
        names = ", ".join(f"HEARD_{name.upper()}" for name in sorted(unknown))
        raise Unsafe(f"Refusing to start: nothing is called {names}. A misspelt setting would be silently ignored.")
    values = {name: _value(name, value) for name, value in given.items()}
    return _folders(values) | values


def _value(name: str, value: Any) -> Any:
    try:
        return READERS[name](value)
    except (ValueError, KeyError, TypeError):
        raise Unsafe(f"Refusing to start: HEARD_{name.upper()} cannot be {value!r}.") from None


def _folders(values: dict[str, Any]) -> dict[str, Any]:
    """Keys are never inside the data (decisions 6): moving the data folder moves the other two beside it."""
    data: Path = values.get("data", Settings.data)
    stem = "" if data.name == "data" else f"{data.name}-"
    made: dict[str, Any] = {"keys": data.with_name(f"{stem}keys"), "runtime": data.with_name(f"{stem}run")}
    made["database"] = f"sqlite:///{data / 'heard.db'}"
    for site, name in (("portal", "localhost"), ("admin", "127.0.0.1")):
        said = values.get(f"{site}_port") or _port_of(values.get(f"{site}_url", ""))
        port = said or getattr(Settings, f"{site}_port")
        made |= {f"{site}_port": port, f"{site}_url": f"http://{name}:{port}"}
    environment = values.get("environment", Settings.environment)
    made["demo_data"] = environment is Environment.DEMO
    if environment is not Environment.PRODUCTION and "mail_host" not in values:
        made["mail_folder"] = data / "mail"
    return made


def _port_of(url: str) -> int | None:
    """The port of a plain address on this machine: nothing stands in front of it, so that is where we listen."""
    parts = urlsplit(url)
    return parts.port if parts.scheme == "http" and parts.hostname in LOOPBACK else None


def _yes(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in YES | NO:
        raise ValueError(word)
    return word in YES


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


def _one_of(*allowed: str) -> Callable[[Any], str]:
    return dict(zip(allowed, allowed, strict=True)).__getitem__


READERS: dict[str, Callable[[Any], Any]] = {
    "environment": Environment,
    "data": Path,
    "keys": Path,
    "runtime": Path,
    **dict.fromkeys(("database", "database_public", "database_staff", "database_worker", "council", "scanner"), str),
    "sqlite_journal": _one_of("auto", "wal", "delete"),
    **dict.fromkeys(("portal_url", "admin_url", "bind"), str),
    **dict.fromkeys(("portal_port", "admin_port", "proxies", "mail_port"), int),
    "trusted_hosts": _names,
    "mail_host": str,
    "mail_tls": _one_of("none", "starttls", "tls"),
    "mail_user": str,
    "mail_password": str,
    "mail_from": str,
    "mail_folder": Path,
    **dict.fromkeys(("mail_replies", "mail_in_host", "mail_in_user"), str),
    **dict.fromkeys(("mail_in_folder", "mail_in_taken", "mail_in_aside"), str),
    "mail_in_port": int,
    "mail_in_tls": _one_of("none", "starttls", "tls"),
    **dict.fromkeys(("mail_in_password_file", "notify_key_file"), Path),
    **dict.fromkeys(("notify_template", "notify_url"), str),
    "notify_letters": _yes,
    "clock": int,
    "debug": _yes,
    "demo_data": _yes,
    "argon2_memory": int,
    "argon2_time": int,
    "argon2_lanes": int,
}

NOT_SETTINGS = ("HEARD_SETTINGS", "HEARD_TEST_", "HEARD_BENCH_")  # read elsewhere

"""The settings that refuse to start, each with its reason, and the places where Heard may run."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
REPLY_ADDRESS = re.compile(r"[\w.-]{0,20}@[\w-]+(\.[\w-]+)+")
ARGON2_FLOOR = (64 * 1024, 3, 1)  # AUTH-01: KiB, passes, lanes


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"  # invented data, this machine only; the default, so that forgetting to say serves nobody real
    TEST = "test"


def _urls(settings: Any) -> list[tuple[str, str]]:
    parts = [urlsplit(settings.portal_url), urlsplit(settings.admin_url)]
    return [(part.scheme, part.hostname or "") for part in parts]


def _clear(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme != "https" and parts.hostname not in LOOPBACK


def _inside(inner: Path, outer: Path) -> bool:
    return inner.absolute().is_relative_to(outer.absolute())


CHECKS: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (
        lambda s: s.debug and s.production,
        "HEARD_DEBUG shows what people typed to whoever meets an error. Leave it out.",
    ),
    (
        lambda s: s.clock != 0 and s.production,
        "HEARD_CLOCK moves the clock. In production every deadline would be wrong.",
    ),
    (
        lambda s: s.demo_data and s.production,
        "HEARD_DEMO_DATA puts invented cases among real ones. Leave it out in production.",
    ),
    (
        lambda s: s.environment is Environment.DEMO and any(host not in LOOPBACK for _, host in _urls(s)),
        "the demo answers on this machine only. To serve real people, say HEARD_ENV=production.",
    ),
    (
        lambda s: s.environment is Environment.DEMO and s.bind not in LOOPBACK,
        "HEARD_BIND opens the demo to the network. To serve real people, say HEARD_ENV=production.",
    ),
    (
        lambda s: any(scheme not in ("http", "https") or not host for scheme, host in _urls(s)),
        "HEARD_PORTAL_URL and HEARD_ADMIN_URL must be whole addresses, as in https://help.example.gov.uk.",
    ),
    (
        lambda s: s.production and any(scheme == "http" and host not in LOOPBACK for scheme, host in _urls(s)),
        "an address begins with http://. What a child types would cross the network in clear; use https://.",
    ),
    (
        lambda s: s.production and all(host in LOOPBACK for _, host in _urls(s)),
        "no address is known. Set HEARD_PORTAL_URL and HEARD_ADMIN_URL to the addresses people will use.",
    ),
    (
        lambda s: any("*" in name or name.startswith(".") or name in ("", "0.0.0.0") for name in s.trusted_hosts),  # noqa: S104
        "HEARD_TRUSTED_HOSTS must name each host. A pattern lets a forged Host header choose where links lead.",
    ),
    (
        lambda s: s.portal_url == s.admin_url or (s.production and len({host for _, host in _urls(s)}) < 2),
        "the public site and the staff site share one host name. Their cookies must never meet; use two names.",
    ),
    (
        lambda s: s.production and s.mail_tls == "none" and s.mail_host not in LOOPBACK,
        "mail would cross the network in clear. Set HEARD_MAIL_TLS=starttls or tls.",
    ),
    (
        lambda s: s.production and s.mail_folder is not None,
        "HEARD_MAIL_FOLDER keeps mail instead of sending it. Nobody would hear from us.",
    ),
    (
        lambda s: s.production and s.mail_from.endswith((".example", ".invalid", ".test")),
        "HEARD_MAIL_FROM is not a real address. Replies would go nowhere.",
    ),
    (lambda s: any(character in s.mail_from for character in "\r\n"), "HEARD_MAIL_FROM holds a line break."),
    (
        lambda s: s.production and s.mail_in_host and s.mail_in_tls == "none" and s.mail_in_host not in LOOPBACK,
        "mail would be fetched in clear. Set HEARD_MAIL_IN_TLS=tls or starttls.",
    ),
    (
        lambda s: bool(s.mail_in_host) and not (s.mail_in_user and s.mail_in_password_file),
        "HEARD_MAIL_IN_HOST is set, and not HEARD_MAIL_IN_USER and HEARD_MAIL_IN_PASSWORD_FILE as well.",
    ),
    (
        lambda s: not s.notify_key_file and bool(s.notify_template or s.notify_letters),
        "HEARD_NOTIFY_TEMPLATE or HEARD_NOTIFY_LETTERS is set, and not HEARD_NOTIFY_KEY_FILE as well.",
    ),
    (
        lambda s: bool(s.notify_key_file) and not (s.notify_template or s.notify_letters),
        "HEARD_NOTIFY_KEY_FILE is set, and neither HEARD_NOTIFY_TEMPLATE nor HEARD_NOTIFY_LETTERS: nothing would go.",
    ),
    (
        lambda s: bool(s.notify_key_file) and _clear(s.notify_url),
        "HEARD_NOTIFY_URL must begin with https://. Numbers and letters would cross the network in clear.",
    ),
    (
        lambda s: bool(s.mail_replies) and not REPLY_ADDRESS.fullmatch(s.mail_replies),
        "HEARD_MAIL_REPLIES must be like help@council.gov.uk or @reply.council.gov.uk, the part before the @ up to 20.",
    ),
    (
        lambda s: len({s.mail_in_folder, s.mail_in_taken, s.mail_in_aside}) < 3 or not s.mail_in_aside,
        "HEARD_MAIL_IN_FOLDER, _TAKEN and _ASIDE must be three folders. The same mail would come for ever.",
    ),
    (
        lambda s: (
            s.environment is not Environment.TEST
            and (s.argon2_memory < ARGON2_FLOOR[0] or s.argon2_time < ARGON2_FLOOR[1] or s.argon2_lanes < 1)
        ),
        "HEARD_ARGON2_… is weaker than 64 MiB and 3 passes. Stolen words could be guessed.",
    ),
    (
        lambda s: _inside(s.keys, s.data) or _inside(s.data, s.keys),
        "HEARD_KEYS is inside HEARD_DATA, or the other way round. One stolen copy would hold both.",
    ),
    (
        lambda s: _inside(s.runtime, s.data),
        "HEARD_RUNTIME is inside HEARD_DATA. What it holds must never be backed up.",
    ),
    (
        lambda s: not s.database.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")),
        "HEARD_DATABASE must begin with sqlite:/// or postgresql://. Nothing else keeps what we acknowledge.",
    ),
    (lambda s: not 0 <= s.proxies <= 3, "HEARD_PROXIES says how many servers in front to believe: 0 to 3."),
)

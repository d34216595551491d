"""The demo's accounts and words, kept in a file beside its data so that they can be printed again. Demo only."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.settings import Settings


@dataclass(frozen=True, slots=True)
class SignIn:
    role: str
    name: str
    email: str
    password: str
    totp: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """A reference and the words that open it."""

    person: str
    reference: str
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class SignIns:
    """`whole` once every story has happened: a load that was interrupted leaves it false."""

    whole: bool = False
    accounts: tuple[SignIn, ...] = ()
    ways_back: tuple[WayBack, ...] = ()


def read(settings: Settings) -> SignIns | None:
    """What was kept, or None where the demo was never loaded here."""
    try:
        kept: dict[str, Any] = json.loads(_path(settings).read_text("utf-8"))
    except FileNotFoundError:
        return None
    accounts = tuple(SignIn(**account) for account in kept["accounts"])
    return SignIns(kept["whole"], accounts, tuple(WayBack(**way) for way in kept["ways_back"]))


def made_here(settings: Settings) -> bool:
    """Whether everybody here is invented: said to be, and made by the demo. Saying nothing is not enough."""
    return settings.demo_data and not settings.production and read(settings) is not None


def keep(settings: Settings, sign_ins: SignIns) -> None:
    path = _path(settings)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(sign_ins), file, indent=1)
    unfinished.replace(path)


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Columns as wide as their widest entry."""
    listed = list(rows)
    widths = [max(len(row[column]) for row in listed) for column in range(len(listed[0]))]
    return "\n".join(
        "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in listed
    )


def _path(settings: Settings) -> Path:
    return settings.data / "demo.json"

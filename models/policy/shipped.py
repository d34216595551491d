"""The policies and the bank holidays that come with the service, from which a new database is seeded."""

import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from models.policy.model import Policy, PolicyError
from models.policy.parsing import parse

HERE = Path(__file__).parent
PRESETS = HERE / "presets"


class Shipped(NamedTuple):
    """One policy file that comes with the service."""

    preset: str  # "telford_2024"
    council: str
    since: date


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every preset, by name."""
    paths = sorted(PRESETS.glob("*.toml"))
    return tuple(Shipped(path.stem, file["council"], file["since"]) for path in paths for file in [_read(path)])


def shipped_data(council: str, since: date) -> dict[str, Any]:
    """The plain data of one preset, fit for JSON: what is kept in the database and parsed again from there."""
    for preset in shipped():
        if (preset.council, preset.since) == (council, since):
            data: dict[str, Any] = _plain(_read(PRESETS / f"{preset.preset}.toml"))
            return data
    raise PolicyError(f"No policy of {council} from {since} comes with this service.")


def load_shipped(council: str, since: date) -> Policy:
    """One preset, checked like any other policy."""
    return parse(shipped_data(council, since))


def bank_holidays() -> dict[date, str]:
    """The days that are not worked in England, by name (D-01). No part of any policy (S-40)."""
    return {date.fromisoformat(day): name for day, name in _read(HERE / "bank_holidays.toml")["england"].items()}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, date | time) else value

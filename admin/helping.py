"""Help in place: what the page in front of you is for, and the rule behind it. The words are one file of data."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from admin.codes import pieces

WORDS = Path(__file__).parent.parent / "templates" / "admin" / "help.toml"


@dataclass(frozen=True, slots=True)
class Help:
    says: str
    rule: str

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The rule with each code that is explained told apart."""
        return pieces(self.rule)


@lru_cache(maxsize=1)
def all_help() -> dict[str, Help]:
    """Every paragraph, by endpoint or by the first half of one."""
    return {name: Help(**given) for name, given in tomllib.loads(WORDS.read_text("utf-8")).items()}


def help_for(endpoint: str) -> Help | None:
    """The paragraph of this page, or that of all pages of its kind."""
    known = all_help()
    return known.get(endpoint) or known.get(endpoint.split(".")[0])

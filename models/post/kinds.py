"""The shape of one kind of letter: what it proves when it counts, and what it must say (G-05)."""

from dataclasses import dataclass
from typing import NamedTuple

from models.procedure.terms import Event, Role

TEAM = frozenset({Role.OFFICER, Role.MANAGER, Role.ALTERNATE})
MANAGERS = frozenset({Role.MANAGER, Role.ALTERNATE})


class Part(NamedTuple):
    """One thing a letter must say. `only` names the fact without which it may be left out."""

    id: str
    what: str  # for the officer
    rule: str
    only: str = ""  # "" always | young_person | excluded


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    code: str
    label: str
    event: Event | None  # recorded on the day the letter counts (K-18); None: it proves nothing
    parts: tuple[Part, ...]
    template: str  # templates/letters/<template>.txt, and <template>_child.txt where there is a child's version
    child: bool = True
    release: frozenset[Role] = TEAM

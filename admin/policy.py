"""What a page may ask of whoever opens it: signed in or not, which roles, and whether it is about one case."""

from dataclasses import dataclass
from enum import Enum, auto

from models.procedure.terms import Role


class Who(Enum):
    ANYONE = auto()
    HALF = auto()  # the password was right, the code is still to come
    STAFF = auto()


@dataclass(frozen=True)
class Policy:
    """`roles` empty: everyone signed in. `case`: the view finds its case through `visible`, which may refuse."""

    who: Who = Who.STAFF
    roles: frozenset[Role] = frozenset()
    case: bool = False


def only(*roles: Role) -> Policy:
    return Policy(roles=frozenset(roles))


def case_of(*roles: Role) -> Policy:
    return Policy(roles=frozenset(roles), case=True)

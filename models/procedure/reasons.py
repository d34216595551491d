"""What a route is made of: its name, the rule as officers read it, and the closed reasons with the person's words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a route was chosen. `child` and `adult` are sent to the person word for word."""

    id: str
    label: str
    rule: str
    child: str
    adult: str

    def sentence(self, *, child: bool) -> str:
        """The reason as this person will read it."""
        return self.child if child else self.adult


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its name, the rule the officer is shown, and its reasons."""

    label: str
    rule: str
    reasons: tuple[Reason, ...]

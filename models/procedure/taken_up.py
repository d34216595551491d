"""What may still become of a part whose points were taken up before they went their own way (E-43, X-01, X-03).

Once accepted, a complaint goes through its stages if the person wishes. So a part of it is refused, or a point of it
left out, only for what the Regulations allow at any time (other proceedings, REG 8) or because the person took it back
(E-32). What leaves the children's procedure leaves it by the decision of two people.
"""

from models.procedure.routes import SETTLED
from models.procedure.terms import Procedure

STATUTORY, OTHER = "taken_up_statutory", "taken_up"  # the reason under which such a part is registered
MAY_REFUSE = frozenset({"court", "tribunal"})  # judged before, and it can be sent again (E-30, X-10)
MAY_LEAVE_OUT = frozenset({"proceedings", "taken_back"})
REFUSED = (
    "What was taken up is not refused: it goes through its stages if they wish (E-43). Other proceedings that it would "
    "prejudice are the one reason left (REG 8)"
)
LEFT_OUT = (
    "What was taken up is not left out, but for other proceedings or because they took it back themselves (E-43): "
)
NEVER = "What was taken up does not become this: nobody would look into it any more (E-43)"
_PRAISE = frozenset({Procedure.COMPLIMENT, Procedure.COMMENT})


def route_refused(taken_up: str, route: Procedure, reason: str) -> str:
    """Why this way is shut for a part that was taken up; nothing where it may go."""
    if not taken_up:
        return ""
    if route is Procedure.REFUSED:
        return "" if reason in MAY_REFUSE else REFUSED
    shut = _PRAISE | ({Procedure.DUTY} if taken_up == STATUTORY else frozenset())
    return NEVER if route in shut or reason == SETTLED else ""


def leaves(taken_up: str, ways: frozenset[Procedure]) -> bool:
    """Whether something of it leaves the children's procedure by this decision (E-08, X-01)."""
    return taken_up == STATUTORY and ways != {Procedure.STATUTORY}

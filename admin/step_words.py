"""What the link to a step of a case says: what is to be done there now, and whether it is theirs to do (6.3)."""

from models.audit import Actor
from models.cases.agreeing import MAY_AGREE
from models.cases.answering import CHECKED, CHECKERS, RETURNED, TO_CHECK
from models.cases.must_not_miss import Beside
from models.cases.proposing import may_agree

DECIDE, WRITE = "Decide and acknowledge", "Write the answer"


def of_decision(known: Beside, actor: Actor) -> str:
    """A decision that waits is agreed to by a second person, and read by everyone else (X-01)."""
    if known.decided_by is None:
        return DECIDE
    return "Agree to the decision" if may_agree(actor, known.decided_by) else "Read the decision that waits"


def of_answer(known: Beside, actor: Actor) -> str:
    """An answer is written, changed, checked by somebody who did not send it, or let go (rules 3.2)."""
    if known.answer == TO_CHECK:
        theirs = bool(actor.roles & CHECKERS) and actor.id != known.written_by
        return "Check the answer" if theirs else "Read the answer that waits for a check"
    return {RETURNED: "Change the answer", CHECKED: "Release the answer"}.get(known.answer or "", WRITE)


def of_more_time(known: Beside, actor: Actor) -> str:
    """What an officer proposed waits for a complaints manager (K-12)."""
    return "Agree to more time" if known.more_time and actor.roles & MAY_AGREE else "More time"

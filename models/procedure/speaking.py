"""What has to be judged before a way is taken: by who complains, and by who speaks for a child (E-14, E-20, E-26)."""

from enum import StrEnum

from models.procedure.judgements import JUDGEMENTS, NEEDED_TO_REFUSE, Judging
from models.procedure.standing import Standing
from models.procedure.terms import Journey, Procedure

ON_BEHALF = "on_behalf"
ASKED = frozenset({"instructed", "writing"})  # A1: the child told them to
WORRY = "worried"  # A1: "No, but I am worried about something"


class Speaks(StrEnum):
    """Whether somebody has to find out about the child from other people than whoever speaks for it."""

    NO = ""
    UNASKED = "unasked"  # nobody asked whether the child wants this, and it is said for it (E-20, E-22)
    WORRIED = "worried"  # they say themselves that the child has not asked (E-20): nothing of it is the child's yet
    CONFLICT = "conflict"  # they work, or may work, for those it is about (E-26)


def speaks_for(journey: Journey, *, online: bool, instructed: str, conflict: str) -> Speaks:
    """Only where their own form says that the child told them to is nobody asked: by phone, letter or mail it is not
    known, and who skips the question has not said it."""
    if journey is Journey.PARENT:
        return Speaks.UNASKED
    if journey is not Journey.ADVOCATE:
        return Speaks.NO
    if conflict in ("yes", "not_sure"):
        return Speaks.CONFLICT
    if instructed == WORRY:
        return Speaks.WORRIED
    return Speaks.NO if online and instructed in ASKED else Speaks.UNASKED


def needed_for(
    route: Procedure, reason: str, standing: Standing | None, speaks: Speaks
) -> list[tuple[Judging, tuple[str, ...]]]:
    """What has to be judged before this route is taken, and the endings that allow it. Whose standing asks for it is
    judged whatever reason is given (E-14, E-20)."""
    if route is Procedure.REFUSED:
        return [NEEDED_TO_REFUSE[reason]] if reason in NEEDED_TO_REFUSE else []
    found: list[tuple[Judging, tuple[str, ...]]] = []
    statutory = route is Procedure.STATUTORY
    if statutory and (standing is Standing.INTEREST or reason == Standing.INTEREST):
        found.append((Judging.INTEREST, ("enough",)))
    if statutory and speaks and (standing is Standing.REPRESENTATIVE or reason == ON_BEHALF):
        found.append((Judging.BEHALF, ("content", "not_asked")))
    elif speaks is Speaks.CONFLICT or (speaks is Speaks.WORRIED and statutory and not found):
        # whoever then speaks for the child, or as the child's own: somebody decides about this one
        found.append((Judging.BEHALF, tuple(ending.code for ending in JUDGEMENTS[Judging.BEHALF].endings)))
    return found


def worth_asking(standing: Standing | None, speaks: Speaks, *, over_a_year: bool) -> list[Judging]:
    """What a case shows by itself, so that it is asked only where it matters; the others can be opened at any time."""
    found = [Judging.INTEREST] if standing is Standing.INTEREST else []
    found += [Judging.BEHALF] if speaks and standing is Standing.REPRESENTATIVE else []
    return found + ([Judging.TIME] if over_a_year else [])

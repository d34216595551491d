"""Who may take part from outside at stages 2 and 3, and who may not (REG 2, 17(2), 19(2)-(3); G-04)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What somebody from the pool does on one case. Values are stored."""

    INVESTIGATOR = "investigator"  # the investigating officer
    INDEPENDENT = "independent"  # the independent person
    CHAIR = "chair"  # of the review panel
    MEMBER = "member"  # of the review panel, beside the chair


PARTS: dict[Part, str] = {
    Part.INVESTIGATOR: "Investigating officer",
    Part.INDEPENDENT: "Independent person",
    Part.CHAIR: "Chair of the panel",
    Part.MEMBER: "Panel member",
}
STAGE_2 = (Part.INVESTIGATOR, Part.INDEPENDENT)
PANEL = (Part.CHAIR, Part.MEMBER)
SEATS = {Part.INVESTIGATOR: 1, Part.INDEPENDENT: 1, Part.CHAIR: 1, Part.MEMBER: 2}
_WHO = {
    Part.INVESTIGATOR: "An investigating officer",
    Part.INDEPENDENT: "An independent person",
    Part.CHAIR: "The chair",
    Part.MEMBER: "A panel member",
}


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties somebody to the council, as they declared it."""

    officer: bool = False  # employed by the council
    member: bool = False  # a councillor
    household: bool = False  # spouse or civil partner of an officer or member
    line: bool = False  # in the line of management of children's social care
    recent: bool = False  # was an officer or councillor of this council in the last three years


TIES: dict[Part, tuple[str, ...]] = {  # of the fields above: which of them bar from which part
    Part.INVESTIGATOR: ("line",),
    Part.INDEPENDENT: ("officer", "member", "household"),
    Part.CHAIR: ("officer", "member", "household", "recent"),
    Part.MEMBER: ("officer", "member", "household"),
}
_WORDS = {
    "officer": "{} may not be employed by the council (regulation 2).",
    "member": "{} may not be a councillor (regulation 2).",
    "household": "{} may not be married to an officer or a councillor (regulation 2).",
    "recent": "{} may not have been an officer or councillor in the last three years (our policy).",
    "line": "{} may not be in the line of management of the service.",
}


def barred(part: Part, ties: Ties, held: Collection[Part] = ()) -> list[str]:
    """Why somebody may not take `part`, in sentences for an officer; empty when they may.

    `held` is every part they have or had on the same case: whoever investigated cannot be the independent person, and
    whoever took part at stage 2 cannot sit on the panel (REG 19(3)).
    """
    reasons = [_WORDS[tie].format(_WHO[part]) for tie in TIES[part] if getattr(ties, tie)]
    if others := [PARTS[other].lower() for other in held if other is not part]:
        reasons.append(f"They are or were the {others[0]} of this case, and nobody may be both.")
    return reasons

"""Why a point is left out while the rest goes on: a closed list, what each needs judged first, and what is said (2.7).

A part that is left out is a part that is refused. So it is left out only on a ground of this list, with what the ground
asks to be judged, and the letter says it in the words of the ground and the officer's own (E-44, K-06, X-03). What
belongs to another procedure is not left out: it is given its way, and becomes a case of its own (E-56, X-13).
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.procedure.judgements import Judging


class LeftOut(NamedTuple):
    """One ground. `ask` is what an officer has to add, as the person reads it; `needs` what was judged, and how."""

    label: str
    rule: str
    child: str
    adult: str
    ask: str
    needs: tuple[Judging, tuple[str, ...]] | None = None

    def sentence(self, *, child: bool) -> str:
        return self.child if child else self.adult


LEFT_OUT: Mapping[str, LeftOut] = {
    "proceedings": LeftOut(
        "Proceedings that it would prejudice", "E-30",
        "Others look at this part now, and we must not get in their way. When they are done, you can send it again.",
        "Looking into this part now might prejudice proceedings. Regulation 8 of the Children Act 1989 Representations "
        "Procedure (England) Regulations 2006 allows us not to. You can send it to us again when they have ended.",
        "Name the proceedings", (Judging.PROCEEDINGS, ("part_waits", "all_waits")),
    ),
    "considered": LeftOut(
        "Considered before, to the end", "E-33",
        "We have looked at this part before, right to the end. If there is something new, tell us.",
        "This part was considered before, at every stage or by the Ombudsman, and the same is not considered twice. If "
        "there is anything new, tell us.",
        "Say when it was considered, and in which case", (Judging.SAME, ("partly", "same")),
    ),
    "out_of_time": LeftOut(
        "Out of time", "K-70",
        "This part was more than one year ago. We thought about why you did not tell us before.",
        "This part happened more than one year before you complained, the limit in regulation 9 of the Children Act "
        "1989 Representations Procedure (England) Regulations 2006. We have considered whether you could reasonably "
        "have complained earlier, and whether we could still look into it fairly.",
        "Say why we do not look into it after so long", (Judging.TIME, ("part", "refuse")),
    ),
    "no_interest": LeftOut(
        "About a child in whom they have no standing or interest", "E-36",
        "This part is about a child that you can not speak for in this.",
        "This part is about a child for whom you have no parental responsibility, and we have decided that you do not "
        "have enough interest in that child's welfare.",
        "Say how you decided it", (Judging.INTEREST, ("not_enough",)),
    ),
    "best_interest": LeftOut(
        "Not in the child's best interest, or their age", "E-37",
        "We do not think that looking into this part is the best thing for the child.",
        "Looking into this part would not be in the child's best interest, having regard to the child's age.",
        "Say why not, so that the person can follow it",
    ),
    "court_decided": LeftOut(
        "Only a court can change what a court decided", "E-42",
        "A court made this choice. Only a court can change it.",
        "A court decided this, and only a court can change what it decided.",
        "Say which order it is, and whom they can ask about it",
    ),
    "outside_remit": LeftOut(
        "Not one of the council's services", "E-38",
        "This part is not about something that we do. Others have to look at it.",
        "This part is not about one of the council's services.",
        "Say who deals with it, and how to reach them",
    ),
    "discipline": LeftOut(
        "Whether a worker is disciplined", "E-31",
        "If a worker did wrong, their boss looks at that by other rules. We can not tell you how that ends.",
        "Whether somebody who works here is disciplined is decided under other rules, and we may not tell you how that "
        "ends.",
        "Say who looks at it, and what we still look into",
    ),
    "taken_back": LeftOut(
        "They took this part back", "E-32",
        "You told us that you do not want us to look at this part. If you want it after all, tell us.",
        "You told us that you do not want this part looked into. If you change your mind, tell us.",
        "Say when they told us",
    ),
}  # fmt: skip


def said(ground: str, why: str, *, child: bool) -> str:
    """What the letter says of a part that is left out: the ground in its words, then the officer's own."""
    known = LEFT_OUT.get(ground)
    return " ".join(filter(None, (known.sentence(child=child) if known else "", why.strip())))
